//! Sparse linear weights: features are hashes, each with a short row of classes and weights.
//!
//! [`Trainer`] is the averaged perceptron while it learns; [`Weights`] is what remains of it: rounded to eight bits,
//! small weights dropped, looked up by open addressing. Integer sums make scores the same on every machine.

use rustc_hash::FxHashMap;

/// Mixes a template number and values into one feature.
#[derive(Clone, Copy)]
pub(crate) struct Mix(u64);

impl Mix {
    /// The feature of a template without values.
    pub(crate) fn new(template: u64) -> Self {
        Self(template.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The feature with one value more.
    pub(crate) fn with(self, value: u64) -> Self {
        Self((self.0.rotate_left(23) ^ value).wrapping_mul(0xff51_afd7_ed55_8ccd))
    }

    /// The key in the table of weights; never 0, which marks an empty place.
    pub(crate) fn key(self) -> u32 {
        let mixed = (self.0 ^ (self.0 >> 29)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        ((mixed >> 32) as u32).max(1)
    }
}

/// Hash of a text, the same on every machine (FNV-1a).
pub(crate) fn hash(text: impl Iterator<Item = char>) -> u64 {
    text.fold(0xcbf2_9ce4_8422_2325, |sum, letter| (sum ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3))
}

/// Weights for inference.
#[derive(Debug)]
pub(crate) struct Weights {
    /// Keys by open addressing; 0 is empty. The length is a power of two.
    keys: Vec<u32>,
    /// For each place where its row begins in `pairs`, and its length.
    rows: Vec<(u32, u8)>,
    pairs: Vec<(u8, i8)>,
}

impl Weights {
    /// Reads what [`Trainer::finish`] wrote, from the front of `bytes`; `None` where they are cut off.
    pub(crate) fn read(bytes: &mut &[u8]) -> Option<Self> {
        let count = usize::try_from(take_u32(bytes)?).ok()?;
        let size = (count * 2).next_power_of_two().max(2);
        let mut weights = Self { keys: vec![0; size], rows: vec![(0, 0); size], pairs: Vec::new() };
        for _ in 0..count {
            let key = take_u32(bytes)?;
            let (&length, rest) = bytes.split_first()?;
            let (row, rest) = rest.split_at_checked(usize::from(length) * 2)?;
            *bytes = rest;
            let mut place = key as usize & (size - 1);
            while weights.keys[place] != 0 {
                place = (place + 1) & (size - 1);
            }
            weights.keys[place] = key;
            weights.rows[place] = (u32::try_from(weights.pairs.len()).ok()?, length);
            weights.pairs.extend(row.chunks_exact(2).map(|pair| (pair[0], i8::from_le_bytes([pair[1]]))));
        }
        Some(weights)
    }

    /// Adds the row of a feature to the scores.
    pub(crate) fn add(&self, key: u32, scores: &mut [i32; 256]) {
        let mask = self.keys.len() - 1;
        let mut place = key as usize & mask;
        loop {
            match self.keys[place] {
                0 => return,
                found if found == key => break,
                _ => place = (place + 1) & mask,
            }
        }
        let (begin, length) = self.rows[place];
        let begin = begin as usize;
        for &(class, weight) in &self.pairs[begin..begin + usize::from(length)] {
            scores[usize::from(class)] += i32::from(weight);
        }
    }
}

fn take_u32(bytes: &mut &[u8]) -> Option<u32> {
    let (head, rest) = bytes.split_first_chunk::<4>()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*head))
}

struct Cell {
    class: u8,
    weight: f32,
    total: f32,
    stamp: u32,
}

/// The averaged perceptron while it learns.
#[derive(Default)]
pub(crate) struct Trainer {
    index: FxHashMap<u32, u32>,
    keys: Vec<u32>,
    rows: Vec<Vec<Cell>>,
    clock: u32,
}

impl Trainer {
    /// Adds the rows of the features to the scores.
    pub(crate) fn score(&self, features: &[u32], scores: &mut [f32; 256]) {
        scores.fill(0.0);
        for row in features.iter().filter_map(|key| self.index.get(key)) {
            for cell in &self.rows[*row as usize] {
                scores[usize::from(cell.class)] += cell.weight;
            }
        }
    }

    /// One step of time; moves the weights of the features from `wrong` to `right` where these differ.
    pub(crate) fn update(&mut self, features: &[u32], right: u8, wrong: u8) {
        self.clock += 1;
        if right == wrong {
            return;
        }
        for &key in features {
            let row = *self.index.entry(key).or_insert_with(|| {
                self.keys.push(key);
                self.rows.push(Vec::new());
                u32::try_from(self.rows.len() - 1).expect("fewer features than 2^32, the keys are that many")
            });
            let row = &mut self.rows[row as usize];
            change(row, right, 1.0, self.clock);
            change(row, wrong, -1.0, self.clock);
        }
    }

    /// The averaged weights as bytes for [`Weights::read`]: `scale` steps to one, the smallest dropped so that no
    /// more than `budget` bytes remain.
    pub(crate) fn finish(&self, scale: f32, budget: usize, out: &mut Vec<u8>) {
        let mut rows: Vec<(u32, Vec<(u8, i8)>)> = Vec::new();
        for (&key, cells) in self.keys.iter().zip(&self.rows) {
            let mut row: Vec<(u8, i8)> = cells.iter().map(|cell| (cell.class, self.rounded(cell, scale))).collect();
            row.retain(|pair| pair.1 != 0);
            row.sort_unstable();
            rows.push((key, row));
        }
        rows.sort_unstable_by_key(|row| row.0);
        let mut least = 0_u8;
        loop {
            for (_, row) in &mut rows {
                row.retain(|pair| pair.1.unsigned_abs() >= least);
            }
            rows.retain(|(_, row)| !row.is_empty());
            let size: usize = rows.iter().map(|(_, row)| 5 + 2 * row.len()).sum();
            if size <= budget || least == u8::MAX {
                break;
            }
            least += 1;
        }
        out.extend_from_slice(&u32::try_from(rows.len()).expect("fewer rows than keys").to_le_bytes());
        for (key, row) in rows {
            out.extend_from_slice(&key.to_le_bytes());
            out.push(u8::try_from(row.len()).expect("fewer classes than 256"));
            for (class, weight) in row {
                out.push(class);
                out.extend_from_slice(&weight.to_le_bytes());
            }
        }
    }

    fn rounded(&self, cell: &Cell, scale: f32) -> i8 {
        let total = cell.total + cell.weight * (self.clock - cell.stamp) as f32;
        let mean = total / self.clock.max(1) as f32;
        #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of i8")]
        let rounded = (mean * scale).round().clamp(-127.0, 127.0) as i8;
        rounded
    }
}

fn change(row: &mut Vec<Cell>, class: u8, by: f32, clock: u32) {
    if let Some(cell) = row.iter_mut().find(|cell| cell.class == class) {
        cell.total += cell.weight * (clock - cell.stamp) as f32;
        cell.weight += by;
        cell.stamp = clock;
    } else {
        row.push(Cell { class, weight: by, total: 0.0, stamp: clock });
    }
}

/// A small generator of pseudo-random numbers (xorshift64), so that training gives the same bytes everywhere.
pub(crate) struct Shuffle(u64);

impl Shuffle {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.max(1))
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % (bound.max(1) as u64)).unwrap_or(0)
    }

    /// Puts the items into a new order.
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
