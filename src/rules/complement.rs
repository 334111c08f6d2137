//! Slots in the complement of a clause: "threatened to attack Japan", "said that Iran must comply".

use super::{
    miss::Reason,
    participants::{Participant, same},
    pattern::Keyword,
    ready::{ReadyFiller, ReadyPart, WordList},
    scene::Scene,
};
use crate::{
    clauses::{Argument, Clause, ClauseKind, Polarity, Role, Status},
    lexicon::set,
};

impl<'a> Scene<'a> {
    /// Somebody in the complement clause: its subject unless that is the source, else whom it is done to. None where the
    /// part asks for a head that is there.
    pub(super) fn complement(
        &self,
        part: &'a ReadyPart,
        verbs: Option<&'a WordList>,
        sources: &[Participant],
    ) -> Result<Vec<Participant>, Reason<'a>> {
        let mut last = Reason::Absent;
        let of_clause = self.clause.arguments.iter().filter(|argument| argument.role == Role::Complement);
        for complement in of_clause.filter_map(|argument| self.reading.clauses.get(argument.clause?)) {
            if let Some(verbs) = verbs.filter(|verbs| !is_wanted(complement, verbs)) {
                last = Reason::Words(verbs);
                continue;
            }
            if let ReadyFiller::Head(words) = &part.filler {
                if complement.arguments.iter().any(|argument| self.is_any_of(words, argument.token)) {
                    return Ok(Vec::new());
                }
                last = Reason::Words(words);
                continue;
            }
            if complement.sentence != self.clause.sentence {
                continue;
            }
            match self.in_complement(part, complement, verbs, sources) {
                Ok(found) => return Ok(found),
                Err(Reason::Absent) => {}
                Err(reason) => last = reason,
            }
        }
        Err(last)
    }

    /// Who fills the slot in one complement.
    fn in_complement(
        &self,
        part: &'a ReadyPart,
        complement: &'a Clause,
        verbs: Option<&'a WordList>,
        sources: &[Participant],
    ) -> Result<Vec<Participant>, Reason<'a>> {
        let ReadyFiller::Slot { kinds, owner, heads, .. } = &part.filler else { return Err(Reason::Absent) };
        let inner = Scene { clause: complement, ..*self };
        let own = |one: &Participant| sources.iter().any(|source| same(one, source));
        // "Alleged that they attacked Kyiv": who owns up accuses nobody.
        if let Some(subject) = self.overt_subject(complement) {
            match inner.participants(subject.token, subject.mention, *kinds) {
                Ok(found) if found.iter().all(own) => return Err(Reason::Same),
                Err(Reason::Unresolved(token)) => return Err(Reason::Unresolved(token)),
                _ => {}
            }
        }
        let order: [fn(&Role) -> bool; 3] = [
            |role| *role == Role::Subject,
            |role| matches!(role, Role::Object | Role::Recipient),
            |role| matches!(role, Role::Oblique(marker) if set::MARKERS.has(marker)),
        ];
        let others =
            |found: Vec<Participant>| -> Vec<Participant> { found.into_iter().filter(|one| !own(one)).collect() };
        let mut last = Reason::Absent;
        let must = verbs.is_some_and(|verbs| verbs.iter().any(|word| Keyword::Must.is(word)));
        let reach = match kinds.any() {
            // "Said that you must not run for office": who must is asked, and nobody else.
            _ if must || complement.kind == ClauseKind::Copular => 1,
            true => 2,
            false => 3,
        };
        // What is no actor is only told of as an object: a time or a cause under a preposition is not what it is about.
        for wanted in order.into_iter().take(reach) {
            let chosen: Vec<&Argument> =
                complement.arguments.iter().filter(|argument| wanted(&argument.role)).collect();
            match inner.fill(&chosen, *kinds, *owner, heads).map(others) {
                Ok(found) if !found.is_empty() => return Ok(found),
                Ok(_) | Err(Reason::Absent) => {}
                Err(reason) => last = reason,
            }
        }
        if !kinds.any() && reach > 1 {
            // "agreed to lift the ban on British beef": the argument hangs on the object of the complement.
            let objects = complement.arguments.iter().filter(|argument| argument.role == Role::Object);
            let tokens: Vec<usize> =
                objects.flat_map(|argument| inner.below(argument.token, |word| set::MARKERS.has(word))).collect();
            if let Ok(found) = inner.fill_tokens(&tokens, *kinds, *owner, heads).map(others)
                && !found.is_empty()
            {
                return Ok(found);
            }
        }
        Err(last)
    }

    /// The subject that the complement has of its own, behind the predicate.
    fn overt_subject<'c>(&self, complement: &'c Clause) -> Option<&'c Argument> {
        complement.arguments.iter().find(|argument| {
            argument.role == Role::Subject
                && argument.token > self.clause.predicate
                && self.clause.arguments.iter().all(|other| other.token != argument.token)
        })
    }
}

/// Whether the complement's verb is one of the wanted, or what it says is demanded and that is wanted. What is said not to
/// be so, or only perhaps, describes nobody.
fn is_wanted(complement: &Clause, verbs: &WordList) -> bool {
    let describes = complement.kind != ClauseKind::Copular
        || complement.polarity == Polarity::Affirmed && complement.status == Status::Happened;
    verbs.contains(&complement.lemma) && describes
        || complement.status == Status::Requested && verbs.iter().any(|word| Keyword::Must.is(word))
}
