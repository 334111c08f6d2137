//! The gazetteer: entries with their names, offices with dates, metonyms, memberships.
//!
//! It is read from tables of text at the first use. There is no compiled index: reading the tables takes some tens of
//! milliseconds, so a user's own tables are read the same way, and what is in the repository can be reviewed.

use std::sync::LazyLock;

use jiff::{Span as Stretch, civil::Date};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    ArticleEntities, Entity, EntityId, EntityKind,
    lexicon::{Gender, Lexicon},
    names::{Form, NameIndex},
    resolve,
    table::{Problem, Table, list},
};
use crate::{syntax::Sentence, text::Article};

/// The gazetteer files that are compiled into the program.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/gazetteer.rs"));

/// Columns of a table of entities.
const ENTITY: [&str; 10] =
    ["id", "kind", "class", "label", "names", "adjectives", "wikidata", "country", "code", "weight"];
/// Columns of a table of offices.
const OFFICE: [&str; 6] = ["person", "office", "of", "since", "until", "open"];
/// Columns of a table of metonyms.
const METONYM: [&str; 4] = ["metonym", "stands_for", "place", "strength"];
/// Columns of a table of memberships.
const MEMBER: [&str; 4] = ["organisation", "member", "since", "until"];
/// Columns of a table of given names.
const GIVEN: [&str; 2] = ["given", "gender"];

/// An entry of the gazetteer.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: Box<str>,
    pub(super) kind: EntityKind,
    /// Finer kind; the gender of persons.
    pub(super) class: Box<str>,
    pub(super) label: Box<str>,
    pub(super) wikidata: Option<Box<str>>,
    pub(super) country: Option<u32>,
    pub(super) code: Option<Box<str>>,
    /// Prominence: thousands of inhabitants, offices held.
    pub(super) weight: u32,
    /// The first adjective: "Russian".
    adjective: Option<Box<str>>,
}

impl Entry {
    pub(super) fn gender(&self) -> Option<Gender> {
        if self.kind == EntityKind::Person { Gender::parse(&self.class) } else { None }
    }
}

/// Somebody's term of office.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) person: u32,
    pub(super) office: u32,
    pub(super) of: u32,
    /// First possible day.
    since: Option<Date>,
    /// Last possible day; `None` where unknown.
    until: Option<Date>,
}

impl Term {
    /// Whether the term is known to have ended by that day.
    pub(super) fn ended_before(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until < day)
    }

    /// Whether the term may hold on that day.
    pub(super) fn holds(&self, day: Date) -> bool {
        self.since.is_some_and(|since| since <= day) && self.until.is_some_and(|until| day <= until)
    }
}

/// What a capital or palace stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Metonym {
    pub(super) stands_for: u32,
    pub(super) place: Option<u32>,
    /// Strong ones stand for the government unless something happens in the place.
    pub(super) strong: bool,
}

/// The names, offices and facts that mentions are resolved against.
#[derive(Debug)]
pub struct Gazetteer {
    pub(super) entries: Vec<Entry>,
    by_id: FxHashMap<Box<str>, u32>,
    pub(super) names: NameIndex,
    /// Persons by each atom of their names that may stand alone.
    by_surname: FxHashMap<Box<str>, Vec<u32>>,
    office_names: Vec<Box<str>>,
    offices: FxHashMap<Box<str>, u32>,
    terms: Vec<Term>,
    terms_of: FxHashMap<u32, Vec<u32>>,
    holders: FxHashMap<(u32, u32), Vec<u32>>,
    metonyms: FxHashMap<Box<str>, Metonym>,
    members: FxHashMap<u32, Vec<u32>>,
    given: FxHashMap<Box<str>, Option<Gender>>,
}

/// States whose people bear the family name first.
pub(super) const FAMILY_FIRST: [&str; 8] =
    ["china", "taiwan", "south-korea", "north-korea", "vietnam", "cambodia", "singapore", "hong-kong"];

impl Gazetteer {
    /// The gazetteer that is compiled into the program; loaded once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
            let (gazetteer, problems) = Gazetteer::read(FILES);
            debug_assert!(problems.is_empty(), "the embedded gazetteer is checked by its test: {problems:?}");
            gazetteer
        });
        &GAZETTEER
    }

    /// A gazetteer of these tables, `(file name, text)`, instead of the embedded one.
    ///
    /// # Errors
    /// Every problem of every table, with file and line.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<Problem>> {
        match Self::read(files) {
            (gazetteer, problems) if problems.is_empty() => Ok(gazetteer),
            (_, problems) => Err(problems),
        }
    }

    /// The embedded gazetteer with these tables added; an entry with the id of an embedded one replaces it.
    ///
    /// # Errors
    /// Every problem of every table, with file and line.
    pub fn embedded_with(files: &[(&str, &str)]) -> Result<Self, Vec<Problem>> {
        let mut all: Vec<(&str, &str)> = files.to_vec();
        all.extend_from_slice(FILES);
        Self::parse(&all)
    }

    /// Finds and resolves the mentions of an article. Never fails: what cannot be resolved has no entity.
    #[must_use]
    pub fn resolve(&self, article: &Article, sentences: &[Sentence]) -> ArticleEntities {
        resolve::resolve(self, article, sentences)
    }

    /// An entry by its id.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<Entity> {
        let entry = self.entry(self.find(id)?);
        Some(Entity {
            id: EntityId(id.to_owned()),
            kind: entry.kind,
            label: entry.label.to_string(),
            wikidata: entry.wikidata.as_deref().map(str::to_owned),
            country: entry.country.map(|country| EntityId(self.entry(country).id.to_string())),
            code: entry.code.as_deref().map(str::to_owned),
            minted: false,
        })
    }

    /// The days on which an office of a state or body (`china/foreign-minister`) was surely held by somebody: first and
    /// last day of each term; `None` where the source gives no day.
    pub fn terms(&self, person: &str, position: &str) -> impl Iterator<Item = (Option<Date>, Option<Date>)> + '_ {
        let person = self.find(person);
        let position = position.to_owned();
        person.into_iter().flat_map(|person| self.terms_of(person)).filter_map(move |term| {
            let held = format!("{}/{}", self.entry(term.of).id, self.office_name(term.office));
            (held == position).then_some((term.since, term.until))
        })
    }

    /// The number of entries and of names.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.entries.len(), self.names.len())
    }

    /// Reads tables; of two entries with one id the first one stays, so that a user's files come first.
    fn read(files: &[(&str, &str)]) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let tables: Vec<Table<'_>> = files.iter().map(|(file, text)| Table::new(file, text)).collect();
        let mut gazetteer = Self {
            entries: Vec::new(),
            by_id: FxHashMap::default(),
            names: NameIndex::default(),
            by_surname: FxHashMap::default(),
            office_names: Vec::new(),
            offices: FxHashMap::default(),
            terms: Vec::new(),
            terms_of: FxHashMap::default(),
            holders: FxHashMap::default(),
            metonyms: FxHashMap::default(),
            members: FxHashMap::default(),
            given: FxHashMap::default(),
        };
        for table in &tables {
            let known: &[&str] = match table {
                table if table.has("id") && table.has("label") => &ENTITY,
                table if table.has("office") => &OFFICE,
                table if table.has("metonym") => &METONYM,
                table if table.has("member") => &MEMBER,
                table if table.has("given") => &GIVEN,
                table => {
                    problems.push(table.problem(
                        table.header,
                        "the header names no known table: entities have id, kind and label; offices person, office and of; \
                         metonyms metonym and stands_for; memberships organisation and member; given names given and gender",
                    ));
                    continue;
                }
            };
            for column in table.unknown_columns(known) {
                let near = known
                    .iter()
                    .max_by(|a, b| strsim::jaro_winkler(a, column).total_cmp(&strsim::jaro_winkler(b, column)))
                    .copied()
                    .unwrap_or_default();
                problems
                    .push(table.problem(table.header, format!("unknown column `{column}`; did you mean `{near}`?")));
            }
            for line in table.overlong() {
                problems.push(table.problem(line, "more cells than the header has columns"));
            }
        }
        let entity_tables: Vec<&Table<'_>> =
            tables.iter().filter(|table| table.has("id") && table.has("label")).collect();
        for table in &entity_tables {
            gazetteer.read_entities(table, &mut problems);
        }
        for table in &entity_tables {
            gazetteer.read_names(table, &mut problems);
        }
        for table in &tables {
            gazetteer.read_facts(table, &mut problems);
        }
        problems.sort();
        (gazetteer, problems)
    }

    fn read_entities(&mut self, table: &Table<'_>, problems: &mut Vec<Problem>) {
        let mut own = FxHashSet::default();
        for row in table.rows(["id", "kind", "class", "label", "wikidata", "code", "weight"]) {
            let [id, kind, class, label, wikidata, code, weight] = row.cells;
            let kind = match kind {
                "person" => EntityKind::Person,
                "country" => EntityKind::Country,
                "organisation" => EntityKind::Organisation,
                "group" => EntityKind::Group,
                "place" => EntityKind::Place,
                "position" => EntityKind::Position,
                _ => {
                    problems.push(table.problem(
                        row.line,
                        format!("unknown kind `{kind}`: person, country, organisation, group, place or position"),
                    ));
                    continue;
                }
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
            if !own.insert(id) {
                problems.push(table.problem(row.line, format!("id `{id}` stands twice in this file")));
            }
            if self.by_id.contains_key(id) {
                continue;
            }
            let weight = weight.parse().ok().or_else(|| weight.is_empty().then_some(0));
            if weight.is_none() {
                problems.push(table.problem(row.line, "weight: a whole number"));
            }
            let index = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
            self.by_id.insert(id.into(), index);
            self.entries.push(Entry {
                id: id.into(),
                kind,
                class: class.into(),
                label: label.into(),
                wikidata: (!wikidata.is_empty()).then(|| wikidata.into()),
                country: None,
                code: (!code.is_empty()).then(|| code.into()),
                weight: weight.unwrap_or(0),
                adjective: None,
            });
        }
    }

    fn read_names(&mut self, table: &Table<'_>, problems: &mut Vec<Problem>) {
        let letters = &Lexicon::embedded().letters;
        for row in table.rows(["id", "label", "names", "adjectives", "country"]) {
            let [id, label, names, adjectives, country] = row.cells;
            let Some(&index) = self.by_id.get(id) else { continue };
            let entry = &mut self.entries[index as usize];
            // A replaced entry keeps the words of the one that replaces it.
            if *entry.label != *label {
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
                entry.country.is_some_and(|country| FAMILY_FIRST.contains(&&*self.entries[country as usize].id));
            let doubtful_label = list(names).any(|name| name.strip_prefix('?') == Some(label));
            self.names.add(letters, label, index, doubtful_label, Form::Name);
            for name in list(names) {
                let bare = name.trim_start_matches('?');
                self.names.add(letters, bare, index, bare.len() < name.len(), Form::Name);
            }
            self.entries[index as usize].adjective =
                list(adjectives).find(|name| !name.starts_with('?')).map(Into::into);
            for name in list(adjectives) {
                let bare = name.trim_start_matches('?');
                self.names.add(letters, bare, index, bare.len() < name.len(), Form::Adjective);
            }
            if kind == EntityKind::Person {
                for name in std::iter::once(label).chain(list(names)) {
                    let folded = letters.folded(name);
                    let parts: Vec<&str> = folded.split(' ').collect();
                    let surname = if family_first && parts.len() < 4 { parts.first() } else { parts.last() };
                    if let Some(&surname) = surname {
                        let persons = self.by_surname.entry(surname.into()).or_default();
                        if !persons.contains(&index) {
                            persons.push(index);
                        }
                    }
                }
            }
        }
    }

    fn read_facts(&mut self, table: &Table<'_>, problems: &mut Vec<Problem>) {
        let letters = &Lexicon::embedded().letters;
        let mut find = |gazetteer: &Self, line: usize, id: &str| {
            let found = gazetteer.by_id.get(id).copied();
            if found.is_none() {
                problems.push(table.problem(line, format!("`{id}` is no id of an entry")));
            }
            found
        };
        if table.has("office") {
            for row in table.rows(OFFICE) {
                let [person, office, of, since, until, open] = row.cells;
                let (Some(person), Some(of)) = (find(self, row.line, person), find(self, row.line, of)) else {
                    continue;
                };
                let office = self.office_index(office);
                let until = match (until, open) {
                    ("?", _) => None,
                    // In office on the day that the source was read: so too for half a year after it.
                    ("", open) => last_day(open).and_then(|day| day.checked_add(Stretch::new().days(180)).ok()),
                    (until, _) => last_day(until),
                };
                let term = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
                self.terms.push(Term { person, office, of, since: first_day(since), until });
                self.terms_of.entry(person).or_default().push(term);
                self.holders.entry((of, office)).or_default().push(term);
            }
        } else if table.has("metonym") {
            for row in table.rows(METONYM) {
                let [name, stands_for, place, strength] = row.cells;
                let Some(stands_for) = find(self, row.line, stands_for) else { continue };
                let place = if place.is_empty() { None } else { find(self, row.line, place) };
                let folded = letters.folded(name);
                self.names.add(letters, name, place.unwrap_or(stands_for), false, Form::Name);
                self.metonyms.entry(folded.into()).or_insert(Metonym { stands_for, place, strong: strength != "weak" });
            }
        } else if table.has("member") {
            for row in table.rows(MEMBER) {
                let [organisation, member, _, _] = row.cells;
                let (Some(organisation), Some(member)) =
                    (find(self, row.line, organisation), find(self, row.line, member))
                else {
                    continue;
                };
                self.members.entry(organisation).or_default().push(member);
            }
        } else if table.has("given") {
            for row in table.rows(GIVEN) {
                self.given.insert(letters.folded(row.cells[0]).into(), Gender::parse(row.cells[1]));
            }
        }
    }

    fn office_index(&mut self, office: &str) -> u32 {
        if let Some(&index) = self.offices.get(office) {
            return index;
        }
        let index = u32::try_from(self.office_names.len()).unwrap_or(u32::MAX);
        self.office_names.push(office.into());
        self.offices.insert(office.into(), index);
        index
    }

    pub(super) fn entry(&self, index: u32) -> &Entry {
        &self.entries[index as usize]
    }

    pub(super) fn adjective(&self, entry: u32) -> Option<&str> {
        self.entry(entry).adjective.as_deref()
    }

    pub(super) fn find(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// Persons one of whose names ends (or begins, where the family name stands first) with that atom.
    pub(super) fn by_surname(&self, folded: &str) -> &[u32] {
        self.by_surname.get(folded).map_or(&[], Vec::as_slice)
    }

    /// What a capital or palace stands for.
    pub(super) fn metonym(&self, folded: &str) -> Option<Metonym> {
        self.metonyms.get(folded).copied()
    }

    /// Whether the atom is a given name, and of which gender.
    pub(super) fn given(&self, folded: &str) -> Option<Option<Gender>> {
        self.given.get(folded).copied()
    }

    /// The terms of a person.
    pub(super) fn terms_of(&self, person: u32) -> impl Iterator<Item = Term> + '_ {
        self.terms_of.get(&person).into_iter().flatten().map(|&term| self.terms[term as usize])
    }

    pub(super) fn office_name(&self, office: u32) -> &str {
        &self.office_names[office as usize]
    }

    /// The holders of an office of a state or body on a day; each once.
    pub(super) fn holders(&self, of: u32, office: &str, day: Date) -> Vec<u32> {
        let Some(&office) = self.offices.get(office) else { return Vec::new() };
        let mut found = Vec::new();
        for &term in self.holders.get(&(of, office)).into_iter().flatten() {
            let term = self.terms[term as usize];
            if term.holds(day) && !found.contains(&term.person) {
                found.push(term.person);
            }
        }
        found
    }

    /// Whether the person held that office of that state or body at any time.
    pub(super) fn ever_held(&self, person: u32, of: u32, office: &str) -> bool {
        let Some(&office) = self.offices.get(office) else { return false };
        self.terms_of(person).any(|term| term.office == office && term.of == of)
    }

    /// The states that belong to a body.
    #[expect(dead_code, reason = "for the passes on collective actors")]
    pub(super) fn members(&self, organisation: u32) -> &[u32] {
        self.members.get(&organisation).map_or(&[], Vec::as_slice)
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
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    match parts.next().transpose().ok()? {
        Some(day) => Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok(),
        None if last => Some(first.last_of_month()),
        None => Some(first),
    }
}
