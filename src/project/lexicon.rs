//! A user's own words: a folder of tables that adds to the program's lexicon.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::own::{OwnFiles, Unreadable};
use crate::lexicon::{Lexicon, Problem};

/// Why words do not load.
#[derive(Debug, thiserror::Error)]
pub enum LexiconError {
    /// A file or folder cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no table in the folder.
    #[error("{}: there is no .tsv file in this folder", .0.display())]
    Empty(PathBuf),
    /// The tables have mistakes; all of them, by file and line.
    #[error("the lexicon has {}", if .0.len() == 1 { "a mistake".to_owned() } else { format!("{} mistakes", .0.len()) })]
    Problems(Vec<Problem>),
    /// The program's own rules do not load with these words.
    #[error("the program's rules do not load with these words:\n{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Rules(Vec<crate::rules::Problem>),
}

/// The program's words with a user's own, and a fingerprint of the user's tables.
pub(super) struct LoadedLexicon {
    pub(super) lexicon: &'static Lexicon,
    pub(super) fingerprint: String,
}

/// The program's words, with those of the tables of a folder and the folders in it. They are kept for the life of the
/// program: a reader is copied to every thread and article, so its words outlive them all, as the program's own do.
///
/// # Errors
/// Where a file cannot be read or a table is wrong; all mistakes of all tables at once.
pub(super) fn load_lexicon(folder: &Path) -> Result<LoadedLexicon, LexiconError> {
    let own = OwnFiles::read(folder, "tsv")
        .map_err(|Unreadable { path, source }| LexiconError::Unreadable { path, source })?;
    if own.is_empty() {
        return Err(LexiconError::Empty(folder.to_path_buf()));
    }
    let fingerprint = own.fingerprint();
    let tables: Vec<(&'static str, &'static str)> =
        own.into_texts().map(|(name, text)| -> (&str, &str) { (name.leak(), text.leak()) }).collect();
    let lexicon = Lexicon::embedded_with(&tables).map_err(LexiconError::Problems)?;
    Ok(LoadedLexicon { lexicon: Box::leak(Box::new(lexicon)), fingerprint })
}
