//! Where the text of an article comes from: stretches of it, and the bytes of the source that they stand for.

use std::ops::Range;

use super::Span;

/// A stretch of an article's text, and the bytes of its source.
///
/// Where both have as many characters, each stands for one; else the stretch as a whole stands for the bytes: a reference
/// (`&eacute;`), or a space for several.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stretch {
    /// Characters of the text.
    pub text: Span,
    /// Bytes of the source.
    pub bytes: Range<usize>,
}

impl Stretch {
    /// A stretch of text that comes from these bytes.
    pub(crate) fn new(text: Span, bytes: Range<usize>) -> Self {
        Self { text, bytes }
    }
}
