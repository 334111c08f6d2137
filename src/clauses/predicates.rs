//! Which tokens head a clause: verbs, event nouns, and nouns or adjectives that are said of a subject.
//!
//! A light verb and its event noun are one predicate ("held talks" is a clause of *talk*), so both tokens lead to the
//! same [`Draft`]. Drafts are made from the root down: a clause stands after those that govern it, which lets the
//! later passes inherit subjects and context in one sweep.

use std::borrow::Cow;

use super::{
    ClauseKind, Role,
    lexicon::{EventNoun, Lexicon},
    view::View,
};
use crate::syntax::{Deprel, Tense, Upos, VerbForm, VoiceFeat};

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
pub(super) fn find(view: &View<'_>, lexicon: &Lexicon) -> Predicates {
    let mut found = Predicates { drafts: Vec::new(), at: vec![None; view.len()] };
    for &token in &view.order {
        if found.at[token].is_some() {
            continue;
        }
        let draft = if is_verbal(view, token) {
            match light_noun(view, lexicon, token) {
                Some((noun, entry)) => {
                    found.at[noun] = Some(found.drafts.len());
                    Draft {
                        light: Some(token),
                        passive: is_passive(view, token),
                        ..Draft::new(view, noun, ClauseKind::Nominal, Some(entry))
                    }
                }
                None => {
                    let echo = echoed(view, token);
                    Draft {
                        lemma: verb_lemma(view, lexicon, echo.unwrap_or(token)).into_owned(),
                        passive: is_passive(view, token),
                        echo,
                        ..Draft::new(view, token, ClauseKind::Verbal, None)
                    }
                }
            }
        } else if let Some(entry) = event_noun(view, lexicon, token) {
            let mut draft = Draft::new(view, token, ClauseKind::Nominal, Some(entry));
            if let Some(verb) = light_relative(view, lexicon, token) {
                found.at[verb] = Some(found.drafts.len());
                draft.light = Some(verb);
                draft.seat = verb;
                draft.passive = is_passive(view, verb) || view.deprel(verb) == Deprel::Acl;
            }
            draft
        } else if is_copular(view, token) || is_title(view, token) {
            let mut draft = Draft::new(view, token, ClauseKind::Copular, None);
            // A policy chief is chief of a policy, not of whoever has it.
            let field = view
                .kids(token)
                .find(|&kid| view.deprel(kid) == Deprel::Compound && view.upos(kid) == Upos::Noun && kid < token);
            if let Some(field) = field.filter(|_| matches!(draft.lemma.as_str(), "chief" | "head" | "boss")) {
                draft.lemma = format!("{} {}", view.lower(field), draft.lemma);
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
    fn new(view: &View<'_>, predicate: usize, kind: ClauseKind, noun: Option<EventNoun>) -> Self {
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

fn is_verbal(view: &View<'_>, token: usize) -> bool {
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

/// Passive by its auxiliary or subject, or a bare past participle that modifies a noun or another clause.
pub(super) fn is_passive(view: &View<'_>, token: usize) -> bool {
    if view.kids(token).any(|kid| {
        matches!(view.deprel(kid), Deprel::AuxPass | Deprel::NsubjPass | Deprel::CsubjPass | Deprel::OblAgent)
    }) {
        return true;
    }
    let feats = view.token(token).feats;
    let participle = feats.verb_form == Some(VerbForm::Part) && feats.tense != Some(Tense::Pres);
    let bare = !view.kids(token).any(|kid| {
        matches!(view.deprel(kid), Deprel::Aux | Deprel::Nsubj | Deprel::Iobj)
            || view.deprel(kid) == Deprel::Obj && view.upos(kid) != Upos::Pron && kid > token
    });
    match view.deprel(token) {
        Deprel::Acl | Deprel::Advcl => participle && bare,
        Deprel::Conj => {
            participle
                && bare
                && feats.voice == Some(VoiceFeat::Pass)
                && view.head(token).is_some_and(|head| view.upos(head) == Upos::Verb && is_passive(view, head))
        }
        _ => feats.voice == Some(VoiceFeat::Pass) && bare,
    }
}

/// The verb that "did" stands for in "…, which it did": the nearest one before the pronoun.
pub(super) fn echoed(view: &View<'_>, token: usize) -> Option<usize> {
    if view.lemma(token) != "do" {
        return None;
    }
    let which = view.kids(token).find(|&kid| kid < token && view.lemma(kid) == "which")?;
    view.kids(token).find(|&kid| view.deprel(kid) == Deprel::Nsubj && (which..token).contains(&kid))?;
    (0..which).rev().find(|&verb| view.upos(verb) == Upos::Verb && is_verbal(view, verb))
}

/// "Called him a thug", "called her “humble”": what the object is called follows it.
fn names_something(view: &View<'_>, call: usize) -> bool {
    let Some(object) = view.kid(call, Deprel::Obj).filter(|&object| object > call) else { return false };
    let said = |kid: usize| {
        kid > object
            && matches!(view.deprel(kid), Deprel::Xcomp)
            && matches!(view.upos(kid), Upos::Noun | Upos::Adj | Upos::Propn)
    };
    let mut last = object;
    while view.sentence.tokens.get(last + 1).is_some_and(|next| next.deprel == Deprel::Flat) {
        last += 1;
    }
    let quoted = view
        .sentence
        .tokens
        .get(last + 1)
        .is_some_and(|next| matches!(next.form.as_str(), "\"" | "“" | "'" | "‘" | "``"));
    view.kids(call).any(said)
        || quoted
        || view.kids(object).any(|kid| kid > object && view.deprel(kid) == Deprel::Amod && view.upos(kid) == Upos::Adj)
}

/// The lemma with its particle: "walk out", "call off".
pub(super) fn verb_lemma<'a>(view: &View<'a>, lexicon: &Lexicon, token: usize) -> Cow<'a, str> {
    let lemma = view.lower(token);
    // "Asked how it began" is a question, and asks nobody to do anything.
    if lemma == "ask" && view.kids(token).any(|kid| is_question(view, kid)) {
        return Cow::Borrowed("enquire");
    }
    // Nor does "asked him about it".
    let about = |kid: usize| view.deprel(kid) == Deprel::Obl && view.has_case(kid, "about");
    let wanted = |kid: usize| matches!(view.deprel(kid), Deprel::Xcomp | Deprel::Ccomp);
    if lemma == "ask" && view.kids(token).any(about) && !view.kids(token).any(wanted) {
        return Cow::Borrowed("enquire");
    }
    // "Engage in sabotage": it takes no partner.
    let within = |kid: usize| matches!(view.deprel(kid), Deprel::Obl | Deprel::Advcl) && view.has_case(kid, "in");
    if lemma == "engage" && view.kid(token, Deprel::Obj).is_none() && view.kids(token).any(within) {
        return Cow::Borrowed("engage in");
    }
    // "Joins Oslo in suspending flights": a doing of the same, and no membership.
    let doing = |kid: usize| {
        matches!(view.deprel(kid), Deprel::Advcl | Deprel::Obl | Deprel::Xcomp)
            && view.token(kid).form.ends_with("ing")
            && view.kids(kid).any(|mark| view.lemma(mark) == "in" && mark < kid)
    };
    if lemma == "join" && view.kids(token).any(doing) {
        return Cow::Borrowed("follow suit");
    }
    // "Found him not guilty"
    let cleared = |kid: usize| {
        view.deprel(kid) == Deprel::Xcomp
            && matches!(view.lemma(kid), "guilty" | "liable")
            && view.has(kid, Deprel::Advmod, &["not"])
    };
    if lemma == "find" && view.kids(token).any(cleared) {
        return Cow::Borrowed("acquit");
    }
    if lemma == "call" && names_something(view, token) {
        return Cow::Borrowed("dub");
    }
    let particle = view.kids(token).find(|&kid| {
        view.deprel(kid) == Deprel::CompoundPrt
            || view.deprel(kid) == Deprel::Advmod
                && kid == token + 1
                && view.kids(kid).next().is_none()
                && lexicon.is("particle", view.lemma(kid))
                && view.sentence.tokens.get(kid + 1).is_none_or(|next| next.form != "vain")
    });
    // "set free", "let go": what the verb makes of somebody is half of its meaning.
    let particle = particle.or_else(|| {
        lexicon.is("resultative", &lemma).then_some(())?;
        view.kids(token).find(|&kid| {
            matches!(view.deprel(kid), Deprel::Xcomp | Deprel::Amod | Deprel::Advmod | Deprel::Dep | Deprel::Conj)
                && lexicon.is("result", view.lemma(kid))
                && view.kids(kid).next().is_none()
        })
    });
    match particle {
        Some(particle) => Cow::Owned(format!("{lemma} {}", view.lower(particle))),
        None => match stray_particle(view, lexicon, token) {
            Some(particle) => Cow::Owned(format!("{lemma} {particle}")),
            None => lemma,
        },
    }
}

/// The particle of a known phrasal verb that a parser took for the preposition of the next noun: "handed | over the
/// jets", "walked | out of the room".
pub(super) fn stray_particle<'a>(view: &View<'a>, lexicon: &Lexicon, verb: usize) -> Option<&'a str> {
    let next = view.sentence.tokens.get(verb + 1)?;
    let adposition = matches!(view.deprel(verb + 1), Deprel::Case | Deprel::Fixed);
    let noun = view.head(verb + 1).filter(|_| adposition && next.upos == Upos::Adp)?;
    let governed = view.deprel(noun) == Deprel::Obl && view.head(noun) == Some(verb);
    let phrase = || format!("{} {}", view.lower(verb), next.form);
    (governed && lexicon.is("phrasal", &phrase())).then_some(next.form.as_str())
}

/// Whether a clause is an indirect question: "whether it rained", "how it began".
fn is_question(view: &View<'_>, clause: usize) -> bool {
    let asks = |kid: usize| {
        matches!(view.lemma(kid), "whether" | "if" | "how" | "why" | "when" | "where" | "what" | "who" | "which")
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

fn event_noun(view: &View<'_>, lexicon: &Lexicon, token: usize) -> Option<EventNoun> {
    if view.upos(token) != Upos::Noun || view.is_named(token) && view.token(token).form.starts_with(char::is_uppercase)
    {
        return None;
    }
    // "The tariff is an attack on workers" likens, and tells of no attack.
    if view.kid(token, Deprel::Cop).is_some() && lexicon.is("figurative", view.lemma(token)) {
        return None;
    }
    // A custody battle is fought in court.
    let contest = |kid: usize| {
        matches!(view.deprel(kid), Deprel::Compound | Deprel::Amod) && lexicon.is("contest", view.lemma(kid))
    };
    if matches!(view.lemma(token), "battle" | "fight" | "war" | "clash") && view.kids(token).any(contest) {
        return None;
    }
    let modifies = matches!(view.deprel(token), Deprel::Compound | Deprel::Amod | Deprel::Fixed | Deprel::Case);
    if modifies { None } else { lexicon.event_noun(view.lemma(token)) }
}

/// The event noun that the verb is light for: its object, or the subject of its passive.
fn light_noun(view: &View<'_>, lexicon: &Lexicon, verb: usize) -> Option<(usize, EventNoun)> {
    let lemma = verb_lemma(view, lexicon, verb);
    let noun = view.kids(verb).find(|&kid| {
        matches!(view.deprel(kid), Deprel::Obj | Deprel::NsubjPass)
            || lemma == "engage" && view.deprel(kid) == Deprel::Obl && view.has_case(kid, "in")
            || lemma == "enter" && view.deprel(kid) == Deprel::Obl && view.has_case(kid, "into")
    })?;
    let entry = event_noun(view, lexicon, noun)?;
    lexicon.is_light(&lemma, view.lemma(noun)).then_some((noun, entry))
}

/// The light verb in a relative or participial clause on its event noun: "the sanctions imposed by", "talks they held".
fn light_relative(view: &View<'_>, lexicon: &Lexicon, noun: usize) -> Option<usize> {
    view.kids(noun).find(|&kid| {
        let passive = view.deprel(kid) == Deprel::Acl && is_passive(view, kid);
        (passive || view.deprel(kid) == Deprel::AclRelcl)
            && is_verbal(view, kid)
            && !view.kids(kid).any(|part| view.deprel(part) == Deprel::Obj && view.upos(part) != Upos::Pron)
            && lexicon.is_light(&verb_lemma(view, lexicon, kid), view.lemma(noun))
    })
}

fn is_copular(view: &View<'_>, token: usize) -> bool {
    view.kid(token, Deprel::Cop).is_some()
}

/// A common noun that says of a name what it is: "Wang Yi, the foreign minister", "Foreign Minister Wang Yi".
fn is_title(view: &View<'_>, token: usize) -> bool {
    titled(view, token).is_some()
}

/// Of whom the noun is said.
pub(super) fn titled(view: &View<'_>, token: usize) -> Option<usize> {
    let head = view.head(token);
    // "Former adviser Ordo Velk" advises nobody now.
    let (left, _) = view.reach[token];
    if (left..token)
        .any(|word| matches!(&*view.lower(word), "former" | "ex" | "onetime" | "erstwhile" | "ousted" | "deposed"))
    {
        return None;
    }
    match view.deprel(token) {
        Deprel::Appos if view.upos(token) == Upos::Noun => head.filter(|&head| view.upos(head) == Upos::Propn),
        Deprel::NmodDesc if matches!(view.upos(token), Upos::Noun | Upos::Propn) => {
            // "Mr" says nothing of anybody.
            head.filter(|_| {
                !matches!(view.lower(token).trim_end_matches('.'), "mr" | "mrs" | "ms" | "dr" | "sir" | "st" | "rev")
            })
        }
        // "Tora village, Darfur": the village is Tora, and lies in Darfur.
        _ if is_named_place(view, token) => None,
        _ if view.upos(token) == Upos::Noun => {
            view.kids(token).find(|&kid| view.deprel(kid) == Deprel::Appos && view.upos(kid) == Upos::Propn)
        }
        _ => None,
    }
}

/// "Tora village", "Bari region": a noun of place with its name right before it.
fn is_named_place(view: &View<'_>, noun: usize) -> bool {
    let place = matches!(
        view.lemma(noun),
        "village"
            | "town"
            | "city"
            | "district"
            | "province"
            | "region"
            | "county"
            | "state"
            | "island"
            | "suburb"
            | "township"
    );
    let named = |kid: usize| view.reach[kid].1 + 1 == noun && view.upos(kid) == Upos::Propn;
    place && view.kids(noun).any(|kid| view.deprel(kid) == Deprel::Compound && named(kid))
}
