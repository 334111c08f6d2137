//! The result of an evaluation: rows of precision and recall, single figures, and the misses.

use serde::Serialize;

use crate::text::Span;

/// The result of an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// Articles that were compared.
    pub articles: usize,
    /// Precision and recall, layer by layer.
    pub rows: Vec<Row>,
    /// Measures that are one number.
    pub figures: Vec<Figure>,
    /// What was missed, false or wrong, in the order of the articles.
    pub misses: Vec<Remark>,
}

/// Precision and recall of one measure, in percent.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Row {
    /// The layer: `claims`, `mentions`, `times`, `events`, `attributions`, `coreference`.
    pub layer: &'static str,
    /// The measure.
    pub measure: String,
    /// What share of the found is right.
    pub precision: f64,
    /// What share of the gold was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// Numbers of the right, the found and the gold; fractions in measures that share a point out.
    pub right: f64,
    /// See `right`.
    pub found: f64,
    /// See `right`.
    pub gold: f64,
}

/// A measure that is one number.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Figure {
    /// The layer.
    pub layer: &'static str,
    /// The measure.
    pub measure: &'static str,
    /// Its value.
    pub value: f64,
}

/// How something differs from the gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fault {
    /// The gold has it, the program does not.
    Missed,
    /// The program has it, the gold does not.
    False,
    /// Both have it and differ.
    Wrong,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Remark {
    /// The layer.
    pub layer: &'static str,
    /// How it differs.
    pub fault: Fault,
    /// Id of the article.
    pub article: String,
    /// Where, in characters of the article's text; 0 to 0 where no place is known.
    pub span: Span,
    /// The words there, white space folded.
    pub text: String,
    /// What the gold says.
    pub gold: String,
    /// What the program says.
    pub found: String,
}

/// Counts of the right, the found and the gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) right: usize,
    pub(super) found: usize,
    pub(super) gold: usize,
}

impl Tally {
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    pub(super) fn row(self, layer: &'static str, measure: impl Into<String>) -> Row {
        let (right, found, gold) = (self.right as f64, self.found as f64, self.gold as f64);
        Row::new(layer, measure, (right, found), (right, gold))
    }
}

impl Row {
    /// The row of two fractions, each by numerator and denominator.
    pub(super) fn new(
        layer: &'static str,
        measure: impl Into<String>,
        (right, found): (f64, f64),
        (recalled, gold): (f64, f64),
    ) -> Self {
        let share = |part: f64, all: f64| if all > 0.0 { 100.0 * part / all } else { 0.0 };
        let (precision, recall) = (share(right, found), share(recalled, gold));
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { layer, measure: measure.into(), precision, recall, f1, right: recalled, found, gold }
    }
}

impl Report {
    /// The row of a layer and measure.
    #[must_use]
    pub fn row(&self, layer: &str, measure: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.layer == layer && row.measure == measure)
    }

    /// Adds a figure.
    pub(super) fn add_figure(&mut self, layer: &'static str, measure: &'static str, value: f64) {
        self.figures.push(Figure { layer, measure, value });
    }

    /// Adds a count.
    #[expect(clippy::cast_precision_loss, reason = "counts are small")]
    pub(super) fn add_count(&mut self, layer: &'static str, measure: &'static str, count: usize) {
        self.add_figure(layer, measure, count as f64);
    }

    /// The figure of a layer and measure.
    #[must_use]
    pub fn figure(&self, layer: &str, measure: &str) -> Option<f64> {
        self.figures.iter().find(|figure| figure.layer == layer && figure.measure == measure).map(|found| found.value)
    }
}
