//! Tables of names compiled to one index of bytes, in which names are looked up as they stand.
//!
//! The build script includes this module, so that the program's own tables are compiled once, when it is built, and a
//! user's tables at run time by the same lines: there is one reader of tables, one folding of names, one format. That is
//! why nothing here names the rest of the program but the reader of tables and the folding of letters (`super::table`,
//! `super::fold`: the lexicon's, or the build script's), and why its items are `pub(crate)`.
//!
//! `words` is what names are read with, `kind` and `columns` have the words of the tables, `read` checks tables and
//! settles whose a name is, `names` keeps each name once, `write` makes the bytes, `layout` says what stands in them,
//! `bytes` has the parts that they are made of.

mod bytes;
mod columns;
mod kind;
mod layout;
mod names;
mod read;
mod words;
mod write;

pub(crate) use bytes::{Bytes, Map, Rows};
pub use kind::EntityKind;
pub(crate) use kind::Given;
pub(crate) use layout::{ACRONYM, ADJECTIVE, Column, DOUBTFUL, Index, LAST, NameColumn, TermColumn, unpack};
pub(crate) use read::{Metonym, Term};
pub(crate) use words::Words;

use super::table::{Problem, Table};

/// The index of these tables, `(file name, text)`: a user's own over those below them. The same tables give the same
/// bytes.
///
/// # Errors
/// Every problem of every table, by file and line.
pub(crate) fn compile(own: &[(&str, &str)], base: &[(&str, &str)], words: &Words<'_>) -> Result<Vec<u8>, Vec<Problem>> {
    let own: Vec<Table<'_>> = own.iter().map(|(file, text)| Table::new(file, text)).collect();
    let base: Vec<Table<'_>> = base.iter().map(|(file, text)| Table::new(file, text)).collect();
    let (facts, problems) = read::Facts::read(&own, &base, words);
    if problems.is_empty() { Ok(write::bytes(facts)) } else { Err(problems) }
}
