//! A tree under the hands of a mend: read like any tree, changed by few and checked steps.
//!
//! A mend never writes to a sentence by itself, so that each change is seen: which mend made it and at which word.

use std::ops::Range;

use crate::{
    entities::{ArticleEntities, EntityKind, Mention, MentionKind},
    lexicon::Lexicon,
    syntax::{Deprel, Feats, Sentence, Tense, Token, Upos, VerbForm},
};

/// A sentence whose tree is being mended, with the mentions that are known of it.
pub(super) struct Rough<'a> {
    sentence: &'a mut Sentence,
    entities: &'a ArticleEntities,
    mentions: Range<usize>,
    pub(super) lexicon: &'a Lexicon,
    /// The tokens that the mend at hand has changed, in the order of the changes.
    changed: Vec<usize>,
}

impl<'a> Rough<'a> {
    /// `mentions` are the indices in `entities.mentions` of this sentence's mentions.
    pub(super) fn new(
        lexicon: &'a Lexicon,
        sentence: &'a mut Sentence,
        entities: &'a ArticleEntities,
        mentions: Range<usize>,
    ) -> Self {
        Self { sentence, entities, mentions, lexicon, changed: Vec::new() }
    }

    /// The tokens changed since the last call.
    pub(super) fn take_changed(&mut self) -> Vec<usize> {
        std::mem::take(&mut self.changed)
    }

    pub(super) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(super) fn get(&self, token: usize) -> Option<&Token> {
        self.sentence.tokens.get(token)
    }

    pub(super) fn form(&self, token: usize) -> &str {
        &self.sentence.tokens[token].form
    }

    pub(super) fn lemma(&self, token: usize) -> &str {
        &self.sentence.tokens[token].lemma
    }

    pub(super) fn upos(&self, token: usize) -> Upos {
        self.sentence.tokens[token].upos
    }

    pub(super) fn feats(&self, token: usize) -> Feats {
        self.sentence.tokens[token].feats
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.sentence.tokens[token].head
    }

    pub(super) fn deprel(&self, token: usize) -> Deprel {
        self.sentence.tokens[token].deprel
    }

    /// The children of a token, in order.
    pub(super) fn kids(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        self.sentence.children(token)
    }

    /// The first child with that relation.
    pub(super) fn kid(&self, token: usize, deprel: Deprel) -> Option<usize> {
        self.sentence.child(token, deprel)
    }

    /// Whether a child has one of these relations.
    pub(super) fn has_kid(&self, token: usize, relations: &[Deprel]) -> bool {
        self.kids(token).any(|kid| relations.contains(&self.deprel(kid)))
    }

    /// The nearest word above that is wanted. No way is longer than the sentence, whatever the tree.
    pub(super) fn ancestor(&self, token: usize, wanted: impl Fn(usize) -> bool) -> Option<usize> {
        std::iter::successors(self.head(token), |&above| self.head(above)).take(self.len()).find(|&above| wanted(above))
    }

    /// The dictionary form as it stands: an infinitive, or a present that looks like one.
    pub(super) fn is_bare(&self, token: usize) -> bool {
        self.form(token) == self.lemma(token)
    }

    /// A verb that ends in "-ing".
    pub(super) fn is_gerund(&self, token: usize) -> bool {
        self.upos(token) == Upos::Verb && self.form(token).ends_with("ing")
    }

    /// The names of the sentence: first and last token, and the head between them.
    pub(super) fn names(&self) -> Vec<(usize, usize, usize)> {
        self.named(|_| true).map(|name| (name.first, name.last, name.head)).collect()
    }

    /// The heads of the names of persons.
    pub(super) fn persons(&self) -> Vec<usize> {
        let person = |&entity: &usize| self.entities.entities[entity].kind == EntityKind::Person;
        self.named(|name| name.entities.iter().any(person)).map(|name| name.head).collect()
    }

    fn named(&self, wanted: impl Fn(&Mention) -> bool) -> impl Iterator<Item = &Mention> {
        let size = self.len();
        let inside = move |name: &&Mention| name.last < size && (name.first..=name.last).contains(&name.head);
        self.entities.mentions[self.mentions.clone()]
            .iter()
            .filter(move |mention| mention.kind == MentionKind::Name && wanted(mention))
            .filter(inside)
    }

    /// Hangs a token on another head, or on none; its relation stays.
    pub(super) fn hang(&mut self, token: usize, head: Option<usize>) {
        if self.head(token) != head {
            self.sentence.tokens[token].head = head;
            self.changed.push(token);
        }
    }

    /// Gives a token another relation to its head.
    pub(super) fn relate(&mut self, token: usize, deprel: Deprel) {
        if self.deprel(token) != deprel {
            self.sentence.tokens[token].deprel = deprel;
            self.changed.push(token);
        }
    }

    /// Hangs a token on a head by a relation.
    pub(super) fn attach(&mut self, token: usize, head: usize, deprel: Deprel) {
        self.hang(token, Some(head));
        self.relate(token, deprel);
    }

    /// Puts a token in the place of another one: under its head, by its relation.
    pub(super) fn replace(&mut self, token: usize, other: usize) {
        let (head, deprel) = (self.head(other), self.deprel(other));
        self.hang(token, head);
        self.relate(token, deprel);
    }

    /// Makes a token a finite verb in the past tense.
    pub(super) fn make_finite(&mut self, verb: usize) {
        self.sentence.tokens[verb].feats =
            Feats { tense: Some(Tense::Past), verb_form: Some(VerbForm::Fin), ..Feats::default() };
        self.changed.push(verb);
    }

    /// Makes a token an auxiliary.
    pub(super) fn make_auxiliary(&mut self, token: usize) {
        self.sentence.tokens[token].upos = Upos::Aux;
        self.changed.push(token);
    }
}
