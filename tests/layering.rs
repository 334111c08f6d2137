//! The floors of `src/lib.rs` stand in order: a file names only its own floor and those above it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::uses::{Named, code, paths};

const FLOORS: [&str; 17] = [
    "text",
    "lexicon",
    "syntax",
    "entities",
    "tree",
    "time",
    "clauses",
    "reference",
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

/// The rooms of the graph floor, in the order in which they build on each other.
const ROOMS: [&str; 11] = [
    "vocabulary",
    "copies",
    "quads",
    "events",
    "corrections",
    "rdf",
    "join",
    "store",
    "questions",
    "shapes",
    "upgrade",
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
        let text = code(&fs::read_to_string(&file).expect("sources are UTF-8"));
        // A floor's tests may read the treebank that they measure on.
        let tests = relative.components().any(|part| part.as_os_str().to_string_lossy().starts_with("tests"));
        let pure = FLOORS[..=own].iter().all(|floor| *floor != FIRST_WITH_FILES) && !tests;
        for Named { line, path, .. } in paths(&text, &["oxigraph".to_owned()]) {
            let names = |first: &str, second: &[&str]| {
                path[0] == first && path.get(1).is_some_and(|word| second.contains(&word.as_str()))
            };
            let mut complain = |what: &str| wrong.push(format!("{}:{line}: {what}", relative.display()));
            if names("crate", &FLOORS[own + 1..]) {
                complain(&format!("{} names {}, a floor below it", FLOORS[own], path[1]));
            }
            if pure && names("std", &["fs", "env", "net", "process"]) {
                complain("from text to rules nothing touches files, environment or network");
            }
            if FLOORS[own] != "graph" && path[0] == "oxigraph" {
                complain("only graph knows oxigraph");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The modules that a file declares, in their order.
fn declared(file: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).expect("sources are UTF-8");
    let lines = code(&text);
    let modules = lines.lines().filter_map(|line| line.strip_prefix("pub ").unwrap_or(line).strip_prefix("mod "));
    modules.map(|name| name.trim_end_matches(';').to_owned()).collect()
}

#[test]
fn the_floors_are_those_of_the_library() {
    let there: Vec<&str> =
        FLOORS.into_iter().filter(|floor| declared("src/lib.rs").iter().any(|name| name == floor)).collect();
    assert_eq!(declared("src/lib.rs"), there, "each module of src/lib.rs is a floor, in the same order");
}

#[test]
fn no_room_of_the_graph_names_a_room_below_it() {
    let mut rooms = declared("src/graph/mod.rs");
    rooms.retain(|room| room != "error");
    let mut known = ROOMS.map(str::to_owned);
    known.sort();
    assert_eq!(rooms, known, "each folder of src/graph is a room");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/graph");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut wrong = Vec::new();
    for file in files {
        let relative = file.strip_prefix(&root).expect("below the floor");
        let room = relative.components().next().and_then(|part| part.as_os_str().to_str()).unwrap_or_default();
        let Some(own) = ROOMS.iter().position(|name| *name == room) else { continue };
        for Named { line, path, .. } in paths(&code(&fs::read_to_string(&file).expect("sources are UTF-8")), &[]) {
            let graph = path[0] == "crate" && path.get(1).is_some_and(|word| word == "graph");
            if graph && path.get(2).is_some_and(|word| ROOMS[own + 1..].contains(&word.as_str())) {
                wrong.push(format!("{}:{line}: {room} names {}, a room below it", relative.display(), path[2]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
