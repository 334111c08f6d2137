//! RDF as it is stored: sorted, so that the same graph gives the same bytes; of any size in bounded memory.

use std::io::Write;

use super::{ExportError, Exporter};
use crate::graph::{Aliases, Filter, RdfSyntax, Store};

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
pub(super) const TURTLE: Rdf = Rdf {
    name: "turtle",
    about: "the default graph only: events, edges and entities, without the articles' claims",
    syntax: RdfSyntax::Turtle,
};

impl Exporter for Rdf {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn filters(&self) -> bool {
        false
    }

    fn write(
        &self,
        store: &Store,
        _filter: &Filter,
        _aliases: Aliases<'_>,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        Ok(store.write_rdf(self.syntax, out)?)
    }
}
