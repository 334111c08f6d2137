//! Counts that are kept in the default graph, because a question that asks for the largest of them cannot count a large
//! store each time: the claims that name an entity, and the events between two actors, with their relations.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use super::{
    batch::Changes,
    error::StoreError,
    names::{Names, ch, short_hash, term},
    store::{Store, subject_of},
};

/// What is to be added to the counts of a store.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    /// Told events by relation, by the IRIs of two actors in order.
    pairs: IndexMap<(String, String), BTreeMap<String, i64>>,
    /// Claims by entity.
    claims: IndexMap<NamedNode, i64>,
}

impl Tallies {
    /// Counts events of a relation between two actors; an actor is no pair with itself.
    pub(crate) fn add(&mut self, one: &NamedNode, other: &NamedNode, relation: &str, events: i64) {
        let (one, other) = (one.as_str().min(other.as_str()), one.as_str().max(other.as_str()));
        if one != other {
            let pair = self.pairs.entry((one.to_owned(), other.to_owned())).or_default();
            *pair.entry(relation.to_owned()).or_default() += events;
        }
    }

    /// Takes away what another one counted.
    pub(crate) fn subtract(&mut self, other: Self) {
        for (pair, relations) in other.pairs {
            let own = self.pairs.entry(pair).or_default();
            for (relation, events) in relations {
                *own.entry(relation).or_default() -= events;
            }
        }
    }

    /// Counts the claims of a graph by whom they name, as often as is said.
    pub(crate) fn name(&mut self, quads: &[Quad], times: i64) {
        let roles = [term::RDF_SUBJECT, term::RDF_OBJECT];
        let mut named: BTreeSet<(&str, &str)> = BTreeSet::new();
        for quad in quads.iter().filter(|quad| roles.contains(&quad.predicate.as_ref())) {
            if let (Some(claim), Term::NamedNode(entity)) = (subject_of(quad), &quad.object)
                && named.insert((claim.as_str(), entity.as_str()))
            {
                *self.claims.entry(entity.clone()).or_default() += times;
            }
        }
    }

    /// The changes that these make to what a store has counted; to an empty one where it is `None`.
    pub(crate) fn changes(self, names: &Names, store: Option<&Store>, changes: &mut Changes) -> Result<(), StoreError> {
        for (entity, more) in self.claims.into_iter().filter(|(_, more)| *more != 0) {
            let before = match store {
                Some(store) => store.object(entity.as_ref(), term::CLAIMS, None)?,
                None => None,
            };
            let count = match &before {
                Some(Term::Literal(count)) => count.value().parse().unwrap_or_default(),
                _ => 0,
            } + more;
            let say = |count: i64| quad(&entity, term::CLAIMS, Literal::from(count));
            changes.remove.extend(
                before
                    .into_iter()
                    .map(|count| Quad::new(entity.clone(), term::CLAIMS.into_owned(), count, GraphName::DefaultGraph)),
            );
            changes.insert.extend((count > 0).then(|| say(count)));
        }
        for (pair, more) in self.pairs {
            if more.values().all(|events| *events == 0) {
                continue;
            }
            let node = names.id(&format!("p-{}", short_hash(&[&pair.0, &pair.1])));
            let before = match store {
                Some(store) => store.object(node.as_ref(), term::TALLY, None)?,
                None => None,
            };
            let before = match &before {
                Some(Term::Literal(text)) => parse(text.value()),
                _ => BTreeMap::new(),
            };
            let mut after = before.clone();
            for (relation, events) in more {
                *after.entry(relation).or_default() += events;
            }
            after.retain(|_, events| *events > 0);
            changes.difference(pair_quads(&node, &pair, &before), pair_quads(&node, &pair, &after));
        }
        Ok(())
    }
}

fn quad(node: &NamedNode, predicate: NamedNodeRef<'_>, value: impl Into<Term>) -> Quad {
    Quad::new(node.clone(), predicate.into_owned(), value, GraphName::DefaultGraph)
}

fn pair_quads(node: &NamedNode, pair: &(String, String), relations: &BTreeMap<String, i64>) -> Vec<Quad> {
    if relations.is_empty() {
        return Vec::new();
    }
    let text: Vec<String> = relations.iter().map(|(relation, events)| format!("{relation} {events}")).collect();
    let mut quads = vec![
        quad(node, term::ONE, NamedNode::new_unchecked(&pair.0)),
        quad(node, term::OTHER, NamedNode::new_unchecked(&pair.1)),
        quad(node, term::EVENTS, Literal::from(relations.values().sum::<i64>())),
        quad(node, term::TALLY, Literal::new_simple_literal(text.join(" "))),
    ];
    quads.extend(relations.keys().map(|relation| quad(node, term::TIE, ch(relation))));
    quads
}

fn parse(text: &str) -> BTreeMap<String, i64> {
    let words: Vec<&str> = text.split(' ').collect();
    let pairs = words.chunks_exact(2);
    pairs.filter_map(|pair| Some((pair[0].to_owned(), pair[1].parse().ok()?))).collect()
}
