//! The gazetteer: entries with their names, offices with dates, metonyms, memberships.
//!
//! It is read in place from one index of bytes. The program's own was compiled from its tables when the program was built
//! and needs no loading; with a user's tables one is compiled from them and the text of the program's.

use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, LazyLock},
};

use jiff::{Span as Stretch, civil::Date};

use super::{
    Entity, EntityId, EntityKind,
    fold::Atom,
    index::{Bytes, Column, Given, Index, Metonym, Term, TermColumn, Words, compile, unpack},
    lexicon::{Gender, Lexicon},
    names::{Form, NameIndex},
    table::Problem,
};
use crate::lexicon::set;

/// The gazetteer files that are compiled into the program, for those who add to them.
pub(crate) const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/gazetteer.rs"));

/// The index of these files.
pub(crate) const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.index"));

/// An entry of the gazetteer, read where it stands.
#[derive(Clone, Copy)]
pub(crate) struct Entry<'g> {
    index: &'g Index,
    row: u32,
}

impl<'g> Entry<'g> {
    fn string(self, column: Column) -> &'g str {
        self.index.strings.get(self.index.entries.get(self.row, column as usize))
    }

    fn optional(self, column: Column) -> Option<&'g str> {
        Some(self.string(column)).filter(|string| !string.is_empty())
    }

    pub(crate) fn id(self) -> &'g str {
        self.index.entry_id(self.row)
    }

    pub(crate) fn kind(self) -> EntityKind {
        let kind = self.index.entries.index(self.row, Column::Kind as usize);
        EntityKind::ALL.get(kind as usize).copied().unwrap_or(EntityKind::Place)
    }

    /// Finer kind; the gender of persons.
    pub(crate) fn class(self) -> &'g str {
        self.string(Column::Class)
    }

    pub(crate) fn label(self) -> &'g str {
        self.string(Column::Label)
    }

    pub(crate) fn wikidata(self) -> Option<&'g str> {
        self.optional(Column::Wikidata)
    }

    pub(crate) fn country(self) -> Option<u32> {
        self.index.entries.index(self.row, Column::Country as usize).checked_sub(1)
    }

    pub(crate) fn code(self) -> Option<&'g str> {
        self.optional(Column::Code)
    }

    /// Prominence: thousands of inhabitants, offices held.
    pub(crate) fn weight(self) -> u32 {
        self.index.entries.index(self.row, Column::Weight as usize)
    }

    /// The first adjective: "Russian".
    pub(crate) fn adjective(self) -> Option<&'g str> {
        self.optional(Column::Adjective)
    }

    pub(crate) fn gender(self) -> Option<Gender> {
        if self.kind() == EntityKind::Person { Gender::parse(self.class()) } else { None }
    }
}

impl Term {
    /// Whether the term is known to have ended by that day.
    pub(crate) fn ended_before(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until < day)
    }

    /// Whether the term ended within the year before that day.
    pub(crate) fn held_in_year_before(&self, day: Date) -> bool {
        let year = Stretch::new().days(366);
        self.until.is_some_and(|until| until < day && day.checked_sub(year).is_ok_and(|before| before <= until))
    }

    /// Whether the term may hold on that day.
    pub(crate) fn holds(&self, day: Date) -> bool {
        self.since.is_some_and(|since| since <= day) && self.until.is_some_and(|until| day <= until)
    }
}

/// What reading names asks of the lexicon.
pub(crate) fn words() -> Words<'static> {
    Words {
        letters: Lexicon::embedded().letters(),
        lone_capital: set::LONE_CAPITAL.words().collect(),
        family_first: set::FAMILY_NAME_FIRST.words().collect(),
    }
}

/// The names, offices and facts that mentions are resolved against.
pub struct Gazetteer {
    index: Index,
    /// The words that mentions are read by.
    lexicon: &'static Lexicon,
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Gazetteer").field("size", &self.size()).finish_non_exhaustive()
    }
}

static EMBEDDED: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| Arc::new(Gazetteer::open(Cow::Borrowed(INDEX))));

impl Gazetteer {
    /// The gazetteer that is compiled into the program; opened once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The same, shared: for those who keep either this gazetteer or one of their own.
    #[must_use]
    pub fn embedded_shared() -> Arc<Self> {
        Arc::clone(&EMBEDDED)
    }

    /// The same names, with other words to read mentions by.
    #[must_use]
    pub fn embedded_in(lexicon: &'static Lexicon) -> Self {
        Self::open(Cow::Borrowed(INDEX)).with_lexicon(lexicon)
    }

    /// Only what `compile` made gets here: at run time, or in the build script, as a test sees to.
    fn open(bytes: Bytes) -> Self {
        let index = Index::open(&bytes).expect("an index opens as it was compiled");
        Self { index, lexicon: Lexicon::embedded() }
    }

    /// A gazetteer of these tables, `(file name, text)`, instead of the embedded one.
    ///
    /// # Errors
    /// Every problem of every table, with file and line.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Vec<Problem>> {
        Self::compiled(files, &[])
    }

    /// The embedded gazetteer with these tables added; an entry with the id of an embedded one replaces it, and a name
    /// that they give is that entry's alone.
    ///
    /// # Errors
    /// Every problem of every table, with file and line.
    pub fn embedded_with(files: &[(&str, &str)]) -> Result<Self, Vec<Problem>> {
        Self::compiled(files, FILES)
    }

    fn compiled(own: &[(&str, &str)], base: &[(&str, &str)]) -> Result<Self, Vec<Problem>> {
        compile(own, base, &words()).map(|bytes| Self::open(Cow::Owned(bytes)))
    }

    /// The same names with other words to read mentions by.
    #[must_use]
    pub fn with_lexicon(self, lexicon: &'static Lexicon) -> Self {
        Self { lexicon, ..self }
    }

    /// The words that mentions are read by.
    #[must_use]
    pub fn lexicon(&self) -> &'static Lexicon {
        self.lexicon
    }

    /// The ids of the entries that bear a name, and their kinds: countries, organisations, persons, places.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<(&str, EntityKind)> {
        let folded = Lexicon::embedded().letters().folded(name);
        let found = self.names().exact(&folded).filter(|found| found.form == Form::Name);
        found.map(|found| (self.entry(found.entry).id(), self.entry(found.entry).kind())).collect()
    }

    /// An entry by its id.
    #[must_use]
    pub fn entity(&self, id: &str) -> Option<Entity> {
        let entry = self.entry(self.find(id)?);
        Some(Entity {
            id: EntityId(id.to_owned()),
            kind: entry.kind(),
            label: entry.label().to_owned(),
            wikidata: entry.wikidata().map(str::to_owned),
            country: entry.country().map(|country| EntityId(self.entry(country).id().to_owned())),
            code: entry.code().map(str::to_owned),
            minted: false,
        })
    }

    /// The days on which an office of a state or body (`china/foreign-minister`) was surely held by somebody: first and
    /// last day of each term; `None` where the source gives no day.
    pub fn terms(&self, person: &str, position: &str) -> impl Iterator<Item = (Option<Date>, Option<Date>)> + '_ {
        let person = self.find(person);
        let position = position.to_owned();
        person.into_iter().flat_map(|person| self.terms_of(person)).filter_map(move |term| {
            let held = format!("{}/{}", self.entry(term.of).id(), self.office_name(term.office));
            (held == position).then_some((term.since, term.until.filter(|_| term.ended)))
        })
    }

    /// The number of entries and of names.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.index.entries.len(), self.index.names.len())
    }

    /// The names, to be found in a text.
    pub(crate) fn names(&self) -> NameIndex<'_> {
        NameIndex::new(&self.index.texts, &self.index.names)
    }

    pub(crate) fn entry(&self, row: u32) -> Entry<'_> {
        Entry { index: &self.index, row }
    }

    pub(crate) fn adjective(&self, entry: u32) -> Option<&str> {
        self.entry(entry).adjective()
    }

    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        self.index.find(id)
    }

    /// Persons one of whose names ends (or begins, where the family name stands first) with that atom.
    pub(crate) fn by_surname(&self, folded: &str) -> impl Iterator<Item = u32> + '_ {
        self.index.surnames.get(folded).into_iter().flat_map(|list| self.index.list(list))
    }

    /// Whether somebody has that family name.
    pub(crate) fn is_surname(&self, folded: &str) -> bool {
        self.index.surnames.contains_key(folded)
    }

    /// What a capital or palace stands for.
    pub(crate) fn metonym(&self, folded: &str) -> Option<Metonym> {
        let row = self.index.metonyms.get(folded).and_then(|row| u32::try_from(row).ok())?;
        let [stands_for, place, strong] = [0, 1, 2].map(|column| self.index.stands_for.index(row, column));
        Some(Metonym { stands_for, place: place.checked_sub(1), strong: strong == 1 })
    }

    /// Whether the atom is a given name, and of which gender.
    pub(crate) fn given(&self, folded: &str) -> Option<Option<Gender>> {
        self.index.given.get(folded).map(|given| match Given::of(given) {
            Given::Men => Some(Gender::Male),
            Given::Women => Some(Gender::Female),
            Given::Both => None,
        })
    }

    /// Whether the atom is a given name as it is written: "HAL" and "RAF" are none.
    pub(crate) fn is_given(&self, atom: &Atom) -> bool {
        atom.initial && !atom.caps && self.index.given.contains_key(&atom.text)
    }

    fn term(&self, row: u32) -> Term {
        let terms = &self.index.terms;
        let until = terms.get(row, TermColumn::Until as usize);
        Term {
            person: terms.index(row, TermColumn::Person as usize),
            office: terms.index(row, TermColumn::Office as usize),
            of: terms.index(row, TermColumn::Of as usize),
            since: unpack(terms.get(row, TermColumn::Since as usize)),
            until: unpack(until >> 1),
            ended: until & 1 == 1,
        }
    }

    /// The terms of a person.
    pub(crate) fn terms_of(&self, person: u32) -> impl Iterator<Item = Term> + '_ {
        let first = self.index.entries.index(person, Column::Terms as usize).checked_sub(1);
        let end = u32::try_from(self.index.terms.len()).unwrap_or(u32::MAX);
        let rows = first.into_iter().flat_map(move |first| first..end);
        rows.map(|row| self.term(row)).take_while(move |term| term.person == person)
    }

    /// Whether the person is known to have held an office of a state or body, and no more on that day. The terms of lesser
    /// offices are less sure, so that some years must have passed.
    pub(crate) fn has_left(&self, person: &str, of: &str, office: &str, day: Date) -> bool {
        let (Some(person), Some(of)) = (self.find(person), self.find(of)) else { return false };
        let years = if set::HEAD_OF_STATE.has(office) { 0 } else { 4 };
        let Ok(day) = day.checked_sub(Stretch::new().years(years)) else { return false };
        let mut terms =
            self.terms_of(person).filter(|term| term.of == of && self.office_name(term.office) == office).peekable();
        terms.peek().is_some() && terms.all(|term| term.ended && term.ended_before(day))
    }

    pub(crate) fn office_name(&self, office: u32) -> &str {
        self.index.office_name(office)
    }

    /// The row of an office and a state or body from which on rows are of these or larger ones.
    fn holders_from(&self, office: u32, of: u32) -> u32 {
        let holders = &self.index.holders;
        holders.partition(|row| (holders.index(row, 0), holders.index(row, 1)) >= (office, of))
    }

    /// The persons of a row of holders who hold the office on a day; each once.
    fn holding(&self, row: u32, day: Date) -> Vec<u32> {
        let mut found = Vec::new();
        for term in self.index.list(self.index.holders.get(row, 2)).map(|term| self.term(term)) {
            if term.holds(day) && !found.contains(&term.person) {
                found.push(term.person);
            }
        }
        found
    }

    /// The holders of an office of a state or body on a day; each once.
    pub(crate) fn holders(&self, of: u32, office: &str, day: Date) -> Vec<u32> {
        let Some(office) = self.index.office(office) else { return Vec::new() };
        let row = self.holders_from(office, of);
        let there = row < self.holders_from(office, of.saturating_add(1));
        if there { self.holding(row, day) } else { Vec::new() }
    }

    /// Who holds an office that exists once in the world, as far as the gazetteer knows it; `None` where several states have it.
    pub(crate) fn only_holder(&self, office: &str, day: Date) -> Option<u32> {
        let office = self.index.office(office)?;
        let row = self.holders_from(office, 0);
        if self.holders_from(office + 1, 0) != row + 1 {
            return None;
        }
        if let [only] = self.holding(row, day)[..] { Some(only) } else { None }
    }

    /// Whether the person held that office of that state or body at any time.
    pub(crate) fn ever_held(&self, person: u32, of: u32, office: &str) -> bool {
        let Some(office) = self.index.office(office) else { return false };
        self.terms_of(person).any(|term| term.office == office && term.of == of)
    }

    /// The states that belong to a body.
    #[cfg_attr(not(test), expect(dead_code, reason = "for the passes on collective actors"))]
    pub(crate) fn members(&self, organisation: u32) -> impl Iterator<Item = u32> + '_ {
        let members = &self.index.members;
        let from = |organisation| members.partition(|row| members.index(row, 0) >= organisation);
        (from(organisation)..from(organisation.saturating_add(1))).map(|row| members.index(row, 1))
    }
}
