//! Constructions of verbs: whether the conditions of a row of `frames.tsv` hold for a verb of a tree.

use crate::{
    lexicon::{Condition, set},
    syntax::{Deprel, Upos},
    tree::Tree,
};

/// The verb that a construction makes of a verb of many meanings: "enquire" for "ask" in "asked how it began".
pub(super) fn other_verb(view: &Tree<'_>, verb: usize, lemma: &str) -> Option<&'static str> {
    let constructions = view.lexicon.frames(lemma);
    let fits = |conditions: &[Condition]| conditions.iter().all(|&condition| holds(view, verb, condition));
    constructions.iter().find(|construction| fits(&construction.conditions)).map(|construction| construction.becomes)
}

fn holds(view: &Tree<'_>, verb: usize, condition: Condition) -> bool {
    let any = |wanted: &dyn Fn(usize) -> bool| view.kids(verb).any(wanted);
    match condition {
        Condition::Question => any(&|kid| is_question(view, kid) || is_asked_for(view, kid)),
        Condition::Phrase(preposition) => {
            any(&|kid| matches!(view.deprel(kid), Deprel::Obl | Deprel::Advcl) && view.has_case_word(kid, preposition))
        }
        Condition::Gerund(preposition) => any(&|kid| is_gerund_under(view, kid, preposition)),
        Condition::Object(wanted) => view.kid(verb, Deprel::Obj).is_some() == wanted,
        Condition::NoComplement => !any(&|kid| matches!(view.deprel(kid), Deprel::Xcomp | Deprel::Ccomp)),
        Condition::Named => names_something(view, verb),
        Condition::Result { word, denied } => any(&|kid| {
            view.deprel(kid) == Deprel::Xcomp
                && view.lemma(kid) == word
                && view
                    .kids(kid)
                    .any(|mark| view.deprel(mark) == Deprel::Advmod && set::NOT_FORMS.has(view.lemma(mark)))
                    == denied
        }),
    }
}

/// Whether a word begins what somebody is called: an article or a mark of quotation.
fn opens_name(view: &Tree<'_>, token: usize) -> bool {
    let opens = |form: &str| set::INDEFINITE_ARTICLE.has(form) || matches!(form, "\"" | "“" | "'" | "‘" | "``");
    view.sentence.tokens.get(token).is_some_and(|word| opens(&word.form))
}

/// Whether a clause is an indirect question: "whether it rained", "how it began".
fn is_question(view: &Tree<'_>, clause: usize) -> bool {
    let asks = |kid: usize| {
        set::ASKED_WORD.has(view.lemma(kid))
            && matches!(
                view.deprel(kid),
                Deprel::Mark
                    | Deprel::Advmod
                    | Deprel::Nsubj
                    | Deprel::NsubjPass
                    | Deprel::Obj
                    | Deprel::Obl
                    | Deprel::Det
            )
    };
    matches!(view.deprel(clause), Deprel::Ccomp | Deprel::Advcl | Deprel::Xcomp)
        && view.kids(clause).any(|kid| kid < clause && asks(kid))
}

/// "Asked him what he missed": the word of the question, which a parser took for the object.
fn is_asked_for(view: &Tree<'_>, word: usize) -> bool {
    matches!(view.deprel(word), Deprel::Obj | Deprel::Iobj)
        && view.upos(word) == Upos::Pron
        && set::ASKED_WORD.has(view.lemma(word))
        && view.kid(word, Deprel::AclRelcl).is_some()
}

/// "In suspending flights": a gerund that the preposition introduces.
fn is_gerund_under(view: &Tree<'_>, gerund: usize, preposition: &str) -> bool {
    matches!(view.deprel(gerund), Deprel::Advcl | Deprel::Obl | Deprel::Xcomp)
        && view.token(gerund).form.ends_with("ing")
        && view.kids(gerund).any(|mark| view.lemma(mark) == preposition && mark < gerund)
}

/// "Called him a thug", "called her “humble”": what the object is called follows it.
fn names_something(view: &Tree<'_>, call: usize) -> bool {
    let Some(object) = view.kid(call, Deprel::Obj) else { return false };
    // "Calls Trump a fool": a noun and what it is called; "whom he called a fool": the noun stands before.
    if view.kid(call, Deprel::Iobj).is_some() || object < call && opens_name(view, call + 1) {
        return true;
    }
    if object < call {
        return false;
    }
    let said = |kid: usize| {
        kid > object
            && matches!(view.deprel(kid), Deprel::Xcomp)
            && matches!(view.upos(kid), Upos::Noun | Upos::Adj | Upos::Propn)
    };
    let mut last = object;
    while view.sentence.tokens.get(last + 1).is_some_and(|next| next.deprel == Deprel::Flat) {
        last += 1;
    }
    view.kids(call).any(said)
        || opens_name(view, last + 1)
        || view.kids(object).any(|kid| kid > object && view.deprel(kid) == Deprel::Amod && view.upos(kid) == Upos::Adj)
}
