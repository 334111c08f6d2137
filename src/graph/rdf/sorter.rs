//! Sorts lines outside of memory: they are gathered up to a limit, written in order to an anonymous temporary file, and merged. So a
//! dump of any size needs the same memory.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::File,
    io::{self, BufRead as _, BufReader, BufWriter, Seek as _, Write as _},
};

use crate::graph::error::StoreError;

/// Bytes of lines that are sorted in memory at a time.
pub(crate) const IN_MEMORY: usize = 64 << 20;

/// Sorts lines in bounded memory and drops repeated ones.
pub(crate) struct Sorter {
    limit: usize,
    held: usize,
    lines: Vec<String>,
    runs: Vec<File>,
}

impl Sorter {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, held: 0, lines: Vec::new(), runs: Vec::new() }
    }

    pub(crate) fn push(&mut self, line: String) -> Result<(), StoreError> {
        self.held += line.len() + size_of::<String>();
        self.lines.push(line);
        if self.held >= self.limit { self.spill().map_err(StoreError::io("temporary file")) } else { Ok(()) }
    }

    fn spill(&mut self) -> io::Result<()> {
        self.lines.sort_unstable();
        let mut out = BufWriter::new(tempfile::tempfile()?);
        for line in self.lines.drain(..) {
            out.write_all(line.as_bytes())?;
            out.write_all(b"\n")?;
        }
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        self.held = 0;
        Ok(())
    }

    pub(crate) fn finish(mut self, mut write: impl FnMut(&str) -> io::Result<()>) -> Result<(), StoreError> {
        if self.runs.is_empty() {
            self.lines.sort_unstable();
            self.lines.dedup();
            return self.lines.iter().try_for_each(|line| write(line)).map_err(StoreError::io("output"));
        }
        self.spill().map_err(StoreError::io("temporary file"))?;
        let count = self.runs.len();
        let mut readers: Vec<_> = self.runs.into_iter().map(|file| BufReader::new(file).lines()).collect();
        let mut heap = BinaryHeap::new();
        let mut pull = |index: usize, heap: &mut BinaryHeap<Reverse<(String, usize)>>| match readers[index].next() {
            Some(Ok(line)) => {
                heap.push(Reverse((line, index)));
                Ok(())
            }
            Some(Err(error)) => Err(StoreError::io("temporary file")(error)),
            None => Ok(()),
        };
        for index in 0..count {
            pull(index, &mut heap)?;
        }
        let mut last: Option<String> = None;
        while let Some(Reverse((line, index))) = heap.pop() {
            if last.as_deref() != Some(line.as_str()) {
                write(&line).map_err(StoreError::io("output"))?;
            }
            pull(index, &mut heap)?;
            last = Some(line);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_gives_the_same_in_memory_and_by_runs() {
        let lines: Vec<String> =
            (0..2000_u32).map(|n| format!("line {}", n.wrapping_mul(2_654_435_761) % 1500)).collect();
        let sorted = |limit: usize| {
            let mut sorter = Sorter::new(limit);
            for line in &lines {
                sorter.push(line.clone()).expect("room");
            }
            let mut out = Vec::new();
            sorter
                .finish(|line| {
                    out.push(line.to_owned());
                    Ok(())
                })
                .expect("no I/O error");
            out
        };
        let small = sorted(1000);
        assert_eq!(small, sorted(IN_MEMORY));
        assert!(small.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
