//! `chancery export`: the graph as a picture or as RDF.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use anyhow::{Context as _, bail};
use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser},
};

use super::{Outcome, store::StoreArguments};
use crate::{export::EXPORTERS, graph::Filter, project, text::parse_day};

const EXAMPLES: &str = "\
Examples:
  chancery export dot | dot -Tsvg -o graph.svg
  chancery export dot --around \"Wang Yi\" --since 2022-07 --relation metWith
  chancery export nquads --output graph.nq";

/// Write the graph as a picture or as RDF
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// What to write
    #[arg(value_name = "FORMAT", value_parser = formats())]
    format: String,

    /// Pictures: only what is tied to this entity (name, id or IRI), and ties among these
    #[arg(long, value_name = "ENTITY")]
    around: Vec<String>,

    /// Pictures: only events on or after this day (a month or a year will do)
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    since: Option<String>,

    /// Pictures: only events on or before this day
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<String>,

    /// Pictures: only this relation, such as metWith
    #[arg(long, value_name = "RELATION")]
    relation: Vec<String>,

    /// File to write, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    #[command(flatten)]
    store: StoreArguments,
}

fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(EXPORTERS.map(|format| PossibleValue::new(format.name()).help(format.about())))
}

fn first_day(text: &str) -> Result<String, String> {
    bound(text, false)
}

fn last_day(text: &str) -> Result<String, String> {
    bound(text, true)
}

/// A day, or the first or last of a month or year.
fn bound(text: &str, last: bool) -> Result<String, String> {
    let mut candidates = vec![text.to_owned()];
    match (text.len(), last) {
        (4, false) => candidates.push(format!("{text}-01-01")),
        (4, true) => candidates.push(format!("{text}-12-31")),
        (7, false) => candidates.push(format!("{text}-01")),
        (7, true) => candidates.extend((28..=31).rev().map(|day| format!("{text}-{day}"))),
        _ => {}
    }
    match candidates.iter().find_map(|day| parse_day(day)) {
        Some(day) => Ok(day.to_string()),
        None => Err("a date is YYYY-MM-DD, YYYY-MM or YYYY".to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let store = arguments.store.open()?;
    let filter = Filter {
        around: arguments.around.clone(),
        since: arguments.since.clone(),
        until: arguments.until.clone(),
        relations: arguments.relation.clone(),
    };
    let format = EXPORTERS.iter().find(|format| format.name() == arguments.format).context("no such format")?;
    if !format.filters() && filter != Filter::default() {
        bail!("{} is written whole; --around, --since, --until and --relation are for pictures", format.name());
    }
    let mut out: Box<dyn Write> = match &arguments.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).with_context(|| path.display().to_string())?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    project::export(&store, *format, &filter, &mut out)?;
    out.flush().context("the output")?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::bound;

    #[test]
    fn bounds_of_three_widths() {
        assert_eq!(bound("2024-02", true).as_deref(), Ok("2024-02-29"));
        assert_eq!(bound("2024-02", false).as_deref(), Ok("2024-02-01"));
        assert_eq!(bound("2024", true).as_deref(), Ok("2024-12-31"));
        assert_eq!(bound("2022-07-07", true).as_deref(), Ok("2022-07-07"));
        for wrong in ["July", "2022-13", "22", "2022-02-30", ""] {
            assert!(bound(wrong, false).is_err(), "{wrong}");
        }
    }
}
