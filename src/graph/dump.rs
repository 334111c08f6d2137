//! The quads of a store in order, in any of the RDF syntaxes: the same quads give the same bytes, whatever the order
//! in which they came and however they are kept.
//!
//! Sorting is done outside of memory: lines are gathered up to a limit, written to a nameless temporary file in order,
//! and merged. So a dump of any size needs the same memory.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::File,
    io::{self, BufRead as _, BufReader, BufWriter, Seek as _, Write},
};

use oxigraph::{
    io::{RdfFormat, RdfParser, RdfSerializer},
    model::{GraphName, Quad},
    store::Store as Quads,
};

use super::{error::StoreError, names::Names, quads::article_quads};
use crate::rules::Extraction;

/// Bytes of lines that are sorted in memory at a time.
const IN_MEMORY: usize = 64 << 20;

/// A syntax of RDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RdfSyntax {
    /// One quad a line, all graphs, sorted as text.
    NQuads,
    /// All graphs, each with its triples grouped by subject.
    TriG,
    /// The default graph only: events, edges and entities, without the articles' claims.
    Turtle,
}

/// Writes all quads, one a line, sorted as text.
pub(crate) fn write_nquads(quads: &Quads, out: &mut dyn Write) -> Result<(), StoreError> {
    let mut sorter = Sorter::new(IN_MEMORY);
    for quad in quads {
        sorter.push(nquad(&quad?))?;
    }
    sorter.finish(|line| {
        out.write_all(line.as_bytes())?;
        out.write_all(b"\n")
    })
}

/// Writes the graph of one article on its own, one quad a line, sorted as text: its metadata and its claims, without the
/// events and edges that need all articles.
///
/// # Errors
/// Those of the output.
pub fn write_article(names: &Names, engine: &str, extraction: &Extraction, out: &mut dyn Write) -> io::Result<()> {
    let mut lines: Vec<String> = article_quads(names, engine, extraction).quads.iter().map(nquad).collect();
    lines.sort_unstable();
    lines.dedup();
    lines.iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Writes the quads in a syntax, with the store's prefixes where the syntax has any.
pub(crate) fn write_rdf(
    quads: &Quads,
    names: &Names,
    syntax: RdfSyntax,
    out: &mut dyn Write,
) -> Result<(), StoreError> {
    let (format, only_default) = match syntax {
        RdfSyntax::NQuads => return write_nquads(quads, out),
        RdfSyntax::TriG => (RdfFormat::TriG, false),
        RdfSyntax::Turtle => (RdfFormat::Turtle, true),
    };
    let mut sorter = Sorter::new(IN_MEMORY);
    let graph = only_default.then_some(oxigraph::model::GraphNameRef::DefaultGraph);
    for quad in quads.quads_for_pattern(None, None, None, graph) {
        let quad = quad?;
        let graph = match &quad.graph_name {
            GraphName::DefaultGraph => String::new(),
            name => name.to_string(),
        };
        // The graph leads, so that each is written once; a tab sorts before all that an IRI may hold.
        sorter.push(format!("{graph}\t{}", nquad(&quad)))?;
    }
    let mut serializer = RdfSerializer::from_format(format);
    for (prefix, iri) in names.prefixes() {
        serializer = serializer.with_prefix(prefix, iri).map_err(|error| StoreError::Damaged(error.to_string()))?;
    }
    let mut writer = serializer.for_writer(out);
    sorter.finish(|line| {
        let line = line.split_once('\t').map_or("", |(_, line)| line);
        for quad in RdfParser::from_format(RdfFormat::NQuads).lenient().for_slice(line) {
            let quad: Quad = quad.map_err(io::Error::other)?;
            writer.serialize_quad(quad.as_ref())?;
        }
        Ok(())
    })?;
    writer.finish().map_err(StoreError::io("output"))?;
    Ok(())
}

/// A quad as a line of canonical N-Quads, without the line's end.
pub(crate) fn nquad(quad: &Quad) -> String {
    format!("{quad} .")
}

/// Sorts lines in bounded memory and drops repeated ones.
struct Sorter {
    limit: usize,
    held: usize,
    lines: Vec<String>,
    runs: Vec<File>,
}

impl Sorter {
    fn new(limit: usize) -> Self {
        Self { limit, held: 0, lines: Vec::new(), runs: Vec::new() }
    }

    fn push(&mut self, line: String) -> Result<(), StoreError> {
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

    fn finish(mut self, mut write: impl FnMut(&str) -> io::Result<()>) -> Result<(), StoreError> {
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
