//! `chancery extract`: prints the claims of articles without a store. Works as a filter from standard input to standard output.

use std::{
    io::{self, Write},
    ops::ControlFlow,
};

use clap::{Args, ValueEnum};

use super::{articles::ArticleArguments, outcome::Outcome, report::Report, rules::RuleArguments};
use crate::{
    graph::{Names, write_article},
    project::{ClaimsTable, Outcome as Extracted, ParquetClaims},
    rules::Extraction,
};

const EXAMPLES: &str = "\
Examples:
  chancery extract news/ > claims.jsonl
  cat wire.jsonl | chancery extract - --format csv --source Agency > claims.csv
  echo \"Wang Yi met Sergei Lavrov in Bali on Thursday.\" | chancery extract - --date 2022-07-09";

/// Print the claims of articles, without a store
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    articles: ArticleArguments,

    #[command(flatten)]
    rules: RuleArguments,

    /// What to print: the claims table as JSON lines, CSV or Parquet, or one RDF graph for each article
    #[arg(long, value_enum, default_value = "claims")]
    format: Format,

    /// CSV: put an apostrophe before text that a spreadsheet would take for a formula
    #[arg(long)]
    spreadsheet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The claims table as JSON lines
    Claims,
    /// The claims table as CSV with a header
    Csv,
    /// The claims table as Parquet, in a program that was built with `--features parquet`
    Parquet,
    /// The RDF graph of each article, without events and edges (these need all articles)
    Nquads,
}

enum Sink<W: Write> {
    Claims(W),
    Csv(Box<ClaimsTable<W>>),
    Parquet(Box<ParquetClaims<W>>),
    Nquads(W),
}

impl<W: Write> Sink<W> {
    /// Writes the claims of an article, and flushes, so that whoever reads us has them before the next article comes.
    fn write(&mut self, extraction: &Extraction, engine: &str) -> anyhow::Result<()> {
        match self {
            Self::Claims(out) => {
                for claim in &extraction.claims {
                    serde_json::to_writer(&mut *out, claim).map_err(io::Error::from)?;
                    out.write_all(b"\n")?;
                }
                out.flush()?;
            }
            Self::Csv(table) => {
                for claim in &extraction.claims {
                    table.write(claim)?;
                }
                table.flush()?;
            }
            Self::Parquet(table) => extraction.claims.iter().try_for_each(|claim| table.write(claim))?,
            Self::Nquads(out) => {
                write_article(&Names::default(), engine, extraction, &mut *out)?;
                out.flush()?;
            }
        }
        Ok(())
    }

    /// Writes what a format has at its end.
    fn finish(self) -> io::Result<()> {
        match self {
            Self::Parquet(table) => table.finish(),
            Self::Claims(_) | Self::Csv(_) | Self::Nquads(_) => Ok(()),
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if arguments.spreadsheet && arguments.format != Format::Csv {
        anyhow::bail!("--spreadsheet is for --format csv");
    }
    let articles = arguments.articles.open()?;
    let project = arguments.rules.project()?;
    let engine = project.engine();
    let out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut sink = match arguments.format {
        Format::Claims => Sink::Claims(out),
        Format::Csv if arguments.spreadsheet => Sink::Csv(Box::new(ClaimsTable::guarded(out)?)),
        Format::Csv => Sink::Csv(Box::new(ClaimsTable::new(out)?)),
        Format::Parquet => Sink::Parquet(Box::new(ParquetClaims::new(out)?)),
        Format::Nquads => Sink::Nquads(out),
    };
    let mut report = Report::new();
    let mut failed = None;
    project.extract(articles, arguments.articles.threads(), |outcome| {
        match outcome {
            Extracted::Extraction(extraction) => {
                report.article(extraction.claims.len());
                if let Err(error) = sink.write(&extraction, &engine) {
                    failed = Some(error);
                    return ControlFlow::Break(());
                }
            }
            Extracted::Diagnostic(diagnostic) => report.diagnostic(&diagnostic),
        }
        ControlFlow::Continue(())
    });
    report.finish();
    match failed {
        Some(error) => return Err(error),
        None => sink.finish()?,
    }
    Ok(Outcome::of_errors(report.errors))
}
