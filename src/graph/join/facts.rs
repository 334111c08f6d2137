//! What single articles and the claims of single keys say of nodes that they share: entities, rules, and pairs of actors.
//!
//! An engine adds the counts of equal facts, and brings the facts of a node together. Both can be done in parts, so that a node of
//! which all articles speak needs no more memory than another.

use std::collections::BTreeMap;

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term},
};

use crate::graph::{
    error::KeyError,
    events::tally::{Tallies, claims_quad, pair_node, pair_quads},
    quads::{
        article::ArticleQuads,
        description::Description,
        standing::{rule_quads, rules_of, vocabulary_quads},
    },
    rdf::lines,
    vocabulary::iris::{Names, ch, ch_name, term},
};

/// What is said of a node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Fact {
    /// IRI of the node.
    pub node: String,
    /// What is said, as predicate and object of N-Triples. Of a fact that counts claims the predicate stands alone.
    pub said: String,
    /// How many claims or events say so; 0 where that does not matter.
    pub count: i64,
}

impl Fact {
    fn new(node: &NamedNode, predicate: NamedNodeRef<'_>, value: impl Into<Term>, count: i64) -> Self {
        Self { node: node.as_str().to_owned(), said: format!("{predicate} {}", value.into()), count }
    }

    /// What an article says of entities and rules.
    pub(super) fn of_article(article: &ArticleQuads) -> Vec<Self> {
        let mut found = Vec::new();
        for (entity, facts) in &article.entities {
            found
                .extend(facts.iter().map(|(predicate, value)| Self::new(entity, predicate.as_ref(), value.clone(), 0)));
        }
        for rule in rules_of(&article.quads) {
            found.push(Self::new(&rule, term::RDF_TYPE, term::RULE.into_owned(), 0));
        }
        let mut tallies = Tallies::default();
        tallies.name(&article.quads, 1);
        for (entity, count) in tallies.claims {
            found.push(Self { node: entity.into_string(), said: term::CLAIMS.to_string(), count });
        }
        found
    }

    /// The events between two actors.
    pub(super) fn of_tallies(names: &Names, tallies: &Tallies) -> Vec<Self> {
        let mut found = Vec::new();
        for (pair, relations) in &tallies.pairs {
            let node = pair_node(names, pair);
            for actor in [&pair.0, &pair.1] {
                found.push(Self::new(&node, term::MEMBER, NamedNode::new_unchecked(actor), 0));
            }
            found.extend(relations.iter().map(|(relation, count)| Self::new(&node, term::TIE, ch(relation), *count)));
        }
        found
    }
}

/// What all facts of a node come to, as sorted lines of N-Quads.
///
/// # Errors
/// [`KeyError::Fact`] where one is none that this program wrote.
pub fn node_of(node: &str, facts: &[(&str, i64)]) -> Result<Vec<String>, KeyError> {
    let wrong = |said: &str| KeyError::Fact(format!("<{node}> {said}"));
    let (names, counted) = (Names::default(), term::CLAIMS.to_string());
    let entity = NamedNode::new(node).map_err(|_| wrong(""))?;
    let (mut description, mut members, mut ties) = (Description::default(), Vec::new(), BTreeMap::new());
    let (mut claims, mut rule) = (0, false);
    for (said, count) in facts {
        if *said == counted {
            claims += count;
            continue;
        }
        let (predicate, value) = parsed(node, said).ok_or_else(|| wrong(said))?;
        match (predicate.as_ref(), &value) {
            (term::RDF_TYPE, Term::NamedNode(class)) if class.as_ref() == term::RULE => rule = true,
            (term::MEMBER, Term::NamedNode(actor)) => members.push(actor.as_str().to_owned()),
            (term::TIE, Term::NamedNode(relation)) => {
                let relation = ch_name(relation.as_str()).ok_or_else(|| wrong(said))?;
                *ties.entry(relation.to_owned()).or_default() += count;
            }
            _ => description.add(&predicate, &value),
        }
    }
    let mut quads: Vec<Quad> = description.quads(&entity).collect();
    quads.extend((claims > 0).then(|| claims_quad(&entity, Literal::from(claims))));
    if rule {
        quads.extend(rule_quads(&names, &entity));
    }
    members.sort_unstable();
    members.dedup();
    match &members[..] {
        [] if ties.is_empty() => {}
        [one, other] => quads.extend(pair_quads(&names, &entity, &(one.clone(), other.clone()), &ties)),
        _ => return Err(wrong(&format!("{} actors", members.len()))),
    }
    Ok(shown(&names, &quads))
}

/// Predicate and object of a fact.
fn parsed(node: &str, said: &str) -> Option<(NamedNode, Term)> {
    let line = format!("<{node}> {said} .");
    let quad = RdfParser::from_format(RdfFormat::NQuads).lenient().for_slice(&line).next()?.ok()?;
    Some((quad.predicate, quad.object))
}

/// The quads that stand in exports.
fn shown(names: &Names, quads: &[Quad]) -> Vec<String> {
    let notes = GraphName::from(names.notes());
    lines(quads.iter().filter(|quad| quad.graph_name != notes))
}

/// The vocabulary, as every store has it, as sorted lines of N-Quads.
#[must_use]
pub fn vocabulary() -> Vec<String> {
    let names = Names::default();
    shown(&names, &vocabulary_quads(&names))
}
