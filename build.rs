//! Lists the data folders that are compiled in, so that adding a rule or a query file needs no line of Rust.
//!
//! For each folder below, `OUT_DIR/<name>.rs` is a slice of `(path relative to the folder, text)`, sorted by path.
//! `CHANCERY_DATA` is a fingerprint of all that decides how articles are read, so that a store knows when to read them
//! again.
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
    let mut fingerprint = Fingerprint::new();
    let model = Path::new(&root).join("data/model");
    println!("cargo:rerun-if-changed={}", model.display());
    let mut weights = Vec::new();
    walk(&model, &model, "bin", &mut weights);
    weights.sort();
    for (relative, path) in weights {
        fingerprint.add(relative.as_bytes());
        fingerprint.add(&fs::read(path).unwrap());
    }
    for (name, folder, extension) in FOLDERS {
        let base = Path::new(&root).join(folder);
        println!("cargo:rerun-if-changed={}", base.display());
        let mut files = Vec::new();
        walk(&base, &base, extension, &mut files);
        files.sort();
        let mut code = String::from("&[\n");
        for (relative, path) in files {
            if name != "queries" {
                fingerprint.add(relative.as_bytes());
                fingerprint.add(&fs::read(&path).unwrap());
            }
            writeln!(code, "    ({relative:?}, include_str!({path:?})),").unwrap();
        }
        code.push_str("]\n");
        fs::write(Path::new(&out).join(format!("{name}.rs")), code).unwrap();
    }
    println!("cargo:rustc-env=CHANCERY_DATA={:016x}", fingerprint.0);
}

/// FNV-1a in 64 bits: enough to notice a change, and the same on every machine.
struct Fingerprint(u64);

impl Fingerprint {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
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
