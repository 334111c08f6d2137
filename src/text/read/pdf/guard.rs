//! What is looked at in a PDF before it is opened: whether it unpacks to far more than a text, and whether it is nested too
//! deep.
//!
//! The library that opens it unpacks all that it needs at once and reads lists within lists by recursion. A few kilobytes
//! can be made so that this fills the memory or the stack; a document of text is never so.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

/// What all streams may unpack to, in bytes.
const UNPACKED: u64 = 512 << 20;

/// So deep lists and dictionaries are nested.
const DEEPEST: usize = 200;

/// So many bytes between two signs end what was open: the stack of the thread that reads holds what is nested more slowly.
const FAR: usize = 200;

/// Why a document is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It unpacks to more than [`UNPACKED`].
    Large,
    /// It is nested deeper than [`DEEPEST`].
    Deep,
}

/// Looks at the bytes of a document, and at what its streams unpack to.
pub(super) fn check(bytes: &[u8]) -> Result<(), Refused> {
    let mut depth = Depth::default();
    depth.add(bytes)?;
    let mut left = UNPACKED;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let dictionary = &bytes[(at + found).saturating_sub(DICTIONARY)..at + found];
        at += found + b"stream".len();
        let data = &bytes[at..];
        let data = data.strip_prefix(b"\r\n").or_else(|| data.strip_prefix(b"\n")).or_else(|| data.strip_prefix(b"\r"));
        let Some(data) = data else { continue };
        let has = |names: [&[u8]; 2]| names.iter().any(|name| find(dictionary, name).is_some());
        let end = || find(data, b"endstream").map_or(data, |end| &data[..end]);
        // What is written in letters is packed below them.
        if has([b"ASCII85Decode", b"/A85"]) {
            plain(&letters85(end()), &mut left)?;
        } else if has([b"ASCIIHexDecode", b"/AHx"]) {
            plain(&hexadecimal(end()), &mut left)?;
        } else if has([b"LZWDecode", b"/LZW"]) {
            left = left.checked_sub(unpacked_by_lzw(end())).ok_or(Refused::Large)?;
        } else if has([b"RunLengthDecode", b"/RL"]) {
            left = left.checked_sub(64 * end().len() as u64).ok_or(Refused::Large)?;
        } else {
            plain(data, &mut left)?;
        }
    }
    Ok(())
}

/// So many bytes before a stream its dictionary has at most, as far as its filters are looked for.
const DICTIONARY: usize = 400;

/// Looks at a stream that is packed by zlib, or not at all.
fn plain(data: &[u8], left: &mut u64) -> Result<(), Refused> {
    if is_packed(data) { stream(data, 0, left) } else { Ok(()) }
}

/// The bytes that letters of base 85 write, as far as they go.
fn letters85(letters: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(letters.len() / 5 * 4);
    let (mut number, mut count) = (0_u32, 0);
    for &letter in letters.iter().filter(|letter| !letter.is_ascii_whitespace()) {
        match letter {
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                number = number.wrapping_mul(85).wrapping_add(u32::from(letter - b'!'));
                count += 1;
                if count == 5 {
                    bytes.extend(number.to_be_bytes());
                    (number, count) = (0, 0);
                }
            }
            _ => break,
        }
    }
    bytes
}

/// The bytes that hexadecimal digits write.
fn hexadecimal(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        digits.iter().filter_map(|&digit| char::from(digit).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// How many bytes a stream that is packed by LZW unpacks to: each code stands for one byte more than the one before it.
fn unpacked_by_lzw(data: &[u8]) -> u64 {
    let mut lengths: Vec<u32> = Vec::new();
    let (mut total, mut width, mut bits, mut buffer) = (0_u64, 9, 0_u32, 0_u32);
    let mut last = 0_u32;
    for &byte in data {
        buffer = buffer << 8 | u32::from(byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (buffer >> bits) & ((1 << width) - 1);
        match code {
            256 => {
                lengths.clear();
                (width, last) = (9, 0);
                continue;
            }
            257 => break,
            _ => {}
        }
        let length = if code < 256 { 1 } else { lengths.get(code as usize - 258).copied().unwrap_or(last + 1) };
        total += u64::from(length);
        if last > 0 && lengths.len() < 4096 - 258 {
            lengths.push(last + 1);
        }
        last = length;
        width = match lengths.len() + 259 {
            ..=511 => 9,
            512..=1023 => 10,
            1024..=2047 => 11,
            _ => 12,
        };
    }
    total
}

/// Whether bytes begin as a stream that is packed by zlib.
fn is_packed(bytes: &[u8]) -> bool {
    matches!(bytes, [method, flags, ..] if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0)
}

/// Unpacks a stream and looks at it; what is packed twice is unpacked twice.
fn stream(data: &[u8], layers: usize, left: &mut u64) -> Result<(), Refused> {
    let mut content = ZlibDecoder::new(data);
    let mut depth = Depth::default();
    let mut block = vec![0; 1 << 16];
    let mut first = true;
    loop {
        // What is damaged is read as far as it goes.
        let count = match content.read(&mut block) {
            Ok(0) => return Ok(()),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(_) => return Ok(()),
        };
        *left = left.checked_sub(count as u64).ok_or(Refused::Large)?;
        if std::mem::take(&mut first) && layers < 3 && is_packed(&block[..count]) {
            // A picture may begin so by chance; to unpack it once more costs little.
            let mut whole = Vec::new();
            let most = (*left).min(64 << 20);
            let _ = ZlibDecoder::new(data).take(most).read_to_end(&mut whole);
            stream(&whole, layers + 1, left)?;
        }
        depth.add(&block[..count])?;
    }
}

/// Counts lists and dictionaries that are open.
#[derive(Default)]
struct Depth {
    open: usize,
    /// Bytes since the last sign that opens or closes.
    since: usize,
}

impl Depth {
    fn add(&mut self, bytes: &[u8]) -> Result<(), Refused> {
        for &byte in bytes {
            match byte {
                b'[' | b'<' => {
                    self.open += 1;
                    self.since = 0;
                }
                b']' | b'>' => {
                    self.open = self.open.saturating_sub(1);
                    self.since = 0;
                }
                // Bytes of pictures have these signs by chance, and sooner or later far from each other.
                _ => {
                    self.since += 1;
                    if self.since > FAR {
                        self.open = 0;
                    }
                }
            }
            if self.open > DEEPEST * 2 {
                return Err(Refused::Deep);
            }
        }
        Ok(())
    }
}

/// Where a word stands in bytes.
fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use flate2::{Compression, write::ZlibEncoder};

    use super::{Refused, check, letters85, unpacked_by_lzw};

    fn packed(mut content: impl Read) -> Vec<u8> {
        let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
        io::copy(&mut content, &mut out).expect("memory");
        out.finish().expect("memory")
    }

    fn stream(data: &[u8]) -> Vec<u8> {
        [b"%PDF-1.4\n1 0 obj <</Filter/FlateDecode>> stream\r\n", data, b"\nendstream"].concat()
    }

    #[test]
    fn bombs_and_deep_lists_are_refused() {
        let large = packed(io::repeat(b' ').take(600 << 20));
        assert_eq!(check(&stream(&large)), Err(Refused::Large));
        assert_eq!(check(&stream(&packed(&large[..]))), Err(Refused::Large));
        assert_eq!(check(&b"[".repeat(100_000)), Err(Refused::Deep));
        assert_eq!(check(&[&b"["[..], &[b'1'; 150]].concat().repeat(1000)), Err(Refused::Deep));
        assert_eq!(check(&stream(&packed(&b"<<".repeat(100_000)[..]))), Err(Refused::Deep));
        assert_eq!(check(&stream(&packed(&b"BT (Wang Yi met him.) Tj ET"[..]))), Ok(()));
        assert_eq!(check(b"stream"), Ok(()));
        let digits: String = large.iter().map(|byte| format!("{byte:02x}")).collect();
        let written = format!("<</Filter[/ASCIIHexDecode/FlateDecode]>>stream\n{digits}>\nendstream");
        assert_eq!(check(written.as_bytes()), Err(Refused::Large));
        // The example of the PDF reference: ten bytes.
        assert_eq!(unpacked_by_lzw(&[0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01]), 10);
        assert_eq!(letters85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
    }
}
