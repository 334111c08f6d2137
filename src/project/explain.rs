//! Explains a text: what each floor read in it, and which rules fired or came near.

use super::Project;
use crate::{
    entities::{Candidate, Mention, MentionKind},
    reference::Reading,
    rules::{ClauseExplanation, Extraction, nearest},
    text::Article,
};

/// All that was read in a text, and what the rules made of it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Explanation {
    /// Sentences, mentions, times and clauses.
    pub reading: Reading,
    /// The claims.
    pub extraction: Extraction,
    /// For each clause the rules that fired, and the nearest that did not.
    pub clauses: Vec<ClauseExplanation>,
    /// For each mention that is a name, whom else its words may name.
    pub candidates: Vec<Vec<Candidate>>,
}

impl Project {
    /// Reads an article and keeps the reasons.
    #[must_use]
    pub fn explain(&self, article: Article) -> Explanation {
        let (extraction, reading) = self.extractor.extract_with_reading(article);
        let clauses = self.extractor.rules.explain(&reading);
        let candidates = self.candidates(&reading);
        Explanation { reading, extraction, clauses, candidates }
    }

    fn candidates(&self, reading: &Reading) -> Vec<Vec<Candidate>> {
        let gazetteer = &self.extractor.reader.gazetteer;
        let others = |mention: &Mention| {
            if mention.kind != MentionKind::Name {
                return Vec::new();
            }
            let mut found = gazetteer.candidates(mention.span.of(&reading.article.text), reading.article.published);
            let chosen = |id: &str| mention.entities.iter().any(|&index| reading.entities.entities[index].id.0 == id);
            found.retain(|candidate| !chosen(&candidate.id));
            found
        };
        reading.entities.mentions.iter().map(others).collect()
    }
}

impl Explanation {
    /// Why a sentence (an index of the reading's sentences) yields no claim: the rule that came nearest, and the condition
    /// that failed.
    #[must_use]
    pub fn silence(&self, sentence: usize) -> String {
        let here = |clause: usize| self.reading.clauses[clause].sentence == sentence;
        let clauses: Vec<_> = self.clauses.iter().filter(|found| here(found.clause)).collect();
        if clauses.is_empty() {
            return "the sentence has no verb and no event noun that a rule could read".to_owned();
        }
        match nearest(clauses) {
            Some(miss) => format!("the nearest rule, {} ({}), did not fire: {}", miss.rule, miss.relation, miss.reason),
            None => "no rule starts with a verb or an event noun of this sentence".to_owned(),
        }
    }
}
