//! What a phrase may be, by number, gender and sort, and whether two may be the same thing.

use super::phrases::Draft;
use crate::{
    entities::{
        ArticleEntities, EntityKind, MentionKind,
        gazetteer::Gazetteer,
        lexicon::{Gender, Lexicon, NounSort, Sort},
    },
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

pub(super) fn traits(draft: &Draft, sentences: &[Sentence], entities: &ArticleEntities) -> Traits {
    let sentence = &sentences[draft.sentence];
    let word = &sentence.tokens[draft.head];
    let lexicon = Lexicon::embedded();
    let mut traits = Traits { being: Being::Unknown, gender: None, plural: draft.plural };
    if !draft.members.is_empty() {
        traits.plural = true;
        return traits;
    }
    if draft.kind == MentionKind::Pronoun {
        (traits.being, traits.gender) = match word.form.to_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => (Being::Person, Some(Gender::Male)),
            "she" | "her" | "hers" | "herself" => (Being::Person, Some(Gender::Female)),
            "i" | "me" | "my" | "mine" | "myself" | "you" | "your" => (Being::Person, None),
            "it" | "its" | "itself" | "this" | "that" => (Being::Thing, None),
            _ => (Being::Unknown, None),
        };
        return traits;
    }
    let named = draft.mention.map(|mention| &entities.mentions[mention]);
    if let Some([entity]) = named.map(|mention| &mention.entities[..]) {
        let entity = &entities.entities[*entity];
        traits.being = match entity.kind {
            EntityKind::Person => Being::Person,
            EntityKind::Country | EntityKind::Organisation => Being::Body,
            EntityKind::Group => Being::Unknown,
            EntityKind::Place => Being::Place,
            EntityKind::Position => Being::Thing,
        };
        if entity.kind == EntityKind::Person {
            let gazetteer = Gazetteer::embedded();
            let known = gazetteer.find(&entity.id.0).and_then(|entry| gazetteer.entry(entry).gender());
            let given = || {
                let folded = lexicon.letters.folded(&entity.label);
                gazetteer.given(folded.split(' ').next()?).flatten()
            };
            traits.gender = known.or_else(given);
        }
        if entity.kind == EntityKind::Group {
            traits.plural = true;
        }
        return traits;
    }
    let lemma = word.lemma.to_lowercase();
    if let Some(role) = lexicon.role_of(&lemma) {
        traits.gender = role.gender;
        traits.being = match role.sort {
            Sort::Office | Sort::Person => Being::Person,
            Sort::Group => Being::Unknown,
            Sort::Body | Sort::Organisation | Sort::State => Being::Body,
            Sort::Place => Being::Place,
        };
        return traits;
    }
    if let Some(&(being, gender)) = lexicon.beings.get(lemma.as_str()) {
        traits.being = match being {
            NounSort::Person => Being::Person,
            NounSort::Body => Being::Body,
            NounSort::Place => Being::Place,
            NounSort::Time => Being::Time,
        };
        traits.gender = gender;
    } else if word.upos == Upos::Num {
        traits.being = Being::Unknown;
    } else if word.upos == Upos::Propn {
        let folded = lexicon.letters.folded(&draft.words.join(" "));
        let given = folded.split(' ').next().and_then(|given| Gazetteer::embedded().given(given));
        if let Some(gender) = given {
            traits.being = Being::Person;
            traits.gender = gender;
        }
    } else {
        traits.being = Being::Thing;
    }
    traits
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
