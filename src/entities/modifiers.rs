//! What stands before a role in its phrase: whose it is, whether it is definite, how many, of what part of the world.

use super::{
    draft::{Owner, View},
    element::What,
    lexicon::Lexicon,
};
use crate::{
    lexicon::set,
    syntax::{Deprel, Token, Upos},
};

/// How many tokens before a role may belong to its phrase.
const LONGEST: usize = 9;

/// What stands before a role in its phrase.
#[derive(Default)]
pub(super) struct Modifiers {
    /// Where the phrase begins.
    pub(super) first: usize,
    pub(super) of: Owner,
    pub(super) definite: bool,
    pub(super) indefinite: bool,
    pub(super) count: Option<u8>,
    pub(super) top: bool,
    pub(super) former: bool,
    pub(super) narrowed: bool,
    pub(super) region: Option<u32>,
}

/// The modifiers of the role at `start`, read from right to left.
pub(super) fn modifiers(lexicon: &Lexicon, view: &View<'_>, start: usize) -> Modifiers {
    let mut found = Modifiers { first: start, ..Modifiers::default() };
    while found.first > 0 && start - found.first < LONGEST && found.take(lexicon, view) {}
    found
}

impl Modifiers {
    /// Takes what stands right before; false where the phrase begins here.
    fn take(&mut self, lexicon: &Lexicon, view: &View<'_>) -> bool {
        let mut before = self.first - 1;
        // "West Zhelk Liberation Army (WZLA) militants"
        if before > 2 && view.form(before) == ")" && view.form(before - 2) == "(" {
            before -= 3;
            if view.element_ending(before).is_none() {
                return false;
            }
        }
        if let Some(element) = view.element_ending(before) {
            return self.take_element(view, element);
        }
        if view.at[before].is_some() {
            return false;
        }
        if let Some((length, region)) = view.atoms.region_before(lexicon, before) {
            self.region = self.region.or(Some(region));
            self.first = before + 1 - length;
            return true;
        }
        let word = &view.sentence.tokens[before];
        let lower = word.form.to_lowercase();
        if set::POSSESSIVE.has(&lower) {
            self.take_possessor(view, before);
            return false;
        }
        !self.begins_with(word, &lower, before) && self.take_word(word, &lower, before)
    }

    /// "Russian", "foreign ministry": whose it is.
    fn take_element(&mut self, view: &View<'_>, element: usize) -> bool {
        self.of = match (&view.elements[element].what, self.of) {
            (What::Role { plural: false, .. }, Owner::Nothing) => Owner::Body(element, None),
            (What::Known(_) | What::Capital, Owner::Nothing) => Owner::Element(element),
            (What::Known(_) | What::Capital, Owner::Body(body, None)) => Owner::Body(body, Some(element)),
            _ => return false,
        };
        self.first = view.elements[element].first;
        true
    }

    /// "Russia's", with the article before it.
    fn take_possessor(&mut self, view: &View<'_>, mark: usize) {
        let owner = mark.checked_sub(1).and_then(|token| view.element_ending(token));
        let Some(owner) = owner.filter(|&owner| view.names(owner)) else { return };
        self.of = match self.of {
            Owner::Nothing => Owner::Element(owner),
            Owner::Body(body, None) => Owner::Body(body, Some(owner)),
            _ => return,
        };
        self.definite = true;
        self.first = view.elements[owner].first;
        if self.first > 0 && set::THE.has_any_case(view.form(self.first - 1)) {
            self.first -= 1;
        }
    }

    /// Takes an article or the like, with which a phrase begins; whether it begins there, or behind the word.
    fn begins_with(&mut self, word: &Token, lower: &str, before: usize) -> bool {
        // "said that Chancellor Velk", "at least six people"
        let conjunction = set::THAT.has(lower) && (word.deprel == Deprel::Mark || word.upos == Upos::Sconj);
        if conjunction || set::DEGREE.has(lower) {
            return true;
        }
        if set::DEFINITE.has(lower) {
            self.definite = true;
        } else if set::BOTH.has(lower) {
            self.definite = true;
            self.count = Some(2);
        } else if set::INDEFINITE.has(lower) {
            self.indefinite = true;
        } else if set::OWNER.has(lower) {
            if self.of == Owner::Nothing {
                self.of = Owner::Pronoun(before);
            }
            self.definite = true;
        } else {
            return false;
        }
        self.first = before;
        true
    }

    /// Takes an adjective, a number or a noun that narrows the role; false where the phrase begins behind it.
    fn take_word(&mut self, word: &Token, lower: &str, before: usize) -> bool {
        let modifies = word.upos == Upos::Noun && !matches!(word.deprel, Deprel::Nsubj | Deprel::Obj);
        if set::TWO.has(lower) {
            self.count = Some(2);
        } else if set::TOP.has(lower) {
            self.top = true;
        } else if set::FORMER.has(lower) {
            self.former = true;
        } else if set::OUTGOING.has(lower) || matches!(lower, "-" | "‐") && !word.space_after {
        } else if matches!(word.upos, Upos::Adj | Upos::Num) {
            self.narrowed = true;
        } else if !self.former && modifies {
            // Nothing but an article or a state stands before "former".
            self.narrowed = true;
        } else {
            return false;
        }
        self.first = before;
        true
    }
}
