//! Why a rule fired on a clause, and why the nearest others did not, in words.

use super::{
    claim::Claim,
    fill::Text,
    miss::{Miss, Reason},
    pattern::Kinds,
    ruleset::RuleSet,
    scene::Scene,
};
use crate::{
    clauses::{Clause, ClauseKind},
    entities::EntityKind,
    reference::Reading,
};

/// What the rules made of one clause.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClauseExplanation {
    /// Index of the clause in [`Reading::clauses`].
    pub clause: usize,
    /// Its predicate: "the verb 'meet'".
    pub predicate: String,
    /// The claims that came of it.
    pub claims: Vec<Claim>,
    /// For each claim the pattern of its rule that matched.
    pub patterns: Vec<String>,
    /// The rules that its predicate could start and that yielded nothing, nearest first.
    pub misses: Vec<RuleMiss>,
}

/// A rule that did not fire, and the condition that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RuleMiss {
    /// Id of the rule.
    pub rule: String,
    /// Its relation.
    pub relation: String,
    /// The pattern that was tried.
    pub pattern: String,
    /// How many of its parts matched.
    pub matched: usize,
    /// How many must match.
    pub wanted: usize,
    /// The condition that failed, in words.
    pub reason: String,
}

impl std::fmt::Display for ClauseExplanation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.predicate)?;
        for claim in &self.claims {
            write!(formatter, "\n  claim: {}", super::example::brief(claim))?;
        }
        if self.claims.is_empty() && self.misses.is_empty() {
            write!(formatter, "\n  no rule starts with it")?;
        }
        for miss in &self.misses {
            write!(formatter, "\n  not {} ({}): {}\n      {}", miss.rule, miss.relation, miss.reason, miss.pattern)?;
        }
        Ok(())
    }
}

impl RuleSet {
    /// What the rules make of each clause of a reading: the claims, and for the rules that came near but yielded
    /// nothing the condition that failed.
    #[must_use]
    pub fn explain(&self, reading: &Reading) -> Vec<ClauseExplanation> {
        let text = Text::new(reading);
        (0..reading.clauses.len()).map(|clause| self.explain_clause(&text, clause)).collect()
    }

    pub(super) fn explain_clause(&self, text: &Text<'_>, index: usize) -> ClauseExplanation {
        let reading = text.reading;
        let clause = &reading.clauses[index];
        let claims = self.claims_of(text, clause);
        let scene = Scene { reading, clause, tree: &text.trees[clause.sentence], lexicon: self.lexicon };
        let mut misses: Vec<RuleMiss> = Vec::new();
        let mut patterns = vec![String::new(); claims.len()];
        for ready in self.started_by(reading, clause) {
            let rule = &self.rules()[ready.rule];
            if claims.iter().any(|claim| claim.rule == rule.id) {
                let open =
                    claims.iter().zip(&mut patterns).filter(|(claim, known)| claim.rule == rule.id && known.is_empty());
                let matched = scene.matches(ready, rule).is_ok();
                open.filter(|_| matched).for_each(|(_, known)| known.clone_from(&rule.patterns[ready.pattern]));
                continue;
            }
            let (matched, reason) = match scene.matches(ready, rule) {
                Err(miss) => (miss.matched, words(reading, clause, &miss)),
                Ok(_) => match claims.iter().find(|claim| claim.relation == rule.relation) {
                    Some(claim) => (ready.parts.len(), format!("{} is more specific", claim.rule)),
                    None if clause.hypothetical => {
                        (ready.parts.len(), "a condition, a wish, a question or an ability claims nothing".to_owned())
                    }
                    None => (ready.parts.len(), "a rule that stands instead of it fired".to_owned()),
                },
            };
            let pattern = rule.patterns[ready.pattern].clone();
            let wanted = ready.parts.iter().filter(|part| !part.optional).count();
            let relation = rule.relation.clone();
            let miss = RuleMiss { rule: rule.id.clone(), relation, pattern, matched, wanted, reason };
            match misses.iter_mut().find(|other| other.rule == miss.rule) {
                Some(other) if other.matched < miss.matched => *other = miss,
                Some(_) => {}
                None => misses.push(miss),
            }
        }
        misses.sort_by(|one, other| other.matched.cmp(&one.matched).then_with(|| one.rule.cmp(&other.rule)));
        let kind = match clause.kind {
            ClauseKind::Verbal => "the verb",
            ClauseKind::Nominal => "the event noun",
            ClauseKind::Copular => "the description",
        };
        ClauseExplanation { clause: index, predicate: format!("{kind} '{}'", clause.lemma), claims, patterns, misses }
    }
}

/// Of the rules that did not fire on these clauses the one that lacked least: fewest parts first, then most parts
/// matched, then the first clause.
#[must_use]
pub fn nearest<'a>(explanations: impl IntoIterator<Item = &'a ClauseExplanation>) -> Option<&'a RuleMiss> {
    let misses = explanations.into_iter().flat_map(|explanation| &explanation.misses);
    misses.min_by_key(|miss| (miss.wanted.saturating_sub(miss.matched), usize::MAX - miss.matched))
}

/// A failed condition in words.
fn words(reading: &Reading, clause: &Clause, miss: &Miss<'_>) -> String {
    let tokens = &reading.sentences[clause.sentence].tokens;
    let form = |token: usize| tokens.get(token).map_or("", |token| token.form.as_str());
    match &miss.reason {
        Reason::Absent => format!("the clause lacks {}", miss.part),
        Reason::Kind { token, kinds, found } => {
            let is = found.map(|kind| format!(", but {}", article(kind.as_str()))).unwrap_or_default();
            format!("{}, '{}', is no {}{is}", miss.part, form(*token), kinds_words(*kinds))
        }
        Reason::Unresolved(token) => format!("{}, '{}', names nobody known", miss.part, form(*token)),
        Reason::Excluded(token) => format!("{}, '{}', is excluded by the rule", miss.part, form(*token)),
        Reason::Other(token, list) => format!("{}, '{}', is none of: {}", miss.part, form(*token), some(list)),
        Reason::Words(list) => format!("{} is none of: {}", miss.part, some(list)),
        Reason::Agent(token) => format!("the clause has a subject, '{}', and the rule wants none", form(*token)),
        Reason::Same => "source and target are the same".to_owned(),
    }
}

/// The first words of a list.
fn some(list: &[String]) -> String {
    let shown: Vec<&str> = list.iter().take(5).map(String::as_str).collect();
    let more = if list.len() > 5 { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    if vowel { format!("an {word}") } else { format!("a {word}") }
}

fn kinds_words(kinds: Kinds) -> String {
    if let Some((name, _)) = Kinds::NAMES.iter().find(|(_, known)| *known == kinds) {
        return (*name).to_owned();
    }
    EntityKind::ALL.into_iter().filter(|kind| kinds.has(*kind)).map(EntityKind::as_str).collect::<Vec<_>>().join(" or ")
}
