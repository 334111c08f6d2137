//! Command-line cases as data: one file in `tests/cli` a case, so that adding one needs no Rust.
//!
//! A case is TOML: `run`, a list of argument lists; `stdin`, given to each run; `[files]`, name to text, and `[bytes]`,
//! name to hexadecimal bytes, made in an empty folder that the runs start in; `[env]`; and at the end `[expect]` with the
//! transcript: each command, its standard output, its standard error with `! ` before each line, and its exit code where
//! it is not 0. `CHANCERY_REFRESH=cli` writes the transcripts anew; nothing else does.

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    run: Vec<Vec<String>>,
    #[serde(default)]
    stdin: String,
    #[serde(default)]
    files: BTreeMap<String, String>,
    #[serde(default)]
    bytes: BTreeMap<String, String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    #[serde(default)]
    expect: Expect,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    transcript: String,
}

/// An empty folder for one test; the name is unique within this process.
pub(crate) fn empty_folder(name: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("chancery-test-{}-{name}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The program under test.
pub(crate) fn chancery() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    // What the machine at hand would change in the output.
    command.env_remove("COLUMNS").env_remove("CLICOLOR_FORCE").env("NO_COLOR", "1");
    command
}

fn run(case: &Case, folder: &Path) -> String {
    for (name, text) in &case.files {
        write(&folder.join(name), text.as_bytes());
    }
    for (name, hexadecimal) in &case.bytes {
        let bytes: Vec<u8> = hexadecimal
            .split_whitespace()
            .map(|byte| u8::from_str_radix(byte, 16).expect("two digits a byte"))
            .collect();
        write(&folder.join(name), &bytes);
    }
    let mut transcript = String::new();
    for arguments in &case.run {
        let mut command = chancery();
        command.args(arguments).envs(&case.env).current_dir(folder);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A program that stops early closes its input.
        let _ = stdin.write_all(case.stdin.as_bytes());
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let shown: Vec<String> = arguments
            .iter()
            .map(|argument| if argument.contains(' ') { format!("'{argument}'") } else { argument.clone() })
            .collect();
        transcript.push_str(&format!("$ chancery {}\n", shown.join(" ")));
        let stdout = String::from_utf8(output.stdout).expect("standard output is UTF-8").replace('\r', "␍");
        let stdout = without_engine(&stdout);
        transcript.push_str(&stdout);
        if !stdout.is_empty() && !stdout.ends_with('\n') {
            transcript.push_str("⏎\n");
        }
        for line in String::from_utf8_lossy(&output.stderr).lines() {
            transcript.push_str(format!("! {line}").trim_end());
            transcript.push('\n');
        }
        match output.status.code() {
            Some(0) => {}
            Some(code) => transcript.push_str(&format!("exit {code}\n")),
            None => transcript.push_str("killed\n"),
        }
    }
    transcript
}

/// The output without the fingerprint of rules, model and gazetteer, which changes with each of them.
fn without_engine(output: &str) -> String {
    let mark = "ns#engine> \"";
    let mut parts = output.split(mark);
    let mut masked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        masked.push_str(mark);
        masked.push('…');
        masked.push_str(part.split_once('"').map_or("", |(_, rest)| &part[part.len() - rest.len() - 1..]));
    }
    masked
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// The transcript as TOML.
fn quoted(transcript: &str) -> String {
    let plain = |letter: char| matches!(letter, '\n' | '\t') || !letter.is_control();
    if transcript.contains("'''") || !transcript.chars().all(plain) {
        return format!("{transcript:?}").replace("\\'", "'");
    }
    format!("'''\n{transcript}'''")
}

/// Where two transcripts part, with a few lines around.
fn difference(expected: &str, found: &str) -> String {
    let at = expected.lines().zip(found.lines()).take_while(|(one, other)| one == other).count();
    let show = |text: &str| {
        let lines: Vec<&str> = text.lines().skip(at.saturating_sub(2)).take(8).collect();
        lines.join("\n    ")
    };
    format!("line {}; expected:\n    {}\n  found:\n    {}", at + 1, show(expected), show(found))
}

#[test]
fn cases() {
    let refresh = env::var("CHANCERY_REFRESH").is_ok_and(|value| value == "cli");
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli");
    let mut files: Vec<PathBuf> = fs::read_dir(&cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 10, "the cases are there");
    let mut wrong = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).unwrap();
        let case: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let folder = empty_folder(&name);
        let transcript = run(&case, &folder);
        fs::remove_dir_all(&folder).unwrap();
        if transcript == case.expect.transcript {
            continue;
        }
        if refresh {
            let kept = text.split("\n[expect]\n").next().unwrap().trim_end();
            fs::write(&file, format!("{kept}\n\n[expect]\ntranscript = {}\n", quoted(&transcript))).unwrap();
        } else {
            wrong.push(format!("{name}.toml, {}", difference(&case.expect.transcript, &transcript)));
        }
    }
    assert!(wrong.is_empty(), "{}\nCHANCERY_REFRESH=cli accepts what was found", wrong.join("\n"));
}

/// Whatever is asked, a reader that is gone before the first byte or before the last ends it silently.
#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let folder = empty_folder("broken-pipe");
    let meeting = |day: u32| format!("Wang Yi met Sergei Lavrov in Bali on {} July 2022.", day % 28 + 1);
    let lines = |count: u32| -> String {
        (0..count).map(|day| format!("{{\"id\":\"{day}\",\"text\":\"{}\"}}\n", meeting(day))).collect()
    };
    write(&folder.join("many.jsonl"), lines(5000).as_bytes());
    write(&folder.join("some.jsonl"), lines(60).as_bytes());
    write(&folder.join("gold.csv"), b"article,subject\n0,Wang Yi\n");
    write(&folder.join("one.txt"), meeting(6).as_bytes());
    let built = chancery().args(["build", "some.jsonl"]).current_dir(&folder).output().unwrap();
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stderr));
    let everything = "SELECT ?s ?p ?o ?t ?u WHERE { GRAPH ?g { ?s ?p ?o } GRAPH ?g { ?t ?p ?u } } LIMIT 60000";
    write(
        &folder.join("all.rq"),
        format!(
            "# title: All\n# question: What is there?\n# column s: s\n# column p: p\n# column o: o\n# column t: t\n\
             # column u: u\n{everything}"
        )
        .as_bytes(),
    );
    let asked = [
        "extract many.jsonl --format csv",
        "extract many.jsonl --format claims",
        "annotate many.jsonl",
        "parse one.txt",
        "query --list",
        "query meetings",
        "query all.rq --format table",
        "query all.rq --format csv",
        "query all.rq --format tsv",
        "query all.rq --format json",
        "export nquads",
        "export trig",
        "export turtle",
        "export dot",
        "status some.jsonl --undated",
        "status --list",
        "status some.jsonl",
        "diff chancery.store chancery.store",
        "check --store chancery.store",
        "eval gold.csv --articles some.jsonl",
        "build some.jsonl --changes",
        "remove 1",
    ];
    let mut wrong = Vec::new();
    for line in asked {
        let run = |reads: usize| {
            let mut command = chancery();
            command.args(line.split(' ')).current_dir(&folder).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().unwrap();
            let mut pipe = child.stdout.take().unwrap();
            if reads > 0 {
                drop(std::io::Read::read(&mut pipe, &mut vec![0; reads]));
            }
            drop(pipe);
            child.wait_with_output().unwrap()
        };
        for reads in [0, 100] {
            let output = run(reads);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            // An article that is gone already is told, and no more.
            if output.status.code() == Some(2) || said.contains("pipe") {
                wrong.push(format!("{line}, {reads} read: {:?} {said}", output.status.code()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
fn the_number_of_threads_never_shows() {
    let folder = empty_folder("threads");
    let mut lines = String::new();
    for number in 0..60 {
        let padding = "Nothing else was said. ".repeat(number % 7);
        lines.push_str(&format!(
            "{{\"id\":\"a{number}\",\"date\":\"2022-07-09\",\"text\":\"{padding}Wang Yi met Sergei Lavrov in Bali on Thursday.\"}}\n"
        ));
        if number % 10 == 0 {
            lines.push_str("not json\n");
        }
    }
    write(&folder.join("many.jsonl"), lines.as_bytes());
    let run = |threads: &str| {
        let output =
            chancery().args(["extract", "many.jsonl", "--threads", threads]).current_dir(&folder).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        (output.stdout, output.stderr)
    };
    let one = run("1");
    assert_eq!(one, run("2"));
    assert_eq!(one, run("5"));
    fs::remove_dir_all(&folder).unwrap();
}
