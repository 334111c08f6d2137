//! Polarity, status and voice of pairs of our own in `tests/factuality`. The scale of hand-given factuality is in `scores.rs`.

use std::{collections::BTreeSet, fs, path::Path};

use chancery::{
    clauses::{Polarity, Status},
    reference::Reading,
    rules::{Claim, Extractor},
    text::plain_article,
};

use crate::known;

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
            "attempted" => affirmed && clause.status == Status::Attempted,
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
    let (mut sentences, mut pairs) = (0, 0);
    let (mut misread, mut same) = (Vec::new(), Vec::new());
    let mut fact: Vec<Claim> = Vec::new();
    let mut stated = false;
    for row in table.lines().filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let [kind, lemma, sentence] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {row}") };
        let article = plain_article("pair", format!("date 2022-07-09\n{sentence}"));
        let (extraction, reading) = extractor.extract_with_reading(article);
        sentences += 1;
        if !says(&reading, lemma, kind) || kind == "fact" && facts(&extraction.claims).is_empty() {
            misread.push(format!("{kind}\t{lemma}\t{sentence}"));
        }
        if kind == "fact" {
            stated = says(&reading, lemma, kind);
            fact = extraction.claims;
            continue;
        }
        pairs += 1;
        let twice: Vec<_> = facts(&extraction.claims).intersection(&facts(&fact)).copied().collect();
        if !twice.is_empty() || stated && says(&reading, lemma, "fact") && !says(&reading, lemma, kind) {
            same.push(format!("{sentence} {twice:?}"));
        }
    }
    assert!(pairs >= 150, "{pairs} pairs");
    assert!(same.is_empty(), "of {pairs} pairs, {} come out the same:\n{}", same.len(), same.join("\n"));
    known::compare(
        "tests/factuality/known.tsv",
        "# Sentences of pairs.tsv that are read as something else, and still differ from their fact: kind, lemma, sentence.\n\
         # Own work, MIT OR Apache-2.0. Sorted.\n",
        misread,
        &format!("of {sentences} sentences some are misread"),
    );
}
