//! What a word's own dependents say of it: auxiliaries, negations, determiners, adverbs and adjectives.

use super::{
    Because, Role, Status,
    control::marker,
    predicates::{Draft, Predicates, verb_lemma},
    reality::Context,
};
use crate::{
    lexicon::{Class, Frame, set},
    syntax::{Deprel, Upos, VerbForm},
    tree::Tree,
};

/// What a word's own dependents say of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    pub(super) negated: bool,
    pub(super) status: Option<Status>,
    pub(super) would: bool,
    /// The dependents that decided on polarity and on status, where one did.
    pub(super) because: Because,
}

impl Own {
    /// Notes the dependent whose turn changed something.
    fn notes(&mut self, before: Self, kid: usize) {
        if self.negated != before.negated {
            self.because.polarity = Some(kid);
        }
        if (self.status, self.would) != (before.status, before.would) {
            self.because.status = Some(kid);
        }
    }

    pub(super) fn apply(self, outer: Context) -> Context {
        let mut inner = outer;
        inner.negated ^= self.negated;
        if let Some(status) = self.status {
            inner.status = weaker(outer.status, status);
        }
        if self.would && inner.status == Status::Happened {
            // The future seen from a saying in the past; without one, a hypothesis.
            inner.status = if outer.voice.is_some() { Status::Planned } else { Status::Hypothetical };
        }
        inner
    }
}

/// Hypothetical outweighs possible, and that the rest: what may be planned is possible.
pub(super) fn weaker(outer: Status, own: Status) -> Status {
    match (outer, own) {
        (Status::Hypothetical, _) | (_, Status::Hypothetical) => Status::Hypothetical,
        (Status::Happened, other) | (other, Status::Happened) => other,
        (Status::Possible, _) | (_, Status::Possible) => Status::Possible,
        (outer, Status::Attempted) => outer,
        (_, own) => own,
    }
}

/// A sentence, asked for the modality of its words.
pub(super) struct Modality<'a> {
    pub(super) view: &'a Tree<'a>,
    pub(super) found: &'a Predicates,
}

impl Modality<'_> {
    fn draft(&self, token: usize) -> Option<&Draft> {
        Some(&self.found.drafts[self.found.at[token]?])
    }

    /// The head of the coordination whose auxiliaries and negation the conjunct shares: "will meet Wang and visit Hanoi".
    pub(super) fn shared(&self, token: usize) -> Option<usize> {
        let view = self.view;
        if view.deprel(token) != Deprel::Conj {
            return None;
        }
        let head = view.head(token)?;
        if !matches!(view.upos(token), Upos::Verb) || self.found.at[token].is_none() {
            return None;
        }
        let own_words = view.kids(token).any(|kid| {
            matches!(view.deprel(kid), Deprel::Aux | Deprel::AuxPass | Deprel::Cop | Deprel::Nsubj | Deprel::NsubjPass)
        });
        if own_words {
            return None;
        }
        let form = |token: usize| view.token(token).feats.verb_form;
        let bare = form(token) == form(head) && form(token) != Some(VerbForm::Fin);
        (bare || form(token) == Some(VerbForm::Inf)).then_some(head)
    }

    /// What the token's own dependents say.
    pub(super) fn of(&self, token: usize) -> Own {
        let view = self.view;
        let mut own = Own::default();
        let mut modal = false;
        let mut conditional = false;
        for kid in view.kids(token) {
            let before = own;
            match view.deprel(kid) {
                Deprel::Aux => modal |= self.auxiliary(token, kid, &mut own),
                Deprel::Advmod => self.adverb(token, kid, &mut own),
                Deprel::Det | Deprel::CcPreconj | Deprel::Cc => own.negated ^= self.is_no(token, kid),
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj => own.negated ^= self.is_nobody(token, kid),
                Deprel::Amod | Deprel::Compound => self.adjective(kid, &mut own),
                Deprel::Obl | Deprel::OblAgent | Deprel::Nmod if self.is_alleged_agent(kid) => {
                    own.status = Some(Status::Possible);
                }
                Deprel::Advcl => conditional |= marker(view, kid).is_some_and(|word| set::IF_UNLESS.has(word)),
                _ => {}
            }
            own.notes(before, kid);
        }
        // "Could not agree" tells that they did not.
        let could = view.kids(token).any(|kid| view.deprel(kid) == Deprel::Aux && set::COULD.has(view.lemma(kid)));
        if could && own.negated && own.status == Some(Status::Possible) && !conditional {
            own.status = None;
        }
        if conditional && modal || own.negated && self.denies_the_reason(token) {
            own.status = Some(Status::Hypothetical);
        }
        if view.has(token, Deprel::CcPreconj, set::EITHER) && view.kid(token, Deprel::Conj).is_some() {
            own.status = own.status.or(Some(Status::Possible));
        }
        if own.status.is_none() && self.is_to_be(token) {
            own.status = Some(Status::Planned);
        }
        own
    }

    /// "Did not win because of the weather or the press", "was not elected to be liked": what is denied is the reason or the
    /// purpose, and the deed is open. An "or" within the reason shows that the denial reaches it.
    fn denies_the_reason(&self, verb: usize) -> bool {
        let view = self.view;
        let listed = |kid: usize| {
            view.kids(kid).any(|other| view.deprel(other) == Deprel::Conj && view.has(other, Deprel::Cc, set::OR))
        };
        let reason =
            |kid: usize| view.deprel(kid) == Deprel::Obl && set::BECAUSE_OF.has(&view.preposition(kid)) && listed(kid);
        let purpose = |kid: usize| {
            matches!(view.deprel(kid), Deprel::Advcl | Deprel::Xcomp)
                && kid > verb
                && view.has(kid, Deprel::Mark, set::TO)
                && !self.takes_infinitive(verb)
        };
        view.upos(verb) == Upos::Verb && view.kids(verb).any(|kid| reason(kid) || purpose(kid))
    }

    /// Whether the verb governs infinitives, so that one behind it is no purpose.
    fn takes_infinitive(&self, verb: usize) -> bool {
        let lexicon = self.view.lexicon;
        let lemma = verb_lemma(self.view, verb);
        [Class::Verb, Class::Adjective].iter().any(|&class| lexicon.governing(class, &lemma, &Frame::Inf).is_some())
    }

    /// What an auxiliary says of its verb; whether it is one of future, possibility or condition.
    fn auxiliary(&self, token: usize, kid: usize, own: &mut Own) -> bool {
        let lemma = self.view.lemma(kid);
        match lemma {
            text if set::FUTURE_AUXILIARY.has(text) => own.status = Some(Status::Planned),
            // What somebody can do is an ability, and no news.
            text if set::ABLE_AUXILIARY.has(text) => own.status = Some(Status::Hypothetical),
            text if set::POSSIBLE_AUXILIARY.has(text) => own.status = Some(Status::Possible),
            // "Should have closed": a reproach, which asks for nothing.
            text if set::DUTY_AUXILIARY.has(text) => {
                let past = self.view.has(token, Deprel::Aux, set::HAVE);
                own.status = Some(if past { Status::Hypothetical } else { Status::Requested });
            }
            text if set::WOULD_FORMS.has(text) => own.would = true,
            text if set::BE.has(text) && self.view.has(token, Deprel::Mark, set::TO) => {
                own.status = Some(Status::Planned)
            }
            text if set::NOT_FORMS.has(text) => own.negated ^= true,
            _ => {}
        }
        set::FUTURE_AUXILIARY.has(lemma)
            || set::POSSIBLE_AUXILIARY.has(lemma)
            || set::WOULD_FORMS.has(lemma) && !set::DUTY_AUXILIARY.has(lemma)
    }

    /// What an adverb says: "not", "no longer", "almost", "allegedly".
    fn adverb(&self, token: usize, kid: usize, own: &mut Own) {
        let view = self.view;
        let lemma = view.lemma(kid);
        // "Not only": more than that.
        if set::PLAIN_NOT.has(lemma) && only(view, kid) {
            return;
        }
        let longer = set::LONGER.has(lemma) && view.kids(kid).any(|word| set::NO.has(view.lemma(word)));
        let almost = set::ALMOST.has(lemma) && kid + 1 == token && view.upos(token) == Upos::Verb;
        if longer || almost || set::DENIAL.has(lemma) {
            own.negated ^= true;
        } else if set::HEARSAY.has(lemma) || set::DOUBT.has(lemma) {
            own.status = Some(Status::Possible);
        }
    }

    /// Whether a determiner or coordinator denies the word: "no talks", "neither met".
    fn is_no(&self, token: usize, kid: usize) -> bool {
        let view = self.view;
        let denies = set::NO_NEITHER.has(view.lemma(kid))
            && view.upos(token) != Upos::Verb
            && !compares(view, kid)
            && !names(view, kid);
        denies || view.deprel(kid) != Deprel::Det && set::NEITHER.has(view.lemma(kid))
    }

    /// Whether a subject or object of the clause is nobody: "nobody came", "made no comment".
    fn is_nobody(&self, token: usize, kid: usize) -> bool {
        let view = self.view;
        let apart = self.found.at[token] != self.found.at[kid] || self.found.at[kid].is_none();
        let no = |word: usize| {
            matches!(view.deprel(word), Deprel::Det | Deprel::CcPreconj | Deprel::Cc)
                && set::NO_NEITHER.has(view.lemma(word))
                && !compares(view, word)
        };
        let none = || view.upos(kid) == Upos::Pron && set::NOBODY.has(view.lemma(kid)) || view.kids(kid).any(no);
        apart && self.found.at[token].is_some() && none()
    }

    /// What an adjective says: "planned", "possible", "failed". A participle stands in the list as it is written.
    fn adjective(&self, kid: usize, own: &mut Own) {
        let view = self.view;
        let lemma = if view.upos(kid) == Upos::Verb { view.token(kid).form.as_str() } else { view.lemma(kid) };
        if set::PLANNED.has(lemma) {
            own.status = Some(Status::Planned);
        } else if set::POSSIBLE.has(lemma) {
            own.status = Some(Status::Possible);
        } else if set::NEGATIVE.has(lemma) {
            own.negated ^= true;
        }
    }

    /// "A stabbing allegedly by tourists"
    fn is_alleged_agent(&self, kid: usize) -> bool {
        let view = self.view;
        let hearsay = |word: usize| view.deprel(word) == Deprel::Advmod && set::HEARSAY.has(view.lemma(word));
        view.has_case(kid, set::BY) && view.kids(kid).any(hearsay)
    }

    /// "is to visit", "is due to travel": "be" with an infinitive looks ahead, whatever stands between the two. The subject is
    /// asked for because "the plan is to meet" says no more than that there is a plan.
    fn is_to_be(&self, token: usize) -> bool {
        let view = self.view;
        view.upos(token) == Upos::Verb
            && view.token(token).feats.verb_form == Some(VerbForm::Inf)
            && (view.has(token, Deprel::Cop, set::BE) || view.has(token, Deprel::Aux, set::BE))
            && view.has(token, Deprel::Mark, set::TO)
            && self.draft(token).is_some_and(|draft| draft.has_role(&Role::Subject) || draft.passive)
    }
}

/// Whether "only" or its like follows a "not": then nothing is denied.
fn only(view: &Tree<'_>, not: usize) -> bool {
    view.sentence.tokens.get(not + 1).is_some_and(|next| set::NOT_ONLY_CUE.has(&next.form.to_lowercase()))
}

/// "No Kings protests": a "No" with a capital inside a sentence, before another capital, belongs to a name.
fn names(view: &Tree<'_>, no: usize) -> bool {
    let capital =
        |token: usize| view.sentence.tokens.get(token).is_some_and(|word| word.form.starts_with(char::is_uppercase));
    no > 0 && capital(no) && capital(no + 1)
}

/// "No more important task": a comparison, which denies nothing.
fn compares(view: &Tree<'_>, no: usize) -> bool {
    view.sentence.tokens.get(no + 1).is_some_and(|next| set::COMPARATIVE.has(&next.lemma))
}
