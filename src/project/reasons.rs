//! The reasons for each claim of a text, in words: the rule, who is meant, the date, and the words that decided polarity,
//! status and voice.

use super::Explanation;
use crate::{
    clauses::{Clause, Polarity, Status},
    graph::in_words,
    rules::Claim,
    text::Span,
};

/// A claim with the reasons for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reasons<'e> {
    /// The claim.
    pub claim: &'e Claim,
    /// What is claimed, as one English sentence.
    pub in_words: String,
    /// What is explained ("date") and the reason, in the order of reading.
    pub reasons: Vec<(&'static str, String)>,
}

impl Explanation {
    /// The claims whose evidence begins in a sentence (an index of the reading's sentences), each with its reasons.
    #[must_use]
    pub fn reasons(&self, sentence: usize) -> Vec<Reasons<'_>> {
        let Some(span) = self.reading.sentences.get(sentence).map(|sentence| sentence.span) else { return Vec::new() };
        let here = |claim: &&Claim| span.begin <= claim.begin && claim.begin < span.end;
        self.extraction.claims.iter().filter(here).map(|claim| self.reasons_of(claim)).collect()
    }

    /// The reasons for a claim. A claim of another reading has them where this one yields the same relation between the same
    /// sides, with the same polarity, status and voice; else it has those that it brings along.
    #[must_use]
    pub fn reasons_of<'e>(&'e self, claim: &'e Claim) -> Reasons<'e> {
        let mut reasons = Vec::new();
        let found = self.clauses.iter().find_map(|clause| {
            let index = clause.claims.iter().position(|other| same(other, claim))?;
            Some((&self.reading.clauses[clause.clause], clause.predicate.as_str(), clause.patterns[index].as_str()))
        });
        match found {
            Some((_, predicate, pattern)) => {
                reasons.push(("rule", format!("{}, which reads {predicate}; pattern: {pattern}", claim.rule)));
            }
            None => reasons.push(("rule", claim.rule.clone())),
        }
        for (what, text, label, id) in [
            ("subject", &claim.subject_text, &claim.subject, &claim.subject_id),
            ("object", &claim.object_text, &claim.object, &claim.object_id),
        ] {
            reasons.push((what, self.side(text, label, id)));
        }
        if !claim.date.is_empty() {
            reasons.push(("date", date(claim)));
        }
        if !claim.place.is_empty() {
            reasons.push(("place", format!("{} [{}]", claim.place, claim.place_id)));
        }
        let clause = found.map(|(clause, ..)| clause);
        reasons.push(("polarity", self.polarity(claim, clause)));
        reasons.push(("status", self.status(claim, clause)));
        reasons.push(("voice", voice(claim)));
        Reasons { claim, in_words: in_words(claim), reasons }
    }

    /// Whom the words of a side name, and by what that was decided.
    fn side(&self, text: &str, label: &str, id: &str) -> String {
        if id.is_empty() {
            return match text {
                "" => "the text names nobody".to_owned(),
                text => format!("the words “{}”, which name no known actor", fold(text)),
            };
        }
        let entities = &self.reading.entities;
        let named = |index: &usize| entities.entities[*index].id.0 == id;
        let words = |span: Span| span.of(&self.reading.article.text);
        let mention = entities
            .mentions
            .iter()
            .find(|mention| mention.entities.iter().any(named) && words(mention.span).contains(text.trim()));
        let why = mention.map(|mention| format!(", by {}", mention.decided_by)).unwrap_or_default();
        format!("“{}” is {label} [{id}]{why}", fold(text))
    }

    fn polarity(&self, claim: &Claim, clause: Option<&Clause>) -> String {
        if claim.polarity == Polarity::Affirmed.as_str() {
            return "affirmed, since no word denies it".to_owned();
        }
        let word = clause.and_then(|clause| self.word(clause, clause.because.polarity?));
        decided("negated", word, clause.is_some_and(|clause| clause.polarity == Polarity::Affirmed))
    }

    fn status(&self, claim: &Claim, clause: Option<&Clause>) -> String {
        if claim.status == Status::Happened.as_str() {
            return "happened, since no word makes it a plan, a possibility or a request".to_owned();
        }
        let word = clause.and_then(|clause| self.word(clause, clause.because.status?));
        let ahead = claim.status == Status::Planned.as_str()
            && !claim.published.is_empty()
            && claim.earliest.as_str() > claim.published.as_str();
        if word.is_none() && ahead {
            return format!("planned, since its date comes after the day of publication, {}", claim.published);
        }
        decided(&claim.status, word, clause.is_some_and(|clause| clause.status == Status::Happened))
    }

    /// A word of the clause's sentence, as written.
    fn word(&self, clause: &Clause, token: usize) -> Option<&str> {
        self.reading.sentences[clause.sentence].tokens.get(token).map(|token| token.form.as_str())
    }
}

/// "negated, because of “refused”"; without a word the rule decided, or something outside of the sentence.
fn decided(value: &str, word: Option<&str>, by_rule: bool) -> String {
    match word {
        Some(word) => format!("{value}, because of “{word}”"),
        None if by_rule => format!("{value}, by the rule"),
        None => format!("{value}, by the context"),
    }
}

fn date(claim: &Claim) -> String {
    let words = fold(&claim.date_text);
    let against = match claim.published.as_str() {
        "" => String::new(),
        day => format!(" in an article of {day}"),
    };
    if words.is_empty() { claim.date.clone() } else { format!("“{words}”{against} is {}", claim.date) }
}

fn voice(claim: &Claim) -> String {
    if claim.voice == "narrator" {
        return "narrator, since the article itself says it".to_owned();
    }
    let verb = match claim.reporting_verb.as_str() {
        "" => String::new(),
        verb => format!(", because of “{verb}”"),
    };
    let via = if claim.via.is_empty() { String::new() } else { format!(", through {}", claim.via) };
    let who = if claim.claimed_by.is_empty() { "somebody who is not named" } else { &claim.claimed_by };
    format!("attributed to {who}{via}{verb}")
}

/// Whether two claims say the same, wherever in a text they stand.
fn same(one: &Claim, other: &Claim) -> bool {
    let key = |claim: &Claim| {
        [
            &claim.relation,
            &claim.subject_id,
            &claim.subject_text,
            &claim.object_id,
            &claim.object_text,
            &claim.polarity,
            &claim.status,
            &claim.voice,
            &claim.rule,
        ]
        .map(Clone::clone)
    };
    key(one) == key(other)
}

/// White space folded to single spaces.
fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::{project::Project, text::plain_article};

    fn reasons(text: &str) -> Vec<(String, String)> {
        let explanation = Project::embedded().explain(plain_article("a", text));
        let found: Vec<_> = (0..explanation.reading.sentences.len()).flat_map(|at| explanation.reasons(at)).collect();
        found
            .into_iter()
            .map(|claim| {
                let reason = |what| claim.reasons.iter().find(|(name, _)| *name == what).map(|(_, why)| why.clone());
                let all = ["polarity", "status", "voice"].map(|what| reason(what).unwrap_or_default());
                (claim.in_words, all.join("; "))
            })
            .collect()
    }

    #[test]
    fn the_words_that_decided_are_named() {
        for (text, sentence, why) in [
            (
                "Wang Yi met Sergei Lavrov.",
                "Wang Yi met with Sergey Lavrov.",
                "affirmed, since no word denies it; happened, since no word makes it a plan, a possibility or a request; \
                 narrator, since the article itself says it",
            ),
            (
                "Wang Yi refused to meet Sergei Lavrov.",
                "Wang Yi did not meet with Sergey Lavrov.",
                "negated, because of “refused”; happened, since no word makes it a plan, a possibility or a request; \
                 narrator, since the article itself says it",
            ),
            (
                "Wang Yi will not meet Sergei Lavrov.",
                "Wang Yi will not meet with Sergey Lavrov; planned.",
                "negated, because of “not”; planned, because of “will”; narrator, since the article itself says it",
            ),
            (
                "Emmanuel Macron said that Russia may attack Ukraine.",
                "Russia may attack Ukraine; said by Emmanuel Macron; possible.",
                "affirmed, since no word denies it; possible, because of “may”; attributed to Emmanuel Macron, because of “say”",
            ),
        ] {
            let found = reasons(text);
            assert!(found.contains(&(sentence.to_owned(), why.to_owned())), "{text}: {found:?}");
        }
    }
}
