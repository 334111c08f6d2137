//! The words that decided whether a clause is negated, and how real it is.
//!
//! `explain` shows them. They follow from the contexts that decided polarity and status, so the reason given is the reason
//! that counted.

use super::{
    Because, Status,
    modality::{Modality, Own},
    predicates::Predicates,
    reality::Context,
};
use crate::{lexicon::set, syntax::Deprel, tree::Tree};

/// By token: the words that decided on its polarity and status: its own dependents, a marker ("if"), what governs it, or
/// what decided on its head. `contexts` are those without and with what a token's own dependents say.
pub(super) fn words(view: &Tree<'_>, found: &Predicates, contexts: [&[Context]; 2], own: &[Own]) -> Vec<Because> {
    let [outer, inner] = contexts;
    let modality = Modality { view, found };
    let mut decided = vec![Because::default(); view.len()];
    for &token in view.order() {
        let head = view.head(token);
        let shared = modality.shared(token).map(|head| own[head].because).unwrap_or_default();
        let own = own[token].because.or(shared);
        let (above, known) = head.map(|head| (inner[head], decided[head])).unwrap_or_default();
        let mark = decisive_mark(view, token);
        let from = |same: bool, known: Option<usize>| mark.or(known.filter(|_| same)).or(head);
        let polarity = match (outer[token].negated, inner[token].negated) {
            (_, false) => None,
            (true, true) => from(above.negated, known.polarity),
            (false, true) => own.polarity,
        };
        let status = match inner[token].status {
            Status::Happened => None,
            status if status == outer[token].status => from(above.status == status, known.status),
            _ => own.status,
        };
        decided[token] = Because { polarity, status };
    }
    decided
}

/// A conjunction that makes its clause a condition or denies it.
fn decisive_mark(view: &Tree<'_>, token: usize) -> Option<usize> {
    let decides = |word: &str| set::CONDITION.has(word) || set::DENYING_MARK.has(word);
    view.kids(token).find(|&kid| view.deprel(kid) == Deprel::Mark && decides(view.lemma(kid)))
}
