//! Asking the store: parameters from what a person types, and answers as plain tables.

use indexmap::IndexMap;
use jiff::{ToSpan as _, civil::Date};
use oxigraph::{
    model::{Literal, NamedNode, Term},
    sparql::{QueryResults, SparqlEvaluator},
};

use super::{
    error::{QueryError, StoreError},
    names::{PREFIXES, ch, term},
    ontology::Ontology,
    query::{ParameterKind, QueryFile},
    store::{Store, subject_of},
};

/// An answer: rows of cells, in columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// The rows; `None` where a row has nothing for a column.
    pub rows: Vec<Vec<Option<Cell>>>,
}

/// One value of an answer.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// A resource.
    Iri {
        /// Its IRI.
        iri: String,
        /// Its label in the store, or the last part of the IRI.
        label: String,
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
}

impl Cell {
    /// What a person reads: the label of a resource, the text of a value.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Iri { label, .. } => label,
            Self::Literal { value, .. } => value,
        }
    }

    /// What a program reads: the IRI of a resource, the text of a value.
    #[must_use]
    pub fn raw(&self) -> &str {
        match self {
            Self::Iri { iri, .. } => iri,
            Self::Literal { value, .. } => value,
        }
    }
}

/// Gives ids of entities for a name that the store itself does not know: the gazetteer's other names.
pub type Aliases<'a> = &'a dyn Fn(&str) -> Vec<String>;

impl Store {
    /// Answers a question of the library or of a user's own file.
    ///
    /// # Errors
    /// [`QueryError`] where a parameter is unknown, missing or not understood, or the engine gives up.
    pub fn query(&self, file: &QueryFile, parameters: &[(String, String)]) -> Result<Table, QueryError> {
        self.query_with(file, parameters, &|_| Vec::new())
    }

    /// The same, with other names for entities.
    ///
    /// # Errors
    /// As [`Store::query`].
    pub fn query_with(
        &self,
        file: &QueryFile,
        parameters: &[(String, String)],
        aliases: Aliases<'_>,
    ) -> Result<Table, QueryError> {
        for (name, _) in parameters {
            if !file.parameters.contains_key(name) {
                let known = file.parameters.keys().cloned().collect();
                return Err(QueryError::UnknownParameter { name: name.clone(), known });
            }
        }
        let mut values = IndexMap::new();
        for (name, parameter) in &file.parameters {
            let given = parameters.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value);
            match given.or(parameter.default.as_ref()) {
                Some(value) => {
                    values.insert(name.clone(), self.parameter(name, parameter.kind, value, aliases)?);
                }
                None if parameter.required => {
                    let about = parameter.about.clone();
                    return Err(QueryError::MissingParameter { name: name.clone(), about });
                }
                None => {}
            }
        }
        let mut table = self.sparql(&file.filled(&values))?;
        table.keep(file.columns.keys());
        Ok(table)
    }

    /// Answers SPARQL: a `SELECT` as its columns, an `ASK` as one cell, a `CONSTRUCT` or `DESCRIBE` as three columns.
    /// The usual prefixes need not be declared. Without an `ORDER BY` the rows are sorted, so that the same graph
    /// gives the same table.
    ///
    /// # Errors
    /// [`QueryError::File`] for a mistake in the text, [`QueryError::Evaluation`] where the engine gives up.
    pub fn sparql(&self, text: &str) -> Result<Table, QueryError> {
        let failed = |error: &dyn std::fmt::Display| QueryError::Evaluation(error.to_string());
        let mut evaluator = SparqlEvaluator::new();
        for (prefix, iri) in self.names.prefixes() {
            evaluator = evaluator.with_prefix(prefix, iri).map_err(|error| failed(&error))?;
        }
        let prepared = evaluator.parse_query(text).map_err(|error| {
            let problem = super::error::Problem { file: "query".to_owned(), line: 1, message: error.to_string() };
            QueryError::File { problems: vec![problem] }
        })?;
        let mut table = Table::default();
        let mut labels: IndexMap<String, String> = IndexMap::new();
        match prepared.on_store(&self.quads).execute().map_err(|error| failed(&error))? {
            QueryResults::Solutions(solutions) => {
                table.columns = solutions.variables().iter().map(|variable| variable.as_str().to_owned()).collect();
                for solution in solutions {
                    let solution = solution.map_err(|error| failed(&error))?;
                    let mut row = Vec::with_capacity(table.columns.len());
                    for value in solution.values() {
                        row.push(value.as_ref().map(|value| self.cell(value, &mut labels)).transpose()?);
                    }
                    table.rows.push(row);
                }
            }
            QueryResults::Boolean(answer) => {
                table.columns.push("answer".to_owned());
                table.rows.push(vec![Some(self.cell(&Literal::from(answer).into(), &mut labels)?)]);
            }
            QueryResults::Graph(triples) => {
                table.columns = ["subject", "predicate", "object"].map(str::to_owned).to_vec();
                for triple in triples {
                    let triple = triple.map_err(|error| failed(&error))?;
                    let terms = [triple.subject.into(), triple.predicate.into(), triple.object];
                    let row: Result<Vec<_>, _> =
                        terms.iter().map(|term| self.cell(term, &mut labels).map(Some)).collect();
                    table.rows.push(row?);
                }
            }
        }
        if !text.to_ascii_uppercase().contains("ORDER BY") {
            table.rows.sort();
        }
        Ok(table)
    }

    fn cell(&self, value: &Term, labels: &mut IndexMap<String, String>) -> Result<Cell, StoreError> {
        Ok(match value {
            Term::NamedNode(node) => {
                let label = match labels.get(node.as_str()) {
                    Some(label) => label.clone(),
                    None => {
                        let label = self.shown(node)?;
                        labels.insert(node.as_str().to_owned(), label.clone());
                        label
                    }
                };
                Cell::Iri { iri: node.as_str().to_owned(), label }
            }
            Term::Literal(literal) => {
                let language = literal.language().map(str::to_owned);
                let datatype = (language.is_none() && literal.datatype().as_str() != XSD_STRING)
                    .then(|| literal.datatype().as_str().to_owned());
                Cell::Literal { value: literal.value().to_owned(), datatype, language }
            }
            other => Cell::Literal { value: other.to_string(), datatype: None, language: None },
        })
    }

    /// What a person reads for a resource: its label, an article's id, a rule's id, a shortened IRI.
    fn shown(&self, node: &NamedNode) -> Result<String, StoreError> {
        let iri = node.as_str();
        if let Some(Term::Literal(id)) = self.object(node.as_ref(), term::SCHEMA_IDENTIFIER, Some(node.as_ref()))? {
            return Ok(id.value().to_owned());
        }
        if let Some(rule) = self.names.rule_id(iri) {
            return Ok(rule.into_owned());
        }
        if let Some((prefix, start)) = PREFIXES.iter().find(|(prefix, start)| *prefix != "ch" && iri.starts_with(start))
        {
            return Ok(format!("{prefix}:{}", &iri[start.len()..]));
        }
        self.label(node.as_ref())
    }

    /// What is put in the place of a parameter; any of several fits.
    fn parameter(
        &self,
        name: &str,
        kind: ParameterKind,
        value: &str,
        aliases: Aliases<'_>,
    ) -> Result<Vec<Term>, QueryError> {
        let wrong = |reason: &str| QueryError::Value {
            name: name.to_owned(),
            value: value.to_owned(),
            kind: kind.name(),
            reason: reason.to_owned(),
        };
        let value_trimmed = value.trim();
        let one: Term = match kind {
            ParameterKind::Entity => self.entity_with(value_trimmed, aliases)?.into(),
            ParameterKind::Relation => {
                let ontology = Ontology::embedded();
                let plain = value_trimmed.trim_start_matches("ch:");
                let found = ontology.relation(plain).or_else(|| {
                    ontology.relations().find(|relation| {
                        relation.label.eq_ignore_ascii_case(plain) || relation.name.eq_ignore_ascii_case(plain)
                    })
                });
                let Some(relation) = found else {
                    let names = ontology.relations().map(|relation| relation.name.as_str());
                    return Err(wrong(&format!("did you mean {}?", nearest(plain, names).join(", "))));
                };
                return Ok(ontology.kinds(&relation.name).into_iter().map(|name| ch(name).into()).collect());
            }
            ParameterKind::Date | ParameterKind::EndDate => {
                let day = day(value_trimmed, kind == ParameterKind::EndDate)
                    .ok_or_else(|| wrong("a date is YYYY-MM-DD, YYYY-MM or YYYY"))?;
                Literal::new_typed_literal(day.to_string(), term::XSD_DATE).into()
            }
            ParameterKind::Article => match self.article(value_trimmed)? {
                Some(article) => NamedNode::new_unchecked(article.iri).into(),
                None if value_trimmed.starts_with(self.names.base()) => {
                    NamedNode::new(value_trimmed).map_err(|error| wrong(&error.to_string()))?.into()
                }
                None => return Err(wrong("the store has no article of that id")),
            },
            ParameterKind::Claim => {
                if value_trimmed.starts_with(self.names.base()) {
                    NamedNode::new(value_trimmed).map_err(|error| wrong(&error.to_string()))?.into()
                } else {
                    self.names.id(value_trimmed).into()
                }
            }
            ParameterKind::Text => Literal::new_simple_literal(value).into(),
            ParameterKind::Limit => {
                let number: u32 = value_trimmed.parse().map_err(|_| wrong("a number of rows is needed, 0 for all"))?;
                Literal::from(i64::from(number)).into()
            }
            ParameterKind::Integer => {
                let number: i64 = value_trimmed.parse().map_err(|_| wrong("a whole number is needed"))?;
                Literal::from(number).into()
            }
        };
        Ok(vec![one])
    }

    /// The entity that a person means by a name, another name, an id or an IRI.
    ///
    /// # Errors
    /// [`QueryError::Ambiguous`] with the candidates, [`QueryError::NoSuchEntity`] with the nearest names.
    pub fn entity_id(&self, name: &str, aliases: Aliases<'_>) -> Result<String, QueryError> {
        let node = self.entity_with(name.trim(), aliases)?;
        Ok(self.names.local(node.as_str()).map_or_else(|| node.as_str().to_owned(), Into::into))
    }

    pub(crate) fn entity_with(&self, name: &str, aliases: Aliases<'_>) -> Result<NamedNode, QueryError> {
        let bare = name.trim_start_matches('<').trim_end_matches('>');
        if bare.contains("://")
            && let Ok(node) = NamedNode::new(bare)
        {
            return Ok(node);
        }
        let default = Some(oxigraph::model::GraphNameRef::DefaultGraph);
        let known = |node: &NamedNode| self.first(Some(node.as_ref()), Some(term::RDF_TYPE), None, default);
        let by_id = self.names.id(name);
        if known(&by_id)?.is_some() {
            return Ok(by_id);
        }
        let mut labelled = Vec::new();
        let mut other = Vec::new();
        let mut all = Vec::new();
        let folded = name.to_lowercase();
        for (predicate, found) in [(term::RDFS_LABEL, &mut labelled), (term::SKOS_ALT, &mut other)] {
            for quad in self.quads.quads_for_pattern(None, Some(predicate), None, default) {
                let quad = quad.map_err(StoreError::from)?;
                let (Some(entity), Term::Literal(label)) = (subject_of(&quad), &quad.object) else { continue };
                if label.value().to_lowercase() == folded {
                    found.push(entity.clone());
                }
                all.push(label.value().to_owned());
            }
        }
        if labelled.is_empty() {
            labelled = other;
        }
        if labelled.is_empty() {
            for id in aliases(name) {
                let node = self.names.id(&id);
                if known(&node)?.is_some() {
                    labelled.push(node);
                }
            }
        }
        labelled.sort_by(|one, other| one.as_str().cmp(other.as_str()));
        labelled.dedup();
        match labelled.as_slice() {
            [one] => Ok(one.clone()),
            [] => {
                let near = nearest(name, all.iter().map(String::as_str));
                Err(QueryError::NoSuchEntity { name: name.to_owned(), near })
            }
            several => {
                let mut candidates = Vec::new();
                for node in several {
                    let id = self.names.local(node.as_str()).unwrap_or_default().into_owned();
                    candidates.push(format!("{} ({id})", self.label(node.as_ref())?));
                }
                candidates.sort();
                Err(QueryError::Ambiguous { name: name.to_owned(), candidates })
            }
        }
    }
}

const XSD_STRING: &str = "http://www.w3.org/2001/XMLSchema#string";

impl Table {
    /// Keeps some columns, in their order.
    fn keep<'c>(&mut self, columns: impl Iterator<Item = &'c String>) {
        let mut picked = Vec::new();
        let mut names = Vec::new();
        for name in columns {
            if let Some(index) = self.columns.iter().position(|column| column == name) {
                picked.push(index);
                names.push(name.clone());
            }
        }
        for row in &mut self.rows {
            *row = picked.iter().map(|index| row[*index].clone()).collect();
        }
        self.columns = names;
    }
}

/// The three names nearest to a mistyped one, best first, none that is far.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Vec<String> {
    let folded = name.to_lowercase();
    let mut scored: Vec<(f64, &str)> = known
        .map(|other| (strsim::jaro_winkler(&folded, &other.to_lowercase()), other))
        .filter(|(score, _)| *score > 0.75)
        .collect();
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(other.1)));
    scored.dedup_by(|one, other| one.1 == other.1);
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}

/// A day from a day, a month or a year.
fn day(text: &str, last: bool) -> Option<Date> {
    let part = |text: &str, digits: usize| {
        (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse::<i16>().ok())?
    };
    let mut parts = text.split('-');
    let year = part(parts.next()?, 4)?;
    let month = parts.next().map(|text| part(text, 2).and_then(|month| i8::try_from(month).ok()));
    let day = parts.next().map(|text| part(text, 2).and_then(|day| i8::try_from(day).ok()));
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (Some(month), Some(day)) => Date::new(year, month?, day?).ok(),
        (Some(month), None) => {
            let first = Date::new(year, month?, 1).ok()?;
            Some(if last { first.last_of_month() } else { first })
        }
        _ => {
            let first = Date::new(year, 1, 1).ok()?;
            if last { first.checked_add(1.year()).ok()?.yesterday().ok() } else { Some(first) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_three_widths() {
        let text = |value: &str, last: bool| day(value, last).map(|day| day.to_string());
        assert_eq!(text("2022-02", false).as_deref(), Some("2022-02-01"));
        assert_eq!(text("2022-02", true).as_deref(), Some("2022-02-28"));
        assert_eq!(text("2024", true).as_deref(), Some("2024-12-31"));
        assert_eq!(text("2022-07-07", true).as_deref(), Some("2022-07-07"));
        for wrong in ["", "July", "2022-13", "2022-02-30", "22-1-1", "2022-1-1", "2022-01-01-01"] {
            assert_eq!(text(wrong, false), None, "{wrong}");
        }
    }
}
