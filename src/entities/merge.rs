//! Elements beside each other that are one name, though the gazetteer knows a part of it for something else.

use rustc_hash::FxHashSet;

use super::{
    EntityKind,
    gazetteer::Gazetteer,
    names::{Atoms, Form},
    scan::{Element, Hit, What},
};
use crate::syntax::{Deprel, Sentence, Upos};

/// "CNN Philippines", "Greenpeace Russia": the branch of a body in a state is that body, and not the state.
pub(super) fn branches(gazetteer: &Gazetteer, elements: &mut Vec<Element>, sentence: &Sentence) {
    let mut index = 0;
    while index + 1 < elements.len() {
        let (left, right) = (&elements[index], &elements[index + 1]);
        let body = |hit: &Hit| {
            matches!(
                gazetteer.entry(hit.entry).class(),
                "broadcaster" | "news_agency" | "newspaper" | "magazine" | "company" | "ngo"
            )
        };
        let state = |hit: &Hit| gazetteer.entry(hit.entry).kind() == EntityKind::Country && hit.form == Form::Name;
        let branch = match (&left.what, &right.what) {
            (What::Known(bodies), What::Known(states)) => {
                bodies.iter().all(body) && states.iter().all(state) && left.last + 1 == right.first
            }
            _ => false,
        };
        if branch && sentence.tokens[left.last].space_after {
            elements[index].last = right.last;
            elements.remove(index + 1);
        }
        index += 1;
    }
}

/// Nouns in the plural that say what kind of place each of the names before them is.
const DIVISIONS: [&str; 12] = [
    "oblasts",
    "provinces",
    "regions",
    "governorates",
    "districts",
    "counties",
    "prefectures",
    "departments",
    "divisions",
    "municipalities",
    "cantons",
    "voivodeships",
];

/// "The Kharkiv, Odesa, and Sumy Oblasts": the cities after which several regions are called are not meant.
pub(super) fn regions(gazetteer: &Gazetteer, elements: &mut [Element], sentence: &Sentence) {
    let lower = |token: usize| sentence.tokens.get(token).map_or(String::new(), |word| word.form.to_lowercase());
    let city = |element: &Element| {
        matches!(&element.what, What::Known(hits) if hits.iter().all(|hit| {
            let entry = gazetteer.entry(hit.entry);
            entry.kind() == EntityKind::Place && matches!(entry.class(), "city" | "capital" | "town")
        }))
    };
    let is_division = |token: usize| {
        let word = sentence.tokens.get(token);
        word.is_some_and(|word| DIVISIONS.iter().any(|division| word.form.eq_ignore_ascii_case(division)))
    };
    for index in 1..elements.len() {
        let inside = is_division(elements[index].last);
        let after = is_division(elements[index].last + 1);
        if !inside && !after {
            continue;
        }
        let mut at = index;
        while at > 0 {
            let (left, right) = (elements[at - 1].last + 1, elements[at].first);
            let joined = left < right
                && right - left <= 2
                && (left..right).all(|token| matches!(lower(token).as_str(), "," | "and" | "or" | "&"));
            if !joined || !city(&elements[at - 1]) {
                break;
            }
            at -= 1;
            elements[at].what = What::Capital;
        }
        if after && at < index && city(&elements[index]) {
            elements[index].what = What::Capital;
        }
    }
}

/// "Paris Hilton", "Michael Jordan": a given name beside a place is a person's name.
pub(super) fn given_names(
    gazetteer: &Gazetteer,
    atoms: &Atoms,
    elements: &mut Vec<Element>,
    sentence: &Sentence,
    starts: &FxHashSet<usize>,
) {
    let mut index = 0;
    let mut fused = None;
    while index + 1 < elements.len() {
        let (left, right) = (&elements[index], &elements[index + 1]);
        let adjacent = left.last + 1 == right.first && sentence.tokens[left.last].space_after;
        let single = |element: &Element| element.first == element.last;
        let name_only = |element: &Element| match &element.what {
            What::Known(hits) => {
                hits.iter().all(|hit| {
                    hit.form == Form::Name
                        && (matches!(gazetteer.entry(hit.entry).kind(), EntityKind::Place | EntityKind::Country)
                            || gazetteer.entry(hit.entry).kind() == EntityKind::Organisation
                                && atoms.first(element.first).is_some_and(|atom| gazetteer.is_given(atom)))
                }) && !sentence.tokens[element.first].form.contains('.')
                    && sentence.tokens[element.first].form.chars().filter(|letter| letter.is_uppercase()).count() == 1
            }
            _ => false,
        };
        let given = |token: usize| atoms.first(token).is_some_and(|atom| gazetteer.is_given(atom));
        // "Robert Eugene Zhelk", once Eugene is no city
        let rest = adjacent
            && fused == Some(index)
            && matches!((&left.what, &right.what), (What::Capital, What::Capital))
            && !starts.contains(&right.first);
        let merged = rest || adjacent
            && match (&left.what, &right.what) {
                (What::Capital, What::Known(_)) => single(right) && name_only(right) && given(left.first),
                (What::Known(_), What::Capital) => single(left) && name_only(left) && given(left.first),
                _ => false,
            }
            // "Jordan Velk spoke": a state's name that a capitalised word continues is no state, unless it ends a phrase of
            // place ("in Ukraine Velk said").
            // "Highland Papua", "United Seychelles", "Inter Miami"
            || adjacent
                && matches!(left.what, What::Capital)
                && (!starts.contains(&left.first) || left.last > left.first)
                && single(right)
                && name_only(right)
                && word_like(&sentence.tokens[right.first].form)
                // "in Pakse Laos" leaves out a comma.
                && !(is_country(gazetteer, &right.what)
                    && left.first.checked_sub(1).is_some_and(|before| {
                        sentence.tokens[before].upos == Upos::Adp || sentence.tokens[before].form == ","
                    }))
            || adjacent
                && single(left)
                && name_only(left)
                && matches!(right.what, What::Capital)
                && (left.first == 0 || sentence.tokens[left.first - 1].upos != Upos::Adp)
                && one_phrase(sentence, left.first, right)
            // "Foreign Minister Ordo Kaya Wagner": after a title and a given name also the name of a body is a surname.
            || adjacent
                && matches!(left.what, What::Capital)
                && single(right)
                && word_like(&sentence.tokens[right.first].form)
                && matches!(&right.what, What::Known(hits) if hits.iter().all(|hit| hit.form == Form::Name))
                && index > 0
                && elements[index - 1].last + 1 == left.first
                && matches!(elements[index - 1].what, What::Title(_) | What::Role { plural: false, .. })
                && sentence.tokens.get(right.last + 1).is_none_or(|next| next.upos != Upos::Noun);
        if merged {
            elements[index].last = elements[index + 1].last;
            elements[index].what = What::Capital;
            elements.remove(index + 1);
            fused = Some(index);
        } else {
            index += 1;
        }
    }
}

fn is_country(gazetteer: &Gazetteer, what: &What) -> bool {
    matches!(what, What::Known(hits)
        if hits.iter().any(|hit| gazetteer.entry(hit.entry).kind() == EntityKind::Country))
}

/// Whether the tree takes a token and the element after it for one name.
fn one_phrase(sentence: &Sentence, token: usize, next: &Element) -> bool {
    let joins = |deprel: Deprel| matches!(deprel, Deprel::Flat | Deprel::NmodDesc | Deprel::Compound);
    let word = &sentence.tokens[token];
    joins(word.deprel) && word.head.is_some_and(|head| (next.first..=next.last).contains(&head))
        || (next.first..=next.last)
            .any(|other| sentence.tokens[other].deprel == Deprel::Flat && sentence.tokens[other].head == Some(token))
}

/// "Wagner", not "US" or "U.N.".
fn word_like(form: &str) -> bool {
    form.chars().filter(|letter| letter.is_uppercase()).count() == 1 && !form.contains('.')
}
