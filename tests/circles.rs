//! No circle of files in `src` is larger than two: who reads a file can read those that it names before it.
//!
//! A file names another one by a path (`super::view::View`, `view::View`); a name that a `mod.rs` passes on
//! (`pub use`) counts for the file that it comes from.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use super::uses::{Named, code, paths};

type Module = Vec<String>;

struct Sources {
    files: BTreeMap<Module, PathBuf>,
    names: BTreeMap<Module, Vec<Named>>,
    defined: BTreeMap<Module, BTreeSet<String>>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The module that a file is: `a/b.rs` and `a/b/mod.rs` are a::b.
fn module(relative: &Path) -> Module {
    let plain = relative.with_extension("");
    let mut parts: Module = plain.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

impl Sources {
    /// All files but tests.
    fn read() -> Self {
        let mut paths_found = Vec::new();
        sources(&root(), &mut paths_found);
        let files: BTreeMap<Module, PathBuf> = paths_found
            .into_iter()
            .map(|path| (module(path.strip_prefix(root()).expect("below src")), path))
            .filter(|(module, _)| !module.iter().any(|part| part == "tests" || part == "main"))
            .collect();
        let mut names = BTreeMap::new();
        let mut defined = BTreeMap::new();
        for (module, path) in &files {
            let text = code(&fs::read_to_string(path).expect("sources are UTF-8"));
            let below = |other: &&Module| other.len() == module.len() + 1 && other.starts_with(module);
            let children: Vec<String> = files.keys().filter(below).filter_map(|other| other.last().cloned()).collect();
            names.insert(module.clone(), paths(&text, &children));
            defined.insert(module.clone(), items(&text));
        }
        Self { files, names, defined }
    }

    /// The module of the file that a path leads to.
    fn target(&self, from: &Module, path: &[String], depth: usize) -> Option<Module> {
        let mut rest = path;
        let mut at: Module = match rest.first()?.as_str() {
            "crate" => Vec::new(),
            "super" | "self" => from.clone(),
            first if self.files.contains_key(&[from.clone(), vec![first.to_owned()]].concat()) => from.clone(),
            _ => return None,
        };
        while let Some((first, after)) = rest.split_first() {
            match first.as_str() {
                "crate" | "self" => {}
                "super" => drop(at.pop()),
                _ => break,
            }
            rest = after;
        }
        while let Some((first, after)) = rest.split_first() {
            let next = [at.clone(), vec![first.clone()]].concat();
            if !self.files.contains_key(&next) {
                break;
            }
            (at, rest) = (next, after);
        }
        let passed_on =
            rest.first().filter(|name| depth < 8 && !self.defined.get(&at).is_some_and(|known| known.contains(*name)));
        let origin = passed_on.and_then(|name| {
            let again = self.names.get(&at)?.iter().find(|named| named.again && named.path.last() == Some(name))?;
            self.target(&at, &again.path, depth + 1)
        });
        Some(origin.unwrap_or(at)).filter(|found| self.files.contains_key(found))
    }

    /// The circles, each with its files sorted.
    fn circles(&self) -> Vec<Vec<String>> {
        let modules: Vec<&Module> = self.files.keys().collect();
        let place: BTreeMap<&Module, usize> =
            modules.iter().enumerate().map(|(index, module)| (*module, index)).collect();
        let mut reaches = vec![vec![false; modules.len()]; modules.len()];
        for (from, module) in modules.iter().enumerate() {
            for named in self.names[*module].iter().filter(|named| !named.again) {
                if let Some(to) = self.target(module, &named.path, 0).and_then(|target| place.get(&target).copied()) {
                    reaches[from][to] = true;
                }
            }
        }
        for between in 0..modules.len() {
            let onward = reaches[between].clone();
            for row in reaches.iter_mut().filter(|row| row[between]) {
                for (to, reached) in row.iter_mut().enumerate() {
                    *reached |= onward[to];
                }
            }
        }
        let mut circles = Vec::new();
        let together_with = |from: usize, to: usize| to == from || reaches[from][to] && reaches[to][from];
        for from in 0..modules.len() {
            let together: Vec<usize> = (0..modules.len()).filter(|&to| together_with(from, to)).collect();
            if together.len() > 1 && together[0] == from {
                circles.push(together.iter().map(|&index| self.file(modules[index])).collect());
            }
        }
        circles
    }

    fn file(&self, module: &Module) -> String {
        let path = self.files[module].strip_prefix(root()).expect("below src");
        path.to_string_lossy().replace('\\', "/")
    }
}

/// The names of functions, types and constants that a text defines.
fn items(code: &str) -> BTreeSet<String> {
    const KEYWORDS: [&str; 8] = ["fn", "struct", "enum", "trait", "type", "const", "static", "macro_rules!"];
    let words: Vec<&str> = code.split_whitespace().collect();
    let name = |word: &str| word.chars().take_while(|&letter| letter.is_alphanumeric() || letter == '_').collect();
    words.windows(2).filter(|pair| KEYWORDS.contains(&pair[0])).map(|pair| name(pair[1])).collect()
}

#[test]
fn no_circle_of_files_is_larger_than_two() {
    let circles = Sources::read().circles();
    let larger = circles.iter().filter(|circle| circle.len() > 2);
    let wrong: Vec<String> =
        larger.map(|circle| format!("a circle of {} files: {}", circle.len(), circle.join(", "))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
