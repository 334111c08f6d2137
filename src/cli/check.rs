//! `chancery check`: the rules and all their examples.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use clap::Args;

use super::{Outcome, report::many, rules::RuleArguments};
use crate::{
    graph::{Shapes, Store},
    project::RulesError,
};

const EXAMPLES: &str = "\
Examples:
  chancery check                           the rules that are compiled in
  chancery check --rules my-rules/         these with your own over them
  chancery check --store chancery.store    whether a store is what ontology/shapes.ttl says";

/// Check the rules and run the examples that they carry, or check a store against the shapes of the ontology
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    rules: RuleArguments,

    /// Check this store instead: what offends the shapes is named with its claim
    #[arg(long, value_name = "DIR", conflicts_with = "rules")]
    store: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if let Some(store) = &arguments.store {
        return check_store(store);
    }
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

fn check_store(folder: &Path) -> anyhow::Result<Outcome> {
    let store = Store::open_read_only(folder)?;
    let shapes = Shapes::embedded().map_err(anyhow::Error::msg)?;
    let mut stderr = io::stderr().lock();
    let mut failed = 0;
    let checked = store.check(&shapes, &mut |violation| {
        failed += 1;
        let mut place = String::new();
        if !violation.claim.is_empty() && violation.claim != violation.node {
            place.push_str(&format!(" (claim {})", violation.claim));
        }
        if !violation.article.is_empty() {
            place.push_str(&format!(" in {}", violation.article));
        }
        // Where standard error is gone, the exit code still tells.
        drop(writeln!(stderr, "{}{place}: {}", violation.node, violation.message));
    })?;
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{}: {} checked, {}", folder.display(), many(checked as u64, "node"), many(failed, "violation"))?;
    Ok(Outcome::of_errors(usize::try_from(failed).unwrap_or(usize::MAX)))
}
