//! From the text of an article back to the bytes of its page.
//!
//! A page is decoded, its references (`&eacute;`) are resolved, its white space is joined, and much of it is left out. The
//! map leads back over all of these: from a line to the text of a node, from there to the page's characters, and from these
//! to bytes.

use std::ops::Range;

use super::{dom::Dom, encoding::Places, fragment::unescaped, line::Line};
use crate::text::{Span, Stretch};

/// Where the lines of an article come from; an empty line stands between two.
pub(super) fn stretches(lines: &[Line], dom: &Dom, page: &str, places: &Places) -> Vec<Stretch> {
    let mut found: Vec<(Stretch, bool)> = Vec::new();
    let mut begin = 0;
    for line in lines {
        let letters: Vec<usize> = line.text.char_indices().map(|(byte, _)| byte).chain([line.text.len()]).collect();
        let letter = |byte: usize| begin + letters.partition_point(|&at| at < byte);
        for piece in &line.pieces {
            let node = dom.node(piece.node);
            let raw = page.get(node.span.clone()).unwrap_or_default();
            let same = piece.same;
            let mut whole: Option<Range<usize>> = None;
            for part in aligned(raw, &node.text) {
                let text = part.text.start.max(piece.text.start)..part.text.end.min(piece.text.end);
                if text.start >= text.end {
                    continue;
                }
                let inner = if part.same {
                    part.raw.start + (text.start - part.text.start)..part.raw.start + (text.end - part.text.start)
                } else {
                    part.raw.clone()
                };
                let source = places.of(node.span.start + inner.start)..places.of(node.span.start + inner.end);
                if !same {
                    // White space: all of it is the one space.
                    whole = Some(whole.map_or(source.start, |whole| whole.start)..source.end);
                    continue;
                }
                let from = piece.line.start + (text.start - piece.text.start);
                let span = Span::new(letter(from), letter(from + text.len()));
                add(&mut found, Stretch::new(span, source), part.same);
            }
            if let Some(source) = whole {
                add(
                    &mut found,
                    Stretch::new(Span::new(letter(piece.line.start), letter(piece.line.end)), source),
                    false,
                );
            }
        }
        begin += letters.len() - 1 + 2;
    }
    found.into_iter().map(|(stretch, _)| stretch).collect()
}

/// Adds a stretch, joined to the one before where nothing lies between and both are the same letter by letter. A reference or
/// white space stays a stretch of its own.
fn add(found: &mut Vec<(Stretch, bool)>, stretch: Stretch, same: bool) {
    if let Some((last, true)) = found.last_mut()
        && same
        && last.text.end == stretch.text.begin
        && last.bytes.end == stretch.bytes.start
    {
        last.text.end = stretch.text.end;
        last.bytes.end = stretch.bytes.end;
        return;
    }
    found.push((stretch, same));
}

/// A part of a node's text, and what the page has for it.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    text: Range<usize>,
    raw: Range<usize>,
    /// Whether both are the same, letter by letter.
    same: bool,
}

/// The text of a node beside what the page has for it. Where they cannot be brought together, what comes before is kept.
fn aligned(raw: &str, text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut at, mut read) = (0, 0);
    while read < text.len() && at < raw.len() {
        let letter = raw[at..].chars().next().unwrap_or_default();
        let reference = (letter == '&').then(|| reference(&raw[at..], &text[read..])).flatten();
        let (length, shown, same) = match reference {
            Some((length, shown)) => (length, shown, false),
            None if text[read..].starts_with(letter) => (letter.len_utf8(), letter.len_utf8(), true),
            // Line ends of Windows are one sign, and a sign of no text is left out or replaced.
            None if raw[at..].starts_with("\r\n") && text[read..].starts_with('\n') => (2, 1, false),
            None if letter == '\r' && text[read..].starts_with('\n') => (1, 1, false),
            None if letter == '\0' && text[read..].starts_with('\u{fffd}') => (1, '\u{fffd}'.len_utf8(), false),
            None if letter == '\0' => (1, 0, false),
            None => return parts,
        };
        match parts.last_mut() {
            Some(last) if same && last.same && last.raw.end == at => {
                (last.raw.end, last.text.end) = (at + length, read + shown);
            }
            _ if shown == 0 => {}
            _ => parts.push(Part { text: read..read + shown, raw: at..at + length, same }),
        }
        (at, read) = (at + length, read + shown);
    }
    parts
}

/// The length of a reference, and of what it shows at the beginning of `text`; `None` where it is none.
fn reference(raw: &str, text: &str) -> Option<(usize, usize)> {
    let name = raw[1..].find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '#').unwrap_or(raw.len() - 1);
    let closed = usize::from(raw[1 + name..].starts_with(';'));
    let longest = 1 + name + closed;
    // No name is longer.
    if name == 0 || longest > 40 {
        return None;
    }
    let shown = unescaped(&raw[..longest]);
    (shown != raw[..longest] && !shown.is_empty() && text.starts_with(&shown)).then_some((longest, shown.len()))
}

#[cfg(test)]
mod tests {
    use super::{super::super::reader::memory, aligned};
    use crate::text::{Article, Item, encoding};

    /// The article of a page, with its map.
    fn article(bytes: &[u8]) -> Article {
        let mut source = memory("a.html", bytes);
        source.options.offsets = true;
        let mut reader = super::super::reader(source);
        match reader.next_item() {
            Some(Item::Article(article)) => article,
            other => panic!("{other:?}"),
        }
    }

    const PAGE: &str = "<!DOCTYPE html><meta charset=utf-8><title>Talks</title><article><p>Türkiye&rsquo;s envoy &amp; Wang&nbsp;Yi met  \r\n  <b>Sergei\tLavrov</b> in&#32;Bali &lt;on&gt; Thursday, officials said, and they left.</p>\
        <p class=share>Share</p>Advertisement<p>The two \"agreed&quot; to meet again in the autumn, in Beijing or in Moscow, the ministry said &copy &notit; then.<br>They left.</p></article>";

    /// Each stretch of the source gives its stretch of the text, when it is read as a page is read.
    fn check(article: &Article, bytes: &[u8], label: &str) {
        let encoding = encoding(label).expect("an encoding");
        let mut covered = 0;
        assert!(!article.offsets.is_empty());
        for stretch in &article.offsets {
            let source = encoding.decode_without_bom_handling(&bytes[stretch.bytes.clone()]).0;
            let shown = super::unescaped(&source);
            let text = stretch.text.of(&article.text);
            if text == " " {
                assert!(shown.chars().all(char::is_whitespace), "{shown:?}");
            } else {
                assert_eq!(shown, text);
            }
            covered += stretch.text.len();
        }
        // Only ends of lines, and spaces that stand for a `br`, come from nowhere.
        let letters = article.text.chars().filter(|sign| *sign != '\n').count();
        assert!(letters - covered <= 2, "{covered} of {letters}");
        assert!(article.offsets.windows(2).all(|pair| pair[0].text.end <= pair[1].text.begin));
    }

    #[test]
    fn each_stretch_of_the_source_gives_its_stretch_of_the_text() {
        let utf8 = article(PAGE.as_bytes());
        assert!(
            utf8.text.contains("Türkiye’s envoy & Wang Yi met Sergei Lavrov in Bali <on> Thursday"),
            "{}",
            utf8.text
        );
        check(&utf8, PAGE.as_bytes(), "utf-8");
        let marked = [b"\xef\xbb\xbf", PAGE.as_bytes()].concat();
        check(&article(&marked), &marked, "utf-8");
        for label in ["windows-1252", "gb18030", "shift_jis"] {
            let page = PAGE
                .replace("charset=utf-8", &format!("charset={label}"))
                .replace('ü', if label == "shift_jis" { "会" } else { "ü" });
            let bytes = encoding(label).expect("an encoding").encode(&page).0.into_owned();
            check(&article(&bytes), &bytes, label);
        }
    }

    #[test]
    fn references_and_ends_of_lines_are_parts_of_their_own() {
        let parts = aligned("a&eacute;b\r\nc&d", "aéb\nc&d");
        let told: Vec<_> = parts.iter().map(|part| (part.text.clone(), part.raw.clone(), part.same)).collect();
        assert_eq!(
            told,
            [(0..1, 0..1, true), (1..3, 1..9, false), (3..4, 9..10, true), (4..5, 10..12, false), (5..8, 12..15, true)]
        );
        assert!(aligned("abc", "xyz").is_empty());
    }
}
