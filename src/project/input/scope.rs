//! Metadata beside articles: the sidecars that speak for a folder, and the rows that no article used.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::text::{Diagnostic, Encoding, Metadata, Sidecar, decode};

/// The names of sidecars.
pub(super) const SIDECARS: [&str; 2] = ["metadata.csv", "metadata.jsonl"];

/// The sidecars that speak for a folder, from its own to the outermost.
#[derive(Debug)]
pub(super) struct Scope {
    folder: PathBuf,
    /// The sidecar's own path, for diagnostics.
    pub(super) file: String,
    sidecar: Sidecar,
    outer: Option<Arc<Scope>>,
}

impl Scope {
    /// The sidecars of a folder within those around it, and what is wrong with them.
    pub(super) fn load(
        folder: &Path,
        outer: Option<Arc<Self>>,
        encoding: Option<&'static Encoding>,
    ) -> (Option<Arc<Self>>, Vec<Diagnostic>) {
        let mut scope = outer;
        let mut all = Vec::new();
        for name in SIDECARS {
            let path = folder.join(name);
            let file = path.display().to_string();
            // A folder or a FIFO of that name is no sidecar.
            if !fs::metadata(&path).is_ok_and(|found| found.is_file()) {
                continue;
            }
            let text = match fs::read(&path) {
                Ok(bytes) => match decode(&bytes, encoding) {
                    Ok(text) => text.into_owned(),
                    Err(error) => {
                        all.push(Diagnostic::error(file, error.to_string()));
                        continue;
                    }
                },
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    all.push(Diagnostic::error(file, format!("cannot be read: {error}")));
                    continue;
                }
            };
            let parse = if name.ends_with("csv") { Sidecar::parse_csv } else { Sidecar::parse_jsonl };
            let (sidecar, problems) = parse(&file, &text);
            all.extend(problems);
            scope = Some(Arc::new(Self { folder: folder.to_path_buf(), file, sidecar, outer: scope }));
        }
        (scope, all)
    }

    /// The path of a file below the sidecar's folder.
    fn relative(&self, path: &Path) -> String {
        path.strip_prefix(&self.folder).unwrap_or(path).to_string_lossy().replace('\\', "/")
    }
}

/// What the sidecars say of an article, from the innermost, each with the key of its row.
pub(super) fn metadata<'a>(scope: Option<&'a Scope>, id: &str, path: &Path) -> Vec<(&'a Scope, String, &'a Metadata)> {
    let mut found = Vec::new();
    let mut next = scope;
    while let Some(scope) = next {
        let relative = scope.relative(path);
        if let Some((key, metadata)) = scope.sidecar.find([id, &relative]) {
            found.push((scope, key.to_owned(), metadata));
        }
        next = scope.outer.as_deref();
    }
    found
}

/// Rows of metadata that no article has used so far, by sidecar and key, with their lines.
#[derive(Debug, Default)]
pub(super) struct Unused {
    rows: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Unused {
    /// Adds the sidecars of a folder: the innermost of a scope, as long as they lie in it.
    pub(super) fn add(&mut self, scope: Option<&Arc<Scope>>, folder: &Path) {
        let mut next = scope.map(|scope| &**scope);
        while let Some(scope) = next.filter(|scope| scope.folder == folder) {
            let rows = scope.sidecar.rows().map(|(key, line)| (key.to_owned(), line)).collect();
            self.rows.insert(scope.file.clone(), rows);
            next = scope.outer.as_deref();
        }
    }

    /// A row has its article.
    pub(super) fn used(&mut self, file: &str, key: &str) {
        if let Some(rows) = self.rows.get_mut(file) {
            rows.remove(key);
        }
    }

    /// The rows of a file have their file, whether or not it can be read.
    pub(super) fn mark(&mut self, scope: Option<&Scope>, path: &Path) {
        let mut next = scope;
        while let Some(scope) = next {
            self.used(&scope.file, &scope.relative(path));
            next = scope.outer.as_deref();
        }
    }

    /// A message a sidecar.
    pub(super) fn messages(self) -> Vec<(String, String)> {
        let mut messages = Vec::new();
        for (file, rows) in self.rows {
            let first = rows.iter().min_by_key(|(_, line)| **line);
            let Some((key, line)) = first else { continue };
            let count = rows.len();
            let what = if count == 1 {
                format!("the row of {key:?} (line {line}) matches no file and no article id here")
            } else {
                format!("{count} rows match no file and no article id here, the first of {key:?} (line {line})")
            };
            messages.push((file, format!("{what}; `file` is the path below this folder, such as 2022/a.txt")));
        }
        messages
    }
}
