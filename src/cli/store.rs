//! The argument of every subcommand that works on a store.

use std::path::{Path, PathBuf};

use clap::Args;

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
    pub(super) fn open(&self) -> anyhow::Result<crate::graph::Store> {
        Ok(crate::graph::Store::open_read_only(self.existing()?)?)
    }
}
