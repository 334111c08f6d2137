//! The encoding of a page: what its bytes, the server, or the page itself say.

use std::borrow::Cow;

use crate::text::Encoding;

/// A page as text, and how it was decoded.
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    bytes: &'a [u8],
    encoding: &'static Encoding,
    /// The bytes of the mark before it.
    mark: usize,
}

/// The text of a page. A byte order mark decides, then `named`, then what the page says in its head, then whether the bytes
/// are UTF-8; what is left is read as browsers read it, in windows-1252. Bytes that do not fit become U+FFFD, as there.
pub(crate) fn decoded<'a>(bytes: &'a [u8], named: Option<&'static Encoding>) -> Decoded<'a> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0;
        return Decoded { text, bytes: &bytes[mark..], encoding, mark };
    }
    let said = named.or_else(|| declared(&bytes[..bytes.len().min(4096)]));
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) if said.is_none_or(|said| said.is_ascii_compatible()) && !is_escaped(said) => encoding_rs::UTF_8,
        _ => said.unwrap_or(encoding_rs::WINDOWS_1252),
    };
    Decoded { text: encoding.decode_without_bom_handling(bytes).0, bytes, encoding, mark: 0 }
}

impl Decoded<'_> {
    /// Where the bytes of the text stand in the source.
    pub(crate) fn places(&self) -> Places {
        if let Cow::Borrowed(_) = self.text {
            return Places { mark: self.mark, table: Vec::new() };
        }
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        let mut table: Vec<usize> = Vec::with_capacity(self.text.len() + 1);
        let (mut begin, mut out) = (0, [0; 16]);
        for (at, byte) in self.bytes.iter().enumerate() {
            let (_, _, written, _) = decoder.decode_to_utf8(std::slice::from_ref(byte), &mut out, false);
            if written > 0 {
                table.extend(std::iter::repeat_n(begin, written));
                begin = at + 1;
            }
        }
        table.resize(self.text.len().max(table.len()), begin);
        table.push(self.bytes.len());
        Places { mark: self.mark, table }
    }
}

/// Where the bytes of a page's text stand in its source.
pub(crate) struct Places {
    mark: usize,
    /// The byte of the source for each byte of the text; empty where they are the same.
    table: Vec<usize>,
}

impl Places {
    /// The byte of the source that a byte of the text comes from.
    pub(crate) fn of(&self, byte: usize) -> usize {
        self.mark + if self.table.is_empty() { byte } else { self.table.get(byte).copied().unwrap_or(0) }
    }
}

/// ISO-2022-JP is ASCII to the eye.
fn is_escaped(encoding: Option<&'static Encoding>) -> bool {
    encoding == Some(encoding_rs::ISO_2022_JP)
}

/// What `<meta charset="…">` or its older form says.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let mut rest = head.as_str();
    while let Some((_, after)) = rest.split_once("charset") {
        rest = after;
        let value =
            after.trim_start().strip_prefix('=').map(|value| value.trim_start().trim_start_matches(['"', '\'']));
        let label = value.and_then(|value| value.split(['"', '\'', ' ', ';', '>', '/']).next());
        if let Some(found) = label.and_then(|label| Encoding::for_label(label.as_bytes())) {
            // A page that can be read so far is not in UTF-16, whatever it says.
            return Some(if found.is_ascii_compatible() { found } else { encoding_rs::UTF_8 });
        }
    }
    None
}
