//! Names of bodies that only the roles of their people show: "chief executive of Velkmart", "Velkmart analyst Ordo Kaya".

use super::{
    draft::{Named, View},
    reader::Reader,
};
use crate::{
    lexicon::set::{self, Set},
    syntax::{Number, Upos},
};

/// How many tokens may stand between a role and the preposition of whom it serves: "professor of political science at".
const FIELD: usize = 4;

/// How many words a role may have: "chief financial officer".
const LONGEST: usize = 3;

impl Reader<'_, '_> {
    /// Whether a role beside an unknown name is one that only people of a body have.
    pub(super) fn has_officers(&self, name: &Named) -> bool {
        let view = &self.views[name.sentence];
        officer_behind(view, name) || officer_before(view, name.first)
    }
}

/// "Velkmart chief executive Ordo Kaya", "Velkmart's chairman"
fn officer_behind(view: &View<'_>, name: &Named) -> bool {
    let owned = set::POSSESSIVE.has(view.form(name.last + 1));
    let next = name.last + 1 + usize::from(owned);
    // "A Zhelkish professor" teaches at no Zhelkish.
    let people = name.first.checked_sub(1).is_some_and(|before| set::INDEFINITE.has_any_case(view.form(before)));
    let words = (next..view.sentence.tokens.len().min(next + LONGEST)).take_while(|&token| in_phrase(view, token));
    words.into_iter().any(|token| {
        is_role(view, token, set::ROLE_OF_FIRM)
            || !owned && !people && token == next && is_role(view, token, set::ROLE_BEHIND_FIRM)
    })
}

/// "chief executive of Velkmart", "a professor of law at Velkmart", "an analyst with Velkmart"
fn officer_before(view: &View<'_>, name: usize) -> bool {
    let the = name.checked_sub(1).is_some_and(|before| set::THE.has_any_case(view.form(before)));
    let Some(mark) = name.checked_sub(1 + usize::from(the)) else { return false };
    let (roles, field) = match view.form(mark) {
        text if set::OF.has(text) => (set::ROLE_OF_FIRM, 0),
        text if set::AT_WITH.has(text) => (set::ROLE_AT_FIRM, FIELD),
        _ => return false,
    };
    for token in (mark.saturating_sub(field + 1)..mark).rev() {
        if is_role(view, token, roles) {
            return true;
        }
        if !in_phrase(view, token) && !set::OF_FOR_AND.has(view.form(token)) {
            return false;
        }
    }
    false
}

fn in_phrase(view: &View<'_>, token: usize) -> bool {
    matches!(view.sentence.tokens[token].upos, Upos::Noun | Upos::Adj | Upos::Propn)
}

/// Whether the role of one person ends at a token: its word is one of these, alone or with the word before it.
fn is_role(view: &View<'_>, token: usize, roles: Set) -> bool {
    let word = &view.sentence.tokens[token];
    let lower = word.form.to_lowercase();
    let pair = || token.checked_sub(1).map(|before| format!("{} {lower}", view.form(before).to_lowercase()));
    in_phrase(view, token)
        && word.feats.number != Some(Number::Plur)
        && (roles.has(&lower) || pair().is_some_and(|pair| roles.has(&pair)))
}
