//! Predicates with their arguments: where grammar is paid for, once, so that a rule is one line.
//!
//! A clause is verbal ("invaded") or nominal ("invasion"). Its arguments stand under their logical roles, whatever the
//! surface: passives are turned, coordinations distributed, raising and control resolved, light verbs folded in.
//!
//! # What a rule may rely on
//!
//! - **Lemma.** Lower case. A verb carries its particle (`walk out`, `call off`). An event noun keeps the noun's lemma
//!   (`meeting`, `talk`, `invasion`); which verb it goes with is a matter of the lexicon, so that a rule can name both.
//! - **Light verbs.** "Held talks with", "imposed sanctions on", "the sanctions imposed by" are one nominal clause, of the
//!   noun: it has the verb's subject, date, place and modality, and [`Clause::light`] is the verb's token. The verb has no
//!   clause of its own. Which verbs are light for which nouns stands in `data/lexicon/light-verbs.tsv`.
//! - **Roles.** [`Role::Subject`] is who does it: the subject of an active verb, the by-phrase of a passive, the possessor
//!   or demonym of an event noun, the participants of a meeting ("a meeting between A and B", "of A and B", "A's meeting").
//!   A passive without agent has no subject. [`Role::Object`] is the other one: also the grammatical subject of a passive,
//!   and the of-phrase of a transitive noun ("invasion of Ukraine"). [`Role::Recipient`] exists only beside an object
//!   ("gave Kyiv weapons"); who is told something is its object ("told Wang that").
//! - **Prepositions.** [`Role::Oblique`] holds them in lower case, words joined by a space: `with`, `according to`,
//!   `ahead of`, `out of`. With "between" and "among" the participants are subjects. The phrases of an event noun keep
//!   their prepositions (`attack` + `on`, `visit` + `to`, `sanction` + `against`); "the Ukraine war" has Ukraine under `in`.
//! - **Coordination.** One argument a conjunct, all in the same role. Which pairs hold is the rule's reading: each subject
//!   with each object; where [`Clause::reciprocal`] is true, each subject with each other subject.
//! - **Copular clauses** ("is an ally of Russia", "Wang Yi, China's foreign minister", "Foreign Minister Wang Yi"): the lemma is
//!   that of the noun or adjective, the subject is whom it is said of, and all that the noun belongs to, by possessor, demonym,
//!   compound or of-phrase, stands under `of`.
//! - **Subjects that grammar supplies** (control, raising, participles, relative pronouns) are arguments like others; their
//!   tokens lie outside the clause's span.
//! - **Complements.** [`Role::Complement`] leads by [`Argument::clause`] to a clause with status, polarity and voice of its own:
//!   what was agreed, asked, said. A gerund under a preposition that the verb governs ("accused of arming") is an oblique
//!   argument with such a clause. Any argument that is an event noun leads to its clause, too.
//! - **Time and place** are only what is attached to this very predicate (or its light verb).

mod ahead;
mod anchors;
mod arguments;
mod context;
mod control;
mod finite;
mod labels;
mod lexicon;
mod mend;
mod modality;
mod nominal;
mod predicates;
mod quotes;
mod repair;
mod sentence;
mod speakers;
mod statements;
#[cfg(test)]
mod tests;
mod view;
mod voice;

pub use statements::Statement;

use crate::{
    entities::{ArticleEntities, Gazetteer},
    syntax::{Parser, Sentence},
    text::{Article, Span},
    time::{self, TimeExpression},
};

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

/// Whether the clause is said to hold or not to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Polarity {
    /// It holds.
    #[default]
    Affirmed,
    /// "not", "refused to", "no evidence that".
    Negated,
}

impl Polarity {
    /// The word for it, as in the claims table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Affirmed => "affirmed",
            Self::Negated => "negated",
        }
    }
}

/// How real the clause is said to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// It took or takes place.
    #[default]
    Happened,
    /// Future, agreed, expected.
    Planned,
    /// Hypothetical, conditional, alleged.
    Possible,
    /// Demanded, ordered, urged.
    Requested,
}

impl Status {
    /// The word for it, as in the claims table.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Requested => "requested",
        }
    }
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
pub struct Argument {
    /// Its logical role.
    pub role: Role,
    /// Head token in the clause's sentence.
    pub token: usize,
    /// Index of the mention at that head in [`ArticleEntities::mentions`], if there is one.
    pub mention: Option<usize>,
    /// Index of the clause at that head in [`Reading::clauses`], if it is one.
    pub clause: Option<usize>,
}

/// Somebody in the article says it.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// Index in [`Reading::clauses`] of the clause that this one complements or modifies.
    pub parent: Option<usize>,
    /// Affirmed or negated.
    pub polarity: Polarity,
    /// Happened, planned, possible or requested.
    pub status: Status,
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

/// An article with everything that was read in it, up to its clauses.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The text and its metadata.
    pub article: Article,
    /// Sentences with trees.
    pub sentences: Vec<Sentence>,
    /// Mentions and entities.
    pub entities: ArticleEntities,
    /// Temporal expressions.
    pub times: Vec<TimeExpression>,
    /// Clauses, by sentence and predicate token.
    pub clauses: Vec<Clause>,
}

/// Reads articles: parser and gazetteer together.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The syntax model.
    pub parser: &'static Parser,
    /// The names.
    pub gazetteer: &'static Gazetteer,
}

impl Reader {
    /// The reader with the model and the gazetteer that are compiled into the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self { parser: Parser::embedded(), gazetteer: Gazetteer::embedded() }
    }

    /// Reads an article as far as its clauses. Never fails: analysis of prose returns what it found.
    #[must_use]
    pub fn read(&self, article: Article) -> Reading {
        let mut sentences = self.parser.parse(&article);
        let entities = self.gazetteer.resolve(&article, &sentences);
        mend::trees(&mut sentences, &entities);
        let times = time::read(article.published, &sentences);
        let mut clauses = read(&sentences, &entities, &times);
        if let Some(published) = article.published {
            ahead::mend(published, &sentences, &times, &mut clauses);
        }
        Reading { article, sentences, entities, times, clauses }
    }
}

/// The clauses of an article, by sentence and predicate token. Never fails: a tree that makes no sense yields less.
#[must_use]
pub fn read(sentences: &[Sentence], entities: &ArticleEntities, times: &[TimeExpression]) -> Vec<Clause> {
    let lexicon = lexicon::Lexicon::embedded();
    let mut clauses = Vec::new();
    let mut cues = quotes::any(sentences).then(Vec::new);
    let (mut mention, mut time) = (0, 0);
    for (index, sentence) in sentences.iter().enumerate() {
        let mentions = mention..next(&entities.mentions, mention, |mention| mention.sentence <= index);
        let expressions = time..next(times, time, |time| time.sentence <= index);
        (mention, time) = (mentions.end, expressions.end);
        let view = view::View::new(index, sentence, entities, mentions);
        sentence::read(&view, lexicon, &times[expressions.clone()], expressions.start, cues.as_mut(), &mut clauses);
    }
    if let Some(mut cues) = cues {
        cues.sort_by_key(|cue| (cue.sentence, cue.token));
        quotes::attribute(sentences, &cues, &mut clauses);
    }
    labels::attribute(sentences, &labels::find(sentences, entities), &mut clauses);
    speakers::carry(sentences, entities, &mut clauses);
    clauses
}

/// How real each word of an article is said to be, by sentence and token, whether or not it heads a clause: "recession" in
/// "fears of a recession" is possible, though no political event.
#[must_use]
pub fn reality(sentences: &[Sentence], entities: &ArticleEntities) -> Vec<Vec<(Polarity, Status)>> {
    let lexicon = lexicon::Lexicon::embedded();
    let mut mention = 0;
    let assess = |(index, sentence): (usize, &Sentence)| {
        let mentions = mention..next(&entities.mentions, mention, |mention| mention.sentence <= index);
        mention = mentions.end;
        let view = view::View::new(index, sentence, entities, mentions);
        let mut predicates = predicates::find(&view, lexicon);
        arguments::fill(&view, lexicon, &mut predicates);
        let real = context::reality(&view, lexicon, &predicates);
        real.iter().map(|context| (context.polarity(), context.status)).collect()
    };
    sentences.iter().enumerate().map(assess).collect()
}

/// The attributions of an article as stretches of text, by sentence and cue token.
#[must_use]
pub fn statements(sentences: &[Sentence], entities: &ArticleEntities) -> Vec<Statement> {
    let lexicon = lexicon::Lexicon::embedded();
    let mut found = Vec::new();
    let mut mention = 0;
    for (index, sentence) in sentences.iter().enumerate() {
        let mentions = mention..next(&entities.mentions, mention, |mention| mention.sentence <= index);
        mention = mentions.end;
        let view = view::View::new(index, sentence, entities, mentions);
        let mut predicates = predicates::find(&view, lexicon);
        arguments::fill(&view, lexicon, &mut predicates);
        statements::read(&view, lexicon, &predicates, &mut found);
    }
    statements::quote(sentences, &mut found);
    labels::state(sentences, &labels::find(sentences, entities), &mut found);
    found
}

/// The first index from `start` on whose item does not belong.
fn next<T>(items: &[T], start: usize, belongs: impl Fn(&T) -> bool) -> usize {
    start + items[start..].iter().take_while(|item| belongs(item)).count()
}
