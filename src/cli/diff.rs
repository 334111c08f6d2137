//! `chancery diff`: shows what changed between two states of a store.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::{Args, builder::PossibleValuesParser};

use super::{outcome::Outcome, output::terminal_width, report::many};
use crate::{
    export::{Layout, TABLE_WRITERS},
    graph::{Form, Table, difference},
    project,
};

const EXAMPLES: &str = "\
Examples:
  chancery diff monday.store tuesday.store
  chancery export nquads > before.nq; chancery build news/; chancery diff before.nq chancery.store
  chancery diff before.nq chancery.store --format csv

A fact is an event. It is strengthened when an article now tells it as a fact, when more (independent) articles report it, or
when its date or place became more precise. It is weakened in the opposite cases, and when an article now denies it. The last
column names the articles that caused the change: + added, - removed, ~ changed, = now or no longer known as a copy.";

/// Show the facts that differ between two stores, or between a store and an earlier export
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
    #[arg(long, default_value = "table", value_parser = PossibleValuesParser::new(formats()))]
    format: String,
}

/// The formats of tables.
fn formats() -> Vec<&'static str> {
    TABLE_WRITERS.iter().filter(|writer| writer.fits(Form::Rows)).map(|writer| writer.name()).collect()
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
        writer.write(changes, &Layout { width: terminal_width(), spreadsheet: false }, out)?;
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
