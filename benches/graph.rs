//! A synthetic graph of any size, built and asked, with the times: the figures of `docs/benchmarks.md`, section "Graph".
//!
//! `cargo bench --bench graph -- FOLDER ARTICLES [QUERIES] [export]` builds a store of ARTICLES made-up
//! articles (eight claims each, one article in ten a reprint), adds a day's thousand to it, removes a hundred, asks every
//! shipped query with and without parameters and, with `export`, writes `graph.nq`, `graph.trig`, `graph.ttl` and
//! `graph.dot` beside the store. QUERIES is a folder of query files to ask instead, so that one can be tuned without a
//! build. Where FOLDER holds a store already it is asked as it is; `-` keeps the store in memory. Actors follow a steep
//! distribution, as in the news: a few countries are in most articles, and the queries ask for the most frequent. The
//! same arguments give the same store. With `--features disk` it is the on-disk store that is measured.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measuring program")]

use std::{fs::File, io::BufWriter, path::Path, time::Instant};

use chancery::{
    entities::{Entity, EntityId, EntityKind},
    export,
    graph::{Ontology, Options, QueryFile, Store},
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
/// Claims of an article.
const CLAIMS: usize = 8;

const RELATIONS: [&str; 14] = [
    "holdsPosition",
    "sanctioned",
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
    let mut entity = Entity::new(format!("actor-{number}"), KINDS[number % 4], format!("Actor {number}"));
    entity.wikidata = (!number.is_multiple_of(3)).then(|| format!("Q{}", 1000 + number));
    entity.country = (!number.is_multiple_of(4)).then(|| EntityId(format!("actor-{}", number / 40 * 4)));
    entity.minted = number.is_multiple_of(3);
    entity
}

fn article(number: usize, actors: usize) -> Extraction {
    // Every tenth article is printed again, by the next outlet.
    let printed = if number % 10 == 9 { number - 1 } else { number };
    let mut dice = Dice(printed as u64 + 1);
    dice.roll(2);
    let day = |offset: usize| {
        let offset = offset % (28 * 12 * 10);
        format!("{}-{:02}-{:02}", 2015 + offset / 336, offset / 28 % 12 + 1, offset % 28 + 1)
    };
    let published = number / 20;
    let id = format!("article-{number:07}.txt");
    let mut claims = Vec::new();
    let mut entities: Vec<Entity> = Vec::new();
    let mut prose = String::new();
    for index in 0..CLAIMS {
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
        let alone = dice.roll(20) == 0;
        let sentence = format!(
            "{} did something to {} in {} words number {} and {} that take a sentence of the usual length to tell.",
            one.label,
            if alone { "nobody" } else { &other.label },
            dice.roll(1000),
            dice.roll(1000),
            dice.roll(1000)
        );
        prose.push_str(&sentence);
        prose.push_str(if index % 2 == 0 { " " } else { "\n\n" });
        let mut claim = Claim::default();
        claim.claim = format!("c-{number:x}-{index}");
        claim.article = id.clone();
        claim.published = day(published);
        claim.subject = one.label.clone();
        claim.subject_text = one.label.clone();
        claim.subject_id = one.id.0.clone();
        claim.relation = relation.to_owned();
        claim.plover = known.plover.clone().unwrap_or_default();
        claim.cameo = known.cameo.clone().unwrap_or_default();
        claim.object = if alone { String::new() } else { other.label.clone() };
        claim.object_text = if alone { "nobody".to_owned() } else { other.label.clone() };
        claim.object_id = if alone { String::new() } else { other.id.0.clone() };
        claim.earliest = if when.len() == 7 { format!("{when}-01") } else { when.clone() };
        claim.latest = if when.len() == 7 { format!("{when}-28") } else { when.clone() };
        claim.date_text = if when.is_empty() { String::new() } else { "Thursday".to_owned() };
        claim.date = when;
        claim.polarity = if dice.roll(10) == 0 { "negated" } else { "affirmed" }.to_owned();
        claim.status = status.to_owned();
        claim.voice = if said { "attributed" } else { "narrator" }.to_owned();
        claim.claimed_by = if said { one.label.clone() } else { String::new() };
        claim.claimed_by_id = if said { one.id.0.clone() } else { String::new() };
        claim.reporting_verb = if said { "say".to_owned() } else { String::new() };
        claim.sentence = sentence;
        claim.begin = index * 120;
        claim.end = index * 120 + 110;
        claim.rule = format!("{relation}/verb");
        claims.push(claim);
        for entity in [one, other] {
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
    }
    let mut text = Article::new(id, prose);
    text.published = day(published).parse().ok();
    text.date_from = text.published.map(|_| DateFrom::Header);
    text.source = Some(format!("Agency {}", number % 7));
    Extraction::new(text, claims, entities)
}

/// Peak resident memory in MB, where the system tells.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or_default() / 1024
}

/// Seconds of processor time of this process, where the system tells.
fn processor() -> f64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = text.rsplit(')').next().unwrap_or_default();
    let fields: Vec<f64> =
        after_name.split_whitespace().skip(11).take(2).filter_map(|field| field.parse().ok()).collect();
    fields.iter().sum::<f64>() / 100.0
}

/// Bytes below a folder.
fn disk(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(
            |entry| {
                if entry.path().is_dir() { disk(&entry.path()) } else { entry.metadata().map_or(0, |data| data.len()) }
            },
        )
        .sum()
}

/// A step with its times on the clock and of the processor.
fn timed<T>(name: &str, step: impl FnOnce() -> T) -> T {
    let (start, before) = (Instant::now(), processor());
    let done = step();
    let (clock, used) = (start.elapsed().as_secs_f64(), processor() - before);
    println!("{name}: {clock:.2} s, {used:.2} s of processor time, peak {} MB", peak());
    done
}

fn build(store: &Store, folder: &Path, count: usize, actors: usize) {
    let made: Vec<usize> = (0..count).collect();
    timed("making the articles alone", || {
        made.iter().map(|number| article(*number, actors).claims.len()).sum::<usize>()
    });
    let summary = timed("building", || {
        let mut batch = store.batch().unwrap();
        for number in 0..count {
            batch.add(&article(number, actors)).unwrap();
        }
        batch.commit().unwrap()
    });
    let quads = store.len().unwrap();
    println!(
        "{} articles, {} claims, {quads} quads, {:.1} a claim",
        summary.added,
        summary.claims,
        quads as f64 / summary.claims as f64
    );
    println!("{} MB on disk, {:.0} bytes a claim", disk(folder) >> 20, disk(folder) as f64 / summary.claims as f64);
    timed("1000 more articles", || {
        let mut batch = store.batch().unwrap();
        for number in count..count + 1000 {
            batch.add(&article(number, actors)).unwrap();
        }
        batch.commit().unwrap()
    });
    timed("100 articles removed", || {
        let mut batch = store.batch().unwrap();
        for number in count / 2..count / 2 + 100 {
            batch.remove(&format!("article-{number:07}.txt")).unwrap();
        }
        batch.commit().unwrap()
    });
}

fn main() {
    // Cargo adds an argument of its own.
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    let Some(folder) = arguments.next() else {
        println!("usage: cargo bench --bench graph -- FOLDER ARTICLES [QUERIES] [export]");
        return;
    };
    let count: usize = arguments.next().unwrap().parse().unwrap();
    let rest: Vec<String> = arguments.collect();
    let exports = rest.iter().any(|word| word == "export");
    let library = match rest.iter().find(|word| Path::new(word).is_dir()) {
        Some(queries) => {
            let mut paths: Vec<_> = std::fs::read_dir(queries).unwrap().map(|entry| entry.unwrap().path()).collect();
            paths.sort();
            let read = |path: &std::path::PathBuf| {
                QueryFile::parse(&path.to_string_lossy(), &std::fs::read_to_string(path).unwrap()).unwrap()
            };
            paths.iter().map(read).collect()
        }
        None => QueryFile::library(),
    };
    let actors = (count / 10).clamp(20, 20_000);
    let folder = Path::new(&folder);
    let store = if folder == Path::new("-") {
        let store = Store::memory(&Options::default()).unwrap();
        build(&store, folder, count, actors);
        store
    } else {
        if !folder.exists() {
            build(&Store::open_or_create(folder, &Options::default()).unwrap(), folder, count, actors);
        }
        Store::open_read_only(folder).unwrap()
    };
    println!("{} quads", store.len().unwrap());
    for file in &library {
        for given in [false, true] {
            let mut parameters = Vec::new();
            for (index, (name, parameter)) in file.parameters.iter().enumerate() {
                let value = match parameter.kind.name() {
                    "entity" => format!("actor-{}", index + 1),
                    "article" => format!("article-{:07}.txt", count / 3),
                    "date" => "2019-06".to_owned(),
                    _ => continue,
                };
                if parameter.required || given {
                    parameters.push((name.clone(), value));
                }
            }
            if given && parameters.is_empty() {
                continue;
            }
            let (start, before) = (Instant::now(), processor());
            match store.query(file, &parameters) {
                Ok(table) => {
                    println!(
                        "query {:<22} {:>7} rows {:>8.3} s {:>6.2} s processor  {}",
                        file.name,
                        table.rows.len(),
                        start.elapsed().as_secs_f64(),
                        processor() - before,
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
            export::exporter(name)
                .unwrap()
                .write(&store, &export::Selection::default(), &|_| Vec::new(), &mut out)
                .unwrap();
            println!("export {name}: {:.2} s, peak {} MB", start.elapsed().as_secs_f64(), peak());
        }
    }
}
