//! Scores claims against sentences that are hand-coded with one PLOVER event each.
//!
//! `cargo run --release -p chancery-measure --bin score_plover -- FILE.jsonl [--misses TYPE] [--fold N]` reads lines with `text`,
//! `plover`, `source_text` and `target_text`; YIELD stands there for CONCEDE and RETREAT. `--fold N` scores only the
//! lines whose number leaves the remainder N after division by five, `--but-fold N` all others. `--data FOLDER` takes
//! rules and lexicon from `FOLDER/rules` and `FOLDER/lexicon` instead of those compiled in, so that a rule can be tried
//! without compiling; `--examples` runs their examples.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool of the command line")]

use std::{collections::BTreeMap, env, fs, path::Path, process::ExitCode, time::Instant};

use chancery::{
    lexicon::Lexicon,
    rules::{Claim, Extractor, Problem, RuleSet, brief, check_examples, relations},
    text::Article,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    id: String,
    text: String,
    plover: String,
    source_text: String,
    target_text: String,
}

#[derive(Clone, Copy, Default)]
struct Count {
    right: usize,
    claimed: usize,
    gold: usize,
}

impl Count {
    fn f1(self) -> (f64, f64, f64) {
        let part = |whole: usize| if whole == 0 { 0.0 } else { self.right as f64 / whole as f64 };
        let (precision, recall) = (part(self.claimed), part(self.gold));
        let sum = precision + recall;
        (precision, recall, if sum == 0.0 { 0.0 } else { 2.0 * precision * recall / sum })
    }
}

/// The files below a folder with that ending: path relative to it, and text.
fn files(base: &Path, folder: &Path, ending: &str, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(base, &path, ending, found);
        } else if path.extension().is_some_and(|extension| extension == ending) {
            let name = path.strip_prefix(base).unwrap_or(&path).to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path).unwrap_or_default()));
        }
    }
}

/// Mistakes in tables of words, as those in rules are told.
fn in_words(problems: Vec<chancery::lexicon::Problem>) -> Vec<Problem> {
    let told = |problem: chancery::lexicon::Problem| Problem::at(&problem.file, "", 0, problem.to_string(), "");
    problems.into_iter().map(told).collect()
}

/// The rules in a data folder.
fn load(data: &Path) -> Result<RuleSet, Vec<Problem>> {
    let (mut rules, mut words) = (Vec::new(), Vec::new());
    files(&data.join("rules"), &data.join("rules"), "toml", &mut rules);
    files(&data.join("lexicon"), &data.join("lexicon"), "tsv", &mut words);
    let pair = |(name, text): &(String, String)| (name.clone(), text.clone());
    let (rules, words): (Vec<_>, Vec<_>) = (rules.iter().map(pair).collect(), words.iter().map(pair).collect());
    // The words live as long as the program.
    let words: Vec<(&'static str, &'static str)> =
        words.into_iter().map(|(name, text)| -> (&'static str, &'static str) { (name.leak(), text.leak()) }).collect();
    let lexicon: &'static Lexicon = Box::leak(Box::new(Lexicon::load(&words).map_err(in_words)?));
    RuleSet::load(rules.iter().map(|(name, text)| (name.as_str(), text.as_str())), lexicon, &relations())
}

/// CONCEDE and RETREAT are one type in the file.
fn folded(types: &str) -> &str {
    if types == "CONCEDE" || types == "RETREAT" { "YIELD" } else { types }
}

/// The head word of a phrase, roughly: the last word before a preposition, a comma or a relative pronoun.
fn head(phrase: &str) -> String {
    let mut last = "";
    for word in phrase.split_whitespace() {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let closes = matches!(
            bare,
            "of" | "in"
                | "from"
                | "on"
                | "at"
                | "for"
                | "to"
                | "who"
                | "that"
                | "by"
                | "with"
                | "after"
                | "living"
                | "along"
                | "and"
                | "against"
        );
        if closes && !last.is_empty() {
            break;
        }
        if !bare.is_empty() {
            last = bare;
        }
        if word.ends_with(',') {
            break;
        }
    }
    last.trim_end_matches("'s").trim_end_matches("’s").to_lowercase()
}

fn same_head(claimed: &str, label: &str, gold: &str) -> bool {
    if gold.is_empty() {
        return true;
    }
    let wanted = head(gold);
    head(claimed) == wanted || head(label) == wanted
}

/// The claim that stands for the sentence: what is said to have happened before what is not, the first before the last.
fn main_claim(claims: &[Claim]) -> Option<&Claim> {
    claims.iter().filter(|claim| !claim.plover.is_empty()).min_by_key(|claim| {
        (claim.status == "possible", claim.polarity == "negated" && claim.plover != "REJECT", claim.begin)
    })
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let after = |name: &str| {
        arguments.iter().position(|argument| argument == name).and_then(|index| arguments.get(index + 1)).cloned()
    };
    let Some(path) = arguments.first() else {
        eprintln!("usage: score_plover FILE.jsonl [--misses TYPE|all] [--fold N] [--but-fold N]");
        return ExitCode::from(2);
    };
    let Ok(text) = fs::read_to_string(path) else {
        eprintln!("{path} cannot be read");
        return ExitCode::from(2);
    };
    let number = |name: &str| after(name).and_then(|value| value.parse::<usize>().ok());
    let (fold, but_fold, misses) = (number("--fold"), number("--but-fold"), after("--misses"));
    let mut extractor = Extractor::embedded();
    if let Some(data) = after("--data") {
        match load(Path::new(&data)) {
            Ok(rules) => extractor.rules = rules,
            Err(problems) => {
                problems.iter().for_each(|problem| eprintln!("{problem}"));
                return ExitCode::from(2);
            }
        }
    }
    if arguments.iter().any(|argument| argument == "--examples") {
        let failures = check_examples(&extractor);
        failures.iter().for_each(|failure| println!("{failure}"));
        let count: usize = extractor.rules.rules().iter().map(|rule| rule.fires.len() + rule.silent.len()).sum();
        println!("{} of {count} examples fail, {} rules", failures.len(), extractor.rules.rules().len());
    }
    let mut single: BTreeMap<String, Count> = BTreeMap::new();
    let mut sets = Count::default();
    let (mut total, mut silent, mut typed, mut both, mut typed_both, mut main_both) = (0, 0, 0, 0, 0, 0);
    let start = Instant::now();
    for (index, line) in text.lines().enumerate() {
        if fold.is_some_and(|fold| index % 5 != fold) || but_fold.is_some_and(|fold| index % 5 == fold) {
            continue;
        }
        let Ok(gold) = serde_json::from_str::<Gold>(line) else { continue };
        let (extraction, reading) = extractor.extract_with_reading(Article::new(gold.id.clone(), gold.text.clone()));
        let claims = extraction.claims;
        total += 1;
        let types: std::collections::BTreeSet<&str> =
            claims.iter().filter(|claim| !claim.plover.is_empty()).map(|claim| folded(&claim.plover)).collect();
        sets.gold += 1;
        sets.claimed += types.len();
        let hit = types.contains(gold.plover.as_str());
        sets.right += usize::from(hit);
        silent += usize::from(types.is_empty());
        typed += usize::from(hit);
        let ends = |claim: &&Claim| {
            same_head(&claim.subject_text, &claim.subject, &gold.source_text)
                && same_head(&claim.object_text, &claim.object, &gold.target_text)
        };
        both += usize::from(claims.iter().any(|claim| ends(&claim)));
        typed_both += usize::from(claims.iter().any(|claim| folded(&claim.plover) == gold.plover && ends(&claim)));
        let main = main_claim(&claims);
        single.entry(gold.plover.clone()).or_default().gold += 1;
        if let Some(main) = main {
            let found = folded(&main.plover);
            let entry = single.entry(found.to_owned()).or_default();
            entry.claimed += 1;
            entry.right += usize::from(found == gold.plover);
            main_both += usize::from(claims.iter().any(|claim| claim.begin == main.begin && ends(&claim)));
        }
        let wanted = misses.as_deref().is_some_and(|wanted| wanted == "all" || wanted == gold.plover);
        let right = main.is_some_and(|main| folded(&main.plover) == gold.plover && ends(&main));
        if wanted && !right {
            println!("\n{} {} [{}] -> [{}]\n  {}", gold.id, gold.plover, gold.source_text, gold.target_text, gold.text);
            for claim in &claims {
                println!("  {} {}", claim.plover, brief(claim));
            }
            if !hit {
                for explanation in extractor.rules.explain(&reading) {
                    if !explanation.misses.is_empty() {
                        println!(
                            "  .. {}",
                            explanation.to_string().lines().take(5).collect::<Vec<_>>().join("\n  .. ")
                        );
                    } else if explanation.claims.is_empty() {
                        println!("  .. {}", explanation.predicate);
                    }
                }
            }
        }
    }
    let elapsed = start.elapsed();
    println!(
        "\n{total} sentences, {silent} without a typed claim, {:.0} sentences a second",
        total as f64 / elapsed.as_secs_f64()
    );
    let mut all = Count::default();
    println!("type        right  claimed  gold     P     R    F1   (main claim of each sentence)");
    let mut macro_f1 = 0.0;
    for (name, count) in &single {
        let (precision, recall, f1) = count.f1();
        macro_f1 += f1;
        println!(
            "{name:10} {:6} {:8} {:5}  {precision:.2}  {recall:.2}  {f1:.2}",
            count.right, count.claimed, count.gold
        );
        all =
            Count { right: all.right + count.right, claimed: all.claimed + count.claimed, gold: all.gold + count.gold };
    }
    let (precision, recall, f1) = all.f1();
    println!("micro P {precision:.3} R {recall:.3} F1 {f1:.3}; macro F1 {:.3}", macro_f1 / single.len().max(1) as f64);
    let (precision, recall, f1) = sets.f1();
    println!("all claims: P {precision:.3} R {recall:.3} F1 {f1:.3}");
    let share = |count: usize| count as f64 / f64::from(u32::try_from(total.max(1)).unwrap_or(u32::MAX));
    println!(
        "type among the claims {:.3}; source and target right in some claim {:.3}, in one of that type {:.3}, in the main clause {:.3}",
        share(typed),
        share(both),
        share(typed_both),
        share(main_both)
    );
    ExitCode::SUCCESS
}
