//! A message to the user about a place in the input: file, line, column, and what to do.
//!
//! Reading does not stop at a bad article. It yields a diagnostic and goes on, so diagnostics are values and not errors
//! that are returned early. The command line counts them for its exit code.

use std::fmt;

use super::part::Part;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing was lost, but the user may want to know.
    Warning,
    /// An article (or a part of the input) was left out.
    Error,
}

/// A remark on a place in the input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Whether something was lost.
    pub severity: Severity,
    /// The file as the user named it, `standard input`, or empty where the remark is about no file.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// What is wrong and what to do about it, as one sentence without a full stop.
    pub message: String,
}

impl Diagnostic {
    /// An error about a whole file.
    #[must_use]
    pub fn error(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, file: file.into(), line: None, column: None, message: message.into() }
    }

    /// A warning about a whole file.
    #[must_use]
    pub fn warning(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, message) }
    }

    /// The same at a line, from 1.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The same at a column, in characters from 1.
    #[must_use]
    pub fn at_column(mut self, column: usize) -> Self {
        self.column = Some(column);
        self
    }

    /// The same at a part of the file.
    #[must_use]
    pub fn at(mut self, part: Part) -> Self {
        match part {
            Part::Whole => {}
            Part::Line(line) => self.line = Some(line),
            Part::Record(number) => self.message = format!("record {number}: {}", self.message),
        }
        self
    }

    /// Whether an article was left out.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Diagnostic {
    /// `file:line:column: error: message`, as compilers write it, so that editors can jump there.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(out, "{}:", self.file)?;
            for number in [self.line, self.column].into_iter().flatten() {
                write!(out, "{number}:")?;
            }
            write!(out, " ")?;
        }
        let word = if self.is_error() { "error" } else { "warning" };
        write!(out, "{word}: {}", self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::Diagnostic;

    #[test]
    fn is_written_as_compilers_write() {
        let diagnostic = Diagnostic::error("a/b.jsonl", "no `text`").at_line(3);
        assert_eq!(diagnostic.to_string(), "a/b.jsonl:3: error: no `text`");
        assert_eq!(Diagnostic::warning("", "odd").to_string(), "warning: odd");
    }
}
