//! Counts that are kept in the default graph: the claims that name an entity, and the events between two actors, with their
//! relations. Queries ask for the largest of them, and counting a large store for each query would take too long. How many events
//! of each relation a pair has is noted beside, so that it can be counted on.

use std::collections::BTreeMap;

use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{changes::Changes, quad_store::Store};
use crate::graph::{
    error::StoreError,
    events::tally::Tallies,
    quads::parts::label_quad,
    vocabulary::iris::{Names, ch, short_hash, term},
};

/// The changes that tallies make to what a store has counted; to an empty one where it is `None`.
pub(crate) fn count(
    tallies: Tallies,
    names: &Names,
    store: Option<&Store>,
    changes: &mut Changes,
) -> Result<(), StoreError> {
    let notes = names.notes();
    let known = |node: &NamedNode, predicate: NamedNodeRef<'_>, graph: Option<&NamedNode>| match store {
        Some(store) => store.object(node.as_ref(), predicate, graph.map(NamedNode::as_ref)),
        None => Ok(None),
    };
    for (entity, more) in tallies.claims.into_iter().filter(|(_, more)| *more != 0) {
        let before = known(&entity, term::CLAIMS, None)?;
        let count = match &before {
            Some(Term::Literal(count)) => count.value().parse().unwrap_or_default(),
            _ => 0,
        } + more;
        changes.remove.extend(before.map(|count| quad(&entity, term::CLAIMS, count)));
        changes.insert.extend((count > 0).then(|| quad(&entity, term::CLAIMS, Literal::from(count))));
    }
    for (pair, more) in tallies.pairs {
        if more.values().all(|events| *events == 0) {
            continue;
        }
        let node = names.id(&format!("p-{}", short_hash(&[&pair.0, &pair.1])));
        let before = match &known(&node, term::TALLY, Some(&notes))? {
            Some(Term::Literal(text)) => parse(text.value()),
            _ => BTreeMap::new(),
        };
        let mut after = before.clone();
        for (relation, events) in more {
            *after.entry(relation).or_default() += events;
        }
        after.retain(|_, events| *events > 0);
        changes.difference(pair_quads(names, &node, &pair, &before), pair_quads(names, &node, &pair, &after));
    }
    Ok(())
}

fn quad(node: &NamedNode, predicate: NamedNodeRef<'_>, value: impl Into<Term>) -> Quad {
    Quad::new(node.clone(), predicate.into_owned(), value, GraphName::DefaultGraph)
}

fn pair_quads(
    names: &Names,
    node: &NamedNode,
    pair: &(String, String),
    relations: &BTreeMap<String, i64>,
) -> Vec<Quad> {
    if relations.is_empty() {
        return Vec::new();
    }
    let text: Vec<String> = relations.iter().map(|(relation, events)| format!("{relation} {events}")).collect();
    let tally = Literal::new_simple_literal(text.join(" "));
    let mut quads = vec![
        quad(node, term::RDF_TYPE, term::PAIR.into_owned()),
        quad(node, term::MEMBER, NamedNode::new_unchecked(&pair.0)),
        quad(node, term::MEMBER, NamedNode::new_unchecked(&pair.1)),
        quad(node, term::EVENTS, Literal::from(relations.values().sum::<i64>())),
        Quad::new(node.clone(), term::TALLY.into_owned(), tally, names.notes()),
    ];
    quads.push(label_quad(node, &format!("{}, {}", names.in_words(&pair.0), names.in_words(&pair.1))));
    quads.extend(relations.keys().map(|relation| quad(node, term::TIE, ch(relation))));
    quads
}

fn parse(text: &str) -> BTreeMap<String, i64> {
    let words: Vec<&str> = text.split(' ').collect();
    let pairs = words.chunks_exact(2);
    pairs.filter_map(|pair| Some((pair[0].to_owned(), pair[1].parse().ok()?))).collect()
}
