//! What is looked at before SPARQL is parsed: how deep it nests, how long its chains are, and whether it asks at all.
//!
//! The parser and the engine below call themselves once a level of brackets and once a link of a chain (`a || b || …`,
//! `UNION`, `OPTIONAL`), so text of any depth would overflow the stack, which ends the whole program. One walk over the
//! text, without recursion, finds both numbers; strings, comments and IRIs count for nothing.

use std::collections::BTreeSet;

use crate::graph::error::Problem;

/// Brackets within brackets: more than anybody writes.
const DEEPEST: usize = 100;

/// Operators and keywords that chain patterns and expressions.
const LONGEST: usize = 5_000;

/// Words that lengthen a chain.
const CHAINS: [&str; 7] = ["UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "GRAPH", "VALUES"];

/// Words that change a store.
const CHANGES: [&str; 11] =
    ["INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH", "MODIFY"];

/// What a query gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// `SELECT`: rows.
    #[default]
    Rows,
    /// `ASK`: yes or no.
    Boolean,
    /// `CONSTRUCT` and `DESCRIBE`: triples.
    Triples,
}

/// The words and marks of a SPARQL text that matter here, with the byte at which each begins.
struct Marks<'t> {
    text: &'t str,
    at: usize,
}

#[derive(Debug, PartialEq, Eq)]
enum Mark<'t> {
    Word(&'t str),
    Open,
    Close,
    Operator,
    Iri,
    Other,
}

/// A bracket of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Open,
    Close,
}

/// The brackets of a text, each with its place.
pub(super) fn brackets(text: &str) -> impl Iterator<Item = (usize, Bracket)> + '_ {
    Marks { text, at: 0 }.filter_map(|(at, mark)| match mark {
        Mark::Open => Some((at, Bracket::Open)),
        Mark::Close => Some((at, Bracket::Close)),
        _ => None,
    })
}

/// The prefixes of the names that a text uses.
pub(super) fn prefixes(text: &str) -> BTreeSet<&str> {
    let words = Marks { text, at: 0 }.filter_map(|(_, mark)| match mark {
        Mark::Word(word) => word.split_once(':').map(|(prefix, _)| prefix),
        _ => None,
    });
    words.collect()
}

impl<'t> Iterator for Marks<'t> {
    type Item = (usize, Mark<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let begin = self.at;
            let rest = &self.text[begin..];
            let letter = rest.chars().next()?;
            let (length, mark) = match letter {
                '#' => (rest.find('\n').unwrap_or(rest.len()), None),
                '"' | '\'' => (string_length(rest, letter), Some(Mark::Other)),
                '<' => match iri_length(rest) {
                    Some(length) => (length, Some(Mark::Iri)),
                    None => (1, Some(Mark::Operator)),
                },
                '(' | '{' | '[' => (1, Some(Mark::Open)),
                ')' | '}' | ']' => (1, Some(Mark::Close)),
                '|' | '/' | '!' | '^' | '&' | '=' | '*' | '+' | '-' | '>' => (1, Some(Mark::Operator)),
                letter if letter.is_alphanumeric() || matches!(letter, '_' | ':' | '?' | '$' | '@') => {
                    let inside =
                        |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':' | '-' | '.' | '%' | '\\');
                    let length = rest[letter.len_utf8()..].find(|other| !inside(other));
                    let length = length.map_or(rest.len(), |length| length + letter.len_utf8());
                    (length, Some(Mark::Word(&rest[..length])))
                }
                letter => (letter.len_utf8(), None),
            };
            self.at += length;
            if let Some(mark) = mark {
                return Some((begin, mark));
            }
        }
    }
}

/// The pieces of a query with the byte at which each begins: runs without white space and comments, brackets each for
/// themselves.
pub(super) fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut begin, mut at) = (0, 0);
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let gap = letter == '#' || letter.is_whitespace();
        let alone = matches!(letter, '(' | ')' | '{' | '}' | '[' | ']');
        let length = match letter {
            '#' => rest.find('\n').unwrap_or(rest.len()),
            '"' | '\'' => string_length(rest, letter),
            '<' => iri_length(rest).unwrap_or(1),
            letter => letter.len_utf8(),
        };
        if gap || alone {
            found.extend((begin < at).then(|| (begin, &text[begin..at])));
            found.extend(alone.then(|| (at, &text[at..at + length])));
            begin = at + length;
        }
        at += length;
    }
    found.extend((begin < at).then(|| (begin, &text[begin..at])));
    found
}

/// Bytes of a string that begins here, quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let long: String = std::iter::repeat_n(quote, 3).collect();
    let (mark, mut at) = if text.starts_with(&long) { (long, 3) } else { (quote.to_string(), 1) };
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with(&mark) {
            return at + mark.len();
        }
        let mut letters = rest.chars();
        at += match (letters.next(), letters.next()) {
            (Some('\\'), Some(escaped)) => 1 + escaped.len_utf8(),
            // A short string ends at the end of its line at the latest; the parser says that this is wrong.
            (Some('\n'), _) if mark.len() == 1 => return at,
            (Some(letter), _) => letter.len_utf8(),
            (None, _) => 0,
        };
    }
    text.len()
}

/// Bytes of an IRI in angle brackets that begins here; none where `<` is an operator.
fn iri_length(text: &str) -> Option<usize> {
    let end = text[1..].find(|letter: char| letter.is_whitespace() || "<>\"{}|^`".contains(letter))? + 1;
    text[end..].starts_with('>').then_some(end + 1)
}

/// Line and column, from 1, of a byte of a text; columns count characters.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// What a SPARQL query gives, by its first word after the prologue.
pub(super) fn form(text: &str) -> Form {
    match first_word(text).map(|(_, word)| word.to_ascii_uppercase()).as_deref() {
        Some("ASK") => Form::Boolean,
        Some("CONSTRUCT" | "DESCRIBE") => Form::Triples,
        _ => Form::Rows,
    }
}

/// The first word after `PREFIX` and `BASE` lines.
fn first_word(text: &str) -> Option<(usize, &str)> {
    let mut marks = Marks { text, at: 0 };
    loop {
        let (at, Mark::Word(word)) = marks.next()? else { return None };
        match word.to_ascii_uppercase().as_str() {
            "PREFIX" => {
                // The prefix, then its IRI.
                marks.next();
                marks.next();
            }
            "BASE" => {
                marks.next();
            }
            _ => return Some((at, word)),
        }
    }
}

/// Refuses what would change the store, and what nests or chains beyond what the parser can take.
pub(super) fn check(file: &str, text: &str) -> Result<(), Problem> {
    let problem = |at: usize, message: String| {
        let (line, column) = place(text, at);
        Problem { file: file.to_owned(), line, column, message }
    };
    let (mut depth, mut chained) = (0_usize, 0_usize);
    for (at, mark) in (Marks { text, at: 0 }) {
        match mark {
            Mark::Open => depth += 1,
            Mark::Close => depth = depth.saturating_sub(1),
            Mark::Operator => chained += 1,
            Mark::Word(word) if CHAINS.iter().any(|chain| word.eq_ignore_ascii_case(chain)) => chained += 1,
            Mark::Word(_) | Mark::Iri | Mark::Other => {}
        }
        if depth > DEEPEST {
            return Err(problem(at, format!("brackets are nested more than {DEEPEST} deep; write the query flatter")));
        }
        if chained > LONGEST {
            let message = format!("more than {LONGEST} operators and patterns; use VALUES or IN, or split the query");
            return Err(problem(at, message));
        }
    }
    match first_word(text) {
        None if text.trim().is_empty() => Err(problem(0, "there is no query".to_owned())),
        Some((at, word)) if CHANGES.iter().any(|change| word.eq_ignore_ascii_case(change)) => {
            let message = format!(
                "{} is SPARQL Update, and a query only reads: a store changes by `chancery build`, `chancery remove` and \
                 corrections",
                word.to_ascii_uppercase()
            );
            Err(problem(at, message))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        check("x.rq", text).map_or_else(|problem| problem.to_string(), |()| "good".to_owned())
    }

    #[test]
    fn depth_is_refused_with_its_place() {
        for (open, close) in [("(", ")"), ("{", "}"), ("[", "]")] {
            let deep = format!("SELECT * {{\n{}{} }}", open.repeat(100_000), close.repeat(100_000));
            assert!(told(&deep).starts_with("x.rq:2:100: brackets are nested"), "{}", told(&deep));
        }
        let unclosed = "{".repeat(1_000_000);
        assert!(told(&unclosed).starts_with("x.rq:1:101:"));
        let flat = format!("SELECT * {{ {} }}", "{ ?a ?b ?c } ".repeat(1000));
        assert_eq!(told(&flat), "good");
    }

    #[test]
    fn chains_are_refused_but_lists_are_not() {
        assert!(told(&format!("SELECT * {{ ?a ?b ?c FILTER(1{}) }}", " || 1".repeat(100_000))).contains("operators"));
        assert!(told(&format!("SELECT * {{ {{}} {} }}", "UNION {}".repeat(100_000))).contains("operators"));
        assert_eq!(
            told(&format!("SELECT * {{ VALUES ?a {{ {} }} }}", "ch:a-b <http://x/a/b> \"-(\" ".repeat(10_000))),
            "good"
        );
    }

    #[test]
    fn brackets_in_strings_iris_and_comments_count_for_nothing() {
        let text = format!(
            "# {0}\nSELECT * {{ ?a <http://x/{1}> \"{0}\", '''{0}\"''' , \"\\\"{0}\" }}",
            "(".repeat(500),
            "(".repeat(500)
        );
        assert_eq!(told(&text), "good");
        assert_eq!(told("SELECT * { FILTER(?a < 3 && ?b > 4) }"), "good");
    }

    #[test]
    fn what_changes_a_store_is_refused() {
        assert!(
            told("PREFIX ex: <http://x/>\nBASE <http://y/>\n insert data { }")
                .starts_with("x.rq:3:2: INSERT is SPARQL Update")
        );
        assert!(told("DROP ALL").contains("a store changes by"));
        assert_eq!(told("SELECT ?insert { ?insert ?b \"DELETE\" }"), "good");
    }

    #[test]
    fn the_form_is_known_before_parsing() {
        assert_eq!(form("# c\nPREFIX a: <http://x#>\nconstruct { } WHERE { }"), Form::Triples);
        assert_eq!(form("ASK {}"), Form::Boolean);
        assert_eq!(form("SELECT * {}"), Form::Rows);
        assert_eq!(form(""), Form::Rows);
    }
}
