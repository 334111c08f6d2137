//! Scores the temporal expressions against a set with gold spans and values: JSON lines with `doc`, `dct`, `text` and
//! `timex` (`start`, `end`, `value`). Prints strict and relaxed span F1 and value F1 as TempEval-3 defines them, then the
//! misses.
//!
//! `cargo run --release --no-default-features --example score_time -- FILE [--misses] [--show]`; without a file the
//! development set beside the repository, where there is one.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command-line tool")]

use std::{env, fs, time::Instant};

use chancery::{syntax::Parser, text::Article, time};

#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    value: usize,
}

fn f1(right: usize, found: usize, gold: usize) -> String {
    let share = |of: usize| if of == 0 { 0.0 } else { right as f64 * 100.0 / of as f64 };
    let (precision, recall) = (share(found), share(gold));
    let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    format!("P {precision:5.1}  R {recall:5.1}  F1 {f1:5.1}")
}

fn main() {
    let options: Vec<String> = env::args().skip(1).collect();
    let misses = options.iter().any(|option| option == "--misses");
    let show = options.iter().any(|option| option == "--show");
    let standard = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/bench/time-wikiwars.jsonl");
    let path = options.iter().find(|option| !option.starts_with("--")).map_or(standard, String::as_str);
    let Ok(text) = fs::read_to_string(path) else {
        eprintln!("no such file: {path}");
        return;
    };
    let mut counts = Counts::default();
    let (mut sentences_read, mut seconds) = (0, 0.0);
    for line in text.lines() {
        let Ok(item) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let body = item["text"].as_str().unwrap_or_default();
        let mut article = Article::new(item["doc"].as_str().or(item["id"].as_str()).unwrap_or_default(), body);
        article.published = item["dct"].as_str().or(item["date"].as_str()).and_then(|date| date.parse().ok());
        let sentences = Parser::embedded().parse(&article);
        let times = time::read(article.published, &sentences);
        // The fastest of five runs: other programs on the machine slow some of them down.
        let run = || {
            let start = Instant::now();
            std::hint::black_box(time::read(article.published, &sentences));
            start.elapsed().as_secs_f64()
        };
        seconds += (0..5).map(|_| run()).fold(f64::INFINITY, f64::min);
        sentences_read += sentences.len();
        let letters: Vec<char> = body.chars().collect();
        let slice = |from: usize, to: usize| -> String {
            letters[from.min(letters.len())..to.min(letters.len())]
                .iter()
                .map(|&c| if c == '\n' { ' ' } else { c })
                .collect()
        };
        if show {
            for time in &times {
                let around = slice(time.span.begin.saturating_sub(60), time.span.begin);
                let after = slice(time.span.end, time.span.end + 30);
                println!(
                    "{} | {around}[{}]{after} | {} {} {}",
                    item["date"].as_str().unwrap_or("-"),
                    slice(time.span.begin, time.span.end),
                    time.value,
                    time.date.text,
                    time.rule
                );
            }
        }
        let gold: Vec<(usize, usize, String)> = item["timex"].as_array().map_or(Vec::new(), |all| {
            all.iter()
                .map(|timex| {
                    let at = |key: &str| usize::try_from(timex[key].as_u64().unwrap_or(0)).unwrap_or(0);
                    (at("start"), at("end"), timex["value"].as_str().unwrap_or("null").to_owned())
                })
                .collect()
        });
        counts.gold += gold.len();
        counts.found += times.len();
        let mut used = vec![false; times.len()];
        for (begin, end, value) in &gold {
            let overlaps =
                |index: &usize| times[*index].span.begin < *end && *begin < times[*index].span.end && !used[*index];
            let exact = |index: &usize| times[*index].span.begin == *begin && times[*index].span.end == *end;
            let Some(index) = (0..times.len()).filter(overlaps).max_by_key(|index| exact(index)) else {
                if misses {
                    println!(
                        "MISSED  {:40} {value:16} | {}",
                        slice(*begin, *end),
                        slice(begin.saturating_sub(50), end + 20)
                    );
                }
                continue;
            };
            used[index] = true;
            let time = &times[index];
            counts.relaxed += 1;
            let same = exact(&index);
            counts.strict += usize::from(same);
            counts.value += usize::from(time.value == *value);
            if misses && !same {
                println!(
                    "SPAN    {:40} {:40} {} | {}",
                    slice(*begin, *end),
                    slice(time.span.begin, time.span.end),
                    time.rule,
                    slice(begin.saturating_sub(30), end + 20)
                );
            }
            if misses && time.value != *value {
                println!(
                    "VALUE   {:30} gold {value:16} got {:16} {} | {}",
                    slice(*begin, *end),
                    time.value,
                    time.rule,
                    slice(begin.saturating_sub(70), end + 10)
                );
            }
        }
        for (time, _) in times.iter().zip(&used).filter(|(_, used)| !**used).filter(|_| misses && !gold.is_empty()) {
            println!(
                "FALSE   {:40} {} {} | {}",
                slice(time.span.begin, time.span.end),
                time.value,
                time.rule,
                slice(time.span.begin.saturating_sub(50), time.span.end + 30)
            );
        }
    }
    println!("strict  {}", f1(counts.strict, counts.found, counts.gold));
    println!("relaxed {}", f1(counts.relaxed, counts.found, counts.gold));
    println!("value   {}", f1(counts.value, counts.found, counts.gold));
    println!(
        "gold {} found {}; {:.1} microseconds a sentence ({sentences_read} sentences)",
        counts.gold,
        counts.found,
        seconds * 1e6 / sentences_read.max(1) as f64
    );
}
