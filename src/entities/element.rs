//! What the first look at a sentence finds in it, and the sentence while it is looked at.

use rustc_hash::FxHashSet;

use super::{
    gazetteer::Gazetteer,
    lexicon::{Gender, Lexicon},
    names::{Atoms, Form},
};
use crate::{lexicon::set, syntax::Sentence};

/// A name of the gazetteer at a place of the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) entry: u32,
    pub(crate) doubtful: bool,
    pub(crate) form: Form,
}

/// What an element is.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// Names of the gazetteer, all of the same words.
    Known(Vec<Hit>),
    /// Capitalised words that the gazetteer lacks.
    Capital,
    /// "Mr", "Dr"
    Title(Option<Gender>),
    /// "foreign minister"
    Role { role: u32, plural: bool },
}

/// A stretch of tokens.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    pub(crate) first: usize,
    /// Inclusive.
    pub(crate) last: usize,
    pub(crate) what: What,
}

/// A sentence on its first look.
pub(crate) struct Scan<'a> {
    pub(crate) gazetteer: &'a Gazetteer,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) sentence: &'a Sentence,
    pub(crate) atoms: &'a Atoms,
    /// Tokens whose capital says nothing.
    pub(crate) starts: FxHashSet<usize>,
    /// Whether nearly every word has a capital, so that capitals say nothing.
    pub(crate) headline: bool,
}

impl Scan<'_> {
    pub(crate) fn form(&self, token: usize) -> &str {
        self.sentence.tokens.get(token).map_or("", |token| token.form.as_str())
    }
}

/// Whether a word begins with a capital.
pub(crate) fn is_capital(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

/// Whether a word begins with a point of the compass: "North", "Southern", "Eastern".
pub(crate) fn begins_with_direction(word: &str) -> bool {
    set::COMPASS.words().any(|point| word.starts_with(point))
}
