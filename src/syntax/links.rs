//! The marks of links in Markdown, "[Lavrov](https://…)": they stand in the text, but are no words of it.

use std::ops::Range;

/// Most characters of an address, so that no input makes the search long.
const LONGEST_ADDRESS: usize = 2_000;

/// The bytes of a paragraph that mark links, in order: the bracket before the words, and the bracket after them with the
/// address.
pub(super) fn marks(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut at, mut open) = (0, None);
    while let Some(next) = paragraph[at..].find(['[', ']']) {
        let here = at + next;
        at = here + 1;
        if paragraph[here..].starts_with('[') {
            open = Some(here);
        } else if paragraph[at..].starts_with('(')
            && let Some(first) = open
            && let Some(end) = address_end(paragraph, at + 1)
        {
            // An image: "![map](…)".
            let image = usize::from(paragraph[..first].ends_with('!'));
            found.push(first - image..first + 1);
            found.push(here..end);
            (at, open) = (end, None);
        }
    }
    found
}

/// Whether a byte lies in one of these marks.
pub(super) fn is_mark(marks: &[Range<usize>], byte: usize) -> bool {
    marks.get(marks.partition_point(|mark| mark.end <= byte)).is_some_and(|mark| mark.start <= byte)
}

/// What follows the bracket that closes an address which begins at `at`; addresses have no white space, and brackets of
/// their own in pairs.
fn address_end(paragraph: &str, at: usize) -> Option<usize> {
    let mut depth = 1_usize;
    for (place, letter) in paragraph[at..].char_indices().take(LONGEST_ADDRESS) {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if letter.is_whitespace() => return None,
            _ => {}
        }
        if depth == 0 {
            return (place > 0).then_some(at + place + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{is_mark, marks};

    fn words(text: &str) -> String {
        let marks = marks(text);
        text.char_indices().filter(|&(byte, _)| !is_mark(&marks, byte)).map(|(_, c)| c).collect()
    }

    #[test]
    fn links_leave_their_words() {
        assert_eq!(
            words("An [agreement reached](#) by [Xi](https://x.org/Xi_(leader)), he said."),
            "An agreement reached by Xi, he said."
        );
        assert_eq!(words("![A map](map.png) of Bali"), "A map of Bali");
        assert_eq!(words("[1] and (2), [sic](no address here) []() ]("), "[1] and (2), [sic](no address here) []() ](");
    }

    #[test]
    fn brackets_without_end_take_no_time() {
        for text in ["[](".repeat(200_000), "](".repeat(300_000), "[a](b)".repeat(100_000)] {
            let begun = std::time::Instant::now();
            let found = marks(&text);
            let marked = (0..text.len()).filter(|&byte| is_mark(&found, byte)).count();
            assert!(marked == 0 || marked == 500_000, "{marked}");
            assert!(begun.elapsed().as_secs() < 20);
        }
    }
}
