//! The trained tagger and parser: a small network with 8-bit weights that gives the same trees on every processor.
//!
//! A word is seen as its row in a table of known words and as hashed beginnings, endings and shape ([`features`]); two
//! convolutions and a bidirectional LSTM turn words into vectors ([`encoder`]); heads score tags with features, arcs
//! and relations, and [`decode`] finds the best tree with one root. All products are sums of integers ([`kernels`]), so
//! no processor, no batch and no number of threads changes a bit of the result. The weights are trained by
//! `tools/train`, quantised there, and compiled into the program; `data/model/README.md` is their card.

mod decode;
mod encoder;
mod features;
mod kernels;
mod weights;

use std::sync::{Mutex, PoisonError};

use crate::syntax::neural::decode::Decoder;
use crate::syntax::neural::encoder::Encoder;
use crate::syntax::neural::kernels::{Path, products, rectify, rectify_sum, scale, sign};
use crate::syntax::neural::weights::{FARTHEST, Layer, Weights};
use crate::syntax::{Deprel, Sentence};

/// The model file.
static MODEL: &[u8] = include_bytes!("../../../data/model/english.bin");

/// Words that are parsed as one piece at most. The tokeniser cuts earlier; given sentences may be longer.
pub(super) const PIECE: usize = 256;
/// Words that go through together, unless one piece has more, and pieces.
const BATCH_WORDS: usize = 384;
const BATCH_PIECES: usize = 16;

/// The network with its weights, shared by all threads.
#[derive(Debug)]
pub(super) struct Network {
    weights: Weights,
    path: Path,
    /// Buffers that no thread is using.
    idle: Mutex<Vec<Buffers>>,
}

/// A sentence, or part of one that is too long.
#[derive(Clone, Copy, Debug)]
struct Piece {
    sentence: usize,
    start: usize,
    length: usize,
}

/// What one thread works in.
#[derive(Debug, Default)]
struct Buffers {
    pieces: Vec<Piece>,
    encoder: Encoder,
    decoder: Decoder,
    sums: Vec<i32>,
    tags: Vec<f32>,
    words: Vec<u8>,
    heads: Vec<u8>,
    wanted: Vec<i8>,
    label_words: Vec<f32>,
    label_heads: Vec<f32>,
    arcs: Vec<i32>,
    pairs: Vec<u8>,
    labels: Vec<f32>,
}

impl Network {
    /// The network that is compiled into the program, on the fastest path of this processor.
    pub(super) fn embedded() -> Self {
        Self::on(Path::best())
    }

    fn on(path: Path) -> Self {
        let weights = Weights::read(MODEL, path).expect("the model in the program is well-formed, which a test checks");
        Self { weights, path, idle: Mutex::default() }
    }

    /// Predicts tags, features, heads and relations of the sentences' words; nothing else of them is read or changed.
    pub(super) fn annotate(&self, sentences: &mut [Sentence]) {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut buffers = idle.unwrap_or_default();
        let mut pieces = std::mem::take(&mut buffers.pieces);
        pieces.clear();
        for (number, sentence) in sentences.iter().enumerate() {
            for start in (0..sentence.tokens.len()).step_by(PIECE) {
                let length = (sentence.tokens.len() - start).min(PIECE);
                pieces.push(Piece { sentence: number, start, length });
            }
        }
        pieces.sort_by_key(|piece| std::cmp::Reverse(piece.length));
        let mut rest = &pieces[..];
        while !rest.is_empty() {
            let mut words = 0;
            let fitting = rest.iter().take(BATCH_PIECES).take_while(|piece| {
                words += piece.length;
                words <= BATCH_WORDS
            });
            let (batch, others) = rest.split_at(fitting.count().max(1));
            self.batch(batch, sentences, &mut buffers);
            rest = others;
        }
        for piece in pieces.iter().filter(|piece| piece.start > 0) {
            join(&mut sentences[piece.sentence], *piece);
        }
        buffers.pieces = pieces;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(buffers);
    }

    /// Annotates pieces, the longest first.
    fn batch(&self, pieces: &[Piece], sentences: &mut [Sentence], buffers: &mut Buffers) {
        let (weights, path) = (&self.weights, self.path);
        let Buffers { encoder, decoder, sums, tags, words, heads, wanted, .. } = buffers;
        encoder.encode(
            weights,
            path,
            pieces.iter().map(|piece| {
                let tokens = &sentences[piece.sentence].tokens[piece.start..piece.start + piece.length];
                tokens.iter().map(|token| token.form.as_str())
            }),
        );
        let input = &encoder.encoded[..];
        plain(&weights.tag, path, input, sums, tags);
        rectified(&weights.arc_word, path, input, sums, words);
        rectified(&weights.arc_head, path, input, sums, heads);
        plain(&weights.label_word, path, input, sums, &mut buffers.label_words);
        plain(&weights.label_head, path, input, sums, &mut buffers.label_heads);
        let (arc, width) = (&weights.arc, weights.arc.matrix.outputs());
        let count = words.len() / arc.matrix.inputs();
        room(sums, count * width);
        arc.matrix.multiply(words, arc.matrix.inputs(), count, sums);
        wanted.resize(count * width, 0);
        for (sums, wanted) in sums.chunks_exact(width).zip(wanted.chunks_exact_mut(width)) {
            sign(path, sums, &arc.scale, &arc.shift, wanted);
        }
        let tag_width = weights.tag.matrix.outputs();
        for (piece, place) in pieces.iter().zip(&encoder.places) {
            let length = piece.length;
            buffers.arcs.resize(length * (length + 1), 0);
            let rows = place.start * width..place.end * width;
            self.score_arcs(&wanted[rows.clone()], &heads[rows], length, &mut buffers.arcs);
            let tree = decoder.tree(&buffers.arcs, length);
            let size = weights.label_word.matrix.outputs();
            buffers.pairs.resize(length * size, 0);
            for ((word, &head), pair) in tree.iter().enumerate().zip(buffers.pairs.chunks_exact_mut(size)) {
                let row = |number: usize| (place.start + number) * size..(place.start + number + 1) * size;
                let head = if head == 0 { &weights.label_root[..] } else { &buffers.label_heads[row(head - 1)] };
                rectify_sum(path, &buffers.label_words[row(word)], head, pair);
            }
            let label_width = weights.label.matrix.outputs();
            let layer = &weights.label;
            room(sums, length * label_width);
            layer.matrix.multiply(&buffers.pairs, size, length, sums);
            buffers.labels.resize(length * label_width, 0.0);
            scale(path, &sums[..length * label_width], &layer.scale, &layer.shift, &mut buffers.labels);
            let tokens = &mut sentences[piece.sentence].tokens[piece.start..piece.start + length];
            for (word, (token, &head)) in tokens.iter_mut().zip(tree).enumerate() {
                let row = place.start + word;
                let tags = tags[row * tag_width..].iter().zip(&weights.tags);
                (token.upos, token.feats) = best(tags.map(|(&score, &tag)| (score, tag))).unwrap_or(weights.tags[0]);
                let labels = buffers.labels[word * label_width..].iter().zip(&weights.labels);
                let labels = labels.filter(|&(_, &label)| label != Deprel::Root).map(|(&score, &label)| (score, label));
                (token.head, token.deprel) = match head {
                    0 => (None, Deprel::Root),
                    _ => (Some(piece.start + head - 1), best(labels).unwrap_or(Deprel::Dep)),
                };
            }
        }
    }

    /// Scores the root and each word as the head of each word of a piece: `length` rows of `length + 1` scores.
    fn score_arcs(&self, wanted: &[i8], candidates: &[u8], length: usize, arcs: &mut [i32]) {
        let (weights, path, width) = (&self.weights, self.path, self.weights.arc.matrix.outputs());
        for ((word, scores), wanted) in arcs.chunks_exact_mut(length + 1).enumerate().zip(wanted.chunks_exact(width)) {
            products(path, wanted, &weights.arc_root, &mut scores[..1]);
            products(path, wanted, candidates, &mut scores[1..]);
            let bias = &weights.distance[FARTHEST - word..];
            for (score, bias) in scores[1..].iter_mut().zip(bias) {
                *score += bias;
            }
        }
    }
}

/// Makes the tree of a later piece part of the first piece's: its root hangs loosely on the sentence's.
fn join(sentence: &mut Sentence, piece: Piece) {
    let first = sentence.tokens.iter().position(|token| token.head.is_none());
    let tokens = &mut sentence.tokens[piece.start..piece.start + piece.length];
    for token in tokens.iter_mut().filter(|token| token.head.is_none()) {
        (token.head, token.deprel) = (first, Deprel::Parataxis);
    }
}

/// The value of the greatest score; the first of equals.
fn best<T>(scores: impl Iterator<Item = (f32, T)>) -> Option<T> {
    scores.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, value)| value)
}

/// Grows a buffer to at least so many numbers.
fn room(sums: &mut Vec<i32>, count: usize) {
    sums.resize(sums.len().max(count), 0);
}

/// A layer over all rows of the encoder, as plain numbers.
fn plain(layer: &Layer, path: Path, input: &[u8], sums: &mut Vec<i32>, out: &mut Vec<f32>) {
    let (inputs, outputs) = (layer.matrix.inputs(), layer.matrix.outputs());
    let count = input.len() / inputs;
    room(sums, count * outputs);
    layer.matrix.multiply(input, inputs, count, sums);
    out.resize(count * outputs, 0.0);
    scale(path, &sums[..count * outputs], &layer.scale, &layer.shift, out);
}

/// A layer over all rows of the encoder, as rectified activations.
fn rectified(layer: &Layer, path: Path, input: &[u8], sums: &mut Vec<i32>, out: &mut Vec<u8>) {
    let (inputs, outputs) = (layer.matrix.inputs(), layer.matrix.outputs());
    let count = input.len() / inputs;
    room(sums, count * outputs);
    layer.matrix.multiply(input, inputs, count, sums);
    out.resize(count * outputs, 0);
    rectify(path, &sums[..count * outputs], &layer.scale, &layer.shift, out);
}

#[cfg(test)]
mod tests;
