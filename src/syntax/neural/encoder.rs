//! From words to vectors: a vector for the word by itself, two convolutions over its neighbours, then an LSTM in both
//! directions over the sentence.
//!
//! Several sentences go through at once, the longest first, so that each weight is fetched once for many words and the
//! running sentences of a step of the LSTM are always the first ones. All words lie in one buffer with an empty row
//! before, between and after sentences: the window of a convolution is then a plain stretch of three rows.

use std::hash::Hasher as _;
use std::ops::Range;

use rustc_hash::FxHasher;

use crate::syntax::neural::features::Reader;
use crate::syntax::neural::kernels::{Path, rectify, rectify_onto, scale, step};
use crate::syntax::neural::weights::{Layer, Weights};

/// Activation that stands for nothing where values have a sign.
const ZERO: u8 = 64;
/// Slots for vectors of words seen lately; a power of two.
const SLOTS: usize = 4_096;
/// Longest form in bytes that gets a slot.
const FORM: usize = 23;

/// Vectors of words seen lately. A word's vector is a function of its form alone, so a slot saves time and changes nothing.
#[derive(Debug, Default)]
struct Seen {
    /// Length and bytes of the form that has the slot; length 0 where it is free.
    forms: Vec<(u8, [u8; FORM])>,
    vectors: Vec<u8>,
}

/// A word whose vector is still to be computed.
#[derive(Clone, Copy, Debug)]
struct Fresh {
    row: usize,
    /// Where its vector will be kept, and for which form.
    slot: Option<(usize, (u8, [u8; FORM]))>,
}

/// Buffers of the encoder, used again for every batch.
#[derive(Debug, Default)]
pub(super) struct Encoder {
    reader: Reader,
    seen: Seen,
    fresh: Vec<Fresh>,
    bytes: Vec<u8>,
    sums: Vec<i32>,
    rows: Vec<u8>,
    next: Vec<u8>,
    gates: Vec<f32>,
    state: Vec<f32>,
    hidden: Vec<u8>,
    /// Rows of the sentences in the buffers.
    pub(super) places: Vec<Range<usize>>,
    /// The result: a row a word, both directions side by side, at the rows of `places`.
    pub(super) encoded: Vec<u8>,
}

impl Encoder {
    /// Encodes sentences, given longest first, each an iterator of forms with its length.
    pub(super) fn encode<'a, I>(&mut self, weights: &Weights, path: Path, sentences: impl Iterator<Item = I>)
    where
        I: ExactSizeIterator<Item = &'a str>,
    {
        let width = weights.kind.matrix.outputs();
        self.places.clear();
        self.rows.clear();
        self.rows.resize(width, 0);
        self.fresh.clear();
        self.bytes.clear();
        for sentence in sentences {
            let start = self.rows.len() / width;
            self.places.push(start..start + sentence.len());
            for form in sentence {
                self.look_up(weights, form);
            }
            self.rows.resize(self.rows.len() + width, 0);
        }
        self.fill(weights, path);
        for (layer, keep) in &weights.convolutions {
            self.convolve(layer, *keep, path);
        }
        let count = self.rows.len() / width;
        self.encoded.clear();
        self.encoded.resize(count * 2 * weights.directions[0].grain.len(), ZERO);
        for backward in [false, true] {
            self.run(weights, path, backward);
        }
    }

    /// Appends the vector of a word, or an empty row that [`Self::fill`] fills.
    fn look_up(&mut self, weights: &Weights, form: &str) {
        let width = weights.kind.matrix.outputs();
        if self.seen.forms.is_empty() {
            self.seen.forms.resize(SLOTS, (0, [0; FORM]));
            self.seen.vectors.resize(SLOTS * width, 0);
        }
        let row = self.rows.len() / width;
        let mut slot = None;
        if (1..=FORM).contains(&form.len()) {
            let mut hasher = FxHasher::default();
            hasher.write(form.as_bytes());
            let number = (hasher.finish() >> 20) as usize % SLOTS;
            let (length, bytes) = &self.seen.forms[number];
            if usize::from(*length) == form.len() && bytes[..form.len()] == *form.as_bytes() {
                self.rows.extend_from_slice(&self.seen.vectors[number * width..(number + 1) * width]);
                return;
            }
            let mut bytes = [0; FORM];
            bytes[..form.len()].copy_from_slice(form.as_bytes());
            slot = Some((number, (form.len() as u8, bytes)));
        }
        self.rows.resize(self.rows.len() + width, 0);
        let hashes = self.reader.hashes(form);
        let known = weights.vocabulary.binary_search(&hashes.word).map_or(0, |place| place + 1);
        self.bytes.extend_from_slice(weights.words.row(known));
        for (table, &hash) in weights.affixes.iter().zip(&hashes.affixes) {
            self.bytes.extend_from_slice(table.row(hash as usize % table.rows));
        }
        self.fresh.push(Fresh { row, slot });
    }

    /// Computes the vectors that [`Self::look_up`] did not have.
    fn fill(&mut self, weights: &Weights, path: Path) {
        let (layer, count) = (&weights.kind, self.fresh.len());
        let width = layer.matrix.outputs();
        self.sums.resize(self.sums.len().max(count * width), 0);
        self.next.resize(self.next.len().max(count * width), 0);
        layer.matrix.multiply(&self.bytes, layer.matrix.inputs(), count, &mut self.sums);
        rectify(path, &self.sums[..count * width], &layer.scale, &layer.shift, &mut self.next[..count * width]);
        for (vector, fresh) in self.next.chunks_exact(width).zip(&self.fresh) {
            self.rows[fresh.row * width..(fresh.row + 1) * width].copy_from_slice(vector);
            if let Some((slot, form)) = fresh.slot {
                self.seen.forms[slot] = form;
                self.seen.vectors[slot * width..(slot + 1) * width].copy_from_slice(vector);
            }
        }
    }

    /// Adds to each row what the layer sees in it and its neighbours.
    fn convolve(&mut self, layer: &Layer, keep: f32, path: Path) {
        let width = layer.matrix.outputs();
        let inner = self.rows.len() / width - 2;
        self.sums.resize(self.sums.len().max(inner * width), 0);
        layer.matrix.multiply(&self.rows, width, inner, &mut self.sums);
        self.next.clear();
        self.next.resize(self.rows.len(), 0);
        let place = width..width * (inner + 1);
        let sums = &self.sums[..inner * width];
        rectify_onto(path, sums, &layer.scale, &layer.shift, &self.rows[place.clone()], keep, &mut self.next[place]);
        std::mem::swap(&mut self.rows, &mut self.next);
        for place in &self.places {
            self.rows[place.end * width..(place.end + 1) * width].fill(0);
        }
    }

    /// Runs one direction of the LSTM.
    fn run(&mut self, weights: &Weights, path: Path, backward: bool) {
        let direction = &weights.directions[usize::from(backward)];
        let (size, four) = (direction.grain.len(), 4 * direction.grain.len());
        let width = weights.kind.matrix.outputs();
        let count = self.rows.len() / width;
        self.sums.resize(self.sums.len().max(count * four), 0);
        self.gates.resize(self.gates.len().max(count * four), 0.0);
        let word = &direction.word;
        word.matrix.multiply(&self.rows, width, count, &mut self.sums);
        scale(path, &self.sums[..count * four], &word.scale, &word.shift, &mut self.gates[..count * four]);
        self.state.clear();
        self.state.resize(self.places.len() * size, 0.0);
        self.hidden.clear();
        self.hidden.resize(self.places.len() * size, ZERO);
        let longest = self.places.first().map_or(0, ExactSizeIterator::len);
        let mut running = self.places.len();
        for time in 0..longest {
            while running > 0 && self.places[running - 1].len() <= time {
                running -= 1;
            }
            direction.back.matrix.multiply(&self.hidden, size, running, &mut self.sums);
            for (number, place) in self.places[..running].iter().enumerate() {
                let row = if backward { place.end - 1 - time } else { place.start + time };
                let hidden = &mut self.hidden[number * size..(number + 1) * size];
                step(
                    path,
                    &self.gates[row * four..(row + 1) * four],
                    &self.sums[number * four..(number + 1) * four],
                    &direction.back.scale,
                    &mut self.state[number * size..(number + 1) * size],
                    &direction.grain,
                    hidden,
                );
                let to = row * 2 * size + usize::from(backward) * size;
                self.encoded[to..to + size].copy_from_slice(hidden);
            }
        }
    }
}
