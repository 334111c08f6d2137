//! Markdown with front matter: `key: value` lines between two lines of hyphens, then text.
//!
//! Of YAML the front matter has what notes and site generators write: one key a line, a value that may be quoted, lists in
//! brackets or a hyphen a line. A full YAML reader would bring more code than this program needs. The text loses the marks
//! that are no words: emphasis, links' addresses, images, headings' signs, code fences.

use super::{
    columns::Field,
    reader::{Item, Reader, Source, Whole},
};
use crate::text::{Article, DateFrom, Diagnostic, date::read_day};

/// The reader of a Markdown file.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Whole::one(source, read))
}

fn read(source: &mut Source) -> Result<Vec<Item>, Diagnostic> {
    let text = source.text()?;
    let (keys, body) = front_matter(&text).map_err(|line| {
        source
            .error("the front matter, which this line of hyphens begins, has no end: add a line `---` below it")
            .at_line(line)
    })?;
    let mut article = Article::new(source.name.as_str(), plain(body));
    if article.text.is_empty() {
        return Err(source.error("this file has front matter and no text"));
    }
    let header: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
    let find = |field| source.options.columns.find(field, header.iter().copied()).map(|at| &keys[at]);
    let value = |field| find(field).and_then(|key| key.values.first()).cloned();
    article.title = value(Field::Title);
    article.source = value(Field::Source);
    article.url = value(Field::Url);
    article.language = value(Field::Language);
    article.authors = find(Field::Authors).map(|key| key.values.clone()).unwrap_or_default();
    if let Some(id) = value(Field::Id) {
        article.id = id;
    }
    let mut items = Vec::new();
    if let Some(key) = find(Field::Date)
        && let Some(written) = key.values.first()
    {
        match read_day(written) {
            Ok(day) => (article.published, article.date_from) = (Some(day), Some(DateFrom::Header)),
            Err(why) => {
                let message = format!("the date {written:?} is not a day that can be read, and is left out: {why}");
                items.push(Item::Diagnostic(source.warning(message).at_line(key.line)));
            }
        }
    }
    items.push(Item::Article(article));
    Ok(items)
}

/// A key of front matter.
#[derive(Debug, PartialEq, Eq)]
struct Key {
    name: String,
    values: Vec<String>,
    /// From 1.
    line: usize,
}

/// The keys of the front matter and the text below it; an error is the line where one begins that never ends.
fn front_matter(text: &str) -> Result<(Vec<Key>, &str), usize> {
    let skipped = text.len() - text.trim_start().len();
    let first = text[..skipped].matches('\n').count() + 1;
    let mut lines = text[skipped..].split_inclusive('\n');
    let Some(begin) = lines.next().filter(|line| line.trim_end() == "---") else { return Ok((Vec::new(), text)) };
    let mut at = skipped + begin.len();
    let mut keys: Vec<Key> = Vec::new();
    for (index, line) in lines.enumerate() {
        at += line.len();
        let line = line.trim_end();
        if line == "---" || line == "..." {
            return Ok((keys, &text[at..]));
        }
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if let Some(key) = keys.last_mut() {
                key.values.extend(scalar(item));
            }
        } else if !line.starts_with([' ', '\t', '#'])
            && let Some((name, value)) = line.split_once(':')
        {
            let name = name.trim_matches(['"', '\'', ' ']).to_owned();
            keys.push(Key { name, values: values(value.trim()), line: first + index + 1 });
        }
    }
    Err(first)
}

/// A value, or the values of a list in brackets.
fn values(text: &str) -> Vec<String> {
    match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(list) => list.split(',').filter_map(scalar).collect(),
        None => scalar(text).into_iter().collect(),
    }
}

fn scalar(text: &str) -> Option<String> {
    let text = text.trim();
    let value = if let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        inner.replace("\\\"", "\"").replace("\\\\", "\\")
    } else if let Some(inner) = text.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        inner.replace("''", "'")
    } else {
        // A comment begins after a space.
        text.split(" #").next().unwrap_or_default().trim().to_owned()
    };
    (!value.is_empty() && value != "null" && value != "~").then_some(value)
}

/// The words of Markdown: paragraphs stay, marks go.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut fenced = false;
    for line in text.trim().lines() {
        let line = line.trim_end();
        let bare = line.trim_start();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        let ruled = bare.len() >= 3 && ['-', '*', '_', '='].iter().any(|&sign| bare.chars().all(|found| found == sign));
        if fenced || ruled {
            continue;
        }
        let bare = bare.trim_start_matches('>').trim_start();
        let heading = bare.trim_start_matches('#');
        let bare = if heading.len() < bare.len() && heading.starts_with(' ') { heading.trim() } else { bare };
        let bare = ["- ", "* ", "+ "].iter().find_map(|mark| bare.strip_prefix(mark)).unwrap_or(bare);
        inline(bare, &mut out);
        out.push('\n');
    }
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out.trim().to_owned()
}

/// One line without its marks.
fn inline(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(at) = rest.find(['[', '!', '*', '_', '`', '\\', '<']) {
        out.push_str(&rest[..at]);
        let before = out.chars().next_back();
        let (sign, after) = (rest.as_bytes()[at], &rest[at + 1..]);
        rest = match sign {
            b'!' if link(after).is_some() => link(after).map_or("", |(_, after)| after),
            b'[' => match link(&rest[at..]) {
                Some((words, after)) => {
                    inline(words, out);
                    after
                }
                None => keep('[', after, out),
            },
            b'*' | b'`' => after,
            // An underscore within a word belongs to it.
            b'_' if !(before.is_some_and(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)) => after,
            b'\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                keep(char::from(after.as_bytes()[0]), &after[1..], out)
            }
            b'<' if after.starts_with("http") => match begin(after, ADDRESS).find('>') {
                Some(end) => {
                    out.push_str(&after[..end]);
                    &after[end + 1..]
                }
                None => keep('<', after, out),
            },
            other => keep(char::from(other), after, out),
        };
    }
    out.push_str(rest);
}

fn keep<'a>(sign: char, after: &'a str, out: &mut String) -> &'a str {
    out.push(sign);
    after
}

/// The longest address and the longest words of a link, in bytes, and how many links stand within one another: so no input
/// makes the search long.
const ADDRESS: usize = 500;
const WORDS: usize = 2000;
const NESTED: usize = 16;

/// At most so many bytes of the beginning of a text.
fn begin(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    &text[..end]
}

/// The words of `[words](address)` or `[words][name]` at the start of a text, and what follows it.
fn link(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?;
    let mut depth = 1_usize;
    let end = begin(inner, WORDS).find(|sign| {
        match sign {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        depth == 0 || depth > NESTED
    })?;
    if depth > NESTED {
        return None;
    }
    let (words, after) = (&inner[..end], &inner[end + 1..]);
    let (open, close) = if after.starts_with('(') { ('(', ')') } else { ('[', ']') };
    let rest = after.strip_prefix(open)?;
    let end = begin(rest, ADDRESS).find(close)?;
    Some((words, &rest[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::{front_matter, plain};

    #[test]
    fn front_matter_has_keys_lists_and_lines() {
        let text = "\n---\ntitle: \"A: \\\"b\\\"\"\n# note\nauthors: [Ann Example, 'Bo O''Example']\ntags:\n  - one\n  - two # not three\nempty:\n---\nText.\n";
        let (keys, body) = front_matter(text).expect("it ends");
        let said: Vec<_> =
            keys.iter().map(|key| format!("{}:{}={}", key.line, key.name, key.values.join("|"))).collect();
        assert_eq!(said, ["3:title=A: \"b\"", "5:authors=Ann Example|Bo O'Example", "6:tags=one|two", "9:empty="]);
        assert_eq!(body, "Text.\n");
        assert_eq!(front_matter("\n---\ntitle: x\n"), Err(2));
        assert_eq!(front_matter("Text.").expect("none").1, "Text.");
    }

    #[test]
    fn marks_go_and_words_stay() {
        let text = "# Head *line*\n\nThe [foreign **minister**](https://a.example/x_y) met_him_.\n> He said \\*no\\*.\n\n![a picture](p.png)\n\n\n- snake_case [sic]\n```\ncode\n```\n---\nEnd.";
        assert_eq!(plain(text), "Head line\n\nThe foreign minister met_him.\nHe said *no*.\n\nsnake_case [sic]\nEnd.");
        // No input takes more than a walk along it.
        assert_eq!(plain(&"[".repeat(1 << 20)).len(), 1 << 20);
        assert_eq!(plain(&"<http".repeat(1 << 18)).len(), 5 << 18);
        assert_eq!(plain(&"[a](".repeat(1 << 18)).len(), 4 << 18);
        plain(&format!("{}{}", "[".repeat(100_000), "](x)".repeat(100_000)));
    }
}
