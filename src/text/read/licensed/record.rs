//! One article of an export, as its layout gives it.

use jiff::civil::Date;

/// An article before it is checked: what was found of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    pub(super) day: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) paragraphs: Vec<String>,
}

/// What was found in an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Export {
    pub(super) records: Vec<Record>,
    /// How many articles the export itself says it has.
    pub(super) announced: Option<usize>,
}

/// A name in capitals as names are written: "ANN VAN EXAMPLE" is "Ann Van Example".
pub(super) fn name(written: &str) -> String {
    if written.chars().any(char::is_lowercase) {
        return written.to_owned();
    }
    let mut begins = true;
    let lower = |sign: char| {
        let letter = if begins { sign } else { sign.to_lowercase().next().unwrap_or(sign) };
        begins = !sign.is_alphanumeric();
        letter
    };
    written.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn capitals_become_names() {
        assert_eq!(super::name("ANN O'EXAMPLE-SMITH"), "Ann O'Example-Smith");
        assert_eq!(super::name("Ann McExample"), "Ann McExample");
    }
}
