//! The words that name actors without being names: roles, titles, fields of government; and what shows a name's kind.
//!
//! Offices are composed, not listed: each field of government gives its minister, secretary, ministry and department, in
//! every order that the press uses.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    index::{Letters, Table, list},
    names::Atoms,
};

/// The lexicon files of all floors; this one reads its own by name.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// What sort of actor a role names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// One holder at a time: "prime minister".
    Office,
    /// One of many: "official".
    Person,
    /// People together: "police", "troops".
    Group,
    /// An organ of a state: "parliament".
    Body,
    /// "alliance", "agency": an organisation said before.
    Organisation,
    /// "country", "side": a state said before.
    State,
    /// "city", "island": a place said before.
    Place,
}

/// A role.
#[derive(Clone, Debug)]
pub(super) struct Role {
    pub(super) sort: Sort,
    /// The office or organ in ids, several in order of trial; empty for the government itself.
    pub(super) slugs: Box<[Box<str>]>,
    /// CAMEO role.
    pub(super) code: Box<str>,
    pub(super) gender: Option<Gender>,
    /// The term, singular, for labels.
    pub(super) term: Box<str>,
    /// The same in the plural.
    pub(super) plural: Box<str>,
}

/// Grammatical gender of persons, where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

impl Gender {
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text {
            "m" => Some(Self::Male),
            "f" => Some(Self::Female),
            _ => None,
        }
    }
}

impl Role {
    /// Whether the plural is what the organ is called: "troops", "armed forces".
    pub(super) fn collective(&self) -> bool {
        self.sort == Sort::Body
            && (self.term.ends_with("troop") || self.term.ends_with("force") && !self.term.starts_with("air"))
    }

    /// Whether a group serves a state, so that "police" in an article on one state are that state's.
    pub(super) fn is_organ(&self) -> bool {
        matches!(&*self.code, "COP" | "MIL" | "GOV") || &*self.term == "opposition"
    }
}

/// What sort of thing a common noun speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NounSort {
    Person,
    Body,
    Place,
    Time,
}

/// Where in a name a word stands that shows what the name names: "Mount Zhelk", "Zhelk River", or either.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Position {
    pub(super) first: bool,
    pub(super) last: bool,
}

/// A part of the world.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// "Western"
    pub(super) adjective: Box<str>,
    /// "western"
    pub(super) slug: Box<str>,
    /// CAMEO code: `WST`.
    pub(super) code: Box<str>,
}

/// A folded term, its role, whether it is plural.
type Term = (Box<str>, u32, bool);

/// The tables of words.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    pub(super) letters: Letters,
    pub(super) roles: Vec<Role>,
    /// Terms by first atom: the folded term, the role, whether the term is plural.
    terms: FxHashMap<Box<str>, Vec<Term>>,
    /// Titles before names, dots dropped.
    pub(super) titles: FxHashMap<Box<str>, Option<Gender>>,
    pub(super) organisation_words: FxHashSet<Box<str>>,
    /// Words of places and of things that are neither actor nor place, and where in a name they stand.
    pub(super) place_words: FxHashMap<Box<str>, Position>,
    pub(super) thing_words: FxHashMap<Box<str>, Position>,
    /// Words that are no name alone, but may begin one.
    openers: FxHashSet<Box<str>>,
    /// Common nouns that are no roles, with what sort of thing they speak of.
    pub(super) beings: FxHashMap<Box<str>, (NounSort, Option<Gender>)>,
    /// Parts of the world, and each by its folded adjective.
    pub(super) regions: Vec<Region>,
    region_of: FxHashMap<Box<str>, u32>,
    not_names: FxHashSet<Box<str>>,
    function_words: FxHashSet<Box<str>>,
}

impl Lexicon {
    /// The lexicon that is compiled into the program.
    pub(super) fn embedded() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);
        &LEXICON
    }

    fn read() -> Self {
        let table = |name: &str| {
            let text = FILES.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| text);
            Table::new("", text)
        };
        let mut lexicon = Self { letters: Letters::read(&table("letters.tsv")), ..Self::default() };
        for row in table("roles.tsv").rows(["term", "sort", "slug", "code", "plural", "gender"]) {
            let [term, sort, slug, code, plural, gender] = row.cells;
            let sort = match sort {
                "office" => Sort::Office,
                "group" => Sort::Group,
                "body" => Sort::Body,
                "organisation" => Sort::Organisation,
                "state" => Sort::State,
                "place" => Sort::Place,
                _ => Sort::Person,
            };
            let plural = if plural.is_empty() { format!("{term}s") } else { plural.to_owned() };
            lexicon.role(sort, slug, code, gender, &[term], &[&plural]);
        }
        for row in table("fields.tsv").rows(["words", "slug"]) {
            let [words, slug] = row.cells;
            lexicon.field(words, slug);
        }
        for row in table("titles.tsv").rows(["title", "gender"]) {
            let folded = lexicon.letters.folded(row.cells[0]);
            lexicon.titles.insert(folded.into(), Gender::parse(row.cells[1]));
        }
        for row in table("orgwords.tsv").rows(["word"]) {
            lexicon.organisation_words.insert(row.cells[0].to_lowercase().into());
        }
        for (file, words) in
            [("placewords.tsv", &mut lexicon.place_words), ("thingwords.tsv", &mut lexicon.thing_words)]
        {
            for row in table(file).rows(["word", "where"]) {
                let position = words.entry(row.cells[0].to_lowercase().into()).or_default();
                if row.cells[1] == "first" { position.first = true } else { position.last = true }
            }
        }
        for row in table("openers.tsv").rows(["word"]) {
            lexicon.openers.insert(row.cells[0].into());
        }
        for row in table("regions.tsv").rows(["adjective", "code"]) {
            let [adjective, code] = row.cells;
            let index = u32::try_from(lexicon.regions.len()).unwrap_or(u32::MAX);
            let folded = lexicon.letters.folded(adjective);
            let slug = lexicon.letters.slug(adjective).into();
            lexicon.regions.push(Region { adjective: adjective.into(), slug, code: code.into() });
            lexicon.region_of.insert(folded.into(), index);
        }
        for row in table("beings.tsv").rows(["noun", "sort", "gender"]) {
            let sort = match row.cells[1] {
                "person" => NounSort::Person,
                "body" => NounSort::Body,
                "place" => NounSort::Place,
                _ => NounSort::Time,
            };
            lexicon.beings.insert(row.cells[0].into(), (sort, Gender::parse(row.cells[2])));
        }
        for row in table("function-words.tsv").rows(["word"]) {
            lexicon.function_words.insert(row.cells[0].into());
        }
        for row in table("notnames.tsv").rows(["word"]) {
            lexicon.not_names.insert(row.cells[0].into());
        }
        lexicon
    }

    fn role(&mut self, sort: Sort, slug: &str, code: &str, gender: &str, singular: &[&str], plural: &[&str]) {
        let index = u32::try_from(self.roles.len()).unwrap_or(u32::MAX);
        self.roles.push(Role {
            sort,
            slugs: list(slug).map(Into::into).collect(),
            code: code.into(),
            gender: Gender::parse(gender),
            term: singular[0].into(),
            plural: plural[0].into(),
        });
        for (terms, plural) in [(singular, false), (plural, true)] {
            for term in terms {
                let folded = self.letters.folded(term);
                let first = folded.split(' ').next().unwrap_or_default().into();
                let bucket = self.terms.entry(first).or_default();
                if !bucket.iter().any(|(other, _, _)| **other == *folded) {
                    bucket.push((folded.into(), index, plural));
                }
            }
        }
    }

    /// The offices and ministries of a field of government.
    fn field(&mut self, words: &str, slug: &str) {
        let w = words.trim_start_matches("the ");
        let the = if words.starts_with("the ") { words.to_owned() } else { format!("the {words}") };
        for (prefix, office) in [("", ""), ("deputy ", "deputy-"), ("first deputy ", "deputy-"), ("vice ", "deputy-")] {
            let mut singular = vec![format!("{prefix}{w} minister"), format!("{prefix}{w} secretary")];
            let mut plural = vec![format!("{prefix}{w} ministers"), format!("{prefix}{w} secretaries")];
            for of in ["of", "for", "of the", "for the"] {
                singular.push(format!("{prefix}minister {of} {w}"));
                singular.push(format!("{prefix}secretary {of} {w}"));
                plural.push(format!("{prefix}ministers {of} {w}"));
            }
            singular.push(format!("{prefix}secretary of state for {w}"));
            singular.push(format!("{prefix}secretary of {the}"));
            if prefix.is_empty() {
                singular.push(format!("{w} chief"));
            }
            let (singular, plural): (Vec<&str>, Vec<&str>) =
                (singular.iter().map(String::as_str).collect(), plural.iter().map(String::as_str).collect());
            let sort = if prefix.is_empty() { Sort::Office } else { Sort::Person };
            self.role(sort, &format!("{office}{slug}-minister"), "GOV", "", &singular, &plural);
        }
        let singular = [
            format!("{w} ministry"),
            format!("{w} department"),
            format!("ministry of {w}"),
            format!("ministry of {the}"),
            format!("ministry for {w}"),
            format!("department of {w}"),
            format!("department of {the}"),
        ];
        let plural = [format!("{w} ministries"), format!("ministries of {w}")];
        let singular: Vec<&str> = singular.iter().map(String::as_str).collect();
        let plural: Vec<&str> = plural.iter().map(String::as_str).collect();
        let code = if slug == "defence" { "MIL" } else { "GOV" };
        self.role(Sort::Body, &format!("{slug}-ministry"), code, "", &singular, &plural);
    }

    /// The region whose adjective ends at that token: its number of tokens, and its index. "Central Asian" goes before "Asian".
    pub(super) fn region_before(&self, sentence: &Atoms, token: usize) -> Option<(usize, u32)> {
        let capital = sentence.first(token)?.initial;
        (1..=2).rev().filter(|_| capital).filter(|length| *length <= token + 1).find_map(|length| {
            let joined = sentence.joined(token + 1 - length, token);
            self.region_of.get(joined.as_str()).map(|&region| (length, region))
        })
    }

    /// The role that a single noun names, by its lemma.
    pub(super) fn role_of(&self, lemma: &str) -> Option<&Role> {
        let (_, role, _) = self.terms.get(lemma)?.iter().find(|(term, _, _)| **term == *lemma)?;
        Some(&self.roles[*role as usize])
    }

    /// Whether a common noun, by its lemma, says what a body is: "coalition", "party".
    pub(super) fn names_body(&self, lemma: &str) -> bool {
        matches!(self.beings.get(lemma), Some((NounSort::Body, _)))
            || self.role_of(lemma).is_some_and(|role| role.sort == Sort::Organisation)
    }

    /// The longest role that begins at that token: its number of tokens, the role, whether it is plural.
    pub(super) fn role_at(&self, sentence: &Atoms, token: usize) -> Option<(usize, u32, bool)> {
        let begin = sentence.of_token[token];
        let first = sentence.first(token)?;
        let mut best: Option<(usize, u32, bool)> = None;
        for (term, role, plural) in self.terms.get(first.text.as_str())? {
            let mut count = 0;
            let all = term.split(' ').enumerate().all(|(place, atom)| {
                count += 1;
                sentence.atoms.get(begin + place).is_some_and(|found| found.text == atom)
            });
            if !all {
                continue;
            }
            let Some(after) = (token + 1..sentence.of_token.len()).find(|&t| sentence.of_token[t] >= begin + count)
            else {
                continue;
            };
            if sentence.of_token[after] == begin + count && best.is_none_or(|(length, _, _)| after - token > length) {
                best = Some((after - token, *role, *plural));
            }
        }
        best
    }

    /// Whether a word is one of grammar. The tagger's closed classes are no guide to that: it gives them to unknown names.
    pub(super) fn is_function_word(&self, word: &str) -> bool {
        self.function_words.contains(word.to_lowercase().as_str())
    }

    /// Whether a capitalised word may be the first of a name, though it is none alone: "South", "Christian".
    pub(super) fn may_open(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// Whether a capitalised word is no name: a weekday, a month, an adjective of a region or faith.
    pub(super) fn is_no_name(&self, word: &str) -> bool {
        self.not_names.contains(word.trim_end_matches('.'))
    }
}
