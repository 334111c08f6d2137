//! Titles beside names as clauses, so that rules can read them as they read all else.

use rustc_hash::FxHashSet;

use super::participants::is_past;
use crate::{
    clauses::{Argument, Because, Clause, ClauseKind, FORMER, Polarity, Role, Status},
    entities::Mention,
    reference::Reading,
};

/// The lemma of the clauses that [`titles`] makes.
pub(super) const TITLE: &str = "title";

/// The lemma of the clauses that say whose party somebody is.
pub(super) const PARTY: &str = "party member";

/// Titles as what they are, clauses that say an office of a person, so that a rule can read them: the lemma is `title`,
/// the subject is the mention; of former offices it is that of all that holds no more. Each person and office once, where it is
/// first named.
pub(super) fn titles(reading: &Reading) -> Vec<Clause> {
    let mut seen: FxHashSet<(usize, usize, bool)> = FxHashSet::default();
    let mut clauses = Vec::new();
    for (index, mention) in reading.entities.mentions.iter().enumerate() {
        if let (Some(party), [person]) = (mention.party, &mention.entities[..])
            && seen.insert((*person, party, false))
        {
            clauses.push(said_of(mention, index, PARTY));
        }
        let Some(title) = mention.title.as_ref() else { continue };
        let (Some(position), [person]) = (title.position, &mention.entities[..]) else { continue };
        let former = is_past(reading, *person, mention, title);
        if !seen.insert((*person, position, former)) {
            continue;
        }
        clauses.push(said_of(mention, index, if former { FORMER } else { TITLE }));
    }
    clauses
}

/// The clause that says something of a person whom a mention names.
fn said_of(mention: &Mention, index: usize, lemma: &str) -> Clause {
    Clause {
        sentence: mention.sentence,
        predicate: mention.head,
        kind: ClauseKind::Copular,
        lemma: lemma.to_owned(),
        arguments: vec![Argument { role: Role::Subject, token: mention.head, mention: Some(index), clause: None }],
        parent: None,
        polarity: Polarity::Affirmed,
        status: Status::Happened,
        hypothetical: false,
        because: Because::default(),
        voice: None,
        time: None,
        place: None,
        reciprocal: false,
        light: None,
        span: mention.span,
    }
}
