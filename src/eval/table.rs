//! A claims table as a gold standard.
//!
//! A column is compared if any row fills it. In such a column an empty cell accepts any value, and `-` demands that there is
//! none ("no date"). A row that fills no column says that its article has no claims (beside those of other rows).

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::gold::GoldError;
use crate::{rules::Claim, text::Diagnostic};

/// Columns that say where a row comes from; they are never compared.
const BOOKKEEPING: [&str; 5] = ["article", "claim", "published", "rule", "sentence"];

/// What asks for an empty column.
pub(super) const NOTHING: &str = "-";

/// A claims table.
#[derive(Clone, Debug, Default)]
pub struct ClaimsGold {
    /// The articles that it speaks of, in order of first mention.
    pub(super) articles: Vec<String>,
    /// The columns that are compared, in the order of the claims table.
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<GoldRow>,
}

/// A row of it.
#[derive(Clone, Debug, Default)]
pub(super) struct GoldRow {
    /// Index in [`ClaimsGold::articles`].
    pub(super) article: usize,
    /// What is asked for, by the number of the column in [`ClaimsGold::columns`]; empty cells are left out.
    pub(super) cells: Vec<(usize, String)>,
}

/// The columns of the claims table, in order.
fn known_columns() -> Vec<String> {
    match serde_json::to_value(Claim::default()) {
        // A map of serde_json is sorted, so the order is taken from the text.
        Ok(Value::Object(map)) => {
            let text = serde_json::to_string(&Claim::default()).unwrap_or_default();
            let mut names: Vec<String> = map.keys().cloned().collect();
            names.sort_by_key(|name| text.find(&format!("\"{name}\"")));
            names
        }
        _ => Vec::new(),
    }
}

impl ClaimsGold {
    /// From CSV or TSV; tabs in the first line tell.
    pub(super) fn parse_separated(file: &str, text: &str) -> Result<(Self, Vec<Diagnostic>), GoldError> {
        let first = text.lines().next().unwrap_or_default();
        let delimiter = if first.contains('\t') { b'\t' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(str::to_owned).collect(),
            Err(error) => return Err(GoldError::Unknown(error.to_string())),
        };
        let mut problems = Vec::new();
        let mut rows = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    let line = usize::try_from(line).unwrap_or(usize::MAX);
                    let named = header.iter().zip(&record).map(|(name, cell)| (name.clone(), cell.to_owned()));
                    rows.push((line, named.collect::<Vec<_>>()));
                    if record.len() > header.len() {
                        let message = format!("{} cells under {} columns", record.len(), header.len());
                        problems.push(Diagnostic { line: Some(line), ..Diagnostic::error(file, message) });
                    }
                }
                Err(error) => {
                    let line = error.position().and_then(|place| usize::try_from(place.line()).ok());
                    problems.push(Diagnostic { line, ..Diagnostic::error(file, error.to_string()) });
                }
            }
        }
        Self::build(file, &header, rows, problems)
    }

    /// From JSON lines.
    pub(super) fn parse_lines(file: &str, text: &str) -> Result<(Self, Vec<Diagnostic>), GoldError> {
        let mut problems = Vec::new();
        let mut rows = Vec::new();
        let mut header: Vec<String> = Vec::new();
        for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match serde_json::from_str::<Map<String, Value>>(line) {
                Ok(fields) => {
                    let cell = |value: Value| match value {
                        Value::Null => String::new(),
                        Value::String(text) => text,
                        other => other.to_string(),
                    };
                    let row: Vec<(String, String)> =
                        fields.into_iter().map(|(name, value)| (name, cell(value).trim().to_owned())).collect();
                    header.extend(row.iter().map(|(name, _)| name.clone()));
                    rows.push((index + 1, row));
                }
                Err(error) => {
                    let message = error.to_string();
                    let message = message.split(" at line").next().unwrap_or(&message).to_owned();
                    problems.push(Diagnostic { line: Some(index + 1), ..Diagnostic::error(file, message) });
                }
            }
        }
        header.sort();
        header.dedup();
        Self::build(file, &header, rows, problems)
    }

    fn build(
        file: &str,
        header: &[String],
        rows: Vec<(usize, Vec<(String, String)>)>,
        mut problems: Vec<Diagnostic>,
    ) -> Result<(Self, Vec<Diagnostic>), GoldError> {
        let known = known_columns();
        let compared: Vec<&String> = known.iter().filter(|name| !BOOKKEEPING.contains(&name.as_str())).collect();
        if !header.iter().any(|name| name == "article") || !header.iter().any(|name| compared.contains(&name)) {
            return Err(GoldError::Unknown(format!("the columns are {}", header.join(", "))));
        }
        for name in header.iter().filter(|name| !known.contains(name)) {
            let near = known.iter().map(|other| (strsim::damerau_levenshtein(name, other), other)).min();
            let hint =
                near.filter(|(far, _)| *far <= name.len() / 3).map(|(_, other)| format!("; did you mean {other:?}?"));
            let message =
                format!("the claims table has no column {name:?}, so it is not compared{}", hint.unwrap_or_default());
            problems.push(Diagnostic::warning(file, message));
        }
        let filled =
            |name: &str| rows.iter().flat_map(|(_, row)| row).any(|(key, cell)| key == name && !cell.is_empty());
        let columns: Vec<String> = compared.into_iter().filter(|name| filled(name)).cloned().collect();
        let mut gold = Self { columns, ..Self::default() };
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        for (line, row) in rows {
            let id = row.iter().find(|(name, _)| name == "article").map(|(_, cell)| cell.clone()).unwrap_or_default();
            if id.is_empty() {
                problems.push(Diagnostic { line: Some(line), ..Diagnostic::error(file, "this row names no article") });
                continue;
            }
            let article = *places.entry(id.clone()).or_insert_with(|| {
                gold.articles.push(id);
                gold.articles.len() - 1
            });
            let cell =
                |name: &str| row.iter().find(|(key, cell)| key == name && !cell.is_empty()).map(|(_, cell)| cell);
            let cells: Vec<(usize, String)> = gold
                .columns
                .iter()
                .enumerate()
                .filter_map(|(column, name)| Some((column, cell(name)?.clone())))
                .collect();
            if !cells.is_empty() {
                gold.rows.push(GoldRow { article, cells });
            }
        }
        Ok((gold, problems))
    }
}
