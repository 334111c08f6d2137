//! A synthetic graph of any size, built and asked, with the times: the figures of `docs/benchmarks.md`, section "Graph".
//!
//! `cargo run --release --example graph_bench -- FOLDER ARTICLES [EXPORT]` builds a store of ARTICLES made-up articles
//! (three claims each), adds a day's thousand to it, asks every shipped query and, with EXPORT, writes `graph.nq`,
//! `graph.trig`, `graph.ttl` and `graph.dot` beside the store. Actors follow a steep distribution, as in the news: a few
//! countries are in most articles. The same arguments give the same store.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program")]

use std::{fs::File, io::BufWriter, path::Path, time::Instant};

use chancery::{
    entities::{Entity, EntityId, EntityKind},
    export,
    graph::{Filter, Ontology, Options, QueryFile, Store},
    rules::{Claim, Extraction},
    text::{Article, DateFrom},
};

/// A fixed sequence of numbers (Knuth's multiplicative generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides.max(1)
    }

    /// Small numbers much more often than large ones.
    fn steep(&mut self, sides: usize) -> usize {
        let part = self.roll(1 << 20) as f64 / f64::from(1 << 20);
        ((sides as f64).powf(part) - 1.0) as usize
    }
}

const KINDS: [EntityKind; 4] = [EntityKind::Country, EntityKind::Person, EntityKind::Person, EntityKind::Organisation];
const RELATIONS: [&str; 12] = [
    "metWith",
    "told",
    "criticised",
    "supported",
    "spokeByPhoneWith",
    "visited",
    "accused",
    "warned",
    "rejected",
    "agreedWith",
    "attacked",
    "metWith",
];

fn entity(number: usize) -> Entity {
    Entity {
        id: EntityId(format!("actor-{number}")),
        kind: KINDS[number % 4],
        label: format!("Actor {number}"),
        wikidata: (!number.is_multiple_of(3)).then(|| format!("Q{}", 1000 + number)),
        country: (!number.is_multiple_of(4)).then(|| EntityId(format!("actor-{}", number / 40 * 4))),
        code: None,
        minted: number.is_multiple_of(3),
    }
}

fn article(number: usize, actors: usize) -> Extraction {
    let mut dice = Dice(number as u64 + 1);
    dice.roll(2);
    let day = |offset: usize| {
        let offset = offset % (28 * 12 * 10);
        format!("{}-{:02}-{:02}", 2015 + offset / 336, offset / 28 % 12 + 1, offset % 28 + 1)
    };
    let published = number / 40;
    let id = format!("article-{number:07}.txt");
    let mut claims = Vec::new();
    let mut entities: Vec<Entity> = Vec::new();
    for index in 0..3 {
        let one = dice.steep(actors);
        let other = (one + 1 + dice.steep(actors)) % actors;
        let relation = RELATIONS[dice.roll(RELATIONS.len())];
        let known = Ontology::embedded().relation(relation).unwrap();
        let (one, other) = (entity(one), entity(other));
        let when = match dice.roll(4) {
            0 => String::new(),
            1 => day(published)[..7].to_owned(),
            _ => day(published + 2 - dice.roll(3)),
        };
        let status = ["happened", "happened", "happened", "planned"][dice.roll(4)];
        let said = dice.roll(3) == 0;
        claims.push(Claim {
            claim: format!("c-{number:x}-{index}"),
            article: id.clone(),
            published: day(published),
            subject: one.label.clone(),
            subject_text: one.label.clone(),
            subject_id: one.id.0.clone(),
            relation: relation.to_owned(),
            plover: known.plover.clone().unwrap_or_default(),
            cameo: known.cameo.clone().unwrap_or_default(),
            object: other.label.clone(),
            object_text: other.label.clone(),
            object_id: other.id.0.clone(),
            earliest: if when.len() == 7 { format!("{when}-01") } else { when.clone() },
            latest: if when.len() == 7 { format!("{when}-28") } else { when.clone() },
            date_text: if when.is_empty() { String::new() } else { "Thursday".to_owned() },
            date: when,
            polarity: if dice.roll(10) == 0 { "negated" } else { "affirmed" }.to_owned(),
            status: status.to_owned(),
            voice: if said { "attributed" } else { "narrator" }.to_owned(),
            claimed_by: if said { one.label.clone() } else { String::new() },
            claimed_by_id: if said { one.id.0.clone() } else { String::new() },
            reporting_verb: if said { "say".to_owned() } else { String::new() },
            sentence: format!(
                "{} did something to {} that takes a sentence of the usual length to tell, number {index}.",
                one.label, other.label
            ),
            begin: index * 120,
            end: index * 120 + 110,
            rule: format!("{relation}/verb"),
            ..Claim::default()
        });
        for entity in [one, other] {
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
    }
    let mut text = Article::new(id, format!("Text of article {number}."));
    text.published = day(published).parse().ok();
    text.date_from = text.published.map(|_| DateFrom::Header);
    text.source = Some(format!("Agency {}", number % 7));
    Extraction { article: text, claims, entities }
}

/// Peak resident memory in MB, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1024
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap();
    let count: usize = arguments.next().unwrap().parse().unwrap();
    let exports = arguments.next().is_some();
    let actors = (count / 10).clamp(20, 20_000);
    let folder = Path::new(&folder);
    let store = Store::open_or_create(folder, &Options::default()).unwrap();

    let start = Instant::now();
    let mut batch = store.batch().unwrap();
    for number in 0..count {
        batch.add(&article(number, actors)).unwrap();
    }
    let gathered = start.elapsed();
    let summary = batch.commit().unwrap();
    let seconds = start.elapsed().as_secs_f64();
    let quads = store.len().unwrap();
    println!(
        "built: {} articles, {} claims, {quads} quads in {seconds:.1} s (gathering {:.1} s): {:.0} quads/s, peak {} MB",
        summary.added,
        summary.claims,
        gathered.as_secs_f64(),
        quads as f64 / seconds,
        peak()
    );

    let start = Instant::now();
    let mut batch = store.batch().unwrap();
    for number in count..count + 1000 {
        batch.add(&article(number, actors)).unwrap();
    }
    batch.commit().unwrap();
    println!("1000 more articles: {:.2} s, peak {} MB", start.elapsed().as_secs_f64(), peak());

    let start = Instant::now();
    let mut batch = store.batch().unwrap();
    for number in count / 2..count / 2 + 100 {
        batch.remove(&format!("article-{number:07}.txt")).unwrap();
    }
    batch.commit().unwrap();
    println!("100 articles removed: {:.2} s", start.elapsed().as_secs_f64());

    for file in QueryFile::library() {
        for given in [false, true] {
            let mut parameters = Vec::new();
            for (index, (name, parameter)) in file.parameters.iter().enumerate() {
                let value = match parameter.kind.name() {
                    "entity" => format!("actor-{}", index * 40),
                    "article" => format!("article-{:07}.txt", count / 3),
                    _ => continue,
                };
                if parameter.required || given {
                    parameters.push((name.clone(), value));
                }
            }
            if given && parameters.is_empty() {
                continue;
            }
            let start = Instant::now();
            match store.query(&file, &parameters) {
                Ok(table) => {
                    println!(
                        "query {:<22} {:>7} rows {:>8.3} s  {}",
                        file.name,
                        table.rows.len(),
                        start.elapsed().as_secs_f64(),
                        parameters.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
                    );
                }
                Err(error) => println!("query {}: {error}", file.name),
            }
        }
    }

    if exports {
        for (name, ending) in [("nquads", "nq"), ("trig", "trig"), ("turtle", "ttl"), ("dot", "dot")] {
            let start = Instant::now();
            let path = folder.with_file_name(format!("graph.{ending}"));
            let mut out = BufWriter::new(File::create(path).unwrap());
            export::exporter(name).unwrap().write(&store, &Filter::default(), &|_| Vec::new(), &mut out).unwrap();
            println!("export {name}: {:.2} s, peak {} MB", start.elapsed().as_secs_f64(), peak());
        }
    }
}
