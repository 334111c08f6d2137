//! `chancery annotate`: prints all layers that were read in articles, for other programs and for people who correct them.

use std::{
    io::{self, Write as _},
    ops::ControlFlow,
};

use clap::{Args, ValueEnum};

use super::{articles::ArticleArguments, outcome::Outcome, report::Report, rules::NameArguments};
use crate::project::AnnotationFormat;

const EXAMPLES: &str = "\
Examples:
  chancery annotate news/ > annotations.jsonl
  cat wire.jsonl | chancery annotate - --format conllu > trees.conllu
  chancery annotate article.txt | jq '.times[] | [.text, .value]'

docs/annotate.md describes every field.";

/// Print all layers of annotation (sentences to attributions) with their places in the text
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    articles: ArticleArguments,

    #[command(flatten)]
    names: NameArguments,

    /// What to print
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// JSON lines, one object for each article, with all layers; offsets count characters of the article's text
    Jsonl,
    /// Dependency trees, with entities and times in the MISC column
    Conllu,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let articles = arguments.articles.open()?;
    let project = arguments.names.project()?;
    let format = match arguments.format {
        Format::Jsonl => AnnotationFormat::Jsonl,
        Format::Conllu => AnnotationFormat::Conllu,
    };
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut report = Report::new();
    let mut failed = None;
    project.annotate(articles, arguments.articles.threads(), format, |outcome| {
        match outcome {
            Ok(annotation) => {
                report.article(0);
                // Flushed, so that whoever reads us has it before the next article comes.
                if let Err(error) = out.write_all(annotation.as_bytes()).and_then(|()| out.flush()) {
                    failed = Some(error);
                    return ControlFlow::Break(());
                }
            }
            Err(diagnostic) => report.diagnostic(&diagnostic),
        }
        ControlFlow::Continue(())
    });
    report.finish();
    match failed {
        Some(error) => Err(error.into()),
        None => Ok(Outcome::of_errors(report.errors)),
    }
}
