//! The corrections file: what a person corrects in the program's results. It is applied at every build.
//!
//! It is TOML, one table a correction: `[[drop]]` takes a claim out, `[[date]]` gives the right date, `[[entity]]` the
//! right entity, `[[apart]]` keeps claims out of an event that they were merged into. Claims go by their id, which does
//! not change when the program reads the article better, so a correction outlives new versions of both. All mistakes
//! of a file are found at once, each with its line.

use std::collections::BTreeMap;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{
    entities::{Entity, EntityId, EntityKind, Gazetteer},
    graph::{error::Problem, quads::description::kind_class, vocabulary::iris::short_hash},
    time::Edtf,
};

/// Keys of each table.
const TABLES: [(&str, &[&str]); 4] = [
    ("apart", &["claims", "because"]),
    ("date", &["claim", "date", "because"]),
    ("drop", &["claim", "because"]),
    ("entity", &["claim", "article", "from", "to", "label", "kind", "because"]),
];

/// The corrections of one file, checked; the order of the file does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    pub(crate) all: Vec<Correction>,
}

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Correction {
    /// Its line in the file, from 1.
    pub line: usize,
    /// Why, in the words of who wrote it; may be empty.
    pub because: String,
    /// What is wrong and what is right.
    pub what: Mend,
}

/// What a correction does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// The claim is wrong.
    Drop {
        /// Id of the claim.
        claim: String,
    },
    /// The claim's date is wrong.
    Date {
        /// Id of the claim.
        claim: String,
        /// The right date; unknown where the text is empty.
        date: Edtf,
    },
    /// An entity is wrong: in one claim, in one article or everywhere.
    Entity {
        /// Id of the claim; in all where it is `None`.
        claim: Option<String>,
        /// Id of the article; in all where it is `None`.
        article: Option<String>,
        /// Id of the wrong entity.
        from: String,
        /// The right entity.
        to: Box<Entity>,
    },
    /// These claims tell of another event than the others that they were merged with.
    Apart {
        /// Ids of the claims, sorted.
        claims: Vec<String>,
    },
}

impl Correction {
    /// The name under which an article remembers that it was applied: a hash of all that it says, but not of its place.
    pub(crate) fn key(&self) -> String {
        let mut fields = vec![self.because.as_str()];
        let kind;
        match &self.what {
            Mend::Drop { claim } => fields.extend(["drop", claim]),
            Mend::Date { claim, date } => fields.extend(["date", claim, &date.text]),
            Mend::Entity { claim, article, from, to } => {
                kind = format!("{:?}", to.kind);
                let (claim, article) = (claim.as_deref().unwrap_or_default(), article.as_deref().unwrap_or_default());
                fields.extend(["entity", claim, article, from, &to.id.0, &to.label, &kind]);
                fields.push(to.wikidata.as_deref().unwrap_or_default());
                fields.push(to.country.as_ref().map_or("", |country| country.0.as_str()));
                fields.push(to.code.as_deref().unwrap_or_default());
            }
            Mend::Apart { claims } => {
                fields.push("apart");
                fields.extend(claims.iter().map(String::as_str));
            }
        }
        short_hash(&fields)
    }

    /// What it does, in a few words.
    #[must_use]
    pub fn summary(&self) -> String {
        match &self.what {
            Mend::Drop { claim } => format!("drop {claim}"),
            Mend::Date { claim, date } if date.text.is_empty() => format!("no date for {claim}"),
            Mend::Date { claim, date } => format!("date {} for {claim}", date.text),
            Mend::Entity { claim, article, from, to } => {
                let place =
                    claim.as_ref().or(article.as_ref()).map_or_else(String::new, |place| format!(" in {place}"));
                format!("{} for {from}{place}", to.id.0)
            }
            Mend::Apart { claims } => format!("{} apart", claims.join(", ")),
        }
    }
}

impl Corrections {
    /// Reads a file of corrections; `file` is its name in messages, `names` has the entities that it may speak of by their
    /// ids alone.
    ///
    /// # Errors
    /// Every mistake of the file, with its line.
    pub fn parse(file: &str, text: &str, names: &Gazetteer) -> Result<Self, Vec<Problem>> {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut reader = Reader { file, text, names, problems: Vec::new() };
        for error in &errors {
            reader.problem(error.span().map_or(0, |span| span.start), error.message());
        }
        let mut all = Vec::new();
        for (key, value) in table.get_ref() {
            let name = key.get_ref().as_ref();
            let Some((_, keys)) = TABLES.iter().find(|(known, _)| *known == name) else {
                let known: Vec<String> = TABLES.iter().map(|(name, _)| format!("[[{name}]]")).collect();
                reader.problem(
                    key.span().start,
                    &format!("there is no correction {name:?}; there are {}", known.join(", ")),
                );
                continue;
            };
            let DeValue::Array(tables) = value.get_ref() else {
                reader.problem(key.span().start, &format!("write [[{name}]], in double brackets"));
                continue;
            };
            for table in tables {
                let DeValue::Table(fields) = table.get_ref() else {
                    reader.problem(table.span().start, &format!("write [[{name}]] with its keys below it"));
                    continue;
                };
                let fields = reader.fields(name, keys, fields);
                all.extend(reader.correction(name, table.span().start, &fields));
            }
        }
        all.sort_by_key(|correction: &Correction| correction.line);
        reader.conflicts(&all);
        reader.problems.sort_by_key(|problem| problem.line);
        if reader.problems.is_empty() { Ok(Self { all }) } else { Err(reader.problems) }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }
}

/// The texts of a table by key; a list where the file has one.
type Fields = BTreeMap<String, (usize, Vec<String>)>;

struct Reader<'t> {
    file: &'t str,
    text: &'t str,
    names: &'t Gazetteer,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn line(&self, byte: usize) -> usize {
        self.text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
    }

    fn problem(&mut self, byte: usize, message: &str) {
        let line = self.line(byte);
        self.problem_at(line, message);
    }

    fn problem_at(&mut self, line: usize, message: &str) {
        self.problems.push(Problem { file: self.file.to_owned(), line, column: 0, message: message.to_owned() });
    }

    fn fields(&mut self, name: &str, keys: &[&str], table: &DeTable<'_>) -> Fields {
        let mut fields = Fields::new();
        for (key, value) in table {
            let (byte, word) = (key.span().start, key.get_ref().as_ref());
            if !keys.contains(&word) {
                self.problem(byte, &format!("[[{name}]] has no key {word:?}; it has {}", keys.join(", ")));
                continue;
            }
            let values = match (word, value.get_ref()) {
                ("claims", DeValue::Array(list)) => list.iter().map(text).collect::<Option<Vec<_>>>(),
                ("claims", _) => None,
                _ => text(value).map(|text| vec![text]),
            };
            match values {
                Some(values) => drop(fields.insert(word.to_owned(), (byte, values))),
                None if word == "claims" => self.problem(byte, "claims is a list: claims = [\"c-…\", \"c-…\"]"),
                None => self.problem(byte, &format!("{word} is a text in quotation marks")),
            }
        }
        fields
    }

    fn correction(&mut self, name: &str, byte: usize, fields: &Fields) -> Option<Correction> {
        let get = |key: &str| fields.get(key).and_then(|(_, values)| values.first()).map(|text| text.trim().to_owned());
        let need = |reader: &mut Self, key: &str| {
            let found = get(key).filter(|text| !text.is_empty());
            if found.is_none() {
                reader.problem(byte, &format!("[[{name}]] needs {key}"));
            }
            found
        };
        let what = match name {
            "drop" => Mend::Drop { claim: need(self, "claim")? },
            "date" => {
                let claim = need(self, "claim");
                let Some(text) = get("date") else {
                    self.problem(byte, "[[date]] needs date; \"\" says that it is not known");
                    return None;
                };
                let Some(date) = edtf(&text) else {
                    let at = fields.get("date").map_or(byte, |(byte, _)| *byte);
                    self.problem(
                        at,
                        &format!(
                            "{text:?} is no date: 2022-07-07, 2022-07, 2022, or two of them as 2022-07-07/2022-07-09"
                        ),
                    );
                    return None;
                };
                Mend::Date { claim: claim?, date }
            }
            "entity" => {
                let (from, to) = (need(self, "from"), need(self, "to"));
                let (from, to) = (from?, to?);
                let at = fields.get("to").map_or(byte, |(byte, _)| *byte);
                if from == to {
                    self.problem(at, "from and to are one entity");
                    return None;
                }
                let to = self.entity(at, to, get("label"), get("kind"))?;
                Mend::Entity { claim: get("claim"), article: get("article"), from, to: Box::new(to) }
            }
            _ => {
                let (at, claims) = fields.get("claims").cloned().unwrap_or_default();
                let mut claims: Vec<String> = claims.iter().map(|claim| claim.trim().to_owned()).collect();
                claims.retain(|claim| !claim.is_empty());
                claims.sort();
                claims.dedup();
                if claims.is_empty() {
                    self.problem(at.max(byte), "[[apart]] needs claims");
                    return None;
                }
                Mend::Apart { claims }
            }
        };
        Some(Correction { line: self.line(byte), because: get("because").unwrap_or_default(), what })
    }

    /// The right entity: the gazetteer's, or what the file says of it.
    fn entity(&mut self, byte: usize, id: String, label: Option<String>, kind: Option<String>) -> Option<Entity> {
        let known = self.names.entity(&id);
        let kind = match kind {
            None => known.as_ref().map(|known| known.kind),
            Some(word) => {
                let found = EntityKind::ALL.iter().copied().find(|kind| kind_class(*kind).to_lowercase() == word);
                if found.is_none() {
                    let words: Vec<String> =
                        EntityKind::ALL.iter().map(|kind| kind_class(*kind).to_lowercase()).collect();
                    self.problem(byte, &format!("there is no kind {word:?}; there are {}", words.join(", ")));
                    return None;
                }
                found
            }
        };
        let label = label.filter(|label| !label.is_empty()).or_else(|| known.as_ref().map(|known| known.label.clone()));
        let (Some(kind), Some(label)) = (kind, label) else {
            self.problem(byte, &format!("the gazetteer has no {id:?}; give its label and its kind"));
            return None;
        };
        let minted = known.is_none();
        let known = known.unwrap_or_else(|| Entity {
            id: EntityId(id),
            kind,
            label: String::new(),
            wikidata: None,
            country: None,
            code: None,
            minted,
        });
        Some(Entity { kind, label, ..known })
    }

    /// Two corrections that say different things of one claim.
    fn conflicts(&mut self, all: &[Correction]) {
        let mut seen: BTreeMap<(&str, String), usize> = BTreeMap::new();
        let mut dropped: BTreeMap<&str, usize> = BTreeMap::new();
        for correction in all {
            let mut keys: Vec<(&str, String)> = Vec::new();
            match &correction.what {
                Mend::Drop { claim } => {
                    keys.push(("drop", claim.clone()));
                    dropped.insert(claim, correction.line);
                }
                Mend::Date { claim, .. } => keys.push(("date", claim.clone())),
                Mend::Apart { claims } => keys.extend(claims.iter().map(|claim| ("apart", claim.clone()))),
                Mend::Entity { claim, article, from, .. } => {
                    keys.push(("entity", format!("{claim:?} {article:?} {from}")));
                }
            }
            for key in keys {
                if let Some(line) = seen.insert(key, correction.line) {
                    self.problem_at(correction.line, &format!("line {line} corrects the same already"));
                }
            }
        }
        for correction in all {
            let claims: Vec<&String> = match &correction.what {
                Mend::Date { claim, .. } | Mend::Entity { claim: Some(claim), .. } => vec![claim],
                Mend::Apart { claims } => claims.iter().collect(),
                _ => Vec::new(),
            };
            for claim in claims {
                if let Some(line) = dropped.get(claim.as_str()) {
                    self.problem_at(correction.line, &format!("line {line} takes {claim} out"));
                }
            }
        }
    }
}

fn text(value: &Spanned<DeValue<'_>>) -> Option<String> {
    match value.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    }
}

/// A date as a person writes it: a day, a month, a year, or an interval of two of them; unknown where it is empty.
fn edtf(text: &str) -> Option<Edtf> {
    if text.is_empty() {
        return Some(Edtf::default());
    }
    let one = |text: &str| {
        let number = |part: &str, digits: usize| {
            let fits = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| part.parse::<i16>().ok()).flatten()
        };
        let parts: Vec<&str> = text.split('-').collect();
        let year = number(parts.first()?, 4)?;
        let found = match parts.as_slice() {
            [_] => Edtf::year(year),
            [_, month] => Edtf::month(year, i8::try_from(number(month, 2)?).ok()?),
            [_, month, day] => {
                let (month, day) = (i8::try_from(number(month, 2)?).ok()?, i8::try_from(number(day, 2)?).ok()?);
                Edtf::day(jiff::civil::Date::new(year, month, day).ok()?)
            }
            _ => return None,
        };
        (!found.is_unknown()).then_some(found)
    };
    let found = match text.split_once('/') {
        Some((from, to)) => Edtf::interval(&one(from)?, &one(to)?),
        None => one(text)?,
    };
    (!found.is_unknown()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_all_four() {
        let text = "# ours\n\n[[drop]]\nclaim = \"c-1\"\nbecause = \"a joke\"\n\n[[date]]\nclaim = \"c-2\"\ndate = \"2022-07\"\n\n\
                    [[entity]]\nfrom = \"x\"\nto = \"china\"\n\n[[entity]]\nclaim = \"c-3\"\nfrom = \"x\"\nto = \"y\"\nlabel = \"Y\"\n\
                    kind = \"person\"\n\n[[apart]]\nclaims = [\"c-5\", \"c-4\"]\n";
        let read = Corrections::parse("c.toml", text, Gazetteer::embedded()).expect("it is right");
        let lines: Vec<(usize, String)> = read.all.iter().map(|one| (one.line, one.summary())).collect();
        let wanted = [(3, "drop c-1"), (7, "date 2022-07 for c-2"), (11, "china for x"), (15, "y for x in c-3")];
        assert_eq!(lines[..4], wanted.map(|(line, text)| (line, text.to_owned())));
        assert_eq!(lines[4], (22, "c-4, c-5 apart".to_owned()));
        let Mend::Entity { to, .. } = &read.all[2].what else { panic!("an entity") };
        assert_eq!((to.label.as_str(), to.minted), ("China", false));
        assert_eq!(Corrections::parse("c.toml", "# nothing yet\n", Gazetteer::embedded()).expect("empty").len(), 0);
    }

    #[test]
    fn all_mistakes_at_once_with_their_lines() {
        let text = "[[drop]]\nclam = \"c-1\"\n\n[[date]]\nclaim = \"c-2\"\ndate = \"7 July\"\n\n[[merge]]\n\n\
                    [[entity]]\nfrom = \"x\"\nto = \"nobody-of-that-name\"\n\n[[drop]]\nclaim = \"c-9\"\n\n\
                    [[date]]\nclaim = \"c-9\"\ndate = \"\"\n\n[[apart]]\nclaims = \"c-1\"\n\n[[drop]]\nclaim = \"c-9\"\n";
        let problems = Corrections::parse("c.toml", text, Gazetteer::embedded()).expect_err("it is wrong");
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let begins = [
            "c.toml:1: [[drop]] needs claim",
            "c.toml:2: [[drop]] has no key \"clam\"",
            "c.toml:6: \"7 July\" is no date",
            "c.toml:8: there is no correction \"merge\"",
            "c.toml:12: the gazetteer has no \"nobody-of-that-name\"",
            "c.toml:17: line 24 takes c-9 out",
            "c.toml:21: [[apart]] needs claims",
            "c.toml:22: claims is a list",
            "c.toml:24: line 14 corrects the same already",
        ];
        assert_eq!(said.len(), begins.len(), "{said:#?}");
        for (said, begin) in said.iter().zip(begins) {
            assert!(said.starts_with(begin), "{said} / {begin}");
        }
        assert!(
            Corrections::parse("c.toml", "[[drop]\nclaim = 1", Gazetteer::embedded()).expect_err("no TOML")[0].line
                == 1
        );
    }

    #[test]
    fn dates_as_people_write_them() {
        for (text, days) in [
            ("2022-07-07", "2022-07-07 2022-07-07"),
            ("2022-02", "2022-02-01 2022-02-28"),
            ("2022", "2022-01-01 2022-12-31"),
            ("2022-07-07/2022-07", "2022-07-07 2022-07-31"),
        ] {
            let found = edtf(text).expect("a date");
            let day = |day: Option<jiff::civil::Date>| day.expect("bounded").to_string();
            assert_eq!(format!("{} {}", day(found.earliest), day(found.latest)), days);
        }
        for wrong in ["July", "2022-7-7", "2022-13", "2022-07-07/2021", "2022-02-30", "2022/", "1-2-3-4"] {
            assert_eq!(edtf(wrong), None, "{wrong}");
        }
        assert_eq!(edtf(""), Some(Edtf::default()));
    }
}
