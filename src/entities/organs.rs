//! Names that every state has: "Senate", "Supreme Court", "State Security Service". Whose is meant, the words beside them
//! say, or the state of the sentence or the article; that one state's body is prominent says nothing.

use rustc_hash::FxHashMap;

use super::{
    Decision, EntityKind,
    draft::{Named, NounPhrase, Owner, Topic},
    element::{Hit, What},
    names::Form,
    reader::Reader,
};
use crate::lexicon::set;

impl Reader<'_, '_> {
    /// Whether a body of one state is named by words that a body of any state may have.
    pub(super) fn is_generic(&self, name: &Named, hits: &[Hit]) -> bool {
        let national = hits.iter().all(|hit| {
            let entry = self.gazetteer.entry(hit.entry);
            entry.country().is_some() && set::CLASS_OF_ORGAN.has(entry.class())
        });
        national
            && name.folded.split(' ').all(|word| {
                set::ORGAN_WORD.has(word)
                    || self.lexicon.names().organisation_words.contains(word)
                    || self.lexicon.role_of(word).is_some()
            })
    }

    /// Gives such a name the body of the state that it is said of; none where that is open.
    pub(super) fn link_organ(&mut self, name: &Named, hits: &[Hit]) {
        let beside = self.state_beside(name);
        let countries: Vec<u32> = hits.iter().filter_map(|hit| self.gazetteer.entry(hit.entry).country()).collect();
        let state = match beside {
            Some(state) => Some(state),
            None if set::SOME_PARLIAMENTS.has(&name.folded) => self.state_with(name.sentence, &name.folded, &countries),
            None => self.state_about(name.sentence, &countries),
        };
        let Some(state) = state else { return };
        let entry = hits.iter().map(|hit| hit.entry).find(|&entry| {
            self.gazetteer.entry(entry).country().is_some()
                && self.gazetteer.entry(entry).country() == self.cast.entry[state]
        });
        if let Some(entry) = entry {
            let entity = self.cast.known(entry);
            return self.decide(name, entity, Decision::OrganOfState);
        }
        let view = &self.views[name.sentence];
        let role =
            view.atoms.role_at(self.lexicon, name.first).filter(|(length, _, _)| name.first + length == name.last + 1);
        let words = self.words(name.sentence, name.first, name.last);
        let body =
            role.is_some_and(|(_, role, _)| self.lexicon.roles()[role as usize].sort == super::lexicon::Sort::Body);
        // "Citizens of Kosovo" are no party.
        if !body && name.first == name.last {
            return;
        }
        let role = role.filter(|_| body);
        let entity = match role {
            Some((_, role, _)) => self.cast.body(state, &self.lexicon.roles()[role as usize]),
            None => self.cast.organ(state, &words, "GOV"),
        };
        self.decide(name, entity, Decision::OrganOfState);
    }

    /// The state of the sentence: its only one, or the one of these that it speaks of; without one, the state of which the
    /// article mostly speaks.
    fn state_about(&self, sentence: usize, bodies_of: &[u32]) -> Option<usize> {
        let here = self.states(sentence);
        let mut known = here.clone();
        if let [only] = known[..] {
            return Some(only);
        }
        known.retain(|&state| self.cast.entry[state].is_some_and(|entry| bodies_of.contains(&entry)));
        if !here.is_empty() {
            return if let [only] = known[..] { Some(only) } else { None };
        }
        self.mostly()
    }

    /// The state whose body it is where few states have one of that name ("Congress"): the only one of these that the
    /// sentence speaks of, the one of which the article mostly speaks, the only one of these that it speaks of.
    pub(super) fn state_with(&self, sentence: usize, folded: &str, bodies_of: &[u32]) -> Option<usize> {
        let has = |state: &usize| self.cast.entry[*state].is_some_and(|entry| bodies_of.contains(&entry));
        let mut here = self.states(sentence).into_iter().filter(has);
        if let (Some(only), None) = (here.next(), here.next()) {
            return Some(only);
        }
        // "The Congress of the Republic of Peru"
        let called_so = |state: &usize| {
            let parliament = self.gazetteer.find(&format!("{}/parliament", self.cast.entities[*state].id.0));
            let label = parliament.map(|entry| self.lexicon.letters().folded(self.gazetteer.entry(entry).label()));
            label.is_some_and(|label| label.split(' ').any(|word| word == folded))
        };
        self.mostly().filter(|state| has(state) || called_so(state)).or_else(|| {
            let spoken_of = (0..self.cast.entities.len()).filter(|&entity| self.said.times(entity) > 0);
            let mut states: Vec<usize> =
                spoken_of.filter_map(|entity| self.state_spoken_of(entity)).filter(has).collect();
            states.sort_unstable();
            states.dedup();
            if let [only] = states[..] { Some(only) } else { None }
        })
    }

    /// The state of which the article mostly speaks, where the sentence speaks of no other.
    pub(crate) fn main_state(&self, sentence: usize) -> Option<usize> {
        let here = self.states(sentence);
        self.mostly().filter(|state| here.iter().all(|other| other == state))
    }

    fn mostly(&self) -> Option<usize> {
        let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
        let mut total = 0;
        for entity in 0..self.cast.entities.len() {
            let count = self.said.times(entity);
            if count > 0
                && let Some(state) = self.state_spoken_of(entity)
            {
                *counts.entry(state).or_default() += count;
                total += count;
            }
        }
        // At most one state has as much as that.
        counts.into_iter().find(|(_, count)| count * 10 >= total * 6).map(|(state, _)| state)
    }

    /// The state whose adjective or name stands before a name, or after it and "of": "Georgian", "Kenya's", "of Kenya".
    fn state_beside(&self, name: &Named) -> Option<usize> {
        let view = &self.views[name.sentence];
        let tokens = &view.sentence.tokens;
        if let Some(found) = self.state_before(name) {
            return Some(found);
        }
        let possessive = |before: &usize| set::POSSESSIVE.has(&tokens[*before].form);
        if let Some(mark) = name.first.checked_sub(1).filter(possessive)
            && let Some(element) = view.at[mark.checked_sub(1)?]
            && matches!(view.elements[element].what, What::Known(_))
            && let Some(found) = self.state_of(name.sentence, element)
        {
            return Some(found);
        }
        if tokens.get(name.last + 1).is_some_and(|word| set::OF.has(&word.form)) {
            let the = tokens.get(name.last + 2).is_some_and(|word| set::THE.has(&word.form));
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

    /// The state that an entity is or belongs to; none of the press: Reuters does not make an article one on Britain.
    fn state_spoken_of(&self, entity: usize) -> Option<usize> {
        self.cast.country(entity).filter(|_| !self.cast.entities[entity].is_press())
    }

    /// The states that a sentence speaks of, by name, by their people, bodies or places.
    fn states(&self, sentence: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for draft in self.drafts_in(sentence).iter().filter(|draft| draft.speaks()) {
            for state in draft.entities.iter().filter_map(|&entity| self.state_spoken_of(entity)) {
                if !found.contains(&state) {
                    found.push(state);
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
        self.drafts_in(sentence).iter().any(|draft| {
            draft.decided_by == Decision::MintedByNounAfter
                && matches!(draft.topic, Topic::Name { element: other, .. } if other == element)
        })
    }

    /// The only state that the article speaks of, by name, by its people or by its places.
    pub(crate) fn only_state(&self) -> Option<usize> {
        let mut found = None;
        for entity in (0..self.cast.entities.len()).filter(|&entity| self.said.times(entity) > 0) {
            let Some(country) = self.state_spoken_of(entity) else { continue };
            if found.is_some_and(|found| found != country) {
                return None;
            }
            found = Some(country);
        }
        found
    }

    /// The state that somebody named before a role leads.
    pub(super) fn led_state(&mut self, sentence: usize, of: Owner) -> Option<usize> {
        let Owner::Element(element) = of else { return None };
        self.led_by(self.of_element[sentence][element]?)
    }

    /// The state whose president or head of government a person is, on the day of the article or in the year before it.
    pub(crate) fn led_by(&mut self, person: usize) -> Option<usize> {
        let entry = self.cast.entry[person].filter(|_| self.cast.kind(person) == EntityKind::Person)?;
        let day = self.day();
        let leads = |office: &str| set::HEAD_OF_STATE.has(office);
        let term = self.gazetteer.terms_of(entry).find(|term| {
            leads(self.gazetteer.office_name(term.office))
                && day.is_none_or(|day| term.holds(day) || term.held_in_year_before(day))
                && self.gazetteer.entry(term.of).kind() == EntityKind::Country
        })?;
        Some(self.cast.known(term.of))
    }

    /// The state or body for which a person speaks: by an office that the article gives, or as the one who leads a state.
    pub(crate) fn speaks_for(&mut self, person: usize) -> Option<usize> {
        let actor = |&of: &usize| matches!(self.cast.kind(of), EntityKind::Country | EntityKind::Organisation);
        let given = self.said.speaks_for(person).filter(actor);
        given.or_else(|| self.led_by(person))
    }
}
