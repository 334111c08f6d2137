//! `chancery build`: articles into a store.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use anyhow::Context as _;
use clap::Args;

use super::{
    Outcome,
    articles::ArticleArguments,
    report::{Report, many},
    rules::RuleArguments,
    store::StoreArguments,
};
use crate::{
    graph::Corrections,
    project::{self, BuildOptions, BuildStep, CorrectionsError},
};

const EXAMPLES: &str = "\
Examples:
  chancery build news/
  chancery build 2022/*.txt wire.jsonl --store bali.store --threads 4
  cat wire.jsonl | chancery build - --source Agency
  chancery build news/ --changes           also show which facts came, went, grew stronger or weaker

What is in the store already is skipped, and read again only when the article, the program's data or your rules have
changed; an article of the same id replaces its older version. `chancery remove` takes articles out.

What you know better stands in a file of corrections beside the store (for chancery.store it is
chancery.corrections.toml): wrong claims, wrong entities, right dates, events to be kept apart. It is applied at every
build, to the articles that the store already has too; docs/store.md has its format.";

/// Read articles into a store
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    articles: ArticleArguments,

    #[command(flatten)]
    store: StoreArguments,

    #[command(flatten)]
    rules: RuleArguments,

    /// File of corrections [default: the store's name with the ending corrections.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,

    /// Show the facts that this build added, removed, strengthened or weakened
    #[arg(long)]
    changes: bool,

    /// Use the dates that can be inferred for undated articles; `chancery status --undated` shows them with their reasons
    #[arg(long)]
    infer_dates: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let articles = arguments.articles.open()?;
    let folder = arguments.store.folder();
    let file = arguments.corrections.clone().unwrap_or_else(|| folder.with_extension("corrections.toml"));
    let corrections = if arguments.corrections.is_some() || file.exists() {
        match project::corrections(&file) {
            Ok(corrections) => corrections,
            Err(CorrectionsError::Problems(problems)) => {
                let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
                anyhow::bail!("nothing was built\n{}", lines.join("\n"));
            }
            Err(error) => return Err(error).context("nothing was built"),
        }
    } else {
        Corrections::default()
    };
    let project = arguments.rules.project()?;
    let mut report = Report::new();
    let mut changes = None;
    let how = BuildOptions {
        threads: arguments.articles.threads(),
        corrections,
        changes: arguments.changes,
        infer_dates: arguments.infer_dates,
    };
    let summary = project.build(articles, folder, &how, |step| match step {
        BuildStep::Unmatched(correction) => report.say(format!(
            "{}:{}: warning: this correction ({}) matches nothing in the store",
            file.display(),
            correction.line,
            correction.summary()
        )),
        BuildStep::Changes(table) => changes = Some(table.clone()),
        BuildStep::Read(claims) => report.article(claims),
        BuildStep::Unchanged => report.article(0),
        BuildStep::Diagnostic(diagnostic) => report.diagnostic(diagnostic),
    });
    report.finish();
    let summary = summary.context("nothing was built")?;
    let parts = [(summary.added, "new"), (summary.replaced, "replaced"), (summary.unchanged, "unchanged")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let articles = summary.added + summary.replaced + summary.unchanged;
    let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    let errors = if report.errors == 0 { String::new() } else { format!(", {}", many(report.errors as u64, "error")) };
    let corrected = match summary.corrected {
        0 => String::new(),
        count => format!(", corrections changed {}", many(count as u64, "stored article")),
    };
    let inferred = match summary.inferred {
        0 => String::new(),
        count => format!(", {} inferred", many(count as u64, "date")),
    };
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{}: {}{parts}, {}{corrected}{inferred}{errors}",
        folder.display(),
        many(articles as u64, "article"),
        many(summary.claims as u64, "new claim")
    )?;
    if let Some(changes) = changes {
        super::diff::print(&changes, "table", &mut out)?;
    }
    Ok(Outcome::of_errors(report.errors))
}
