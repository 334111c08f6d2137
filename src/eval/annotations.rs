//! The layers of an annotation, each with its scorer; a layer that the gold of an article lacks is not compared there.

use super::{
    attributions, coreference, events, factuality,
    gold::Document,
    mentions,
    report::{Fault, Remark, Report},
    times,
};
use crate::{
    annotation::Annotation,
    clauses::Reading,
    text::{Characters, Diagnostic, Span},
};

#[derive(Debug)]
pub(super) struct Scorer<'g> {
    documents: &'g [Document],
    mentions: mentions::Scorer,
    coreference: coreference::Scorer,
    times: times::Scorer,
    events: events::Scorer,
    attributions: attributions::Scorer,
    factuality: factuality::Scorer,
    misses: Vec<Remark>,
}

/// Where the scorers of one article report what differs.
pub(super) struct Misses<'a> {
    article: &'a str,
    text: Characters<'a>,
    into: &'a mut Vec<Remark>,
}

impl Misses<'_> {
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

impl<'g> Scorer<'g> {
    pub(super) fn new(documents: &'g [Document]) -> Self {
        Self {
            documents,
            mentions: mentions::Scorer::new(documents),
            coreference: coreference::Scorer::default(),
            times: times::Scorer::new(documents),
            events: events::Scorer::new(documents),
            attributions: attributions::Scorer::default(),
            factuality: factuality::Scorer::default(),
            misses: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, index: usize, reading: &Reading) -> Vec<Diagnostic> {
        let document = &self.documents[index];
        let found = Annotation::of(reading);
        let mut misses =
            Misses { article: &document.id, text: Characters::new(&reading.article.text), into: &mut self.misses };
        let problems = misplaced(document, &misses);
        if let Some(gold) = &document.mentions {
            self.mentions.add(gold, &found.mentions, &mut misses);
        }
        if let Some(gold) = &document.clusters {
            self.coreference.add(gold, reading);
        }
        if let Some(gold) = &document.times {
            self.times.add(gold, &found.times, &mut misses);
        }
        if let Some(gold) = &document.clauses {
            self.events.add(gold, &found.clauses, &mut misses);
        }
        if let Some(gold) = &document.attributions {
            self.attributions.add(gold, &found.attributions, &mut misses);
        }
        if let Some(gold) = &document.targets {
            self.factuality.add(gold, reading, &mut misses);
        }
        problems
    }

    pub(super) fn finish(self, report: &mut Report) {
        self.mentions.finish(report);
        self.coreference.finish(report);
        self.times.finish(report);
        self.events.finish(report);
        self.attributions.finish(report);
        self.factuality.finish(report);
        report.misses.extend(self.misses);
    }
}

/// Annotations whose words are not those of the article at their place: the text has changed, or an offset is wrong.
fn misplaced(document: &Document, misses: &Misses<'_>) -> Vec<Diagnostic> {
    let mentions = document.mentions.iter().flatten().map(|mention| (mention.begin, mention.end, &mention.text));
    let times = document.times.iter().flatten().map(|time| (time.begin, time.end, &time.text));
    let mut problems = Vec::new();
    for (begin, end, text) in mentions.chain(times).filter(|(_, _, text)| !text.is_empty()) {
        let there = misses.words(Span { begin, end: end.max(begin) });
        if there != text.split_whitespace().collect::<Vec<_>>().join(" ") {
            let message = format!(
                "{:?} from {begin} to {end} in the gold is {there:?} in the article {:?}; offsets count characters of its text",
                text, document.id
            );
            problems.push(Diagnostic { line: Some(document.line), ..Diagnostic::error("", message) });
        }
    }
    problems
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
