//! The marks of links in Markdown, "[Lavrov](https://…)": they stand in the text, but are no words of it.

use std::ops::Range;

/// The bytes of a paragraph that mark links: the bracket before the words, and the bracket after them with the address.
pub(super) fn marks(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut done = 0;
    for (middle, _) in paragraph.match_indices("](") {
        if middle < done {
            continue;
        }
        let Some(open) = paragraph[done..middle].rfind('[').map(|open| done + open) else { continue };
        let Some(end) = address_end(paragraph, middle + 2) else { continue };
        // An image: "![map](…)".
        let first = if paragraph[..open].ends_with('!') { open - 1 } else { open };
        found.push(first..open + 1);
        found.push(middle..end);
        done = end;
    }
    found
}

/// What follows the bracket that closes an address which begins at `at`; addresses have no white space, and brackets of
/// their own in pairs.
fn address_end(paragraph: &str, at: usize) -> Option<usize> {
    let mut depth = 1_usize;
    for (place, letter) in paragraph[at..].char_indices() {
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
    use super::marks;

    fn words(text: &str) -> String {
        let marks = marks(text);
        text.char_indices().filter(|(byte, _)| !marks.iter().any(|mark| mark.contains(byte))).map(|(_, c)| c).collect()
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
}
