//! Quotations: who speaks where the tree does not say, within a sentence and across sentences.
//!
//! A quotation that holds a whole clause is somebody's speech, and nothing in it is the narrator's. The speaker is looked
//! for nearest first: a cue in a sentence that the quotation touches ("…," Lavrov said. "…"), the speaker of the
//! quotation just before in the same paragraph, the one whose quotation runs on from the paragraph before, the speaker
//! that the sentence before announces or quotes. Who is not found stays unknown; the speech stays attributed. A quoted
//! phrase without a subject of its own ("no limits") is the narrator's choice of words, and is left alone.

use super::{Attribution, Clause};
use crate::syntax::{Deprel, Sentence, Upos};

/// A word that introduces speech, with what it says of the speaker.
pub(super) struct Cue {
    pub(super) sentence: usize,
    pub(super) token: usize,
    pub(super) attribution: Attribution,
}

/// Sentence and token.
pub(super) type At = (usize, usize);

/// A stretch between quotation marks, both ends inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    pub(super) first: At,
    pub(super) last: At,
    /// It takes up a quotation that the paragraph before left open.
    carried: bool,
}

impl Quotation {
    /// Whether the quotation holds a clause with a subject of its own, or a whole sentence with a verb.
    pub(super) fn is_speech(&self, sentences: &[Sentence]) -> bool {
        is_speech(sentences, self)
    }

    fn holds(&self, sentence: usize, token: usize) -> bool {
        self.first <= (sentence, token) && (sentence, token) <= self.last
    }
}

/// Whether a mark opens, closes, or does either.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Open,
    Close,
    Either,
}

pub(super) fn mark(form: &str) -> Option<Mark> {
    match form {
        "“" | "„" | "``" | "«" => Some(Mark::Open),
        "”" | "»" => Some(Mark::Close),
        "\"" | "''" | "’’" | "‘‘" => Some(Mark::Either),
        _ => None,
    }
}

/// Whether any quotation mark stands in the sentences; most articles' paragraphs have none.
pub(super) fn any(sentences: &[Sentence]) -> bool {
    sentences.iter().any(|sentence| sentence.tokens.iter().any(|token| mark(&token.form).is_some()))
}

/// The quotations of an article, in order.
pub(super) fn quotations(sentences: &[Sentence]) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    // The first token after the mark, and whether the quotation is carried on.
    let mut open: Option<((usize, usize), bool)> = None;
    let mut before: Option<(usize, usize)> = None;
    let mut close = |open: Option<((usize, usize), bool)>, last: Option<(usize, usize)>| {
        if let (Some((first, carried)), Some(last)) = (open, last)
            && first <= last
        {
            found.push(Quotation { first, last, carried });
        }
    };
    for (number, sentence) in sentences.iter().enumerate() {
        if number > 0 && sentence.paragraph != sentences[number - 1].paragraph && open.is_some() {
            close(open.take(), before);
            let again =
                sentence.tokens.first().and_then(|token| mark(&token.form)).is_some_and(|mark| mark != Mark::Close);
            open = again.then_some(((number, 1), true));
            if again {
                before = Some((number, 0));
                for token in 1..sentence.tokens.len() {
                    step(sentence, number, token, &mut open, &mut before, &mut close);
                }
                continue;
            }
        }
        for token in 0..sentence.tokens.len() {
            step(sentence, number, token, &mut open, &mut before, &mut close);
        }
    }
    close(open, before);
    // A mark at the very end of a sentence opens what the next one says.
    for quotation in &mut found {
        let (sentence, token) = quotation.first;
        if token >= sentences[sentence].tokens.len() {
            quotation.first = (sentence + 1, 0);
        }
    }
    found.retain(|quotation| quotation.first <= quotation.last);
    found
}

type Start = Option<((usize, usize), bool)>;

fn step(
    sentence: &Sentence,
    number: usize,
    token: usize,
    open: &mut Start,
    before: &mut Option<(usize, usize)>,
    close: &mut impl FnMut(Start, Option<(usize, usize)>),
) {
    let opens = match mark(&sentence.tokens[token].form) {
        None => {
            *before = Some((number, token));
            return;
        }
        Some(Mark::Open) => true,
        Some(Mark::Close) => false,
        Some(Mark::Either) => open.is_none(),
    };
    if opens {
        // An opening mark inside an open quotation: the first one was never closed.
        close(open.take(), *before);
        *open = Some(((number, token + 1), false));
    } else {
        // A closing mark that nothing opens: the quotation began where the sentence did, or before.
        let start = open.take().or((token > 0).then_some(((number, 0), true)));
        close(start, *before);
    }
}

/// Gives every clause of a quoted speech its speaker.
pub(super) fn attribute(sentences: &[Sentence], cues: &[Cue], clauses: &mut [Clause]) {
    let quotations = quotations(sentences);
    let mut earlier: Option<(Quotation, Option<Attribution>)> = None;
    for quotation in quotations {
        let speech = quotation.is_speech(sentences);
        let speaker = if speech { speaker(sentences, cues, &quotation, earlier.as_ref()) } else { None };
        if speech {
            let said = speaker.clone().unwrap_or_else(|| Attribution {
                source: None,
                source_text: String::new(),
                via: None,
                verb: String::new(),
                outer: None,
            });
            let from = clauses.partition_point(|clause| clause.sentence < quotation.first.0);
            for clause in clauses[from..].iter_mut().take_while(|clause| clause.sentence <= quotation.last.0) {
                if quotation.holds(clause.sentence, clause.predicate) {
                    let mut voice = clause.voice.take().map(Box::new);
                    wrap(&mut voice, &said);
                    clause.voice = voice.map(|voice| *voice);
                }
            }
            earlier = Some((quotation, speaker));
        } else if let Some(cue) = first_cue(&quotation, cues) {
            // A fragment whose sentence has a cue may be continued by the next quotation.
            earlier = Some((quotation, Some(cue.attribution.clone())));
        }
    }
}

/// The first cue in the sentence in which a quotation begins; cues are in the order of their sentences.
fn first_cue<'a>(quotation: &Quotation, cues: &'a [Cue]) -> Option<&'a Cue> {
    let from = cues.partition_point(|cue| cue.sentence < quotation.first.0);
    cues.get(from).filter(|cue| cue.sentence == quotation.first.0)
}

/// Puts the speaker around what is said, unless the tree has told so already.
pub(super) fn wrap(voice: &mut Option<Box<Attribution>>, said: &Attribution) {
    match voice {
        None => *voice = Some(Box::new(said.clone())),
        // The speaker whom nobody named is found.
        Some(held) if held.verb.is_empty() && held.source_text.is_empty() => **held = said.clone(),
        Some(held) if held.verb == said.verb && held.source_text == said.source_text => {}
        // Nothing is gained by an unknown speaker around a known one.
        Some(_) if said.verb.is_empty() => {}
        Some(held) => wrap(&mut held.outer, said),
    }
}

fn is_speech(sentences: &[Sentence], quotation: &Quotation) -> bool {
    (quotation.first.0..=quotation.last.0).any(|number| {
        let sentence = &sentences[number];
        let inside = |token: usize| quotation.holds(number, token);
        let mut words = 0;
        let mut outside = 0;
        let mut verb = false;
        for (index, token) in sentence.tokens.iter().enumerate() {
            if token.upos == Upos::Punct {
                continue;
            }
            if !inside(index) {
                outside += 1;
                continue;
            }
            words += 1;
            verb |= matches!(token.upos, Upos::Verb | Upos::Aux);
            let subject = matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl | Deprel::Csubj);
            // A relative clause inside a fragment does not make it a speech.
            let main = token
                .head
                .filter(|&head| inside(head) && head < sentence.tokens.len())
                .is_some_and(|head| !matches!(sentence.tokens[head].deprel, Deprel::AclRelcl | Deprel::Acl));
            if subject && main {
                return true;
            }
        }
        verb && outside == 0 && words >= 2
    })
}

/// The one who speaks, by the order of the module's page.
fn speaker(
    sentences: &[Sentence],
    cues: &[Cue],
    quotation: &Quotation,
    earlier: Option<&(Quotation, Option<Attribution>)>,
) -> Option<Attribution> {
    let outside = |cue: &&Cue| !quotation.holds(cue.sentence, cue.token);
    let nearest = |number: usize, border: usize| {
        let from = cues.partition_point(|cue| cue.sentence < number);
        cues[from..]
            .iter()
            .take_while(|cue| cue.sentence == number)
            .filter(outside)
            .min_by_key(|cue| cue.token.abs_diff(border))
            .map(|cue| cue.attribution.clone())
    };
    let (first, last) = (quotation.first, quotation.last);
    if let Some(found) = before_the_colon(sentences, cues, first) {
        return Some(found);
    }
    if let Some(found) = nearest(last.0, last.1).or_else(|| nearest(first.0, first.1)) {
        return Some(found);
    }
    if let Some((before, speaker)) = earlier {
        let paragraph = |number: usize| sentences[number].paragraph;
        let adjacent = first.0 <= before.last.0 + 1;
        let same = paragraph(before.last.0) == paragraph(first.0) && first.0 <= before.last.0 + 2;
        let runs_on = quotation.carried || adjacent && paragraph(first.0) <= paragraph(before.last.0) + 1;
        if speaker.is_some() && (same || runs_on) {
            return speaker.clone();
        }
    }
    // "Lavrov said:" in the sentence or paragraph before.
    let before = first.0.checked_sub(1)?;
    let announces = sentences[before].tokens.last().is_some_and(|token| token.form == ":");
    if announces { nearest(before, usize::MAX) } else { None }
}

/// "Answered critics who accused her of delay: “…”": of several cues before a colon the one highest in the tree introduces the
/// quotation right behind it.
fn before_the_colon(sentences: &[Sentence], cues: &[Cue], (number, token): At) -> Option<Attribution> {
    let tokens = &sentences[number].tokens;
    let colon = token.checked_sub(2).filter(|&colon| tokens[colon].form == ":")?;
    let depth = |cue: &&Cue| {
        let above = |&at: &usize| tokens[at].head.filter(|&head| head < tokens.len());
        std::iter::successors(Some(cue.token), above).take(tokens.len()).count()
    };
    let from = cues.partition_point(|cue| cue.sentence < number);
    let here = cues[from..].iter().take_while(|cue| cue.sentence == number).filter(|cue| cue.token < colon);
    here.min_by_key(depth).map(|cue| cue.attribution.clone())
}
