//! What a source text names by path, in `use` declarations and in the code itself; both tests of structure read it.

/// A source text without comments, strings and its own tests: what stays is code, on the lines where it stood.
pub(crate) fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut before = ' ';
    while let Some(letter) = rest.next() {
        match letter {
            '/' if rest.peek() == Some(&'/') => {
                while rest.peek().is_some_and(|&next| next != '\n') {
                    rest.next();
                }
            }
            // A quote of a character, not of a lifetime: `'"'`.
            '"' if before != '\'' => {
                while let Some(next) = rest.next() {
                    match next {
                        '\\' => out.extend(rest.next().filter(|&escaped| escaped == '\n')),
                        '"' => break,
                        '\n' => out.push('\n'),
                        _ => {}
                    }
                }
            }
            _ => out.push(letter),
        }
        before = letter;
    }
    out
}

/// A path that a text names, with its line; whether it is named again for others (`pub use`).
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
    pub(crate) again: bool,
}

/// All paths in code: of `use` declarations, their braces opened, and those that begin with one of the words `crate`,
/// `super`, `self` or `std`, or with one of `modules`.
pub(crate) fn paths(code: &str, modules: &[String]) -> Vec<Named> {
    let mut found = Vec::new();
    let mut plain = String::with_capacity(code.len());
    let mut at = 0;
    for (start, word) in words(code) {
        if word != "use" || start < at {
            continue;
        }
        let Some(length) = code[start..].find(';') else { break };
        plain.push_str(&code[at..start]);
        plain.extend(code[start..start + length].chars().filter(|&letter| letter == '\n'));
        at = start + length;
        let line = line(code, start);
        let head = code[..start].trim_end();
        let again = head.ends_with("pub")
            || head.ends_with(')') && head.rfind("pub(").is_some_and(|open| !head[open..].contains('\n'));
        for path in opened(&code[start + 3..at]) {
            found.push(Named { line, path, again });
        }
    }
    plain.push_str(&code[at..]);
    let mut end = 0;
    for (start, word) in words(&plain) {
        if start < end || plain[..start].ends_with("::") || plain[..start].ends_with('.') {
            continue;
        }
        let first = ["crate", "super", "self", "std"].contains(&word) || modules.iter().any(|module| module == word);
        let path: Vec<String> = plain[start..]
            .split("::")
            .map(|part| part.find(|letter: char| !is_word(letter)).map_or(part, |end| &part[..end]))
            .take_while(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        let whole = take_whole(&plain[start..]);
        if first && whole > 1 {
            found.push(Named { line: line(&plain, start), path: path.into_iter().take(whole).collect(), again: false });
        }
        end = start + word.len();
    }
    found
}

/// How many parts a path has that begins here: "a::b(c::d" has two.
fn take_whole(text: &str) -> usize {
    let mut rest = text;
    let mut parts = 0;
    loop {
        let end = rest.find(|letter: char| !is_word(letter)).unwrap_or(rest.len());
        if end == 0 {
            return parts;
        }
        parts += 1;
        match rest[end..].strip_prefix("::") {
            Some(next) => rest = next,
            None => return parts,
        }
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The words of a text with the bytes where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_word)?;
        at = text[start..].find(|letter| !is_word(letter)).map_or(text.len(), |end| start + end);
        Some((start, &text[start..at]))
    })
}

fn line(text: &str, byte: usize) -> usize {
    text.as_bytes()[..byte].iter().filter(|&&letter| letter == b'\n').count() + 1
}

/// The paths of a `use` tree: "a::{b, c::d as e}" is "a::b" and "a::c::d".
fn opened(tree: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut depth = 0;
    let mut start = 0;
    let mut parts = Vec::new();
    for (at, letter) in tree.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[start..]);
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        let named = |path: &str| -> Vec<String> {
            path.split("::").map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
        };
        match part.split_once('{') {
            Some((prefix, inner)) => {
                let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
                found.extend(opened(inner).into_iter().map(|path| [named(prefix), path].concat()));
            }
            None => found.push(named(part.split(" as ").next().unwrap_or(part))),
        }
    }
    found
}

#[test]
fn paths_are_read_in_both_forms() {
    let text = "use std::{fs, io::{self, Read}};\npub(crate) use super::a::B;\n// use crate::no;\nlet x = crate::cli::main(\"crate::no\");\nshape::draw(super::up(y::z));\n";
    let found = paths(&code(text), &["shape".to_owned()]);
    let read: Vec<(usize, String, bool)> =
        found.into_iter().map(|named| (named.line, named.path.join("::"), named.again)).collect();
    let wanted = [
        (1, "std::fs", false),
        (1, "std::io::self", false),
        (1, "std::io::Read", false),
        (2, "super::a::B", true),
        (4, "crate::cli::main", false),
        (5, "shape::draw", false),
        (5, "super::up", false),
    ];
    let wanted: Vec<(usize, String, bool)> =
        wanted.into_iter().map(|(line, path, again)| (line, path.to_owned(), again)).collect();
    assert_eq!(read, wanted);
}
