//! Loads rule files: the program's own, and those of a user, which add rules, replace them by id or switch them off.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::own::{OwnFiles, Unreadable};
use crate::{
    lexicon::Lexicon,
    rules::{Problem, RuleSet},
};

/// Why rules do not load.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RulesError {
    /// A file or folder cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// There is no rule file in the folder.
    #[error("{}: there is no .toml file in this folder", .0.display())]
    Empty(PathBuf),
    /// The files have mistakes; all of them, by file and place.
    #[error("the rules have {}", count(.0.len()))]
    Problems(Vec<Problem>),
}

fn count(problems: usize) -> String {
    if problems == 1 { "a mistake".to_owned() } else { format!("{problems} mistakes") }
}

/// The rules, and a fingerprint of a user's own.
pub(super) struct LoadedRules {
    pub(super) rules: RuleSet,
    pub(super) fingerprint: String,
}

/// The rules in the program, with those of a folder over them: a rule of a new id is added, one of a known id replaces
/// the program's or, with `off = true`, switches it off. Names and folders of the files play no part.
///
/// # Errors
/// Where a file cannot be read or a rule is wrong; all mistakes of all files at once.
pub(super) fn load_rules(folder: &Path, lexicon: &'static Lexicon) -> Result<LoadedRules, RulesError> {
    let own = OwnFiles::read(folder, "toml")
        .map_err(|Unreadable { path, source }| RulesError::Unreadable { path, source })?;
    if own.is_empty() {
        return Err(RulesError::Empty(folder.to_path_buf()));
    }
    let fingerprint = own.fingerprint();
    let own: Vec<_> = own.into_texts().collect();
    let texts = own.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let rules = RuleSet::with_words(texts, lexicon).map_err(RulesError::Problems)?;
    Ok(LoadedRules { rules, fingerprint })
}
