//! What all readers of formats have in common: what they are given, what they yield, and how much of it they hold.
//!
//! A reader yields articles and remarks, one after another. What is wrong with one record becomes a remark, and the next
//! record follows. A reader holds one article, or one file of at most [`LONGEST`] bytes, whatever the input.

use std::{
    io::{self, BufRead, Read as _},
    vec,
};

use encoding_rs::Encoding;

use super::columns::Columns;
use crate::text::{Article, Diagnostic, Part, decode};

/// The longest record, and the longest file of a format that is read whole, in bytes: far longer than any article, and
/// short enough to hold in memory.
pub const LONGEST: usize = 16 << 20;

/// The bytes of an input.
pub type Input = Box<dyn BufRead + Send>;

/// An input that can be read from any place, as a file can and a pipe cannot.
pub trait Random: io::Read + io::Seek + Send {}

impl<T: io::Read + io::Seek + Send> Random for T {}

/// What a stream of articles yields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// An article, ready to be read.
    Article(Article),
    /// A remark; where it is an error an article was left out.
    Diagnostic(Diagnostic),
}

/// How files are read, whatever their format.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ReadOptions {
    /// The encoding of files that do not show their own; UTF-8 where it is `None`.
    pub encoding: Option<&'static Encoding>,
    /// Which columns of tables are what.
    pub columns: Columns,
    /// Whether articles of pages tell which bytes of the source their text comes from.
    pub offsets: bool,
}

impl ReadOptions {
    /// Options of that encoding and those columns.
    #[must_use]
    pub fn new(encoding: Option<&'static Encoding>, columns: Columns) -> Self {
        Self { encoding, columns, offsets: false }
    }
}

/// An input with its names, as readers are given it.
pub struct Source {
    /// The bytes, from the first one, unpacked.
    pub input: Input,
    /// The name of the file for diagnostics.
    pub file: String,
    /// The id of an article that is all of the file; ids of its records begin with it.
    pub name: String,
    /// Whether a user named the file; what is found in a folder and has no article is no error.
    pub named: bool,
    /// What the user says of all files.
    pub options: ReadOptions,
    /// The same bytes, to be read from any place, where the input is a file that is not packed.
    pub random: Option<Box<dyn Random>>,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Source").field("file", &self.file).field("name", &self.name).finish_non_exhaustive()
    }
}

impl Source {
    /// An error about the file.
    pub(super) fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(&*self.file, message)
    }

    /// A warning about the file.
    pub(super) fn warning(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(&*self.file, message)
    }

    /// All bytes of the file, if it has at most `most`.
    pub(super) fn bytes(&mut self, most: usize) -> Result<Vec<u8>, Diagnostic> {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(most as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| self.error(format!("cannot be read: {error}")))?;
        if bytes.len() > most {
            let kind = if most == LONGEST { "text" } else { "file" };
            let most = most >> 20;
            let message = format!("this {kind} is longer than {most} MiB; split it into articles, or give JSON lines");
            return Err(self.error(message));
        }
        Ok(bytes)
    }

    /// All text of the file.
    pub(super) fn text(&mut self) -> Result<String, Diagnostic> {
        let bytes = self.bytes(LONGEST)?;
        match decode(&bytes, self.options.encoding) {
            Ok(text) if text.trim().is_empty() => Err(self.error("this file is empty")),
            Ok(text) => Ok(text.into_owned()),
            Err(error) => Err(Diagnostic { line: error.line(), ..self.error(error.to_string()) }),
        }
    }
}

/// The articles of one input.
pub trait Reader: Send {
    /// The next article or remark; `None` at the end.
    fn next_item(&mut self) -> Option<Item>;

    /// Which part of the file the article is that came last.
    fn part(&self) -> Part;

    /// Whether one article may stand in the input, or in several inputs, more than once, as in the feeds of two days.
    fn repeats(&self) -> bool {
        false
    }
}

/// A file that is read whole, when its first article is asked for.
pub(super) struct Whole<F> {
    source: Option<Source>,
    make: F,
    items: vec::IntoIter<Item>,
    records: Option<usize>,
    /// Whether an article may stand in several files.
    repeats: bool,
    /// Whether the content decides between one article and many.
    either: bool,
}

impl<F: FnMut(&mut Source) -> Result<Vec<Item>, Diagnostic>> Whole<F> {
    /// A file that is one article.
    pub(super) fn one(source: Source, make: F) -> Self {
        Self { source: Some(source), make, items: Vec::new().into_iter(), records: None, repeats: false, either: false }
    }

    /// A file of several articles.
    pub(super) fn many(source: Source, make: F) -> Self {
        Self { records: Some(0), ..Self::one(source, make) }
    }

    /// The same where an article may stand in several files.
    pub(super) fn repeated(source: Source, make: F) -> Self {
        Self { repeats: true, ..Self::many(source, make) }
    }

    /// A document that is one article, or the export of an archive with many of them, which may stand in several exports.
    pub(super) fn export(source: Source, make: F) -> Self {
        Self { either: true, ..Self::one(source, make) }
    }
}

impl<F: FnMut(&mut Source) -> Result<Vec<Item>, Diagnostic> + Send> Reader for Whole<F> {
    fn next_item(&mut self) -> Option<Item> {
        if let Some(mut source) = self.source.take() {
            let items = (self.make)(&mut source).unwrap_or_else(|problem| vec![Item::Diagnostic(problem)]);
            let whole = |item: &Item| matches!(item, Item::Article(article) if article.id == source.name);
            if self.either && !items.iter().any(whole) {
                (self.records, self.repeats) = (Some(0), true);
            }
            self.items = items.into_iter();
        }
        let item = self.items.next();
        if let (Some(records), Some(Item::Article(_))) = (&mut self.records, &item) {
            *records += 1;
        }
        item
    }

    fn part(&self) -> Part {
        self.records.map_or(Part::Whole, Part::Record)
    }

    fn repeats(&self) -> bool {
        self.repeats
    }
}

/// A source over bytes in memory, for tests.
#[cfg(test)]
pub(super) fn memory(file: &str, bytes: &[u8]) -> Source {
    let input = Box::new(std::io::Cursor::new(bytes.to_vec()));
    let name = file.rsplit('/').next().unwrap_or_default().to_owned();
    Source { input, file: file.to_owned(), name, named: true, options: ReadOptions::default(), random: None }
}
