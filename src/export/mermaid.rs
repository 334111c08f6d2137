//! Mermaid: a picture that GitHub, GitLab and many editors draw from a block of text in Markdown.

use std::{collections::BTreeSet, io::Write};

use super::{
    format::{ExportError, Written},
    picture::{Drawn, Picture},
    style::{class_colour, kind_colour, kind_name, width},
    text::wrapped,
    ties::{arrows, ties},
};
use crate::{entities::EntityKind, graph::QuadClass};

/// The format `mermaid`.
pub(super) struct Mermaid;

/// Ties of one kind between two entities share an arrow, as in DOT.
impl Picture for Mermaid {
    fn name(&self) -> &'static str {
        "mermaid"
    }

    fn about(&self) -> &'static str {
        "a picture for Markdown pages (GitHub, GitLab): put it into a block called mermaid"
    }

    fn write(&self, drawn: &Drawn<'_>, _file: &str, out: &mut dyn Write) -> Result<Written, ExportError> {
        let network = &drawn.network;
        writeln!(out, "flowchart LR")?;
        for node in network.nodes() {
            let (open, close) = shape(node.kind);
            let mut lines = wrapped(&node.label, WIDEST);
            lines.extend(node.office_labels().into_iter().flat_map(|office| wrapped(office, WIDEST)));
            writeln!(out, "  {}{open}\"{}\"{close}:::{}", name(&node.id), quoted(&lines), kind_name(node.kind))?;
        }
        let ties = ties(network);
        let arrows = arrows(&ties);
        for ((from, to, class, symmetric), ties) in &arrows {
            let lines: Vec<String> = ties.iter().flat_map(|tie| wrapped(&tie.line(), WIDEST)).collect();
            let line = match (*class == QuadClass::Standing, symmetric) {
                (true, true) => "-.-",
                (true, false) => "-.->",
                (false, true) => "---",
                (false, false) => "-->",
            };
            let [from, to] = [from, to].map(|end| name(&network.node(*end).id));
            writeln!(out, "  {from} {line}|\"{}\"| {to}", quoted(&lines))?;
        }
        for (number, ((_, _, class, _), ties)) in arrows.iter().enumerate() {
            let width = width(ties.iter().map(|tie| tie.reports()).sum());
            let colour = class_colour(*class);
            writeln!(out, "  linkStyle {number} stroke:{colour},color:{colour},stroke-width:{width:.1}px")?;
        }
        let kinds: BTreeSet<_> = network.nodes().map(|node| (kind_name(node.kind), kind_colour(node.kind))).collect();
        for (kind, fill) in kinds {
            writeln!(out, "  classDef {kind} fill:{fill},stroke:#555555,color:#111111")?;
        }
        Ok(Written { boxes: network.len(), arrows: arrows.len() })
    }
}

/// Characters of a line.
const WIDEST: usize = 32;

fn shape(kind: Option<EntityKind>) -> (&'static str, &'static str) {
    match kind {
        Some(EntityKind::Person) => ("(", ")"),
        Some(EntityKind::Country) => ("[[", "]]"),
        Some(EntityKind::Place) => ("([", "])"),
        Some(EntityKind::Group) => ("{{", "}}"),
        _ => ("[", "]"),
    }
}

/// The name of a node in the file: letters and digits of the id, all else by its code, so that no id is a word of Mermaid's.
fn name(id: &str) -> String {
    let mut name = String::from("e_");
    for letter in id.chars() {
        match letter {
            letter if letter.is_ascii_alphanumeric() => name.push(letter),
            '-' => name.push_str("__"),
            letter => name.push_str(&format!("_{:x}_", u32::from(letter))),
        }
    }
    name
}

/// Lines between quotes. Mermaid reads Markdown and HTML there, so that all that could be either is written by its code.
fn quoted(lines: &[String]) -> String {
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            text.push_str("<br/>");
        }
        for letter in line.chars() {
            match letter {
                letter if letter.is_control() => text.push(' '),
                ' ' | ',' | ':' | '-' | '.' | '(' | ')' => text.push(letter),
                letter if letter.is_alphanumeric() => text.push(letter),
                letter => text.push_str(&format!("#{};", u32::from(letter))),
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_to_one() {
        assert_eq!(name("wang-yi"), "e_wang__yi");
        assert_eq!(name("china/ministry"), "e_china_2f_ministry");
        assert_ne!(name("a_2f_"), name("a/"));
        assert_ne!(name("a--b"), name("a_-b"));
    }

    #[test]
    fn labels_cannot_break_out() {
        let lines = ["a\"]; end".to_owned(), "`#<b>|".to_owned()];
        assert_eq!(quoted(&lines), "a#34;#93;#59; end<br/>#96;#35;#60;b#62;#124;");
    }
}
