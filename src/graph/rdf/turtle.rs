//! Turtle and TriG for people's eyes: prefixes in order, statements grouped by graph, subject and predicate; the default graph of
//! TriG in braces as every other, which all readers take.

use std::io::{self, Write};

use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Term};

use super::{
    options::{RdfOptions, RdfProfile, RdfSyntax},
    statement::{Object, Statement},
};
use crate::graph::vocabulary::iris::{Names, term};

/// Writes statements that come grouped by graph and subject.
pub(crate) struct Turtle<'o> {
    out: &'o mut dyn Write,
    prefixes: Vec<(String, String)>,
    graphs: bool,
    begun: bool,
    graph: Option<GraphName>,
    subject: Option<NamedOrBlankNode>,
    predicate: Option<NamedNode>,
}

/// The vocabulary of nanopublications, of which nothing stands in a store.
const NANOPUB: (&str, &str) = ("np", "http://www.nanopub.org/nschema#");

impl<'o> Turtle<'o> {
    pub(crate) fn new(names: &Names, options: &RdfOptions, out: &'o mut dyn Write) -> Self {
        let graphs = options.syntax == RdfSyntax::TriG;
        let mut prefixes = names.prefixes();
        if options.profile == RdfProfile::Nanopub {
            prefixes.push((NANOPUB.0.to_owned(), NANOPUB.1.to_owned()));
            prefixes.sort();
        }
        Self { out, prefixes, graphs, begun: false, graph: None, subject: None, predicate: None }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.begun {
            self.begun = true;
            for (prefix, iri) in &self.prefixes {
                writeln!(self.out, "@prefix {prefix}: <{iri}> .")?;
            }
        }
        Ok(())
    }

    pub(crate) fn put(&mut self, statement: &Statement) -> io::Result<()> {
        self.begin()?;
        if self.graphs && self.graph.as_ref() != Some(&statement.graph) {
            self.end_graph()?;
            match &statement.graph {
                GraphName::NamedNode(graph) => writeln!(self.out, "\nGRAPH {} {{", self.iri(graph))?,
                _ => writeln!(self.out, "\n{{")?,
            }
            self.graph = Some(statement.graph.clone());
        }
        let margin = if self.graphs { "  " } else { "" };
        let object = self.object(&statement.object);
        if self.subject.as_ref() == Some(&statement.subject) {
            if self.predicate.as_ref() == Some(&statement.predicate) {
                write!(self.out, ", {object}")?;
            } else {
                write!(self.out, " ;\n{margin}    {} {object}", self.verb(&statement.predicate))?;
            }
        } else {
            self.end_subject()?;
            let (subject, verb) = (self.node(&statement.subject), self.verb(&statement.predicate));
            write!(self.out, "{margin}{subject} {verb} {object}")?;
            self.subject = Some(statement.subject.clone());
        }
        self.predicate = Some(statement.predicate.clone());
        Ok(())
    }

    fn end_subject(&mut self) -> io::Result<()> {
        self.predicate = None;
        if self.subject.take().is_some() { self.out.write_all(b" .\n") } else { Ok(()) }
    }

    fn end_graph(&mut self) -> io::Result<()> {
        self.end_subject()?;
        if self.graph.take().is_some() { self.out.write_all(b"}\n") } else { Ok(()) }
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.begin()?;
        self.end_graph()?;
        self.out.flush()
    }

    fn verb(&self, predicate: &NamedNode) -> String {
        if predicate.as_ref() == term::RDF_TYPE { "a".to_owned() } else { self.iri(predicate) }
    }

    fn node(&self, node: &NamedOrBlankNode) -> String {
        match node {
            NamedOrBlankNode::NamedNode(node) => self.iri(node),
            other => other.to_string(),
        }
    }

    fn object(&self, object: &Object) -> String {
        match object {
            Object::Term(term) => self.term(term),
            Object::Triple(triple) => {
                format!("<<( {} {} {} )>>", self.iri(&triple.0), self.verb(&triple.1), self.term(&triple.2))
            }
        }
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.iri(node),
            Term::Literal(literal) => self.literal(literal),
            other => other.to_string(),
        }
    }

    fn literal(&self, literal: &Literal) -> String {
        let datatype = literal.datatype();
        if literal.language().is_some() || datatype == term::XSD_STRING {
            return literal.to_string();
        }
        let plain = Literal::new_simple_literal(literal.value());
        format!("{plain}^^{}", self.iri(&datatype.into_owned()))
    }

    /// An IRI, with a prefix where what follows it needs no escapes.
    fn iri(&self, node: &NamedNode) -> String {
        let simple = |name: &str| {
            name.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '_')
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        };
        let short = self.prefixes.iter().find_map(|(prefix, start)| {
            let name = node.as_str().strip_prefix(start.as_str()).filter(|name| simple(name))?;
            Some(format!("{prefix}:{name}"))
        });
        short.unwrap_or_else(|| node.to_string())
    }
}
