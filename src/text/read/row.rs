//! A row of a table as an article, whatever the format of the table: which column is what, and what a row lacks.

use super::{columns::Field, plain, reader::Source};
use crate::text::{Article, DateFrom, Diagnostic, Part, date::read_day};

/// The columns of a table.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    text: usize,
    others: Vec<(Field, usize)>,
}

impl Header {
    /// Which of these columns are what; `part` is where they are named.
    pub(super) fn new(names: Vec<String>, source: &Source, part: Part) -> Result<Self, Diagnostic> {
        let columns = &source.options.columns;
        let find = |field| columns.find(field, names.iter().map(String::as_str));
        let Some(text) = find(Field::Text) else {
            let there = names.iter().map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
            let message = format!(
                "none of the columns of this table is known to hold text (they are {there}), so it was left out; \
                 name one, as in --column text=body"
            );
            let problem = if source.named { source.error(message) } else { source.warning(message) };
            return Err(problem.at(part));
        };
        if let Some(missing) = columns.missing(&names).next().filter(|_| source.named) {
            return Err(source.error(format!("this table has no column {missing:?}, which --column names")).at(part));
        }
        let fields = [Field::Id, Field::Date, Field::Title, Field::Source, Field::Url, Field::Authors, Field::Language];
        let others = fields.into_iter().filter_map(|field| find(field).map(|at| (field, at))).collect();
        Ok(Self { names, text, others })
    }

    /// The columns that are read, in ascending order.
    #[cfg(feature = "parquet")]
    pub(super) fn used(&self) -> Vec<usize> {
        let mut used: Vec<usize> = self.others.iter().map(|(_, at)| *at).chain([self.text]).collect();
        used.sort_unstable();
        used.dedup();
        used
    }

    /// The article of a row, with a remark where its date cannot be read.
    pub(super) fn article(
        &self,
        row: &[String],
        source: &Source,
        part: Part,
    ) -> Result<(Article, Option<Diagnostic>), Diagnostic> {
        let wanted = self.names.len();
        if row.len() != wanted {
            let message = format!("this row has {} cells and the first row {wanted}; it was left out", row.len());
            return Err(source.error(message).at(part));
        }
        let cell = |wanted: Field| {
            let at = self.others.iter().find(|(field, _)| *field == wanted)?.1;
            Some(row[at].trim()).filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        let number = match part {
            Part::Line(number) | Part::Record(number) => number,
            Part::Whole => 0,
        };
        let id = cell(Field::Id).unwrap_or_else(|| format!("{}#{number}", source.name));
        let text = row[self.text].as_str();
        if text.trim().is_empty() {
            let message = format!("the text of article {id:?} is empty (column {:?})", self.names[self.text]);
            return Err(source.error(message).at(part));
        }
        let mut article = plain::article(id, text);
        (article.title, article.source) = (cell(Field::Title), cell(Field::Source));
        (article.url, article.language) = (cell(Field::Url), cell(Field::Language));
        let names = cell(Field::Authors).unwrap_or_default();
        article.authors = names.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let mut remark = None;
        if let Some(written) = cell(Field::Date) {
            match read_day(&written) {
                Ok(day) => (article.published, article.date_from) = (Some(day), Some(DateFrom::Header)),
                Err(why) => {
                    let message = format!(
                        "the date {written:?} of article {:?} is not a day that can be read, and is left out: {why}",
                        article.id
                    );
                    remark = Some(source.warning(message).at(part));
                }
            }
        }
        Ok((article, remark))
    }
}
