//! The network as a whole: same trees on every path and in every batch, always a tree, never a panic.

use std::time::Instant;

use proptest::prelude::*;

use super::kernels::Path;
use super::{Network, PIECE};
use crate::syntax::{Deprel, Feats, Number, Sentence, Tense, Token, Upos, conllu, sentences::sentences};
use crate::text::{Article, Span};

fn sentence<'a>(forms: impl IntoIterator<Item = &'a str>) -> Sentence {
    let token = |form: &str| Token {
        span: Span::default(),
        form: form.to_owned(),
        lemma: String::new(),
        upos: Upos::X,
        feats: Feats::default(),
        head: None,
        deprel: Deprel::Dep,
        space_after: true,
    };
    Sentence { tokens: forms.into_iter().map(token).collect(), ..Sentence::default() }
}

fn samples() -> Vec<Sentence> {
    const LINES: [&str; 8] = [
        "Wang Yi met Sergei Lavrov in Bali on Thursday .",
        "The ministry said it had fined the company 1.8 billion euros after a two - year inquiry .",
        "\u{201c} We will not leave , \u{201d} the foreign minister of Norway told reporters in Oslo , \u{201c} until it is signed . \u{201d}",
        "Rebels seize airport in north",
        "No .",
        "A delegation of lawmakers , who had been expected in Taipei last week , was asked to wait by the president 's office .",
        "ÉLYSÉE d\u{2019}Orsay \u{130}stanbul STRASSE 2024 / 25 € 3.5bn",
        "It was the third such visit this year , officials said , and the talks , which China and India hope to end soon , went on .",
    ];
    let mut samples: Vec<_> = LINES.iter().map(|line| sentence(line.split(' '))).collect();
    samples.push(sentence(LINES.iter().flat_map(|line| line.split(' ')).cycle().take(PIECE + 90)));
    samples
}

/// Panics unless it is a tree with one root whose relation says so.
fn check(sentence: &Sentence) {
    let tokens = &sentence.tokens;
    assert_eq!(tokens.iter().filter(|token| token.head.is_none()).count(), usize::from(!tokens.is_empty()));
    for (start, token) in tokens.iter().enumerate() {
        assert_eq!(token.head.is_none(), token.deprel == Deprel::Root);
        let (mut now, mut steps) = (start, 0);
        while let Some(head) = tokens[now].head {
            (now, steps) = (head, steps + 1);
            assert!(steps <= tokens.len(), "a circle");
        }
    }
}

#[test]
fn every_path_and_batch_gives_the_same_trees() {
    let mut wanted = samples();
    Network::on(Path::Portable).annotate(&mut wanted);
    wanted.iter().for_each(check);
    for path in Path::available() {
        let network = Network::on(path);
        let mut together = samples();
        network.annotate(&mut together);
        assert_eq!(together, wanted, "{path:?}");
        let mut alone = samples();
        for sentence in alone.iter_mut().rev() {
            network.annotate(std::slice::from_mut(sentence));
        }
        assert_eq!(alone, wanted, "{path:?}, one by one");
    }
}

#[test]
fn a_plain_sentence_is_right() {
    let mut sentences = [sentence("The ministers signed a long treaty .".split(' '))];
    Network::embedded().annotate(&mut sentences);
    let tokens = &sentences[0].tokens;
    let heads: Vec<_> = tokens.iter().map(|token| token.head).collect();
    assert_eq!(heads, [Some(1), Some(2), None, Some(5), Some(5), Some(2), Some(2)]);
    let labels: Vec<_> = tokens.iter().map(|token| token.deprel).collect();
    use Deprel::{Amod, Det, Nsubj, Obj, Punct, Root};
    assert_eq!(labels, [Det, Nsubj, Root, Det, Amod, Obj, Punct]);
    assert_eq!(tokens[1].feats.number, Some(Number::Plur));
    assert_eq!((tokens[2].upos, tokens[2].feats.tense), (Upos::Verb, Some(Tense::Past)));
}

#[test]
fn nothing_in_nothing_out() {
    let network = Network::embedded();
    network.annotate(&mut []);
    let mut empty = [Sentence::default(), sentence(["Hello"])];
    network.annotate(&mut empty);
    empty.iter().for_each(check);
}

#[test]
fn ten_thousand_words_are_one_tree() {
    let words = ["ships", "and", "planes", ",", "said"];
    let mut long = [sentence(words.into_iter().cycle().take(10_000))];
    Network::embedded().annotate(&mut long);
    check(&long[0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn any_words_become_a_tree(forms in proptest::collection::vec("\\PC{0,30}|[\\x00-\\x7f]{0,4}|[A-Za-z]{1,8}", 0..40)) {
        static NETWORK: std::sync::LazyLock<[Network; 2]> =
            std::sync::LazyLock::new(|| [Network::on(Path::Portable), Network::embedded()]);
        let mut one = [sentence(forms.iter().map(String::as_str))];
        let mut other = one.clone();
        NETWORK[0].annotate(&mut one);
        NETWORK[1].annotate(&mut other);
        check(&one[0]);
        prop_assert_eq!(one, other);
    }
}

#[test]
#[ignore = "parses the whole of ../shared/corpus on every path and on eight threads; takes minutes"]
#[expect(clippy::print_stdout, reason = "says how much was compared")]
fn the_corpus_is_the_same_on_every_path_and_on_eight_threads() {
    let folder = format!("{}/../shared/corpus", env!("CARGO_MANIFEST_DIR"));
    let mut articles = Vec::new();
    for file in ["current-events-2025", "wikinews-2019", "white-house-briefings"] {
        let path = format!("{folder}/{file}.jsonl");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        for line in text.lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let article = Article::new(file, record["text"].as_str().unwrap_or_default());
            articles.push(sentences(&article));
        }
    }
    let parsed = |path| {
        let network = Network::on(path);
        let mut parsed = articles.clone();
        parsed.iter_mut().for_each(|article| network.annotate(article));
        parsed
    };
    let wanted = parsed(Path::Portable);
    for path in Path::available() {
        assert!(path == Path::Portable || parsed(path) == wanted, "{path:?} differs");
        println!("{path:?} is the same");
    }
    let network = Network::embedded();
    let mut threaded = articles.clone();
    let size = threaded.len().div_ceil(8);
    std::thread::scope(|scope| {
        for part in threaded.chunks_mut(size) {
            scope.spawn(|| part.iter_mut().for_each(|article| network.annotate(article)));
        }
    });
    assert!(threaded == wanted, "eight threads differ");
    let count = wanted.iter().map(Vec::len).sum::<usize>();
    println!(
        "{} articles, {count} sentences, {} words",
        wanted.len(),
        wanted.iter().flatten().map(|s| s.tokens.len()).sum::<usize>()
    );
}

/// Seconds of processor time of this thread, where the system tells; else of the clock.
fn seconds(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

#[test]
#[ignore = "measures quality and speed of every path on the dev treebanks of ../shared; run it with --release and --nocapture"]
#[expect(clippy::print_stdout, reason = "the figures are its output")]
fn measure() {
    let start = Instant::now();
    for name in ["ewt", "gum"] {
        let file = format!("{}/../shared/treebank/{name}-dev.conllu", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let gold = conllu::read(&text).unwrap();
        for path in Path::available() {
            let before = seconds(start);
            let network = Network::on(path);
            let load = seconds(start) - before;
            let mut got = gold.clone();
            let before = seconds(start);
            for article in got.chunks_mut(30) {
                network.annotate(article);
            }
            let time = seconds(start) - before;
            let (mut words, mut upos, mut uas, mut las) = (0.0, 0.0, 0.0, 0.0);
            let pairs = got.iter().zip(&gold).flat_map(|(got, gold)| got.tokens.iter().zip(&gold.tokens));
            for (got, gold) in pairs {
                let (head, label) = (got.head == gold.head, got.deprel.universal() == gold.deprel.universal());
                words += 1.0;
                upos += f64::from(u8::from(got.upos == gold.upos));
                uas += f64::from(u8::from(head));
                las += f64::from(u8::from(head && label));
            }
            let percent = 100.0 / words;
            println!(
                "{name} {path:?}: UPOS {:.2}, UAS {:.2}, LAS {:.2}; loaded in {:.1} ms; {:.0} sentences of 22 words a second",
                upos * percent,
                uas * percent,
                las * percent,
                load * 1e3,
                words / 22.0 / time
            );
        }
    }
}
