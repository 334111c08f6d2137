//! What rules cost that cannot start on any word of a sentence: time of the rule floor against the number of rules.
//!
//! `cargo bench --bench rules [-- ARTICLES.jsonl]` reads articles once (those of
//! `data/articles` without an argument), then extracts their claims with the program's rules alone and with 100 to 5,000
//! more whose triggers are words that no article has. Times are user CPU of this thread where the system tells it
//! (Linux), else wall clock; the best of five runs.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

use std::{
    env, fs,
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};

use chancery::{
    reference::{Reader, Reading},
    rules::RuleSet,
    text::plain_article,
};

/// How many rules are added.
const ADDED: [usize; 5] = [0, 100, 1_000, 2_500, 5_000];
const RUNS: usize = 5;

/// The time that this thread has computed so far.
fn computed(start: Instant) -> Duration {
    fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|text| text.split(' ').next()?.parse().ok())
        .map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// Rule files of `count` rules in all whose triggers are no words: `qzaaa`, `qzaab`, …
fn idle_rules(count: usize) -> String {
    let mut text = String::from("relation = \"criticised\"\n");
    for number in 0..count {
        let letters: String = [676, 26, 1]
            .iter()
            .map(|place| char::from(b'a' + u8::try_from(number / place % 26).unwrap_or(0)))
            .collect();
        text.push_str(&format!(
            "[[rule]]\nid = \"idle/{letters}\"\npattern = \"<source:Actor> qz{letters}|:qz{letters}ing (with|on) <target:Actor>\"\n\
             fires = [\"A qz{letters} B.\"]\nsilent = [\"No.\"]\n"
        ));
    }
    text
}

/// The texts: of an argument's JSON lines, else of the sample articles.
fn texts() -> Vec<String> {
    // Cargo adds an argument of its own.
    if let Some(path) = env::args().skip(1).find(|argument| argument != "--bench") {
        let lines = fs::read_to_string(&path).unwrap_or_default();
        let text =
            |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_owned);
        return lines.lines().filter_map(text).collect();
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect()
}

fn main() -> ExitCode {
    let reader = Reader::embedded();
    let readings: Vec<Reading> = texts().into_iter().map(|text| reader.read(plain_article("bench", text))).collect();
    let sentences: usize = readings.iter().map(|reading| reading.sentences.len()).sum();
    if sentences == 0 {
        eprintln!("there is no sentence to read");
        return ExitCode::from(2);
    }
    println!("{} articles, {sentences} sentences\n\nrules  claims  microseconds a sentence", readings.len());
    for added in ADDED {
        let idle = idle_rules(added);
        let rules =
            match RuleSet::embedded_with([("idle.toml", idle.as_str())].into_iter().take(usize::from(added > 0))) {
                Ok(rules) => rules,
                Err(problems) => {
                    problems.iter().take(3).for_each(|problem| eprintln!("{problem}"));
                    return ExitCode::from(2);
                }
            };
        let rounds = 1 + 20_000 / sentences;
        let mut best = Duration::MAX;
        let mut claims = 0;
        for _ in 0..RUNS {
            let start = Instant::now();
            let before = computed(start);
            for _ in 0..rounds {
                claims = readings.iter().map(|reading| rules.extract(reading).claims.len()).sum();
            }
            best = best.min(computed(start).saturating_sub(before));
        }
        let micros = best.as_secs_f64() * 1e6 / (rounds * sentences) as f64;
        println!("{:5}  {claims:6}  {micros:.2}", rules.rules().len());
    }
    ExitCode::SUCCESS
}
