//! From a reading to its claims: which rules fire on which clause, and in what order the claims stand.

use super::{Claim, Extraction, RuleSet, fill, matcher::Scene};
use crate::{
    clauses::{Argument, Clause, ClauseKind, Polarity, Reader, Reading, Role, Status},
    entities::Entity,
    text::Article,
};

/// Reads articles and claims what their clauses say: reader and rules together.
#[derive(Clone, Debug)]
pub struct Extractor {
    /// Model and names.
    pub reader: Reader,
    /// The rules.
    pub rules: RuleSet,
}

impl Extractor {
    /// The extractor with everything that is compiled into the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self { reader: Reader::embedded(), rules: RuleSet::embedded() }
    }

    /// The claims of an article. Never fails: what no rule knows is not claimed.
    #[must_use]
    pub fn extract(&self, article: Article) -> Extraction {
        self.extract_with_reading(article).0
    }

    /// The claims of an article along with the reading that they come from, for `explain`.
    #[must_use]
    pub fn extract_with_reading(&self, article: Article) -> (Extraction, Reading) {
        let reading = self.reader.read(article);
        (self.rules.extract(&reading), reading)
    }
}

impl RuleSet {
    /// The claims of a reading, in order of their evidence, and the entities that they name.
    #[must_use]
    pub fn extract(&self, reading: &Reading) -> Extraction {
        let mut told: Vec<Vec<Claim>> = reading.clauses.iter().map(|clause| self.claims_of(reading, clause)).collect();
        self.once(reading, &mut told);
        repeated(reading, &mut told);
        let mut claims: Vec<Claim> = told.into_iter().flatten().collect();
        for clause in &titles(reading) {
            claims.extend(self.claims_of(reading, clause));
        }
        claims.sort_by(|one, other| {
            (one.begin, one.end, &one.relation, &one.claim).cmp(&(
                other.begin,
                other.end,
                &other.relation,
                &other.claim,
            ))
        });
        claims.dedup_by(|one, other| one.claim == other.claim);
        let entities = entities(reading, &claims);
        Extraction { article: reading.article.clone(), claims, entities }
    }

    /// The claims of one clause: for each relation those of the most specific pattern that matches.
    pub(super) fn claims_of(&self, reading: &Reading, clause: &Clause) -> Vec<Claim> {
        let scene = Scene { reading, clause, lexicon: &self.lexicon };
        let mut fired: Vec<usize> = Vec::new();
        let mut claims: Vec<Claim> = Vec::new();
        for ready in self.started_by(reading, clause) {
            let rule = &self.rules()[ready.rule];
            if fired.iter().any(|&before| self.rules()[before].relation == rule.relation) {
                continue;
            }
            if let Ok(found) = scene.matches(ready, rule.reciprocal) {
                fired.push(ready.rule);
                claims.extend(fill::claims(reading, clause, rule, &found));
            }
        }
        let general: Vec<&String> = fired.iter().flat_map(|&index| &self.rules()[index].instead_of).collect();
        claims.retain(|claim| !general.contains(&&claim.relation));
        claims
    }

    /// "Announced a pardon for them": verb and noun tell of one deed; what the verb's clause claims its noun need not repeat. Nor
    /// does it need the noun to say no: "lifted its sanctions on Iran" does not say that there were none; nor what the verb's rule
    /// stands for: who leaves a pact has signed it, but that is not the news.
    fn once(&self, reading: &Reading, told: &mut [Vec<Claim>]) {
        for (index, clause) in reading.clauses.iter().enumerate() {
            for argument in &clause.arguments {
                let Some(noun) = argument.clause.filter(|&noun| noun != index) else { continue };
                if reading.clauses[noun].kind != ClauseKind::Nominal || told[index].is_empty() {
                    continue;
                }
                let Ok([verbal, nominal]) = told.get_disjoint_mut([index, noun]) else { continue };
                nominal.retain(|claim| !verbal.iter().any(|other| self.says_already(other, claim)));
            }
        }
    }

    /// Whether what a noun says is said by the claim of its verb.
    fn says_already(&self, verb: &Claim, noun: &Claim) -> bool {
        let denied = noun.polarity == Polarity::Negated.as_str();
        let stands_for = || {
            let rule = self.rules().iter().find(|rule| rule.id == verb.rule);
            rule.is_some_and(|rule| rule.instead_of.contains(&noun.relation))
        };
        let both = participants(verb) == participants(noun);
        let same = verb.relation == noun.relation || denied && verb.plover != "REJECT";
        let object = participants(verb)[1] == participants(noun)[1];
        same && (both || denied && object) || object && stands_for()
    }
}

/// Who and whom a claim names: by id, else by the words.
fn participants(claim: &Claim) -> [&str; 2] {
    fn name<'a>(id: &'a str, words: &'a str) -> &'a str {
        if id.is_empty() { words } else { id }
    }
    [name(&claim.subject_id, &claim.subject_text), name(&claim.object_id, &claim.object_text)]
}

/// "Is accused of plotting to kill": what two words of a sentence tell alike is claimed once, with the date that either has.
fn repeated(reading: &Reading, told: &mut [Vec<Claim>]) {
    for second in 1..told.len() {
        let sentence = reading.clauses[second].sentence;
        let first = (0..second).rev().take_while(|&first| reading.clauses[first].sentence == sentence).last();
        let Some(first) = first else { continue };
        let (before, rest) = told.split_at_mut(second);
        rest[0].retain(|claim| {
            let same = |other: &&mut Claim| {
                other.relation == claim.relation
                    && participants(other) == participants(claim)
                    && (&other.polarity, &other.status, &other.claimed_by)
                        == (&claim.polarity, &claim.status, &claim.claimed_by)
                    && other.voice == claim.voice
                    && (other.date == claim.date || other.date.is_empty() || claim.date.is_empty())
            };
            let Some(other) = before[first..].iter_mut().flatten().find(same) else { return true };
            if other.date.is_empty() {
                other.date.clone_from(&claim.date);
                other.earliest.clone_from(&claim.earliest);
                other.latest.clone_from(&claim.latest);
                other.date_text.clone_from(&claim.date_text);
            }
            false
        });
    }
}

/// Titles as what they are, clauses that say an office of a person, so that a rule can read them: the lemma is `title`,
/// the subject is the mention. Each person and office once, where it is first named; former offices are left out.
pub(super) fn titles(reading: &Reading) -> Vec<Clause> {
    let mut seen: Vec<(usize, usize)> = Vec::new();
    let mut clauses = Vec::new();
    for (index, mention) in reading.entities.mentions.iter().enumerate() {
        let Some(title) = mention.title.as_ref().filter(|title| !title.former) else { continue };
        let (Some(position), [person]) = (title.position, &mention.entities[..]) else { continue };
        if seen.contains(&(*person, position)) {
            continue;
        }
        seen.push((*person, position));
        clauses.push(Clause {
            sentence: mention.sentence,
            predicate: mention.head,
            kind: ClauseKind::Copular,
            lemma: "title".to_owned(),
            arguments: vec![Argument { role: Role::Subject, token: mention.head, mention: Some(index), clause: None }],
            parent: None,
            polarity: Polarity::Affirmed,
            status: Status::Happened,
            voice: None,
            time: None,
            place: None,
            reciprocal: false,
            light: None,
            span: mention.span,
        });
    }
    clauses
}

/// The entities that claims name, each once, in order of first use.
fn entities(reading: &Reading, claims: &[Claim]) -> Vec<Entity> {
    let mut found: Vec<Entity> = Vec::new();
    for claim in claims {
        let named = [&claim.subject_id, &claim.object_id, &claim.place_id, &claim.claimed_by_id, &claim.via_id];
        for id in named.into_iter().filter(|id| !id.is_empty()) {
            if !found.iter().any(|entity| entity.id.0 == *id)
                && let Some(entity) = reading.entities.entities.iter().find(|entity| entity.id.0 == *id)
            {
                found.push(entity.clone());
            }
        }
    }
    found
}
