//! A piece of a sentence as the grammar of time sees it: its classes, its values, where it stands.

use super::class::Class;
use crate::syntax::Sentence;

/// A word of the lexicon or of a pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    /// Its number as a literal of patterns; 0 where no pattern names it.
    pub(super) literal: u16,
    /// The set of its classes.
    pub(super) classes: u64,
    /// Its value in each class.
    pub(super) values: Vec<(Class, i32)>,
    /// The rules that it can begin, in their order.
    pub(super) starts: Vec<u16>,
}

/// A piece of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// What the lexicon knows of it.
    pub(super) word: Option<&'static Word>,
    /// Its number, where it is one; also for ordinals and decades.
    pub(super) number: i32,
    /// The set of its classes.
    pub(super) classes: u64,
    /// First character in the article's text.
    pub(super) begin: usize,
    /// One past the last character.
    pub(super) end: usize,
    /// The token that it is part of.
    pub(super) token: usize,
    /// Whether it follows the piece before without white space.
    pub(super) glued: bool,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether all its letters are capitals and there are two or more.
    pub(super) capitals: bool,
}

impl Atom {
    /// Whether it is of the class.
    pub(super) fn is(&self, class: Class) -> bool {
        self.classes & class.bit() != 0
    }

    /// Its value in the class: the lexicon's, else its number.
    pub(super) fn value(&self, class: Class) -> i32 {
        let known = self.word.and_then(|word| word.values.iter().find(|(found, _)| *found == class));
        known.map_or(self.number, |(_, value)| *value)
    }

    /// Its letters: a token's, or the piece of it that this is.
    pub(super) fn form<'a>(&self, sentence: &'a Sentence) -> &'a str {
        let token = &sentence.tokens[self.token];
        if token.span.begin == self.begin && token.span.end == self.end {
            return &token.form;
        }
        let from = self.begin.saturating_sub(token.span.begin);
        let mut bytes = token.form.char_indices().map(|(byte, _)| byte).skip(from);
        let Some(begin) = bytes.next() else { return &token.form };
        let end = bytes.nth((self.end - self.begin).saturating_sub(1)).unwrap_or(token.form.len());
        &token.form[begin..end]
    }

    /// Whether it is the literal of that number.
    pub(super) fn is_literal(&self, literal: u16) -> bool {
        literal != 0 && self.word.is_some_and(|word| word.literal == literal)
    }
}
