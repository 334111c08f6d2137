//! Reads article formats into [`Article`]: decoded text with its metadata, before any analysis of language.
//!
//! Every offset in chancery counts characters (Unicode scalar values) of [`Article::text`]. Of plain text and of records that
//! is the text as it was given, so an offset leads back to the place in the user's own file; of other formats it is the text
//! that the reader made, as `chancery read` prints it.

mod byline;
mod clutter;
mod date;
mod decode;
mod diagnostic;
mod format;
mod metadata;
mod part;
mod read;
mod records;
mod span;
mod stretch;

pub use clutter::{Kind, LeftOut, mark};
pub use date::{DateError, parse_day, read_day};
pub use decode::{DecodeError, decode, encoding};
pub use diagnostic::{Diagnostic, Severity};
pub use format::{Format, HEAD};
pub use metadata::{Metadata, Sidecar};
pub use part::Part;
pub use read::{
    Column, ColumnError, Columns, Field, HeaderError, Input, Item, LONGEST, Packing, Random, ReadOptions, Reader,
    Records, Source, plain_article, read_plain, reader, unpacked,
};
pub use span::{Characters, Span};
pub use stretch::Stretch;

pub use encoding_rs::Encoding;

use jiff::civil::Date;

/// Where the publication date of an article was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DateFrom {
    /// A `date` header in the text itself, or a date field of the record.
    Header,
    /// A sidecar file of metadata.
    Metadata,
    /// The command line.
    Option,
}

/// One text with its metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Article {
    /// The id given in the input, else the file's path below the folder that was named.
    pub id: String,
    /// The headline, where it is given apart from the text.
    pub title: Option<String>,
    /// The day of publication. `None` is legal: relative dates then stay unresolved.
    pub published: Option<Date>,
    /// Where [`Article::published`] comes from; `None` exactly when that is `None`.
    pub date_from: Option<DateFrom>,
    /// The outlet or agency.
    pub source: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// Who wrote it, as it says.
    pub authors: Vec<String>,
    /// The language that it says it is in, such as `en-GB`.
    pub language: Option<String>,
    /// The text as given, decoded to Unicode; every [`Span`] counts its characters.
    pub text: String,
    /// The part of the text that is prose: all of it but a `date` header.
    pub body: Span,
    /// What stood among the prose and is no part of the article. What still stands in the text has its place there, in
    /// ascending order, and is passed over.
    pub left_out: Vec<LeftOut>,
    /// Of pages, which bytes of the source each stretch of the text comes from, where [`ReadOptions::offsets`] asks for it.
    pub offsets: Vec<Stretch>,
}

impl Article {
    /// An article of bare text with an id, undated, all of it prose.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let body = Span::new(0, text.chars().count());
        Self {
            id: id.into(),
            title: None,
            published: None,
            date_from: None,
            source: None,
            url: None,
            authors: Vec::new(),
            language: None,
            text,
            body,
            left_out: Vec::new(),
            offsets: Vec::new(),
        }
    }

    /// The parts of the text that are marked as no part of the article.
    pub fn clutter(&self) -> impl Iterator<Item = Span> {
        self.left_out.iter().filter_map(|part| part.span)
    }

    /// The prose of the article: its body without clutter.
    #[must_use]
    pub fn prose(&self) -> String {
        let mut prose = String::new();
        let mut next = self.clutter().peekable();
        for (at, letter) in self.text.chars().enumerate().take(self.body.end).skip(self.body.begin) {
            while next.next_if(|part| part.end <= at).is_some() {}
            if next.peek().is_none_or(|part| at < part.begin) {
                prose.push(letter);
            }
        }
        prose
    }
}
