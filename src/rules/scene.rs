//! A clause with what stands around it: the words, phrases and mentions at a token.

use crate::{
    clauses::{Argument, Clause, Role},
    lexicon::{Lexicon, set},
    reference::Reading,
    syntax::{Deprel, Upos},
    text::Span,
    tree::Tree,
};

/// A clause in its reading, with the words that the rules know.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'a> {
    pub(super) reading: &'a Reading,
    pub(super) clause: &'a Clause,
    /// The tree of the clause's sentence.
    pub(super) tree: &'a Tree<'a>,
    pub(super) lexicon: &'a Lexicon,
}

impl<'a> Scene<'a> {
    /// The logical subjects of the clause.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &'a Argument> {
        self.clause.arguments.iter().filter(|argument| argument.role == Role::Subject)
    }

    /// The lemma of a head; of what is counted where the head only counts: "dozens of activists".
    pub(super) fn lemma(&self, token: usize) -> &'a str {
        &self.tree.tokens()[self.counted(token).unwrap_or(token)].lemma
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
        let tokens = &self.tree.tokens();
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
    pub(super) fn counted(&self, token: usize) -> Option<usize> {
        let word = &self.tree.tokens()[token];
        if !matches!(word.upos, Upos::Num | Upos::Sym) && !set::QUANTITY.has(&word.lemma) {
            return None;
        }
        self.tree.kids(token).find(|&child| {
            self.tree.tokens()[child].deprel.universal() == Deprel::Nmod
                && self.tree.kids(child).any(|marker| {
                    self.tree.tokens()[marker].deprel == Deprel::Case && set::OF.has(&self.tree.tokens()[marker].lemma)
                })
        })
    }

    /// Tokens governed by `head` and marked by a preposition that is wanted, with those coordinated to them.
    pub(super) fn below(&self, head: usize, wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        let mut found = Vec::new();
        for child in self.tree.kids(head) {
            if !matches!(self.tree.tokens()[child].deprel.universal(), Deprel::Nmod | Deprel::Obl) {
                continue;
            }
            let marked = self.tree.kids(child).any(|marker| {
                let marker = &self.tree.tokens()[marker];
                marker.deprel == Deprel::Case && wanted(&marker.lemma)
            });
            if marked {
                found.push(child);
                found.extend(self.tree.kids(child).filter(|&other| self.tree.tokens()[other].deprel == Deprel::Conj));
            }
        }
        found
    }

    /// The mention at a head token: one that names entities before one that does not, the longest of those.
    pub(super) fn mention_at(&self, token: usize) -> Option<usize> {
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

    /// The words of the noun phrase up to its head.
    pub(super) fn phrase(&self, token: usize) -> Span {
        let (first, last) = self.tree.phrase(token);
        self.tree.token(first).span.join(self.tree.token(last).span)
    }
}

/// Whether a word is one of a pattern's.
pub(super) fn among(words: &[String]) -> impl Fn(&str) -> bool + '_ {
    |word| words.iter().any(|listed| listed == word)
}
