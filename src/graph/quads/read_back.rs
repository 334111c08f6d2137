//! An article's graph read back: from its quads to what they put into a store, so that a corrected graph counts as an article
//! that was read that way.

use indexmap::{IndexMap, IndexSet};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{
    article::ArticleQuads,
    claim::read_record,
    description::DESCRIPTIVE,
    group::Group,
    parts::{graph_of, is_claim_type, subject_of},
    record::Record,
    wording::in_words,
};
use crate::{
    graph::{
        copies::sketch::{Printed, Sketch},
        vocabulary::{
            days::day,
            iris::{Names, ch_name, term},
        },
    },
    rules::Claim,
};

/// What a graph says of entities: predicate and value by entity.
type Facts = IndexMap<NamedNode, Vec<(NamedNode, Term)>>;

impl ArticleQuads {
    /// What a graph of quads, and what is noted for it, put into the store: as
    /// [`crate::graph::quads::article::article_quads`], but from the quads themselves.
    pub(crate) fn of_graph(names: &Names, doc: &NamedNode, mut quads: Vec<Quad>) -> Self {
        // What is a function of the rest is made anew.
        let made = [term::CLAIMS, term::FIRST_CLAIM];
        quads.retain(|quad| !is_gist(names, quad) && !made.contains(&quad.predicate.as_ref()));
        let entities = entity_facts(names, doc, &quads);
        let mut claims: IndexMap<NamedNode, Vec<Quad>> = IndexMap::new();
        for claim in claims_of(&quads) {
            claims.insert(claim, Vec::new());
        }
        let (mut sketch, mut published, mut outlet) = (None, String::new(), String::new());
        for quad in &quads {
            let Some(subject) = subject_of(quad) else { continue };
            match (quad.predicate.as_ref(), &quad.object) {
                (term::SKETCH, Term::Literal(text)) => sketch = Sketch::parse(text.value()),
                (term::SCHEMA_PUBLISHED, Term::Literal(day)) => day.value().clone_into(&mut published),
                (term::DCT_PUBLISHER, Term::NamedNode(node)) => node.as_str().clone_into(&mut outlet),
                _ => {}
            }
            if let Some(claim) = claims.get_mut(subject) {
                claim.push(quad.clone());
            }
        }
        let mut records: Vec<(Group, Record)> = Vec::with_capacity(claims.len());
        let mut labels = Vec::new();
        for (claim, quads) in &claims {
            let (group, mut record) = read_record(claim, doc, quads);
            record.place_country = record.place.as_deref().and_then(|place| country(&entities, place));
            record.published = day(&published);
            records.push((group, record));
            if quads.iter().any(|quad| quad.predicate.as_ref() == term::CORRECTED) {
                labels.push((claim.clone(), in_words(&claim_of(names, quads, &entities))));
            }
        }
        relabel(doc, labels, &mut quads);
        for (group, record) in &records {
            let gist = Literal::new_simple_literal(record.gist(names));
            quads.push(Quad::new(doc.clone(), names.group_of(&group.hash()), gist, names.notes()));
        }
        let count = Literal::from(records.len() as u64);
        quads.push(Quad::new(doc.clone(), term::CLAIMS.into_owned(), count, doc.clone()));
        if let Some(first) = claims.iter().min_by_key(|(claim, quads)| (place(quads), claim.as_str())) {
            quads.push(Quad::new(doc.clone(), term::FIRST_CLAIM.into_owned(), first.0.clone(), doc.clone()));
        }
        Self { quads, records, printed: sketch.map(|sketch| Printed { sketch, published, outlet }), entities }
    }
}

/// Where the evidence of a claim begins and ends.
fn place(quads: &[Quad]) -> (usize, usize) {
    let number = |predicate: NamedNodeRef<'_>| {
        let found = quads.iter().find(|quad| quad.predicate.as_ref() == predicate).map(|quad| &quad.object);
        match found {
            Some(Term::Literal(number)) => number.value().parse().unwrap_or_default(),
            _ => 0,
        }
    };
    (number(term::BEGIN), number(term::END))
}

/// Whether a quad is the note that a claim belongs to a group.
pub(crate) fn is_gist(names: &Names, quad: &Quad) -> bool {
    quad.predicate.as_str().strip_prefix(names.base()).is_some_and(|rest| rest.starts_with("id/g-"))
}

/// The claims of a graph.
pub(crate) fn claims_of(quads: &[Quad]) -> IndexSet<NamedNode> {
    quads.iter().filter(|quad| is_claim_type(quad)).filter_map(|quad| subject_of(quad).cloned()).collect()
}

/// What the graph of an article says of entities, not of itself, its claims and those who only speak in it.
pub(crate) fn entity_facts(names: &Names, doc: &NamedNode, quads: &[Quad]) -> Facts {
    let claims = claims_of(quads);
    let mut found = Facts::new();
    for quad in quads.iter().filter(|quad| DESCRIPTIVE.contains(&quad.predicate.as_ref())) {
        let Some(subject) = subject_of(quad) else { continue };
        let other = subject == doc || names.is_speaker(subject.as_str()) || claims.contains(subject);
        if !other && graph_of(quad) == Some(doc) {
            found.entry(subject.clone()).or_default().push((quad.predicate.clone(), quad.object.clone()));
        }
    }
    found
}

/// The country of a place.
fn country(entities: &Facts, place: &str) -> Option<std::sync::Arc<str>> {
    entities.get(&NamedNode::new_unchecked(place))?.iter().find_map(|(predicate, value)| match value {
        Term::NamedNode(country) if predicate.as_ref() == term::COUNTRY => Some(country.as_str().into()),
        _ => None,
    })
}

/// The words for claims that a correction changed, in the place of those that were there.
fn relabel(doc: &NamedNode, labels: Vec<(NamedNode, String)>, quads: &mut Vec<Quad>) {
    let corrected: IndexSet<&NamedNode> = labels.iter().map(|(claim, _)| claim).collect();
    quads.retain(|quad| {
        quad.predicate.as_ref() != term::RDFS_LABEL || subject_of(quad).is_none_or(|claim| !corrected.contains(claim))
    });
    for (claim, words) in &labels {
        let label = Literal::new_simple_literal(words);
        quads.push(Quad::new(claim.clone(), term::RDFS_LABEL.into_owned(), label, doc.clone()));
    }
}

/// As much of a claim as its words need.
fn claim_of(names: &Names, quads: &[Quad], entities: &Facts) -> Claim {
    let label = |node: &NamedNode| -> String {
        let facts = entities.get(node).into_iter().flatten();
        let mut labels = facts.filter(|(predicate, _)| predicate.as_ref() == term::RDFS_LABEL);
        labels
            .find_map(|(_, value)| match value {
                Term::Literal(label) => Some(label.value().to_owned()),
                _ => None,
            })
            .unwrap_or_else(|| names.in_words(node.as_str()))
    };
    let mut claim = Claim::default();
    for quad in quads {
        match (quad.predicate.as_ref(), &quad.object) {
            (term::RDF_SUBJECT, Term::NamedNode(node)) => claim.subject = label(node),
            (term::RDF_OBJECT, Term::NamedNode(node)) => claim.object = label(node),
            (term::SEM_PLACE, Term::NamedNode(node)) => claim.place = label(node),
            (predicate, Term::NamedNode(node)) => {
                let word = ch_name(node.as_str()).unwrap_or_default();
                if let Some(slot) = word_slot(predicate, &mut claim) {
                    word.clone_into(slot);
                }
            }
            (predicate, Term::Literal(text)) => {
                if let Some(slot) = text_slot(predicate, &mut claim) {
                    text.value().clone_into(slot);
                }
            }
            _ => {}
        }
    }
    claim
}

fn word_slot<'c>(predicate: NamedNodeRef<'_>, claim: &'c mut Claim) -> Option<&'c mut String> {
    Some(match predicate {
        term::RDF_PREDICATE => &mut claim.relation,
        term::POLARITY => &mut claim.polarity,
        term::STATUS => &mut claim.status,
        term::VOICE => &mut claim.voice,
        _ => return None,
    })
}

fn text_slot<'c>(predicate: NamedNodeRef<'_>, claim: &'c mut Claim) -> Option<&'c mut String> {
    Some(match predicate {
        term::SUBJECT_TEXT => &mut claim.subject_text,
        term::OBJECT_TEXT => &mut claim.object_text,
        term::DATE => &mut claim.date,
        term::CLAIMED_BY_TEXT => &mut claim.claimed_by,
        term::VIA_TEXT => &mut claim.via,
        _ => return None,
    })
}
