//! Conventions as tests: what a reviewer would otherwise have to say each time. An exception stands in a list with its reason.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Files of more than [`LONGEST`] lines of code, each with its reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Lines of code (neither blank nor comment, tests left out) that a file may have.
const LONGEST: usize = 500;

/// Data files that are in no alphabetical order, each with its reason.
const UNSORTED: &[(&str, &str)] = &[];

/// Data folders that `data/SOURCES.md` lists by folder and not by file.
const LISTED_AS_FOLDER: &[&str] = &["data/rules", "data/articles"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

/// The files below a folder of the repository, sorted; build output and hidden folders are left out.
fn files(folder: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                let left_out = name == "target" || name.ends_with(".store") || name.starts_with('.') && name != ".ci";
                if !left_out && name != "__pycache__" {
                    walk(&path, found);
                }
            } else if !name.starts_with('.') {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found.sort();
    found
}

fn with_ending(folder: &str, ending: &str) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|path| path.extension().is_some_and(|found| found == ending)).collect()
}

fn report(rule: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{rule}:\n{}", wrong.join("\n"));
}

#[test]
fn every_source_file_opens_with_what_it_does() {
    let sources = ["src", "tests", "examples", "benches"].into_iter().flat_map(|folder| with_ending(folder, "rs"));
    let wrong: Vec<String> = sources
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .map(|path| relative(&path))
        .collect();
    report("a file opens with //! and says what it does", &wrong);
}

/// Lines of code of a source text: neither blank nor comment, up to its tests.
fn code_lines(text: &str) -> usize {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    code.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn a_file_has_one_subject() {
    let mut wrong = Vec::new();
    for path in with_ending("src", "rs") {
        let lines = code_lines(&fs::read_to_string(&path).unwrap());
        let name = relative(&path);
        let excused = LONG_FILES.iter().any(|(file, _)| *file == name);
        if lines > LONGEST && !excused {
            wrong.push(format!("{name}: {lines} lines of code; look for the second subject"));
        } else if lines <= LONGEST && excused {
            wrong.push(format!("{name}: {lines} lines of code; it needs no exception any more"));
        }
    }
    report("a file has at most 500 lines of code", &wrong);
}

#[test]
fn code_lines_leave_out_comments_and_tests() {
    assert_eq!(code_lines("//! Doc.\n\nfn a() {}\n  // why\nfn b() {}\n#[cfg(test)]\nmod tests {\n fn c() {}\n}\n"), 2);
}

#[test]
fn data_files_are_sorted() {
    let mut wrong = Vec::new();
    for path in with_ending("data", "tsv") {
        let name = relative(&path);
        if UNSORTED.iter().any(|(file, _)| *file == name) {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        if !text.starts_with('#') {
            wrong.push(format!("{name}:1: no header comment on origin and licence"));
        }
        let rows: Vec<(usize, &str)> =
            text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()).collect();
        // The first row may name the columns.
        let body = match &rows[..] {
            [first, second, ..] if first.1 > second.1 => &rows[1..],
            all => all,
        };
        for pair in body.windows(2) {
            if pair[0].1 >= pair[1].1 {
                wrong.push(format!("{name}:{}: {:?} stands after {:?}", pair[1].0 + 1, pair[1].1, pair[0].1));
                break;
            }
        }
    }
    report("rows of data files are sorted, each once", &wrong);
}

#[test]
fn every_data_file_has_its_origin() {
    let sources = fs::read_to_string(root().join("data/SOURCES.md")).unwrap();
    let wrong: Vec<String> = files("data")
        .iter()
        .map(|path| relative(path))
        .filter(|name| name != "data/SOURCES.md")
        .filter(|name| !LISTED_AS_FOLDER.iter().any(|folder| name.starts_with(folder)))
        .filter(|name| !sources.contains(name.rsplit('/').next().unwrap()))
        .collect();
    report("data/SOURCES.md names each data file with origin and licence", &wrong);
}

#[test]
fn nothing_names_a_machine() {
    // Written in parts, so that this file does not name them itself.
    let banned = [
        ["/wo", "rk/"].concat(),
        ["/tmp", "/wt"].concat(),
        ["/ho", "me/"].concat(),
        ["/ro", "ot/"].concat(),
        ["crates", ".io/api"].concat(),
        ["pypi", ".org"].concat(),
        ["local", "host:"].concat(),
    ];
    let text_endings = ["rs", "md", "toml", "tsv", "sh", "py", "rq", "ttl", "yml", "yaml", "json", "jsonl", "txt", ""];
    let mut wrong = Vec::new();
    for path in files("") {
        let ending = path.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
        let name = relative(&path);
        if !text_endings.contains(&ending.as_str()) || name == "Cargo.lock" {
            continue;
        }
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for (number, line) in text.lines().enumerate() {
            // A path begins where no word goes on: `left/VERB/root/` is a tree.
            let begins = |at: usize| !line[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '.');
            let names = |word: &&String| line.match_indices(word.as_str()).any(|(at, _)| begins(at));
            if let Some(word) = banned.iter().find(names) {
                wrong.push(format!("{name}:{}: names {word}", number + 1));
            }
        }
    }
    report("no file names a path of a machine or a registry's host", &wrong);
}

#[test]
fn the_command_line_prints_and_nothing_else_does() {
    let mut wrong = Vec::new();
    for path in with_ending("src", "rs") {
        let name = relative(&path);
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for word in ["println!(", "print!(", "eprintln!(", "eprint!(", "io::stdout()", "io::stderr()"] {
            if code.contains(word)
                && !name.ends_with("/tests.rs")
                // Only tests have this module: it writes syndicated copies, and measures how many are found.
                && name != "src/graph/syndicate.rs"
                && !name.starts_with("src/cli/")
                && name != "src/main.rs"
            {
                wrong.push(format!("{name}: {word}…"));
            }
        }
    }
    report("only src/cli prints", &wrong);
}

#[test]
fn exceptions_are_still_there() {
    let gone: Vec<String> = LONG_FILES
        .iter()
        .chain(UNSORTED)
        .filter(|(file, reason)| !root().join(file).exists() || reason.is_empty())
        .map(|(file, _)| (*file).to_owned())
        .collect();
    report("each exception names a file that exists, with a reason", &gone);
}
