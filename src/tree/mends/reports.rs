//! What is said: which clause it is, and whose subject stands where.

use crate::{
    lexicon::{Class, Frame, set},
    syntax::{Deprel, Tense, Upos, VerbForm},
    tree::{mend::Mend, rough::Rough},
};

pub(super) const SUBJECT_OF_WHAT_IS_SAID: Mend = Mend {
    name: "object of saying is the subject of what is said",
    example: "Mali/Mali/PROPN/2/nsubj confirmed/confirm/VERB/0/root/Past+Fin Rome/Rome/PROPN/2/obj \
              sent/send/VERB/2/xcomp/Past+Fin aid/aid/NOUN/4/obj",
    result: "Rome nsubj sent; sent ccomp confirmed",
    near_miss: "Mali/Mali/PROPN/2/nsubj considered/consider/VERB/0/root/Past+Fin Rome/Rome/PROPN/2/obj \
                weakened/weaken/VERB/2/xcomp/Past+Part",
    run: subjects_of_contents,
};

/// "Confirmed | Rome sent aid", as if the name were an object.
fn subjects_of_contents(tree: &mut Rough<'_>) {
    for token in (0..tree.len()).filter(|&token| tree.upos(token) == Upos::Verb).collect::<Vec<_>>() {
        let complement = tree.deprel(token) == Deprel::Xcomp;
        let Some(head) = tree.head(token).filter(|&head| complement && head < token) else { continue };
        let past = tree.feats(token).tense == Some(Tense::Past) && !tree.form(token).ends_with("ing");
        let to = |kid: usize| {
            kid < token && matches!(tree.deprel(kid), Deprel::Mark | Deprel::Case) && set::TO.has(tree.lemma(kid))
        };
        let marked = tree.kids(token).any(|kid| kid > head && kid < token && tree.deprel(kid) == Deprel::Mark);
        if !past || marked || tree.kids(token).any(to) || !tree.lexicon.is_reporting(tree.lemma(head)) {
            continue;
        }
        let object = tree.kids(head).find(|&kid| kid > head && kid < token && tree.deprel(kid) == Deprel::Obj);
        if let Some(object) = object {
            tree.attach(object, token, Deprel::Nsubj);
            tree.relate(token, Deprel::Ccomp);
        }
    }
}

pub(super) const CONTENT_OF_A_NOUN: Mend = Mend {
    name: "clause that lacks nothing is a content",
    example: "The/the/DET/2/det claim/claim/NOUN/8/nsubj:pass that/that/PRON/5/obj Mali/Mali/PROPN/5/nsubj \
              attacked/attack/VERB/2/acl:relcl/Past+Fin Chad/Chad/PROPN/5/obj was/be/AUX/8/aux:pass \
              repeated/repeat/VERB/0/root/Past+Part+Pass",
    result: "that mark attacked; attacked acl claim",
    near_miss: "The/the/DET/2/det claim/claim/NOUN/7/nsubj:pass that/that/PRON/5/obj Mali/Mali/PROPN/5/nsubj \
                made/make/VERB/2/acl:relcl/Past+Fin was/be/AUX/7/aux:pass repeated/repeat/VERB/0/root/Past+Part+Pass",
    run: contents_of_nouns,
};

/// "The claim that | Kyiv attacked Belgorod": a clause that lacks nothing is no relative clause, but what the noun contains;
/// and in "said in a statement that" it is what is said.
fn contents_of_nouns(tree: &mut Rough<'_>) {
    for token in 0..tree.len() {
        let modifies = matches!(tree.deprel(token), Deprel::AclRelcl | Deprel::Acl);
        let Some(noun) = tree.head(token).filter(|&noun| modifies && noun < token) else { continue };
        let saying = tree.head(noun).filter(|&verb| {
            tree.deprel(noun) == Deprel::Obl && verb < noun && tree.lexicon.is_reporting(tree.lemma(verb))
        });
        let contains = tree.lexicon.governing(Class::Noun, tree.lemma(noun), &Frame::That).is_some();
        let Some(that) = that_of_a_whole_clause(tree, noun, token).filter(|_| contains || saying.is_some()) else {
            continue;
        };
        tree.relate(that, Deprel::Mark);
        match saying {
            Some(verb) => tree.attach(token, verb, Deprel::Ccomp),
            None => tree.relate(token, Deprel::Acl),
        }
    }
}

/// The "that" before a clause that has a subject, and all else that it needs.
fn that_of_a_whole_clause(tree: &Rough<'_>, noun: usize, verb: usize) -> Option<usize> {
    let kids: Vec<usize> = tree.kids(verb).filter(|&kid| kid > noun).collect();
    let that = kids.iter().copied().find(|&kid| kid < verb && set::THAT.has(tree.lemma(kid)))?;
    let other = |wanted: &[Deprel]| kids.iter().any(|&kid| kid != that && wanted.contains(&tree.deprel(kid)));
    let subject = other(&[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl]);
    let whole = other(&[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp, Deprel::Cop, Deprel::NsubjPass]);
    (subject && (whole || tree.deprel(that) == Deprel::Mark)).then_some(that)
}

pub(super) const SECOND_OBJECT_IS_SUBJECT: Mend = Mend {
    name: "second object of telling is a subject",
    example: "Ali/Ali/PROPN/2/nsubj told/tell/VERB/0/root/Past+Fin reporters/reporter/NOUN/2/iobj missions/mission/NOUN/2/obj \
              had/have/AUX/6/aux failed/fail/VERB/2/ccomp/Past+Part",
    result: "missions nsubj failed",
    near_miss: "Ali/Ali/PROPN/2/nsubj told/tell/VERB/0/root/Past+Fin reporters/reporter/NOUN/2/obj missions/mission/NOUN/6/nsubj \
                had/have/AUX/6/aux failed/fail/VERB/2/ccomp/Past+Part",
    run: second_objects,
};

/// "Told the press | a mission had found no signs": of two objects of a report the second is the subject that its content
/// lacks.
fn second_objects(tree: &mut Rough<'_>) {
    for noun in 0..tree.len() {
        let object = tree.deprel(noun) == Deprel::Obj;
        let Some(verb) = tree.head(noun).filter(|&verb| object && verb < noun) else { continue };
        let tells = set::TELL.has(tree.lemma(verb));
        if !tells || tree.kid(verb, Deprel::Iobj).is_none_or(|told| told > noun) {
            continue;
        }
        let Some(said) = tree.kid(verb, Deprel::Ccomp).filter(|&said| said > noun) else { continue };
        let subject = tree.has_kid(said, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl]);
        let finite = tree.kid(said, Deprel::Aux).is_some() || tree.feats(said).verb_form == Some(VerbForm::Fin);
        if !subject && finite {
            let passive = tree.kid(said, Deprel::AuxPass).is_some();
            tree.attach(noun, said, if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
        }
    }
}

pub(super) const OBJECT_OF_FINITE_CONTENT: Mend = Mend {
    name: "object of saying is the subject that a finite content lacks",
    example: "Ali/Ali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin Omar/Omar/PROPN/2/obj ,/,/PUNCT/3/punct \
              a/a/DET/6/det cook/cook/NOUN/3/appos ,/,/PUNCT/3/punct has/have/AUX/9/aux helped/help/VERB/2/ccomp/Past+Part",
    result: "Omar nsubj helped",
    near_miss: "Ali/Ali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin Omar/Omar/PROPN/2/obj ,/,/PUNCT/5/punct \
                helping/help/VERB/2/ccomp/Pres+Part",
    run: objects_of_finite_contents,
};

/// "Said | Ana Velk, a cook, has been helping": a finite clause that nothing introduces has a subject of its own, and what is
/// said is no name.
fn objects_of_finite_contents(tree: &mut Rough<'_>) {
    for said in 0..tree.len() {
        let content = tree.deprel(said) == Deprel::Ccomp && tree.upos(said) == Upos::Verb;
        let Some(verb) = tree.head(said).filter(|&verb| content && verb < said) else { continue };
        let speaks = tree.lexicon.is_reporting(tree.lemma(verb)) && !set::TELL.has(tree.lemma(verb));
        let finite = tree.feats(said).verb_form == Some(VerbForm::Fin)
            || tree.has_kid(said, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
        let lacks = !tree.has_kid(said, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl, Deprel::Csubj, Deprel::Mark]);
        if !speaks || !finite || !lacks {
            continue;
        }
        let name = |kid: usize| kid > verb && kid < said && matches!(tree.upos(kid), Upos::Propn | Upos::Pron);
        let object = tree.kids(verb).find(|&kid| tree.deprel(kid) == Deprel::Obj && name(kid));
        if let Some(object) = object {
            let passive = tree.kid(said, Deprel::AuxPass).is_some();
            tree.attach(object, said, if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
        }
    }
}

pub(super) const REPORT_AT_THE_END: Mend = Mend {
    name: "report at the end is of the whole sentence",
    example: "Chad/Chad/PROPN/2/nsubj signed/sign/VERB/0/root/Past+Fin deals/deal/NOUN/2/obj ,/,/PUNCT/6/punct \
              Ali/Ali/PROPN/6/nsubj reported/report/VERB/3/acl/Past+Fin ././PUNCT/2/punct",
    result: "reported parataxis signed",
    near_miss: "Chad/Chad/PROPN/2/nsubj signed/sign/VERB/0/root/Past+Fin deals/deal/NOUN/2/obj ,/,/PUNCT/6/punct \
                which/which/PRON/6/nsubj reported/report/VERB/3/acl:relcl/Past+Fin ././PUNCT/2/punct",
    run: reports_at_the_end,
};

/// "…, | Tass reported on Monday.": a verb of saying with a subject of its own behind the last comma is of the whole sentence, on
/// whatever noun it hangs.
fn reports_at_the_end(tree: &mut Rough<'_>) {
    let size = tree.len();
    let Some(root) = (0..size).find(|&token| tree.head(token).is_none()) else { return };
    for report in 2..size {
        let astray = matches!(
            tree.deprel(report),
            Deprel::Acl | Deprel::AclRelcl | Deprel::Appos | Deprel::Dep | Deprel::Conj | Deprel::Advcl
        );
        let hangs = astray && root < report && tree.head(report) != Some(root) && tree.upos(report) == Upos::Verb;
        if hangs
            && tree.upos(root) == Upos::Verb
            && tree.lexicon.is_reporting(tree.lemma(report))
            && closes(tree, report)
        {
            tree.attach(report, root, Deprel::Parataxis);
        }
    }
}

/// Whether a verb with no more than its subject before it stands behind a comma, and no more than when or where it was said
/// behind it.
fn closes(tree: &Rough<'_>, verb: usize) -> bool {
    let below = |word: usize| word == verb || tree.ancestor(word, |above| above == verb).is_some();
    let mut first = verb;
    while first > 0 && below(first - 1) {
        first -= 1;
    }
    let comma = tree.form(first) == "," || first > 0 && tree.form(first - 1) == ",";
    let rest = (verb + 1..tree.len()).all(|word| below(word) || tree.upos(word) == Upos::Punct);
    let relation = |kid: usize| match tree.deprel(kid) {
        Deprel::Nsubj => kid < verb && !set::RELATIVE.has(tree.lemma(kid)),
        Deprel::Punct | Deprel::OblUnmarked | Deprel::OblTmod | Deprel::Obl => true,
        _ => false,
    };
    comma && rest && tree.kid(verb, Deprel::Nsubj).is_some() && tree.kids(verb).all(relation)
}

pub(super) const SECOND_SAYING: Mend = Mend {
    name: "second saying is of the speaker",
    example: "Ali/Ali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin he/he/PRON/4/nsubj hoped/hope/VERB/2/ccomp/Past+Fin \
              and/and/CCONJ/6/cc blamed/blame/VERB/4/conj/Past+Fin Chad/Chad/PROPN/6/obj",
    result: "blamed conj said",
    near_miss: "Ali/Ali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin Mali/Mali/PROPN/4/nsubj left/leave/VERB/2/ccomp/Past+Fin \
                and/and/CCONJ/6/cc blamed/blame/VERB/4/conj/Past+Fin Chad/Chad/PROPN/6/obj",
    run: second_sayings,
};

/// "Said he hoped for peace | and blamed Chad", "said Mali had left | and said it would return": the second is what the speaker
/// does, since nobody reports of himself that he says something.
fn second_sayings(tree: &mut Rough<'_>) {
    for second in 0..tree.len() {
        let joined = tree.deprel(second) == Deprel::Conj && tree.feats(second).verb_form == Some(VerbForm::Fin);
        let Some(first) = tree.head(second).filter(|&first| joined && first < second) else { continue };
        let content = tree.deprel(first) == Deprel::Ccomp;
        let Some(verb) = tree.head(first).filter(|&verb| content && verb < first) else { continue };
        let subject = tree.kids(first).find(|&kid| tree.deprel(kid) == Deprel::Nsubj);
        let of_himself = subject.is_some_and(|subject| tree.upos(subject) == Upos::Pron);
        let again = tree.lemma(second) == tree.lemma(verb);
        let says = tree.lexicon.is_reporting(tree.lemma(second)) || set::OPINION.has(tree.lemma(second));
        let own = tree.has_kid(second, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::Mark]);
        let same_tense = tree.feats(verb).tense == tree.feats(second).tense && !own;
        if tree.lexicon.is_reporting(tree.lemma(verb)) && says && same_tense && (of_himself || again) {
            tree.hang(second, Some(verb));
        }
    }
}

pub(super) const DAY_IS_NOT_SAID: Mend = Mend {
    name: "day behind a report is not what is said",
    example: "Chad/Chad/PROPN/2/nsubj left/leave/VERB/0/root/Past+Fin ,/,/PUNCT/5/punct Ali/Ali/PROPN/5/nsubj \
              reported/report/VERB/2/parataxis/Past+Fin Friday/Friday/PROPN/5/obj",
    result: "Friday obl:unmarked reported",
    near_miss: "Chad/Chad/PROPN/2/nsubj left/leave/VERB/0/root/Past+Fin ,/,/PUNCT/5/punct Ali/Ali/PROPN/5/nsubj \
                reported/report/VERB/2/parataxis/Past+Fin losses/loss/NOUN/5/obj",
    run: days_behind_reports,
};

/// "…, Tass reported | Saturday"
fn days_behind_reports(tree: &mut Rough<'_>) {
    for day in 1..tree.len() {
        let verb = tree.head(day).filter(|&verb| verb + 1 == day && tree.deprel(day) == Deprel::Obj);
        let reports = verb.is_some_and(|verb| tree.lexicon.is_reporting(tree.lemma(verb)));
        if reports && set::DAY_WORD.has_any_case(tree.form(day)) {
            tree.relate(day, Deprel::OblUnmarked);
        }
    }
}

pub(super) const QUESTION_OF_THE_ASKED: Mend = Mend {
    name: "question is of the asking right before it",
    example: "Ali/Ali/PROPN/2/nsubj declined/decline/VERB/0/root/Past+Fin when/when/ADV/4/advmod \
              asked/ask/VERB/2/advcl/Past+Part if/if/SCONJ/7/mark Chad/Chad/PROPN/7/nsubj left/leave/VERB/2/advcl/Past+Fin",
    result: "left ccomp asked",
    near_miss: "Ali/Ali/PROPN/2/nsubj left/leave/VERB/0/root/Past+Fin when/when/ADV/4/advmod \
                told/tell/VERB/2/advcl/Past+Part if/if/SCONJ/7/mark Chad/Chad/PROPN/7/nsubj left/leave/VERB/2/advcl/Past+Fin",
    run: questions_of_the_asked,
};

/// "Declined to comment when asked by the paper | if he had left": the question is what was asked, not on what the declining
/// hangs.
fn questions_of_the_asked(tree: &mut Rough<'_>) {
    for question in 0..tree.len() {
        let clause = tree.deprel(question) == Deprel::Advcl;
        let Some(head) = tree.head(question).filter(|&head| clause && head < question) else { continue };
        let Some(mark) = tree.kid(question, Deprel::Mark).filter(|&mark| set::IF_WHETHER.has(tree.lemma(mark))) else {
            continue;
        };
        let inside = |word: usize, asked: usize| word == asked || tree.ancestor(word, |above| above == asked).is_some();
        let asked = tree.kids(head).filter(|&kid| kid > head && kid < mark && set::ASKS.has(tree.lemma(kid))).last();
        let beside = |&asked: &usize| (asked..mark).all(|word| inside(word, asked));
        if let Some(asked) = asked.filter(beside) {
            tree.attach(question, asked, Deprel::Ccomp);
        }
    }
}

pub(super) const SHARED_SUBJECT: Mend = Mend {
    name: "object of saying before and is one of two subjects",
    example: "Mali/Mali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin Ali/Ali/PROPN/2/obj and/and/CCONJ/5/cc \
              Omar/Omar/PROPN/6/nsubj left/leave/VERB/2/ccomp/Past+Fin",
    result: "Ali nsubj left; Omar conj Ali",
    near_miss: "Mali/Mali/PROPN/2/nsubj urged/urge/VERB/0/root/Past+Fin Ali/Ali/PROPN/2/obj and/and/CCONJ/6/cc \
                Omar/Omar/PROPN/6/nsubj left/leave/VERB/2/conj/Past+Fin",
    run: shared_subjects,
};

/// "Said | Wang and Lavrov had left": a coordinator with nothing on its left in its clause joins the subject to the noun
/// that passes for an object of the saying.
fn shared_subjects(tree: &mut Rough<'_>) {
    for noun in 0..tree.len() {
        let object = matches!(tree.deprel(noun), Deprel::Obj | Deprel::Iobj | Deprel::Nsubj)
            && matches!(tree.upos(noun), Upos::Propn | Upos::Noun);
        let Some(verb) = tree.head(noun).filter(|&verb| object && verb < noun) else { continue };
        if !tree.lexicon.is_reporting(tree.lemma(verb)) {
            continue;
        }
        let Some((and, subject, said)) = joined_subject(tree, noun) else { continue };
        if tree.deprel(said) == Deprel::Ccomp && tree.head(said) == Some(verb) {
            tree.attach(noun, said, tree.deprel(subject));
            tree.attach(subject, noun, Deprel::Conj);
            tree.hang(and, Some(subject));
        }
    }
}

/// The "and" right behind a noun's phrase, the subject that it introduces, and the verb of that subject.
fn joined_subject(tree: &Rough<'_>, noun: usize) -> Option<(usize, usize, usize)> {
    let size = tree.len();
    let joins = |token: usize| tree.upos(token) == Upos::Cconj && tree.deprel(token) == Deprel::Cc;
    let and = (noun + 1..size).take(8).find(|&token| joins(token))?;
    let subject = (and + 1..size)
        .take(8)
        .find(|&token| matches!(tree.deprel(token), Deprel::Nsubj | Deprel::NsubjPass))
        .filter(|&subject| tree.head(and) == Some(subject) || tree.head(and) == tree.head(subject))?;
    let own = |token: usize| tree.head(token).is_some_and(|head| (noun..and).contains(&head));
    let said = tree.head(subject)?;
    (noun + 1..and).all(own).then_some((and, subject, said))
}

pub(super) const OUTER_SUBJECT: Mend = Mend {
    name: "outer subject before said is of what is said",
    example: "Chad/Chad/PROPN/4/nsubj ,/,/PUNCT/4/punct Ali/Ali/PROPN/4/nsubj said/say/VERB/0/root/Past+Fin ,/,/PUNCT/7/punct \
              had/have/AUX/7/aux attacked/attack/VERB/4/ccomp/Past+Part Mali/Mali/PROPN/7/obj",
    result: "Chad nsubj attacked",
    near_miss: "Ali/Ali/PROPN/2/nsubj said/say/VERB/0/root/Past+Fin ,/,/PUNCT/5/punct had/have/AUX/5/aux \
                attacked/attack/VERB/2/ccomp/Past+Part Mali/Mali/PROPN/5/obj",
    run: outer_subjects,
};

/// "Kyiv, | Lavrov said, had attacked": of two subjects left of a verb of saying the outer one belongs to what is said.
fn outer_subjects(tree: &mut Rough<'_>) {
    for verb in 0..tree.len() {
        let comma = tree.get(verb + 1).is_some_and(|token| token.form == ",");
        if !comma || !tree.lexicon.is_reporting(tree.lemma(verb)) {
            continue;
        }
        let subjects: Vec<usize> =
            tree.kids(verb).filter(|&kid| kid < verb && tree.deprel(kid) == Deprel::Nsubj).collect();
        let [outer, inner] = subjects[..] else { continue };
        let parted = (outer + 1..inner).any(|token| tree.form(token) == ",");
        let said = tree.kids(verb).find(|&kid| kid > verb + 1 && tree.deprel(kid) == Deprel::Ccomp);
        if let Some(said) = said.filter(|_| parted) {
            tree.hang(outer, Some(said));
        }
    }
}
