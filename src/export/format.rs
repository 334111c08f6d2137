//! What a format is: of the graph, which writes a selection of it, or of an answer, which writes a table.

use std::io::{self, Write};

use thiserror::Error;

use super::network::{Network, Rank};
use crate::graph::{Aliases, Filter, Form, QueryError, RdfOptions, RdfSyntax, Store, StoreError, Table};

/// What of the graph is written, and how: the filter looks at each tie alone, the rest at the network of those that it lets
/// through, in the order of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Selection {
    /// Which ties.
    pub filter: Filter,
    /// Name or id of an entity: only what hangs together with it, over however many steps.
    pub component: Option<String>,
    /// Names or ids of two entities: only the shortest ways between them.
    pub between: Option<[String; 2]>,
    /// Only so many entities.
    pub top: Option<usize>,
    /// By what these are ranked.
    pub by: Rank,
    /// Whether a picture has a legend.
    pub legend: bool,
    /// How RDF is written; the format gives the syntax.
    pub rdf: RdfOptions,
}

impl Selection {
    /// The part of the graph, offices folded into the entities that hold them.
    ///
    /// # Errors
    /// [`ExportError`] where a name is unknown or ambiguous, two entities have nothing between them, or the store cannot be read.
    pub fn network(&self, store: &Store, aliases: Aliases<'_>) -> Result<Network, ExportError> {
        let mut view = store.view(&self.filter, aliases)?;
        view.fold_offices();
        let mut network = Network::new(view);
        if let Some(name) = &self.component
            && !network.keep_component(&store.entity_id(name, aliases)?)
        {
            return Err(ExportError::NoTies(name.clone()));
        }
        if let Some([from, to]) = &self.between {
            let ids = [store.entity_id(from, aliases)?, store.entity_id(to, aliases)?];
            if !network.keep_between(&ids[0], &ids[1]) {
                return Err(ExportError::NoWay(from.clone(), to.clone()));
            }
        }
        if let Some(count) = self.top {
            network.keep_top(count, self.by);
        }
        Ok(network)
    }
}

/// How much a picture shows; nothing of a format that writes the whole graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// Entities.
    pub boxes: usize,
    /// Arrows between them, each with one or more relations.
    pub arrows: usize,
}

/// A format of the graph.
pub trait Exporter: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;
    /// What it is good for, in a line.
    fn about(&self) -> &'static str;
    /// Whether the selection counts; the RDF formats give the whole graph.
    fn selects(&self) -> bool;
    /// The syntax of RDF that it is, where it is one.
    fn rdf(&self) -> Option<RdfSyntax> {
        None
    }
    /// Names of the files that it writes into a folder; none where it writes one file.
    fn files(&self) -> &'static [&'static str] {
        &[]
    }
    /// Writes the graph, or the selected part of it, to one output; of a format of several files the first.
    ///
    /// # Errors
    /// [`ExportError`] where a name of the selection is not understood, the store cannot be read or the output not
    /// written.
    fn write(
        &self,
        store: &Store,
        selection: &Selection,
        aliases: Aliases<'_>,
        out: &mut dyn Write,
    ) -> Result<Written, ExportError>;
    /// Writes a format of several files: for each of [`Exporter::files`] it hands over its name and what writes it.
    ///
    /// # Errors
    /// As [`Exporter::write`], and those of the files.
    fn write_files(
        &self,
        _store: &Store,
        _selection: &Selection,
        _aliases: Aliases<'_>,
        _file: &mut FileSink<'_>,
    ) -> Result<Written, ExportError> {
        Ok(Written::default())
    }
}

/// Takes the name of a file and what writes it.
pub type FileSink<'f> =
    dyn FnMut(&str, &mut dyn FnMut(&mut dyn Write) -> Result<(), ExportError>) -> Result<(), ExportError> + 'f;

/// A format of an answer.
pub trait TableWriter: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;
    /// Whether it can write what a query of this form gives.
    fn fits(&self, form: Form) -> bool;
    /// Writes the table.
    ///
    /// # Errors
    /// Those of the output.
    fn write(&self, table: &Table, layout: &Layout, out: &mut dyn Write) -> io::Result<()>;
}

/// How a table is laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Columns of the terminal, where there is one.
    pub width: Option<usize>,
    /// Whether text that a spreadsheet would take for a formula is guarded.
    pub spreadsheet: bool,
}

/// What can go wrong with an export.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A name in the filter, or the store.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// An entity that the filter leaves without ties.
    #[error("{0:?} has no ties among those that are selected")]
    NoTies(String),
    /// Two entities that do not hang together.
    #[error("nothing ties {0:?} to {1:?} among what is selected, not even over others")]
    NoWay(String, String),
    /// The store, or the output of an RDF format.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The output.
    #[error(transparent)]
    Output(#[from] io::Error),
}
