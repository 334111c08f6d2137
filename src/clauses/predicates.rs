//! Which tokens head a clause: verbs, event nouns, and nouns or adjectives that are said of a subject.
//!
//! A light verb and its event noun are one predicate ("held talks" is a clause of *talk*), so both tokens lead to the
//! same [`Draft`]. Drafts are made from the root down: a clause stands after those that govern it, which lets the
//! later passes inherit subjects and context in one sweep.

use std::borrow::Cow;

use super::{ClauseKind, FORMER, Role};
use crate::{
    lexicon::{EventNoun, Lexicon, NounKind, set},
    syntax::{Deprel, Number, Tense, Upos},
    tree::Tree,
};

/// A clause in the making.
pub(super) struct Draft {
    pub(super) predicate: usize,
    pub(super) kind: ClauseKind,
    pub(super) lemma: String,
    /// The verb (own or light) is passive.
    pub(super) passive: bool,
    /// The light verb that was folded in.
    pub(super) light: Option<usize>,
    /// The event noun's line in the lexicon.
    pub(super) noun: Option<EventNoun>,
    /// The token whose context holds for the clause.
    pub(super) seat: usize,
    /// Roles and tokens.
    pub(super) arguments: Vec<(Role, usize)>,
    /// Tokens of the grammatical subject, own or inherited.
    pub(super) surface: Vec<usize>,
    /// Those arguments that the grammar supplies and the clause's own words do not.
    pub(super) inherited: Vec<usize>,
    /// Subjects act on one another.
    pub(super) reciprocal: bool,
    /// The verb that it stands for: "invaded" for "did" in "…, which it did".
    pub(super) echo: Option<usize>,
}

/// The drafts of a sentence, and which one each token heads.
pub(super) struct Predicates {
    pub(super) drafts: Vec<Draft>,
    pub(super) at: Vec<Option<usize>>,
}

/// Finds the predicates of a sentence.
pub(super) fn find(view: &Tree<'_>, lexicon: &Lexicon) -> Predicates {
    let mut found = Predicates { drafts: Vec::new(), at: vec![None; view.len()] };
    for &token in view.order() {
        if found.at[token].is_some() {
            continue;
        }
        let draft = if is_verbal(view, token) {
            match light_noun(view, lexicon, token) {
                Some((noun, entry)) => {
                    found.at[noun] = Some(found.drafts.len());
                    Draft {
                        light: Some(token),
                        passive: view.is_passive(token),
                        ..Draft::new(view, noun, ClauseKind::Nominal, Some(entry))
                    }
                }
                None => {
                    let echo = echoed(view, token);
                    Draft {
                        lemma: verb_lemma(view, echo.unwrap_or(token)).into_owned(),
                        passive: view.is_passive(token),
                        echo,
                        ..Draft::new(view, token, ClauseKind::Verbal, None)
                    }
                }
            }
        } else if outlet_of(view, token).is_some() {
            Draft { lemma: set::OF_THE_PRESS.only().to_owned(), ..Draft::new(view, token, ClauseKind::Copular, None) }
        } else if let Some(side) = blamed(view, lexicon, token) {
            Draft { lemma: side, ..Draft::new(view, token, ClauseKind::Copular, None) }
        } else if let Some(entry) = event_noun(view, lexicon, token) {
            let mut draft = Draft::new(view, token, ClauseKind::Nominal, Some(entry));
            if let Some(verb) = light_relative(view, lexicon, token) {
                found.at[verb] = Some(found.drafts.len());
                draft.light = Some(verb);
                draft.seat = verb;
                draft.passive = view.is_passive(verb) || view.deprel(verb) == Deprel::Acl;
            }
            draft
        } else if is_copular(view, token) || is_title(view, token) {
            let mut draft = Draft::new(view, token, ClauseKind::Copular, None);
            if let Some(rank) = ranked(view, lexicon, &draft) {
                draft.lemma = rank;
            }
            if is_past(view, token) {
                FORMER.clone_into(&mut draft.lemma);
            }
            draft
        } else {
            continue;
        };
        found.at[token] = Some(found.drafts.len());
        found.drafts.push(draft);
    }
    found
}

impl Draft {
    fn new(view: &Tree<'_>, predicate: usize, kind: ClauseKind, noun: Option<EventNoun>) -> Self {
        Self {
            predicate,
            kind,
            lemma: view.lower(predicate).into_owned(),
            passive: false,
            light: None,
            noun,
            seat: predicate,
            arguments: Vec::new(),
            surface: Vec::new(),
            inherited: Vec::new(),
            reciprocal: false,
            echo: None,
        }
    }

    /// The tokens of the arguments in that role.
    pub(super) fn role<'a>(&'a self, role: &'a Role) -> impl Iterator<Item = usize> + 'a {
        self.arguments.iter().filter(move |(held, _)| held == role).map(|&(_, token)| token)
    }

    pub(super) fn has_role(&self, role: &Role) -> bool {
        self.role(role).next().is_some()
    }
}

fn is_verbal(view: &Tree<'_>, token: usize) -> bool {
    // A name that the tagger took for a verb is still a name.
    if !matches!(view.upos(token), Upos::Verb | Upos::Aux) || view.is_named(token) {
        return false;
    }
    match view.deprel(token) {
        Deprel::Aux
        | Deprel::AuxPass
        | Deprel::Cop
        | Deprel::Case
        | Deprel::Mark
        | Deprel::Amod
        | Deprel::Compound
        | Deprel::CompoundPrt
        | Deprel::Fixed
        | Deprel::Flat
        | Deprel::Punct
        | Deprel::Cc
        | Deprel::Det
        | Deprel::Goeswith
        | Deprel::Reparandum => false,
        // A tagger's slip: an auxiliary that governs nothing is no predicate.
        _ => view.upos(token) == Upos::Verb || view.kids(token).any(|kid| view.deprel(kid) != Deprel::Punct),
    }
}

/// The verb that "did" stands for in "…, which it did": the nearest one before the pronoun.
pub(super) fn echoed(view: &Tree<'_>, token: usize) -> Option<usize> {
    if !set::DO.has(view.lemma(token)) {
        return None;
    }
    let which = view.kids(token).find(|&kid| kid < token && set::WHICH.has(view.lemma(kid)))?;
    view.kids(token).find(|&kid| view.deprel(kid) == Deprel::Nsubj && (which..token).contains(&kid))?;
    (0..which).rev().find(|&verb| view.upos(verb) == Upos::Verb && is_verbal(view, verb))
}

/// The lemma with its particle: "walk out", "call off".
pub(super) fn verb_lemma<'a>(view: &Tree<'a>, token: usize) -> Cow<'a, str> {
    let lemma = view.lower(token);
    if let Some(other) = super::frames::other_verb(view, token, &lemma) {
        return Cow::Borrowed(other);
    }
    let particle = view.kids(token).find(|&kid| {
        view.deprel(kid) == Deprel::CompoundPrt
            || view.deprel(kid) == Deprel::Advmod
                && kid == token + 1
                && view.kids(kid).next().is_none()
                && set::PARTICLE.has(view.lemma(kid))
                && view.sentence.tokens.get(kid + 1).is_none_or(|next| !set::VAIN.has(&next.form))
    });
    // "set free", "let go": what the verb makes of somebody is half of its meaning.
    let particle = particle.or_else(|| {
        set::RESULTATIVE.has(&lemma).then_some(())?;
        view.kids(token).find(|&kid| {
            matches!(view.deprel(kid), Deprel::Xcomp | Deprel::Amod | Deprel::Advmod | Deprel::Dep | Deprel::Conj)
                && set::RESULT.has(view.lemma(kid))
                && view.kids(kid).next().is_none()
        })
    });
    match particle {
        Some(particle) => Cow::Owned(format!("{lemma} {}", view.lower(particle))),
        None => match stray_particle(view, token) {
            Some(particle) => Cow::Owned(format!("{lemma} {particle}")),
            None => lemma,
        },
    }
}

/// The particle of a known phrasal verb that a parser took for the preposition of the next noun: "handed | over the
/// jets", "walked | out of the room".
pub(super) fn stray_particle<'a>(view: &Tree<'a>, verb: usize) -> Option<&'a str> {
    let next = view.sentence.tokens.get(verb + 1)?;
    let adposition = matches!(view.deprel(verb + 1), Deprel::Case | Deprel::Fixed);
    let noun = view.head(verb + 1).filter(|_| adposition && next.upos == Upos::Adp)?;
    let governed = view.deprel(noun) == Deprel::Obl && view.head(noun) == Some(verb);
    let phrase = || format!("{} {}", view.lower(verb), next.form);
    (governed && set::PHRASAL.has(&phrase())).then_some(next.form.as_str())
}

fn event_noun(view: &Tree<'_>, lexicon: &Lexicon, token: usize) -> Option<EventNoun> {
    if view.upos(token) != Upos::Noun || view.is_named(token) && view.token(token).form.starts_with(char::is_uppercase)
    {
        return None;
    }
    // "The tariff is an attack on workers" likens, and tells of no attack.
    if view.kid(token, Deprel::Cop).is_some() && set::FIGURATIVE.has(view.lemma(token)) {
        return None;
    }
    // A custody battle is fought in court.
    let contest =
        |kid: usize| matches!(view.deprel(kid), Deprel::Compound | Deprel::Amod) && set::CONTEST.has(view.lemma(kid));
    if set::CONTEST_NOUN.has(view.lemma(token)) && view.kids(token).any(contest) {
        return None;
    }
    let modifies = matches!(view.deprel(token), Deprel::Compound | Deprel::Amod | Deprel::Fixed | Deprel::Case);
    if modifies { None } else { lexicon.event_noun(view.lemma(token)) }
}

/// The event noun that the verb is light for: its object, or the subject of its passive.
fn light_noun(view: &Tree<'_>, lexicon: &Lexicon, verb: usize) -> Option<(usize, EventNoun)> {
    let lemma = verb_lemma(view, verb);
    let under = lexicon.light_under(&lemma);
    let noun = view.kids(verb).find(|&kid| match view.deprel(kid) {
        Deprel::Obj | Deprel::NsubjPass => true,
        Deprel::Obl => under.is_some_and(|under| view.has_case_word(kid, under)),
        _ => false,
    })?;
    let entry = event_noun(view, lexicon, noun)?;
    lexicon.is_light(&lemma, view.lemma(noun)).then_some((noun, entry))
}

/// The outlet whose journalist a name says somebody to be: "CNN's Ann Velk", "the BBC's Ann Velk and Ivan Petrov".
pub(super) fn outlet_of(view: &Tree<'_>, name: usize) -> Option<usize> {
    if view.upos(name) != Upos::Propn || !view.is_person(name) {
        return None;
    }
    let first = view.head(name).filter(|_| view.deprel(name) == Deprel::Conj).unwrap_or(name);
    view.kid(first, Deprel::NmodPoss).filter(|&owner| view.is_press(owner))
}

/// What is said of who "is behind the attack": "be behind". An event alone has somebody behind it, a party only supporters.
fn blamed(view: &Tree<'_>, lexicon: &Lexicon, token: usize) -> Option<String> {
    view.kid(token, Deprel::Cop)?;
    let mut cases = view.kids(token).filter(|&kid| view.deprel(kid) == Deprel::Case);
    let case = cases.next().filter(|&case| set::STANDS_BEHIND.has(&view.lower(case)))?;
    let event = view.upos(token) == Upos::Noun && lexicon.event_noun(view.lemma(token)).is_some();
    (event && cases.next().is_none()).then(|| format!("{} {}", set::BE.only(), view.lower(case)))
}

/// The light verb in a relative or participial clause on its event noun: "the sanctions imposed by", "talks they held".
fn light_relative(view: &Tree<'_>, lexicon: &Lexicon, noun: usize) -> Option<usize> {
    view.kids(noun).find(|&kid| {
        let passive = view.deprel(kid) == Deprel::Acl && view.is_passive(kid);
        (passive || view.deprel(kid) == Deprel::AclRelcl)
            && is_verbal(view, kid)
            && !view.kids(kid).any(|part| view.deprel(part) == Deprel::Obj && view.upos(part) != Upos::Pron)
            && lexicon.is_light(&verb_lemma(view, kid), view.lemma(noun))
    })
}

fn is_copular(view: &Tree<'_>, token: usize) -> bool {
    view.kid(token, Deprel::Cop).is_some()
}

/// What somebody is called whose rank the words before the noun say.
fn ranked(view: &Tree<'_>, lexicon: &Lexicon, draft: &Draft) -> Option<String> {
    let token = draft.predicate;
    // A policy chief is chief of a policy, not of whoever has it.
    let field = view
        .kids(token)
        .find(|&kid| view.deprel(kid) == Deprel::Compound && view.upos(kid) == Upos::Noun && kid < token);
    let officer = || format!("{} {}", set::CHIEF.only(), set::OFFICER.only());
    if let Some(field) = field {
        let body =
            [NounKind::Organisation, NounKind::Place].iter().any(|&kind| lexicon.is_kind(view.lemma(field), kind));
        match &*draft.lemma {
            lemma if set::HEADS_FIELD.has(lemma) => return Some(format!("{} {lemma}", view.lower(field))),
            lemma if set::DIRECTS_FIELD.has(lemma) && !body => return Some(officer()),
            _ => {}
        }
    }
    // So is the head of research at a university.
    let part = |kid: usize| {
        view.deprel(kid) == Deprel::Nmod
            && view.has_case(kid, set::OF)
            && view.upos(kid) == Upos::Noun
            && view.mention(kid).is_none()
            && lexicon.noun(view.lemma(kid)).is_none_or(|noun| noun.kind == NounKind::Thing)
    };
    if set::HEADS_PART.has(&draft.lemma) && view.kids(token).any(part) {
        return Some(officer());
    }
    // A deputy director is a deputy, and directs nothing.
    let below = token.checked_sub(1).filter(|&word| set::BELOW_IN_RANK.has(&view.lower(word)));
    if below.is_some() && set::HEADS_BODY.has(&draft.lemma) {
        return Some(set::DEPUTY.only().to_owned());
    }
    // "Chief executive", "chief financial officer": whoever has that rank is no executive or officer among many.
    let first = (token.saturating_sub(2)..token).find(|&word| set::CHIEF.has(&view.lower(word)))?;
    let executive = (first..=token).any(|word| set::EXECUTIVE.has(&view.lower(word)));
    let within = (first..token).all(|word| view.head(word) == Some(token));
    match () {
        () if !within => None,
        () if executive => Some(format!("{} {}", set::CHIEF.only(), set::EXECUTIVE.only())),
        () => set::OFFICER.has(&draft.lemma).then(officer),
    }
}

/// A common noun that says of a name what it is: "Wang Yi, the foreign minister", "Foreign Minister Wang Yi".
fn is_title(view: &Tree<'_>, token: usize) -> bool {
    titled(view, token).is_some()
}

/// Whether what the noun says of somebody held before: "former adviser Ordo Velk" advises nobody now.
fn is_past(view: &Tree<'_>, noun: usize) -> bool {
    let (left, _) = view.reach(noun);
    // "Who was the ambassador at the time"
    let told_as_past = view.deprel(noun) == Deprel::AclRelcl
        && view.kid(noun, Deprel::Cop).is_some_and(|cop| view.token(cop).feats.tense == Some(Tense::Past));
    // "Former CIA Director Ordo Velk": what stands before the role may hang on the name.
    let of_the_name = view.head(noun).filter(|_| view.deprel(noun) == Deprel::NmodDesc);
    let former = |word: usize| set::FORMER_HOLDER.has(&view.lower(word));
    let before = of_the_name.is_some_and(|name| view.kids(name).any(|kid| kid < noun && former(kid)));
    told_as_past
        || before
        || loses_office(view, noun)
        || (left..noun).any(|word| set::FORMER_HOLDER.has(&view.lower(word)))
}

/// "Fired Director Ordo Velk", "the ambassador, Ordo Velk, was killed": who is removed or dead holds the office no more.
fn loses_office(view: &Tree<'_>, noun: usize) -> bool {
    let name = titled(view, noun).filter(|_| view.kid(noun, Deprel::Cop).is_none());
    let seat = if name.is_some_and(|name| view.head(name) == Some(noun)) { Some(noun) } else { name };
    let Some((seat, verb)) = seat.and_then(|seat| Some((seat, view.head(seat)?))) else { return false };
    let undergoes =
        matches!(view.deprel(seat), Deprel::Obj | Deprel::NsubjPass) && set::ENDS_OFFICE.has(view.lemma(verb));
    let done = view.token(verb).feats.tense == Some(Tense::Past)
        && !view.kids(verb).any(|kid| {
            view.deprel(kid) == Deprel::Advmod && set::DENIAL.has(view.lemma(kid))
                || view.deprel(kid) == Deprel::Aux && !set::HAVE.has(view.lemma(kid))
        });
    undergoes && done
}

/// Of whom the noun is said.
pub(super) fn titled(view: &Tree<'_>, token: usize) -> Option<usize> {
    let head = view.head(token);
    match view.deprel(token) {
        Deprel::Appos if view.upos(token) == Upos::Noun => head.filter(|&head| view.upos(head) == Upos::Propn),
        Deprel::NmodDesc if matches!(view.upos(token), Upos::Noun | Upos::Propn) => {
            // "Mr" says nothing of anybody.
            head.filter(|_| !set::TITLE_BEFORE.has(view.lower(token).trim_end_matches('.')))
        }
        // "Tora village, Darfur": the village is Tora, and lies in Darfur.
        _ if is_named_place(view, token) => None,
        _ if view.upos(token) == Upos::Noun => view
            .kids(token)
            .find(|&kid| view.deprel(kid) == Deprel::Appos && view.upos(kid) == Upos::Propn)
            .or_else(|| second_role(view, token)),
        _ => None,
    }
}

/// "Velk, founder and chief executive of Velkmart": whom two roles are said of, by the second.
fn second_role(view: &Tree<'_>, token: usize) -> Option<usize> {
    let one = view.deprel(token) == Deprel::Conj && view.token(token).feats.number == Some(Number::Sing);
    let joined = view.kid(token, Deprel::Cc).is_some_and(|cc| cc > 0 && view.token(cc - 1).form != ",");
    let first = view.head(token).filter(|&first| one && joined && view.upos(first) == Upos::Noun)?;
    let own = view.kid(token, Deprel::NmodPoss).is_some();
    match view.deprel(first) {
        Deprel::Appos | Deprel::NmodDesc if !own => titled(view, first),
        _ => None,
    }
}

/// "Tora village", "Bari region": a noun of place with its name right before it.
fn is_named_place(view: &Tree<'_>, noun: usize) -> bool {
    let place = set::PLACE_NOUN.has(view.lemma(noun));
    let named = |kid: usize| view.reach(kid).1 + 1 == noun && view.upos(kid) == Upos::Propn;
    place && view.kids(noun).any(|kid| view.deprel(kid) == Deprel::Compound && named(kid))
}
