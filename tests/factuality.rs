//! Polarity and status against hand-given factuality, from -3 (certainly not) to 3 (certainly); skipped where the set is absent.
#![expect(clippy::print_stderr, reason = "a measurement says what it found, a skipped one that it was skipped")]

use std::{fs, path::Path};

use chancery::{
    clauses::{Clause, Polarity, Reader, Status},
    text::Article,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    text: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    span1: (usize, usize),
    label: f64,
}

/// The place of a clause on the scale, where a future that is announced counts as nearly certain.
fn factuality(clause: &Clause) -> f64 {
    let strength = match clause.status {
        Status::Happened => 3.0,
        Status::Planned => 2.5,
        Status::Possible => 1.5,
        Status::Requested => 1.0,
    };
    if clause.polarity == Polarity::Negated { -3.0 } else { strength }
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / count, sum.1 + pair.1 / count));
    let product = |f: fn((f64, f64)) -> f64| -> f64 { pairs.iter().map(|pair| f((pair.0 - x, pair.1 - y))).sum() };
    product(|(a, b)| a * b) / (product(|(a, _)| a * a) * product(|(_, b)| b * b)).sqrt()
}

#[test]
fn polarity_and_status_follow_the_scale() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/factuality-train.jsonl");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return;
    };
    let reader = Reader::embedded();
    let (mut pairs, mut found, mut absolute) = (Vec::new(), 0, 0.0);
    for line in text.lines() {
        let line: Line = serde_json::from_str(line).expect("the set is JSON lines");
        // The words come apart by spaces; their characters are what links the two tokenisations.
        let mut begins = Vec::new();
        let mut at = 0;
        for word in line.text.split(' ') {
            begins.push(at);
            at += word.chars().count() + 1;
        }
        let reading = reader.read(Article::new("a", line.text.clone()));
        for target in &line.targets {
            let begin = begins.get(target.span1.0).copied().unwrap_or(0);
            let clause = reading.clauses.iter().find(|clause| {
                let sentence = &reading.sentences[clause.sentence];
                let at = |token: usize| {
                    let span = sentence.tokens[token].span;
                    span.begin <= begin && begin < span.end
                };
                at(clause.predicate) || clause.light.is_some_and(at)
            });
            found += usize::from(clause.is_some());
            let given = clause.map_or(3.0, factuality);
            absolute += (given - target.label).abs();
            pairs.push((given, target.label));
        }
    }
    let r = correlation(&pairs);
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let mean = absolute / pairs.len() as f64;
    eprintln!("{} targets, {found} with a clause: r {r:.3}, mean absolute error {mean:.2}", pairs.len());
    assert!(r >= 0.54, "r {r:.3}");
}
