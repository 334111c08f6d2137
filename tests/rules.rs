//! Every rule's examples, run end to end, and what else must hold of the rule files as a whole.

use chancery::rules::{Extractor, RuleSet, check_examples};

#[test]
fn the_examples_of_every_rule_hold() {
    let extractor = Extractor::embedded();
    let failures: Vec<String> = check_examples(&extractor).iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} examples fail:\n{}", failures.len(), failures.join("\n"));
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
