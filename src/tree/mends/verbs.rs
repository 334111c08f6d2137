//! What makes a verb: auxiliaries, subjects and forms that contradict the tree.

use crate::{
    lexicon::set,
    syntax::{Deprel, Tense, Upos, VerbForm},
    tree::{mend::Mend, rough::Rough},
};

pub(super) const HAVE_AND_PARTICIPLE: Mend = Mend {
    name: "have and participle are a perfect",
    example: "Police/police/NOUN/2/nsubj have/have/VERB/0/root withheld/withhold/VERB/4/amod medicine/medicine/NOUN/2/obj \
              ././PUNCT/2/punct",
    result: "Police nsubj withheld; have aux withheld; withheld root -; medicine obj withheld; . punct withheld",
    near_miss: "Police/police/NOUN/2/nsubj have/have/VERB/0/root the/the/DET/5/det withheld/withhold/VERB/5/amod \
                medicine/medicine/NOUN/2/obj ././PUNCT/2/punct",
    run: perfects,
};

/// "The police have withheld medicine", read as having medicine that is withheld.
fn perfects(tree: &mut Rough<'_>) {
    for verb in 0..tree.len() {
        let Some(noun) = modified_noun(tree, verb) else { continue };
        let Some(have) = have_above(tree, verb, noun) else { continue };
        for kid in tree.kids(have).filter(|&kid| kid != noun).collect::<Vec<_>>() {
            tree.hang(kid, Some(verb));
        }
        tree.replace(verb, have);
        tree.make_finite(verb);
        tree.attach(have, verb, Deprel::Aux);
        tree.make_auxiliary(have);
        tree.attach(noun, verb, Deprel::Obj);
    }
}

pub(super) const VERB_OF_A_FULL_SENTENCE: Mend = Mend {
    name: "full sentence has a verb",
    example: "Norway/Norway/PROPN/2/compound suspended/suspend/VERB/3/amod aid/aid/NOUN/0/root ././PUNCT/3/punct",
    result: "Norway nsubj suspended; suspended root -; aid obj suspended; . punct suspended",
    near_miss: "Norway/Norway/PROPN/3/compound suspended/suspend/VERB/3/amod aid/aid/NOUN/0/root",
    run: finite_verbs,
};

/// A past form with a subject of its own, or in a sentence whose root is a noun, is the finite verb and no participle.
fn finite_verbs(tree: &mut Rough<'_>) {
    for verb in 0..tree.len() {
        let Some(noun) = modified_noun(tree, verb).filter(|&noun| have_above(tree, verb, noun).is_none()) else {
            continue;
        };
        let Some(subject) = subject_before(tree, verb, noun) else { continue };
        let outside = |kid: usize| kid < verb || matches!(tree.deprel(kid), Deprel::Punct | Deprel::Parataxis);
        for kid in tree.kids(noun).filter(|&kid| kid != verb && outside(kid)).collect::<Vec<_>>() {
            tree.hang(kid, Some(verb));
        }
        tree.replace(verb, noun);
        tree.make_finite(verb);
        tree.attach(noun, verb, Deprel::Obj);
        tree.attach(subject, verb, Deprel::Nsubj);
    }
}

/// The noun behind a past form that passes for a participle of it.
fn modified_noun(tree: &Rough<'_>, verb: usize) -> Option<usize> {
    let participle =
        tree.upos(verb) == Upos::Verb && tree.deprel(verb) == Deprel::Amod && !tree.form(verb).ends_with("ing");
    tree.head(verb).filter(|&noun| participle && noun > verb)
}

/// The "have" right before the participle whose object the noun is.
fn have_above(tree: &Rough<'_>, verb: usize, noun: usize) -> Option<usize> {
    let have = tree.head(noun).filter(|&have| have < verb)?;
    let beside = (have + 1..verb).all(|between| tree.upos(between) == Upos::Adv);
    let is_have = set::HAVE.has_any_case(tree.lemma(have));
    (beside && is_have && tree.deprel(noun) == Deprel::Obj).then_some(have)
}

/// The subject of a verb that the parser made a modifier of `noun`: where an auxiliary stands before the verb, or where
/// the noun is the root of a full sentence and a noun stands right before the verb.
fn subject_before(tree: &Rough<'_>, verb: usize, noun: usize) -> Option<usize> {
    let nominal = |token: usize| matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::Pron);
    if let Some(auxiliary) = tree.kids(verb).find(|&kid| kid < verb && tree.upos(kid) == Upos::Aux) {
        let has = |token: usize| tree.head(token).is_some_and(|head| [verb, auxiliary, noun].contains(&head));
        let is_have = set::HAVE.has_any_case(tree.lemma(auxiliary));
        return (0..auxiliary).rev().find(|&token| is_have && nominal(token) && has(token));
    }
    let full = tree.len() > 0 && tree.form(tree.len() - 1) == ".";
    if !full || tree.head(noun).is_some() {
        return None;
    }
    let loose = |token: usize| {
        matches!(
            tree.deprel(token),
            Deprel::Compound | Deprel::OblUnmarked | Deprel::Obl | Deprel::Nsubj | Deprel::Nmod | Deprel::NmodUnmarked
        )
    };
    let hangs = |token: usize| tree.head(token).is_some_and(|head| head == noun || head == verb);
    let subject = (0..verb)
        .rev()
        .find(|&token| nominal(token) && loose(token) && hangs(token) && tree.kid(token, Deprel::Case).is_none())?;
    // "Norway's suspended aid": what belongs to the noun and stands before the verb keeps it a participle.
    let owned = (subject + 1..verb).any(|token| {
        tree.head(token) == Some(noun) && matches!(tree.deprel(token), Deprel::Det | Deprel::NmodPoss | Deprel::Amod)
    });
    (!owned).then_some(subject)
}

pub(super) const AUXILIARY_GOVERNS_NOTHING: Mend = Mend {
    name: "auxiliary governs nothing",
    example: "Ali/Ali/PROPN/3/nsubj will/will/AUX/3/aux leave/leave/VERB/0/root soon/soon/ADV/2/advmod",
    result: "soon advmod leave",
    near_miss: "Ali/Ali/PROPN/5/nsubj is/be/AUX/5/cop or/or/CCONJ/4/cc was/be/AUX/2/conj chief/chief/NOUN/0/root",
    run: free_auxiliaries,
};

/// What hangs on an auxiliary or copula hangs on its verb, but for the parts of the auxiliary itself.
fn free_auxiliaries(tree: &mut Rough<'_>) {
    for token in 0..tree.len() {
        let Some(head) = tree.head(token) else { continue };
        let own = matches!(tree.deprel(token), Deprel::Fixed | Deprel::Goeswith | Deprel::Conj | Deprel::Cc);
        if let Deprel::Aux | Deprel::AuxPass | Deprel::Cop = tree.deprel(head)
            && let Some(above) = tree.head(head).filter(|_| !own)
        {
            tree.hang(token, Some(above));
        }
    }
}

pub(super) const PASSIVE_HAS_AN_AUXILIARY: Mend = Mend {
    name: "passive has an auxiliary",
    example: "Ali/Ali/PROPN/2/nsubj:pass called/call/VERB/0/root/Past+Part+Pass for/for/ADP/4/case talks/talk/NOUN/2/obl \
              ././PUNCT/2/punct",
    result: "Ali nsubj called",
    near_miss: "Two/two/NUM/2/nsubj:pass killed/kill/VERB/0/root/Past+Part+Pass in/in/ADP/4/case raid/raid/NOUN/2/obl",
    run: actives,
};

/// Only a headline ("Two killed in raid") and a second conjunct do without an auxiliary; other verbs are active.
fn actives(tree: &mut Rough<'_>) {
    let full = tree.len() > 0 && matches!(tree.form(tree.len() - 1), "." | "?" | "”" | "\"" | "''");
    if !full {
        return;
    }
    for token in 0..tree.len() {
        let Some(verb) = tree.head(token).filter(|_| tree.deprel(token) == Deprel::NsubjPass) else { continue };
        let helped = tree.has_kid(verb, &[Deprel::OblAgent, Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
        if !helped && tree.upos(verb) == Upos::Verb && is_clause_of_its_own(tree, verb) {
            tree.relate(token, Deprel::Nsubj);
        }
    }
}

/// A main clause, a content, or a clause that a word other than "with" introduces.
fn is_clause_of_its_own(tree: &Rough<'_>, verb: usize) -> bool {
    let marks = |kid: usize| kid < verb && tree.deprel(kid) == Deprel::Mark && !set::WITH.has(tree.lemma(kid));
    match tree.deprel(verb) {
        Deprel::Root | Deprel::Ccomp | Deprel::Parataxis => true,
        Deprel::Advcl => tree.kids(verb).any(marks),
        _ => false,
    }
}

pub(super) const NUMBER_BEFORE_THE_PARTICIPLE: Mend = Mend {
    name: "number before a participle is its subject",
    example: "Ten/ten/NUM/2/nummod men/man/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass killed/kill/VERB/0/root/Past+Part+Pass \
              and/and/CCONJ/7/cc five/five/NUM/4/conj injured/injure/VERB/4/conj/Past+Part",
    result: "five nsubj:pass injured",
    near_miss: "Ten/ten/NUM/2/nummod men/man/NOUN/4/nsubj:pass were/be/AUX/4/aux:pass killed/kill/VERB/0/root/Past+Part+Pass \
                and/and/CCONJ/6/cc injured/injure/VERB/4/conj/Past+Part",
    run: numbers_before_participles,
};

/// "Ten were killed and five | injured": the second passive has a subject of its own, of which only the number is said.
fn numbers_before_participles(tree: &mut Rough<'_>) {
    for verb in 3..tree.len() {
        let participle = tree.upos(verb) == Upos::Verb
            && tree.feats(verb).verb_form == Some(VerbForm::Part)
            && !tree.form(verb).ends_with("ing")
            && !tree.has_kid(verb, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::AuxPass]);
        let number = verb - 1;
        if !participle || tree.upos(number) != Upos::Num {
            continue;
        }
        let Some(and) = (verb.saturating_sub(5)..number).rev().find(|&word| tree.upos(word) == Upos::Cconj) else {
            continue;
        };
        let Some(first) = (0..and).rev().find(|&word| tree.upos(word) == Upos::Verb) else { continue };
        let passive = |word: usize| tree.kid(word, Deprel::AuxPass).is_some();
        let above = tree.head(first).filter(|_| tree.deprel(first) == Deprel::Xcomp);
        let below = tree.ancestor(first, |word| word == verb || word == number).is_some();
        if !(passive(first) || above.is_some_and(passive)) || below {
            continue;
        }
        tree.attach(verb, first, Deprel::Conj);
        tree.attach(number, verb, Deprel::NsubjPass);
        tree.hang(and, Some(verb));
    }
}

pub(super) const DUE_TO_DO: Mend = Mend {
    name: "due to before a verb is no preposition",
    example: "Ali/Ali/PROPN/5/nsubj is/be/AUX/5/cop due/due/ADJ/5/mark to/to/PART/3/fixed meet/meet/VERB/0/root/Inf \
              Omar/Omar/PROPN/5/obj",
    result: "Ali nsubj due; is cop due; due root -; to mark meet; meet xcomp due",
    near_miss: "Ali/Ali/PROPN/2/nsubj left/leave/VERB/0/root due/due/ADP/5/case to/to/ADP/3/fixed rain/rain/NOUN/2/obl",
    run: due_to_do,
};

/// "Is due to | meet": between a "be" and an uninflected word, "due to" is no preposition, unless a noun phrase follows.
fn due_to_do(tree: &mut Rough<'_>) {
    for due in 1..tree.len().saturating_sub(2) {
        let (to, verb) = (due + 1, due + 2);
        let words = set::DUE.has_any_case(tree.form(due)) && set::TO.has(tree.form(to));
        let infinitive = tree.upos(verb) == Upos::Verb && tree.is_bare(verb);
        if !words || tree.deprel(to) != Deprel::Fixed || !infinitive {
            continue;
        }
        if tree.head(due) == Some(verb) {
            // The verb took the place of the adjective: what hangs left of it belongs there.
            tree.replace(due, verb);
            for kid in tree.kids(verb).filter(|&kid| kid < due).collect::<Vec<_>>() {
                tree.hang(kid, Some(due));
            }
        } else if tree.head(verb) != Some(due) {
            continue;
        }
        tree.attach(verb, due, Deprel::Xcomp);
        tree.attach(to, verb, Deprel::Mark);
    }
}

pub(super) const NAME_PAST_FORM_NOUN: Mend = Mend {
    name: "name past form noun is a clause",
    example: "Mali/Mali/PROPN/3/compound welcomed/welcome/VERB/3/amod/Past+Part talks/talk/NOUN/0/root \
              with/with/ADP/5/case Chad/Chad/PROPN/3/nmod",
    result: "Mali nsubj welcomed; welcomed root -; talks obj welcomed",
    near_miss: "Mali/Mali/PROPN/4/compound welcomed/welcome/VERB/4/amod/Past+Part the/the/DET/4/det talks/talk/NOUN/0/root \
                with/with/ADP/6/case Chad/Chad/PROPN/4/nmod",
    run: clauses_without_a_verb,
};

/// "The Union | lifted sanctions": a name, a past form and a noun with no verb over them are a clause, not one noun phrase.
fn clauses_without_a_verb(tree: &mut Rough<'_>) {
    let root = (0..tree.len()).find(|&token| tree.head(token).is_none());
    let Some(root) = root.filter(|&root| tree.upos(root) == Upos::Noun) else { return };
    let participle = |token: usize| tree.deprel(token) == Deprel::Amod && tree.upos(token) == Upos::Verb;
    let Some(verb) = tree.kids(root).find(|&kid| kid < root && participle(kid)) else { return };
    let past = tree.feats(verb).tense == Some(Tense::Past) || tree.form(verb).ends_with("ed");
    let loose = |kid: usize| matches!(tree.deprel(kid), Deprel::Compound | Deprel::Nsubj);
    let subject = tree.kids(root).filter(|&kid| kid < verb && loose(kid)).last();
    let beside = |&subject: &usize| past && subject + 1 == verb && tree.upos(subject) == Upos::Propn;
    let Some(subject) = subject.filter(beside) else { return };
    let bare = (verb + 1..root).all(|token| tree.head(token) == Some(root) && tree.deprel(token) != Deprel::Det);
    if !bare {
        return;
    }
    let before: Vec<usize> = tree.kids(root).filter(|&kid| kid < verb && kid != subject).collect();
    tree.hang(verb, None);
    tree.relate(verb, Deprel::Root);
    tree.attach(subject, verb, Deprel::Nsubj);
    tree.attach(root, verb, Deprel::Obj);
    for stray in before {
        let above = if tree.deprel(stray) == Deprel::Det { subject } else { verb };
        tree.hang(stray, Some(above));
    }
}

pub(super) const FINITE_CONJUNCT: Mend = Mend {
    name: "finite form joins a finite verb",
    example: "Ali/Ali/PROPN/2/nsubj writes/write/VERB/0/root/Pres+Fin letters/letter/NOUN/2/obj \
              calling/call/VERB/3/acl/Pres+Part and/and/CCONJ/6/cc accuses/accuse/VERB/4/conj/Pres+Fin \
              Omar/Omar/PROPN/6/obj",
    result: "accuses conj writes",
    near_miss: "Ali/Ali/PROPN/2/nsubj writes/write/VERB/0/root/Pres+Fin letters/letter/NOUN/2/obj \
                calling/call/VERB/3/acl/Pres+Part and/and/CCONJ/6/cc accusing/accuse/VERB/4/conj/Pres+Part \
                Omar/Omar/PROPN/6/obj",
    run: finite_conjuncts,
};

/// "Writes a letter calling for peace and | accuses Rome": an inflected present goes with a finite verb, not with a gerund,
/// an infinitive, or a report of the past.
fn finite_conjuncts(tree: &mut Rough<'_>) {
    for token in 0..tree.len() {
        let conjunct = tree.deprel(token) == Deprel::Conj && is_inflected_present(tree, token);
        let Some(head) = tree.head(token).filter(|_| conjunct) else { continue };
        let own = tree.kids(token).any(|kid| (head..token).contains(&kid) && tree.deprel(kid) == Deprel::Nsubj);
        if own || !is_without_tense(tree, head) && !is_reported_past(tree, head) {
            continue;
        }
        let above = tree.ancestor(head, |above| is_inflected_present(tree, above));
        if let Some(verb) = above.filter(|&verb| verb < token) {
            tree.hang(token, Some(verb));
        }
    }
}

/// "accuses", "writes"
fn is_inflected_present(tree: &Rough<'_>, token: usize) -> bool {
    tree.upos(token) == Upos::Verb
        && tree.feats(token).tense == Some(Tense::Pres)
        && tree.form(token).ends_with('s')
        && !tree.is_bare(token)
}

/// A gerund or an infinitive; "for Rome to act" is one, too, though it has a subject of its own.
fn is_without_tense(tree: &Rough<'_>, verb: usize) -> bool {
    let to = |kid: usize| kid < verb && tree.deprel(kid) == Deprel::Mark && set::TO.has(tree.lemma(kid));
    let infinitive = tree.kids(verb).any(to);
    let finite = |kid: usize| match tree.deprel(kid) {
        Deprel::Nsubj => !infinitive,
        Deprel::Aux | Deprel::Cop => true,
        _ => false,
    };
    tree.upos(verb) == Upos::Verb
        && (tree.form(verb).ends_with("ing") || tree.is_bare(verb))
        && !tree.kids(verb).any(|kid| kid < verb && finite(kid))
}

/// "Announces that it has decided", "says it is refusing parcels": a content in the past, perfect or progressive.
fn is_reported_past(tree: &Rough<'_>, verb: usize) -> bool {
    let before = |relation: Deprel| tree.kids(verb).filter(move |&kid| kid < verb && tree.deprel(kid) == relation);
    let progressive = tree.form(verb).ends_with("ing") && before(Deprel::Aux).any(|kid| set::BE.has(tree.lemma(kid)));
    let past = tree.feats(verb).tense == Some(Tense::Past)
        || before(Deprel::Aux).any(|kid| set::HAVE.has(tree.lemma(kid)))
        || before(Deprel::AuxPass).any(|kid| tree.feats(kid).tense == Some(Tense::Past));
    tree.deprel(verb) == Deprel::Ccomp && (past || progressive)
}
