//! A mistake in a data file, with the place where it stands and what to do about it.
//!
//! Loading collects problems instead of stopping at the first, so that an author mends a file in one go.

use std::{fmt, ops::Range};

/// One mistake in a rule or lexicon file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as it was named to the loader.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it; empty where the message says it all.
    pub help: String,
    /// The line as written, for the picture with the caret.
    pub source: String,
}

impl Problem {
    /// A problem at a byte of a file's text.
    #[must_use]
    pub fn at(file: &str, text: &str, byte: usize, message: impl Into<String>, help: impl Into<String>) -> Self {
        let byte = (0..=byte.min(text.len())).rev().find(|&byte| text.is_char_boundary(byte)).unwrap_or(0);
        let before = &text[..byte];
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
            message: message.into(),
            help: help.into(),
            source: text[start..].lines().next().unwrap_or_default().to_owned(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        write!(formatter, "\n    {}", self.source)?;
        // Tabs stay tabs, so that the caret stands below its character whatever their width.
        let lead: String =
            self.source.chars().take(self.column - 1).map(|letter| if letter == '\t' { '\t' } else { ' ' }).collect();
        write!(formatter, "\n    {lead}^")?;
        if !self.help.is_empty() {
            write!(formatter, " {}", self.help)?;
        }
        Ok(())
    }
}

/// "did you mean …?" with the known name nearest to a mistyped one, or the list of what is known where none is near.
#[must_use]
pub(super) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.into_iter().collect();
    known.sort_unstable();
    known.dedup();
    let near = known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&name.to_lowercase(), &candidate.to_lowercase()), *candidate))
        .min();
    match near {
        Some((distance, candidate)) if distance <= 2.max(name.chars().count() / 3) => {
            format!("did you mean \"{candidate}\"?")
        }
        _ if known.is_empty() => String::new(),
        _ => format!("known are: {}", known.join(", ")),
    }
}

/// A value with the bytes of the file that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located<T> {
    /// The value.
    pub(super) value: T,
    /// Bytes of the file, quotes included.
    pub(super) bytes: Range<usize>,
}

impl Located<String> {
    /// The byte in the file of byte `offset` of this string; the string's start where it was written with escapes
    /// or over several lines, since offsets do not carry over then.
    pub(super) fn byte(&self, text: &str, offset: usize) -> usize {
        let written = text.get(self.bytes.clone()).unwrap_or_default();
        if written.len() == self.value.len() + 2 && written[1..].starts_with(&self.value) {
            self.bytes.start + 1 + offset
        } else {
            self.bytes.start
        }
    }

    /// The line of the file on which it begins, from 1.
    pub(super) fn line(&self, text: &str) -> usize {
        text[..self.bytes.start.min(text.len())].matches('\n').count() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, did_you_mean};

    #[test]
    fn points_at_characters_not_bytes() {
        let text = "one\nTürkiye = 1\n";
        let problem = Problem::at("a.toml", text, text.find('=').expect("it is there"), "odd", "mend it");
        assert_eq!((problem.line, problem.column), (2, 9));
        assert_eq!(problem.to_string(), "a.toml:2:9: odd\n    Türkiye = 1\n            ^ mend it");
    }

    #[test]
    fn names_the_nearest_or_all() {
        assert_eq!(did_you_mean("pattren", ["pattern", "fires"]), "did you mean \"pattern\"?");
        assert_eq!(did_you_mean("xyz", ["pattern", "fires"]), "known are: fires, pattern");
    }
}
