//! Scores the embedded model on treebanks: `score_syntax FILE.conllu…`, on gold words and on raw text.
//!
//! Raw text is the treebank's with a blank line where it marks a paragraph. `--relations` adds F1 by relation.
#![expect(clippy::print_stdout, reason = "the scores are its output")]

use std::{fs, time::Instant};

use anyhow::{Context as _, Result};
use chancery::{
    syntax::{Lemmatiser, Parser, Sentence, conllu, score},
    text::Article,
};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let parser = Parser::embedded();
    println!("| treebank | input | sentences | tokens | words | UPOS | UFeats | lemmas | UAS | LAS | sentences/s |");
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for path in arguments.iter().filter(|argument| !argument.starts_with("--")) {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {path}"))?;
        let document = conllu::read_document(&text).with_context(|| format!("in {path}"))?;
        let text = document.text.clone();
        let gold = document.into_sentences();
        let name = path.rsplit('/').next().unwrap_or(path);

        let mut predicted = gold.clone();
        for token in predicted.iter_mut().flat_map(|sentence| &mut sentence.tokens) {
            token.lemma.clear();
        }
        // Lemmas over gold tags measure the lemmatiser by itself.
        for token in predicted.iter_mut().flat_map(|sentence| &mut sentence.tokens) {
            token.lemma = Lemmatiser::embedded().lemma(token);
        }
        let lemmas = score::score(&gold, &text, &predicted, &text).lemmas;
        let start = Instant::now();
        parser.annotate(&mut predicted);
        print(name, "gold words", &gold, &text, &predicted, start.elapsed().as_secs_f64());
        let start = Instant::now();
        let article = Article::new(name, text.clone());
        let raw = parser.parse(&article);
        print(name, "raw text", &gold, &text, &raw, start.elapsed().as_secs_f64());
        println!("lemmas over gold tags: {:.2}", lemmas.f1());
        if arguments.iter().any(|argument| argument == "--relations") {
            println!("\n| relation | precision | recall | F1 | gold |\n|---|---|---|---|---|");
            for (relation, count) in score::score(&gold, &text, &predicted, &text).relations {
                let (precision, recall, f1) = (count.precision(), count.recall(), count.f1());
                println!("| {} | {precision:.1} | {recall:.1} | {f1:.1} | {} |", relation.as_str(), count.gold);
            }
        }
    }
    Ok(())
}

fn print(name: &str, input: &str, gold: &[Sentence], text: &str, predicted: &[Sentence], seconds: f64) {
    let scores = score::score(gold, text, predicted, text);
    let values = [
        scores.sentences,
        scores.tokens,
        scores.words,
        scores.upos,
        scores.feats,
        scores.lemmas,
        scores.uas,
        scores.las,
    ];
    let values: Vec<String> = values.iter().map(|count| format!("{:.2}", count.f1())).collect();
    println!("| {name} | {input} | {} | {:.0} |", values.join(" | "), predicted.len() as f64 / seconds);
}
