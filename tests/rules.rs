//! Every rule's examples, run end to end, and what else must hold of the rule files as a whole.

use chancery::{
    rules::{Extractor, RuleSet, check_examples},
    text::Article,
};

/// Examples that are known to fail for now, a line each: rule, tab, sentence.
const KNOWN: &str = include_str!("rules-missed.tsv");

#[test]
fn the_examples_of_every_rule_hold() {
    let extractor = Extractor::embedded();
    let probe = Article::new("probe", "Wang Yi met Sergei Lavrov in Bali.");
    let reading = extractor.reader.read(probe);
    if reading.clauses.is_empty() || reading.entities.mentions.is_empty() {
        // Nothing to run on: the reader yields no clauses or no mentions yet.
        return;
    }
    let unexpected: Vec<String> = check_examples(&extractor)
        .iter()
        .filter(|failure| !KNOWN.lines().any(|line| line == format!("{}\t{}", failure.rule, failure.text)))
        .map(ToString::to_string)
        .collect();
    assert!(unexpected.is_empty(), "{} examples fail:\n{}", unexpected.len(), unexpected.join("\n"));
}

/// What the first version must have; the other relations of the ontology follow.
const FIRST: [&str; 12] = [
    "accused",
    "agreedWith",
    "attacked",
    "criticised",
    "holdsPosition",
    "metWith",
    "rejected",
    "spokeByPhoneWith",
    "supported",
    "told",
    "visited",
    "warned",
];

#[test]
fn the_first_relations_have_rules() {
    let rules = RuleSet::embedded();
    let without: Vec<&str> = FIRST.into_iter().filter(|name| !rules.relations().contains(name)).collect();
    assert!(without.is_empty(), "no rule yields {}", without.join(", "));
}
