//! Scores on gold standards may not fall: those of our own in `tests/dev`, and public sets that lie beside the
//! repository: those tests stand in the module `shared`, are ignored, and `./test` runs them where the sets are. All of them are counted by `chancery eval`'s own scorers.
#![expect(clippy::print_stderr, reason = "a measurement says what it found")]

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chancery::{
    eval::Report,
    project::{self, Articles, InputOptions, Project},
    syntax::Parser,
    text::{Article, parse_day},
    time,
};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The scores on a gold standard with the articles that it speaks of.
fn scores(gold: &str, articles: &[&str]) -> Report {
    let paths: Vec<PathBuf> = articles.iter().map(|path| root(path)).collect();
    let (gold, problems) = project::gold(&root(gold)).unwrap();
    assert!(problems.is_empty(), "{problems:?}");
    let mut told = Vec::new();
    let articles = Articles::open(&paths, InputOptions::default());
    let report = Project::embedded().evaluate(&gold, articles, 1, |problem| told.push(problem.to_string()));
    assert!(told.is_empty(), "{told:?}");
    for row in &report.rows {
        eprintln!("{:13} {:25} {:5.1} {:5.1} {:5.1}", row.layer, row.measure, row.precision, row.recall, row.f1);
    }
    for figure in &report.figures {
        eprintln!("{:13} {:25} {:.3}", figure.layer, figure.measure, figure.value);
    }
    report
}

#[track_caller]
fn at_least(report: &Report, layer: &str, measure: &str, least: f64) {
    let f1 = report.row(layer, measure).unwrap_or_else(|| panic!("no row {measure}")).f1;
    assert!(f1 >= least, "{layer}, {measure}: F1 {f1:.1} is less than {least}");
}

#[test]
fn our_sample_articles_keep_actors_and_days() {
    let report = scores("tests/dev/samples.jsonl", &["data/articles"]);
    at_least(&report, "mentions", "entity", 85.0);
    at_least(&report, "times", "value", 94.0);
    at_least(&report, "events", "date", 80.0);
    let leaked = report.figure("events", "of these dated by the program").unwrap();
    assert!(leaked <= 1.0, "{leaked} events without a date got one");
}

mod shared {
    use super::{at_least, scores};

    #[test]
    #[ignore = "needs ../shared; ./test runs it where that lies"]
    fn histories_of_wars_keep_their_dates() {
        let report = scores("../shared/bench/time-wikiwars.jsonl", &[]);
        at_least(&report, "times", "strict span", 87.0);
        at_least(&report, "times", "value", 82.0);
    }

    #[test]
    #[ignore = "needs ../shared; ./test runs it where that lies"]
    fn items_drawn_from_the_corpus_keep_their_days() {
        let corpus = ["../shared/corpus/current-events-2025.jsonl", "../shared/corpus/wikinews-2019.jsonl"];
        let report = scores("tests/dev/corpus.jsonl", &corpus);
        at_least(&report, "mentions", "entity", 60.0);
        at_least(&report, "times", "value", 92.0);
    }

    #[test]
    #[ignore = "needs ../shared; ./test runs it where that lies"]
    fn attributions_of_political_articles() {
        let report = scores("../shared/bench/attribution-dev.jsonl", &[]);
        at_least(&report, "attributions", "cue", 71.0);
        at_least(&report, "attributions", "source, cue and content", 62.0);
    }

    #[test]
    #[ignore = "needs ../shared; ./test runs it where that lies"]
    fn polarity_and_status_follow_the_scale_of_factuality() {
        let report = scores("../shared/bench/factuality-train.jsonl", &[]);
        let r = report.figure("factuality", "r").unwrap();
        assert!(r >= 0.65, "r {r:.3}");
    }
}

/// Processor time of this thread; `None` where the system does not tell.
fn processor_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split(' ').next()?.parse().ok()?))
}

#[test]
#[ignore = "a measurement on ../shared: run it in the release profile with --nocapture"]
fn speed_of_the_layers() {
    let text = fs::read_to_string(root("../shared/corpus/wikinews-2019.jsonl")).unwrap();
    let reader = chancery::reference::Reader::embedded();
    let articles: Vec<Article> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .map(|line| {
            let mut article = Article::new(line["id"].as_str().unwrap(), line["text"].as_str().unwrap());
            article.published = line["date"].as_str().and_then(parse_day);
            article
        })
        .collect();
    let parsed: Vec<_> = articles.iter().map(|article| Parser::embedded().parse(article)).collect();
    let sentences: usize = parsed.iter().map(Vec::len).sum();
    let measure = |name: &str, work: &dyn Fn()| {
        let rounds = (0..3).filter_map(|_| {
            let before = processor_time()?;
            work();
            Some(processor_time()? - before)
        });
        if let Some(best) = rounds.min() {
            eprintln!("{name}: {:.1} microseconds a sentence", best.as_secs_f64() * 1e6 / sentences as f64);
        }
    };
    measure("times", &|| {
        for (article, sentences) in articles.iter().zip(&parsed) {
            std::hint::black_box(time::read(article.published, sentences));
        }
    });
    measure("mentions and names", &|| {
        for (article, sentences) in articles.iter().zip(&parsed) {
            std::hint::black_box(reader.gazetteer.names_of(article, sentences));
        }
    });
    measure("text to clauses", &|| {
        for article in &articles {
            std::hint::black_box(reader.read(article.clone()));
        }
    });
    eprintln!("{sentences} sentences");
}
