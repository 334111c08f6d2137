//! `chancery check`: the rules and all their examples.

use std::io::{self, Write as _};

use clap::Args;

use super::{Outcome, report::many, rules::RuleArguments};
use crate::project::RulesError;

const EXAMPLES: &str = "\
Examples:
  chancery check                           the rules that are compiled in
  chancery check --rules my-rules/         these with your own over them";

/// Check the rules, and run the examples that they carry
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    rules: RuleArguments,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let mut stderr = io::stderr().lock();
    let project = match arguments.rules.load() {
        Ok(project) => project,
        Err(RulesError::Problems(problems)) => {
            for problem in &problems {
                writeln!(stderr, "{problem}")?;
            }
            writeln!(stderr, "{} in the rule files", many(problems.len() as u64, "mistake"))?;
            return Ok(Outcome::Partly);
        }
        Err(error) => return Err(error.into()),
    };
    let report = project.check();
    for failure in &report.failures {
        writeln!(stderr, "{failure}")?;
    }
    let mut stdout = io::stdout().lock();
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
