//! The subject that grammar supplies to a clause without one of its own: control, raising, coordination, participles,
//! and the nouns on which infinitives and participles hang.

use super::{ClauseKind, Role, predicates::Draft, scene::Scene};
use crate::{
    lexicon::{Class, Doer, Frame, Lexicon, set},
    syntax::{Deprel, Number, Upos, VerbForm},
    tree::Tree,
};

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
        let absolute = self.absolute_subject(head, verb);
        let subjects = match view.deprel(verb) {
            Deprel::Advcl | Deprel::Xcomp | Deprel::Acl if absolute.is_some() => {
                absolute.map(|noun| view.conjuncts(noun)).unwrap_or_default()
            }
            Deprel::Conj => self.draft(head).map(|other| other.surface.clone()).unwrap_or_default(),
            Deprel::Acl | Deprel::AclRelcl if draft.light.is_some() && draft.predicate == head => Vec::new(),
            Deprel::Acl | Deprel::AclRelcl => self.of_modified_noun(head, verb),
            // "Two were killed amid fighting": nobody says that they fought.
            Deprel::Obl | Deprel::Advcl if marker(view, verb).is_some_and(|word| set::AMID.has(word)) => Vec::new(),
            Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp | Deprel::Obl | Deprel::Dep | Deprel::Csubj => {
                self.control(head, verb)
            }
            _ => Vec::new(),
        };
        for token in subjects.into_iter().filter(|&token| token != verb) {
            draft.arguments.push((role.clone(), token));
            draft.surface.push(token);
            draft.inherited.push(token);
        }
    }

    /// "ended with the pair | declaring": the noun of the "with" just before the participle.
    fn absolute_subject(&self, head: usize, verb: usize) -> Option<usize> {
        let view = self.view;
        let opens = view.reach(verb).0;
        let participle = view.token(verb).form.ends_with("ing") && view.token(opens).form != ",";
        // Parsers hang the phrase on any noun before it.
        (head..opens).filter(|_| participle).find(|&noun| {
            view.has_case(noun, set::WITH)
                && view.reach(noun).1 + 1 == opens
                && matches!(view.deprel(noun), Deprel::Obl | Deprel::Nmod)
        })
    }

    /// Who does the participle, infinitive or relative clause on a noun.
    fn of_modified_noun(&self, noun: usize, verb: usize) -> Vec<usize> {
        let view = self.view;
        let infinitive =
            view.token(verb).feats.verb_form == Some(VerbForm::Inf) || view.has(verb, Deprel::Mark, set::TO);
        // "Signed an order lifting the ban": who signs what enacts does it.
        let does = !infinitive && view.token(verb).form.ends_with("ing") && !set::TARGET.has(view.lemma(verb));
        if let Some(enacting) = self.enacting(noun).filter(|_| does) {
            return enacting.surface.clone();
        }
        // "Launched an offensive targeting the port": who launched it. "Closes its airspace to all flights | saying": flights
        // say nothing.
        if let Some(found) = self.doers(noun, verb).or_else(|| self.speaker_above(noun, verb)) {
            return found;
        }
        // "Biden to visit Oslo": the name at the head of a headline does it.
        if infinitive && !is_announced(view, noun) {
            return self.of_noun(noun);
        }
        let noun = self.named_beside(noun);
        // "Thirteen foreigners who will be deported, and two others": the second is none of them.
        view.conjuncts(noun).into_iter().filter(|&other| other < verb).collect()
    }

    /// "Zhelk Action, a fund backing Velk": the name of what an apposition describes, where nobody is known by the description.
    pub(super) fn named_beside(&self, noun: usize) -> usize {
        let view = self.view;
        let described = view.deprel(noun) == Deprel::Appos && view.upos(noun) == Upos::Noun;
        let open = view.mention_of(noun).is_none_or(|mention| mention.entities.is_empty());
        let comma = view.reach(noun).0.checked_sub(1).is_some_and(|before| view.token(before).form == ",")
            || view.token(view.reach(noun).0).form == ",";
        let name = |&name: &usize| comma && view.upos(name) == Upos::Propn && view.mention(name).is_some();
        view.head(noun).filter(|_| described && open).filter(name).unwrap_or(noun)
    }

    /// Who does the infinitive or participle that depends on `head`.
    fn control(&self, head: usize, verb: usize) -> Vec<usize> {
        let view = self.view;
        let Some(governor) = self.draft(head).or_else(|| self.above(verb)) else { return Vec::new() };
        let marker = marker(view, verb);
        if let Some(noun) = self.noun_of_adjective(head, marker) {
            return view.conjuncts(noun);
        }
        // "Blocked them from landing by revoking visas": what was prevented has no means, so they are the preventer's.
        let governor = match marker {
            Some(word) if set::BY.has(word) && self::marker(view, head).is_some_and(|word| set::FROM.has(word)) => {
                self.above(head).unwrap_or(governor)
            }
            _ => governor,
        };
        let consequence =
            view.deprel(verb) == Deprel::Advcl && marker.is_none() && view.token(verb).form.ends_with("ing");
        // "The jet crashed, killing two": "killing" has no participant as its subject.
        if consequence && set::ACCIDENT.has(&governor.lemma) {
            return Vec::new();
        }
        let crowd = self.crowd(governor, verb);
        if (consequence || marker.is_some_and(|word| set::TO.has(word))) && !crowd.is_empty() {
            return crowd;
        }
        if governor.passive {
            return self.under_passive(governor, verb, marker, consequence);
        }
        let patients = self.patients(governor, verb);
        // "Left ten injured", "had him arrested": whoever is left or had so.
        let result = view.deprel(verb) == Deprel::Xcomp && marker.is_none() && !view.token(verb).form.ends_with("ing");
        let undergone = result && view.token(verb).feats.verb_form == Some(VerbForm::Part);
        if (undergone || self.is_judged(governor, head, verb)) && !patients.is_empty() {
            return patients;
        }
        // "Gave him credit for meeting the rebels": whoever gets the credit met them.
        let credited = marker.is_some_and(|word| set::FOR.has(word))
            && governor.role(&Role::Object).any(|token| set::TAKEN_ON.has(view.lemma(token)));
        let receivers: Vec<usize> = governor.role(&Role::Recipient).collect();
        if credited && !receivers.is_empty() {
            return receivers;
        }
        if self.governs_gerund(governor, marker) {
            let own = patients.is_empty() && self.is_own_doing(governor, marker);
            return if own { governor.surface.clone() } else { patients };
        }
        if view.deprel(verb) == Deprel::Xcomp || marker.is_some_and(|word| set::TO.has(word)) {
            return self.under_active(governor, verb, patients);
        }
        governor.surface.clone()
    }

    /// "A centre capable of hosting thousands", "those responsible for planting the bomb": the noun of the adjective.
    fn noun_of_adjective(&self, head: usize, marker: Option<&str>) -> Option<usize> {
        let view = self.view;
        let adjective = view.upos(head) == Upos::Adj
            && marker.is_some_and(|word| set::OF_FOR.has(word))
            && matches!(view.deprel(head), Deprel::Amod | Deprel::Acl);
        let noun = |&noun: &usize| adjective && noun < head && matches!(view.upos(noun), Upos::Noun | Upos::Pron);
        view.head(head).filter(noun)
    }

    /// "Fired at demonstrators in Brussels, protesting against the law", "demonstrators gathered to protest": those who
    /// demonstrate protest.
    fn crowd(&self, governor: &Draft, verb: usize) -> Vec<usize> {
        let view = self.view;
        if !set::DEMONSTRATES_TO.has(view.lemma(verb)) {
            return Vec::new();
        }
        let crowd = |token: usize| set::DEMONSTRATOR.has(view.lemma(token));
        let crowds = governor.arguments.iter().filter(|(role, token)| *role != Role::Subject && crowd(*token));
        crowds.map(|&(_, token)| token).collect()
    }

    /// Who does what depends on a passive.
    fn under_passive(&self, governor: &Draft, verb: usize, marker: Option<&str>, consequence: bool) -> Vec<usize> {
        // "A majority is needed to impeach", "designed to intimidate": what serves a purpose does not do it.
        if set::SERVES_TO.has(&governor.lemma) && marker.is_some_and(|word| set::TO.has(word)) {
            return Vec::new();
        }
        let agents: Vec<usize> = governor.role(&Role::Subject).collect();
        if consequence && agents.is_empty() && self.is_outcome(verb) {
            // "Were killed in an airstrike, wounding ten": the airstrike did.
            let scene = |role: &Role| matches!(role, Role::Oblique(word) if set::IN_DURING.has(word));
            let event = |token: usize| self.draft(token).is_some_and(|draft| draft.kind == ClauseKind::Nominal);
            let scenes = governor.arguments.iter().filter(|(role, token)| scene(role) && event(*token));
            return scenes.map(|&(_, token)| token).collect();
        }
        // "Operated by a charity to bring aid": the charity's purpose.
        let purpose = marker.is_some_and(|word| set::TO.has(word))
            && self.view.deprel(verb) == Deprel::Advcl
            && self.lexicon.governing(Class::Verb, &governor.lemma, &Frame::Inf).is_none();
        // "was hit by a missile, killing two": whoever did the one did the other.
        if (consequence || purpose) && !agents.is_empty() { agents } else { governor.surface.clone() }
    }

    /// To whom the governor is done: its objects, else its recipients, else whom it calls on.
    fn patients(&self, governor: &Draft, verb: usize) -> Vec<usize> {
        let found: Vec<_> = governor.role(&Role::Object).filter(|&token| token != verb).collect();
        if !found.is_empty() {
            return found;
        }
        let recipients: Vec<_> = governor.role(&Role::Recipient).collect();
        if recipients.is_empty() && self.does_infinitive(governor) == Some(Doer::Addressed) {
            let on = |role: &Role| matches!(role, Role::Oblique(word) if set::APPEAL_PREPOSITION.has(word));
            return governor.arguments.iter().filter(|(role, _)| on(role)).map(|&(_, token)| token).collect();
        }
        recipients
    }

    /// "Found him guilty of killing", "jailed him after being convicted": the object of the verdict did it.
    fn is_judged(&self, governor: &Draft, head: usize, verb: usize) -> bool {
        let view = self.view;
        let guilty = view.deprel(head) == Deprel::Xcomp && view.upos(head) == Upos::Adj;
        let judged = set::JUDGE.has(&governor.lemma)
            && [set::JUDGE, set::FINDS].iter().any(|set| set.has(view.lemma(verb)))
            && view.is_passive(verb);
        guilty || judged
    }

    /// "accused him of arming rebels", "quoted him as saying"
    fn governs_gerund(&self, governor: &Draft, marker: Option<&str>) -> bool {
        let word = marker.filter(|&word| !set::TO.has(word));
        let governed = word.is_some_and(|word| self.lexicon.governing_by(Class::Verb, &governor.lemma, word).is_some());
        governed || marker.is_some_and(|word| set::AS.has(word)) && set::QUOTES_AS.has(&governor.lemma)
    }

    /// "Apologised for shelling", "refrained from shelling": what the subject does or leaves.
    fn is_own_doing(&self, governor: &Draft, marker: Option<&str>) -> bool {
        let entry = marker.and_then(|word| self.lexicon.governing_by(Class::Verb, &governor.lemma, word));
        entry.is_some_and(|entry| {
            !entry.signature.speaker
                && matches!(entry.signature.status, super::Status::Happened | super::Status::Attempted)
        })
    }

    /// Who does the infinitive under an active verb.
    fn under_active(&self, governor: &Draft, verb: usize, patients: Vec<usize>) -> Vec<usize> {
        let view = self.view;
        // "Summons the envoy to protest": whoever summons does, and the envoy is told.
        if is_told(view, self.lexicon, &governor.lemma, verb) {
            return governor.surface.clone();
        }
        let doer = self.does_infinitive(governor);
        // "Uses guards to hold the town", but "uses force to hold it"
        if doer == Some(Doer::ObjectIfActor) {
            let actors = patients.iter().any(|&token| view.is_actor(token));
            return if actors { patients } else { governor.surface.clone() };
        }
        if doer.is_some_and(|doer| doer != Doer::Subject) && !patients.is_empty() {
            return patients;
        }
        if view.deprel(verb) == Deprel::Xcomp && doer == Some(Doer::Addressed) {
            return Vec::new();
        }
        governor.surface.clone()
    }

    /// Who does the infinitive that the verb governs.
    fn does_infinitive(&self, governor: &Draft) -> Option<Doer> {
        self.lexicon.governing(Class::Verb, &governor.lemma, &Frame::Inf).map(|entry| entry.doer)
    }

    /// The known actor whose phrase under "for" ends right before the "to" of an infinitive.
    fn for_whom(&self, verb: usize) -> Option<usize> {
        let view = self.view;
        let to = view
            .kids(verb)
            .find(|&kid| view.deprel(kid) == Deprel::Mark && set::TO.has(view.lemma(kid)) && kid < verb)?;
        let actor = |&token: &usize| {
            (view.has_case(token, set::FOR)
                || view.reach(token).0.checked_sub(1).is_some_and(|before| set::FOR.has(view.lemma(before))))
                && view.reach(token).1 + 1 == to
                && view.mention_of(token).is_some_and(|mention| !mention.entities.is_empty())
        };
        (0..to).rev().take(8).find(actor)
    }

    /// Whether a participle tells what an attack or accident did: "killing two", "targeting the port".
    fn is_outcome(&self, verb: usize) -> bool {
        let lemma = self.view.lemma(verb);
        set::EFFECT.has(lemma) || set::HITS.has(lemma)
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
        let moved = set::OPERATION.has(&own.lemma);
        (moved && self.is_outcome(verb) && !found.is_empty()).then_some(found)
    }

    /// The clause by which the order, law or decree at the noun is made: "signed", "passed".
    fn enacting(&self, noun: usize) -> Option<&Draft> {
        let view = self.view;
        let governor = self.draft(view.head(noun)?)?;
        let made = view.deprel(noun) == Deprel::Obj && set::ENACT.has(&governor.lemma);
        (made && set::ENACTMENT.has(&view.lower(noun))).then_some(governor)
    }

    /// "Granted Oslo permission to negotiate", "permission to the firm to drill": who is given leave.
    fn given_leave(&self, noun: usize, governor: Option<&Draft>) -> Vec<usize> {
        let view = self.view;
        let given = |role: &Role| match role {
            Role::Recipient => true,
            Role::Oblique(word) => set::TO_FOR.has(word),
            _ => false,
        };
        let below = view.kids(noun).filter(|&kid| {
            view.deprel(kid) == Deprel::Nmod && (view.has_case(kid, set::TO) || view.has_case(kid, set::FOR))
        });
        let mut found: Vec<usize> = below.flat_map(|kid| view.conjuncts(kid)).collect();
        if let Some(governor) = governor.filter(|_| found.is_empty()) {
            let arguments = governor.arguments.iter().filter(|(role, _)| given(role));
            found.extend(arguments.map(|&(_, token)| token));
        }
        found
    }

    /// Who does the infinitive on a noun: "Russia's efforts to", "rejected calls to", "has a plan to".
    fn of_noun(&self, noun: usize) -> Vec<usize> {
        let view = self.view;
        let requested = self
            .lexicon
            .governing(Class::Noun, view.lemma(noun), &Frame::Inf)
            .is_some_and(|entry| entry.signature.status == super::Status::Requested);
        let governor = view.head(noun).and_then(|head| self.draft(head));
        if requested {
            let answered = governor.filter(|governor| {
                view.deprel(noun) == Deprel::Obj
                    && [set::REBUFF, set::ACCEPT, set::UNDERGO].iter().any(|set| set.has(&governor.lemma))
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
        if let Some(governor) = governor
            .filter(|governor| !governs && view.deprel(noun) == Deprel::Xcomp && set::BECOMES.has(&governor.lemma))
        {
            return governor.surface.clone();
        }
        // "Approval for the minister to land": whoever stands under "for" does.
        if view.has_case(noun, set::FOR) {
            return vec![noun];
        }
        if set::LEAVE.has(view.lemma(noun)) {
            return self.given_leave(noun, governor);
        }
        let event = governs || self.draft(noun).is_some_and(|draft| draft.kind == ClauseKind::Nominal);
        for kid in view.kids(noun) {
            let doer = view.deprel(kid) == Deprel::NmodPoss
                || view.deprel(kid) == Deprel::Nmod && (view.has_case(kid, set::BY) || view.has_case(kid, set::OF))
                || event && matches!(view.deprel(kid), Deprel::Amod | Deprel::Compound) && view.mention(kid).is_some();
            if doer {
                return view.conjuncts(kid);
            }
        }
        match governor {
            // "Discussed efforts to reach a deal": whose efforts they are is open.
            Some(governor) if set::STANCE.has(&governor.lemma) => Vec::new(),
            Some(governor) if matches!(view.deprel(noun), Deprel::Obj | Deprel::Conj) => {
                // "Has a plan to", "launched an operation to"; but "passed a law to protect": the law does.
                if governs || self.draft(noun).is_some() { governor.surface.clone() } else { vec![noun] }
            }
            _ => Vec::new(),
        }
    }
}

/// The subject that a parser gave to the participle between it and its verb: "Ali, speaking in Bamako, said".
fn astray(view: &Tree<'_>, verb: usize) -> Option<usize> {
    let finite = view.token(verb).feats.verb_form != Some(VerbForm::Inf) && view.upos(verb) == Upos::Verb;
    view.kids(verb)
        .filter(|&kid| finite && kid < verb && matches!(view.upos(kid), Upos::Verb))
        .filter(|&kid| view.token(kid).form.ends_with("ing") && view.kid(kid, Deprel::Aux).is_none())
        .find_map(|kid| {
            let subject = view.kid(kid, Deprel::Nsubj)?;
            let comma = view.reach(subject).1 + 1;
            (subject < kid && comma < kid && view.token(comma).form == ",").then_some(subject)
        })
}

/// The word that introduces a dependent verb: "to", "of", "from".
pub(super) fn marker<'a>(view: &Tree<'a>, verb: usize) -> Option<&'a str> {
    view.kids(verb)
        .find(|&kid| matches!(view.deprel(kid), Deprel::Mark | Deprel::Case) && kid < verb)
        .map(|kid| view.lemma(kid))
}

/// "Has yet to recognise": what is still to come has not happened.
pub(super) fn yet(view: &Tree<'_>, token: usize) -> bool {
    let mark = view.kids(token).find(|&kid| view.deprel(kid) == Deprel::Mark && set::TO.has(view.lemma(kid)));
    mark.and_then(|mark| mark.checked_sub(1)).is_some_and(|before| set::YET.has(view.lemma(before)))
}

/// A name that an infinitive follows and no verb governs: "Biden to visit Oslo".
pub(super) fn is_announced(view: &Tree<'_>, name: usize) -> bool {
    view.upos(name) == Upos::Propn && view.head(name).is_none()
}

/// Whether an infinitive is what an envoy is summoned to be told: "summons the envoy to protest".
pub(super) fn is_told(view: &Tree<'_>, lexicon: &Lexicon, governor: &str, verb: usize) -> bool {
    set::SUMMONED_TO.has(view.lemma(verb))
        && lexicon.governing(Class::Verb, governor, &Frame::Inf).is_some_and(|entry| entry.doer == Doer::Summoned)
}
