//! `chancery parse`: reads text or CoNLL-U and prints trees as CoNLL-U, JSON lines or a picture.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::PathBuf,
};

use anyhow::Context as _;
use clap::Args;

use super::{outcome::Outcome, report::Report};
use crate::project::{self, ParseFormat, ParseInput};

const EXAMPLES: &str = "\
Examples:
  chancery parse article.txt > article.conllu
  echo \"Wang Yi met Sergei Lavrov.\" | chancery parse -
  chancery parse tokens.conllu             keeps sentences and tokens, predicts tags, lemmas and trees
  chancery parse article.txt --format jsonl | jq .tokens[].lemma
  echo \"Wang Yi met Sergei Lavrov.\" | chancery parse - --format svg > tree.svg";

/// Print sentences with tags, lemmas and dependency trees
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A text, or a CoNLL-U file, whose sentences and tokens are kept; `-` is standard input
    file: PathBuf,

    /// Format of the input [default: detected from the name (`.conllu`) and the first line]
    #[arg(long, value_enum, value_name = "KIND")]
    from: Option<Input>,

    /// What to print
    #[arg(long, value_enum, default_value = "conllu")]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// CoNLL-U
    Conllu,
    /// JSON lines, one object for each sentence
    Jsonl,
    /// A picture of the trees
    Svg,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Input {
    Text,
    Conllu,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let name = arguments.file.display().to_string();
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        io::stdin().read_to_end(&mut bytes).context("standard input")?;
        bytes
    } else {
        fs::read(&arguments.file).with_context(|| name.clone())?
    };
    let by_name = arguments.file.extension().is_some_and(|ending| ending == "conllu").then_some(ParseInput::Conllu);
    let input = match arguments.from {
        Some(Input::Text) => Some(ParseInput::Text),
        Some(Input::Conllu) => Some(ParseInput::Conllu),
        None => by_name,
    };
    let format = match arguments.format {
        Format::Conllu => ParseFormat::Conllu,
        Format::Jsonl => ParseFormat::Jsonl,
        Format::Svg => ParseFormat::Svg,
    };
    let shown = if name == "-" { "standard input" } else { &name };
    let parsed = project::parse(&bytes, input, format, shown).with_context(|| shown.to_owned())?;
    let mut report = Report::new();
    for warning in &parsed.warnings {
        report.diagnostic(warning);
    }
    let mut stdout = io::stdout().lock();
    stdout.write_all(parsed.text.as_bytes())?;
    stdout.flush()?;
    Ok(Outcome::Done)
}
