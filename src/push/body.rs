//! The content of a graph on its way: its hash, and its N-Triples, packed where the server unpacks them. What is larger
//! than a few megabytes lies in a nameless temporary file.

use std::io::{self, Seek as _, SeekFrom, Write};

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest as _, Sha256};
use tempfile::SpooledTempFile;

use super::error::PushError;
use crate::graph::{Store, StoreError};

/// Bytes that are kept in memory.
const IN_MEMORY: usize = 4 << 20;

/// Hash and number of the triples of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) hash: String,
    pub(super) count: u64,
}

/// A graph that can be sent.
pub(super) struct Body {
    pub(super) file: SpooledTempFile,
    pub(super) length: u64,
    pub(super) content: Content,
}

/// Passes bytes on and hashes them.
struct Hashing<W> {
    hash: Sha256,
    inner: W,
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hash.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a graph holds, by its hash; the derived graph where no name is given.
pub(super) fn content(store: &Store, graph: Option<&str>) -> Result<Content, PushError> {
    let mut out = Hashing { hash: Sha256::new(), inner: io::sink() };
    let count = store.write_graph(graph, &mut out)?;
    Ok(Content { hash: hexadecimal(out.hash), count })
}

/// A graph as it is sent.
pub(super) fn body(store: &Store, graph: Option<&str>, packed: bool) -> Result<Body, PushError> {
    let file = SpooledTempFile::new(IN_MEMORY);
    let failed = |source: io::Error| StoreError::Io { path: "temporary file".into(), source };
    let (mut file, content) = if packed {
        let mut out = Hashing { hash: Sha256::new(), inner: GzEncoder::new(file, Compression::fast()) };
        let count = store.write_graph(graph, &mut out)?;
        (out.inner.finish().map_err(failed)?, Content { hash: hexadecimal(out.hash), count })
    } else {
        let mut out = Hashing { hash: Sha256::new(), inner: file };
        let count = store.write_graph(graph, &mut out)?;
        (out.inner, Content { hash: hexadecimal(out.hash), count })
    };
    let length = file.seek(SeekFrom::End(0)).map_err(failed)?;
    file.rewind().map_err(failed)?;
    Ok(Body { file, length, content })
}
