//! What is derived from the articles' graphs: events, their links from claims, plain edges, descriptions of entities.
//!
//! All of it is a function of the set of claims, so it can be thrown away and made again at any time; the store does
//! so for the groups and entities that a change touches, and for no others.

use std::collections::BTreeSet;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{
    copies::{Origins, independent},
    dispute,
    events::{Event, bind},
    kinds::unite,
    names::{Names, ch, short_hash, term},
    ontology::Ontology,
    record::Record,
    span::day_text,
    tally::Tallies,
    unit::Unit,
};

/// The events of a unit of sorted claims. What a correction keeps apart never meets in one event: each part of the claims
/// has its own.
pub(crate) fn events_of<'r>(unit: &Unit, records: &'r [Record]) -> Vec<(&'r [Record], Vec<Event>)> {
    let parts = records.chunk_by(|one, other| one.apart == other.apart);
    parts.map(|part| (part, events_of_part(unit, part))).collect()
}

fn events_of_part(unit: &Unit, part: &[Record]) -> Vec<Event> {
    let mut all = Vec::new();
    let mut begin = 0;
    for own in part.chunk_by(|one, other| one.kind == other.kind) {
        let kind = own.first().map_or(0, |record| record.kind);
        let hash = unit.hash_of(kind);
        let key = match part.first().map_or("", |record| record.apart.as_str()) {
            "" => hash,
            mark => short_hash(&[&hash, mark]),
        };
        let standing = Ontology::embedded().relation(unit.relation(kind)).is_some_and(|relation| relation.standing);
        for mut event in bind(&key, own, standing) {
            event.members.iter_mut().for_each(|(index, _)| *index += begin);
            all.push(event);
        }
        begin += own.len();
    }
    if all.windows(2).any(|pair| pair[0].kind != pair[1].kind) {
        unite(part, all, &|narrow, broad| unit.below(narrow, broad))
    } else {
        all
    }
}

/// Adds the derived quads of one unit of claims, and its asserted events to the tallies; `origins` gives the articles that
/// are copies, with what they copy.
pub(crate) fn unit_quads(
    names: &Names,
    unit: &Unit,
    records: &mut [Record],
    origins: &Origins,
    tallies: &mut Tallies,
    out: &mut Vec<Quad>,
) {
    let (subject, object) = (unit.group.actor(), unit.group.other());
    records.sort_unstable();
    let symmetric = unit.is_symmetric();
    let mut edges: BTreeSet<&str> = BTreeSet::new();
    let default = |subject: &NamedNode, predicate: NamedNodeRef<'_>, value: Term, out: &mut Vec<Quad>| {
        out.push(Quad::new(subject.clone(), predicate.into_owned(), value, GraphName::DefaultGraph));
    };
    dispute::quads(names, unit, records, out);
    let parts = events_of(unit, records);
    for (part, event) in parts.iter().flat_map(|(part, events)| events.iter().map(move |event| (*part, event))) {
        let name = unit.relation(event.kind);
        let relation = Ontology::embedded().relation(name);
        let class = relation.map_or("Event", |relation| relation.event_class.as_str());
        let node = names.id(&format!("ev-{}", event.key));
        let members = || event.members.iter().map(|(index, _)| &part[*index]);
        let mut say = |predicate: NamedNodeRef<'_>, value: Term| default(&node, predicate, value, out);
        say(term::RDF_TYPE, ch(class).into());
        say(term::RDF_TYPE, term::SEM_EVENT.into_owned().into());
        say(term::RELATION, ch(name).into());
        if let Some(subject) = &subject {
            say(term::SEM_ACTOR, subject.clone().into());
            if !symmetric {
                say(term::SOURCE, subject.clone().into());
            }
        }
        if let Some(object) = &object {
            say(term::SEM_ACTOR, object.clone().into());
            if !symmetric {
                say(term::TARGET, object.clone().into());
            }
        }
        if let (Some(subject), Some(object), true) = (&subject, &object, symmetric && subject != object) {
            // In order, so that a question need not look for the two among the actors.
            let (one, other) = if subject.as_str() <= object.as_str() { (subject, object) } else { (object, subject) };
            say(term::ONE, one.clone().into());
            say(term::OTHER, other.clone().into());
        }
        if let Some(place) = &event.place {
            say(term::SEM_PLACE, NamedNode::new_unchecked(place).into());
        }
        if let Some(date) = &event.date {
            say(term::DATE, Literal::new_typed_literal(date, term::EDTF).into());
        }
        if let Some(span) = event.span {
            for (predicate, day) in [(term::SEM_BEGIN, span.first_day()), (term::SEM_END, span.last_day())] {
                if let Some(day) = day {
                    say(predicate, Literal::new_typed_literal(day, term::XSD_DATE).into());
                }
            }
        }
        for (holds, name) in [(true, "affirmed"), (false, "negated")] {
            if members().any(|record| record.affirmed == holds) {
                say(term::POLARITY, ch(name).into());
            }
        }
        let statuses: BTreeSet<_> = members().map(|record| record.status).collect();
        for status in statuses {
            say(term::STATUS, ch(status.name()).into());
        }
        for (narrated, name) in [(true, "narrator"), (false, "attributed")] {
            if members().any(|record| record.narrated == narrated) {
                say(term::VOICE, ch(name).into());
            }
        }
        let asserted = members().any(Record::asserts);
        if asserted {
            if let (Some(subject), Some(object)) = (&subject, &object) {
                tallies.add(subject, object, name, 1);
            }
            edges.extend(unit.line(event.kind));
        }
        say(term::ASSERTED, Literal::from(asserted).into());
        let articles: BTreeSet<_> = members().map(|record| &record.article).collect();
        if let Some(score) = relation.and_then(|relation| relation.goldstein) {
            // One digit after the point, as the code book prints them.
            say(term::GOLDSTEIN, Literal::new_typed_literal(format!("{score:.1}"), term::XSD_DECIMAL).into());
        }
        say(term::REPORTS, Literal::from(articles.len() as u64).into());
        let sources = independent(articles.iter().map(|article| article.as_ref()), origins);
        say(term::INDEPENDENT, Literal::from(sources as u64).into());
        if let Some(day) = members().filter_map(|record| record.published).min().and_then(day_text) {
            say(term::FIRST_REPORTED, Literal::new_typed_literal(day, term::XSD_DATE).into());
        }
        for record in members() {
            let claim = NamedNode::new_unchecked(&record.claim);
            let graph = NamedNode::new_unchecked(record.article.as_ref());
            out.push(Quad::new(claim, term::EVENT.into_owned(), node.clone(), graph));
        }
    }
    if let (Some(subject), Some(object)) = (subject, object) {
        for relation in edges {
            let predicate = ch(relation);
            if symmetric && object != subject {
                default(&object, predicate.as_ref(), subject.clone().into(), out);
            }
            default(&subject, predicate.as_ref(), object.clone().into(), out);
        }
    }
}

/// What is said of an entity, over all articles: several values of a property are all kept, except where only one makes
/// sense; then the smallest stands, so that the order of articles does not show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Description(pub(crate) Vec<(NamedNode, Term)>);

/// The predicates of descriptions; those of the first part have one value.
pub(crate) const DESCRIPTIVE: [NamedNodeRef<'static>; 7] =
    [term::RDF_TYPE, term::RDFS_LABEL, term::OWL_SAME_AS, term::COUNTRY, term::SKOS_ALT, term::CODE, term::MINTED];

/// How many of [`DESCRIPTIVE`] have one value.
const SINGLE: usize = 4;

impl Description {
    pub(crate) fn is_single(predicate: NamedNodeRef<'_>) -> bool {
        DESCRIPTIVE[..SINGLE].contains(&predicate)
    }

    pub(crate) fn add(&mut self, predicate: &NamedNode, value: &Term) {
        let mut known = self.0.iter_mut().filter(|(other, _)| other == predicate);
        if Self::is_single(predicate.as_ref()) {
            if let Some((_, other)) = known.next() {
                if value.to_string() < other.to_string() {
                    *other = value.clone();
                }
                return;
            }
        } else if known.map(|(_, other)| other).any(|other| other == value) {
            return;
        }
        self.0.push((predicate.clone(), value.clone()));
    }

    pub(crate) fn quads<'a>(&'a self, entity: &'a NamedNode) -> impl Iterator<Item = Quad> + 'a {
        self.0.iter().map(|(predicate, value)| {
            Quad::new(entity.clone(), predicate.clone(), value.clone(), GraphName::DefaultGraph)
        })
    }
}
