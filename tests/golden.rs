//! The sample articles against what a careful reader notes in them: a ratchet, not a snapshot.
//!
//! `tests/golden/<article>.tsv` holds the reader's rows for the twelve relations of the first version. What the program
//! misses, and what it claims beyond them, stands in `tests/golden/known.tsv`. The test fails when a row that passed is
//! missed, when a new false claim appears, and also when a known miss is found or a known false claim is gone; see
//! `known.rs`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use chancery::{
    rules::{Claim, Extractor},
    text::{Article, plain_article},
};

use crate::known;

/// The relations that the reader looked for.
const RELATIONS: [&str; 12] = [
    "metWith",
    "spokeByPhoneWith",
    "visited",
    "told",
    "accused",
    "criticised",
    "warned",
    "rejected",
    "supported",
    "agreedWith",
    "attacked",
    "holdsPosition",
];

/// Relations whose participants have no order.
const SYMMETRIC: [&str; 3] = ["metWith", "spokeByPhoneWith", "agreedWith"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A row: subject, relation, object, date, place, polarity, status, voice, claimed_by, words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Row([String; 10]);

impl Row {
    /// The columns but the words, with participants in order where the relation has none.
    fn key(&self) -> [&str; 9] {
        let mut key: [&str; 9] = std::array::from_fn(|column| self.0[column].as_str());
        if SYMMETRIC.contains(&key[1]) && key[0] > key[2] {
            key.swap(0, 2);
        }
        key
    }

    fn words(&self) -> &str {
        &self.0[9]
    }

    /// Participants by their label, or by their words where they are no entity ("the agreements").
    fn of_claim(claim: &Claim) -> Self {
        let subject = if claim.subject.is_empty() { &claim.subject_text } else { &claim.subject };
        let object = if claim.object.is_empty() { &claim.object_text } else { &claim.object };
        Self(
            [
                subject,
                &claim.relation,
                object,
                &claim.date,
                &claim.place,
                &claim.polarity,
                &claim.status,
                &claim.voice,
                &claim.claimed_by,
                &claim.sentence,
            ]
            .map(Clone::clone),
        )
    }
}

fn rows(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
            Row(fields.try_into().unwrap_or_else(|_| panic!("{}: not ten columns: {line}", path.display())))
        })
        .collect()
}

/// The sample articles, by id.
fn articles() -> BTreeMap<String, Article> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(root().join("data/articles")).expect("the sample articles are there").flatten() {
        let path = entry.path();
        let text = fs::read_to_string(&path).expect("samples are UTF-8");
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if path.extension().is_some_and(|ending| ending == "txt") {
            found.insert(name.clone(), plain_article(name, text));
        } else {
            for line in text.lines() {
                let item: serde_json::Value = serde_json::from_str(line).expect("samples are JSON lines");
                let field = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
                let mut article = Article::new(field("id"), field("text"));
                article.published = field("date").parse().ok();
                found.insert(field("id"), article);
            }
        }
    }
    found
}

fn golden(id: &str) -> PathBuf {
    root().join(format!("tests/golden/{id}.tsv"))
}

/// Lines `miss|false <tab> article <tab> row` of what differs, sorted; and the number of golden rows and of hits.
fn differences() -> (Vec<String>, usize, usize, usize) {
    let extractor = Extractor::embedded();
    let (mut lines, mut expected, mut hits, mut claimed) = (Vec::new(), 0, 0, 0);
    for (id, article) in articles() {
        let wanted = rows(&golden(&id));
        let extraction = extractor.extract(article);
        let produced: Vec<Row> = extraction
            .claims
            .iter()
            .filter(|claim| RELATIONS.contains(&claim.relation.as_str()))
            .map(Row::of_claim)
            .collect();
        expected += wanted.len();
        claimed += produced.len();
        let mut used = vec![false; produced.len()];
        for row in &wanted {
            // The sentence must hold the reader's words; white space in it is folded.
            let hit = (0..produced.len()).find(|&index| {
                !used[index] && produced[index].key() == row.key() && produced[index].words().contains(row.words())
            });
            match hit {
                Some(index) => {
                    used[index] = true;
                    hits += 1;
                }
                None => lines.push(format!("miss\t{id}\t{}", row.0.join("\t"))),
            }
        }
        for (row, _) in produced.iter().zip(&used).filter(|(_, used)| !**used) {
            let words: Vec<&str> = row.words().split(' ').take(6).collect();
            lines.push(format!("false\t{id}\t{}\t{}", row.0[..9].join("\t"), words.join(" ")));
        }
    }
    lines.sort();
    (lines, expected, hits, claimed)
}

#[test]
fn the_samples_say_what_a_careful_reader_notes() {
    let (found, expected, hits, claimed) = differences();
    let header = "# What the program misses in the sample articles and what it claims beyond the reader's rows: kind, article,\n\
                  # then the columns of the rows. Own work, MIT OR Apache-2.0. Sorted. Shorten it, never lengthen it unseen.\n";
    let summary = format!("{hits} of {expected} golden rows found, {claimed} claims made");
    known::compare("tests/golden/known.tsv", header, found, &summary);
}

#[test]
fn every_sample_has_a_reader_and_every_row_its_words() {
    let articles = articles();
    assert!(articles.len() >= 12, "at least twelve samples");
    for (id, article) in &articles {
        let rows = rows(&golden(id));
        assert!(!rows.is_empty(), "{id}: no golden rows");
        for row in rows {
            assert!(article.text.contains(row.words()), "{id}: the text does not say {:?}", row.words());
            assert!(RELATIONS.contains(&row.0[1].as_str()), "{id}: {} is none of the relations", row.0[1]);
        }
    }
}
