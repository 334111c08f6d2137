//! The gazetteer: entries with their names, offices with dates, metonyms, memberships.
//!
//! It is read from tables of text at the first use. There is no compiled index: reading the tables takes some tens of
//! milliseconds, so a user's own tables are read the same way, and what is in the repository can be reviewed.

use std::sync::LazyLock;

use jiff::{Span as Stretch, civil::Date};
use rustc_hash::FxHashMap;

use super::{
    ArticleEntities, Entity, EntityId, EntityKind,
    fold::Atom,
    lexicon::{Gender, Lexicon},
    names::{Form, NameIndex},
    resolve,
    table::Problem,
};
use crate::{syntax::Sentence, text::Article};

/// The gazetteer files that are compiled into the program.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/gazetteer.rs"));

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
    pub(super) adjective: Option<Box<str>>,
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
    pub(super) since: Option<Date>,
    /// Last possible day; `None` where unknown.
    pub(super) until: Option<Date>,
    /// Whether the source knows its end; `until` is then no assumption.
    pub(super) ended: bool,
}

impl Term {
    /// Whether the term is known to have ended by that day.
    pub(super) fn ended_before(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until < day)
    }

    /// Whether the term ended within the year before that day.
    pub(super) fn held_in_year_before(&self, day: Date) -> bool {
        let year = Stretch::new().days(366);
        self.until.is_some_and(|until| until < day && day.checked_sub(year).is_ok_and(|before| before <= until))
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
    pub(super) by_id: FxHashMap<Box<str>, u32>,
    pub(super) names: NameIndex,
    /// Persons by each atom of their names that may stand alone.
    pub(super) by_surname: FxHashMap<Box<str>, Vec<u32>>,
    pub(super) office_names: Vec<Box<str>>,
    pub(super) offices: FxHashMap<Box<str>, u32>,
    pub(super) terms: Vec<Term>,
    pub(super) terms_of: FxHashMap<u32, Vec<u32>>,
    pub(super) holders: FxHashMap<(u32, u32), Vec<u32>>,
    pub(super) metonyms: FxHashMap<Box<str>, Metonym>,
    pub(super) members: FxHashMap<u32, Vec<u32>>,
    pub(super) given: FxHashMap<Box<str>, Option<Gender>>,
}

/// States whose people bear the family name first.
pub(super) const FAMILY_FIRST: [&str; 8] =
    ["china", "taiwan", "south-korea", "north-korea", "vietnam", "cambodia", "singapore", "hong-kong"];

impl Gazetteer {
    /// The gazetteer that is compiled into the program; loaded once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
            let (gazetteer, problems) = Gazetteer::read(&[], FILES);
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
        Self::sound(Self::read(files, &[]))
    }

    /// The embedded gazetteer with these tables added; an entry with the id of an embedded one replaces it, and a name
    /// that they give is that entry's alone.
    ///
    /// # Errors
    /// Every problem of every table, with file and line.
    pub fn embedded_with(files: &[(&str, &str)]) -> Result<Self, Vec<Problem>> {
        Self::sound(Self::read(files, FILES))
    }

    fn sound((gazetteer, problems): (Self, Vec<Problem>)) -> Result<Self, Vec<Problem>> {
        if problems.is_empty() { Ok(gazetteer) } else { Err(problems) }
    }

    /// Finds and resolves the mentions of an article. Never fails: what cannot be resolved has no entity.
    #[must_use]
    pub fn resolve(&self, article: &Article, sentences: &[Sentence]) -> ArticleEntities {
        resolve::resolve(self, article, sentences)
    }

    /// The ids of the entries that bear a name, and their kinds: countries, organisations, persons, places.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<(&str, EntityKind)> {
        let folded = Lexicon::embedded().letters.folded(name);
        let found = self.names.exact(&folded).filter(|found| found.form == Form::Name);
        found.map(|found| (&*self.entry(found.entry).id, self.entry(found.entry).kind)).collect()
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
            (held == position).then_some((term.since, term.until.filter(|_| term.ended)))
        })
    }

    /// The number of entries and of names.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        (self.entries.len(), self.names.len())
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

    /// Whether the atom is a given name as it is written: "HAL" and "RAF" are none.
    pub(super) fn is_given(&self, atom: &Atom) -> bool {
        atom.initial && !atom.caps && self.given.contains_key(atom.text.as_str())
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

    /// Who holds an office that exists once in the world, as far as the gazetteer knows it; `None` where several states have it.
    pub(super) fn only_holder(&self, office: &str, day: Date) -> Option<u32> {
        let &office = self.offices.get(office)?;
        let of_office: Vec<Term> = self.terms.iter().copied().filter(|term| term.office == office).collect();
        let of = of_office.first()?.of;
        if of_office.iter().any(|term| term.of != of) {
            return None;
        }
        let mut holders: Vec<u32> = of_office.iter().filter(|term| term.holds(day)).map(|term| term.person).collect();
        holders.dedup();
        if let [only] = holders[..] { Some(only) } else { None }
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
