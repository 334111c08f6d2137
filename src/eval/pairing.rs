//! Gold and found side by side: which stretch is paired with which, and what differs.

use super::report::{Fault, Remark};
use crate::text::{Characters, Span};

/// Where the scorers of one article report what differs.
pub(super) struct Misses<'a> {
    article: &'a str,
    text: Characters<'a>,
    into: &'a mut Vec<Remark>,
}

impl<'a> Misses<'a> {
    /// Those of an article by id and text, written into a list.
    pub(super) fn of(article: &'a str, text: &'a str, into: &'a mut Vec<Remark>) -> Self {
        Self { article, text: Characters::new(text), into }
    }

    /// The words of a stretch, white space folded.
    pub(super) fn words(&self, span: Span) -> String {
        self.text.of(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(super) fn add(
        &mut self,
        layer: &'static str,
        fault: Fault,
        span: Span,
        gold: impl Into<String>,
        found: impl Into<String>,
    ) {
        let remark = Remark {
            layer,
            fault,
            article: self.article.to_owned(),
            span,
            text: self.words(span),
            gold: gold.into(),
            found: found.into(),
        };
        self.into.push(remark);
    }
}

/// Pairs gold and found one to one: the same characters first, then by overlap those that `same` takes for equal, then
/// any overlap. Each stretch of the gold, in order, has the index of its partner.
pub(super) fn pair(gold: &[Span], found: &[Span], same: impl Fn(usize, usize) -> bool) -> Vec<Option<usize>> {
    let mut partner: Vec<Option<usize>> = vec![None; gold.len()];
    let mut taken = vec![false; found.len()];
    for pass in 0..3 {
        for (index, span) in gold.iter().enumerate() {
            if partner[index].is_some() {
                continue;
            }
            let fits = |other: usize| match pass {
                0 => found[other] == *span,
                1 => found[other].overlaps(*span) && same(index, other),
                _ => found[other].overlaps(*span),
            };
            if let Some(other) = (0..found.len()).find(|&other| !taken[other] && fits(other)) {
                partner[index] = Some(other);
                taken[other] = true;
            }
        }
    }
    partner
}

/// What no gold is paired with, by index.
pub(super) fn unpaired(partner: &[Option<usize>], found: usize) -> impl Iterator<Item = usize> + '_ {
    (0..found).filter(|index| !partner.contains(&Some(*index)))
}
