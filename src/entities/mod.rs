//! Who is meant: mentions of actors and places, resolved to entities of the gazetteer or minted from the text.

use serde::{Deserialize, Serialize};

use crate::{
    syntax::Sentence,
    text::{Article, Span},
};

/// Readable key of an entity: `wang-yi`, `china`, `china/foreign-ministry`; lower-case ASCII letters, digits, `-` and `/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntityId(pub String);

/// What sort of thing an entity is; the word in the claims table's type columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A state, with its government.
    Country,
    /// A ministry, company, agency, party, alliance, armed group: an organised body.
    Organisation,
    /// People without an organisation: officials, lawmakers, protesters, a nation's citizens.
    Group,
    /// A city, region, sea, site.
    Place,
    /// An office that persons hold.
    Position,
}

/// Somebody or something that claims are about.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    pub decided_by: &'static str,
}

/// The mentions of one article, in order of their spans, and the entities that they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleEntities {
    /// Each entity once, in order of first mention.
    pub entities: Vec<Entity>,
    /// The mentions, by sentence and first token; nested ones after those that hold them.
    pub mentions: Vec<Mention>,
}

/// The names, offices and facts that mentions are resolved against.
#[derive(Debug)]
pub struct Gazetteer {}

impl Gazetteer {
    /// The gazetteer that is compiled into the program; loaded once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static GAZETTEER: Gazetteer = Gazetteer {};
        &GAZETTEER
    }

    /// Finds and resolves the mentions of an article. Never fails: what cannot be resolved has no entity.
    #[must_use]
    pub fn resolve(&self, _article: &Article, _sentences: &[Sentence]) -> ArticleEntities {
        ArticleEntities::default()
    }
}
