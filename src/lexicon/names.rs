//! Words that show what a name names, and words that are no names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    fold::Letters,
    nouns::{GENDERS, Gender},
    table::{Problem, Table},
};

/// Where in a name a word stands that shows what the name names: "Mount Zhelk", "Zhelk River", either, or neither.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Position {
    pub(crate) first: bool,
    pub(crate) last: bool,
}

/// A part of the world.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    /// "Western"
    pub(crate) adjective: Box<str>,
    /// "western"
    pub(crate) slug: Box<str>,
    /// CAMEO code: `WST`.
    pub(crate) code: Box<str>,
}

/// A word before a name that says that it is a person's.
#[derive(Clone, Debug)]
pub(crate) struct Title {
    pub(crate) gender: Option<Gender>,
    /// The noun that it is short for: "senator"; else empty.
    pub(crate) role: Box<str>,
}

/// Words in and before names.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameWords {
    /// Titles before names, dots dropped.
    titles: FxHashMap<Box<str>, Title>,
    /// Parties by the words and letters for those who are in them, several where states have parties that are called alike.
    parties: FxHashMap<Box<str>, Vec<Box<str>>>,
    /// Parts of states by their short forms beside a party.
    seats: FxHashMap<Box<str>, Box<str>>,
    pub(crate) organisation_words: FxHashSet<Box<str>>,
    /// Words of places and of things that are neither actor nor place, and where in a name they stand.
    pub(crate) place_words: FxHashMap<Box<str>, Position>,
    pub(crate) thing_words: FxHashMap<Box<str>, Position>,
    /// Words that are no name alone, but may begin one.
    openers: FxHashSet<Box<str>>,
    /// Parts of the world, and each by its folded adjective.
    pub(crate) regions: Vec<Region>,
    region_of: FxHashMap<Box<str>, u32>,
    no_names: FxHashSet<Box<str>>,
    function_words: FxHashSet<Box<str>>,
}

/// Where a word of a name stands.
#[derive(Clone, Copy)]
enum Where {
    First,
    Last,
    /// Anywhere, or alone; it says less than the other two.
    Within,
}

const WHERE: &[(&str, Where)] = &[("first", Where::First), ("last", Where::Last), ("within", Where::Within)];

impl NameWords {
    /// Reads one of the tables of this file, by its name; false where it is none of them.
    pub(crate) fn read(
        &mut self,
        name: &str,
        letters: &Letters,
        table: &Table<'_>,
        problems: &mut Vec<Problem>,
    ) -> bool {
        match name {
            "titles.tsv" => self.titles(letters, table, problems),
            "affiliations.tsv" => {
                for row in table.checked(["word", "party"], problems) {
                    let [word, party] = row.cells;
                    self.parties.entry(letters.folded(word).into()).or_default().push(party.into());
                }
            }
            "seats.tsv" => {
                let rows = table.checked(["short", "place"], problems);
                self.seats.extend(rows.map(|row| (letters.folded(row.cells[0]).into(), row.cells[1].into())));
            }
            "orgwords.tsv" => {
                self.organisation_words.extend(words(table, problems).map(|word| word.to_lowercase().into()));
            }
            "placewords.tsv" => positions(table, &mut self.place_words, problems),
            "thingwords.tsv" => positions(table, &mut self.thing_words, problems),
            "openers.tsv" => self.openers.extend(words(table, problems).map(Box::from)),
            "function-words.tsv" => self.function_words.extend(words(table, problems).map(Box::from)),
            "notnames.tsv" => self.no_names.extend(words(table, problems).map(Box::from)),
            "regions.tsv" => self.regions(letters, table, problems),
            _ => return false,
        }
        true
    }

    fn titles(&mut self, letters: &Letters, table: &Table<'_>, problems: &mut Vec<Problem>) {
        for row in table.checked(["title", "gender", "role"], problems) {
            let [title, gender, role] = row.cells;
            if let Some(gender) = table.choice(row.line, gender, GENDERS, problems) {
                self.titles.insert(letters.folded(title).into(), Title { gender, role: role.into() });
            }
        }
    }

    /// The title of these folded words.
    pub(crate) fn title(&self, folded: &str) -> Option<&Title> {
        self.titles.get(folded)
    }

    /// The ids of the parties that a folded word or letter may say somebody is in: "republican", "r".
    pub(crate) fn parties(&self, folded: &str) -> &[Box<str>] {
        self.parties.get(folded).map_or(&[], Vec::as_slice)
    }

    /// The id of the part of a state that is written so beside a party: "fla".
    pub(crate) fn seat(&self, folded: &str) -> Option<&str> {
        self.seats.get(folded).map(|place| &**place)
    }

    fn regions(&mut self, letters: &Letters, table: &Table<'_>, problems: &mut Vec<Problem>) {
        for row in table.checked(["adjective", "code"], problems) {
            let [adjective, code] = row.cells;
            let index = u32::try_from(self.regions.len()).unwrap_or(u32::MAX);
            let slug = letters.slug(adjective).into();
            self.regions.push(Region { adjective: adjective.into(), slug, code: code.into() });
            self.region_of.insert(letters.folded(adjective).into(), index);
        }
    }

    /// The region of that folded adjective.
    pub(crate) fn region(&self, folded: &str) -> Option<u32> {
        self.region_of.get(folded).copied()
    }

    /// Whether a word is one of grammar. The tagger's closed classes are no guide to that: it gives them to unknown names.
    pub(crate) fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(word.to_lowercase().as_str())
    }

    /// Whether a capitalised word may be the first of a name, though it is none alone: "South", "Christian".
    pub(crate) fn may_open(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// Whether a name that nothing is known of, with this word in it, names a place or a thing, and nobody who acts.
    pub(crate) fn names_no_actor(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        self.thing_words.contains_key(lower.as_str())
            || self.place_words.get(lower.as_str()).is_some_and(|position| position.last)
    }

    /// Whether a capitalised word is no name: a weekday, a month, an adjective of a region or faith.
    pub(crate) fn is_no_name(&self, word: &str) -> bool {
        self.no_names.contains(word)
    }
}

/// The words of a table of one column.
fn words<'a>(table: &Table<'a>, problems: &mut Vec<Problem>) -> impl Iterator<Item = &'a str> {
    table.checked(["word"], problems).map(|row| row.cells[0])
}

fn positions(table: &Table<'_>, words: &mut FxHashMap<Box<str>, Position>, problems: &mut Vec<Problem>) {
    for row in table.checked(["word", "where"], problems) {
        if let Some(place) = table.choice(row.line, row.cells[1], WHERE, problems) {
            let position = words.entry(row.cells[0].to_lowercase().into()).or_default();
            position.first |= matches!(place, Where::First);
            position.last |= matches!(place, Where::Last);
        }
    }
}
