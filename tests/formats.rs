//! Samples of documents in `tests/formats`, read as users read them, and compared with what `make.py` wrote into them.
//!
//! `CHANCERY_REFRESH=formats` writes the expected articles anew.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use crate::cli::chancery;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

/// The samples: all files but the script and what is expected.
fn samples() -> Vec<String> {
    let names = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> =
        names.filter(|name| !name.ends_with(".py") && !name.ends_with(".json") && !name.starts_with('_')).collect();
    names.sort();
    names
}

/// What `chancery read` prints of a sample: its articles and remarks.
fn read(name: &str) -> Vec<String> {
    let output = chancery().args(["read", name]).current_dir(folder()).output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    printed.lines().chain(said.lines()).map(str::to_owned).collect()
}

#[test]
fn samples_give_the_articles_that_are_in_them() {
    let found: BTreeMap<String, Vec<String>> = samples().into_iter().map(|name| (name.clone(), read(&name))).collect();
    let path = folder().join("expected.json");
    if env::var("CHANCERY_REFRESH").is_ok_and(|wanted| wanted == "formats") {
        fs::write(&path, serde_json::to_string_pretty(&found).unwrap() + "\n").unwrap();
    }
    let expected: BTreeMap<String, Vec<String>> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, lines) in &expected {
        assert_eq!(&found[name], lines, "{name}");
    }
}

/// An archive's layout says the same in each format, so each sample of it gives the same texts, titles, days and outlets.
#[test]
fn layouts_and_formats_agree() {
    let article = |line: &String| -> serde_json::Value {
        let mut row: serde_json::Value = serde_json::from_str(line).unwrap();
        for field in ["id", "url", "language", "authors"] {
            row.as_object_mut().unwrap().remove(field);
        }
        row
    };
    let names = samples().into_iter().filter(|name| !name.starts_with("plain."));
    let read: Vec<(String, Vec<serde_json::Value>)> =
        names.map(|name| (name.clone(), read(&name).iter().map(article).collect())).collect();
    let (_, first) = &read[0];
    assert_eq!(first.len(), 3);
    for (name, articles) in &read {
        assert_eq!(articles, first, "{name}");
    }
}
