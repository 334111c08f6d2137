//! Queries of a user's own that are hostile by mistake or by will: nested without end, or without an end in sight.

use std::{
    fs,
    path::Path,
    process::Output,
    time::{Duration, Instant},
};

use crate::cli::{chancery, empty_folder};

/// A folder with a small store, and what the program says of a query there.
fn ask(folder: &Path, query: &str, options: &[&str]) -> (Output, Duration) {
    fs::write(folder.join("own.rq"), query).unwrap();
    let begun = Instant::now();
    let output = chancery().args(["query", "own.rq"]).args(options).current_dir(folder).output().unwrap();
    (output, begun.elapsed())
}

fn store(name: &str) -> std::path::PathBuf {
    let folder = empty_folder(name);
    let mut text = String::from("date 2022-07-09\n");
    for verb in ["met", "criticised", "praised", "warned", "thanked"] {
        text.push_str(&format!("Wang Yi {verb} Sergei Lavrov in Bali on Thursday. Antony Blinken {verb} Wang Yi.\n"));
    }
    fs::write(folder.join("a.txt"), text).unwrap();
    assert!(chancery().args(["build", "a.txt"]).current_dir(&folder).output().unwrap().status.success());
    folder
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim_end().to_owned()
}

#[test]
fn a_hundred_thousand_levels_are_an_error_and_no_crash() {
    let folder = store("deep");
    let deep = 100_000;
    for text in [
        format!("SELECT * {{ {}{} }}", "{".repeat(deep), "}".repeat(deep)),
        format!("SELECT * {{ ?a ?b ?c FILTER({}1{}) }}", "(".repeat(deep), ")".repeat(deep)),
        format!("SELECT * {{ ?a {}ch:member{} ?c }}", "(".repeat(deep), ")".repeat(deep)),
        format!("SELECT * {{ ?a ?b {}", "[ ?c ".repeat(deep)),
        format!("SELECT * {{ {}", "OPTIONAL { ".repeat(deep)),
        format!("SELECT * {{ ?a ?b ?c FILTER({}1) }}", "!".repeat(deep)),
        format!("SELECT * {{ ?a ?b ?c FILTER(1{}) }}", " + 1".repeat(deep)),
        format!("SELECT * {{ ?a ch:member{} ?c }}", "/ch:member".repeat(deep)),
        format!("SELECT * {{ {{}}{} }}", " UNION {}".repeat(deep)),
    ] {
        let (output, _) = ask(&folder, &text, &[]);
        assert_eq!(output.status.code(), Some(2), "{}…: {}", &text[..40], told(&output));
        assert!(
            told(&output).starts_with("error: own.rq:1:") && told(&output).lines().count() == 1,
            "{}",
            told(&output)
        );
    }
    // What is let through is answered.
    for text in [
        format!("SELECT * {{ ?a ?b ?c FILTER({}1{}) }} LIMIT 1", "(".repeat(90), ")".repeat(90)),
        format!("SELECT * {{ {} ?a ?b ?c {} }} LIMIT 1", "{".repeat(90), "}".repeat(90)),
        format!("SELECT * {{ ?a ?b ?c FILTER(1{}) }} LIMIT 1", " || 1".repeat(2_000)),
        format!("SELECT * {{ ?a ch:member{} ?c }} LIMIT 1", "/ch:member".repeat(2_000)),
        format!("SELECT * {{ {{}}{} }} LIMIT 1", " UNION {}".repeat(2_000)),
        format!("SELECT * {{ {} }} LIMIT 1", "OPTIONAL { ?a ?b ?c } ".repeat(2_000)),
    ] {
        let (output, _) = ask(&folder, &text, &["--timeout", "60"]);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{}…: {:?} {}", &text[..40], output.status, told(&output));
    }
    let _ = fs::remove_dir_all(folder);
}

#[test]
fn a_query_that_runs_away_is_stopped() {
    let folder = store("runaway");
    let products = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?p ?q ?r .";
    let paths = "?a (ch:member|!ch:member)* ?b . ?c (ch:member|!ch:member)* ?d . ?e (ch:member|!ch:member)* ?f . ?g (ch:member|!ch:member)* ?h";
    for text in [
        format!("SELECT (COUNT(*) AS ?n) {{ {products} }}"),
        format!("SELECT * {{ {products} }} ORDER BY ?a ?d"),
        format!("SELECT DISTINCT ?a {{ {products} FILTER(?a = ?r) }}"),
        format!("CONSTRUCT {{ ?a ?b ?f }} {{ {products} }}"),
        format!("SELECT (COUNT(*) AS ?n) {{ {paths} }}"),
    ] {
        let (output, took) = ask(&folder, &text, &["--timeout", "0.5"]);
        assert_eq!(output.status.code(), Some(3), "{text}: {}", told(&output));
        assert_eq!(told(&output), "error: the query was stopped: it took longer than 0.5 s; --timeout gives it more");
        assert!(took < Duration::from_secs(30), "{text}: {took:?}");
    }
    let (output, _) = ask(&folder, &format!("SELECT * {{ {products} }} ORDER BY ?a ?d"), &["--memory", "100"]);
    if cfg!(target_os = "linux") {
        assert_eq!(output.status.code(), Some(3), "{}", told(&output));
        assert_eq!(
            told(&output),
            "error: the query was stopped: it needed more than 100 MiB of memory; --memory gives it more"
        );
    }
    let _ = fs::remove_dir_all(folder);
}
