//! Polarity and status of words against factuality from -3 (certainly not) to 3 (certainly), as a correlation.

use super::{
    pairing::Misses,
    report::{Fault, Report},
};
use crate::{
    clauses::{self, Polarity, Status},
    reference::Reading,
    text::Span,
};

const LAYER: &str = "factuality";

/// Where a label and ours are further apart, they count as different.
const FAR: f64 = 2.0;

#[derive(Debug, Default)]
pub(super) struct Scorer {
    /// Ours and the gold's.
    pairs: Vec<(f64, f64)>,
    found: usize,
}

/// The place of a word on the scale, where a future that is announced counts as nearly certain.
fn factuality(polarity: Polarity, status: Status) -> f64 {
    let strength = match status {
        Status::Happened => 3.0,
        Status::Planned => 2.5,
        Status::Possible | Status::Attempted | Status::Hypothetical => 1.5,
        Status::Requested => 1.0,
    };
    if polarity == Polarity::Negated { -3.0 } else { strength }
}

impl Scorer {
    pub(super) fn add(&mut self, gold: &[(Span, f64)], reading: &Reading, misses: &mut Misses<'_>) {
        let real = clauses::reality(reading.reader.gazetteer.lexicon(), &reading.sentences, &reading.entities);
        for &(span, label) in gold {
            let inside = |token: Span| token.begin <= span.begin && span.begin < token.end;
            let place = reading.sentences.iter().enumerate().find_map(|(number, sentence)| {
                Some((number, sentence.tokens.iter().position(|token| inside(token.span))?))
            });
            let heads = |&(sentence, token): &(usize, usize)| {
                reading.clauses.iter().any(|clause| {
                    clause.sentence == sentence && (clause.predicate == token || clause.light == Some(token))
                })
            };
            self.found += usize::from(place.as_ref().is_some_and(heads));
            // What is told without more ado is told as certain.
            let said = place.and_then(|(sentence, token)| real.get(sentence)?.get(token).copied());
            let ours = said.map_or(3.0, |(polarity, status)| factuality(polarity, status));
            if (ours - label).abs() >= FAR {
                let fault = if place.is_some() { Fault::Wrong } else { Fault::Missed };
                misses.add(LAYER, fault, span, label.to_string(), ours.to_string());
            }
            self.pairs.push((ours, label));
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    pub(super) fn finish(self, report: &mut Report) {
        if self.pairs.is_empty() {
            return;
        }
        let count = self.pairs.len() as f64;
        let error: f64 = self.pairs.iter().map(|(one, other)| (one - other).abs()).sum();
        report.add_count(LAYER, "targets", self.pairs.len());
        report.add_count(LAYER, "targets that head a clause", self.found);
        report.add_figure(LAYER, "r", correlation(&self.pairs));
        report.add_figure(LAYER, "mean absolute error", error / count);
    }
}

/// Pearson's r; 0 where one side does not vary.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn correlation(pairs: &[(f64, f64)]) -> f64 {
    let count = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |sum, pair| (sum.0 + pair.0 / count, sum.1 + pair.1 / count));
    let product = |f: fn((f64, f64)) -> f64| -> f64 { pairs.iter().map(|pair| f((pair.0 - x, pair.1 - y))).sum() };
    let spread = (product(|(a, _)| a * a) * product(|(_, b)| b * b)).sqrt();
    if spread > 0.0 { product(|(a, b)| a * b) / spread } else { 0.0 }
}
