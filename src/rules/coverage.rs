//! What a set of rules leaves unsaid over many articles, and which of its rules never have a say.
//!
//! A rule set grows by reading what it missed: sentences with two actors and no claim are where the next rule waits, a
//! rule that never fires is dead weight or a mistake, and one that another always beats is not needed. All three show
//! only over real articles, so they are counted there and not guessed from the patterns.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    explain::{RuleMiss, nearest},
    fill::Text,
    ruleset::RuleSet,
    scene::Scene,
    titles::titles,
};
use crate::{clauses::Clause, entities::EntityKind, reference::Reading, text::Span};

/// Which rules met on the clauses of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contest {
    /// Rules that fired, by index in [`RuleSet::rules`], with how often.
    fired: BTreeMap<usize, u64>,
    /// Rules that matched and were silenced, with the rule that silenced them and how often.
    beaten: BTreeMap<(usize, usize), u64>,
}

/// A sentence with two actors of which nothing is claimed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unclaimed {
    /// Index of the sentence.
    pub sentence: usize,
    /// Its characters in the article's text.
    pub span: Span,
    /// The labels of its actors, in order of their mentions.
    pub actors: Vec<String>,
    /// The rule that came nearest; `None` where no rule starts with any of its words.
    pub nearest: Option<RuleMiss>,
}

/// Contests added up over articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    total: Contest,
}

impl RuleSet {
    /// What the rules make of a reading: which of them fired or were beaten, and the sentences that they leave unsaid.
    /// An office that a title gives is no claim about the sentence's actors.
    #[must_use]
    pub fn coverage(&self, reading: &Reading) -> (Contest, Vec<Unclaimed>) {
        let text = Text::new(reading);
        let mut contest = Contest::default();
        let mut said = BTreeSet::new();
        for clause in &reading.clauses {
            if self.contend(&text, clause, &mut contest) {
                said.insert(clause.sentence);
            }
        }
        for clause in &titles(reading) {
            self.contend(&text, clause, &mut contest);
        }
        let mut unclaimed = Vec::new();
        for (sentence, read) in reading.sentences.iter().enumerate() {
            if said.contains(&sentence) {
                continue;
            }
            let actors = actors(reading, sentence);
            if actors.len() < 2 {
                continue;
            }
            let from = reading.clauses.partition_point(|clause| clause.sentence < sentence);
            let clauses =
                (from..reading.clauses.len()).take_while(|&index| reading.clauses[index].sentence == sentence);
            let explanations: Vec<_> = clauses.map(|index| self.explain_clause(&text, index)).collect();
            unclaimed.push(Unclaimed { sentence, span: read.span, actors, nearest: nearest(&explanations).cloned() });
        }
        (contest, unclaimed)
    }

    /// Lets all rules contend for a clause, as [`RuleSet::extract`] does, but goes on to the losers. Whether one fired.
    fn contend(&self, text: &Text<'_>, clause: &Clause, contest: &mut Contest) -> bool {
        let reading = text.reading;
        let scene = Scene { reading, clause, tree: &text.trees[clause.sentence], lexicon: self.lexicon };
        let mut fired: Vec<usize> = Vec::new();
        for ready in self.started_by(reading, clause) {
            let rule = &self.rules()[ready.rule];
            if fired.contains(&ready.rule) || scene.matches(ready, rule).is_err() {
                continue;
            }
            match fired.iter().find(|&&before| self.rules()[before].relation == rule.relation) {
                Some(&winner) => *contest.beaten.entry((ready.rule, winner)).or_default() += 1,
                None => fired.push(ready.rule),
            }
        }
        let mut any = false;
        for &index in &fired {
            let general = &self.rules()[index].relation;
            match fired.iter().find(|&&other| self.rules()[other].instead_of.contains(general)) {
                Some(&winner) => *contest.beaten.entry((index, winner)).or_default() += 1,
                None => {
                    *contest.fired.entry(index).or_default() += 1;
                    any = true;
                }
            }
        }
        any
    }
}

impl Coverage {
    /// Adds the contest of an article.
    pub fn add(&mut self, contest: Contest) {
        for (rule, times) in contest.fired {
            *self.total.fired.entry(rule).or_default() += times;
        }
        for (pair, times) in contest.beaten {
            *self.total.beaten.entry(pair).or_default() += times;
        }
    }

    /// The rules, by index, that matched no clause.
    #[must_use]
    pub fn never_firing(&self, rules: &RuleSet) -> Vec<usize> {
        let matched: BTreeSet<usize> =
            self.total.fired.keys().copied().chain(self.total.beaten.keys().map(|&(loser, _)| loser)).collect();
        (0..rules.rules().len()).filter(|index| !matched.contains(index)).collect()
    }

    /// The rules, by index, that matched and never fired, each with the rules that beat it and how often.
    #[must_use]
    pub fn always_beaten(&self) -> BTreeMap<usize, Vec<(usize, u64)>> {
        let mut found: BTreeMap<usize, Vec<(usize, u64)>> = BTreeMap::new();
        for (&(loser, winner), &times) in &self.total.beaten {
            if !self.total.fired.contains_key(&loser) {
                found.entry(loser).or_default().push((winner, times));
            }
        }
        found
    }
}

/// The labels of the entities of a sentence that can act, each once.
fn actors(reading: &Reading, sentence: usize) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut labels = Vec::new();
    let mentions = &reading.entities.mentions;
    let from = mentions.partition_point(|mention| mention.sentence < sentence);
    for mention in mentions[from..].iter().take_while(|mention| mention.sentence == sentence) {
        for &index in &mention.entities {
            let entity = &reading.entities.entities[index];
            let acts = !matches!(entity.kind, EntityKind::Place | EntityKind::Position);
            if acts && seen.insert(index) {
                labels.push(entity.label.clone());
            }
        }
    }
    labels
}
