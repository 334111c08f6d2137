//! Tables to facts, with all their mistakes at once.
//!
//! A user's own tables are read by the same lines as the embedded ones, and before them: of two entries with one id the
//! first stays, and a name that a user's table gives is that entry's alone.

use jiff::{Span as Stretch, civil::Date};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    super::table::{Problem, Table, list},
    columns::{About, GIVEN_COLUMNS, MEMBER_COLUMNS, METONYM_COLUMNS, OFFICE_COLUMNS, check_form},
    kind::{EntityKind, Given},
    names::Names,
    words::Words,
};

/// An entry, its words borrowed from the tables.
pub(super) struct Entry<'t> {
    pub(super) id: &'t str,
    pub(super) kind: EntityKind,
    pub(super) class: &'t str,
    pub(super) label: &'t str,
    pub(super) wikidata: &'t str,
    pub(super) country: Option<u32>,
    pub(super) code: &'t str,
    pub(super) weight: u32,
    /// The first unmarked adjective; empty where there is none.
    pub(super) adjective: &'t str,
}

/// Somebody's term of office.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    pub(crate) person: u32,
    pub(crate) office: u32,
    pub(crate) of: u32,
    /// First possible day.
    pub(crate) since: Option<Date>,
    /// Last possible day; `None` where unknown.
    pub(crate) until: Option<Date>,
    /// Whether the source knows its end; `until` is then no assumption.
    pub(crate) ended: bool,
}

/// What a capital or palace stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Metonym {
    pub(crate) stands_for: u32,
    pub(crate) place: Option<u32>,
    /// Strong ones stand for the government unless something happens in the place.
    pub(crate) strong: bool,
}

/// All that the tables say, entries by their number in the order of the tables.
pub(super) struct Facts<'t> {
    words: &'t Words<'t>,
    pub(super) entries: Vec<Entry<'t>>,
    pub(super) by_id: FxHashMap<&'t str, u32>,
    pub(super) names: Names,
    /// Persons by the family name of each of their names.
    pub(super) surnames: FxHashMap<Box<str>, Vec<u32>>,
    pub(super) offices: FxHashMap<&'t str, u32>,
    pub(super) terms: Vec<Term>,
    pub(super) metonyms: FxHashMap<Box<str>, Metonym>,
    /// Organisation and member.
    pub(super) members: Vec<(u32, u32)>,
    pub(super) given: FxHashMap<Box<str>, Given>,
}

impl<'t> Facts<'t> {
    /// Reads a user's tables and those below them.
    pub(super) fn read(own: &[Table<'t>], base: &[Table<'t>], words: &'t Words<'t>) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut facts = Self {
            words,
            entries: Vec::new(),
            by_id: FxHashMap::default(),
            names: Names::default(),
            surnames: FxHashMap::default(),
            offices: FxHashMap::default(),
            terms: Vec::new(),
            metonyms: FxHashMap::default(),
            members: Vec::new(),
            given: FxHashMap::default(),
        };
        let tables = || own.iter().chain(base);
        for table in tables() {
            check_form(table, &mut problems);
        }
        let about = |wanted: About| move |table: &&Table<'_>| About::of(table) == Some(wanted);
        let entities = about(About::Entities);
        let lines: usize = tables().filter(entities).map(Table::len).sum();
        facts.entries.reserve(lines);
        facts.by_id.reserve(lines);
        facts.names.reserve(lines * 2);
        facts.terms.reserve(tables().filter(about(About::Offices)).map(Table::len).sum());
        for table in tables().filter(entities) {
            facts.read_entities(table, &mut problems);
        }
        for table in own.iter().filter(entities) {
            facts.read_names(table, &mut problems);
        }
        if base.iter().any(|table| entities(&table)) {
            facts.names.shadow();
        }
        for table in base.iter().filter(entities) {
            facts.read_names(table, &mut problems);
        }
        for table in tables() {
            match About::of(table) {
                Some(About::Offices) => facts.read_offices(table, &mut problems),
                Some(About::Metonyms) => facts.read_metonyms(table, &mut problems),
                Some(About::Members) => facts.read_members(table, &mut problems),
                Some(About::GivenNames) => facts.read_given(table, &mut problems),
                Some(About::Entities) | None => {}
            }
        }
        problems.sort();
        (facts, problems)
    }

    fn read_entities(&mut self, table: &Table<'t>, problems: &mut Vec<Problem>) {
        let start = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let mut replaced = FxHashSet::default();
        for row in table.rows(["id", "kind", "class", "label", "wikidata", "code", "weight"]) {
            let [id, kind, class, label, wikidata, code, weight] = row.cells;
            let Some(kind) = EntityKind::parse(kind) else {
                problems.push(table.problem(
                    row.line,
                    format!("unknown kind `{kind}`: person, country, organisation, group, place or position"),
                ));
                continue;
            };
            let valid = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "-/".contains(letter);
            if id.is_empty() || !id.chars().all(valid) {
                problems.push(
                    table.problem(row.line, format!("id `{id}`: lower-case ASCII letters, digits, - and / only")),
                );
                continue;
            }
            if label.is_empty() {
                problems.push(table.problem(row.line, "empty label"));
                continue;
            }
            let number = wikidata.strip_prefix('Q').unwrap_or_default();
            if !wikidata.is_empty() && (number.is_empty() || !number.chars().all(|letter| letter.is_ascii_digit())) {
                problems.push(table.problem(row.line, format!("wikidata `{wikidata}`: Q and a number")));
            }
            if !code.chars().all(|letter| letter.is_ascii_uppercase() || letter == '-') || code.len() % 3 != 0 {
                problems.push(table.problem(row.line, format!("code `{code}`: capitals in groups of three (CHNGOV)")));
            }
            if kind == EntityKind::Person && Given::parse(class).is_none() {
                problems.push(table.problem(row.line, format!("class `{class}`: of a person m, f or nothing")));
            }
            if let Some(&index) = self.by_id.get(id) {
                if index >= start || !replaced.insert(id) {
                    problems.push(table.problem(row.line, format!("id `{id}` stands twice in this file")));
                }
                continue;
            }
            let weight = weight.parse().ok().or_else(|| weight.is_empty().then_some(0));
            if weight.is_none() {
                problems.push(table.problem(row.line, "weight: a whole number"));
            }
            let index = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            self.by_id.insert(id, index);
            self.entries.push(Entry {
                id,
                kind,
                class,
                label,
                wikidata,
                country: None,
                code,
                weight: weight.unwrap_or(0),
                adjective: "",
            });
        }
    }

    fn read_names(&mut self, table: &Table<'t>, problems: &mut Vec<Problem>) {
        let words = self.words;
        let mut folded = String::new();
        for row in table.rows(["id", "label", "names", "adjectives", "country"]) {
            let [id, label, names, adjectives, country] = row.cells;
            let Some(&index) = self.by_id.get(id) else { continue };
            let entry = &mut self.entries[index as usize];
            // A replaced entry keeps the words of the one that replaces it.
            if entry.label != label {
                continue;
            }
            let kind = entry.kind;
            if !country.is_empty() {
                match self.by_id.get(country) {
                    Some(&country) => entry.country = Some(country),
                    None => problems.push(table.problem(row.line, format!("country `{country}` is no id of an entry"))),
                }
            }
            let family_first =
                entry.country.is_some_and(|country| words.family_first.contains(&self.entries[country as usize].id));
            let doubtful_label = list(names).any(|name| name.strip_prefix('?') == Some(label));
            self.names.add(words, label, index, (doubtful_label, false));
            for name in list(names) {
                let bare = name.trim_start_matches('?');
                if self.names.add(words, bare, index, (bare.len() < name.len(), false)).is_empty() {
                    problems.push(table.problem(row.line, format!("name `{name}` has no letters")));
                }
            }
            self.entries[index as usize].adjective =
                list(adjectives).find(|name| !name.starts_with('?')).unwrap_or_default();
            for name in list(adjectives) {
                let bare = name.trim_start_matches('?');
                self.names.add(words, bare, index, (bare.len() < name.len(), true));
            }
            if kind == EntityKind::Person {
                for name in std::iter::once(label).chain(list(names)) {
                    folded.clear();
                    words.letters.each(name, &mut folded, &mut |_, folded, _, _| folded.push(' '));
                    let whole = folded.trim_end_matches(' ');
                    let first = family_first && whole.bytes().filter(|&byte| byte == b' ').count() < 3;
                    let surname = if first { whole.split(' ').next() } else { whole.rsplit(' ').next() };
                    let Some(surname) = surname else { continue };
                    match self.surnames.get_mut(surname) {
                        Some(persons) if persons.contains(&index) => {}
                        Some(persons) => persons.push(index),
                        None => {
                            self.surnames.insert(surname.into(), vec![index]);
                        }
                    }
                }
            }
        }
    }

    /// The entry of an id; a problem where there is none.
    fn known_id(&self, table: &Table<'_>, line: usize, id: &str, problems: &mut Vec<Problem>) -> Option<u32> {
        let found = self.by_id.get(id).copied();
        if found.is_none() {
            problems.push(table.problem(line, format!("`{id}` is no id of an entry")));
        }
        found
    }

    fn read_offices(&mut self, table: &Table<'t>, problems: &mut Vec<Problem>) {
        let [.., since_column, until_column, open_column] = OFFICE_COLUMNS;
        for row in table.rows(OFFICE_COLUMNS) {
            let [person, name, of, since, until, open] = row.cells;
            let person = self.known_id(table, row.line, person, problems);
            let of = self.known_id(table, row.line, of, problems);
            let (Some(person), Some(of)) = (person, of) else { continue };
            if name.is_empty() {
                problems.push(table.problem(row.line, "empty office"));
            }
            let days = [(since_column, since, true), (until_column, until, true), (open_column, open, false)];
            for (column, text, may_be_unknown) in days {
                let unknown = text.is_empty() || text == "?" && may_be_unknown;
                if !unknown && first_day(text).is_none() {
                    problems.push(
                        table.problem(row.line, format!("{column} `{text}`: a day as 2022-07-09, 2022-07 or 2022")),
                    );
                }
            }
            let next = u32::try_from(self.offices.len()).unwrap_or(u32::MAX);
            let office = *self.offices.entry(name).or_insert(next);
            let ended = !matches!(until, "" | "?");
            let until = match (until, open) {
                ("?", _) => None,
                // In office on the day that the source was read: so too for half a year after it.
                ("", open) => last_day(open).and_then(|day| day.checked_add(Stretch::new().days(180)).ok()),
                (until, _) => last_day(until),
            };
            self.terms.push(Term { person, office, of, since: first_day(since), until, ended });
        }
    }

    fn read_metonyms(&mut self, table: &Table<'t>, problems: &mut Vec<Problem>) {
        let words = self.words;
        for row in table.rows(METONYM_COLUMNS) {
            let [name, stands_for, place, strength] = row.cells;
            let strong = is_strong(strength);
            if strong.is_none() {
                problems.push(table.problem(row.line, format!("strength `{strength}`: strong or weak")));
            }
            let Some(stands_for) = self.known_id(table, row.line, stands_for, problems) else { continue };
            let place = if place.is_empty() { None } else { self.known_id(table, row.line, place, problems) };
            let folded = words.letters.folded(name);
            if folded.is_empty() {
                problems.push(table.problem(row.line, "empty metonym"));
            }
            if self.names.shadowed(&folded, place.unwrap_or(stands_for)) {
                continue;
            }
            self.names.add(words, name, place.unwrap_or(stands_for), (false, false));
            let strong = strong.unwrap_or(true);
            self.metonyms.entry(folded.into()).or_insert(Metonym { stands_for, place, strong });
        }
    }

    fn read_members(&mut self, table: &Table<'t>, problems: &mut Vec<Problem>) {
        for row in table.rows(MEMBER_COLUMNS) {
            let [organisation, member, _, _] = row.cells;
            let organisation = self.known_id(table, row.line, organisation, problems);
            let member = self.known_id(table, row.line, member, problems);
            if let (Some(organisation), Some(member)) = (organisation, member) {
                self.members.push((organisation, member));
            }
        }
    }

    fn read_given(&mut self, table: &Table<'t>, problems: &mut Vec<Problem>) {
        for row in table.rows(GIVEN_COLUMNS) {
            let [name, gender] = row.cells;
            let given = Given::parse(gender);
            if given.is_none() {
                problems.push(table.problem(row.line, format!("gender `{gender}`: m, f or nothing")));
            }
            let name = self.words.letters.folded(name);
            self.given.entry(name.into()).or_insert(given.unwrap_or(Given::Both));
        }
    }
}

/// Whether the strength of a metonym, as its cell says it, lets it stand for the government wherever it does not speak of
/// the place.
fn is_strong(strength: &str) -> Option<bool> {
    match strength {
        "strong" => Some(true),
        "weak" => Some(false),
        _ => strength.is_empty().then_some(true),
    }
}

/// The first day of `2022`, `2022-07` or `2022-07-09`.
fn first_day(text: &str) -> Option<Date> {
    day(text, false)
}

/// The last day of `2022`, `2022-07` or `2022-07-09`.
fn last_day(text: &str) -> Option<Date> {
    day(text, true)
}

fn day(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.split('-').map(str::parse::<i16>);
    let year = parts.next()?.ok()?;
    let month = parts.next().transpose().ok()?.unwrap_or(if last { 12 } else { 1 });
    let month = i8::try_from(month).ok()?;
    match parts.next().transpose().ok()? {
        Some(day) => Date::new(year, month, i8::try_from(day).ok()?).ok(),
        None => {
            let first = Date::new(year, month, 1).ok()?;
            Some(if last { first.last_of_month() } else { first })
        }
    }
}
