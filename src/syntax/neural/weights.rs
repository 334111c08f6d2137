//! The model file: what `tools/train/export.py` writes and the program carries.
//!
//! Little-endian numbers in the order in which they are read below, names as text, so that the order of the enums may
//! change without a new model. Tables stay where they are in the program's data; matrices are laid out for the path
//! that the processor takes.

use crate::syntax::neural::features::AFFIXES;
use crate::syntax::neural::kernels::{LONGEST, Matrix, Path};
use crate::syntax::{Deprel, Feats, Upos};

/// The first bytes of a model file, with the version of its layout.
const MAGIC: &[u8; 16] = b"chancery-parse-1";

/// Heads further away share the bias of this distance.
pub(super) const FARTHEST: usize = 256;

/// A model file that does not hold what it should.
#[derive(Debug, thiserror::Error)]
#[error("the model file is malformed: {0}")]
pub(super) struct Malformed(&'static str);

/// Rows of activations around their zero point 64.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) rows: usize,
    pub(super) size: usize,
    pub(super) values: &'static [u8],
}

impl Table {
    pub(super) fn row(&self, number: usize) -> &'static [u8] {
        &self.values[number * self.size..(number + 1) * self.size]
    }
}

/// A matrix with the factor and shift of each of its outputs.
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) matrix: Matrix,
    pub(super) scale: Vec<f32>,
    pub(super) shift: Vec<f32>,
}

/// One direction of the LSTM.
#[derive(Debug)]
pub(super) struct Direction {
    /// From the word, with the bias.
    pub(super) word: Layer,
    /// From the step before; its shift is not used.
    pub(super) back: Layer,
    /// Steps of an activation in 1, a cell.
    pub(super) grain: Vec<f32>,
}

/// All of it.
#[derive(Debug)]
pub(super) struct Weights {
    /// Hashes of the known words, ascending; the row of a word is its place plus 1.
    pub(super) vocabulary: Vec<u32>,
    pub(super) words: Table,
    pub(super) affixes: Vec<Table>,
    pub(super) kind: Layer,
    /// Each with what an activation before it is worth after it.
    pub(super) convolutions: Vec<(Layer, f32)>,
    pub(super) directions: [Direction; 2],
    pub(super) tag: Layer,
    pub(super) arc_word: Layer,
    pub(super) arc_head: Layer,
    pub(super) arc: Layer,
    pub(super) label_word: Layer,
    pub(super) label_head: Layer,
    pub(super) label: Layer,
    /// The root as head: activations of `arc_head`.
    pub(super) arc_root: Vec<u8>,
    /// The root as head: numbers of `label_head`.
    pub(super) label_root: Vec<f32>,
    /// Bias of an arc by head minus word, from -[`FARTHEST`] to [`FARTHEST`].
    pub(super) distance: Vec<i32>,
    pub(super) tags: Vec<(Upos, Feats)>,
    pub(super) labels: Vec<Deprel>,
}

/// Reads on from the front of the bytes.
struct Bytes(&'static [u8]);

impl Bytes {
    fn take(&mut self, count: usize) -> Result<&'static [u8], Malformed> {
        let (front, rest) = self.0.split_at_checked(count).ok_or(Malformed("it ends early"))?;
        self.0 = rest;
        Ok(front)
    }

    fn number(&mut self) -> Result<usize, Malformed> {
        let bytes: [u8; 4] = self.take(4)?.try_into().map_err(|_| Malformed("it ends early"))?;
        Ok(u32::from_le_bytes(bytes) as usize)
    }

    fn words(&mut self, count: usize) -> Result<impl Iterator<Item = [u8; 4]> + use<>, Malformed> {
        let bytes = self.take(count.checked_mul(4).ok_or(Malformed("a count is too great"))?)?;
        Ok(bytes.chunks_exact(4).map(|four| [four[0], four[1], four[2], four[3]]))
    }

    fn floats(&mut self, count: usize) -> Result<Vec<f32>, Malformed> {
        let floats: Vec<f32> = self.words(count)?.map(f32::from_le_bytes).collect();
        if floats.iter().all(|float| float.is_finite()) { Ok(floats) } else { Err(Malformed("a number is not finite")) }
    }

    fn text(&mut self) -> Result<&'static str, Malformed> {
        let size = self.number()?;
        std::str::from_utf8(self.take(size)?).map_err(|_| Malformed("names are not UTF-8"))
    }

    fn table(&mut self) -> Result<Table, Malformed> {
        let (rows, size) = (self.number()?, self.number()?);
        let values = self.take(rows.checked_mul(size).ok_or(Malformed("a table is too great"))?)?;
        if rows == 0 || values.iter().any(|&value| value > 127) {
            return Err(Malformed("a table has no rows or a value of more than 7 bits"));
        }
        Ok(Table { rows, size, values })
    }

    fn layer(&mut self, path: Path) -> Result<Layer, Malformed> {
        let (outputs, inputs, zero) = (self.number()?, self.number()?, self.number()?);
        if !outputs.is_multiple_of(16)
            || outputs == 0
            || !inputs.is_multiple_of(4)
            || inputs == 0
            || inputs > LONGEST
            || zero > 127
        {
            return Err(Malformed("a matrix has a shape that kernels do not take"));
        }
        let weights: Vec<i8> = self.take(outputs * inputs)?.iter().map(|&byte| byte.cast_signed()).collect();
        if weights.contains(&i8::MIN) {
            return Err(Malformed("a weight is -128"));
        }
        let (scale, shift) = (self.floats(outputs)?, self.floats(outputs)?);
        Ok(Layer { matrix: Matrix::new(path, &weights, inputs, i32::try_from(zero).unwrap_or(0)), scale, shift })
    }

    fn direction(&mut self, path: Path) -> Result<Direction, Malformed> {
        let (word, back) = (self.layer(path)?, self.layer(path)?);
        let grain = self.floats(back.scale.len() / 4)?;
        Ok(Direction { word, back, grain })
    }
}

impl Weights {
    /// Reads a model file for a path of the kernels.
    pub(super) fn read(file: &'static [u8], path: Path) -> Result<Self, Malformed> {
        let mut bytes = Bytes(file);
        if bytes.take(MAGIC.len())? != MAGIC {
            return Err(Malformed("it is of another kind or version"));
        }
        let tags = bytes.text()?.lines().map(tag).collect::<Option<Vec<_>>>().ok_or(Malformed("a tag is unknown"))?;
        let labels = bytes.text()?.lines().map(Deprel::parse).collect::<Option<Vec<_>>>();
        let labels = labels.ok_or(Malformed("a relation is unknown"))?;
        let known = bytes.number()?;
        let vocabulary: Vec<u32> = bytes.words(known)?.map(u32::from_le_bytes).collect();
        let words = bytes.table()?;
        let affixes = (0..AFFIXES).map(|_| bytes.table()).collect::<Result<Vec<_>, _>>()?;
        let kind = bytes.layer(path)?;
        let mut convolutions = Vec::new();
        for _ in 0..2 {
            let keep = bytes.floats(1)?;
            convolutions.push((bytes.layer(path)?, keep[0]));
        }
        let directions = [bytes.direction(path)?, bytes.direction(path)?];
        let [tag, arc_word, arc_head, arc] =
            [bytes.layer(path)?, bytes.layer(path)?, bytes.layer(path)?, bytes.layer(path)?];
        let [label_word, label_head, label] = [bytes.layer(path)?, bytes.layer(path)?, bytes.layer(path)?];
        let arc_root = bytes.take(arc_head.scale.len())?.to_vec();
        let label_root = bytes.floats(label_head.scale.len())?;
        let distance = bytes.words(2 * FARTHEST + 1)?.map(i32::from_le_bytes).collect();
        if !bytes.0.is_empty() {
            return Err(Malformed("it goes on after its end"));
        }
        let weights = Self {
            vocabulary,
            words,
            affixes,
            kind,
            convolutions,
            directions,
            tag,
            arc_word,
            arc_head,
            arc,
            label_word,
            label_head,
            label,
            arc_root,
            label_root,
            distance,
            tags,
            labels,
        };
        if weights.fits() { Ok(weights) } else { Err(Malformed("its layers do not fit together")) }
    }

    /// Whether each layer takes what the one before it gives.
    fn fits(&self) -> bool {
        let width = self.kind.matrix.outputs();
        let hidden = self.directions[0].grain.len();
        let both = 2 * hidden;
        let features = self.words.size + self.affixes.iter().map(|table| table.size).sum::<usize>();
        let shape = |layer: &Layer, inputs: usize, outputs: usize| {
            layer.matrix.inputs() == inputs && layer.matrix.outputs() == outputs
        };
        let heads = [&self.tag, &self.arc_word, &self.arc_head, &self.label_word, &self.label_head];
        self.vocabulary.len() + 1 == self.words.rows
            && self.vocabulary.is_sorted()
            && shape(&self.kind, features, width)
            && self.convolutions.iter().all(|(layer, _)| shape(layer, 3 * width, width))
            && self.directions.iter().all(|one| {
                shape(&one.word, width, 4 * hidden) && shape(&one.back, hidden, 4 * hidden) && one.grain.len() == hidden
            })
            && heads.iter().all(|layer| layer.matrix.inputs() == both)
            && self.arc.matrix.inputs() == self.arc_word.matrix.outputs()
            && self.arc.matrix.outputs() == self.arc_head.matrix.outputs()
            && self.arc.matrix.outputs().is_multiple_of(32)
            && self.arc_root.iter().all(|&value| value <= 127)
            && self.label_word.matrix.outputs() == self.label_head.matrix.outputs()
            && self.label.matrix.inputs() == self.label_word.matrix.outputs()
            && !self.tags.is_empty()
            && self.tags.len() <= self.tag.matrix.outputs()
            && self.labels.len() <= self.label.matrix.outputs()
            && self.labels.iter().any(|&label| label != Deprel::Root)
    }
}

/// A tag as the file writes it: `NOUN|Number=Sing`.
fn tag(line: &str) -> Option<(Upos, Feats)> {
    let mut parts = line.split('|');
    let upos = Upos::parse(parts.next()?)?;
    let mut feats = Feats::default();
    for part in parts {
        let (name, value) = part.split_once('=')?;
        feats.set(name, value)?;
    }
    Some((upos, feats))
}

#[cfg(test)]
mod tests {
    use super::{Weights, tag};
    use crate::syntax::neural::MODEL;
    use crate::syntax::neural::kernels::Path;
    use crate::syntax::{Feats, Number, Upos};

    #[test]
    fn tags_are_read() {
        let plural = Feats { number: Some(Number::Plur), ..Feats::default() };
        assert_eq!(tag("NOUN|Number=Plur"), Some((Upos::Noun, plural)));
        assert_eq!(tag("PUNCT"), Some((Upos::Punct, Feats::default())));
        assert_eq!(tag("NOUN|Colour=Red"), None);
    }

    #[test]
    fn a_damaged_file_is_an_error() {
        assert!(Weights::read(MODEL, Path::Portable).is_ok());
        for size in [0, 10, 16, 40, 2_000, MODEL.len() / 2, MODEL.len() - 1] {
            assert!(Weights::read(&MODEL[..size], Path::Portable).is_err(), "{size}");
        }
        assert!(Weights::read(b"chancery-parse-9", Path::Portable).is_err());
    }
}
