//! When: temporal expressions of the text, as TIMEX3 values and EDTF dates.
//!
//! A date is never guessed: what the words and the publication date do not settle stays underspecified.
//!
//! The way of an expression: tokens are cut into pieces (`atom`), a table of rules (`table`, with `pattern`, `guard`,
//! `reading`) finds expressions and what they mean, and `article` resolves meanings against the publication date or the
//! date told before (`anchor`), looking ahead or back as the governing verb says (`tense`). Grammar and calendar are
//! apart, so that each can be tested by itself. No other language is read.

mod anchor;
mod article;
mod atom;
mod edtf;
mod guard;
mod meaning;
mod pattern;
mod reading;
mod reading_more;
mod table;
mod tense;
#[cfg(test)]
mod tests;

pub use edtf::Season;

use jiff::civil::Date;

use crate::{syntax::Sentence, text::Span};

/// The four types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexType {
    /// A day or a coarser calendar date.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

impl TimexType {
    /// The word for it in TIMEX3.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// A date of known or partly known precision, as EDTF with its bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edtf {
    /// EDTF level 1 text: `2022-07-07`, `2022-02`, `2022`, `2022-02-24/2022-03-01`; empty where nothing is known.
    pub text: String,
    /// First possible day.
    pub earliest: Option<Date>,
    /// Last possible day.
    pub latest: Option<Date>,
}

/// A temporal expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// Index of the sentence.
    pub sentence: usize,
    /// First token of it in the sentence.
    pub first: usize,
    /// Last token, inclusive.
    pub last: usize,
    /// Characters of the article's text.
    pub span: Span,
    /// TIMEX3 type.
    pub timex: TimexType,
    /// TIMEX3 value: `2022-07-07`, `2022-02`, `P3D`, `XXXX-WXX-4` for a Thursday of an undated article.
    pub value: String,
    /// The calendar date that it denotes; empty text for durations, sets and what stays unresolved.
    pub date: Edtf,
    /// Id of the rule that read it.
    pub rule: &'static str,
}

/// Reads the temporal expressions of an article, in order of their spans, relative to the day of publication.
#[must_use]
pub fn read(published: Option<Date>, sentences: &[Sentence]) -> Vec<TimeExpression> {
    article::read(published, sentences)
}
