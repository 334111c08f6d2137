//! Attributions of 84 political articles against their hand-marked sources, cues and contents; skipped where the set is absent.
#![expect(clippy::print_stderr, reason = "a measurement says what it found, a skipped one that it was skipped")]

use std::{fs, path::Path};

use chancery::{
    clauses::{self, Reader, Statement},
    text::{Article, Span},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    text: String,
    attributions: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// Right, given and wanted.
#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    given: usize,
    wanted: usize,
}

impl Count {
    /// Precision, recall and F1, in per cent.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    fn scores(self) -> (f64, f64, f64) {
        let precision = 100.0 * self.right as f64 / self.given.max(1) as f64;
        let recall = 100.0 * self.right as f64 / self.wanted.max(1) as f64;
        (precision, recall, 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE))
    }
}

fn touch(one: &[Span], other: &[(usize, usize)]) -> bool {
    one.iter().any(|span| other.iter().any(|&(begin, end)| span.begin < end && begin < span.end))
}

fn whole(statement: &Statement, gold: &Gold) -> bool {
    let source = match statement.source {
        Some(source) => touch(&[source], &gold.source),
        None => gold.source.is_empty(),
    };
    source && touch(&statement.content, &gold.content)
}

/// Cues are matched one to one by overlap; a whole one also overlaps in source and content.
fn score(found: &[Statement], document: &Document, cues: &mut Count, wholes: &mut Count) {
    let mut taken = vec![false; found.len()];
    for gold in &document.attributions {
        let candidates: Vec<usize> =
            (0..found.len()).filter(|&number| !taken[number] && touch(&[found[number].cue], &gold.cue)).collect();
        let best =
            candidates.iter().copied().find(|&number| whole(&found[number], gold)).or(candidates.first().copied());
        if let Some(number) = best {
            taken[number] = true;
            cues.right += 1;
            wholes.right += usize::from(whole(&found[number], gold));
        }
    }
    for count in [cues, wholes] {
        count.given += found.len();
        count.wanted += document.attributions.len();
    }
}

#[test]
fn attributions_of_political_articles() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/attribution-dev.jsonl");
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return;
    };
    let reader = Reader::embedded();
    let (mut cues, mut wholes) = (Count::default(), Count::default());
    for line in text.lines() {
        let document: Document = serde_json::from_str(line).expect("the set is JSON lines");
        let reading = reader.read(Article::new("a", document.text.clone()));
        let found = clauses::statements(&reading.sentences, &reading.entities);
        score(&found, &document, &mut cues, &mut wholes);
    }
    let (precision, recall, cue) = cues.scores();
    eprintln!("cue: precision {precision:.1} recall {recall:.1} F1 {cue:.1}");
    let (precision, recall, whole) = wholes.scores();
    eprintln!("source, cue and content: precision {precision:.1} recall {recall:.1} F1 {whole:.1}");
    assert!(cue >= 71.0, "cue F1 {cue:.1}");
    assert!(whole >= 62.0, "source-cue-content F1 {whole:.1}");
}
