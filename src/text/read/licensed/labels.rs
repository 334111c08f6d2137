//! The labels of licensed archives: which words before a colon, or on a line of their own, say what follows.
//!
//! They stand in `data/pages/licensed.tsv`, so that a label in another language is a row and no line of code.

const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/pages/licensed.tsv"));

/// The labels of one archive.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    rows: Vec<(&'static str, &'static str)>,
}

impl Labels {
    /// The labels of the archive of that name in the table.
    pub(super) fn of(archive: &str) -> Self {
        let rows = TABLE.lines().skip(2).filter_map(|row| {
            let mut cells = row.split('\t');
            let (own, field, label) = (cells.next()?, cells.next()?, cells.next()?);
            (own == archive).then_some((field, label))
        });
        Self { rows: rows.collect() }
    }

    /// The field of a label, in capitals or not.
    pub(super) fn field(&self, label: &str) -> Option<&'static str> {
        // No label is longer.
        if label.len() > 60 {
            return None;
        }
        let label = label.trim().to_lowercase();
        self.rows.iter().find(|(_, known)| *known == label).map(|(field, _)| *field)
    }

    /// The field that a line begins with, and what follows its label: `Byline: By Ann Example`. A line that is nothing but a
    /// label has an empty value.
    pub(super) fn split<'a>(&self, line: &'a str) -> Option<(&'static str, &'a str)> {
        match line.split_once(':') {
            Some((label, value)) => self.field(label).map(|field| (field, value.trim())),
            None => self.field(line).map(|field| (field, "")),
        }
    }
}

/// The tag of a language that an archive names: `English` is `en`.
pub(super) fn language(name: &str) -> Option<String> {
    let first = name.split([',', ';', '/']).next().unwrap_or_default();
    Labels::of("language").field(first).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Labels, TABLE, language};

    #[test]
    fn labels_are_found_at_the_beginning_of_a_line() {
        let nexis = Labels::of("nexis");
        assert_eq!(nexis.split("BYLINE: By ANN EXAMPLE"), Some(("authors", "By ANN EXAMPLE")));
        assert_eq!(nexis.split("Body"), Some(("body", "")));
        assert_eq!(nexis.split("Load-Date: July 8, 2022"), Some(("end", "July 8, 2022")));
        assert_eq!(nexis.split("He said: no."), None);
        assert_eq!(language("ENGLISH").as_deref(), Some("en"));
        assert_eq!(language("Example"), None);
    }

    #[test]
    fn the_table_is_in_lower_case() {
        for row in TABLE.lines().skip(2) {
            assert!(row.split('\t').count() == 3 && row == row.to_lowercase(), "{row}");
        }
    }
}
