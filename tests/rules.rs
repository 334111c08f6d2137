//! Every rule's examples, run end to end, and what else must hold of the rule files as a whole.

use chancery::rules::{Extractor, RuleSet, check_examples, check_rule};

#[test]
fn the_examples_of_every_rule_hold() {
    let extractor = Extractor::embedded();
    let failures: Vec<String> = check_examples(&extractor).iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} examples fail:\n{}", failures.len(), failures.join("\n"));
}

/// The examples of a rule in a file of one's own, as `chancery check` judges them: line and message of each failure.
fn failures(patterns: &str, fires: &str, silent: &str) -> Vec<String> {
    let text = format!(
        "relation = \"criticised\"\n[[rule]]\nid = \"mine/outfox\"\npattern = [\n{patterns}\n]\nfires = [\n{fires}\n]\nsilent = [{silent}]\n"
    );
    let rules = RuleSet::embedded_with([("mine.toml", text.as_str())]).unwrap();
    let extractor = Extractor { rules, ..Extractor::embedded() };
    let failures = check_rule(&extractor, "mine/outfox");
    failures.iter().map(|failure| format!("{}:{}: {}", failure.file, failure.line, failure.message)).collect()
}

#[test]
fn examples_that_cannot_fail_are_failures() {
    let outfox = "  \"<source:Actor> outfox <target:Actor>\",";
    let both = format!("{outfox}\n  \"<source:Actor> outwit|outsmart <target:Actor>\",");
    let fires = "  \"Estonia outfoxed Latvia.\",";
    assert!(failures(outfox, fires, "\"Foxes outfoxed hens.\"").is_empty());
    let pattern =
        failures(&both, "  \"Estonia outfoxed Latvia.\",\n  \"Latvia outfoxed Estonia.\",", "\"Foxes outfoxed hens.\"");
    assert_eq!(pattern, ["mine.toml:6: this pattern fires on none of the rule's examples: add one, or remove it"]);
    let silent = failures(outfox, fires, "\"Estonia met Latvia.\"");
    assert_eq!(
        silent,
        ["mine.toml:10: no word of this silent example can start the rule, so it says nothing about it"]
    );
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

/// The program run on the sample articles: what it leaves unsaid, and which rules have no say there.
#[test]
fn coverage_lists_sentences_and_rules() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["check", "--coverage", concat!(env!("CARGO_MANIFEST_DIR"), "/data/articles")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    for wanted in [
        "\n    actors: ",
        "\n    nearest: ",
        " with two actors and no claim\n",
        " never fired\n",
        " beaten by another\n",
    ] {
        assert!(text.contains(wanted), "no {wanted:?} in\n{text}");
    }
}

/// A folder of one's own adds a rule, replaces one by its id and switches one off, wherever its files lie.
#[test]
fn own_rules_add_replace_and_switch_off() {
    let own = [
        (
            "x/add.toml",
            "relation = \"criticised\"\n[[rule]]\nid = \"mine/outfox\"\npattern = \"<source:Actor> outfox <target:Actor>\"\nfires = [\"Estonia outfoxed Latvia.\"]\nsilent = [\"Foxes outfoxed hens.\"]\n",
        ),
        (
            "x/replace.toml",
            "relation = \"sanctioned\"\n[[rule]]\nid = \"sanction/verb\"\npattern = \"<source:Actor> outlaw <target:Country>\"\nfires = [\"Estonia outlawed Latvia.\"]\nsilent = [\"Foxes outfoxed hens.\"]\n",
        ),
        ("x/off.toml", "[[rule]]\nid = \"boycott/verb\"\noff = true\n"),
    ];
    let with = Extractor { rules: RuleSet::embedded_with(own).unwrap(), ..Extractor::embedded() };
    let by_rule = |extractor: &Extractor, text: &str, rule: &str| {
        let claims = extractor.extract(chancery::text::Article::new("a", text)).claims;
        claims.iter().any(|claim| claim.rule == rule)
    };
    let without = Extractor::embedded();
    for (text, rule, before, after) in [
        ("Estonia outfoxed Latvia.", "mine/outfox", false, true),
        ("Canada sanctioned Belarus.", "sanction/verb", true, false),
        ("Estonia outlawed Latvia.", "sanction/verb", false, true),
        ("Denmark boycotted the games.", "boycott/verb", true, false),
    ] {
        assert_eq!(by_rule(&without, text, rule), before, "{text} before");
        assert_eq!(by_rule(&with, text, rule), after, "{text} after");
    }
    let unknown = RuleSet::embedded_with([("off.toml", "[[rule]]\nid = \"boycot/verb\"\noff = true\n")]).unwrap_err();
    assert!(unknown[0].to_string().contains("did you mean \"boycott/verb\"?"), "{}", unknown[0]);
}
