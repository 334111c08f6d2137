//! The parts of a question that count for the parameters that are given; what is left is SPARQL that other stores answer alike.
//!
//! A question asks in three ways whether a parameter is given, so that the file as it stands is a query too: a branch of a `UNION`
//! begins with a sub-select on one line, `{ SELECT ?a WHERE { VALUES ?a { UNDEF } FILTER(BOUND(?a)) } }`, whose condition holds or does
//! not; a filter over several lines begins `FILTER((!BOUND(?a) && …) || EXISTS {`; a filter on one line begins `FILTER(!BOUND(?a) || `.
//! Dead branches and open filters go, live ones lose their condition. Stores differ in what an unbound variable is to a pattern, so
//! that none is left is what makes a question portable.

use super::guard::{self, Bracket};

/// Whether a parameter is given; `None` where there is no such parameter.
type Given<'g> = &'g dyn Fn(&str) -> Option<bool>;

/// A question without the branches and filters that do not count.
pub(super) fn live(text: &str, given: Given<'_>) -> String {
    let mut text = text.to_owned();
    while let Some(next) = one_branch(&text, given).or_else(|| one_filter(&text, given)) {
        text = next;
    }
    text
}

/// Where a parameter that is not a limit enters a question.
pub(super) fn mark(name: &str) -> String {
    format!("VALUES ?{name} {{ UNDEF }}")
}

/// Decides on the first branch that asks for a parameter.
fn one_branch(text: &str, given: Given<'_>) -> Option<String> {
    let mut begin = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let at = begin + line.find(trimmed)?;
        begin += line.len();
        let Some((names, holds)) = asked(trimmed, given) else { continue };
        if !holds {
            return without_branch(text, at);
        }
        let marks: Vec<String> = names.iter().filter(|name| given(name) == Some(true)).map(|name| mark(name)).collect();
        return Some(format!("{}{}{}", &text[..at], marks.join(" "), &text[at + trimmed.len()..]));
    }
    None
}

/// The parameters that a line asks for, and whether its condition holds; `None` of other lines.
fn asked<'l>(line: &'l str, given: Given<'_>) -> Option<(Vec<&'l str>, bool)> {
    let inner = line.strip_prefix("{ SELECT ")?.strip_suffix(") } }")?;
    let (_, body) = inner.split_once(" WHERE { ")?;
    let (values, condition) = body.split_once("FILTER(")?;
    let names = values.split_terminator(" { UNDEF } ").map(|value| value.strip_prefix("VALUES ?"));
    let names: Vec<&str> = names.collect::<Option<_>>()?;
    Some((names, holds(condition, given)?))
}

/// The text without the group that encloses a place, and without the `UNION` that ties it to another.
fn without_branch(text: &str, at: usize) -> Option<String> {
    let (open, close) = group(text, |open, close| open < at && at < close)?;
    let (before, after) = (&text[..open], &text[close + 1..]);
    if let Some(rest) = after.trim_start().strip_prefix("UNION") {
        return Some(format!("{before}{}", rest.trim_start()));
    }
    let before = before.trim_end().strip_suffix("UNION")?;
    Some(format!("{}{after}", before.trim_end()))
}

/// Decides on the first filter over several lines.
fn one_filter(text: &str, given: Given<'_>) -> Option<String> {
    const HEAD: &str = "FILTER((";
    let (begin, condition, open) = text.match_indices(HEAD).find_map(|(begin, _)| {
        let line = text[begin..].lines().next()?;
        let condition = line.strip_prefix(HEAD)?.strip_suffix(") || EXISTS {")?;
        Some((begin, condition, begin + line.len() - 1))
    })?;
    let is_open = holds(condition, given)?;
    let (_, close) = group(text, |other, _| other == open)?;
    let after = text[close + 1..].strip_prefix(')')?;
    Some(if is_open {
        format!("{}{after}", text[..begin].trim_end())
    } else {
        format!("{}FILTER EXISTS {}{after}", &text[..begin], &text[open..=close])
    })
}

/// The innermost group in braces for which something is so: its first and last byte.
fn group(text: &str, is: impl Fn(usize, usize) -> bool) -> Option<(usize, usize)> {
    let mut open = Vec::new();
    for (at, bracket) in guard::brackets(text) {
        match bracket {
            Bracket::Open => open.push(at),
            Bracket::Close => {
                let begin = open.pop()?;
                if text[begin..].starts_with('{') && is(begin, at) {
                    return Some((begin, at));
                }
            }
        }
    }
    None
}

/// Whether a condition over `BOUND` holds; `None` where it is another expression.
fn holds(condition: &str, given: Given<'_>) -> Option<bool> {
    let mut rest = condition.trim();
    let value = either(&mut rest, given)?;
    rest.is_empty().then_some(value)
}

fn either(rest: &mut &str, given: Given<'_>) -> Option<bool> {
    let mut value = both(rest, given)?;
    while let Some(after) = rest.strip_prefix("||") {
        *rest = after.trim_start();
        value |= both(rest, given)?;
    }
    Some(value)
}

fn both(rest: &mut &str, given: Given<'_>) -> Option<bool> {
    let mut value = one(rest, given)?;
    while let Some(after) = rest.strip_prefix("&&") {
        *rest = after.trim_start();
        value &= one(rest, given)?;
    }
    Some(value)
}

fn one(rest: &mut &str, given: Given<'_>) -> Option<bool> {
    if let Some(after) = rest.strip_prefix('!') {
        *rest = after.trim_start();
        return Some(!one(rest, given)?);
    }
    let value = if let Some(after) = rest.strip_prefix('(') {
        *rest = after.trim_start();
        either(rest, given)?
    } else {
        let (name, after) = rest.strip_prefix("BOUND(?")?.split_at(rest.find(')')?.checked_sub("BOUND(?".len())?);
        *rest = after;
        given(name)?
    };
    *rest = rest.strip_prefix(')')?.trim_start();
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "SELECT ?e WHERE {\n  {\n    { SELECT ?a WHERE { VALUES ?a { UNDEF } FILTER(BOUND(?a)) } }\n    ?e ch:x ?a .\n  } UNION {\n    \
        # None: { brackets in a comment\n    { SELECT ?a ?b WHERE { VALUES ?a { UNDEF } VALUES ?b { UNDEF } FILTER(!BOUND(?a) && !BOUND(?b)) } }\n    ?e ch:x \"} {\" .\n  } UNION {\n    \
        { SELECT ?a ?b WHERE { VALUES ?a { UNDEF } VALUES ?b { UNDEF } FILTER(!BOUND(?a) && BOUND(?b)) } }\n    ?e ch:y ?b .\n  }\n  \
        FILTER((!BOUND(?a) && !BOUND(?b)) || EXISTS {\n    ?e ch:z ?z\n  })\n}";

    fn of(names: &[&str]) -> String {
        live(TEXT, &|name| ["a", "b"].contains(&name).then(|| names.contains(&name)))
    }

    #[test]
    fn dead_branches_and_open_filters_go() {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            squeezed(&of(&["a"])),
            "SELECT ?e WHERE { { VALUES ?a { UNDEF } ?e ch:x ?a . } FILTER EXISTS { ?e ch:z ?z } }"
        );
        assert_eq!(
            squeezed(&of(&["b"])),
            "SELECT ?e WHERE { { VALUES ?b { UNDEF } ?e ch:y ?b . } FILTER EXISTS { ?e ch:z ?z } }"
        );
        assert_eq!(squeezed(&of(&[])), "SELECT ?e WHERE { { # None: { brackets in a comment ?e ch:x \"} {\" . } }");
    }

    #[test]
    fn what_asks_for_no_parameter_stays() {
        for text in [
            "{ SELECT ?c WHERE { VALUES ?c { UNDEF } FILTER(BOUND(?c)) } }",
            "{ SELECT ?a WHERE { VALUES ?a { UNDEF } FILTER(?a > 3) } }",
            "FILTER((?a = 1) || EXISTS {\n ?s ?p ?o })",
            "{ SELECT ?a WHERE { ?s ?p ?a } }",
        ] {
            assert_eq!(live(text, &|name| (name == "a").then_some(true)), text);
        }
    }
}
