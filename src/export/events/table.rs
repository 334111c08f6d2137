//! A table of events: its columns, how it is written, and what makes a row of an event.

use std::io::{self, Write};

use super::record::Record;
use crate::{
    export::{
        format::ExportError,
        parquet::{Columnar, Kind, columns},
    },
    graph::{Aliases, Filter, Store},
};

/// A table of events.
#[derive(Debug)]
pub struct EventTable {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is good for, in a line.
    pub about: &'static str,
    pub(super) columns: &'static [&'static str],
    /// Columns that are no text, which Parquet tells apart.
    pub(super) typed: &'static [(&'static str, Kind)],
    pub(super) style: Style,
    pub(super) row: fn(&Record<'_>) -> Vec<String>,
}

/// How the rows of a table of events are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventFormat {
    /// As its codebook has them: text with a separator.
    Codebook,
    /// As Parquet, with typed columns.
    Parquet,
}

/// How the text of a table is written.
#[derive(Debug)]
pub(super) struct Style {
    pub(super) separator: u8,
    /// Whether the first row names the columns.
    pub(super) header: bool,
    /// What stands where nothing is known.
    pub(super) missing: &'static str,
    /// Whether a cell with separator or quotation mark is quoted; where not, no program that reads the format unquotes.
    pub(super) quotes: bool,
}

impl EventTable {
    /// Writes the events of a filter; gives the number of rows. `by_publication`: an event without a date counts as of the day
    /// of its first report.
    ///
    /// # Errors
    /// [`ExportError`] where a name of the filter is not understood, the store cannot be read or the output not written.
    pub fn write(
        &self,
        store: &Store,
        filter: &Filter,
        by_publication: bool,
        aliases: Aliases<'_>,
        format: EventFormat,
        out: &mut dyn Write,
    ) -> Result<usize, ExportError> {
        if format == EventFormat::Parquet {
            return self.write_parquet(store, filter, by_publication, aliases, out);
        }
        let quotes = if self.style.quotes { csv::QuoteStyle::Necessary } else { csv::QuoteStyle::Never };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(self.style.separator)
            .quote_style(quotes)
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(out);
        if self.style.header {
            writer.write_record(self.columns).map_err(io::Error::from)?;
        }
        let rows =
            each_record(store, filter, by_publication, aliases, |record| Ok(writer.write_record(self.cells(record))?))?;
        writer.flush()?;
        Ok(rows)
    }

    fn write_parquet(
        &self,
        store: &Store,
        filter: &Filter,
        by_publication: bool,
        aliases: Aliases<'_>,
        out: &mut dyn Write,
    ) -> Result<usize, ExportError> {
        let mut writer = Columnar::new(&columns(self.columns.iter().copied(), self.typed), out)?;
        let rows = each_record(store, filter, by_publication, aliases, |record| {
            writer.row((self.row)(record).iter().map(String::as_str))
        })?;
        writer.finish()?;
        Ok(rows)
    }

    /// The cells of a row: no control characters, and the mark of the format where nothing is known.
    fn cells(&self, record: &Record<'_>) -> Vec<String> {
        let cells = (self.row)(record);
        debug_assert_eq!(cells.len(), self.columns.len(), "{}", self.name);
        let clean = |cell: String| match cell.is_empty() {
            true => self.style.missing.to_owned(),
            false => cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect(),
        };
        cells.into_iter().map(clean).collect()
    }
}

/// Gives each record of the events of a filter to a writer; their number.
fn each_record(
    store: &Store,
    filter: &Filter,
    by_publication: bool,
    aliases: Aliases<'_>,
    mut write: impl FnMut(&Record<'_>) -> io::Result<()>,
) -> Result<usize, ExportError> {
    let mut rows = 0;
    store.each_told(filter, aliases, &mut |told| {
        for record in Record::of(told, by_publication) {
            write(&record)?;
            rows += 1;
        }
        Ok(())
    })?;
    Ok(rows)
}

/// Several values in a cell.
pub(super) fn joined(values: &[String], separator: &str) -> String {
    // What parts the values may not stand in one.
    let clean = |value: &String| value.replace(separator.trim(), " ");
    values.iter().map(clean).collect::<Vec<_>>().join(separator)
}

/// A day without its hyphens; empty where it is.
pub(super) fn digits(day: &str) -> String {
    day.replace('-', "")
}
