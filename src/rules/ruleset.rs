//! The checked rules with their index: from the words that can start a rule to its patterns.
//!
//! A rule knows the words that can start it, so that one that cannot start on any word of a sentence costs nothing but
//! its place in memory.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    check::Checker,
    ontology::{Relation, relations},
    pattern::{Pattern, Word, Words},
    problem::Problem,
    ready::Ready,
    rule::Rule,
};
use crate::{
    clauses::{Clause, ClauseKind},
    lexicon::Lexicon,
    reference::Reading,
};

/// All rules with their words; see [`RuleSet::load`].
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    ready: Vec<Ready>,
    /// For each kind of clause the lemmas that can start a pattern, with the patterns' places in `ready`.
    starts: [FxHashMap<String, Vec<u32>>; 3],
    /// The second words of event nouns of two words.
    seconds: FxHashSet<String>,
    pub(super) lexicon: &'static Lexicon,
}

const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl RuleSet {
    /// The rules that are compiled into the program.
    ///
    /// # Panics
    /// Never: a test loads them.
    #[must_use]
    pub fn embedded() -> Self {
        Self::load(EMBEDDED.iter().copied(), Lexicon::embedded(), &relations())
            .expect("the rules in the program load: a test sees to it")
    }

    /// The rules that are compiled into the program with a user's own: these add to them, replace them by id, or switch
    /// them off (`off = true`).
    ///
    /// # Errors
    /// All problems of all files, by file and place.
    pub fn embedded_with<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Vec<Problem>> {
        Self::with_words(files, Lexicon::embedded())
    }

    /// The same, with these words for the sets that rules name.
    ///
    /// # Errors
    /// All problems of all files, by file and place.
    pub fn with_words<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        lexicon: &'static Lexicon,
    ) -> Result<Self, Vec<Problem>> {
        Self::load_layers([EMBEDDED.to_vec(), files.into_iter().collect()], lexicon, &relations())
    }

    /// The names and texts of the rule files that are compiled into the program, sorted.
    #[must_use]
    pub fn embedded_files() -> &'static [(&'static str, &'static str)] {
        EMBEDDED
    }

    /// Reads and checks rule files, given as names and texts; `relations` are the properties of the ontology.
    ///
    /// # Errors
    /// All problems of all files, by file and place.
    pub fn load<'a>(
        files: impl IntoIterator<Item = (&'a str, &'a str)>,
        lexicon: &'static Lexicon,
        relations: &[Relation],
    ) -> Result<Self, Vec<Problem>> {
        Self::load_layers([files.into_iter().collect()], lexicon, relations)
    }

    /// Reads layers of rule files: an id is unique in a layer, and a later layer replaces or switches off what an
    /// earlier one has.
    ///
    /// # Errors
    /// All problems of all files, by file and place.
    pub fn load_layers<'a>(
        layers: impl IntoIterator<Item = Vec<(&'a str, &'a str)>>,
        lexicon: &'static Lexicon,
        relations: &[Relation],
    ) -> Result<Self, Vec<Problem>> {
        let (rules, mut ready, dropped) = Checker::run(layers, lexicon, relations)?;
        let mut places = vec![0; rules.len()];
        let mut kept = Vec::new();
        for (index, rule) in rules.into_iter().enumerate() {
            places[index] = kept.len();
            if !dropped.contains(&index) {
                kept.push(rule);
            }
        }
        ready.retain(|(ready, _)| !dropped.contains(&ready.rule));
        for (ready, _) in &mut ready {
            ready.rule = places[ready.rule];
        }
        Ok(Self::index(kept, ready, lexicon))
    }

    /// Orders the patterns by rank and lists them under the words that start them.
    fn index(rules: Vec<Rule>, mut ready: Vec<(Ready, Pattern)>, lexicon: &'static Lexicon) -> Self {
        // Specific before general; the id settles ties, never the order of files.
        ready.sort_by(|(one, one_pattern), (other, other_pattern)| {
            other_pattern
                .specificity()
                .cmp(&one_pattern.specificity())
                .then_with(|| rules[one.rule].id.cmp(&rules[other.rule].id))
                .then_with(|| one.pattern.cmp(&other.pattern))
        });
        let mut starts: [FxHashMap<String, Vec<u32>>; 3] = Default::default();
        for (index, (_, pattern)) in ready.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            for (kind, lemma) in start_words(&pattern.trigger, lexicon) {
                let list = starts[slot_of(kind)].entry(lemma).or_default();
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
        }
        let nouns = starts[slot_of(ClauseKind::Nominal)].keys();
        let seconds = nouns.filter_map(|noun| noun.split_once(' ').map(|(_, second)| second.to_owned())).collect();
        Self { rules, ready: ready.into_iter().map(|(ready, _)| ready).collect(), starts, seconds, lexicon }
    }

    /// The rules, by file and place.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The patterns that a predicate can start, specific before general: first those of two words, "hunger strike".
    pub(super) fn started_by(&self, reading: &Reading, clause: &Clause) -> impl Iterator<Item = &Ready> {
        let (kind, lemma) = (clause.kind, clause.lemma.as_str());
        let table = &self.starts[slot_of(kind)];
        let pair = if kind == ClauseKind::Nominal && self.seconds.contains(lemma) {
            let tokens = &reading.sentences[clause.sentence].tokens;
            let before = clause.predicate.checked_sub(1).and_then(|before| tokens.get(before));
            // A "scathing attack" is one whether the parser takes its adjective for a participle of "scathe" or not.
            let with = |first: &str| table.get(&format!("{} {lemma}", first.to_lowercase()));
            before.and_then(|before| with(&before.lemma).or_else(|| with(&before.form)))
        } else {
            None
        };
        // Lemmas of rare words are guessed from their endings, and the mute e is what the guess gets wrong.
        let list = table.get(lemma).or_else(|| match lemma.strip_suffix('e') {
            Some(short) => table.get(short),
            None if kind == ClauseKind::Verbal => table.get(&format!("{lemma}e")),
            None => None,
        });
        pair.into_iter().chain(list).flatten().map(|&index| &self.ready[index as usize])
    }

    /// The lemmas that can start a rule, as a predicate of whatever kind; of a noun of two words the second.
    pub(super) fn starting(&self, rule: usize) -> FxHashSet<&str> {
        let of_rule = |places: &[u32]| places.iter().any(|&place| self.ready[place as usize].rule == rule);
        let lists = self.starts.iter().flatten().filter(|(_, places)| of_rule(places));
        lists.map(|(lemma, _)| lemma.as_str()).collect()
    }

    /// The relations that have a rule, sorted.
    #[must_use]
    pub fn relations(&self) -> Vec<&str> {
        let mut relations: Vec<&str> = self.rules.iter().map(|rule| rule.relation.as_str()).collect();
        relations.sort_unstable();
        relations.dedup();
        relations
    }
}

fn slot_of(kind: ClauseKind) -> usize {
    match kind {
        ClauseKind::Verbal => 0,
        ClauseKind::Nominal => 1,
        ClauseKind::Copular => 2,
    }
}

/// The kinds and lemmas of predicates that a trigger names.
fn start_words(trigger: &Words, lexicon: &Lexicon) -> Vec<(ClauseKind, String)> {
    let mut found = Vec::new();
    for (word, _) in &trigger.alternatives {
        let set = |name: &str| lexicon.set(name).cloned().unwrap_or_default();
        let all = |kind, words: Vec<String>| words.into_iter().map(move |word| (kind, word));
        match word {
            Word::Plain(word) => found.push((ClauseKind::Verbal, word.clone())),
            Word::Noun(word) => found.push((ClauseKind::Nominal, word.clone())),
            Word::Copular(word) => found.push((ClauseKind::Copular, word.clone())),
            Word::Set(name) => {
                found.extend(all(ClauseKind::Verbal, set(name).verbs));
                found.extend(all(ClauseKind::Nominal, set(name).nouns));
            }
            Word::NounSet(name) => found.extend(all(ClauseKind::Nominal, set(name).nouns)),
            Word::CopularSet(name) => found.extend(all(ClauseKind::Copular, set(name).nouns)),
        }
    }
    found
}
