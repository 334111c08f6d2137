//! Pieces of HTML and escaped text, as feeds, mails and data in pages have them.

use super::{body, dom};

/// The text of a fragment of HTML, a paragraph a line with an empty line between two; of plain text, the text.
pub(crate) fn plain_text(fragment: &str) -> String {
    if !fragment.contains('<') {
        let text = unescaped(fragment);
        return text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n");
    }
    let Ok(dom) = dom::Dom::parse(fragment) else { return String::new() };
    body::all_text(&dom).join("\n\n")
}

/// The text of a fragment on one line.
pub(crate) fn plain_line(fragment: &str) -> String {
    dom::Dom::parse(fragment).map(|dom| dom.text(0)).unwrap_or_default()
}

/// Escaped text without its references, with all its white space.
pub(crate) fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    // A bare sign of less than would begin an element.
    dom::Dom::parse(&text.replace('<', "&lt;"))
        .map(|dom| dom.ids().map(|id| dom.node(id).text.as_str()).collect())
        .unwrap_or_default()
}
