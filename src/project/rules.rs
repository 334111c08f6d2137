//! Loads rule files: the program's own, and those of a user, which add rules, replace them by id or switch them off.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

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
    let mut own = BTreeMap::new();
    walk(folder, folder, &mut own)?;
    if own.is_empty() {
        return Err(RulesError::Empty(folder.to_path_buf()));
    }
    let mut hash = Sha256::new();
    for (relative, (_, text)) in &own {
        for part in [relative, text] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    let fingerprint = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let texts = own.values().map(|(name, text)| (name.as_str(), text.as_str()));
    let rules = RuleSet::with_words(texts, lexicon).map_err(RulesError::Problems)?;
    Ok(LoadedRules { rules, fingerprint })
}

/// Collects the `.toml` files below a folder: relative path to name as the user would write it, and text.
fn walk(base: &Path, folder: &Path, found: &mut BTreeMap<String, (String, String)>) -> Result<(), RulesError> {
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |source| RulesError::Unreadable { path, source }
    };
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        if path.is_dir() {
            walk(base, &path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            let relative = path.strip_prefix(base).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.insert(relative, (path.display().to_string(), text));
        }
    }
    Ok(())
}
