//! What joins tables that were extracted apart: copies, events, clusters. Whole tables in, whole tables out.

use std::{collections::HashMap, sync::Arc};

use arrow_array::{ArrayRef, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType};
use chancery::{
    graph::{Gist, Print, events_of, origins_of},
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

fn two(names: [&str; 2], one: Vec<String>, other: Vec<String>) -> PyResult<Table> {
    let column = |values: Vec<String>| -> ArrayRef { Arc::new(StringArray::from(values)) };
    let columns = vec![(names[0].to_owned(), column(one)), (names[1].to_owned(), column(other))];
    batch(columns).map(Table::new)
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
        two(["id", "cluster"], ids, names)
    })
}

/// The articles that others copy: `article_key` and `origin`, a row for each origin.
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
        let (copies, origins) = pairs.unzip();
        two(["article_key", "origin"], copies, origins)
    })
}

/// The events of claims: `claim` and `event`, a row for each claim that is given, in their order.
#[pyfunction]
pub(crate) fn link_events(py: Python<'_>, claims: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batches = all(claims)?;
    py.detach(|| {
        let column = |name: &str, needed: bool| texts(&batches, name, needed);
        let (ids, keys, gists) = (column("claim", true)?, column("event_key", true)?, column("event_gist", true)?);
        let (relations, articles) = (column("relation", true)?, column("article_key", true)?);
        let origins: Vec<Vec<String>> = column("origins", false)?
            .iter()
            .map(|origins| origins.split(' ').filter(|origin| !origin.is_empty()).map(str::to_owned).collect())
            .collect();
        let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
        for (row, key) in keys.iter().enumerate().filter(|(_, key)| !key.is_empty()) {
            groups.entry(key).or_default().push(row);
        }
        let mut events = vec![String::new(); ids.len()];
        // Each row has a place of its own, so the order of the groups does not show.
        #[allow(clippy::iter_over_hash_type, reason = "results are put to their rows")]
        for (key, rows) in &groups {
            let group: Vec<Gist<'_>> = rows
                .iter()
                .map(|&row| Gist {
                    claim: &gists[row],
                    relation: &relations[row],
                    article: &articles[row],
                    origins: &origins[row],
                })
                .collect();
            for (row, event) in rows.iter().zip(events_of(key, &group).map_err(wrong)?) {
                events[*row] = event;
            }
        }
        two(["claim", "event"], ids, events)
    })
}
