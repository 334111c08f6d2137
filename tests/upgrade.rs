//! Stores of older formats: one of format 4 (`tests/stores/format4`) is brought up to date without loss, older ones are left alone.

use std::{fs, path::Path};

use chancery::graph::{Shapes, Store};

use crate::cli::{chancery, empty_folder};

/// Copies the store of format 4, with its corrections where they are wanted.
fn old_store(name: &str, corrections: bool) -> std::path::PathBuf {
    let folder = empty_folder(name);
    let stores = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores");
    fs::create_dir(folder.join("old.store")).unwrap();
    for file in ["graph.nq", "chancery-store.txt"] {
        fs::copy(stores.join("format4").join(file), folder.join("old.store").join(file)).unwrap();
    }
    if corrections {
        fs::copy(stores.join("format4.corrections.toml"), folder.join("old.corrections.toml")).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = chancery().args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn a_store_of_format_4_keeps_all_that_it_had() {
    let folder = old_store("upgrade", true);
    let (code, _, told) = run(&folder, &["query", "meetings", "--store", "old.store"]);
    assert!(code == Some(2) && told.contains("`chancery upgrade --store old.store`"), "{told}");
    let (code, out, told) = run(&folder, &["upgrade", "--store", "old.store"]);
    assert_eq!((code, told.as_str()), (Some(0), ""));
    assert!(out.contains("3 articles with 8 claims brought up to date"), "{out}");
    assert!(folder.join("old.store.format4/graph.nq").is_file(), "the older store is kept");
    let (code, table, _) = run(&folder, &["export", "claims", "--format", "csv", "--store", "old.store"]);
    let stores = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stores");
    assert_eq!((code, table), (Some(0), fs::read_to_string(stores.join("format4.csv")).unwrap()));
    let store = Store::open_read_only(&folder.join("old.store")).unwrap();
    let mut wrong = Vec::new();
    store.check(&Shapes::embedded().unwrap(), &mut |violation| wrong.push(violation.clone())).unwrap();
    assert!(wrong.is_empty(), "{wrong:?}");
    let asked = |text: &str| store.sparql(text).unwrap().rows.len();
    assert_eq!(asked("SELECT ?a { GRAPH ?a { ?a dcterms:publisher ?outlet } ?outlet ch:country id:china }"), 1);
    assert_eq!(asked("SELECT ?c { GRAPH ?a { ?c ch:claimedBy id:sergey-lavrov ; ch:reportedBy id:tass } }"), 1);
    let (code, out, _) = run(&folder, &["upgrade", "--store", "old.store"]);
    assert!(code == Some(0) && out.contains("is up to date"), "{out}");
}

#[test]
fn what_corrections_are_lost_is_told() {
    let folder = old_store("upgrade-uncorrected", false);
    let (code, _, told) = run(&folder, &["upgrade", "--store", "old.store"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.starts_with("warning: one: its corrections stand in no file that was found"), "{told}");
    assert_eq!(told.lines().count(), 1);
}

#[test]
fn a_format_that_is_too_old_is_left_alone_and_what_to_build_again_is_listed() {
    let folder = old_store("upgrade-old", true);
    let manifest = folder.join("old.store/chancery-store.txt");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("format = 4", "format = 3")).unwrap();
    let (code, out, told) = run(&folder, &["upgrade", "--store", "old.store"]);
    assert_eq!((code, out.as_str()), (Some(2), "one\nthree\ntwo\n"));
    assert!(told.contains("format 3") && told.contains("build it again"), "{told}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing else was made");
}

#[test]
fn an_upgrade_that_fails_leaves_the_store_as_it_was() {
    let folder = old_store("upgrade-broken", true);
    let graph = folder.join("old.store/graph.nq");
    let text = fs::read_to_string(&graph).unwrap();
    fs::write(&graph, text.replace("Wang Yi", "Wang Xi")).unwrap();
    let before = fs::read_to_string(&graph).unwrap();
    let (code, _, told) = run(&folder, &["upgrade", "--store", "old.store"]);
    assert!(code == Some(2) && told.contains("checksum differs"), "{told}");
    assert_eq!(fs::read_to_string(&graph).unwrap(), before);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing else was made");
}
