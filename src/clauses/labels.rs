//! Speakers that only a mark names: "Macron: Europe must act", "“It is over.” – Angela Merkel".
//!
//! No verb of saying stands in such a line, so the tree knows nothing of a speaker, and a headline's claim would pass for
//! the article's own. A label before a colon counts where it is a person's name, since "Gaza: …" and "Analysis: …" name a
//! place and a kind of text; in capitals ("MODERATOR: …") it counts where the article has several, as transcripts do. It
//! holds for its paragraph.

use super::{
    Attribution, Clause, Statement,
    quotes::{At, any, mark, quotations, wrap},
};
use crate::{
    entities::{ArticleEntities, EntityKind, MentionKind},
    syntax::{Sentence, Upos},
};

/// A speaker, the mark beside the name, and what is said.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label {
    sentence: usize,
    mark: usize,
    /// First and last token of the name.
    name: (usize, usize),
    mention: Option<usize>,
    /// First and last token of what is said.
    content: (At, At),
}

/// Whether the tokens of a name have a person's mention, a place's, or none.
enum Named {
    Person(usize),
    Place,
    Unknown,
}

/// The labels of an article, by their mark.
pub(super) fn find(sentences: &[Sentence], entities: &ArticleEntities) -> Vec<Label> {
    let mut found: Vec<Label> = Vec::new();
    let mut shouted = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let Some((name, colon)) = before_colon(sentence) else { continue };
        let last = (number..sentences.len())
            .take_while(|&later| sentences[later].paragraph == sentence.paragraph)
            .take_while(|&later| later == number || before_colon(&sentences[later]).is_none())
            .last()
            .unwrap_or(number);
        let says = |token: &crate::syntax::Token| matches!(token.upos, Upos::Verb | Upos::Aux);
        if !sentence.tokens[colon + 1..]
            .iter()
            .chain(sentences[number + 1..=last].iter().flat_map(|next| &next.tokens))
            .any(says)
        {
            continue;
        }
        let label = |mention| Label {
            sentence: number,
            mark: colon,
            name,
            mention,
            content: ((number, colon + 1), (last, sentences[last].tokens.len().saturating_sub(1))),
        };
        match named(entities, number, name) {
            Named::Person(mention) => found.push(label(Some(mention))),
            Named::Unknown if is_shouted(sentence, name) => shouted.push(label(None)),
            _ => {}
        }
    }
    if found.len() + shouted.len() > 1 {
        found.append(&mut shouted);
    }
    found.extend(posts(sentences, entities));
    let spoken = if any(sentences) { quotations(sentences) } else { Vec::new() };
    for quotation in spoken.iter().filter(|quotation| quotation.is_speech(sentences)) {
        if let Some((number, dash, name)) = signature(sentences, quotation.last) {
            let mention = match named(entities, number, name) {
                Named::Place => continue,
                Named::Person(mention) => Some(mention),
                Named::Unknown => None,
            };
            found.push(Label {
                sentence: number,
                mark: dash,
                name,
                mention,
                content: (quotation.first, quotation.last),
            });
        }
    }
    found.sort_by_key(|label| (label.sentence, label.mark));
    found
}

/// "It is over. — Ordo Velk (@ordovelk) May 3": what a paragraph says before the name and handle of who posted it.
fn posts(sentences: &[Sentence], entities: &ArticleEntities) -> Vec<Label> {
    let mut found = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let tokens = &sentence.tokens;
        let Some(handle) = tokens.iter().position(|token| token.form.starts_with('@')) else { continue };
        let Some(dash) = (handle.saturating_sub(8)..handle).rev().find(|&at| is_dash(&tokens[at].form)) else {
            continue;
        };
        let name = tokens[dash + 1..handle].iter().take_while(|token| token.upos != Upos::Punct).count();
        let before = sentences[..number].iter().rev().take_while(|other| other.paragraph == sentence.paragraph).count();
        let first = (number - before, 0);
        let last = match dash.checked_sub(1) {
            Some(last) => (number, last),
            None if before > 0 => (number - 1, sentences[number - 1].tokens.len().saturating_sub(1)),
            None => continue,
        };
        if name == 0 || first > last {
            continue;
        }
        let name = (dash + 1, dash + name);
        let mention = match named(entities, number, name) {
            Named::Person(mention) => Some(mention),
            Named::Place | Named::Unknown => None,
        };
        found.push(Label { sentence: number, mark: dash, name, mention, content: (first, last) });
    }
    found
}

fn is_dash(form: &str) -> bool {
    matches!(form, "―" | "—" | "–" | "--" | "-")
}

/// Gives the clauses of labelled speech their speaker.
pub(super) fn attribute(sentences: &[Sentence], labels: &[Label], clauses: &mut [Clause]) {
    for label in labels {
        let tokens = &sentences[label.sentence].tokens;
        let said = Attribution {
            source: label.mention,
            source_text: words(&sentences[label.sentence], label.name),
            via: None,
            verb: tokens[label.mark].form.clone(),
            outer: None,
        };
        let (first, last) = label.content;
        let from = clauses.partition_point(|clause| clause.sentence < first.0);
        for clause in clauses[from..].iter_mut().take_while(|clause| clause.sentence <= last.0) {
            if (first..=last).contains(&(clause.sentence, clause.predicate)) {
                let mut voice = clause.voice.take().map(Box::new);
                wrap(&mut voice, &said);
                clause.voice = voice.map(|voice| *voice);
            }
        }
    }
}

/// Adds the labels to an article's statements.
pub(super) fn state(sentences: &[Sentence], labels: &[Label], statements: &mut Vec<Statement>) {
    for label in labels {
        let tokens = &sentences[label.sentence].tokens;
        let (first, last) = label.content;
        let begin = sentences[first.0].tokens[first.1].span;
        statements.push(Statement {
            sentence: label.sentence,
            token: label.mark,
            verb: tokens[label.mark].form.clone(),
            source: Some(tokens[label.name.0].span.join(tokens[label.name.1].span)),
            cue: tokens[label.mark].span,
            content: vec![begin.join(sentences[last.0].tokens[last.1].span)],
        });
    }
    statements.sort_by_key(|statement| (statement.sentence, statement.token));
}

/// The name that opens a sentence and the colon right behind it.
fn before_colon(sentence: &Sentence) -> Option<((usize, usize), usize)> {
    let tokens = &sentence.tokens;
    let first = usize::from(tokens.first().is_some_and(|token| mark(&token.form).is_some()));
    let colon = (first + 1..tokens.len().min(first + 6)).find(|&token| tokens[token].form == ":")?;
    let capital = |token: &crate::syntax::Token| token.form.starts_with(char::is_uppercase);
    (colon + 1 < tokens.len() && tokens[first..colon].iter().all(capital)).then_some(((first, colon - 1), colon))
}

/// The name behind the dash that follows a quotation, which ends at `last`.
fn signature(sentences: &[Sentence], last: At) -> Option<(usize, usize, (usize, usize))> {
    let next = |(number, token): At| {
        if token + 1 < sentences[number].tokens.len() {
            Some((number, token + 1))
        } else {
            sentences.get(number + 1).filter(|next| !next.tokens.is_empty()).map(|_| (number + 1, 0))
        }
    };
    let form = |(number, token): At| sentences[number].tokens[token].form.as_str();
    let mut at = next(last)?;
    if mark(form(at)).is_some() {
        at = next(at)?;
    }
    if !is_dash(form(at)) {
        return None;
    }
    let (number, dash) = at;
    let tokens = &sentences[number].tokens;
    let name = tokens[dash + 1..]
        .iter()
        .take(6)
        .take_while(|token| token.upos != Upos::Punct && token.form.starts_with(char::is_uppercase))
        .count();
    let closed = tokens.get(dash + 1 + name).is_none_or(|token| token.upos == Upos::Punct);
    (name > 0 && closed).then_some((number, dash, (dash + 1, dash + name)))
}

fn named(entities: &ArticleEntities, number: usize, (first, last): (usize, usize)) -> Named {
    let from = entities.mentions.partition_point(|mention| mention.sentence < number);
    let here = entities.mentions[from..].iter().enumerate().take_while(|(_, mention)| mention.sentence == number);
    for (offset, mention) in here {
        if mention.kind != MentionKind::Name || mention.first < first || mention.last > last {
            continue;
        }
        return match mention.entities[..] {
            [entity] if mention.last == last => match entities.entities[entity].kind {
                EntityKind::Person => Named::Person(from + offset),
                _ => Named::Place,
            },
            _ => Named::Unknown,
        };
    }
    Named::Unknown
}

fn is_shouted(sentence: &Sentence, (first, last): (usize, usize)) -> bool {
    sentence.tokens[first..=last]
        .iter()
        .all(|token| token.form.chars().count() > 2 && token.form.chars().all(|letter| !letter.is_lowercase()))
}

fn words(sentence: &Sentence, (first, last): (usize, usize)) -> String {
    let tokens = &sentence.tokens[first..=last];
    let words: Vec<_> = tokens.iter().map(|token| token.form.as_str()).collect();
    words.join(" ")
}
