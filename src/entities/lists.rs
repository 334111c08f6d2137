//! What a list says that its members are: "companies, including Zhelk, Velk and Ordo", "Zhelk and other companies".

use super::{
    EntityKind,
    lexicon::{NounSort, Sort},
    link::Named,
    phrases::View,
    resolve::Reader,
};
use crate::syntax::{Number, Upos};

impl Reader<'_> {
    /// The kind of the members of the list that a name stands in, where a noun before or after it says one.
    pub(super) fn listed(&self, name: &Named) -> Option<EntityKind> {
        let view = &self.views[name.sentence];
        let noun = before(view, name.first).or_else(|| after(view, name.last))?;
        let word = &view.sentence.tokens[noun];
        let lemma = word.lemma.to_lowercase();
        let role = self.lexicon.role_of(&lemma).map(|role| role.sort);
        let being = self.lexicon.beings.get(lemma.as_str()).map(|&(sort, _)| sort);
        match (role, being) {
            _ if self.lexicon.names_body(&lemma) => Some(EntityKind::Organisation),
            // "sites like Zhelkbook" are none.
            (Some(Sort::Place), _) => Some(EntityKind::Place),
            (Some(Sort::Office | Sort::Person), _) | (_, Some(NounSort::Person)) if name.folded.contains(' ') => {
                Some(EntityKind::Person)
            }
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
    while matches!(form(at), "," | "and" | "or" | "&") {
        if form(at) != "," && at > 0 && form(at - 1) == "," {
            at -= 1;
        }
        let member = view.at[at.checked_sub(1)?]?;
        at = view.elements[member].first.checked_sub(1)?;
    }
    let mut noun = match form(at) {
        "including" | "like" => at.checked_sub(1)?,
        "as" if at > 1 && form(at - 1) == "such" => at - 2,
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
        if form(at) == "," && matches!(form(at + 1), "and" | "or") {
            at += 1;
        }
        match form(at) {
            "and" | "or" if form(at + 1) == "other" => break,
            "and" | "," => at = view.elements[view.at.get(at + 1).copied().flatten()?].last + 1,
            _ => return None,
        }
    }
    // "and other state-owned companies"
    let noun = (at + 2..(at + 6).min(tokens.len())).find(|&token| plural(view, token))?;
    let plain =
        |token: usize| matches!(tokens[token].upos, Upos::Adj | Upos::Noun | Upos::Verb | Upos::Punct | Upos::Propn);
    (at + 2..noun).all(plain).then_some(noun)
}
