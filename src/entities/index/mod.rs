//! Tables of names compiled to one index of bytes, in which names are looked up as they stand.
//!
//! The build script includes this module, so that the program's own tables are compiled once, when it is built, and a
//! user's tables at run time by the same lines: there is one reader of tables, one folding of names, one format. That is
//! why nothing here names the rest of the program, and why its items are `pub(crate)`.
//!
//! `table` cuts texts into cells, `read` checks them and settles whose a name is, `names` keeps each name once, `write`
//! makes the bytes, `layout` says what stands in them, `bytes` has the parts that they are made of.

mod bytes;
mod fold;
mod layout;
mod names;
mod read;
mod table;
mod write;

pub(crate) use bytes::{Bytes, Map, Rows};
pub(crate) use fold::{Atom, Letters};
pub(crate) use layout::{
    ACRONYM, ADJECTIVE, Column, DOUBTFUL, FEMALE, Index, KINDS, LAST, MALE, NameColumn, TermColumn, unpack,
};
pub(crate) use read::{FAMILY_FIRST, Metonym, Term};
pub use table::Problem;
pub(crate) use table::{Table, list};

/// The index of these tables, `(file name, text)`: a user's own over those below them. The same tables give the same
/// bytes.
///
/// # Errors
/// Every problem of every table, by file and line.
pub(crate) fn compile(own: &[(&str, &str)], base: &[(&str, &str)], letters: &Letters) -> Result<Vec<u8>, Vec<Problem>> {
    let own: Vec<Table<'_>> = own.iter().map(|(file, text)| Table::new(file, text)).collect();
    let base: Vec<Table<'_>> = base.iter().map(|(file, text)| Table::new(file, text)).collect();
    let (facts, problems) = read::Facts::read(&own, &base, letters);
    if problems.is_empty() { Ok(write::bytes(facts)) } else { Err(problems) }
}
