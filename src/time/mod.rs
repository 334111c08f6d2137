//! When: temporal expressions of the text, as TIMEX3 values and EDTF dates.
//!
//! A date is never guessed: what the words and the publication date do not settle stays underspecified.
//!
//! The way of an expression, and the order in which to read the files, each of which uses only those before it:
//! * `edtf` has dates with their bounds, `meaning` what words say of a time before it is known from which day they are
//!   said, `expression` what comes out.
//! * `class` names what a word can be in the grammar, `atom` is a piece of a sentence, `captured` what a match captures.
//! * `guard` says what the surroundings of a match must fulfil, `reading` what it means; `table` is the grammar, a rule a
//!   line, `pattern` compiles and matches it.
//! * `vocabulary` has the words of dates with the compiled grammar, `pieces` cuts tokens into atoms by it.
//! * `tense` looks ahead or back as the governing verb says, `anchor` resolves meanings against the publication date or
//!   the date told before, and `article` does all this for an article.
//!
//! Grammar and calendar are apart, so that each can be tested by itself. No other language is read.

mod anchor;
mod article;
mod atom;
mod captured;
mod class;
mod edtf;
mod expression;
mod guard;
mod meaning;
mod pattern;
mod pieces;
mod reading;
mod reading_more;
mod table;
mod tense;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use article::read;
pub use edtf::{Edtf, Season};
pub use expression::{TimeExpression, TimexType};
