//! Counts that are kept in the default graph: the claims that name an entity, and the events between two actors, with their
//! relations. Queries ask for the largest of them, and counting a large store for each query would take too long. How many events
//! of each relation a pair has is noted beside, so that it can be counted on.

use std::collections::BTreeMap;

use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};

use super::{changes::Changes, quad_store::Store};
use crate::graph::{
    error::StoreError,
    events::tally::{Tallies, claims_quad, pair_node, pair_quads},
    vocabulary::iris::{Names, term},
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
        changes.remove.extend(before.map(|count| claims_quad(&entity, count)));
        changes.insert.extend((count > 0).then(|| claims_quad(&entity, Literal::from(count))));
    }
    for (pair, more) in tallies.pairs {
        if more.values().all(|events| *events == 0) {
            continue;
        }
        let node = pair_node(names, &pair);
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

fn parse(text: &str) -> BTreeMap<String, i64> {
    let words: Vec<&str> = text.split(' ').collect();
    let pairs = words.chunks_exact(2);
    pairs.filter_map(|pair| Some((pair[0].to_owned(), pair[1].parse().ok()?))).collect()
}
