//! Elements beside each other that are one name, though the gazetteer knows a part of it for something else.

use rustc_hash::FxHashSet;

use super::{
    EntityKind,
    element::{Element, Hit, What},
    gazetteer::Gazetteer,
    names::{Atoms, Form},
};
use crate::{
    lexicon::set,
    syntax::{Deprel, Sentence, Upos},
};

/// "CNN Philippines", "Greenpeace Russia": the branch of a body in a state is that body, and not the state.
pub(super) fn branches(gazetteer: &Gazetteer, elements: &mut Vec<Element>, sentence: &Sentence) {
    let mut index = 0;
    while index + 1 < elements.len() {
        let (left, right) = (&elements[index], &elements[index + 1]);
        let body = |hit: &Hit| set::CLASS_OF_FIRM.has(gazetteer.entry(hit.entry).class());
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

/// "The Kharkiv, Odesa, and Sumy Oblasts": the cities after which several regions are called are not meant.
pub(super) fn regions(gazetteer: &Gazetteer, elements: &mut [Element], sentence: &Sentence) {
    let lower = |token: usize| sentence.tokens.get(token).map_or(String::new(), |word| word.form.to_lowercase());
    let city = |element: &Element| {
        matches!(&element.what, What::Known(hits) if hits.iter().all(|hit| {
            let entry = gazetteer.entry(hit.entry);
            entry.kind() == EntityKind::Place && set::CLASS_OF_TOWN.has(entry.class())
        }))
    };
    let is_division = |token: usize| {
        let word = sentence.tokens.get(token);
        word.is_some_and(|word| set::DIVISIONS.has(&word.form.to_ascii_lowercase()))
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
            let joined =
                left < right && right - left <= 2 && (left..right).all(|token| set::COORDINATION.has(&lower(token)));
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
        let joint = Joint { gazetteer, atoms, sentence, starts, elements, index };
        let merged = joint.is_adjacent()
            && (fused == Some(index) && joint.goes_on()
                || joint.is_given_and_place()
                || joint.is_word_before_place()
                || joint.is_place_before_word()
                || joint.is_surname_after_title());
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

/// Two neighbouring elements, and whether they are one name.
struct Joint<'a> {
    gazetteer: &'a Gazetteer,
    atoms: &'a Atoms,
    sentence: &'a Sentence,
    starts: &'a FxHashSet<usize>,
    elements: &'a [Element],
    /// Of the left one.
    index: usize,
}

impl Joint<'_> {
    fn left(&self) -> &Element {
        &self.elements[self.index]
    }

    fn right(&self) -> &Element {
        &self.elements[self.index + 1]
    }

    fn is_adjacent(&self) -> bool {
        self.left().last + 1 == self.right().first && self.sentence.tokens[self.left().last].space_after
    }

    fn is_given(&self, token: usize) -> bool {
        self.atoms.first(token).is_some_and(|atom| self.gazetteer.is_given(atom))
    }

    /// Whether an element is one word that is nothing but the name of a place or state, or of a body that is called as
    /// people are.
    fn is_one_place(&self, element: &Element) -> bool {
        let form = &self.sentence.tokens[element.first].form;
        let What::Known(hits) = &element.what else { return false };
        let place = |hit: &Hit| match self.gazetteer.entry(hit.entry).kind() {
            EntityKind::Place | EntityKind::Country => true,
            EntityKind::Organisation => self.is_given(element.first),
            _ => false,
        };
        element.first == element.last
            && hits.iter().all(|hit| hit.form == Form::Name && place(hit))
            && !form.contains('.')
            && form.chars().filter(|letter| letter.is_uppercase()).count() == 1
    }

    /// "Robert Eugene Zhelk", once Eugene is no city.
    fn goes_on(&self) -> bool {
        matches!((&self.left().what, &self.right().what), (What::Capital, What::Capital))
            && !self.starts.contains(&self.right().first)
    }

    fn is_given_and_place(&self) -> bool {
        let (left, right) = (self.left(), self.right());
        let place = match (&left.what, &right.what) {
            (What::Capital, What::Known(_)) => right,
            (What::Known(_), What::Capital) => left,
            _ => return false,
        };
        self.is_one_place(place) && self.is_given(left.first)
    }

    /// "Highland Papua", "United Seychelles", "Inter Miami"
    fn is_word_before_place(&self) -> bool {
        let (left, right) = (self.left(), self.right());
        // "in Pakse Laos" leaves out a comma.
        let listed = || {
            is_country(self.gazetteer, &right.what)
                && left.first.checked_sub(1).is_some_and(|before| {
                    let before = &self.sentence.tokens[before];
                    before.upos == Upos::Adp || before.form == ","
                })
        };
        matches!(left.what, What::Capital)
            && (!self.starts.contains(&left.first) || left.last > left.first)
            && self.is_one_place(right)
            && word_like(&self.sentence.tokens[right.first].form)
            && !listed()
    }

    /// "Jordan Velk spoke": a state's name that a capitalised word continues is no state, unless it ends a phrase of place
    /// ("in Ukraine Velk said").
    fn is_place_before_word(&self) -> bool {
        let (left, right) = (self.left(), self.right());
        self.is_one_place(left)
            && matches!(right.what, What::Capital)
            && (left.first == 0 || self.sentence.tokens[left.first - 1].upos != Upos::Adp)
            && one_phrase(self.sentence, left.first, right)
    }

    /// "Foreign Minister Ordo Kaya Wagner": after a title and a given name also the name of a body is a surname.
    fn is_surname_after_title(&self) -> bool {
        let (left, right) = (self.left(), self.right());
        let titled = self.index.checked_sub(1).map(|before| &self.elements[before]).is_some_and(|before| {
            before.last + 1 == left.first && matches!(before.what, What::Title(_) | What::Role { plural: false, .. })
        });
        matches!(left.what, What::Capital)
            && right.first == right.last
            && word_like(&self.sentence.tokens[right.first].form)
            && matches!(&right.what, What::Known(hits) if hits.iter().all(|hit| hit.form == Form::Name))
            && titled
            && self.sentence.tokens.get(right.last + 1).is_none_or(|next| next.upos != Upos::Noun)
    }
}
