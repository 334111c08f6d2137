//! The arithmetic of the network: products of 7-bit activations with 8-bit weights, and what comes between them.
//!
//! Every path gives the same bits. Products are sums of integers: an activation is at most 127 and a weight at most
//! 127 in size, so a pair of products fits the 16 bits that `maddubs` has (2·127·127 = 32,258), and a row of 512 stays
//! far below 2^24, where an `i32` turns into an `f32` without loss. What comes between the products is done number by
//! number with `f32` additions, multiplications and divisions, which IEEE 754 rounds in one way only; nothing is fused
//! and nothing is summed in an order that a processor could change.
//!
//! This is the only module of the crate with `unsafe`: vector loads by pointer, and calls of functions that need a
//! processor feature which [`Path::available`] has seen. Tests compare each path with the portable one.
#![expect(unsafe_code, reason = "vector instructions; bounds are asserted by the safe functions around them")]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    __m128i, __m256i, __m512i, _mm_add_epi32, _mm_cvtsi128_si32, _mm_loadu_si128, _mm_madd_epi16, _mm_set1_epi32,
    _mm_shuffle_epi32, _mm_storeu_si128, _mm256_add_epi32, _mm256_castsi256_si128, _mm256_dpbusd_avx_epi32,
    _mm256_extracti128_si256, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_maddubs_epi16, _mm256_set1_epi16,
    _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256, _mm512_dpbusd_epi32, _mm512_loadu_si512,
    _mm512_set1_epi32, _mm512_storeu_si512,
};

/// Longest row of a matrix: the bound on which the exactness above rests.
pub(super) const LONGEST: usize = 512;

/// Which instructions are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Path {
    /// Plain Rust, for every processor.
    Portable,
    /// `madd` on 128 bits, which every processor of the kind has.
    #[cfg(target_arch = "x86_64")]
    Sse2,
    /// `maddubs` and `madd` on 256 bits.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// `dpbusd` on 256 bits.
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    /// `dpbusd` on 512 bits.
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
}

impl Path {
    /// The paths that this processor can take, slowest first.
    pub(super) fn available() -> Vec<Self> {
        #[cfg_attr(not(target_arch = "x86_64"), expect(unused_mut, reason = "other processors have one path"))]
        let mut paths = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        paths.push(Self::Sse2);
        #[cfg(target_arch = "x86_64")]
        if is_x86_feature_detected!("avx2") {
            paths.push(Self::Avx2);
            if is_x86_feature_detected!("avxvnni") {
                paths.push(Self::AvxVnni);
            }
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni") {
                paths.push(Self::Avx512Vnni);
            }
        }
        paths
    }

    /// Whether it may use AVX2.
    #[cfg(target_arch = "x86_64")]
    fn wide(self) -> bool {
        !matches!(self, Self::Portable | Self::Sse2)
    }

    /// The fastest of them.
    pub(super) fn best() -> Self {
        *Self::available().last().expect("the portable path is always there")
    }
}

/// Weights of a layer: `outputs` rows of `inputs` numbers.
#[derive(Debug)]
pub(super) struct Matrix {
    path: Path,
    inputs: usize,
    outputs: usize,
    /// For vectors: blocks of 16 outputs, in each for every 4 inputs 16×4 weights.
    packed: Vec<i8>,
    /// For the portable path: row after row. For SSE2: blocks of 16 outputs, in each for every 2 inputs 16×2 weights.
    wide: Vec<i16>,
    /// What sums start at: minus the zero point of the activations times the sum of the row.
    start: Vec<i32>,
}

impl Matrix {
    /// Takes weights row by row; `inputs` is a multiple of 4 up to [`LONGEST`], `outputs` of 16. Activations stand for their value minus `zero`.
    pub(super) fn new(path: Path, weights: &[i8], inputs: usize, zero: i32) -> Self {
        assert!(inputs.is_multiple_of(4) && inputs > 0 && inputs <= LONGEST, "rows have a multiple of 4 weights");
        let outputs = weights.len() / inputs;
        assert!(outputs.is_multiple_of(16) && outputs * inputs == weights.len(), "rows come in blocks of 16");
        let rows = weights.chunks_exact(inputs);
        let start = rows.map(|row| -zero * row.iter().map(|&weight| i32::from(weight)).sum::<i32>()).collect();
        let mut matrix = Self { path, inputs, outputs, packed: Vec::new(), wide: Vec::new(), start };
        match path {
            Path::Portable => matrix.wide = weights.iter().map(|&weight| i16::from(weight)).collect(),
            #[cfg(target_arch = "x86_64")]
            Path::Sse2 => matrix.wide = blocks(weights, inputs, 2),
            #[cfg(target_arch = "x86_64")]
            _ => matrix.packed = blocks(weights, inputs, 4),
        }
        matrix
    }

    /// Activations that a row has.
    pub(super) fn inputs(&self) -> usize {
        self.inputs
    }

    /// Numbers that a row of the result has.
    pub(super) fn outputs(&self) -> usize {
        self.outputs
    }

    /// `out` = activations × weights, for `count` rows of activations that lie `stride` bytes apart.
    pub(super) fn multiply(&self, input: &[u8], stride: usize, count: usize, out: &mut [i32]) {
        if count == 0 {
            return;
        }
        assert!(input.len() >= (count - 1) * stride + self.inputs, "all rows of activations are there");
        assert!(out.len() >= count * self.outputs, "the result has room");
        match self.path {
            Path::Portable => self.multiply_portable(input, stride, count, out),
            // SAFETY: bounds were asserted above.
            #[cfg(target_arch = "x86_64")]
            Path::Sse2 => unsafe { self.multiply_sse2(input, stride, count, out) },
            // SAFETY: a matrix has a path only if the processor can take it; bounds were asserted above.
            #[cfg(target_arch = "x86_64")]
            Path::Avx2 => unsafe { self.multiply_avx2(input, stride, count, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Path::AvxVnni => unsafe { self.multiply_avxvnni(input, stride, count, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Path::Avx512Vnni => unsafe { self.multiply_avx512(input, stride, count, out) },
        }
    }

    /// # Safety
    /// The bounds that `multiply` asserts hold.
    #[cfg(target_arch = "x86_64")]
    unsafe fn multiply_sse2(&self, input: &[u8], stride: usize, count: usize, out: &mut [i32]) {
        for row in (0..count).step_by(2) {
            // SAFETY: rows `row..row + T` are below `count`.
            unsafe {
                let (from, to) = (input.as_ptr().add(row * stride), out.as_mut_ptr().add(row * self.outputs));
                if row + 1 < count {
                    self.tile_sse2::<2>(from, stride, to)
                } else {
                    self.tile_sse2::<1>(from, stride, to)
                }
            }
        }
    }

    /// # Safety
    /// `T` rows can be read at `input` and written at `out`.
    #[cfg(target_arch = "x86_64")]
    unsafe fn tile_sse2<const T: usize>(&self, input: *const u8, stride: usize, out: *mut i32) {
        let pairs = self.inputs / 2;
        for block in 0..self.outputs / 16 {
            // SAFETY: a block has `pairs` × 32 weights and 16 starts; rows have `pairs` × 2 activations.
            unsafe {
                let weights = self.wide.as_ptr().add(block * pairs * 32);
                let start = self.start.as_ptr().add(block * 16).cast::<__m128i>();
                let mut sums = [[0, 1, 2, 3].map(|part| _mm_loadu_si128(start.add(part))); T];
                for pair in 0..pairs {
                    let four = [0, 8, 16, 24].map(|part| _mm_loadu_si128(weights.add(pair * 32 + part).cast()));
                    for (t, sums) in sums.iter_mut().enumerate() {
                        let two = i32::from(input.add(t * stride + pair * 2).cast::<u16>().read_unaligned());
                        let value = _mm_set1_epi32(two & 0xFF | (two & 0xFF00) << 8);
                        for (sum, weight) in sums.iter_mut().zip(four) {
                            *sum = _mm_add_epi32(*sum, _mm_madd_epi16(value, weight));
                        }
                    }
                }
                for (t, sums) in sums.iter().enumerate() {
                    for (part, &sum) in sums.iter().enumerate() {
                        _mm_storeu_si128(out.add(t * self.outputs + block * 16 + part * 4).cast(), sum);
                    }
                }
            }
        }
    }

    /// Four rows at a time, so that a weight is loaded once for four products.
    fn multiply_portable(&self, input: &[u8], stride: usize, count: usize, out: &mut [i32]) {
        let size = self.inputs;
        let mut rows = [[0i16; LONGEST]; 4];
        for first in (0..count).step_by(4) {
            let some = (count - first).min(4);
            for (row, from) in rows.iter_mut().zip(first..first + some) {
                for (to, &byte) in row.iter_mut().zip(&input[from * stride..from * stride + size]) {
                    *to = i16::from(byte);
                }
            }
            let [a, b, c, d] = &rows;
            let (a, b, c, d) = (&a[..size], &b[..size], &c[..size], &d[..size]);
            for (output, weights) in self.wide.chunks_exact(size).enumerate() {
                let start = self.start[output];
                let sums = [dot(weights, a), dot(weights, b), dot(weights, c), dot(weights, d)];
                for (number, sum) in sums.iter().enumerate().take(some) {
                    out[(first + number) * self.outputs + output] = start + sum;
                }
            }
        }
    }
}

/// Weights in blocks of 16 rows, in each `step` columns of all its rows, then the next.
#[cfg(target_arch = "x86_64")]
fn blocks<T: From<i8>>(weights: &[i8], inputs: usize, step: usize) -> Vec<T> {
    let mut blocks = Vec::with_capacity(weights.len());
    for block in weights.chunks_exact(16 * inputs) {
        for column in (0..inputs).step_by(step) {
            for row in block.chunks_exact(inputs) {
                blocks.extend(row[column..column + step].iter().map(|&weight| T::from(weight)));
            }
        }
    }
    blocks
}

/// The pattern that compilers turn into `pmaddwd` and its like.
#[inline(always)]
fn dot(weights: &[i16], row: &[i16]) -> i32 {
    weights.iter().zip(row).map(|(&weight, &value)| i32::from(weight) * i32::from(value)).sum()
}

/// Writes a vector path: the function for all rows, and the tile that keeps `T` rows × 16 outputs in registers.
#[cfg(target_arch = "x86_64")]
macro_rules! narrow {
    ($name:ident, $tile:ident, $features:literal, |$sum:ident, $value:ident, $weight:ident| $step:expr) => {
        impl Matrix {
            /// # Safety
            /// The processor has the features; the bounds that `multiply` asserts hold.
            #[target_feature(enable = $features)]
            unsafe fn $name(&self, input: &[u8], stride: usize, count: usize, out: &mut [i32]) {
                let mut row = 0;
                while row < count {
                    // SAFETY: rows `row..row + T` are below `count`.
                    let (from, to) =
                        unsafe { (input.as_ptr().add(row * stride), out.as_mut_ptr().add(row * self.outputs)) };
                    // SAFETY: as above.
                    row += unsafe {
                        match count - row {
                            1 => self.$tile::<1>(from, stride, to),
                            2 => self.$tile::<2>(from, stride, to),
                            3 => self.$tile::<3>(from, stride, to),
                            _ => self.$tile::<4>(from, stride, to),
                        }
                    };
                }
            }

            /// # Safety
            /// The processor has the features; `T` rows can be read at `input` and written at `out`.
            #[target_feature(enable = $features)]
            #[inline]
            unsafe fn $tile<const T: usize>(&self, input: *const u8, stride: usize, out: *mut i32) -> usize {
                let quads = self.inputs / 4;
                for block in 0..self.outputs / 16 {
                    // SAFETY: a block has `quads` × 64 weights and 16 starts; rows have `quads` × 4 activations.
                    unsafe {
                        let weights = self.packed.as_ptr().add(block * quads * 64);
                        let start = self.start.as_ptr().add(block * 16);
                        let (low, high) = (_mm256_loadu_si256(start.cast()), _mm256_loadu_si256(start.add(8).cast()));
                        let (mut lows, mut highs) = ([low; T], [high; T]);
                        for quad in 0..quads {
                            let low = _mm256_loadu_si256(weights.add(quad * 64).cast());
                            let high = _mm256_loadu_si256(weights.add(quad * 64 + 32).cast());
                            for t in 0..T {
                                let four = input.add(t * stride + quad * 4).cast::<i32>().read_unaligned();
                                let $value = _mm256_set1_epi32(four);
                                let ($sum, $weight) = (lows[t], low);
                                lows[t] = $step;
                                let ($sum, $weight) = (highs[t], high);
                                highs[t] = $step;
                            }
                        }
                        for t in 0..T {
                            let to = out.add(t * self.outputs + block * 16);
                            _mm256_storeu_si256(to.cast(), lows[t]);
                            _mm256_storeu_si256(to.add(8).cast(), highs[t]);
                        }
                    }
                }
                T
            }
        }
    };
}

#[cfg(target_arch = "x86_64")]
narrow!(multiply_avx2, tile_avx2, "avx2", |sum, value, weight| madd(sum, value, weight));
#[cfg(target_arch = "x86_64")]
narrow!(multiply_avxvnni, tile_avxvnni, "avx2,avxvnni", |sum, value, weight| _mm256_dpbusd_avx_epi32(
    sum, value, weight
));

/// `dpbusd` by instructions of AVX2; exact because activations have 7 bits.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
#[inline]
fn madd(sum: __m256i, value: __m256i, weight: __m256i) -> __m256i {
    _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_maddubs_epi16(value, weight), _mm256_set1_epi16(1)))
}

#[cfg(target_arch = "x86_64")]
impl Matrix {
    /// # Safety
    /// The processor has the features; the bounds that `multiply` asserts hold.
    #[target_feature(enable = "avx512f,avx512vnni")]
    unsafe fn multiply_avx512(&self, input: &[u8], stride: usize, count: usize, out: &mut [i32]) {
        let mut row = 0;
        while row < count {
            // SAFETY: rows `row..row + T` are below `count`.
            row += unsafe {
                let (from, to) = (input.as_ptr().add(row * stride), out.as_mut_ptr().add(row * self.outputs));
                match count - row {
                    1 => self.tile_avx512::<1>(from, stride, to),
                    2 => self.tile_avx512::<2>(from, stride, to),
                    3 => self.tile_avx512::<3>(from, stride, to),
                    4..=7 => self.tile_avx512::<4>(from, stride, to),
                    _ => self.tile_avx512::<8>(from, stride, to),
                }
            };
        }
    }

    /// # Safety
    /// The processor has the features; `T` rows can be read at `input` and written at `out`.
    #[target_feature(enable = "avx512f,avx512vnni")]
    #[inline]
    unsafe fn tile_avx512<const T: usize>(&self, input: *const u8, stride: usize, out: *mut i32) -> usize {
        let quads = self.inputs / 4;
        let blocks = self.outputs / 16;
        let mut block = 0;
        while block < blocks {
            // Two blocks at once halve the loads of activations; an odd last block is done by itself.
            let second = usize::from(block + 1 < blocks);
            // SAFETY: block and block + second exist; see `narrow!` for what they hold.
            unsafe {
                let near = self.packed.as_ptr().add(block * quads * 64);
                let far = near.add(second * quads * 64);
                let start = self.start.as_ptr().add(block * 16);
                let mut nears: [__m512i; T] = [_mm512_loadu_si512(start.cast()); T];
                let mut fars: [__m512i; T] = [_mm512_loadu_si512(start.add(second * 16).cast()); T];
                for quad in 0..quads {
                    let weights = _mm512_loadu_si512(near.add(quad * 64).cast());
                    let others = _mm512_loadu_si512(far.add(quad * 64).cast());
                    for t in 0..T {
                        let four = input.add(t * stride + quad * 4).cast::<i32>().read_unaligned();
                        let value = _mm512_set1_epi32(four);
                        nears[t] = _mm512_dpbusd_epi32(nears[t], value, weights);
                        fars[t] = _mm512_dpbusd_epi32(fars[t], value, others);
                    }
                }
                for t in 0..T {
                    let to = out.add(t * self.outputs + block * 16);
                    _mm512_storeu_si512(to.cast(), nears[t]);
                    _mm512_storeu_si512(to.add(second * 16).cast(), fars[t]);
                }
            }
            block += 1 + second;
        }
        T
    }
}

/// Products of one row of signed numbers with many rows of activations of the same length, a multiple of 32.
pub(super) fn products(path: Path, row: &[i8], input: &[u8], out: &mut [i32]) {
    let size = row.len();
    assert!(size > 0 && size.is_multiple_of(32) && size <= LONGEST, "rows have a multiple of 32 numbers");
    assert!(input.len() >= out.len() * size, "all rows of activations are there");
    #[cfg(target_arch = "x86_64")]
    if path.wide() {
        // SAFETY: the processor has AVX2 on wide paths; bounds were asserted above.
        unsafe { products_avx2(row, input, out) };
        return;
    }
    let _ = path;
    for (to, values) in out.iter_mut().zip(input.chunks_exact(size)) {
        *to = values.iter().zip(row).map(|(&value, &weight)| i32::from(value) * i32::from(weight)).sum();
    }
}

/// # Safety
/// The processor has AVX2; the bounds that `products` asserts hold.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
unsafe fn products_avx2(row: &[i8], input: &[u8], out: &mut [i32]) {
    for (number, to) in out.iter_mut().enumerate() {
        let mut sum = _mm256_setzero_si256();
        for place in (0..row.len()).step_by(32) {
            // SAFETY: 32 numbers can be read at `place` of the row and of each row of activations.
            unsafe {
                let weight = _mm256_loadu_si256(row.as_ptr().add(place).cast());
                let value = _mm256_loadu_si256(input.as_ptr().add(number * row.len() + place).cast());
                sum = madd(sum, value, weight);
            }
        }
        let four = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256::<1>(sum));
        let two = _mm_add_epi32(four, _mm_shuffle_epi32::<0b01_00_11_10>(four));
        *to = _mm_cvtsi128_si32(_mm_add_epi32(two, _mm_shuffle_epi32::<0b10_11_00_01>(two)));
    }
}

/// Compiles a function twice, plainly and with AVX2: number-by-number arithmetic gives the same bits either way.
macro_rules! twice {
    ($(#[$meta:meta])* fn $name:ident($($argument:ident: $type:ty),* $(,)?) $body:block) => {
        $(#[$meta])*
        pub(super) fn $name(path: Path, $($argument: $type),*) {
            #[inline(always)]
            fn plain($($argument: $type),*) $body
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn vector($($argument: $type),*) {
                plain($($argument),*);
            }
            #[cfg(target_arch = "x86_64")]
            if path.wide() {
                // SAFETY: the processor has AVX2 on wide paths.
                unsafe { vector($($argument),*) };
                return;
            }
            let _ = path;
            plain($($argument),*);
        }
    };
}

/// Rounds a number of 0 to 127, ties to even, by the width of the mantissa.
#[inline(always)]
fn seven_bits(value: f32) -> u8 {
    let low = if value > 0.0 { value } else { 0.0 };
    let both = if low < 127.0 { low } else { 127.0 };
    (both + 8_388_608.0).to_bits() as u8
}

/// Rounds a number of -127 to 127 in the same way.
#[inline(always)]
fn eight_bits(value: f32) -> i8 {
    let low = if value > -127.0 { value } else { -127.0 };
    let both = if low < 127.0 { low } else { 127.0 };
    (both + 12_582_912.0).to_bits() as u8 as i8
}

/// The hyperbolic tangent by a Padé quotient; off by less than 0.0002.
#[inline(always)]
fn tanh(value: f32) -> f32 {
    let low = if value > -4.97 { value } else { -4.97 };
    let x = if low < 4.97 { low } else { 4.97 };
    let square = x * x;
    let above = x * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    let below = 135_135.0 + square * (62_370.0 + square * (3_150.0 + square * 28.0));
    above / below
}

#[inline(always)]
fn sigmoid(value: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * value)
}

twice! {
    /// Sums to activations of a rectified layer: scaled, shifted, cut at 0 and rounded.
    fn rectify(sums: &[i32], scale: &[f32], shift: &[f32], out: &mut [u8]) {
        let size = scale.len();
        for (sums, out) in sums.chunks_exact(size).zip(out.chunks_exact_mut(size)) {
            for (((to, &sum), &scale), &shift) in out.iter_mut().zip(sums).zip(scale).zip(shift) {
                *to = seven_bits(sum as f32 * scale + shift);
            }
        }
    }
}

twice! {
    /// The same, added to `rest` activations times `keep`.
    fn rectify_onto(sums: &[i32], scale: &[f32], shift: &[f32], rest: &[u8], keep: f32, out: &mut [u8]) {
        let size = scale.len();
        for ((sums, rest), out) in sums.chunks_exact(size).zip(rest.chunks_exact(size)).zip(out.chunks_exact_mut(size)) {
            for ((((to, &sum), &scale), &shift), &rest) in out.iter_mut().zip(sums).zip(scale).zip(shift).zip(rest) {
                let value = sum as f32 * scale + shift;
                let value = if value > 0.0 { value } else { 0.0 };
                *to = seven_bits(value + f32::from(rest) * keep);
            }
        }
    }
}

twice! {
    /// Sums to plain numbers.
    fn scale(sums: &[i32], scale: &[f32], shift: &[f32], out: &mut [f32]) {
        let size = scale.len();
        for (sums, out) in sums.chunks_exact(size).zip(out.chunks_exact_mut(size)) {
            for (((to, &sum), &scale), &shift) in out.iter_mut().zip(sums).zip(scale).zip(shift) {
                *to = sum as f32 * scale + shift;
            }
        }
    }
}

twice! {
    /// Sums to signed numbers of 8 bits.
    fn sign(sums: &[i32], scale: &[f32], shift: &[f32], out: &mut [i8]) {
        for (((to, &sum), &scale), &shift) in out.iter_mut().zip(sums).zip(scale).zip(shift) {
            *to = eight_bits(sum as f32 * scale + shift);
        }
    }
}

twice! {
    /// The sum of two plain rows as activations of a rectified layer.
    fn rectify_sum(left: &[f32], right: &[f32], out: &mut [u8]) {
        for ((to, &left), &right) in out.iter_mut().zip(left).zip(right) {
            *to = seven_bits(left + right);
        }
    }
}

twice! {
    /// One step of an LSTM of `state.len()` cells: gates (input, forget, cell, output) from the word, `word`, and from
    /// the step before, `sums` times `scale`; `out` gets the new activations around their zero point 64.
    fn step(word: &[f32], sums: &[i32], scale: &[f32], state: &mut [f32], grain: &[f32], out: &mut [u8]) {
        let size = state.len();
        let (word, sums, scale) = (&word[..4 * size], &sums[..4 * size], &scale[..4 * size]);
        let (grain, out) = (&grain[..size], &mut out[..size]);
        for cell in 0..size {
            let gate = |place: usize| word[place] + sums[place] as f32 * scale[place];
            let input = sigmoid(gate(cell));
            let forget = sigmoid(gate(size + cell));
            let fresh = tanh(gate(2 * size + cell));
            let output = sigmoid(gate(3 * size + cell));
            let value = forget * state[cell] + input * fresh;
            state[cell] = value;
            out[cell] = seven_bits(output * tanh(value) * grain[cell] + 64.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Matrix, Path, eight_bits, products, rectify, rectify_onto, rectify_sum, scale, seven_bits, sign, step, tanh,
    };

    /// Numbers without a pattern, the same on every run.
    fn numbers(count: usize, seed: u32) -> Vec<u32> {
        let mut state = seed.wrapping_mul(2_654_435_761) | 1;
        let next = || {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    fn activations(count: usize, seed: u32) -> Vec<u8> {
        numbers(count, seed).into_iter().map(|number| (number % 128) as u8).collect()
    }

    fn weights(count: usize, seed: u32) -> Vec<i8> {
        numbers(count, seed)
            .into_iter()
            .map(|number| (number % 255) as u8 as i8)
            .map(|weight| weight.max(-127))
            .collect()
    }

    fn floats(count: usize, seed: u32) -> Vec<f32> {
        numbers(count, seed).into_iter().map(|number| (number % 20_001) as f32 / 5_000.0 - 2.0).collect()
    }

    #[test]
    fn every_path_multiplies_alike() {
        for (inputs, outputs) in [(4, 16), (368, 160), (480, 48), (320, 16 * 5), (512, 32)] {
            for count in [0, 1, 2, 3, 5, 8, 13] {
                let (row, from) = (weights(inputs * outputs, 3), activations((count + 1) * (inputs + 5), 4));
                let mut wanted = vec![0; count * outputs];
                for (place, to) in wanted.iter_mut().enumerate() {
                    let (t, o) = (place / outputs, place % outputs);
                    *to = (0..inputs)
                        .map(|i| (i32::from(from[t * (inputs + 5) + i]) - 64) * i32::from(row[o * inputs + i]))
                        .sum();
                }
                for path in Path::available() {
                    let mut got = vec![0; count * outputs];
                    Matrix::new(path, &row, inputs, 64).multiply(&from, inputs + 5, count, &mut got);
                    assert_eq!(got, wanted, "{path:?} {inputs}×{outputs}×{count}");
                }
            }
        }
    }

    #[test]
    fn the_greatest_numbers_do_not_overflow() {
        for weight in [127, -127] {
            for path in Path::available() {
                let mut got = vec![0; 16];
                Matrix::new(path, &[weight; 512 * 16], 512, 0).multiply(&[127; 512], 512, 1, &mut got);
                assert_eq!(got, [512 * 127 * i32::from(weight); 16], "{path:?}");
                let mut got = [0; 2];
                products(path, &[weight; 96], &[127; 192], &mut got);
                assert_eq!(got, [96 * 127 * i32::from(weight); 2], "{path:?}");
            }
        }
    }

    #[test]
    fn every_path_does_the_rest_alike() {
        let size = 48;
        let sums: Vec<i32> = numbers(4 * size, 1).into_iter().map(|number| (number % 40_001) as i32 - 20_000).collect();
        let factors: Vec<f32> = floats(4 * size, 2).into_iter().map(|number| number / 1_000.0).collect();
        let (shifts, bytes, row) = (floats(4 * size, 3), activations(4 * size, 4), weights(96, 5));
        let run = |path| {
            let mut bytes_out = vec![vec![0; size]; 5];
            rectify(path, &sums, &factors[..size], &shifts[..size], &mut bytes_out[0]);
            rectify_onto(path, &sums, &factors[..size], &shifts[..size], &bytes, 0.7, &mut bytes_out[1]);
            rectify_sum(path, &shifts, &factors, &mut bytes_out[2]);
            let mut state = floats(size, 6);
            step(path, &shifts, &sums, &factors, &mut state, &[63.0; 48], &mut bytes_out[3]);
            let mut plain = vec![0.0; size];
            scale(path, &sums, &factors[..size], &shifts[..size], &mut plain);
            let mut signed = vec![0; size];
            sign(path, &sums, &factors, &shifts, &mut signed);
            let mut arcs = [0; 2];
            products(path, &row, &bytes, &mut arcs);
            let bits = |numbers: &[f32]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
            (bytes_out, bits(&state), bits(&plain), signed, arcs)
        };
        let wanted = run(Path::Portable);
        for path in Path::available() {
            assert_eq!(run(path), wanted, "{path:?}");
        }
    }

    #[test]
    fn rounding_and_tangent() {
        let rounded: Vec<u8> = [-3.0, 0.4, 0.5, 1.5, 126.6, 300.0].into_iter().map(seven_bits).collect();
        assert_eq!(rounded, [0, 0, 0, 2, 127, 127]);
        let rounded: Vec<i8> = [-300.0, -1.6, -0.5, 0.6, 126.4].into_iter().map(eight_bits).collect();
        assert_eq!(rounded, [-127, -2, 0, 1, 126]);
        for step in -1_000..=1_000 {
            let x = step as f32 / 100.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-4, "{x}");
        }
    }
}
