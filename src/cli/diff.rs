//! `chancery diff`: what changed between two states of a store.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::{Args, builder::PossibleValuesParser};

use super::{Outcome, query::terminal_width, report::many};
use crate::{
    export::TABLE_WRITERS,
    graph::{Table, difference},
    project,
};

const EXAMPLES: &str = "\
Examples:
  chancery diff monday.store tuesday.store
  chancery export nquads > before.nq; chancery build news/; chancery diff before.nq chancery.store
  chancery diff before.nq chancery.store --format csv

A fact is an event. It is strengthened where an article now tells it as a fact, where more (independent) reports tell of it,
or where its date or place became more precise; weakened where the contrary holds or a denial came. The last column names
the articles that caused it: + came, - went, ~ changed, = is known as a copy of another (or no longer).";

/// Show the facts that differ between two stores, or a store and an export of it from before
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The earlier state: a store, or an export of one in N-Quads
    #[arg(value_name = "A")]
    before: PathBuf,

    /// The later state
    #[arg(value_name = "B")]
    after: PathBuf,

    /// How the answer is printed
    #[arg(long, default_value = "table", value_parser = PossibleValuesParser::new(TABLE_WRITERS.map(|writer| writer.name())))]
    format: String,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let (before, after) = (project::facts(&arguments.before)?, project::facts(&arguments.after)?);
    let mut out = io::BufWriter::new(io::stdout().lock());
    print(&difference(&before, &after), &arguments.format, &mut out)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Prints changes; for people also how many there are of each kind.
pub(super) fn print(changes: &Table, format: &str, out: &mut impl Write) -> anyhow::Result<()> {
    let people = format == "table";
    if changes.rows.is_empty() && people {
        writeln!(out, "no fact differs")?;
        return Ok(());
    }
    if let Some(writer) = TABLE_WRITERS.iter().find(|writer| writer.name() == format) {
        writer.write(changes, terminal_width(), out)?;
    }
    if people {
        let mut counts: Vec<(&str, u64)> = Vec::new();
        for row in &changes.rows {
            let turn = row.first().and_then(Option::as_ref).map_or("", |cell| cell.shown());
            match counts.last_mut() {
                Some((last, count)) if *last == turn => *count += 1,
                _ => counts.push((turn, 1)),
            }
        }
        let counts: Vec<String> =
            counts.into_iter().map(|(turn, count)| format!("{} {turn}", many(count, "fact"))).collect();
        writeln!(out, "{}", counts.join(", "))?;
    }
    Ok(())
}
