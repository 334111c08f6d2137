//! Trains the lemmatiser on treebanks: `train_lemmas TREEBANK-FOLDER MODEL-FOLDER`.
//!
//! Reads every `*-train.conllu` of the folder in order of name and writes `lemmas.tsv`. The same treebanks give the same
//! bytes. The tagger and parser are trained by `tools/train`.
#![expect(clippy::print_stderr, reason = "a command line tool reports its progress")]

use std::{fs, path::Path};

use anyhow::{Context as _, Result, bail};
use chancery::syntax::{Lemmatiser, Sentence, conllu};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [treebanks, target] = arguments.as_slice() else {
        bail!("usage: train_lemmas TREEBANK-FOLDER MODEL-FOLDER");
    };
    let sentences = read_folder(Path::new(treebanks), "-train.conllu")?;
    eprintln!("{} sentences", sentences.len());
    let target = Path::new(target);
    fs::create_dir_all(target)?;
    fs::write(target.join("lemmas.tsv"), Lemmatiser::train(&sentences))?;
    Ok(())
}

fn read_folder(folder: &Path, ending: &str) -> Result<Vec<Sentence>> {
    let mut paths: Vec<_> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    paths.sort();
    let mut sentences = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path)?;
        sentences.extend(conllu::read(&text).with_context(|| format!("in {}", path.display()))?);
    }
    if sentences.is_empty() {
        bail!("no sentences in {}/*{ending}", folder.display());
    }
    Ok(sentences)
}
