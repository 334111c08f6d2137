//! Articles into a store: what is new is read and added, what changed is replaced, what is there already is skipped.

use std::{ops::ControlFlow, path::Path};

use super::{Outcome, Project, ordered};
use crate::{
    graph::{Options, Store, StoreError, Summary},
    text::{Diagnostic, Item},
};

/// What a build has to tell on its way.
#[derive(Debug)]
pub enum BuildStep<'a> {
    /// An article was read, with that many claims.
    Read(usize),
    /// An article is in the store already.
    Unchanged,
    /// A remark; where it is an error an article was left out.
    Diagnostic(&'a Diagnostic),
}

enum Work {
    Done(Outcome),
    Unchanged,
}

impl Project {
    /// Reads articles into the store of a folder, which is made where there is none, on that many threads. All of it
    /// becomes visible at once, at the end; a run that breaks off leaves the store as it was.
    ///
    /// # Errors
    /// Where the store cannot be opened or written. What is wrong with an article is told to `tell` and no error.
    pub fn build(
        &self,
        items: impl Iterator<Item = Item> + Send,
        folder: &Path,
        threads: usize,
        mut tell: impl FnMut(BuildStep<'_>),
    ) -> Result<Summary, StoreError> {
        let options = Options { engine: self.engine(), ..Options::default() };
        let store = Store::open_or_create(folder, &options)?;
        let mut batch = store.batch()?;
        let mut unchanged = 0;
        let mut failure = None;
        let work = |item| match item {
            Item::Diagnostic(diagnostic) => Ok(Work::Done(Outcome::Diagnostic(diagnostic))),
            Item::Article(article) if store.is_current(&article)? => Ok(Work::Unchanged),
            Item::Article(article) => Ok(Work::Done(self.extract_one(article))),
        };
        ordered(items, threads, work, |result: Result<Work, StoreError>| {
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
                Ok(summary)
            }
        }
    }
}
