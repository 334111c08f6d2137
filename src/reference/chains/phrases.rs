//! Noun phrases from the trees: their edges, and what can be seen of them without looking further.

use crate::{
    entities::{ArticleEntities, MentionKind},
    lexicon::set,
    syntax::{Deprel, Number, Sentence, Upos},
};

/// A noun phrase before it has a chain.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) sentence: usize,
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) head: usize,
    pub(super) kind: MentionKind,
    /// The mention with that head.
    pub(super) mention: Option<usize>,
    /// Coordinated phrases as one: the heads of all of them.
    pub(super) members: Vec<usize>,
    /// Lower case, without determiner and possessive ending.
    pub(super) words: Vec<String>,
    pub(super) plural: bool,
    pub(super) article: Determiner,
}

/// How a noun phrase begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Determiner {
    /// "the", "that", "those"
    Definite,
    /// "this", "these"
    Near,
    /// "his", "Russia's"
    Possessive,
    /// "a", "some", "no", "any"
    Indefinite,
    /// Nothing.
    Bare,
}

/// Pronouns that stand for something said elsewhere; relative and question words do not.
fn is_pronoun(lower: &str) -> bool {
    set::PRONOUNS.has(lower)
}

/// The noun phrases of an article, in the order of the text.
pub(super) fn find(sentences: &[Sentence], entities: &ArticleEntities) -> Vec<Draft> {
    let mut found = Vec::new();
    for (index, sentence) in sentences.iter().enumerate() {
        let first = found.len();
        for token in 0..sentence.tokens.len() {
            if let Some(draft) = phrase(index, sentence, token, entities) {
                found.push(draft);
            }
        }
        for token in 0..sentence.tokens.len() {
            found.extend(coordination(index, sentence, token));
        }
        found[first..].sort_by_key(|draft| (draft.first, usize::MAX - draft.last));
        // Two phrases of the same words are one: the name inside "Mr Velk" is Mr Velk.
        let mut kept: Vec<Draft> = Vec::new();
        for draft in found.drain(first..) {
            if kept.last().is_none_or(|last| (last.first, last.last) != (draft.first, draft.last)) {
                kept.push(draft);
            }
        }
        found.append(&mut kept);
    }
    found
}

fn phrase(index: usize, sentence: &Sentence, token: usize, entities: &ArticleEntities) -> Option<Draft> {
    let word = &sentence.tokens[token];
    let lower = word.form.to_lowercase();
    let deprel = word.deprel;
    let mention = mention_at(index, token, entities);
    let kind = match word.upos {
        Upos::Pron if is_pronoun(&lower) => {
            if set::THAT.has(&lower) && sentence.tokens.get(token + 1).is_some_and(|next| next.upos == Upos::Verb)
                || deprel == Deprel::Expl
                || set::DEMONSTRATIVE.has(&lower) && deprel.universal() == Deprel::Det
            {
                return None;
            }
            MentionKind::Pronoun
        }
        Upos::Propn => MentionKind::Name,
        Upos::Noun => MentionKind::Nominal,
        Upos::Num if matches!(deprel.universal(), Deprel::Nsubj | Deprel::Obj | Deprel::Obl | Deprel::Nmod) => {
            MentionKind::Nominal
        }
        _ => return None,
    };
    match deprel.universal() {
        Deprel::Flat
        | Deprel::Fixed
        | Deprel::Goeswith
        | Deprel::Reparandum
        | Deprel::Case
        | Deprel::Mark
        | Deprel::Cc
        | Deprel::Advmod
        | Deprel::Discourse
        | Deprel::Aux => return None,
        // A name inside another phrase ("the US State Department") is spoken of, a noun ("trade talks") is not.
        Deprel::Compound | Deprel::Amod => {
            let named = kind == MentionKind::Name
                && mention.is_some_and(|mention| !entities.mentions[mention].entities.is_empty());
            if !named {
                return None;
            }
        }
        Deprel::Nmod if deprel == Deprel::NmodDesc => return None,
        _ => {}
    }
    let (first, last) = if kind == MentionKind::Pronoun { (token, token) } else { edges(sentence, token) };
    let (article, words) = words(sentence, first, last, token);
    let plural = match lower.as_str() {
        text if set::PLURAL_PRONOUN.has(text) => true,
        _ => matches!(word.feats.number, Some(Number::Plur | Number::Ptan)),
    };
    Some(Draft {
        sentence: index,
        first,
        last,
        head: token,
        kind,
        mention,
        members: Vec::new(),
        words,
        plural,
        article,
    })
}

/// The mention whose head is that token: the longest.
fn mention_at(sentence: usize, token: usize, entities: &ArticleEntities) -> Option<usize> {
    let start = entities.mentions.partition_point(|mention| mention.sentence < sentence);
    let there = entities.mentions[start..].iter().take_while(|mention| mention.sentence == sentence).enumerate();
    there
        .filter(|(_, mention)| mention.head == token)
        .max_by_key(|(index, mention)| (!mention.entities.is_empty(), mention.span.len(), usize::MAX - index))
        .map(|(index, _)| start + index)
}

/// First and last token of the phrase of a head.
fn edges(sentence: &Sentence, head: usize) -> (usize, usize) {
    let (mut first, mut last) = (head, head);
    let mut open = vec![head];
    let mut steps = 0;
    while let Some(token) = open.pop() {
        steps += 1;
        if steps > sentence.tokens.len() {
            break;
        }
        first = first.min(token);
        last = last.max(token);
        for child in sentence.children(token) {
            let word = &sentence.tokens[child];
            let inside = token != head || belongs(sentence, head, child);
            if inside && (token != head || word.deprel != Deprel::Punct) {
                open.push(child);
            }
        }
    }
    while last > head && sentence.tokens[last].upos == Upos::Punct {
        last -= 1;
    }
    while first < head && sentence.tokens[first].upos == Upos::Punct {
        first += 1;
    }
    (first, last)
}

/// Whether a child of the head is part of its phrase. A noun that is a predicate governs its whole clause, too.
fn belongs(sentence: &Sentence, head: usize, child: usize) -> bool {
    let word = &sentence.tokens[child];
    match word.deprel.universal() {
        Deprel::Det
        | Deprel::Amod
        | Deprel::Nummod
        | Deprel::Compound
        | Deprel::Flat
        | Deprel::Fixed
        | Deprel::Goeswith
        | Deprel::Nmod
        | Deprel::Acl
        | Deprel::Dep => true,
        Deprel::Case => child > head && word.form.ends_with(['s', '\'', '’']),
        Deprel::Advmod => child < head && sentence.child(head, Deprel::Cop).is_none() && child + 1 == head,
        _ => false,
    }
}

/// How a phrase begins, and the lower-case words that say what it speaks of.
fn words(sentence: &Sentence, first: usize, last: usize, head: usize) -> (Determiner, Vec<String>) {
    let mut article = Determiner::Bare;
    let mut begin = first;
    let lower = sentence.tokens[first].form.to_lowercase();
    if first < head {
        match lower.as_str() {
            text if set::DEFINITE_DETERMINER.has(text) => article = Determiner::Definite,
            text if set::NEAR_DETERMINER.has(text) => article = Determiner::Near,
            text if set::INDEFINITE_DETERMINER.has(text) => article = Determiner::Indefinite,
            _ => {}
        }
        if article != Determiner::Bare {
            begin += 1;
        } else if sentence.children(head).any(|child| sentence.tokens[child].deprel == Deprel::NmodPoss) {
            article = Determiner::Possessive;
        }
    }
    let mut words: Vec<String> =
        sentence.tokens[begin..=last].iter().map(|token| token.form.to_lowercase().replace('.', "")).collect();
    words.retain(|word| !word.is_empty());
    if words.len() > 1 && words.last().is_some_and(|word| set::POSSESSIVE.has(word)) {
        words.pop();
    }
    (article, words)
}

/// "Russia and China" as one phrase, where a token heads a coordination of nouns.
fn coordination(index: usize, sentence: &Sentence, head: usize) -> Option<Draft> {
    let noun = |token: usize| matches!(sentence.tokens[token].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    if !noun(head) || sentence.tokens[head].deprel == Deprel::Conj {
        return None;
    }
    let conjuncts: Vec<usize> = sentence
        .children(head)
        .filter(|&child| sentence.tokens[child].deprel == Deprel::Conj && noun(child) && child > head)
        .collect();
    let last = *conjuncts.last()?;
    let and = sentence.children(last).any(|child| set::AND.has_any_case(&sentence.tokens[child].form));
    if !and {
        return None;
    }
    let (first, _) = edges(sentence, head);
    let (_, end) = edges(sentence, last);
    let members = std::iter::once(head).chain(conjuncts).collect();
    let words = sentence.tokens[first..=end].iter().map(|token| token.form.to_lowercase()).collect();
    Some(Draft {
        sentence: index,
        first,
        last: end,
        head,
        kind: MentionKind::Nominal,
        mention: None,
        members,
        words,
        plural: true,
        article: Determiner::Bare,
    })
}
