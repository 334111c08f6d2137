//! `chancery read`: prints the articles that the program makes of files, before any analysis.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{
    articles::ArticleArguments,
    report::{Report, many},
};
use crate::text::{Article, Item, Kind, LeftOut, Stretch};

const EXAMPLES: &str = "\
Examples:
  chancery read news/ > articles.jsonl        whatever is in the folder, as JSON lines
  chancery read table.csv --column text=body --format text | less
  chancery read articles.csv.gz | jq -r '[.id, .date, .title] | @tsv'

The output can be read again: `chancery read news/ | chancery build -`. Offsets of claims count the characters of `text`.
`left_out` has lines that are no prose of the article (share bars, captions, bylines, teasers); with `begin` and `end`, they
still stand in `text`, and are passed over.
docs/formats.md says of each format how it is recognised and what becomes of it.";

/// Print the articles that are read of files
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    articles: ArticleArguments,

    /// What to print
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,

    /// Print of pages where their text comes from, too: `offsets`, a list of [begin, end, from, to]. The characters begin to
    /// end of `text` are the bytes from to to of the page; a reference (`&eacute;`) or joined white space is a stretch of its
    /// own. Of packed files and web archives, bytes count in the page as it is unpacked
    #[arg(long)]
    offsets: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A JSON object for each article, each on a line
    Jsonl,
    /// The text of each article below its metadata, for people
    Text,
}

/// An article as a line of JSON; what is not known is left out.
#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    authors: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    text: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<Part<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    offsets: Vec<[usize; 4]>,
}

/// What stood among the prose and is no part of the article; where it stands in the text, if it still does.
#[derive(Serialize)]
struct Part<'a> {
    kind: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    begin: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

/// A stretch as four numbers.
fn numbers(stretch: &Stretch) -> [usize; 4] {
    [stretch.text.begin, stretch.text.end, stretch.bytes.start, stretch.bytes.end]
}

impl<'a> From<&'a LeftOut> for Part<'a> {
    fn from(part: &'a LeftOut) -> Self {
        let (begin, end) = (part.span.map(|span| span.begin), part.span.map(|span| span.end));
        Self { kind: part.kind.name(), text: &part.text, begin, end }
    }
}

impl<'a> From<&'a Article> for Row<'a> {
    fn from(article: &'a Article) -> Self {
        Self {
            id: &article.id,
            date: article.published.map(|day| day.to_string()),
            title: article.title.as_deref(),
            source: article.source.as_deref(),
            url: article.url.as_deref(),
            authors: &article.authors,
            language: article.language.as_deref(),
            text: &article.text,
            left_out: article.left_out.iter().map(Part::from).collect(),
            offsets: article.offsets.iter().map(numbers).collect(),
        }
    }
}

impl Row<'_> {
    /// The metadata a line each, an empty line, and the prose of the article.
    fn print(&self, prose: &str, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "id: {}", self.id)?;
        let authors = (!self.authors.is_empty()).then(|| self.authors.join("; "));
        for (name, value) in [
            ("date", self.date.as_deref()),
            ("title", self.title),
            ("source", self.source),
            ("url", self.url),
            ("authors", authors.as_deref()),
            ("language", self.language),
        ] {
            if let Some(value) = value {
                writeln!(out, "{name}: {value}")?;
            }
        }
        writeln!(out)?;
        // Where a line was passed over, its end stays.
        let mut empty = true;
        for line in prose.trim_end().lines().map(str::trim_end) {
            if !line.is_empty() || !empty {
                writeln!(out, "{line}")?;
            }
            empty = line.is_empty();
        }
        writeln!(out)
    }
}

/// How many parts of each kind were left out.
#[derive(Default)]
struct Counts {
    kinds: BTreeMap<Kind, u64>,
    articles: u64,
}

impl Counts {
    fn add(&mut self, article: &Article) {
        self.articles += u64::from(!article.left_out.is_empty());
        for part in &article.left_out {
            *self.kinds.entry(part.kind).or_default() += 1;
        }
    }

    /// All of it in a sentence; `None` where nothing was left out.
    fn told(&self) -> Option<String> {
        let all: u64 = self.kinds.values().sum();
        let kinds: Vec<String> = self.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let (lines, articles) = (many(all, "line"), many(self.articles, "article"));
        (all > 0).then(|| format!("note: {lines} of {articles} not read as prose: {}", kinds.join(", ")))
    }
}

/// Prints the articles; how many errors there were.
pub(super) fn run(arguments: &Arguments) -> anyhow::Result<usize> {
    let articles = arguments.articles.open_with(arguments.offsets)?;
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut report = Report::new();
    let mut counts = Counts::default();
    for item in articles {
        match item {
            Item::Diagnostic(diagnostic) => report.diagnostic(&diagnostic),
            Item::Article(article) => {
                counts.add(&article);
                let row = Row::from(&article);
                match arguments.format {
                    Format::Text => row.print(&article.prose(), &mut out)?,
                    Format::Jsonl => {
                        serde_json::to_writer(&mut out, &row).map_err(io::Error::from)?;
                        out.write_all(b"\n")?;
                    }
                }
                // Whoever reads us has the article before the next one comes.
                out.flush()?;
                report.article(0);
            }
        }
    }
    if let Some(told) = counts.told() {
        report.say(told);
    }
    report.finish();
    Ok(report.errors)
}
