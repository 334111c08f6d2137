//! Scores attributions. Cues are paired one to one by overlap; a paired attribution is right where source and content overlap, too.

use super::{
    gold::GoldAttribution,
    pairing::Misses,
    report::{Fault, Report, Tally},
};
use crate::{annotation::AttributionRecord, text::Span};

const LAYER: &str = "attributions";

#[derive(Debug, Default)]
pub(super) struct Scorer {
    cue: Tally,
    whole: Tally,
}

fn touch(one: &[Span], other: &[Span]) -> bool {
    one.iter().any(|span| other.iter().any(|wanted| span.overlaps(*wanted)))
}

fn whole(found: &AttributionRecord, gold: &GoldAttribution) -> bool {
    let source = match found.source {
        Some(source) => touch(&[source], &gold.source),
        None => gold.source.is_empty(),
    };
    source && touch(&found.content, &gold.content)
}

/// From the first character to the last.
fn reach(spans: &[Span]) -> Span {
    spans.iter().copied().reduce(Span::join).unwrap_or_default()
}

impl Scorer {
    pub(super) fn add(&mut self, gold: &[GoldAttribution], found: &[AttributionRecord], misses: &mut Misses<'_>) {
        let mut taken = vec![false; found.len()];
        for wanted in gold {
            let candidates: Vec<usize> =
                (0..found.len()).filter(|&index| !taken[index] && touch(&[found[index].cue], &wanted.cue)).collect();
            let best = candidates
                .iter()
                .copied()
                .find(|&index| whole(&found[index], wanted))
                .or_else(|| candidates.first().copied());
            let say = |source: Span, misses: &Misses<'_>| format!("source {:?}", misses.words(source));
            let cue = reach(&wanted.cue);
            let wanted_source = say(reach(&wanted.source), misses);
            let Some(index) = best else {
                misses.add(LAYER, Fault::Missed, cue, wanted_source, "");
                continue;
            };
            taken[index] = true;
            self.cue.right += 1;
            if whole(&found[index], wanted) {
                self.whole.right += 1;
            } else {
                let found_source = say(found[index].source.unwrap_or_default(), misses);
                let content = touch(&found[index].content, &wanted.content);
                let part = if content { "" } else { ", content apart" };
                misses.add(LAYER, Fault::Wrong, cue, wanted_source, found_source + part);
            }
        }
        for (attribution, _) in found.iter().zip(&taken).filter(|(_, taken)| !**taken) {
            misses.add(LAYER, Fault::False, attribution.cue, "", attribution.verb.clone());
        }
        for tally in [&mut self.cue, &mut self.whole] {
            tally.found += found.len();
            tally.gold += gold.len();
        }
    }

    pub(super) fn finish(self, report: &mut Report) {
        if self.cue != Tally::default() {
            report.rows.push(self.cue.row(LAYER, "cue"));
            report.rows.push(self.whole.row(LAYER, "source, cue and content"));
        }
    }
}
