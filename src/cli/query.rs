//! `chancery query`: answers questions of the library and SPARQL files of the user.

use std::{
    io::{self, Write},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context as _, bail};
use clap::{Args, builder::PossibleValuesParser};

use super::{outcome::Outcome, output::terminal_width, rules::NameArguments, store::StoreArguments};
use crate::{
    export::{Layout, TABLE_WRITERS, table_writer},
    graph::{Form, ParameterKind, QueryFile},
    project::{self, Limits},
};

const EXAMPLES: &str = "\
Examples:
  chancery query --list
  chancery query meetings
  chancery query meetings --param actor=\"Wang Yi\" --param since=2022-07 --format csv
  chancery query mine.rq --format json      any SPARQL of your own; ch:, id:, sem:, schema: and the like are known
  chancery query mine.rq --timeout 60";

/// Answer a question of the library, or a SPARQL file
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Name of a question, or a .rq file
    #[arg(value_name = "NAME|FILE.rq", required_unless_present = "list")]
    question: Option<String>,

    /// A parameter of the question; entities are given by name, id or IRI
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = parameter)]
    parameters: Vec<(String, String)>,

    /// How the answer is printed: a table for people, labels and ids as CSV or TSV, SPARQL results as JSON or XML; triples
    /// of a CONSTRUCT or DESCRIBE as N-Triples or Turtle. By default a table, or N-Triples
    #[arg(long, value_parser = PossibleValuesParser::new(TABLE_WRITERS.map(|writer| writer.name())))]
    format: Option<String>,

    /// CSV and TSV: put an apostrophe before text that a spreadsheet would take for a formula
    #[arg(long)]
    spreadsheet: bool,

    /// Stop the query after so many seconds (exit code 3)
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,

    /// Stop the query when it needs more memory than so many MiB (exit code 3); 0 for no limit
    #[arg(long, value_name = "MIB", default_value_t = 4096)]
    memory: u64,

    /// Print the SPARQL with the parameters in it, instead of the answer: it gives the same rows in other stores (docs/asking.md)
    #[arg(long, conflicts_with = "format")]
    sparql: bool,

    /// Show the questions with their parameters and columns
    #[arg(long)]
    list: bool,

    #[command(flatten)]
    store: StoreArguments,

    #[command(flatten)]
    names: NameArguments,
}

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("a parameter is NAME=VALUE, as in actor=\"Wang Yi\"".to_owned()),
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.trim().parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| "a number of seconds is needed, such as 30".to_owned())
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if arguments.list {
        list(&mut out)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let file = project::question(arguments.question.as_deref().unwrap_or_default())?;
    let format = arguments.format.as_deref().unwrap_or(match file.form() {
        Form::Triples => "ntriples",
        Form::Rows | Form::Boolean => "table",
    });
    let writer = table_writer(format).context("no such format")?;
    if !writer.fits(file.form()) {
        match file.form() {
            Form::Triples => {
                bail!("a CONSTRUCT or DESCRIBE gives triples; print them as ntriples, turtle, table, csv or tsv")
            }
            Form::Rows | Form::Boolean => {
                bail!("only a CONSTRUCT or DESCRIBE gives triples; print this as table, csv, tsv, json or xml")
            }
        }
    }
    if arguments.spreadsheet && !matches!(format, "csv" | "tsv") {
        bail!("--spreadsheet is for --format csv or tsv");
    }
    let store = arguments.store.open()?;
    let project = arguments.names.project()?;
    if arguments.sparql {
        writeln!(out, "{}", project.filled(&store, &file, &arguments.parameters)?.trim_end())?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let memory = (arguments.memory > 0).then_some(arguments.memory.saturating_mul(1 << 20));
    let limits = Limits { time: arguments.timeout, memory };
    let answer = project.ask_within(&Arc::new(store), &file, &arguments.parameters, limits)?;
    let layout = Layout { width: terminal_width(), spreadsheet: arguments.spreadsheet };
    writer.write(&answer, &layout, &mut out)?;
    out.flush()?;
    for note in &answer.notes {
        // Where standard error is gone, nobody reads it.
        drop(writeln!(io::stderr(), "{note}"));
    }
    for (name, parameter) in file.parameters.iter().filter(|(_, parameter)| parameter.kind == ParameterKind::Limit) {
        let given = arguments.parameters.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value);
        let most = given.or(parameter.default.as_ref()).and_then(|value| value.trim().parse().ok());
        if most.is_some_and(|most: usize| most > 0 && answer.rows.len() >= most) {
            // Where standard error is gone, nobody reads the hint.
            drop(writeln!(io::stderr(), "the first {} rows; --param {name}=0 gives all", answer.rows.len()));
        }
    }
    Ok(Outcome::Done)
}

fn list(out: &mut impl Write) -> io::Result<()> {
    for (number, file) in QueryFile::library().iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        writeln!(out, "{}: {}", file.name, file.title)?;
        writeln!(out, "  {}", file.question)?;
        for (name, parameter) in &file.parameters {
            let how = match (&parameter.default, parameter.required) {
                (Some(default), _) => format!(" = {default}"),
                (None, true) => ", required".to_owned(),
                (None, false) => String::new(),
            };
            writeln!(out, "  --param {name} ({}{how}): {}", parameter.kind.name(), parameter.about)?;
        }
        let columns: Vec<&str> = file.columns.keys().map(String::as_str).collect();
        writeln!(out, "  columns: {}", columns.join(", "))?;
    }
    Ok(())
}
