//! Gerunds and participles: which verb they belong to.

use crate::{
    lexicon::{Class, set},
    syntax::{Deprel, Upos, VerbForm},
    tree::{mend::Mend, rough::Rough},
};

pub(super) const GERUND_OF_THE_VERB: Mend = Mend {
    name: "gerund with a preposition is of the verb",
    example: "Mali/Mali/PROPN/2/nsubj accused/accuse/VERB/0/root/Past+Fin soldiers/soldier/NOUN/2/obj and/and/CCONJ/5/cc \
              rebels/rebel/NOUN/3/conj of/of/SCONJ/7/mark killing/kill/VERB/5/acl/Pres+Part envoys/envoy/NOUN/7/obj",
    result: "killing advcl accused",
    near_miss: "Mali/Mali/PROPN/2/nsubj praised/praise/VERB/0/root/Past+Fin ways/way/NOUN/2/obj of/of/SCONJ/5/mark \
                making/make/VERB/3/acl/Pres+Part peace/peace/NOUN/5/obj",
    run: gerunds_of_verbs,
};

/// "Accused | Kyiv of rejecting talks": a gerund with a preposition says nothing of a name; it belongs to the verb. So it
/// does with any object where the verb is known to govern that preposition.
fn gerunds_of_verbs(tree: &mut Rough<'_>) {
    for mark in 0..tree.len() {
        let marks = matches!(tree.deprel(mark), Deprel::Mark | Deprel::Case);
        let Some(token) = tree.head(mark).filter(|&token| mark < token && marks) else { continue };
        let modifies = tree.deprel(token) == Deprel::Acl;
        let Some(name) = tree.head(token).filter(|&name| name < mark && modifies) else { continue };
        let named = matches!(tree.upos(name), Upos::Propn | Upos::Pron);
        let first = first_conjunct(tree, name);
        let object = matches!(tree.deprel(first), Deprel::Obj | Deprel::Iobj | Deprel::NsubjPass);
        let verb = tree.head(first).filter(|&verb| object && tree.upos(verb) == Upos::Verb);
        let Some(verb) = verb else { continue };
        let word = tree.form(mark).to_lowercase();
        let preposition = named && set::OF_ACCUSING.has(&word);
        if preposition || tree.lexicon.governing_by(Class::Verb, tree.lemma(verb), &word).is_some() {
            tree.attach(token, verb, Deprel::Advcl);
        }
    }
}

/// The first of those to whom a word is coordinated.
fn first_conjunct(tree: &Rough<'_>, token: usize) -> usize {
    let mut first = token;
    for _ in 0..tree.len() {
        match tree.head(first).filter(|_| tree.deprel(first) == Deprel::Conj) {
            Some(above) => first = above,
            None => break,
        }
    }
    first
}

pub(super) const OUTCOME_OF_THE_FINITE_VERB: Mend = Mend {
    name: "outcome after a comma is of the finite verb",
    example: "Troops/troop/NOUN/2/nsubj shelled/shell/VERB/0/root/Past+Fin villagers/villager/NOUN/2/obj \
              waiting/wait/VERB/3/acl/Pres+Part outside/outside/ADV/4/advmod ,/,/PUNCT/7/punct \
              killing/kill/VERB/4/advcl/Pres+Part two/two/NUM/7/obj",
    result: "killing advcl shelled",
    near_miss: "Troops/troop/NOUN/2/nsubj shelled/shell/VERB/0/root/Past+Fin villagers/villager/NOUN/2/obj \
                waiting/wait/VERB/3/acl/Pres+Part outside/outside/ADV/4/advmod ,/,/PUNCT/7/punct \
                hoping/hope/VERB/4/advcl/Pres+Part",
    run: outcomes,
};

/// "Opened fire on villagers waiting at a gate, | killing two": after a comma, what came of it belongs to the finite verb,
/// not to the participle or infinitive on a noun before it.
fn outcomes(tree: &mut Rough<'_>) {
    for token in 2..tree.len() {
        let depends =
            matches!(tree.deprel(token), Deprel::Advcl | Deprel::Acl | Deprel::Xcomp | Deprel::Conj | Deprel::Nmod);
        let head = tree.head(token).filter(|&head| depends && head < token && is_outcome(tree, token));
        let Some(verb) = head.map(|head| finite_verb_above(tree, head)) else { continue };
        let verb = clause_right_before(tree, verb, token).unwrap_or(verb);
        if tree.upos(verb) == Upos::Verb && verb < token && tree.head(token) != Some(verb) {
            tree.attach(token, verb, Deprel::Advcl);
        }
    }
}

/// ", killing two", ", wounding ten"
fn is_outcome(tree: &Rough<'_>, token: usize) -> bool {
    tree.is_gerund(token) && token > 0 && tree.form(token - 1) == "," && set::EFFECT.has(tree.lemma(token))
}

/// The nearest verb, at the word or left of it, that is no participle, infinitive or modifier.
fn finite_verb_above(tree: &Rough<'_>, word: usize) -> usize {
    let mut verb = word;
    for _ in 0..=tree.len() {
        let nested = tree.upos(verb) != Upos::Verb
            || matches!(tree.deprel(verb), Deprel::Acl | Deprel::AclRelcl | Deprel::Xcomp)
            || tree.deprel(verb) == Deprel::Advcl && tree.feats(verb).verb_form != Some(VerbForm::Fin);
        match tree.head(verb).filter(|&above| nested && above < verb) {
            Some(above) => verb = above,
            None => break,
        }
    }
    verb
}

/// "Schools close as a typhoon hits the coast, killing four": what came of it came of the clause right before.
fn clause_right_before(tree: &Rough<'_>, verb: usize, outcome: usize) -> Option<usize> {
    tree.kids(verb).filter(|&kid| kid > verb && kid < outcome && tree.deprel(kid) == Deprel::Advcl).find(|&clause| {
        let inside = |word: usize| tree.ancestor(word, |above| above == clause).is_some();
        let marks =
            |kid: usize| tree.deprel(kid) != Deprel::Case && set::AS_WHEN_AFTER.has(&tree.lemma(kid).to_lowercase());
        let before = || tree.kids(clause).filter(|&kid| kid > verb && kid < clause);
        (clause + 1..outcome - 1).all(inside)
            && before().any(marks)
            && before().any(|kid| tree.deprel(kid) == Deprel::Nsubj)
    })
}

pub(super) const REMARK_OF_THE_SPEAKER: Mend = Mend {
    name: "remark after a comma is of the speaker",
    example: "Ali/Ali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin he/he/PRON/5/nsubj would/would/AUX/5/aux \
              stay/stay/VERB/2/ccomp/Inf ,/,/PUNCT/7/punct accusing/accuse/VERB/5/advcl/Pres+Part Chad/Chad/PROPN/7/obj",
    result: "accusing advcl said",
    near_miss: "Ali/Ali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin he/he/PRON/4/nsubj \
                condemned/condemn/VERB/2/ccomp/Past+Fin it/it/PRON/4/obj ,/,/PUNCT/7/punct \
                accusing/accuse/VERB/4/advcl/Pres+Part Chad/Chad/PROPN/7/obj",
    run: remarks,
};

/// "Said that the army would leave, | accusing Chad": who says the one adds the other, unless what is said is itself a saying.
fn remarks(tree: &mut Rough<'_>) {
    for token in 2..tree.len() {
        let remark = tree.is_gerund(token)
            && tree.form(token - 1) == ","
            && tree.deprel(token) == Deprel::Advcl
            && speaks(tree, token);
        let Some(said) = tree.head(token).filter(|&said| remark && said < token) else { continue };
        // "Sought to ease tensions, | saying": the saying is no part of what was sought.
        let infinitive = tree.deprel(said) == Deprel::Xcomp && tree.lexicon.is_reporting(tree.lemma(token));
        if let Some(verb) = tree.head(said).filter(|&verb| infinitive && verb < said && tree.upos(verb) == Upos::Verb) {
            tree.hang(token, Some(verb));
            continue;
        }
        let content = tree.deprel(said) == Deprel::Ccomp && !speaks(tree, said);
        let Some(verb) = tree.head(said).filter(|&verb| content && verb < said) else { continue };
        if tree.upos(verb) == Upos::Verb && tree.lexicon.is_reporting(tree.lemma(verb)) {
            tree.hang(token, Some(verb));
        }
    }
}

/// Whether a verb is one of saying or of judging in words.
fn speaks(tree: &Rough<'_>, verb: usize) -> bool {
    let lemma = tree.lemma(verb);
    tree.lexicon.is_reporting(lemma) || set::OPINION.has(lemma)
}

pub(super) const MEANS_OF_THE_CHARGE: Mend = Mend {
    name: "means and outcome are of what somebody is accused of",
    example: "Mali/Mali/PROPN/2/nsubj accused/accuse/VERB/0/root/Past+Fin Chad/Chad/PROPN/2/obj of/of/SCONJ/5/mark \
              arming/arm/VERB/2/advcl/Pres+Part rebels/rebel/NOUN/5/obj by/by/SCONJ/8/mark \
              sending/send/VERB/2/advcl/Pres+Part guns/gun/NOUN/8/obj",
    result: "sending advcl arming",
    near_miss: "Mali/Mali/PROPN/2/nsubj helped/help/VERB/0/root/Past+Fin Chad/Chad/PROPN/2/obj in/in/SCONJ/5/mark \
                arming/arm/VERB/2/advcl/Pres+Part rebels/rebel/NOUN/5/obj by/by/SCONJ/8/mark \
                sending/send/VERB/2/advcl/Pres+Part guns/gun/NOUN/8/obj",
    run: means_of_charges,
};

/// "Accused of arming rebels | by sending guns", "accused of attacking troops, | killing two": means and outcome belong to
/// what somebody is accused of, not to the accusing.
fn means_of_charges(tree: &mut Rough<'_>) {
    for by in 1..tree.len() {
        let outcome = is_outcome(tree, by);
        let token = if outcome { Some(by) } else { tree.head(by).filter(|&token| by < token && tree.is_gerund(token)) };
        let Some(token) = token else { continue };
        let circumstance = tree.deprel(token) == Deprel::Advcl;
        let Some(verb) = tree.head(token).filter(|&verb| verb < by && circumstance) else { continue };
        let marks = matches!(tree.deprel(by), Deprel::Mark | Deprel::Case);
        let marked = set::BY.has_any_case(tree.form(by)) && marks;
        let charge = charge_before(tree, verb, by).filter(|_| outcome || marked);
        if charge.is_some() {
            tree.hang(token, charge);
        }
    }
}

/// The last gerund before a word under a preposition that the verb governs: "arming" of "accused of arming".
fn charge_before(tree: &Rough<'_>, verb: usize, word: usize) -> Option<usize> {
    let governed = |gerund: usize| {
        let between = tree.kids(gerund).filter(|mark| (verb..gerund).contains(mark));
        between
            .into_iter()
            .any(|mark| tree.lexicon.governing_by(Class::Verb, tree.lemma(verb), tree.form(mark)).is_some())
    };
    tree.kids(verb).filter(|&kid| kid > verb && kid < word && tree.is_gerund(kid) && governed(kid)).last()
}
