//! A linear tagger and greedy dependency parser: the first model behind [`super::Parser`].
//!
//! Small and fast rather than strong: averaged perceptrons over hashed features, trained in minutes by [`train`].
//! It stands apart from words, lemmas and scores so that another model can take its place.

mod tagger;
mod train;
mod transitions;
mod weights;

pub use train::train;

use crate::syntax::{Deprel, Sentence, conllu};
use tagger::{Shape, Tag};
use transitions::{CLASSES, LABELS, Move, State, class, step_of};
use weights::Weights;

/// First bytes of the model's file, with its version.
const MAGIC: &[u8; 8] = b"chlin\x00\x00\x01";

/// The tagger and the parser with their weights.
#[derive(Debug)]
pub struct Linear {
    tags: Vec<Tag>,
    tagger: Weights,
    parser: Weights,
}

impl Linear {
    /// Reads what [`train`] wrote; `None` where the bytes are no such model.
    #[must_use]
    pub fn read(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        *bytes = bytes.strip_prefix(MAGIC)?;
        let (&count, rest) = bytes.split_first()?;
        *bytes = rest;
        let mut tags = Vec::new();
        for _ in 0..count {
            let (&length, rest) = bytes.split_first()?;
            let (name, rest) = rest.split_at_checked(usize::from(length))?;
            *bytes = rest;
            tags.push(parse_tag(std::str::from_utf8(name).ok()?)?);
        }
        Some(Self { tags, tagger: Weights::read(bytes)?, parser: Weights::read(bytes)? })
    }

    /// Predicts parts of speech, features, heads and relations over the sentence's forms.
    pub fn annotate(&self, sentence: &mut Sentence) {
        let shapes: Vec<Shape> = sentence.tokens.iter().map(|token| Shape::new(&token.form)).collect();
        let mut tags = Vec::with_capacity(shapes.len());
        tagger::tag(&self.tagger, self.tags.len(), &shapes, &mut tags);
        let coarse = coarse(&tags, &self.tags);
        let mut state = State::new(shapes.len());
        let mut keys = Vec::with_capacity(128);
        while !state.is_final() {
            state.features(&shapes, &tags, &coarse, &mut keys);
            let mut scores = [0_i32; 256];
            for &key in &keys {
                self.parser.add(key, &mut scores);
            }
            let mut best: Option<(usize, i32)> = None;
            for candidate in legal(&state) {
                if best.is_none_or(|(_, score)| scores[candidate] > score) {
                    best = Some((candidate, scores[candidate]));
                }
            }
            // A state that is not final always has a step: shift, or reduce to the right, or attach the root.
            let Some((step, label)) = best.map(|(found, _)| step_of(found)) else { break };
            state.apply(step, label);
        }
        for (index, token) in sentence.tokens.iter_mut().enumerate() {
            let tag = self.tags[usize::from(tags[index])];
            token.upos = tag.upos;
            token.feats = tag.feats;
            token.head = state.heads[index];
            token.deprel = Deprel::ALL[state.labels[index]];
        }
    }
}

/// The classes that may be taken in a state.
fn legal(state: &State) -> impl Iterator<Item = usize> + '_ {
    [Move::Shift, Move::Left, Move::Right].into_iter().filter(|&step| state.may(step)).flat_map(move |step| {
        let labels = if step == Move::Shift { 0..1 } else { 0..LABELS };
        labels
            .filter(move |&label| step == Move::Shift || state.label_fits(step, label))
            .map(move |label| class(step, label))
    })
}

/// The part of speech of each tag, as a number.
fn coarse(tags: &[u8], names: &[Tag]) -> Vec<u8> {
    tags.iter().map(|&tag| names.get(usize::from(tag)).map_or(255, |name| name.upos as u8)).collect()
}

fn parse_tag(name: &str) -> Option<Tag> {
    let (upos, feats) = name.split_once('|')?;
    Some(Tag { upos: crate::syntax::Upos::parse(upos)?, feats: conllu::parse_feats(feats) })
}

fn format_tag(tag: &Tag) -> String {
    format!("{}|{}", tag.upos.as_str(), conllu::format_feats(&tag.feats))
}

const _: () = assert!(CLASSES <= 256, "a class fits a byte");
