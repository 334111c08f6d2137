//! A temporal expression as it leaves this floor: where it stands, its TIMEX3 type and value, the date that it denotes.

use super::edtf::Edtf;
use crate::text::Span;

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

/// A temporal expression.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
