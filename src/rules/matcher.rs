//! Patterns against clauses: who fills which slot, or which condition fails.
//!
//! A mention that names several entities, and coordinated arguments, fill a slot several times; the claims are then all
//! pairs. In a reciprocal relation whose target is nowhere, the sources are one another's partners ("Putin and Xi met",
//! "a call between Putin and Xi"), in the order of the text. A participant is an entity, or, without one, a phrase whose
//! head noun can name an actor ("protesters", "a court"); a pronoun that stays unresolved is nobody. Where the relation allows
//! it, a passive that names no agent leaves the source empty: "was arrested".

use super::{
    miss::{Miss, Reason},
    participants::{Participant, same},
    pattern::SlotName,
    ready::{Ready, ReadyFiller, ReadyPart, ReadyWhere, WordList},
    rule::Rule,
    scene::{Scene, among},
};
use crate::{
    clauses::{Argument, ClauseKind, Polarity, Role, Status},
    entities::EntityKind,
    lexicon::set::{self, Set},
    syntax::{Deprel, Number, VoiceFeat},
};

/// A match: the pairs of source and target, and the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) pairs: Vec<(Option<Participant>, Option<Participant>)>,
    pub(super) place: Option<Participant>,
}

impl<'a> Scene<'a> {
    /// Matches a pattern whose trigger is the clause's predicate.
    pub(super) fn matches(&self, ready: &'a Ready, rule: &Rule) -> Result<Match, Miss<'a>> {
        self.may_start(ready, rule)?;
        let reciprocal = rule.reciprocal;
        let mut unsaid = ready.agentless && !ready.parts.iter().any(is_source);
        let mut sources: Vec<Participant> = Vec::new();
        let mut targets: Vec<Participant> = Vec::new();
        let mut place = None;
        let mut missing = None;
        for (matched, part) in ready.parts.iter().enumerate() {
            let found = match self.part(part, &sources, ready) {
                Ok(found) => found,
                Err(_) if part.optional => continue,
                Err(_) if rule.agentless && self.leaves_agent_unsaid(part) => {
                    unsaid = true;
                    continue;
                }
                Err(reason) => {
                    let miss = Miss { matched, part: &part.written, reason };
                    if !reciprocal || !self.may_stand_elsewhere(part, &sources, ready) {
                        return Err(miss);
                    }
                    missing.get_or_insert(miss);
                    if is_source(part) {
                        sources = self.partners(part);
                        if sources.is_empty() {
                            break;
                        }
                    }
                    continue;
                }
            };
            match part.filler {
                ReadyFiller::Slot { name: SlotName::Source, .. } => sources = found,
                ReadyFiller::Slot { name: SlotName::Target, owner, .. } => {
                    targets = if owner { others_than(&sources, found) } else { found };
                    if targets.is_empty() {
                        return Err(Miss { matched, part: &part.written, reason: Reason::Same });
                    }
                }
                ReadyFiller::Slot { name: SlotName::Place, .. } => place = found.into_iter().next(),
                ReadyFiller::Slot { name: SlotName::Topic, .. } | ReadyFiller::Head(_) => {}
            }
        }
        if reciprocal && targets.is_empty() && self.clause.kind == ClauseKind::Verbal {
            let parties = self.parties(ready);
            if parties.len() > 1 {
                sources = parties;
            }
        }
        let pairs = if unsaid {
            // "After the arrest of Velk"; of "attacks on the town" the text tells elsewhere whose they were.
            let named = |target: &Participant| target.entity.is_some() && target.kind == Some(EntityKind::Person);
            let known = |target: &Participant| self.clause.kind != ClauseKind::Nominal || named(target);
            targets.into_iter().filter(known).map(|target| (None, Some(target))).collect()
        } else {
            pairs(&sources, &targets, reciprocal)
        };
        if pairs.is_empty() {
            let same = Miss { matched: ready.parts.len(), part: "the target", reason: Reason::Same };
            return Err(missing.unwrap_or(same));
        }
        Ok(Match { pairs, place })
    }

    /// Whether the clause is of the kind that the rule and the pattern begin with: carried by a verb, without an agent.
    fn may_start(&self, ready: &Ready, rule: &Rule) -> Result<(), Miss<'a>> {
        if rule.light && self.clause.kind == ClauseKind::Nominal && self.clause.light.is_none() {
            return Err(Miss { matched: 0, part: "a verb that carries the noun", reason: Reason::Absent });
        }
        match self.subjects().next().filter(|_| ready.agentless) {
            Some(agent) => Err(Miss { matched: 0, part: "the subject", reason: Reason::Agent(agent.token) }),
            None => Ok(()),
        }
    }

    /// Whether who fills a part of a reciprocal relation may stand where its partners stand: a source, or a target beside
    /// several sources that nothing else is done to.
    fn may_stand_elsewhere(&self, part: &ReadyPart, sources: &[Participant], ready: &Ready) -> bool {
        match part.filler {
            ReadyFiller::Slot { name: SlotName::Source, .. } => true,
            ReadyFiller::Slot { name: SlotName::Target, .. } => {
                sources.len() > 1
                    // "Paris and Rome called for a probe": each calls others.
                    && (self.clause.kind != ClauseKind::Verbal || !set::ONE_SIDED.has(&self.clause.lemma))
                    && !matches!(part.place, ReadyWhere::Complement(_))
                    && !self.has_object(sources, ready)
            }
            _ => false,
        }
    }

    /// Whether the part is a source that the clause leaves out: any actor may do it, and a passive names none; or whoever owns
    /// what the pattern names may, and nothing says who that is ("an airstrike killed a nurse").
    fn leaves_agent_unsaid(&self, part: &ReadyPart) -> bool {
        let ReadyFiller::Slot { owner, heads, .. } = &part.filler else { return false };
        if !is_source(part) || !matches!(part.place, ReadyWhere::Subject) {
            return false;
        }
        let mut subjects = self.subjects().peekable();
        match self.clause.kind {
            ClauseKind::Verbal => {}
            ClauseKind::Nominal => return subjects.peek().is_none() && heads.only.is_empty() && self.tells_of_a_deed(),
            ClauseKind::Copular => return false,
        }
        if subjects.peek().is_none() {
            let predicate = self.tree.token(self.clause.predicate);
            return heads.only.is_empty() && predicate.feats.voice == Some(VoiceFeat::Pass);
        }
        // What a missile might hit tells of no deed of whoever has it.
        *owner
            && self.clause.status == Status::Happened
            && !heads.only.is_empty()
            && subjects.all(|subject| self.is_any_of(&heads.only, subject.token))
    }

    /// "After the arrest of Velk", "the murder of Velk angered them": a noun that tells of what was done, and not of what
    /// somebody orders, denies or is accused of.
    fn tells_of_a_deed(&self) -> bool {
        let noun = self.clause.predicate;
        let told = self.clause.status == Status::Happened && self.clause.polarity == Polarity::Affirmed;
        let place = match self.tree.token(noun).deprel {
            Deprel::Nsubj => true,
            Deprel::Obl | Deprel::Nmod => set::AFTER_A_DEED.has(&self.tree.preposition(noun)),
            _ => false,
        };
        // "His strong convictions" are no sentence of a court.
        let one = self.tree.token(noun).feats.number != Some(Number::Plur);
        told && place && one && self.clause.light.is_none()
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
        let marked = |wanted: Set| {
            let arguments: Vec<&Argument> = self
                .clause
                .arguments
                .iter()
                .filter(|argument| matches!(&argument.role, Role::Oblique(found) if wanted.has(found)))
                .collect();
            self.fill(&arguments, *kinds, *owner, heads).unwrap_or_default()
        };
        let between = marked(set::JUST_BETWEEN);
        if between.is_empty() && self.clause.kind == ClauseKind::Nominal {
            let of = marked(set::OF);
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
        let tokens: Vec<usize> =
            nouns.flat_map(|noun| self.below(noun.token, |word| set::JUST_BETWEEN.has(word))).collect();
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
            ReadyWhere::Subject => self.subjects().collect(),
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
            ReadyFiller::Head(words) if self.has_head(part, words, &chosen) => Ok(Vec::new()),
            ReadyFiller::Head(words) => Err(Reason::Words(words)),
            ReadyFiller::Slot { .. } => self.slot(part, sources, ready, chosen),
        }
    }

    /// Whether one of the words is there where the pattern wants it.
    fn has_head(&self, part: &ReadyPart, words: &WordList, chosen: &[&Argument]) -> bool {
        let arguments = &self.clause.arguments;
        // "held Iran responsible": the adjective is a complement that makes no clause.
        let said = |argument: &Argument| {
            matches!(part.place, ReadyWhere::Object) && argument.role == Role::Complement && argument.clause.is_none()
        };
        let said = arguments.iter().filter(|&argument| said(argument));
        if chosen.iter().copied().chain(said).any(|argument| self.is_any_of(words, argument.token)) {
            return true;
        }
        // "used villagers as shields": the phrase may hang on the object.
        let ReadyWhere::Oblique { prepositions, .. } = &part.place else { return false };
        let objects = arguments.iter().filter(|argument| self.unmarked(argument));
        let mut marked = objects.flat_map(|object| self.below(object.token, among(prepositions)));
        marked.any(|token| self.is_any_of(words, token))
    }

    /// The participants among the chosen arguments, or on the nouns that the pattern names.
    fn slot(
        &self,
        part: &'a ReadyPart,
        sources: &[Participant],
        ready: &'a Ready,
        chosen: Vec<&Argument>,
    ) -> Result<Vec<Participant>, Reason<'a>> {
        let ReadyFiller::Slot { kinds, owner, heads, .. } = &part.filler else { return Err(Reason::Absent) };
        if self.is_predicate_slot(part) {
            let offices = self.offices(sources, *kinds);
            if !offices.is_empty() {
                return Ok(offices);
            }
            return self.participants(self.clause.predicate, None, *kinds);
        }
        // A head that the pattern asks for fills no slot besides: the soldiers of "deployed soldiers to Mali".
        let chosen: Vec<&Argument> = chosen.into_iter().filter(|argument| !self.is_named(argument, ready)).collect();
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
            if *owner && prepositions.iter().any(|word| set::OF_FROM_BY.has(word)) {
                let heads = self.clause.arguments.iter().filter(|argument| self.is_named(argument, ready));
                let owners: Vec<Participant> = heads.flat_map(|argument| self.owners(argument.token, *kinds)).collect();
                if !owners.is_empty() {
                    return Ok(owners);
                }
            }
        }
        found
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
            Role::Oblique(preposition) => self.clause.kind == ClauseKind::Nominal && set::OF.has(preposition),
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
                found.extend(self.below(argument.token, among(prepositions)));
                // "two million dollars in assistance to Fiji": what the noun consists of holds the argument. What holds it
                // under "of" is the argument itself, and nothing below it is.
                for part in self.below(argument.token, |word| set::IN.has(word) || set::OF.has(word)) {
                    found.extend(self.below(part, |word| !set::OF.has(word) && among(prepositions)(word)));
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
}

/// "Velk and Ordo suspended flights": what the doers own is not done to one of them by the other.
fn others_than(sources: &[Participant], mut targets: Vec<Participant>) -> Vec<Participant> {
    targets.retain(|target| sources.iter().all(|source| source.token != target.token));
    targets
}

fn is_source(part: &ReadyPart) -> bool {
    matches!(part.filler, ReadyFiller::Slot { name: SlotName::Source, .. })
}

fn pairs(
    sources: &[Participant],
    targets: &[Participant],
    reciprocal: bool,
) -> Vec<(Option<Participant>, Option<Participant>)> {
    let pair = |source: &Participant, target: Option<&Participant>| (Some(source.clone()), target.cloned());
    let mut pairs = Vec::new();
    if targets.is_empty() && reciprocal {
        for (index, one) in sources.iter().enumerate() {
            pairs.extend(sources[index + 1..].iter().map(|other| pair(one, Some(other))));
        }
        return pairs;
    }
    for source in sources {
        if targets.is_empty() {
            pairs.push(pair(source, None));
        }
        pairs.extend(targets.iter().filter(|target| !same(source, target)).map(|target| pair(source, Some(target))));
    }
    pairs
}
