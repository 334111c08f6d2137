//! Words that rules share: synonym sets of verbs and event nouns, and the nouns that can name an actor.
//!
//! `synonyms.tsv` has a line `set, verb|noun, word` for each member of a set, so that `@condemn` in a pattern stands for
//! all of them. `actor-nouns.tsv` has `noun, kind` for nouns that name somebody who can act ("protester", "court"): a
//! phrase that no entity was found for is a participant of a claim only with such a head, never by guess.
//! `notnames.tsv` has the capitalised words that are no names.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::problem::Problem;
use crate::entities::EntityKind;

/// The verbs and nouns of a set, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SynonymSet {
    /// Lemmas of verbs, particle included ("walk out").
    pub verbs: Vec<String>,
    /// Lemmas of event nouns.
    pub nouns: Vec<String>,
}

/// Synonym sets and actor nouns.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    sets: BTreeMap<String, SynonymSet>,
    actors: FxHashMap<String, EntityKind>,
    no_names: FxHashSet<String>,
}

impl Lexicon {
    /// Reads the files of the lexicon folder that concern rules, by their names, and leaves the others alone.
    ///
    /// # Errors
    /// Every malformed line.
    pub fn load<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Vec<Problem>> {
        let mut lexicon = Self::default();
        let mut problems = Vec::new();
        for (file, text) in files {
            let mut byte = 0;
            for line in text.split_inclusive('\n') {
                let content = line.trim_end();
                let read = match file {
                    _ if content.is_empty() || content.starts_with('#') => Ok(()),
                    "synonyms.tsv" => lexicon.synonym(content),
                    "actor-nouns.tsv" => lexicon.actor(content),
                    "notnames.tsv" => {
                        lexicon.no_names.insert(content.to_owned());
                        Ok(())
                    }
                    _ => Ok(()),
                };
                if let Err(message) = read {
                    problems.push(Problem::at(file, text, byte, message, "columns are parted by tabs"));
                }
                byte += line.len();
            }
        }
        if problems.is_empty() { Ok(lexicon) } else { Err(problems) }
    }

    /// The lexicon that is compiled into the program.
    ///
    /// # Panics
    /// Never: a test loads it.
    #[must_use]
    pub fn embedded() -> Self {
        Self::load(EMBEDDED.iter().copied()).expect("the lexicon in the program loads: a test sees to it")
    }

    fn synonym(&mut self, line: &str) -> Result<(), String> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [set, kind, word] = fields[..] else { return Err("a line is: set, verb or noun, word".to_owned()) };
        let entry = self.sets.entry(set.to_owned()).or_default();
        match kind {
            "verb" => entry.verbs.push(word.to_owned()),
            "noun" => entry.nouns.push(word.to_owned()),
            _ => return Err(format!("\"{kind}\" is neither verb nor noun")),
        }
        Ok(())
    }

    fn actor(&mut self, line: &str) -> Result<(), String> {
        let Some((noun, kind)) = line.split_once('\t') else { return Err("a line is: noun, kind".to_owned()) };
        let kind = match kind {
            "person" => EntityKind::Person,
            "organisation" => EntityKind::Organisation,
            "group" => EntityKind::Group,
            "country" => EntityKind::Country,
            "place" => EntityKind::Place,
            _ => return Err(format!("unknown kind \"{kind}\": person, organisation, group, country or place")),
        };
        self.actors.insert(noun.to_owned(), kind);
        Ok(())
    }

    /// The set of that name.
    #[must_use]
    pub fn set(&self, name: &str) -> Option<&SynonymSet> {
        self.sets.get(name)
    }

    /// The names of all sets, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sets.keys().map(String::as_str)
    }

    /// Whether a noun only counts what follows it ("dozens of"): the set `quantity`.
    #[must_use]
    pub fn counts(&self, lemma: &str) -> bool {
        self.set("quantity").is_some_and(|set| set.nouns.iter().any(|noun| noun == lemma))
    }

    /// Whether a capitalised word is known to be no name: months, faiths, abbreviations.
    #[must_use]
    pub fn is_no_name(&self, form: &str) -> bool {
        self.no_names.contains(form)
    }

    /// Whether a name with this word in it is that of a storm, a law, a treaty, not of somebody who acts: the set
    /// `thing-name`.
    #[must_use]
    pub fn names_a_thing(&self, form: &str) -> bool {
        let lower = form.to_lowercase();
        self.set("thing-name").is_some_and(|set| set.nouns.contains(&lower))
    }

    /// The kind of actor that a noun names, by its lemma.
    #[must_use]
    pub fn actor_noun(&self, lemma: &str) -> Option<EntityKind> {
        // A noun at the head of a sentence may pass for a name, capital and plural kept.
        let lower = lemma.to_lowercase();
        let known = |word: &str| self.actors.get(word).copied();
        known(&lower).or_else(|| match lower.strip_suffix("men") {
            Some(stem) => known(&format!("{stem}man")),
            None => known(lower.strip_suffix('s')?),
        })
    }
}

const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

#[cfg(test)]
mod tests {
    use super::Lexicon;

    #[test]
    fn the_embedded_lexicon_loads_and_a_bad_line_is_told() {
        assert!(Lexicon::embedded().names().next().is_some());
        let problems = Lexicon::load([("synonyms.tsv", "# x\nmeet\tverb\tmeet\nmeet\tadverb\tnow\nmeet\n")])
            .expect_err("two lines are wrong");
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3, 4]);
    }
}
