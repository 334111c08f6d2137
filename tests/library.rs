//! The library as others use it: a string in, claims out, nothing kept after a project is gone, and no types of other crates.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use chancery::{Project, in_words};

use crate::cli::empty_folder;

#[test]
fn a_string_gives_claims_and_claims_give_sentences() {
    let claims = Project::embedded().claims("date 2022-07-09\n\nWang Yi met Sergei Lavrov in Bali on Thursday.");
    assert_eq!(
        claims.iter().map(in_words).collect::<Vec<_>>(),
        ["Wang Yi met with Sergey Lavrov in Bali on 7 July 2022."]
    );
    assert!(Project::embedded().claims("").is_empty());
}

#[test]
fn a_projects_own_names_are_freed_with_it() {
    let folder = empty_folder("own-names");
    fs::write(folder.join("names.tsv"), "id\tkind\tlabel\nsapt\tperson\tFritz Sapt\n").unwrap();
    let project = Project::embedded().with_gazetteer(&folder, false).unwrap();
    let names = Arc::downgrade(&project.extractor().reader.gazetteer);
    let copy = project.clone();
    drop(project);
    assert!(names.upgrade().is_some(), "a copy shares the names");
    drop(copy);
    assert!(names.upgrade().is_none(), "nobody holds the names");
    fs::remove_dir_all(&folder).unwrap();
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if !path.ends_with("src/cli") {
                sources(&path, found);
            }
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The public signatures of a source text: from `pub fn`, `pub type`, a public field or constant to its `{`, `;` or line end.
fn signatures(text: &str) -> impl Iterator<Item = (usize, String)> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines: Vec<&str> = code.lines().collect();
    let starts = (0..lines.len()).filter(|&at| lines[at].trim_start().starts_with("pub ")).collect::<Vec<_>>();
    let whole = move |at: usize| {
        let mut signature = String::new();
        for line in &lines[at..] {
            signature.push_str(line.trim());
            if line.contains(['{', ';']) || !signature.starts_with("pub fn") {
                break;
            }
            signature.push(' ');
        }
        (at + 1, signature)
    };
    starts.into_iter().map(whole).collect::<Vec<_>>().into_iter()
}

fn foreign(signature: &str) -> Option<&'static str> {
    // What a constant is made of is no type.
    let signature = signature.split(" = ").next().unwrap_or_default();
    let crates = ["csv::", "clap::", "oxigraph::", "anyhow::", "toml::", "fst::", "NamedNode", "Quad", ", String>"];
    let error = |name: &&str| *name != ", String>" || signature.contains("Result<");
    crates.into_iter().filter(error).find(|name| {
        let at = signature.find(name);
        // `QuadClass` is our own.
        at.is_some_and(|at| !signature[at..].starts_with("QuadClass"))
    })
}

#[test]
fn public_signatures_have_no_types_of_other_crates_and_no_strings_for_errors() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        for (line, signature) in signatures(&fs::read_to_string(&file).unwrap()) {
            if let Some(name) = foreign(&signature) {
                wrong.push(format!("{}:{line}: {name} in {signature}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(foreign("pub fn parse(turtle: &str) -> Result<Self, String> {"), Some(", String>"));
    assert_eq!(foreign("pub fn table<W>(out: W) -> Result<csv::Writer<W>, Error> {"), Some("csv::"));
    assert_eq!(foreign("pub class: QuadClass,"), None);
}
