//! Pictures and tables of the graph, with one small file for each format.
//!
//! A format of the graph is an [`Exporter`], a format of an answer is a [`TableWriter`]. Both write to any output as
//! they go. [`EXPORTERS`] and [`TABLE_WRITERS`] list all formats.

mod attributes;
mod csv;
mod cytoscape;
mod dot;
mod events;
mod format;
mod ftm;
mod gexf;
mod graphml;
mod html;
mod json;
mod layout;
mod mermaid;
mod neo4j;
mod network;
mod parquet;
mod picture;
mod rdf;
mod style;
mod svg;
#[cfg(feature = "cli")]
mod table;
#[cfg(test)]
mod tests;
mod text;
mod ties;
mod triples;
mod xml;

pub use events::{EVENT_TABLES, EventFormat, EventTable};
pub use format::{ExportError, Exporter, FileSink, Layout, Selection, TableWriter, Written};
pub use ftm::write_ftm;
pub use network::{Bridge, Central, Communities, Measures, Neighbours, Network, PIVOTS, Rank, Step, communities};
pub use text::guarded;

pub(crate) use parquet::{Columnar, TYPED, columns};

use picture::{OfGraph, Picture};

/// The formats of the selected part of the graph.
const PICTURES: [&dyn Picture; 8] = [
    &dot::Dot,
    &svg::Svg,
    &mermaid::Mermaid,
    &html::Html,
    &graphml::GraphMl,
    &gexf::Gexf,
    &cytoscape::Cytoscape,
    &neo4j::Neo4j,
];

/// All formats of the graph, by name.
pub const EXPORTERS: [&dyn Exporter; 14] = [
    &OfGraph(PICTURES[0]),
    &OfGraph(PICTURES[1]),
    &OfGraph(PICTURES[2]),
    &OfGraph(PICTURES[3]),
    &OfGraph(PICTURES[4]),
    &OfGraph(PICTURES[5]),
    &OfGraph(PICTURES[6]),
    &OfGraph(PICTURES[7]),
    &rdf::NQUADS,
    &rdf::TRIG,
    &rdf::JSONLD,
    &rdf::TURTLE,
    &rdf::NTRIPLES,
    &rdf::RDFXML,
];

/// All formats of answers, the one for people first.
#[cfg(feature = "cli")]
pub const TABLE_WRITERS: [&dyn TableWriter; 7] =
    [&table::Plain, &csv::CSV, &csv::TSV, &json::Json, &xml::Xml, &triples::NTRIPLES, &triples::TURTLE];
/// All formats of answers; the one for people comes with the feature `cli`.
#[cfg(not(feature = "cli"))]
pub const TABLE_WRITERS: [&dyn TableWriter; 6] =
    [&csv::CSV, &csv::TSV, &json::Json, &xml::Xml, &triples::NTRIPLES, &triples::TURTLE];

/// A format of the graph by its name.
#[must_use]
pub fn exporter(name: &str) -> Option<&'static dyn Exporter> {
    EXPORTERS.into_iter().find(|exporter| exporter.name() == name)
}

/// A format of answers by its name.
#[must_use]
pub fn table_writer(name: &str) -> Option<&'static dyn TableWriter> {
    TABLE_WRITERS.into_iter().find(|writer| writer.name() == name)
}
