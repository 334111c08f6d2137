//! Builds a store from articles: adds new ones, replaces changed ones, skips the others.

use std::{ops::ControlFlow, path::Path};

use super::{Outcome, Project, ordered};
use crate::{
    graph::{Correction, Corrections, Options, Store, StoreError, Summary, Table, difference},
    text::{Diagnostic, Item},
};

/// What a build has to tell on its way.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildStep<'a> {
    /// An article was read, with that many claims.
    Read(usize),
    /// An article is in the store already.
    Unchanged,
    /// A remark; where it is an error an article was left out.
    Diagnostic(&'a Diagnostic),
    /// A correction that matches nothing in the store as it is now.
    Unmatched(&'a Correction),
    /// What changed, where that was asked for.
    Changes(&'a Table),
}

/// How a store is built: by default on one thread, without corrections.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BuildOptions {
    /// Articles read at the same time.
    pub threads: usize,
    /// What a person corrected.
    pub corrections: Corrections,
    /// Whether to tell which facts changed; both states are then in memory.
    pub changes: bool,
    /// Whether undated articles take the dates that can be inferred.
    pub infer_dates: bool,
}

impl Default for BuildOptions {
    fn default() -> Self {
        Self { threads: 1, corrections: Corrections::default(), changes: false, infer_dates: false }
    }
}

enum Work {
    Done(Outcome),
    Unchanged,
}

impl Project {
    /// Reads articles into the store of a folder, which is made where there is none, and applies the corrections to them
    /// and to all that the store has. All of it becomes visible at once, at the end; a run that breaks off leaves the
    /// store as it was.
    ///
    /// # Errors
    /// Where the store cannot be opened or written. What is wrong with an article is told to `tell` and no error.
    pub fn build(
        &self,
        items: impl Iterator<Item = Item> + Send,
        folder: &Path,
        how: &BuildOptions,
        tell: impl FnMut(BuildStep<'_>),
    ) -> Result<Summary, StoreError> {
        let options = Options { engine: self.engine(), ..Options::default() };
        let (had_store, had_folder) = (Store::is_in(folder), folder.exists());
        let store = Store::open_or_create(folder, &options)?;
        let result = self.fill(&store, items, how, tell);
        if result.is_err() && !had_store {
            // A store that nothing came into is no store: the next run starts afresh.
            store.discard(had_folder);
        }
        result
    }

    fn fill(
        &self,
        store: &Store,
        items: impl Iterator<Item = Item> + Send,
        how: &BuildOptions,
        mut tell: impl FnMut(BuildStep<'_>),
    ) -> Result<Summary, StoreError> {
        let before = how.changes.then(|| store.facts()).transpose()?;
        let mut batch = store.batch_with(&how.corrections)?;
        let mut unchanged = 0;
        let mut failure = None;
        let work = |item| match item {
            Item::Diagnostic(diagnostic) => Ok(Work::Done(Outcome::Diagnostic(diagnostic))),
            Item::Article(article) if store.is_current(&article)? => Ok(Work::Unchanged),
            Item::Article(article) => Ok(Work::Done(self.extract_one(article))),
        };
        ordered(items, how.threads, work, |result: Result<Work, StoreError>| {
            let step = result.and_then(|work| {
                match &work {
                    Work::Unchanged => {
                        unchanged += 1;
                        tell(BuildStep::Unchanged);
                    }
                    Work::Done(Outcome::Diagnostic(diagnostic)) => tell(BuildStep::Diagnostic(diagnostic)),
                    Work::Done(Outcome::Extraction(extraction)) => {
                        batch.add(extraction)?;
                        tell(BuildStep::Read(extraction.claims.len()));
                    }
                }
                Ok(())
            });
            match step {
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        });
        match failure {
            Some(error) => Err(error),
            None => {
                let mut summary = batch.commit()?;
                summary.unchanged += unchanged;
                if how.infer_dates {
                    let inferred = store.inferred(&self.extractor.reader.gazetteer)?;
                    summary.inferred = inferred.iter().map(|article| article.dates.len()).sum();
                    store.batch_with(&how.corrections.with_inferred(&inferred))?.commit()?;
                }
                summary.outgrown = store.outgrown()?;
                for correction in store.unmatched(&how.corrections)? {
                    tell(BuildStep::Unmatched(correction));
                }
                if let Some(before) = before {
                    tell(BuildStep::Changes(&difference(&before, &store.facts()?)));
                }
                Ok(summary)
            }
        }
    }
}
