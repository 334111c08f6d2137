//! Infinitives: what governs them, and what they are to it.

use crate::{
    lexicon::{Class, Frame, set},
    syntax::{Deprel, Upos, VerbForm},
    tree::{mend::Mend, rough::Rough},
};

pub(super) const OF_THE_CALL: Mend = Mend {
    name: "infinitive is what the noun calls for",
    example: "calls/call/NOUN/0/root from/from/ADP/3/case Oslo/Oslo/PROPN/1/nmod and/and/CCONJ/5/cc \
              Rome/Rome/PROPN/3/conj to/to/PART/7/mark act/act/VERB/5/acl/Inf",
    result: "act acl calls",
    near_miss: "raids/raid/NOUN/0/root from/from/ADP/3/case bases/base/NOUN/1/nmod to/to/PART/5/mark \
                strike/strike/VERB/3/acl/Inf",
    run: infinitives_of_calls,
};

/// "Calls from Oslo and Rome | to condemn": the infinitive says what the call is for, not who makes it.
fn infinitives_of_calls(tree: &mut Rough<'_>) {
    for token in 0..tree.len() {
        let infinitive = tree.deprel(token) == Deprel::Acl && tree.feats(token).verb_form == Some(VerbForm::Inf);
        let Some(mut noun) = tree.head(token).filter(|&noun| infinitive && noun < token) else { continue };
        let mut steps = 0;
        while !takes_infinitive(tree, noun)
            && matches!(tree.deprel(noun), Deprel::Conj | Deprel::Nmod)
            && steps < tree.len()
            && let Some(above) = tree.head(noun).filter(|&above| above < noun && tree.upos(above) != Upos::Verb)
        {
            noun = above;
            steps += 1;
        }
        if steps > 0 && takes_infinitive(tree, noun) {
            tree.hang(token, Some(noun));
        }
    }
}

pub(super) const OF_THE_PHRASE_BEFORE: Mend = Mend {
    name: "infinitive right behind the phrase of its noun",
    example: "Rome/Rome/PROPN/2/nsubj praised/praise/VERB/0/root/Past+Fin efforts/effort/NOUN/2/obj by/by/ADP/5/case \
              states/state/NOUN/3/nmod to/to/PART/7/mark help/help/VERB/2/advcl/Inf",
    result: "help acl efforts",
    near_miss: "Rome/Rome/PROPN/2/nsubj used/use/VERB/0/root/Past+Fin ships/ship/NOUN/2/obj of/of/ADP/5/case \
                states/state/NOUN/3/nmod to/to/PART/7/mark help/help/VERB/2/advcl/Inf",
    run: infinitives_behind_phrases,
};

/// "Efforts by governments | to ease": right behind the phrase of a noun that takes an infinitive.
fn infinitives_behind_phrases(tree: &mut Rough<'_>) {
    for (token, head, to) in dependent_verbs(tree) {
        let Some(to) = to.filter(|&to| tree.deprel(token) == Deprel::Advcl && to > head + 1) else { continue };
        let governs = |noun: usize| tree.upos(noun) == Upos::Noun && takes_infinitive(tree, noun);
        let mut noun = to - 1;
        while !governs(noun)
            && matches!(tree.deprel(noun), Deprel::Nmod | Deprel::Conj)
            && let Some(above) = tree.head(noun).filter(|&above| head < above && above < noun)
        {
            noun = above;
        }
        if governs(noun) && noun > head {
            tree.attach(token, noun, Deprel::Acl);
        }
    }
}

pub(super) const TO_IS_NO_PREPOSITION: Mend = Mend {
    name: "to before a verb is no preposition",
    example: "Mali/Mali/PROPN/2/nsubj planned/plan/VERB/0/root/Past+Fin to/to/ADP/4/case invade/invade/VERB/2/obl/Inf \
              Chad/Chad/PROPN/4/obj",
    result: "to mark invade; invade xcomp planned",
    near_miss: "Mali/Mali/PROPN/2/nsubj objected/object/VERB/0/root/Past+Fin to/to/ADP/4/case leaving/leave/VERB/2/obl/Ger \
                Chad/Chad/PROPN/4/obj",
    run: infinitives_after_to,
};

/// "Planned | to invade", with "to" for a preposition.
fn infinitives_after_to(tree: &mut Rough<'_>) {
    for (token, _, to) in dependent_verbs(tree) {
        if let Some(to) = to.filter(|_| tree.deprel(token) == Deprel::Obl && tree.is_bare(token)) {
            tree.relate(token, Deprel::Xcomp);
            tree.relate(to, Deprel::Mark);
        }
    }
}

pub(super) const WHAT_IS_ORDERED: Mend = Mend {
    name: "infinitive is what somebody is told to do",
    example: "Mali/Mali/PROPN/2/nsubj ordered/order/VERB/0/root/Past+Fin troops/troop/NOUN/2/obj to/to/PART/5/mark \
              leave/leave/VERB/3/acl/Inf",
    result: "leave xcomp ordered",
    near_miss: "Mali/Mali/PROPN/2/nsubj built/build/VERB/0/root/Past+Fin walls/wall/NOUN/2/obj to/to/PART/5/mark \
                last/last/VERB/3/acl/Inf",
    run: infinitives_of_orders,
};

/// "Ordered the navy | to leave", as if the infinitive said of the navy what it is for.
fn infinitives_of_orders(tree: &mut Rough<'_>) {
    for (token, head, to) in dependent_verbs(tree) {
        let on_object = tree.deprel(token) == Deprel::Acl && matches!(tree.deprel(head), Deprel::Obj | Deprel::Iobj);
        let verb = tree.head(head).filter(|&verb| on_object && to.is_some() && tree.upos(verb) == Upos::Verb);
        let Some(verb) = verb.filter(|_| !takes_infinitive(tree, head)) else { continue };
        let asks = tree.lexicon.governing(Class::Verb, tree.lemma(verb), &Frame::Inf);
        if asks.is_some_and(|entry| entry.doer.is_object()) {
            tree.attach(token, verb, Deprel::Xcomp);
        }
    }
}

pub(super) const BARE_CONJUNCT: Mend = Mend {
    name: "bare form joins the infinitive",
    example: "Mali/Mali/PROPN/2/nsubj agreed/agree/VERB/0/root/Past+Fin to/to/PART/4/mark visit/visit/VERB/2/xcomp/Inf \
              Chad/Chad/PROPN/4/obj and/and/CCONJ/7/cc help/help/VERB/2/conj/Inf Niger/Niger/PROPN/7/obj",
    result: "help conj visit",
    near_miss: "Mali/Mali/PROPN/2/nsubj agreed/agree/VERB/0/root/Past+Fin to/to/PART/4/mark visit/visit/VERB/2/xcomp/Inf \
                Chad/Chad/PROPN/4/obj and/and/CCONJ/7/cc helped/help/VERB/2/conj/Past+Fin Niger/Niger/PROPN/7/obj",
    run: bare_conjuncts,
};

/// "Agreed to meet Wang and | visit Oslo": a bare form goes with the infinitive, not with the finite verb.
fn bare_conjuncts(tree: &mut Rough<'_>) {
    for (token, head, to) in dependent_verbs(tree) {
        let bare = tree.deprel(token) == Deprel::Conj && tree.is_bare(token) && !tree.is_bare(head);
        let finite = |kid: usize| {
            kid > head && kid < token && matches!(tree.deprel(kid), Deprel::Nsubj | Deprel::Aux | Deprel::AuxPass)
        };
        if !bare || to.is_some() || tree.kids(token).any(finite) {
            continue;
        }
        let infinitive = tree
            .kids(head)
            .find(|&kid| (head + 1..token).contains(&kid) && tree.deprel(kid) == Deprel::Xcomp && tree.is_bare(kid));
        if infinitive.is_some() {
            tree.hang(token, infinitive);
        }
    }
}

/// The verbs that hang on a word left of them: the verb, its head, and its "to".
fn dependent_verbs(tree: &Rough<'_>) -> Vec<(usize, usize, Option<usize>)> {
    let verbs = (0..tree.len()).filter(|&token| tree.upos(token) == Upos::Verb);
    verbs
        .filter_map(|token| {
            let head = tree.head(token).filter(|&head| head < token)?;
            let to = tree.kids(token).find(|&kid| {
                kid < token && matches!(tree.deprel(kid), Deprel::Mark | Deprel::Case) && set::TO.has(tree.lemma(kid))
            });
            Some((token, head, to))
        })
        .collect()
}

/// "effort", "plan": nouns that say what an infinitive is.
fn takes_infinitive(tree: &Rough<'_>, noun: usize) -> bool {
    tree.lexicon.governing(Class::Noun, tree.lemma(noun), &Frame::Inf).is_some()
}
