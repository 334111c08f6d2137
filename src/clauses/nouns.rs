//! How real a noun is said to be: by what governs it, by its determiner, by its preposition.

use super::{ClauseKind, Polarity, Status, context::Sweep, control::marker, predicates::verb_lemma, reality::Context};
use crate::{
    lexicon::{Class, Frame, Governing, set},
    syntax::{Deprel, Tense, Upos, VerbForm},
};

impl Sweep<'_> {
    /// Whether the verb refuses what its object proposes.
    fn rebuffs(&self, verb: usize) -> bool {
        set::REBUFF.has(&verb_lemma(self.view, verb))
    }

    /// Whether the noun names something said or written that has a content of its own: a call, an offer, a claim.
    fn is_proposal(&self, noun: usize) -> bool {
        let lemma = self.view.lemma(noun);
        let frame = |frame: &Frame| self.lexicon.governing(Class::Noun, lemma, frame).is_some();
        frame(&Frame::Inf)
            || frame(&Frame::That)
            || self.lexicon.governing_by(Class::Noun, lemma, set::FOR.only()).is_some()
    }

    /// A noun, or a word on the way to one.
    pub(super) fn nominal(&mut self, token: usize, head: usize) -> Context {
        let view = self.view;
        let above = self.inner[head];
        let relation = view.deprel(token);
        let passive = self.draft(head).is_some_and(|draft| draft.kind == ClauseKind::Verbal && draft.passive);
        if relation == Deprel::Nsubj && !passive && self.draft(head).is_some_and(|draft| set::ASPECT.has(&draft.lemma))
        {
            return above;
        }
        let entry = self.entry_of_noun(token, head, passive);
        // A proposal that is rejected was made; what it proposed is rejected.
        if matches!(relation, Deprel::Obj | Deprel::NsubjPass) && self.is_proposal(token) && self.rebuffs(head) {
            return Context { negated: false, ..above };
        }
        if entry.is_some_and(|entry| entry.signature.status == Status::Requested)
            && matches!(relation, Deprel::Nmod | Deprel::Obl)
            && view.deprel(head) == Deprel::Obj
            && let Some(verb) = view.head(head).filter(|&verb| self.rebuffs(verb))
        {
            let answered = self.inner[verb];
            return Context { negated: !answered.negated, ..answered };
        }
        match entry {
            Some(entry) => self.governed_noun(entry, token, head),
            None => self.free_noun(token, head),
        }
    }

    /// What a governing word says of a noun that hangs on it.
    fn entry_of_noun(&self, token: usize, head: usize, passive: bool) -> Option<Governing> {
        let view = self.view;
        // "Removed his sister": she is his sister all the same.
        let standing = self.draft(token).is_some_and(|draft| draft.kind == ClauseKind::Copular)
            && view.kid(token, Deprel::Cop).is_none();
        if standing {
            return None;
        }
        // "Expects the inquiry to find nothing": what is expected is the finding.
        let raised = || {
            view.kids(head)
                .any(|kid| kid > token && view.deprel(kid) == Deprel::Xcomp && view.has(kid, Deprel::Mark, set::TO))
        };
        match view.deprel(token) {
            Deprel::Obj if self.is_owned(token) && raised() => None,
            Deprel::Obj | Deprel::NsubjPass => self.entry(head, &Frame::Noun),
            Deprel::Nsubj => self.entry(head, if passive { &Frame::Noun } else { &Frame::Subject }),
            Deprel::Obl | Deprel::Nmod | Deprel::OblAgent => {
                self.entry_by(head, &view.preposition(token)).or_else(|| self.entry_by(head, marker(view, token)?))
            }
            _ => None,
        }
    }

    /// A noun of which its governor says how real it is.
    fn governed_noun(&mut self, mut entry: Governing, token: usize, head: usize) -> Context {
        let view = self.view;
        let above = self.inner[head];
        let definite = view.has(token, Deprel::Det, set::POINTING);
        // What is stopped was under way; what is not reported may be real all the same.
        let stops = set::STOPS.has(&self.governor(head).1);
        if definite
            && (stops || entry.signature.speaker && above.negated && entry.signature.affirmed == Polarity::Affirmed)
        {
            return Context { negated: false, status: Status::Happened, voice: above.voice };
        }
        // To announce a ban is to ban, to announce a visit is to plan one.
        // "Claimed responsibility for the attack", "chided him for his criticism": that there was one nobody claims, but the
        // article says.
        let owned = view.has_case(token, set::FOR) && view.kid(token, Deprel::NmodPoss).is_some();
        if entry.signature.speaker && (owned || set::TAKEN_ON.has(view.lemma(token))) {
            return Context { negated: false, status: Status::Happened, voice: above.voice };
        }
        // To vow support is none yet.
        let promised = set::PROMISES.has(&self.governor(head).1);
        if entry.signature.status == Status::Planned && set::PERFORMATIVE.has(view.lemma(token)) && !promised {
            (entry.signature.status, entry.signature.past) = (Status::Happened, Status::Happened);
        }
        self.govern(&entry, head)
    }

    /// A noun of which its governor says nothing: an indefinite one is as real as its governor.
    fn free_noun(&self, token: usize, head: usize) -> Context {
        let view = self.view;
        let above = self.inner[head];
        let relation = view.deprel(token);
        let mut context = Context { negated: false, status: Status::Happened, voice: above.voice };
        let argument = matches!(
            relation,
            Deprel::Nsubj | Deprel::Obj | Deprel::Obl | Deprel::Nmod | Deprel::NsubjPass | Deprel::Iobj | Deprel::Xcomp
        );
        if !argument || view.upos(token) != Upos::Noun {
            return context;
        }
        match view.kid(token, Deprel::Det).map(|kid| view.lemma(kid)) {
            _ if self.is_done(token) => {}
            Some(word) if set::ANY_EITHER.has(word) && above.negated => context.negated = true,
            Some(word) if set::SOME_ONE.has(word) => context.status = above.status,
            None if !self.is_owned(token) => context.status = above.status,
            // "The next round of Norwegian sanctions"
            None if relation == Deprel::Nmod && view.has_case(token, set::OF) => {
                context.status = self.own[head].status.unwrap_or_default();
            }
            _ => {}
        }
        if matches!(relation, Deprel::Obl | Deprel::Nmod) {
            match view.preposition(token).as_str() {
                text if set::BEFORE_EVENT.has(text) && context.status == Status::Happened => {
                    context.status = Status::Planned;
                }
                // "Agreed to resume flights following talks": the talks are over.
                text if set::AFTER_EVENT.has(text) && marker(view, head).is_some_and(|word| set::TO.has(word)) => {
                    context.status = Status::Happened;
                }
                text if set::WITHOUT.has(text) => context.negated = true,
                _ => {}
            }
        }
        context
    }

    /// Whether a possessor, a demonym or an "of" says whose event a noun is.
    fn is_owned(&self, noun: usize) -> bool {
        let view = self.view;
        view.kids(noun).any(|kid| {
            view.deprel(kid) == Deprel::NmodPoss
                || matches!(view.deprel(kid), Deprel::Amod | Deprel::Compound) && view.mention(kid).is_some()
                || view.deprel(kid) == Deprel::Nmod && view.has_case(kid, set::OF) && view.mention(kid).is_some()
        })
    }

    /// "Violating an embargo imposed by the council": it has been imposed.
    fn is_done(&self, noun: usize) -> bool {
        let view = self.view;
        view.kids(noun).any(|kid| {
            view.deprel(kid) == Deprel::Acl
                && self.found.at[kid].is_some()
                && self.found.at[kid] == self.found.at[noun]
                && view.token(kid).feats.verb_form == Some(VerbForm::Part)
                && view.token(kid).feats.tense != Some(Tense::Pres)
        })
    }

    /// Who tells what a relative clause says of a noun. "Blamed Oslo for the attack that killed ten": that it did nobody blames, but
    /// the article says; what somebody says in a clause ("said that the attack killed …") is another's throughout.
    pub(super) fn voice_of_the_relative(&self, clause: usize, noun: usize) -> Option<usize> {
        let view = self.view;
        let inherited = self.inner[noun].voice;
        let contains = |noun: usize| self.entry(noun, &Frame::That).is_some();
        if inherited.is_none() || contains(noun) || !self.is_told_as_past(clause) {
            return inherited;
        }
        let outside = self.outside_the_report(clause, inherited);
        if outside != inherited {
            return outside;
        }
        let mut token = noun;
        while let Some(above) = view.head(token).filter(|_| view.upos(token) == Upos::Noun) {
            let phrase = matches!(view.deprel(token), Deprel::Nmod | Deprel::Obl | Deprel::Obj | Deprel::Conj);
            if !phrase {
                break;
            }
            if self.inner[above].voice != inherited {
                return self.inner[above].voice;
            }
            token = above;
        }
        inherited
    }

    /// Whose words an aside within a report are. "Said it was too soon for Velk, who died in May, to be dragged into it": what
    /// commas set off from somebody known is the article's own background, unless it stands in the speaker's quoted words.
    pub(super) fn outside_the_report(&self, aside: usize, voice: Option<usize>) -> Option<usize> {
        let view = self.view;
        let set_off = view.reach(aside).0;
        let parts = |at: usize| matches!(view.token(at).form.as_str(), "," | "—" | "–" | "--");
        let apart = parts(set_off) || set_off > 0 && parts(set_off - 1);
        let known = view.head(aside).is_some_and(|noun| {
            view.upos(noun) == Upos::Propn
                || view.has(noun, Deprel::Det, set::POINTING)
                || view.kid(noun, Deprel::NmodPoss).is_some()
                || view.mention_of(noun).is_some_and(|mention| !mention.entities.is_empty())
        });
        match voice {
            Some(voice) if apart && known => self.voices.attributions[voice].outer,
            _ => voice,
        }
    }

    /// "If there were rebels who shelled the town": nobody says that there are.
    pub(super) fn is_imagined(&self, noun: usize) -> bool {
        let view = self.view;
        let common = view.upos(noun) == Upos::Noun && view.kid(noun, Deprel::NmodPoss).is_none();
        let open = || view.kid(noun, Deprel::Det).is_none_or(|word| set::SOME_ONE.has(view.lemma(word)));
        common && self.inner[noun].status == Status::Hypothetical && open()
    }
}
