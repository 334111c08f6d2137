//! What a mend is.

use super::rough::Rough;

/// One mend: what it does, with its example and its near miss.
///
/// A tree is written as words of `form/lemma/UPOS/head/relation`, perhaps with `/features` (`Past`, `Pres`, `Part`, `Inf`,
/// `Ger`, `Fin`, `Pass`, `Sing`, `Plur`, joined by `+`); heads count from 1, and 0 is the root. `first-last` before the tree
/// and a `:` mark the name of a person: `2-3: Mali/…`.
#[derive(Debug)]
pub struct Mend {
    /// What it knows, as `explain` names it.
    pub name: &'static str,
    /// A tree that it changes.
    pub example: &'static str,
    /// Each word that the example changes, with its new relation and head: "Yi flat Wang"; the root has the head "-".
    pub result: &'static str,
    /// A tree like the example that it must leave as it is.
    pub near_miss: &'static str,
    /// Changes the tree.
    pub(super) run: fn(&mut Rough<'_>),
}
