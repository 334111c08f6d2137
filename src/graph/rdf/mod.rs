//! The quads of a store as RDF in any syntax, sorted: the same quads give the same bytes, whatever the order in which they were
//! added and whatever the engine. Memory does not grow with the graph.
//!
//! Quads are sorted as lines outside of memory (`sorter`), so that all that is said of a subject in a graph comes together; a profile
//! may then say it otherwise (`profile`), and a syntax writes it (`turtle`, or the RDF library for the rest).

pub(crate) mod ascii;
mod options;
mod profile;
pub(crate) mod sorter;
mod statement;
mod turtle;

use std::io::{self, Write};

use oxigraph::{
    io::{JsonLdProfileSet, RdfFormat, RdfParser, RdfSerializer, WriterQuadSerializer},
    model::{GraphName, Literal, NamedNode, Quad, Term},
    store::Store as Quads,
};

pub use self::options::{RdfOptions, RdfProfile, RdfSyntax};
use self::{
    ascii::Ascii,
    profile::Profiled,
    sorter::{IN_MEMORY, Sorter},
    statement::Statement,
    turtle::Turtle,
};
use super::{
    error::StoreError,
    quads::{
        article::article_quads,
        parts::{english, nquad},
    },
    vocabulary::iris::{Names, term},
};
use crate::rules::Extraction;

/// Writes all quads, one a line, sorted as text.
pub(crate) fn write_nquads(quads: &Quads, out: &mut dyn Write) -> Result<(), StoreError> {
    let mut sorter = Sorter::new(IN_MEMORY);
    for quad in quads {
        sorter.push(nquad(&quad?))?;
    }
    sorter.finish(|line| write_line(line, out))
}

fn write_line(line: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(line.as_bytes())?;
    out.write_all(b"\n")
}

/// Writes the graph of one article on its own, one quad a line, sorted as text: its metadata and its claims, without the
/// events and edges that need all articles.
///
/// # Errors
/// Those of the output.
pub fn write_article(names: &Names, engine: &str, extraction: &Extraction, out: &mut dyn Write) -> io::Result<()> {
    let notes = GraphName::from(names.notes());
    let quads = article_quads(names, engine, extraction).quads;
    lines(quads.iter().filter(|quad| quad.graph_name != notes)).iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// Quads with what follows from each, as the sorted lines that the export of a store has.
pub(crate) fn lines<'q>(quads: impl Iterator<Item = &'q Quad>) -> Vec<String> {
    let line = |quad: &Quad| as_stored(quad).as_ref().map_or_else(|| nquad(quad), nquad);
    let mut lines: Vec<String> =
        quads.flat_map(|quad| std::iter::once(line(quad)).chain(twin(quad).as_ref().map(nquad))).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// A quad whose decimal number a store writes otherwise, without zeros at the end, as the store writes it.
fn as_stored(quad: &Quad) -> Option<Quad> {
    let Term::Literal(number) = &quad.object else { return None };
    let (whole, fraction) = number.value().split_once('.').filter(|_| number.datatype() == term::XSD_DECIMAL)?;
    let fraction = fraction.trim_end_matches('0');
    let shortest = match (whole, fraction) {
        ("-0", "") => "0".to_owned(),
        (whole, "") => whole.to_owned(),
        _ => format!("{whole}.{fraction}"),
    };
    Some(Quad { object: Literal::new_typed_literal(shortest, term::XSD_DECIMAL).into(), ..quad.clone() })
}

/// Writes quads as the options say, with the store's prefixes where the syntax has any.
pub(crate) fn write_rdf(
    quads: &Quads,
    names: &Names,
    options: &RdfOptions,
    out: &mut dyn Write,
) -> Result<(), StoreError> {
    if options.ascii {
        let mut ascii = Ascii::new(out, options.syntax.escape());
        write_plain(quads, names, options, &mut ascii)?;
        return ascii.finish().map_err(StoreError::io("output"));
    }
    write_plain(quads, names, options, out)
}

/// The same, in UTF-8.
fn write_plain(quads: &Quads, names: &Names, options: &RdfOptions, out: &mut dyn Write) -> Result<(), StoreError> {
    let lines = matches!(options.syntax, RdfSyntax::NQuads | RdfSyntax::NTriples);
    let mut sorter = Sorter::new(IN_MEMORY);
    each_quad(quads, names, options, &mut |quad| {
        if lines && options.profile == RdfProfile::Rdf11 {
            return sorter.push(nquad(&quad));
        }
        // The graph leads, so that each is written once; a tab sorts before all that an IRI may hold.
        let graph = match &quad.graph_name {
            GraphName::DefaultGraph => String::new(),
            name => name.to_string(),
        };
        sorter.push(format!("{graph}\t{}", nquad(&quad)))
    })?;
    if lines && options.profile == RdfProfile::Rdf11 {
        return sorter.finish(|line| write_line(line, out));
    }
    let mut profiled = Profiled::new(names, options);
    if lines {
        // What a profile says otherwise stands elsewhere in the order of lines.
        let mut again = Sorter::new(IN_MEMORY);
        let failed = |error: StoreError| io::Error::other(error.to_string());
        let mut push = |statement: &Statement| again.push(statement.to_string()).map_err(failed);
        sorter.finish(|line| profiled.take(parsed(line)?, &mut push))?;
        profiled.finish(&mut push).map_err(StoreError::io("temporary file"))?;
        return again.finish(|line| write_line(line, out));
    }
    let mut writer = Writer::new(names, options, out)?;
    sorter.finish(|line| profiled.take(parsed(line)?, &mut |statement| writer.put(statement)))?;
    profiled.finish(&mut |statement| writer.put(statement)).map_err(StoreError::io("output"))?;
    writer.finish().map_err(StoreError::io("output"))
}

/// Hands over the quads that are wanted, under the names of graphs that are wanted.
fn each_quad(
    quads: &Quads,
    names: &Names,
    options: &RdfOptions,
    sink: &mut dyn FnMut(Quad) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let notes = GraphName::from(names.notes());
    let default = match &options.graph {
        Some(iri) => GraphName::from(
            NamedNode::new(iri)
                .map_err(|error| StoreError::GraphName { iri: iri.clone(), reason: error.to_string() })?,
        ),
        None => GraphName::DefaultGraph,
    };
    let only_default = options.syntax.is_of_triples() && options.profile != RdfProfile::Nanopub;
    let graph = only_default.then_some(oxigraph::model::GraphNameRef::DefaultGraph);
    for quad in quads.quads_for_pattern(None, None, None, graph) {
        let mut quad = quad?;
        if quad.graph_name == notes && !options.bookkeeping {
            continue;
        }
        if quad.graph_name.is_default_graph() && !options.syntax.is_of_triples() {
            quad.graph_name = default.clone();
        }
        if let Some(twin) = twin(&quad) {
            sink(twin)?;
        }
        sink(quad)?;
    }
    Ok(())
}

/// What follows from a quad, so that the store need not keep it: a label as English, and the article that a claim comes from, which
/// in the store is the graph that the claim stands in.
pub(crate) fn twin(quad: &Quad) -> Option<Quad> {
    match (quad.predicate.as_ref(), &quad.object, &quad.graph_name) {
        (term::RDFS_LABEL, Term::Literal(label), _) if label.language().is_none() => {
            Some(Quad { object: english(label.value()).into(), ..quad.clone() })
        }
        (term::RDF_TYPE, Term::NamedNode(class), GraphName::NamedNode(doc)) if class.as_ref() == term::CLAIM => {
            Some(Quad { predicate: term::PROV_DERIVED.into_owned(), object: doc.clone().into(), ..quad.clone() })
        }
        _ => None,
    }
}

/// The quad of a line that the graph leads.
fn parsed(line: &str) -> io::Result<Quad> {
    let line = line.split_once('\t').map_or("", |(_, line)| line);
    let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
    let mut quads = parser.for_slice(line);
    quads.next().unwrap_or_else(|| unreachable!("each line is a quad")).map_err(io::Error::other)
}

/// A syntax with what it has written.
enum Writer<'o> {
    Turtle(Turtle<'o>),
    Library(WriterQuadSerializer<&'o mut dyn Write>),
}

impl<'o> Writer<'o> {
    fn new(names: &Names, options: &RdfOptions, out: &'o mut dyn Write) -> Result<Self, StoreError> {
        let format = match options.syntax {
            RdfSyntax::RdfXml => RdfFormat::RdfXml,
            RdfSyntax::JsonLd => RdfFormat::JsonLd { profile: JsonLdProfileSet::default() },
            _ => return Ok(Self::Turtle(Turtle::new(names, options, out))),
        };
        let mut serializer = RdfSerializer::from_format(format);
        for (prefix, iri) in names.prefixes() {
            serializer = serializer.with_prefix(prefix, iri).map_err(|error| StoreError::Damaged(error.to_string()))?;
        }
        Ok(Self::Library(serializer.for_writer(out)))
    }

    fn put(&mut self, statement: &Statement) -> io::Result<()> {
        match self {
            Self::Turtle(turtle) => turtle.put(statement),
            Self::Library(writer) => match statement.quad() {
                Some(quad) => writer.serialize_quad(&quad),
                None => Err(io::Error::other("this syntax has no triples within triples")),
            },
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Turtle(turtle) => turtle.finish(),
            Self::Library(writer) => writer.finish().map(drop),
        }
    }
}
