//! Pictures and tables of a plain view of the graph: one small file a format.
//!
//! A format of the graph is an [`Exporter`], a format of an answer is a [`TableWriter`]; both write to any output as
//! they go. Which formats there are is said once, in [`EXPORTERS`] and [`TABLE_WRITERS`].

mod csv;
mod dot;
mod json;
mod rdf;
mod table;

use std::io::{self, Write};

use thiserror::Error;

use crate::graph::{Aliases, Filter, QueryError, Store, StoreError, Table};

/// A format of the graph.
pub trait Exporter: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;
    /// What it is good for, in a line.
    fn about(&self) -> &'static str;
    /// Whether the filter counts; the RDF formats give the whole graph.
    fn filters(&self) -> bool;
    /// Writes the graph, or the part of it that the filter lets through.
    ///
    /// # Errors
    /// [`ExportError`] where a name of the filter is not understood, the store cannot be read or the output not
    /// written.
    fn write(
        &self,
        store: &Store,
        filter: &Filter,
        aliases: Aliases<'_>,
        out: &mut dyn Write,
    ) -> Result<(), ExportError>;
}

/// A format of an answer.
pub trait TableWriter: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;
    /// Writes the table; `width` is that of the terminal in columns, where there is one.
    ///
    /// # Errors
    /// Those of the output.
    fn write(&self, table: &Table, width: Option<usize>, out: &mut dyn Write) -> io::Result<()>;
}

/// What can go wrong with an export.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A name in the filter, or the store.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// The store, or the output of an RDF format.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output.
    #[error(transparent)]
    Output(#[from] io::Error),
}

/// All formats of the graph, by name.
pub const EXPORTERS: [&dyn Exporter; 4] = [&dot::Dot, &rdf::NQUADS, &rdf::TRIG, &rdf::TURTLE];

/// All formats of answers, the one for people first.
pub const TABLE_WRITERS: [&dyn TableWriter; 4] = [&table::Plain, &csv::CSV, &csv::TSV, &json::Json];

/// A format of the graph by its name.
#[must_use]
pub fn exporter(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.into_iter().find(|exporter| exporter.name() == name)
}

/// A format of answers by its name.
#[must_use]
pub fn table_writer(name: &str) -> Option<&'static dyn TableWriter> {
    TABLE_WRITERS.into_iter().find(|writer| writer.name() == name)
}
