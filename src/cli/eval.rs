//! `chancery eval`: measures precision and recall against a gold standard and lists the misses.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};

use super::{articles::CommonArguments, outcome::Outcome, report, rules::RuleArguments};
use crate::{
    eval::{Fault, Remark, Report, Row},
    project,
};

const EXAMPLES: &str = "\
Examples:
  chancery eval my-claims.csv --articles news/       a claims table with the columns that you filled
  chancery eval corrected.jsonl --articles news/     lines of `chancery annotate` that you corrected
  chancery eval gold.jsonl --misses 20               lines with their texts; at most 20 misses of each kind
  chancery eval gold.jsonl --format json

docs/evaluation.md says what a gold standard may hold and how each measure is counted.";

/// Score chancery against your own gold standard: precision, recall and the misses
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A claims table (CSV, TSV or JSON lines), or annotations in JSON lines; the format is detected from the columns
    #[arg(value_name = "GOLD")]
    gold: PathBuf,

    /// Files and folders with the articles of the gold standard; `-` is standard input
    #[arg(long, value_name = "ARTICLES", num_args = 1..)]
    articles: Vec<PathBuf>,

    #[command(flatten)]
    common: CommonArguments,

    #[command(flatten)]
    rules: RuleArguments,

    /// List at most this number of missed, false and wrong items of each layer [default: all]
    #[arg(long, value_name = "N")]
    misses: Option<usize>,

    /// What to print
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One JSON object
    Json,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let (gold, problems) = project::gold(&arguments.gold).with_context(|| arguments.gold.display().to_string())?;
    if gold.needs_articles() && arguments.articles.is_empty() {
        bail!("{}: this gold standard has no texts; name the articles with --articles", arguments.gold.display());
    }
    let articles = arguments.common.open(&arguments.articles)?;
    let project = arguments.rules.project()?;
    let mut diagnostics = report::Report::new();
    for problem in &problems {
        diagnostics.diagnostic(problem);
    }
    let mut scores =
        project.evaluate(&gold, articles, arguments.common.threads(), |problem| diagnostics.diagnostic(problem));
    if let Some(most) = arguments.misses {
        scores.misses = shortened(scores.misses, most);
    }
    diagnostics.finish();
    let mut out = io::BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Table => print(&scores, &mut out)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &scores).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    Ok(Outcome::of_errors(diagnostics.errors))
}

/// The first so many of each layer and fault.
fn shortened(misses: Vec<Remark>, most: usize) -> Vec<Remark> {
    let mut kept: Vec<Remark> = Vec::new();
    for remark in misses {
        let alike = |other: &&Remark| (other.layer, other.fault) == (remark.layer, remark.fault);
        if kept.iter().filter(alike).count() < most {
            kept.push(remark);
        }
    }
    kept
}

fn print(scores: &Report, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} compared", report::many(scores.articles as u64, "article"))?;
    let width = scores.rows.iter().map(|row| row.measure.chars().count()).max().unwrap_or(0).max(7);
    let mut layer = "";
    for row in &scores.rows {
        if row.layer != layer {
            layer = row.layer;
            writeln!(out, "\n{layer:<width$}  precision  recall     F1   right   found    gold")?;
        }
        print_row(row, width, out)?;
    }
    let mut layer = "";
    for figure in &scores.figures {
        if figure.layer != layer {
            layer = figure.layer;
            writeln!(out, "\n{layer}")?;
        }
        let places = if figure.value.fract() == 0.0 { 0 } else { 3 };
        writeln!(out, "{:<width$}  {:.places$}", figure.measure, figure.value)?;
    }
    if !scores.misses.is_empty() {
        writeln!(out)?;
    }
    for remark in &scores.misses {
        print_remark(remark, out)?;
    }
    Ok(())
}

fn print_row(row: &Row, width: usize, out: &mut impl Write) -> io::Result<()> {
    let Row { measure, precision, recall, f1, right, found, gold, .. } = row;
    let count = |value: f64| if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.1}") };
    writeln!(
        out,
        "{measure:<width$}  {precision:>9.1}  {recall:>6.1}  {f1:>5.1}  {:>6}  {:>6}  {:>6}",
        count(*right),
        count(*found),
        count(*gold)
    )
}

/// `missed` and `false` say what; `wrong` says both sides.
fn print_remark(remark: &Remark, out: &mut impl Write) -> io::Result<()> {
    let Remark { layer, fault, article, span, text, gold, found } = remark;
    let what = match fault {
        Fault::Missed => gold.clone(),
        Fault::False => found.clone(),
        Fault::Wrong => format!("{gold} — found {found}"),
    };
    let fault = match fault {
        Fault::Missed => "missed",
        Fault::False => "false",
        Fault::Wrong => "wrong",
    };
    let place = if span.is_empty() { String::new() } else { format!(":{}-{}", span.begin, span.end) };
    let text = if text.is_empty() { String::new() } else { format!("  “{text}”") };
    writeln!(out, "{fault:<6} {layer}  {article}{place}  {what}{text}")
}
