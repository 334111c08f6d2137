//! Whether a store is what the shapes of the ontology say: one SPARQL query for each shape (`ontology/shapes/*.rq`) finds the
//! nodes that offend it.
//!
//! `ontology/shapes.ttl` says the same in SHACL, for everybody else's engines; a test and CI compare what both find in graphs
//! with planted errors. To add a constraint, write it into both.

mod check;
mod functions;

pub use check::{SHAPES, Violation};
pub use functions::Shapes;
