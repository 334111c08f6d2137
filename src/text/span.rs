//! The one span type: a half-open stretch of characters of an article's text; and how to cut many from one text.

use serde::{Deserialize, Serialize};

/// Characters `begin..end` (Unicode scalar values, not bytes) of [`Article::text`](super::Article::text).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First character.
    pub begin: usize,
    /// One past the last character.
    pub end: usize,
}

impl Span {
    /// The stretch from `begin` up to, not including, `end`.
    #[must_use]
    pub fn new(begin: usize, end: usize) -> Self {
        debug_assert!(begin <= end, "a span ends where it begins or later");
        Self { begin, end }
    }

    /// The number of characters.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.begin
    }

    /// Whether there is no character in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.begin == self.end
    }

    /// Whether every character of `other` is in it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.begin <= other.begin && other.end <= self.end
    }

    /// Whether the two share a character.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.begin < other.end && other.begin < self.end
    }

    /// The shortest span that covers both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { begin: self.begin.min(other.begin), end: self.end.max(other.end) }
    }

    /// The words of `text` that the span marks; empty where the span lies outside.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        let mut bounds = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
        let Some(begin) = bounds.nth(self.begin) else { return "" };
        let end = match self.len() {
            0 => begin,
            length => bounds.nth(length - 1).unwrap_or(text.len()),
        };
        &text[begin..end]
    }
}

/// A text with the byte of each character, so that many spans are cut from it in linear time.
#[derive(Debug)]
pub struct Characters<'a> {
    text: &'a str,
    bytes: Vec<usize>,
}

impl<'a> Characters<'a> {
    /// Counts the characters of a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, bytes: text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect() }
    }

    /// The words that the span marks; empty where it lies outside.
    #[must_use]
    pub fn of(&self, span: Span) -> &'a str {
        match (self.bytes.get(span.begin), self.bytes.get(span.end)) {
            (Some(&begin), Some(&end)) if begin <= end => &self.text[begin..end],
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Characters, Span};

    #[test]
    fn counts_characters_not_bytes() {
        let text = "Türkiye’s envoy";
        assert_eq!(Span::new(0, 7).of(text), "Türkiye");
        assert_eq!(Span::new(10, 15).of(text), "envoy");
        assert_eq!(Span::new(10, 10).of(text), "");
        assert_eq!(Span::new(99, 100).of(text), "");
        for (begin, end) in [(0, 7), (10, 15), (10, 10), (14, 99), (99, 100)] {
            let span = Span::new(begin, end);
            if end <= 15 {
                assert_eq!(Characters::new(text).of(span), span.of(text));
            } else {
                assert_eq!(Characters::new(text).of(span), "");
            }
        }
    }
}
