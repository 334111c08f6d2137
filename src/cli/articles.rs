//! The arguments of every subcommand that reads articles.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::civil::Date;

use crate::{
    project::{Articles, InputOptions},
    text::{Column, ReadOptions, encoding, read_day},
};

/// Which articles, and what is said of all of them.
#[derive(Clone, Debug, Args)]
pub(super) struct ArticleArguments {
    /// Files and folders of articles: plain text (its first line may be `date YYYY-MM-DD`), JSON lines with the fields id,
    /// date, title, source, url and text, tables (CSV, TSV) with such columns, HTML, RSS and Atom, WARC, e-mails, Markdown,
    /// DOCX, RTF and PDF, among them exports of Nexis, Factiva and ProQuest;
    /// each also packed by gzip or Zstandard; `-` is standard input. `chancery read` shows what is read of them. The id of
    /// a text is its path below the folder that is named here. A `metadata.csv` or `metadata.jsonl` in a
    /// folder supplies what its articles lack (columns: file or id, date, title, source, url)
    #[arg(value_name = "ARTICLES", required = true)]
    articles: Vec<PathBuf>,

    #[command(flatten)]
    common: CommonArguments,
}

/// What is said of all articles, and how they are read.
#[derive(Clone, Debug, Args)]
pub(super) struct CommonArguments {
    /// Day of publication of articles that give none
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    date: Option<Date>,

    /// Outlet of articles that name none
    #[arg(long, value_name = "NAME")]
    source: Option<String>,

    /// Encoding of files without a byte order mark, such as windows-1252 [default: utf-8]
    #[arg(long, value_name = "LABEL")]
    encoding: Option<String>,

    /// Column of tables (CSV, TSV, Parquet) that holds a field, such as text=body; may be given several times. Fields: id, date,
    /// title, source, url, authors, language, text
    #[arg(long, value_name = "FIELD=NAME")]
    column: Vec<Column>,

    /// Read articles in other languages than English, too; their claims are of little worth
    #[arg(long)]
    any_language: bool,

    /// Read lines that look like share bars, captions, bylines or teasers as prose, too, where plain text, records and
    /// tables have them
    #[arg(long)]
    keep_clutter: bool,

    /// Number of articles read at the same time; it does not change the output
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
}

/// Articles that may be left out.
#[derive(Clone, Debug, Args)]
pub(super) struct OptionalArticles {
    /// Files and folders of articles, as for `chancery build`
    #[arg(value_name = "ARTICLES")]
    articles: Vec<PathBuf>,

    #[command(flatten)]
    common: CommonArguments,
}

impl OptionalArticles {
    /// The articles, as a stream, where some are given.
    pub(super) fn open(&self) -> anyhow::Result<Option<Articles>> {
        if self.articles.is_empty() { Ok(None) } else { self.common.open(&self.articles).map(Some) }
    }
}

impl ArticleArguments {
    /// The articles, as a stream.
    pub(super) fn open(&self) -> anyhow::Result<Articles> {
        self.common.open(&self.articles)
    }

    /// The same, with the bytes of pages that each stretch of text comes from where these are wanted.
    pub(super) fn open_with(&self, offsets: bool) -> anyhow::Result<Articles> {
        self.common.open_with(&self.articles, offsets)
    }

    /// How many articles to read at the same time.
    pub(super) fn threads(&self) -> usize {
        self.common.threads()
    }
}

impl CommonArguments {
    /// Those articles, as a stream; an error where none of them is there.
    pub(super) fn open(&self, articles: &[PathBuf]) -> anyhow::Result<Articles> {
        self.open_with(articles, false)
    }

    fn open_with(&self, articles: &[PathBuf], offsets: bool) -> anyhow::Result<Articles> {
        if let Some(first) = articles.first()
            && articles.iter().all(|path| path.as_os_str() != "-" && !path.exists())
        {
            bail!(
                "{}: there is no such file or folder; name files or folders of articles, or - for standard input",
                first.display()
            );
        }
        let mut options = self.options()?;
        options.read.offsets = offsets;
        Ok(Articles::open(articles, options))
    }

    /// How many articles to read at the same time.
    pub(super) fn threads(&self) -> usize {
        usize::from(self.threads)
    }

    fn options(&self) -> anyhow::Result<InputOptions> {
        let encoding = match &self.encoding {
            None => None,
            Some(label) => Some(encoding(label).with_context(|| {
                format!(
                    "there is no encoding {label:?}; known are utf-8, utf-16le, windows-1252, iso-8859-2, gb18030, …"
                )
            })?),
        };
        let (any_language, keep_clutter) = (self.any_language, self.keep_clutter);
        let read = ReadOptions::new(encoding, self.column.iter().cloned().collect());
        Ok(InputOptions { read, date: self.date, source: self.source.clone(), any_language, keep_clutter })
    }
}

/// A day as an argument.
pub(super) fn day(text: &str) -> Result<Date, String> {
    read_day(text).map_err(|why| format!("this is not a day that can be read: {why}"))
}
