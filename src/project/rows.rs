//! The claims table and the table of events of a store, as CSV, JSON lines or Parquet.

use std::io::{self, Write};

use serde::Serialize;

use super::Project;
use crate::{
    export::{Columnar, TYPED, columns, guarded},
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
    /// Parquet with typed columns, where the program has it.
    Parquet,
}

/// Writes rows in one format.
enum Sink<'o> {
    JsonLines(&'o mut dyn Write),
    Csv(&'o mut dyn Write),
    Spreadsheet(&'o mut dyn Write),
    Parquet(Box<Columnar<&'o mut dyn Write>>),
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

/// The names of a row's columns.
fn names<T: Serialize + Default>() -> io::Result<csv::StringRecord> {
    record(&T::default(), true)
}

/// A row's cells, text guarded against being taken for a formula; numbers stay.
pub(super) fn guarded_cells<T: Serialize>(row: &T) -> io::Result<Vec<String>> {
    let cell = |text: &str| match text.parse::<f64>() {
        Ok(_) => text.to_owned(),
        Err(_) => guarded(text).into_owned(),
    };
    Ok(record(row, false)?.iter().map(cell).collect())
}

impl<'o> Sink<'o> {
    /// A table of such rows. Columns are named even where no row follows.
    fn begin<T: Serialize + Default>(format: RowFormat, out: &'o mut dyn Write) -> io::Result<Self> {
        if format == RowFormat::JsonLines {
            return Ok(Self::JsonLines(out));
        }
        let names = names::<T>()?;
        if format == RowFormat::Parquet {
            return Ok(Self::Parquet(Box::new(Columnar::new(&columns(&names, &TYPED), out)?)));
        }
        csv::Writer::from_writer(&mut *out).write_record(&names)?;
        Ok(if format == RowFormat::Csv { Self::Csv(out) } else { Self::Spreadsheet(out) })
    }

    fn row<T: Serialize>(&mut self, row: &T) -> io::Result<()> {
        match self {
            Self::JsonLines(out) => {
                serde_json::to_writer(&mut *out, row)?;
                out.write_all(b"\n")
            }
            Self::Csv(out) => Ok(csv::WriterBuilder::new().has_headers(false).from_writer(out).serialize(row)?),
            Self::Spreadsheet(out) => Ok(csv::Writer::from_writer(out).write_record(guarded_cells(row)?)?),
            Self::Parquet(table) => table.row(&record(row, false)?),
        }
    }

    /// Writes what a format has at its end.
    fn finish(self) -> io::Result<()> {
        match self {
            Self::Parquet(table) => table.finish(),
            Self::JsonLines(_) | Self::Csv(_) | Self::Spreadsheet(_) => Ok(()),
        }
    }
}

/// The claims table as Parquet, where the program has it.
#[cfg(feature = "cli")]
pub(crate) struct ParquetClaims<O: Write>(Columnar<O>);

#[cfg(feature = "cli")]
impl<O: Write> ParquetClaims<O> {
    /// A table without a claim.
    ///
    /// # Errors
    /// Where the program has no Parquet, or the output cannot be written.
    pub(crate) fn new(out: O) -> io::Result<Self> {
        Ok(Self(Columnar::new(&columns(&names::<Claim>()?, &TYPED), out)?))
    }

    pub(crate) fn write(&mut self, claim: &Claim) -> io::Result<()> {
        self.0.row(&record(claim, false)?)
    }

    /// Writes the end, without which nobody can read the table.
    pub(crate) fn finish(self) -> io::Result<()> {
        self.0.finish()
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
        let failed =
            |error| QueryError::from(crate::graph::StoreError::Io { path: "the output".into(), source: error });
        let aliases = |name: &str| self.named(name);
        let mut sink = match rows {
            Rows::Claims => Sink::begin::<Claim>(format, out),
            Rows::Events => Sink::begin::<EventRow>(format, out),
        }
        .map_err(failed)?;
        match rows {
            Rows::Claims => store.each_claim(filter, &aliases, &mut |claim| sink.row(claim)),
            Rows::Events => store.each_event(filter, &aliases, &mut |event| sink.row(event)),
        }?;
        sink.finish().map_err(failed)
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
            let mut sink = Sink::begin::<Claim>(format, &mut out).expect("memory");
            sink.row(&claim).expect("memory");
            sink.finish().expect("memory");
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
