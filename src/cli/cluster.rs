//! `chancery cluster`: which ids hang together by links that are given.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail};
use clap::Args;
use csv::{ByteRecord, ReaderBuilder, WriterBuilder};

use super::{outcome::Outcome, report::Report};
use crate::{project::Clusters, text::Diagnostic};

const EXAMPLES: &str = "\
Examples:
  chancery cluster pairs.tsv > clusters.tsv
  cat part-*.csv | chancery cluster --separator , - > clusters.csv

A row of one column is an id without a link. A cluster is named by the first of its ids, by their bytes, so that the order of the
links does not show; rows come in the order in which ids first appear. The work is linear in the links, and an id takes its bytes
and some twenty more of memory.";

/// Print which ids hang together by given links: two columns of ids in, id and cluster out
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Tables of links; `-` is standard input
    #[arg(value_name = "LINKS", required = true)]
    links: Vec<PathBuf>,

    /// The sign between the columns, in what is read and in what is printed [default: tab]. With a comma or a semicolon, cells
    /// may be quoted as in CSV
    #[arg(long, value_name = "SIGN")]
    separator: Option<char>,

    /// The first row of each table names the columns
    #[arg(long)]
    header: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let separator = match arguments.separator.map(u8::try_from) {
        None => b'\t',
        Some(Ok(sign)) if sign.is_ascii() && !matches!(sign, b'\n' | b'\r' | b'"') => sign,
        Some(_) => bail!("a separator is one ASCII sign, such as , or ;"),
    };
    let mut clusters = Clusters::new();
    let mut report = Report::new();
    for path in &arguments.links {
        read(path, separator, arguments.header, &mut clusters, &mut report)?;
    }
    let out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let quotes = if separator == b'\t' { csv::QuoteStyle::Never } else { csv::QuoteStyle::Necessary };
    let mut rows = WriterBuilder::new().delimiter(separator).quote_style(quotes).from_writer(out);
    if arguments.header {
        rows.write_record(["id", "cluster"])?;
    }
    for (id, cluster) in clusters.each() {
        rows.write_record([id, cluster])?;
    }
    rows.flush()?;
    Ok(Outcome::of_errors(report.errors))
}

/// Joins what the rows of a table link.
fn read(path: &Path, separator: u8, header: bool, clusters: &mut Clusters, report: &mut Report) -> anyhow::Result<()> {
    let name = path.display().to_string();
    let input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(BufReader::with_capacity(1 << 16, io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(1 << 16, File::open(path).with_context(|| name.clone())?))
    };
    let mut rows = ReaderBuilder::new();
    rows.delimiter(separator).quoting(separator != b'\t').has_headers(header).flexible(true);
    let (mut rows, mut row) = (rows.from_reader(input), ByteRecord::new());
    while rows.read_byte_record(&mut row).with_context(|| name.clone())? {
        let wrong = match (row.get(0).unwrap_or_default(), row.get(1), row.len()) {
            (b"", _, _) | (_, Some(b""), _) => Some("an id is empty, and this row was left out".to_owned()),
            (one, None, _) => clusters.add(one).map(|()| None)?,
            (one, Some(other), 2) => clusters.join(one, other).map(|()| None)?,
            (_, _, columns) => Some(format!("this row has {columns} columns and not two; it was left out")),
        };
        if let Some(message) = wrong {
            let line = row.position().map_or(0, |position| position.line() as usize);
            report.diagnostic(&Diagnostic::error(&*name, message).at_line(line));
        }
    }
    Ok(())
}
