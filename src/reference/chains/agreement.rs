//! What a phrase may be, by number, gender and sort, and whether two may be the same thing.

use super::phrases::Draft;
use crate::{
    entities::{ArticleEntities, Entity, EntityKind, Gazetteer, MentionKind},
    lexicon::{Gender, Lexicon, NounKind, Sort, set},
    syntax::{Sentence, Upos},
};

/// What sort of thing a phrase speaks of; `Unknown` agrees with all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Being {
    Person,
    /// States, bodies, companies: "it", "they" and, in their own words, "we".
    Body,
    Place,
    Time,
    Thing,
    Unknown,
}

/// What can be said of a phrase.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    pub(super) being: Being,
    pub(super) gender: Option<Gender>,
    pub(super) plural: bool,
}

/// What can be said of a phrase, by the names of a gazetteer and the words that go with them.
pub(super) fn traits(
    gazetteer: &Gazetteer,
    draft: &Draft,
    sentences: &[Sentence],
    entities: &ArticleEntities,
) -> Traits {
    let word = &sentences[draft.sentence].tokens[draft.head];
    let plural = draft.plural;
    if !draft.members.is_empty() {
        return Traits { being: Being::Unknown, gender: None, plural: true };
    }
    if draft.kind == MentionKind::Pronoun {
        let (being, gender) = of_pronoun(&word.form.to_lowercase());
        return Traits { being, gender, plural };
    }
    let named = draft.mention.map(|mention| &entities.mentions[mention]);
    if let Some([entity]) = named.map(|mention| &mention.entities[..]) {
        return of_entity(gazetteer, &entities.entities[*entity], plural);
    }
    let lemma = word.lemma.to_lowercase();
    let (being, gender) = of_noun(gazetteer.lexicon(), &lemma).unwrap_or_else(|| match word.upos {
        Upos::Num => (Being::Unknown, None),
        Upos::Propn => {
            let folded = gazetteer.lexicon().letters().folded(&draft.words.join(" "));
            let given = folded.split(' ').next().and_then(|given| gazetteer.given(given));
            given.map_or((Being::Unknown, None), |gender| (Being::Person, gender))
        }
        _ => (Being::Thing, None),
    });
    Traits { being, gender, plural }
}

/// What a pronoun says of whom it means.
fn of_pronoun(form: &str) -> (Being, Option<Gender>) {
    match form {
        text if set::HE_ALL.has(text) => (Being::Person, Some(Gender::Male)),
        text if set::SHE_ALL.has(text) => (Being::Person, Some(Gender::Female)),
        text if set::FIRST_SECOND.has(text) => (Being::Person, None),
        text if set::IT_ALL.has(text) => (Being::Thing, None),
        _ => (Being::Unknown, None),
    }
}

/// What the entity that a phrase names is; a person's gender as it is known, or as the given name shows it.
fn of_entity(gazetteer: &Gazetteer, entity: &Entity, plural: bool) -> Traits {
    let being = match entity.kind {
        EntityKind::Person => Being::Person,
        EntityKind::Country | EntityKind::Organisation => Being::Body,
        EntityKind::Group => Being::Unknown,
        EntityKind::Place => Being::Place,
        EntityKind::Position => Being::Thing,
    };
    let gender = || {
        let known = gazetteer.find(&entity.id.0).and_then(|entry| gazetteer.entry(entry).gender());
        known.or_else(|| {
            let folded = gazetteer.lexicon().letters().folded(&entity.label);
            gazetteer.given(folded.split(' ').next()?).flatten()
        })
    };
    let gender = if entity.kind == EntityKind::Person { gender() } else { None };
    Traits { being, gender, plural: plural || entity.kind == EntityKind::Group }
}

/// What a common noun names, as a role first.
fn of_noun(lexicon: &Lexicon, lemma: &str) -> Option<(Being, Option<Gender>)> {
    if let Some(role) = lexicon.role_of(lemma) {
        let being = match role.sort {
            Sort::Office | Sort::Person => Being::Person,
            Sort::Group => Being::Unknown,
            Sort::Body | Sort::Organisation | Sort::State => Being::Body,
            Sort::Place => Being::Place,
        };
        return Some((being, role.gender));
    }
    let noun = lexicon.noun(lemma)?;
    let being = match noun.kind {
        kind if kind.is_human() => Being::Person,
        NounKind::Group | NounKind::Organisation | NounKind::State => Being::Body,
        NounKind::Place | NounKind::Scene => Being::Place,
        NounKind::Time => Being::Time,
        _ => Being::Thing,
    };
    Some((being, noun.gender))
}

impl Traits {
    /// Whether two phrases may be the same thing.
    pub(super) fn agree(&self, other: &Self) -> bool {
        let gender = match (self.gender, other.gender) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        };
        let being = match (self.being, other.being) {
            (Being::Unknown, _) | (_, Being::Unknown) => true,
            (Being::Body | Being::Place, Being::Body | Being::Place | Being::Thing) => true,
            (Being::Thing, Being::Body | Being::Place) => true,
            (one, two) => one == two,
        };
        gender && being
    }
}
