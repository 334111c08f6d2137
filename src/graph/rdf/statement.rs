//! A statement as a profile makes it: a quad, whose object may be a triple.

use std::fmt;

use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};

/// An object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Object {
    Term(Term),
    /// A triple that is spoken of, not asserted: RDF 1.2.
    Triple(Box<(NamedNode, NamedNode, Term)>),
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Statement {
    pub(crate) subject: NamedOrBlankNode,
    pub(crate) predicate: NamedNode,
    pub(crate) object: Object,
    pub(crate) graph: GraphName,
}

impl From<Quad> for Statement {
    fn from(quad: Quad) -> Self {
        let object = Object::Term(quad.object);
        Self { subject: quad.subject, predicate: quad.predicate, object, graph: quad.graph_name }
    }
}

impl Statement {
    /// The quad that it is, where its object is no triple.
    pub(crate) fn quad(&self) -> Option<Quad> {
        let Object::Term(object) = &self.object else { return None };
        Some(Quad::new(self.subject.clone(), self.predicate.clone(), object.clone(), self.graph.clone()))
    }
}

impl fmt::Display for Statement {
    /// As a line of N-Quads, without the line's end.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {} ", self.subject, self.predicate)?;
        match &self.object {
            Object::Term(term) => write!(out, "{term} ")?,
            Object::Triple(triple) => write!(out, "<<( {} {} {} )>> ", triple.0, triple.1, triple.2)?,
        }
        match &self.graph {
            GraphName::DefaultGraph => write!(out, "."),
            name => write!(out, "{name} ."),
        }
    }
}
