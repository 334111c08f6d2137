//! The network as a whole: same trees on every path and in every batch, always a tree, never a panic.

use proptest::prelude::*;

use super::kernels::Path;
use super::{Network, PIECE};
use crate::syntax::{Deprel, Feats, Number, Sentence, Tense, Token, Upos};
use crate::text::Span;

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
    let mut sentences = [sentence("The ministers signed a treaty in Paris on Thursday .".split(' '))];
    Network::embedded().annotate(&mut sentences);
    let tokens = &sentences[0].tokens;
    let heads: Vec<_> = tokens.iter().map(|token| token.head).collect();
    assert_eq!(heads, [Some(1), Some(2), None, Some(4), Some(2), Some(6), Some(2), Some(8), Some(2), Some(2)]);
    let labels = [Deprel::Det, Deprel::Nsubj, Deprel::Root, Deprel::Det, Deprel::Obj];
    assert!(tokens.iter().map(|token| token.deprel).zip(labels).all(|(got, wanted)| got == wanted));
    assert_eq!(tokens[1].feats.number, Some(Number::Plur));
    assert_eq!((tokens[2].upos, tokens[2].feats.tense), (Upos::Verb, Some(Tense::Past)));
    assert_eq!(tokens[6].upos, Upos::Propn);
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
