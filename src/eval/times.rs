//! Temporal expressions as in TempEval-3: strict and relaxed spans, and values where spans overlap; EDTF dates likewise.

use super::{
    gold::Document,
    pairing::{Misses, pair, unpaired},
    report::{Fault, Report, Tally},
};
use crate::{annotation::TimeRecord, text::Span};

const LAYER: &str = "times";

#[derive(Debug)]
pub(super) struct Scorer {
    /// Whether the gold gives EDTF dates, so that they are compared.
    dated: bool,
    strict: Tally,
    relaxed: Tally,
    value: Tally,
    date: Tally,
}

fn span(time: &TimeRecord) -> Span {
    Span { begin: time.begin, end: time.end.max(time.begin) }
}

impl Scorer {
    pub(super) fn new(documents: &[Document]) -> Self {
        let dated =
            documents.iter().flat_map(|document| document.times.iter().flatten()).any(|time| !time.edtf.is_empty());
        let none = Tally::default();
        Self { dated, strict: none, relaxed: none, value: none, date: none }
    }

    pub(super) fn add(&mut self, gold: &[TimeRecord], found: &[TimeRecord], misses: &mut Misses<'_>) {
        let spans = |times: &[TimeRecord]| times.iter().map(span).collect::<Vec<_>>();
        let partner = pair(&spans(gold), &spans(found), |_, _| true);
        for tally in [&mut self.strict, &mut self.relaxed, &mut self.value] {
            tally.gold += gold.len();
            tally.found += found.len();
        }
        self.date.gold += gold.iter().filter(|time| !time.edtf.is_empty()).count();
        self.date.found += found.iter().filter(|time| !time.edtf.is_empty()).count();
        for (wanted, other) in gold.iter().zip(&partner) {
            let say = |time: &TimeRecord| format!("{} {}", misses.words(span(time)), time.value);
            let Some(time) = other.map(|other| &found[other]) else {
                let wanted_words = say(wanted);
                misses.add(LAYER, Fault::Missed, span(wanted), wanted_words, "");
                continue;
            };
            self.relaxed.right += 1;
            self.strict.right += usize::from(span(time) == span(wanted));
            self.value.right += usize::from(time.value == wanted.value);
            self.date.right += usize::from(!wanted.edtf.is_empty() && time.edtf == wanted.edtf);
            if span(time) != span(wanted) || time.value != wanted.value || self.dated && time.edtf != wanted.edtf {
                let (mut one, mut other) = (say(wanted), format!("{} by {}", say(time), time.rule));
                if self.dated && time.edtf != wanted.edtf {
                    one += &format!(" ({})", wanted.edtf);
                    other += &format!(" ({})", time.edtf);
                }
                misses.add(LAYER, Fault::Wrong, span(wanted), one, other);
            }
        }
        for index in unpaired(&partner, found.len()) {
            let time = &found[index];
            misses.add(LAYER, Fault::False, span(time), "", format!("{} by {}", time.value, time.rule));
        }
    }

    pub(super) fn finish(self, report: &mut Report) {
        if self.strict == Tally::default() {
            return;
        }
        report.rows.push(self.strict.row(LAYER, "strict span"));
        report.rows.push(self.relaxed.row(LAYER, "relaxed span"));
        report.rows.push(self.value.row(LAYER, "value"));
        if self.dated {
            report.rows.push(self.date.row(LAYER, "date"));
        }
    }
}
