//! The tagger: part of speech and features as one tag, from left to right, by an averaged perceptron.

use super::weights::{Mix, Trainer, Weights, hash};
use crate::syntax::{Feats, Token, Upos};

/// A part of speech with the features that rules use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    pub(crate) upos: Upos,
    pub(crate) feats: Feats,
}

/// What features see of a word: hashes of its parts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape {
    /// The word in lower case, digits as one digit.
    pub(crate) word: u64,
    pub(crate) prefixes: [u64; 3],
    pub(crate) suffixes: [u64; 4],
    /// Capitals, digits and signs.
    pub(crate) shape: u64,
}

impl Shape {
    pub(crate) fn new(form: &str) -> Self {
        let folded: Vec<char> = form
            .chars()
            .map(|letter| match letter {
                '’' | '‘' | '`' => '\'',
                '“' | '”' => '"',
                letter if letter.is_ascii_digit() => '0',
                letter => letter.to_lowercase().next().unwrap_or(letter),
            })
            .take(40)
            .collect();
        let part = |from: usize, to: usize| hash(folded[from..to].iter().copied());
        let length = folded.len();
        let mut shape = Vec::new();
        for letter in form.chars().take(40) {
            let kind = match letter {
                letter if letter.is_uppercase() => 'A',
                letter if letter.is_alphabetic() => 'a',
                letter if letter.is_ascii_digit() => '0',
                '-' => '-',
                '.' => '.',
                _ => '_',
            };
            // At most two of a kind: "Aa", "AA", "Aaa" differ, longer runs do not.
            if shape.len() < 2 || shape[shape.len() - 2..] != [kind, kind] {
                shape.push(kind);
            }
        }
        Self {
            word: part(0, length),
            prefixes: [1, 2, 3].map(|size: usize| part(0, size.min(length))),
            suffixes: [1, 2, 3, 4].map(|size: usize| part(length - size.min(length), length)),
            shape: hash(shape.into_iter()),
        }
    }
}

/// Features of the word `at`, given the two tags before it.
pub(crate) fn features(shapes: &[Shape], at: usize, before: u8, before2: u8, out: &mut Vec<u32>) {
    out.clear();
    let none = Shape { word: 1, prefixes: [1; 3], suffixes: [1; 4], shape: 1 };
    let get = |offset: isize| at.checked_add_signed(offset).and_then(|index| shapes.get(index)).unwrap_or(&none);
    let (here, left, left2, right, right2) = (get(0), get(-1), get(-2), get(1), get(2));
    let (before, before2) = (u64::from(before), u64::from(before2));
    let mut template = 0;
    let mut push = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(Mix::new(template), |mix, &value| mix.with(value)).key());
    };
    push(&[]);
    push(&[here.word]);
    push(&[here.suffixes[0]]);
    push(&[here.suffixes[1]]);
    push(&[here.suffixes[2]]);
    push(&[here.suffixes[3]]);
    push(&[here.prefixes[0]]);
    push(&[here.prefixes[1]]);
    push(&[here.prefixes[2]]);
    push(&[here.shape]);
    push(&[here.shape, here.suffixes[1]]);
    push(&[here.shape, u64::from(at == 0), right.shape]);
    push(&[left.word]);
    push(&[left2.word]);
    push(&[right.word]);
    push(&[right2.word]);
    push(&[left.suffixes[2]]);
    push(&[right.suffixes[2]]);
    push(&[right.suffixes[1], right.shape]);
    push(&[right2.suffixes[2]]);
    push(&[left.shape, here.shape]);
    push(&[before]);
    push(&[before2]);
    push(&[before, before2]);
    push(&[before, here.word]);
    push(&[before, here.suffixes[2]]);
    push(&[before, right.word]);
    push(&[before, before2, here.word]);
    push(&[before, right.suffixes[1], here.suffixes[1]]);
    push(&[left.word, here.word]);
    push(&[here.word, right.word]);
    push(&[left.word, right.word]);
    push(&[left2.word, left.word, here.word]);
    push(&[here.word, right.word, right2.word]);
    push(&[left.word, here.suffixes[2]]);
    push(&[here.suffixes[2], right.word]);
}

/// Tags the words in order; the tag of each, as its index.
pub(crate) fn tag(weights: &Weights, classes: usize, shapes: &[Shape], tags: &mut Vec<u8>) {
    tags.clear();
    let mut keys = Vec::with_capacity(48);
    let (mut before, mut before2) = (255, 255);
    for at in 0..shapes.len() {
        features(shapes, at, before, before2, &mut keys);
        let mut scores = [0_i32; 256];
        for &key in &keys {
            weights.add(key, &mut scores);
        }
        let best = (0..classes).rev().max_by_key(|&class| scores[class]).unwrap_or(0);
        (before2, before) = (before, u8::try_from(best).unwrap_or(0));
        tags.push(before);
    }
}

/// The tag of each token in `tags`; those unknown there get the first of their part of speech.
pub(crate) fn gold(tokens: &[Token], tags: &[Tag]) -> Vec<u8> {
    tokens
        .iter()
        .map(|token| {
            let exact = tags.iter().position(|tag| tag.upos == token.upos && tag.feats == token.feats);
            let near = || tags.iter().position(|tag| tag.upos == token.upos);
            u8::try_from(exact.or_else(near).unwrap_or(0)).unwrap_or(0)
        })
        .collect()
}

/// Learns on one sentence, with the predicted tags as context.
pub(crate) fn learn(trainer: &mut Trainer, classes: usize, shapes: &[Shape], gold: &[u8]) {
    let mut keys = Vec::with_capacity(48);
    let mut scores = [0.0; 256];
    let (mut before, mut before2) = (255, 255);
    for (at, &right) in gold.iter().enumerate() {
        features(shapes, at, before, before2, &mut keys);
        trainer.score(&keys, &mut scores);
        let best = best(&scores, 0..classes);
        trainer.update(&keys, right, best);
        (before2, before) = (before, best);
    }
}

/// The class of the highest score, the first of equals.
pub(crate) fn best(scores: &[f32; 256], classes: impl Iterator<Item = usize>) -> u8 {
    let mut best = (0, f32::NEG_INFINITY);
    for class in classes {
        if scores[class] > best.1 {
            best = (class, scores[class]);
        }
    }
    u8::try_from(best.0).unwrap_or(0)
}
