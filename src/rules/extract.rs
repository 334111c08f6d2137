//! From a reading to its claims: which rules fire on which clause, and in what order the claims stand.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    claim::{Claim, Extraction, OUTER},
    fill::{self, Text},
    matcher::Match,
    ready::Ready,
    ruleset::RuleSet,
    scene::Scene,
    titles::titles,
};
use crate::{
    clauses::{Clause, ClauseKind, Polarity},
    entities::{Entity, EntityId, EntityKind},
    reference::{Reader, Reading},
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
        let mut extraction = self.rules.extract(&reading);
        self.know_more(&mut extraction);
        (extraction, reading)
    }

    /// Adds what the gazetteer knows of those whom an extraction names: the outlet, outer speakers, and the countries that they
    /// belong to.
    pub fn know_more(&self, extraction: &mut Extraction) {
        let gazetteer = &self.reader.gazetteer;
        if let Some(source) = extraction.article.source.as_deref() {
            let named = gazetteer.named(source.trim()).into_iter();
            let mut bodies: Vec<&str> =
                named.filter(|(_, kind)| *kind == EntityKind::Organisation).map(|(id, _)| id).collect();
            bodies.sort_unstable();
            bodies.dedup();
            extraction.outlet = match bodies[..] {
                [id] => gazetteer.entity(id),
                _ => None,
            };
        }
        let outer: Vec<Entity> = extraction
            .claims
            .iter()
            .flat_map(|claim| claim.claimed_by.split(OUTER).skip(1))
            .filter_map(|label| {
                let known = extraction.entities.iter().any(|entity| entity.label == label);
                let named = if known { Vec::new() } else { gazetteer.named(label) };
                named.into_iter().filter_map(|(id, _)| gazetteer.entity(id)).find(|entity| entity.label == label)
            })
            .collect();
        for entity in outer {
            if !extraction.entities.contains(&entity) {
                extraction.entities.push(entity);
            }
        }
        let all = extraction.entities.iter().chain(&extraction.outlet);
        let known: FxHashSet<&EntityId> = extraction.entities.iter().map(|entity| &entity.id).collect();
        let mut missing: Vec<Entity> = Vec::new();
        for country in all.filter_map(|entity| entity.country.as_ref()) {
            if !known.contains(country) && !missing.iter().any(|other| other.id == *country) {
                missing.extend(gazetteer.entity(&country.0));
            }
        }
        extraction.entities.append(&mut missing);
    }
}

/// Leaves the claims of titles that no clause of the sentence makes: "former President Velk" is told once.
fn untold(told: &[Claim], titled: &mut Vec<Claim>) {
    let key = |claim: &Claim| {
        let Claim { sentence, subject_id, relation, object_id, .. } = claim;
        [sentence, subject_id, relation, object_id].map(Clone::clone)
    };
    let relations: FxHashSet<&str> = titled.iter().map(|claim| claim.relation.as_str()).collect();
    let seen: FxHashSet<_> = told.iter().filter(|claim| relations.contains(claim.relation.as_str())).map(key).collect();
    titled.retain(|claim| !seen.contains(&key(claim)));
}

impl RuleSet {
    /// The claims of a reading, in order of their evidence, and the entities that they name.
    #[must_use]
    pub fn extract(&self, reading: &Reading) -> Extraction {
        let text = Text::new(reading);
        let mut told: Vec<Vec<Claim>> = reading.clauses.iter().map(|clause| self.claims_of(&text, clause)).collect();
        self.once(reading, &mut told);
        repeated(reading, &mut told);
        let mut claims: Vec<Claim> = told.into_iter().flatten().collect();
        let mut titled: Vec<Claim> = titles(reading).iter().flat_map(|clause| self.claims_of(&text, clause)).collect();
        untold(&claims, &mut titled);
        claims.append(&mut titled);
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
        Extraction::new(reading.article.clone(), claims, entities)
    }

    /// The claims of one clause: for each relation those of the most specific pattern that matches.
    pub(super) fn claims_of(&self, text: &Text<'_>, clause: &Clause) -> Vec<Claim> {
        let fired = self.firing(text, clause);
        fired.iter().flat_map(|(ready, found)| fill::claims(text, clause, &self.rules()[ready.rule], found)).collect()
    }

    /// The patterns that fire on a clause, with what fills them: of each relation the most specific that matches, without
    /// the relations that another one of them stands for.
    fn firing(&self, text: &Text<'_>, clause: &Clause) -> Vec<(&Ready, Match)> {
        let reading = text.reading;
        // "If they meet", "wants to meet": nobody claims it.
        if clause.hypothetical {
            return Vec::new();
        }
        let scene = Scene { reading, clause, tree: &text.trees[clause.sentence], lexicon: self.lexicon };
        let mut fired: Vec<(&Ready, Match)> = Vec::new();
        for ready in self.started_by(reading, clause) {
            let rule = &self.rules()[ready.rule];
            if fired.iter().any(|(before, _)| self.rules()[before.rule].relation == rule.relation) {
                continue;
            }
            if let Ok(found) = scene.matches(ready, rule) {
                fired.push((ready, found));
            }
        }
        let general: Vec<&String> = fired.iter().flat_map(|(ready, _)| &self.rules()[ready.rule].instead_of).collect();
        fired.retain(|(ready, _)| !general.contains(&&self.rules()[ready.rule].relation));
        fired
    }

    /// The patterns of a rule, by index, that fire on a reading.
    pub(super) fn fired(&self, reading: &Reading, rule: usize) -> Vec<usize> {
        let text = Text::new(reading);
        let titles = titles(reading);
        let fired = reading.clauses.iter().chain(&titles).flat_map(|clause| self.firing(&text, clause));
        fired.filter(|(ready, _)| ready.rule == rule).map(|(ready, _)| ready.pattern).collect()
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

/// The entities that claims name, each once, in order of first use; outer speakers, whom a claim names by their labels, too.
fn entities(reading: &Reading, claims: &[Claim]) -> Vec<Entity> {
    let mut known: FxHashMap<&str, &Entity> = FxHashMap::default();
    let mut labelled: FxHashMap<&str, &str> = FxHashMap::default();
    for entity in &reading.entities.entities {
        known.entry(&entity.id.0).or_insert(entity);
        labelled.entry(&entity.label).or_insert(&entity.id.0);
    }
    let mut found: Vec<Entity> = Vec::new();
    for claim in claims {
        let named = [&claim.subject_id, &claim.object_id, &claim.place_id, &claim.claimed_by_id, &claim.via_id];
        let outer = claim.claimed_by.split(OUTER).skip(1).filter_map(|label| labelled.get(label).copied());
        for id in named.into_iter().map(String::as_str).filter(|id| !id.is_empty()).chain(outer) {
            // Each once.
            found.extend(known.remove(id).cloned());
        }
    }
    found
}
