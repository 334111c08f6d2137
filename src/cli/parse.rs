//! `chancery parse`: text or CoNLL-U in, CoNLL-U out.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::PathBuf,
};

use anyhow::Context as _;
use clap::Args;

use super::Outcome;
use crate::project::{self, ParseInput};

const EXAMPLES: &str = "\
Examples:
  chancery parse article.txt > article.conllu
  echo \"Wang Yi met Sergei Lavrov.\" | chancery parse -
  chancery parse tokens.conllu             keeps sentences and tokens, predicts tags, lemmas and trees";

/// Print sentences with tags, lemmas and dependency trees as CoNLL-U
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A text, or CoNLL-U whose sentences and tokens are kept; `-` is standard input
    file: PathBuf,

    /// Take the input for this, instead of telling by its first line
    #[arg(long, value_enum)]
    input: Option<Input>,
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
    let input = arguments.input.map(|input| match input {
        Input::Text => ParseInput::Text,
        Input::Conllu => ParseInput::Conllu,
    });
    let out = project::parse(&bytes, input).with_context(|| name)?;
    let mut stdout = io::stdout().lock();
    stdout.write_all(out.as_bytes())?;
    stdout.flush()?;
    Ok(Outcome::Done)
}
