//! Loads a user's own names: a folder of tables that adds to the program's gazetteer or replaces it.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use crate::entities::{Gazetteer, Problem};

/// Why names do not load.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GazetteerError {
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
    #[error("the gazetteer has {}", count(.0.len()))]
    Problems(Vec<Problem>),
}

fn count(problems: usize) -> String {
    if problems == 1 { "a mistake".to_owned() } else { format!("{problems} mistakes") }
}

/// A user's names, and a fingerprint of their tables.
pub(super) struct LoadedGazetteer {
    pub(super) gazetteer: Gazetteer,
    pub(super) fingerprint: String,
}

/// The tables of a folder and the folders in it, by name; over the program's own, or alone.
///
/// # Errors
/// Where a file cannot be read or a table is wrong; all mistakes of all tables at once.
pub(super) fn load_gazetteer(folder: &Path, alone: bool) -> Result<LoadedGazetteer, GazetteerError> {
    let mut own = BTreeMap::new();
    walk(folder, &mut own)?;
    if own.is_empty() {
        return Err(GazetteerError::Empty(folder.to_path_buf()));
    }
    let mut hash = Sha256::new();
    hash.update([u8::from(alone)]);
    for text in own.values() {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    let fingerprint = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let tables: Vec<(&str, &str)> = own.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let gazetteer = if alone { Gazetteer::parse(&tables) } else { Gazetteer::embedded_with(&tables) };
    Ok(LoadedGazetteer { gazetteer: gazetteer.map_err(GazetteerError::Problems)?, fingerprint })
}

/// Collects the `.tsv` files below a folder: the name as the user would write it, and the text.
fn walk(folder: &Path, found: &mut BTreeMap<String, String>) -> Result<(), GazetteerError> {
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |source| GazetteerError::Unreadable { path, source }
    };
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        if path.is_dir() {
            walk(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "tsv") {
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            found.insert(path.display().to_string(), text);
        }
    }
    Ok(())
}
