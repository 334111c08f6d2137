//! The attributions of an article as stretches of text: source, cue and content.
//!
//! [`Attribution`](super::Attribution) says of a clause who says it; a [`Statement`] says of a stretch of text that it
//! introduces one. It is wider: also opinions, wishes and refusals are statements of somebody ("criticised", "wants"), though
//! what they are about is not thereby somebody's claim. Annotation and scoring read statements, rules read clauses.

use super::{
    ClauseKind, Role,
    predicates::{Draft, Predicates},
    quotes::quotations,
    voice::{content_links, is_according, phrase},
};
use crate::{
    lexicon::{Class, Frame, Lexicon, set},
    syntax::{Deprel, Sentence, Upos},
    text::Span,
    tree::Tree,
};

/// Somebody says something: the stretches of text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statement {
    /// Index of the sentence of the cue.
    pub sentence: usize,
    /// Token of the cue.
    pub token: usize,
    /// Lemma of the cue ("say", "according to").
    pub verb: String,
    /// Who says it; `None` where no words name the source.
    pub source: Option<Span>,
    /// The words of the cue.
    pub cue: Span,
    /// What is said, in order.
    pub content: Vec<Span>,
}

/// Gives quotations to the statements that introduce them, and drops the cues that nothing is said by.
pub(super) fn quote(sentences: &[Sentence], statements: &mut Vec<Statement>) {
    let mut last: Option<(usize, usize)> = None;
    let quotations = quotations(sentences);
    let speeches: Vec<_> = quotations.iter().filter(|quotation| quotation.is_speech(sentences)).collect();
    // What the quoted report in turn is theirs to say, not the article's.
    statements.retain(|statement| {
        let at = speeches.partition_point(|speech| speech.last < (statement.sentence, statement.token));
        speeches.get(at).is_none_or(|speech| speech.first > (statement.sentence, statement.token))
    });
    for quotation in &quotations {
        let (first, end) = (quotation.first, quotation.last);
        let span = sentences[first.0].tokens[first.1].span.join(sentences[end.0].tokens[end.1].span);
        let near = |sentence: usize, token: usize| {
            let from = statements.partition_point(|statement| statement.sentence < sentence);
            let here = statements[from..].iter().take_while(|statement| statement.sentence == sentence).count();
            (from..from + here)
                .filter(|&number| !span.covers(statements[number].cue))
                .min_by_key(|&number| (statements[number].content.is_empty(), statements[number].token.abs_diff(token)))
        };
        let holds = |statement: &Statement| statement.content.iter().any(|content| content.overlaps(span));
        let from = statements.partition_point(|statement| statement.sentence < first.0);
        let held = (from..statements.len())
            .take_while(|&number| statements[number].sentence <= end.0)
            .find(|&number| holds(&statements[number]) && !span.covers(statements[number].cue));
        let whole = quotation.is_speech(sentences);
        let chosen = held.or_else(|| {
            let adjacent = last.filter(|&(_, sentence)| {
                first.0 <= sentence + 1 && sentences[first.0].paragraph <= sentences[sentence].paragraph + 1
            });
            let own = near(end.0, end.1).or_else(|| near(first.0, first.1));
            if whole { own.or(adjacent.map(|(number, _)| number)) } else { None }
        });
        let Some(number) = chosen else { continue };
        let content = &mut statements[number].content;
        match content.iter_mut().find(|content| content.overlaps(span)) {
            Some(content) => *content = content.join(span),
            None => content.push(span),
        }
        content.sort();
        last = Some((number, end.0));
    }
    statements.retain(|statement| !statement.content.is_empty());
}

/// Appends the statements of a sentence, by cue token.
pub(super) fn read(view: &Tree<'_>, lexicon: &Lexicon, found: &Predicates, statements: &mut Vec<Statement>) {
    let links = content_links(view, lexicon, found);
    let base = statements.len();
    for draft in &found.drafts {
        let reporting = lexicon.is_reporting(&draft.lemma);
        let opinion = set::OPINION.has(&draft.lemma);
        if draft.kind != ClauseKind::Verbal || !reporting && !opinion {
            continue;
        }
        let cue = draft.predicate;
        let mut content: Vec<(usize, usize)> = Vec::new();
        for (head, link) in links.iter().enumerate() {
            if *link == Some(cue) {
                beside(view, head, cue, &mut content);
            }
        }
        if content.is_empty() {
            below(view, draft, reporting, opinion, &mut content);
        }
        let source = draft
            .surface
            .first()
            .or_else(|| draft.arguments.iter().find(|(role, _)| *role == Role::Subject).map(|(_, token)| token));
        if source.is_none() && !draft.passive || content.is_empty() && (!reporting || draft.passive) {
            continue;
        }
        statements.push(Statement {
            sentence: view.index,
            token: cue,
            verb: draft.lemma.clone(),
            source: source.filter(|_| !draft.passive || reporting).map(|&token| span(view, phrase(view, token))),
            cue: span(view, cue_words(view, cue)),
            content: content.into_iter().map(|stretch| span(view, stretch)).collect(),
        });
    }
    for (head, link) in links.iter().enumerate() {
        let Some(cue) = *link else { continue };
        if !is_according(view, cue) {
            continue;
        }
        let mut content = Vec::new();
        beside(view, head, cue, &mut content);
        let words = view.kids(cue).find(|&kid| matches!(view.deprel(kid), Deprel::Case | Deprel::Mark)).unwrap_or(cue);
        statements.push(Statement {
            sentence: view.index,
            token: cue,
            verb: set::ACCORDING_TO.only().to_owned(),
            source: Some(span(view, phrase(view, cue))),
            cue: span(view, view.reach(words)),
            content: content.into_iter().map(|stretch| span(view, stretch)).collect(),
        });
    }
    for cue in 0..view.len() {
        statements.extend(held(view, lexicon, cue));
    }
    statements[base..].sort_by_key(|statement| statement.token);
}

/// What a noun or adjective introduces: "the claim that", "is sure that".
fn held(view: &Tree<'_>, lexicon: &Lexicon, cue: usize) -> Option<Statement> {
    let class = match view.upos(cue) {
        Upos::Noun => Class::Noun,
        Upos::Adj => Class::Adjective,
        _ => return None,
    };
    lexicon.governing(class, view.lemma(cue), &Frame::That)?;
    let clause = view.kids(cue).find(|&kid| {
        kid > cue
            && matches!(view.deprel(kid), Deprel::Acl | Deprel::Ccomp)
            && view.has(kid, Deprel::Mark, set::THAT)
            && view.kids(kid).any(|word| matches!(view.deprel(word), Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl))
    })?;
    let source = view.kids(cue).find(|&kid| match view.deprel(kid) {
        Deprel::NmodPoss => true,
        Deprel::Nsubj => class == Class::Adjective && view.upos(kid) != Upos::Pron || view.mention(kid).is_some(),
        Deprel::Nmod => view.has_case(kid, set::BY) || view.has_case(kid, set::FROM) || view.has_case(kid, set::OF),
        _ => false,
    })?;
    let (left, right) = view.reach(clause);
    Some(Statement {
        sentence: view.index,
        token: cue,
        verb: view.lower(cue).into_owned(),
        source: Some(span(view, phrase(view, source))),
        cue: span(view, cue_words(view, cue)),
        content: vec![span(view, trim(view, left.max(cue + 1), right)?)],
    })
}

fn span(view: &Tree<'_>, (left, right): (usize, usize)) -> Span {
    let begin = view.token(left).span.begin;
    Span::new(begin, view.token(right).span.end.max(begin))
}

/// The verb with its auxiliaries, negation and particles.
fn cue_words(view: &Tree<'_>, verb: usize) -> (usize, usize) {
    let (mut left, mut right) = (verb, verb);
    for kid in view.kids(verb) {
        let near = kid + 3 >= verb && kid <= verb + 1;
        match view.deprel(kid) {
            Deprel::Aux | Deprel::AuxPass if near => left = left.min(kid),
            Deprel::Advmod if near && kid < verb && view.reach(kid) == (kid, kid) => left = left.min(kid),
            Deprel::CompoundPrt => right = right.max(kid),
            _ => {}
        }
    }
    (left, right)
}

/// The content that a cue stands beside: the subtree of its head without that of the cue.
fn beside(view: &Tree<'_>, head: usize, cue: usize, content: &mut Vec<(usize, usize)>) {
    let (left, right) = view.reach(head);
    let (from, to) = view.reach(cue);
    if cue < left || cue > right || from <= left && to >= right {
        content.extend(trim(view, left, right));
        return;
    }
    if from > left {
        content.extend(trim(view, left, from - 1));
    }
    if to < right {
        content.extend(trim(view, to + 1, right));
    }
}

/// The content that a cue governs.
fn below(view: &Tree<'_>, draft: &Draft, reporting: bool, opinion: bool, content: &mut Vec<(usize, usize)>) {
    let cue = draft.predicate;
    let clause = view.kids(cue).find(|&kid| view.deprel(kid) == Deprel::Ccomp);
    if let Some(clause) = clause {
        let (left, right) = view.reach(clause);
        // A subtree that runs over the cue is a bad tree; the greater side of it is taken.
        if left < cue && right > cue {
            content.extend(if clause < cue { trim(view, left, cue - 1) } else { trim(view, cue + 1, right) });
        } else {
            content.extend(trim(view, left, right));
        }
        return;
    }
    if !opinion {
        return;
    }
    let kids = view.kids(cue).filter(|&kid| match view.deprel(kid) {
        Deprel::Xcomp => true,
        Deprel::Obj => kid > cue || view.upos(kid) != Upos::Pron,
        Deprel::Obl => {
            let word = view.preposition(kid);
            set::ABOUT.has(&word) && kid > cue && !reporting || set::OF_ABOUT.has(&word)
        }
        Deprel::Advcl => view.has(kid, Deprel::Mark, set::OF_FOR_AS),
        Deprel::NsubjPass => true,
        _ => false,
    });
    let stretches: Vec<_> = kids.map(|kid| view.reach(kid)).collect();
    let after = stretches.iter().filter(|(left, _)| *left > cue);
    let joined = after.copied().reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    content.extend(joined.or_else(|| stretches.first().copied()).and_then(|(left, right)| trim(view, left, right)));
}

/// Without punctuation at the borders, but for quotation marks.
fn trim(view: &Tree<'_>, mut left: usize, mut right: usize) -> Option<(usize, usize)> {
    let comma = |token: usize| matches!(view.token(token).form.as_str(), "," | "." | ":" | ";" | "-" | "–" | "—");
    while left <= right && comma(left) {
        left += 1;
    }
    while right > left && comma(right) {
        right -= 1;
    }
    (left <= right && !comma(left)).then_some((left, right))
}
