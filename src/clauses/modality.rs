//! What a word's own dependents say of it: auxiliaries, negations, determiners, adverbs and adjectives.

use super::{
    Role, Status,
    context::Context,
    control::marker,
    lexicon::Lexicon,
    predicates::{Draft, Predicates},
    view::View,
};
use crate::syntax::{Deprel, Upos, VerbForm};

/// What a word's own dependents say of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Own {
    pub(super) negated: bool,
    pub(super) status: Option<Status>,
    pub(super) would: bool,
}

impl Own {
    pub(super) fn apply(self, outer: Context) -> Context {
        let mut inner = outer;
        inner.negated ^= self.negated;
        if let Some(status) = self.status {
            inner.status = weaker(outer.status, status);
        }
        if self.would && inner.status == Status::Happened {
            // The future seen from a saying in the past; without one, a hypothesis.
            inner.status = if outer.voice.is_some() { Status::Planned } else { Status::Possible };
        }
        inner
    }
}

/// Possible outweighs the rest: what may be planned is possible.
pub(super) fn weaker(outer: Status, own: Status) -> Status {
    match (outer, own) {
        (Status::Happened, other) | (other, Status::Happened) => other,
        (Status::Possible, _) | (_, Status::Possible) => Status::Possible,
        (_, own) => own,
    }
}

/// A sentence, asked for the modality of its words.
pub(super) struct Modality<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) lexicon: &'a Lexicon,
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
            let lemma = view.lemma(kid);
            match view.deprel(kid) {
                Deprel::Aux => match lemma {
                    "will" | "shall" | "wo" | "'ll" | "’ll" => (own.status, modal) = (Some(Status::Planned), true),
                    "may" | "might" | "could" | "can" | "ca" => (own.status, modal) = (Some(Status::Possible), true),
                    "should" | "must" | "ought" => own.status = Some(Status::Requested),
                    "would" | "'d" | "’d" => (own.would, modal) = (true, true),
                    "be" if view.has(token, Deprel::Mark, &["to"]) => own.status = Some(Status::Planned),
                    "not" | "n't" | "n’t" => own.negated ^= true,
                    _ => {}
                },
                // "Not only": more than that.
                Deprel::Advmod if lemma == "not" && only(view, kid) => {}
                Deprel::Advmod => {
                    let longer =
                        matches!(lemma, "longer" | "long") && view.kids(kid).any(|word| view.lemma(word) == "no");
                    let almost = self.lexicon.is("almost", lemma) && kid + 1 == token && view.upos(token) == Upos::Verb;
                    if longer || almost || lemma == "n’t" || self.lexicon.is("denial", lemma) {
                        own.negated ^= true;
                    } else if self.lexicon.is("hearsay", lemma) || self.lexicon.is("doubt", lemma) {
                        own.status = Some(Status::Possible);
                    }
                }
                Deprel::Det | Deprel::CcPreconj | Deprel::Cc
                    if matches!(lemma, "no" | "neither")
                        && view.upos(token) != Upos::Verb
                        && !compares(view, kid)
                        && !names(view, kid) =>
                {
                    own.negated ^= true;
                }
                Deprel::Cc | Deprel::CcPreconj if lemma == "neither" => own.negated ^= true,
                Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj
                    if self.found.at[token] != self.found.at[kid] || self.found.at[kid].is_none() =>
                {
                    let none = view.upos(kid) == Upos::Pron && self.lexicon.is("nobody", lemma)
                        || view.kids(kid).any(|word| {
                            matches!(view.deprel(word), Deprel::Det | Deprel::CcPreconj | Deprel::Cc)
                                && matches!(view.lemma(word), "no" | "neither")
                                && !compares(view, word)
                        });
                    own.negated ^= none && self.found.at[token].is_some();
                }
                Deprel::Amod | Deprel::Compound => {
                    // "An expected visit": a participle stands in the list as it is written.
                    let lemma = if view.upos(kid) == Upos::Verb { view.token(kid).form.as_str() } else { lemma };
                    if self.lexicon.is("planned", lemma) {
                        own.status = Some(Status::Planned);
                    } else if self.lexicon.is("possible", lemma) {
                        own.status = Some(Status::Possible);
                    } else if self.lexicon.is("negative", lemma) {
                        own.negated ^= true;
                    }
                }
                // "A stabbing allegedly by tourists"
                Deprel::Obl | Deprel::OblAgent | Deprel::Nmod
                    if view.has_case(kid, "by")
                        && view.kids(kid).any(|word| {
                            view.deprel(word) == Deprel::Advmod && self.lexicon.is("hearsay", view.lemma(word))
                        }) =>
                {
                    own.status = Some(Status::Possible);
                }
                Deprel::Advcl => conditional |= marker(view, kid).is_some_and(|word| matches!(word, "if" | "unless")),
                _ => {}
            }
        }
        // "Could not agree" tells that they did not.
        let past = view.kids(token).any(|kid| view.deprel(kid) == Deprel::Aux && view.lemma(kid) == "could");
        if past && own.negated && own.status == Some(Status::Possible) && !conditional {
            own.status = None;
        }
        if conditional && modal {
            own.status = Some(Status::Possible);
        }
        // "is to visit", "is due to travel": "be" with an infinitive looks ahead, whatever stands between the two. The
        // subject is asked for because "the plan is to meet" says no more than that there is a plan.
        if own.status.is_none()
            && view.upos(token) == Upos::Verb
            && view.token(token).feats.verb_form == Some(VerbForm::Inf)
            && (view.has(token, Deprel::Cop, &["be"]) || view.has(token, Deprel::Aux, &["be"]))
            && self.draft(token).is_some_and(|draft| draft.has_role(&Role::Subject) || draft.passive)
        {
            own.status = Some(Status::Planned);
        }
        own
    }
}

/// Whether "only" or its like follows a "not": then nothing is denied.
fn only(view: &View<'_>, not: usize) -> bool {
    view.sentence.tokens.get(not + 1).is_some_and(|next| {
        matches!(next.form.to_lowercase().as_str(), "only" | "just" | "merely" | "simply" | "least")
    })
}

/// "No Kings protests": a "No" with a capital inside a sentence, before another capital, belongs to a name.
fn names(view: &View<'_>, no: usize) -> bool {
    let capital =
        |token: usize| view.sentence.tokens.get(token).is_some_and(|word| word.form.starts_with(char::is_uppercase));
    no > 0 && capital(no) && capital(no + 1)
}

/// "No more important task": a comparison, which denies nothing.
fn compares(view: &View<'_>, no: usize) -> bool {
    view.sentence
        .tokens
        .get(no + 1)
        .is_some_and(|next| matches!(next.lemma.as_str(), "more" | "less" | "better" | "great" | "other"))
}
