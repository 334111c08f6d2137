//! The phrases of event nouns: possessors, demonyms, compounds and prepositions, each under its logical role.

use super::{ClauseKind, Role, arguments::Scene, lexicon::Part, predicates::Draft};
use crate::syntax::{Deprel, Upos};

impl Scene<'_> {
    /// The phrases of an event noun.
    pub(super) fn nominal(&self, draft: &mut Draft) {
        let view = self.view;
        let noun = draft.predicate;
        let Some(entry) = draft.noun else { return };
        // "Lavrov reaffirmed Moscow's support": whose support it is, not who affirms it.
        if draft.light.is_some()
            && !draft.passive
            && entry.possessor == Part::Subject
            && let Some(possessor) = view.kid(noun, Deprel::NmodPoss).filter(|&kid| view.upos(kid) == Upos::Propn)
        {
            draft.arguments.retain(|(role, _)| *role != Role::Subject);
            draft.surface = view.conjuncts(possessor);
        }
        let owned = view.kid(noun, Deprel::NmodPoss).is_some()
            || view.kids(noun).any(|kid| view.deprel(kid) == Deprel::Amod && view.mention(kid).is_some());
        for kid in view.kids(noun) {
            let part = match view.deprel(kid) {
                // "An Egyptian-Qatari-mediated proposal" is neither's.
                Deprel::Compound | Deprel::Amod if view.is_half(kid) => continue,
                // A "terrorist attack" names no attacker, a "Zhelk drone strike" no target.
                Deprel::Compound | Deprel::Amod if self.is_sort(kid) => continue,
                Deprel::NmodPoss => entry.possessor,
                Deprel::Amod if view.mention(kid).is_some() && !view.is_noun_name(kid) => entry.possessor,
                // "Forces launched a rocket barrage": the compound says with what, the subject who.
                Deprel::Compound
                    if entry.compound == Part::Subject && draft.light.is_some() && !draft.surface.is_empty() =>
                {
                    continue;
                }
                // A "visiting forces agreement" is none of the forces, a "Free Trade Area agreement" none of the area's: only
                // known names are parties.
                Deprel::Compound if entry.compound == Part::Both && !view.is_known(kid) => continue,
                // "A Zhelkian secret service attack on": the service is no place of the attack.
                Deprel::Compound
                    if owned
                        && entry.compound == Part::Subject
                        && view.is_body_or_place(kid)
                        && !view.is_place(kid) =>
                {
                    continue;
                }
                Deprel::Compound | Deprel::Amod if view.mention(kid).is_some() => {
                    // "Lavrov-Wang meeting", "Putin's Ukraine invasion"
                    if owned && entry.compound == Part::Subject { Part::In } else { entry.compound }
                }
                Deprel::Nmod | Deprel::Obl | Deprel::OblAgent => {
                    let word = view.preposition(kid);
                    match word.as_str() {
                        "" => continue,
                        "with" if view.is_circumstance(kid) => continue,
                        "of" => entry.of,
                        // "Launched an inquiry into abuses | by soldiers": who inquires stands before it.
                        "by" if draft.light.is_some() && !draft.passive && !draft.surface.is_empty() => continue,
                        "by" => Part::Subject,
                        "between" | "among" => {
                            draft.reciprocal = true;
                            Part::Both
                        }
                        _ => {
                            self.expand(draft, &Role::Oblique(word), kid);
                            continue;
                        }
                    }
                }
                _ => continue,
            };
            let role = match part {
                Part::Subject | Part::Both => Role::Subject,
                Part::Object => Role::Object,
                Part::In => Role::Oblique("in".to_owned()),
            };
            self.expand(draft, &role, kid);
        }
        // "The bombing of the hospital | by Israel": parsers hang the doer on the noun next to it.
        if !draft.has_role(&Role::Subject) {
            let phrases = view.kids(noun).filter(|&kid| view.deprel(kid) == Deprel::Nmod);
            let doers = phrases.flat_map(|kid| view.kids(kid)).filter(|&kid| {
                view.deprel(kid) == Deprel::Nmod && view.mention(kid).is_some() && {
                    let between = view.has_case(kid, "between") && view.conjuncts(kid).len() > 1;
                    between || view.has_case(kid, "by")
                }
            });
            for doer in doers {
                draft.reciprocal |= view.has_case(doer, "between");
                self.expand(draft, &Role::Subject, doer);
            }
        }
        // A possessor is the object where the doer stands under "by": "Navalny's arrest by police".
        let with = |word: &str| view.kids(noun).any(|kid| view.deprel(kid) == Deprel::Nmod && view.has_case(kid, word));
        let by = with("by");
        // … and the doer where the object stands under "of": "the Israeli assassination of Yassin".
        if entry.possessor == Part::Object && entry.of == Part::Object && with("of") && !by {
            for (role, token) in &mut draft.arguments {
                if *role == Role::Object && matches!(view.deprel(*token), Deprel::NmodPoss | Deprel::Amod) {
                    *role = Role::Subject;
                }
            }
        }
        if by && entry.of == Part::Object {
            for (role, token) in &mut draft.arguments {
                if *role == Role::Subject && view.deprel(*token) == Deprel::NmodPoss && view.head(*token) == Some(noun)
                {
                    *role = Role::Object;
                }
            }
        }
        if !draft.has_role(&Role::Subject) {
            for token in self.host(draft, noun) {
                draft.arguments.push((Role::Subject, token));
                draft.inherited.push(token);
            }
        }
        let subjects: Vec<_> = draft.role(&Role::Subject).collect();
        if draft.surface.is_empty() {
            draft.surface = subjects;
        }
    }

    /// Whether a modifier only says what sort of event it is: of terror, with a weapon of that make.
    fn is_sort(&self, kid: usize) -> bool {
        let view = self.view;
        let next = view.sentence.tokens.get(view.reach[kid].1 + 1).map_or("", |word| word.lemma.as_str());
        let unknown = view.mention_of(kid).is_some_and(|mention| mention.entities.is_empty());
        unknown
            && (matches!(view.lemma(kid), "terrorist" | "terror")
                || view.upos(kid) == Upos::Propn && self.lexicon.is("arm", next))
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
            Deprel::Obj if governor.lemma == "announce" && self.lexicon.is("custody", &draft.lemma) => {
                return governor.surface.iter().copied().filter(|&token| !view.is_person(token)).collect();
            }
            // Whoever seeks aid gives none.
            Deprel::Obj if governor.lemma == "seek" && self.lexicon.is("boon", &draft.lemma) => false,
            Deprel::Obj => self.lexicon.is("own", &governor.lemma),
            Deprel::Obl => {
                let word = view.preposition(noun);
                let shared = draft.noun.is_some_and(|entry| entry.possessor == Part::Both);
                let toward = |role: &Role| match role {
                    Role::Oblique(word) => {
                        word == "with" && shared || word == "to" && self.lexicon.is("journey", &draft.lemma)
                    }
                    _ => false,
                };
                matches!(
                    word.as_str(),
                    "in" | "during" | "at" | "on" | "for" | "after" | "before" | "following" | "ahead of"
                ) && draft.arguments.iter().any(|(role, _)| toward(role))
            }
            _ => false,
        };
        if fits { governor.surface.clone() } else { Vec::new() }
    }
}
