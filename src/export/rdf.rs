//! The stored RDF, sorted, so that the same graph gives the same bytes. Memory does not grow with the graph.

use std::io::Write;

use super::format::{ExportError, Exporter, Selection, Written};
use crate::graph::{Aliases, RdfOptions, RdfSyntax, Store};

/// A syntax of RDF.
pub(super) struct Rdf {
    name: &'static str,
    about: &'static str,
    syntax: RdfSyntax,
}

pub(super) const NQUADS: Rdf =
    Rdf { name: "nquads", about: "all graphs, one quad a line, sorted", syntax: RdfSyntax::NQuads };
pub(super) const TRIG: Rdf = Rdf {
    name: "trig",
    about: "all graphs, for people's eyes: prefixes and grouped subjects",
    syntax: RdfSyntax::TriG,
};
pub(super) const JSONLD: Rdf = Rdf { name: "jsonld", about: "all graphs, as JSON", syntax: RdfSyntax::JsonLd };
pub(super) const TURTLE: Rdf = Rdf {
    name: "turtle",
    about: "the default graph only: events, edges and entities, without the articles' claims",
    syntax: RdfSyntax::Turtle,
};
pub(super) const NTRIPLES: Rdf =
    Rdf { name: "ntriples", about: "the default graph only, one triple a line, sorted", syntax: RdfSyntax::NTriples };
pub(super) const RDFXML: Rdf =
    Rdf { name: "rdfxml", about: "the default graph only, as XML", syntax: RdfSyntax::RdfXml };

impl Exporter for Rdf {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn selects(&self) -> bool {
        false
    }

    fn rdf(&self) -> Option<RdfSyntax> {
        Some(self.syntax)
    }

    fn write(
        &self,
        store: &Store,
        selection: &Selection,
        _aliases: Aliases<'_>,
        out: &mut dyn Write,
    ) -> Result<Written, ExportError> {
        let mut options: RdfOptions = selection.rdf.clone();
        options.syntax = self.syntax;
        store.write_rdf(&options, out)?;
        Ok(Written::default())
    }
}
