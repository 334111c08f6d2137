//! Collects the quads of one article, one value of a property after the other; empty values make no quad.

use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};

use crate::graph::vocabulary::iris::term;

/// Collects the quads of one graph, and of the graph of bookkeeping.
pub(crate) struct Writer {
    pub(crate) graph: GraphName,
    pub(crate) notes: GraphName,
    pub(crate) quads: Vec<Quad>,
}

impl Writer {
    /// Adds a quad of any value.
    pub(crate) fn add(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate.into_owned(), object, self.graph.clone()));
    }

    /// Notes a text for the store's own work.
    pub(crate) fn note(&mut self, subject: &NamedNode, predicate: NamedNode, value: &str) {
        let value = Literal::new_simple_literal(value);
        self.quads.push(Quad::new(subject.clone(), predicate, value, self.notes.clone()));
    }

    /// Adds a text, unless it is empty.
    pub(crate) fn text(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: &str) {
        if !value.is_empty() {
            self.add(subject, predicate, Literal::new_simple_literal(value));
        }
    }

    /// Adds a day, unless it is empty.
    pub(crate) fn day(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, value: &str) {
        if !value.is_empty() {
            self.add(subject, predicate, Literal::new_typed_literal(value, term::XSD_DATE));
        }
    }
}
