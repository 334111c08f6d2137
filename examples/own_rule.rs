//! A rule of your own on top of the library's: `cargo run --release --example own_rule`.
//!
//! A rule brings its own examples, of sentences that it fires on and of near misses; they are run here as well.
//! `docs/rules.md` teaches the language of patterns.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it found")]

use std::process::ExitCode;

use chancery::{
    reference::Reader,
    rules::{Extractor, RuleSet, check_examples},
    text::plain_article,
};

const RULE: &str = r#"
relation = "supported"

[[rule]]
id = "own/knit-for"
pattern = "<source:Actor> knit for <target:Actor>"
fires = ["France knitted for Ukraine. => France | supported | Ukraine"]
silent = ["France knitted a jumper."]
"#;

fn main() -> ExitCode {
    let rules = match RuleSet::embedded_with([("own.toml", RULE)]) {
        Ok(rules) => rules,
        Err(problems) => {
            // All mistakes at once, each with file, line and column.
            problems.iter().for_each(|problem| eprintln!("{problem}"));
            return ExitCode::FAILURE;
        }
    };
    let extractor = Extractor { reader: Reader::embedded(), rules };

    let failures = check_examples(&extractor);
    failures.iter().for_each(|failure| eprintln!("{failure}"));

    let article = plain_article("own.txt", "Norway will knit for Latvia.");
    for claim in extractor.extract(article).claims {
        println!(
            "{} | {} | {} ({}; by rule {})",
            claim.subject, claim.relation, claim.object, claim.status, claim.rule
        );
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
