//! Why a sentence yields what it yields: the work of each floor laid open.

use super::Project;
use crate::{
    clauses::Reading,
    rules::{ClauseExplanation, Extraction},
    text::Article,
};

/// All that was read in a text, and what the rules made of it.
#[derive(Debug)]
pub struct Explanation {
    /// Sentences, mentions, times and clauses.
    pub reading: Reading,
    /// The claims.
    pub extraction: Extraction,
    /// For each clause the rules that fired, and the nearest that did not.
    pub clauses: Vec<ClauseExplanation>,
}

impl Project {
    /// Reads an article and keeps the reasons.
    #[must_use]
    pub fn explain(&self, article: Article) -> Explanation {
        let (extraction, reading) = self.extractor.extract_with_reading(article);
        let clauses = self.extractor.rules.explain(&reading);
        Explanation { reading, extraction, clauses }
    }
}
