//! Reads a gold standard. Its format is detected from its columns and fields.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::table::ClaimsGold;
use crate::{
    annotation::{ClauseRecord, MentionRecord, TimeRecord},
    text::{Article, DateFrom, Diagnostic, Span, parse_day},
};

/// What somebody says is right.
#[derive(Clone, Debug)]
pub enum Gold {
    /// A claims table.
    Claims(ClaimsGold),
    /// Annotations, an article each.
    Annotations(Vec<Document>),
}

/// Why a gold standard cannot be used at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GoldError {
    /// The file has no line.
    #[error("this gold standard is empty")]
    Empty,
    /// No known column or field.
    #[error(
        "{0}: a gold standard is a claims table (CSV, TSV or JSON lines with the columns article and at least one of \
         subject, relation, object, …) or JSON lines of annotations with mentions, times, clauses, attributions or targets"
    )]
    Unknown(String),
}

/// One article's annotations; layers that are absent are not compared.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(super) id: String,
    date: String,
    text: Option<String>,
    /// Line in the gold, from 1.
    pub(super) line: usize,
    pub(super) mentions: Option<Vec<MentionRecord>>,
    pub(super) times: Option<Vec<TimeRecord>>,
    pub(super) clauses: Option<Vec<ClauseRecord>>,
    pub(super) attributions: Option<Vec<GoldAttribution>>,
    pub(super) targets: Option<Vec<(Span, f64)>>,
    /// Clusters of coreference, mentions in each.
    pub(super) clusters: Option<Vec<Vec<Span>>>,
}

/// An attribution whose parts may be interrupted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct GoldAttribution {
    pub(super) source: Vec<Span>,
    pub(super) cue: Vec<Span>,
    pub(super) content: Vec<Span>,
}

impl Document {
    /// The article, where the gold has its text.
    pub(super) fn article(&self) -> Option<Article> {
        let mut article = Article::new(&*self.id, self.text.as_deref()?);
        article.published = parse_day(&self.date);
        article.date_from = article.published.map(|_| DateFrom::Header);
        Some(article)
    }

    fn is_bare(&self) -> bool {
        self.mentions.is_none()
            && self.times.is_none()
            && self.clauses.is_none()
            && self.attributions.is_none()
            && self.targets.is_none()
            && self.clusters.is_none()
    }
}

impl Gold {
    /// Reads a gold standard; `file` names it in problems. Lines that are wrong are left out and reported.
    ///
    /// # Errors
    /// [`GoldError`] where nothing in it is known.
    pub fn parse(file: &str, text: &str) -> Result<(Self, Vec<Diagnostic>), GoldError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().filter(|line| !line.trim().is_empty());
        let first = lines.next().ok_or(GoldError::Empty)?;
        if !first.trim_start().starts_with('{') {
            return ClaimsGold::parse_separated(file, text).map(|(table, problems)| (Self::Claims(table), problems));
        }
        let layered = |line: &str| {
            serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line)
                .is_ok_and(|line| LAYERS.iter().any(|layer| line.contains_key(*layer)))
        };
        if layered(first) || lines.any(layered) {
            let (documents, problems) = documents(file, text);
            return Ok((Self::Annotations(documents), problems));
        }
        ClaimsGold::parse_lines(file, text).map(|(table, problems)| (Self::Claims(table), problems))
    }

    /// How many articles it speaks of.
    #[must_use]
    pub fn articles(&self) -> usize {
        match self {
            Self::Claims(table) => table.articles.len(),
            Self::Annotations(documents) => documents.len(),
        }
    }

    /// The id of an article.
    #[must_use]
    pub fn id(&self, index: usize) -> &str {
        match self {
            Self::Claims(table) => &table.articles[index],
            Self::Annotations(documents) => &documents[index].id,
        }
    }

    /// The places of all articles, by id.
    #[must_use]
    pub fn places(&self) -> FxHashMap<&str, usize> {
        (0..self.articles()).map(|index| (self.id(index), index)).collect()
    }

    /// Whether texts have to come from elsewhere.
    #[must_use]
    pub fn needs_articles(&self) -> bool {
        match self {
            Self::Claims(_) => true,
            Self::Annotations(documents) => documents.iter().any(|document| document.text.is_none()),
        }
    }
}

/// Fields any of which makes a line an annotation. `timex` is another name of `times`; `entities` with places are
/// mentions with the key of their cluster.
const LAYERS: [&str; 7] = ["entities", "mentions", "times", "timex", "clauses", "attributions", "targets"];

/// A line as written.
#[derive(Deserialize)]
struct Line {
    #[serde(alias = "doc", default)]
    id: String,
    #[serde(alias = "dct", default)]
    date: Option<String>,
    text: Option<String>,
    mentions: Option<Vec<MentionRecord>>,
    times: Option<Vec<TimeRecord>>,
    timex: Option<Vec<Timex>>,
    clauses: Option<Vec<ClauseRecord>>,
    attributions: Option<Vec<Attribution>>,
    targets: Option<Vec<Target>>,
    entities: Option<Vec<Entity>>,
}

#[derive(Deserialize)]
struct Timex {
    start: usize,
    end: usize,
    #[serde(rename = "type", default)]
    kind: String,
    value: Option<String>,
}

#[derive(Deserialize)]
struct Attribution {
    #[serde(default)]
    source: Spans,
    cue: Spans,
    #[serde(default)]
    content: Spans,
}

/// One span or several, as objects or as pairs.
#[derive(Default, Deserialize)]
#[serde(untagged)]
enum Spans {
    #[default]
    None,
    One(Span),
    Pairs(Vec<(usize, usize)>),
    Many(Vec<Span>),
}

impl From<Spans> for Vec<Span> {
    fn from(spans: Spans) -> Self {
        let span = |(begin, end): (usize, usize)| Span { begin, end: end.max(begin) };
        match spans {
            Spans::None => Self::new(),
            Spans::One(one) => vec![one],
            Spans::Pairs(pairs) => pairs.into_iter().map(span).collect(),
            Spans::Many(many) => many,
        }
    }
}

/// Words by number, where words come apart by spaces.
#[derive(Deserialize)]
struct Target {
    span1: (usize, usize),
    label: f64,
}

/// A mention with its cluster; an entity of an annotation has neither `start` nor `end`.
#[derive(Deserialize)]
struct Entity {
    id: String,
    start: Option<usize>,
    end: Option<usize>,
}

fn documents(file: &str, text: &str) -> (Vec<Document>, Vec<Diagnostic>) {
    let mut documents: Vec<Document> = Vec::new();
    let mut problems = Vec::new();
    let mut used: FxHashMap<String, usize> = FxHashMap::default();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = index + 1;
        let mut problem = |message: String| {
            problems.push(Diagnostic { line: Some(number), ..Diagnostic::error(file, message) });
        };
        match serde_json::from_str::<Line>(line) {
            Ok(line) => {
                let document = document(line, number);
                if document.is_bare() {
                    problem("this line has no layer that can be compared, such as mentions or times".to_owned());
                } else if let Some(before) = used.insert(document.id.clone(), number) {
                    problem(format!("the article {:?} was annotated in line {before} already", document.id));
                } else {
                    documents.push(document);
                }
            }
            Err(error) => {
                // The line number of a JSON error counts within this line.
                let message = error.to_string();
                problem(message.split(" at line").next().unwrap_or(&message).to_owned());
            }
        }
    }
    (documents, problems)
}

fn document(line: Line, number: usize) -> Document {
    let timex = line.timex.map(|all| {
        let record = |timex: Timex| TimeRecord {
            begin: timex.start,
            end: timex.end,
            kind: timex.kind,
            value: timex.value.unwrap_or_default(),
            ..TimeRecord::default()
        };
        all.into_iter().map(record).collect()
    });
    let attributions = line.attributions.map(|all| {
        let gold = |one: Attribution| GoldAttribution {
            source: one.source.into(),
            cue: one.cue.into(),
            content: one.content.into(),
        };
        all.into_iter().map(gold).collect()
    });
    let targets = line.targets.map(|targets| {
        let text = line.text.as_deref().unwrap_or_default();
        let words: Vec<Span> = text
            .split(' ')
            .scan(0, |at, word| {
                let begin = *at;
                *at += word.chars().count() + 1;
                Some(Span { begin, end: *at - 1 })
            })
            .collect();
        let place = |word: usize| words.get(word).copied().unwrap_or_default();
        targets.iter().map(|target| (place(target.span1.0), target.label)).collect()
    });
    Document {
        id: if line.id.is_empty() { format!("line-{number}") } else { line.id },
        date: line.date.unwrap_or_default(),
        text: line.text,
        line: number,
        mentions: line.mentions,
        times: line.times.or(timex),
        clauses: line.clauses,
        attributions,
        targets,
        clusters: clusters(line.entities.unwrap_or_default()),
    }
}

/// The clusters of mentions with places, in order of first mention; `None` where there are none.
fn clusters(entities: Vec<Entity>) -> Option<Vec<Vec<Span>>> {
    let mut clusters: indexmap::IndexMap<String, Vec<Span>> = indexmap::IndexMap::new();
    for entity in entities {
        let (Some(begin), Some(end)) = (entity.start, entity.end) else { continue };
        clusters.entry(entity.id).or_default().push(Span { begin, end: end.max(begin) });
    }
    (!clusters.is_empty()).then(|| clusters.into_values().collect())
}
