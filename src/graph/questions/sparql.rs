//! SPARQL as it is: parsed with the usual prefixes known, evaluated until it is done or stopped, and its answer as a plain
//! table.

use indexmap::IndexMap;
use oxigraph::{
    model::{BlankNode, GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term},
    sparql::{CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, SparqlEvaluator},
};

use super::{
    guard::{self, Form},
    misfit::{self, Misfit},
};
use crate::graph::{
    error::{Problem, QueryError, StoreError},
    store::quad_store::Store,
    vocabulary::iris::{Names, PREFIXES, ch_name, term},
};

/// An answer: rows of cells, in columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// How each column is written where ids and labels are told apart; as many as there are columns.
    pub kinds: Vec<ColumnKind>,
    /// The rows; `None` where a row has nothing for a column.
    pub rows: Vec<Vec<Option<Cell>>>,
    /// What the query gives.
    pub form: Form,
    /// What the asker should know beside the rows: how a name was understood, why there are no rows.
    pub notes: Vec<String>,
    /// Prefixes for triples, with what they stand for.
    pub prefixes: Vec<(String, String)>,
}

/// How a column is written in CSV and TSV.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// As people read it.
    #[default]
    Value,
    /// An entity or relation: its label, and its id in a column of its own beside it.
    Named,
    /// An id: of an event, a claim, an article or a rule.
    Id,
}

/// One value of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Cell {
    /// A resource.
    Iri {
        /// Its IRI.
        iri: String,
        /// Its label in the store, or the last part of the IRI.
        label: String,
        /// Its id in the store or its name in the ontology; the IRI where it has neither.
        id: String,
    },
    /// A value.
    Literal {
        /// Its text.
        value: String,
        /// IRI of its datatype, where it is neither plain nor in a language.
        datatype: Option<String>,
        /// Its language tag.
        language: Option<String>,
    },
    /// A node without a name, which only a query can make.
    Blank(String),
}

impl Cell {
    /// What a person reads: the label of a resource, the text of a value.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Iri { label, .. } => label,
            Self::Literal { value, .. } | Self::Blank(value) => value,
        }
    }

    /// What a program reads: the IRI of a resource, the text of a value.
    #[must_use]
    pub fn raw(&self) -> &str {
        match self {
            Self::Iri { iri, .. } => iri,
            Self::Literal { value, .. } | Self::Blank(value) => value,
        }
    }

    /// The short name of a resource, the text of a value.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Iri { id, .. } => id,
            Self::Literal { value, .. } | Self::Blank(value) => value,
        }
    }

    /// Whether it is a number, a day or another value that is no free text.
    #[must_use]
    pub fn is_typed(&self) -> bool {
        matches!(self, Self::Literal { datatype: Some(_), .. })
    }
}

/// Stops a query that another thread evaluates.
#[derive(Clone, Default)]
pub struct Stop(CancellationToken);

impl std::fmt::Debug for Stop {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_tuple("Stop").field(&self.0.is_cancelled()).finish()
    }
}

impl Stop {
    /// Nothing is stopped yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Stops the query: it ends with [`QueryError::Stopped`] when the engine looks up from its work.
    pub fn stop(&self) {
        self.0.cancel();
    }
}

/// Parses SPARQL with the usual prefixes, and those of the base's rooms, known.
pub(super) fn parse(file: &str, text: &str, names: &Names, stop: &Stop) -> Result<PreparedSparqlQuery, Problem> {
    guard::check(file, text)?;
    let mut evaluator = SparqlEvaluator::new().with_cancellation_token(stop.0.clone());
    let whole = |message: String| Problem { file: file.to_owned(), line: 1, column: 0, message };
    for (prefix, iri) in names.prefixes() {
        evaluator = evaluator.with_prefix(prefix, iri).map_err(|error| whole(error.to_string()))?;
    }
    let told = |text: &str| evaluator.clone().parse_query(text).err().map(|error| error.to_string());
    match evaluator.clone().parse_query(text) {
        Ok(query) => Ok(query),
        Err(error) => Err(match misfit::find(text, told) {
            Some(Misfit { at, message }) => {
                let (line, column) = guard::place(text, at);
                Problem { file: file.to_owned(), line, column, message }
            }
            None => whole(error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")),
        }),
    }
}

/// Stack of the thread that parses: the parser calls itself for each level of brackets.
const STACK: usize = 64 << 20;

/// Whether a query would be parsed, on a thread whose stack is large enough on every system.
pub(super) fn check(file: &str, text: &str) -> Result<(), Problem> {
    std::thread::scope(|scope| {
        let work = || parse(file, text, &Names::default(), &Stop::new()).map(drop);
        let parsed = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let failed = |message: String| Problem { file: file.to_owned(), line: 1, column: 0, message };
        match parsed.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(checked)) => checked,
            Ok(Err(_)) => Err(failed("a mistake in this program; please report it with the query".to_owned())),
            Err(error) => Err(failed(error.to_string())),
        }
    })
}

impl Store {
    /// Answers SPARQL: a `SELECT` as its columns, an `ASK` as one cell, a `CONSTRUCT` or `DESCRIBE` as three columns.
    /// The usual prefixes need not be declared. Without an `ORDER BY` the rows are sorted, so that the same graph
    /// gives the same table.
    ///
    /// # Errors
    /// [`QueryError::File`] for a mistake in the text, [`QueryError::Evaluation`] where the engine gives up.
    pub fn sparql(&self, text: &str) -> Result<Table, QueryError> {
        self.sparql_until("query", text, &Stop::new())
    }

    /// The same for the text of a file, until it is stopped.
    ///
    /// # Errors
    /// As [`Store::sparql`], and [`QueryError::Stopped`].
    pub fn sparql_until(&self, file: &str, text: &str, stop: &Stop) -> Result<Table, QueryError> {
        let prepared = parse(file, text, &self.names, stop);
        let prepared = prepared.map_err(|problem| QueryError::File { problems: vec![problem] })?;
        let mut table = Table::default();
        let mut labels = IndexMap::new();
        match prepared.on_store(&self.quads).execute().map_err(failed)? {
            QueryResults::Solutions(solutions) => {
                table.columns = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
                for solution in solutions {
                    let solution = solution.map_err(failed)?;
                    let mut row = Vec::with_capacity(table.columns.len());
                    for value in solution.values() {
                        row.push(value.as_ref().map(|value| self.cell(value, &mut labels)).transpose()?);
                    }
                    table.rows.push(row);
                }
            }
            QueryResults::Boolean(answer) => {
                table.form = Form::Boolean;
                table.columns.push("answer".to_owned());
                table.rows.push(vec![Some(self.cell(&Literal::from(answer).into(), &mut labels)?)]);
            }
            QueryResults::Graph(triples) => {
                table.form = Form::Triples;
                table.prefixes = self.names.prefixes();
                table.columns = ["subject", "predicate", "object"].map(str::to_owned).to_vec();
                for triple in triples {
                    let triple = triple.map_err(failed)?;
                    let terms = [triple.subject.into(), triple.predicate.into(), triple.object];
                    let row: Result<Vec<_>, _> =
                        terms.iter().map(|term| self.cell(term, &mut labels).map(Some)).collect();
                    table.rows.push(row?);
                }
                table.rows.sort();
                table.rows.dedup();
            }
        }
        if !text.to_ascii_uppercase().contains("ORDER BY") {
            table.rows.sort();
        }
        table.kinds = vec![ColumnKind::Value; table.columns.len()];
        for row in &table.rows {
            for (kind, cell) in table.kinds.iter_mut().zip(row) {
                if matches!(cell, Some(Cell::Iri { .. })) {
                    *kind = ColumnKind::Named;
                }
            }
        }
        Ok(table)
    }

    fn cell(&self, value: &Term, known: &mut IndexMap<String, (String, String)>) -> Result<Cell, StoreError> {
        Ok(match value {
            Term::NamedNode(node) => {
                let (label, id) = match known.get(node.as_str()) {
                    Some(names) => names.clone(),
                    None => {
                        let names = self.shown(node)?;
                        known.insert(node.as_str().to_owned(), names.clone());
                        names
                    }
                };
                Cell::Iri { iri: node.as_str().to_owned(), label, id }
            }
            Term::Literal(literal) => {
                let language = literal.language().map(str::to_owned);
                let datatype = (language.is_none() && literal.datatype().as_str() != XSD_STRING)
                    .then(|| literal.datatype().as_str().to_owned());
                Cell::Literal { value: literal.value().to_owned(), datatype, language }
            }
            Term::BlankNode(node) => Cell::Blank(node.as_str().to_owned()),
            #[expect(unreachable_patterns, reason = "the engine may be built with more kinds of terms")]
            other => Cell::Literal { value: other.to_string(), datatype: None, language: None },
        })
    }

    /// What a person reads for a resource, and its short name: its label, an article's id, a rule's id, a shortened IRI.
    fn shown(&self, node: &NamedNode) -> Result<(String, String), StoreError> {
        let iri = node.as_str();
        if let Some(Term::Literal(id)) = self.object(node.as_ref(), term::SCHEMA_IDENTIFIER, Some(node.as_ref()))? {
            return Ok((id.value().to_owned(), id.value().to_owned()));
        }
        if let Some(rule) = self.names.rule_id(iri) {
            return Ok((rule.clone().into_owned(), rule.into_owned()));
        }
        if let Some((prefix, start)) = PREFIXES.iter().find(|(prefix, start)| *prefix != "ch" && iri.starts_with(start))
        {
            let short = format!("{prefix}:{}", &iri[start.len()..]);
            return Ok((short.clone(), short));
        }
        let id = ch_name(iri).map(str::to_owned).or_else(|| self.names.local(iri).map(Into::into));
        Ok((self.label(node.as_ref())?, id.unwrap_or_else(|| iri.to_owned())))
    }
}

const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

/// The engine's error in our words.
fn failed(error: QueryEvaluationError) -> QueryError {
    match error {
        QueryEvaluationError::Cancelled => QueryError::Stopped,
        error => QueryError::Evaluation(error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

impl Table {
    /// The triples of an answer that is some, as text of N-Triples or Turtle.
    ///
    /// # Errors
    /// Those of the output.
    pub fn write_triples(&self, turtle: bool, out: &mut dyn std::io::Write) -> std::io::Result<()> {
        use oxigraph::io::{RdfFormat, RdfSerializer};
        let mut serializer = RdfSerializer::from_format(if turtle { RdfFormat::Turtle } else { RdfFormat::NTriples });
        if turtle {
            for (prefix, iri) in &self.prefixes {
                serializer = serializer.with_prefix(prefix, iri).map_err(std::io::Error::other)?;
            }
        }
        let mut writer = serializer.for_writer(Vec::new());
        for row in &self.rows {
            let [Some(subject), Some(Cell::Iri { iri: predicate, .. }), Some(object)] = &row[..] else { continue };
            let subject = match node(subject) {
                Term::NamedNode(node) => NamedOrBlankNode::from(node),
                Term::BlankNode(node) => node.into(),
                _ => continue,
            };
            let predicate = NamedNode::new_unchecked(predicate);
            writer.serialize_quad(&Quad::new(subject, predicate, node(object), GraphName::DefaultGraph))?;
        }
        // The serializer declares prefixes in no order; those that nothing uses need not be there.
        let text = String::from_utf8(writer.finish()?).map_err(std::io::Error::other)?;
        let (mut declared, body): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.starts_with("@prefix "));
        let used = |line: &&str| {
            let prefix = line.split_whitespace().nth(1).unwrap_or_default();
            body.iter().any(|line| line.contains(prefix))
        };
        declared.retain(used);
        declared.sort_unstable();
        declared.iter().chain(&body).try_for_each(|line| writeln!(out, "{line}"))
    }
}

/// The term of a cell.
fn node(cell: &Cell) -> Term {
    match cell {
        Cell::Iri { iri, .. } => NamedNode::new_unchecked(iri).into(),
        Cell::Blank(id) => BlankNode::new_unchecked(id).into(),
        Cell::Literal { value, language: Some(language), .. } => {
            Literal::new_language_tagged_literal_unchecked(value, language).into()
        }
        Cell::Literal { value, datatype: Some(datatype), .. } => {
            Literal::new_typed_literal(value, NamedNode::new_unchecked(datatype)).into()
        }
        Cell::Literal { value, .. } => Literal::new_simple_literal(value).into(),
    }
}
