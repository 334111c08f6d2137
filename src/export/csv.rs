//! Answers as CSV (RFC 4180) and TSV: IRIs and values bare, as SPARQL 1.1 Query Results CSV has them.
//!
//! TSV here is the plain one that spreadsheets and `cut` read: tabs and line ends in values become spaces.

use std::io::{self, Write};

use super::TableWriter;
use crate::graph::{Cell, Table};

/// Values with a separator between them.
pub(super) struct Separated {
    name: &'static str,
    tabs: bool,
}

pub(super) const CSV: Separated = Separated { name: "csv", tabs: false };
pub(super) const TSV: Separated = Separated { name: "tsv", tabs: true };

impl TableWriter for Separated {
    fn name(&self) -> &'static str {
        self.name
    }

    fn write(&self, table: &Table, _width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        let raw = |cell: &'_ Option<Cell>| cell.as_ref().map(|cell| cell.raw().to_owned()).unwrap_or_default();
        if self.tabs {
            let flat = |text: &str| text.replace(['\t', '\n', '\r'], " ");
            writeln!(out, "{}", table.columns.join("\t"))?;
            for row in &table.rows {
                let row: Vec<String> = row.iter().map(|cell| flat(&raw(cell))).collect();
                writeln!(out, "{}", row.join("\t"))?;
            }
            return Ok(());
        }
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
        writer.write_record(&table.columns)?;
        for row in &table.rows {
            writer.write_record(row.iter().map(raw))?;
        }
        writer.flush()
    }
}
