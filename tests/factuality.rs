//! Polarity, status and voice: pairs of our own in `tests/factuality`, and polarity and status against hand-given factuality,
//! from -3 (certainly not) to 3 (certainly), which is skipped where the set is absent. `CHANCERY_MISSES=1` lists what is off.
#![expect(clippy::print_stderr, reason = "a measurement says what it found, a skipped one that it was skipped")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

use chancery::{
    clauses::{self, Polarity, Reader, Reading, Status},
    rules::{Claim, Extractor},
    text::{Article, plain_article},
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

/// The place of a word on the scale, where a future that is announced counts as nearly certain.
fn factuality(polarity: Polarity, status: Status) -> f64 {
    let strength = match status {
        Status::Happened => 3.0,
        Status::Planned => 2.5,
        Status::Possible => 1.5,
        Status::Requested => 1.0,
    };
    if polarity == Polarity::Negated { -3.0 } else { strength }
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
    let misses = std::env::var_os("CHANCERY_MISSES").is_some();
    let mut means: BTreeMap<String, (f64, usize)> = BTreeMap::new();
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
        let real = clauses::reality(&reading.sentences, &reading.entities);
        for target in &line.targets {
            let begin = begins.get(target.span1.0).copied().unwrap_or(0);
            let at = reading.sentences.iter().enumerate().find_map(|(number, sentence)| {
                let inside = |span: chancery::text::Span| span.begin <= begin && begin < span.end;
                Some((number, sentence.tokens.iter().position(|token| inside(token.span))?))
            });
            let given = at.map_or(3.0, |(sentence, token)| {
                let (polarity, status) = real[sentence][token];
                factuality(polarity, status)
            });
            found += usize::from(at.is_some_and(|(sentence, token)| {
                reading.clauses.iter().any(|clause| {
                    clause.sentence == sentence && (clause.predicate == token || clause.light == Some(token))
                })
            }));
            if misses && (given - target.label).abs() >= 1.0 {
                eprintln!("{given} for {}: {:?} in {}", target.label, target.span1, line.text);
            }
            let mean = means.entry(given.to_string()).or_insert((0.0, 0));
            *mean = (mean.0 + target.label, mean.1 + 1);
            absolute += (given - target.label).abs();
            pairs.push((given, target.label));
        }
    }
    if misses {
        eprintln!("sums and numbers of labels by value: {means:?}");
    }
    let r = correlation(&pairs);
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    let mean = absolute / pairs.len() as f64;
    eprintln!("{} targets, {found} with a clause: r {r:.3}, mean absolute error {mean:.2}", pairs.len());
    assert!(r >= 0.57, "r {r:.3}");
}

/// What the claims of a text say as facts.
fn facts(claims: &[Claim]) -> BTreeSet<(&str, &str, &str)> {
    claims
        .iter()
        .filter(|claim| (claim.polarity.as_str(), claim.status.as_str()) == ("affirmed", "happened"))
        .filter(|claim| claim.voice == "narrator")
        .map(|claim| (claim.relation.as_str(), claim.subject.as_str(), claim.object.as_str()))
        .collect()
}

/// Whether a clause of the lemma is what the row's kind says.
fn says(reading: &Reading, lemma: &str, kind: &str) -> bool {
    reading.clauses.iter().filter(|clause| clause.lemma == lemma).any(|clause| {
        let affirmed = clause.polarity == Polarity::Affirmed;
        match kind {
            "fact" => affirmed && clause.status == Status::Happened && clause.voice.is_none(),
            "negated" => !affirmed,
            "planned" => affirmed && clause.status == Status::Planned,
            "possible" => affirmed && clause.status == Status::Possible,
            "requested" => affirmed && clause.status == Status::Requested,
            "attributed" => clause.voice.is_some(),
            _ => false,
        }
    })
}

#[test]
fn no_pair_comes_out_the_same() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/factuality/pairs.tsv");
    let table = fs::read_to_string(&path).expect("the table is part of the repository");
    let extractor = Extractor::embedded();
    let (mut pairs, mut wrong) = (0, String::new());
    let mut fact: Vec<Claim> = Vec::new();
    for row in table.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let [kind, lemma, sentence] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {row}") };
        let article = plain_article("pair", &format!("date 2022-07-09\n{sentence}"));
        let (extraction, reading) = extractor.extract_with_reading(article);
        if !says(&reading, lemma, kind) {
            let found: Vec<_> = reading.clauses.iter().filter(|clause| clause.lemma == lemma).collect();
            let found: Vec<_> = found.iter().map(|clause| (clause.polarity, clause.status, &clause.voice)).collect();
            let _ = writeln!(wrong, "not {kind}: {sentence}\n  {lemma}: {found:?}");
        }
        if kind == "fact" {
            if facts(&extraction.claims).is_empty() {
                let _ = writeln!(wrong, "no claim: {sentence}");
            }
            fact = extraction.claims;
            continue;
        }
        pairs += 1;
        let stated = facts(&fact);
        let same: Vec<_> = facts(&extraction.claims).intersection(&stated).copied().collect();
        if !same.is_empty() {
            let _ = writeln!(wrong, "the same as the fact: {sentence}\n  {same:?}");
        }
    }
    assert!(pairs >= 150, "{pairs} pairs");
    assert!(wrong.is_empty(), "of {pairs} pairs:\n{wrong}");
}
