//! Precision and recall against a gold standard, with the misses. There is one scorer for each layer.
//!
//! A [`Gold`] is a claims table, with the columns that its author filled, or annotations of any layers in JSON lines; the
//! format is detected from the columns and fields. An [`Evaluation`] takes what the program read, article by article, and
//! ends in a [`Report`]. `docs/evaluation.md` defines each measure.
//!
//! No file is opened here.

mod annotations;
mod attributions;
mod claims;
mod coreference;
mod events;
mod factuality;
mod gold;
mod mentions;
mod pairing;
mod report;
mod table;
mod times;

pub use gold::{Document, Gold, GoldError};
pub use report::{Fault, Figure, Remark, Report, Row};

use crate::{
    reference::Reading,
    rules::Claim,
    text::{Article, Diagnostic},
};

/// Compares what is read, article by article, with a gold standard.
#[derive(Debug)]
pub struct Evaluation<'g> {
    gold: &'g Gold,
    scorer: Scorer<'g>,
    /// Which of the gold's articles were compared.
    seen: Vec<bool>,
}

#[derive(Debug)]
enum Scorer<'g> {
    Claims(claims::Scorer<'g>),
    Layers(Box<annotations::Scorer<'g>>),
}

impl<'g> Evaluation<'g> {
    /// Nothing compared yet.
    #[must_use]
    pub fn new(gold: &'g Gold) -> Self {
        let scorer = match gold {
            Gold::Claims(table) => Scorer::Claims(claims::Scorer::new(table)),
            Gold::Annotations(documents) => Scorer::Layers(Box::new(annotations::Scorer::new(documents))),
        };
        Self { gold, scorer, seen: vec![false; gold.articles()] }
    }

    /// Compares one article; `index` is its place in the gold by [`Gold::places`]. What is wrong with the gold itself,
    /// such as an offset that its words do not fit, comes back.
    pub fn add(&mut self, index: usize, reading: &Reading, claims: &[Claim]) -> Vec<Diagnostic> {
        self.seen[index] = true;
        match &mut self.scorer {
            Scorer::Claims(scorer) => {
                scorer.add(index, claims);
                Vec::new()
            }
            Scorer::Layers(scorer) => scorer.add(index, reading),
        }
    }

    /// The articles of the gold that were not compared.
    #[must_use]
    pub fn missing(&self) -> Vec<&'g str> {
        let gold = self.gold;
        (0..self.seen.len()).filter(|&index| !self.seen[index]).map(|index| gold.id(index)).collect()
    }

    /// The scores of all that was compared.
    #[must_use]
    pub fn finish(self) -> Report {
        let articles = self.seen.iter().filter(|seen| **seen).count();
        let mut report = Report { articles, ..Report::default() };
        match self.scorer {
            Scorer::Claims(scorer) => scorer.finish(&mut report),
            Scorer::Layers(scorer) => scorer.finish(&mut report),
        }
        report
    }
}

impl Gold {
    /// The articles whose text the gold itself holds, in order.
    pub fn own_articles(&self) -> impl Iterator<Item = Article> + '_ {
        let documents = match self {
            Self::Claims(_) => &[][..],
            Self::Annotations(documents) => documents,
        };
        documents.iter().filter_map(gold::Document::article)
    }
}

#[cfg(test)]
mod tests;
