//! Scores mentions, entities and coreference against data with gold standards.
//!
//! `cargo run --release -p chancery-measure --bin score_entities -- --coreference coreference-gum.jsonl [--misses]` prints MUC, B³, CEAF-e
//! and their mean, with mentions of our own, clusters of one left out. `--links current-events.jsonl` takes the Wikipedia
//! titles of linked words as a silver standard: those that are names of countries, organisations and persons in the
//! gazetteer, and those of pages beside them, which no person of ours may be. `--load` of the same file measures size and
//! speed.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a tool of the command line")]

use std::{
    collections::BTreeMap,
    env, fs,
    process::ExitCode,
    time::{Duration, Instant},
};

use chancery::{
    entities::{CoreferenceScore, EntityKind, Gazetteer, Ratio},
    reference::{Phrase, Reader, Reading, chains, clusters},
    syntax::Parser,
    text::{Article, Span},
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    doc: String,
    date: Option<String>,
    text: String,
    entities: Vec<GoldMention>,
}

#[derive(Deserialize)]
struct Item {
    id: String,
    date: Option<String>,
    text: String,
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    start: usize,
    end: usize,
    text: String,
    wiki: String,
}

#[derive(Deserialize)]
struct GoldMention {
    id: String,
    start: usize,
    end: usize,
}

fn row(name: &str, ratio: Ratio) {
    let (precision, recall, f1) = ratio.values();
    println!("{name:14} {:6.2} {:6.2} {:6.2}", precision * 100.0, recall * 100.0, f1 * 100.0);
}

fn coreference(file: &str, misses: bool) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let reader = Reader::embedded();
    let mut score = CoreferenceScore::default();
    let (mut gold_spans, mut found_spans) = (0, 0);
    for line in text.lines() {
        let document: Document = serde_json::from_str(line).map_err(|error| format!("{file}: {error}"))?;
        let mut article = Article::new(&document.doc, &document.text);
        article.published = document.date.as_deref().and_then(|date| date.parse().ok());
        let reading = reader.read(article);
        let phrases = chains(&reader.gazetteer, &reading.sentences, &reading.entities);
        let mut gold: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for mention in &document.entities {
            gold.entry(&mention.id).or_default().push(Span { begin: mention.start, end: mention.end });
        }
        let gold: Vec<Vec<Span>> = gold.into_values().filter(|spans| spans.len() > 1).collect();
        for span in gold.iter().flatten() {
            gold_spans += 1;
            found_spans += usize::from(phrases.iter().any(|phrase| phrase.span == *span));
        }
        let found = clusters(&phrases);
        score += CoreferenceScore::of(&gold, &found);
        if misses {
            list(&document, &gold, &phrases);
        }
    }
    println!("phrases found of {gold_spans} gold mentions in chains: {found_spans}");
    println!("{:14} {:>6} {:>6} {:>6}", "", "P", "R", "F1");
    row("mentions", score.mentions);
    row("MUC", score.muc);
    row("B3", score.b3);
    row("CEAF-e", score.ceafe);
    println!("CoNLL {:.2}", score.conll() * 100.0);
    Ok(())
}

/// Each phrase in a chain with its antecedent here and there, where they differ.
fn list(document: &Document, gold: &[Vec<Span>], phrases: &[Phrase]) {
    let words = |span: Span| span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let chain_of = |span: Span| gold.iter().find(|chain| chain.contains(&span));
    for (index, phrase) in phrases.iter().enumerate() {
        let ours = phrases[..index].iter().rev().find(|other| other.chain == phrase.chain).map(|other| other.span);
        let theirs = chain_of(phrase.span);
        let right = match (ours, theirs) {
            (Some(ours), Some(chain)) => chain.contains(&ours),
            (None, None) => true,
            (None, Some(chain)) => chain.iter().all(|span| *span >= phrase.span),
            (Some(_), None) => false,
        };
        if !right {
            let wanted = theirs.and_then(|chain| chain.iter().filter(|span| **span < phrase.span).max());
            let fault = match (ours, wanted) {
                (Some(_), Some(_)) => "wrong",
                (Some(_), None) => "spurious",
                _ => "missed",
            };
            let say = |span: Option<Span>| span.map_or_else(|| "-".to_owned(), words);
            println!(
                "{fault}\t{}\t{:?}\t{}\tours: {}\tgold: {}",
                document.doc,
                phrase.kind,
                words(phrase.span),
                say(ours),
                say(wanted.copied())
            );
        }
    }
    for span in gold.iter().flatten() {
        if !phrases.iter().any(|phrase| phrase.span == *span) {
            let head = phrases.iter().find(|phrase| phrase.span.overlaps(*span) && phrase.span.end == span.end);
            println!(
                "unseen\t{}\t\t{}\tours: {}",
                document.doc,
                words(*span),
                head.map_or_else(String::new, |phrase| words(phrase.span))
            );
        }
    }
}

/// The entries that a Wikipedia title names, with what is in brackets left out: "Georgia (country)".
fn titled(gazetteer: &Gazetteer, title: &str) -> Vec<(String, EntityKind)> {
    let words = title.replace('_', " ");
    let bare = words.split(" (").next().unwrap_or_default();
    let mut named = gazetteer.named(bare);
    if words.ends_with("(country)") {
        named.retain(|(_, kind)| *kind == EntityKind::Country);
    } else if words.contains(" (") || words.contains(',') {
        // A page with a qualifier is not the one that first comes to mind.
        return Vec::new();
    }
    named.into_iter().map(|(id, kind)| (id.to_owned(), kind)).collect()
}

fn links(file: &str, misses: bool) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let reader = Reader::embedded();
    let gazetteer = &*reader.gazetteer;
    let mut counts: BTreeMap<EntityKind, Ratio> = BTreeMap::new();
    let mut foreign = (0, 0);
    for line in text.lines() {
        let item: Item = serde_json::from_str(line).map_err(|error| format!("{file}: {error}"))?;
        let mut article = Article::new(&item.id, &item.text);
        article.published = item.date.as_deref().and_then(|date| date.parse().ok());
        let Reading { sentences, entities: found, .. } = reader.read(article);
        for link in &item.links {
            let span = Span { begin: link.start, end: link.end };
            let wanted = titled(gazetteer, &link.wiki);
            let heads: Vec<_> = found
                .mentions
                .iter()
                .filter(|mention| {
                    let head = sentences[mention.sentence].tokens[mention.head].span;
                    // "President Velk" ends where the link "Velk" does, and its head may be the title.
                    span.covers(head) || mention.span.covers(span) && mention.span.end == span.end
                })
                .collect();
            let given: Vec<_> = heads
                .iter()
                .flat_map(|mention| &mention.entities)
                .map(|&index| &found.entities[index])
                .filter(|entity| gazetteer.named(&entity.label).iter().any(|(id, _)| **id == *entity.id.0))
                .collect();
            let kinds = [EntityKind::Country, EntityKind::Organisation, EntityKind::Person];
            let Some(&(_, kind)) = wanted.iter().find(|(_, kind)| kinds.contains(kind)) else {
                // A page that is none of our persons: naming one of ours is a fault.
                let person = given.iter().find(|entity| entity.kind == EntityKind::Person);
                if wanted.is_empty() && link.text.contains(' ') && !heads.is_empty() {
                    foreign.1 += 1;
                    if let Some(person) = person.filter(|_| heads.iter().any(|mention| mention.span == span)) {
                        foreign.0 += 1;
                        if misses {
                            println!("foreign\t{}\t{}\t{}\tours: {}", item.id, link.text, link.wiki, person.id.0);
                        }
                    }
                }
                continue;
            };
            // A page of the same words as a place ("New York Times" is none, "Moscow" is) says nothing of actors.
            if wanted.iter().any(|(_, kind)| *kind == EntityKind::Place) && kind != EntityKind::Country {
                continue;
            }
            let right = given.iter().any(|entity| wanted.iter().any(|(id, _)| *id == entity.id.0));
            let ratio = counts.entry(kind).or_default();
            ratio.recall.1 += 1.0;
            if right {
                ratio.recall.0 += 1.0;
                ratio.precision.0 += 1.0;
                ratio.precision.1 += 1.0;
            } else if !given.is_empty() {
                ratio.precision.1 += 1.0;
            }
            if misses && !right {
                let ours: Vec<&str> = given.iter().map(|entity| entity.id.0.as_str()).collect();
                let fault = if ours.is_empty() { "missed" } else { "wrong" };
                println!("{fault}\t{}\t{}\t{}\tours: {}", item.id, link.text, link.wiki, ours.join(" "));
            }
        }
    }
    println!("{:14} {:>6} {:>6} {:>6}", "", "P", "R", "F1");
    let mut all = Ratio::default();
    for (kind, ratio) in counts {
        all += ratio;
        row(&format!("{kind:?}").to_lowercase(), ratio);
        println!("{:14} {} links", "", ratio.recall.1);
    }
    row("all", all);
    println!("pages that are none of our persons: {} of {} taken for one", foreign.0, foreign.1);
    Ok(())
}

/// How large the gazetteer is, how long it takes to open and to compile anew under a user's tables, and what share of reading an article goes to its entities.
fn load(file: &str) -> Result<(), String> {
    let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
    let start = Instant::now();
    let (entries, names) = Gazetteer::embedded().size();
    let opened = start.elapsed();
    let mut fastest = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        Gazetteer::embedded_with(&[]).map_err(|problems| format!("{problems:?}"))?;
        fastest = fastest.min(start.elapsed());
    }
    println!("{entries} entries, {names} names, opened in {opened:?}, compiled in {fastest:?} (fastest of five)");
    let (parser, gazetteer) = (Parser::embedded(), Gazetteer::embedded());
    let (mut parsing, mut resolving, mut count) = (Duration::ZERO, Duration::ZERO, 0);
    for line in text.lines() {
        let item: Item = serde_json::from_str(line).map_err(|error| format!("{file}: {error}"))?;
        let mut article = Article::new(&item.id, &item.text);
        article.published = item.date.as_deref().and_then(|date| date.parse().ok());
        let time = |work: &dyn Fn()| {
            (0..3)
                .map(|_| {
                    let start = Instant::now();
                    work();
                    start.elapsed()
                })
                .min()
                .unwrap_or_default()
        };
        parsing += time(&|| drop(parser.parse(&article)));
        let sentences = parser.parse(&article);
        resolving += time(&|| drop(gazetteer.names_of(&article, &sentences)));
        count += u32::try_from(sentences.len()).unwrap_or(0);
    }
    println!("{count} sentences: {:?} a sentence for trees, {:?} for entities", parsing / count, resolving / count);
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let misses = arguments.iter().any(|argument| argument == "--misses");
    let done = match &arguments[..] {
        [kind, file, ..] if kind == "--coreference" => coreference(file, misses),
        [kind, file, ..] if kind == "--links" => links(file, misses),
        [kind, file] if kind == "--load" => load(file),
        _ => Err("score_entities --coreference|--links|--load FILE.jsonl [--misses]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
