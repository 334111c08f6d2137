//! The tables of names: what each is about, by the columns of its header, and which columns it may have.

use super::super::table::{Problem, Table};

const ENTITY_COLUMNS: [&str; 10] =
    ["id", "kind", "class", "label", "names", "adjectives", "wikidata", "country", "code", "weight"];
pub(super) const OFFICE_COLUMNS: [&str; 6] = ["person", "office", "of", "since", "until", "open"];
pub(super) const METONYM_COLUMNS: [&str; 4] = ["metonym", "stands_for", "place", "strength"];
pub(super) const MEMBER_COLUMNS: [&str; 4] = ["organisation", "member", "since", "until"];
pub(super) const GIVEN_COLUMNS: [&str; 2] = ["given", "gender"];

/// The columns that say what a table is about.
const TELLING_COLUMNS: [&str; 6] = ["id", "label", "office", "metonym", "member", "given"];

/// What a table is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    Entities,
    Offices,
    Metonyms,
    Members,
    GivenNames,
}

impl About {
    /// What the header of a table says that it is about.
    pub(super) fn of(table: &Table<'_>) -> Option<Self> {
        let [id, label, office, metonym, member, given] = TELLING_COLUMNS.map(|column| table.has(column));
        let told = [
            (id && label, Self::Entities),
            (office, Self::Offices),
            (metonym, Self::Metonyms),
            (member, Self::Members),
            (given, Self::GivenNames),
        ];
        told.into_iter().find_map(|(told, about)| told.then_some(about))
    }

    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Entities => &ENTITY_COLUMNS,
            Self::Offices => &OFFICE_COLUMNS,
            Self::Metonyms => &METONYM_COLUMNS,
            Self::Members => &MEMBER_COLUMNS,
            Self::GivenNames => &GIVEN_COLUMNS,
        }
    }
}

/// The mistakes of a table's form: a header that announces no table, unknown columns, and lines that are longer than the
/// header.
pub(super) fn check_form(table: &Table<'_>, problems: &mut Vec<Problem>) {
    let Some(about) = About::of(table) else {
        return problems.push(table.problem(
            table.header.max(1),
            "the header names no known table: entities have id, kind and label; offices person, office and of; \
             metonyms metonym and stands_for; memberships organisation and member; given names given and gender",
        ));
    };
    for column in table.unknown_columns(about.columns()) {
        let like = |known: &str| strsim::jaro_winkler(known, column);
        let near = about.columns().iter().max_by(|one, other| like(one).total_cmp(&like(other)));
        let near = near.copied().unwrap_or_default();
        problems.push(table.problem(table.header, format!("unknown column `{column}`; did you mean `{near}`?")));
    }
    for line in table.overlong() {
        problems.push(table.problem(line, "more cells than the header has columns"));
    }
}
