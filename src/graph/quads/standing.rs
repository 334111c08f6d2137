//! What stands in the default graph whatever the articles say: the vocabulary, and the rules by which claims were read.

use indexmap::IndexSet;
use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term};

use super::parts::label_quad;
use crate::graph::vocabulary::{
    iris::{CH, Names, term},
    words::Vocabulary,
};

/// The rules that the claims of some quads come from.
pub(crate) fn rules_of(quads: &[Quad]) -> IndexSet<NamedNode> {
    let made = quads.iter().filter(|quad| quad.predicate.as_ref() == term::PROV_GENERATED);
    made.filter_map(|quad| match &quad.object {
        Term::NamedNode(rule) => Some(rule.clone()),
        _ => None,
    })
    .collect()
}

/// What is said of a rule.
pub(crate) fn rule_quads(names: &Names, rule: &NamedNode) -> Vec<Quad> {
    let label = names.rule_id(rule.as_str()).unwrap_or_default().into_owned();
    let class = term::RULE.into_owned();
    let mut quads = vec![Quad::new(rule.clone(), term::RDF_TYPE.into_owned(), class, GraphName::DefaultGraph)];
    quads.push(label_quad(rule, &label));
    quads
}

/// The vocabulary, with the note that says which one it is.
pub(crate) fn vocabulary_quads(names: &Names) -> Vec<Quad> {
    let vocabulary = Vocabulary::embedded();
    let mut quads = vocabulary.quads.clone();
    let hash = Literal::new_simple_literal(&vocabulary.hash);
    quads.push(Quad::new(vocabulary_node(), term::CONTENT_HASH.into_owned(), hash, names.notes()));
    quads
}

/// What the note on the vocabulary is of.
pub(crate) fn vocabulary_node() -> NamedNode {
    NamedNode::new_unchecked(CH.trim_end_matches('#'))
}
