//! The argument of every subcommand that works on a store.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process, thread,
    time::Duration,
};

use clap::Args;

use crate::graph::Store;

/// Which store.
#[derive(Clone, Debug, Args)]
pub(super) struct StoreArguments {
    /// Folder of the store
    #[arg(long, value_name = "DIR", default_value = "chancery.store")]
    store: PathBuf,
}

impl StoreArguments {
    /// Its folder.
    pub(super) fn folder(&self) -> &Path {
        &self.store
    }

    /// Its folder, which must be there.
    pub(super) fn existing(&self) -> anyhow::Result<&Path> {
        if !self.store.exists() {
            anyhow::bail!(
                "{}: there is no such store; make one with `chancery build ARTICLES --store {0}`",
                self.store.display()
            );
        }
        Ok(&self.store)
    }

    /// Opens it for reading.
    pub(super) fn open(&self) -> anyhow::Result<Store> {
        let store = Store::open_read_only(self.existing()?)?;
        if let Some(articles) = store.outgrown()? {
            say_outgrown(articles, &self.store);
        }
        watch(self.store.clone());
        Ok(store)
    }
}

/// Looks for damaged files where a command takes long: a query may ask a damaged database without end.
fn watch(folder: PathBuf) {
    if !cfg!(feature = "disk") {
        return;
    }
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        let damage = Store::damaged_files(&folder);
        if !damage.is_empty() {
            let what = damage.join("; ");
            let text = format!(
                "error: the store {} is damaged: {what}; put back a copy of it, or build it again",
                folder.display()
            );
            drop(writeln!(io::stderr(), "{text}"));
            process::exit(2);
        }
    });
}

/// How long a command may take before the files of its store are looked at.
const PATIENCE: Duration = Duration::from_secs(10);

/// Says that a light store has grown beyond what it is good for, and what to do.
pub(super) fn say_outgrown(articles: usize, folder: &Path) {
    let how = if cfg!(feature = "disk") {
        format!("`chancery build --store {}` with any article moves it to disk", folder.display())
    } else {
        "a chancery built with the feature `disk` moves it to disk at the next `chancery build` (docs/store.md)"
            .to_owned()
    };
    // Where standard error is gone, nobody reads it.
    drop(writeln!(
        io::stderr(),
        "note: {} holds {articles} articles, and a light store of that size is read for seconds at each command; {how}",
        folder.display()
    ));
}
