//! A clause in the making, seen in its sentence: the tree, and the finished clauses above it.

use super::{Role, predicates::Draft};
use crate::{lexicon::Lexicon, tree::Tree};

/// The sentence with the clauses that govern the one at hand.
pub(super) struct Scene<'a> {
    pub(super) view: &'a Tree<'a>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) before: &'a [Draft],
    pub(super) at: &'a [Option<usize>],
}

impl Scene<'_> {
    /// The finished draft at a token.
    pub(super) fn draft(&self, token: usize) -> Option<&Draft> {
        self.before.get(self.at[token]?)
    }

    /// The nearest clause above a token that is not `own`.
    pub(super) fn above(&self, token: usize) -> Option<&Draft> {
        self.view.ancestors(token).find_map(|above| self.draft(above))
    }

    /// Adds a token and its conjuncts in a role.
    pub(super) fn expand(&self, draft: &mut Draft, role: &Role, token: usize) {
        draft.arguments.extend(self.view.conjuncts(token).into_iter().map(|token| (role.clone(), token)));
    }
}
