//! Sentences and all the claims that they yield, neither more nor less: a table of our own in `tests/claims`.

use std::{collections::BTreeSet, fmt::Write as _, fs, path::Path};

use chancery::{
    rules::{Claim, Extractor},
    text::plain_article,
};

/// Subject, relation and object, then date and states where they are not the usual ones.
fn words(claim: &Claim) -> String {
    let side = |label: &str, text: &str| if label.is_empty() { text.to_owned() } else { label.to_owned() };
    let mut parts = vec![
        side(&claim.subject, &claim.subject_text),
        claim.relation.clone(),
        side(&claim.object, &claim.object_text),
    ];
    let usual = ["affirmed", "happened", "narrator"];
    let states =
        [&claim.polarity, &claim.status, &claim.voice].into_iter().filter(|state| !usual.contains(&state.as_str()));
    parts.extend(Some(claim.date.clone()).filter(|date| !date.is_empty()));
    parts.extend(states.cloned());
    parts.join(" | ")
}

#[test]
fn sentences_yield_these_claims_and_no_others() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/claims/sentences.tsv");
    let table = fs::read_to_string(path).unwrap();
    let extractor = Extractor::embedded();
    let mut report = String::new();
    for row in table.lines().filter(|row| !row.starts_with('#')) {
        let (sentence, wanted) = row.split_once('\t').unwrap();
        let wanted: BTreeSet<String> = wanted.split(" ; ").filter(|claim| *claim != "-").map(str::to_owned).collect();
        let article = plain_article("claims", format!("date 2022-07-09\n{sentence}"));
        let found: BTreeSet<String> = extractor.extract(article).claims.iter().map(words).collect();
        if found != wanted {
            let _ = writeln!(report, "{sentence}\n  wanted {wanted:?}\n  found  {found:?}");
        }
    }
    assert!(report.is_empty(), "{report}");
}
