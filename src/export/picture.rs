//! Formats of the selected part of the graph: pictures, and files for programs that work with graphs.
//!
//! All of them are written from one [`Network`], so that each has the same entities and events.

use std::{cell::OnceCell, io::Write};

use super::{
    format::{ExportError, Exporter, FileSink, Selection, Written},
    network::{Measures, Network},
};
use crate::graph::{Aliases, Store};

/// A format of the selected part of the graph.
pub(super) trait Picture: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;
    /// What it is good for, in a line.
    fn about(&self) -> &'static str;
    /// Names of the files that it writes into a folder; none where it writes one file.
    fn files(&self) -> &'static [&'static str] {
        &[]
    }
    /// Writes it, or one of its files.
    fn write(&self, drawn: &Drawn<'_>, file: &str, out: &mut dyn Write) -> Result<Written, ExportError>;
}

/// What is drawn.
pub(super) struct Drawn<'s> {
    pub(super) network: Network,
    /// Whether a picture has a legend.
    pub(super) legend: bool,
    /// Where the sentences are.
    pub(super) store: &'s Store,
    measures: OnceCell<Measures>,
}

impl<'s> Drawn<'s> {
    pub(super) fn new(network: Network, legend: bool, store: &'s Store) -> Self {
        Self { network, legend, store, measures: OnceCell::new() }
    }

    /// Measures of all entities, computed when a format first asks for them.
    pub(super) fn measures(&self) -> &Measures {
        self.measures.get_or_init(|| self.network.measures())
    }

    /// How much there is of it where each event is a line.
    pub(super) fn written(&self) -> Written {
        Written { boxes: self.network.len(), arrows: self.network.edges().count() }
    }
}

/// A picture as a format of the graph.
pub(super) struct OfGraph(pub(super) &'static dyn Picture);

impl Exporter for OfGraph {
    fn name(&self) -> &'static str {
        self.0.name()
    }

    fn about(&self) -> &'static str {
        self.0.about()
    }

    fn selects(&self) -> bool {
        true
    }

    fn files(&self) -> &'static [&'static str] {
        self.0.files()
    }

    fn write(
        &self,
        store: &Store,
        selection: &Selection,
        aliases: Aliases<'_>,
        out: &mut dyn Write,
    ) -> Result<Written, ExportError> {
        let drawn = Drawn::new(selection.network(store, aliases)?, selection.legend, store);
        self.0.write(&drawn, self.files().first().unwrap_or(&""), out)
    }

    fn write_files(
        &self,
        store: &Store,
        selection: &Selection,
        aliases: Aliases<'_>,
        file: &mut FileSink<'_>,
    ) -> Result<Written, ExportError> {
        let drawn = Drawn::new(selection.network(store, aliases)?, selection.legend, store);
        let mut written = drawn.written();
        for name in self.files() {
            file(name, &mut |out| {
                written = self.0.write(&drawn, name, out)?;
                Ok(())
            })?;
        }
        Ok(written)
    }
}
