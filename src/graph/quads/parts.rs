//! The parts of a quad: its graph, its subject, what kind of node it types, and its line of N-Quads.

use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};

use crate::graph::vocabulary::iris::term;

/// The graph of a quad, where it is a named one.
pub(crate) fn graph_of(quad: &Quad) -> Option<&NamedNode> {
    match &quad.graph_name {
        GraphName::NamedNode(graph) => Some(graph),
        _ => None,
    }
}

/// The subject of a quad; blank nodes never come into a store.
pub(crate) fn subject_of(quad: &Quad) -> Option<&NamedNode> {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(subject) => Some(subject),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// Whether a quad types a claim, not an entity.
pub(crate) fn is_claim_type(quad: &Quad) -> bool {
    quad.predicate.as_ref() == term::RDF_TYPE
        && matches!(&quad.object, Term::NamedNode(class) if class.as_ref() == term::CLAIM)
}

/// An English label.
pub(crate) fn english(text: &str) -> Literal {
    Literal::new_language_tagged_literal_unchecked(text, "en")
}

/// A label of a node of the default graph; exports add it as English.
pub(crate) fn label_quad(node: &NamedNode, label: &str) -> Quad {
    let label = Literal::new_simple_literal(label);
    Quad::new(node.clone(), term::RDFS_LABEL.into_owned(), label, GraphName::DefaultGraph)
}

/// A quad as a line of canonical N-Quads, without the line's end.
pub(crate) fn nquad(quad: &Quad) -> String {
    format!("{quad} .")
}
