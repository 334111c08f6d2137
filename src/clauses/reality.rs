//! How real a word is said to be: what every token has from its governors, and what it hands down.

use crate::lexicon::{Polarity, Status};

/// How real a word is said to be, and by whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    pub(super) negated: bool,
    pub(super) status: Status,
    /// Index in [`Voices::attributions`].
    pub(super) voice: Option<usize>,
}

impl Context {
    pub(super) fn polarity(self) -> Polarity {
        if self.negated { Polarity::Negated } else { Polarity::Affirmed }
    }
}
