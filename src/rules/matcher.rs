//! Patterns against clauses: who fills which slot, or which condition fails.
//!
//! A mention that names several entities, and coordinated arguments, fill a slot several times; the claims are then all
//! pairs. In a reciprocal relation whose target is nowhere, the sources are one another's partners ("Putin and Xi met",
//! "a call between Putin and Xi"), in the order of the text. A participant is an entity, or, without one, a phrase whose
//! head noun can name an actor ("protesters", "a court"); a pronoun that stays unresolved is nobody.

use super::{
    check::{Ready, ReadyFiller, ReadyPart, ReadyWhere, WordList},
    lexicon::Lexicon,
    pattern::{Kinds, SlotName},
};
use crate::{
    clauses::{Argument, Clause, ClauseKind, Reading, Role},
    entities::{Entity, EntityKind, MentionKind},
    syntax::{Deprel, Sentence, Upos},
    text::Span,
};

/// Who fills a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Participant {
    /// Head token in the sentence.
    pub(super) token: usize,
    /// Index of the entity, where there is one.
    pub(super) entity: Option<usize>,
    /// Kind of the entity, or of what the head noun names.
    pub(super) kind: Option<EntityKind>,
    /// The words, in characters of the article's text.
    pub(super) words: Span,
}

/// A match: the pairs of source and target, and the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) pairs: Vec<(Participant, Option<Participant>)>,
    pub(super) place: Option<Participant>,
}

/// Why a pattern does not match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Miss {
    /// How many parts matched before: the nearness.
    pub(super) matched: usize,
    /// The part that failed, as written.
    pub(super) part: String,
    /// What is wrong with it.
    pub(super) reason: Reason,
}

/// What is wrong with a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// The clause has no such argument.
    Absent,
    /// It has one, with this head token, but of another kind, or none that is known.
    Kind { token: usize, kinds: Kinds, found: Option<EntityKind> },
    /// A pronoun that names nobody known.
    Unresolved(usize),
    /// Its head is an excluded word.
    Excluded(usize),
    /// None of the wanted words.
    Words(WordList),
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
    /// The sentence of the clause.
    fn sentence(&self) -> &'a Sentence {
        &self.reading.sentences[self.clause.sentence]
    }

    fn lemma(&self, token: usize) -> &'a str {
        &self.sentence().tokens[token].lemma
    }

    /// Matches a pattern whose trigger is the clause's predicate.
    pub(super) fn matches(&self, ready: &Ready, reciprocal: bool) -> Result<Match, Miss> {
        let mut sources: Vec<Participant> = Vec::new();
        let mut targets: Vec<Participant> = Vec::new();
        let mut place = None;
        let mut missing = None;
        for (matched, part) in ready.parts.iter().enumerate() {
            let found = match self.part(part, &sources, ready) {
                Ok(found) => found,
                Err(_) if part.optional => continue,
                Err(reason) => {
                    let miss = Miss { matched, part: part.written.clone(), reason };
                    let name = match part.filler {
                        ReadyFiller::Slot { name, .. } => name,
                        ReadyFiller::Head(_) => return Err(miss),
                    };
                    // Partners of a reciprocal relation may all stand in one place.
                    if reciprocal && (name == SlotName::Source || name == SlotName::Target && sources.len() > 1) {
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
            if let ReadyFiller::Slot { name, .. } = part.filler {
                match name {
                    SlotName::Source => sources = found,
                    SlotName::Target => targets = found,
                    SlotName::Place => place = found.into_iter().next(),
                    SlotName::Topic => {}
                }
            }
        }
        let pairs = pairs(&sources, &targets, reciprocal);
        if pairs.is_empty() {
            let same = Miss { matched: ready.parts.len(), part: "the target".to_owned(), reason: Reason::Same };
            return Err(missing.unwrap_or(same));
        }
        Ok(Match { pairs, place })
    }

    /// The partners of a nominal clause without a subject: "between Putin and Xi", "of Putin and Xi".
    fn partners(&self, part: &ReadyPart) -> Vec<Participant> {
        let ReadyFiller::Slot { kinds, owner, not, .. } = &part.filler else { return Vec::new() };
        let marked = |preposition: &str| {
            let arguments: Vec<&Argument> = self
                .clause
                .arguments
                .iter()
                .filter(|argument| matches!(&argument.role, Role::Oblique(found) if found == preposition))
                .collect();
            self.fill(&arguments, *kinds, *owner, not).unwrap_or_default()
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

    /// The participants that fill a part; none for a head word that is there.
    fn part(&self, part: &ReadyPart, sources: &[Participant], ready: &Ready) -> Result<Vec<Participant>, Reason> {
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
                if chosen.iter().any(|argument| has(words, self.lemma(argument.token))) {
                    return Ok(Vec::new());
                }
                Err(Reason::Words(words.clone()))
            }
            ReadyFiller::Slot { kinds, owner, not, .. } => {
                if self.is_predicate_slot(part) {
                    return self.participants(self.clause.predicate, None, *kinds);
                }
                let found = self.fill(&chosen, *kinds, *owner, not);
                if let (Err(_), ReadyWhere::Oblique { prepositions, .. }) = (&found, &part.place) {
                    // "sign a deal with Russia": the argument may hang on the noun that the pattern names.
                    let of_noun = self.of_named_noun(ready, prepositions);
                    if !of_noun.is_empty() {
                        return self.fill_tokens(&of_noun, *kinds, *owner, not);
                    }
                }
                found
            }
        }
    }

    /// In a copular clause the unmarked slot is what is said of the subject: the predicate itself.
    fn is_predicate_slot(&self, part: &ReadyPart) -> bool {
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
    fn of_named_noun(&self, ready: &Ready, prepositions: &[String]) -> Vec<usize> {
        let mut found = Vec::new();
        for part in &ready.parts {
            let ReadyFiller::Head(words) = &part.filler else { continue };
            for argument in &self.clause.arguments {
                if !has(words, self.lemma(argument.token)) {
                    continue;
                }
                found.extend(self.below(argument.token, prepositions));
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

    /// Tokens governed by `head` and marked by one of the prepositions, with those coordinated to them.
    fn below(&self, head: usize, prepositions: &[String]) -> Vec<usize> {
        let sentence = self.sentence();
        let mut found = Vec::new();
        for child in sentence.children(head) {
            if !matches!(sentence.tokens[child].deprel.universal(), Deprel::Nmod | Deprel::Obl) {
                continue;
            }
            let marked = sentence.children(child).any(|marker| {
                sentence.tokens[marker].deprel == Deprel::Case && has(prepositions, &sentence.tokens[marker].lemma)
            });
            if marked {
                found.push(child);
                found.extend(sentence.children(child).filter(|&other| sentence.tokens[other].deprel == Deprel::Conj));
            }
        }
        found
    }

    /// Somebody in the complement clause: its subject unless that is the source, else whom it is done to.
    fn complement(
        &self,
        part: &ReadyPart,
        verbs: Option<&WordList>,
        sources: &[Participant],
    ) -> Result<Vec<Participant>, Reason> {
        let mut last = Reason::Absent;
        let of_clause = self.clause.arguments.iter().filter(|argument| argument.role == Role::Complement);
        for complement in of_clause.filter_map(|argument| self.reading.clauses.get(argument.clause?)) {
            if let Some(verbs) = verbs
                && !has(verbs, &complement.lemma)
            {
                last = Reason::Words(verbs.clone());
                continue;
            }
            let (kinds, owner, not) = match &part.filler {
                ReadyFiller::Slot { kinds, owner, not, .. } => (*kinds, *owner, not),
                ReadyFiller::Head(words) => {
                    if complement.arguments.iter().any(|argument| has(words, self.lemma(argument.token))) {
                        return Ok(Vec::new());
                    }
                    last = Reason::Words(words.clone());
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
                |role| matches!(role, Role::Oblique(_)),
            ];
            for wanted in order {
                let chosen: Vec<&Argument> =
                    complement.arguments.iter().filter(|argument| wanted(&argument.role)).collect();
                match inner.fill(&chosen, kinds, owner, not) {
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
        }
        Err(last)
    }

    fn fill(
        &self,
        arguments: &[&Argument],
        kinds: Kinds,
        owner: bool,
        not: &WordList,
    ) -> Result<Vec<Participant>, Reason> {
        let mut found = Vec::new();
        let mut reason = Reason::Absent;
        for argument in arguments {
            match self.filler(argument.token, argument.mention, kinds, owner, not) {
                Ok(more) => add(&mut found, more),
                Err(why) if reason == Reason::Absent => reason = why,
                Err(_) => {}
            }
        }
        if found.is_empty() { Err(reason) } else { Ok(found) }
    }

    fn fill_tokens(
        &self,
        tokens: &[usize],
        kinds: Kinds,
        owner: bool,
        not: &WordList,
    ) -> Result<Vec<Participant>, Reason> {
        let mut found = Vec::new();
        let mut reason = Reason::Absent;
        for &token in tokens {
            match self.filler(token, None, kinds, owner, not) {
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
        not: &WordList,
    ) -> Result<Vec<Participant>, Reason> {
        if has(not, self.lemma(token)) {
            return Err(Reason::Excluded(token));
        }
        match self.participants(token, mention, kinds) {
            Err(reason) if owner => {
                let owners = self.owners(token, kinds);
                if owners.is_empty() { Err(reason) } else { Ok(owners) }
            }
            direct => direct,
        }
    }

    /// Who owns, does or sends the thing at `token`: its subject as a clause; else its possessor, its adjective of
    /// nationality, or whom "by", "from" or "of" marks.
    fn owners(&self, token: usize, kinds: Kinds) -> Vec<Participant> {
        let clause = self
            .reading
            .clauses
            .iter()
            .find(|clause| clause.sentence == self.clause.sentence && clause.predicate == token);
        if let Some(clause) = clause {
            let mut found = Vec::new();
            for argument in clause.arguments.iter().filter(|argument| argument.role == Role::Subject) {
                add(&mut found, self.participants(argument.token, argument.mention, kinds).unwrap_or_default());
            }
            if !found.is_empty() {
                return found;
            }
        }
        let sentence = self.sentence();
        let mut found = Vec::new();
        for wanted in [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound] {
            for child in sentence.children(token).filter(|&child| sentence.tokens[child].deprel == wanted) {
                // A possessor may be a phrase; a modifier must be a name.
                let named = self.mention_at(child).is_some_and(|index| {
                    let mention = &self.reading.entities.mentions[index];
                    mention.kind == MentionKind::Name || wanted == Deprel::NmodPoss
                });
                if named || wanted == Deprel::NmodPoss {
                    add(&mut found, self.participants(child, None, kinds).unwrap_or_default());
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        // What a clause's "of" marks is whom it happens to, not who does it.
        let markers: &[&str] = if clause.is_some() { &["by", "from"] } else { &["by", "from", "of"] };
        let markers: Vec<String> = markers.iter().map(|marker| (*marker).to_owned()).collect();
        for child in self.below(token, &markers) {
            add(&mut found, self.participants(child, None, kinds).unwrap_or_default());
        }
        found
    }

    /// The mention at a head token: one that names entities before one that does not, the longest of those.
    fn mention_at(&self, token: usize) -> Option<usize> {
        let mentions = &self.reading.entities.mentions;
        let from = mentions.partition_point(|mention| mention.sentence < self.clause.sentence);
        mentions[from..]
            .iter()
            .enumerate()
            .take_while(|(_, mention)| mention.sentence == self.clause.sentence)
            .filter(|(_, mention)| mention.head == token)
            .max_by_key(|(index, mention)| (!mention.entities.is_empty(), mention.span.len(), usize::MAX - index))
            .map(|(index, _)| from + index)
    }

    /// The entities at a token, or its phrase where the head noun can name an actor.
    fn participants(&self, token: usize, mention: Option<usize>, kinds: Kinds) -> Result<Vec<Participant>, Reason> {
        let ArticleView { mentions, entities } = ArticleView::of(self.reading);
        let mention = mention.or_else(|| self.mention_at(token)).and_then(|index| mentions.get(index));
        let mut found = Vec::new();
        let mut other = None;
        if let Some(mention) = mention {
            for &index in &mention.entities {
                let Some(entity) = entities.get(index) else { continue };
                if kinds.has(entity.kind) {
                    found.push(Participant {
                        token,
                        entity: Some(index),
                        kind: Some(entity.kind),
                        words: mention.span,
                    });
                } else {
                    other = Some(entity.kind);
                }
            }
        }
        if !found.is_empty() {
            return Ok(found);
        }
        if other.is_some() {
            return Err(Reason::Kind { token, kinds, found: other });
        }
        let word = &self.sentence().tokens[token];
        if word.upos == Upos::Pron || mention.is_some_and(|mention| mention.kind == MentionKind::Pronoun) {
            return Err(Reason::Unresolved(token));
        }
        let kind = self.lexicon.actor_noun(&word.lemma);
        if kinds.any() || kind.is_some_and(|kind| kinds.has(kind)) {
            let words = mention.map_or_else(|| self.phrase(token), |mention| mention.span);
            return Ok(vec![Participant { token, entity: None, kind, words }]);
        }
        Err(Reason::Kind { token, kinds, found: kind })
    }

    /// The noun phrase up to its head: determiners, adjectives, compounds and possessors before it.
    fn phrase(&self, token: usize) -> Span {
        let sentence = self.sentence();
        let mut first = token;
        for (index, word) in sentence.tokens.iter().enumerate().take(token) {
            let mut up = word.head;
            let mut steps = 0;
            while let Some(head) = up
                && head != token
                && steps < sentence.tokens.len()
            {
                up = sentence.tokens[head].head;
                steps += 1;
            }
            if up == Some(token) && index < first && word.upos != Upos::Punct && word.deprel != Deprel::Case {
                first = index;
            }
        }
        sentence.tokens[first].span.join(sentence.tokens[token].span)
    }
}

/// The two lists of an article's entities.
struct ArticleView<'a> {
    mentions: &'a [crate::entities::Mention],
    entities: &'a [Entity],
}

impl<'a> ArticleView<'a> {
    fn of(reading: &'a Reading) -> Self {
        Self { mentions: &reading.entities.mentions, entities: &reading.entities.entities }
    }
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|listed| listed == word)
}

fn same(one: &Participant, other: &Participant) -> bool {
    match (one.entity, other.entity) {
        (Some(one), Some(other)) => one == other,
        _ => one.words.overlaps(other.words),
    }
}

fn add(found: &mut Vec<Participant>, more: Vec<Participant>) {
    for one in more {
        if !found.iter().any(|before| same(before, &one)) {
            found.push(one);
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
