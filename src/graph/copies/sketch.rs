//! The sketch of an article's text, and whether two sketches are those of near-copies.
//!
//! A sketch is the hashes of the text's runs of five words. The hashes below a fixed bound (a
//! sample of one run in sixteen, the same runs in every article: MinHash with one band a hash) serve as keys, by which copies
//! find each other; a short cut shares its keys with the long text that it came from.
//!
//! The comparison is exact: two articles are near-copies when a large part of the smaller one's runs are in the other. An
//! outlet's own articles share its standing phrases, so between them much more must be shared. What two articles share
//! at their very ends (a footer, a note on the author, a standing first line) may be boilerplate, however few articles
//! have it; so some part of what lies between the ends must be shared too.

/// Words in a run.
const RUN: usize = 5;

/// Hashes in a sketch: all of them in a text of up to about as many words; of a longer text the smallest, which are a
/// sample of it.
const SIZE: usize = 2048;

/// Hashes below this are keys, one in sixteen.
const KEY_BOUND: u32 = u32::MAX / 16;

/// The most keys of an article, and the fewest.
const KEYS: std::ops::RangeInclusive<usize> = 4..=48;

/// An article with fewer runs than this has no sketch: too short to tell a copy from a coincidence.
const SHORTEST: usize = 20;

/// The part of the smaller article's runs that makes a near-copy. Independent reports of one statement share its
/// quotations, rarely a quarter of their words.
const PART: f64 = 0.4;

/// The same between articles of one outlet, which share its headers and footers.
const PART_OF_OUTLET: f64 = 0.7;

/// Runs at the end of an article that may be a footer, and what part of a short article they are at the most.
const FOOTER: (usize, f64) = (160, 0.75);

/// Runs at its beginning that may be a header, and their part.
const HEADER: (usize, f64) = (16, 0.25);

/// What part of the share that makes a copy must be found between the ends too. Bodies that differ share nothing; a copy
/// under a new lead still shares something.
const BODY: f64 = 0.7;

/// Fewer common runs than this, about a sentence, are no copy.
const FEWEST: usize = 10;

/// The fingerprint of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sketch {
    /// The number of different runs.
    pub(super) count: usize,
    /// The smallest hashes, sorted.
    pub(super) hashes: Vec<u32>,
    /// Those of them that stand at the beginning of the text, and those at its end.
    ends: [Vec<u32>; 2],
}

impl Sketch {
    /// The sketch of a text; `None` where it is too short.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let words = words(text);
        let runs: Vec<u32> = words.windows(RUN).map(|run| (hash(run.iter().copied()) >> 32) as u32).collect();
        let mut hashes = runs.clone();
        hashes.sort_unstable();
        hashes.dedup();
        let count = hashes.len();
        hashes.truncate(SIZE);
        let most = |(most, part): (usize, f64)| most.min((runs.len() as f64 * part) as usize);
        let known = |runs: &[u32]| {
            let mut known: Vec<u32> = runs.iter().copied().filter(|run| hashes.binary_search(run).is_ok()).collect();
            known.sort_unstable();
            known.dedup();
            known
        };
        let ends = [known(&runs[..most(HEADER)]), known(&runs[runs.len() - most(FOOTER)..])];
        (count >= SHORTEST).then_some(Self { count, hashes, ends })
    }

    /// The text form: the count, the sorted hashes, and which of them stand at the beginning and at the end, by place.
    pub(crate) fn encode(&self) -> String {
        let mut text = format!("{}:", self.count);
        put(&self.hashes, &mut text);
        for end in &self.ends {
            let places = end.iter().filter_map(|hash| u32::try_from(self.hashes.binary_search(hash).ok()?).ok());
            let places: Vec<u32> = places.collect();
            text.push(':');
            put(&places, &mut text);
        }
        text
    }

    /// Reads the text form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let count = parts.next()?.parse().ok()?;
        let hashes = take(parts.next()?)?;
        let mut end = || -> Option<Vec<u32>> {
            let places = take(parts.next()?)?;
            places.iter().map(|at| hashes.get(usize::try_from(*at).ok()?).copied()).collect()
        };
        let ends = [end()?, end()?];
        (hashes.len() <= count).then_some(Self { count, hashes, ends })
    }

    /// The hashes by which copies find each other.
    pub(crate) fn keys(&self) -> &[u32] {
        let below = self.hashes.partition_point(|hash| *hash < KEY_BOUND);
        &self.hashes[..below.clamp(*KEYS.start(), *KEYS.end()).min(self.hashes.len())]
    }

    /// Up to which hash the sketch is complete.
    fn reach(&self) -> u32 {
        if self.hashes.len() == self.count { u32::MAX } else { self.hashes.last().copied().unwrap_or(u32::MAX) }
    }

    /// The hashes up to a bound.
    fn within(&self, reach: u32) -> &[u32] {
        &self.hashes[..self.hashes.partition_point(|hash| *hash <= reach)]
    }

    /// Whether `part` of the smaller one's runs are in both, and some of those between the ends; `left` are the runs of
    /// this one that count. Where both sketches are complete this is exact, else it holds for the hashes up to which both are.
    fn shares(&self, left: &[u32], other: &Self, part: f64) -> bool {
        let reach = self.reach().min(other.reach());
        let own = &left[..left.partition_point(|hash| *hash <= reach)];
        let others = other.within(reach);
        let both = common(own, others);
        let smaller = if self.count <= other.count { self.within(reach) } else { others };
        if both.len() < FEWEST.min(smaller.len()) || (both.len() as f64) < part * smaller.len() as f64 {
            return false;
        }
        let mut ends: Vec<u32> = Vec::new();
        for (one, other) in self.ends.iter().zip(&other.ends) {
            ends.extend(common(one, other));
        }
        ends.sort_unstable();
        let between = |runs: &[u32]| runs.iter().filter(|run| ends.binary_search(run).is_err()).count();
        let body = between(smaller);
        body < FEWEST || between(&both) as f64 >= BODY * part * body as f64
    }
}

/// The hash of each word of a text. House styles differ in dots and apostrophes (U.S., US) and in capitals.
fn words(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    for word in text.split(|letter: char| !letter.is_alphanumeric() && !INSIDE.contains(&letter)) {
        let letters = word.chars().filter(|letter| !INSIDE.contains(letter)).flat_map(char::to_lowercase);
        let mut letters = letters.map(u64::from).peekable();
        if letters.peek().is_some() {
            words.push(hash(letters));
        }
    }
    words
}

/// The hash of the words of a sentence in one text; empty where there are none.
pub(crate) fn words_hash(sentence: &str) -> String {
    let words = words(sentence);
    if words.is_empty() { String::new() } else { format!("{:016x}", hash(words.into_iter())) }
}

/// Writes growing numbers: their differences, each in digits of five bits, the lowest first, with a sixth bit where more
/// follow.
fn put(numbers: &[u32], text: &mut String) {
    let mut last = 0;
    for number in numbers {
        let mut rest = number - last;
        last = *number;
        loop {
            let digit = (rest & 31) as usize;
            rest >>= 5;
            text.push(char::from(DIGITS[digit | usize::from(rest > 0) << 5]));
            if rest == 0 {
                break;
            }
        }
    }
}

/// Reads them.
fn take(digits: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    let (mut last, mut value, mut shift) = (0_u32, 0_u64, 0);
    for digit in digits.bytes() {
        let digit = VALUES[usize::from(digit)];
        if digit > 63 {
            return None;
        }
        value |= u64::from(digit & 31) << shift;
        shift += 5;
        if digit & 32 == 0 {
            last = last.checked_add(u32::try_from(value).ok()?)?;
            numbers.push(last);
            (value, shift) = (0, 0);
        } else if shift > 30 {
            return None;
        }
    }
    (shift == 0).then_some(numbers)
}

/// Characters inside a word that a house style may leave out.
const INSIDE: [char; 3] = ['.', '\'', '\u{2019}'];

/// The digits of a sketch's text form.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What each byte is worth as a digit; 255 where it is none.
const VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut digit = 0;
    while digit < 64 {
        values[DIGITS[digit] as usize] = digit as u8;
        digit += 1;
    }
    values
};

/// The numbers that two sorted lists have in common.
fn common(one: &[u32], other: &[u32]) -> Vec<u32> {
    let (mut left, mut right, mut both) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        if a == b {
            both.push(*a);
        }
        left += usize::from(a <= b);
        right += usize::from(b <= a);
    }
    both
}

/// A key as text.
pub(crate) fn key_text(key: u32) -> String {
    format!("{key:08x}")
}

/// FNV-1a over numbers, with a final mix so that the high bits are as good as the low ones; fixed for all time, because
/// sketches lie in stores.
pub(super) fn hash(numbers: impl Iterator<Item = u64>) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for number in numbers {
        for byte in number.to_le_bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// What is known of an article for the search of copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) sketch: Sketch,
    /// Day of publication; empty where it is not known.
    pub(crate) published: String,
    /// The outlet; empty where it is not known.
    pub(crate) outlet: String,
}

impl Printed {
    /// Whether one is a near-copy of the other, as far as the runs that are left of this one go.
    pub(super) fn is_copy(&self, left: &[u32], other: &Self) -> bool {
        let same = !self.outlet.is_empty() && self.outlet == other.outlet;
        self.sketch.shares(left, &other.sketch, if same { PART_OF_OUTLET } else { PART })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of made-up words, the same for the same numbers.
    fn text(words: std::ops::Range<u64>) -> String {
        words.map(|number| format!("w{} ", hash([number].into_iter()) % 5000)).collect()
    }

    #[test]
    fn sketches_come_back() {
        let sketch = Sketch::of(&text(0..400)).expect("long enough");
        assert_eq!((sketch.hashes.len(), sketch.count), (396, 396));
        assert_eq!(Sketch::parse(&sketch.encode()), Some(sketch));
        let long = Sketch::of(&text(0..4000)).expect("long enough");
        assert_eq!((long.hashes.len(), long.count), (SIZE, 3996));
        assert_eq!(Sketch::parse(&long.encode()), Some(long));
        let styled = |words: &str| Sketch::of(&(0..20).map(|number| format!("{words} {number} ")).collect::<String>());
        assert!(styled("the us isnt").is_some() && styled("The U.S. isn't") == styled("the US isn’t"));
        assert_eq!(Sketch::of("Too short to tell."), None);
        for wrong in ["7", "7:zz", "7:zzzzzzzzA::", "7:B", "7:B:B:", "0:B::", "7:B::é"] {
            assert_eq!(Sketch::parse(wrong), None, "{wrong}");
        }
    }
}
