//! What a list says that its members are: "companies, including Zhelk, Velk and Ordo", "Zhelk and other companies".

use super::{
    EntityKind,
    draft::{Named, View},
    lexicon::{NounKind, Sort},
    reader::Reader,
};
use crate::{
    lexicon::set,
    syntax::{Number, Upos},
};

impl Reader<'_, '_> {
    /// The kind of the members of the list that a name stands in, where a noun before or after it says one.
    pub(super) fn listed(&self, name: &Named) -> Option<EntityKind> {
        let view = &self.views[name.sentence];
        let noun = before(view, name.first).or_else(|| after(view, name.last))?;
        let word = &view.sentence.tokens[noun];
        let lemma = word.lemma.to_lowercase();
        let role = self.lexicon.role_of(&lemma).map(|role| role.sort);
        match self.lexicon.noun(&lemma)?.kind {
            NounKind::Organisation => Some(EntityKind::Organisation),
            // "sites like Zhelkbook" are none.
            NounKind::Place if role == Some(Sort::Place) => Some(EntityKind::Place),
            kind if kind.is_human() && name.folded.contains(' ') => Some(EntityKind::Person),
            _ => None,
        }
    }
}

fn plural(view: &View<'_>, token: usize) -> bool {
    let word = &view.sentence.tokens[token];
    word.upos == Upos::Noun && word.feats.number == Some(Number::Plur)
}

/// The plural noun that "including", "such as" or "like" ties to the list in which the name at `first` stands.
fn before(view: &View<'_>, first: usize) -> Option<usize> {
    let form = |token: usize| view.sentence.tokens[token].form.as_str();
    let mut at = first.checked_sub(1)?;
    // The members before it.
    while set::COORDINATION.has(form(at)) {
        if form(at) != "," && at > 0 && form(at - 1) == "," {
            at -= 1;
        }
        let member = view.at[at.checked_sub(1)?]?;
        at = view.elements[member].first.checked_sub(1)?;
    }
    let mut noun = match form(at) {
        text if set::INCLUDING.has(text) => at.checked_sub(1)?,
        text if set::AS.has(text) && at > 1 && set::SUCH.has(form(at - 1)) => at - 2,
        _ => return None,
    };
    if form(noun) == "," {
        noun = noun.checked_sub(1)?;
    }
    plural(view, noun).then_some(noun)
}

/// The plural noun after the list in which the name at `last` stands: "Zhelk, Velk and other companies".
fn after(view: &View<'_>, last: usize) -> Option<usize> {
    let tokens = &view.sentence.tokens;
    let form = |token: usize| tokens.get(token).map_or("", |word| word.form.as_str());
    let mut at = last + 1;
    loop {
        if form(at) == "," && set::CONJUNCTION.has(form(at + 1)) {
            at += 1;
        }
        match form(at) {
            text if set::CONJUNCTION.has(text) && set::OTHER.has(form(at + 1)) => break,
            text if set::AND_COMMA.has(text) => at = view.elements[view.at.get(at + 1).copied().flatten()?].last + 1,
            _ => return None,
        }
    }
    // "and other state-owned companies"
    let noun = (at + 2..(at + 6).min(tokens.len())).find(|&token| plural(view, token))?;
    let plain =
        |token: usize| matches!(tokens[token].upos, Upos::Adj | Upos::Noun | Upos::Verb | Upos::Punct | Upos::Propn);
    (at + 2..noun).all(plain).then_some(noun)
}
