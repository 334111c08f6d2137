//! The file of a light store: all quads as sorted N-Quads, and a last line that tells their number and their SHA-256.
//!
//! The file stays N-Quads that any program reads, since the last line is a comment. Without it, or where it does not agree,
//! the file was cut off or changed, and nothing of it is believed: half a file must not look like half a graph.
//! Reading it is most of the time of a command, so one thread reads, checks and parses while another fills the store; IRIs are
//! not checked again, since the checksum says that they are the ones that were written.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::Path,
    sync::mpsc::{SyncSender, sync_channel},
    thread,
};

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::Quad,
    store::Store as Quads,
};
use sha2::{Digest as _, Sha256};

use crate::graph::{error::StoreError, rdf::write_nquads};

/// The name of the file in the folder of the store.
pub(crate) const FILE: &str = "graph.nq";

/// Quads above which a command on a light store spends more than a second on reading it: some 5,000 short articles
/// (docs/benchmarks.md).
pub(crate) const COMFORTABLE: usize = 250_000;

/// Bytes that are read and parsed at a time.
const BLOCK: usize = 1 << 20;

/// Blocks that may wait for the store.
const WAITING: usize = 4;

/// Writes what passes through and sums it up.
struct Summed<W> {
    out: W,
    sum: Sha256,
    lines: usize,
}

impl<W: Write> Write for Summed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.sum.update(&bytes[..written]);
        self.lines += bytes[..written].iter().filter(|byte| **byte == b'\n').count();
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes all quads and the last line.
pub(crate) fn write(quads: &Quads, out: &mut BufWriter<File>) -> Result<(), StoreError> {
    let mut summed = BufWriter::new(Summed { out, sum: Sha256::new(), lines: 0 });
    write_nquads(quads, &mut summed)?;
    let summed = summed.into_inner().map_err(|error| StoreError::io(FILE)(error.into_error()))?;
    let last = last_line(summed.lines, summed.sum);
    summed.out.write_all(last.as_bytes()).map_err(StoreError::io(FILE))
}

/// The file of a store without quads.
pub(crate) fn empty() -> String {
    last_line(0, Sha256::new())
}

fn last_line(quads: usize, sum: Sha256) -> String {
    let digits: String = sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("# {quads} quads, sha256 {digits}\n")
}

/// Reads the file into an empty store; gives the number of quads.
pub(crate) fn read(path: &Path, quads: &Quads) -> Result<usize, StoreError> {
    let file = File::open(path).map_err(StoreError::io(path))?;
    let mut loader = quads.bulk_loader();
    let count = thread::scope(|scope| {
        let (send, receive) = sync_channel(WAITING);
        let reader = scope.spawn(move || parse(path, file, &send));
        for block in receive {
            loader.load_quads(block)?;
        }
        // A panic of the reader is one of this thread.
        reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    loader.commit()?;
    Ok(count)
}

fn damaged(path: &Path, what: &str) -> StoreError {
    StoreError::Damaged(format!(
        "{}: {what}; put back a copy of the file, or remove the folder of the store and build it again",
        path.display()
    ))
}

/// Reads the file block by block, sends the quads, and compares the last line with what came before it.
fn parse(path: &Path, mut file: File, send: &SyncSender<Vec<Quad>>) -> Result<usize, StoreError> {
    let (mut sum, mut count) = (Sha256::new(), 0);
    let mut held: Vec<u8> = Vec::with_capacity(2 * BLOCK);
    loop {
        let before = held.len();
        (&mut file).take(BLOCK as u64).read_to_end(&mut held).map_err(StoreError::io(path))?;
        if held.len() == before {
            break;
        }
        // The last whole line may be the last of the file, so it waits.
        let mut lines = held.iter().enumerate().rev().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place + 1);
        let Some(whole) = lines.nth(1) else { continue };
        sum.update(&held[..whole]);
        let mut block = Vec::with_capacity(whole / 120);
        for quad in RdfParser::from_format(RdfFormat::NQuads).lenient().for_slice(&held[..whole]) {
            block.push(quad.map_err(|error| damaged(path, &error.to_string()))?);
        }
        count += block.len();
        if send.send(block).is_err() {
            // The store refused a block and says why.
            return Ok(count);
        }
        held.drain(..whole);
    }
    // A file that holds the last line alone is read in one step, one of a single quad leaves two lines.
    let last = held.iter().rev().skip(1).position(|byte| *byte == b'\n').map_or(0, |back| held.len() - 1 - back);
    if !held.ends_with(b"\n") || !held[last..].starts_with(b"# ") {
        return Err(damaged(
            path,
            &format!("the file ends after {count} quads without its last line, so a part is missing"),
        ));
    }
    sum.update(&held[..last]);
    if held[last..] != *last_line(count, sum).as_bytes() {
        return Err(damaged(path, "the quads are not those that were written: their number or checksum differs"));
    }
    Ok(count)
}
