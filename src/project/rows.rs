//! The claims table and the table of events of a store, as CSV or JSON lines.

use std::io::{self, Write};

use serde::Serialize;

use super::Project;
use crate::{
    export::guarded,
    graph::{EventRow, Filter, QueryError, Store},
    rules::Claim,
};

/// Which rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// The claims table.
    Claims,
    /// One row an event.
    Events,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    /// A JSON object a line.
    JsonLines,
    /// CSV with a header, cells as they are.
    Csv,
    /// CSV in which text that a spreadsheet would take for a formula is guarded by an apostrophe.
    Spreadsheet,
}

/// Writes rows in one format.
struct Sink<'o> {
    format: RowFormat,
    out: &'o mut dyn Write,
}

/// A row's names or values, as CSV writes them.
fn record<T: Serialize>(row: &T, header: bool) -> io::Result<csv::StringRecord> {
    let mut writer = csv::WriterBuilder::new().has_headers(header).from_writer(Vec::new());
    writer.serialize(row)?;
    let bytes = writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
    let mut record = csv::StringRecord::new();
    csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]).read_record(&mut record)?;
    Ok(record)
}

/// A row's cells, text guarded against being taken for a formula; numbers stay.
pub(super) fn guarded_cells<T: Serialize>(row: &T) -> io::Result<Vec<String>> {
    let cell = |text: &str| match text.parse::<f64>() {
        Ok(_) => text.to_owned(),
        Err(_) => guarded(text).into_owned(),
    };
    Ok(record(row, false)?.iter().map(cell).collect())
}

impl Sink<'_> {
    /// Columns are named even where no row follows.
    fn begin<T: Serialize + Default>(&mut self) -> io::Result<()> {
        if self.format == RowFormat::JsonLines {
            return Ok(());
        }
        let names = record(&T::default(), true)?;
        csv::Writer::from_writer(&mut *self.out).write_record(&names)?;
        Ok(())
    }

    fn row<T: Serialize>(&mut self, row: &T) -> io::Result<()> {
        match self.format {
            RowFormat::JsonLines => {
                serde_json::to_writer(&mut *self.out, row)?;
                self.out.write_all(b"\n")
            }
            RowFormat::Csv => {
                Ok(csv::WriterBuilder::new().has_headers(false).from_writer(&mut *self.out).serialize(row)?)
            }
            RowFormat::Spreadsheet => Ok(csv::Writer::from_writer(&mut *self.out).write_record(guarded_cells(row)?)?),
        }
    }
}

impl Project {
    /// Writes the claims or events of a store, or those that the filter lets through.
    ///
    /// # Errors
    /// [`QueryError`] where a name of the filter is not understood, the store cannot be read or the output not written.
    pub fn write_rows(
        &self,
        store: &Store,
        rows: Rows,
        format: RowFormat,
        filter: &Filter,
        out: &mut dyn Write,
    ) -> Result<(), QueryError> {
        let mut sink = Sink { format, out };
        let failed =
            |error| QueryError::from(crate::graph::StoreError::Io { path: "the output".into(), source: error });
        match rows {
            Rows::Claims => {
                sink.begin::<Claim>().map_err(failed)?;
                store.each_claim(filter, &|name: &str| self.named(name), &mut |claim| sink.row(claim))
            }
            Rows::Events => {
                sink.begin::<EventRow>().map_err(failed)?;
                store.each_event(filter, &|name: &str| self.named(name), &mut |event| sink.row(event))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RowFormat, Sink};
    use crate::rules::Claim;

    #[test]
    fn a_spreadsheet_runs_no_formula() {
        let claim = Claim {
            title: "=HYPERLINK(\"http://x\")".to_owned(),
            sentence: "-1+1".to_owned(),
            goldstein: "-2.0".to_owned(),
            ..Claim::default()
        };
        let written = |format| {
            let mut out = Vec::new();
            let mut sink = Sink { format, out: &mut out };
            sink.begin::<Claim>().expect("memory");
            sink.row(&claim).expect("memory");
            String::from_utf8(out).expect("UTF-8")
        };
        let guarded = written(RowFormat::Spreadsheet);
        assert!(guarded.starts_with("claim,article,title,source,url,published,subject,"), "{guarded}");
        assert!(
            guarded.contains("\"'=HYPERLINK") && guarded.contains(",'-1+1,") && guarded.contains(",-2.0,"),
            "{guarded}"
        );
        let raw = written(RowFormat::Csv);
        assert!(raw.contains("\"=HYPERLINK") && raw.contains(",-1+1,"), "{raw}");
        assert_eq!(written(RowFormat::JsonLines).lines().count(), 1);
    }
}
