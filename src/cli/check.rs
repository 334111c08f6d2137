//! `chancery check`: tests the rules by their examples and the user's own tables of names; with `--coverage` lists the
//! sentences of articles that the rules do not cover; with `--store` checks a store against the shapes of the ontology.

use std::{
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    articles::CommonArguments,
    outcome::Outcome,
    report::{Report, many},
    rules::RuleArguments,
};
use crate::{
    graph::{Shapes, Store},
    project::{CoverageStep, Project},
    reference::Reading,
    rules::{Coverage, Unclaimed},
};

const EXAMPLES: &str = "\
Examples:
  chancery check                           test the program's rules
  chancery check --rules my-rules/         test your own rules together with the program's
  chancery check --gazetteer my-names/     test your own names together with the program's
  chancery check --coverage news/          list sentences without a claim, and rules that never fire
  chancery check --store chancery.store    read a store whole and check it against the shapes of ontology/shapes.ttl";

/// Test rules, with the examples in them, and names; or check a store against the shapes of the ontology
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    rules: RuleArguments,

    /// Read these articles instead of the examples. Lists sentences with two actors and no claim, each with the nearest
    /// rule; then the rules that never fire, and those that always lose to another rule
    #[arg(long, value_name = "ARTICLES", num_args = 1..)]
    coverage: Vec<PathBuf>,

    #[command(flatten)]
    common: CommonArguments,

    /// Check this store instead: read all of it, and name each node that violates a shape, with its claim
    #[arg(long, value_name = "DIR", conflicts_with_all = ["rules", "coverage"])]
    store: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    if let Some(store) = &arguments.store {
        return check_store(store);
    }
    let mut stderr = io::stderr().lock();
    let project = match arguments.rules.load()? {
        Ok(project) => project,
        Err(mistakes) => {
            write!(stderr, "{mistakes}")?;
            writeln!(stderr, "{}", mistakes.summary())?;
            return Ok(Outcome::Partly);
        }
    };
    if !arguments.coverage.is_empty() {
        drop(stderr);
        return cover(arguments, &project);
    }
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

/// Runs the rules over articles and tells what they leave unsaid.
fn cover(arguments: &Arguments, project: &Project) -> anyhow::Result<Outcome> {
    let articles = arguments.common.open(&arguments.coverage)?;
    let rules = &project.extractor().rules;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut report = Report::new();
    let mut coverage = Coverage::default();
    let (mut sentences, mut silent) = (0_u64, 0_u64);
    let mut failed = None;
    project.coverage(articles, arguments.common.threads(), |step| {
        match step {
            CoverageStep::Diagnostic(diagnostic) => report.diagnostic(&diagnostic),
            CoverageStep::Article(reading, unclaimed, contest) => {
                report.article(0);
                sentences += reading.sentences.len() as u64;
                silent += unclaimed.len() as u64;
                coverage.add(contest);
                for sentence in &unclaimed {
                    if let Err(error) = print_unclaimed(&reading, sentence, &mut out) {
                        failed = Some(error);
                        return ControlFlow::Break(());
                    }
                }
            }
        }
        ControlFlow::Continue(())
    });
    report.finish();
    if let Some(error) = failed {
        return Err(error.into());
    }
    let of = many(sentences, "sentence");
    writeln!(out, "{} of {of} with two actors and no claim", many(silent, "sentence"))?;
    let never = coverage.never_firing(rules);
    writeln!(out, "\n{} of {} never fired", many(never.len() as u64, "rule"), rules.rules().len())?;
    for index in never {
        let rule = &rules.rules()[index];
        writeln!(out, "  {} ({}), {}:{}", rule.id, rule.relation, rule.file, rule.line)?;
    }
    let beaten = coverage.always_beaten();
    writeln!(out, "\n{} always beaten by another", many(beaten.len() as u64, "rule"))?;
    for (loser, winners) in beaten {
        let rule = &rules.rules()[loser];
        let winners: Vec<String> = winners
            .into_iter()
            .map(|(winner, times)| format!("{} ({})", rules.rules()[winner].id, many(times, "time")))
            .collect();
        writeln!(out, "  {} ({}) by {}", rule.id, rule.relation, winners.join(", "))?;
    }
    out.flush()?;
    Ok(Outcome::of_errors(report.errors))
}

/// A sentence that nothing is claimed of: where it stands, who is in it, and what came nearest.
fn print_unclaimed(reading: &Reading, found: &Unclaimed, out: &mut impl Write) -> io::Result<()> {
    let words: Vec<&str> = found.span.of(&reading.article.text).split_whitespace().collect();
    writeln!(out, "{}:{}: {}", reading.article.id, found.span.begin, words.join(" "))?;
    writeln!(out, "    actors: {}", found.actors.join(", "))?;
    match &found.nearest {
        Some(miss) => writeln!(out, "    nearest: {} ({}): {}", miss.rule, miss.relation, miss.reason),
        None => writeln!(out, "    no rule starts with any of its clauses"),
    }
}

/// Checks a store against the shapes of the ontology.
fn check_store(folder: &Path) -> anyhow::Result<Outcome> {
    let damage = Store::damaged_files(folder);
    if !damage.is_empty() {
        // A database with damaged files is not asked: what it says would be wrong or without end.
        for file in &damage {
            drop(writeln!(io::stderr(), "{}: damaged: {file}", folder.display()));
        }
        drop(writeln!(io::stderr(), "put back a copy of the store, or remove its folder and build it again"));
        return Ok(Outcome::Partly);
    }
    let store = Store::open_read_only(folder)?;
    let quads = store.read_all()?;
    let shapes = Shapes::embedded()?;
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
    let (quads, nodes) = (many(quads as u64, "quad"), many(checked as u64, "node"));
    writeln!(stdout, "{}: {quads} read, {nodes} checked, {}", folder.display(), many(failed, "violation"))?;
    Ok(Outcome::of_errors(usize::try_from(failed).unwrap_or(usize::MAX)))
}
