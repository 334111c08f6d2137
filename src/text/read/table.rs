//! CSV and TSV: a row an article, read as a stream.
//!
//! The first row names the columns. Which of them is what the user says (`--column text=body`) or common names show. A row
//! that has too few or too many cells, or no text, is reported with its line, and the rest is read.

use std::{
    io::{self, BufRead as _, Read},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use csv::ByteRecord;

use super::{
    reader::{Input, Item, LONGEST, Reader, Source},
    row::Header,
};
use crate::text::{Article, Diagnostic, Encoding, Part, decode};

/// The reader of a table.
pub(super) fn reader(mut source: Source) -> Box<dyn Reader> {
    let delimiter = delimiter(&mut source.input);
    let since = Arc::new(AtomicUsize::new(0));
    let input = std::mem::replace(&mut source.input, Box::new(io::empty()));
    let rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(Limited { input, since: Arc::clone(&since) });
    Box::new(Table { rows, since, source, columns: None, line: 0, waiting: None, done: false })
}

/// The sign that parts the cells of the first row: the most frequent of tab, comma and semicolon.
fn delimiter(input: &mut Input) -> u8 {
    let head = input.fill_buf().unwrap_or_default();
    let first = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |sign: u8| first.iter().filter(|&&byte| byte == sign).count();
    *[b';', b'\t', b','].iter().max_by_key(|&&sign| count(sign)).unwrap_or(&b',')
}

/// An input that stops where a record is longer than any may be, as where a quotation mark is never closed.
struct Limited {
    input: Input,
    /// Bytes since the last record ended.
    since: Arc<AtomicUsize>,
}

impl Read for Limited {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(out)?;
        if self.since.fetch_add(count, Ordering::Relaxed) > LONGEST {
            let most = LONGEST >> 20;
            let message = format!("a row is longer than {most} MiB; is there a quotation mark that is never closed?");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        Ok(count)
    }
}

struct Table {
    rows: csv::Reader<Limited>,
    since: Arc<AtomicUsize>,
    source: Source,
    columns: Option<Header>,
    line: usize,
    waiting: Option<Article>,
    done: bool,
}

impl Table {
    fn error(&self, message: impl Into<String>) -> Diagnostic {
        self.source.error(message).at_line(self.line)
    }

    /// The next row; `None` at the end.
    fn row(&mut self) -> Result<Option<Vec<String>>, Diagnostic> {
        let mut row = ByteRecord::new();
        self.since.store(0, Ordering::Relaxed);
        let more = match self.rows.read_byte_record(&mut row) {
            Ok(more) => more,
            Err(error) => {
                self.done = true;
                self.line = self.rows.position().line() as usize;
                let message = match error.into_kind() {
                    csv::ErrorKind::Io(error) => error.to_string(),
                    other => format!("{other:?}"),
                };
                return Err(self.error(format!("cannot be read further: {message}")));
            }
        };
        if !more {
            self.done = true;
            return Ok(None);
        }
        self.line = row.position().map_or(0, |position| position.line() as usize);
        if self.line == 1
            && (row.get(0).is_some_and(|cell| cell.starts_with(b"\xFF\xFE") || cell.starts_with(b"\xFE\xFF")))
        {
            self.done = true;
            return Err(self.error("tables in UTF-16 cannot be read row by row; convert the file to UTF-8"));
        }
        let encoding = self.source.options.encoding;
        row.iter()
            .map(|cell| cell_text(cell, encoding))
            .collect::<Result<_, _>>()
            .map(Some)
            .map_err(|why| self.error(why))
    }

    /// Reads the header; `Ok(false)` where there is nothing.
    fn header(&mut self) -> Result<(), Diagnostic> {
        let Some(mut names) = self.row()? else { return Err(self.source.error("this file is empty")) };
        if let Some(first) = names.first_mut() {
            *first = first.trim_start_matches('\u{feff}').to_owned();
        }
        self.columns = Some(Header::new(names, &self.source, Part::Line(self.line))?);
        Ok(())
    }
}

/// A cell as text.
fn cell_text(cell: &[u8], encoding: Option<&'static Encoding>) -> Result<String, String> {
    decode(cell, encoding).map(std::borrow::Cow::into_owned).map_err(|error| error.to_string())
}

impl Reader for Table {
    fn next_item(&mut self) -> Option<Item> {
        if let Some(article) = self.waiting.take() {
            return Some(Item::Article(article));
        }
        if self.columns.is_none()
            && !self.done
            && let Err(problem) = self.header()
        {
            self.done = true;
            return Some(Item::Diagnostic(problem));
        }
        while !self.done {
            let row = match self.row() {
                Ok(Some(row)) => row,
                Ok(None) => return None,
                Err(problem) => return Some(Item::Diagnostic(problem)),
            };
            // A line without anything is no row; the reader of rows skips only those that have no cell.
            if row.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let header = self.columns.as_ref()?;
            return Some(match header.article(&row, &self.source, self.part()) {
                Ok((article, None)) => Item::Article(article),
                Ok((article, Some(remark))) => {
                    self.waiting = Some(article);
                    Item::Diagnostic(remark)
                }
                Err(problem) => Item::Diagnostic(problem),
            });
        }
        None
    }

    fn part(&self) -> Part {
        Part::Line(self.line)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, BufReader, Read as _};

    use jiff::civil::date;

    use super::{
        super::reader::{Item, LONGEST, ReadOptions, Source},
        reader,
    };

    fn source(text: &str) -> Source {
        let input = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        let (file, name) = ("in/x.csv".to_owned(), "x.csv".to_owned());
        Source { input, file, name, named: true, options: ReadOptions::default(), random: None }
    }

    fn said(mut source: Source, columns: &[&str]) -> Vec<String> {
        source.options.columns = columns.iter().map(|column| column.parse().expect("a column")).collect();
        let mut reader = reader(source);
        let items = std::iter::from_fn(|| reader.next_item());
        items
            .map(|item| match item {
                Item::Article(article) => format!("{} {:?}", article.id, article.text),
                Item::Diagnostic(remark) => remark.to_string(),
            })
            .collect()
    }

    #[test]
    fn rows_are_articles_and_a_bad_one_is_named() {
        let text = "\u{feff}ID;Publication Date;Headline;Body;Outlet\n7;2022-07-07;One;\"Wang Yi;\nmet him.\";Agency\n8;x;;Two.;\n9;1\n;2022-07-08;;;\n;;;;\n;;;Three.;\n";
        assert_eq!(
            said(source(text), &[]),
            [
                "7 \"Wang Yi;\\nmet him.\"",
                "in/x.csv:4: warning: the date \"x\" of article \"8\" is not a day that can be read, and is left out: write it as YYYY-MM-DD, such as 2022-07-07, or as in \"Thu, 07 Jul 2022 10:00:00 +0000\"",
                "8 \"Two.\"",
                "in/x.csv:5: error: this row has 2 cells and the first row 5; it was left out",
                "in/x.csv:6: error: the text of article \"x.csv#6\" is empty (column \"Body\")",
                "x.csv#8 \"Three.\"",
            ]
        );
        let mut reader = reader(source(text));
        let Some(Item::Article(first)) = reader.next_item() else { panic!("an article") };
        assert_eq!((first.title.as_deref(), first.source.as_deref()), (Some("One"), Some("Agency")));
        assert_eq!(first.published, Some(date(2022, 7, 7)));
    }

    #[test]
    fn columns_are_named_by_the_user() {
        let text = "a\tb\nOne.\tTwo.\n";
        assert_eq!(said(source(text), &["text=B"]), ["x.csv#2 \"Two.\""]);
        let none = said(source(text), &[]);
        assert!(none[0].starts_with("in/x.csv:1: error: none of the columns of this table is known"), "{none:?}");
        assert!(none[0].contains("(they are \"a\", \"b\")"), "{none:?}");
        let missing = said(source(text), &["text=a", "date=c"]);
        assert_eq!(missing, ["in/x.csv:1: error: this table has no column \"c\", which --column names"]);
        assert_eq!(said(source(""), &[]), ["in/x.csv: error: this file is empty"]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_fills_no_memory() {
        let long = io::repeat(b'x').take(3 * LONGEST as u64);
        let input = Box::new(BufReader::new((&b"text,id\nOne.,1\n\""[..]).chain(long)));
        let said = said(Source { input, ..source("") }, &[]);
        assert_eq!(said[0], "1 \"One.\"");
        assert!(
            said[1].contains("a row is longer than 16 MiB; is there a quotation mark that is never closed?"),
            "{said:?}"
        );
        assert_eq!(said.len(), 2);
    }
}
