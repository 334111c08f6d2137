//! Articles to claims: the whole chain of the upper floors over one stream.

use std::{
    io,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::{Project, ordered};
use crate::{
    clauses::Reading,
    rules::{Claim, Extraction},
    text::{Article, Diagnostic, Item},
};

/// What becomes of an item of the input.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An article with its claims.
    Extraction(Box<Extraction>),
    /// A remark; where it is an error an article was left out.
    Diagnostic(Diagnostic),
}

/// A claims table in CSV.
pub type ClaimsTable<W> = csv::Writer<W>;

/// A claims table with its header, even if no claim follows; `serialize` adds a claim.
///
/// # Errors
/// Where the header cannot be written.
pub fn claims_table<W: io::Write>(mut out: W) -> Result<ClaimsTable<W>, csv::Error> {
    // serde names the columns once a row is there, so an empty claim is written and its row left out.
    let mut sample = csv::Writer::from_writer(Vec::new());
    sample.serialize(Claim::default())?;
    let sample = sample.into_inner().unwrap_or_default();
    let header = sample.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
    out.write_all(header)?;
    Ok(csv::WriterBuilder::new().has_headers(false).from_writer(out))
}

/// Work on one article; a mistake in the program that it reveals becomes an error, so that one article costs one article.
pub(super) fn guarded<T>(id: &str, work: impl FnOnce() -> T) -> Result<T, Diagnostic> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| {
        Diagnostic::error(
            "",
            format!("article {id:?} was left out because of a mistake in this program; please report it with its text"),
        )
    })
}

impl Project {
    /// The claims of one article. Never fails; an article that reveals a mistake in the program itself yields an error
    /// that names it.
    pub fn extract_one(&self, article: Article) -> Outcome {
        let id = article.id.clone();
        match guarded(&id, || self.extractor.extract(article)) {
            Ok(extraction) => Outcome::Extraction(Box::new(extraction)),
            Err(diagnostic) => Outcome::Diagnostic(diagnostic),
        }
    }

    /// The claims of a stream of articles, in its order whatever the number of threads, until `sink` breaks.
    pub fn extract(
        &self,
        items: impl Iterator<Item = Item> + Send,
        threads: usize,
        sink: impl FnMut(Outcome) -> ControlFlow<()>,
    ) {
        let work = |item| match item {
            Item::Article(article) => self.extract_one(article),
            Item::Diagnostic(diagnostic) => Outcome::Diagnostic(diagnostic),
        };
        ordered(items, threads, work, sink);
    }

    /// An article read as far as its clauses.
    #[must_use]
    pub fn read(&self, article: Article) -> Reading {
        self.extractor.reader.read(article)
    }
}
