//! The examples of rules, run as tests.
//!
//! So that an example can fail, each pattern must fire on a firing example of its rule, and a silent example must hold a
//! word that can start the rule.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::{
    claim::Claim,
    example::{Example, Expected, brief, states},
    extract::Extractor,
    rule::Rule,
    ruleset::RuleSet,
    titles::{PARTY, TITLE},
};
use crate::reference::Reading;

/// An example that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Failure {
    /// Id of the rule.
    pub rule: String,
    /// File of the rule.
    pub file: String,
    /// Line of the example or pattern in it, from 1.
    pub line: usize,
    /// The sentence, or the pattern that none fires.
    pub text: String,
    /// What is wrong, in words.
    pub message: String,
    /// What came out instead, a claim a line.
    pub found: Vec<String>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}: rule {}: {}\n    {}", self.file, self.line, self.rule, self.message, self.text)?;
        if self.found.is_empty() {
            write!(formatter, "\n    came out: nothing")?;
        }
        self.found.iter().try_for_each(|claim| write!(formatter, "\n    came out: {claim}"))
    }
}

/// Runs the examples of all rules, each as an article of its own.
#[must_use]
pub fn check_examples(extractor: &Extractor) -> Vec<Failure> {
    (0..extractor.rules.rules().len()).flat_map(|rule| check(extractor, rule)).collect()
}

/// Runs the examples of the rule of that id.
#[must_use]
pub fn check_rule(extractor: &Extractor, id: &str) -> Vec<Failure> {
    let rule = extractor.rules.rules().iter().position(|rule| rule.id == id);
    rule.map(|rule| check(extractor, rule)).unwrap_or_default()
}

fn check(extractor: &Extractor, index: usize) -> Vec<Failure> {
    let rule = &extractor.rules.rules()[index];
    let mut failures = Vec::new();
    let mut fail = |line: usize, text: &str, message: String, found: &[Claim]| {
        let (found, text) = (found.iter().map(brief).collect(), text.to_owned());
        failures.push(Failure { rule: rule.id.clone(), file: rule.file.clone(), line, text, message, found });
    };
    let mut fired = BTreeSet::new();
    for example in &rule.fires {
        let (extraction, reading) = extractor.extract_with_reading(example.article());
        fired.extend(extractor.rules.fired(&reading, index));
        if let Some(message) = not_firing(rule, example, &extraction.claims) {
            fail(example.line, &example.text, message, &extraction.claims);
        }
    }
    for (number, pattern) in rule.patterns.iter().enumerate().filter(|(number, _)| !fired.contains(number)) {
        let message = "this pattern fires on none of the rule's examples: add one, or remove it".to_owned();
        fail(rule.pattern_lines.get(number).copied().unwrap_or(rule.line), pattern, message, &[]);
    }
    for example in &rule.silent {
        let (extraction, reading) = extractor.extract_with_reading(example.article());
        if let Some(message) = not_silent(rule, example, &extraction.claims) {
            fail(example.line, &example.text, message, &extraction.claims);
        } else if !can_start(&extractor.rules, index, &reading) {
            let message = "no word of this silent example can start the rule, so it says nothing about it";
            fail(example.line, &example.text, message.to_owned(), &extraction.claims);
        }
    }
    failures
}

/// Whether a sentence holds a word that starts a pattern of the rule, in whatever part of speech: a near miss may be one
/// because the word is another one there.
fn can_start(rules: &RuleSet, rule: usize, reading: &Reading) -> bool {
    let mut words: FxHashSet<String> = reading.clauses.iter().map(|clause| clause.lemma.clone()).collect();
    for token in reading.sentences.iter().flat_map(|sentence| &sentence.tokens) {
        words.extend([token.lemma.to_lowercase(), token.form.to_lowercase()]);
    }
    if reading.entities.mentions.iter().any(|mention| mention.title.is_some()) {
        words.insert(TITLE.to_owned());
    }
    if reading.entities.mentions.iter().any(|mention| mention.party.is_some()) {
        words.insert(PARTY.to_owned());
    }
    let there = |word: &str| words.contains(word) || word.strip_suffix('e').is_some_and(|short| words.contains(short));
    rules.starting(rule).into_iter().any(|start| there(start) || start.split(' ').all(there))
}

fn not_firing(rule: &Rule, example: &Example, claims: &[Claim]) -> Option<String> {
    for expected in &example.expected {
        if !claims.iter().any(|claim| expected.is(claim)) {
            let Expected { subject, relation, object, date, place, states } = expected;
            let wanted = [subject, relation, object, date, place].map(String::as_str);
            let wanted: Vec<&str> = wanted.into_iter().chain(states.iter().map(String::as_str)).collect();
            return Some(format!("this did not come out: {}", wanted.join(" | ")));
        }
    }
    let by_rule = claims.iter().any(|claim| claim.rule == rule.id);
    (!by_rule).then(|| "the rule did not fire".to_owned())
}

fn not_silent(rule: &Rule, example: &Example, claims: &[Claim]) -> Option<String> {
    let mut of_relation = claims.iter().filter(|claim| claim.relation == rule.relation).peekable();
    if example.states.is_empty() {
        return of_relation.peek().map(|_| format!("{} came out where nothing should", rule.relation));
    }
    if of_relation.peek().is_none() {
        return Some(format!("no {} came out, not even {}", rule.relation, example.states.join(", ")));
    }
    let wrong = of_relation.any(|claim| example.states.iter().any(|state| !states(claim).contains(state)));
    wrong.then(|| format!("a {} came out that is not {}", rule.relation, example.states.join(", ")))
}
