//! What word order says of nouns: which one is a subject, an object, a conjunct or a modifier.

use crate::{
    syntax::{Deprel, Upos},
    tree::{mend::Mend, rough::Rough},
};

pub(super) const NO_APPOSITION_BEHIND_AND: Mend = Mend {
    name: "no apposition behind and",
    example: "leader/leader/NOUN/4/nsubj and/and/CCONJ/3/cc Lavrov/Lavrov/PROPN/1/appos met/meet/VERB/0/root",
    result: "Lavrov conj leader",
    near_miss: "leader/leader/NOUN/4/nsubj ,/,/PUNCT/3/punct Lavrov/Lavrov/PROPN/1/appos spoke/speak/VERB/0/root",
    run: conjuncts_behind_and,
};

/// "X and Foreign Minister Y": what an "and" introduces is no apposition.
fn conjuncts_behind_and(tree: &mut Rough<'_>) {
    for token in 0..tree.len() {
        let joins = |kid: usize| kid < token && tree.deprel(kid) == Deprel::Cc && tree.upos(kid) == Upos::Cconj;
        if tree.deprel(token) == Deprel::Appos && tree.kids(token).any(joins) {
            tree.relate(token, Deprel::Conj);
        }
    }
}

pub(super) const OBJECT_RIGHT_OF_THE_VERB: Mend = Mend {
    name: "noun right of the verb is no conjunct of its subject",
    example: "Mali/Mali/PROPN/2/nsubj accused/accuse/VERB/0/root/Past+Fin soldiers/soldier/NOUN/1/conj",
    result: "soldiers obj accused",
    near_miss: "Mali/Mali/PROPN/2/nsubj left/leave/VERB/0/root/Past+Fin and/and/CCONJ/4/cc Chad/Chad/PROPN/1/conj",
    run: objects_of_the_verb,
};

/// "The union accused | soldiers": no conjunct of the subject stands right of the verb without an "and" of its own.
fn objects_of_the_verb(tree: &mut Rough<'_>) {
    for token in 1..tree.len() {
        let conjunct = tree.deprel(token) == Deprel::Conj;
        let Some(subject) = tree.head(token).filter(|&subject| conjunct && subject < token) else { continue };
        let Some(verb) = tree.head(subject).filter(|_| tree.deprel(subject) == Deprel::Nsubj) else { continue };
        let between = subject < verb && verb < token && tree.upos(verb) == Upos::Verb;
        let noun = matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::Pron);
        let own = |word: usize| {
            tree.head(word) == Some(token) && !matches!(tree.deprel(word), Deprel::Cc | Deprel::Case | Deprel::Punct)
        };
        if between && noun && (verb + 1..token).all(own) && tree.kid(verb, Deprel::Obj).is_none() {
            tree.attach(token, verb, Deprel::Obj);
        }
    }
}

pub(super) const LEFT_OF_THE_PREPOSITION: Mend = Mend {
    name: "no modifier left of the preposition",
    example: "Wang/Wang/PROPN/2/nsubj met/meet/VERB/0/root/Past+Fin Lavrov/Lavrov/PROPN/5/compound in/in/ADP/5/case \
              Bali/Bali/PROPN/2/obl",
    result: "Lavrov obj met",
    near_miss: "strikes/strike/NOUN/4/nsubj were/be/AUX/4/cop in/in/ADP/4/case violation/violation/NOUN/0/root",
    run: modifiers_left_of_prepositions,
};

/// "Met | Lavrov in Bali": no word stands left of the preposition of the noun that it modifies. Up to the clause, since the
/// nouns in between have their own prepositions further left.
fn modifiers_left_of_prepositions(tree: &mut Rough<'_>) {
    let copular: Vec<bool> = flags(tree, Deprel::Cop);
    let cases = leftmost_cases(tree);
    for token in 0..tree.len() {
        let Some(head) = tree.head(token) else { continue };
        let modifies = matches!(
            tree.deprel(token),
            Deprel::Compound | Deprel::Flat | Deprel::NmodDesc | Deprel::Nmod | Deprel::Nsubj
        );
        let noun = matches!(tree.upos(token), Upos::Propn | Upos::Noun | Upos::Pron) && cases[token].is_none();
        // "The strikes were in violation of the law" is no such case: the subject stands left of the copula.
        let beyond = !copular[head] && cases[head].is_some_and(|case| token < case && case < head);
        if !(modifies && noun && beyond) {
            continue;
        }
        let above = tree.ancestor(head, |next| matches!(tree.upos(next), Upos::Verb | Upos::Aux));
        if let Some(verb) = above.filter(|&verb| verb != token) {
            tree.attach(token, verb, if verb < token { Deprel::Obj } else { Deprel::Nsubj });
        }
    }
}

/// Which tokens have a child with that relation.
fn flags(tree: &Rough<'_>, relation: Deprel) -> Vec<bool> {
    let mut found = vec![false; tree.len()];
    for token in (0..tree.len()).filter(|&token| tree.deprel(token) == relation) {
        if let Some(head) = tree.head(token) {
            found[head] = true;
        }
    }
    found
}

/// The leftmost preposition of each noun.
fn leftmost_cases(tree: &Rough<'_>) -> Vec<Option<usize>> {
    let mut found = vec![None; tree.len()];
    for token in (0..tree.len()).filter(|&token| tree.deprel(token) == Deprel::Case) {
        if let Some(head) = tree.head(token).filter(|&head| token < head && found[head].is_none()) {
            found[head] = Some(token);
        }
    }
    found
}
