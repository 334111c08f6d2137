//! JSON lines: one article a line, read as a stream, so that neither a large file nor an endless line fills the memory.
//!
//! Fields: `id`, `date`, `title`, `source`, `url`, `authors`, `language`, `text`. Others are ignored, so that the exports of
//! newsrooms can be read.
//! Where `source` is missing, the first item of a list `sources` is used (strings, or objects with `outlet` or `name`).

use std::io::{self, BufRead};

use encoding_rs::Encoding;
use serde_json::{Map, Value};

use super::{
    plain,
    reader::{Item, LONGEST, Reader, Source},
};
use crate::text::{
    Article, DateFrom, Diagnostic, Part,
    date::read_day,
    decode::decode,
    metadata::{plain as plainly, string},
};

/// A line of a stream.
#[derive(Debug, PartialEq, Eq)]
enum Line {
    /// Its bytes stand in the buffer, without the line end.
    Whole,
    /// It is longer than [`LONGEST`]; all of it was skipped.
    TooLong,
    /// There is no further line.
    End,
}

/// Reads the articles of JSON lines from bytes.
#[derive(Debug)]
pub struct Records<R> {
    input: R,
    file: String,
    name: String,
    encoding: Option<&'static Encoding>,
    line: usize,
    buffer: Vec<u8>,
    waiting: Option<Article>,
    done: bool,
    told_empty: bool,
}

impl<R: BufRead> Records<R> {
    /// A reader of that input; `file` is its name for diagnostics and for the ids of records without one
    /// (`name#line`); `encoding` that of the lines, UTF-8 where it is `None`.
    pub fn new(input: R, file: impl Into<String>, encoding: Option<&'static Encoding>) -> Self {
        let file = file.into();
        let name = name(&file).to_owned();
        Self { input, file, name, encoding, line: 0, buffer: Vec::new(), waiting: None, done: false, told_empty: false }
    }

    /// The same with that name in the ids of records without one.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The name of the input.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The number of lines read so far.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Fills the buffer with the next line. Memory stays below [`LONGEST`] whatever the input.
    fn next_line(&mut self) -> io::Result<Line> {
        self.buffer.clear();
        let mut too_long = false;
        let mut any = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = chunk.iter().position(|&byte| byte == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            if self.buffer.len() + part.len() > LONGEST {
                too_long = true;
                self.buffer = Vec::new();
            }
            if !too_long {
                self.buffer.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        if self.buffer.last() == Some(&b'\r') {
            self.buffer.pop();
        }
        self.line += usize::from(any);
        Ok(match (any, too_long) {
            (false, _) => Line::End,
            (_, true) => Line::TooLong,
            _ => Line::Whole,
        })
    }

    fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(&*self.file, message).at_line(self.line)
    }

    /// The record in the buffer; a second item where an article comes with a warning.
    fn record(&mut self) -> Result<(Article, Option<Diagnostic>), Diagnostic> {
        if self.line == 1 && (self.buffer.starts_with(b"\xFF\xFE") || self.buffer.starts_with(b"\xFE\xFF")) {
            self.done = true;
            return Err(self.error("JSON lines in UTF-16 cannot be read line by line; convert the file to UTF-8"));
        }
        let text = decode(&self.buffer, self.encoding).map_err(|error| self.error(error.to_string()))?;
        let record: Map<String, Value> = serde_json::from_str(&text)
            .map_err(|error| self.error(plainly(&error)).at_column(column(&text, error.column())))?;
        let json = text;
        let string = |record: &Map<String, Value>, name: &str| string(record, name, &json);
        let id = string(&record, "id").unwrap_or_else(|| format!("{}#{}", self.name, self.line));
        let text = match record.get("text") {
            Some(Value::String(text)) if !text.trim().is_empty() => text,
            Some(Value::String(_)) => return Err(self.error(format!("the `text` of article {id:?} is empty"))),
            Some(_) => return Err(self.error(format!("the `text` of article {id:?} is not a string"))),
            None => return Err(self.error(format!("article {id:?} has no `text`"))),
        };
        let mut article =
            plain::read(id.as_str(), text.as_str()).map_err(|error| self.error(format!("article {id:?}: {error}")))?;
        article.title = string(&record, "title");
        (article.source, article.url) = (string(&record, "source"), string(&record, "url"));
        article.language = string(&record, "language");
        article.authors = strings(record.get("authors"));
        if article.source.is_none()
            && let Some(Value::Array(sources)) = record.get("sources")
        {
            match sources.first() {
                Some(Value::String(name)) => article.source = Some(name.clone()),
                Some(Value::Object(first)) => {
                    article.source = string(first, "outlet").or_else(|| string(first, "name"));
                    article.url = article.url.take().or_else(|| string(first, "url"));
                }
                _ => {}
            }
        }
        let mut warning = None;
        match string(&record, "date").map(|date| read_day(&date).map_err(|why| (date, why))) {
            Some(Ok(date)) => {
                if let Some(other) = article.published.filter(|other| *other != date) {
                    let message = format!(
                        "article {:?} has the date {date} in its record and {other} in its text; the record's counts",
                        article.id
                    );
                    warning = Some(Diagnostic::warning(&*self.file, message).at_line(self.line));
                }
                article.published = Some(date);
                article.date_from = Some(DateFrom::Header);
            }
            Some(Err((date, why))) => {
                let message = format!(
                    "the date {date:?} of article {:?} is not a day that can be read, and is left out: {why}",
                    article.id
                );
                warning = Some(Diagnostic::warning(&*self.file, message).at_line(self.line));
            }
            None => {}
        }
        Ok((article, warning))
    }
}

/// A string, or the strings of a list.
fn strings(value: Option<&Value>) -> Vec<String> {
    let list = match value {
        Some(Value::Array(list)) => &list[..],
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let trimmed = list.iter().filter_map(Value::as_str).map(str::trim);
    trimmed.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// The column in characters, from 1, of a column in bytes.
fn column(text: &str, bytes: usize) -> usize {
    let end = (0..=bytes.saturating_sub(1).min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text[..end].chars().count() + 1
}

/// The file's name without its folder.
pub(super) fn name(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(article) = self.waiting.take() {
            return Some(Item::Article(article));
        }
        while !self.done {
            match self.next_line() {
                Ok(Line::End) => self.done = true,
                Ok(Line::TooLong) => {
                    let message = format!("this line is longer than {} MiB and was skipped", LONGEST >> 20);
                    return Some(Item::Diagnostic(self.error(message)));
                }
                Ok(Line::Whole) if self.buffer.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Line::Whole) => {
                    return Some(match self.record() {
                        Ok((article, None)) => Item::Article(article),
                        Ok((article, Some(warning))) => {
                            self.waiting = Some(article);
                            Item::Diagnostic(warning)
                        }
                        Err(problem) => Item::Diagnostic(problem),
                    });
                }
                Err(error) => {
                    self.done = true;
                    return Some(Item::Diagnostic(self.error(format!("cannot be read further: {error}"))));
                }
            }
        }
        None
    }
}

impl<R: BufRead + Send> Reader for Records<R> {
    fn next_item(&mut self) -> Option<Item> {
        let item = self.next();
        if item.is_none() && self.line == 0 && !self.told_empty {
            self.told_empty = true;
            return Some(Item::Diagnostic(Diagnostic::error(&*self.file, "this file is empty")));
        }
        item
    }

    fn part(&self) -> Part {
        Part::Line(self.line)
    }
}

/// The reader of a file of JSON lines.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Records::new(source.input, source.file, source.options.encoding).named(source.name))
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read as _};

    use jiff::civil::date;

    use super::{
        super::reader::{Item, LONGEST},
        Records,
    };

    fn read(bytes: &[u8]) -> Vec<Item> {
        Records::new(bytes, "in/x.jsonl", None).collect()
    }

    #[test]
    fn fields_are_taken_and_unknown_ones_ignored() {
        let items = read(
            "\u{feff}{\"id\":123456789012345678901234567890,\"date\":\"2022-07-07T10:00Z\",\"text\":\"Türkiye.\",\"links\":[{\"a\":1}],\
             \"sources\":[{\"outlet\":\"Agency\",\"url\":\"https://example.org\"}]}\r\n\n{\"text\":\"B\",\"title\":\" \"}"
                .as_bytes(),
        );
        let [Item::Article(first), Item::Article(second)] = &items[..] else { panic!("{items:?}") };
        assert_eq!((first.id.as_str(), first.published), ("123456789012345678901234567890", Some(date(2022, 7, 7))));
        assert_eq!((first.source.as_deref(), first.url.as_deref()), (Some("Agency"), Some("https://example.org")));
        assert_eq!((second.id.as_str(), second.title.as_deref(), second.published), ("x.jsonl#3", None, None));
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_goes_on() {
        let items = read(
            "{\"text\":\"ü\" \"x\"}\n[]\n{\"id\":\"a\"}\n{\"id\":\"b\",\"text\":\"ok\",\"date\":\"July\"}\n".as_bytes(),
        );
        let said: Vec<_> = items
            .iter()
            .map(|item| match item {
                Item::Article(article) => article.id.clone(),
                Item::Diagnostic(diagnostic) => diagnostic.to_string(),
            })
            .collect();
        assert_eq!(
            said,
            [
                "in/x.jsonl:1:13: error: this is not JSON: expected `,` or `}`",
                "in/x.jsonl:2:1: error: this is not JSON: invalid type: sequence, expected a map",
                "in/x.jsonl:3: error: article \"a\" has no `text`",
                "in/x.jsonl:4: warning: the date \"July\" of article \"b\" is not a day that can be read, and is left out: write it as YYYY-MM-DD, such as 2022-07-07, or as in \"Thu, 07 Jul 2022 10:00:00 +0000\"",
                "b",
            ]
        );
    }

    #[test]
    fn a_line_without_end_is_skipped_in_bounded_memory() {
        let long = std::io::repeat(b'x').take(3 * LONGEST as u64);
        let input = BufReader::new(long.chain(&b"\n{\"id\":\"after\",\"text\":\"ok\"}"[..]));
        let mut records = Records::new(input, "x", None);
        let Some(Item::Diagnostic(problem)) = records.next() else { panic!("an error comes first") };
        assert_eq!(problem.to_string(), "x:1: error: this line is longer than 16 MiB and was skipped");
        assert!(records.buffer.capacity() <= 2 * LONGEST);
        let Some(Item::Article(article)) = records.next() else { panic!("then the article") };
        assert_eq!((article.id.as_str(), records.next()), ("after", None));
    }
}
