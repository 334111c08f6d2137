//! The clauses of one sentence: the passes of this floor, put together.

use super::{
    Argument, Because, Clause, ClauseKind, Status, anchors, arguments, context,
    predicates::{self, Draft, Predicates},
    quotes::Cue,
    reality::Context,
    voice,
};
use crate::{
    lexicon::{Lexicon, set},
    syntax::Deprel,
    text::Span,
    time::TimeExpression,
    tree::Tree,
};

/// Appends the clauses of a sentence, by predicate token. `times` are its temporal expressions, the first of them at
/// index `offset` of the article's.
pub(super) fn read(
    view: &Tree<'_>,
    lexicon: &Lexicon,
    times: &[TimeExpression],
    offset: usize,
    cues: Option<&mut Vec<Cue>>,
    clauses: &mut Vec<Clause>,
) {
    let mut found = predicates::find(view, lexicon);
    if found.drafts.is_empty() {
        return;
    }
    arguments::fill(view, lexicon, &mut found);
    let contexts = context::read(view, lexicon, &found);
    let dates = anchors::times(view, &found, times, offset);
    let asked = is_question(view);
    let base = clauses.len();
    let mut ranks: Vec<usize> = (0..found.drafts.len()).collect();
    ranks.sort_by_key(|&number| found.drafts[number].predicate);
    let mut places = vec![0; ranks.len()];
    for (rank, &number) in ranks.iter().enumerate() {
        places[number] = base + rank;
    }
    if let Some(cues) = cues {
        add_cues(view, lexicon, &found, &contexts, &ranks, cues);
    }
    for &number in &ranks {
        let draft = &found.drafts[number];
        let mut inner = contexts.inner[draft.seat];
        // "Said that the chief of the Navy, Ordo Velk, had left": that he is its chief nobody says but the article.
        let standing = draft.kind == ClauseKind::Copular && view.kid(draft.predicate, Deprel::Cop).is_none();
        if standing {
            inner = Context { negated: false, status: Status::Happened, voice: None };
        }
        let arguments = draft.arguments.iter().map(|(role, token)| Argument {
            role: role.clone(),
            token: *token,
            mention: view.mention(*token),
            clause: found.at[*token].map(|number| places[number]),
        });
        clauses.push(Clause {
            sentence: view.index,
            predicate: draft.predicate,
            kind: draft.kind,
            lemma: draft.lemma.clone(),
            arguments: arguments.collect(),
            parent: parent(view, &found, number).map(|number| places[number]),
            polarity: inner.polarity(),
            status: inner.status.told(),
            hypothetical: inner.status == Status::Hypothetical || asked && !standing,
            because: if standing { Because::default() } else { contexts.because[draft.seat] },
            reciprocal: draft.reciprocal,
            light: draft.light,
            voice: inner.voice.map(|voice| contexts.voices.attribution(view, voice)),
            time: dates[number],
            place: anchors::place(view, draft),
            span: span(view, &found, draft),
        });
    }
}

/// Whether the sentence ends in a mark of question: what it asks it does not say.
fn is_question(view: &Tree<'_>) -> bool {
    let quotes = |form: &str| matches!(form, "\"" | "”" | "’" | "'" | "''" | ")");
    let last = view.sentence.tokens.iter().rev().find(|token| !quotes(&token.form));
    last.is_some_and(|token| token.form.ends_with('?'))
}

/// Adds the verbs of saying and the "according to" of a sentence, which may report a quotation beside it.
fn add_cues(
    view: &Tree<'_>,
    lexicon: &Lexicon,
    found: &Predicates,
    contexts: &context::Contexts,
    ranks: &[usize],
    cues: &mut Vec<Cue>,
) {
    for &number in ranks {
        let draft = &found.drafts[number];
        let says = lexicon.is_reporting(&draft.lemma) || set::ASKS.has(&draft.lemma);
        if !draft.surface.is_empty() && draft.kind == ClauseKind::Verbal && says {
            let attribution = contexts.voices.cue(view, found, draft.predicate, contexts.inner[draft.seat].voice);
            cues.push(Cue { sentence: view.index, token: draft.predicate, attribution });
        }
    }
    // "The president set down his guidelines:": who acts in front of a colon says what stands behind it.
    let told = cues.last().is_some_and(|cue| cue.sentence == view.index);
    let announces = view.sentence.tokens.last().is_some_and(|token| token.form == ":");
    let root = view.order().first().and_then(|&root| found.at[root]).map(|number| &found.drafts[number]);
    if let Some(draft) = root.filter(|draft| announces && !told && !draft.surface.is_empty() && !draft.passive)
        && draft.kind == ClauseKind::Verbal
        && draft.surface.iter().all(|&token| view.is_person(token))
    {
        let attribution = contexts.voices.cue(view, found, draft.predicate, contexts.inner[draft.seat].voice);
        cues.push(Cue { sentence: view.index, token: draft.predicate, attribution });
    }
    for token in (0..view.len()).filter(|&token| voice::is_according(view, token)) {
        let attribution = contexts.voices.according(view, token);
        cues.push(Cue { sentence: view.index, token, attribution });
    }
}

/// The nearest draft above.
fn parent(view: &Tree<'_>, found: &Predicates, number: usize) -> Option<usize> {
    let mut step = view.head(found.drafts[number].predicate);
    while let Some(token) = step {
        match found.at[token] {
            Some(other) if other != number => return Some(other),
            _ => step = view.head(token),
        }
    }
    None
}

/// From the leftmost to the rightmost of the clause's own words: predicate, function words, and argument phrases without
/// the clauses on them.
fn span(view: &Tree<'_>, found: &Predicates, draft: &Draft) -> Span {
    let (mut left, mut right) = (draft.predicate, draft.predicate);
    let mut include = |(from, to): (usize, usize)| {
        left = left.min(from);
        right = right.max(to);
    };
    let tops = [Some(draft.predicate), draft.light];
    let mut stack: Vec<usize> = tops.into_iter().flatten().collect();
    for &(_, token) in &draft.arguments {
        if !draft.inherited.contains(&token) && found.at[token].is_none() {
            include((token, token));
        }
    }
    while let Some(token) = stack.pop() {
        include((token, token));
        for kid in view.kids(token) {
            let apart = match view.deprel(kid) {
                Deprel::Punct
                | Deprel::Parataxis
                | Deprel::Advcl
                | Deprel::AdvclRelcl
                | Deprel::Acl
                | Deprel::AclRelcl
                | Deprel::Ccomp
                | Deprel::Csubj
                | Deprel::Cc
                | Deprel::Discourse
                | Deprel::Mark => true,
                // A conjunct belongs where it is an argument: then it was included above.
                Deprel::Conj => tops.contains(&Some(token)) || found.at[kid].is_some(),
                Deprel::Xcomp => found.at[kid].is_some(),
                _ => false,
            };
            if !apart {
                stack.push(kid);
            }
        }
    }
    Span::new(view.token(left).span.begin, view.token(right).span.end.max(view.token(left).span.begin))
}
