//! GEXF 1.3 with dates: what Gephi opens with a timeline.
//!
//! Each edge is an event and is there from its first to its last possible day. Where no article gives a date, that is the day
//! of its first report, and a side that is open stays open. An office is there from the first to the last day on which its
//! holder is said to hold it. networkx reads only files whose edges have one direction, so all are written as directed, and
//! the attribute `directed` says which of them hold both ways.

use std::io::{self, Write};

use super::{
    attributes::{OF_EDGES, OF_NODES, OFFICE, OfNode, Sort, of_edge, of_node},
    format::{ExportError, Written},
    picture::{Drawn, Picture},
    style::{class_colour, kind_strong, width},
    text::attribute,
};
use crate::graph::{Edge, Node};

/// The format `gexf`.
pub(super) struct Gexf;

impl Picture for Gexf {
    fn name(&self) -> &'static str {
        "gexf"
    }

    fn about(&self) -> &'static str {
        "GEXF for Gephi and its timeline: one edge an event, from its first to its last day"
    }

    fn write(&self, drawn: &Drawn<'_>, _file: &str, out: &mut dyn Write) -> Result<Written, ExportError> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(
            out,
            "<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n\
             <meta><creator>chancery</creator><description>who did what to whom; one edge an event</description></meta>\n\
             <graph defaultedgetype=\"directed\" idtype=\"string\" mode=\"dynamic\" timeformat=\"date\" \
             timerepresentation=\"interval\">"
        )?;
        let offices = |of: &&OfNode| of.name == OFFICE;
        writeln!(out, "<attributes class=\"node\" mode=\"static\">")?;
        for of in OF_NODES.iter().filter(|of| !offices(of)) {
            declare(out, 'n', of.name, of.sort)?;
        }
        writeln!(out, "</attributes>\n<attributes class=\"node\" mode=\"dynamic\">")?;
        declare(out, 'n', OFFICE, Sort::Text)?;
        writeln!(out, "</attributes>\n<attributes class=\"edge\" mode=\"static\">")?;
        OF_EDGES.iter().try_for_each(|of| declare(out, 'e', of.name, of.sort))?;
        writeln!(out, "</attributes>\n<nodes count=\"{}\">", drawn.network.len())?;
        for (place, own) in drawn.network.nodes().enumerate() {
            node(drawn, place, own, out)?;
        }
        writeln!(out, "</nodes>\n<edges count=\"{}\">", drawn.network.edges().count())?;
        drawn.network.edges().try_for_each(|own| edge(drawn, own, out))?;
        writeln!(out, "</edges>\n</graph>\n</gexf>")?;
        Ok(drawn.written())
    }
}

/// Declares an attribute. GEXF has no days among the values.
fn declare(out: &mut dyn Write, letter: char, name: &str, sort: Sort) -> io::Result<()> {
    let sort = match sort {
        Sort::Text | Sort::Day => "string",
        Sort::Whole => "integer",
        Sort::Real => "double",
        Sort::Truth => "boolean",
    };
    writeln!(out, "<attribute id=\"{letter}_{name}\" title=\"{name}\" type=\"{sort}\"/>")
}

fn node(drawn: &Drawn<'_>, place: usize, node: &Node, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<node id=\"{}\" label=\"{}\"><attvalues>", attribute(&node.id), attribute(&node.label))?;
    for (of, value) in of_node(drawn, place, node).filter(|(of, _)| of.name != OFFICE) {
        value_of(out, 'n', of.name, &value.text())?;
    }
    for (label, first, last) in offices(node) {
        let days = days(&first, &last);
        write!(out, "<attvalue for=\"n_{OFFICE}\" value=\"{}\"{days}/>", attribute(&label))?;
    }
    let [red, green, blue] = parts(kind_strong(node.kind));
    writeln!(out, "</attvalues><viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/></node>")
}

/// The offices of an entity with their days, each time with the same days once: those that are held at the same time are one
/// value, since a reader keeps one value a time.
fn offices(node: &Node) -> Vec<(String, String, String)> {
    let mut spells: Vec<(String, String, String)> = Vec::new();
    for office in &node.offices {
        let known =
            spells.iter_mut().find(|(_, first, last)| (first.as_str(), last.as_str()) == (&office.first, &office.last));
        match known {
            Some((label, ..)) if label.split("; ").any(|known| known == office.label) => {}
            Some((label, ..)) => {
                label.push_str("; ");
                label.push_str(&office.label);
            }
            None => spells.push((office.label.clone(), office.first.clone(), office.last.clone())),
        }
    }
    spells
}

fn edge(drawn: &Drawn<'_>, edge: &Edge, out: &mut dyn Write) -> io::Result<()> {
    let [source, target] = [edge.from, edge.to].map(|end| attribute(&drawn.network.node(end).id));
    let (first, last) = edge.days();
    write!(
        out,
        "<edge id=\"{}\" source=\"{source}\" target=\"{target}\" label=\"{}\" weight=\"{}\" kind=\"{}\"{}><attvalues>",
        attribute(&edge.event),
        attribute(&edge.label),
        edge.reports.max(1),
        attribute(&edge.relation),
        days(first, last),
    )?;
    of_edge(edge).try_for_each(|(of, value)| value_of(out, 'e', of.name, &value.text()))?;
    let [red, green, blue] = parts(class_colour(edge.class));
    let thickness = width(edge.reports);
    writeln!(
        out,
        "</attvalues><viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/><viz:thickness value=\"{thickness:.1}\"/></edge>"
    )
}

fn value_of(out: &mut dyn Write, letter: char, name: &str, value: &str) -> io::Result<()> {
    write!(out, "<attvalue for=\"{letter}_{name}\" value=\"{}\"/>", attribute(value))
}

/// First and last day as attributes of XML; a side that is open has none.
fn days(first: &str, last: &str) -> String {
    let mut text = String::new();
    for (name, day) in [("start", first), ("end", last)] {
        if !day.is_empty() {
            text.push_str(&format!(" {name}=\"{}\"", attribute(day)));
        }
    }
    text
}

/// Red, green and blue of `#RRGGBB`.
fn parts(colour: &str) -> [u8; 3] {
    [1, 3, 5].map(|begin| colour.get(begin..begin + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or(0))
}
