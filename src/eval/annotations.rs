//! Scores the layers of an annotation, each with its own scorer. A layer that the gold lacks for an article is not compared.

use super::{
    attributions, coreference, events, factuality,
    gold::Document,
    mentions,
    pairing::Misses,
    report::{Remark, Report},
    times,
};
use crate::{
    annotation::Annotation,
    reference::Reading,
    text::{Diagnostic, Span},
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
        let mut misses = Misses::of(&document.id, &reading.article.text, &mut self.misses);
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
