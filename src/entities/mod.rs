//! Who is meant: mentions of actors and places, resolved to entities of the gazetteer or minted from the text.
//!
//! The path of a sentence: `scan` finds names of the `index`, roles and titles by their letters; `phrases` joins them to
//! mentions; `link` gives names their entities; `described` those of noun phrases whose own words say who is meant ("the
//! French parliament"). Pronouns and nouns for what was said are mentions, too, but stay open here: the floor of reference
//! resolves them when the clauses are known. Names and tags come first, trees second, so that a wrong tree costs a pronoun,
//! not a name.

mod abbreviations;
mod affiliation;
mod beside;
mod candidates;
mod cast;
mod decision;
mod described;
mod draft;
mod element;
mod gazetteer;
mod index;
mod link;
mod lists;
mod merge;
mod metonym;
mod mint;
mod modifiers;
mod names;
mod officers;
mod organs;
mod persons;
mod phrases;
mod pronouns;
mod reader;
mod record;
mod resolve;
mod runs;
mod said;
mod scan;
mod score;
mod shape;

pub use candidates::Candidate;
pub use decision::Decision;
pub use gazetteer::Gazetteer;
pub use index::EntityKind;
pub use resolve::Names;
pub use score::{CoreferenceScore, Ratio};
pub(crate) use {
    draft::{Draft, NounPhrase, Owner, Topic},
    element::is_capital,
    reader::Reader,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

pub use crate::lexicon::Problem;
use crate::{
    lexicon::{self, fold, table},
    text::Span,
};

/// Whether a word is one of grammar: "the", "of", "was".
pub(crate) fn is_function_word(word: &str) -> bool {
    crate::lexicon::Lexicon::embedded().names().is_function_word(word)
}

/// Readable key of an entity: `wang-yi`, `china`, `china/foreign-ministry`; lower-case ASCII letters, digits, `-` and `/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityId(pub String);

impl Serialize for EntityKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for EntityKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        Self::parse(&word).ok_or_else(|| D::Error::custom(format_args!("unknown kind `{word}`")))
    }
}

/// Somebody or something that claims are about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entity {
    /// Its key, unique and never reused.
    pub id: EntityId,
    /// What it is.
    pub kind: EntityKind,
    /// Canonical label, in English.
    pub label: String,
    /// Wikidata id (`Q…`), where the facts have one.
    pub wikidata: Option<String>,
    /// The country that it belongs to or lies in.
    pub country: Option<EntityId>,
    /// CAMEO actor code such as `CHNGOV`, where one can be composed.
    pub code: Option<String>,
    /// Whether the text gave it, the gazetteer having none.
    pub minted: bool,
}

impl Entity {
    /// An entity of which no more is known than what it is called.
    #[must_use]
    pub fn new(id: impl Into<String>, kind: EntityKind, label: impl Into<String>) -> Self {
        let (id, label) = (EntityId(id.into()), label.into());
        Self { id, kind, label, wikidata: None, country: None, code: None, minted: false }
    }

    /// Whether it is an outlet or an agency of news.
    pub(crate) fn is_press(&self) -> bool {
        self.code.as_ref().is_some_and(|code| code.ends_with("MED"))
    }
}

/// The form of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    /// A proper name, or an adjective made of one ("Russian").
    Name,
    /// A noun phrase ("his Chinese counterpart", "the pair").
    Nominal,
    /// A pronoun or possessive ("he", "its").
    Pronoun,
}

/// A stretch of text that names an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mention {
    /// Index of the sentence.
    pub sentence: usize,
    /// First token of it in the sentence.
    pub first: usize,
    /// Last token, inclusive.
    pub last: usize,
    /// The token that governs the others in the tree: where clauses attach.
    pub head: usize,
    /// Characters of the article's text.
    pub span: Span,
    /// Its form.
    pub kind: MentionKind,
    /// Indices into [`ArticleEntities::entities`]: one as a rule; several for "the pair"; none where it stays unresolved.
    pub entities: Vec<usize>,
    /// What decided, for `explain`: a short name of the pass or table.
    pub decided_by: Decision,
    /// The office that the words before or beside the name give the person.
    pub title: Option<TitleReading>,
    /// Index of the party that the words beside a person's name say: "Senator Velk (R-Ohio)".
    pub party: Option<usize>,
    /// What the head noun of a nominal names where no entity is known: "protesters" are a group.
    pub sort: Option<EntityKind>,
    /// CAMEO code of the same, the state left open: `---OPP`.
    pub code: Option<String>,
    /// Whether the name is that of a thing, which is no actor and no place: a storm, a treaty, a weapon.
    pub thing: bool,
}

/// An office that the text gives to a person: "Chinese Foreign Minister Wang Yi", "Wang, the foreign minister".
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TitleReading {
    /// The words of the role, without the state: "Foreign Minister".
    pub text: String,
    /// The office in ids: `foreign-minister`.
    pub office: String,
    /// Index of the state or body that the office belongs to, where it is known.
    pub of: Option<usize>,
    /// Index of the [`EntityKind::Position`] entity, where `of` is known.
    pub position: Option<usize>,
    /// "former", "ex-", "then".
    pub former: bool,
}

/// The mentions of one article, in order of their spans, and the entities that they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ArticleEntities {
    /// Each entity once, in order of first mention.
    pub entities: Vec<Entity>,
    /// The mentions, by sentence and first token; nested ones after those that hold them.
    pub mentions: Vec<Mention>,
}

impl ArticleEntities {
    /// The mention at a token: the one whose head it is, else the smallest that covers it, by its index.
    #[must_use]
    pub fn mention_at(&self, sentence: usize, token: usize) -> Option<usize> {
        let mut best: Option<(bool, usize, usize)> = None;
        let start = self.mentions.partition_point(|mention| mention.sentence < sentence);
        for (index, mention) in self.mentions.iter().enumerate().skip(start) {
            if mention.sentence > sentence || mention.first > token {
                break;
            }
            if mention.last < token {
                continue;
            }
            let key = (mention.head != token, mention.last - mention.first, index);
            if best.is_none_or(|best| key < best) {
                best = Some(key);
            }
        }
        best.map(|(_, _, index)| index)
    }
}

#[cfg(test)]
mod tests;
