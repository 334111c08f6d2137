//! Bytes to text: byte order marks, UTF-8, UTF-16, and the encoding that a user names.
//!
//! An encoding is detected only from a byte order mark. Without one the text must be UTF-8. A wrong guess would garble
//! names without notice and give two entities for one person, so other text is an error with line and byte.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Why bytes are not text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Bytes that no UTF-8 text holds.
    #[error(
        "byte {byte} (0x{value:02X}) is not UTF-8; convert the file, or name its encoding, as in --encoding windows-1252"
    )]
    NotUtf8 {
        /// Line, from 1.
        line: usize,
        /// Offset in bytes from the start of the file, from 0.
        byte: usize,
        /// The offending byte.
        value: u8,
    },
    /// A NUL byte, which no text file holds.
    #[error("this is a binary file (NUL at byte {byte}); give its text instead")]
    Binary {
        /// Line, from 1.
        line: usize,
        /// Offset in bytes from the start of the file, from 0.
        byte: usize,
    },
    /// The bytes do not fit the encoding that a mark or the user names.
    #[error("these bytes are not {encoding}; convert the file to UTF-8, or name another encoding with --encoding")]
    Malformed {
        /// Its name.
        encoding: &'static str,
    },
}

impl DecodeError {
    /// The line of the offending byte, from 1, where it is known.
    #[must_use]
    pub fn line(&self) -> Option<usize> {
        match self {
            Self::NotUtf8 { line, .. } | Self::Binary { line, .. } => Some(*line),
            Self::Malformed { .. } => None,
        }
    }
}

/// The encoding of that label (`windows-1252`, `latin1`, `utf-16le`, `gb18030`, …) by the WHATWG standard.
#[must_use]
pub fn encoding(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
}

/// Decodes a whole text. A byte order mark decides and is dropped; else `named`, the encoding that the user gives;
/// else the bytes must be UTF-8.
///
/// # Errors
/// Where the bytes are not text in that encoding: see [`DecodeError`].
pub fn decode<'bytes>(bytes: &'bytes [u8], named: Option<&'static Encoding>) -> Result<Cow<'bytes, str>, DecodeError> {
    let (encoding, bytes, skipped) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..], length),
        None => (named.unwrap_or(UTF_8), bytes, 0),
    };
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    if !wide && let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Err(DecodeError::Binary { line: line_at(bytes, at), byte: skipped + at });
    }
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(error) => {
                let at = error.valid_up_to();
                Err(DecodeError::NotUtf8 { line: line_at(bytes, at), byte: skipped + at, value: bytes[at] })
            }
        };
    }
    let malformed = DecodeError::Malformed { encoding: encoding.name() };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(malformed.clone())?;
    // Text of NUL characters is a wrong guess at UTF-16 or a binary file that begins like it.
    if text.contains('\0') { Err(malformed) } else { Ok(text) }
}

fn line_at(bytes: &[u8], at: usize) -> usize {
    1 + bytes[..at].iter().filter(|&&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::{DecodeError, decode, encoding};

    #[test]
    fn a_mark_decides_and_is_dropped() {
        assert_eq!(decode(b"\xEF\xBB\xBFBali", None).expect("UTF-8 with mark"), "Bali");
        assert_eq!(decode(b"\xFF\xFEB\0a\0", None).expect("UTF-16LE with mark"), "Ba");
        assert_eq!(decode(b"\xFE\xFF\0B\0a", encoding("latin1")).expect("UTF-16BE with mark"), "Ba");
    }

    #[test]
    fn only_utf8_goes_unnamed() {
        let bytes = b"one\ntwo \x93quoted\x94";
        let error = decode(bytes, None).expect_err("not UTF-8");
        assert_eq!(error, DecodeError::NotUtf8 { line: 2, byte: 8, value: 0x93 });
        assert_eq!(decode(bytes, encoding("windows-1252")).expect("named"), "one\ntwo “quoted”");
    }

    #[test]
    fn binary_is_refused() {
        assert_eq!(decode(b"\x7fELF\0\0", None), Err(DecodeError::Binary { line: 1, byte: 4 }));
        assert_eq!(decode(b"a\0", encoding("latin1")), Err(DecodeError::Binary { line: 1, byte: 1 }));
        assert!(matches!(decode(b"\xFF\xFEa", None), Err(DecodeError::Malformed { .. })));
        assert!(encoding("klingon").is_none());
    }
}
