//! The part of a file that an article is.

use std::fmt;

/// The part of a file that an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// The record that ends on this line, from 1.
    Line(usize),
    /// The record of this number, from 1.
    Record(usize),
}

impl fmt::Display for Part {
    /// What follows the name of the file: `:7` or `, record 7`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => Ok(()),
            Self::Line(line) => write!(out, ":{line}"),
            Self::Record(number) => write!(out, ", record {number}"),
        }
    }
}
