//! Coverage of the rules over articles: every sentence with two actors and no claim.

use std::ops::ControlFlow;

use super::{Project, ordered};
use crate::{
    reference::Reading,
    rules::{Contest, Unclaimed},
    text::{Diagnostic, Item},
};

/// What becomes of an item of the input.
#[derive(Debug)]
#[non_exhaustive]
pub enum CoverageStep {
    /// An article, which of its sentences have two actors and no claim, and which rules met on its clauses.
    Article(Box<Reading>, Vec<Unclaimed>, Contest),
    /// A remark; where it is an error an article was left out.
    Diagnostic(Diagnostic),
}

impl Project {
    /// The coverage of a stream of articles, in its order whatever the number of threads, until `sink` breaks.
    pub fn coverage(
        &self,
        items: impl Iterator<Item = Item> + Send,
        threads: usize,
        sink: impl FnMut(CoverageStep) -> ControlFlow<()>,
    ) {
        let work = |item| match item {
            Item::Article(article) => {
                let reading = self.read(article);
                let (contest, unclaimed) = self.extractor.rules.coverage(&reading);
                CoverageStep::Article(Box::new(reading), unclaimed, contest)
            }
            Item::Diagnostic(diagnostic) => CoverageStep::Diagnostic(diagnostic),
        };
        ordered(items, threads, work, sink);
    }
}
