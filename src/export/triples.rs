//! What `CONSTRUCT` and `DESCRIBE` give, as RDF.

use std::io::{self, Write};

use super::format::{Layout, TableWriter};
use crate::graph::{Form, Table};

/// A syntax of triples.
pub(super) struct Triples {
    name: &'static str,
    turtle: bool,
}

pub(super) const NTRIPLES: Triples = Triples { name: "ntriples", turtle: false };
pub(super) const TURTLE: Triples = Triples { name: "turtle", turtle: true };

impl TableWriter for Triples {
    fn name(&self) -> &'static str {
        self.name
    }

    fn fits(&self, form: Form) -> bool {
        form == Form::Triples
    }

    fn write(&self, table: &Table, _layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
        table.write_triples(self.turtle, out)
    }
}
