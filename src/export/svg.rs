//! SVG without Graphviz: a picture of who did what to whom that any browser and word processor shows.
//!
//! The layout is our own (`layout::plan`): a frame for each country, a box for each entity, a line for each kind of relation
//! and direction between two. Colours are those of DOT: of a box by the kind of entity, of a line by the kind of relation,
//! and a line is wider the more reports there are. Where the mouse rests on a line, the sentences are shown that it
//! stands for.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use super::{
    format::{ExportError, Written},
    layout::{Point, Rect, plan},
    picture::{Drawn, Picture},
    style::{CLASSES, class_colour, class_name, kind_colour, kind_name, kinds, width},
    text::{attribute, escaped, wrapped},
    ties::{Arrow, Tie, arrows, ties},
};
use crate::{
    entities::EntityKind,
    graph::{Node, QuadClass},
};

/// The format `svg`.
pub(super) struct Svg;

impl Picture for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn about(&self) -> &'static str {
        "a picture without Graphviz: frames by country, sentences as tooltips"
    }

    fn write(&self, drawn: &Drawn<'_>, _file: &str, out: &mut dyn Write) -> Result<Written, ExportError> {
        let network = &drawn.network;
        let boxes: Vec<Text> = network.nodes().map(Text::of).collect();
        let plan = plan(network, &boxes.iter().map(Text::size).collect::<Vec<_>>());
        let ties = ties(network);
        let arrows = arrows(&ties);
        let legend = if drawn.legend && !network.is_empty() { LEGEND } else { 0.0 };
        let (width, height) = (plan.width.ceil(), (plan.height + legend).ceil());
        begin(width, height, out)?;
        for cluster in plan.clusters.iter().filter(|cluster| !cluster.label.is_empty()) {
            frame(&cluster.rect, &cluster.label, out)?;
        }
        let mut taken = plan.boxes.clone();
        for (number, (arrow, ties)) in arrows.iter().enumerate() {
            let beside = arrows.keys().take(number).filter(|other| same_pair(other, arrow)).count();
            let way = if arrow.0 <= arrow.1 { 1.0 } else { -1.0 };
            let curve = Curve::between(&plan.boxes[arrow.0], &plan.boxes[arrow.1], beside, way);
            let about = about(drawn, arrow, ties)?;
            let label = if arrows.len() <= MOST_LABELS { Label::place(ties, &curve, &mut taken) } else { None };
            line(arrow, ties, &curve, &about, label.as_ref(), out)?;
        }
        for ((node, text), rect) in network.nodes().zip(&boxes).zip(&plan.boxes) {
            entity(node, text, rect, out)?;
        }
        if legend > 0.0 {
            caption(drawn, arrows.keys(), plan.height, out)?;
        }
        writeln!(out, "</svg>")?;
        Ok(Written { boxes: network.len(), arrows: arrows.len() })
    }
}

/// Lines up to which they have labels, where there is room; more would cover the picture.
const MOST_LABELS: usize = 60;
/// Height of the legend.
const LEGEND: f64 = 46.0;
/// Size of the letters of a name, and of an office, in pixels.
const LETTERS: f64 = 13.0;
const SMALL: f64 = 10.0;
/// Characters of a line.
const WIDEST: usize = 26;
const WIDEST_OFFICE: usize = 34;
/// Events of a line whose sentences are shown.
const MOST_SENTENCES: usize = 4;

/// What stands in a box.
struct Text {
    name: Vec<String>,
    offices: Vec<String>,
}

impl Text {
    fn of(node: &Node) -> Self {
        let offices = node.office_labels().into_iter().flat_map(|office| wrapped(office, WIDEST_OFFICE));
        Self { name: wrapped(&node.label, WIDEST), offices: offices.collect() }
    }

    fn size(&self) -> (f64, f64) {
        let name = self.name.iter().map(|line| length(line) * LETTERS).fold(0.0, f64::max);
        let offices = self.offices.iter().map(|line| length(line) * SMALL).fold(0.0, f64::max);
        let lines = self.name.len() as f64 * (LETTERS + 3.0) + self.offices.len() as f64 * (SMALL + 3.0);
        (name.max(offices) + 18.0, lines + 10.0)
    }
}

/// About how long a text is, in sizes of its letters; the font is the reader's.
fn length(text: &str) -> f64 {
    let letter = |letter: char| match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | '\'' | ' ' | 't' | 'f' | 'r' | '(' | ')' => 0.34,
        'm' | 'w' | 'M' | 'W' => 0.86,
        letter if letter.is_uppercase() || letter.is_numeric() => 0.68,
        letter if u32::from(letter) >= 0x1100 => 1.05,
        _ => 0.57,
    };
    text.chars().map(letter).sum()
}

/// Whether two lines are between the same two entities, in whichever direction.
fn same_pair(one: &Arrow, other: &Arrow) -> bool {
    (one.0, one.1) == (other.0, other.1) || (one.0, one.1) == (other.1, other.0)
}

fn begin(width: f64, height: f64, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"Helvetica, Arial, sans-serif\" role=\"img\">\n\
         <title>Who did what to whom</title>\n\
         <style>text{{fill:#111}}.frame text,.office{{fill:#555}}.line:hover path{{stroke-opacity:1;stroke-width:5}}\
         .line text{{paint-order:stroke;stroke:#fff;stroke-width:3px}}</style>\n<defs>"
    )?;
    for class in CLASSES {
        writeln!(
            out,
            "<marker id=\"{}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" \
             markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 1L10 5L0 9z\" fill=\"{}\"/></marker>",
            marker(class),
            class_colour(class)
        )?;
    }
    writeln!(out, "</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>")
}

/// The name of the arrowhead of a quadrant.
fn marker(class: QuadClass) -> String {
    class_name(class).replace(' ', "-")
}

fn frame(rect: &Rect, label: &str, out: &mut dyn Write) -> io::Result<()> {
    let (left, top) = (rect.middle.x - rect.width / 2.0, rect.middle.y - rect.height / 2.0);
    writeln!(
        out,
        "<g class=\"frame\"><rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"8\" fill=\"#F4F4F4\" \
         stroke=\"#D0D0D0\"/><text x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\">{}</text></g>",
        rect.width,
        rect.height,
        left + 10.0,
        top + 16.0,
        escaped(label)
    )
}

fn entity(node: &Node, text: &Text, rect: &Rect, out: &mut dyn Write) -> io::Result<()> {
    let Rect { middle, width, height } = *rect;
    let (left, top) = (middle.x - width / 2.0, middle.y - height / 2.0);
    let round = if node.kind == Some(EntityKind::Person) { 7.0 } else { 1.0 };
    let edge = if node.kind == Some(EntityKind::Country) { 2.0 } else { 1.0 };
    write!(
        out,
        "<g id=\"{}\"><title>{} ({})</title><rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
         rx=\"{round}\" fill=\"{}\" stroke=\"#555\" stroke-width=\"{edge}\"/>",
        attribute(&node.id),
        escaped(&node.id),
        kind_name(node.kind),
        kind_colour(node.kind)
    )?;
    let mut y = top + 5.0;
    for (lines, size, class) in [(&text.name, LETTERS, ""), (&text.offices, SMALL, " class=\"office\"")] {
        for line in lines {
            y += size + 3.0;
            write!(
                out,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\" font-size=\"{size}\"{class}>{}</text>",
                middle.x,
                y - 3.0,
                escaped(line)
            )?;
        }
    }
    writeln!(out, "</g>")
}

/// A line between two boxes, which bends so that lines between the same two stand apart.
struct Curve {
    begin: Point,
    bend: Point,
    end: Point,
}

/// How far the first bends, and how much more each further one, as a part of its length; and steps along it.
const BEND: f64 = 0.1;
const STEPS: usize = 80;

impl Curve {
    /// `beside` is the number of lines that the same two have already, `way` 1 or -1 by their order, so that a line and
    /// one in the other direction do not bend to the same side.
    fn between(from: &Rect, to: &Rect, beside: usize, way: f64) -> Self {
        let (dx, dy) = (to.middle.x - from.middle.x, to.middle.y - from.middle.y);
        if dx == 0.0 && dy == 0.0 {
            // A tie to itself leaves above and comes back.
            let top = Point { x: from.middle.x, y: from.middle.y - from.height / 2.0 };
            let bend = Point { x: top.x + 40.0, y: top.y - 40.0 - 12.0 * beside as f64 };
            return Self { begin: Point { x: top.x - 8.0, y: top.y }, bend, end: Point { x: top.x + 8.0, y: top.y } };
        }
        let side = if beside.is_multiple_of(2) { way } else { -way };
        let part = BEND * side * (1 + beside / 2) as f64;
        let middle = Point { x: (from.middle.x + to.middle.x) / 2.0, y: (from.middle.y + to.middle.y) / 2.0 };
        let bend = Point { x: middle.x - dy * part * 2.0, y: middle.y + dx * part * 2.0 };
        let whole = Self { begin: from.middle, bend, end: to.middle };
        // The parts that lie within the two boxes are left out.
        let steps = || (0..=STEPS).map(|step| step as f64 / STEPS as f64);
        let begin = steps().find(|at| !within(from, whole.at(*at))).unwrap_or(0.0);
        let end = steps().rev().find(|at| !within(to, whole.at(*at))).unwrap_or(1.0);
        // Boxes that lie close together leave nothing between them.
        if begin < end { whole.cut(begin, end) } else { whole }
    }

    fn at(&self, part: f64) -> Point {
        let (one, two, three) = ((1.0 - part) * (1.0 - part), 2.0 * part * (1.0 - part), part * part);
        Point {
            x: one * self.begin.x + two * self.bend.x + three * self.end.x,
            y: one * self.begin.y + two * self.bend.y + three * self.end.y,
        }
    }

    /// The part of a curve from one place to another.
    fn cut(&self, from: f64, to: f64) -> Self {
        let mix = |one: Point, other: Point, part: f64| Point {
            x: one.x + (other.x - one.x) * part,
            y: one.y + (other.y - one.y) * part,
        };
        let bend = mix(mix(self.begin, self.bend, from), mix(self.bend, self.end, from), to);
        Self { begin: self.at(from), bend, end: self.at(to) }
    }
}

fn within(rect: &Rect, point: Point) -> bool {
    (point.x - rect.middle.x).abs() < rect.width / 2.0 + 1.5
        && (point.y - rect.middle.y).abs() < rect.height / 2.0 + 1.5
}

/// The label of a line, where it covers neither a box nor another label.
struct Label {
    lines: Vec<String>,
    middle: Point,
}

/// Height of a line of a label; where along a line its label may stand.
const LABEL_LINE: f64 = 11.0;
const LABEL_PLACES: [f64; 7] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

impl Label {
    fn place(ties: &[&Tie<'_>], curve: &Curve, taken: &mut Vec<Rect>) -> Option<Self> {
        let lines: Vec<String> = ties.iter().flat_map(|tie| wrapped(&tie.line(), WIDEST_OFFICE)).collect();
        let width = lines.iter().map(|line| length(line) * 9.5).fold(0.0, f64::max);
        let height = lines.len() as f64 * LABEL_LINE;
        let free = |rect: &Rect| {
            taken.iter().all(|other| {
                (rect.middle.x - other.middle.x).abs() >= (rect.width + other.width) / 2.0
                    || (rect.middle.y - other.middle.y).abs() >= (rect.height + other.height) / 2.0
            })
        };
        let mut places = LABEL_PLACES.iter().map(|at| Rect { middle: curve.at(*at), width, height });
        let rect = places.find(free)?;
        taken.push(rect);
        Some(Self { lines, middle: rect.middle })
    }
}

/// What a line stands for: its events with the sentences.
fn about(drawn: &Drawn<'_>, arrow: &Arrow, ties: &[&Tie<'_>]) -> Result<String, ExportError> {
    let [from, to] = [arrow.0, arrow.1].map(|end| drawn.network.node(end).label.as_str());
    let mut text = String::new();
    let mut left = MOST_SENTENCES;
    for tie in ties {
        text.push_str(&format!("{from} {} {to}: {}\n", tie.label, tie.line()));
        for event in tie.events.iter().take(left) {
            if let Some(claim) = drawn.store.evidence_of(&event.event)?.first() {
                let told = [claim.source.as_str(), claim.published.as_str()];
                let told: Vec<&str> = told.into_iter().filter(|part| !part.is_empty()).collect();
                let told = if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) };
                text.push_str(&format!("  “{}”{told}\n", claim.sentence));
            }
        }
        left = left.saturating_sub(tie.events.len());
    }
    Ok(text.trim_end().to_owned())
}

fn line(
    arrow: &Arrow,
    ties: &[&Tie<'_>],
    curve: &Curve,
    about: &str,
    label: Option<&Label>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (_, _, class, symmetric) = *arrow;
    let colour = class_colour(class);
    let width = width(ties.iter().map(|tie| tie.reports()).sum());
    let head = if symmetric { String::new() } else { format!(" marker-end=\"url(#{})\"", marker(class)) };
    let dash = if class == QuadClass::Standing { " stroke-dasharray=\"5 4\"" } else { "" };
    let Curve { begin, bend, end } = curve;
    write!(
        out,
        "<g class=\"line\"><title>{}</title><path d=\"M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}\" fill=\"none\" \
         stroke=\"{colour}\" stroke-opacity=\"0.8\" stroke-width=\"{width:.1}\"{dash}{head}/>",
        escaped(about),
        begin.x,
        begin.y,
        bend.x,
        bend.y,
        end.x,
        end.y
    )?;
    if let Some(Label { lines, middle }) = label {
        for (number, line) in lines.iter().enumerate() {
            let y = middle.y + (number as f64 - (lines.len() - 1) as f64 / 2.0) * LABEL_LINE + 3.0;
            write!(
                out,
                "<text x=\"{:.1}\" y=\"{y:.1}\" text-anchor=\"middle\" font-size=\"9.5\" style=\"fill:{colour}\">{}</text>",
                middle.x,
                escaped(line)
            )?;
        }
    }
    writeln!(out, "</g>")
}

/// What colours and lines mean, of those that are in the picture, below it.
fn caption<'a>(
    drawn: &Drawn<'_>,
    arrows: impl Iterator<Item = &'a Arrow>,
    top: f64,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut classes = BTreeSet::new();
    let mut both_ways = false;
    for (_, _, class, symmetric) in arrows {
        classes.insert(*class);
        both_ways |= symmetric;
    }
    write!(out, "<g font-size=\"11\">")?;
    let mut x = 14.0;
    let y = top + 14.0;
    for class in classes {
        let dash = if class == QuadClass::Standing { " stroke-dasharray=\"5 4\"" } else { "" };
        let (colour, name) = (class_colour(class), class_name(class));
        write!(out, "<path d=\"M{x:.1} {y:.1}h24\" stroke=\"{colour}\" stroke-width=\"2.5\"{dash}/>")?;
        x = write_word(name, x + 30.0, y, out)?;
    }
    if both_ways {
        x = write_word("no arrowhead: both ways", x, y, out)?;
    }
    let _ = x;
    let (mut x, y) = (14.0, y + 20.0);
    for (kind, fill) in kinds(drawn.network.nodes()) {
        write!(
            out,
            "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"22\" height=\"13\" fill=\"{fill}\" stroke=\"#555\"/>",
            y - 6.5
        )?;
        x = write_word(kind, x + 28.0, y, out)?;
    }
    writeln!(out, "</g>")
}

/// Writes a word of the legend; gives where the next one begins.
fn write_word(word: &str, x: f64, y: f64, out: &mut dyn Write) -> io::Result<f64> {
    write!(out, "<text x=\"{x:.1}\" y=\"{:.1}\">{word}</text>", y + 4.0)?;
    Ok(x + length(word) * 11.0 + 18.0)
}
