//! The phrases of event nouns: possessors, demonyms, compounds and prepositions, each under its logical role.

use super::{ClauseKind, Role, predicates::Draft, scene::Scene};
use crate::{
    lexicon::{EventNoun, Part, set},
    syntax::{Deprel, Upos},
};

impl Scene<'_> {
    /// The phrases of an event noun.
    pub(super) fn nominal(&self, draft: &mut Draft) {
        let noun = draft.predicate;
        let Some(entry) = draft.noun else { return };
        self.possessor_before_the_subject(draft, entry);
        let owned = self.is_owned(noun);
        for kid in self.view.kids(noun) {
            if let Some(role) = self.phrase_role(draft, entry, owned, kid) {
                self.expand(draft, &role, kid);
            }
        }
        self.doers_beside(draft);
        self.turn_possessors(draft, entry);
        if !draft.has_role(&Role::Subject) {
            for token in self.host(draft, noun) {
                draft.arguments.push((Role::Subject, token));
                draft.inherited.push(token);
            }
        }
        if draft.surface.is_empty() {
            draft.surface = draft.role(&Role::Subject).collect();
        }
    }

    /// "Lavrov reaffirmed Moscow's support": whose support it is, not who affirms it.
    fn possessor_before_the_subject(&self, draft: &mut Draft, entry: EventNoun) {
        let view = self.view;
        let possessor =
            view.kid(draft.predicate, Deprel::NmodPoss).filter(|&possessor| view.upos(possessor) == Upos::Propn);
        let active = draft.light.is_some() && !draft.passive && entry.possessor == Part::Subject;
        if let Some(possessor) = possessor.filter(|_| active) {
            draft.arguments.retain(|(role, _)| *role != Role::Subject);
            draft.surface = view.conjuncts(possessor);
        }
    }

    /// Whether a possessor or a demonym says whose event it is.
    fn is_owned(&self, noun: usize) -> bool {
        let view = self.view;
        view.kid(noun, Deprel::NmodPoss).is_some()
            || view.kids(noun).any(|kid| view.deprel(kid) == Deprel::Amod && view.mention(kid).is_some())
    }

    /// The role of a phrase of the noun.
    fn phrase_role(&self, draft: &mut Draft, entry: EventNoun, owned: bool, kid: usize) -> Option<Role> {
        match self.view.deprel(kid) {
            Deprel::NmodPoss => Some(role_of(entry.possessor)),
            Deprel::Amod | Deprel::Compound => self.modifier(draft, entry, owned, kid).map(role_of),
            Deprel::Nmod | Deprel::Obl | Deprel::OblAgent => self.marked_phrase(draft, entry, kid),
            _ => None,
        }
    }

    /// What an adjective of nationality or a compound is to the event.
    fn modifier(&self, draft: &Draft, entry: EventNoun, owned: bool, kid: usize) -> Option<Part> {
        let (view, noun) = (self.view, draft.predicate);
        // "An Egyptian-Qatari-mediated proposal" is neither's. A "terrorist attack" names no attacker, a "Zhelk drone strike"
        // no target.
        if view.is_half(kid) || self.is_sort(kid) {
            return None;
        }
        let named = view.mention(kid).is_some();
        if view.deprel(kid) == Deprel::Amod && named && !view.is_noun_name(kid) {
            return Some(entry.possessor);
        }
        if view.deprel(kid) == Deprel::Compound && self.is_no_party(draft, entry, owned, kid) {
            return None;
        }
        // "Lavrov-Wang meeting", "Putin's Ukraine invasion"
        let part = match entry.compound {
            Part::Subject if owned => Part::In,
            // "The Russia investigation": into Russia.
            Part::Subject if self.is_inquired_into(noun, kid) => Part::Object,
            part => part,
        };
        named.then_some(part)
    }

    /// Whether a compound names the state that an inquiry is about: "the Russia probe". A state in short ("a US probe") and
    /// one beside what is inquired into ("an Oslo probe into the bank") inquires.
    fn is_inquired_into(&self, noun: usize, kid: usize) -> bool {
        let view = self.view;
        let short = view.token(kid).form.chars().all(|letter| letter.is_uppercase() || letter == '.');
        let about =
            || view.kids(noun).any(|other| view.deprel(other) == Deprel::Nmod && view.has_case(other, set::INTO_ON));
        set::INQUIRY.has(view.lemma(noun))
            && view.deprel(kid) == Deprel::Compound
            && view.is_state(kid)
            && !short
            && !about()
    }

    /// Whether a compound names none of those who take part.
    fn is_no_party(&self, draft: &Draft, entry: EventNoun, owned: bool, kid: usize) -> bool {
        let view = self.view;
        match entry.compound {
            // "Forces launched a rocket barrage": the compound says with what, the subject who. "A Zhelkian secret service
            // attack on": the service is no place of the attack.
            Part::Subject => {
                draft.light.is_some() && !draft.surface.is_empty()
                    || owned && view.is_body_or_place(kid) && !view.is_place(kid)
            }
            // A "visiting forces agreement" is none of the forces, a "Free Trade Area agreement" none of the area's: only
            // known names are parties.
            Part::Both => !view.is_known(kid),
            Part::Object | Part::In => false,
        }
    }

    /// The role of a phrase with a preposition.
    fn marked_phrase(&self, draft: &mut Draft, entry: EventNoun, kid: usize) -> Option<Role> {
        let word = self.view.preposition(kid);
        match word.as_str() {
            "" => None,
            text if set::WITH.has(text) && self.view.is_circumstance(kid) => None,
            text if set::OF.has(text) => Some(role_of(entry.of)),
            // "Launched an inquiry into abuses | by soldiers": who inquires stands before it.
            text if set::BY.has(text) && draft.light.is_some() && !draft.passive && !draft.surface.is_empty() => None,
            text if set::BY.has(text) => Some(Role::Subject),
            text if set::BETWEEN.has(text) => {
                draft.reciprocal = true;
                Some(Role::Subject)
            }
            _ => Some(Role::Oblique(word)),
        }
    }

    /// "The bombing of the hospital | by Israel": parsers hang the doer on the noun next to it.
    fn doers_beside(&self, draft: &mut Draft) {
        let view = self.view;
        if draft.has_role(&Role::Subject) {
            return;
        }
        let phrases = view.kids(draft.predicate).filter(|&kid| view.deprel(kid) == Deprel::Nmod);
        let doers = phrases.flat_map(|kid| view.kids(kid)).filter(|&kid| {
            view.deprel(kid) == Deprel::Nmod && view.mention(kid).is_some() && {
                let between = view.has_case(kid, set::JUST_BETWEEN) && view.conjuncts(kid).len() > 1;
                between || view.has_case(kid, set::BY)
            }
        });
        for doer in doers {
            draft.reciprocal |= view.has_case(doer, set::JUST_BETWEEN);
            self.expand(draft, &Role::Subject, doer);
        }
    }

    /// A possessor is the object where the doer stands under "by" ("Navalny's arrest by police"), and the doer where the
    /// object stands under "of" ("the Israeli assassination of Yassin").
    fn turn_possessors(&self, draft: &mut Draft, entry: EventNoun) {
        let view = self.view;
        let noun = draft.predicate;
        let with =
            |words: set::Set| view.kids(noun).any(|kid| view.deprel(kid) == Deprel::Nmod && view.has_case(kid, words));
        if entry.of != Part::Object {
            return;
        }
        let by = with(set::BY);
        let of = !by && entry.possessor == Part::Object && with(set::OF);
        for (role, token) in &mut draft.arguments {
            let possessor = view.deprel(*token) == Deprel::NmodPoss;
            if of && *role == Role::Object && (possessor || view.deprel(*token) == Deprel::Amod) {
                *role = Role::Subject;
            } else if by && *role == Role::Subject && possessor && view.head(*token) == Some(noun) {
                *role = Role::Object;
            }
        }
    }

    /// Whether a modifier only says what sort of event it is: of terror, with a weapon of that make.
    fn is_sort(&self, kid: usize) -> bool {
        let view = self.view;
        let next = view.sentence.tokens.get(view.reach(kid).1 + 1).map_or("", |word| word.lemma.as_str());
        let unknown = view.mention_of(kid).is_some_and(|mention| mention.entities.is_empty());
        unknown && (set::TERROR.has(view.lemma(kid)) || view.upos(kid) == Upos::Propn && set::ARM.has(next))
    }

    /// The subject of an event noun that only the clause around it names: "cancelled a visit", "in a call with Xi, Putin said".
    fn host(&self, draft: &Draft, noun: usize) -> Vec<usize> {
        let view = self.view;
        let Some(head) = view.head(noun) else { return Vec::new() };
        let Some(governor) = self.draft(head) else { return Vec::new() };
        let fits = match view.deprel(noun) {
            Deprel::Conj => {
                return governor.role(&Role::Subject).filter(|_| governor.kind == ClauseKind::Nominal).collect();
            }
            _ if governor.kind != ClauseKind::Verbal => false,
            // The minister who announces an arrest has arrested nobody.
            Deprel::Obj if set::ANNOUNCE.has(&governor.lemma) && set::CUSTODY.has(&draft.lemma) => {
                return governor.surface.iter().copied().filter(|&token| !view.is_person(token)).collect();
            }
            // Whoever seeks aid gives none.
            Deprel::Obj if set::SEEK.has(&governor.lemma) && set::BOON.has(&draft.lemma) => false,
            Deprel::Obj => set::OWN.has(&governor.lemma),
            Deprel::Obl => {
                let word = view.preposition(noun);
                let shared = draft.noun.is_some_and(|entry| entry.possessor == Part::Both);
                let toward = |role: &Role| match role {
                    Role::Oblique(word) => {
                        set::WITH.has(word) && shared || set::TO.has(word) && set::JOURNEY.has(&draft.lemma)
                    }
                    _ => false,
                };
                set::SCENE_OF_EVENT.has(&word) && draft.arguments.iter().any(|(role, _)| toward(role))
            }
            _ => false,
        };
        if fits { governor.surface.clone() } else { Vec::new() }
    }
}

/// The role of a part that the lexicon names.
fn role_of(part: Part) -> Role {
    match part {
        Part::Subject | Part::Both => Role::Subject,
        Part::Object => Role::Object,
        Part::In => Role::Oblique(set::IN.only().to_owned()),
    }
}
