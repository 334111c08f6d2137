//! GraphML: what yEd, Gephi, Cytoscape, networkx and igraph open.
//!
//! Each edge is an event. GraphML knows edges with and without direction, but networkx and igraph read only files that have
//! one sort, so all are written as directed, and the attribute `directed` says which of them hold both ways.

use std::io::{self, Write};

use super::{
    attributes::{OF_EDGES, OF_NODES, Sort, of_edge, of_node},
    format::{ExportError, Written},
    picture::{Drawn, Picture},
    text::{attribute, escaped},
};

/// The format `graphml`.
pub(super) struct GraphMl;

impl Picture for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn about(&self) -> &'static str {
        "GraphML for yEd, Gephi, Cytoscape, networkx and igraph: one edge an event"
    }

    fn write(&self, drawn: &Drawn<'_>, _file: &str, out: &mut dyn Write) -> Result<Written, ExportError> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"")?;
        writeln!(out, "  xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"")?;
        let schema = "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd";
        writeln!(out, "  xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns {schema}\">")?;
        key(out, "node", "label", Sort::Text)?;
        OF_NODES.iter().try_for_each(|of| key(out, "node", of.name, of.sort))?;
        key(out, "edge", "label", Sort::Text)?;
        OF_EDGES.iter().try_for_each(|of| key(out, "edge", of.name, of.sort))?;
        writeln!(out, "<graph id=\"chancery\" edgedefault=\"directed\">")?;
        for (place, node) in drawn.network.nodes().enumerate() {
            write!(out, "<node id=\"{}\">", attribute(&node.id))?;
            data(out, 'n', "label", &node.label)?;
            of_node(drawn, place, node).try_for_each(|(of, value)| data(out, 'n', of.name, &value.text()))?;
            writeln!(out, "</node>")?;
        }
        for edge in drawn.network.edges() {
            let ends = [edge.from, edge.to].map(|end| attribute(&drawn.network.node(end).id));
            let [source, target] = ends;
            write!(out, "<edge id=\"{}\" source=\"{source}\" target=\"{target}\">", attribute(&edge.event))?;
            data(out, 'e', "label", &edge.label)?;
            of_edge(edge).try_for_each(|(of, value)| data(out, 'e', of.name, &value.text()))?;
            writeln!(out, "</edge>")?;
        }
        writeln!(out, "</graph>\n</graphml>")?;
        Ok(drawn.written())
    }
}

/// Declares an attribute. GraphML has no days.
fn key(out: &mut dyn Write, of: &str, name: &str, sort: Sort) -> io::Result<()> {
    let sort = match sort {
        Sort::Text | Sort::Day => "string",
        Sort::Whole => "int",
        Sort::Real => "double",
        Sort::Truth => "boolean",
    };
    let letter = &of[..1];
    writeln!(out, "<key id=\"{letter}_{name}\" for=\"{of}\" attr.name=\"{name}\" attr.type=\"{sort}\"/>")
}

fn data(out: &mut dyn Write, letter: char, name: &str, value: &str) -> io::Result<()> {
    write!(out, "<data key=\"{letter}_{name}\">{}</data>", escaped(value))
}
