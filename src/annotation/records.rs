//! The records of an annotation. Names and order of the fields are what a user reads and writes.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// One article with all its layers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Annotation {
    /// Id of the article.
    pub id: String,
    /// Day of publication, `YYYY-MM-DD`; empty where it is unknown.
    pub date: String,
    /// Sentences with their tokens.
    pub sentences: Vec<SentenceRecord>,
    /// The entities that mentions name, each once, in order of first mention.
    pub entities: Vec<EntityRecord>,
    /// Mentions, in order of the text; nested ones after those that hold them.
    pub mentions: Vec<MentionRecord>,
    /// All noun phrases with their chains of coreference, in order of the text.
    pub phrases: Vec<PhraseRecord>,
    /// Temporal expressions, in order of the text.
    pub times: Vec<TimeRecord>,
    /// Clauses, by sentence and predicate.
    pub clauses: Vec<ClauseRecord>,
    /// Who says what, by sentence and cue.
    pub attributions: Vec<AttributionRecord>,
}

/// A sentence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SentenceRecord {
    /// First character.
    pub begin: usize,
    /// One past the last character.
    pub end: usize,
    /// Number of the paragraph, from 0.
    pub paragraph: usize,
    /// Its words.
    pub tokens: Vec<TokenRecord>,
}

/// A syntactic word, by Universal Dependencies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TokenRecord {
    /// First character.
    pub begin: usize,
    /// One past the last character.
    pub end: usize,
    /// As written.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Part of speech.
    pub upos: String,
    /// Features as in CoNLL-U, `Number=Sing|Tense=Past`; empty for none.
    pub features: String,
    /// Number of the governing word in the sentence, from 1; 0 for the root.
    pub head: usize,
    /// Relation to it.
    pub deprel: String,
}

/// An entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct EntityRecord {
    /// Its key.
    pub id: String,
    /// `person`, `country`, `organisation`, `group`, `place` or `position`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Canonical label.
    pub label: String,
    /// Wikidata id; empty where none is known.
    pub wikidata: String,
    /// Key of the country that it belongs to; empty where none is known.
    pub country: String,
    /// CAMEO actor code; empty where none can be composed.
    pub code: String,
    /// Whether the text gave it, the gazetteer having none.
    pub minted: bool,
}

/// A stretch of text that names an entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct MentionRecord {
    /// First character.
    pub begin: usize,
    /// One past the last character.
    pub end: usize,
    /// The words.
    pub text: String,
    /// `name`, `nominal` or `pronoun`.
    pub kind: String,
    /// Type of what is named; empty where the mention stays unresolved.
    #[serde(rename = "type")]
    pub of: String,
    /// Keys of what is named: one as a rule, several for "the pair", none where it stays unresolved.
    pub entities: Vec<String>,
    /// Canonical labels of these, joined by "; ".
    pub label: String,
    /// Mentions of the same entities have the same number; an unresolved one has a number of its own.
    pub cluster: usize,
    /// What decided: a table or a pass of coreference.
    pub rule: String,
}

/// A noun phrase of any kind, and the chain of phrases that speak of the same thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct PhraseRecord {
    /// First character.
    pub begin: usize,
    /// One past the last character.
    pub end: usize,
    /// The words.
    pub text: String,
    /// `name`, `nominal` or `pronoun`.
    pub kind: String,
    /// Number of the mention with the same head in `mentions`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mention: Option<usize>,
    /// Phrases that speak of the same thing have the same number; one that nothing else speaks of has its own.
    pub chain: usize,
}

/// A temporal expression.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct TimeRecord {
    /// First character.
    pub begin: usize,
    /// One past the last character.
    pub end: usize,
    /// The words.
    pub text: String,
    /// TIMEX3 type: `DATE`, `TIME`, `DURATION` or `SET`.
    #[serde(rename = "type")]
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
    /// EDTF date; empty where the expression names none, or where it stays unresolved.
    pub edtf: String,
    /// First possible day.
    pub earliest: String,
    /// Last possible day.
    pub latest: String,
    /// The rule that read it.
    pub rule: String,
}

/// A predicate with its arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ClauseRecord {
    /// First character of the clause.
    pub begin: usize,
    /// One past its last character.
    pub end: usize,
    /// The word of the predicate.
    pub predicate: Span,
    /// Its dictionary form, particle included.
    pub lemma: String,
    /// `verbal`, `nominal` or `copular`.
    pub kind: String,
    /// The arguments, in order of the text.
    pub arguments: Vec<ArgumentRecord>,
    /// `affirmed` or `negated`.
    pub polarity: String,
    /// `happened`, `planned`, `possible`, `attempted` or `requested`.
    pub status: String,
    /// Whether the subjects act on one another.
    pub reciprocal: bool,
    /// Index of the clause that this one complements or modifies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<usize>,
    /// Index of the temporal expression attached to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<usize>,
    /// EDTF date of that expression; empty where there is none: a date is never guessed.
    pub date: String,
    /// Index of the mention of the place attached to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<usize>,
    /// Who says it, the nearest first, then who reports that; empty for the narrator.
    pub voice: Vec<SpeakerRecord>,
}

/// An argument of a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ArgumentRecord {
    /// `subject`, `object`, `recipient`, `oblique` or `complement`.
    pub role: String,
    /// The preposition of an oblique argument.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub preposition: String,
    /// First character.
    pub begin: usize,
    /// One past the last character.
    pub end: usize,
    /// Index of the mention at its head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mention: Option<usize>,
    /// Index of the clause at its head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<usize>,
}

/// Who says a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct SpeakerRecord {
    /// The words of the source; empty where there are none ("has been accused").
    pub source: String,
    /// Index of the mention of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mention: Option<usize>,
    /// Lemma of the reporting verb, or the words of the cue.
    pub verb: String,
    /// Index of the mention of the outlet through which it is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<usize>,
}

/// Somebody says something: the stretches of text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct AttributionRecord {
    /// The words that name who says it, where there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Span>,
    /// The words of the cue ("said", "according to").
    pub cue: Span,
    /// Lemma of the cue.
    pub verb: String,
    /// What is said, in order.
    pub content: Vec<Span>,
    /// Index of the attribution in whose content this one stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<usize>,
}
