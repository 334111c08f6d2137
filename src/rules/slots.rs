//! Arguments as participants of a slot: of which kinds, with which heads, by their owners where the pattern says so.

use super::{
    miss::Reason,
    participants::{Participant, add},
    pattern::Kinds,
    ready::Heads,
    scene::Scene,
};
use crate::clauses::{Argument, Role};

impl<'a> Scene<'a> {
    /// The participants that the arguments are.
    pub(super) fn fill(
        &self,
        arguments: &[&Argument],
        kinds: Kinds,
        owner: bool,
        heads: &'a Heads,
    ) -> Result<Vec<Participant>, Reason<'a>> {
        let mut found = Vec::new();
        let mut reason = Reason::Absent;
        for argument in arguments {
            match self.filler(argument.token, argument.mention, kinds, owner, heads) {
                Ok(more) => add(&mut found, more),
                Err(why) if reason == Reason::Absent => reason = why,
                Err(_) => {}
            }
        }
        if found.is_empty() { Err(reason) } else { Ok(found) }
    }

    /// Fills from the arguments under the first listed preposition that is there and fits, unmarked ones before all: who
    /// fires "on miners at a mine" shoots at the miners.
    pub(super) fn fill_in_order(
        &self,
        arguments: &[&Argument],
        prepositions: &[String],
        kinds: Kinds,
        owner: bool,
        heads: &'a Heads,
    ) -> Result<Vec<Participant>, Reason<'a>> {
        let rank = |argument: &Argument| match &argument.role {
            Role::Oblique(found) => prepositions.iter().position(|word| word == found).map(|place| place + 1),
            _ => Some(0),
        };
        for wanted in 0..=prepositions.len() {
            let under: Vec<&Argument> =
                arguments.iter().copied().filter(|argument| rank(argument) == Some(wanted)).collect();
            if let Ok(found) = self.fill(&under, kinds, owner, heads) {
                return Ok(found);
            }
        }
        self.fill(arguments, kinds, owner, heads)
    }

    /// The participants at the tokens.
    pub(super) fn fill_tokens(
        &self,
        tokens: &[usize],
        kinds: Kinds,
        owner: bool,
        heads: &'a Heads,
    ) -> Result<Vec<Participant>, Reason<'a>> {
        let mut found = Vec::new();
        let mut reason = Reason::Absent;
        for &token in tokens {
            match self.filler(token, None, kinds, owner, heads) {
                Ok(more) => add(&mut found, more),
                Err(why) => reason = why,
            }
        }
        if found.is_empty() { Err(reason) } else { Ok(found) }
    }

    fn filler(
        &self,
        token: usize,
        mention: Option<usize>,
        kinds: Kinds,
        owner: bool,
        heads: &'a Heads,
    ) -> Result<Vec<Participant>, Reason<'a>> {
        if self.is_any_of(&heads.not, token) {
            return Err(Reason::Excluded(token));
        }
        if !heads.only.is_empty() && !self.is_any_of(&heads.only, token) {
            return Err(Reason::Other(token, &heads.only));
        }
        match self.participants(token, mention, kinds) {
            Err(reason) if owner => {
                let mut owners = self.owners(token, kinds);
                // What is criticised is the deed: the claim's object is who did it, its words are those of the deed.
                for owner in &mut owners {
                    let deed = self.phrase(token);
                    owner.words = if owner.words.begin > deed.end { deed.join(owner.words) } else { deed };
                }
                if owners.is_empty() { Err(reason) } else { Ok(owners) }
            }
            direct => direct,
        }
    }
}
