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
const UNSORTED: &[(&str, &str)] =
    &[("data/lexicon/time-rules.tsv", "of two rules that match equally many words, the first one decides")];

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
    let sources =
        ["src", "tests", "examples", "benches", "tools"].into_iter().flat_map(|folder| with_ending(folder, "rs"));
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

/// The floors in whose code no word of a text stands as a literal. Words belong into `data/lexicon`: a closed set is asked
/// for by its name (`set::FORMER.has(word)`). What is no word of a text does not count: the names that [`names_a_value`]
/// knows, and [`NO_WORDS_OF_A_TEXT`].
const LANGUAGE_FLOORS: [&str; 8] = ["clauses", "entities", "lexicon", "reference", "rules", "syntax", "time", "tree"];

/// Literals that look like words of a text and are none: file, literals, what they are.
const NO_WORDS_OF_A_TEXT: &[(&str, &str, &str)] = &[
    ("src/clauses/clause.rs", "former", "the lemma of clauses of what holds no more, which rules name"),
    ("src/rules/example.rs", "example", "the id of the article that an example is"),
    ("src/rules/ontology.rs", "a", "Turtle's word between a thing and its class"),
    ("src/rules/titles.rs", "title", "the lemma of clauses that titles make, which rules name"),
    ("src/syntax/conllu.rs", "clf", "a relation of Universal Dependencies that English has no use for"),
    ("src/syntax/conllu.rs", "newdoc", "a comment of CoNLL-U"),
    ("src/syntax/conllu.rs", "newpar", "a comment of CoNLL-U"),
    ("src/syntax/neural/kernels.rs", "avxvnni", "a feature of processors"),
    ("src/syntax/tokenize.rs", "www.", "the beginning of a web address"),
    ("src/syntax/tree.rs", "Degree Mood Number Person Tense VerbForm Voice", "features of Universal Dependencies"),
];

/// The literals of a source text that are one word, comments and tests left out, without those that name a
/// value, a column or part of a word.
fn word_literals(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code: Vec<&str> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    // A mark that is itself a character begins no literal.
    let code = code.join("\n").replace("\\\"", "").replace("'\"'", "");
    let marks: Vec<usize> = code.match_indices('"').map(|(at, _)| at).collect();
    // What stands between two quotation marks is a literal.
    let literals = marks.chunks_exact(2).map(|marks| (&code[..marks[0]], &code[marks[0] + 1..marks[1]], marks[1] + 1));
    literals
        .filter(|(before, literal, after)| is_word(literal) && !names_a_value(before, &code[*after..]))
        .map(|(_, literal, _)| literal.to_owned())
        .collect()
}

fn is_word(literal: &str) -> bool {
    // Capitals alone are codes and abbreviations of standards: "GOV", "PROPN", "XXXX-XX".
    literal.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && literal.chars().any(|letter| letter.is_ascii_lowercase())
        && literal.trim_end_matches('.').chars().all(|letter| letter.is_ascii_alphabetic() || "'’-".contains(letter))
}

/// Whether the literal between these two stretches of code is the name of an enum's value or of a column, or part of a word.
fn names_a_value(before: &str, after: &str) -> bool {
    const PARTS: [&str; 5] = ["ends_with(", "starts_with(", "strip_prefix(", "strip_suffix(", "trim_start_matches("];
    // `("past", Direction::Past)`, `"past" => Direction::Past`, `"past" => Some(Self::Past)`
    let value = |after: &str| {
        let path =
            after.trim_start().trim_start_matches("Some(").split(['(', ',', ')', ' ']).next().unwrap_or_default();
        path.starts_with(char::is_uppercase) && (path.contains("::") || path == "None" || path == "Self")
            || path == "true"
            || path == "false"
    };
    let of_value = after.strip_prefix(", ").or_else(|| after.strip_prefix(" => ")).is_some_and(value);
    // `Direction::Past => "past"`
    let to_name = before.strip_suffix(" => ").is_some_and(|arm| {
        arm.rsplit([' ', '|', '\n']).next().is_some_and(|path| {
            path.contains("::") && path.split("::").all(|part| part.starts_with(char::is_uppercase))
        })
    });
    // `Past = "past"`, in the declaration of an enum with its names.
    let declared = before.strip_suffix(" = ").is_some_and(|declared| {
        let name =
            declared.rsplit(|letter: char| !letter.is_alphanumeric() && letter != ':').next().unwrap_or_default();
        name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase)
    });
    of_value || to_name || declared || is_name_of_ours(before) || PARTS.iter().any(|part| before.ends_with(part))
}

/// Whether a literal after this code is a name that this program gives: a column, the end of an id that it mints
/// (`const PEOPLE_SLUG: &str = "people"`), what serde or `Debug` calls a type or a field.
fn is_name_of_ours(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    let slug = line.split_once("const ").is_some_and(|(_, name)| name.ends_with("_SLUG: &str = "));
    let derived = line.starts_with("#[serde(");
    slug || derived
        || [".debug_struct(", ".debug_tuple(", ".field("].iter().any(|call| line.ends_with(call))
        || is_column(before)
}

/// Whether a literal after this code stands in a list of columns: `.checked(["set", "words"])`.
fn is_column(before: &str) -> bool {
    let Some(open) = before.rfind('[').filter(|&open| !before[open..].contains([']', ';'])) else { return false };
    let head = before[..open].trim_end();
    let constant = || {
        head.rsplit('\n')
            .next()
            .is_some_and(|line| line.contains("const ") && line.contains("COLUMNS: ") && line.ends_with('='))
    };
    [".checked(", ".rows(", "let columns ="].iter().any(|call| head.ends_with(call)) || constant()
}

#[test]
fn words_stand_in_tables() {
    let mut wrong = Vec::new();
    let mut excepted = Vec::new();
    for floor in LANGUAGE_FLOORS {
        let files = with_ending(&format!("src/{floor}"), "rs");
        let mut found = Vec::new();
        for path in files.iter().filter(|path| !relative(path).contains("/tests/")) {
            let file = relative(path);
            if file.ends_with("/tests.rs") {
                continue;
            }
            for literal in word_literals(&fs::read_to_string(path).unwrap()) {
                match NO_WORDS_OF_A_TEXT
                    .iter()
                    .find(|(of, words, _)| *of == file && words.split(' ').any(|word| word == literal))
                {
                    Some(exception) => excepted.push(exception),
                    None => found.push(format!("{file}: \"{literal}\"")),
                }
            }
        }
        assert!(!files.is_empty(), "src/{floor} has no files");
        wrong.extend(found);
    }
    let gone = NO_WORDS_OF_A_TEXT.iter().filter(|exception| !excepted.contains(exception));
    wrong.extend(gone.map(|(file, words, _)| format!("{file}: \"{words}\" needs no exception any more")));
    report("a word that decides something stands in a table of data/lexicon", &wrong);
}

#[test]
fn words_are_counted_outside_of_comments_and_tests() {
    let text = "//! \"doc\"\nlet x = [\"a\", \"two words\", \"Capital\", \"it's\"];\n// \"said\"\n#[cfg(test)]\nmod tests {\n\"t\"\n}\n";
    assert_eq!(word_literals(text), ["a", "Capital", "it's"]);
    let codes = "[\"GOV\", \"Inc.\", \"XXXX-XX\", \"Velk\"]";
    assert_eq!(word_literals(codes), ["Inc.", "Velk"]);
    let names = "(\"past\", When::Past), When::Past => \"past\", \"past\" => Some(Self::Past), form.ends_with(\"ing\"), \"sat\"";
    assert_eq!(word_literals(names), ["sat"]);
    let declared =
        "names! { When { Past = \"past\", Now = \"now\" } } const DEMANDED: &str = \"must\"; let x = \"said\";";
    assert_eq!(word_literals(declared), ["must", "said"]);
    let columns =
        "table.checked([\"set\", \"words\"], [\"sat\"]); const COLUMNS: [&str; 2] = [\"set\", \"words\"]; [\"on\"]";
    assert_eq!(word_literals(columns), ["sat", "on"]);
    let ours = "const CREW_SLUG: &str = \"crew\";\n#[serde(rename = \"kind\")]\nout.debug_struct(\"Names\").field(\"size\", n);\nconst \
                CREW: &str = \"crew\";\nconst NAME_COLUMNS: [&str; 1] = [\"id\"];\nfind(\"slug\");";
    assert_eq!(word_literals(ours), ["crew", "slug"]);
}
