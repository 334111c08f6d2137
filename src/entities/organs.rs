//! Names that every state has: "Senate", "Supreme Court", "State Security Service". Whose is meant, the words beside them
//! say, or the state of the sentence or the article; that one state's body is prominent says nothing. So with "the army":
//! whoever commands it says whose it is, or what was said before.

use super::{
    EntityKind,
    link::Named,
    names::Form,
    phrases::{NounPhrase, Owner, Topic},
    pronoun::subject_of,
    resolve::Reader,
    scan::{Hit, What},
};
use crate::syntax::Deprel;

/// Words of which such names are made, beside the words of organisations and roles.
const COMMON: [&str; 34] = [
    "and",
    "armed",
    "central",
    "constitutional",
    "criminal",
    "defence",
    "defense",
    "democratic",
    "federal",
    "for",
    "foreign",
    "general",
    "green",
    "high",
    "house",
    "intelligence",
    "interior",
    "justice",
    "labor",
    "labour",
    "liberal",
    "national",
    "of",
    "people",
    "progressive",
    "representatives",
    "republican",
    "revolutionary",
    "security",
    "socialist",
    "state",
    "supreme",
    "the",
    "conservative",
];

impl Reader<'_> {
    /// "President Velk orders the military to": the state of the person who gives the order.
    pub(super) fn commanded_by(&self, index: usize) -> Option<usize> {
        let draft = &self.drafts[index];
        let sentence = self.views[draft.sentence].sentence;
        let word = &sentence.tokens[draft.head];
        let verb = word.head.filter(|_| word.deprel.universal() == Deprel::Obj)?;
        if !matches!(&*sentence.tokens[verb].lemma, "order" | "instruct" | "direct" | "command" | "deploy" | "mobilise")
        {
            return None;
        }
        let subject = subject_of(sentence, verb)?;
        let named = self.drafts.iter().find(|other| other.sentence == draft.sentence && other.head == subject)?;
        match named.entities[..] {
            [person] if self.cast.kind(person) == EntityKind::Person => self.cast.country(person),
            _ => None,
        }
    }

    /// "the army": the organ of that name that was said before, if only one was.
    pub(super) fn same_body(&mut self, index: usize, phrase: &NounPhrase) {
        let slugs = &self.lexicon.roles[phrase.role as usize].slugs;
        let Some(slug) = slugs.first() else {
            // "the government", where the article has spoken of one state.
            if !phrase.narrowed
                && let Some(state) = self.only_state()
            {
                self.settle(index, vec![state], "government of the only state of the article");
            }
            return;
        };
        let mut found: Vec<usize> = Vec::new();
        for draft in &self.drafts[..index] {
            for &entity in &draft.entities {
                if self.cast.entities[entity].id.0.ends_with(&format!("/{slug}")) && !found.contains(&entity) {
                    found.push(entity);
                }
            }
        }
        if let [only] = found[..] {
            self.settle(index, vec![only], "same organ");
        } else if found.is_empty()
            && !phrase.narrowed
            && let Some(state) = self.only_state().or_else(|| self.state_of_capital(index))
        {
            let role = &self.lexicon.roles[phrase.role as usize];
            let body = self.cast.body(state, role);
            self.settle(index, vec![body], "organ of the only state of the article");
        }
    }

    /// "a majority in Parliament": the state that the sentence or most of the article speaks of, for an organ with a capital.
    fn state_of_capital(&self, index: usize) -> Option<usize> {
        let draft = &self.drafts[index];
        let word = &self.views[draft.sentence].sentence.tokens[draft.head];
        (draft.head > 0 && super::scan::is_capital(&word.form)).then(|| self.main_state(draft.sentence)).flatten()
    }

    /// Whether a body of one state is named by words that a body of any state may have.
    pub(super) fn is_generic(&self, name: &Named, hits: &[Hit]) -> bool {
        let national = hits.iter().all(|hit| {
            let entry = self.gazetteer.entry(hit.entry);
            entry.country().is_some()
                && matches!(
                    entry.class(),
                    "legislature" | "court" | "government_body" | "intelligence" | "ministry" | "military" | "party"
                )
        });
        national
            && name.folded.split(' ').all(|word| {
                COMMON.contains(&word)
                    || self.lexicon.organisation_words.contains(word)
                    || self.lexicon.role_of(word).is_some()
            })
    }

    /// Gives such a name the body of the state that it is said of; none where that is open.
    pub(super) fn link_organ(&mut self, name: &Named, hits: &[Hit]) {
        let beside = self.state_beside(name);
        let countries: Vec<u32> = hits.iter().filter_map(|hit| self.gazetteer.entry(hit.entry).country()).collect();
        let state = match beside {
            Some(state) => Some(state),
            None => self.state_about(name.sentence, &countries),
        };
        let Some(state) = state else { return };
        let entry = hits.iter().map(|hit| hit.entry).find(|&entry| {
            self.gazetteer.entry(entry).country().is_some()
                && self.gazetteer.entry(entry).country() == self.cast.entry[state]
        });
        if let Some(entry) = entry {
            let entity = self.cast.known(entry);
            return self.decide(name, entity, "organ of a state");
        }
        let view = &self.views[name.sentence];
        let role =
            self.lexicon.role_at(view.atoms, name.first).filter(|(length, _, _)| name.first + length == name.last + 1);
        let words = self.words(name.sentence, name.first, name.last);
        let body =
            role.is_some_and(|(_, role, _)| self.lexicon.roles[role as usize].sort == super::lexicon::Sort::Body);
        // "Citizens of Kosovo" are no party.
        if !body && name.first == name.last {
            return;
        }
        let role = role.filter(|_| body);
        let entity = match role {
            Some((_, role, _)) => self.cast.body(state, &self.lexicon.roles[role as usize]),
            None => self.cast.organ(state, &words, "GOV"),
        };
        self.decide(name, entity, "organ of a state");
    }

    /// The state of the sentence: its only one, or the one of these that it speaks of; without one, the state of which the
    /// article mostly speaks.
    fn state_about(&self, sentence: usize, bodies_of: &[u32]) -> Option<usize> {
        let here = self.states(Some(sentence));
        let mut known: Vec<usize> = here.iter().map(|&(state, _)| state).collect();
        if let [only] = known[..] {
            return Some(only);
        }
        known.retain(|&state| self.cast.entry[state].is_some_and(|entry| bodies_of.contains(&entry)));
        if !here.is_empty() {
            return if let [only] = known[..] { Some(only) } else { None };
        }
        self.mostly()
    }

    /// The state of which the article mostly speaks, where the sentence speaks of no other.
    pub(super) fn main_state(&self, sentence: usize) -> Option<usize> {
        let here = self.states(Some(sentence));
        self.mostly().filter(|state| here.iter().all(|(other, _)| other == state))
    }

    fn mostly(&self) -> Option<usize> {
        let all = self.states(None);
        let total: usize = all.iter().map(|(_, count)| count).sum();
        all.iter().find(|(_, count)| count * 10 >= total * 6).map(|&(state, _)| state)
    }

    /// The state whose adjective or name stands before a name, or after it and "of": "Georgian", "Kenya's", "of Kenya".
    fn state_beside(&self, name: &Named) -> Option<usize> {
        let view = &self.views[name.sentence];
        let tokens = &view.sentence.tokens;
        if let Some(found) = self.state_before(name) {
            return Some(found);
        }
        let possessive = |before: &usize| matches!(tokens[*before].form.as_str(), "'s" | "’s" | "'" | "’");
        if let Some(mark) = name.first.checked_sub(1).filter(possessive)
            && let Some(element) = view.at[mark.checked_sub(1)?]
            && matches!(view.elements[element].what, What::Known(_))
            && let Some(found) = self.state_of(name.sentence, element)
        {
            return Some(found);
        }
        if tokens.get(name.last + 1).is_some_and(|word| word.form == "of") {
            let the = tokens.get(name.last + 2).is_some_and(|word| word.form == "the");
            let element = view.at.get(name.last + 2 + usize::from(the)).copied().flatten()?;
            return self.state_of(name.sentence, element);
        }
        None
    }

    /// The state whose adjective stands right before a name.
    pub(super) fn state_before(&self, name: &Named) -> Option<usize> {
        let view = &self.views[name.sentence];
        let element = view.at[name.first.checked_sub(1)?]?;
        let What::Known(hits) = &view.elements[element].what else { return None };
        let adjective = hits.iter().any(|hit| hit.form == Form::Adjective);
        self.state_of(name.sentence, element).filter(|_| adjective)
    }

    fn state_of(&self, sentence: usize, element: usize) -> Option<usize> {
        self.of_element[sentence][element].filter(|&entity| self.cast.kind(entity) == EntityKind::Country)
    }

    /// The states that a sentence speaks of, by name, by their people, bodies or places, each with how often; those of the
    /// whole article without a sentence.
    fn states(&self, sentence: Option<usize>) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for draft in &self.drafts {
            if sentence.is_some_and(|sentence| sentence != draft.sentence)
                || matches!(draft.topic, Topic::Pronoun | Topic::Pair)
            {
                continue;
            }
            for &entity in &draft.entities {
                let press = self.cast.entities[entity].code.as_ref().is_some_and(|code| code.ends_with("MED"));
                let Some(country) = self.cast.country(entity).filter(|_| !press) else { continue };
                match found.iter_mut().find(|(state, _)| *state == country) {
                    Some((_, count)) => *count += 1,
                    None => found.push((country, 1)),
                }
            }
        }
        found
    }

    /// Whether the owner is a place whose name stands for no government, and the state only that in which it lies.
    pub(super) fn only_lies_in(&self, sentence: usize, of: Owner, state: usize) -> bool {
        let Owner::Element(element) = of else { return false };
        let view = &self.views[sentence];
        let words = &view.elements[element];
        let folded = view.atoms.joined(words.first, words.last);
        self.of_element[sentence][element].is_some_and(|entity| self.cast.kind(entity) == EntityKind::Place)
            && self.cast.kind(state) == EntityKind::Country
            && self.gazetteer.metonym(&folded).is_none()
    }

    /// Whether the noun of a phrase is what showed that the name right before it is a body.
    pub(super) fn is_called_by(&self, index: usize, phrase: &NounPhrase) -> bool {
        let Owner::Element(element) = phrase.of else { return false };
        let sentence = self.drafts[index].sentence;
        self.drafts.iter().any(|draft| {
            draft.sentence == sentence
                && draft.decided_by == super::mint::BY_NOUN_AFTER
                && matches!(draft.topic, Topic::Name { element: other, .. } if other == element)
        })
    }

    /// The only state that the article speaks of, by name, by its people or by its places.
    pub(super) fn only_state(&self) -> Option<usize> {
        let mut found = None;
        for draft in &self.drafts {
            if matches!(draft.topic, Topic::Pronoun | Topic::Pair) {
                continue;
            }
            for &entity in &draft.entities {
                // Reuters does not make an article one on Britain.
                let press = self.cast.entities[entity].code.as_ref().is_some_and(|code| code.ends_with("MED"));
                let Some(country) = self.cast.country(entity).filter(|_| !press) else { continue };
                if found.is_some_and(|found| found != country) {
                    return None;
                }
                found = Some(country);
            }
        }
        found
    }

    /// The state whose president or head of government somebody named before a role is, on the day of the article or in
    /// the year before it.
    pub(super) fn led_state(&mut self, sentence: usize, of: Owner) -> Option<usize> {
        let Owner::Element(element) = of else { return None };
        let person = self.of_element[sentence][element]?;
        let entry = self.cast.entry[person].filter(|_| self.cast.kind(person) == EntityKind::Person)?;
        let day = self.day();
        let leads =
            |office: &str| matches!(office, "president" | "prime-minister" | "chancellor" | "premier" | "taoiseach");
        let term = self.gazetteer.terms_of(entry).find(|term| {
            leads(self.gazetteer.office_name(term.office))
                && day.is_none_or(|day| term.holds(day) || term.held_in_year_before(day))
                && self.gazetteer.entry(term.of).kind() == EntityKind::Country
        })?;
        Some(self.cast.known(term.of))
    }
}
