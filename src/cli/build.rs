//! `chancery build`: reads articles into a store.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use clap::Args;

use super::{
    articles::ArticleArguments,
    outcome::Outcome,
    report::{Report, many},
    rules::RuleArguments,
    store::StoreArguments,
};
use crate::{
    Project,
    graph::{Corrections, Store, Summary},
    project::{BuildOptions, BuildStep, CorrectionsError},
};

const EXAMPLES: &str = "\
Examples:
  chancery build news/
  chancery build 2022/*.txt wire.jsonl --store bali.store --threads 4
  cat wire.jsonl | chancery build - --source Agency
  chancery build news/ --changes           also show the facts that this build changed

An article that is in the store already is skipped. It is read again when its text, the program or your own rules have
changed. An article with the same id replaces its older version. `chancery remove` takes articles out.

A file of corrections beside the store (chancery.corrections.toml for chancery.store) drops wrong claims, replaces wrong
entities and dates, and keeps events apart. Every build applies it to all articles of the store. docs/store.md has its format.";

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

    /// File of corrections [default: the name of the store with the ending .corrections.toml, if there is such a file]
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
    let file = corrections_file(folder, arguments.corrections.as_deref());
    let project = arguments.rules.project()?;
    let corrections = corrections_of(&project, folder, arguments.corrections.as_deref())?;
    let mut report = Report::new();
    let mut changes = None;
    let how = BuildOptions {
        threads: arguments.articles.threads(),
        corrections,
        changes: arguments.changes,
        infer_dates: arguments.infer_dates,
    };
    if Store::moves_to_disk(folder) {
        report.say(format!(
            "{}: moving this light store to disk; a chancery without the feature `disk` will not read it any more",
            folder.display()
        ));
    }
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
    let mut out = io::stdout().lock();
    writeln!(out, "{}: {}", folder.display(), in_numbers(&summary, report.errors))?;
    if let Some(articles) = summary.outgrown {
        super::store::say_outgrown(articles, folder);
    }
    if let Some(changes) = changes {
        super::diff::print(&changes, "table", &mut out)?;
    }
    Ok(Outcome::of_errors(report.errors))
}

/// The file of corrections of a store: the one that is given, else the one beside the store.
fn corrections_file(folder: &Path, given: Option<&Path>) -> PathBuf {
    given.map_or_else(|| folder.with_extension("corrections.toml"), Path::to_owned)
}

/// The corrections of a store; none where none are given and no file stands beside it.
pub(super) fn corrections_of(project: &Project, folder: &Path, given: Option<&Path>) -> anyhow::Result<Corrections> {
    let file = corrections_file(folder, given);
    if given.is_some() || file.exists() { corrections(project, &file) } else { Ok(Corrections::default()) }
}

/// Reads a file of corrections; a mistake in it stops the build.
fn corrections(project: &Project, file: &Path) -> anyhow::Result<Corrections> {
    match project.corrections(file) {
        Ok(corrections) => Ok(corrections),
        Err(CorrectionsError::Problems(problems)) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            anyhow::bail!("nothing was built\n{}", lines.join("\n"));
        }
        Err(error) => Err(error).context("nothing was built"),
    }
}

/// What a build did: "3 articles (2 new, 1 unchanged), 7 new claims".
fn in_numbers(summary: &Summary, errors: usize) -> String {
    let parts = [(summary.added, "new"), (summary.replaced, "replaced"), (summary.unchanged, "unchanged")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let articles = summary.added + summary.replaced + summary.unchanged;
    let mut text = many(articles as u64, "article");
    if !parts.is_empty() {
        text.push_str(&format!(" ({})", parts.join(", ")));
    }
    text.push_str(&format!(", {}", many(summary.claims as u64, "new claim")));
    if summary.corrected > 0 {
        text.push_str(&format!(", corrections changed {}", many(summary.corrected as u64, "stored article")));
    }
    if summary.inferred > 0 {
        text.push_str(&format!(", {} inferred", many(summary.inferred as u64, "date")));
    }
    if errors > 0 {
        text.push_str(&format!(", {}", many(errors as u64, "error")));
    }
    text
}
