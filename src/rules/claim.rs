//! A claim: what one article says in one place. Its fields, in their order, are the columns of the claims table.

use serde::{Deserialize, Serialize};

use crate::{entities::Entity, text::Article};

/// One row of the claims table. Names and order of the fields are a contract with other tools: they change only with
/// a CHANGELOG entry. An empty string means that the text gives nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Claim {
    /// Stable id: a hash of article, relation, participants and place in the text.
    pub claim: String,
    /// Id of the article.
    pub article: String,
    /// Day of publication, `YYYY-MM-DD`.
    pub published: String,
    /// Canonical label of the subject.
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
    /// Canonical label of the object.
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
    /// `happened`, `planned`, `possible` or `requested`.
    pub status: String,
    /// `narrator` or `attributed`.
    pub voice: String,
    /// Canonical label (or else the words) of who says it; outer sources follow after ` < `.
    pub claimed_by: String,
    /// Label of the outlet through which it is said.
    pub via: String,
    /// Lemma of the reporting verb.
    pub reporting_verb: String,
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

/// What one article yields.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The article.
    pub article: Article,
    /// Its claims, in order of their evidence.
    pub claims: Vec<Claim>,
    /// The entities that the claims name, each once, in order of first use.
    pub entities: Vec<Entity>,
}
