//! How many triples the graphs of a server have, by SPARQL.

use std::{collections::BTreeMap, io::Cursor};

use serde_json::Value;

use super::{
    client::{Client, Request},
    error::PushError,
    target::encoded,
};

/// Graphs that one query asks for.
const AT_ONCE: usize = 50;

/// The number of triples of each of these graphs; graphs without any are left out.
pub(super) fn of_graphs(
    client: &mut Client,
    url: &str,
    graphs: &[String],
    tell: &mut dyn FnMut(&str),
) -> Result<BTreeMap<String, u64>, PushError> {
    let mut counts = BTreeMap::new();
    for some in graphs.chunks(AT_ONCE) {
        // One query with the names as values would be shorter, but Blazegraph then leaves graphs out.
        let each: Vec<String> = some
            .iter()
            .map(|graph| {
                format!("{{ SELECT (<{graph}> AS ?g) (COUNT(?s) AS ?n) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} }}")
            })
            .collect();
        let query = format!("SELECT ?g ?n WHERE {{ {} }}", each.join(" UNION "));
        for row in rows(client, url, &query, tell)? {
            let graph = row["g"]["value"].as_str().unwrap_or_default().to_owned();
            counts.insert(graph, number(&row));
        }
    }
    counts.retain(|_, count| *count > 0);
    Ok(counts)
}

/// The number of triples of the default graph, as queries see it.
pub(super) fn of_default_graph(client: &mut Client, url: &str, tell: &mut dyn FnMut(&str)) -> Result<u64, PushError> {
    let found = rows(client, url, "SELECT (COUNT(?s) AS ?n) WHERE { ?s ?p ?o }", tell)?;
    Ok(found.first().map_or(0, number))
}

fn number(row: &Value) -> u64 {
    row["n"]["value"].as_str().and_then(|count| count.parse().ok()).unwrap_or_default()
}

/// The rows of an answer to a query.
fn rows(client: &mut Client, url: &str, query: &str, tell: &mut dyn FnMut(&str)) -> Result<Vec<Value>, PushError> {
    let form = format!("query={}", encoded(query)).into_bytes();
    let length = form.len() as u64;
    let mut body = Cursor::new(form);
    let mut request = Request {
        method: "POST",
        url: url.to_owned(),
        media: "application/x-www-form-urlencoded",
        accept: Some("application/sparql-results+json"),
        changes: false,
        packed: false,
        body: Some((&mut body, length)),
    };
    let failed = |reason: String| PushError::Server { url: url.to_owned(), reason };
    let answer = client.send(&mut request, tell)?;
    if !answer.is_success() {
        let said = client.said(&answer);
        return Err(failed(format!(
            "the triples could not be counted: {said} (--query-url names another address, --no-check does without)"
        )));
    }
    let mut parsed: Value = serde_json::from_str(&answer.text)
        .map_err(|error| failed(format!("the answer to a query is no JSON of SPARQL results ({error}); --query-url names another address, --no-check does without")))?;
    match parsed["results"]["bindings"].take() {
        Value::Array(rows) => Ok(rows),
        _ => Err(failed(
            "the answer to a query has no rows; --query-url names another address, --no-check does without".to_owned(),
        )),
    }
}
