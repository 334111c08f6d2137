//! A folder of a user's own files: rules or tables of words.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

/// The files of one ending in a folder and the folders in it.
pub(super) struct OwnFiles {
    /// By path in the folder: the name as the user would write it, and the text.
    files: BTreeMap<String, (String, String)>,
}

/// A file or folder that cannot be read.
pub(super) struct Unreadable {
    pub(super) path: PathBuf,
    pub(super) source: io::Error,
}

impl OwnFiles {
    /// Reads the files of an ending (`toml`).
    pub(super) fn read(folder: &Path, ending: &str) -> Result<Self, Unreadable> {
        let mut files = BTreeMap::new();
        walk(folder, folder, ending, &mut files)?;
        Ok(Self { files })
    }

    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Names and texts, by path in the folder.
    pub(super) fn into_texts(self) -> impl Iterator<Item = (String, String)> {
        self.files.into_values()
    }

    /// What changes when a path in the folder or a text does; 16 hexadecimal digits.
    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (relative, (_, text)) in &self.files {
            for part in [relative, text] {
                hash.update(part.len().to_le_bytes());
                hash.update(part);
            }
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }
}

fn walk(
    base: &Path,
    folder: &Path,
    wanted: &str,
    found: &mut BTreeMap<String, (String, String)>,
) -> Result<(), Unreadable> {
    let unreadable = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Unreadable { path, source }
    };
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        if path.is_dir() {
            walk(base, &path, wanted, found)?;
        } else if path.extension().is_some_and(|ending| ending == wanted) {
            let text = fs::read_to_string(&path).map_err(unreadable(&path))?;
            let relative = path.strip_prefix(base).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.insert(relative, (path.display().to_string(), text));
        }
    }
    Ok(())
}
