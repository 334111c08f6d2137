//! Graphviz DOT: a picture of who did what to whom.
//!
//! A picture is read, not queried, so ties are merged: all relations of one kind between two entities in one direction
//! are one arrow with a line of text each. Colour tells the kind of relation (PLOVER's quadrants), shape the kind of
//! entity, width the number of reports; a relation that holds both ways has no arrowhead. Dates and counts are in the
//! labels, at most three dates a line.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use super::{ExportError, Exporter};
use crate::{
    entities::EntityKind,
    graph::{Aliases, Edge, Filter, QuadClass, Store, View},
};

/// The format `dot`.
pub(super) struct Dot;

impl Exporter for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn about(&self) -> &'static str {
        "a picture for Graphviz: `chancery export dot | dot -Tsvg > graph.svg`"
    }

    fn filters(&self) -> bool {
        true
    }

    fn write(
        &self,
        store: &Store,
        filter: &Filter,
        aliases: Aliases<'_>,
        out: &mut dyn Write,
    ) -> Result<(), ExportError> {
        Ok(draw(&store.view(filter, aliases)?, out)?)
    }
}

/// Colours that stay apart on paper and for colour-blind eyes (Okabe and Ito's palette), darkened for text.
fn colour(class: QuadClass) -> (&'static str, &'static str) {
    match class {
        QuadClass::VerbalCooperation => ("#0072B2", "verbal co-operation"),
        QuadClass::MaterialCooperation => ("#00805E", "material co-operation"),
        QuadClass::VerbalConflict => ("#B35900", "verbal conflict"),
        QuadClass::MaterialConflict => ("#B3001B", "material conflict"),
        QuadClass::Statement => ("#555555", "statement"),
        QuadClass::Standing => ("#8A8A8A", "standing relation"),
    }
}

fn shape(kind: Option<EntityKind>) -> (&'static str, &'static str) {
    match kind {
        Some(EntityKind::Person) => ("shape=ellipse, fillcolor=\"#FFF8E1\"", "person"),
        Some(EntityKind::Country) => ("shape=box, style=\"filled,bold\", fillcolor=\"#E3F2FD\"", "country"),
        Some(EntityKind::Organisation) => {
            ("shape=box, style=\"filled,rounded\", fillcolor=\"#E8F5E9\"", "organisation")
        }
        Some(EntityKind::Group) => ("shape=hexagon, fillcolor=\"#F3E5F5\"", "group"),
        Some(EntityKind::Place) => ("shape=house, fillcolor=\"#EFEBE9\"", "place"),
        Some(EntityKind::Position) => ("shape=note, fillcolor=\"#FAFAFA\"", "position"),
        None => ("shape=plain", "other"),
    }
}

fn draw(view: &View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "digraph chancery {{")?;
    writeln!(
        out,
        "  graph [rankdir=LR, ranksep=1.1, nodesep=0.4, splines=true, overlap=false, bgcolor=white, fontname=\"Helvetica\"];"
    )?;
    writeln!(
        out,
        "  node [style=filled, color=\"#555555\", fontname=\"Helvetica\", fontsize=13, margin=\"0.15,0.08\"];"
    )?;
    writeln!(out, "  edge [fontname=\"Helvetica\", fontsize=11, arrowsize=0.7];")?;
    for (index, node) in view.nodes.iter().enumerate() {
        let (attributes, _) = shape(node.kind);
        writeln!(out, "  n{index} [label={}, tooltip={}, {attributes}];", quoted(&[&node.label]), quoted(&[&node.id]))?;
    }
    let mut arrows: BTreeMap<(usize, usize, QuadClass, bool), Vec<&Edge>> = BTreeMap::new();
    for edge in &view.edges {
        arrows.entry((edge.from, edge.to, edge.class, edge.symmetric)).or_default().push(edge);
    }
    for ((from, to, class, symmetric), edges) in &arrows {
        let lines: Vec<String> = edges.iter().map(|edge| line(edge)).collect();
        let (colour, _) = colour(*class);
        let reports: usize = edges.iter().map(|edge| edge.reports).sum();
        // One report is a hairline, ten a thick line; more do not cover the picture.
        let width = (1.0 + (reports.max(1) as f64).log2() * 0.6).min(4.0);
        let direction = if *symmetric { ", dir=none" } else { "" };
        let style = if *class == QuadClass::Standing { ", style=dashed" } else { "" };
        writeln!(
            out,
            "  n{from} -> n{to} [label={}, color=\"{colour}\", fontcolor=\"{colour}\", penwidth={width:.1}{direction}{style}];",
            quoted(&lines.iter().map(String::as_str).collect::<Vec<_>>())
        )?;
    }
    legend(view, &arrows.keys().map(|(_, _, class, _)| *class).collect(), out)?;
    writeln!(out, "}}")
}

/// What colours and shapes mean, of those that are in the picture.
fn legend(view: &View, classes: &BTreeSet<QuadClass>, out: &mut dyn Write) -> io::Result<()> {
    if view.nodes.is_empty() {
        return Ok(());
    }
    write!(
        out,
        "  legend [shape=plain, style=\"\", fontsize=10, label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"2\">"
    )?;
    for class in classes {
        let (colour, name) = colour(*class);
        let line = if *class == QuadClass::Standing { "- - -" } else { "&#8213;&#8213;" };
        write!(out, "<tr><td><font color=\"{colour}\"><b>{line}</b></font></td><td align=\"left\">{name}</td></tr>")?;
    }
    write!(out, "<tr><td>&#8213;</td><td align=\"left\">no arrowhead: both ways</td></tr>")?;
    writeln!(out, "</table>>];")
}

/// One relation of an arrow: "met with 2022-07-07, Bali (3 reports)".
fn line(edge: &Edge) -> String {
    let mut text = edge.label.clone();
    match edge.dates.as_slice() {
        [] => {}
        dates if dates.len() <= MOST_DATES => {
            text.push(' ');
            text.push_str(&dates.join(", "));
        }
        [first, .., last] => {
            text.push_str(&format!(" {first} to {last}"));
        }
        [_] => {}
    }
    if let [place] = edge.places.as_slice() {
        text.push_str(&format!(", {place}"));
    }
    let mut counts = Vec::new();
    if edge.events > 1 {
        counts.push(format!("{} times", edge.events));
    }
    if edge.reports > edge.events {
        counts.push(format!("{} reports", edge.reports));
    }
    if !counts.is_empty() {
        text.push_str(&format!(" ({})", counts.join(", ")));
    }
    text
}

const MOST_DATES: usize = 3;

/// A quoted DOT string of some lines. Inside of quotes DOT knows the quote and, in labels, the backslash; line ends and
/// other control characters become spaces, and what Graphviz would read as an HTML entity is kept literal.
fn quoted(lines: &[&str]) -> String {
    let mut text = String::from("\"");
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push_str("\\n");
        }
        for letter in line.chars() {
            match letter {
                '"' => text.push_str("\\\""),
                '\\' => text.push_str("\\\\"),
                '&' => text.push_str("&amp;"),
                letter if letter.is_control() => text.push(' '),
                letter => text.push(letter),
            }
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Node;

    fn view(label: &str) -> View {
        let node = |id: &str, label: &str, kind| Node {
            id: id.to_owned(),
            iri: format!("https://example.org/{id}"),
            label: label.to_owned(),
            kind: Some(kind),
        };
        let edge = Edge {
            from: 0,
            to: 1,
            relation: "metWith".to_owned(),
            label: "met with".to_owned(),
            class: QuadClass::VerbalCooperation,
            symmetric: true,
            dates: vec!["2022-07-07".to_owned()],
            places: vec!["Bali".to_owned()],
            events: 1,
            reports: 3,
        };
        let nodes = vec![node("a", label, EntityKind::Person), node("b", "B", EntityKind::Country)];
        View { nodes, edges: vec![edge] }
    }

    fn drawn(view: &View) -> String {
        let mut out = Vec::new();
        draw(view, &mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn labels_cannot_break_out() {
        let text = drawn(&view("Mc\"Evil\\\n]; x -> y; // &lt; <b>Żółw 王毅"));
        let line = text.lines().find(|line| line.trim_start().starts_with("n0 [")).expect("the node");
        assert!(line.contains(r#"label="Mc\"Evil\\ ]; x -> y; // &amp;lt; <b>Żółw 王毅""#), "{line}");
        assert_eq!(text.lines().filter(|line| line.contains(" -> n")).count(), 1);
    }

    #[test]
    fn an_edge_says_what_when_where_and_how_often() {
        let text = drawn(&view("A"));
        assert!(text.contains("label=\"met with 2022-07-07, Bali (3 reports)\""), "{text}");
        assert!(text.contains("dir=none"));
    }

    #[test]
    fn many_dates_become_a_span() {
        let mut view = view("A");
        view.edges[0].dates = ["2022-01", "2022-02", "2022-03", "2022-04"].map(str::to_owned).to_vec();
        view.edges[0].events = 4;
        view.edges[0].reports = 4;
        view.edges[0].places.clear();
        assert!(drawn(&view).contains("\"met with 2022-01 to 2022-04 (4 times)\""));
    }

    #[test]
    fn nothing_is_a_picture_too() {
        assert!(drawn(&View::default()).ends_with("}\n"));
    }
}
