//! Brings the store of an older format up to date, or says what to build again.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::Project;
use crate::graph::{Corrections, Format4, Options, Store, StoreError};

/// What became of a store.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Upgrade {
    /// It is of this format.
    Current,
    /// It is now of this format.
    Done {
        /// Its articles.
        articles: usize,
        /// Its claims.
        claims: usize,
        /// Articles that corrections had changed and that are now as they were read, since no correction of the file concerns them.
        uncorrected: Vec<String>,
        /// The folder where the older store stands.
        kept: PathBuf,
    },
}

impl Project {
    /// Brings the store in a folder to the format of this program, with the corrections that are in force. The older one is
    /// kept beside it, under the same name with its format. Where something fails the folder stays as it was.
    ///
    /// # Errors
    /// [`StoreError::Version`] where the format is too old to be read, or newer than this program; else where the store cannot
    /// be read or the new one not be written.
    pub fn upgrade(&self, folder: &Path, corrections: &Corrections) -> Result<Upgrade, StoreError> {
        if Store::format(folder)? == Some(Store::FORMAT) {
            return Ok(Upgrade::Current);
        }
        let old = Format4::open(folder)?;
        let (kept, beside) = (named(folder, "format4"), named(folder, "upgrade"));
        for path in [&kept, &beside] {
            if path.exists() {
                let reason = format!("{} is in the way; move it elsewhere", path.display());
                return Err(StoreError::NotAStore { path: folder.to_owned(), reason });
            }
        }
        let options = Options { base: Some(old.base().to_owned()), engine: self.engine(), ..Options::default() };
        let store = Store::create(&beside, &options)?;
        let filled = self.convert(&old, &store, corrections);
        let (articles, claims, uncorrected) = match filled {
            Ok(counts) => counts,
            Err(error) => {
                store.discard(false);
                return Err(error);
            }
        };
        // Both are closed before their folders move.
        drop((old, store));
        fs::rename(folder, &kept).map_err(StoreError::io(folder))?;
        fs::rename(&beside, folder).map_err(|error| {
            // The older one stands again, or both stand under names that the error tells.
            drop(fs::rename(&kept, folder));
            StoreError::io(folder)(error)
        })?;
        Ok(Upgrade::Done { articles, claims, uncorrected, kept })
    }

    /// Puts the articles of an older store into a new one; gives how many, their claims, and those that lost corrections.
    fn convert(
        &self,
        old: &Format4,
        store: &Store,
        corrections: &Corrections,
    ) -> Result<(usize, usize, Vec<String>), StoreError> {
        let mut batch = store.batch_with(corrections)?;
        let (ids, mut claims, mut corrected) = (old.articles()?, 0, Vec::new());
        for id in &ids {
            let mut article = old.read(id)?;
            self.extractor.know_more(&mut article.extraction);
            claims += article.extraction.claims.len();
            if article.corrected {
                corrected.push(id.clone());
            }
            batch.add_old(&article)?;
        }
        batch.commit()?;
        let still = store.corrected_ids()?;
        corrected.retain(|id| !still.contains(id));
        Ok((ids.len(), claims, corrected))
    }
}

/// A path beside a folder.
fn named(folder: &Path, ending: &str) -> PathBuf {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    whole.with_file_name(format!("{name}.{ending}"))
}
