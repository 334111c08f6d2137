//! A user's own words: a folder of tables that adds to the program's lexicon.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

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
    let mut own = BTreeMap::new();
    walk(folder, folder, &mut own)?;
    if own.is_empty() {
        return Err(LexiconError::Empty(folder.to_path_buf()));
    }
    let mut hash = Sha256::new();
    for (relative, (_, text)) in &own {
        for part in [relative, text] {
            hash.update(part.len().to_le_bytes());
            hash.update(part);
        }
    }
    let fingerprint = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let tables: Vec<(&'static str, &'static str)> =
        own.into_values().map(|(name, text)| -> (&str, &str) { (name.leak(), text.leak()) }).collect();
    let lexicon = Lexicon::embedded_with(&tables).map_err(LexiconError::Problems)?;
    Ok(LoadedLexicon { lexicon: Box::leak(Box::new(lexicon)), fingerprint })
}

/// Collects the `.tsv` files below a folder: relative path to name as the user would write it, and text.
fn walk(base: &Path, folder: &Path, found: &mut BTreeMap<String, (String, String)>) -> Result<(), LexiconError> {
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |source| LexiconError::Unreadable { path, source }
    };
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        if path.is_dir() {
            walk(base, &path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "tsv") {
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            let relative = path.strip_prefix(base).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.insert(relative, (path.display().to_string(), text));
        }
    }
    Ok(())
}
