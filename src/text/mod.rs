//! Article formats in, [`Article`] out: decoded text with its metadata, before any language is read.
//!
//! Every offset in chancery counts characters (Unicode scalar values) of [`Article::text`], which is the text as it
//! was given: nothing is cut from it, so an offset leads back to the place in the user's own file.

mod decode;
mod diagnostic;
mod jsonl;
mod metadata;
mod plain;
mod span;

pub use decode::{DecodeError, decode, encoding};
pub use diagnostic::{Diagnostic, Severity};
pub use jsonl::{Item, LONGEST, Records};
pub use metadata::{Metadata, Sidecar, parse_day};
pub use plain::article as plain_article;
pub use span::{Characters, Span};

pub use encoding_rs::Encoding;

use jiff::civil::Date;

/// Where the publication date of an article was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateFrom {
    /// A `date YYYY-MM-DD` header in the text itself, or a date field of the record.
    Header,
    /// A sidecar file of metadata.
    Metadata,
    /// The command line.
    Option,
}

/// One text with its metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// The id given in the input, else the file's name without its folder.
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
    /// The text as given, decoded to Unicode; every [`Span`] counts its characters.
    pub text: String,
    /// The part of the text that is prose: all of it but a `date` header.
    pub body: Span,
}

impl Article {
    /// An article of bare text with an id, undated, all of it prose.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let body = Span::new(0, text.chars().count());
        Self { id: id.into(), title: None, published: None, date_from: None, source: None, url: None, text, body }
    }
}
