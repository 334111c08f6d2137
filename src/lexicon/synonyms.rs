//! Words that rules share: synonym sets of verbs and event nouns.
//!
//! `synonyms.tsv` has a line `set, verb|noun, word` for each member of a set, so that `@condemn` in a pattern stands for
//! all of them.

use std::collections::BTreeMap;

use super::table::{Problem, Table};

/// The verbs and nouns of a set, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynonymSet {
    /// Lemmas of verbs, particle included ("walk out").
    pub verbs: Vec<String>,
    /// Lemmas of event nouns.
    pub nouns: Vec<String>,
}

/// Verbs or nouns of a set.
#[derive(Clone, Copy)]
enum Class {
    Verb,
    Noun,
}

const CLASSES: &[(&str, Class)] = &[("verb", Class::Verb), ("noun", Class::Noun)];

/// The sets by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Synonyms(BTreeMap<String, SynonymSet>);

impl Synonyms {
    /// Reads the rows of `synonyms.tsv`; those of a later table add to a set.
    pub(crate) fn read(&mut self, table: &Table<'_>, problems: &mut Vec<Problem>) {
        for row in table.checked(["set", "class", "lemma"], problems) {
            let [set, class, lemma] = row.cells;
            let set = self.0.entry(set.to_owned()).or_default();
            let Some(class) = table.choice(row.line, class, CLASSES, problems) else { continue };
            let words = match class {
                Class::Verb => &mut set.verbs,
                Class::Noun => &mut set.nouns,
            };
            if words.iter().all(|word| word != lemma) {
                words.push(lemma.to_owned());
            }
        }
    }

    /// The set of that name.
    pub(crate) fn set(&self, name: &str) -> Option<&SynonymSet> {
        self.0.get(name)
    }

    /// The names of all sets, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
