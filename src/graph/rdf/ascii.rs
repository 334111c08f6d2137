//! Text in ASCII alone: every other character as the escape that its syntax has for it. Some tools read N-Quads as ASCII.

use std::io::{self, Write};

/// How a syntax escapes a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// `\u00E9` and `\U0001F600`: N-Triples, N-Quads, Turtle, TriG.
    Turtle,
    /// `&#xE9;`.
    Xml,
    /// `\u00e9`, in two halves where one is not enough.
    Json,
}

/// Escapes what passes through.
pub(crate) struct Ascii<'o> {
    out: &'o mut dyn Write,
    escape: Escape,
    /// The first bytes of a character whose last ones are still to come.
    open: Vec<u8>,
}

impl<'o> Ascii<'o> {
    pub(crate) fn new(out: &'o mut dyn Write, escape: Escape) -> Self {
        Self { out, escape, open: Vec::new() }
    }

    /// Ends the text.
    pub(crate) fn finish(self) -> io::Result<()> {
        if self.open.is_empty() { self.out.flush() } else { Err(cut()) }
    }

    fn put(&mut self, text: &str) -> io::Result<()> {
        let mut begin = 0;
        for (at, letter) in text.char_indices().filter(|(_, letter)| !letter.is_ascii()) {
            self.out.write_all(&text.as_bytes()[begin..at])?;
            begin = at + letter.len_utf8();
            let code = u32::from(letter);
            match self.escape {
                Escape::Turtle if code > 0xFFFF => write!(self.out, "\\U{code:08X}")?,
                Escape::Turtle => write!(self.out, "\\u{code:04X}")?,
                Escape::Xml => write!(self.out, "&#x{code:X};")?,
                Escape::Json => {
                    for half in letter.encode_utf16(&mut [0; 2]) {
                        write!(self.out, "\\u{half:04x}")?;
                    }
                }
            }
        }
        self.out.write_all(&text.as_bytes()[begin..])
    }
}

fn cut() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the text ends within a character")
}

impl Write for Ascii<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut held = std::mem::take(&mut self.open);
        held.extend_from_slice(bytes);
        match std::str::from_utf8(&held) {
            Ok(text) => self.put(text)?,
            Err(error) if error.error_len().is_none() => {
                let (whole, rest) = held.split_at(error.valid_up_to());
                self.open = rest.to_owned();
                self.put(&String::from_utf8_lossy(whole))?;
            }
            Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(pieces: &[&[u8]], escape: Escape) -> String {
        let mut out = Vec::new();
        let mut ascii = Ascii::new(&mut out, escape);
        for piece in pieces {
            ascii.write_all(piece).expect("memory");
        }
        ascii.finish().expect("whole");
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn each_syntax_has_its_escape_wherever_the_text_is_cut() {
        let text = "caf\u{e9} \u{1f600}!";
        assert_eq!(escaped(&[text.as_bytes()], Escape::Turtle), "caf\\u00E9 \\U0001F600!");
        assert_eq!(escaped(&[text.as_bytes()], Escape::Xml), "caf&#xE9; &#x1F600;!");
        assert_eq!(escaped(&[text.as_bytes()], Escape::Json), "caf\\u00e9 \\ud83d\\ude00!");
        for at in 0..text.len() {
            let (one, other) = text.as_bytes().split_at(at);
            assert_eq!(escaped(&[one, other], Escape::Turtle), "caf\\u00E9 \\U0001F600!", "cut at {at}");
        }
    }
}
