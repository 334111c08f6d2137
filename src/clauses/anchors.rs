//! When and where: the temporal expression and the place that the tree attaches to a clause.
//!
//! Only what hangs on the predicate itself counts, so that the day of a saying never dates what was said. The one
//! exception is a phrase that parsers hang on a name just before it ("met Lavrov in Bali on Thursday"): it climbs to
//! the clause of that name.

use super::{
    ClauseKind, Role,
    lexicon::Lexicon,
    predicates::{Draft, Predicates},
    view::View,
};
use crate::{
    syntax::{Degree, Deprel, Number, Upos},
    time::{TimeExpression, TimexType},
};

/// The index in `times` of each draft's temporal expression; `offset` is that of the first in `times`.
pub(super) fn times(
    view: &View<'_>,
    lexicon: &Lexicon,
    found: &Predicates,
    times: &[TimeExpression],
    offset: usize,
) -> Vec<Option<usize>> {
    let mut held: Vec<Option<usize>> = vec![None; found.drafts.len()];
    if times.is_empty() {
        return held;
    }
    for (number, time) in times.iter().enumerate() {
        if !matches!(time.timex, TimexType::Date | TimexType::Time) {
            continue;
        }
        let Some(draft) = governor(view, lexicon, found, time) else { continue };
        let better = held[draft].is_none_or(|other| {
            let other = &times[other - offset];
            other.date.text.is_empty() && !time.date.text.is_empty()
        });
        if better {
            held[draft] = Some(offset + number);
        }
    }
    for number in 0..found.drafts.len() {
        if held[number].is_none() {
            held[number] = lent(view, lexicon, found, &held, times, offset, number);
        }
    }
    held
}

/// The draft that a temporal expression hangs on.
fn governor(view: &View<'_>, lexicon: &Lexicon, found: &Predicates, time: &TimeExpression) -> Option<usize> {
    if time.first >= view.len() || time.last >= view.len() {
        return None;
    }
    // "The heaviest exchange since the ceasefire four months ago": the day is that of the beginning.
    let since = (0..time.first).rev().find(|&token| matches!(view.lemma(token), "since")).filter(|&since| {
        since + 1 < time.first && (since + 1..time.first).all(|token| view.upos(token) != Upos::Punct)
    });
    // "For the first time since 2002": not the day of the second.
    let compares = |since: usize| {
        (since.saturating_sub(6)..since).rev().take_while(|&token| view.upos(token) != Upos::Verb).any(|token| {
            view.token(token).feats.degree == Some(Degree::Sup) || matches!(view.lemma(token), "first" | "last")
        })
    };
    if time.first.checked_sub(1).is_some_and(|since| view.lemma(since) == "since" && compares(since)) {
        return None;
    }
    // "An 18th century manuscript": nothing is dated by the century.
    if time.value.contains("XX") && !time.value.starts_with('X') {
        return None;
    }
    // "The first launch in two months": how long it had been, not when the next one is.
    let spans = matches!(view.lemma(time.last), "day" | "week" | "month" | "year" | "decade")
        && view.token(time.last).feats.number == Some(Number::Plur);
    let within =
        [Some(time.first), time.first.checked_sub(1)].into_iter().flatten().find(|&word| view.lemma(word) == "in");
    if spans && within.is_some_and(compares) {
        return None;
    }
    if let Some(since) = since
        && (since + 1..time.first).any(|token| matches!(view.upos(token), Upos::Noun | Upos::Propn))
        && (since + 1..time.first).all(|token| !matches!(view.upos(token), Upos::Verb | Upos::Aux))
    {
        return None;
    }
    let inside = |token: usize| (time.first..=time.last).contains(&token);
    let top = (time.first..=time.last).find(|&token| view.head(token).is_none_or(|head| !inside(head)))?;
    let mut token = top;
    let mut head = view.head(top)?;
    // The preposition may head a phrase in a bad tree; one step up is enough.
    loop {
        if let Some(draft) = found.at[head] {
            // "Sentenced him for the murder of a judge in 2019": the day of the deed, not of the verdict.
            let deed = view.kids(head).find(|&kid| {
                let about = ["for", "over", "of"]
                    .iter()
                    .any(|word| view.has_case(kid, word) || view.has(kid, Deprel::Mark, &[word]));
                matches!(view.deprel(kid), Deprel::Obl | Deprel::Advcl)
                    && about
                    && (head..time.first).contains(&kid)
                    && view.reach[kid].1 + 3 > time.first
            });
            if let Some(deed) = deed.filter(|_| lexicon.is("judge", &found.drafts[draft].lemma)) {
                return found.at[deed];
            }
            let title = found.drafts[draft].kind == ClauseKind::Copular && view.kid(head, Deprel::Cop).is_none();
            return if title { None } else { Some(draft) };
        }
        let adjunct = matches!(
            view.deprel(token),
            Deprel::Nmod
                | Deprel::NmodTmod
                | Deprel::NmodUnmarked
                | Deprel::Obl
                | Deprel::OblTmod
                | Deprel::OblUnmarked
                | Deprel::Advmod
                | Deprel::Appos
                | Deprel::Conj
                | Deprel::Flat
        );
        let name = view.upos(head) == Upos::Propn || inside(head) || view.upos(head) == Upos::Adv;
        let carrier = matches!(
            view.lemma(head),
            "sideline" | "statement" | "interview" | "speech" | "letter" | "summit" | "news"
        );
        if !adjunct || head > time.first && view.upos(head) == Upos::Propn || !(name || carrier) {
            return None;
        }
        token = head;
        head = view.head(head)?;
    }
}

/// A date that the sentence states once for two clauses.
fn lent(
    view: &View<'_>,
    lexicon: &Lexicon,
    found: &Predicates,
    held: &[Option<usize>],
    times: &[TimeExpression],
    offset: usize,
    number: usize,
) -> Option<usize> {
    let draft = &found.drafts[number];
    let seat = draft.light.unwrap_or(draft.predicate);
    let head = view.head(seat)?;
    let other = found.at[head]?;
    let time = held[other]?;
    let stated = &times[time - offset];
    match view.deprel(seat) {
        // "On Tuesday he met X and visited Y", "met and embraced on Tuesday"
        Deprel::Conj => {
            let own_subject = view.kids(seat).any(|kid| matches!(view.deprel(kid), Deprel::Nsubj | Deprel::NsubjPass));
            let fronted = stated.last < head && stated.last < seat;
            let after_both = stated.first > seat && stated.first > head;
            (!own_subject && (fronted || after_both)).then_some(time)
        }
        // "is due on Thursday to travel": the raising verb's date is the event's
        Deprel::Xcomp => {
            let raising = matches!(
                found.drafts[other].lemma.as_str(),
                "set" | "due" | "schedule" | "slate" | "expect" | "go" | "begin" | "start"
            );
            raising.then_some(time)
        }
        // "The meeting took place on Thursday", "The talks ended late on Tuesday"
        Deprel::Nsubj | Deprel::NsubjPass => {
            let occurrence = lexicon.is("aspect", &found.drafts[other].lemma)
                || matches!(
                    found.drafts[other].lemma.as_str(),
                    "schedule" | "plan" | "set" | "expect" | "take" | "hold"
                );
            occurrence.then_some(time)
        }
        // "said in talks with X on Thursday": what is said in talks is said on their day
        Deprel::Obl => within(view, draft, seat).then_some(time),
        _ => None,
    }
}

/// Whether an event noun is the occasion of the verb that it hangs on: "in talks", "during a visit", "at the summit".
fn within(view: &View<'_>, draft: &Draft, seat: usize) -> bool {
    draft.kind == ClauseKind::Nominal && ["in", "during", "at"].iter().any(|word| view.has_case(seat, word))
}

/// The index of the mention of the place where a draft's event is.
pub(super) fn place(view: &View<'_>, draft: &Draft) -> Option<usize> {
    let locative = |word: &str| matches!(word, "in" | "at" | "near" | "inside" | "outside");
    let direct = draft.arguments.iter().find_map(|(role, token)| match role {
        Role::Oblique(word) if locative(word) && view.is_place(*token) && is_phrase_of(view, draft, *token) => {
            view.mention(*token)
        }
        _ => None,
    });
    direct.or_else(|| {
        // A phrase that the parser hung on the name before it, or on a carrier ("on the sidelines of the summit in Bali").
        draft.arguments.iter().filter(|(_, token)| !draft.inherited.contains(token)).find_map(|(role, token)| {
            let name =
                view.upos(*token) == Upos::Propn && matches!(role, Role::Object | Role::Subject | Role::Oblique(_));
            if !name {
                return None;
            }
            view.kids(*token)
                .filter(|&kid| matches!(view.deprel(kid), Deprel::Nmod | Deprel::Obl) && kid > *token)
                .filter(|&kid| view.has_case(kid, "in") || view.has_case(kid, "at"))
                .find(|&kid| view.is_place(kid))
                .and_then(|kid| view.mention(kid))
        })
    })
}

/// Not the scene noun of a compound ("the Ukraine war"), which has no preposition of its own.
fn is_phrase_of(view: &View<'_>, draft: &Draft, token: usize) -> bool {
    !draft.inherited.contains(&token) && matches!(view.deprel(token), Deprel::Obl | Deprel::Nmod | Deprel::Conj)
}
