//! From pieces of text to lines: what stands at one height is a line, and a larger distance ends a paragraph.

use super::page::Piece;

/// A line of a page.
struct Line {
    x: f32,
    y: f32,
    end: f32,
    size: f32,
    text: String,
}

/// The lines of a page; empty ones stand between paragraphs.
pub(super) fn lines(pieces: &[Piece]) -> Vec<String> {
    let lines = joined(pieces);
    let usual = usual_distance(&lines);
    let mut out: Vec<String> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &lines[before]);
        if before.is_some_and(|before| is_apart(before, line, usual)) {
            out.push(String::new());
        }
        let words: Vec<&str> = line.text.split(' ').filter(|word| !word.is_empty()).collect();
        if !words.is_empty() {
            out.push(words.join(" "));
        }
    }
    out
}

/// Pieces at one height, one after another.
fn joined(pieces: &[Piece]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in pieces {
        if let Some(line) = lines.last_mut()
            && (line.y - piece.y).abs() < 0.4 * line.size.max(piece.size)
        {
            let gap = piece.x - line.end;
            let spaced = line.text.ends_with(' ') || piece.text.starts_with(' ');
            // A letter that is written with a step back stands beside its neighbour; one far back is another column.
            if !spaced && (gap > 0.15 * piece.size || gap < -2.0 * piece.size) {
                line.text.push(' ');
            }
            line.text.push_str(&piece.text);
            line.end = piece.end;
            line.size = line.size.max(piece.size);
            continue;
        }
        let (x, y, end, size) = (piece.x, piece.y, piece.end, piece.size);
        lines.push(Line { x, y, end, size, text: piece.text.clone() });
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

/// The usual distance between two lines of a paragraph, in parts of the height of their letters.
fn usual_distance(lines: &[Line]) -> f32 {
    let mut counts = std::collections::BTreeMap::new();
    for pair in lines.windows(2) {
        let distance = (pair[0].y - pair[1].y) / pair[1].size.max(0.1);
        if (0.8..2.5).contains(&distance) {
            *counts.entry((distance * 20.0).round() as i32).or_insert(0_usize) += 1;
        }
    }
    // Paragraphs of one line have more distances between them than within: the smallest of the frequent ones counts.
    let most = counts.values().max().copied().unwrap_or(0);
    let usual = counts.iter().find(|(_, count)| **count * 4 >= most);
    usual.map_or(1.2, |(distance, _)| *distance as f32 / 20.0).min(1.7)
}

/// Whether a paragraph ends between two lines: at a larger distance, on the way up, where letters have another size, or where
/// the next line is indented.
fn is_apart(before: &Line, line: &Line, usual: f32) -> bool {
    let size = before.size.max(line.size).max(0.1);
    let distance = (before.y - line.y) / size;
    // A heading has larger letters than what follows it.
    let other = (before.size - line.size).abs() > 0.2 * size;
    if other || distance < 0.0 || distance > usual * 1.25 {
        return true;
    }
    let indent = (line.x - before.x) / size;
    let ended = before.text.trim_end().ends_with(['.', '!', '?', '"', '”', '’']);
    ended && (0.8..5.0).contains(&indent)
}

#[cfg(test)]
mod tests {
    use super::{super::page::Piece, lines};

    fn piece(x: f32, y: f32, text: &str) -> Piece {
        Piece { x, y, end: x + 5.0 * text.chars().count() as f32, size: 10.0, text: text.to_owned() }
    }

    #[test]
    fn heights_make_lines_and_distances_paragraphs() {
        let pieces = [
            piece(50.0, 700.0, "Wang"),
            piece(75.0, 700.0, "Yi"),
            piece(85.0, 700.0, "’s"),
            piece(50.0, 688.0, "men"),
            piece(50.0, 670.0, "left."),
            piece(60.0, 658.0, "They"),
            piece(50.0, 646.0, "met."),
            piece(50.0, 760.0, "Page"),
        ];
        assert_eq!(lines(&pieces), ["Wang Yi’s", "men", "", "left.", "", "They", "met.", "", "Page"]);
        let heading = Piece { size: 16.0, ..piece(50.0, 700.0, "Talks") };
        assert_eq!(lines(&[heading, piece(50.0, 684.0, "They met.")]), ["Talks", "", "They met."]);
        assert!(lines(&[]).is_empty());
    }
}
