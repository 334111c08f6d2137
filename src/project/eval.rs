//! Evaluation against a gold standard: finds the texts that the gold names, reads them, and passes them to the scorers.

use std::{fs, io, ops::ControlFlow, path::Path};

use super::{Project, extract::guarded, ordered};
use crate::{
    eval::{Evaluation, Gold, GoldError, Report},
    reference::Reading,
    rules::Claim,
    text::{Article, DecodeError, Diagnostic, Item, decode},
};

/// Why there is nothing to evaluate against.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EvalError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] io::Error),
    /// It is not text.
    #[error(transparent)]
    Decode(#[from] DecodeError),
    /// It holds no gold standard.
    #[error(transparent)]
    Gold(#[from] GoldError),
}

/// Reads a gold standard; lines that are wrong are left out and reported.
///
/// # Errors
/// Where the file cannot be read, or nothing in it is known.
pub fn gold(path: &Path) -> Result<(Gold, Vec<Diagnostic>), EvalError> {
    let bytes = fs::read(path)?;
    Ok(Gold::parse(&path.display().to_string(), &decode(&bytes, None)?)?)
}

impl Project {
    /// The scores of this project on a gold standard. Texts that the gold lacks come from `items`; other articles are
    /// not read. What goes wrong is told to `tell`.
    pub fn evaluate(
        &self,
        gold: &Gold,
        items: impl Iterator<Item = Item> + Send,
        threads: usize,
        mut tell: impl FnMut(&Diagnostic),
    ) -> Report {
        let places = gold.places();
        let own: Vec<Item> = gold.own_articles().map(Item::Article).collect();
        let wanted = |item: &Item| match item {
            Item::Article(article) => places.contains_key(article.id.as_str()),
            Item::Diagnostic(_) => true,
        };
        let mut evaluation = Evaluation::new(gold);
        let items = own.into_iter().chain(items).filter(wanted);
        let work = |item| match item {
            Item::Diagnostic(diagnostic) => Err(diagnostic),
            Item::Article(article) => self.read_for(gold, article),
        };
        ordered(items, threads, work, |outcome: Result<(Box<Reading>, Vec<Claim>), Diagnostic>| {
            match outcome {
                Err(diagnostic) => tell(&diagnostic),
                Ok((reading, claims)) => {
                    if let Some(&place) = places.get(reading.article.id.as_str()) {
                        evaluation.add(place, &reading, &claims).iter().for_each(&mut tell);
                    }
                }
            }
            ControlFlow::Continue(())
        });
        for id in evaluation.missing() {
            tell(&Diagnostic::error("", format!("the gold speaks of article {id:?}, which is not among the articles")));
        }
        evaluation.finish()
    }

    /// The rules fire only where their claims are compared.
    fn read_for(&self, gold: &Gold, article: Article) -> Result<(Box<Reading>, Vec<Claim>), Diagnostic> {
        let id = article.id.clone();
        guarded(&id, || {
            if matches!(gold, Gold::Claims(_)) {
                let (extraction, reading) = self.extractor().extract_with_reading(article);
                (Box::new(reading), extraction.claims)
            } else {
                (Box::new(self.read(article)), Vec::new())
            }
        })
    }
}
