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
//!   compound or of-phrase, stands under `of`. What is said to hold no more ("former adviser") has the lemma [`FORMER`] instead of
//!   the noun's.
//! - **Subjects that grammar supplies** (control, raising, participles, relative pronouns) are arguments like others; their
//!   tokens lie outside the clause's span.
//! - **Complements.** [`Role::Complement`] leads by [`Argument::clause`] to a clause with status, polarity and voice of its own:
//!   what was agreed, asked, said. A gerund under a preposition that the verb governs ("accused of arming") is an oblique
//!   argument with such a clause. Any argument that is an event noun leads to its clause, too.
//! - **Time and place** are only what is attached to this very predicate (or its light verb).

mod ahead;
mod anchors;
mod arguments;
mod because;
mod clause;
mod context;
mod control;
mod frames;
mod labels;
mod modality;
mod nominal;
mod nouns;
mod predicates;
mod quotes;
mod reality;
mod relations;
mod scene;
mod sentence;
mod statements;
#[cfg(test)]
mod tests;
mod voice;

pub use crate::lexicon::{Polarity, Status};
pub use {
    clause::{Argument, Attribution, Because, Clause, ClauseKind, FORMER, Role},
    statements::Statement,
};

use jiff::civil::Date;

use crate::{
    entities::ArticleEntities,
    lexicon::Lexicon,
    syntax::Sentence,
    time::TimeExpression,
    tree::{self, Tree},
};

/// The clauses of an article of that day whose trees are mended, by sentence and predicate token. Mentions may be open: who
/// is meant by them is asked later. Never fails: a tree that makes no sense yields less.
#[must_use]
pub fn read(
    lexicon: &Lexicon,
    published: Option<Date>,
    sentences: &[Sentence],
    entities: &ArticleEntities,
    times: &[TimeExpression],
) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut cues = quotes::any(sentences).then(Vec::new);
    let mut time = 0;
    for tree in tree::trees(lexicon, sentences, entities) {
        let end = time + times[time..].iter().take_while(|time| time.sentence <= tree.index).count();
        sentence::read(&tree, lexicon, &times[time..end], time, cues.as_mut(), &mut clauses);
        time = end;
    }
    if let Some(mut cues) = cues {
        cues.sort_by_key(|cue| (cue.sentence, cue.token));
        quotes::attribute(sentences, &cues, &mut clauses);
    }
    labels::attribute(sentences, &labels::find(sentences, entities), &mut clauses);
    if let Some(published) = published {
        ahead::mend(published, &tree::trees(lexicon, sentences, entities), times, &mut clauses);
    }
    clauses
}

/// The quotations of an article that hold a clause: first and last token, each with its sentence.
#[must_use]
pub fn speeches(sentences: &[Sentence]) -> Vec<((usize, usize), (usize, usize))> {
    if !quotes::any(sentences) {
        return Vec::new();
    }
    let spoken = quotes::quotations(sentences).into_iter().filter(|quotation| quotation.is_speech(sentences));
    spoken.map(|quotation| (quotation.first, quotation.last)).collect()
}

/// How real each word of an article is said to be, by sentence and token, whether or not it heads a clause: "recession" in
/// "fears of a recession" is possible, though no political event.
#[must_use]
pub fn reality(lexicon: &Lexicon, sentences: &[Sentence], entities: &ArticleEntities) -> Vec<Vec<(Polarity, Status)>> {
    let assess = |tree: &Tree<'_>| {
        let mut predicates = predicates::find(tree, lexicon);
        arguments::fill(tree, lexicon, &mut predicates);
        let real = context::reality(tree, lexicon, &predicates);
        real.iter().map(|context| (context.polarity(), context.status.told())).collect()
    };
    tree::trees(lexicon, sentences, entities).iter().map(assess).collect()
}

/// The attributions of an article as stretches of text, by sentence and cue token.
#[must_use]
pub fn statements(lexicon: &Lexicon, sentences: &[Sentence], entities: &ArticleEntities) -> Vec<Statement> {
    let mut found = Vec::new();
    for tree in tree::trees(lexicon, sentences, entities) {
        let mut predicates = predicates::find(&tree, lexicon);
        arguments::fill(&tree, lexicon, &mut predicates);
        statements::read(&tree, lexicon, &predicates, &mut found);
    }
    statements::quote(sentences, &mut found);
    labels::state(sentences, &labels::find(sentences, entities), &mut found);
    found
}
