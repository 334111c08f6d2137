//! Lists the data folders that are compiled in, so that adding a rule or a query file needs no line of Rust.
//!
//! For each folder below, `OUT_DIR/<name>.rs` is a slice of `(path relative to the folder, text)`, sorted by path.
#![expect(clippy::unwrap_used, reason = "a build script may stop the build")]

use std::{env, fmt::Write as _, fs, path::Path};

const FOLDERS: [(&str, &str, &str); 4] = [
    ("rules", "data/rules", "toml"),
    ("gazetteer", "data/gazetteer", "tsv"),
    ("lexicon", "data/lexicon", "tsv"),
    ("queries", "queries", "rq"),
];

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap();
    let out = env::var("OUT_DIR").unwrap();
    for (name, folder, extension) in FOLDERS {
        let base = Path::new(&root).join(folder);
        println!("cargo:rerun-if-changed={}", base.display());
        let mut files = Vec::new();
        walk(&base, &base, extension, &mut files);
        files.sort();
        let mut code = String::from("&[\n");
        for (relative, path) in files {
            writeln!(code, "    ({relative:?}, include_str!({path:?})),").unwrap();
        }
        code.push_str("]\n");
        fs::write(Path::new(&out).join(format!("{name}.rs")), code).unwrap();
    }
}

fn walk(base: &Path, folder: &Path, extension: &str, files: &mut Vec<(String, String)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(base, &path, extension, files);
        } else if path.extension().is_some_and(|found| found == extension) {
            let relative = path.strip_prefix(base).unwrap().to_str().unwrap().replace('\\', "/");
            files.push((relative, path.to_str().unwrap().to_owned()));
        }
    }
}
