//! Claims from articles: runs the floors above over a stream of articles.

use std::{
    io,
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
};

use super::{Project, ordered, rows::guarded_cells};
use crate::{
    reference::Reading,
    rules::{Claim, Extraction},
    text::{Article, Diagnostic, Item, plain_article},
};

/// What becomes of an item of the input.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// An article with its claims.
    Extraction(Box<Extraction>),
    /// A remark; where it is an error an article was left out.
    Diagnostic(Diagnostic),
}

/// A claims table in CSV (RFC 4180, line feeds), with its header even if no claim follows.
#[derive(Debug)]
pub struct ClaimsTable<W: io::Write> {
    rows: csv::Writer<W>,
    /// Whether text that a spreadsheet would take for a formula is guarded.
    guards: bool,
}

impl<W: io::Write> ClaimsTable<W> {
    /// A table that has its header and no claim yet.
    ///
    /// # Errors
    /// Where the header cannot be written.
    pub fn new(mut out: W) -> io::Result<Self> {
        // serde names the columns once a row is there, so an empty claim is written and its row left out.
        let mut sample = csv::Writer::from_writer(Vec::new());
        sample.serialize(Claim::default())?;
        let sample = sample.into_inner().unwrap_or_default();
        let header = sample.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
        out.write_all(header)?;
        Ok(Self { rows: csv::WriterBuilder::new().has_headers(false).from_writer(out), guards: false })
    }

    /// The same, with an apostrophe before text that a spreadsheet would take for a formula.
    ///
    /// # Errors
    /// Where the header cannot be written.
    pub fn guarded(out: W) -> io::Result<Self> {
        Ok(Self { guards: true, ..Self::new(out)? })
    }

    /// Adds a claim.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn write(&mut self, claim: &Claim) -> io::Result<()> {
        if self.guards {
            Ok(self.rows.write_record(&guarded_cells(claim)?)?)
        } else {
            Ok(self.rows.serialize(claim)?)
        }
    }

    /// Hands all claims so far to the output.
    ///
    /// # Errors
    /// Where the output cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.rows.flush()
    }
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
    /// The claims of a text, in the order of their evidence. The text may begin with a line `date YYYY-MM-DD`, the day of
    /// publication, against which "Thursday" is read; without one such dates stay open.
    ///
    /// Never fails: a text that says nothing of politics has no claims. Offsets of claims count the characters of `text`.
    ///
    /// ```
    /// let project = chancery::Project::embedded();
    /// let claims = project.claims("date 2022-07-09\nWang Yi met Sergei Lavrov in Bali on Thursday.");
    /// assert_eq!(claims[0].relation, "metWith");
    /// assert_eq!(claims[0].date, "2022-07-07");
    /// ```
    #[must_use]
    pub fn claims(&self, text: &str) -> Vec<Claim> {
        self.extractor.extract(plain_article("text", text)).claims
    }

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
