//! When and where: the temporal expression and the place that the tree attaches to a clause.
//!
//! Only what hangs on the predicate itself counts, so that the day of a saying never dates what was said. The one
//! exception is a phrase that parsers hang on a name just before it ("met Lavrov in Bali on Thursday"): it climbs to
//! the clause of that name.

use super::{
    ClauseKind, Role,
    predicates::{Draft, Predicates},
};
use crate::{
    lexicon::{Class, Frame, Status, set},
    syntax::{Degree, Deprel, Number, Tense, Upos},
    time::{TimeExpression, TimexType},
    tree::Tree,
};

/// The index in `times` of each draft's temporal expression; `offset` is that of the first in `times`.
pub(super) fn times(
    view: &Tree<'_>,
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
        let Some(draft) = governor(view, found, time) else { continue };
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
            held[number] = lent(view, found, &held, times, offset, number);
        }
    }
    held
}

/// The draft that a temporal expression hangs on.
fn governor(view: &Tree<'_>, found: &Predicates, time: &TimeExpression) -> Option<usize> {
    if time.first >= view.len() || time.last >= view.len() {
        return None;
    }
    if says_since_when(view, time) || compares_occasions(view, time) || is_of_a_century(time) {
        return None;
    }
    let inside = |token: usize| (time.first..=time.last).contains(&token);
    let top = (time.first..=time.last).find(|&token| view.head(token).is_none_or(|head| !inside(head)))?;
    let mut token = top;
    let mut head = view.head(top)?;
    // The preposition may head a phrase in a bad tree; one step up is enough.
    loop {
        if let Some(draft) = found.at[head] {
            if let Some(deed) = deed_judged(view, head, time).filter(|_| set::JUDGE.has(&found.drafts[draft].lemma)) {
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
        // "Jailed for a year in prison in May"
        let carrier = set::SCENE_OF_SPEECH.has(view.lemma(head))
            || set::INSTITUTION.has(view.lemma(head))
            || is_beside_the_day(view, time, top, head);
        let scene = is_of_the_scene(view, time, head);
        if !(adjunct || scene) || head > time.first && view.upos(head) == Upos::Propn || !(name || carrier || scene) {
            return None;
        }
        token = head;
        head = view.head(head)?;
    }
}

/// "Met at a hotel on Thursday", "demanded money last year": parsers hang the date on the noun before it, but no thing has
/// a date of its own that "on" or nothing at all introduces.
fn is_beside_the_day(view: &Tree<'_>, time: &TimeExpression, top: usize, head: usize) -> bool {
    let case = view.kid(top, Deprel::Case).or_else(|| time.first.checked_sub(1));
    let on = case.is_some_and(|case| set::ON.has(view.lemma(case))) && time.value.len() == "2022-07-09".len();
    let bare = view.kid(top, Deprel::Case).is_none()
        && matches!(view.deprel(top), Deprel::NmodTmod | Deprel::NmodUnmarked | Deprel::OblTmod | Deprel::OblUnmarked);
    view.upos(head) == Upos::Noun && head < time.first && (on || bare)
}

/// "Told them at a May 5 hearing": the date of the occasion.
fn is_of_the_scene(view: &Tree<'_>, time: &TimeExpression, head: usize) -> bool {
    view.upos(head) == Upos::Noun
        && view.deprel(head) == Deprel::Obl
        && view.has_case(head, set::IN_DURING_AT)
        && time.last < head
}

/// "The heaviest exchange since the ceasefire four months ago": the day is that of the beginning.
fn says_since_when(view: &Tree<'_>, time: &TimeExpression) -> bool {
    let since = (0..time.first).rev().find(|&token| set::SINCE.has(view.lemma(token)));
    let Some(since) = since.filter(|&since| since + 1 < time.first) else { return false };
    let between = || since + 1..time.first;
    between().any(|token| matches!(view.upos(token), Upos::Noun | Upos::Propn))
        && between().all(|token| !matches!(view.upos(token), Upos::Punct | Upos::Verb | Upos::Aux))
}

/// "For the first time since 2002": not the day of the second. "The first launch in two months": how long it had been, not
/// when the next one is.
fn compares_occasions(view: &Tree<'_>, time: &TimeExpression) -> bool {
    let compares = |word: usize| {
        (word.saturating_sub(6)..word)
            .rev()
            .take_while(|&token| view.upos(token) != Upos::Verb)
            .any(|token| view.token(token).feats.degree == Some(Degree::Sup) || set::FIRST_LAST.has(view.lemma(token)))
    };
    let before = time.first.checked_sub(1);
    let since = before.filter(|&since| set::SINCE.has(view.lemma(since)));
    let spans = set::SPAN_UNIT.has(view.lemma(time.last)) && view.token(time.last).feats.number == Some(Number::Plur);
    let within = [Some(time.first), before].into_iter().flatten().find(|&word| set::IN.has(view.lemma(word)));
    since.is_some_and(compares) || spans && within.is_some_and(compares)
}

/// "An 18th century manuscript": nothing is dated by the century.
fn is_of_a_century(time: &TimeExpression) -> bool {
    time.value.contains("XX") && !time.value.starts_with('X')
}

/// "Sentenced him for the murder of a judge in 2019": the day of the deed, not of the verdict.
fn deed_judged(view: &Tree<'_>, verdict: usize, time: &TimeExpression) -> Option<usize> {
    view.kids(verdict).find(|&kid| {
        let about = view.has_case(kid, set::FOR_OVER_OF) || view.has(kid, Deprel::Mark, set::FOR_OVER_OF);
        matches!(view.deprel(kid), Deprel::Obl | Deprel::Advcl)
            && about
            && (verdict..time.first).contains(&kid)
            && view.reach(kid).1 + 3 > time.first
    })
}

/// A date that the sentence states once for two clauses.
fn lent(
    view: &Tree<'_>,
    found: &Predicates,
    held: &[Option<usize>],
    times: &[TimeExpression],
    offset: usize,
    number: usize,
) -> Option<usize> {
    let draft = &found.drafts[number];
    let seat = draft.light.unwrap_or(draft.predicate);
    if let Some(time) = occasion(view, found, held, draft).or_else(|| as_of_then(view, seat, times, offset)) {
        return Some(time);
    }
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
            // "Arrived on Monday and met X"
            let same_day = is_recent_day(view, stated) && view.tense(seat) == Some(Tense::Past);
            (!own_subject && (fronted || after_both || same_day)).then_some(time)
        }
        // "is due on Thursday to travel": the raising verb's date is the event's
        Deprel::Xcomp => {
            let lemma = &found.drafts[other].lemma;
            // "Managed on Monday to", "forced them in 1992 to": one deed, done on one day.
            let done = view
                .lexicon
                .governing(Class::Verb, lemma, &Frame::Inf)
                .is_some_and(|entry| entry.signature.status == Status::Happened && !entry.signature.speaker);
            (done || set::STARTS.has(lemma)).then_some(time)
        }
        // "The meeting took place on Thursday", "The talks ended late on Tuesday"
        Deprel::Nsubj | Deprel::NsubjPass => {
            let occurrence =
                set::ASPECT.has(&found.drafts[other].lemma) || set::SCHEDULES.has(&found.drafts[other].lemma);
            occurrence.then_some(time)
        }
        // "On Monday a gunman shot at guards, killing one"
        Deprel::Advcl => {
            let told_before = stated.last < seat && head < seat && view.token(seat).form.ends_with("ing");
            let bare = view.kids(seat).all(|kid| {
                !matches!(view.deprel(kid), Deprel::Mark | Deprel::Aux | Deprel::Nsubj | Deprel::Case | Deprel::Advmod)
            });
            (told_before && bare).then_some(time)
        }
        // "said in talks with X on Thursday": what is said in talks is said on their day
        Deprel::Obl => within(view, draft, seat).then_some(time),
        _ => None,
    }
}

/// "Told them at a briefing on Friday", "the attack in which ten died": the date of the occasion is the verb's. "The 2001
/// attacks killed", "wounded in Monday's strike": what an event did was done on its day.
fn occasion(view: &Tree<'_>, found: &Predicates, held: &[Option<usize>], draft: &Draft) -> Option<usize> {
    if draft.kind != ClauseKind::Verbal {
        return None;
    }
    let effect = set::EFFECT.has(&draft.lemma) || set::HITS.has(&draft.lemma);
    let phrases = draft.arguments.iter().filter(|(role, token)| match role {
        Role::Oblique(word) => set::IN_DURING_AT.has(word) && (view.head(*token) == Some(draft.predicate) || effect),
        Role::Subject => effect,
        _ => false,
    });
    let mut occasions = phrases.filter_map(|&(_, token)| found.at[token]);
    occasions.find_map(|number| held[number].filter(|_| found.drafts[number].kind == ClauseKind::Nominal))
}

/// "In 2015, when he met X": the date right before the "when" of a clause.
fn as_of_then(view: &Tree<'_>, seat: usize, times: &[TimeExpression], offset: usize) -> Option<usize> {
    let clause = matches!(view.deprel(seat), Deprel::Advcl | Deprel::AdvclRelcl | Deprel::AclRelcl);
    let opens = (view.reach(seat).0..seat).find(|&token| view.upos(token) != Upos::Punct).filter(|_| clause)?;
    if !set::WHEN.has_any_case(&view.token(opens).form) {
        return None;
    }
    let mut before = opens.checked_sub(1)?;
    if view.token(before).form == "," {
        before = before.checked_sub(1)?;
    }
    let point = |time: &TimeExpression| !time.date.text.contains("..");
    let dates = |time: &TimeExpression| time.last == before && time.timex == TimexType::Date && point(time);
    times.iter().position(dates).map(|number| offset + number)
}

/// Whether a date is a day named by its weekday or from today: "on Monday", "yesterday".
fn is_recent_day(view: &Tree<'_>, time: &TimeExpression) -> bool {
    let numbered = |token: usize| view.token(token).form.contains(|letter: char| letter.is_ascii_digit());
    time.timex == TimexType::Date && time.value.len() == "2022-07-09".len() && !(time.first..=time.last).any(numbered)
}

/// Whether an event noun is the occasion of the verb that it hangs on: "in talks", "during a visit", "at the summit".
fn within(view: &Tree<'_>, draft: &Draft, seat: usize) -> bool {
    draft.kind == ClauseKind::Nominal && view.has_case(seat, set::IN_DURING_AT)
}

/// The index of the mention of the place where a draft's event is.
pub(super) fn place(view: &Tree<'_>, draft: &Draft) -> Option<usize> {
    let locative = |word: &str| set::LOCATIVE.has(word);
    let direct = |is_place: &dyn Fn(&Tree<'_>, usize) -> bool| {
        draft.arguments.iter().find_map(|(role, token)| match role {
            // "Lashed out at Chad": nothing happens at a state.
            Role::Oblique(word)
                if locative(word)
                    && is_place(view, *token)
                    && is_phrase_of(view, draft, *token)
                    && !(set::AT.has(word) && view.is_state(*token) && view.is_noun_name(*token)) =>
            {
                view.mention(*token)
            }
            _ => None,
        })
    };
    let nested = || {
        // A phrase that the parser hung on the name before it, or on a carrier ("on the sidelines of the summit in Bali").
        draft.arguments.iter().filter(|(_, token)| !draft.inherited.contains(token)).find_map(|(role, token)| {
            let name = view.upos(*token) == Upos::Propn && matches!(role, Role::Object | Role::Oblique(_));
            if !name {
                return None;
            }
            view.kids(*token)
                .filter(|&kid| matches!(view.deprel(kid), Deprel::Nmod | Deprel::Obl) && kid > *token)
                .filter(|&kid| view.has_case(kid, set::IN_AT))
                .find(|&kid| view.is_place(kid))
                .and_then(|kid| view.mention(kid))
        })
    };
    direct(&|tree, token| tree.is_place(token))
        .or_else(nested)
        .or_else(|| direct(&|tree, token| tree.is_open_place(token)))
}

/// Not the scene noun of a compound ("the Ukraine war"), which has no preposition of its own.
fn is_phrase_of(view: &Tree<'_>, draft: &Draft, token: usize) -> bool {
    !draft.inherited.contains(&token) && matches!(view.deprel(token), Deprel::Obl | Deprel::Nmod | Deprel::Conj)
}
