//! `chancery build`: articles into a store.

use std::io::{self, Write as _};

use anyhow::Context as _;
use clap::Args;

use super::{
    Outcome,
    articles::ArticleArguments,
    report::{Report, many},
    rules::RuleArguments,
    store::StoreArguments,
};
use crate::project::BuildStep;

const EXAMPLES: &str = "\
Examples:
  chancery build news/
  chancery build 2022/*.txt wire.jsonl --store bali.store --threads 4
  cat wire.jsonl | chancery build - --source Agency

What is in the store already is skipped, and read again only when the article, the program's data or your rules have
changed; an article of the same id replaces its older version.";

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
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let articles = arguments.articles.open()?;
    let project = arguments.rules.project()?;
    let mut report = Report::new();
    let folder = arguments.store.folder();
    let summary = project.build(articles, folder, arguments.articles.threads(), |step| match step {
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
    writeln!(
        io::stdout(),
        "{}: {}{parts}, {}{errors}",
        folder.display(),
        many(articles as u64, "article"),
        many(summary.claims as u64, "new claim")
    )?;
    Ok(Outcome::of_errors(report.errors))
}
