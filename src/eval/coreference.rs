//! Coreference: clusters of mentions with the measures of the CoNLL shared tasks, own mentions, the same characters.

use super::report::{Report, Row};
use crate::{
    entities::{CoreferenceScore, Ratio},
    reference::{Reading, chains, clusters},
    text::Span,
};

const LAYER: &str = "coreference";

#[derive(Debug, Default)]
pub(super) struct Scorer {
    score: CoreferenceScore,
    documents: usize,
}

impl Scorer {
    pub(super) fn add(&mut self, gold: &[Vec<Span>], reading: &Reading) {
        let found = clusters(&chains(&reading.reader.gazetteer, &reading.sentences, &reading.entities));
        self.score += CoreferenceScore::of(gold, &found);
        self.documents += 1;
    }

    pub(super) fn finish(self, report: &mut Report) {
        if self.documents == 0 {
            return;
        }
        let CoreferenceScore { mentions, muc, b3, ceafe } = self.score;
        for (measure, Ratio { precision, recall }) in
            [("mentions in clusters", mentions), ("MUC", muc), ("B3", b3), ("CEAF-e", ceafe)]
        {
            report.rows.push(Row::new(LAYER, measure, precision, recall));
        }
        report.add_figure(LAYER, "CoNLL F1", 100.0 * self.score.conll());
    }
}
