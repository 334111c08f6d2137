//! Open, build, extract, query, export, explain: what the command line and bindings call.
//!
//! Everything here returns values and never prints, so that a program that embeds chancery decides what is shown. This
//! is the first floor that touches files.

mod input;
mod ordered;
mod parse;

pub use input::{Articles, InputOptions};
pub use ordered::ordered;
pub use parse::{ParseError, ParseInput, parse};
