//! Who stands at a token: entities, phrases that can name an actor, owners of things.
//!
//! A participant is an entity, or, without one, a phrase whose head noun can name an actor ("protesters", "a court");
//! a pronoun that stays unresolved is nobody.

use super::{miss::Reason, pattern::Kinds, scene::Scene, titles::PARTY};
use crate::{
    clauses::{FORMER, Role},
    entities::{Entity, EntityKind, Mention, MentionKind, TitleReading},
    lexicon::{
        NounKind,
        set::{self, Set},
    },
    reference::Reading,
    syntax::{Deprel, Number, Upos},
    text::Span,
    time::TimeExpression,
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

impl<'a> Scene<'a> {
    /// Who owns, does or sends the thing at `token`: its subject as a clause; else its possessor, its adjective of
    /// nationality, or whom "by", "from" or "of" marks.
    pub(super) fn owners(&self, token: usize, kinds: Kinds) -> Vec<Participant> {
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
        let mut found = Vec::new();
        for wanted in [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound] {
            for child in self.tree.kids(token).filter(|&child| self.tree.tokens()[child].deprel == wanted) {
                // "A Panama-flagged tanker" is not Panama's.
                let hyphen =
                    self.tree.tokens().get(child + 1).is_some_and(|next| matches!(next.form.as_str(), "-" | "–" | "‑"));
                if hyphen && wanted != Deprel::NmodPoss {
                    continue;
                }
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
        let markers: &[Set] = if clause.is_some() { &[set::BY, set::FROM] } else { &[set::BY, set::OF, set::FROM] };
        for marker in markers {
            for child in self.below(token, |word| marker.has(word)) {
                add(&mut found, self.participants(child, None, kinds).unwrap_or_default());
            }
            if !found.is_empty() {
                return found;
            }
        }
        // "the missiles fired by Russia"
        for participle in self.tree.kids(token).filter(|&child| self.tree.tokens()[child].deprel == Deprel::Acl) {
            let agents =
                self.tree.kids(participle).filter(|&child| self.tree.tokens()[child].deprel == Deprel::OblAgent);
            for agent in agents.chain(self.below(participle, |word| set::BY.has(word))) {
                add(&mut found, self.participants(agent, None, kinds).unwrap_or_default());
            }
        }
        found
    }

    /// The offices that the words beside their names give to these persons now, or, in a clause of what holds no more, gave.
    pub(super) fn offices(&self, persons: &[Participant], kinds: Kinds) -> Vec<Participant> {
        if self.clause.lemma == PARTY && kinds.has(EntityKind::Organisation) {
            return self.parties_of(persons);
        }
        if !kinds.has(EntityKind::Position) {
            return Vec::new();
        }
        let past = self.clause.lemma == FORMER;
        let mut found = Vec::new();
        for person in persons {
            let mention = self.mention_at(person.token).map(|index| &self.reading.entities.mentions[index]);
            let Some((mention, title)) = mention.and_then(|mention| Some((mention, mention.title.as_ref()?))) else {
                continue;
            };
            let gone = match person.entity {
                Some(person) => is_past(self.reading, person, mention, title),
                None => title.former,
            };
            if gone != past {
                continue;
            }
            let position = title.position.map(|entity| Participant {
                token: self.clause.predicate,
                entity: Some(entity),
                kind: Some(EntityKind::Position),
                words: self.phrase(self.clause.predicate),
            });
            add(&mut found, position.into_iter().collect());
        }
        found
    }

    /// The parties that the words beside their names say these persons are in.
    fn parties_of(&self, persons: &[Participant]) -> Vec<Participant> {
        let mentions = &self.reading.entities.mentions;
        let mention = |person: &Participant| self.mention_at(person.token).map(|index| &mentions[index]);
        let parties = persons.iter().filter_map(|person| mention(person)?.party);
        let token = self.clause.predicate;
        let kind = Some(EntityKind::Organisation);
        parties.map(|party| Participant { token, entity: Some(party), kind, words: self.phrase(token) }).collect()
    }

    /// The entities at a token, or its phrase where the head noun can name an actor.
    pub(super) fn participants(
        &self,
        token: usize,
        mention: Option<usize>,
        kinds: Kinds,
    ) -> Result<Vec<Participant>, Reason<'a>> {
        let counter = token;
        let (token, mention) = match self.counted(token) {
            Some(counted) => (counted, None),
            None => (token, mention),
        };
        // The dollar of "US$13 billion" is no United States, and the francs of "CHF 2,000" are nobody.
        if !kinds.any() && (self.tree.tokens()[token].upos == Upos::Sym || self.is_currency(token)) {
            return Err(Reason::Kind { token, kinds, found: None });
        }
        let ArticleView { mentions, entities } = ArticleView::of(self.reading);
        let mention = mention.or_else(|| self.mention_at(token)).and_then(|index| mentions.get(index));
        // "Voted on June 7": a date takes no part.
        let dates =
            |time: &TimeExpression| time.sentence == self.clause.sentence && (time.first..=time.last).contains(&token);
        if kinds.any() && self.reading.times.iter().any(dates) {
            return Err(Reason::Kind { token, kinds, found: None });
        }
        // "Hurricane Zhelk", "the Zhelk Agreement" is nobody.
        if !kinds.any() && mention.is_some_and(|mention| mention.thing) {
            return Err(Reason::Kind { token, kinds, found: None });
        }
        match mention.map(|mention| named(token, mention, entities, kinds)).unwrap_or_default() {
            (found, _) if !found.is_empty() => return Ok(found),
            (_, Some(other)) => return Err(Reason::Kind { token, kinds, found: Some(other) }),
            _ => {}
        }
        let word = &self.tree.tokens()[token];
        if mention.is_some_and(|mention| mention.kind == MentionKind::Pronoun) || self.is_nobody_known(token, kinds) {
            return Err(Reason::Unresolved(token));
        }
        let kind = self.lexicon.head_noun(&word.lemma).and_then(|noun| kind_of(noun.kind));
        let fits = kind.map_or_else(|| kinds.has_actors() && self.is_unknown_name(token), |kind| kinds.has(kind));
        // "Voted against confirming him": a verb is no thing.
        if kinds.any() && matches!(word.upos, Upos::Verb | Upos::Aux | Upos::Adv | Upos::Adp) && kind.is_none() {
            return Err(Reason::Kind { token, kinds, found: None });
        }
        if kinds.any() || fits {
            let phrase = self.phrase(token);
            let words = mention.map(|mention| self.own_words(mention));
            let words = words.filter(|span| span.len() > phrase.len()).unwrap_or(phrase);
            // "hundreds of banks"
            let words = if counter < token { self.phrase(counter).join(words) } else { words };
            let kind = if counter == token { self.kind_shown(token, kind) } else { kind };
            return Ok(vec![Participant { token, entity: None, kind, words }]);
        }
        // "Spanish striker Juan Pons": the noun says what the name is.
        if kind.is_none()
            && word.upos == Upos::Noun
            && let Some(name) = self.name_of(token)
            && name != token
        {
            return self.participants(name, None, kinds);
        }
        Err(Reason::Kind { token, kinds, found: kind })
    }

    /// What a head is in the claim, where rules take it for what it acts like: "a smuggler" is one person, and a ship is no
    /// place.
    fn kind_shown(&self, token: usize, kind: Option<EntityKind>) -> Option<EntityKind> {
        let word = &self.tree.tokens()[token];
        match self.lexicon.head_noun(&word.lemma).map(|noun| noun.kind) {
            Some(NounKind::People) if word.feats.number == Some(Number::Sing) => Some(EntityKind::Person),
            Some(NounKind::Vehicle) => None,
            _ => kind,
        }
    }

    /// Whether a word names nobody that could be known: a pronoun, "each" of "accused each other", "whose farms", and where
    /// an actor is wanted "any foreigner who …".
    fn is_nobody_known(&self, token: usize, kinds: Kinds) -> bool {
        let word = &self.tree.tokens()[token];
        let lone = set::LONE_QUANTIFIER.has(&word.lemma) && word.upos != Upos::Propn;
        let open = |child: usize| {
            let child = &self.tree.tokens()[child];
            set::WHOSE.has(&child.lemma) || child.deprel == Deprel::Det && set::ANY_OF.has(&child.lemma) && !kinds.any()
        };
        word.upos == Upos::Pron || lone || self.tree.kids(token).any(open)
    }

    /// The words of a mention without an article that belongs to the noun behind it: "a worker protest", "a teachers' strike".
    fn own_words(&self, mention: &Mention) -> Span {
        let tokens = &self.tree.tokens();
        let article = &tokens[mention.first];
        let outside = |head: usize| !(mention.first..=mention.last).contains(&head);
        let plain = set::INDEFINITE_ARTICLE.has(&article.form);
        if plain && article.deprel == Deprel::Det && mention.first < mention.last && article.head.is_some_and(outside) {
            return tokens[mention.first + 1].span.join(tokens[mention.last].span);
        }
        mention.span
    }

    /// Whether a code in capitals right before an amount is a currency's.
    fn is_currency(&self, token: usize) -> bool {
        let tokens = &self.tree.tokens();
        let code = tokens[token].form.split('.').next_back().unwrap_or_default();
        let capitals = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        capitals
            && tokens.get(token + 1).is_some_and(|next| {
                next.upos == Upos::Num && next.form.starts_with(|first: char| first.is_ascii_digit())
            })
    }

    /// The name that stands right behind a noun without a comma.
    fn name_of(&self, noun: usize) -> Option<usize> {
        self.tree.kids(noun).find(|&child| {
            let word = &self.tree.tokens()[child];
            child == noun + 1 && word.upos == Upos::Propn && matches!(word.deprel, Deprel::Appos | Deprel::Flat)
        })
    }

    /// Whether the token is a proper name that no floor above knows: a surname without its full name, a body or place
    /// that is in no list. Where any actor would do, the verb of the rule says that it is one.
    fn is_unknown_name(&self, token: usize) -> bool {
        let word = &self.tree.tokens()[token];
        let letters = word.form.chars().filter(|letter| letter.is_alphabetic()).count();
        // What begins a sentence has a capital in any case: "Inflation hit Britain".
        let common = token == 0 && set::ABSTRACT_ENDING.words().any(|ending| word.form.ends_with(ending));
        word.upos == Upos::Propn
            && letters > 1
            && word.form.starts_with(char::is_uppercase)
            && !common
            && !self.lexicon.names().is_no_name(&word.form)
            && !self.lexicon.names().names_no_actor(&word.form)
            && !self.tree.kids(token).any(|child| self.lexicon.names().names_no_actor(&self.tree.tokens()[child].form))
    }
}

/// Whether the person holds the office no more: "former" stands before it, the person is known to have left it before the
/// day of the article ("President Nixon"), or the sentence tells of its end.
pub(super) fn is_past(reading: &Reading, person: usize, mention: &Mention, title: &TitleReading) -> bool {
    let id = |index: usize| reading.entities.entities[index].id.0.as_str();
    let left = || match (reading.article.published, title.of) {
        (Some(day), Some(of)) => reading.reader.gazetteer.has_left(id(person), id(of), &title.office, day),
        _ => false,
    };
    title.former || left() || is_lost(reading, mention)
}

/// Whether the words that stand with the name are said to hold no more: "fired Secretary Ordo Velk".
fn is_lost(reading: &Reading, mention: &Mention) -> bool {
    let at = reading.clauses.partition_point(|clause| clause.sentence < mention.sentence);
    let mut here = reading.clauses[at..].iter().take_while(|clause| clause.sentence == mention.sentence);
    here.any(|clause| clause.lemma == FORMER && (mention.first..=mention.last).contains(&clause.predicate))
}

/// The two lists of an article's entities.
struct ArticleView<'a> {
    mentions: &'a [Mention],
    entities: &'a [Entity],
}

impl<'a> ArticleView<'a> {
    fn of(reading: &'a Reading) -> Self {
        Self { mentions: &reading.entities.mentions, entities: &reading.entities.entities }
    }
}

pub(super) fn same(one: &Participant, other: &Participant) -> bool {
    match (one.entity, other.entity) {
        (Some(one), Some(other)) => one == other,
        _ => one.words.overlaps(other.words),
    }
}

pub(super) fn add(found: &mut Vec<Participant>, more: Vec<Participant>) {
    for one in more {
        if !found.iter().any(|before| same(before, &one)) {
            found.push(one);
        }
    }
}

/// The entities of a mention that are of the wanted kinds, and else the kind of one that is not.
fn named(token: usize, mention: &Mention, entities: &[Entity], kinds: Kinds) -> (Vec<Participant>, Option<EntityKind>) {
    let mut found = Vec::new();
    let mut other = None;
    for &index in &mention.entities {
        let Some(entity) = entities.get(index) else { continue };
        if kinds.has(entity.kind) {
            found.push(Participant { token, entity: Some(index), kind: Some(entity.kind), words: mention.span });
        } else {
            other = Some(entity.kind);
        }
    }
    (found, other)
}

/// The kind of whom a noun names.
fn kind_of(noun: NounKind) -> Option<EntityKind> {
    match noun {
        NounKind::Person => Some(EntityKind::Person),
        NounKind::Organisation => Some(EntityKind::Organisation),
        NounKind::Group | NounKind::People => Some(EntityKind::Group),
        NounKind::State => Some(EntityKind::Country),
        NounKind::Place | NounKind::Vehicle => Some(EntityKind::Place),
        NounKind::Anyone | NounKind::Scene | NounKind::Time | NounKind::Thing => None,
    }
}
