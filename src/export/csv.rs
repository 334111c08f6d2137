//! Answers as CSV (RFC 4180) and TSV: labels with their ids beside them, values as they stand.
//!
//! TSV is the plain format that spreadsheets and `cut` read, without quoting: tabs and line ends become spaces, as all
//! control characters do in both.

use std::io::{self, Write};

use super::{
    format::{Layout, TableWriter},
    text::{guarded, plain},
};
use crate::graph::{Cell, ColumnKind, Form, Table};

/// Values with a separator between them.
pub(super) struct Separated {
    name: &'static str,
    tabs: bool,
}

pub(super) const CSV: Separated = Separated { name: "csv", tabs: false };
pub(super) const TSV: Separated = Separated { name: "tsv", tabs: true };

/// A column of the output: which column of the answer it is of, and whether it holds the ids.
struct Shown {
    name: String,
    of: usize,
    ids: bool,
}

/// The columns of the output: one for each of the answer, and one more for the ids of those that name something.
fn columns(table: &Table) -> Vec<Shown> {
    let mut shown = Vec::new();
    for (of, name) in table.columns.iter().enumerate() {
        let kind = table.kinds.get(of).copied().unwrap_or_default();
        shown.push(Shown { name: name.clone(), of, ids: kind == ColumnKind::Id });
        let ids = format!("{name}_id");
        if kind == ColumnKind::Named && !table.columns.contains(&ids) {
            shown.push(Shown { name: ids, of, ids: true });
        }
    }
    shown
}

impl TableWriter for Separated {
    fn name(&self) -> &'static str {
        self.name
    }

    fn fits(&self, _form: Form) -> bool {
        true
    }

    fn write(&self, table: &Table, layout: &Layout, out: &mut dyn Write) -> io::Result<()> {
        let columns = columns(table);
        let text = |cell: &Option<Cell>, ids: bool| -> String {
            let Some(cell) = cell else { return String::new() };
            let text = plain(if ids { cell.id() } else { cell.shown() });
            if layout.spreadsheet && !cell.is_typed() { guarded(&text).into_owned() } else { text.into_owned() }
        };
        let header = columns.iter().map(|column| column.name.clone());
        let rows = table.rows.iter().map(|row| {
            columns.iter().map(|column| text(row.get(column.of).unwrap_or(&None), column.ids)).collect::<Vec<_>>()
        });
        if self.tabs {
            let mut all = std::iter::once(header.collect::<Vec<_>>()).chain(rows);
            return all.try_for_each(|row| writeln!(out, "{}", row.join("\t")));
        }
        let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
        writer.write_record(header)?;
        for row in rows {
            writer.write_record(row)?;
        }
        writer.flush()
    }
}
