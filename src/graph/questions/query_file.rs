//! Query files: SPARQL with a header of comments that gives the question, its parameters and its columns.
//!
//! ```text
//! # title: Meetings
//! # question: Who met whom, when and where?
//! # param actor (entity): One of the two; all where it is not given.
//! # param since (date = 2022-01-01): The first day.
//! # column who: One of the two.
//! SELECT ?who WHERE { VALUES ?actor { UNDEF } … }
//! ```
//! A parameter enters the query at the marks `VALUES ?actor { UNDEF }`, so that the file as it stands is a query of
//! its own that any tool runs. What is put there is a typed term, written and escaped by the RDF library: no value
//! can break out of it. Without a value the mark goes and the variable stays free. A parameter of the type `limit` stands
//! for the number in `LIMIT 500`, 500 being its default; 0 takes the limit away. Where a query asks whether there is room
//! for more rows, `< 500)` takes the same number.
//!
//! Where a filter asks whether a parameter is given, `FILTER(!BOUND(?since) || …)` on one line, the line goes where it is not
//! and the question is left out where it is. Branches that ask are decided on too (`live`).
//!
//! A column may say of which kind it is, `# column who (entity): …`; then programs get the label and the id.

use indexmap::IndexMap;
use oxigraph::model::Term;

use super::{
    guard::{self, Form},
    live::{self, live},
    sparql::{self, ColumnKind},
};
use crate::graph::error::{Problem, QueryError};

/// A question with its SPARQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryFile {
    /// Name: the file's name without its ending.
    pub name: String,
    /// A short title.
    pub title: String,
    /// The question in a sentence.
    pub question: String,
    /// What may be set, in the order of the header.
    pub parameters: IndexMap<String, Parameter>,
    /// What comes back, in order; all variables of the query where a user's own file says nothing.
    pub columns: IndexMap<String, Column>,
    /// The file, as it was named.
    pub path: String,
    /// The SPARQL text, header included.
    pub text: String,
}

/// A column of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// How it is written.
    pub kind: ColumnKind,
    /// What it holds, in words.
    pub about: String,
}

/// Something that may be set in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parameter {
    /// What a value must be.
    pub kind: ParameterKind,
    /// Whether the query needs it.
    pub required: bool,
    /// The value where none is given.
    pub default: Option<String>,
    /// What it is, in words.
    pub about: String,
}

/// The types of parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// An actor or place: a name, another name, an id or an IRI.
    Entity,
    /// A relation of the ontology, by its name or label; it stands for its kinds too.
    Relation,
    /// A day, the first one where a month or year is given.
    Date,
    /// A day, the last one where a month or year is given.
    EndDate,
    /// An article, by its id or IRI.
    Article,
    /// A claim or event, by its id or IRI.
    Claim,
    /// An outlet or agency of the store's articles, however its capitals are written.
    Outlet,
    /// Free text.
    Text,
    /// A whole number.
    Integer,
    /// The most rows of an answer; 0 for all.
    Limit,
}

impl ParameterKind {
    const ALL: [(&'static str, Self); 10] = [
        ("entity", Self::Entity),
        ("relation", Self::Relation),
        ("date", Self::Date),
        ("end-date", Self::EndDate),
        ("article", Self::Article),
        ("claim", Self::Claim),
        ("outlet", Self::Outlet),
        ("text", Self::Text),
        ("integer", Self::Integer),
        ("limit", Self::Limit),
    ];

    /// The word for it in a header.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

const KEYS: [&str; 4] = ["title", "question", "param", "column"];

/// The kinds that a header gives columns.
const COLUMNS: [(&str, ColumnKind); 3] =
    [("entity", ColumnKind::Named), ("relation", ColumnKind::Named), ("id", ColumnKind::Id)];

impl QueryFile {
    /// The questions that come with the program, by name.
    #[must_use]
    pub fn library() -> Vec<Self> {
        const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/queries.rs"));
        FILES.iter().map(|(path, text)| Self::parse(path, text).expect("a test reads each shipped query")).collect()
    }

    /// Reads a user's own query file. It needs no header; where it has one, that is read as in the question library.
    ///
    /// # Errors
    /// [`QueryError::File`] with every problem of the file and its place.
    pub fn parse_own(path: &str, text: &str) -> Result<Self, QueryError> {
        let text = text.trim_start_matches('\u{feff}');
        let comments = text.lines().map_while(|line| line.strip_prefix('#')).map(str::trim);
        let has_header = comments.into_iter().any(|comment| {
            let (head, _) = comment.split_once(':').unwrap_or_default();
            let (key, rest) = head.split_once(' ').unwrap_or((head, ""));
            match key {
                "title" | "question" => rest.is_empty(),
                "param" => rest.contains('('),
                "column" => !rest.is_empty() && !rest.trim().contains(' ') || rest.contains('('),
                _ => false,
            }
        });
        let mut reader = Reader { file: path, problems: Vec::new() };
        let mut query = Self::empty(path, text);
        if has_header {
            query.read_header(&mut reader);
        }
        query.check_body(&mut reader);
        if reader.problems.is_empty() { Ok(query) } else { Err(QueryError::File { problems: reader.problems }) }
    }

    /// What the query gives.
    #[must_use]
    pub fn form(&self) -> Form {
        guard::form(&self.text)
    }

    fn empty(path: &str, text: &str) -> Self {
        Self {
            name: path.rsplit(['/', '\\']).next().unwrap_or(path).trim_end_matches(".rq").to_owned(),
            title: String::new(),
            question: String::new(),
            parameters: IndexMap::new(),
            columns: IndexMap::new(),
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Reads a file of the question library, whose header is complete.
    ///
    /// # Errors
    /// [`QueryError::File`] with every problem of the file and its line.
    pub fn parse(path: &str, text: &str) -> Result<Self, QueryError> {
        let mut reader = Reader { file: path, problems: Vec::new() };
        let mut query = Self::empty(path, text);
        query.read_header(&mut reader);
        for (value, key) in [(&query.title, "title"), (&query.question, "question")] {
            if value.is_empty() {
                reader.problem(0, &format!("the header has no {key}: `# {key}: …`"));
            }
        }
        if query.columns.is_empty() {
            reader.problem(0, "the header has no columns: `# column NAME: …`");
        }
        query.check_body(&mut reader);
        if reader.problems.is_empty() { Ok(query) } else { Err(QueryError::File { problems: reader.problems }) }
    }

    fn read_header(&mut self, reader: &mut Reader<'_>) {
        let mut last: Option<(String, String)> = None;
        let text = self.text.clone();
        for (index, line) in text.lines().enumerate() {
            let Some(comment) = line.strip_prefix('#') else { break };
            if comment.starts_with("  ") {
                match last.as_ref() {
                    Some((key, name)) => self.go_on(key, name, comment.trim()),
                    None => reader.problem(index, "a line that goes on needs one to go on from"),
                }
                continue;
            }
            let comment = comment.trim();
            if comment.is_empty() {
                continue;
            }
            last = self.header_line(comment, index, reader);
        }
    }

    fn go_on(&mut self, key: &str, name: &str, more: &str) {
        let text = match key {
            "title" => Some(&mut self.title),
            "question" => Some(&mut self.question),
            "param" => self.parameters.get_mut(name).map(|parameter| &mut parameter.about),
            _ => self.columns.get_mut(name).map(|column| &mut column.about),
        };
        if let Some(text) = text {
            text.push(' ');
            text.push_str(more);
        }
    }

    fn header_line(&mut self, line: &str, index: usize, reader: &mut Reader<'_>) -> Option<(String, String)> {
        let Some((head, value)) = line.split_once(':') else {
            reader.problem(index, "a header line is `# key: text`; indent it by two spaces to go on");
            return None;
        };
        let (head, value) = (head.trim(), value.trim());
        let (key, rest) = head.split_once(char::is_whitespace).unwrap_or((head, ""));
        let rest = rest.trim();
        match key {
            "title" => value.clone_into(&mut self.title),
            "question" => value.clone_into(&mut self.question),
            "param" => {
                let name = self.parameter_line(rest, value, index, reader)?;
                return Some((key.to_owned(), name));
            }
            "column" => {
                let (name, kind) = match rest.split_once('(') {
                    Some((name, kind)) => (name.trim(), kind.trim_end_matches(')').trim()),
                    None => (rest, ""),
                };
                reader.name(name, index)?;
                let known = COLUMNS.iter().find(|(known, _)| *known == kind).map(|(_, kind)| *kind);
                if known.is_none() && !kind.is_empty() {
                    let known: Vec<_> = COLUMNS.iter().map(|(name, _)| *name).collect();
                    reader.problem(index, &format!("no kind of column {kind:?}; there are {}", known.join(", ")));
                }
                let column = Column { kind: known.unwrap_or_default(), about: value.to_owned() };
                if self.columns.insert(name.to_owned(), column).is_some() {
                    reader.problem(index, &format!("the column {name:?} is there twice"));
                }
                return Some((key.to_owned(), name.to_owned()));
            }
            _ => {
                let near = KEYS
                    .iter()
                    .max_by(|one, other| strsim::jaro_winkler(one, key).total_cmp(&strsim::jaro_winkler(other, key)));
                let near = near.copied().unwrap_or_default();
                reader.problem(index, &format!("no header key {key:?}; the nearest is {near:?}"));
                return None;
            }
        }
        Some((key.to_owned(), rest.to_owned()))
    }

    fn parameter_line(&mut self, head: &str, about: &str, index: usize, reader: &mut Reader<'_>) -> Option<String> {
        let form = "a parameter is `# param NAME (TYPE): …`, `(TYPE, required)` or `(TYPE = VALUE)`";
        let Some((name, bracket)) = head.split_once('(') else {
            reader.problem(index, form);
            return None;
        };
        let name = name.trim();
        reader.name(name, index)?;
        let Some(inside) = bracket.trim().strip_suffix(')') else {
            reader.problem(index, form);
            return None;
        };
        let (kind, required, default) = if let Some((kind, value)) = inside.split_once('=') {
            (kind.trim(), false, Some(value.trim().to_owned()))
        } else if let Some((kind, word)) = inside.split_once(',') {
            if word.trim() != "required" {
                reader.problem(index, form);
            }
            (kind.trim(), true, None)
        } else {
            (inside.trim(), false, None)
        };
        let Some((_, kind)) = ParameterKind::ALL.iter().find(|(known, _)| *known == kind) else {
            let known: Vec<_> = ParameterKind::ALL.iter().map(|(name, _)| *name).collect();
            reader.problem(index, &format!("no type {kind:?}; there are {}", known.join(", ")));
            return None;
        };
        let parameter = Parameter { kind: *kind, required, default, about: about.to_owned() };
        if self.parameters.insert(name.to_owned(), parameter).is_some() {
            reader.problem(index, &format!("the parameter {name:?} is there twice"));
        }
        Some(name.to_owned())
    }

    /// The SPARQL must parse, and each parameter must have its mark.
    fn check_body(&self, reader: &mut Reader<'_>) {
        for (name, parameter) in &self.parameters {
            if parameter.kind == ParameterKind::Limit && parameter.default.is_none() {
                reader.problem(0, &format!("the limit {name:?} needs its default: `(limit = 500)`"));
            } else if !self.text.contains(&mark(name, parameter)) {
                let mark = mark(name, parameter);
                reader.problem(0, &format!("the parameter {name:?} has no mark `{mark}` in the query"));
            }
        }
        if let Err(problem) = sparql::check(reader.file, &self.text) {
            reader.problems.push(problem);
            return;
        }
        let variable = |name: &str| {
            self.text.match_indices(['?', '$']).any(|(at, _)| {
                self.text[at + 1..]
                    .strip_prefix(name)
                    .is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric() || letter == '_'))
            })
        };
        for column in self.columns.keys() {
            if !variable(column) {
                reader.problem(0, &format!("the column {column:?} is no variable of the query"));
            }
        }
    }

    /// The query with the parameters' terms at their marks, and without the parts that count for others alone.
    pub(crate) fn filled(&self, values: &IndexMap<String, Vec<Term>>) -> String {
        let is_mark = |parameter: &Parameter| parameter.kind != ParameterKind::Limit;
        let mut text = live(&self.text, &|name| {
            self.parameters.get(name).filter(|parameter| is_mark(parameter)).map(|_| values.contains_key(name))
        });
        for (name, parameter) in &self.parameters {
            let put = match values.get(name).map(Vec::as_slice) {
                None => String::new(),
                Some([Term::Literal(number)]) if parameter.kind == ParameterKind::Limit => match number.value() {
                    "0" => String::new(),
                    number => format!("LIMIT {number}"),
                },
                Some(terms) => {
                    let terms: Vec<String> = terms.iter().map(ToString::to_string).collect();
                    format!("VALUES ?{name} {{ {} }}", terms.join(" "))
                }
            };
            text = text.replace(&mark(name, parameter), &put);
            text = guarded(&text, name, !put.is_empty());
            if let (ParameterKind::Limit, Some(default)) = (parameter.kind, &parameter.default) {
                let room = put.strip_prefix("LIMIT ").map_or_else(|| ">= 0)".to_owned(), |rows| format!("< {rows})"));
                text = text.replace(&format!("< {default})"), &room);
            }
        }
        let lines: Vec<&str> = text.split('\n').filter(|line| !line.trim().is_empty()).collect();
        lines.join("\n")
    }
}

/// The text without the filters that count only where a parameter is given, or with these alone of them.
fn guarded(text: &str, name: &str, given: bool) -> String {
    let guard = format!("FILTER(!BOUND(?{name}) || ");
    if !text.contains(&guard) {
        return text.to_owned();
    }
    let kept = text.lines().filter_map(|line| {
        let trimmed = line.trim_start();
        // A filter of several lines stays as it is.
        let whole = line.matches('(').count() == line.matches(')').count();
        match trimmed.strip_prefix(&guard).filter(|_| whole) {
            Some(_) if !given => None,
            Some(rest) => Some(format!("{}FILTER({rest}", &line[..line.len() - trimmed.len()])),
            None => Some(line.to_owned()),
        }
    });
    kept.collect::<Vec<_>>().join("\n")
}

/// Where a parameter enters the query.
fn mark(name: &str, parameter: &Parameter) -> String {
    match &parameter.default {
        Some(default) if parameter.kind == ParameterKind::Limit => format!("LIMIT {default}"),
        _ => live::mark(name),
    }
}

struct Reader<'f> {
    file: &'f str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, index: usize, message: &str) {
        let file = self.file.to_owned();
        self.problems.push(Problem { file, line: index + 1, column: 0, message: message.to_owned() });
    }

    fn name(&mut self, name: &str, index: usize) -> Option<()> {
        let good = name.starts_with(|letter: char| letter.is_ascii_lowercase())
            && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        if !good {
            self.problem(index, &format!("{name:?} is no name: a lower-case letter, then letters, digits or `_`"));
        }
        good.then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "# title: Labels\n# question: What is called so?\n# param name (text, required): The label.\n\
                        # param limit (integer = 5): How many\n#   at most.\n# column thing: What.\n\
                        SELECT ?thing WHERE { VALUES ?name { UNDEF } VALUES ?limit { UNDEF } ?thing ?p ?name }";

    #[test]
    fn a_header_is_read() {
        let query = QueryFile::parse("queries/labels.rq", GOOD).expect("it is good");
        assert_eq!((query.name.as_str(), query.title.as_str()), ("labels", "Labels"));
        assert!(query.parameters["name"].required);
        assert_eq!(query.parameters["limit"].default.as_deref(), Some("5"));
        assert_eq!(query.parameters["limit"].about, "How many at most.");
        assert_eq!(query.columns.keys().collect::<Vec<_>>(), ["thing"]);
    }

    #[test]
    fn all_problems_of_a_file_come_at_once_with_their_lines() {
        let text = "# titel: x\n# question: q\n# param Actor (entity): a\n# param b (entty): b\n# column c: c\nSELECT ?c WHERE { ?c ?p }";
        let QueryError::File { problems } = QueryFile::parse("x.rq", text).expect_err("five mistakes") else {
            panic!("a file error")
        };
        let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
        assert_eq!(lines, [1, 3, 4, 1, 6], "{problems:#?}");
        assert!(problems[0].message.contains("\"title\""));
    }

    #[test]
    fn a_limit_is_a_number_of_the_query() {
        let text = "# title: t\n# question: q\n# param rows (limit = 500): r\n# column s: s\n\
                    SELECT ?s WHERE { ?s ?p ?o } LIMIT 500";
        let query = QueryFile::parse("x.rq", text).expect("it is good");
        let filled = |rows: i64| {
            let value = oxigraph::model::Literal::from(rows);
            query.filled(&IndexMap::from([("rows".to_owned(), vec![value.into()])]))
        };
        let guarded = text.replace("?o }", "?o VALUES ?least { UNDEF }\n FILTER(!BOUND(?least) || ?o > ?least)\n }");
        let guarded = guarded.replace("# column", "# param least (integer): l\n# column");
        let guarded = QueryFile::parse("x.rq", &guarded).expect("it is good");
        let one = oxigraph::model::Literal::from(1);
        assert!(!guarded.filled(&IndexMap::new()).contains("FILTER"));
        let with = guarded.filled(&IndexMap::from([("least".to_owned(), vec![one.into()])]));
        assert!(with.contains(" FILTER(?o > ?least)\n"), "{with}");
        let room = text.replace("?o }", "?o FILTER(3 < 500) }");
        let room = QueryFile::parse("x.rq", &room).expect("it is good");
        let asked = |rows: i64| {
            let value = oxigraph::model::Literal::from(rows);
            room.filled(&IndexMap::from([("rows".to_owned(), vec![value.into()])]))
        };
        assert!(asked(7).contains("(3 < 7)") && asked(0).contains("(3 >= 0)"), "{}", asked(0));
        assert!(filled(7).ends_with("} LIMIT 7") && filled(0).ends_with("?o } "), "{}", filled(0));
        assert!(QueryFile::parse("x.rq", &text.replace(" = 500", "")).is_err(), "a limit has a default");
        assert!(QueryFile::parse("x.rq", &text.replace("LIMIT 500", "LIMIT 400")).is_err(), "and a mark");
    }

    #[test]
    fn an_own_file_needs_no_header_and_no_prefixes() {
        let plain = "# Meetings: those in Bali\nSELECT ?e { ?e ch:relation ch:metWith ; sem:hasPlace id:bali }";
        let query = QueryFile::parse_own("dir/own.rq", plain).expect("it is good");
        assert_eq!((query.name.as_str(), query.columns.len(), query.form()), ("own", 0, Form::Rows));
        let query = QueryFile::parse_own("x.rq", "# column s (entity): the subject\nSELECT ?s ?p { ?s ?p ?o }");
        assert_eq!(query.expect("it is good").columns["s"].kind, ColumnKind::Named);
        let told = |text: &str| QueryFile::parse_own("x.rq", text).expect_err("wrong").to_string();
        assert_eq!(told("\nSELECT ?s {\n ?s ?p }"), "x.rq:3:8: } does not fit here");
        assert_eq!(
            told("SELECT ?s { ?s a ?o .\n ?s foo }"),
            "x.rq:2:5: foo does not fit here; expected \".\" or \":\""
        );
        assert_eq!(told("SELECT ?s { ?s nix:p 'a\n'"), "x.rq:1:16: the prefix nix: is not known; declare it by PREFIX");
        assert_eq!(told("# one\nSELECT ?s { ?s a ?o"), "x.rq:2:20: the query ends too early");
        assert!(told("INSERT DATA { }").contains("SPARQL Update"));
    }

    #[test]
    fn a_value_cannot_break_out() {
        let query = QueryFile::parse("labels.rq", GOOD).expect("it is good");
        let hostile = oxigraph::model::Literal::new_simple_literal("\" } DROP ALL # \\ \n '''");
        let filled = query.filled(&IndexMap::from([("name".to_owned(), vec![hostile.clone().into()])]));
        assert!(filled.contains(r#"VALUES ?name { "\" } DROP ALL # \\ \n '''" }"#), "{filled}");
        assert!(sparql::check("x.rq", &filled).is_ok(), "still one query");
    }
}
