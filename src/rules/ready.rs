//! A pattern that is ready to match: its word lists are looked up, its sets opened.

use super::pattern::{Kinds, SlotName};

/// Words to compare with, sorted.
pub(super) type WordList = Vec<String>;

/// Which heads a slot takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads {
    /// None of these.
    pub(super) not: WordList,
    /// One of these; any where there are none.
    pub(super) only: WordList,
}

/// A pattern of a rule, ready to match.
#[derive(Clone, Debug)]
pub(super) struct Ready {
    /// Index of the rule.
    pub(super) rule: usize,
    /// Index of the pattern among the rule's.
    pub(super) pattern: usize,
    /// Whether the clause must be without a subject.
    pub(super) agentless: bool,
    pub(super) parts: Vec<ReadyPart>,
}

#[derive(Clone, Debug)]
pub(super) struct ReadyPart {
    pub(super) place: ReadyWhere,
    pub(super) filler: ReadyFiller,
    pub(super) optional: bool,
    pub(super) written: String,
}

#[derive(Clone, Debug)]
pub(super) enum ReadyWhere {
    Subject,
    Object,
    Oblique { prepositions: Vec<String>, or_object: bool },
    Complement(Option<WordList>),
}

#[derive(Clone, Debug)]
pub(super) enum ReadyFiller {
    Slot { name: SlotName, kinds: Kinds, owner: bool, heads: Heads },
    Head(WordList),
}
