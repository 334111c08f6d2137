//! The command line: arguments and all printing, with one file for each subcommand.
//!
//! Arguments become plain values, then working objects, then output. Results go to standard output, everything else to
//! standard error. A bad article is reported and counted, and the run goes on. The exit code says how it went: 0 all
//! well, 1 some input or example failed and the rest was done, 2 nothing could start, 3 a query was stopped at its limit.

mod annotate;
mod articles;
mod build;
mod check;
mod cluster;
mod diff;
mod eval;
mod explain;
mod export;
mod extract;
mod graph;
mod outcome;
mod output;
mod parse;
mod push;
mod query;
mod rdf;
mod read;
mod remove;
mod report;
mod rules;
mod select;
mod status;
mod store;
mod tables;
mod upgrade;

use std::{
    ffi::OsString,
    io::{self, Write as _},
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use outcome::Outcome;

pub use explain::in_text as explanation;

const EXAMPLES: &str = "\
Examples:
  chancery build news/                     read a folder of articles into chancery.store
  chancery query meetings                  who met whom, when and where, by how many reports
  chancery export dot | dot -Tsvg -o graph.svg
  chancery explain \"Wang Yi met Sergei Lavrov in Bali on Thursday.\"

Exit codes: 0 all well; 1 some input or example failed and the rest was done; 2 nothing could start;
3 a query was stopped at its limit of time or memory.";

/// News articles in, a dated and sourced knowledge graph out.
///
/// chancery reads English news and says who did what to whom, when, where, and who says so. It works by rules and offline.
/// The same articles always give the same output, and each statement names the words and the rule that it comes from.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, after_help = EXAMPLES, after_long_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Arguments),
    Remove(remove::Arguments),
    Status(status::Arguments),
    Diff(diff::Arguments),
    Upgrade(upgrade::Arguments),
    Extract(extract::Arguments),
    Read(read::Arguments),
    Query(query::Arguments),
    Export(export::Arguments),
    Graph(graph::Arguments),
    Cluster(cluster::Arguments),
    Push(push::Arguments),
    Parse(parse::Arguments),
    Annotate(annotate::Arguments),
    Eval(eval::Arguments),
    Explain(explain::Arguments),
    Check(check::Arguments),
}

/// Runs the program on the process's arguments; the outcome is its exit code.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::from(run(std::env::args_os()))
}

/// Runs the program on these arguments, of which the first is its own name, for a process that is not the program itself. The
/// outcome is the exit code; where the arguments are wrong or ask for help, the process ends.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments = Arguments::parse_from(arguments);
    let outcome = match arguments.command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Remove(arguments) => remove::run(&arguments),
        Command::Status(arguments) => status::run(&arguments),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Upgrade(arguments) => upgrade::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Read(arguments) => read::run(&arguments).map(Outcome::of_errors),
        Command::Query(arguments) => query::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Graph(arguments) => graph::run(&arguments),
        Command::Cluster(arguments) => cluster::run(&arguments),
        Command::Push(arguments) => push::run(&arguments),
        Command::Parse(arguments) => parse::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
    };
    match outcome {
        Ok(Outcome::Done) => 0,
        Ok(Outcome::Partly) => 1,
        // The reader of our output has seen enough: `chancery query … | head` is no error.
        Err(error) if is_broken_pipe(&error) => 0,
        Err(error) => {
            // Where standard error is gone too, nobody is left to tell.
            let _ = writeln!(io::stderr(), "error: {}", whole(&error));
            let limit = matches!(error.downcast_ref(), Some(crate::graph::QueryError::Limit(_)));
            if limit { 3 } else { 2 }
        }
    }
}

/// An error with its causes, each said once: some errors quote their cause and some leave it to the chain.
fn whole(error: &anyhow::Error) -> String {
    let mut text = String::new();
    let full = |cause: &(dyn std::error::Error + 'static)| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        matches!(kind, Some(io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded))
    };
    if error.chain().any(full) && !error.chain().any(|cause| cause.to_string().contains("the disk is full")) {
        text.push_str("the disk is full");
    }
    for cause in error.chain().map(ToString::to_string) {
        if !text.contains(&cause) {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(&cause);
        }
    }
    text
}

/// Whether the reader of our output is gone, wherever in the error that stands: some errors that wrap another do not name it
/// as their source.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(closed)
}

fn closed(cause: &(dyn std::error::Error + 'static)) -> bool {
    let wrapped: Option<&(dyn std::error::Error + 'static)> = if let Some(error) = cause.downcast_ref::<io::Error>() {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return true;
        }
        error.get_ref().map(|inner| inner as _)
    } else if let Some(error) = cause.downcast_ref::<csv::Error>() {
        match error.kind() {
            csv::ErrorKind::Io(error) => Some(error),
            _ => None,
        }
    } else if let Some(error) = cause.downcast_ref::<serde_json::Error>() {
        return error.io_error_kind() == Some(io::ErrorKind::BrokenPipe);
    } else if let Some(crate::export::ExportError::Output(error)) = cause.downcast_ref() {
        Some(error)
    } else {
        None
    };
    wrapped.is_some_and(closed)
}
