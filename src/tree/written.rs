//! Trees written in a line, for the tests of the floors that read trees.

use crate::{
    syntax::{Deprel, Feats, Number, Sentence, Tense, Token, Upos, VerbForm, VoiceFeat},
    text::Span,
};

/// The sentence of words of `form/lemma/UPOS/head/deprel` and perhaps `/features` (see [`super::Mend`]); its first word
/// begins at the character `begin`.
pub(crate) fn sentence(words: &str, begin: usize) -> Sentence {
    let mut end = begin;
    let tokens: Vec<Token> = words
        .split_whitespace()
        .map(|word| {
            let token = token(word, end);
            end = token.span.end + 1;
            token
        })
        .collect();
    Sentence { span: Span::new(begin, end), paragraph: 0, tokens }
}

fn token(word: &str, begin: usize) -> Token {
    let parts: Vec<_> = word.split('/').collect();
    let span = Span::new(begin, begin + parts[0].chars().count());
    Token {
        span,
        form: parts[0].to_owned(),
        lemma: parts[1].to_owned(),
        upos: Upos::parse(parts[2]).expect("a tag"),
        feats: parts.get(5).map(|features| feats(features)).unwrap_or_default(),
        head: parts[3].parse::<usize>().expect("a number").checked_sub(1),
        deprel: Deprel::parse(parts[4]).expect("a relation"),
        space_after: true,
    }
}

fn feats(features: &str) -> Feats {
    let mut feats = Feats::default();
    for feature in features.split('+') {
        let before = feats;
        feats.tense = feats.tense.or(Tense::parse(feature));
        feats.voice = feats.voice.or(VoiceFeat::parse(feature));
        feats.number = feats.number.or(Number::parse(feature));
        feats.verb_form = feats.verb_form.or(VerbForm::parse(feature));
        assert_ne!(feats, before, "{feature} is a feature of its own");
    }
    feats
}

/// Token indices of `first-last` or of one number, counted from 1.
pub(crate) fn range(range: &str) -> (usize, usize) {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    (first.parse::<usize>().expect("a number") - 1, last.parse::<usize>().expect("a number") - 1)
}
