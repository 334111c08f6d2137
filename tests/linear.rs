//! Time grows with the length of an article and with the number of articles, not with their squares.
//!
//! Twice the text takes twice the time where each part is linear, and four times where one is quadratic and has its say. The
//! bounds lie between, at lengths at which a quadratic part is most of the time. Processor time is measured, so that a busy
//! machine changes little; the shorter of two runs counts. Figures are those of the release profile, so others leave the test out.

use std::{fs, path::Path, process::Stdio};

use crate::cli::{chancery, empty_folder};

/// Processor seconds of a run of the program, user and system; `None` where the system does not tell.
fn seconds(arguments: &[&str], folder: &Path) -> Option<f64> {
    let times = |text: &str| {
        // After the name in brackets the 14th and 15th field are the times of the children that it waited for.
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks: f64 = fields.get(13..15)?.iter().map(|field| field.parse::<f64>().unwrap_or(0.0)).sum();
        Some(ticks / 100.0)
    };
    // The times of ended children of this process; tests on other threads start children too, so a shell stands between.
    let script = "\"$0\" \"$@\" > /dev/null 2> /dev/null; cat /proc/$$/stat";
    let program = chancery();
    let output = std::process::Command::new("sh")
        .args(["-c", script])
        .arg(program.get_program())
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    times(std::str::from_utf8(&output.stdout).ok()?)
}

/// How many times longer the second run takes, the start of the program left out.
fn growth(short: &[&str], long: &[&str], folder: &Path) -> Option<f64> {
    fs::write(folder.join("nothing.txt"), "Nothing happened.\n").ok()?;
    let best = |arguments: &[&str]| {
        let runs: Vec<f64> = (0..2).filter_map(|_| seconds(arguments, folder)).collect();
        runs.into_iter().reduce(f64::min)
    };
    let start = best(&["extract", "nothing.txt"])?;
    let (short, long) = (best(short)? - start, best(long)? - start);
    (short > 0.05).then_some(long / short)
}

/// A text of many sentences that differ in names and days, with nouns and pronouns that look back.
fn varied(sentences: usize) -> String {
    const ROLES: [&str; 6] =
        ["president", "foreign minister", "prime minister", "spokesperson", "ambassador", "governor"];
    const STATES: [&str; 6] = ["France", "Germany", "Kenya", "Japan", "Brazil", "Turkey"];
    const SYLLABLES: [&str; 12] =
        ["vel", "kor", "dan", "mir", "tas", "lon", "gar", "pel", "sib", "rund", "fal", "hest"];
    let name = |number: usize| {
        let word: String = [number % 12, number / 12 % 12, number / 144 % 12].map(|at| SYLLABLES[at]).concat();
        word[..1].to_uppercase() + &word[1..]
    };
    let mut text = String::from("date 2022-07-07\n\n");
    for number in 0..sentences {
        let (role, state) = (ROLES[number % 6], STATES[number / 6 % 6]);
        let (given, surname) = (name(number * 7 + 5), name(number));
        text.push_str(&match number % 4 {
            0 => format!("The {role} of {state}, {given} {surname}, met the president of {}.\n", STATES[number % 5]),
            1 => format!("“We will not go,” {given} {surname} told reporters in {state}, and he left.\n"),
            2 => format!("The {role} said that {surname} had visited the country, and that it had welcomed him.\n"),
            _ => format!(
                "The Zhelk {surname} Institute (Z{}I) criticised the government.\n",
                &surname[..1].to_uppercase()
            ),
        });
    }
    text
}

#[test]
#[cfg_attr(debug_assertions, ignore = "measures the release profile")]
fn time_is_linear_in_the_length_of_an_article() {
    let folder = empty_folder("linear-article");
    let same = "The foreign minister of France met his German counterpart in Berlin on Friday. ";
    for (name, short, long) in [("same", same.repeat(1000), same.repeat(4000)), ("varied", varied(1000), varied(4000))]
    {
        fs::write(folder.join("short.txt"), short).unwrap();
        fs::write(folder.join("long.txt"), long).unwrap();
        if let Some(growth) = growth(&["extract", "short.txt"], &["extract", "long.txt"], &folder) {
            assert!(growth < 6.0, "{name}: four times the text takes {growth:.1} times the time");
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}

#[test]
#[cfg_attr(debug_assertions, ignore = "measures the release profile")]
fn time_is_linear_in_the_number_of_articles() {
    let folder = empty_folder("linear-articles");
    for (name, count) in [("short", 250), ("long", 1000)] {
        let text = varied(count * 4);
        let sentences: Vec<&str> = text.lines().skip(2).collect();
        let lines: Vec<String> = sentences
            .chunks(4)
            .enumerate()
            .map(|(number, lines)| {
                serde_json::json!({"id": number, "date": "2022-07-07", "text": lines.join("\n")}).to_string()
            })
            .collect();
        fs::write(folder.join(format!("{name}.jsonl")), lines.join("\n")).unwrap();
    }
    // A second build into the same store would read nothing.
    for command in ["extract", "build"] {
        let run = |file: &str| {
            let best = (0..2).filter_map(|round| {
                let store = format!("{file}-{round}.store");
                match command {
                    "build" => seconds(&["build", file, "--store", &store], &folder),
                    _ => seconds(&["extract", file], &folder),
                }
            });
            best.reduce(f64::min)
        };
        let (Some(few), Some(many)) = (run("short.jsonl"), run("long.jsonl")) else { return };
        assert!(few < 0.1 || many / few < 6.0, "{command}: {few:.2} s for 250 articles, {many:.2} s for 1000");
    }
    fs::remove_dir_all(&folder).unwrap();
}
