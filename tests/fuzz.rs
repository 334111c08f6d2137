//! The whole program on random Unicode, for as long as asked: `CHANCERY_FUZZ=3600 cargo test … fuzz -- --ignored`.
//!
//! Texts are made of random characters of all planes, of signs that tokenisers stumble over, and of news-like words in
//! between, so that sentences, names, dates and rules are reached and not only the first lines of code. A failure names
//! its seed; the same seed makes the same text.

use std::time::{Duration, Instant};

use chancery::{
    project::{Outcome, Project},
    syntax::{Parser, conllu, picture},
    text::Article,
};

/// Steele and Vigna's SplitMix64: short, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const WORDS: [&str; 48] = [
    "The",
    "president",
    "of",
    "China",
    "Wang Yi",
    "met",
    "Sergei Lavrov",
    "in",
    "Bali",
    "on",
    "Thursday",
    "said",
    "that",
    "had",
    "been",
    "killed",
    "by",
    "troops",
    "Reuters",
    "and",
    "Mr.",
    "U.S.",
    "Jan. 5,",
    "2022",
    "two days ago",
    "will",
    "not",
    "urged",
    "to",
    "sign",
    "treaty",
    "which",
    "it",
    "he",
    "they",
    "whose",
    "is",
    "minister",
    "accused",
    "of",
    "sanctions",
    "last year",
    "$1.5bn",
    "€3",
    "Türkiye",
    "São Paulo",
    "after",
    "invaded",
];
const SIGNS: [&str; 40] = [
    ".", ",", "?", "!", "…", "...", "“", "”", "\"", "'", "’", "‘", "(", ")", "[", "]", "-", "—", "–", "--", ":", ";",
    "/", "\\", "%", "&", "#", "@", "•", "\u{ad}", "\u{200b}", "\u{feff}", "\u{2060}", "\u{301}", "\u{202e}", "\t",
    "\n", "\r\n", "\n\n", "\u{2028}",
];

/// Ranges of characters that differ in what programs know of them.
const BLOCKS: [(u32, u32); 14] = [
    (0x00, 0x7f),
    (0x80, 0x17f),
    (0x1c4, 0x1cc),
    (0x300, 0x36f),
    (0x370, 0x3ff),
    (0x400, 0x4ff),
    (0x590, 0x6ff),
    (0x900, 0xdff),
    (0x1e00, 0x1fff),
    (0x2000, 0x206f),
    (0x3040, 0x9fff),
    (0xfb00, 0xffff),
    (0x1_d400, 0x1_f9ff),
    (0, 0x10_ffff),
];

fn text(random: &mut Random) -> String {
    let mut text = String::new();
    let signs = random.below(40);
    let strange = random.below(40);
    for _ in 0..random.below(120) {
        match random.below(100) {
            draw if draw < strange => {
                for _ in 0..=random.below(6) {
                    let (low, high) = BLOCKS[random.below(BLOCKS.len())];
                    let code = low + random.below((high - low + 1) as usize) as u32;
                    text.extend(char::from_u32(code));
                }
            }
            draw if draw < strange + signs => text.push_str(random.of(&SIGNS)),
            _ => text.push_str(random.of(&WORDS)),
        }
        if random.below(10) < 8 {
            text.push(' ');
        }
    }
    text
}

/// What must hold of any text.
fn check(project: &Project, text: &str) {
    let article = Article::new("fuzz", text);
    let sentences = Parser::embedded().parse(&article);
    for sentence in &sentences {
        let tokens = &sentence.tokens;
        assert_eq!(tokens.iter().filter(|token| token.head.is_none()).count(), 1, "one root");
        for (start, token) in tokens.iter().enumerate() {
            assert_eq!(token.span.of(text), token.form, "spans lead back to the text");
            let (mut here, mut steps) = (start, 0);
            while let Some(head) = tokens[here].head {
                (here, steps) = (head, steps + 1);
                assert!(steps <= tokens.len(), "no cycle");
            }
        }
    }
    let written = conllu::write(&sentences, text);
    let read = conllu::read(&written).expect("what is written can be read");
    assert_eq!(read.len(), sentences.len());
    assert!(picture::svg(&sentences).ends_with("</svg>\n"));
    match project.extract_one(article) {
        Outcome::Extraction(_) => {}
        Outcome::Diagnostic(diagnostic) => panic!("{diagnostic}"),
    }
}

#[test]
#[ignore = "runs for as many seconds as CHANCERY_FUZZ says, or one minute"]
#[expect(clippy::print_stdout, reason = "says how much was tried")]
fn random_unicode_breaks_nothing() {
    let told = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let seconds = told("CHANCERY_FUZZ").unwrap_or(60);
    let first = told("CHANCERY_FUZZ_SEED").unwrap_or(1);
    let project = Project::embedded();
    let start = Instant::now();
    let (mut seed, mut letters) = (first, 0);
    while start.elapsed() < Duration::from_secs(seconds) {
        let text = text(&mut Random(seed));
        letters += text.chars().count();
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(&project, &text)));
        assert!(result.is_ok(), "CHANCERY_FUZZ_SEED={seed} fails on {text:?}");
        seed += 1;
    }
    println!("{} texts of {letters} characters in {} s", seed - first, start.elapsed().as_secs());
}

#[test]
fn some_random_unicode_breaks_nothing() {
    let project = Project::embedded();
    for seed in 0..40 {
        check(&project, &text(&mut Random(seed)));
    }
}
