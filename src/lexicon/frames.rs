//! Verbs of many meanings: the constructions that tell which one is meant, and the verb that stands for it.

use rustc_hash::FxHashMap;

use super::table::{Problem, Table};

/// A condition of a construction. What it means in a tree stands in `clauses::frames`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// An indirect question depends on the verb: "asked how it began".
    Question,
    /// A phrase or gerund under this preposition: "asked about the raid".
    Phrase(&'static str),
    /// A gerund under this preposition: "joined Oslo in suspending flights".
    Gerund(&'static str),
    /// There is an object, or there is none.
    Object(bool),
    /// There is no clause or infinitive as complement.
    NoComplement,
    /// An object and what it is called: "called him a thug".
    Named,
    /// What is said of the object, and whether it is denied: "found him not guilty".
    Result { word: &'static str, denied: bool },
}

impl Condition {
    fn parse(text: &'static str) -> Option<Self> {
        if let Some((name, word)) = text.split_once(':') {
            return match name {
                "prep" => Some(Self::Phrase(word)),
                "gerund" => Some(Self::Gerund(word)),
                "result" => Some(Self::result(word)),
                _ => None,
            };
        }
        let known = [
            ("question", Self::Question),
            ("object", Self::Object(true)),
            ("no-object", Self::Object(false)),
            ("no-complement", Self::NoComplement),
            ("named", Self::Named),
        ];
        known.into_iter().find(|(name, _)| *name == text).map(|(_, condition)| condition)
    }

    /// What is said of the object; `not_W` where it is denied.
    fn result(word: &'static str) -> Self {
        let denied = word.strip_prefix("not_");
        Self::Result { word: denied.unwrap_or(word), denied: denied.is_some() }
    }
}

/// A construction of a verb.
#[derive(Clone, Debug)]
pub(crate) struct Construction {
    /// All of them hold.
    pub(crate) conditions: Vec<Condition>,
    /// The lemma that stands for the verb in it.
    pub(crate) becomes: &'static str,
}

/// The constructions of verbs, by lemma.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frames(FxHashMap<&'static str, Vec<Construction>>);

impl Frames {
    /// Reads the rows of `frames.tsv`; those of a later table are tried before earlier ones.
    pub(crate) fn read(&mut self, table: &Table<'static>, problems: &mut Vec<Problem>) {
        let mut read: FxHashMap<&'static str, Vec<Construction>> = FxHashMap::default();
        for row in table.checked(["lemma", "frame", "becomes"], problems) {
            let [lemma, frame, becomes] = row.cells;
            let conditions: Option<Vec<Condition>> = frame.split_whitespace().map(Condition::parse).collect();
            match conditions {
                Some(conditions) if !conditions.is_empty() && !becomes.is_empty() => {
                    read.entry(lemma).or_default().push(Construction { conditions, becomes });
                }
                Some(_) => problems.push(table.problem(row.line, "a row has a frame and the verb that it becomes")),
                None => {
                    let known = "question, prep:P, gerund:P, object, no-object, no-complement, named, result:W";
                    let message = format!("unknown condition in \"{frame}\"; known are: {known}");
                    problems.push(table.problem(row.line, message));
                }
            }
        }
        let mut lemmas: Vec<_> = read.into_iter().collect();
        lemmas.sort_by_key(|(lemma, _)| *lemma);
        for (lemma, mut constructions) in lemmas {
            let known = self.0.entry(lemma).or_default();
            constructions.append(known);
            *known = constructions;
        }
    }

    /// The constructions of a verb.
    pub(crate) fn of(&self, lemma: &str) -> &[Construction] {
        self.0.get(lemma).map_or(&[], Vec::as_slice)
    }
}
