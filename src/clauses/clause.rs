//! What a clause is: a predicate with its arguments, and all that is said about it.

use crate::{
    lexicon::{Polarity, Status},
    text::Span,
};

/// The lemma of what is said of somebody and holds no more: "the former minister".
pub const FORMER: &str = "former";

/// Whether the predicate is a verb or an event noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClauseKind {
    /// "invaded"
    Verbal,
    /// "invasion"
    Nominal,
    /// "is an ally", "Wang, the foreign minister": a noun or adjective said of a subject, by copula or apposition.
    Copular,
}

/// The logical role of an argument.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who does it: the subject of an active verb, the by-phrase of a passive, the possessor of an event noun.
    Subject,
    /// To whom it is done.
    Object,
    /// To whom something is given or told, without preposition.
    Recipient,
    /// Marked by this preposition, lower case ("with", "according to").
    Oblique(String),
    /// A clause as complement ("agreed to meet": the meeting).
    Complement,
}

/// An argument of a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Argument {
    /// Its logical role.
    pub role: Role,
    /// Head token in the clause's sentence.
    pub token: usize,
    /// Index of the mention at that head in [`mentions`](crate::entities::ArticleEntities::mentions), if there is one.
    pub mention: Option<usize>,
    /// Index of the clause at that head in the clauses of the article, if it is one.
    pub clause: Option<usize>,
}

/// Somebody in the article says it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribution {
    /// Index of the mention of who says it; `None` for sources that no mention names.
    pub source: Option<usize>,
    /// The words of the source; empty where there are none ("has been accused").
    pub source_text: String,
    /// Index of the mention of the outlet through which it is said ("was quoted by Tass").
    pub via: Option<usize>,
    /// Lemma of the reporting verb, or the words of the cue ("according to").
    pub verb: String,
    /// Who reports this attribution in turn, if somebody does.
    pub outer: Option<Box<Attribution>>,
}

/// A predicate with its arguments and all that is said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Clause {
    /// Index of the sentence.
    pub sentence: usize,
    /// Token of the predicate in the sentence.
    pub predicate: usize,
    /// Verb or event noun.
    pub kind: ClauseKind,
    /// Lemma of the predicate, particle included: `meet`, `walk out`, `invasion`.
    pub lemma: String,
    /// The arguments, in order of their tokens, distributed over coordination.
    pub arguments: Vec<Argument>,
    /// Index in the clauses of the article of the clause that this one complements or modifies.
    pub parent: Option<usize>,
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// Happened, planned, possible, attempted or requested.
    pub status: Status,
    /// Whether it is possible only as a condition, a wish, a question or an ability, so that nobody claims it.
    pub hypothetical: bool,
    /// The words that decided on polarity and status.
    pub because: Because,
    /// Whether the subjects, two or more (or one that stands for several, "the pair"), act on one another: each pair of
    /// them is subject and object in turn ("Xi and Lavrov met", "talks between Rome and Paris").
    pub reciprocal: bool,
    /// Token of the light verb that the event noun is folded with: "held" in "held talks".
    pub light: Option<usize>,
    /// Who says it; `None` for the narrator.
    pub voice: Option<Attribution>,
    /// Index of the temporal expression attached to it.
    pub time: Option<usize>,
    /// Index of the mention of the place attached to it.
    pub place: Option<usize>,
    /// The words of the clause, in characters of the article's text.
    pub span: Span,
}

/// The words of a clause's sentence that decided on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Because {
    /// The token that makes it negated ("not", "refused"); `None` where it is affirmed.
    pub polarity: Option<usize>,
    /// The token that makes its status another than happened ("will", "urged", "if"); `None` where nothing but the date does.
    pub status: Option<usize>,
}

impl Because {
    /// The same, with what is missing taken from another.
    pub(super) fn or(self, other: Self) -> Self {
        Self { polarity: self.polarity.or(other.polarity), status: self.status.or(other.status) }
    }
}
