//! Tables of tab-separated text: `#` comments, one header line, one record a line, no quoting.
//!
//! Every table of words and of names is read by these lines, the program's own and a user's: a table is readable in any
//! editor, and a mistake in it has a line. The build script includes this file.

use std::fmt;

/// A mistake in a table: the analysis cannot start with it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the loader was told it.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.message)
    }
}

/// A table with its cells borrowed from the text.
pub(crate) struct Table<'a> {
    pub(crate) file: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<(usize, &'a str)>,
    /// Line of the header.
    pub(crate) header: usize,
}

/// One record.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a, const N: usize> {
    pub(crate) line: usize,
    pub(crate) cells: [&'a str; N],
}

impl<'a> Table<'a> {
    /// Reads a text; an empty table where it has no header.
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        let mut table = Self { file, columns: Vec::new(), rows: Vec::new(), header: 0 };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            if table.columns.is_empty() {
                table.columns = line.split('\t').map(str::trim).collect();
                table.header = index + 1;
            } else {
                table.rows.push((index + 1, line));
            }
        }
        table
    }

    /// The number of records.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }

    /// The names of the columns that are not among the known ones.
    pub(crate) fn unknown_columns<'s>(&'s self, known: &'s [&str]) -> impl Iterator<Item = &'a str> + 's {
        self.columns.iter().copied().filter(move |column| !known.contains(column))
    }

    /// The records with the cells of these columns, trimmed; a cell that the table lacks is empty.
    pub(crate) fn rows<const N: usize>(&self, wanted: [&str; N]) -> impl Iterator<Item = Row<'a, N>> + '_ {
        let places: Vec<Option<usize>> =
            self.columns.iter().map(|column| wanted.iter().position(|name| name == column)).collect();
        self.rows.iter().map(move |&(line, text)| {
            let mut cells = [""; N];
            let mut rest = text;
            for place in &places {
                // Cells are short: a search that starts up slowly costs more than it saves.
                let end = rest.bytes().position(|byte| byte == b'\t');
                let (cell, tail) = rest.split_at(end.unwrap_or(rest.len()));
                if let Some(place) = place {
                    cells[*place] = trimmed(cell);
                }
                let Some(tail) = tail.strip_prefix('\t') else { break };
                rest = tail;
            }
            Row { line, cells }
        })
    }

    /// Lines with more cells than the header has columns.
    pub(crate) fn overlong(&self) -> impl Iterator<Item = usize> + '_ {
        let tabs = |text: &str| text.bytes().filter(|&byte| byte == b'\t').count();
        self.rows.iter().filter(move |(_, text)| tabs(text) >= self.columns.len()).map(|&(line, _)| line)
    }

    /// The records of a table that has these columns and no other, each with a first cell; what is wrong with its form is
    /// a problem of its line.
    pub(crate) fn checked<'s, const N: usize>(
        &'s self,
        columns: [&'static str; N],
        problems: &mut Vec<Problem>,
    ) -> impl Iterator<Item = Row<'a, N>> + use<'a, 's, N> {
        for column in self.unknown_columns(&columns) {
            let known = columns.join(", ");
            problems.push(self.problem(self.header, format!("unknown column \"{column}\"; known are: {known}")));
        }
        if self.columns.first() != Some(&columns[0]) && !self.columns.is_empty() {
            let needed = columns.join(", ");
            problems.push(self.problem(self.header, format!("the first line names the columns: {needed}")));
        }
        problems.extend(self.overlong().map(|line| self.problem(line, "more cells than the header has columns")));
        for row in self.rows([columns[0]]).filter(|row| row.cells[0].is_empty()) {
            problems.push(self.problem(row.line, format!("no {}", columns[0])));
        }
        self.rows(columns).filter(|row| !row.cells[0].is_empty())
    }

    /// What the word of a cell stands for; a problem of the line where it is none of those known.
    pub(crate) fn choice<T: Copy>(
        &self,
        line: usize,
        word: &str,
        known: &[(&str, T)],
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let found = known.iter().find(|(name, _)| *name == word).map(|(_, value)| *value);
        if found.is_none() {
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            problems.push(self.problem(line, format!("unknown word \"{word}\"; known are: {}", names.join(", "))));
        }
        found
    }

    pub(crate) fn problem(&self, line: usize, message: impl Into<String>) -> Problem {
        Problem { file: self.file.to_owned(), line, message: message.into() }
    }
}

/// A cell without the white space around it, which most have none of.
fn trimmed(cell: &str) -> &str {
    let plain = |byte: &u8| byte.is_ascii_graphic();
    if cell.as_bytes().first().is_none_or(plain) && cell.as_bytes().last().is_none_or(plain) {
        cell
    } else {
        cell.trim()
    }
}

/// The parts of a list cell.
pub(crate) fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|part| !part.is_empty())
}
