//! Paragraphs: the blocks of a text that a blank line or a line break sets apart.
//!
//! News texts come in two manners: a paragraph a line, or lines wrapped at some width with blank lines between
//! paragraphs. A line break therefore ends a paragraph unless its block looks wrapped: every line but the last about
//! equally long, at least one of them without an end of a sentence.

/// Shortest and longest line, in bytes, that a program wraps text to.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=110;

/// The paragraphs of `text` as byte ranges, in order, without the white space around them.
pub(crate) fn paragraphs(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut block: Vec<(usize, &str)> = Vec::new();
    let mut begin = 0;
    for line in text.split_inclusive(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let trimmed = line.trim();
        let lead = line.len() - line.trim_start().len();
        if trimmed.is_empty() {
            // A lone line feed after a carriage return is the second half of one line break.
            let half = line == "\n" && begin > 0 && text.as_bytes()[begin - 1] == b'\r';
            if !half {
                flush(&mut block, &mut found);
            }
        } else {
            block.push((begin + lead, trimmed));
        }
        begin += line.len();
    }
    flush(&mut block, &mut found);
    found
}

fn flush(block: &mut Vec<(usize, &str)>, found: &mut Vec<std::ops::Range<usize>>) {
    let ends_sentence = |line: &str| line.ends_with(['.', '!', '?', ':', '"', '”', '\'', '’', ')']);
    let wrapped = block.split_last().is_some_and(|(_, lines)| {
        lines.iter().all(|(_, line)| WRAPPED.contains(&line.len()))
            && lines.iter().any(|(_, line)| !ends_sentence(line))
    });
    let mut open: Option<std::ops::Range<usize>> = None;
    for (begin, line) in block.drain(..) {
        let range = begin..begin + line.len();
        // A line that begins in lower case goes on with the line before.
        let goes_on = wrapped || line.chars().next().is_some_and(char::is_lowercase);
        open = match open {
            Some(before) if goes_on => Some(before.start..range.end),
            Some(before) => {
                found.push(before);
                Some(range)
            }
            None => Some(range),
        };
    }
    found.extend(open);
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn texts(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn lines_and_blank_lines_set_paragraphs_apart() {
        assert_eq!(
            texts(" A headline\n\nOne. Two.\nThree.\r\nFour.\n \nFive"),
            ["A headline", "One. Two.", "Three.", "Four.", "Five"]
        );
        assert!(texts("\n \n").is_empty());
    }

    #[test]
    fn wrapped_lines_stay_together() {
        let text = "The foreign ministers of both countries met on Friday in the\n\
                    capital for talks on trade, and they agreed to meet again in\nspring.";
        assert_eq!(paragraphs(text).len(), 1);
    }
}
