//! What changes of claims and events add to the counts that the store keeps: the claims that name an entity, and the events
//! between two actors, with their relations.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use crate::graph::{
    quads::parts::{label_quad, subject_of},
    vocabulary::iris::{Names, ch, short_hash, term},
};

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

fn quad(node: &NamedNode, predicate: NamedNodeRef<'_>, value: impl Into<Term>) -> Quad {
    Quad::new(node.clone(), predicate.into_owned(), value, GraphName::DefaultGraph)
}

/// The node of two actors, by their IRIs in order.
pub(crate) fn pair_node(names: &Names, pair: &(String, String)) -> NamedNode {
    names.id(&format!("p-{}", short_hash(&[&pair.0, &pair.1])))
}

/// How many claims name an entity.
pub(crate) fn claims_quad(entity: &NamedNode, count: impl Into<Term>) -> Quad {
    quad(entity, term::CLAIMS, count)
}

/// What is said of two actors: their events, by relation.
pub(crate) fn pair_quads(
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
