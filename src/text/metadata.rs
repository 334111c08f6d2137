//! Metadata beside the articles: a `metadata.csv` or `metadata.jsonl`, and the options of the command line.
//!
//! The article itself takes precedence, because a sidecar is easily copied along with folders that it no longer fits. A
//! warning names differences. Options only fill gaps, without a warning.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::{Article, DateFrom, Diagnostic, date::read_day, records::number};

/// What is known about an article apart from its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// The outlet or agency.
    pub source: Option<String>,
    /// The address.
    pub url: Option<String>,
}

impl Metadata {
    /// Fills what the article lacks; a date so filled comes from `from`. Returns what stands in the article otherwise:
    /// field, the article's value, and this one, which is not used.
    pub fn fill(&self, article: &mut Article, from: DateFrom) -> Vec<(&'static str, String, String)> {
        let mut conflicts = Vec::new();
        for (name, own, other) in [
            ("title", &mut article.title, &self.title),
            ("source", &mut article.source, &self.source),
            ("url", &mut article.url, &self.url),
        ] {
            match (own, other) {
                (own @ None, Some(other)) => *own = Some(other.clone()),
                (Some(own), Some(other)) if own != other => conflicts.push((name, own.clone(), other.clone())),
                _ => {}
            }
        }
        match (article.published, self.date) {
            (None, Some(date)) => {
                article.published = Some(date);
                article.date_from = Some(from);
            }
            (Some(own), Some(other)) if own != other => conflicts.push(("date", own.to_string(), other.to_string())),
            _ => {}
        }
        conflicts
    }
}

/// A sidecar: metadata by file name, path relative to the sidecar's folder, or article id.
#[derive(Clone, Debug, Default)]
pub struct Sidecar {
    entries: BTreeMap<String, (usize, Metadata)>,
}

impl Sidecar {
    /// The metadata under the first of these keys that the sidecar has, with that key.
    pub fn find<'key>(&self, keys: impl IntoIterator<Item = &'key str>) -> Option<(&'key str, &Metadata)> {
        keys.into_iter().find_map(|key| self.entries.get(key).map(|(_, metadata)| (key, metadata)))
    }

    /// The keys of all rows with their lines, from 1.
    pub fn rows(&self) -> impl Iterator<Item = (&str, usize)> {
        self.entries.iter().map(|(key, (line, _))| (key.as_str(), *line))
    }

    /// Reads a table with a header row. Columns: `file` or `id`, and any of `date`, `title`, `source`, `url`; others are
    /// ignored. Rows that cannot be used are reported and left out.
    #[must_use]
    pub fn parse_csv(file: &str, text: &str) -> (Self, Vec<Diagnostic>) {
        let mut sidecar = Self::default();
        let mut problems = Vec::new();
        let mut rows = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let header: Vec<String> = match rows.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(error) => return (sidecar, vec![Diagnostic::error(file, error.to_string())]),
        };
        if !header.iter().any(|name| name == "file" || name == "id") {
            let message = "no column `file` or `id`: the first row of a metadata table names its columns, \
                           which are `file` or `id`, and `date`, `title`, `source`, `url`";
            return (sidecar, vec![Diagnostic::error(file, message).at_line(1)]);
        }
        for row in rows.records() {
            match row {
                Ok(row) => {
                    let line = row.position().map_or(0, |position| position.line() as usize);
                    let fields = header.iter().zip(row.iter()).filter(|(_, value)| !value.is_empty());
                    let record = fields.map(|(name, value)| (name.clone(), Value::String(value.to_owned()))).collect();
                    sidecar.insert(file, line, &record, "", &mut problems);
                }
                Err(error) => problems.push(Diagnostic::error(file, error.to_string())),
            }
        }
        (sidecar, problems)
    }

    /// Reads JSON lines with the same fields as the table.
    #[must_use]
    pub fn parse_jsonl(file: &str, text: &str) -> (Self, Vec<Diagnostic>) {
        let mut sidecar = Self::default();
        let mut problems = Vec::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str(line) {
                Ok(record) => sidecar.insert(file, index + 1, &record, line, &mut problems),
                Err(error) => {
                    problems.push(Diagnostic::error(file, plain(&error)).at_line(index + 1).at_column(error.column()));
                }
            }
        }
        (sidecar, problems)
    }

    /// Adds a row; `text` is its JSON, where it was one.
    fn insert(
        &mut self,
        file: &str,
        line: usize,
        record: &Map<String, Value>,
        text: &str,
        problems: &mut Vec<Diagnostic>,
    ) {
        let string = |record: &Map<String, Value>, name: &str| string(record, name, text);
        let mut warn = |message: String| problems.push(Diagnostic::error(file, message).at_line(line));
        let Some(key) = string(record, "file").or_else(|| string(record, "id")) else {
            return warn("no `file` or `id`, so this metadata belongs to no article".to_owned());
        };
        let date = match string(record, "date").map(|date| read_day(&date).map_err(|why| (date, why))) {
            Some(Err((date, why))) => return warn(format!("the date {date:?} is not a day that can be read: {why}")),
            Some(Ok(date)) => Some(date),
            None => None,
        };
        let metadata = Metadata {
            title: string(record, "title"),
            date,
            source: string(record, "source"),
            url: string(record, "url"),
        };
        if self.entries.insert(key.clone(), (line, metadata)).is_some() {
            warn(format!("{key:?} stands here a second time; the last row counts"));
        }
    }
}

/// The string of that field, trimmed; a number becomes its digits as `text`, the record's own, writes them; empty is none.
pub(super) fn string(record: &Map<String, Value>, name: &str, text: &str) -> Option<String> {
    let text = match record.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        // More digits than a machine's number has are rounded in the parsed form.
        Value::Number(parsed) => number(text, name).map_or_else(|| parsed.to_string(), str::to_owned),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// serde_json's message without its own "at line 1 column 5", which counts within the record.
pub(super) fn plain(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.rfind(" at line ").map_or(text.as_str(), |end| &text[..end]);
    format!("this is not JSON: {message}")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Sidecar;
    use crate::text::{Article, DateFrom};

    #[test]
    fn a_sidecar_fills_and_never_overrules() {
        let table = "file,date,source,note\na.txt,2022-07-07,Agency,x\nb.txt,7 July,,\n,2022-01-01,,\n";
        let (sidecar, problems) = Sidecar::parse_csv("metadata.csv", table);
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [Some(3), Some(4)]);

        let mut article = Article::new("a.txt", "Text.");
        article.source = Some("Other".to_owned());
        let conflicts = sidecar.find(["a.txt"]).expect("it is there").1.fill(&mut article, DateFrom::Metadata);
        assert_eq!(conflicts, [("source", "Other".to_owned(), "Agency".to_owned())]);
        assert_eq!((article.published, article.date_from), (Some(date(2022, 7, 7)), Some(DateFrom::Metadata)));

        let (sidecar, problems) = Sidecar::parse_jsonl("m.jsonl", "{\"id\":7,\"title\":\"T\"}\nnope\n");
        assert_eq!(problems[0].to_string(), "m.jsonl:2:2: error: this is not JSON: expected ident");
        assert_eq!(sidecar.find(["x", "7"]).and_then(|(_, found)| found.title.as_deref()), Some("T"));
    }
}
