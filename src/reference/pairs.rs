//! "the pair", "both sides", "the two countries": the two of a kind that were said last.

use super::pass::Pass;
use crate::entities::{Decision, EntityKind, Topic};

impl Pass<'_, '_> {
    /// "the pair", "the two sides", "both countries": the two of a kind that were said last.
    pub(super) fn resolve_pair(&mut self, index: usize, kind: Option<EntityKind>) {
        let (here, head) = (self.names.drafts[index].sentence, self.names.drafts[index].first);
        for back in 0..=1 {
            let Some(there) = here.checked_sub(back) else { break };
            let before = if back == 0 { head } else { usize::MAX };
            if let Some(pair) = self.pair_in(there, before, kind) {
                return self.names.say(index, pair, Decision::Pair);
            }
        }
    }

    /// The only two of a kind that a sentence speaks of before a token.
    pub(super) fn pair_in(&self, sentence: usize, before: usize, kind: Option<EntityKind>) -> Option<Vec<usize>> {
        let mut persons: Vec<usize> = Vec::new();
        let mut countries: Vec<usize> = Vec::new();
        for draft in self.names.drafts_in(sentence).iter().filter(|draft| draft.head < before) {
            if let Topic::Pair = draft.topic
                && draft.entities.len() == 2
            {
                let first = self.names.cast.kind(draft.entities[0]);
                if kind.is_none_or(|kind| kind == first) {
                    return Some(draft.entities.clone());
                }
            }
            for &entity in &draft.entities {
                match self.names.cast.kind(entity) {
                    EntityKind::Person if !persons.contains(&entity) => persons.push(entity),
                    EntityKind::Country if !self.inside_noun(sentence, draft.head) && !countries.contains(&entity) => {
                        countries.push(entity)
                    }
                    _ => {}
                }
            }
        }
        match kind {
            Some(EntityKind::Person) => (persons.len() == 2).then_some(persons),
            Some(EntityKind::Country) => {
                if countries.len() == 2 {
                    return Some(countries);
                }
                // The two sides of a talk between two persons are their states.
                let mut homes: Vec<usize> =
                    persons.iter().filter_map(|&person| self.names.cast.country(person)).collect();
                homes.dedup();
                (persons.len() == 2 && homes.len() == 2 && countries.iter().all(|country| homes.contains(country)))
                    .then_some(homes)
            }
            _ if persons.len() == 2 => Some(persons),
            _ if persons.is_empty() && countries.len() == 2 => Some(countries),
            _ => None,
        }
    }
}
