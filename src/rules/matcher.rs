//! Patterns against clauses: who fills which slot, or which condition fails.
//!
//! A mention that names several entities, and coordinated arguments, fill a slot several times; the claims are then all
//! pairs. In a reciprocal relation whose target is nowhere, the sources are one another's partners ("Putin and Xi met",
//! "a call between Putin and Xi"), in the order of the text. A participant is an entity, or, without one, a phrase whose
//! head noun can name an actor ("protesters", "a court"); a pronoun that stays unresolved is nobody.

use super::{
    lexicon::Lexicon,
    participants::{Participant, add, has, same},
    pattern::{Kinds, SlotName},
    ruleset::{Heads, Ready, ReadyFiller, ReadyPart, ReadyWhere, WordList},
};
use crate::{
    clauses::{Argument, Clause, ClauseKind, Reading, Role, Status},
    entities::EntityKind,
};

/// In `...[must]`: the complement, whatever its verb, says what is demanded ("said that Iran must comply").
const DEMANDED: &str = "must";

/// The prepositions under which the object of a complement holds whom it concerns.
const MARKERS: [&str; 11] = ["to", "on", "against", "for", "with", "from", "in", "into", "of", "toward", "towards"];

/// A match: the pairs of source and target, and the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) pairs: Vec<(Participant, Option<Participant>)>,
    pub(super) place: Option<Participant>,
}

/// Why a pattern does not match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Miss<'a> {
    /// How many parts matched before: the nearness.
    pub(super) matched: usize,
    /// The part that failed, as written.
    pub(super) part: &'a str,
    /// What is wrong with it.
    pub(super) reason: Reason<'a>,
}

/// What is wrong with a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason<'a> {
    /// The clause has no such argument.
    Absent,
    /// It has one, with this head token, but of another kind, or none that is known.
    Kind { token: usize, kinds: Kinds, found: Option<EntityKind> },
    /// A pronoun that names nobody known.
    Unresolved(usize),
    /// Its head is an excluded word.
    Excluded(usize),
    /// Its head is none of the words that the slot takes.
    Other(usize, &'a [String]),
    /// None of the wanted words.
    Words(&'a [String]),
    /// The clause has a subject, and the pattern wants none.
    Agent(usize),
    /// Source and target are the same.
    Same,
}

/// A clause in its reading, with the words that the rules know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    pub(super) reading: &'a Reading,
    pub(super) clause: &'a Clause,
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> Scene<'a> {
    /// Matches a pattern whose trigger is the clause's predicate.
    pub(super) fn matches(&self, ready: &'a Ready, reciprocal: bool) -> Result<Match, Miss<'a>> {
        let mut sources: Vec<Participant> = Vec::new();
        let mut targets: Vec<Participant> = Vec::new();
        let mut place = None;
        let mut missing = None;
        let agent = self.clause.arguments.iter().find(|argument| argument.role == Role::Subject);
        if let (true, Some(agent)) = (ready.agentless, agent) {
            return Err(Miss { matched: 0, part: "the subject", reason: Reason::Agent(agent.token) });
        }
        for (matched, part) in ready.parts.iter().enumerate() {
            let found = match self.part(part, &sources, ready) {
                Ok(found) => found,
                Err(_) if part.optional => continue,
                Err(reason) => {
                    let miss = Miss { matched, part: &part.written, reason };
                    let name = match part.filler {
                        ReadyFiller::Slot { name, .. } => name,
                        ReadyFiller::Head(_) => return Err(miss),
                    };
                    // Partners of a reciprocal relation may all stand in one place.
                    let alone = name == SlotName::Target
                        && sources.len() > 1
                        && !matches!(part.place, ReadyWhere::Complement(_))
                        && !self.has_object(&sources, ready);
                    if reciprocal && (name == SlotName::Source || alone) {
                        missing.get_or_insert(miss);
                        if name == SlotName::Source {
                            sources = self.partners(part);
                            if sources.is_empty() {
                                break;
                            }
                        }
                        continue;
                    }
                    return Err(miss);
                }
            };
            if let ReadyFiller::Slot { name, owner, .. } = part.filler {
                match name {
                    SlotName::Source => sources = found,
                    // "Velk and Ordo suspended flights": what the doers own is not done to one of them by the other.
                    SlotName::Target => {
                        targets = found;
                        if owner {
                            targets.retain(|target| sources.iter().all(|source| source.token != target.token));
                        }
                        if targets.is_empty() {
                            let same = Miss { matched, part: &part.written, reason: Reason::Same };
                            return Err(same);
                        }
                    }
                    SlotName::Place => place = found.into_iter().next(),
                    SlotName::Topic => {}
                }
            }
        }
        if reciprocal && targets.is_empty() && self.clause.kind == ClauseKind::Verbal {
            let parties = self.parties(ready);
            if parties.len() > 1 {
                sources = parties;
            }
        }
        let pairs = pairs(&sources, &targets, reciprocal);
        if pairs.is_empty() {
            let same = Miss { matched: ready.parts.len(), part: "the target", reason: Reason::Same };
            return Err(missing.unwrap_or(same));
        }
        Ok(Match { pairs, place })
    }

    /// Whether something other than the partners themselves, and than what the pattern names, is what it is done to:
    /// "Paris and Rome called it a mistake" is no call between the two, "staged a drill" is a drill of theirs.
    fn has_object(&self, sources: &[Participant], ready: &Ready) -> bool {
        self.clause.arguments.iter().any(|argument| {
            argument.role == Role::Object
                && !sources.iter().any(|source| source.token == argument.token)
                && !self.is_named(argument, ready)
        })
    }

    /// The partners of a nominal clause without a subject: "between Putin and Xi", "of Putin and Xi".
    fn partners(&self, part: &'a ReadyPart) -> Vec<Participant> {
        let ReadyFiller::Slot { kinds, owner, heads, .. } = &part.filler else { return Vec::new() };
        let marked = |preposition: &str| {
            let arguments: Vec<&Argument> = self
                .clause
                .arguments
                .iter()
                .filter(|argument| matches!(&argument.role, Role::Oblique(found) if found == preposition))
                .collect();
            self.fill(&arguments, *kinds, *owner, heads).unwrap_or_default()
        };
        let between = marked("between");
        if between.is_empty() && self.clause.kind == ClauseKind::Nominal {
            let of = marked("of");
            if of.len() > 1 {
                return of;
            }
        }
        between
    }

    /// Those between whom a verbal clause puts what it tells of, whoever else it is about: "fighting between the army and
    /// rebels", "announced a ceasefire between India and Pakistan".
    fn parties(&self, ready: &'a Ready) -> Vec<Participant> {
        let source =
            ready.parts.iter().find(|part| matches!(part.filler, ReadyFiller::Slot { name: SlotName::Source, .. }));
        let Some(part) = source else { return Vec::new() };
        let ReadyFiller::Slot { kinds, owner, heads, .. } = &part.filler else { return Vec::new() };
        let partners = self.partners(part);
        if partners.len() > 1 {
            return partners;
        }
        let nouns = self.clause.arguments.iter().filter(|argument| self.is_named(argument, ready));
        let tokens: Vec<usize> = nouns.flat_map(|noun| self.below(noun.token, &["between".to_owned()])).collect();
        self.fill_tokens(&tokens, *kinds, *owner, heads).unwrap_or_default()
    }

    /// The participants that fill a part; none for a head word that is there.
    fn part(
        &self,
        part: &'a ReadyPart,
        sources: &[Participant],
        ready: &'a Ready,
    ) -> Result<Vec<Participant>, Reason<'a>> {
        let arguments = &self.clause.arguments;
        let chosen: Vec<&Argument> = match &part.place {
            ReadyWhere::Subject => arguments.iter().filter(|argument| argument.role == Role::Subject).collect(),
            ReadyWhere::Object => arguments.iter().filter(|argument| self.unmarked(argument)).collect(),
            ReadyWhere::Oblique { prepositions, or_object } => arguments
                .iter()
                .filter(|argument| match &argument.role {
                    Role::Oblique(found) => prepositions.contains(found),
                    _ => *or_object && self.unmarked(argument),
                })
                .collect(),
            ReadyWhere::Complement(verbs) => return self.complement(part, verbs.as_ref(), sources),
        };
        match &part.filler {
            ReadyFiller::Head(words) => {
                // "held Iran responsible": the adjective is a complement that makes no clause.
                let said = |argument: &Argument| {
                    matches!(part.place, ReadyWhere::Object)
                        && argument.role == Role::Complement
                        && argument.clause.is_none()
                };
                let said = arguments.iter().filter(|&argument| said(argument));
                if chosen.iter().copied().chain(said).any(|argument| self.is_any_of(words, argument.token)) {
                    return Ok(Vec::new());
                }
                // "used villagers as shields": the phrase may hang on the object.
                if let ReadyWhere::Oblique { prepositions, .. } = &part.place {
                    let objects = arguments.iter().filter(|argument| self.unmarked(argument));
                    let mut marked = objects.flat_map(|object| self.below(object.token, prepositions));
                    if marked.any(|token| self.is_any_of(words, token)) {
                        return Ok(Vec::new());
                    }
                }
                Err(Reason::Words(words))
            }
            ReadyFiller::Slot { kinds, owner, heads, .. } => {
                if self.is_predicate_slot(part) {
                    let offices = self.offices(sources, *kinds);
                    if !offices.is_empty() {
                        return Ok(offices);
                    }
                    return self.participants(self.clause.predicate, None, *kinds);
                }
                // A head that the pattern asks for fills no slot besides: the soldiers of "deployed soldiers to Mali".
                let chosen: Vec<&Argument> =
                    chosen.into_iter().filter(|argument| !self.is_named(argument, ready)).collect();
                let found = match &part.place {
                    ReadyWhere::Oblique { prepositions, .. } if chosen.len() > 1 => {
                        self.fill_in_order(&chosen, prepositions, *kinds, *owner, heads)
                    }
                    _ => self.fill(&chosen, *kinds, *owner, heads),
                };
                if let (Err(_), ReadyWhere::Oblique { prepositions, .. }) = (&found, &part.place) {
                    // "sign a deal with Russia": the argument may hang on the noun that the pattern names.
                    let of_noun = self.of_named_noun(ready, prepositions);
                    if !of_noun.is_empty() {
                        return self.fill_tokens(&of_noun, *kinds, *owner, heads);
                    }
                    // "accepted Moscow's offer": a possessor says the same as "of" and "from".
                    if *owner && prepositions.iter().any(|word| matches!(word.as_str(), "of" | "from" | "by")) {
                        let heads = arguments.iter().filter(|argument| self.is_named(argument, ready));
                        let owners: Vec<Participant> =
                            heads.flat_map(|argument| self.owners(argument.token, *kinds)).collect();
                        if !owners.is_empty() {
                            return Ok(owners);
                        }
                    }
                }
                found
            }
        }
    }

    /// Whether the argument is one that the pattern names by its head.
    fn is_named(&self, argument: &Argument, ready: &Ready) -> bool {
        self.unmarked(argument)
            && ready.parts.iter().any(|part| match (&part.filler, &part.place) {
                (ReadyFiller::Head(words), ReadyWhere::Object | ReadyWhere::Oblique { or_object: true, .. }) => {
                    self.is_any_of(words, argument.token)
                }
                _ => false,
            })
    }

    /// In a copular clause the unmarked slot is what is said of the subject: the predicate itself.
    fn is_predicate_slot(&self, part: &'a ReadyPart) -> bool {
        self.clause.kind == ClauseKind::Copular && matches!(part.place, ReadyWhere::Object)
    }

    fn unmarked(&self, argument: &Argument) -> bool {
        match &argument.role {
            Role::Object | Role::Recipient => true,
            Role::Oblique(preposition) => self.clause.kind == ClauseKind::Nominal && preposition == "of",
            Role::Subject | Role::Complement => false,
        }
    }

    /// Tokens marked by one of the prepositions below the nouns that the pattern asks for.
    fn of_named_noun(&self, ready: &'a Ready, prepositions: &[String]) -> Vec<usize> {
        let mut found = Vec::new();
        for part in &ready.parts {
            // The nouns that a topic takes are named as well: "blamed the blast on Greece".
            let named = |argument: &Argument| match &part.filler {
                ReadyFiller::Head(words) => self.is_any_of(words, argument.token),
                ReadyFiller::Slot { name: SlotName::Topic, .. } => self.unmarked(argument),
                ReadyFiller::Slot { .. } => false,
            };
            for argument in &self.clause.arguments {
                if !named(argument) {
                    continue;
                }
                found.extend(self.below(argument.token, prepositions));
                // "two million dollars in assistance to Fiji": what the noun consists of holds the argument. What holds it
                // under "of" is the argument itself, and nothing below it is.
                let inner: Vec<String> = prepositions.iter().filter(|&word| word != "of").cloned().collect();
                for part in self.below(argument.token, &["in".to_owned(), "of".to_owned()]) {
                    found.extend(self.below(part, &inner));
                }
                if let Some(clause) = argument.clause.and_then(|index| self.reading.clauses.get(index)) {
                    found.extend(clause.arguments.iter().filter_map(|inner| match &inner.role {
                        Role::Oblique(marker) if prepositions.contains(marker) => Some(inner.token),
                        _ => None,
                    }));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Somebody in the complement clause: its subject unless that is the source, else whom it is done to.
    fn complement(
        &self,
        part: &'a ReadyPart,
        verbs: Option<&'a WordList>,
        sources: &[Participant],
    ) -> Result<Vec<Participant>, Reason<'a>> {
        let mut last = Reason::Absent;
        let of_clause = self.clause.arguments.iter().filter(|argument| argument.role == Role::Complement);
        for complement in of_clause.filter_map(|argument| self.reading.clauses.get(argument.clause?)) {
            if let Some(verbs) = verbs
                && !has(verbs, &complement.lemma)
                && !(complement.status == Status::Requested && has(verbs, DEMANDED))
            {
                last = Reason::Words(verbs);
                continue;
            }
            let (kinds, owner, heads) = match &part.filler {
                ReadyFiller::Slot { kinds, owner, heads, .. } => (*kinds, *owner, heads),
                ReadyFiller::Head(words) => {
                    if complement.arguments.iter().any(|argument| self.is_any_of(words, argument.token)) {
                        return Ok(Vec::new());
                    }
                    last = Reason::Words(words);
                    continue;
                }
            };
            let inner = Scene { clause: complement, ..*self };
            if complement.sentence != self.clause.sentence {
                continue;
            }
            let order: [fn(&Role) -> bool; 3] = [
                |role| *role == Role::Subject,
                |role| matches!(role, Role::Object | Role::Recipient),
                |role| matches!(role, Role::Oblique(marker) if MARKERS.contains(&marker.as_str())),
            ];
            // "Alleged that they attacked Kyiv": who owns up accuses nobody.
            let overt = complement.arguments.iter().find(|argument| {
                argument.role == Role::Subject
                    && argument.token > self.clause.predicate
                    && self.clause.arguments.iter().all(|other| other.token != argument.token)
            });
            if let Some(subject) = overt {
                let own =
                    |found: &[Participant]| found.iter().all(|one| sources.iter().any(|source| same(one, source)));
                match inner.participants(subject.token, subject.mention, kinds) {
                    Ok(found) if own(&found) => {
                        last = Reason::Same;
                        continue;
                    }
                    Err(Reason::Unresolved(token)) => {
                        last = Reason::Unresolved(token);
                        continue;
                    }
                    _ => {}
                }
            }
            // What is no actor is only told of as an object: a time or a cause under a preposition is not what it is about.
            for wanted in order.into_iter().take(if kinds.any() { 2 } else { 3 }) {
                let chosen: Vec<&Argument> =
                    complement.arguments.iter().filter(|argument| wanted(&argument.role)).collect();
                match inner.fill(&chosen, kinds, owner, heads) {
                    Ok(found) => {
                        let others: Vec<Participant> =
                            found.into_iter().filter(|one| !sources.iter().any(|source| same(one, source))).collect();
                        if !others.is_empty() {
                            return Ok(others);
                        }
                    }
                    Err(Reason::Absent) => {}
                    Err(reason) => last = reason,
                }
            }
            if kinds.any() {
                continue;
            }
            // "agreed to lift the ban on British beef": the argument hangs on the object of the complement.
            let markers = MARKERS.map(str::to_owned);
            let objects = complement.arguments.iter().filter(|argument| argument.role == Role::Object);
            let tokens: Vec<usize> = objects.flat_map(|argument| inner.below(argument.token, &markers)).collect();
            if let Ok(found) = inner.fill_tokens(&tokens, kinds, owner, heads) {
                let others: Vec<Participant> =
                    found.into_iter().filter(|one| !sources.iter().any(|source| same(one, source))).collect();
                if !others.is_empty() {
                    return Ok(others);
                }
            }
        }
        Err(last)
    }

    fn fill(
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
    fn fill_in_order(
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

    fn fill_tokens(
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

fn pairs(
    sources: &[Participant],
    targets: &[Participant],
    reciprocal: bool,
) -> Vec<(Participant, Option<Participant>)> {
    let mut pairs = Vec::new();
    if targets.is_empty() && reciprocal {
        for (index, one) in sources.iter().enumerate() {
            pairs.extend(sources[index + 1..].iter().map(|other| (one.clone(), Some(other.clone()))));
        }
        return pairs;
    }
    for source in sources {
        if targets.is_empty() {
            pairs.push((source.clone(), None));
        }
        for target in targets.iter().filter(|target| !same(source, target)) {
            pairs.push((source.clone(), Some(target.clone())));
        }
    }
    pairs
}
