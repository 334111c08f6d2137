//! The passes that join phrases to chains, in their order.

use super::{
    agreement::{Being, Traits, traits},
    phrases::{Determiner, Draft},
};
use crate::{
    entities::{ArticleEntities, Gazetteer, MentionKind},
    lexicon::set,
    syntax::{Deprel, Sentence, Upos},
};

/// How many sentences back a phrase of a common head may be meant.
const REACH: usize = 12;

/// Phrases on their way into chains.
pub(super) struct Chains<'a> {
    pub(super) phrases: Vec<Draft>,
    pub(super) traits: Vec<Traits>,
    pub(super) sentences: &'a [Sentence],
    pub(super) entities: &'a ArticleEntities,
    /// The phrase that each one was joined to; itself where it leads its chain.
    leader: Vec<usize>,
}

impl<'a> Chains<'a> {
    pub(super) fn new(
        gazetteer: &Gazetteer,
        phrases: Vec<Draft>,
        sentences: &'a [Sentence],
        entities: &'a ArticleEntities,
    ) -> Self {
        let traits = phrases.iter().map(|draft| traits(gazetteer, draft, sentences, entities)).collect();
        let leader = (0..phrases.len()).collect();
        Self { phrases, traits, sentences, entities, leader }
    }

    /// The first phrase of the chain.
    pub(super) fn root(&self, phrase: usize) -> usize {
        let mut root = phrase;
        while self.leader[root] != root {
            root = self.leader[root];
        }
        root
    }

    pub(super) fn same_chain(&self, one: usize, other: usize) -> bool {
        self.root(one) == self.root(other)
    }

    pub(super) fn chain(&self, phrase: usize) -> impl Iterator<Item = usize> + '_ {
        let root = self.root(phrase);
        (0..self.phrases.len()).filter(move |&other| self.root(other) == root)
    }

    /// The entity that the phrases of a chain name, as far as one of them names any; `unite` sees to it that it is one.
    fn entity(&self, phrase: usize) -> Option<usize> {
        self.chain(phrase).find_map(|other| self.own_entity(other))
    }

    /// The entity that a phrase names by itself.
    pub(super) fn own_entity(&self, phrase: usize) -> Option<usize> {
        match self.entities.mentions[self.phrases[phrase].mention?].entities[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Joins two phrases, unless they name two entities, or one holds the other.
    pub(super) fn unite(&mut self, one: usize, other: usize) -> bool {
        let (left, right) = (self.root(one), self.root(other));
        if left == right {
            return true;
        }
        if let (Some(a), Some(b)) = (self.entity(left), self.entity(right))
            && a != b
        {
            return false;
        }
        if self.nested(one, other) {
            return false;
        }
        let (first, second) = (left.min(right), left.max(right));
        self.leader[second] = first;
        true
    }

    /// Whether one of two phrases holds the other.
    pub(super) fn nested(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.phrases[one], &self.phrases[other]);
        a.sentence == b.sentence && (a.first <= b.first && b.last <= a.last || b.first <= a.first && a.last <= b.last)
    }

    pub(super) fn word(&self, phrase: usize) -> &'a crate::syntax::Token {
        let draft = &self.phrases[phrase];
        &self.sentences[draft.sentence].tokens[draft.head]
    }

    pub(super) fn join(&mut self) {
        self.same_entity();
        self.same_name();
        self.said_of_another();
        self.part_of_name();
        self.same_words();
        self.same_head();
        self.pronouns();
    }

    /// Mentions of one entity.
    fn same_entity(&mut self) {
        let mut first: Vec<Option<usize>> = vec![None; self.entities.entities.len()];
        for phrase in 0..self.phrases.len() {
            let Some(entity) = self.own_entity(phrase) else { continue };
            if self.phrases[phrase].kind == MentionKind::Pronoun {
                continue;
            }
            match first[entity] {
                Some(before) => {
                    self.unite(before, phrase);
                }
                None => first[entity] = Some(phrase),
            }
        }
    }

    fn is_name(&self, phrase: usize) -> bool {
        self.phrases[phrase].kind == MentionKind::Name && self.phrases[phrase].members.is_empty()
    }

    /// Names of the same words.
    fn same_name(&mut self) {
        for phrase in 0..self.phrases.len() {
            if !self.is_name(phrase) {
                continue;
            }
            let before = (0..phrase)
                .rev()
                .find(|&other| self.is_name(other) && self.phrases[other].words == self.phrases[phrase].words);
            if let Some(before) = before {
                self.unite(before, phrase);
            }
        }
    }

    /// Appositions and predicates: "Wang Yi, a diplomat", "the plan is a mistake".
    fn said_of_another(&mut self) {
        for phrase in 0..self.phrases.len() {
            let draft = &self.phrases[phrase];
            if !draft.members.is_empty() || draft.kind == MentionKind::Pronoun {
                continue;
            }
            let sentence = &self.sentences[draft.sentence];
            let word = &sentence.tokens[draft.head];
            let (index, head) = (draft.sentence, draft.head);
            let subject = if word.deprel == Deprel::Appos {
                word.head
            } else if sentence.child(head, Deprel::Cop).is_some() && draft.article != Determiner::Bare {
                let negated = sentence.children(head).any(|child| set::NOT.has(&sentence.tokens[child].lemma));
                let doubtful = sentence.children(head).any(|child| {
                    sentence.tokens[child].deprel == Deprel::Aux
                        && set::UNREAL_AUXILIARY.has(&sentence.tokens[child].lemma)
                });
                let question = sentence.children(head).any(|child| sentence.tokens[child].deprel == Deprel::Case);
                if negated || doubtful || question {
                    None
                } else {
                    sentence
                        .children(head)
                        .find(|&child| sentence.tokens[child].deprel == Deprel::Nsubj && child < head)
                }
            } else {
                None
            };
            let Some(subject) = subject else { continue };
            let other = self
                .phrases
                .iter()
                .position(|other| other.sentence == index && other.head == subject && other.members.is_empty());
            if let Some(other) = other
                && other != phrase
                && self.traits[other].plural == self.traits[phrase].plural
                && self.traits[other].being != Being::Time
                && (self.phrases[phrase].article != Determiner::Indefinite
                    || word.deprel == Deprel::Appos
                    || self.phrases[other].kind != MentionKind::Pronoun)
            {
                self.unite(other, phrase);
            }
        }
    }

    /// "Velk" after "Ordo Velk", "the Institute" after "the Velk Institute": names that end alike.
    fn part_of_name(&mut self) {
        for phrase in 0..self.phrases.len() {
            if !self.is_name(phrase) || self.own_entity(phrase).is_some() {
                continue;
            }
            let before = (0..phrase).rev().find(|&other| {
                self.is_name(other)
                    && self.traits[phrase].agree(&self.traits[other])
                    && self.phrases[other].words.len() > self.phrases[phrase].words.len()
                    && self.phrases[other].words.ends_with(&self.phrases[phrase].words)
            });
            if let Some(before) = before {
                self.unite(before, phrase);
            }
        }
    }

    /// Common phrases of exactly the same words, the later one definite or both bare.
    fn same_words(&mut self) {
        for phrase in 0..self.phrases.len() {
            let draft = &self.phrases[phrase];
            if draft.kind != MentionKind::Nominal
                || draft.article == Determiner::Indefinite
                || !draft.members.is_empty()
                || self.word(phrase).upos == Upos::Num
            {
                continue;
            }
            let bare = draft.article == Determiner::Bare;
            let before = (0..phrase).rev().find(|&other| {
                let there = &self.phrases[other];
                there.kind == MentionKind::Nominal
                    && there.words == self.phrases[phrase].words
                    && (!bare || there.article == Determiner::Bare)
                    && there.plural == self.phrases[phrase].plural
            });
            if let Some(before) = before {
                self.unite(before, phrase);
            }
        }
    }

    /// Definite phrases whose head was said before, with nothing in them that was not.
    fn same_head(&mut self) {
        for phrase in 0..self.phrases.len() {
            let draft = &self.phrases[phrase];
            let known = matches!(draft.article, Determiner::Definite | Determiner::Near | Determiner::Possessive);
            if draft.kind != MentionKind::Nominal || !known || !draft.members.is_empty() {
                continue;
            }
            let here = draft.sentence;
            let lemma = self.word(phrase).lemma.to_lowercase();
            let own = self.modifiers(phrase);
            let before =
                (0..phrase).rev().take_while(|&other| self.phrases[other].sentence + REACH >= here).find(|&other| {
                    let there = &self.phrases[other];
                    there.members.is_empty()
                        && there.kind != MentionKind::Pronoun
                        && self.word(other).lemma.to_lowercase() == lemma
                        && self.phrases[other].plural == self.phrases[phrase].plural
                        && !self.nested(other, phrase)
                        && {
                            let theirs = self.modifiers(other);
                            own.iter().all(|word| theirs.contains(word))
                        }
                });
            if let Some(before) = before {
                self.unite(before, phrase);
            }
        }
    }

    /// The words of a phrase that narrow its head.
    fn modifiers(&self, phrase: usize) -> Vec<String> {
        let draft = &self.phrases[phrase];
        let tokens = &self.sentences[draft.sentence].tokens;
        (draft.first..=draft.last)
            .filter(|&token| {
                token != draft.head
                    && matches!(tokens[token].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb)
            })
            .map(|token| tokens[token].lemma.to_lowercase())
            .collect()
    }
}
