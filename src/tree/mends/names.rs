//! What is known of names: a name is one phrase, whatever the parser made of its words.

use crate::{
    lexicon::set,
    syntax::{Deprel, Upos, VerbForm},
    tree::{mend::Mend, rough::Rough},
};

pub(super) const HEAD_OUTSIDE: Mend = Mend {
    name: "head inside the sentence",
    example: "Ali/Ali/PROPN/2/nsubj left/leave/VERB/0/root early/early/ADV/9/advmod",
    result: "early advmod -",
    near_miss: "Ali/Ali/PROPN/2/nsubj left/leave/VERB/0/root early/early/ADV/2/advmod",
    run: cut_heads_outside,
};

/// A head that lies outside of the sentence, or is the word itself, is none.
fn cut_heads_outside(tree: &mut Rough<'_>) {
    for token in 0..tree.len() {
        if tree.head(token).is_some_and(|head| head >= tree.len() || head == token) {
            tree.hang(token, None);
        }
    }
}

pub(super) const ONE_PHRASE: Mend = Mend {
    name: "name is one phrase",
    example: "2-3: told/tell/VERB/0/root Wang/Wang/PROPN/1/iobj Yi/Yi/PROPN/5/nsubj it/it/PRON/5/nsubj \
              affects/affect/VERB/1/ccomp",
    result: "Yi flat Wang",
    near_miss: "2-3: told/tell/VERB/0/root Wang/Wang/PROPN/1/iobj Yi/Yi/PROPN/2/flat it/it/PRON/5/nsubj \
                affects/affect/VERB/1/ccomp",
    run: join_names,
};

/// Puts the words of each name under one of them, and what hangs on a part of the name on the whole.
fn join_names(tree: &mut Rough<'_>) {
    for (first, last, head) in tree.names() {
        if first == last {
            continue;
        }
        let inside = |token: usize| (first..=last).contains(&token);
        let tops: Vec<usize> =
            (first..=last).filter(|&token| tree.head(token).is_none_or(|above| !inside(above))).collect();
        let name = unite(tree, tops, head);
        for token in 0..tree.len() {
            if !inside(token) && tree.head(token).is_some_and(inside) {
                tree.hang(token, Some(name));
            }
        }
    }
}

/// Puts the words of a name that hang outside of it under one of them; which one is the answer.
fn unite(tree: &mut Rough<'_>, tops: Vec<usize>, head: usize) -> usize {
    // The topmost keeps its place in the sentence: nothing above it stands in the name, so no circle can close.
    let Some(&top) = tops.iter().min_by_key(|&&token| depth(tree, token)) else { return head };
    if tops.len() == 1 {
        return top;
    }
    // "Businessman and editor | Ordo Velk": where a part of the name is a conjunct, the name is.
    let conjunct =
        tops.iter().find(|&&token| tree.deprel(token) == Deprel::Conj && !hangs_on_one_of(tree, &tops, token));
    let lent = conjunct.copied().unwrap_or(top);
    let (above, relation) = (tree.head(lent), tree.deprel(lent));
    let head = if tops.contains(&head) { head } else { top };
    for token in tops.into_iter().filter(|&token| token != head) {
        tree.attach(token, head, inside_a_name(tree.deprel(token)));
    }
    tree.hang(head, above);
    tree.relate(head, relation);
    head
}

/// Whether a word stands below one of the name's words.
fn hangs_on_one_of(tree: &Rough<'_>, tops: &[usize], token: usize) -> bool {
    let mut at = token;
    for _ in 0..tree.len() {
        let Some(head) = tree.head(at) else { return false };
        if tops.contains(&head) {
            return true;
        }
        at = head;
    }
    true
}

/// The relation of a word inside a name: what it was where that is a relation of noun phrases.
fn inside_a_name(relation: Deprel) -> Deprel {
    match relation {
        kept @ (Deprel::NmodDesc | Deprel::NmodPoss | Deprel::Amod | Deprel::Compound | Deprel::Det) => kept,
        _ => Deprel::Flat,
    }
}

/// How many words stand above; more than the sentence has where the heads run in a circle.
fn depth(tree: &Rough<'_>, token: usize) -> usize {
    std::iter::successors(tree.head(token), |&above| tree.head(above)).take(tree.len() + 1).count()
}

pub(super) const NOT_OF_THE_BODY: Mend = Mend {
    name: "name behind a body is of its leader",
    example: "6-7: leader/leader/NOUN/0/root of/of/ADP/5/case the/the/DET/5/det largest/large/ADJ/5/amod \
              party/party/NOUN/1/nmod Ordo/Ordo/PROPN/5/appos Velk/Velk/PROPN/6/flat",
    result: "Ordo appos leader",
    near_miss: "6-7: leader/leader/NOUN/0/root of/of/ADP/5/case the/the/DET/5/det largest/large/ADJ/5/amod \
                city/city/NOUN/1/nmod Ordo/Ordo/PROPN/5/appos Velk/Velk/PROPN/6/flat",
    run: raise_names,
};

/// "Leader of the largest party | Ordo Velk": the name right behind a body is of whom it has, not of the body.
fn raise_names(tree: &mut Rough<'_>) {
    for name in tree.persons() {
        let apposed = tree.deprel(name) == Deprel::Appos;
        let Some(body) = tree.head(name).filter(|&body| apposed && body + 1 == name) else { continue };
        let of = tree.kids(body).any(|kid| tree.deprel(kid) == Deprel::Case && set::OF.has(tree.form(kid)));
        let Some(person) = tree.head(body).filter(|_| of && tree.deprel(body) == Deprel::Nmod) else { continue };
        if set::LED_BODY.has(tree.lemma(body)) && tree.upos(person) == Upos::Noun {
            tree.hang(name, Some(person));
        }
    }
}

pub(super) const TELLS_AFTER_A_COMMA: Mend = Mend {
    name: "name after a comma tells",
    example: "Mali/Mali/PROPN/2/nsubj attacked/attack/VERB/0/root/Past+Fin Chad/Chad/PROPN/2/obj ,/,/PUNCT/6/punct \
              Ali/Ali/PROPN/3/conj told/tell/VERB/2/parataxis/Past+Fin reporters/reporter/NOUN/6/iobj",
    result: "Ali nsubj told",
    near_miss: "Mali/Mali/PROPN/2/nsubj attacked/attack/VERB/0/root/Past+Fin Chad/Chad/PROPN/2/obj ,/,/PUNCT/5/punct \
                Niger/Niger/PROPN/3/conj ,/,/PUNCT/8/punct Ali/Ali/PROPN/8/nsubj told/tell/VERB/2/parataxis/Past+Fin \
                reporters/reporter/NOUN/8/iobj",
    run: names_that_tell,
};

/// "To Zelensky, | Macron told reporters": a name with a comma before it, right before a verb that has no other subject.
fn names_that_tell(tree: &mut Rough<'_>) {
    for name in 1..tree.len() {
        let joined = matches!(tree.deprel(name), Deprel::Conj | Deprel::Appos) && tree.upos(name) == Upos::Propn;
        if !joined || tree.head(name).is_none_or(|head| head >= name) {
            continue;
        }
        let end = end_of_name(tree, name);
        let Some(next) = tree.get(end) else { continue };
        let after = next.upos == Upos::Verb && next.feats.verb_form == Some(VerbForm::Fin);
        let told = after && tree.deprel(end) == Deprel::Parataxis && tree.kid(end, Deprel::Nsubj).is_none();
        let aside = tree.form(name - 1) == "," && tree.kid(name, Deprel::Cc).is_none();
        if told && aside && tree.ancestor(end, |above| above == name).is_none() {
            tree.attach(name, end, Deprel::Nsubj);
        }
    }
}

pub(super) const BEFORE_AN_AMOUNT: Mend = Mend {
    name: "name before an amount is whose it is",
    example: "Mali/Mali/PROPN/2/nsubj fined/fine/VERB/0/root/Past+Fin Chad/Chad/PROPN/6/compound \
              five/five/NUM/5/compound million/million/NUM/6/nummod euros/euro/NOUN/2/obj",
    result: "Chad iobj fined",
    near_miss: "Mali/Mali/PROPN/2/nsubj fined/fine/VERB/0/root/Past+Fin Chad/Chad/PROPN/5/compound \
                state/state/NOUN/5/compound firms/firm/NOUN/2/obj",
    run: names_before_amounts,
};

/// "Fined Siemens | five million euros": a name between a verb and a number is no part of the amount.
fn names_before_amounts(tree: &mut Rough<'_>) {
    for name in 1..tree.len() {
        if tree.upos(name) != Upos::Propn || tree.deprel(name) != Deprel::Compound {
            continue;
        }
        let end = end_of_name(tree, name);
        let amount = tree.head(name).filter(|&head| end < head && tree.deprel(head) == Deprel::Obj);
        let Some(verb) = amount.and_then(|head| tree.head(head)).filter(|&verb| verb + 1 == name) else { continue };
        let counts = tree.upos(end) == Upos::Num && tree.form(end).chars().all(char::is_alphabetic);
        if counts && tree.upos(verb) == Upos::Verb && tree.kid(verb, Deprel::Iobj).is_none() {
            tree.attach(name, verb, Deprel::Iobj);
        }
    }
}

/// The first token behind the flat words of a name.
fn end_of_name(tree: &Rough<'_>, name: usize) -> usize {
    (name + 1..tree.len())
        .find(|&word| tree.head(word) != Some(name) || tree.deprel(word) != Deprel::Flat)
        .unwrap_or(tree.len())
}
