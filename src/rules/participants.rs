//! Who stands at a token: entities, phrases that can name an actor, owners of things.
//!
//! A participant is an entity, or, without one, a phrase whose head noun can name an actor ("protesters", "a court");
//! a pronoun that stays unresolved is nobody.

use super::{
    matcher::{Reason, Scene},
    pattern::Kinds,
};
use crate::{
    clauses::{Reading, Role},
    entities::{Entity, EntityKind, Mention, MentionKind},
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

impl<'a> Scene<'a> {
    /// The sentence of the clause.
    pub(super) fn sentence(&self) -> &'a Sentence {
        &self.reading.sentences[self.clause.sentence]
    }

    /// The lemma of a head; of what is counted where the head only counts: "dozens of activists".
    pub(super) fn lemma(&self, token: usize) -> &'a str {
        &self.sentence().tokens[self.counted(token).unwrap_or(token)].lemma
    }

    /// Whether a head is one of the words, or stands in one that is a phrase: "hunger strike", "state of emergency".
    pub(super) fn is_any_of(&self, words: &[String], token: usize) -> bool {
        let lemma = self.lemma(token);
        words.iter().any(
            |word| {
                if word.contains(' ') { self.is_in(word, token) } else { word.eq_ignore_ascii_case(lemma) }
            },
        )
    }

    /// Whether the token and those around it are the words of the phrase.
    fn is_in(&self, phrase: &str, token: usize) -> bool {
        let tokens = &self.sentence().tokens;
        let same =
            |index: usize, word: &str| tokens.get(index).is_some_and(|token| token.lemma.eq_ignore_ascii_case(word));
        phrase.split(' ').enumerate().any(|(offset, word)| {
            same(token, word)
                && token
                    .checked_sub(offset)
                    .is_some_and(|first| phrase.split(' ').enumerate().all(|(place, word)| same(first + place, word)))
        })
    }

    /// What a head of quantity counts: the activists of "dozens of activists", the prisoners of "11 of the prisoners".
    fn counted(&self, token: usize) -> Option<usize> {
        let sentence = self.sentence();
        let word = &sentence.tokens[token];
        if !matches!(word.upos, Upos::Num | Upos::Sym) && !self.lexicon.counts(&word.lemma) {
            return None;
        }
        sentence.children(token).find(|&child| {
            sentence.tokens[child].deprel.universal() == Deprel::Nmod
                && sentence.children(child).any(|marker| {
                    sentence.tokens[marker].deprel == Deprel::Case && sentence.tokens[marker].lemma == "of"
                })
        })
    }

    /// Tokens governed by `head` and marked by one of the prepositions, with those coordinated to them.
    pub(super) fn below(&self, head: usize, prepositions: &[String]) -> Vec<usize> {
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
        let sentence = self.sentence();
        let mut found = Vec::new();
        for wanted in [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound] {
            for child in sentence.children(token).filter(|&child| sentence.tokens[child].deprel == wanted) {
                // "A Panama-flagged tanker" is not Panama's.
                let hyphen =
                    sentence.tokens.get(child + 1).is_some_and(|next| matches!(next.form.as_str(), "-" | "–" | "‑"));
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
        let markers: &[&str] = if clause.is_some() { &["by", "from"] } else { &["by", "of", "from"] };
        for marker in markers {
            for child in self.below(token, &[(*marker).to_owned()]) {
                add(&mut found, self.participants(child, None, kinds).unwrap_or_default());
            }
            if !found.is_empty() {
                return found;
            }
        }
        // "the missiles fired by Russia"
        for participle in sentence.children(token).filter(|&child| sentence.tokens[child].deprel == Deprel::Acl) {
            let agents =
                sentence.children(participle).filter(|&child| sentence.tokens[child].deprel == Deprel::OblAgent);
            for agent in agents.chain(self.below(participle, &["by".to_owned()])) {
                add(&mut found, self.participants(agent, None, kinds).unwrap_or_default());
            }
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

    /// The offices that the words beside their names give to these persons now: of "former" and "then" nothing is said.
    pub(super) fn offices(&self, persons: &[Participant], kinds: Kinds) -> Vec<Participant> {
        if !kinds.has(EntityKind::Position) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for person in persons {
            let mention = self.mention_at(person.token).map(|index| &self.reading.entities.mentions[index]);
            let Some(title) = mention.and_then(|mention| mention.title.as_ref()).filter(|title| !title.former) else {
                continue;
            };
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
        if !kinds.any() && (self.sentence().tokens[token].upos == Upos::Sym || self.is_currency(token)) {
            return Err(Reason::Kind { token, kinds, found: None });
        }
        let ArticleView { mentions, entities } = ArticleView::of(self.reading);
        let mention = mention.or_else(|| self.mention_at(token)).and_then(|index| mentions.get(index));
        // "Hurricane Zhelk", "the Zhelk Agreement" is nobody.
        if !kinds.any() && mention.is_some_and(|mention| mention.thing) {
            return Err(Reason::Kind { token, kinds, found: None });
        }
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
        let fits = kind.map_or_else(|| kinds.has_actors() && self.is_unknown_name(token), |kind| kinds.has(kind));
        // "Accused each other": nobody by the name of "each".
        let lone = matches!(&*word.lemma, "each" | "both" | "either" | "neither") && word.upos != Upos::Propn;
        if lone {
            return Err(Reason::Unresolved(token));
        }
        // "Whose farms" are whose farms.
        if self.sentence().children(token).any(|child| self.sentence().tokens[child].lemma == "whose") {
            return Err(Reason::Unresolved(token));
        }
        // "Any foreigner who …" is nobody yet.
        let open = self.sentence().children(token).any(|child| {
            let word = &self.sentence().tokens[child];
            word.deprel == Deprel::Det && matches!(word.lemma.as_str(), "any" | "whichever" | "whatever")
        });
        if open && !kinds.any() {
            return Err(Reason::Unresolved(token));
        }
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

    /// The words of a mention without an article that belongs to the noun behind it: "a worker protest", "a teachers' strike".
    fn own_words(&self, mention: &Mention) -> Span {
        let tokens = &self.sentence().tokens;
        let article = &tokens[mention.first];
        let outside = |head: usize| !(mention.first..=mention.last).contains(&head);
        let plain = matches!(&*article.form, "a" | "an" | "A" | "An");
        if plain && article.deprel == Deprel::Det && mention.first < mention.last && article.head.is_some_and(outside) {
            return tokens[mention.first + 1].span.join(tokens[mention.last].span);
        }
        mention.span
    }

    /// Whether a code in capitals right before an amount is a currency's.
    fn is_currency(&self, token: usize) -> bool {
        let tokens = &self.sentence().tokens;
        let code = tokens[token].form.split('.').next_back().unwrap_or_default();
        let capitals = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        capitals
            && tokens.get(token + 1).is_some_and(|next| {
                next.upos == Upos::Num && next.form.starts_with(|first: char| first.is_ascii_digit())
            })
    }

    /// The name that stands right behind a noun without a comma.
    fn name_of(&self, noun: usize) -> Option<usize> {
        let sentence = self.sentence();
        sentence.children(noun).find(|&child| {
            let word = &sentence.tokens[child];
            child == noun + 1 && word.upos == Upos::Propn && matches!(word.deprel, Deprel::Appos | Deprel::Flat)
        })
    }

    /// Whether the token is a proper name that no floor above knows: a surname without its full name, a body or place
    /// that is in no list. Where any actor would do, the verb of the rule says that it is one.
    fn is_unknown_name(&self, token: usize) -> bool {
        let sentence = self.sentence();
        let word = &sentence.tokens[token];
        let letters = word.form.chars().filter(|letter| letter.is_alphabetic()).count();
        // What begins a sentence has a capital in any case: "Inflation hit Britain".
        let abstraction = ["tion", "sion", "ment", "ness", "ism", "ity", "ance", "ence", "ing", "ship"];
        let common = token == 0 && abstraction.iter().any(|ending| word.form.ends_with(ending));
        word.upos == Upos::Propn
            && letters > 1
            && word.form.starts_with(char::is_uppercase)
            && !common
            && !self.lexicon.is_no_name(&word.form)
            && !self.lexicon.names_a_thing(&word.form)
            && !sentence.children(token).any(|child| self.lexicon.names_a_thing(&sentence.tokens[child].form))
    }

    /// The noun phrase up to its head: determiners, adjectives, compounds and possessors before it; of a name all words.
    pub(super) fn phrase(&self, token: usize) -> Span {
        let sentence = self.sentence();
        let mut first = token;
        // "A potential terrorist attack": what stands before a modifier modifies the noun that both belong to.
        let modifier = matches!(sentence.tokens[token].deprel, Deprel::Compound | Deprel::Amod)
            && sentence.tokens[token].upos != Upos::Propn
            && !sentence.children(token).any(|child| sentence.tokens[child].deprel == Deprel::Compound);
        if modifier {
            return sentence.tokens[token].span;
        }
        for index in 0..token {
            // The word below the head that this one hangs on, itself or above: what is no part of the phrase, such as
            // "and" or a copula, takes its own words along.
            let mut top = index;
            let mut steps = 0;
            while let Some(head) = sentence.tokens[top].head
                && head != token
                && steps < sentence.tokens.len()
            {
                top = head;
                steps += 1;
            }
            let modifies =
                matches!(
                    sentence.tokens[top].deprel.universal(),
                    Deprel::Det | Deprel::Amod | Deprel::Compound | Deprel::Nummod | Deprel::Advmod | Deprel::Flat
                ) || matches!(sentence.tokens[top].deprel, Deprel::NmodPoss | Deprel::NmodDesc | Deprel::NmodUnmarked);
            if modifies && sentence.tokens[top].head == Some(token) && index < first {
                first = index;
            }
        }
        // "Allegedly by members": what stands before the preposition is no part of the phrase.
        let case = |child: usize| child < token && sentence.tokens[child].deprel == Deprel::Case;
        if let Some(case) = sentence.children(token).filter(|&child| case(child)).last() {
            first = first.max(case + 1);
        }
        // The words of a name follow its first one, which is its head.
        let mut last = token;
        while let Some(next) = sentence.tokens.get(last + 1)
            && next.deprel == Deprel::Flat
            && next.head == Some(token)
        {
            last += 1;
        }
        sentence.tokens[first].span.join(sentence.tokens[last].span)
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

pub(super) fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|listed| listed == word)
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
