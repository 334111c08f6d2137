//! Which columns of a table, and which keys of front matter, are what an article has.
//!
//! A user may name them (`text=body`); for what is not named a list of common names counts, its first one that is there.

use std::{fmt, str::FromStr};

/// What an article has, in the words of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its id.
    Id,
    /// The day of publication.
    Date,
    /// The headline.
    Title,
    /// The outlet.
    Source,
    /// The address.
    Url,
    /// Who wrote it.
    Authors,
    /// The language.
    Language,
    /// The text.
    Text,
}

impl Field {
    const ALL: [Self; 8] =
        [Self::Id, Self::Date, Self::Title, Self::Source, Self::Url, Self::Authors, Self::Language, Self::Text];

    /// Its own name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.names()[0]
    }

    /// The names that columns of it have, in lower case, words parted by underscores; its own first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id", "article_id", "uuid", "guid", "accession_number"],
            Self::Date => &[
                "date",
                "published",
                "published_at",
                "publish_date",
                "published_date",
                "publication_date",
                "date_published",
                "datepublished",
                "pub_date",
                "pubdate",
                "time",
                "timestamp",
            ],
            Self::Title => &["title", "headline"],
            Self::Source => &[
                "source",
                "outlet",
                "publisher",
                "publication",
                "newspaper",
                "agency",
                "source_name",
                "publication_title",
            ],
            Self::Url => &["url", "link", "address", "permalink", "canonical"],
            Self::Authors => &["authors", "author", "byline", "creator"],
            Self::Language => &["language", "lang"],
            Self::Text => &[
                "text",
                "body",
                "content",
                "full_text",
                "fulltext",
                "article",
                "article_text",
                "article_body",
                "articlebody",
                "main_text",
                "maintext",
                "story",
            ],
        }
    }
}

/// The columns that a user named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    named: Vec<(Field, String)>,
}

/// Why something is no column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ColumnError {
    /// There is no equals sign.
    #[error("write FIELD=COLUMN, as in text=body")]
    Form,
    /// An article has no such field.
    #[error("an article has no {0:?}; it has id, date, title, source, url, authors, language and text")]
    Field(String),
}

/// One `FIELD=COLUMN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column(Field, String);

impl FromStr for Column {
    type Err = ColumnError;

    fn from_str(text: &str) -> Result<Self, ColumnError> {
        let (field, column) = text.split_once('=').ok_or(ColumnError::Form)?;
        let known = Field::ALL.into_iter().find(|known| known.name() == field.trim());
        Ok(Self(known.ok_or_else(|| ColumnError::Field(field.trim().to_owned()))?, column.trim().to_owned()))
    }
}

impl fmt::Display for Column {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}={}", self.0.name(), self.1)
    }
}

impl FromIterator<Column> for Columns {
    fn from_iter<I: IntoIterator<Item = Column>>(columns: I) -> Self {
        Self { named: columns.into_iter().map(|Column(field, name)| (field, name)).collect() }
    }
}

/// A name as names are compared: lower case, words parted by one underscore.
fn folded(name: &str) -> String {
    let words = name.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

impl Columns {
    /// Which of these columns holds a field: the one that the user named, and no other where he named one, else the first
    /// of the common names that is there.
    #[must_use]
    pub fn find<'a>(&self, field: Field, header: impl IntoIterator<Item = &'a str> + Clone) -> Option<usize> {
        let named = self.named.iter().filter(|(known, _)| *known == field);
        let own: Vec<String> = named.map(|(_, name)| folded(name)).collect();
        let at = |wanted: &str| header.clone().into_iter().position(|name| folded(name) == wanted);
        if own.is_empty() {
            field.names().iter().find_map(|name| at(name))
        } else {
            own.iter().find_map(|name| at(name))
        }
    }

    /// The columns that the user named and that are not there, as he named them.
    pub fn missing<'a>(&'a self, header: &'a [String]) -> impl Iterator<Item = &'a str> {
        let there = move |name: &str| header.iter().any(|column| folded(column) == folded(name));
        self.named.iter().map(|(_, name)| name.as_str()).filter(move |name| !there(name))
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, ColumnError, Columns, Field};

    #[test]
    fn a_named_column_goes_before_common_names() {
        let header = ["ID", "Publication Date", "Body", "Summary"];
        let none = Columns::default();
        assert_eq!(none.find(Field::Text, header), Some(2));
        assert_eq!(none.find(Field::Date, header), Some(1));
        assert_eq!(none.find(Field::Url, header), None);
        let own: Columns = [" text = summary".parse::<Column>().expect("a column")].into_iter().collect();
        assert_eq!(own.find(Field::Text, header), Some(3));
        assert_eq!(own.find(Field::Text, ["text"]), None, "what is named and missing is not guessed");
        assert_eq!(own.missing(&["text".to_owned()]).collect::<Vec<_>>(), ["summary"]);
        assert_eq!("text".parse::<Column>(), Err(ColumnError::Form));
        assert_eq!("prose=x".parse::<Column>(), Err(ColumnError::Field("prose".to_owned())));
    }
}
