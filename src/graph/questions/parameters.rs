//! Queries of the store: parameters as people type them, put into a question as typed terms.

use indexmap::IndexMap;
use jiff::{ToSpan as _, civil::Date};
use oxigraph::model::{Literal, NamedNode, Term};

use super::{
    guard,
    naming::{Aliases, nearest},
    query_file::{ParameterKind, QueryFile},
    sparql::{Cell, ColumnKind, Stop, Table},
};
use crate::graph::{
    error::QueryError,
    store::quad_store::Store,
    vocabulary::{
        iris::{ch, term},
        ontology::Ontology,
    },
};

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
        self.query_until(file, parameters, aliases, &Stop::new())
    }

    /// The same, until it is stopped.
    ///
    /// # Errors
    /// As [`Store::query`], and [`QueryError::Stopped`].
    pub fn query_until(
        &self,
        file: &QueryFile,
        parameters: &[(String, String)],
        aliases: Aliases<'_>,
        stop: &Stop,
    ) -> Result<Table, QueryError> {
        let (text, notes) = self.filled(file, parameters, aliases)?;
        let mut table = self.sparql_until(&file.path, &text, stop)?;
        table.notes = notes;
        if !file.columns.is_empty() {
            table.keep(file);
        }
        Ok(table)
    }

    /// The SPARQL of a question with these parameters, and how names among them were understood.
    ///
    /// # Errors
    /// [`QueryError`] where a parameter is unknown, missing or not understood.
    pub fn filled(
        &self,
        file: &QueryFile,
        parameters: &[(String, String)],
        aliases: Aliases<'_>,
    ) -> Result<(String, Vec<String>), QueryError> {
        for (name, _) in parameters {
            if !file.parameters.contains_key(name) {
                let known = file.parameters.keys().cloned().collect();
                return Err(QueryError::UnknownParameter { name: name.clone(), known });
            }
        }
        let mut values = IndexMap::new();
        let mut notes = Vec::new();
        for (name, parameter) in &file.parameters {
            let given = parameters.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value);
            match given.or(parameter.default.as_ref()) {
                Some(value) => {
                    values.insert(name.clone(), self.parameter(name, parameter.kind, value, aliases, &mut notes)?);
                }
                None if parameter.required => {
                    let about = parameter.about.clone();
                    return Err(QueryError::MissingParameter { name: name.clone(), about });
                }
                None => {}
            }
        }
        Ok((file.filled(&values), notes))
    }

    /// A query with declarations of the prefixes that it uses and leaves to the program, for those who do not know them.
    #[must_use]
    pub fn declared(&self, text: &str) -> String {
        let used = guard::prefixes(text);
        let upper = text.to_ascii_uppercase();
        let declares = |prefix: &str| upper.contains(&format!("PREFIX {}:", prefix.to_ascii_uppercase()));
        let known = self.names.prefixes().into_iter();
        let missing = known.filter(|(prefix, _)| used.contains(prefix.as_str()) && !declares(prefix));
        let declared: String = missing.map(|(prefix, iri)| format!("PREFIX {prefix}: <{iri}>\n")).collect();
        format!("{declared}{text}")
    }

    /// What is put in the place of a parameter; any of several fits.
    fn parameter(
        &self,
        name: &str,
        kind: ParameterKind,
        value: &str,
        aliases: Aliases<'_>,
        notes: &mut Vec<String>,
    ) -> Result<Vec<Term>, QueryError> {
        let given = Given { name, kind, value };
        Ok(vec![match kind {
            ParameterKind::Entity => {
                let (node, note) = self.entity_noted(given.trimmed(), aliases)?;
                notes.extend(note);
                node.into()
            }
            ParameterKind::Outlet => return self.outlet(&given),
            ParameterKind::Relation => return relation_and_kinds(&given),
            ParameterKind::Date | ParameterKind::EndDate => {
                let day = day(given.trimmed(), kind == ParameterKind::EndDate)
                    .ok_or_else(|| given.wrong("a date is YYYY-MM-DD, YYYY-MM or YYYY"))?;
                Literal::new_typed_literal(day.to_string(), term::XSD_DATE).into()
            }
            ParameterKind::Article => self.article_or_iri(&given)?,
            ParameterKind::Claim if given.trimmed().starts_with(self.names.base()) => given.iri()?,
            ParameterKind::Claim => self.names.id(given.trimmed()).into(),
            ParameterKind::Text => Literal::new_simple_literal(value).into(),
            ParameterKind::Limit => {
                let number: Result<u32, _> = given.trimmed().parse();
                let number = number.map_err(|_| given.wrong("a number of rows is needed, 0 for all"))?;
                Literal::from(i64::from(number)).into()
            }
            ParameterKind::Integer => {
                let number: Result<i64, _> = given.trimmed().parse();
                Literal::from(number.map_err(|_| given.wrong("a whole number is needed"))?).into()
            }
        }])
    }

    /// An outlet by its label, by another of its names or as an article writes it, whatever the capitals.
    fn outlet(&self, given: &Given<'_>) -> Result<Vec<Term>, QueryError> {
        let found: Vec<Term> = self.outlets_named(given.trimmed())?.into_iter().map(Into::into).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        let names = self.outlets()?;
        let near = nearest(given.trimmed(), names.keys().map(String::as_str));
        Err(given.wrong(&match (names.len(), &near[..]) {
            (0, _) => "no article of the store names its outlet".to_owned(),
            (_, [near, ..]) => format!("did you mean {near:?}?"),
            (_, []) => {
                let some: Vec<&str> = names.keys().map(String::as_str).take(SOME_OUTLETS).collect();
                let more = if names.len() > SOME_OUTLETS { ", …" } else { "" };
                format!("the store has {}{more}", some.join(", "))
            }
        }))
    }

    /// An article by its id, or any IRI below the store's base.
    fn article_or_iri(&self, given: &Given<'_>) -> Result<Term, QueryError> {
        match self.article(given.trimmed())? {
            Some(article) => Ok(NamedNode::new_unchecked(article.iri).into()),
            None if given.trimmed().starts_with(self.names.base()) => given.iri(),
            None => Err(given.wrong("the store has no article of that id")),
        }
    }
}

/// A value as it was given for a parameter.
struct Given<'p> {
    name: &'p str,
    kind: ParameterKind,
    value: &'p str,
}

impl Given<'_> {
    fn trimmed(&self) -> &str {
        self.value.trim()
    }

    fn iri(&self) -> Result<Term, QueryError> {
        Ok(NamedNode::new(self.trimmed()).map_err(|error| self.wrong(&error.to_string()))?.into())
    }

    fn wrong(&self, reason: &str) -> QueryError {
        QueryError::Value {
            name: self.name.to_owned(),
            value: self.value.to_owned(),
            kind: self.kind.name(),
            reason: reason.to_owned(),
        }
    }
}

/// A relation by its name or label, with its kinds.
fn relation_and_kinds(given: &Given<'_>) -> Result<Vec<Term>, QueryError> {
    let ontology = Ontology::embedded();
    let plain = given.trimmed().trim_start_matches("ch:");
    let found = ontology.relation(plain).or_else(|| {
        ontology
            .relations()
            .find(|relation| relation.label.eq_ignore_ascii_case(plain) || relation.name.eq_ignore_ascii_case(plain))
    });
    let Some(relation) = found else {
        let names = ontology.relations().map(|relation| relation.name.as_str());
        return Err(given.wrong(&match nearest(plain, names) {
            near if near.is_empty() => "a relation is named as in the ontology, such as metWith".to_owned(),
            near => format!("did you mean {}?", near.join(", ")),
        }));
    };
    Ok(ontology.kinds(&relation.name).into_iter().map(|name| ch(name).into()).collect())
}

/// How many outlets an error names.
const SOME_OUTLETS: usize = 20;

impl Table {
    /// Keeps the columns that a question tells of, in its order and of the kinds that it gives them.
    fn keep(&mut self, file: &QueryFile) {
        let mut picked = Vec::new();
        let mut names = Vec::new();
        let mut kinds: Vec<ColumnKind> = Vec::new();
        for (name, column) in &file.columns {
            if let Some(index) = self.columns.iter().position(|column| column == name) {
                picked.push(index);
                names.push(name.clone());
                kinds.push(column.kind);
            }
        }
        for row in &mut self.rows {
            *row = picked.iter().map(|index| row[*index].clone()).collect();
            for (cell, kind) in row.iter_mut().zip(&kinds) {
                // An id is shown as what `explain` takes, whatever label its node has.
                if let (Some(Cell::Iri { label, id, .. }), ColumnKind::Id) = (cell, kind) {
                    label.clone_from(id);
                }
            }
        }
        (self.columns, self.kinds) = (names, kinds);
    }
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
