//! Checked rules and their index: from the words that can start a rule to its patterns.
//!
//! A rule knows the words that can start it, so that one that cannot start on any word of a sentence costs nothing but
//! its place in memory.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    check::Checker,
    example::Example,
    lexicon::Lexicon,
    ontology::Relation,
    pattern::{Kinds, Pattern, SlotName, Word, Words},
    problem::Problem,
};
use crate::clauses::{Clause, ClauseKind, Polarity, Reading, Status};

/// The 16 types of PLOVER.
pub const PLOVER_TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// A checked rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id, unique over all files.
    pub id: String,
    /// The relation of its claims.
    pub relation: String,
    /// Whether the relation holds both ways.
    pub reciprocal: bool,
    /// Status of its claims, whatever the clause says.
    pub status: Option<Status>,
    /// Polarity of its claims, whatever the clause says.
    pub polarity: Option<Polarity>,
    /// Whether the rule itself names its PLOVER type, which then holds whatever the status of the claim.
    pub own_code: bool,
    /// PLOVER type; empty where the relation has none.
    pub plover: String,
    /// CAMEO code; empty where the relation has none.
    pub cameo: String,
    /// Relations that are not claimed for the same participants where this rule fires.
    pub instead_of: Vec<String>,
    /// Sentences that it must fire on.
    pub fires: Vec<Example>,
    /// Sentences that it must leave alone.
    pub silent: Vec<Example>,
    /// Its patterns as written.
    pub patterns: Vec<String>,
    /// The file that it stands in.
    pub file: String,
    /// Its line in that file, from 1.
    pub line: usize,
}

/// Words to compare with, sorted.
pub(super) type WordList = Vec<String>;

/// Which heads a slot takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads {
    /// None of these.
    pub(super) not: WordList,
    /// One of these; any where there are none.
    pub(super) only: WordList,
}

/// A pattern of a rule, ready to match.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    /// Index of the rule.
    pub(super) rule: usize,
    /// Index of the pattern among the rule's.
    pub(super) pattern: usize,
    /// Whether the clause must be without a subject.
    pub(super) agentless: bool,
    pub(super) parts: Vec<ReadyPart>,
}

#[derive(Clone, Debug)]
pub(super) struct ReadyPart {
    pub(super) place: ReadyWhere,
    pub(super) filler: ReadyFiller,
    pub(super) optional: bool,
    pub(super) written: String,
}

#[derive(Clone, Debug)]
pub(super) enum ReadyWhere {
    Subject,
    Object,
    Oblique { prepositions: Vec<String>, or_object: bool },
    Complement(Option<WordList>),
}

#[derive(Clone, Debug)]
pub(super) enum ReadyFiller {
    Slot { name: SlotName, kinds: Kinds, owner: bool, heads: Heads },
    Head(WordList),
}

/// All rules with their words; see [`RuleSet::load`].
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    ready: Vec<Ready>,
    starts: [FxHashMap<String, Vec<u32>>; 3],
    /// The second words of event nouns of two words.
    seconds: FxHashSet<String>,
    pub(super) lexicon: Lexicon,
}

const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl RuleSet {
    /// The rules that are compiled into the program.
    ///
    /// # Panics
    /// Never: a test loads them.
    #[must_use]
    pub fn embedded() -> Self {
        Self::load(EMBEDDED.iter().copied(), Lexicon::embedded(), &super::relations())
            .expect("the rules in the program load: a test sees to it")
    }

    /// The rules that are compiled into the program with a user's own: these add to them, replace them by id, or switch
    /// them off (`off = true`).
    ///
    /// # Errors
    /// All problems of all files, by file and place.
    pub fn embedded_with<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, Vec<Problem>> {
        Self::load_layers([EMBEDDED.to_vec(), files.into_iter().collect()], Lexicon::embedded(), &super::relations())
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
        lexicon: Lexicon,
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
        lexicon: Lexicon,
        relations: &[Relation],
    ) -> Result<Self, Vec<Problem>> {
        let (rules, mut ready, dropped) = Checker::run(layers, &lexicon, relations)?;
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
    fn index(rules: Vec<Rule>, mut ready: Vec<(Ready, Pattern)>, lexicon: Lexicon) -> Self {
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
            for (kind, lemma) in start_words(&pattern.trigger, &lexicon) {
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
