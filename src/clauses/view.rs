//! One sentence as the clause layer walks it: children by head, subtree borders, mentions and places by token.
//!
//! Built once a sentence in linear time. Heads that point outside or run in a circle are cut off here, so that no
//! other file of this floor has to fear a bad tree: whatever is not in [`View::order`] does not exist for it.

use std::borrow::Cow;

use super::repair::mend;
use crate::{
    entities::{ArticleEntities, EntityKind, Mention, MentionKind},
    syntax::{Deprel, Number, Sentence, Token, Upos},
};

/// A sentence with what is looked up again and again.
pub(super) struct View<'a> {
    pub(super) index: usize,
    pub(super) sentence: &'a Sentence,
    pub(super) entities: &'a ArticleEntities,
    /// Children of token `i`: `kids[starts[i]..starts[i + 1]]`, in order.
    kids: Vec<u32>,
    starts: Vec<u32>,
    heads: Vec<Option<usize>>,
    deprels: Vec<Deprel>,
    /// Tokens from the root down; a head always before its children.
    pub(super) order: Vec<usize>,
    /// Leftmost and rightmost token of the subtree.
    pub(super) reach: Vec<(usize, usize)>,
    /// The longest mention with its head at the token.
    mentions: Vec<Option<usize>>,
    /// The longest proper name that the token stands in.
    named: Vec<Option<usize>>,
}

impl<'a> View<'a> {
    /// `mentions` are the indices in `entities.mentions` of this sentence's mentions.
    pub(super) fn new(
        index: usize,
        sentence: &'a Sentence,
        entities: &'a ArticleEntities,
        range: std::ops::Range<usize>,
    ) -> Self {
        let size = sentence.tokens.len();
        let mut starts = vec![0_u32; size + 1];
        let (heads, deprels) = mend(sentence);
        for head in heads.iter().flatten() {
            starts[head + 1] += 1;
        }
        for token in 0..size {
            starts[token + 1] += starts[token];
        }
        let mut fill = starts.clone();
        let mut kids = vec![0_u32; starts[size] as usize];
        for (token, head) in heads.iter().enumerate() {
            if let Some(head) = *head {
                kids[fill[head] as usize] = u32::try_from(token).unwrap_or(u32::MAX);
                fill[head] += 1;
            }
        }
        let mut order: Vec<usize> = (0..size).filter(|&token| heads[token].is_none()).collect();
        let mut next = 0;
        while next < order.len() {
            let head = order[next];
            next += 1;
            order.extend(kids[starts[head] as usize..starts[head + 1] as usize].iter().map(|&kid| kid as usize));
        }
        let mut reach: Vec<(usize, usize)> = (0..size).map(|token| (token, token)).collect();
        for &token in order.iter().rev() {
            if let Some(head) = heads[token] {
                let (left, right) = reach[token];
                reach[head] = (reach[head].0.min(left), reach[head].1.max(right));
            }
        }
        let mut mentions: Vec<Option<usize>> = vec![None; size];
        let mut named: Vec<Option<usize>> = vec![None; size];
        for number in range {
            let Some(mention) = entities.mentions.get(number) else { continue };
            if mention.kind == MentionKind::Name {
                // Nested names stand after those that hold them.
                for token in named.iter_mut().take(mention.last + 1).skip(mention.first) {
                    *token = token.or(Some(number));
                }
            }
            let Some(slot) = mentions.get_mut(mention.head) else { continue };
            let length = |number: usize| entities.mentions[number].span.len();
            if slot.is_none_or(|held| length(held) < length(number)) {
                *slot = Some(number);
            }
        }
        Self { index, sentence, entities, kids, starts, heads, deprels, order, reach, mentions, named }
    }

    pub(super) fn len(&self) -> usize {
        self.sentence.tokens.len()
    }

    pub(super) fn token(&self, token: usize) -> &'a Token {
        &self.sentence.tokens[token]
    }

    pub(super) fn lemma(&self, token: usize) -> &'a str {
        &self.sentence.tokens[token].lemma
    }

    /// The lemma in lower case.
    pub(super) fn lower(&self, token: usize) -> Cow<'a, str> {
        let lemma = self.lemma(token);
        let upper = lemma.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii());
        if upper { Cow::Owned(lemma.to_lowercase()) } else { Cow::Borrowed(lemma) }
    }

    pub(super) fn upos(&self, token: usize) -> Upos {
        self.sentence.tokens[token].upos
    }

    pub(super) fn deprel(&self, token: usize) -> Deprel {
        self.deprels[token]
    }

    pub(super) fn head(&self, token: usize) -> Option<usize> {
        self.heads[token]
    }

    pub(super) fn kids(&self, token: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        self.kids[self.starts[token] as usize..self.starts[token + 1] as usize].iter().map(|&kid| kid as usize)
    }

    pub(super) fn kid(&self, token: usize, deprel: Deprel) -> Option<usize> {
        self.kids(token).find(|&kid| self.deprel(kid) == deprel)
    }

    /// Whether a child with that relation has one of these lemmas.
    pub(super) fn has(&self, token: usize, deprel: Deprel, lemmas: &[&str]) -> bool {
        self.kids(token).any(|kid| self.deprel(kid) == deprel && lemmas.contains(&self.lemma(kid)))
    }

    /// Whether the token stands in a proper name, whatever its tag.
    pub(super) fn is_named(&self, token: usize) -> bool {
        self.named[token].is_some()
    }

    /// The mention headed by the token; where it has none or an unresolved one, that of its apposition or title.
    pub(super) fn mention(&self, token: usize) -> Option<usize> {
        let own = self.mentions[token];
        if own.is_some_and(|number| !self.entities.mentions[number].entities.is_empty()) {
            return own;
        }
        // "Zhelk, Lebanon": where a name lies is not what it names.
        let holds = |kid: usize, number: usize| {
            self.upos(token) == Upos::Propn
                && self.deprel(kid) == Deprel::Appos
                && self.entities.mentions[number].entities.iter().all(|&entity| {
                    matches!(self.entities.entities[entity].kind, EntityKind::Place | EntityKind::Country)
                })
        };
        self.kids(token)
            .filter(|&kid| matches!(self.deprel(kid), Deprel::Appos | Deprel::Flat | Deprel::NmodDesc))
            .filter_map(|kid| self.mentions[kid].filter(|&number| !holds(kid, number)))
            .find(|&number| !self.entities.mentions[number].entities.is_empty())
            .or(own)
            .or(self.named[token].filter(|_| self.upos(token) == Upos::Propn))
    }

    /// Whether the token is an inner word of a name that another one heads.
    pub(super) fn name_head(&self, token: usize) -> Option<usize> {
        let name = self.named[token].filter(|_| self.mentions[token].is_none())?;
        Some(self.entities.mentions[name].head).filter(|&head| head != token)
    }

    /// Whether the token is written like the canonical name of what it stands for: "Ukraine", not "Ukrainian".
    pub(super) fn is_noun_name(&self, token: usize) -> bool {
        self.mention_of(token).is_some_and(|mention| {
            mention.entities.iter().any(|&entity| self.entities.entities[entity].label == self.token(token).form)
        })
    }

    pub(super) fn mention_of(&self, token: usize) -> Option<&'a Mention> {
        self.mention(token).map(|number| &self.entities.mentions[number])
    }

    /// Whether the token names somebody whom the gazetteer knows.
    pub(super) fn is_known(&self, token: usize) -> bool {
        let mention = self.mention_of(token).filter(|_| self.upos(token) == Upos::Propn);
        mention.is_some_and(|mention| {
            mention.entities.iter().any(|&index| self.entities.entities[index].wikidata.is_some())
        })
    }

    /// Whether the token heads a mention of an entity of one of these kinds.
    fn names_any(&self, token: usize, kinds: &[EntityKind]) -> bool {
        let fits = |&entity: &usize| kinds.contains(&self.entities.entities[entity].kind);
        self.mention_of(token).is_some_and(|mention| mention.entities.iter().any(fits))
    }

    /// Whether the token heads a mention of a place or a country.
    pub(super) fn is_place(&self, token: usize) -> bool {
        self.names_any(token, &[EntityKind::Place, EntityKind::Country])
    }

    /// Whether the token heads a mention of an organisation, a country or a place, by name.
    pub(super) fn is_body_or_place(&self, token: usize) -> bool {
        self.upos(token) == Upos::Propn
            && self.names_any(token, &[EntityKind::Organisation, EntityKind::Country, EntityKind::Place])
    }

    /// Whether the token heads a mention of a person.
    pub(super) fn is_person(&self, token: usize) -> bool {
        self.names_any(token, &[EntityKind::Person])
    }

    /// Whether the mention at the token stands for several entities ("the pair", "both sides").
    pub(super) fn is_several(&self, token: usize) -> bool {
        self.mention_of(token).is_some_and(|mention| mention.entities.len() > 1)
    }

    /// The token and its conjuncts, in order; "X and Y" for X.
    pub(super) fn conjuncts(&self, token: usize) -> Vec<usize> {
        let mut found = vec![token];
        let mut next = 0;
        while next < found.len() {
            let kids = self.kids(found[next]).filter(|&kid| self.deprel(kid) == Deprel::Conj);
            // A verb that a parser hangs on a noun is a clause of its own, not one more argument.
            let at = found[next];
            let argument =
                kids.filter(|&kid| !matches!(self.upos(kid), Upos::Verb | Upos::Aux) && !self.is_said_too(at, kid));
            found.extend(argument);
            next += 1;
        }
        if let Some(name) = self.named_by_two_offices(token) {
            found.retain(|&other| other != token || other == name);
        }
        if found.len() > 1 {
            let names = found.clone();
            found.retain(|&noun| !names.iter().any(|&name| self.is_titled_again(noun, name)));
        }
        found
    }

    /// "Ordo Velk, a veteran and currently a candidate, spoke": a description after another one is no second name.
    fn is_said_too(&self, name: usize, conjunct: usize) -> bool {
        self.upos(name) == Upos::Propn
            && self.upos(conjunct) == Upos::Noun
            && self.has(conjunct, Deprel::Det, &["a"])
            && self.kids(name).any(|kid| self.deprel(kid) == Deprel::Appos && kid < conjunct)
            && self.is_person(name)
    }

    /// "Activist and editor Ordo Velk": a bare noun in the singular, "and", and a person's name behind a title; what the
    /// trees make two objects is one person.
    fn is_titled_again(&self, noun: usize, name: usize) -> bool {
        let bare = self.upos(noun) == Upos::Noun
            && self.token(noun).feats.number == Some(Number::Sing)
            && !self
                .kids(noun)
                .any(|kid| kid < noun && matches!(self.deprel(kid), Deprel::Det | Deprel::NmodPoss | Deprel::Nummod));
        let title = |mention: &Mention| {
            self.upos(mention.first) == Upos::Noun && mention.first == noun + 2 && self.lemma(noun + 1) == "and"
        };
        bare && noun < name && self.is_person(name) && self.mention_of(name).is_some_and(title)
    }

    /// "Jailed leader and party founder Ordo Velk calls": a bare noun in the singular, "and", a name with a title, and a verb in
    /// the singular; the noun is one more title of the name.
    fn named_by_two_offices(&self, noun: usize) -> Option<usize> {
        let singular = |token: usize| self.token(token).feats.number == Some(Number::Sing);
        let determined = |kid: usize| matches!(self.deprel(kid), Deprel::Det | Deprel::NmodPoss | Deprel::Nummod);
        let verb = self.head(noun)?;
        let subject = self.deprel(noun) == Deprel::Nsubj && singular(verb);
        let object = matches!(self.deprel(noun), Deprel::Obj | Deprel::NsubjPass);
        if self.upos(noun) != Upos::Noun || !singular(noun) || self.kids(noun).any(determined) || !subject && !object {
            return None;
        }
        let titled = |name: usize| self.kids(name).any(|kid| self.deprel(kid) == Deprel::NmodDesc);
        let apposed = |name: usize| {
            self.kids(name).any(|kid| self.deprel(kid) == Deprel::Appos && self.upos(kid) == Upos::Propn)
                && !self.kids(name).any(determined)
        };
        self.kids(noun).find(|&kid| {
            self.deprel(kid) == Deprel::Conj
                && (self.upos(kid) == Upos::Propn && titled(kid) || self.upos(kid) == Upos::Noun && apposed(kid))
        })
    }

    /// Whether hyphens make the word a part of an adjective that ends in a participle: "Oslo-brokered", "Norwegian-Swedish-led".
    pub(super) fn is_half(&self, token: usize) -> bool {
        let mut at = token;
        while self.sentence.tokens.get(at + 1).is_some_and(|next| matches!(next.form.as_str(), "-" | "–" | "‑")) {
            at += 2;
        }
        at > token
            && self.sentence.tokens.get(at).is_some_and(|word| {
                word.form.chars().all(char::is_lowercase) && (word.upos == Upos::Verb || word.form.ends_with("ed"))
            })
    }

    /// "…, with three houses set on fire": a "with" after a comma whose noun has a participle tells what came of it.
    pub(super) fn is_circumstance(&self, noun: usize) -> bool {
        let comma = self.reach[noun].0.checked_sub(1).is_some_and(|before| self.token(before).form == ",");
        let participle =
            |kid: usize| self.deprel(kid) == Deprel::Acl && kid == noun + 1 && !self.token(kid).form.ends_with("ing");
        comma && self.kids(noun).any(participle)
    }

    /// The preposition of a noun, lower case, its words joined ("according to", "ahead of"); empty without one.
    pub(super) fn preposition(&self, token: usize) -> String {
        let mut words = String::new();
        let mut add = |token: usize| {
            if !words.is_empty() {
                words.push(' ');
            }
            words.extend(self.token(token).form.chars().flat_map(char::to_lowercase));
        };
        if let Some(head) = self.head(token)
            && self.upos(head) == Upos::Adv
            && self.deprel(token) == Deprel::Obl
        {
            add(head);
        }
        for kid in self.kids(token).filter(|&kid| self.deprel(kid) == Deprel::Case && kid < token) {
            if let Some(adverb) = self.first_half(token, kid) {
                add(adverb);
            }
            add(kid);
            for part in self.kids(kid).filter(|&part| self.deprel(part) == Deprel::Fixed) {
                add(part);
            }
        }
        words
    }

    /// The adverb that makes a preposition of two words with the case word of a noun: "ahead" of "ahead of the talks",
    /// where the parser hangs it on the noun.
    fn first_half(&self, token: usize, case: usize) -> Option<usize> {
        let adverb = case.checked_sub(1).filter(|&before| self.head(before) == Some(token))?;
        let form = |token: usize| self.token(token).form.to_lowercase();
        let one = matches!(
            (form(adverb).as_str(), form(case).as_str()),
            ("ahead" | "instead" | "outside" | "inside" | "regardless" | "because" | "short", "of")
                | ("along" | "together", "with")
                | ("next" | "close" | "thanks" | "due" | "prior", "to")
                | ("away" | "apart" | "aside", "from")
        );
        (one && self.deprel(adverb) == Deprel::Advmod).then_some(adverb)
    }

    /// Whether one of the case words of the token is `word`, by itself; cheaper than [`View::preposition`].
    pub(super) fn has_case(&self, token: usize, word: &str) -> bool {
        self.kids(token).any(|kid| {
            self.deprel(kid) == Deprel::Case
                && self.token(kid).form.eq_ignore_ascii_case(word)
                && self.first_half(token, kid).is_none()
        })
    }
}
