//! The parts that an index is made of: strings, rows of numbers, maps from strings to numbers.
//!
//! Each is written once and then read in place, so that opening an index allocates nothing an entry. Reading is total: a
//! place that is not there holds zero or the empty string, so that no bytes make it panic.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

/// Bytes of the program itself, or of an index that was made at run time.
pub(crate) type Bytes = Cow<'static, [u8]>;

/// A map from strings to numbers: a finite-state transducer over its bytes.
pub(crate) type Map = fst::Map<Bytes>;

/// Writes parts one after the other, each behind its length.
#[derive(Default)]
pub(super) struct Parts(Vec<u8>);

impl Parts {
    pub(super) fn push(&mut self, part: &[u8]) {
        let length = u32::try_from(part.len()).expect("a part of an index has less than 4 GiB");
        self.0.extend_from_slice(&length.to_le_bytes());
        self.0.extend_from_slice(part);
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Takes the parts one after the other: of the program's own bytes as they stand, of others copied.
pub(super) struct Reader<'b> {
    index: &'b Bytes,
    at: usize,
}

impl<'b> Reader<'b> {
    pub(super) fn new(index: &'b Bytes) -> Self {
        Self { index, at: 0 }
    }

    /// The next part; `None` where the bytes end too soon.
    pub(super) fn next(&mut self) -> Option<Bytes> {
        let (length, _) = self.index.get(self.at..)?.split_first_chunk::<4>()?;
        let begin = self.at + length.len();
        let part = begin..begin.checked_add(u32::from_le_bytes(*length) as usize)?;
        self.at = part.end;
        match self.index {
            Cow::Borrowed(bytes) => Some(Cow::Borrowed(bytes.get(part)?)),
            Cow::Owned(bytes) => Some(Cow::Owned(bytes.get(part)?.to_vec())),
        }
    }

    /// Whether there is nothing behind the last part.
    pub(super) fn is_done(&self) -> bool {
        self.at == self.index.len()
    }
}

/// Strings, each once, by the byte at which they begin; a line end follows each.
#[derive(Clone)]
pub(crate) struct Strings(Cow<'static, str>);

impl Strings {
    /// `None` where the bytes are no UTF-8.
    pub(super) fn open(bytes: Bytes) -> Option<Self> {
        match bytes {
            Cow::Borrowed(bytes) => Some(Self(Cow::Borrowed(std::str::from_utf8(bytes).ok()?))),
            Cow::Owned(bytes) => Some(Self(Cow::Owned(String::from_utf8(bytes).ok()?))),
        }
    }

    /// The string that begins at that byte; 0 is the empty string.
    pub(crate) fn get(&self, at: u64) -> &str {
        let rest = usize::try_from(at).ok().and_then(|at| self.0.get(at..)).unwrap_or_default();
        // Strings are short: a search that starts up slowly costs more than it saves.
        rest.bytes().position(|byte| byte == b'\n').map_or("", |end| &rest[..end])
    }
}

/// Collects strings; the empty one is the first.
pub(super) struct StringsWriter<'a> {
    text: String,
    places: FxHashMap<&'a str, u64>,
}

impl<'a> StringsWriter<'a> {
    pub(super) fn new() -> Self {
        Self { text: "\n".to_owned(), places: FxHashMap::from_iter([("", 0)]) }
    }

    /// The byte at which the string begins. Cells of a table hold no line end.
    pub(super) fn add(&mut self, string: &'a str) -> u64 {
        *self.places.entry(string).or_insert_with(|| {
            let at = self.text.len() as u64;
            self.text.push_str(string);
            self.text.push('\n');
            at
        })
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Rows of `N` numbers, each column as many bytes wide as its largest number needs.
#[derive(Clone)]
pub(crate) struct Rows<const N: usize> {
    /// Number of rows (four bytes), widths of the columns (a byte each), the rows.
    bytes: Bytes,
    /// First byte of each column in a row, and the width of a row.
    starts: [usize; N],
    stride: usize,
    len: usize,
}

impl<const N: usize> Rows<N> {
    const HEAD: usize = 4 + N;

    /// The bytes of rows.
    pub(super) fn write(rows: &[[u64; N]]) -> Vec<u8> {
        let mut widths = [0_usize; N];
        for row in rows {
            for (width, number) in widths.iter_mut().zip(row) {
                *width = (*width).max((64 - number.leading_zeros()).div_ceil(8) as usize);
            }
        }
        let mut bytes = Vec::with_capacity(Self::HEAD + rows.len() * widths.iter().sum::<usize>());
        let count = u32::try_from(rows.len()).expect("an index has less than four billion rows");
        bytes.extend_from_slice(&count.to_le_bytes());
        bytes.extend(widths.iter().map(|&width| u8::try_from(width).expect("a number has at most eight bytes")));
        for row in rows {
            for (&width, number) in widths.iter().zip(row) {
                bytes.extend_from_slice(&number.to_le_bytes()[..width]);
            }
        }
        bytes
    }

    /// `None` where the bytes hold fewer or more rows than they say.
    pub(super) fn open(bytes: Bytes) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<4>()?;
        let (widths, rows) = rest.split_first_chunk::<N>()?;
        let len = u32::from_le_bytes(*count) as usize;
        let mut starts = [0; N];
        let mut stride = 0;
        for (start, &width) in starts.iter_mut().zip(widths) {
            *start = stride;
            stride += usize::from(width);
        }
        let sound = widths.iter().all(|&width| width <= 8) && len.checked_mul(stride)? == rows.len();
        sound.then_some(Self { starts, stride, len, bytes })
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// A number; 0 where there is no such row.
    pub(crate) fn get(&self, row: u32, column: usize) -> u64 {
        let row = Self::HEAD + row as usize * self.stride;
        let end = self.starts.get(column + 1).copied().unwrap_or(self.stride);
        let cell = self.bytes.get(row + self.starts[column]..row + end).unwrap_or_default();
        cell.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
    }

    /// The same as an index of an entry, row or string, which all are below four billion.
    pub(crate) fn index(&self, row: u32, column: usize) -> u32 {
        u32::try_from(self.get(row, column)).unwrap_or(u32::MAX)
    }

    /// The first row for which that holds, where all rows for which it does not come before.
    pub(crate) fn partition(&self, holds: impl Fn(u32) -> bool) -> u32 {
        let (mut low, mut high) = (0, u32::try_from(self.len).unwrap_or(u32::MAX));
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(middle) { high = middle } else { low = middle + 1 }
        }
        low
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_narrow_as_they_can() {
        let rows = [[0, 1, u64::MAX], [0, 256, 3]];
        let bytes = Rows::write(&rows);
        assert_eq!(bytes.len(), Rows::<3>::HEAD + 2 * (2 + 8));
        let read = Rows::<3>::open(Cow::Owned(bytes.clone())).expect("sound");
        for (row, numbers) in (0..).zip(rows) {
            assert_eq!([0, 1, 2].map(|column| read.get(row, column)), numbers);
        }
        assert_eq!((read.len(), read.get(2, 1)), (2, 0));
        assert_eq!(read.partition(|row| read.get(row, 1) > 5), 1);
        for end in 0..bytes.len() {
            assert!(Rows::<3>::open(Cow::Owned(bytes[..end].to_vec())).is_none(), "{end}");
        }
    }

    #[test]
    fn strings_stand_once() {
        let mut writer = StringsWriter::new();
        let places = ["Zhelk", "", "Ordo Velk", "Zhelk"].map(|string| writer.add(string));
        assert_eq!(places[0], places[3]);
        let strings = Strings::open(Cow::Owned(writer.finish().into_bytes())).expect("UTF-8");
        assert_eq!(places.map(|place| strings.get(place)), ["Zhelk", "", "Ordo Velk", "Zhelk"]);
        assert_eq!(strings.get(10_000), "");
    }
}
