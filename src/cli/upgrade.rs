//! `chancery upgrade`: brings a store of an older format up to date.

use std::{
    io::{self, Write as _},
    path::PathBuf,
};

use clap::Args;

use super::{build::corrections_of, outcome::Outcome, report::many, rules::NameArguments, store::StoreArguments};
use crate::{
    graph::{StoreError, articles_of_any},
    project::Upgrade,
};

const EXAMPLES: &str = "\
Examples:
  chancery upgrade
  chancery upgrade --store bali.store

The store is written anew in this program's format; no article is read again, and the ids of articles, claims and entities stay.
The older store is kept beside it and can be removed once the new one is found good. A store of a format that is too old is
left alone, and what to build again is listed.";

/// Bring a store of an older format up to date
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    store: StoreArguments,

    #[command(flatten)]
    names: NameArguments,

    /// File of corrections [default: the name of the store with the ending .corrections.toml, if there is such a file]
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let folder = arguments.store.existing()?;
    let project = arguments.names.project()?;
    let corrections = corrections_of(&project, folder, arguments.corrections.as_deref())?;
    let mut out = io::stdout().lock();
    let upgraded = project.upgrade(folder, &corrections);
    if let Err(StoreError::Version { .. }) = upgraded
        && let Ok(articles) = articles_of_any(folder)
    {
        for id in articles {
            writeln!(out, "{id}")?;
        }
    }
    match upgraded? {
        Upgrade::Current => writeln!(out, "{}: this store is up to date", folder.display())?,
        Upgrade::Done { articles, claims, uncorrected, kept } => {
            writeln!(
                out,
                "{}: {} with {} brought up to date; the older store is kept as {}",
                folder.display(),
                many(articles as u64, "article"),
                many(claims as u64, "claim"),
                kept.display()
            )?;
            let mut told = io::stderr().lock();
            for id in uncorrected {
                // Where standard error is gone, nobody reads it.
                drop(writeln!(
                    told,
                    "warning: {id}: its corrections stand in no file that was found, so its claims are as they were read; \
                     give the file by --corrections, or `chancery build --infer-dates` again where dates had been inferred"
                ));
            }
        }
    }
    Ok(Outcome::Done)
}
