//! Lists the data folders that are compiled in, so that adding a rule or a query file needs no line of Rust, and compiles
//! the tables of names and words.
//!
//! For each folder below, `OUT_DIR/<name>.rs` is a slice of `(path relative to the folder, text)`, sorted by path.
//! `OUT_DIR/gazetteer.index` is the index of the tables of `data/gazetteer`; a mistake in one of them stops the build.
//! `CHANCERY_DATA` is a fingerprint of all that decides how articles are read, so that a store knows when to read them
//! again.
#![expect(clippy::unwrap_used, reason = "a build script may stop the build")]

use std::{env, fmt::Write as _, fs, path::Path, process::exit};

#[path = "src/lexicon/fold.rs"]
#[expect(dead_code, reason = "the program reads what is only written here")]
mod fold;
#[path = "src/lexicon/frames.rs"]
#[expect(dead_code, reason = "the tables are read here for their mistakes alone")]
mod frames;
#[path = "src/entities/index/mod.rs"]
#[expect(dead_code, unreachable_pub, unused_imports, reason = "the program reads what is only written here")]
mod index;
#[path = "src/lexicon/names.rs"]
#[expect(dead_code, reason = "the tables are read here for their mistakes alone")]
mod names;
#[path = "src/lexicon/nouns.rs"]
#[expect(dead_code, reason = "the tables are read here for their mistakes alone")]
mod nouns;
#[path = "src/lexicon/predicates.rs"]
#[expect(dead_code, unreachable_pub, reason = "the tables are read here for their mistakes alone")]
mod predicates;
#[path = "src/lexicon/read.rs"]
#[expect(dead_code, reason = "the tables are read here for their mistakes alone")]
mod read;
#[path = "src/lexicon/synonyms.rs"]
#[expect(dead_code, unreachable_pub, reason = "the tables are read here for their mistakes alone")]
mod synonyms;
#[path = "src/lexicon/table.rs"]
#[expect(unreachable_pub, reason = "the program reads what is only written here")]
mod table;

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
    compile_words(Path::new(&root), Path::new(&out));
    compile_names(Path::new(&root), Path::new(&out));
}

/// Reads the tables of words for their mistakes, and writes a constant for each closed set: `pub(crate) const FORMER: Set`.
fn compile_words(root: &Path, out: &Path) {
    let base = root.join("data/lexicon");
    let mut files = Vec::new();
    walk(&base, &base, "tsv", &mut files);
    files.sort();
    let text = |path: String| -> &'static str { fs::read_to_string(path).unwrap().leak() };
    let name = |name: String| -> &'static str { format!("data/lexicon/{name}").leak() };
    let files: Vec<(&str, &str)> = files.into_iter().map(|(file, path)| (name(file), text(path))).collect();
    let (parts, mut problems) = read::Parts::read(&[&files]);
    let signatures = |(file, _): &&(&'static str, &str)| file.ends_with("signatures.tsv");
    if let Some((file, text)) = files.iter().find(signatures) {
        let table = table::Table::new(file, text);
        let unused = parts.predicates.unused_signatures();
        problems.extend(unused.map(|name| table.problem(1, format!("no predicate has the signature {name}"))));
    }
    let (sets, more) = read::closed_sets(&files);
    problems.extend(more);
    stop_at(&problems);
    let mut code = String::new();
    for set in sets {
        writeln!(code, "pub(crate) const {}: Set = Set::new(&{:?});", set.name, set.words).unwrap();
    }
    fs::write(out.join("sets.rs"), code).unwrap();
}

/// Stops the build where tables have mistakes, and tells all of them.
fn stop_at(problems: &[table::Problem]) {
    for problem in problems {
        println!("cargo::error={problem}");
    }
    if !problems.is_empty() {
        exit(1);
    }
}

/// Writes the index of the tables of names, unless the one that is there was made of the same tables by the same code.
fn compile_names(root: &Path, out: &Path) {
    let mut made_of = Fingerprint::new();
    let mut texts = |folder: &str, extension: &str| -> Vec<(String, String)> {
        let base = root.join(folder);
        let mut files = Vec::new();
        walk(&base, &base, extension, &mut files);
        files.sort();
        let files =
            files.into_iter().map(|(name, path)| (format!("{folder}/{name}"), fs::read_to_string(path).unwrap()));
        let files: Vec<_> = files.collect();
        for text in files.iter().flat_map(|(name, text)| [name, text]) {
            made_of.add(text.as_bytes());
        }
        files
    };
    texts("src/entities/index", "rs");
    texts("src/lexicon", "rs");
    let lexicon = texts("data/lexicon", "tsv");
    let tables = texts("data/gazetteer", "tsv");
    let (index, stamp) = (out.join("gazetteer.index"), out.join("gazetteer.stamp"));
    let made_of = format!("{:016x}", made_of.0);
    if index.exists() && fs::read_to_string(&stamp).is_ok_and(|stamp| stamp == made_of) {
        return;
    }
    let letters = lexicon.iter().find(|(name, _)| name == "data/lexicon/letters.tsv").unwrap();
    let letters = fold::Letters::read(&table::Table::new(&letters.0, &letters.1));
    let files: Vec<(&str, &str)> = lexicon.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (sets, _) = read::closed_sets(&files);
    let set = |name: &str| {
        let set = sets.iter().find(|set| set.name == name).unwrap();
        set.words.iter().map(String::as_str).collect()
    };
    let words =
        index::Words { letters: &letters, lone_capital: set("LONE_CAPITAL"), family_first: set("FAMILY_NAME_FIRST") };
    let tables: Vec<(&str, &str)> = tables.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    match index::compile(&[], &tables, &words) {
        Ok(bytes) => {
            fs::write(index, bytes).unwrap();
            fs::write(stamp, made_of).unwrap();
        }
        Err(problems) => stop_at(&problems),
    }
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
