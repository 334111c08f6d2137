//! What the words of a name show it to be: a body, a place, or a thing that neither acts nor lies anywhere.

use super::{EntityKind, element::Scan, gazetteer::Gazetteer, lexicon::Lexicon, names::Atoms};
use crate::{lexicon::set, syntax::Sentence};

/// What a name names, by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Organisation,
    Place,
    /// A storm, an agreement, a prize, a weapon, a ship.
    Thing,
}

impl Scan<'_> {
    /// What the last word of a name says alone.
    pub(super) fn ending(&self, last: usize) -> Option<Shape> {
        let word = self.form(last).trim_end_matches('.').to_lowercase();
        let at_end = |words: &rustc_hash::FxHashMap<Box<str>, super::lexicon::Position>| {
            words.get(word.as_str()).is_some_and(|position| position.last)
        };
        if self.lexicon.names().organisation_words.contains(word.as_str()) {
            Some(Shape::Organisation)
        } else if at_end(&self.lexicon.names().place_words) {
            Some(Shape::Place)
        } else {
            at_end(&self.lexicon.names().thing_words).then_some(Shape::Thing)
        }
    }

    pub(super) fn shape(&self, first: usize, last: usize) -> Option<Shape> {
        shape(self.gazetteer, self.lexicon, self.sentence, self.atoms, first, last)
    }
}

/// What the tokens `first..=last` of a name say that it is: the word before "of" or "for", the last, the first.
pub(super) fn shape(
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    sentence: &Sentence,
    atoms: &Atoms,
    first: usize,
    last: usize,
) -> Option<Shape> {
    let lower = |token: usize| sentence.tokens[token].form.trim_end_matches('.').to_lowercase();
    if last == first {
        return None;
    }
    let ending = |token: usize| {
        let word = lower(token);
        let place = lexicon.names().place_words.get(word.as_str()).is_some_and(|position| position.last);
        let thing = lexicon.names().thing_words.get(word.as_str()).is_some_and(|position| position.last);
        let house = set::HOUSE.has(&word) && sentence.tokens.get(token + 1).is_some_and(|next| set::OF.has(&next.form));
        if house || lexicon.names().organisation_words.contains(word.as_str()) {
            Some(Shape::Organisation)
        } else if place {
            Some(Shape::Place)
        } else {
            thing.then_some(Shape::Thing)
        }
    };
    let link = |token: usize| set::LINKS_ORGANISATION.has(&sentence.tokens[token].form);
    if let Some(found) = (first..last).filter(|&token| link(token + 1)).find_map(ending) {
        return Some(found);
    }
    // "the Baltimore Sun", "the Daily Mail"
    let town = |(length, names): (usize, Vec<super::names::Name>)| {
        length == last - first && names.iter().all(|name| gazetteer.entry(name.entry).kind() == EntityKind::Place)
    };
    if set::PAPERS.has(&lower(last))
        && (set::DAILY.has(&lower(first)) && last == first + 1
            || gazetteer.names().longest(atoms, first).is_some_and(town))
    {
        return Some(Shape::Organisation);
    }
    // "Priorities USA", "Zhelk Ski Country USA"
    if set::BODY_TAIL.has(&sentence.tokens[last].form) && sentence.tokens[last - 1].form.len() > 2 {
        return Some(Shape::Organisation);
    }
    let given = atoms.first(first).is_some_and(|atom| gazetteer.is_given(atom));
    // "on Gerrard Street" is a place.
    let led = first > 0 && set::AT_PLACE.has(&sentence.tokens[first - 1].form.to_lowercase());
    if given && !led && last == first + 1 && set::SURNAMES.has(&lower(last)) {
        return None;
    }
    if let Some(found) = ending(last) {
        return Some(found);
    }
    let begin = lower(first);
    // "Office Gergely Zhelk" is two things.
    let named = atoms.first(first + 1).is_some_and(|atom| gazetteer.is_given(atom));
    if !named && lexicon.names().organisation_words.contains(begin.as_str()) {
        return Some(Shape::Organisation);
    }
    if lexicon.names().place_words.get(begin.as_str()).is_some_and(|position| position.first) {
        return Some(Shape::Place);
    }
    let model = |token: usize| {
        token > first
            && sentence.tokens[token - 1].form == "-"
            && sentence.tokens[token].form.starts_with(|letter: char| letter.is_ascii_digit())
    };
    if lexicon.names().thing_words.get(begin.as_str()).is_some_and(|position| position.first)
        || (first..=last).any(model)
    {
        return Some(Shape::Thing);
    }
    None
}
