//! Cytoscape JSON (`.cyjs`): what Cytoscape, Cytoscape.js and networkx open.
//!
//! Elements are written one a line as they come. `name` and `interaction` are what Cytoscape shows; `value` and `key` are what
//! networkx takes for the names of nodes and of parallel edges.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{
    attributes::{of_edge, of_node},
    format::{ExportError, Written},
    picture::{Drawn, Picture},
};

/// The format `cytoscape`.
pub(super) struct Cytoscape;

impl Picture for Cytoscape {
    fn name(&self) -> &'static str {
        "cytoscape"
    }

    fn about(&self) -> &'static str {
        "JSON for Cytoscape, Cytoscape.js and networkx: one edge an event"
    }

    fn write(&self, drawn: &Drawn<'_>, _file: &str, out: &mut dyn Write) -> Result<Written, ExportError> {
        let network = &drawn.network;
        writeln!(
            out,
            "{{\"format_version\":\"1.0\",\"generated_by\":\"chancery\",\"target_cytoscapejs_version\":\"~3\","
        )?;
        writeln!(out, "\"data\":{{\"name\":\"chancery\"}},\"directed\":true,\"multigraph\":true,\"elements\":{{")?;
        write!(out, "\"nodes\":[")?;
        for (place, node) in network.nodes().enumerate() {
            let mut data = Map::from_iter([
                ("id".to_owned(), json!(node.id)),
                ("value".to_owned(), json!(node.id)),
                ("name".to_owned(), json!(node.label)),
            ]);
            data.extend(of_node(drawn, place, node).map(|(of, value)| (of.name.to_owned(), value.json())));
            element(out, place, data)?;
        }
        write!(out, "\n],\n\"edges\":[")?;
        for (place, edge) in network.edges().enumerate() {
            let [source, target] = [edge.from, edge.to].map(|end| network.node(end).id.as_str());
            let mut data = Map::from_iter([
                ("id".to_owned(), json!(edge.event)),
                ("key".to_owned(), json!(edge.event)),
                ("source".to_owned(), json!(source)),
                ("target".to_owned(), json!(target)),
                ("interaction".to_owned(), json!(edge.label)),
            ]);
            data.extend(of_edge(edge).map(|(of, value)| (of.name.to_owned(), value.json())));
            element(out, place, data)?;
        }
        writeln!(out, "\n]}}}}")?;
        Ok(drawn.written())
    }
}

fn element(out: &mut dyn Write, place: usize, data: Map<String, Value>) -> io::Result<()> {
    let comma = if place > 0 { "," } else { "" };
    write!(out, "{comma}\n{}", json!({ "data": data }))
}
