//! A claim: what one article says in one place. Its fields, in their order, are the columns of the claims table.

use serde::{Deserialize, Serialize};

use crate::{
    entities::{Entity, EntityKind},
    text::Article,
};

/// What parts a speaker from whoever reports that in turn, in the column `claimed_by`.
pub(crate) const OUTER: &str = " < ";

/// One row of the claims table. This is the one place where its columns and their order stand: JSON lines, CSV, `eval` and
/// `export claims` all take them from here. They are a contract with other tools and change only with a CHANGELOG entry.
/// `docs/claims.md` explains them. An empty string means that nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Claim {
    /// Stable id: a hash of article, relation, participants and place in the text.
    pub claim: String,
    /// Id of the article.
    pub article: String,
    /// Headline of the article.
    pub title: String,
    /// Outlet or agency, as the article's metadata name it.
    pub source: String,
    /// Address of the article.
    pub url: String,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: String,
    /// Canonical label of the subject; the words of a subject that is no known entity ("the gunmen").
    pub subject: String,
    /// The words that name the subject.
    pub subject_text: String,
    /// Kind of the subject: person, country, organisation, group, place, position.
    pub subject_type: String,
    /// CAMEO actor code of the subject.
    pub subject_code: String,
    /// Name of the relation in the ontology, such as `metWith`.
    pub relation: String,
    /// PLOVER type, by PLOVER's conventions (a planned meeting is AGREE).
    pub plover: String,
    /// CAMEO code, by the same conventions.
    pub cameo: String,
    /// Canonical label of the object; the words of an object that is no known entity.
    pub object: String,
    /// The words that name the object.
    pub object_text: String,
    /// Kind of the object.
    pub object_type: String,
    /// CAMEO actor code of the object.
    pub object_code: String,
    /// EDTF date of what is claimed; never guessed.
    pub date: String,
    /// First possible day, `YYYY-MM-DD`.
    pub earliest: String,
    /// Last possible day, `YYYY-MM-DD`.
    pub latest: String,
    /// The words of the date.
    pub date_text: String,
    /// Canonical label of the place.
    pub place: String,
    /// `affirmed` or `negated`.
    pub polarity: String,
    /// `happened`, `planned`, `possible`, `attempted` or `requested`.
    pub status: String,
    /// `narrator` or `attributed`.
    pub voice: String,
    /// Canonical label (or else the words) of who says it; outer sources follow after ` < `.
    pub claimed_by: String,
    /// Label of the outlet through which it is said.
    pub via: String,
    /// Lemma of the reporting verb.
    pub reporting_verb: String,
    /// Id of the statement that the claim is part of; empty as long as statements have no ids.
    pub statement: String,
    /// What the claim is about, separated by `|`; empty as long as topics are not read.
    pub topics: String,
    /// PLOVER's quadrant of the type in `plover`, such as `VERBAL CONFLICT`.
    pub quad_class: String,
    /// Goldstein score of the code in `cameo`, with one digit after the point.
    pub goldstein: String,
    /// Id of the event in a store; empty where one article alone was read.
    pub event: String,
    /// The sentence, as written, white space folded.
    pub sentence: String,
    /// First character of the evidence in the article's text.
    pub begin: usize,
    /// One past its last character.
    pub end: usize,
    /// Id of the rule.
    pub rule: String,
    /// Entity id of the subject.
    pub subject_id: String,
    /// Entity id of the object.
    pub object_id: String,
    /// Entity id of the place.
    pub place_id: String,
    /// Entity id of who says it, where it is resolved.
    pub claimed_by_id: String,
    /// Entity id of the outlet.
    pub via_id: String,
}

/// In whose voice something is told: the values of [`Claim::voice`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Teller {
    /// The article says so itself.
    Narrator,
    /// Somebody says so in it.
    Attributed,
}

impl Teller {
    /// The word for it, as in the claims table.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Narrator => "narrator",
            Self::Attributed => "attributed",
        }
    }
}

/// What one article yields.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Extraction {
    /// The article.
    pub article: Article,
    /// Its claims, in order of their evidence.
    pub claims: Vec<Claim>,
    /// The entities that the claims name, with the countries that they belong to and those who report what others say; each once,
    /// in order of first use.
    pub entities: Vec<Entity>,
    /// The outlet that the article names as its source, where the gazetteer knows it.
    pub outlet: Option<Entity>,
}

impl Extraction {
    /// Claims and entities of an article from elsewhere, to be put into a store.
    #[must_use]
    pub fn new(article: Article, claims: Vec<Claim>, entities: Vec<Entity>) -> Self {
        Self { article, claims, entities, outlet: None }
    }

    /// The outlet of the article: the one that is known, else one of the name that the article gives.
    #[must_use]
    pub fn publisher(&self) -> Option<Entity> {
        let source = self.article.source.as_deref().filter(|source| !source.is_empty())?;
        Some(self.outlet.clone().unwrap_or_else(|| unknown_outlet(source)))
    }
}

/// An outlet that the gazetteer does not know.
fn unknown_outlet(source: &str) -> Entity {
    let mut outlet = Entity::new(outlet_id(source), EntityKind::Organisation, source);
    outlet.minted = true;
    outlet
}

/// The id of an outlet that the gazetteer does not know: its name without capitals, so that spellings are one outlet.
fn outlet_id(source: &str) -> String {
    let words: Vec<String> = source.split_whitespace().map(str::to_lowercase).collect();
    format!("outlet/{}", words.join("-").replace('/', "-"))
}
