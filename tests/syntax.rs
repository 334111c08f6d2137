//! What must hold of words, sentences and trees on any input, and on the treebanks beside the repository.

use std::time::Instant;

use chancery::{
    syntax::{Parser, Sentence, conllu, score, sentences::sentences},
    text::Article,
};
use proptest::prelude::*;

/// Spans ascend, do not overlap, cover all but white space and the marks of links, and mark the forms.
fn check_words(text: &str, found: &[Sentence]) -> Result<(), TestCaseError> {
    let letters: Vec<char> = text.chars().collect();
    let mut covered = vec![false; letters.len()];
    let mut end = 0;
    for sentence in found {
        prop_assert!(!sentence.tokens.is_empty());
        prop_assert_eq!(sentence.span.begin, sentence.tokens[0].span.begin);
        prop_assert_eq!(sentence.span.end, sentence.tokens[sentence.tokens.len() - 1].span.end);
        for token in &sentence.tokens {
            prop_assert!(token.span.begin >= end && token.span.end > token.span.begin);
            end = token.span.end;
            let written: String = letters[token.span.begin..token.span.end].iter().collect();
            prop_assert_eq!(&written, &token.form);
            prop_assert!(!token.form.chars().any(char::is_whitespace));
            covered[token.span.begin..token.span.end].fill(true);
        }
    }
    for (letter, covered) in letters.iter().zip(covered) {
        let empty = letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}' | '\u{2060}');
        prop_assert!(covered != empty || !covered && text.contains("]("), "{:?}", letter);
    }
    Ok(())
}

/// One root, and from each word the root is reached.
fn check_tree(sentence: &Sentence) -> Result<(), TestCaseError> {
    let roots = sentence.tokens.iter().filter(|token| token.head.is_none()).count();
    prop_assert_eq!(roots, 1);
    for start in 0..sentence.tokens.len() {
        let mut here = start;
        let mut steps = 0;
        while let Some(head) = sentence.tokens[here].head {
            here = head;
            steps += 1;
            prop_assert!(steps <= sentence.tokens.len(), "a cycle at word {}", start);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_cut_into_words(text in "\\PC{0,200}") {
        check_words(&text, &sentences(&Article::new("a", text.clone())))?;
    }

    #[test]
    fn text_of_signs_and_words_is_parsed(text in "([A-Za-z]{1,8}|[0-9.,]{1,5}|Mr\\.|U\\.S\\.|n't|[-–—.!?,;:'’“”\"()\\[\\]$%/@#&•…]|[ \n\t\u{a0}\u{200b}\u{ad}\u{301}é中🙂]){0,60}") {
        let article = Article::new("a", text.clone());
        let found = Parser::embedded().parse(&article);
        check_words(&text, &found)?;
        for sentence in &found {
            check_tree(sentence)?;
        }
        let written = conllu::write(&found, &text);
        let again = conllu::read(&written);
        prop_assert!(again.is_ok(), "{:?}", again);
        prop_assert_eq!(again.map(|sentences| sentences.len()), Ok(found.len()));
    }

    #[test]
    fn any_text_is_conllu_or_an_error(text in "([0-9]{1,2}|[-.#\t\n_|=]|[A-Za-z]{1,5}|root){0,80}") {
        if let Err(error) = conllu::read(&text) {
            prop_assert!(error.line <= text.lines().count());
        }
    }
}

#[test]
fn empty_input_is_no_sentence() {
    for text in ["", " ", "\n\n\t", "\u{200b}"] {
        assert!(Parser::embedded().parse(&Article::new("a", text)).is_empty());
    }
    let mut none = [Sentence::default()];
    Parser::embedded().annotate(&mut none);
    assert!(none[0].tokens.is_empty());
}

#[test]
fn only_the_body_is_read() {
    let mut article = Article::new("a", "date 2022-07-07 They met. They left.");
    article.body.begin = 16;
    let found = sentences(&article);
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].span.begin, 16);
}

/// Time in proportion to length, whatever is repeated: twice the text may take four times as long on a busy machine,
/// while a quadratic step would take sixteen times as long for four times the text and hours for what is read here.
#[test]
fn long_input_takes_linear_time() {
    for piece in ["x", ".", "a.", "-", "'", "“", "x ", "1,", ". ", "a\n", "[1]", "Mr. ", "  \n", "http://a", "U.S."] {
        let text = piece.repeat(400_000 / piece.len());
        let start = Instant::now();
        let found = sentences(&Article::new("a", text));
        assert!(start.elapsed().as_secs() < 20, "{piece:?} took {:?}", start.elapsed());
        assert!(found.iter().all(|sentence| sentence.tokens.len() <= 400));
    }
}

#[test]
fn our_own_treebank_is_sound() {
    for text in
        [include_str!("../data/treebank/press-train.conllu"), include_str!("../data/treebank/press-test.conllu")]
    {
        let document = conllu::read_document(text).unwrap();
        assert!(document.blocks.len() > 100);
        // Our own words and sentences are those of the treebank: each of its sentences is a paragraph.
        let gold = document.clone().into_sentences();
        let found = sentences(&Article::new("a", document.text.clone()));
        let scores = score::score(&gold, &document.text, &found, &document.text);
        assert_eq!(scores.sentences.f1(), 100.0);
        assert_eq!(scores.words.f1(), 100.0);
        assert_eq!(conllu::read_document(&conllu::write_document(&document)).unwrap().text, document.text);
    }
}

mod shared {
    use std::{fs, path::Path};

    use chancery::{
        syntax::{Lemmatiser, conllu, score, sentences::sentences},
        text::Article,
    };

    /// Words, sentences and lemmas do not fall behind what they have reached (F1, in percent).
    #[test]
    #[ignore = "needs ../shared; ./test runs it where that lies"]
    fn scores_on_treebanks_hold() {
        for (name, words, borders, lemmas) in
            [("ewt-dev.conllu", 99.0, 87.5, 98.4), ("gum-dev.conllu", 99.7, 95.0, 98.9)]
        {
            let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/treebank")).join(name);
            let document = conllu::read_document(&fs::read_to_string(path).unwrap()).unwrap();
            let text = document.text.clone();
            let gold = document.into_sentences();
            let found = sentences(&Article::new("a", text.clone()));
            let scores = score::score(&gold, &text, &found, &text);
            assert!(scores.words.f1() > words, "{name}: words {:.2}", scores.words.f1());
            assert!(scores.sentences.f1() > borders, "{name}: sentences {:.2}", scores.sentences.f1());
            let mut own = gold.clone();
            for token in own.iter_mut().flat_map(|sentence| &mut sentence.tokens) {
                token.lemma = Lemmatiser::embedded().lemma(token);
            }
            let found = score::score(&gold, &text, &own, &text).lemmas.f1();
            assert!(found > lemmas, "{name}: lemmas {found:.2}");
        }
    }
}
