//! `chancery remove`: takes articles out of a store.

use std::io::{self, Write as _};

use clap::Args;

use super::{outcome::Outcome, report::many, store::StoreArguments};
use crate::project;

const EXAMPLES: &str = "\
Examples:
  chancery remove lavrov.txt
  chancery remove r1 r2 --store bali.store
  chancery status news/ | sed -n 's/^  gone  *//p' | xargs -d '\\n' chancery remove

The claims of the article are removed, and so are events and triples that rest on it alone. A build that reads the article
again brings them back. `chancery status --list` shows the ids.";

/// Take articles out of a store
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Ids of the articles
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,

    #[command(flatten)]
    store: StoreArguments,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let folder = arguments.store.existing()?;
    let removal = project::remove(folder, &arguments.ids)?;
    let mut stderr = io::stderr().lock();
    for (id, near) in &removal.missing {
        let near = near.as_ref().map_or_else(String::new, |near| format!("; did you mean {near:?}?"));
        writeln!(stderr, "error: there is no article {id:?} in {}{near}", folder.display())?;
    }
    writeln!(
        io::stdout(),
        "{}: {} removed, {} left",
        folder.display(),
        many(removal.removed as u64, "article"),
        removal.left
    )?;
    Ok(Outcome::of_errors(removal.missing.len()))
}
