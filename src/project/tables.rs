//! Tables of events in the columns of codebooks, and FollowTheMoney, of a store.

use std::io::Write;

use super::Project;
use crate::{
    export::{EventFormat, EventTable, ExportError, write_ftm},
    graph::{Filter, Store},
};

impl Project {
    /// Writes the events of a filter in the columns of a codebook; gives the number of rows. `by_publication`: an event
    /// without a date counts as of the day of its first report.
    ///
    /// # Errors
    /// [`ExportError`] where a name of the filter is not understood, the store cannot be read or the output not written.
    pub fn write_events(
        &self,
        store: &Store,
        table: &EventTable,
        filter: &Filter,
        by_publication: bool,
        format: EventFormat,
        out: &mut dyn Write,
    ) -> Result<usize, ExportError> {
        table.write(store, filter, by_publication, &|name: &str| self.named(name), format, out)
    }

    /// Writes the facts of a filter as FollowTheMoney; gives the number of its entities.
    ///
    /// # Errors
    /// As [`Project::write_events`].
    pub fn write_ftm(&self, store: &Store, filter: &Filter, out: &mut dyn Write) -> Result<usize, ExportError> {
        write_ftm(store, filter, &|name: &str| self.named(name), out)
    }
}
