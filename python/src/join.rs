//! What joins tables that were extracted apart: copies, events, clusters. Whole tables in, whole tables out.

use std::{collections::HashMap, sync::Arc};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType};
use chancery::{
    graph::{Gist, Print, copy_of, derived_of, events_of, node_of, origins_of, vocabulary_nquads},
    project::Clusters,
};
use pyo3::{exceptions::PyValueError, prelude::*};

use crate::{
    arrow::{self, Given},
    batches,
    table::{Table, batch},
};

fn wrong(error: impl ToString) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// The batches of a table.
fn all(table: &Bound<'_, PyAny>) -> PyResult<Vec<RecordBatch>> {
    match arrow::given(table)? {
        Given::Batch(batch) => Ok(vec![batch]),
        Given::Stream(stream) => table.py().detach(|| stream.collect::<Result<Vec<_>, ArrowError>>()).map_err(wrong),
    }
}

/// The texts of a column in all batches; empty where it has nothing or is not there.
fn texts(batches: &[RecordBatch], name: &str, needed: bool) -> PyResult<Vec<String>> {
    let mut found = Vec::new();
    for batch in batches {
        match batch.column_by_name(name) {
            None if needed => return Err(wrong(format!("this table has no column {name:?}"))),
            None => found.extend(std::iter::repeat_n(String::new(), batch.num_rows())),
            Some(column) => column_texts(column, &mut found)?,
        }
    }
    Ok(found)
}

fn column_texts(column: &ArrayRef, found: &mut Vec<String>) -> PyResult<()> {
    let column = batches::plain(column).map_err(wrong)?;
    for number in 0..column.len() {
        let text = match column.data_type() {
            DataType::Date32 => batches::day(&column, number).map(|day| day.map(|day| day.to_string())),
            _ => batches::text(&column, number),
        };
        found.push(text.map_err(wrong)?.unwrap_or_default());
    }
    Ok(())
}

/// A table of texts; empty ones are nothing.
fn of_texts<const N: usize>(columns: [(&str, Vec<String>); N]) -> PyResult<Table> {
    let column = |values: Vec<String>| -> ArrayRef {
        let values = values.into_iter().map(|value| (!value.is_empty()).then_some(value));
        Arc::new(values.collect::<StringArray>())
    };
    batch(columns.into_iter().map(|(name, values)| (name.to_owned(), column(values))).collect()).map(Table::new)
}

/// The rows of each key, by the order in which keys first come; rows without one are left out.
fn grouped(keys: &[String]) -> Vec<(&str, Vec<usize>)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for (row, key) in keys.iter().enumerate().filter(|(_, key)| !key.is_empty()) {
        let place = *places.entry(key).or_insert_with(|| {
            groups.push((key, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(row);
    }
    groups
}

/// Ids that links join: the first two columns are links; the answer has `id` and `cluster`.
#[pyfunction]
pub(crate) fn cluster(py: Python<'_>, links: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batches = all(links)?;
    py.detach(|| {
        let mut clusters = Clusters::new();
        for batch in &batches {
            if batch.num_columns() < 2 {
                return Err(wrong("links are two columns of ids"));
            }
            let (mut one, mut other) = (Vec::new(), Vec::new());
            column_texts(batch.column(0), &mut one)?;
            column_texts(batch.column(1), &mut other)?;
            for (one, other) in one.iter().zip(&other).filter(|(one, other)| !one.is_empty() && !other.is_empty()) {
                clusters.join(one.as_bytes(), other.as_bytes()).map_err(wrong)?;
            }
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (ids, names) = clusters.each().map(|(id, cluster)| (text(id), text(cluster))).unzip();
        of_texts([("id", ids), ("cluster", names)])
    })
}

/// The articles that others copy: `article_key`, `origin` and the quad that says so, a row for each origin.
#[pyfunction]
pub(crate) fn link_copies(py: Python<'_>, articles: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batches = all(articles)?;
    py.detach(|| {
        let column = |name: &str, needed: bool| texts(&batches, name, needed);
        let (keys, sketches) = (column("article_key", true)?, column("sketch", true)?);
        let (of_sketch, published) = (column("sketch_keys", true)?, column("published", false)?);
        let outlets = column("outlet_key", false)?;
        let prints: Vec<Print> = (0..keys.len())
            .filter(|&row| !sketches[row].is_empty())
            .map(|row| Print {
                article: keys[row].clone(),
                sketch: sketches[row].clone(),
                published: published[row].clone(),
                outlet: outlets[row].clone(),
                keys: of_sketch[row].split(' ').filter(|key| !key.is_empty()).map(str::to_owned).collect(),
            })
            .collect();
        let pairs = origins_of(&prints)
            .into_iter()
            .flat_map(|(article, origins)| origins.into_iter().map(move |origin| (article.clone(), origin)));
        let (copies, origins): (Vec<String>, Vec<String>) = pairs.unzip();
        let quads = copies.iter().zip(&origins).map(|(article, origin)| copy_of(article, origin)).collect();
        of_texts([("article_key", copies), ("origin", origins), ("nquads", quads)])
    })
}

/// Claims with what decides on their events.
struct Told {
    ids: Vec<String>,
    keys: Vec<String>,
    gists: Vec<String>,
    relations: Vec<String>,
    articles: Vec<String>,
    origins: Vec<Vec<String>>,
}

impl Told {
    fn of(batches: &[RecordBatch]) -> PyResult<Self> {
        let column = |name: &str, needed: bool| texts(batches, name, needed);
        let origins = column("origins", false)?;
        let articles =
            |origins: &String| origins.split(' ').filter(|origin| !origin.is_empty()).map(str::to_owned).collect();
        Ok(Self {
            ids: column("claim", true)?,
            keys: column("event_key", true)?,
            gists: column("event_gist", true)?,
            relations: column("relation", true)?,
            articles: column("article_key", true)?,
            origins: origins.iter().map(articles).collect(),
        })
    }

    fn group(&self, rows: &[usize]) -> Vec<Gist<'_>> {
        let gist = |row: &usize| Gist {
            claim: &self.gists[*row],
            relation: &self.relations[*row],
            article: &self.articles[*row],
            origins: &self.origins[*row],
        };
        rows.iter().map(gist).collect()
    }
}

/// The events of claims: `claim` and `event`, a row for each claim that is given, in their order.
#[pyfunction]
pub(crate) fn link_events(py: Python<'_>, claims: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batches = all(claims)?;
    py.detach(|| {
        let told = Told::of(&batches)?;
        let mut events = vec![String::new(); told.ids.len()];
        for (key, rows) in grouped(&told.keys) {
            for (row, event) in rows.iter().zip(events_of(key, &told.group(&rows)).map_err(wrong)?) {
                events[*row] = event;
            }
        }
        of_texts([("claim", told.ids), ("event", events)])
    })
}

/// What is derived from claims: `event_key`, `nquads` and `node_facts`, a row for each key.
#[pyfunction]
pub(crate) fn describe_events(py: Python<'_>, claims: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batches = all(claims)?;
    py.detach(|| {
        let told = Told::of(&batches)?;
        let (mut keys, mut quads, mut facts) = (Vec::new(), Vec::new(), Vec::new());
        for (key, rows) in grouped(&told.keys) {
            let derived = derived_of(key, &told.group(&rows)).map_err(wrong)?;
            keys.push(key.to_owned());
            quads.push(lines(&derived.quads));
            facts.push(batches::fact_lines(&derived.facts));
        }
        of_texts([("event_key", keys), ("nquads", quads), ("node_facts", facts)])
    })
}

/// What facts of nodes come to: `node` and `nquads`, a row for each node.
#[pyfunction]
pub(crate) fn describe_nodes(py: Python<'_>, facts: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batches = all(facts)?;
    py.detach(|| {
        let column = |name: &str| texts(&batches, name, true);
        let (nodes, said, counts) = (column("node")?, column("fact")?, column("count")?);
        let (mut names, mut quads) = (Vec::new(), Vec::new());
        for (node, rows) in grouped(&nodes) {
            let mut facts = Vec::with_capacity(rows.len());
            for row in rows {
                let count = counts[row].parse().map_err(|_| wrong(format!("{:?} is no count", counts[row])))?;
                facts.push((said[row].as_str(), count));
            }
            names.push(node.to_owned());
            quads.push(lines(&node_of(node, &facts).map_err(wrong)?));
        }
        of_texts([("node", names), ("nquads", quads)])
    })
}

/// The vocabulary as sorted N-Quads.
#[pyfunction]
pub(crate) fn vocabulary() -> String {
    lines(&vocabulary_nquads())
}

fn lines(quads: &[String]) -> String {
    quads.iter().flat_map(|quad| [quad, "\n"]).collect()
}
