//! A word before its sentence is known.

use crate::text::Span;

/// A word of a paragraph: its characters in the article's text, and their letters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub(crate) span: Span,
    pub(crate) form: &'a str,
    /// Whether white space follows.
    pub(crate) space_after: bool,
}
