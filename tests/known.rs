//! Lists of known failures: what does not hold yet stands in a file, and nothing else may fail.
//!
//! A test fails on a failure that is not listed, and on a listed one that is mended: then the list is shortened, by hand
//! or with `CHANCERY_KNOWN=write`, and the difference reviewed. So every case counts, where a tolerance would let one
//! break for each that is mended.

use std::{collections::BTreeSet, env, fs, path::Path};

/// Compares what fails, a line each, with the list in `file`, which begins with `header` (comment lines).
#[track_caller]
pub(crate) fn compare(file: &str, header: &str, failing: impl IntoIterator<Item = String>, summary: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let failing: BTreeSet<String> = failing.into_iter().collect();
    if env::var("CHANCERY_KNOWN").is_ok_and(|value| value == "write") {
        let body: String = failing.iter().map(|line| format!("{line}\n")).collect();
        fs::write(&path, format!("{header}{body}")).expect("the list can be written");
        return;
    }
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let known: BTreeSet<String> = text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let list = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> String {
        one.difference(other).map(|line| format!("  {line}\n")).collect()
    };
    let (new, mended) = (list(&failing, &known), list(&known, &failing));
    assert!(
        new.is_empty() && mended.is_empty(),
        "{summary}.\nnew failures:\n{new}listed in {file} but mended (strike them out, or CHANCERY_KNOWN=write):\n{mended}"
    );
}
