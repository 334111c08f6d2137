//! Changes and comparisons of a store without reading articles: what a build would do, removal, differences.

use std::{collections::BTreeSet, fs, io, path::Path};

use crate::{
    graph::{Corrections, Facts, Options, Problem, Store, StoreError, content_hash},
    text::{Article, Item},
};

use super::Project;

/// What a build would do with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The store does not have it.
    New,
    /// The store has another version.
    Changed,
    /// The store has it, read by another version of the program, its data or a user's rules.
    Stale,
    /// The store has it.
    Unchanged,
}

/// What became of articles that were to be taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Removal {
    /// How many were taken out.
    pub removed: usize,
    /// How many are left.
    pub left: usize,
    /// Ids that the store does not have, each with the nearest one that it has.
    pub missing: Vec<(String, Option<String>)>,
}

/// Why corrections cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CorrectionsError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The file has mistakes; all of them, by line.
    #[error("the corrections have mistakes")]
    Problems(Vec<Problem>),
}

/// Why a state cannot be compared.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Project {
    /// The corrections of a file, which may speak of this project's names by their ids.
    ///
    /// # Errors
    /// Where the file cannot be read, or has mistakes.
    pub fn corrections(&self, path: &Path) -> Result<Corrections, CorrectionsError> {
        let name = path.display().to_string();
        let text =
            fs::read_to_string(path).map_err(|source| CorrectionsError::Unreadable { path: name.clone(), source })?;
        Corrections::parse(&name, &text, &self.extractor.reader.gazetteer).map_err(CorrectionsError::Problems)
    }
}

/// Takes articles out of the store in a folder.
///
/// # Errors
/// Where the store cannot be opened or written.
pub fn remove(folder: &Path, ids: &[String]) -> Result<Removal, StoreError> {
    let store = Store::open(folder, &Options::default())?;
    let known: BTreeSet<String> = store.articles()?.into_iter().map(|article| article.id).collect();
    let mut removal = Removal::default();
    let mut batch = store.batch()?;
    for id in ids.iter().collect::<BTreeSet<_>>() {
        if batch.remove(id)? {
            continue;
        }
        // Ids of files are paths: a file name alone is the end of one.
        let below = format!("/{id}");
        let near = known.iter().find(|known| known.ends_with(&below)).cloned();
        let near = near.or_else(|| {
            known
                .iter()
                .map(|other| (strsim::damerau_levenshtein(id, other), other))
                .min()
                .filter(|(distance, _)| *distance <= 2.max(id.chars().count() / 4))
                .map(|(_, near)| near.clone())
        });
        removal.missing.push((id.clone(), near));
    }
    removal.removed = batch.commit()?.removed;
    removal.left = known.len() - removal.removed;
    Ok(removal)
}

/// The facts of a state: of the store in a folder, or of an export of one in N-Quads.
///
/// # Errors
/// Where it cannot be read.
pub fn facts(path: &Path) -> Result<Facts, StateError> {
    if !path.is_file() {
        return Ok(Store::open_read_only(path)?.facts()?);
    }
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|source| StateError::Unreadable { path: name.clone(), source })?;
    Ok(Store::of_nquads(&name, &bytes)?.facts()?)
}

impl Project {
    /// What a build of this project would do with an article.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn standing(&self, store: &Store, article: &Article) -> Result<Standing, StoreError> {
        Ok(match store.article(&article.id)? {
            None => Standing::New,
            Some(known) if known.hash != content_hash(article) => Standing::Changed,
            Some(known) if known.engine != self.engine() => Standing::Stale,
            Some(_) => Standing::Unchanged,
        })
    }

    /// What a build would do with some articles, by id; items that are no articles are handed to `tell`.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn standings(
        &self,
        store: &Store,
        items: impl Iterator<Item = Item>,
        mut tell: impl FnMut(&crate::text::Diagnostic),
    ) -> Result<Vec<(String, Standing)>, StoreError> {
        let mut found = Vec::new();
        for item in items {
            match item {
                Item::Diagnostic(diagnostic) => tell(&diagnostic),
                Item::Article(article) => found.push((article.id.clone(), self.standing(store, &article)?)),
            }
        }
        found.sort();
        Ok(found)
    }
}
