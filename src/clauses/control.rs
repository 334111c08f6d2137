//! The subject that grammar supplies to a clause without one of its own: control, raising, coordination, participles,
//! and the nouns on which infinitives and participles hang.

use super::{
    ClauseKind, Role,
    arguments::Scene,
    lexicon::{Class, Frame},
    predicates::{Draft, is_passive},
    view::View,
};
use crate::syntax::{Deprel, Number, Upos, VerbForm};

impl Scene<'_> {
    /// The subject that grammar supplies to a verb without one.
    pub(super) fn inherit_subject(&self, draft: &mut Draft, verb: usize) {
        let view = self.view;
        let role = if draft.passive { Role::Object } else { Role::Subject };
        let head = view.head(verb);
        // "A deal for the UK | to deport": whoever stands under "for" right before the "to".
        if let Some(subject) = astray(view, verb).or_else(|| head.and_then(|_| self.for_whom(verb))) {
            draft.surface = view.conjuncts(subject);
            draft.arguments.extend(draft.surface.iter().map(|&token| (role.clone(), token)));
            return;
        }
        let Some(head) = head else { return };
        // "ended with the pair | declaring": the noun of the "with" just before the participle.
        let absolute = view.kids(head).find(|&kid| {
            view.has_case(kid, "with")
                && view.reach[kid].1 + 1 == view.reach[verb].0
                && view.token(view.reach[verb].0).form != ","
                && view.token(verb).form.ends_with("ing")
                && matches!(view.deprel(kid), Deprel::Obl | Deprel::Nmod)
        });
        let subjects = match view.deprel(verb) {
            Deprel::Advcl | Deprel::Xcomp | Deprel::Acl if absolute.is_some() => {
                absolute.map(|noun| view.conjuncts(noun)).unwrap_or_default()
            }
            Deprel::Conj => self.draft(head).map(|other| other.surface.clone()).unwrap_or_default(),
            Deprel::Acl | Deprel::AclRelcl if draft.light.is_some() && draft.predicate == head => Vec::new(),
            Deprel::Acl | Deprel::AclRelcl => {
                let infinitive =
                    view.token(verb).feats.verb_form == Some(VerbForm::Inf) || view.has(verb, Deprel::Mark, &["to"]);
                // "Signed an order lifting the ban": who signs what enacts does it.
                let does = !infinitive && view.token(verb).form.ends_with("ing") && view.lemma(verb) != "target";
                if let Some(enacting) = self.enacting(head).filter(|_| does) {
                    enacting.surface.clone()
                // "Launched an offensive targeting the port": who launched it.
                } else if let Some(doers) = self.doers(head, verb) {
                    doers
                // "Closes its airspace to all flights | saying": flights say nothing.
                } else if let Some(speaker) = self.speaker_above(head, verb) {
                    speaker
                // "Biden to visit Oslo": the name at the head of a headline does it.
                } else if infinitive && !is_announced(view, head) {
                    self.of_noun(head)
                } else {
                    // "Thirteen foreigners who will be deported, and two others": the second is none of them.
                    view.conjuncts(head).into_iter().filter(|&other| other < verb).collect()
                }
            }
            // "Two were killed amid fighting": nobody says that they fought.
            Deprel::Obl | Deprel::Advcl
                if marker(view, verb).is_some_and(|word| matches!(word, "amid" | "amidst" | "during")) =>
            {
                Vec::new()
            }
            Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp | Deprel::Obl | Deprel::Dep | Deprel::Csubj => {
                self.control(head, verb)
            }
            _ => Vec::new(),
        };
        for token in subjects {
            if token == verb {
                continue;
            }
            draft.arguments.push((role.clone(), token));
            draft.surface.push(token);
            draft.inherited.push(token);
        }
    }

    /// Who does the infinitive or participle that depends on `head`.
    fn control(&self, head: usize, verb: usize) -> Vec<usize> {
        let view = self.view;
        let Some(governor) = self.draft(head).or_else(|| self.above(verb)) else { return Vec::new() };
        let marker = marker(view, verb);
        // "A centre capable of hosting thousands": the noun of the adjective.
        if view.upos(head) == Upos::Adj
            && marker == Some("of")
            && matches!(view.deprel(head), Deprel::Amod | Deprel::Acl)
            && let Some(noun) = view.head(head).filter(|&noun| noun < head && view.upos(noun) == Upos::Noun)
        {
            return view.conjuncts(noun);
        }
        // "Blocked them from landing by revoking visas": what was prevented has no means, so they are the preventer's.
        let governor = match marker {
            Some("by") if self::marker(view, head) == Some("from") => self.above(head).unwrap_or(governor),
            _ => governor,
        };
        // "The jet crashed, killing two": the crash did, and nobody.
        let consequence =
            view.deprel(verb) == Deprel::Advcl && marker.is_none() && view.token(verb).form.ends_with("ing");
        if consequence && self.lexicon.is("accident", &governor.lemma) {
            return Vec::new();
        }
        // "Fired at demonstrators in Brussels, protesting against the law", "demonstrators gathered to protest": those who
        // demonstrate protest.
        if (consequence || marker == Some("to"))
            && matches!(view.lemma(verb), "protest" | "demonstrate" | "demand" | "rally")
        {
            let crowd =
                |token: usize| matches!(view.lemma(token), "demonstrator" | "protester" | "protestor" | "crowd");
            let crowds = governor.arguments.iter().filter(|(role, token)| *role != Role::Subject && crowd(*token));
            let found: Vec<usize> = crowds.map(|&(_, token)| token).collect();
            if !found.is_empty() {
                return found;
            }
        }
        // "A majority is needed to impeach", "designed to intimidate": what serves a purpose does not do it.
        let serves = matches!(governor.lemma.as_str(), "need" | "require" | "design" | "intend" | "mean");
        if governor.passive && serves && marker == Some("to") {
            return Vec::new();
        }
        if governor.passive {
            // "was hit by a missile, killing two": whoever did the one did the other.
            let agents: Vec<usize> = governor.role(&Role::Subject).collect();
            if consequence && agents.is_empty() && self.is_outcome(verb) {
                // "Were killed in an airstrike, wounding ten": the airstrike did.
                let scene =
                    |role: &Role| matches!(role, Role::Oblique(word) if matches!(word.as_str(), "in" | "during"));
                let event = |token: usize| self.draft(token).is_some_and(|draft| draft.kind == ClauseKind::Nominal);
                let scenes = governor.arguments.iter().filter(|(role, token)| scene(role) && event(*token));
                return scenes.map(|&(_, token)| token).collect();
            }
            // "Operated by a charity to bring aid": the charity's purpose.
            let purpose = marker == Some("to")
                && view.deprel(verb) == Deprel::Advcl
                && self.lexicon.governing(Class::Verb, &governor.lemma, &Frame::Inf).is_none();
            return if (consequence || purpose) && !agents.is_empty() { agents } else { governor.surface.clone() };
        }
        let entry = match marker {
            Some(word) if word != "to" => self.lexicon.governing_by(Class::Verb, &governor.lemma, word),
            _ => None,
        };
        let objects = || -> Vec<usize> {
            let found: Vec<_> = governor.role(&Role::Object).filter(|&token| token != verb).collect();
            if !found.is_empty() {
                return found;
            }
            let recipients: Vec<_> = governor.role(&Role::Recipient).collect();
            if recipients.is_empty() && matches!(governor.lemma.as_str(), "call" | "appeal" | "prevail") {
                let on =
                    |role: &Role| matches!(role, Role::Oblique(word) if matches!(word.as_str(), "on" | "upon" | "to"));
                return governor.arguments.iter().filter(|(role, _)| on(role)).map(|&(_, token)| token).collect();
            }
            recipients
        };
        // "Found him guilty of killing", "jailed him after being convicted": the object of the verdict.
        let guilty = view.deprel(head) == Deprel::Xcomp && view.upos(head) == Upos::Adj;
        let judged = self.lexicon.is("judge", &governor.lemma)
            && (self.lexicon.is("judge", view.lemma(verb)) || view.lemma(verb) == "find")
            && is_passive(view, verb);
        if guilty || judged {
            let found = objects();
            if !found.is_empty() {
                return found;
            }
        }
        // "quoted him as saying"
        let quoted = marker == Some("as") && matches!(governor.lemma.as_str(), "quote" | "cite");
        if entry.is_some() || quoted {
            return objects();
        }
        if view.deprel(verb) == Deprel::Xcomp || marker == Some("to") {
            let object_control =
                self.lexicon.governing(Class::Verb, &governor.lemma, &Frame::Inf).is_some_and(|entry| {
                    entry.object_control || matches!(governor.lemma.as_str(), "expect" | "want" | "need")
                });
            // "Summons the envoy to protest": whoever summons does, and the envoy is told.
            if is_told(view, &governor.lemma, verb) {
                return governor.surface.clone();
            }
            let asked = objects();
            if object_control && !asked.is_empty() {
                return asked;
            }
            if view.deprel(verb) == Deprel::Xcomp && object_control && governor.lemma == "call" {
                return Vec::new();
            }
        }
        governor.surface.clone()
    }

    /// The known actor whose phrase under "for" ends right before the "to" of an infinitive.
    fn for_whom(&self, verb: usize) -> Option<usize> {
        let view = self.view;
        let to =
            view.kids(verb).find(|&kid| view.deprel(kid) == Deprel::Mark && view.lemma(kid) == "to" && kid < verb)?;
        let actor = |&token: &usize| {
            (view.has_case(token, "for")
                || view.reach[token].0.checked_sub(1).is_some_and(|before| view.lemma(before) == "for"))
                && view.reach[token].1 + 1 == to
                && view.mention_of(token).is_some_and(|mention| !mention.entities.is_empty())
        };
        (0..to).rev().take(8).find(actor)
    }

    /// Whether a participle tells what an attack or accident did: "killing two", "targeting the port".
    fn is_outcome(&self, verb: usize) -> bool {
        let lemma = self.view.lemma(verb);
        self.lexicon.is("effect", lemma) || matches!(lemma, "target" | "hit" | "strike")
    }

    /// Who says what a participle of saying on a plural thing says: whoever acts on the thing.
    fn speaker_above(&self, noun: usize, verb: usize) -> Option<Vec<usize>> {
        let view = self.view;
        let things = view.upos(noun) == Upos::Noun
            && view.token(noun).feats.number == Some(Number::Plur)
            && view.mention(noun).is_none()
            && matches!(view.deprel(noun), Deprel::Obj | Deprel::Obl);
        let says = self.lexicon.is_reporting(view.lemma(verb)) && view.token(verb).form.ends_with("ing");
        let governor = self.draft(view.head(noun)?).filter(|_| things && says)?;
        (!governor.surface.is_empty()).then(|| governor.surface.clone())
    }

    /// Whose offensive or raid it is that "targeted the port".
    fn doers(&self, event: usize, verb: usize) -> Option<Vec<usize>> {
        let own = self.draft(event).filter(|draft| draft.kind == ClauseKind::Nominal && draft.light.is_some())?;
        let found: Vec<usize> = own.role(&Role::Subject).collect();
        let moved = ["offensive", "operation", "campaign", "raid", "push"].contains(&own.lemma.as_str());
        (moved && self.is_outcome(verb) && !found.is_empty()).then_some(found)
    }

    /// The clause by which the order, law or decree at the noun is made: "signed", "passed".
    fn enacting(&self, noun: usize) -> Option<&Draft> {
        let view = self.view;
        let governor = self.draft(view.head(noun)?)?;
        let made = view.deprel(noun) == Deprel::Obj && self.lexicon.is("enact", &governor.lemma);
        (made && self.lexicon.is("enactment", &view.lower(noun))).then_some(governor)
    }

    /// Who does the infinitive on a noun: "Russia's efforts to", "rejected calls to", "has a plan to".
    fn of_noun(&self, noun: usize) -> Vec<usize> {
        let view = self.view;
        let requested = self
            .lexicon
            .governing(Class::Noun, view.lemma(noun), &Frame::Inf)
            .is_some_and(|entry| entry.status == super::Status::Requested);
        let governor = view.head(noun).and_then(|head| self.draft(head));
        if requested {
            let answered = governor.filter(|governor| {
                view.deprel(noun) == Deprel::Obj
                    && ["rebuff", "accept", "undergo"].iter().any(|list| self.lexicon.is(list, &governor.lemma))
            });
            return answered.map(|governor| governor.surface.clone()).unwrap_or_default();
        }
        if let Some(own) = self.draft(noun) {
            let subjects: Vec<_> = own.role(&Role::Subject).collect();
            if !subjects.is_empty() {
                return subjects;
            }
        }
        let governs = self.lexicon.governing(Class::Noun, view.lemma(noun), &Frame::Inf).is_some();
        // "Becomes the 60th UN member state to ratify": who becomes it.
        if let Some(governor) = governor.filter(|governor| {
            !governs && view.deprel(noun) == Deprel::Xcomp && matches!(governor.lemma.as_str(), "become" | "remain")
        }) {
            return governor.surface.clone();
        }
        // "Approval for the minister to land": whoever stands under "for" does.
        if view.has_case(noun, "for") {
            return vec![noun];
        }
        // "Granted Oslo permission to negotiate", "permission to the firm to drill": who is given leave.
        if self.lexicon.is("leave", view.lemma(noun)) {
            let given = |role: &Role| match role {
                Role::Recipient => true,
                Role::Oblique(word) => matches!(word.as_str(), "to" | "for"),
                _ => false,
            };
            let below = view.kids(noun).filter(|&kid| {
                view.deprel(kid) == Deprel::Nmod && (view.has_case(kid, "to") || view.has_case(kid, "for"))
            });
            let mut found: Vec<usize> = below.flat_map(|kid| view.conjuncts(kid)).collect();
            if let Some(governor) = governor.filter(|_| found.is_empty()) {
                let arguments = governor.arguments.iter().filter(|(role, _)| given(role));
                found.extend(arguments.map(|&(_, token)| token));
            }
            return found;
        }
        let event = governs || self.draft(noun).is_some_and(|draft| draft.kind == ClauseKind::Nominal);
        for kid in view.kids(noun) {
            let doer = view.deprel(kid) == Deprel::NmodPoss
                || view.deprel(kid) == Deprel::Nmod && (view.has_case(kid, "by") || view.has_case(kid, "of"))
                || event && matches!(view.deprel(kid), Deprel::Amod | Deprel::Compound) && view.mention(kid).is_some();
            if doer {
                return view.conjuncts(kid);
            }
        }
        match governor {
            // "Discussed efforts to reach a deal": whose efforts they are is open.
            Some(governor) if self.lexicon.is("stance", &governor.lemma) => Vec::new(),
            Some(governor) if matches!(view.deprel(noun), Deprel::Obj | Deprel::Conj) => {
                // "Has a plan to", "launched an operation to"; but "passed a law to protect": the law does.
                if governs || self.draft(noun).is_some() { governor.surface.clone() } else { vec![noun] }
            }
            _ => Vec::new(),
        }
    }
}

/// The subject that a parser gave to the participle between it and its verb: "Ali, speaking in Bamako, said".
fn astray(view: &View<'_>, verb: usize) -> Option<usize> {
    let finite = view.token(verb).feats.verb_form != Some(VerbForm::Inf) && view.upos(verb) == Upos::Verb;
    view.kids(verb)
        .filter(|&kid| finite && kid < verb && matches!(view.upos(kid), Upos::Verb))
        .filter(|&kid| view.token(kid).form.ends_with("ing") && view.kid(kid, Deprel::Aux).is_none())
        .find_map(|kid| {
            let subject = view.kid(kid, Deprel::Nsubj)?;
            let comma = view.reach[subject].1 + 1;
            (subject < kid && comma < kid && view.token(comma).form == ",").then_some(subject)
        })
}

/// The word that introduces a dependent verb: "to", "of", "from".
pub(super) fn marker<'a>(view: &View<'a>, verb: usize) -> Option<&'a str> {
    view.kids(verb)
        .find(|&kid| matches!(view.deprel(kid), Deprel::Mark | Deprel::Case) && kid < verb)
        .map(|kid| view.lemma(kid))
}

/// A name that an infinitive follows and no verb governs: "Biden to visit Oslo".
pub(super) fn is_announced(view: &View<'_>, name: usize) -> bool {
    view.upos(name) == Upos::Propn && view.head(name).is_none()
}

/// Whether an infinitive is what an envoy is summoned to be told: "summons the envoy to protest".
pub(super) fn is_told(view: &View<'_>, governor: &str, verb: usize) -> bool {
    governor == "summon"
        && matches!(view.lemma(verb), "protest" | "demand" | "convey" | "express" | "complain" | "discuss")
}
