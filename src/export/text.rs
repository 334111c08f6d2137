//! Text as it may be shown, wrapped, or written as XML: without characters that move a cursor or make a formula.

use std::borrow::Cow;

/// Whether a character turns the direction of what is around it, so that text reads as what it is not.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text with spaces for control characters and without marks of direction.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(|letter: char| letter.is_control() || turns(letter)) {
        return text.into();
    }
    let letters = text.chars().filter(|letter| !turns(*letter));
    letters.map(|letter| if letter.is_control() { ' ' } else { letter }).collect::<String>().into()
}

/// The text with an apostrophe before what a spreadsheet would take for a formula.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}").into() } else { text.into() }
}

/// A text in lines of at most so many characters, broken at spaces; a longer word stands alone.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    // What stands in parentheses stays together.
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match words.last_mut() {
            Some(last) if last.starts_with('(') && !last.ends_with(')') => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
    }
    let mut lines: Vec<String> = Vec::new();
    for word in &words {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.clone()),
        }
    }
    lines
}

/// Text of XML. Characters that XML 1.0 cannot hold in any form are replaced.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(letter),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(letter),
        }
    }
    out
}

/// The same between quotes, where a reader takes tabs and line ends for spaces unless they are written as numbers.
pub(super) fn attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;").replace('\t', "&#9;").replace('\n', "&#10;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(wrapped("", 5), [""]);
        assert_eq!(wrapped("met with 2022-07-09, Bali (2 reports)", 34), ["met with 2022-07-09, Bali", "(2 reports)"]);
        assert_eq!(wrapped("a incomprehensibilities b c", 5), ["a", "incomprehensibilities", "b c"]);
    }

    #[test]
    fn text_of_xml_stays_what_it_is() {
        assert_eq!(escaped("a<b>&\u{1}\"\r\n"), "a&lt;b&gt;&amp;\u{fffd}\"&#13;\n");
        assert_eq!(attribute("\"a\tb\n"), "&quot;a&#9;b&#10;");
    }
}
