//! A name beside the noun that says what it names: "the city of Bukavu", "the homestay company Zhelk".
//!
//! Such a phrase names what the name names. Trees take now the noun and now the name for its head, so both are mentions.

use super::{
    EntityKind, MentionKind,
    draft::{Draft, Topic, View},
    element::{What, is_capital},
    gazetteer::Gazetteer,
    lexicon::{Lexicon, NounKind, Sort},
};
use crate::{
    lexicon::set,
    syntax::{Deprel, Sentence, Upos},
};

/// The noun that "of" ties to the name at `first`: "the city of Bukavu".
pub(super) fn noun_of(sentence: &Sentence, first: usize) -> Option<usize> {
    let mut at = first.checked_sub(1)?;
    if set::THE.has(&sentence.tokens[at].form) {
        at = at.checked_sub(1)?;
    }
    if !set::OF.has(&sentence.tokens[at].form) {
        return None;
    }
    let noun = at.checked_sub(1)?;
    let word = &sentence.tokens[noun];
    let singular = word.feats.number != Some(crate::syntax::Number::Plur);
    (matches!(word.upos, Upos::Noun | Upos::Propn) && singular).then_some(noun)
}

/// Whether the noun before a name says that it is a place: "the capital city Bamako", "the city of Goma".
pub(super) fn names_a_place(sentence: &Sentence, first: usize) -> bool {
    let called = |noun: usize| {
        let word = &sentence.tokens[noun];
        word.upos == Upos::Noun && set::CALLED.has(&word.form.to_lowercase())
    };
    // "Tonga's capital, Nukuʻalofa"
    let comma = first > 1 && sentence.tokens[first - 1].form == ",";
    noun_of(sentence, first).is_some_and(called)
        || first.checked_sub(1).is_some_and(called)
        || comma && (called(first - 2) || set::CAPITAL_CITY.has(&sentence.tokens[first - 2].form))
}

/// The phrases of a sentence that a noun and the name beside it make.
pub(super) fn drafts(gazetteer: &Gazetteer, lexicon: &Lexicon, view: &View<'_>, names: &[Draft]) -> Vec<Draft> {
    names.iter().filter_map(|name| of(gazetteer, view, name).or_else(|| before(lexicon, view, name))).collect()
}

fn of(gazetteer: &Gazetteer, view: &View<'_>, name: &Draft) -> Option<Draft> {
    let Topic::Name { first, element, .. } = name.topic else { return None };
    let noun = noun_of(view.sentence, first)?;
    let called = view.sentence.tokens[noun].form.to_lowercase();
    // "the Zhelk region of Kenya" is a part of it, "the Republic of Kenya" is not.
    let state = matches!(&view.elements[element].what, What::Known(hits)
        if hits.iter().any(|hit| gazetteer.entry(hit.entry).kind() == EntityKind::Country));
    let whole = set::CALLED_WHOLE.has(&called);
    (set::CALLED.has(&called) && (whole || !state)).then(|| same(view, name, element, noun))
}

/// "neo-Nazi network Blood & Honour": a common noun right before the name, which governs it in the tree.
fn before(lexicon: &Lexicon, view: &View<'_>, name: &Draft) -> Option<Draft> {
    let Topic::Name { first, element, .. } = name.topic else { return None };
    if name.first < first || name.people {
        return None;
    }
    if let What::Known(hits) = &view.elements[element].what
        && hits.iter().any(|hit| hit.form == super::names::Form::Adjective)
    {
        return None;
    }
    let noun = first.checked_sub(1)?;
    let word = &view.sentence.tokens[noun];
    let joins = matches!(
        view.sentence.tokens[name.head].deprel,
        Deprel::Appos | Deprel::Flat | Deprel::NmodDesc | Deprel::NmodUnmarked | Deprel::Compound | Deprel::Nmod
    );
    if word.upos != Upos::Noun
        || is_capital(&word.form) && noun > 0
        || word.feats.number == Some(crate::syntax::Number::Plur)
        || view.sentence.tokens[name.head].head != Some(noun)
        || !joins
    {
        return None;
    }
    let actor = match view.at[noun] {
        Some(role) => match view.elements[role].what {
            What::Role { role, .. } => {
                matches!(
                    lexicon.roles()[role as usize].sort,
                    Sort::Group | Sort::Organisation | Sort::Place | Sort::Body
                )
            }
            _ => false,
        },
        None => !lexicon.is_kind(&word.lemma.to_lowercase(), NounKind::Time),
    };
    actor.then(|| same(view, name, element, noun))
}

fn same(view: &View<'_>, name: &Draft, element: usize, noun: usize) -> Draft {
    let tokens = &view.sentence.tokens;
    let mut first = noun;
    while first > 0
        && (matches!(tokens[first - 1].upos, Upos::Adj | Upos::Noun | Upos::Num) || tokens[first - 1].form == "-")
    {
        first -= 1;
    }
    if first > 0 && tokens[first - 1].upos == Upos::Det {
        first -= 1;
    }
    Draft::new(view, (first, name.last), noun, MentionKind::Nominal, Topic::Same { element })
}
