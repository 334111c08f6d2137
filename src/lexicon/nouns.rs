//! Nouns by what they name: persons, groups, organisations, states, places, times, things; and the roles and offices among
//! them.
//!
//! Offices are composed, not listed: each field of government (`fields.tsv`) gives its minister, secretary, ministry and
//! department, in every order that the press uses (`offices.tsv`).

use rustc_hash::FxHashMap;

use super::{
    fold::Letters,
    table::{Problem, Table, list},
};

/// What sort of actor a role names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
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
pub(crate) struct Role {
    pub(crate) sort: Sort,
    /// The office or organ in ids, several in order of trial; empty for the government itself.
    pub(crate) slugs: Box<[Box<str>]>,
    /// CAMEO role.
    pub(crate) code: Box<str>,
    pub(crate) gender: Option<Gender>,
    /// The term, singular, for labels.
    pub(crate) term: Box<str>,
    /// The same in the plural.
    pub(crate) plural: Box<str>,
}

/// Grammatical gender of persons, where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Male,
    Female,
}

impl Gender {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "m" => Some(Self::Male),
            "f" => Some(Self::Female),
            _ => None,
        }
    }
}

/// What a common noun names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NounKind {
    Person,
    /// One of many who act together and are named by no name: "voter", "villager". They fill a slot as a group does.
    People,
    /// Somebody of whom no more is said, and who takes no part in what is claimed: "visitor", "guy".
    Anyone,
    /// People together: "crowd".
    Group,
    Organisation,
    State,
    Place,
    /// A place that nobody holds or strikes: "sea", "world".
    Scene,
    /// What carries people or weapons: it is struck as a place is, but it is no place.
    Vehicle,
    Time,
    Thing,
}

impl NounKind {
    /// Whether it names persons.
    pub(crate) fn is_human(self) -> bool {
        matches!(self, Self::Person | Self::People | Self::Anyone)
    }

    /// Whether a role may refer in that way where its noun names this: "company" names one organisation, and "French
    /// companies" are a group of France.
    fn allows(self, sort: Sort) -> bool {
        match self {
            // "neighbour" names a person as a rule, and a state in "Georgia and its neighbours".
            Self::Person | Self::People => matches!(sort, Sort::Office | Sort::Person | Sort::Group | Sort::State),
            Self::Group => matches!(sort, Sort::Group | Sort::Body),
            Self::Organisation => matches!(sort, Sort::Group | Sort::Body | Sort::Organisation),
            Self::State => sort == Sort::State,
            Self::Place => sort == Sort::Place,
            Self::Vehicle => sort == Sort::Group,
            Self::Time | Self::Anyone | Self::Scene => false,
            // "chair" names a thing as a rule, and a person in "the chair of the committee".
            Self::Thing => true,
        }
    }
}

/// What is known of a common noun.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Noun {
    pub(crate) kind: NounKind,
    pub(crate) gender: Option<Gender>,
}

/// An office or body that each field of government has; `*` stands for the words of the field, in the slug for its slug.
#[derive(Clone, Debug)]
struct Office {
    slug: &'static str,
    sort: Sort,
    code: &'static str,
    /// The words before each of its forms, of which each makes an office of its own: "", or "deputy", "vice".
    ranks: Vec<&'static str>,
    /// What it is called; the first is its label.
    singular: Vec<&'static str>,
    plural: Vec<&'static str>,
}

/// A folded term, its role, whether it is plural.
type Term = (Box<str>, u32, bool);

/// The nouns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Nouns {
    pub(crate) roles: Vec<Role>,
    /// The offices and bodies of every field of government.
    of_fields: Vec<Office>,
    /// Terms by first atom: the folded term, the role, whether the term is plural.
    terms: FxHashMap<Box<str>, Vec<Term>>,
    /// CAMEO roles of offices, by the office in ids.
    offices: FxHashMap<Box<str>, Box<str>>,
    /// What nouns name, by their singular and by an irregular plural.
    known: FxHashMap<Box<str>, Noun>,
}

/// The words of a cell and what they stand for.
type Choices<T> = [(&'static str, T)];

const KINDS: &Choices<NounKind> = &[
    ("person", NounKind::Person),
    ("people", NounKind::People),
    ("anyone", NounKind::Anyone),
    ("group", NounKind::Group),
    ("organisation", NounKind::Organisation),
    ("state", NounKind::State),
    ("place", NounKind::Place),
    ("scene", NounKind::Scene),
    ("vehicle", NounKind::Vehicle),
    ("time", NounKind::Time),
    ("thing", NounKind::Thing),
];
const SORTS: &Choices<Option<Sort>> = &[
    ("", None),
    ("office", Some(Sort::Office)),
    ("person", Some(Sort::Person)),
    ("group", Some(Sort::Group)),
    ("body", Some(Sort::Body)),
    ("organisation", Some(Sort::Organisation)),
    ("state", Some(Sort::State)),
    ("place", Some(Sort::Place)),
];
pub(crate) const GENDERS: &Choices<Option<Gender>> =
    &[("", None), ("m", Some(Gender::Male)), ("f", Some(Gender::Female))];

impl Nouns {
    /// Reads the rows of `nouns.tsv`. The first table that has a noun decides on it.
    pub(crate) fn read(&mut self, letters: &Letters, table: &Table<'_>, problems: &mut Vec<Problem>) {
        for row in table.checked(["noun", "kind", "role", "slug", "code", "plural", "gender"], problems) {
            let [noun, kind, sort, slug, code, plural, gender] = row.cells;
            let word = kind;
            let kind = table.choice(row.line, kind, KINDS, problems);
            let sort = table.choice(row.line, sort, SORTS, problems);
            let gender = table.choice(row.line, gender, GENDERS, problems);
            let (Some(kind), Some(sort), Some(gender)) = (kind, sort, gender) else { continue };
            for form in [noun, plural].into_iter().filter(|form| !form.is_empty()) {
                self.known.entry(form.into()).or_insert(Noun { kind, gender });
            }
            let Some(sort) = sort else {
                if !slug.is_empty() || !code.is_empty() {
                    problems.push(table.problem(row.line, "a noun with a slug or a code has a role"));
                }
                continue;
            };
            if !kind.allows(sort) {
                let role = row.cells[2];
                problems.push(table.problem(row.line, format!("a noun of kind {word} has no role of {role}")));
                continue;
            }
            let plural = if plural.is_empty() { format!("{noun}s") } else { plural.to_owned() };
            self.role(letters, sort, slug, code, gender, [&[noun], &[&plural]]);
        }
    }

    /// Reads the rows of `fields.tsv`, which give offices and ministries.
    pub(crate) fn fields(&mut self, letters: &Letters, table: &Table<'_>, problems: &mut Vec<Problem>) {
        for row in table.checked(["words", "slug", "code"], problems) {
            let [words, slug, code] = row.cells;
            self.field(letters, words, slug, code);
        }
    }

    /// Reads the rows of `offices.tsv`: what offices and bodies a field of government has. Read before the fields.
    pub(crate) fn offices(&mut self, table: &Table<'static>, problems: &mut Vec<Problem>) {
        for row in table.checked(["slug", "role", "code", "rank", "singular", "plural"], problems) {
            let [slug, sort, code, ranks, singular, plural] = row.cells;
            let sort = table.choice(row.line, sort, SORTS, problems);
            let [singular, plural]: [Vec<&str>; 2] = [singular, plural].map(|forms| list(forms).collect());
            if singular.is_empty() || plural.is_empty() {
                problems.push(table.problem(row.line, "an office has a singular and a plural"));
                continue;
            }
            match sort {
                Some(Some(sort)) => {
                    let ranks = if ranks.is_empty() { vec![""] } else { list(ranks).collect() };
                    self.of_fields.push(Office { slug, sort, code, ranks, singular, plural });
                }
                Some(None) => problems.push(table.problem(row.line, "an office has a role")),
                None => {}
            }
        }
    }

    fn role(
        &mut self,
        letters: &Letters,
        sort: Sort,
        slug: &str,
        code: &str,
        gender: Option<Gender>,
        [singular, plural]: [&[&str]; 2],
    ) {
        let index = u32::try_from(self.roles.len()).unwrap_or(u32::MAX);
        if matches!(sort, Sort::Office | Sort::Person)
            && let Some(office) = list(slug).next()
            && !code.is_empty()
        {
            self.offices.entry(office.into()).or_insert_with(|| code.into());
        }
        self.roles.push(Role {
            sort,
            slugs: list(slug).map(Into::into).collect(),
            code: code.into(),
            gender,
            term: singular[0].into(),
            plural: plural[0].into(),
        });
        for (terms, plural) in [(singular, false), (plural, true)] {
            for term in terms {
                let folded = letters.folded(term);
                let first = folded.split(' ').next().unwrap_or_default().into();
                let bucket = self.terms.entry(first).or_default();
                if !bucket.iter().any(|(other, _, _)| **other == *folded) {
                    bucket.push((folded.into(), index, plural));
                }
            }
        }
    }

    /// The offices and ministries of a field of government: those of the table with the field's words. `code` is that of
    /// its bodies, where it is another one than theirs.
    fn field(&mut self, letters: &Letters, words: &str, slug: &str, code: &str) {
        let words = words.trim_start_matches("the ");
        for office in self.of_fields.clone() {
            let code = if office.sort == Sort::Body && !code.is_empty() { code } else { office.code };
            for rank in &office.ranks {
                let named = |form: &&str| format!("{rank} {}", form.replace('*', words)).trim_start().to_owned();
                let [singular, plural] =
                    [&office.singular, &office.plural].map(|forms| forms.iter().map(&named).collect::<Vec<String>>());
                let [singular, plural] =
                    [&singular, &plural].map(|terms| terms.iter().map(String::as_str).collect::<Vec<&str>>());
                self.role(letters, office.sort, &office.slug.replace('*', slug), code, None, [&singular, &plural]);
            }
        }
    }

    /// The terms that begin with that atom: the folded term, the role, whether it is plural.
    pub(crate) fn terms(&self, first: &str) -> &[Term] {
        self.terms.get(first).map_or(&[], Vec::as_slice)
    }

    /// The number of the role that a term in the singular names.
    pub(crate) fn number_of(&self, term: &str) -> Option<u32> {
        let first = term.split(' ').next()?;
        self.terms(first).iter().find(|(known, _, plural)| **known == *term && !plural).map(|(_, role, _)| *role)
    }

    /// The role that a single noun names, by its lemma.
    pub(crate) fn role_of(&self, lemma: &str) -> Option<&Role> {
        let (_, role, _) = self.terms.get(lemma)?.iter().find(|(term, _, _)| **term == *lemma)?;
        Some(&self.roles[*role as usize])
    }

    /// The CAMEO role of an office, as ids have it; who holds one that no noun names belongs to the government.
    pub(crate) fn code_of_office(&self, office: &str) -> &str {
        self.offices.get(office).map_or("GOV", |code| code)
    }

    /// What a common noun names, by its lemma in lower case.
    pub(crate) fn noun(&self, lemma: &str) -> Option<Noun> {
        self.known.get(lemma).copied()
    }

    /// What the head of a participant names, by its lemma. A noun at the head of a sentence may pass for a name, capital
    /// and plural kept.
    pub(crate) fn head_noun(&self, lemma: &str) -> Option<Noun> {
        let lower = lemma.to_lowercase();
        self.noun(&lower).or_else(|| match lower.strip_suffix("men") {
            Some(stem) => self.noun(&format!("{stem}man")),
            None => self.noun(lower.strip_suffix('s')?),
        })
    }
}

/// The plural of a noun by the letters that it ends in.
pub(crate) fn spelled_plural(noun: &str) -> String {
    if let Some(stem) = noun.strip_suffix("man") {
        return format!("{stem}men");
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// Whether a letter in lower case is a vowel wherever it stands; "y" is one only in some places.
pub(crate) fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::spelled_plural;

    #[test]
    fn a_plural_is_spelled_by_its_ending() {
        let nouns = ["fireman", "envoy", "deputy", "official", "ally"];
        assert_eq!(nouns.map(spelled_plural), ["firemen", "envoys", "deputies", "officials", "allies"]);
    }
}
