//! A line of an article as it is made: its text, and which part of which node of the page each stretch of it is.

use std::ops::Range;

use super::dom::{Dom, Id};
use crate::text::clutter;

/// A stretch of a line that is a stretch of a node's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the line.
    pub(super) line: Range<usize>,
    pub(super) node: Id,
    /// Bytes of the node's text.
    pub(super) text: Range<usize>,
    /// Whether both are the same; else they are white space, of which one space is left.
    pub(super) same: bool,
}

/// A line of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
}

/// A break within a line, as `br` makes it.
const BREAK: char = '\u{1}';

/// A line that is being written: texts of nodes one after another, with all their white space.
#[derive(Debug, Default)]
pub(super) struct Draft {
    nodes: Vec<Part>,
    /// Whether there is anything but white space and breaks.
    pub(super) breaks: usize,
}

#[derive(Debug)]
enum Part {
    Node(Id),
    Break,
}

impl Draft {
    /// Adds the text of a node.
    pub(super) fn push(&mut self, id: Id, text: &str) {
        self.nodes.push(Part::Node(id));
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
    }

    /// Adds a break; whether one stands there already.
    pub(super) fn end_line(&mut self) -> bool {
        self.nodes.push(Part::Break);
        self.breaks += 1;
        self.breaks > 1
    }

    /// The line with single spaces; its pieces only where `places` are wanted.
    pub(super) fn take(&mut self, dom: &Dom, places: bool) -> Line {
        self.breaks = 0;
        let mut line = Line::default();
        // White space since the last letter, and where it stands if it is all in one node.
        let mut space = Space::default();
        for part in std::mem::take(&mut self.nodes) {
            let Part::Node(id) = part else {
                space.add(None);
                continue;
            };
            for (at, letter) in dom.node(id).text.char_indices() {
                let place = (id, at..at + letter.len_utf8());
                if letter.is_whitespace() || letter == BREAK {
                    space.add(Some(place));
                    continue;
                }
                if let Some(from) = std::mem::take(&mut space).of(&line) {
                    let same =
                        from.as_ref().is_some_and(|(id, range)| dom.node(*id).text.get(range.clone()) == Some(" "));
                    line.push(' ', from, same, places);
                }
                line.push(letter, Some(place), true, places);
            }
        }
        line
    }
}

/// A place in the text of a node.
type Place = (Id, Range<usize>);

#[derive(Default)]
struct Space {
    any: bool,
    place: Option<Place>,
    /// Whether it stands in more than one node.
    parted: bool,
}

impl Space {
    fn add(&mut self, place: Option<Place>) {
        match (&mut self.place, place) {
            (None, Some(place)) if !self.any => self.place = Some(place),
            (Some((node, range)), Some((other, more))) if *node == other && range.end == more.start => {
                range.end = more.end
            }
            _ => self.parted = true,
        }
        self.any = true;
    }

    /// Where the space of a line comes from; `None` where the line needs none there.
    fn of(self, line: &Line) -> Option<Option<Place>> {
        (self.any && !line.text.is_empty()).then(|| self.place.filter(|_| !self.parted))
    }
}

impl Line {
    fn push(&mut self, letter: char, from: Option<Place>, same: bool, places: bool) {
        let begin = self.text.len();
        self.text.push(letter);
        let end = self.text.len();
        let Some((node, text)) = from.filter(|_| places) else { return };
        if let Some(last) = self.pieces.last_mut()
            && last.node == node
            && last.line.end == begin
            && last.text.end == text.start
            && last.same
            && same
        {
            (last.line.end, last.text.end) = (end, text.end);
            return;
        }
        self.pieces.push(Piece { line: begin..end, node, text, same });
    }
}

impl clutter::Line for Line {
    fn text(&self) -> &str {
        &self.text
    }

    fn into_text(self) -> String {
        self.text
    }

    fn cut(&mut self, range: Range<usize>) {
        self.text.replace_range(range.clone(), "");
        let pieces = std::mem::take(&mut self.pieces);
        for piece in pieces {
            let same = piece.same;
            // What stands before the cut, and what behind it.
            let before = piece.line.start..piece.line.end.min(range.start);
            let behind = piece.line.start.max(range.end)..piece.line.end;
            let part = |line: &Range<usize>| {
                let from = piece.text.start + (line.start - piece.line.start);
                if same { from..from + line.len() } else { piece.text.clone() }
            };
            if before.start < before.end {
                let text = part(&before);
                self.pieces.push(Piece { line: before, node: piece.node, text, same });
            }
            if behind.start < behind.end {
                let text = part(&behind);
                let line = behind.start - range.len()..behind.end - range.len();
                self.pieces.push(Piece { line, node: piece.node, text, same });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::dom::Dom, Draft, Line};
    use crate::text::clutter::Line as _;

    fn line(page: &str) -> (Dom, Line) {
        let dom = Dom::parse(page).expect("small");
        let mut draft = Draft::default();
        for id in dom.ids() {
            if dom.node(id).tag == "br" {
                draft.end_line();
            }
            draft.push(id, &dom.node(id).text);
        }
        let line = draft.take(&dom, true);
        (dom, line)
    }

    /// The pieces as the line and the nodes have them.
    fn told(dom: &Dom, line: &Line) -> Vec<(String, String)> {
        let piece = |piece: &super::Piece| {
            (line.text[piece.line.clone()].to_owned(), dom.node(piece.node).text[piece.text.clone()].to_owned())
        };
        line.pieces.iter().map(piece).collect()
    }

    #[test]
    fn pieces_lead_to_nodes() {
        let (dom, mut one) = line(" Wang\n  <b>Yi met</b> him<br>in Bali. ");
        assert_eq!(one.text, "Wang Yi met him in Bali.");
        let want = [("Wang", "Wang"), (" ", "\n  "), ("Yi met", "Yi met"), (" him", " him"), ("in Bali.", "in Bali.")];
        let want: Vec<_> = want.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(told(&dom, &one), want);
        one.cut(3..8);
        assert_eq!(one.text, "Wanmet him in Bali.");
        let same = told(&dom, &one).iter().all(|(line, node)| line == node);
        assert!(same, "{:?}", told(&dom, &one));
    }
}
