//! Paragraphs: the blocks of a text that a blank line or a line break sets apart.
//!
//! News texts come in two manners: a paragraph a line, or lines that a program broke at some width. Where it did, a line
//! ends where the next word would not have fitted, whatever the sentence; poems, lists, headings and tables do not look so.
//! A line break therefore ends a paragraph unless the lines around it are wrapped and this one is full.

use std::ops::Range;

/// The widths, in characters, to which programs wrap text.
const WIDTHS: std::ops::RangeInclusive<usize> = 24..=140;

/// The marks that begin the item of a list.
const BULLETS: &str = "-–—*•·‣▪o+>";

/// The paragraphs of `text` as byte ranges, in order, without the white space around them.
pub(crate) fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let blocks = blocks(text);
    // A block of two lines shows too little of its own; the widest block that is surely wrapped speaks for it.
    let article = blocks.iter().filter_map(|lines| width(lines)).max();
    let mut found = Vec::new();
    for lines in &blocks {
        let own = width(lines);
        let borrowed = article.filter(|&width| own.is_none() && fits(lines, width));
        join(lines, own.or(borrowed), &mut found);
    }
    found
}

/// A line that is not blank.
struct Line<'a> {
    /// Byte of its first letter in the text.
    begin: usize,
    /// Its text without the white space around it.
    text: &'a str,
    /// White space before it, in characters.
    indent: usize,
    /// Characters with that white space.
    length: usize,
}

impl Line<'_> {
    fn is_small(&self) -> bool {
        self.text.starts_with(char::is_lowercase)
    }

    /// Whether a sentence may end with it.
    fn ends(&self) -> bool {
        self.text.ends_with(['.', '!', '?', ':', '"', '”', '\'', '’', ')', '…'])
    }

    /// Whether the first word of the next line would not have fitted. Lines of a proportional font differ by a tenth.
    fn is_full(&self, next: &Line<'_>, width: usize) -> bool {
        (self.length + 1 + first_word(next)) * 10 >= width * 9
    }

    /// "- one", "• one", "1. one", "(a) one"
    fn is_item(&self) -> bool {
        let Some((mark, _)) = self.text.split_once(char::is_whitespace) else { return false };
        if mark.chars().count() == 1 && BULLETS.contains(mark) {
            return true;
        }
        let inner = mark.trim_start_matches('(');
        let Some(number) = inner.strip_suffix(['.', ')']) else { return false };
        let short = number.chars().count() <= 3;
        // "J. Smith" is no item.
        let letter = mark.ends_with(')') && number.chars().count() == 1 && number.chars().all(char::is_alphabetic);
        short && !number.is_empty() && (number.chars().all(|digit| digit.is_ascii_digit()) || letter)
    }

    /// Columns parted by tabs, bars or wide gaps; two spaces after a full stop are the typist's.
    fn is_row(&self) -> bool {
        let gap = self
            .text
            .match_indices("  ")
            .any(|(at, _)| !self.text[..at].ends_with(['.', '!', '?', ':', '"', '”', ' ']));
        gap || self.text.contains(['\t', '|'])
    }

    /// All in capitals, as headings and datelines are.
    fn is_shouted(&self) -> bool {
        let mut letters = self.text.chars().filter(|letter| letter.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(|letter| !letter.is_lowercase())
    }
}

/// The stretches of lines without a blank line between them.
fn blocks(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut blocks = Vec::new();
    let mut block: Vec<Line<'_>> = Vec::new();
    let mut begin = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim();
        let lead = line.len() - line.trim_start().len();
        if trimmed.is_empty() {
            // A lone line feed after a carriage return is the second half of one line break.
            let half = line == "\n" && begin > 0 && text.as_bytes()[begin - 1] == b'\r';
            if !half && !block.is_empty() {
                blocks.push(std::mem::take(&mut block));
            }
        } else {
            let indent = line[..lead].chars().count();
            let length = indent + trimmed.chars().count();
            block.push(Line { begin: begin + lead, text: trimmed, indent, length });
        }
        begin += line.len();
    }
    if !block.is_empty() {
        blocks.push(block);
    }
    blocks
}

/// The width to which the lines of a block are wrapped; `None` where they do not look so. At least one line is full, breaks off
/// within a sentence and goes on in lower case; lines that stop short of the width end a sentence, but for a heading.
fn width(lines: &[Line<'_>]) -> Option<usize> {
    let width = lines.iter().map(|line| line.length).max()?;
    if !WIDTHS.contains(&width) || lines.iter().filter(|line| line.is_row()).count() * 2 > lines.len() {
        return None;
    }
    let (mut sure, mut full, mut short) = (0, 0, 0);
    for (index, pair) in lines.windows(2).enumerate() {
        let [line, next] = pair else { continue };
        if line.ends() || next.is_item() || line.is_shouted() {
            continue;
        }
        if line.is_full(next, width) {
            full += 1;
            sure += usize::from(next.is_small());
        } else if index > 0 || next.is_small() {
            short += 1;
        }
    }
    (sure > 0 && short * 4 <= full).then_some(width)
}

/// Whether a block without signs of its own is wrapped to the width of the article: all of its lines but the last are full, and
/// one breaks off within a sentence.
fn fits(lines: &[Line<'_>], width: usize) -> bool {
    let full = |pair: &[Line<'_>]| pair[0].length + 1 + first_word(&pair[1]) > width;
    lines.len() > 1
        && lines
            .iter()
            .all(|line| line.length * 10 <= width * 11 && !line.is_row() && !line.is_item() && !line.is_shouted())
        && lines.windows(2).all(full)
        && lines[..lines.len() - 1].iter().any(|line| !line.ends())
}

fn first_word(line: &Line<'_>) -> usize {
    line.text.split_whitespace().next().map_or(0, |word| word.chars().count())
}

/// The paragraphs of a block whose lines are wrapped to that width, if to any.
fn join(lines: &[Line<'_>], width: Option<usize>, found: &mut Vec<Range<usize>>) {
    let mut open: Option<Range<usize>> = None;
    let mut before: Option<&Line<'_>> = None;
    for line in lines {
        let range = line.begin..line.begin + line.text.len();
        // A line that begins in lower case goes on with the line before.
        let goes_on = line.is_small() || before.is_some_and(|before| continues(before, line, width));
        open = match open {
            Some(paragraph) if goes_on => Some(paragraph.start..range.end),
            Some(paragraph) => {
                found.push(paragraph);
                Some(range)
            }
            None => Some(range),
        };
        before = Some(line);
    }
    found.extend(open);
}

/// Whether a line goes on with the one before it, in lines that are wrapped to that width.
fn continues(before: &Line<'_>, line: &Line<'_>, width: Option<usize>) -> bool {
    // What is set in further begins a paragraph, but for the second line of an item.
    let begins = line.is_item() || line.indent > before.indent && !before.is_item();
    let heading = before.is_shouted() && !line.is_shouted();
    width.is_some_and(|width| before.is_full(line, width)) && !begins && !heading && !before.is_row() && !line.is_row()
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn texts(text: &str) -> Vec<String> {
        let words = |range: std::ops::Range<usize>| text[range].split_whitespace().collect::<Vec<_>>().join(" ");
        paragraphs(text).into_iter().map(words).collect()
    }

    /// A paragraph broken at a width, as programs do it.
    fn wrapped(text: &str, width: usize) -> String {
        let mut lines = String::new();
        let mut length = 0;
        for word in text.split(' ') {
            let word_length = word.chars().count();
            if length > 0 && length + 1 + word_length > width {
                lines.push('\n');
                length = 0;
            } else if length > 0 {
                lines.push(' ');
                length += 1;
            }
            lines.push_str(word);
            length += word_length;
        }
        lines
    }

    const FIRST: &str = "The foreign ministers of Zhelkovia and France met on Friday in Bonn for talks on trade, Velk said. \
        They agreed that Mr. Ordo Velk would travel to Paris in May, where the two will meet again for a day.";
    const SECOND: &str = "Ordo Velk thanked his hosts. He had met Chancellor Anna Velk and the leaders of the German parties \
        on Thursday, the Foreign Ministry said.";

    #[test]
    fn lines_and_blank_lines_set_paragraphs_apart() {
        assert_eq!(
            texts(" A headline\n\nOne. Two.\nThree.\r\nFour.\n \nFive"),
            ["A headline", "One. Two.", "Three.", "Four.", "Five"]
        );
        assert!(texts("\n \n").is_empty());
    }

    #[test]
    fn wrapped_lines_stay_together_at_any_width() {
        for width in 30..=90 {
            let text = format!("{}\n\n{}", wrapped(FIRST, width), wrapped(SECOND, width));
            assert_eq!(texts(&text), [FIRST, SECOND], "{width}");
        }
    }

    #[test]
    fn paragraphs_without_a_blank_line_come_apart_at_short_lines_and_indents() {
        for width in [40, 60, 72, 80] {
            // The first word of the second would have fitted behind the last line of the first.
            let last = wrapped(FIRST, width).lines().last().map_or(0, str::len);
            if last + 6 < width * 9 / 10 - 1 {
                let text = format!("{}\n{}", wrapped(FIRST, width), wrapped(SECOND, width));
                assert_eq!(texts(&text), [FIRST, SECOND], "{width}");
            }
            let text = format!("   {}\n   {}", wrapped(FIRST, width - 3), wrapped(SECOND, width - 3));
            assert_eq!(texts(&text), [FIRST, SECOND], "{width}");
        }
    }

    #[test]
    fn a_block_of_two_lines_goes_by_the_width_of_the_article() {
        let short = "The two countries signed the accord after talks between Ordo Velk and Anna Velk.";
        let text = format!("{}\n\n{}", wrapped(FIRST, 72), wrapped(short, 72));
        assert_eq!(texts(&text), [FIRST, short]);
        // A heading above a line does not reach that width.
        let text = format!("{}\n\nTalks in Bonn\nOrdo Velk met Anna Velk.", wrapped(FIRST, 72));
        assert_eq!(texts(&text), [FIRST, "Talks in Bonn", "Ordo Velk met Anna Velk."]);
    }

    #[test]
    fn headings_and_datelines_above_wrapped_text_stay_apart() {
        for head in [
            "Talks on trade in Bonn",
            "BONN, 7 JULY 2022",
            "ZHELKOVIA AND FRANCE TALK ABOUT TRADE IN BONN ON FRIDAY AND LATER",
        ] {
            let text = format!("{head}\n{}", wrapped(FIRST, 64));
            assert_eq!(texts(&text), [head, FIRST]);
        }
    }

    #[test]
    fn poems_lists_and_tables_stay_apart() {
        for lines in [
            "Shall I sing of the river in May\nOr the wind on the hill\nAnd the bells of the town far away\nThat are still",
            "Velk visits Bonn for talks\nFrance travels to Paris now\nOrdo hosts the talks again",
            "- Ordo Velk met Anna Velk in the city of Bonn\n- France signed the accord with Zhelkovia\n- The talks went on",
            "1. Ordo Velk met Anna Velk in the city of Bonn\n2. France signed the accord with Zhelkovia\n3. The talks",
            "France      120    130\nGermany     100     90\nZhelkovia    80     70",
            "Name: Ordo Velk\nOffice: Foreign minister\nCountry: Zhelkovia",
            "Ordo Velk met Anna Velk.\nFrance signed the accord.\nThe talks went on for a day and ended without a word.",
        ] {
            assert_eq!(texts(lines).len(), lines.lines().count(), "{lines}");
        }
    }

    #[test]
    fn items_that_are_wrapped_stay_whole() {
        let text = "- Ordo Velk met Anna Velk in the city of Bonn, where\n  the two spoke about trade for most of the day and\n  \
                    Velk left.\n- France signed the accord with Zhelkovia after the\n  talks.";
        assert_eq!(texts(text).len(), 2, "{:?}", texts(text));
    }
}
