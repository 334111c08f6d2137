//! `chancery query`: the question library, and a user's own SPARQL files.

use std::io::{self, IsTerminal as _, Write};

use clap::{Args, builder::PossibleValuesParser};

use terminal_size::{Width, terminal_size};

use super::{Outcome, store::StoreArguments};
use crate::{
    export::TABLE_WRITERS,
    graph::{ParameterKind, QueryFile},
    project,
};

const EXAMPLES: &str = "\
Examples:
  chancery query --list
  chancery query meetings
  chancery query meetings --param actor=\"Wang Yi\" --param since=2022-07 --format csv
  chancery query mine.rq";

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

    /// How the answer is printed: a table for people, the values as CSV or TSV, or SPARQL 1.1 Query Results JSON
    #[arg(long, default_value = "table", value_parser = PossibleValuesParser::new(TABLE_WRITERS.map(|writer| writer.name())))]
    format: String,

    /// Show the questions with their parameters and columns
    #[arg(long)]
    list: bool,

    #[command(flatten)]
    store: StoreArguments,
}

fn parameter(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("a parameter is NAME=VALUE, as in actor=\"Wang Yi\"".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if arguments.list {
        list(&mut out)?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    let file = project::question(arguments.question.as_deref().unwrap_or_default())?;
    let store = arguments.store.open()?;
    let answer = project::ask(&store, &file, &arguments.parameters)?;
    if let Some(writer) = TABLE_WRITERS.iter().find(|writer| writer.name() == arguments.format) {
        writer.write(&answer, terminal_width(), &mut out)?;
    }
    out.flush()?;
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

/// The columns of the terminal; none where the answer goes elsewhere.
pub(super) fn terminal_width() -> Option<usize> {
    let (Width(width), _) = io::stdout().is_terminal().then(terminal_size)??;
    Some(usize::from(width))
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
