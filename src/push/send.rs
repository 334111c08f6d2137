//! One change of one graph on the server, in the way that the server takes it.

use std::io::{self, BufRead as _, BufReader, Cursor, Seek as _};

use super::{
    body::Body,
    client::{Answer, Client, Request},
    error::PushError,
    plan::DEFAULT,
    target::{Target, Way, encoded},
};
use crate::graph::StoreError;

/// Triples of one portion of SPARQL Update: what servers parse at once, and then forget.
const PORTION: usize = 1000;

/// Changes of the graphs of one server.
pub(super) struct Sender<'s> {
    pub(super) client: &'s mut Client,
    pub(super) target: &'s Target,
    pub(super) tell: &'s mut dyn FnMut(&str),
}

impl Sender<'_> {
    /// Puts a graph in the place of the one of its name; gives the server's words where it does not take it.
    pub(super) fn put(&mut self, graph: &str, body: &mut Body, packed: bool) -> Result<Option<String>, PushError> {
        let (url, media) = match &self.target.way {
            Way::GraphStore { url, parameter, media } => (of_graph(url, parameter, graph), *media),
            Way::Blazegraph { url } => {
                let name = encoded(graph);
                let old = encoded(&format!("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"));
                (format!("{url}?context-uri-insert={name}&context-uri-delete={name}&query={old}"), "text/plain")
            }
            Way::Update { url } => return self.fill(&url.clone(), graph, body),
        };
        let length = body.length;
        self.ask(Request {
            method: "PUT",
            url,
            media,
            accept: None,
            changes: true,
            packed,
            body: Some((&mut body.file, length)),
        })
    }

    /// Deletes a graph; one that is not there is deleted already.
    pub(super) fn delete(&mut self, graph: &str) -> Result<Option<String>, PushError> {
        let url = match &self.target.way {
            Way::GraphStore { url, parameter, .. } => of_graph(url, parameter, graph),
            Way::Blazegraph { url } => format!("{url}?c={}", encoded(&format!("<{graph}>"))),
            Way::Update { url } => return self.update(&url.clone(), format!("DROP SILENT {}", named(graph))),
        };
        let mut request =
            Request { method: "DELETE", url, media: "", accept: None, changes: true, packed: false, body: None };
        let answer = self.client.send(&mut request, self.tell)?;
        Ok(self.refused(&answer).filter(|_| answer.status != 404))
    }

    /// Deletes everything that the server holds.
    pub(super) fn empty(&mut self, url: &str) -> Result<Option<String>, PushError> {
        self.update(url, "DROP ALL".to_owned())
    }

    /// Drops a graph and fills it in portions.
    fn fill(&mut self, url: &str, graph: &str, body: &mut Body) -> Result<Option<String>, PushError> {
        let failed = |source: io::Error| StoreError::Io { path: "temporary file".into(), source };
        body.file.rewind().map_err(failed)?;
        let mut lines = BufReader::new(&mut body.file).lines();
        let mut before = format!("DROP SILENT {} ;\n", named(graph));
        loop {
            let portion: Vec<String> = lines.by_ref().take(PORTION).collect::<Result<_, _>>().map_err(failed)?;
            if portion.is_empty() && before.is_empty() {
                return Ok(None);
            }
            let triples = portion.join("\n");
            let data = match graph {
                DEFAULT => triples,
                _ => format!("GRAPH <{graph}> {{\n{triples}\n}}"),
            };
            let refused = self.update(url, format!("{}INSERT DATA {{\n{data}\n}}", std::mem::take(&mut before)))?;
            if refused.is_some() {
                return Ok(refused);
            }
        }
    }

    fn update(&mut self, url: &str, text: String) -> Result<Option<String>, PushError> {
        let length = text.len() as u64;
        let mut body = Cursor::new(text.into_bytes());
        let media = "application/sparql-update";
        let body: Option<(&mut dyn super::client::Again, u64)> = Some((&mut body, length));
        self.ask(Request {
            method: "POST",
            url: url.to_owned(),
            media,
            accept: None,
            changes: true,
            packed: false,
            body,
        })
    }

    fn ask(&mut self, mut request: Request<'_>) -> Result<Option<String>, PushError> {
        let answer = self.client.send(&mut request, self.tell)?;
        Ok(self.refused(&answer))
    }

    fn refused(&self, answer: &Answer) -> Option<String> {
        (!answer.is_success()).then(|| self.client.said(answer))
    }
}

/// The address of one graph. A request without a graph would replace everything.
fn of_graph(url: &str, parameter: &str, graph: &str) -> String {
    match graph {
        DEFAULT => format!("{url}?default"),
        _ => format!("{url}?{parameter}={}", encoded(graph)),
    }
}

/// A graph as SPARQL Update names it.
fn named(graph: &str) -> String {
    if graph == DEFAULT { "DEFAULT".to_owned() } else { format!("GRAPH <{graph}>") }
}
