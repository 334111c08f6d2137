//! `chancery check`: the rules and all their examples, and the tables of a user's own names.

use std::io::{self, Write as _};

use clap::Args;

use super::{Outcome, report::many, rules::RuleArguments};

const EXAMPLES: &str = "\
Examples:
  chancery check                           the rules that are compiled in
  chancery check --rules my-rules/         these with your own over them
  chancery check --gazetteer my-names/     the program's names with your own over them";

/// Check rules and names, and run the examples that the rules carry
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    rules: RuleArguments,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut stderr = io::stderr().lock();
    let project = match arguments.rules.load()? {
        Ok(project) => project,
        Err(mistakes) => {
            write!(stderr, "{mistakes}")?;
            writeln!(stderr, "{}", mistakes.summary())?;
            return Ok(Outcome::Partly);
        }
    };
    let report = project.check();
    for failure in &report.failures {
        writeln!(stderr, "{failure}")?;
    }
    let mut stdout = io::stdout().lock();
    if arguments.rules.has_names() {
        let (entries, names) = project.extractor().reader.gazetteer.size();
        writeln!(stdout, "{entries} entries with {names} names in the gazetteer")?;
    }
    writeln!(
        stdout,
        "{} for {}, {}, {} failed",
        many(report.rules as u64, "rule"),
        many(report.relations as u64, "relation"),
        many(report.examples as u64, "example"),
        report.failures.len()
    )?;
    Ok(Outcome::of_errors(report.failures.len()))
}
