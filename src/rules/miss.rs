//! Why a pattern does not match: the part that failed, and what is wrong with it.

use super::pattern::Kinds;
use crate::entities::EntityKind;

/// Why a pattern does not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Miss<'a> {
    /// How many parts matched before: the nearness.
    pub(super) matched: usize,
    /// The part that failed, as written.
    pub(super) part: &'a str,
    /// What is wrong with it.
    pub(super) reason: Reason<'a>,
}

/// What is wrong with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason<'a> {
    /// The clause has no such argument.
    Absent,
    /// It has one, with this head token, but of another kind, or none that is known.
    Kind { token: usize, kinds: Kinds, found: Option<EntityKind> },
    /// A pronoun that names nobody known.
    Unresolved(usize),
    /// Its head is an excluded word.
    Excluded(usize),
    /// Its head is none of the words that the slot takes.
    Other(usize, &'a [String]),
    /// None of the wanted words.
    Words(&'a [String]),
    /// The clause has a subject, and the pattern wants none.
    Agent(usize),
    /// Source and target are the same.
    Same,
}
