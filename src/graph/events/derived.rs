//! Derives events, links from claims to them and plain edges from the claims of all articles.
//!
//! All of this is a function of the set of claims, so it can be dropped and derived again at any time. The store does so
//! only for the units that a change touches.

use std::{borrow::Cow, collections::BTreeSet};

use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{
    bind::{Event, bind},
    contested,
    kinds::unite,
    retold::retold,
    tally::Tallies,
};
use crate::graph::{
    copies::origins::{Origins, independent},
    quads::{group::Unit, parts::label_quad, record::Record},
    vocabulary::{
        days::day_text,
        iris::{Names, ch, short_hash, term},
        ontology::Ontology,
    },
};

/// Claims of a unit that may meet in one event, with the events that they tell of.
pub(crate) struct Part<'r> {
    /// The claims as their articles tell them.
    pub(crate) records: &'r [Record],
    /// The same claims, those of copies as their origins tell them.
    pub(crate) told: Cow<'r, [Record]>,
    /// The events, whose members are indices of both.
    pub(crate) events: Vec<Event>,
}

/// The events of a unit of sorted claims. What a correction keeps apart never meets in one event: each part of the claims
/// has its own. `origins` gives the articles that are copies, with what they copy.
pub(crate) fn events_of<'r>(unit: &Unit, records: &'r [Record], origins: &Origins) -> Vec<Part<'r>> {
    let parts = records.chunk_by(|one, other| one.apart == other.apart);
    parts
        .map(|records| {
            let told = retold(records, origins);
            let events = events_of_part(unit, &told);
            Part { records, told, events }
        })
        .collect()
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
    records.sort_unstable();
    contested::quads(names, unit, records, out);
    let actors = Actors { subject: unit.group.actor(), object: unit.group.other(), symmetric: unit.is_symmetric() };
    let mut edges: BTreeSet<&str> = BTreeSet::new();
    let parts = events_of(unit, records, origins);
    for (part, event) in parts.iter().flat_map(|part| part.events.iter().map(move |event| (part.records, event))) {
        let told = Told { node: names.id(&format!("ev-{}", event.key)), event, records: part };
        told.put_kind(unit.relation(event.kind), out);
        told.put_label(names, unit.relation(event.kind), &actors, out);
        told.put_actors(&actors, out);
        told.put_when_and_where(out);
        told.put_voices(out);
        told.put_reports(origins, out);
        told.put_links(out);
        if told.members().any(Record::asserts) {
            if let (Some(subject), Some(object)) = (&actors.subject, &actors.object) {
                tallies.add(subject, object, unit.relation(event.kind), 1);
            }
            edges.extend(unit.line(event.kind));
        }
    }
    actors.put_edges(&edges, out);
}

fn default_quad(subject: &NamedNode, predicate: NamedNodeRef<'_>, value: impl Into<Term>) -> Quad {
    Quad::new(subject.clone(), predicate.into_owned(), value, GraphName::DefaultGraph)
}

/// The participants of a unit, where they are entities.
struct Actors {
    subject: Option<NamedNode>,
    object: Option<NamedNode>,
    symmetric: bool,
}

impl Actors {
    /// The plain triples between them.
    fn put_edges(&self, relations: &BTreeSet<&str>, out: &mut Vec<Quad>) {
        let (Some(subject), Some(object)) = (&self.subject, &self.object) else { return };
        for relation in relations {
            let predicate = ch(relation);
            if self.symmetric && object != subject {
                out.push(default_quad(object, predicate.as_ref(), subject.clone()));
            }
            out.push(default_quad(subject, predicate.as_ref(), object.clone()));
        }
    }
}

/// An event with the claims that tell of it.
struct Told<'e> {
    node: NamedNode,
    event: &'e Event,
    records: &'e [Record],
}

impl Told<'_> {
    fn members(&self) -> impl Iterator<Item = &Record> {
        self.event.members.iter().map(|(index, _)| &self.records[*index])
    }

    fn say(&self, predicate: NamedNodeRef<'_>, value: impl Into<Term>, out: &mut Vec<Quad>) {
        out.push(default_quad(&self.node, predicate, value));
    }

    /// Its class, relation and score.
    fn put_kind(&self, name: &str, out: &mut Vec<Quad>) {
        let relation = Ontology::embedded().relation(name);
        self.say(term::RDF_TYPE, ch(relation.map_or("Event", |relation| relation.event_class.as_str())), out);
        self.say(term::RDF_TYPE, term::SEM_EVENT.into_owned(), out);
        self.say(term::RELATION, ch(name), out);
        if let Some(score) = relation.and_then(|relation| relation.goldstein) {
            // One digit after the point, as the code book prints them.
            self.say(term::GOLDSTEIN, Literal::new_typed_literal(format!("{score:.1}"), term::XSD_DECIMAL), out);
        }
    }

    /// What it is, with whom and when, in a few words; they say nothing of whether it took place.
    fn put_label(&self, names: &Names, name: &str, actors: &Actors, out: &mut Vec<Quad>) {
        let ontology = Ontology::embedded();
        let kind =
            ontology.relation(name).and_then(|relation| ontology.label(&relation.event_class)).unwrap_or("event");
        let mut parts: Vec<String> = Vec::new();
        for node in [&actors.subject, &actors.object].into_iter().flatten() {
            parts.push(names.in_words(node.as_str()));
        }
        parts.extend(self.event.date.clone());
        let label = if parts.is_empty() { kind.to_owned() } else { format!("{kind}: {}", parts.join(", ")) };
        out.push(label_quad(&self.node, &label));
    }

    /// Who acts on whom; where the relation holds both ways each of the two is both.
    fn put_actors(&self, actors: &Actors, out: &mut Vec<Quad>) {
        let both = [&actors.subject, &actors.object].into_iter().flatten();
        for node in both.clone() {
            self.say(term::SEM_ACTOR, node.clone(), out);
        }
        if !actors.symmetric {
            for (node, role) in [(&actors.subject, term::ACTOR), (&actors.object, term::RECIPIENT)] {
                out.extend(node.iter().map(|node| default_quad(&self.node, role, node.clone())));
            }
            return;
        }
        for node in both.clone() {
            self.say(term::ACTOR, node.clone(), out);
        }
        if actors.subject.is_some() && actors.object.is_some() && actors.subject != actors.object {
            for node in both {
                self.say(term::RECIPIENT, node.clone(), out);
            }
        }
    }

    /// Its date with first and last day, and its place.
    fn put_when_and_where(&self, out: &mut Vec<Quad>) {
        if let Some(place) = &self.event.place {
            self.say(term::SEM_PLACE, NamedNode::new_unchecked(place), out);
        }
        if let Some(date) = &self.event.date {
            self.say(term::DATE, Literal::new_typed_literal(date, term::EDTF), out);
        }
        let Some(span) = self.event.span else { return };
        for (predicate, day) in [(term::SEM_BEGIN, span.first_day()), (term::SEM_END, span.last_day())] {
            if let Some(day) = day {
                self.say(predicate, Literal::new_typed_literal(day, term::XSD_DATE), out);
            }
        }
    }

    /// Each polarity, status and voice in which it is told, and whether an article narrates it as a fact.
    fn put_voices(&self, out: &mut Vec<Quad>) {
        for (holds, name) in [(true, "affirmed"), (false, "negated")] {
            if self.members().any(|record| record.affirmed == holds) {
                self.say(term::POLARITY, ch(name), out);
            }
        }
        let statuses: BTreeSet<_> = self.members().map(|record| record.status).collect();
        for status in statuses {
            self.say(term::STATUS, ch(status.name()), out);
        }
        for (narrated, name) in [(true, "narrator"), (false, "attributed")] {
            if self.members().any(|record| record.narrated == narrated) {
                self.say(term::VOICE, ch(name), out);
            }
        }
        self.say(term::ASSERTED, Literal::from(self.members().any(Record::asserts)), out);
    }

    /// How many articles tell of it, how many of them are no copies, and since when.
    fn put_reports(&self, origins: &Origins, out: &mut Vec<Quad>) {
        let articles: BTreeSet<_> = self.members().map(|record| &record.article).collect();
        self.say(term::REPORTS, Literal::from(articles.len() as u64), out);
        let sources = independent(articles.iter().map(|article| article.as_ref()), origins);
        self.say(term::INDEPENDENT, Literal::from(sources as u64), out);
        if let Some(day) = self.members().filter_map(|record| record.published).min().and_then(day_text) {
            self.say(term::FIRST_REPORTED, Literal::new_typed_literal(day, term::XSD_DATE), out);
        }
    }

    /// The links from its claims, each in the graph of its article.
    fn put_links(&self, out: &mut Vec<Quad>) {
        for record in self.members() {
            let claim = NamedNode::new_unchecked(&record.claim);
            let graph = NamedNode::new_unchecked(record.article.as_ref());
            out.push(Quad::new(claim, term::EVENT.into_owned(), self.node.clone(), graph));
        }
    }
}
