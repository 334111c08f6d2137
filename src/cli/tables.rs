//! Options of `chancery export claims` and `chancery export events`.

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::{
    export::EventFormat,
    project::{RowFormat, Rows},
};

/// The tables, by name, each with what it is good for.
pub(super) const TABLES: [(&str, &str, Rows); 2] = [
    ("claims", "the claims table: one row a claim, as JSON lines, CSV or Parquet", Rows::Claims),
    ("events", "one row an event, as JSON lines, CSV or Parquet", Rows::Events),
];

/// Options of the tables.
#[derive(Debug, Args)]
pub(super) struct TableArguments {
    /// Tables: how they are written
    #[arg(long = "format", id = "row_format", value_enum)]
    row_format: Option<Format>,

    /// Tables: put an apostrophe before text that a spreadsheet would take for a formula (CSV)
    #[arg(long)]
    spreadsheet: bool,

    /// Tables of events (cameo, gdelt, icews, plover, polecat): an event without a date counts as of its first report
    #[arg(long)]
    date_by_publication: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One JSON object a line
    Jsonl,
    /// CSV with a header
    Csv,
    /// Parquet with typed columns, in a program that was built with `--features parquet`
    Parquet,
}

impl TableArguments {
    /// Whether an event without a date counts as of its first report.
    pub(super) fn by_publication(&self) -> bool {
        self.date_by_publication
    }

    /// How the rows of a table of events are written.
    pub(super) fn of_events(&self) -> anyhow::Result<EventFormat> {
        match self.row_format {
            None if !self.spreadsheet => Ok(EventFormat::Codebook),
            Some(Format::Parquet) if !self.spreadsheet => Ok(EventFormat::Parquet),
            _ => bail!(
                "a table of a codebook is written as the codebook has it, or with --format parquet; \
                 --format csv, --format jsonl and --spreadsheet are for `chancery export claims` and `chancery export events`"
            ),
        }
    }

    /// Whether something was given that is for tables alone.
    pub(super) fn is_of_tables(&self) -> bool {
        self.row_format.is_some() || self.spreadsheet
    }

    /// How rows are written.
    pub(super) fn format(&self) -> anyhow::Result<RowFormat> {
        Ok(match (self.row_format.unwrap_or(Format::Jsonl), self.spreadsheet) {
            (Format::Jsonl, false) => RowFormat::JsonLines,
            (Format::Jsonl | Format::Parquet, true) => bail!("--spreadsheet is for --format csv"),
            (Format::Parquet, false) => RowFormat::Parquet,
            (Format::Csv, false) => RowFormat::Csv,
            (Format::Csv, true) => RowFormat::Spreadsheet,
        })
    }
}
