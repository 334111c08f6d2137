//! A picture of trees as SVG: the words in a line, arcs from heads to dependants above them, tags below.
//!
//! A browser shows it and a page can embed it; nothing is measured with a font, so the same trees give the same bytes:
//! letters have one width, and an arc is as high as what it spans makes necessary.

use std::fmt::Write as _;

use super::Sentence;

/// Sizes in the picture, in its own units.
const LETTER: usize = 9;
const GAP: usize = 18;
const LEVEL: usize = 26;
const MARGIN: usize = 14;
/// Height of the words with their tags, and of the root's mark above the highest arc.
const WORDS: usize = 44;
const ROOT: usize = 30;

/// One picture with all sentences below each other.
#[must_use]
pub fn svg(sentences: &[Sentence]) -> String {
    let mut body = String::new();
    let (mut width, mut top) = (0, 0);
    for sentence in sentences {
        let (right, height) = draw(sentence, top, &mut body);
        width = width.max(right);
        top += height;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{top}\" viewBox=\"0 0 {width} {top}\" \
         font-family=\"monospace\" font-size=\"15\">\n\
         <style>.arc{{fill:none;stroke:#555}}.label{{font-size:11px;fill:#a02020}}.tag{{font-size:11px;fill:#666}}</style>\n\
         <defs><marker id=\"tip\" markerWidth=\"8\" markerHeight=\"8\" refX=\"6\" refY=\"4\" orient=\"auto\">\
         <path d=\"M0,1 L7,4 L0,7 z\" fill=\"#555\"/></marker></defs>\n\
         <rect width=\"{width}\" height=\"{top}\" fill=\"#fff\"/>\n{body}</svg>\n"
    )
}

/// Draws a sentence below `top`; its right edge and its height.
fn draw(sentence: &Sentence, top: usize, out: &mut String) -> (usize, usize) {
    let mut middles = Vec::with_capacity(sentence.tokens.len());
    let mut x = MARGIN;
    for token in &sentence.tokens {
        let letters = [token.form.as_str(), token.upos.as_str(), token.deprel.as_str()]
            .map(|text| text.chars().count())
            .into_iter()
            .max()
            .unwrap_or_default();
        let width = letters * LETTER + GAP;
        middles.push(x + width / 2);
        x += width;
    }
    let levels = levels(sentence);
    let highest = levels.iter().copied().max().unwrap_or_default();
    let line = top + MARGIN + ROOT + highest * LEVEL;
    for (index, token) in sentence.tokens.iter().enumerate() {
        let (x, label) = (middles[index], token.deprel.as_str());
        let _ = match token.head.filter(|&head| head < middles.len()) {
            None => {
                let y = line - highest * LEVEL - ROOT + LETTER;
                writeln!(
                    out,
                    "<path class=\"arc\" marker-end=\"url(#tip)\" d=\"M{x},{y} V{line}\"/>\
                     <text class=\"label\" x=\"{}\" y=\"{}\">{label}</text>",
                    x + 5,
                    y + LETTER
                )
            }
            Some(head) => {
                // Arcs leave a head beside those that come to it.
                let (side, y) = (if head < index { 5 } else { -5_i64 }, line - levels[index] * LEVEL);
                let from = middles[head] as i64 + side;
                let to = x as i64 - side / 5 * 3;
                writeln!(
                    out,
                    "<path class=\"arc\" marker-end=\"url(#tip)\" d=\"M{from},{line} V{} Q{from},{y} {},{y} H{} Q{to},{y} {to},{} V{line}\"/>\
                     <text class=\"label\" text-anchor=\"middle\" x=\"{}\" y=\"{}\">{label}</text>",
                    y + 8,
                    from + side / 5 * 8,
                    to - side / 5 * 8,
                    y + 8,
                    (from + to) / 2,
                    y - 3
                )
            }
        };
        let _ = writeln!(
            out,
            "<text text-anchor=\"middle\" x=\"{x}\" y=\"{}\">{}</text><text class=\"tag\" text-anchor=\"middle\" x=\"{x}\" y=\"{}\">{}</text>",
            line + 18,
            escape(&token.form),
            line + 34,
            token.upos.as_str()
        );
    }
    (x + MARGIN, line - top + WORDS)
}

/// How high each word's arc to its head is: one more than the highest below it. The root has 0.
fn levels(sentence: &Sentence) -> Vec<usize> {
    let ends = |index: usize, head: usize| (index.min(head), index.max(head));
    let mut order: Vec<(usize, usize)> = sentence
        .tokens
        .iter()
        .enumerate()
        .filter_map(|(index, token)| Some((index, token.head.filter(|&head| head < sentence.tokens.len())?)))
        .collect();
    order.sort_by_key(|&(index, head)| (index.abs_diff(head), index));
    // The height that is taken between a word and the next.
    let mut taken = vec![0; sentence.tokens.len()];
    let mut levels = taken.clone();
    for (index, head) in order {
        let (left, right) = ends(index, head);
        let level = taken[left..right].iter().copied().max().unwrap_or_default() + 1;
        taken[left..right].fill(level);
        levels[index] = level;
    }
    levels
}

/// Text for XML, which allows no control characters.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{levels, svg};
    use crate::syntax::conllu;

    const TREE: &str = "1\tThe\tthe\tDET\t_\t_\t2\tdet\t_\t_\n2\tenvoy\tenvoy\tNOUN\t_\t_\t3\tnsubj\t_\t_\n3\tmet\tmeet\tVERB\t_\t_\t0\troot\t_\t_\n\
                        4\t<R&D>\tx\tPROPN\t_\t_\t3\tobj\t_\t_\n5\ttoday\ttoday\tNOUN\t_\t_\t3\tobl:unmarked\t_\t_\n";

    #[test]
    fn arcs_are_higher_than_what_they_span() {
        let sentence = conllu::read(TREE).expect("it is CoNLL-U").remove(0);
        assert_eq!(levels(&sentence), [1, 1, 0, 1, 2]);
    }

    #[test]
    fn a_picture_has_every_word_and_relation() {
        let sentences = conllu::read(TREE).expect("it is CoNLL-U");
        let picture = svg(&sentences);
        for part in [">envoy<", ">nsubj<", ">obl:unmarked<", ">root<", "&lt;R&amp;D&gt;", ">VERB<"] {
            assert!(picture.contains(part), "{part} is in {picture}");
        }
        assert_eq!(picture.matches("<path class=\"arc\"").count(), 5);
        assert!(svg(&[]).ends_with("</svg>\n"));
    }
}
