//! The arguments of every subcommand that reads articles.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::civil::Date;

use crate::{
    project::{Articles, InputOptions},
    text::{encoding, parse_day},
};

/// Which articles, and what is said of all of them.
#[derive(Clone, Debug, Args)]
pub(super) struct ArticleArguments {
    /// Files and folders of articles: plain text (its first line may be `date YYYY-MM-DD`) or JSON lines with the
    /// fields id, date, title, source, url and text; `-` is standard input. A `metadata.csv` or `metadata.jsonl` in a
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

    /// Articles read at the same time; the output is the same for any number
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

    /// How many articles to read at the same time.
    pub(super) fn threads(&self) -> usize {
        self.common.threads()
    }
}

impl CommonArguments {
    /// Those articles, as a stream; an error where none of them is there.
    pub(super) fn open(&self, articles: &[PathBuf]) -> anyhow::Result<Articles> {
        if let Some(first) = articles.first()
            && articles.iter().all(|path| path.as_os_str() != "-" && !path.exists())
        {
            bail!(
                "{}: there is no such file or folder; name files or folders of articles, or - for standard input",
                first.display()
            );
        }
        Ok(Articles::open(articles, self.options()?))
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
        Ok(InputOptions { encoding, date: self.date, source: self.source.clone() })
    }
}

/// A day as an argument.
pub(super) fn day(text: &str) -> Result<Date, String> {
    parse_day(text).ok_or_else(|| "this is not a day of the form YYYY-MM-DD".to_owned())
}
