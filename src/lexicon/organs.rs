//! Which roles serve a state, and which bodies are called by their plural.

use super::{
    nouns::{Role, Sort},
    set,
};

impl Role {
    /// Whether the plural is what the organ is called: "troops", "armed forces".
    pub(crate) fn collective(&self) -> bool {
        let first = self.term.split(' ').next().unwrap_or_default();
        let last = self.term.rsplit(' ').next().unwrap_or_default();
        self.sort == Sort::Body && set::FORCES.has(last) && !set::AIR.has(first)
    }

    /// Whether a group serves a state, so that "police" in an article on one state are that state's.
    pub(crate) fn is_organ(&self) -> bool {
        matches!(&*self.code, "COP" | "MIL" | "GOV") || set::ORGAN_BY_NAME.has(&self.term)
    }
}
