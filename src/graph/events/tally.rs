//! What changes of claims and events add to the counts that the store keeps: the claims that name an entity, and the events
//! between two actors, with their relations.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oxigraph::model::{NamedNode, Quad, Term};

use crate::graph::{quads::parts::subject_of, vocabulary::iris::term};

/// What is to be added to the counts of a store.
#[derive(Debug, Default)]
pub(crate) struct Tallies {
    /// Told events by relation, by the IRIs of two actors in order.
    pub(crate) pairs: IndexMap<(String, String), BTreeMap<String, i64>>,
    /// Claims by entity.
    pub(crate) claims: IndexMap<NamedNode, i64>,
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
}
