//! Graphviz DOT: a picture of who did what to whom.
//!
//! People read a picture at a glance, so ties are merged: all relations of one kind between two entities in one direction
//! share one arrow, with a line of text for each. The colour shows the kind of relation (PLOVER's quadrants), the shape the
//! kind of entity, and the width the number of reports. A symmetric relation has no arrowhead. Labels have dates and counts,
//! with at most three dates a line.
//! An office is a second line in the box of its holder and has no box of its own. The name of a node is the id of its entity,
//! so it stays the same in every picture.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use super::{
    format::{ExportError, Written},
    network::Network,
    picture::{Drawn, Picture},
    style::{class_colour, class_name, kind_colour, kind_name, kinds, width},
    text::wrapped,
    ties::{Arrow, arrows, ties},
};
use crate::{
    entities::EntityKind,
    graph::{Node, QuadClass},
};

/// The format `dot`.
pub(super) struct Dot;

impl Picture for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn about(&self) -> &'static str {
        "a picture for Graphviz: `chancery export dot | dot -Tsvg > graph.svg`"
    }

    fn write(&self, drawn: &Drawn<'_>, _file: &str, out: &mut dyn Write) -> Result<Written, ExportError> {
        let arrows = draw(&drawn.network, drawn.legend, out)?;
        Ok(Written { boxes: drawn.network.len(), arrows })
    }
}

/// How the box of an entity is drawn, beside its colour.
fn shape(kind: Option<EntityKind>) -> &'static str {
    match kind {
        Some(EntityKind::Person) => "style=\"filled,rounded\", ",
        Some(EntityKind::Country) => "style=\"filled,bold\", ",
        Some(EntityKind::Organisation) => "",
        Some(EntityKind::Group) => "shape=octagon, ",
        Some(EntityKind::Place) => "shape=ellipse, ",
        Some(EntityKind::Position) => "shape=note, ",
        None => "style=\"filled,dotted\", ",
    }
}

/// Draws a network; gives the number of arrows.
fn draw(network: &Network, with_legend: bool, out: &mut dyn Write) -> io::Result<usize> {
    writeln!(out, "digraph chancery {{")?;
    writeln!(out, "  graph [rankdir=LR, ranksep=0.7, nodesep=0.3, bgcolor=white, fontname=\"Helvetica\"];")?;
    writeln!(
        out,
        "  node [shape=box, style=filled, color=\"#555555\", fontname=\"Helvetica\", fontsize=13, margin=\"0.15,0.08\"];"
    )?;
    writeln!(out, "  edge [fontname=\"Helvetica\", fontsize=11, arrowsize=0.7];")?;
    for node in network.nodes() {
        let about = format!("{} ({})", node.id, kind_name(node.kind));
        let (shape, fill) = (shape(node.kind), kind_colour(node.kind));
        let (label, about) = (title(node), quoted(&[&about]));
        writeln!(out, "  {} [label={label}, tooltip={about}, {shape}fillcolor=\"{fill}\"];", name(node))?;
    }
    let ties = ties(network);
    let arrows = arrows(&ties);
    for ((from, to, class, symmetric), ties) in &arrows {
        let lines: Vec<String> = ties.iter().flat_map(|tie| wrapped(&tie.line(), WIDEST_LINE)).collect();
        let colour = class_colour(*class);
        let width = width(ties.iter().map(|tie| tie.reports()).sum());
        let direction = if *symmetric { ", dir=none" } else { "" };
        let style = if *class == QuadClass::Standing { ", style=dashed" } else { "" };
        writeln!(
            out,
            "  {} -> {} [label={}, color=\"{colour}\", fontcolor=\"{colour}\", penwidth={width:.1}{direction}{style}];",
            name(network.node(*from)),
            name(network.node(*to)),
            quoted(&lines.iter().map(String::as_str).collect::<Vec<_>>())
        )?;
    }
    if with_legend && !network.is_empty() {
        legend(network, arrows.keys(), out)?;
    }
    writeln!(out, "}}")?;
    Ok(arrows.len())
}

/// The name of a node in the file: the id of its entity.
fn name(node: &Node) -> String {
    quoted(&[&node.id])
}

/// What stands in the box of an entity: its label, and a smaller second line for its offices.
fn title(node: &Node) -> String {
    let label = wrapped(&node.label, WIDEST_LABEL);
    if node.offices.is_empty() {
        return quoted(&label.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let mut text = format!("<{}", label.iter().map(|line| markup(line)).collect::<Vec<_>>().join("<br/>"));
    for line in node.office_labels().into_iter().flat_map(|office| wrapped(office, WIDEST_OFFICE)) {
        text.push_str(&format!("<br/><font point-size=\"10\" color=\"#555555\">{}</font>", markup(&line)));
    }
    text + ">"
}

/// What colours, shapes and lines mean, of those that are in the picture, as a caption below it.
fn legend<'a>(network: &Network, arrows: impl Iterator<Item = &'a Arrow>, out: &mut dyn Write) -> io::Result<()> {
    let mut classes = BTreeSet::new();
    let mut both_ways = false;
    for (_, _, class, symmetric) in arrows {
        classes.insert(*class);
        both_ways |= symmetric;
    }
    write!(out, "  label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"6\"><tr>")?;
    for class in classes {
        let (colour, name) = (class_colour(class), class_name(class));
        let line = if class == QuadClass::Standing { "- - -" } else { "&#8212;&#8212;" };
        write!(out, "<td><font color=\"{colour}\"><b>{line}</b></font> {name}</td>")?;
    }
    if both_ways {
        write!(out, "<td>&#8212;&#8212; no arrowhead: both ways</td>")?;
    }
    for (kind, fill) in kinds(network.nodes()) {
        write!(out, "<td border=\"1\" color=\"#555555\" bgcolor=\"{fill}\"> {kind} </td>")?;
    }
    writeln!(out, "</tr></table>>; labelloc=b; labeljust=l; fontsize=11;")
}

/// Characters of a line in a box, and of one at an arrow.
const WIDEST_LABEL: usize = 28;
const WIDEST_OFFICE: usize = 36;
const WIDEST_LINE: usize = 40;

/// Text inside an HTML-like label.
fn markup(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

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
    use crate::graph::{Edge, Named, Office, View};

    fn view(label: &str) -> View {
        let node = |id: &str, label: &str, kind| Node {
            id: id.to_owned(),
            label: label.to_owned(),
            kind: Some(kind),
            ..Node::default()
        };
        let edge = Edge {
            to: 1,
            event: "ev-1".to_owned(),
            relation: "metWith".to_owned(),
            label: "met with".to_owned(),
            class: QuadClass::VerbalCooperation,
            symmetric: true,
            date: Some("2022-07-07".to_owned()),
            place: Some(Named { id: "bali".to_owned(), label: "Bali".to_owned() }),
            reports: 3,
            ..Edge::default()
        };
        let nodes = vec![node("a", label, EntityKind::Person), node("b", "B", EntityKind::Country)];
        View { nodes, edges: vec![edge] }
    }

    fn drawn(view: &View) -> String {
        let mut out = Vec::new();
        draw(&Network::new(view.clone()), false, &mut out).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn labels_cannot_break_out() {
        let text = drawn(&view("Mc\"Evil\\\n]; x -> y; // &lt; <b>Żółw 王毅"));
        let line = text.lines().find(|line| line.trim_start().starts_with("\"a\" [")).expect("the node");
        assert!(line.contains(r#"label="Mc\"Evil\\ ]; x -> y; // &amp;lt;\n<b>Żółw 王毅""#), "{line}");
        assert_eq!(text.lines().filter(|line| line.contains("\" -> \"")).count(), 1);
        let mut view = view("A");
        let label = "</font>> ]; x -> y; \"&lt;".to_owned();
        view.nodes[0].offices = vec![Office { label, ..Office::default() }];
        let text = drawn(&view);
        assert!(text.contains("&lt;/font&gt;&gt; ]; x -&gt; y; &quot;&amp;lt;</font>>, "), "{text}");
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
        let event = Edge { reports: 1, place: None, ..view.edges[0].clone() };
        view.edges = ["2022-01", "2022-02", "2022-03", "2022-04"]
            .map(|date| Edge { date: Some(date.to_owned()), ..event.clone() })
            .to_vec();
        assert!(drawn(&view).contains("\"met with 2022-01 to 2022-04 (4 times)\""));
    }

    #[test]
    fn long_labels_are_broken_into_lines() {
        let text = drawn(&view("Organisation for the Prohibition of Chemical Weapons"));
        assert!(text.contains("label=\"Organisation for the\\nProhibition of Chemical\\nWeapons\""), "{text}");
    }

    #[test]
    fn an_office_is_a_line_in_the_box_of_its_holder() {
        let mut view = view("A");
        view.nodes[1] =
            Node { kind: Some(EntityKind::Position), label: "minister".to_owned(), ..view.nodes[1].clone() };
        view.nodes.push(Node { id: "c".to_owned(), label: "C".to_owned(), ..view.nodes[0].clone() });
        let meeting = Edge { from: 2, to: 0, ..view.edges[0].clone() };
        view.edges[0].relation = "holdsPosition".to_owned();
        view.edges.push(meeting);
        view.fold_offices();
        let text = drawn(&view);
        assert!(
            text.contains("\"a\" [label=<A<br/><font point-size=\"10\" color=\"#555555\">minister</font>>"),
            "{text}"
        );
        assert!(!text.contains("\"b\""), "{text}");
        assert!(text.contains("\"c\" -> \"a\""), "{text}");
    }

    #[test]
    fn an_office_that_more_is_told_of_keeps_its_box() {
        let mut view = view("A");
        view.nodes[1].kind = Some(EntityKind::Position);
        let office = Edge { relation: "holdsPosition".to_owned(), ..view.edges[0].clone() };
        view.edges.push(office);
        view.fold_offices();
        assert_eq!((view.nodes.len(), view.edges.len(), view.nodes[0].offices.len()), (2, 1, 1));
    }

    #[test]
    fn the_legend_names_what_is_there() {
        let mut out = Vec::new();
        draw(&Network::new(view("A")), true, &mut out).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        let caption = text.lines().find(|line| line.contains("labelloc=b")).expect("a legend");
        for (word, there) in [
            ("verbal co-operation", true),
            ("both ways", true),
            ("person", true),
            ("conflict", false),
            ("group", false),
        ] {
            assert_eq!(caption.contains(word), there, "{word}: {caption}");
        }
        assert!(!drawn(&view("A")).contains("labelloc"), "only where it is asked for");
    }

    #[test]
    fn nothing_is_a_picture_too() {
        assert!(drawn(&View::default()).ends_with("}\n"));
    }
}
