//! `chancery status`: shows what a store holds, or what a build of some articles would do.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use clap::Args;

use super::{
    articles::OptionalArticles,
    outcome::Outcome,
    report::{Report, many},
    rules::RuleArguments,
    store::StoreArguments,
};
use crate::{
    graph::{Inferred, Status},
    project::{Project, Standing},
};

const EXAMPLES: &str = "\
Examples:
  chancery status                          what the store holds
  chancery status --list                   also the ids of its articles
  chancery status --undated                when undated articles may have been published, and why
  chancery status news/                    which articles are new, changed, unchanged, or gone from the folder";

/// Show what a store holds, and what a build of some articles would do
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    articles: OptionalArticles,

    /// List the ids of the store's articles
    #[arg(long)]
    list: bool,

    /// Show when undated articles may have been published, with the reasons
    #[arg(long, conflicts_with = "list")]
    undated: bool,

    #[command(flatten)]
    store: StoreArguments,

    #[command(flatten)]
    rules: RuleArguments,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let store = arguments.store.open()?;
    let project = arguments.rules.project()?;
    let status = store.status()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let Some(articles) = arguments.articles.open()? else {
        writeln!(out, "{}", arguments.store.folder().display())?;
        print(&status, &project, &mut out)?;
        if arguments.list {
            for article in &status.articles {
                writeln!(out, "  {}", article.id)?;
            }
        }
        if arguments.undated {
            undated(&store.inferred(&project.extractor().reader.gazetteer)?, &mut out)?;
        }
        out.flush()?;
        return Ok(Outcome::Done);
    };
    let mut report = Report::new();
    let standings = project.standings(&store, articles, |diagnostic| report.diagnostic(diagnostic))?;
    report.finish();
    let given: BTreeSet<&String> = standings.iter().map(|(id, _)| id).collect();
    let mut unchanged = 0;
    for (id, standing) in &standings {
        let word = match standing {
            Standing::New => "new",
            Standing::Changed => "changed",
            Standing::Stale => "stale",
            Standing::Unchanged => {
                unchanged += 1;
                continue;
            }
        };
        writeln!(out, "  {word:<8} {id}")?;
    }
    for article in status.articles.iter().filter(|article| !given.contains(&article.id)) {
        writeln!(out, "  {:<8} {}", "gone", article.id)?;
    }
    writeln!(out, "{}: {unchanged} unchanged", arguments.store.folder().display())?;
    out.flush()?;
    Ok(Outcome::of_errors(report.errors))
}

/// When undated articles may have been published, and why.
fn undated(inferred: &[Inferred], out: &mut impl Write) -> io::Result<()> {
    for article in inferred {
        let interval = if article.contradiction { "contradictory".to_owned() } else { article.interval() };
        writeln!(out, "\n{}: {interval}", article.article)?;
        for reason in &article.reasons {
            writeln!(out, "  {reason}")?;
        }
        for (claim, date) in &article.dates {
            writeln!(out, "  so {claim} is dated {}", date.text)?;
        }
    }
    Ok(())
}

fn print(status: &Status, project: &Project, out: &mut impl Write) -> io::Result<()> {
    let mut parts = Vec::new();
    if let Some((first, last)) = &status.published {
        parts.push(if first == last { format!("of {first}") } else { format!("{first} to {last}") });
    }
    for (count, what) in
        [(status.undated, "undated"), (status.copies, "known to be copied"), (status.corrected, "corrected")]
    {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let parts = if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) };
    writeln!(out, "  {}{parts}", many(status.articles.len() as u64, "article"))?;
    writeln!(out, "  {}", many(status.claims as u64, "claim"))?;
    writeln!(out, "  {}, {} told as facts", many(status.events as u64, "event"), status.facts)?;
    writeln!(
        out,
        "  {}",
        if status.entities == 1 { "1 entity".to_owned() } else { format!("{} entities", status.entities) }
    )?;
    writeln!(out, "  {}, base {}", many(status.quads as u64, "quad"), status.base)?;
    let engine = project.engine();
    let stale = status.articles.iter().filter(|article| article.engine != engine).count();
    if stale > 0 {
        writeln!(
            out,
            "  {} read by other rules or data than these; a build reads them again",
            many(stale as u64, "article")
        )?;
    }
    Ok(())
}
