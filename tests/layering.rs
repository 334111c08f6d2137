//! The floors of `src/lib.rs` stand in order: a file names only its own floor and those above it.

use std::{
    fs,
    path::{Path, PathBuf},
};

const FLOORS: [&str; 14] = [
    "text",
    "syntax",
    "entities",
    "time",
    "clauses",
    "annotation",
    "rules",
    "eval",
    "graph",
    "export",
    "push",
    "project",
    "web",
    "cli",
];

/// The first floor that may touch files.
const FIRST_WITH_FILES: &str = "graph";

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

/// The floors that a source text names by `crate::…`, also in braces, with the line.
fn named(text: &str) -> Vec<(usize, String)> {
    let mut names = Vec::new();
    for (start, _) in text.match_indices("crate::") {
        let line = text[..start].matches('\n').count() + 1;
        let rest = &text[start + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0_i32;
            let mut word = String::new();
            let mut at_top = true;
            for letter in group.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => at_top = true,
                    letter if depth == 0 && at_top && (letter.is_alphanumeric() || letter == '_') => word.push(letter),
                    letter if depth == 0 && at_top && !word.is_empty() && !letter.is_whitespace() => {
                        names.push((line, std::mem::take(&mut word)));
                        at_top = false;
                    }
                    _ => {}
                }
                if letter == ',' && depth == 0 && !word.is_empty() {
                    names.push((line, std::mem::take(&mut word)));
                }
            }
            if !word.is_empty() {
                names.push((line, word));
            }
        } else {
            let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
            names.push((line, rest[..end].to_owned()));
        }
    }
    names
}

#[test]
fn no_floor_names_a_floor_below_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files {
        let relative = file.strip_prefix(&root).expect("below src");
        let Some(floor) = relative.components().next().and_then(|part| part.as_os_str().to_str()) else { continue };
        let Some(own) = FLOORS.iter().position(|name| *name == floor.trim_end_matches(".rs")) else { continue };
        let text = fs::read_to_string(&file).expect("sources are UTF-8");
        for (line, name) in named(&text) {
            if let Some(other) = FLOORS.iter().position(|floor| *floor == name)
                && other > own
            {
                wrong.push(format!("{}:{line}: {} names {name}, a floor below it", relative.display(), FLOORS[own]));
            }
        }
        let pure = FLOORS[..own + 1].iter().all(|floor| *floor != FIRST_WITH_FILES);
        // A floor's tests may read the treebank that they measure on.
        let tests = file.file_name().is_some_and(|name| name == "tests.rs");
        if pure && !tests && text.contains("std::fs") {
            wrong.push(format!("{}: from text to rules nothing touches files", relative.display()));
        }
        if FLOORS[own] != "graph" && text.contains("oxigraph::") {
            wrong.push(format!("{}: only graph knows oxigraph", relative.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_names_sees_both_forms() {
    let text = "use crate::{\n    text::{Article, Span},\n    graph,\n};\nlet x = crate::cli::main();";
    let names: Vec<_> = named(text).into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["text", "graph", "cli"]);
}
