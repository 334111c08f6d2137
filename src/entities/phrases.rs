//! From elements to mentions: titles and roles join the names that they stand before; roles with their modifiers are
//! nominal mentions; pronouns stand for themselves.
//!
//! Edges come from word order and tags; the tree only says which token is the head.

use super::{
    EntityKind, MentionKind, beside,
    draft::{Draft, NounPhrase, Owner, TitleWords, Topic, View},
    element::{Element, What, is_capital},
    gazetteer::Gazetteer,
    lexicon::{Lexicon, Sort},
    modifiers::{Modifiers, modifiers},
    names::Form,
    pronouns,
};
use crate::{
    lexicon::set,
    syntax::{Deprel, Sentence, Upos},
};

/// How many tokens a bracket behind a name may have.
const BRACKETS: usize = 8;

/// The mentions of a sentence, unresolved.
pub(super) fn drafts(gazetteer: &Gazetteer, lexicon: &Lexicon, view: &View<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    let mut absorbed = vec![false; view.elements.len()];
    for (index, element) in view.elements.iter().enumerate() {
        if view.names(index) {
            found.push(name(gazetteer, lexicon, view, index, element, &mut absorbed));
        }
    }
    shared_titles(lexicon, view, &mut found);
    let beside = beside::drafts(gazetteer, lexicon, view, &found);
    for (index, element) in view.elements.iter().enumerate() {
        if let What::Role { role, plural } = element.what
            && !absorbed[index]
            && !beside.iter().any(|draft| (element.first..=element.last).contains(&draft.head))
            && let Some(draft) = nominal(lexicon, view, index, role, plural)
        {
            found.push(draft);
        }
    }
    found.extend(beside);
    for token in 0..view.sentence.tokens.len() {
        if view.at[token].is_none()
            && let Some(draft) = pronouns::draft(view, token)
        {
            found.push(draft);
        }
    }
    found.sort_by_key(|draft| (draft.first, usize::MAX - draft.last));
    found
}

/// The mention of a name, with the words before it that say who it is and the noun behind it that says what it is.
fn name(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    view: &View<'_>,
    index: usize,
    element: &Element,
    absorbed: &mut [bool],
) -> Draft {
    let mut first = element.first;
    let mut title = TitleWords::default();
    let person = match &element.what {
        What::Known(hits) => hits.iter().any(|hit| gazetteer.entry(hit.entry).kind() == EntityKind::Person),
        _ => true,
    };
    if person {
        first = titles_before(view, first, &mut title, absorbed);
        first = role_before(lexicon, view, first, &mut title, absorbed).unwrap_or(first);
    }
    let mut last = element.last;
    if title.role.is_none()
        && let Some(class) = class_after(gazetteer, lexicon, view, element)
    {
        absorbed[class] = true;
        last = view.elements[class].last;
    }
    let begin = if title.role.is_some() { title_first(&title, first) } else { first };
    let head = head(view.sentence, begin, last, element.first);
    let people = matches!(&element.what, What::Known(hits) if hits.iter().all(|hit| hit.form == Form::Adjective))
        && demonym_of_people(view.sentence, element.last);
    if people && first == element.first {
        first = counted_from(view, first);
    }
    let topic = Topic::Name { first: element.first, last: element.last, element: index, title };
    Draft { people, ..Draft::new(view, (first, last), head, MentionKind::Name, topic) }
}

/// Gives the names of a list the role in the plural that stands before it: "former FBI directors Ordo Velk and Ann Kaya".
fn shared_titles(lexicon: &Lexicon, view: &View<'_>, names: &mut [Draft]) {
    let mut at = 0;
    while at < names.len() {
        let list = list_from(view, names, at);
        at = list.last().map_or(at, |last| last + 1);
        let Some(title) = plural_role_before(lexicon, view, names[list[0]].first).filter(|_| list.len() > 1) else {
            continue;
        };
        for name in list {
            if let Topic::Name { title: own, .. } = &mut names[name].topic
                && own.role.is_none()
            {
                *own = TitleWords { gender: own.gender.or(title.gender), ..title.clone() };
            }
        }
    }
}

/// The names that commas and "and" join to one, and that one; what brackets behind them name is passed over.
fn list_from(view: &View<'_>, names: &[Draft], first: usize) -> Vec<usize> {
    let mut list = vec![first];
    let mut end = names[first].last + 1;
    for (index, next) in names.iter().enumerate().skip(first + 1) {
        // "Ordo Velk (R-Ohio) and"
        if view.form(end) == "(" {
            end = (end..end + BRACKETS).find(|&token| view.form(token) == ")").map_or(end, |token| token + 1);
        }
        if next.first < end {
            continue;
        }
        if next.first == end
            || next.first > end + 2
            || !(end..next.first).all(|token| set::AND_COMMA.has(view.form(token)))
        {
            break;
        }
        list.push(index);
        end = next.last + 1;
    }
    list
}

/// The role in the plural right before a name, with what it is of.
fn plural_role_before(lexicon: &Lexicon, view: &View<'_>, name: usize) -> Option<TitleWords> {
    let element = view.element_ending(name.checked_sub(1)?)?;
    let What::Role { role, plural: true } = view.elements[element].what else { return None };
    let kind = &lexicon.roles()[role as usize];
    if !matches!(kind.sort, Sort::Office | Sort::Person) {
        return None;
    }
    let words = &view.elements[element];
    let found = modifiers(lexicon, view, words.first);
    let role = Some((words.first, words.last, role));
    Some(TitleWords { role, of: found.of, former: found.former, gender: kind.gender })
}

/// Takes the titles right before a name: "Mr", "Dr". Where the mention then begins.
fn titles_before(view: &View<'_>, name: usize, title: &mut TitleWords, absorbed: &mut [bool]) -> usize {
    let mut first = name;
    while first > 0
        && let Some(before) = view.element_ending(first - 1)
        && let What::Title(gender) = view.elements[before].what
    {
        absorbed[before] = true;
        first = view.elements[before].first;
        title.gender = title.gender.or(gender);
    }
    first
}

/// Takes the role right before a name, "Chinese Foreign Minister", or with what it is of between the two, "President of
/// Zhelkovia". Where the mention then begins.
fn role_before(
    lexicon: &Lexicon,
    view: &View<'_>,
    first: usize,
    title: &mut TitleWords,
    absorbed: &mut [bool],
) -> Option<usize> {
    let is_role = |element: usize| match view.elements[element].what {
        What::Role { role, plural: false } => {
            matches!(lexicon.roles()[role as usize].sort, Sort::Office | Sort::Person)
        }
        _ => false,
    };
    let beside = first.checked_sub(1).and_then(|token| view.element_ending(token)).filter(|&element| is_role(element));
    let (element, of) = match beside {
        Some(element) => (element, None),
        None => office_of(lexicon, view, first).map(|(office, of)| (office, Some(of)))?,
    };
    let What::Role { role, .. } = view.elements[element].what else { return None };
    let words = &view.elements[element];
    let modifiers = modifiers(lexicon, view, words.first);
    absorbed[element] = true;
    if let (Owner::Body(body, _), None) = (modifiers.of, of) {
        absorbed[body] = true;
    }
    title.role = Some((words.first, words.last, role));
    title.of = match of {
        Some(of) if modifiers.of == Owner::Nothing => Owner::Element(of),
        _ => modifiers.of,
    };
    title.former = modifiers.former;
    title.gender = title.gender.or(lexicon.roles()[role as usize].gender);
    Some(modifiers.first)
}

/// "Tass news agency", "Donetsk region": the noun behind a known name that says what it is.
fn class_after(gazetteer: &Gazetteer, lexicon: &Lexicon, view: &View<'_>, name: &Element) -> Option<usize> {
    let class = view.at.get(name.last + 1).copied().flatten()?;
    let What::Role { role, plural: false } = view.elements[class].what else { return None };
    let What::Known(hits) = &name.what else { return None };
    let kind = match lexicon.roles()[role as usize].sort {
        Sort::Organisation => EntityKind::Organisation,
        Sort::Place => EntityKind::Place,
        _ => return None,
    };
    let fits = view.elements[class].first == name.last + 1
        && !is_capital(view.form(name.last + 1))
        && hits.iter().all(|hit| hit.form == Form::Name)
        && hits.iter().any(|hit| gazetteer.entry(hit.entry).kind() == kind);
    fits.then_some(class)
}

/// "President of Zhelkovia Ordo Velk": the office before the name with what it is of, and the element of that.
fn office_of(lexicon: &Lexicon, view: &View<'_>, name: usize) -> Option<(usize, usize)> {
    let mut at = name;
    let mut of = None;
    for _ in 0..6 {
        let element = view.element_ending(at.checked_sub(1)?)?;
        let organ = match view.elements[element].what {
            What::Known(_) | What::Capital => true,
            // "Minister of State for the Armed Forces"
            What::Role { role, .. } => matches!(lexicon.roles()[role as usize].sort, Sort::Body | Sort::State),
            _ => false,
        };
        if !organ {
            return None;
        }
        of = of.or(Some(element));
        at = view.elements[element].first;
        if at > 0 && set::THE.has_any_case(view.form(at - 1)) {
            at -= 1;
        }
        match view.form(at.checked_sub(1)?) {
            text if set::OF_FOR.has(text) => {
                let office = view.element_ending(at.checked_sub(2)?)?;
                if let What::Role { role, plural: false } = view.elements[office].what
                    && matches!(lexicon.roles()[role as usize].sort, Sort::Office | Sort::Person)
                {
                    // "Head of the Office of the President of Zhelkovia Ordo Velk": what serves the office is not the office.
                    let mut before = view.elements[office].first.checked_sub(1);
                    if before.is_some_and(|before| set::THE.has_any_case(view.form(before))) {
                        before = before.and_then(|before| before.checked_sub(1));
                    }
                    let serves = before.is_some_and(|before| set::SERVES.has(view.form(before)));
                    return if serves { None } else { Some((office, of?)) };
                }
                at -= 1;
            }
            text if set::AND_COMMA.has(text) => at -= 1,
            _ => return None,
        }
    }
    None
}

/// Whether a demonym is a noun that heads its phrase: "two Americans", "a Ukrainian", not "the Chinese" or "Americans' votes".
fn demonym_of_people(sentence: &Sentence, token: usize) -> bool {
    let word = &sentence.tokens[token];
    let one = || {
        let counts = |before: &crate::syntax::Token| set::COUNTS_ONE.has(&before.lemma);
        token.checked_sub(1).is_some_and(|before| counts(&sentence.tokens[before]))
            && sentence
                .tokens
                .get(token + 1)
                .is_none_or(|next| !matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj))
    };
    (word.form.ends_with('s') && !word.form.ends_with("ss") && matches!(word.upos, Upos::Noun | Upos::Propn) || one())
        && !matches!(word.deprel.universal(), Deprel::Amod | Deprel::Compound | Deprel::Flat)
}

/// Where the phrase of counted people begins: "five Palestinians", "dozens of" left out.
fn counted_from(view: &View<'_>, first: usize) -> usize {
    match first.checked_sub(1).map(|before| &view.sentence.tokens[before]) {
        Some(before) if before.upos == Upos::Num || set::THE.has_any_case(&before.form) => first - 1,
        _ => first,
    }
}

fn title_first(title: &TitleWords, first: usize) -> usize {
    title.role.map_or(first, |(role, _, _)| role)
}

/// The token of the stretch that the rest of the sentence governs; the one at or after `prefer` where there are several.
fn head(sentence: &Sentence, first: usize, last: usize, prefer: usize) -> usize {
    let outside = |token: &usize| {
        let word = &sentence.tokens[*token];
        word.deprel != Deprel::Punct && word.head.is_none_or(|head| head < first || head > last)
    };
    (prefer..=last).find(outside).or_else(|| (first..prefer).rev().find(outside)).unwrap_or(prefer)
}

/// The mention of a role, where its phrase can mean somebody.
fn nominal(lexicon: &Lexicon, view: &View<'_>, index: usize, role: u32, plural: bool) -> Option<Draft> {
    let element = &view.elements[index];
    let sort = lexicon.roles()[role as usize].sort;
    // A role that modifies the next role or name is part of that phrase.
    if let Some(next) = view.at.get(element.last + 1).copied().flatten()
        && view.elements[next].first == element.last + 1
        && matches!(view.elements[next].what, What::Role { .. })
        && !plural
    {
        return None;
    }
    let found = modifiers(lexicon, view, element.first);
    let (of, last) = match owner_after(view, element.last).filter(|_| found.of == Owner::Nothing) {
        Some((owner, _, true)) => (Owner::Within(owner), element.last),
        Some((owner, end, false)) => (Owner::Element(owner), end),
        None => (found.of, element.last),
    };
    let capital = is_capital(view.form(element.first)) && element.first > 0;
    // "his country"
    let home = !plural
        && matches!(of, Owner::Pronoun(_))
        && !found.narrowed
        && sort == Sort::State
        && lexicon.roles()[role as usize].slugs.iter().any(|slug| set::HOME.has(slug));
    if !home && !means_somebody(sort, &found, plural, of != Owner::Nothing, capital) {
        return None;
    }
    let head = head(view.sentence, element.first, element.last, element.last);
    // "Israel's Foreign Ministry", "Parliament": an organ with capitals is named.
    let spelled = |token: usize| is_capital(view.form(token)) || view.form(token).len() < 4;
    let name = capital && sort == Sort::Body && (element.first..=element.last).all(spelled);
    let Modifiers { first, definite, indefinite, count, top, former, narrowed, region, .. } = found;
    let phrase = NounPhrase { role, plural, of, definite, indefinite, count, top, former, narrowed, region };
    let kind = if name { MentionKind::Name } else { MentionKind::Nominal };
    Some(Draft::new(view, (first, last), head, kind, Topic::Nominal(phrase)))
}

/// Whether a phrase of such a role means somebody by itself: bare singulars mostly do not.
fn means_somebody(sort: Sort, found: &Modifiers, plural: bool, owned: bool, capital: bool) -> bool {
    let said = plural || found.definite || found.indefinite || owned || capital;
    match sort {
        Sort::Office | Sort::Person => said || found.count.is_some(),
        Sort::Group => true,
        Sort::Body => said,
        Sort::Organisation | Sort::Place => found.definite && !plural && !owned,
        Sort::State => {
            found.definite && (plural || !found.indefinite && !owned) || plural && (found.region.is_some() || owned)
        }
    }
}

/// "of Russia", "of the European Union", "in Kyiv" after a role: the element, its last token, whether it is a place.
fn owner_after(view: &View<'_>, last: usize) -> Option<(usize, usize, bool)> {
    let within = match view.form(last + 1) {
        text if set::OF_FOR.has(text) => false,
        text if set::WITHIN.has(text) => true,
        _ => return None,
    };
    let mut next = last + 2;
    if set::THE.has_any_case(view.form(next)) {
        next += 1;
    }
    let element = view.at.get(next).copied().flatten()?;
    (view.elements[element].first == next && view.names(element)).then_some((
        element,
        view.elements[element].last,
        within,
    ))
}
