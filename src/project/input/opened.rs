//! An input as it is opened: its format by its first bytes, unpacked where it is compressed.

use std::{
    io::{self, BufRead as _, Read as _},
    path::{Path, PathBuf},
};

use crate::text::{Format, HEAD, Input, unpacked};

/// An input whose format is known.
pub(super) struct Opened {
    pub(super) format: Format,
    /// Its bytes, from the first one, unpacked.
    pub(super) input: Input,
    /// Its name without the ending of the compression.
    pub(super) inner: PathBuf,
    /// Whether it was compressed.
    pub(super) packed: bool,
}

/// So often a file may be compressed: what is packed twice was packed by mistake, and more often in bad faith.
const LAYERS: usize = 2;

/// Looks at the first bytes of an input of that name.
///
/// # Errors
/// Where these cannot be read or unpacked.
pub(super) fn opened(name: &Path, mut input: Input) -> io::Result<Opened> {
    let mut inner = name.to_path_buf();
    let mut layers = 0;
    loop {
        let head = head(&mut input)?;
        let format = Format::of(&inner, &head);
        let whole: Input = Box::new(io::Cursor::new(head).chain(input));
        let packing = format.packing().filter(|_| layers < LAYERS);
        let Some(packing) = packing else { return Ok(Opened { format, input: whole, inner, packed: layers > 0 }) };
        layers += 1;
        input = unpacked(packing, whole)?;
        let known = ["gz", "gzip", "zst", "zstd"];
        if inner.extension().is_some_and(|ending| known.iter().any(|known| ending.eq_ignore_ascii_case(known))) {
            inner.set_extension("");
        }
    }
}

/// The first bytes of an input; a pipe gives them in pieces. An input that comes slowly, as a line at a time, is not waited for
/// beyond its first line.
fn head(input: &mut Input) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD);
    while head.len() < HEAD && !head.contains(&b'\n') {
        let chunk = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        if chunk.is_empty() {
            break;
        }
        let part = chunk.len().min(HEAD - head.len());
        head.extend_from_slice(&chunk[..part]);
        input.consume(part);
    }
    Ok(head)
}
