//! Sentences: paragraphs are cut into words, and words grouped into sentences.
//!
//! Rules over words decide, so that each decision can be read and tested: a full stop of its own, a question or an
//! exclamation mark ends a sentence, with the quotes and brackets that close after it, unless what follows goes on in
//! lower case or is who said it ("“Why?” Lavrov asked."). An abbreviation's stop ends one only where a word follows
//! that opens sentences. A dateline ("BALI • ", "KYIV, Ukraine — ") is a sentence of its own, so that it does not
//! spoil the tree of what follows it; so is a paragraph without a full stop, such as a headline.

use std::ops::Range;

use super::{
    Deprel, Feats, Sentence, Token, Upos, dateline, letters, links,
    paragraphs::paragraphs,
    tokenize::{Around, LONGEST_CHUNK, Stop, split_chunk, stop_of},
    word::Word,
};
use crate::{
    lexicon::set,
    text::{Article, Span},
};

/// Most words of a sentence; longer stretches are cut there, so that no input makes trees of unbounded size.
pub const LONGEST_SENTENCE: usize = 400;

/// Most characters of a word; longer stretches without a border are cut there.
const LONGEST_WORD: usize = 200;

/// The sentences of an article's body with their words; no tags, no trees yet: each has the flat tree of
/// [`super::conllu::read_document`].
///
/// Spans ascend, do not overlap and cover everything in the body but white space, the marks of links and what is marked as
/// no part of the article.
#[must_use]
pub fn sentences(article: &Article) -> Vec<Sentence> {
    let body = article.body.of(&article.text);
    let mut found = Vec::new();
    let mut words = Vec::new();
    let clutter = clutter(article, body);
    // Characters and bytes of the body up to where the last paragraph began: counted once, forward.
    let (mut chars, mut bytes) = (article.body.begin, 0);
    for (index, range) in paragraphs(body).into_iter().enumerate() {
        chars += body[bytes..range.start].chars().count();
        bytes = range.start;
        words.clear();
        let inside = clutter.iter().filter(|part| part.start < range.end && range.start < part.end);
        let inside: Vec<Range<usize>> = inside
            .map(|part| part.start.max(range.start) - range.start..part.end.min(range.end) - range.start)
            .collect();
        words_of(&body[range], chars, &inside, &mut words);
        let mut begin = 0;
        if let Some(end) = dateline::end(&words) {
            found.push(sentence(&words[..end], index));
            begin = end;
        }
        let first = begin;
        for at in first..words.len() {
            if at + 1 == words.len()
                || at + 1 - begin >= LONGEST_SENTENCE
                || ends_after(&words, begin, at)
                || letters::border(&words, begin, at)
            {
                found.push(sentence(&words[begin..=at], index));
                begin = at + 1;
            }
        }
    }
    found
}

/// The sentences that were cut because they were longer than [`LONGEST_SENTENCE`].
pub fn cut(sentences: &[Sentence]) -> impl Iterator<Item = &Sentence> {
    sentences
        .windows(2)
        .filter(|pair| pair[0].tokens.len() == LONGEST_SENTENCE && pair[0].paragraph == pair[1].paragraph)
        .filter(|pair| pair[0].tokens.last().is_some_and(|token| !ends_with_stop(&token.form)))
        .map(|pair| &pair[0])
}

/// White space, and the signs that have no width of their own.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// The bytes of the body that are marked as no part of the article.
fn clutter(article: &Article, body: &str) -> Vec<Range<usize>> {
    let letters = body.char_indices().map(|(byte, _)| byte).chain([body.len()]).zip(article.body.begin..);
    let mut letters = letters.peekable();
    let mut byte_of = |wanted: usize| {
        while letters.next_if(|&(_, at)| at < wanted).is_some() {}
        letters.peek().map_or(body.len(), |&(byte, _)| byte)
    };
    // The places ascend, so that the letters are counted once.
    article.clutter().map(|part| byte_of(part.begin)..byte_of(part.end)).collect()
}

/// The words of a paragraph whose first character is number `start` of the article, but those in `clutter`.
fn words_of<'a>(paragraph: &'a str, start: usize, clutter: &[Range<usize>], words: &mut Vec<Word<'a>>) {
    let mut chunk: Vec<char> = Vec::new();
    // Byte of each character of the chunk, and of what follows it.
    let mut places: Vec<usize> = Vec::new();
    let marks = links::marks(paragraph);
    let between = |&(byte, letter): &(usize, char)| {
        is_space(letter) || links::is_mark(&marks, byte) || links::is_mark(clutter, byte)
    };
    let mut letters = paragraph.char_indices().peekable();
    let mut position = start;
    loop {
        while letters.next_if(between).is_some() {
            position += 1;
        }
        chunk.clear();
        places.clear();
        while chunk.len() < LONGEST_CHUNK
            && let Some((byte, letter)) = letters.next_if(|letter| !between(letter))
        {
            chunk.push(letter);
            places.push(byte);
        }
        if chunk.is_empty() {
            return;
        }
        places.push(letters.peek().map_or(paragraph.len(), |&(byte, _)| byte));
        let space_after =
            letters.peek().is_none() || letters.clone().take_while(between).any(|(_, letter)| is_space(letter));
        let around = Around {
            next: letters.clone().find(|letter| !between(letter)).map(|(_, letter)| letter),
            after_capital: words.last().is_some_and(|word| word.form.starts_with(char::is_uppercase)),
        };
        let length = chunk.len();
        split_chunk(&chunk, around, &mut |begin, end| {
            let mut from = begin;
            while from < end {
                let to = end.min(from + LONGEST_WORD);
                words.push(Word {
                    span: Span::new(position + from, position + to),
                    form: &paragraph[places[from]..places[to]],
                    space_after: to == length && space_after,
                });
                from = to;
            }
        });
        position += length;
    }
}

fn sentence(words: &[Word<'_>], paragraph: usize) -> Sentence {
    let tokens: Vec<Token> = words
        .iter()
        .enumerate()
        .map(|(index, word)| Token {
            span: word.span,
            form: word.form.to_owned(),
            lemma: String::new(),
            upos: Upos::X,
            feats: Feats::default(),
            head: (index > 0).then_some(0),
            deprel: if index > 0 { Deprel::Dep } else { Deprel::Root },
            space_after: word.space_after,
        })
        .collect();
    let span = match words {
        [] => Span::default(),
        [first, .., last] => first.span.join(last.span),
        [only] => only.span,
    };
    Sentence { span, paragraph, tokens }
}

fn is_stop(form: &str) -> bool {
    !form.is_empty() && form.chars().all(|sign| matches!(sign, '.' | '!' | '?' | '…'))
}

/// Quotes and brackets that close.
fn closes(words: &[Word<'_>], at: usize) -> bool {
    let word = &words[at];
    match word.form {
        ")" | "]" | "}" | "”" | "»" | "’’" | "''" | "’" => true,
        // Straight quotes close where no space stands before them.
        "\"" | "'" => at > 0 && !words[at - 1].space_after,
        _ => false,
    }
}

/// Whether a sentence that began at `begin` ends after the word `at`, which is not the last of its paragraph.
fn ends_after(words: &[Word<'_>], begin: usize, at: usize) -> bool {
    // Back over what closes, to the stop that it closes after.
    let mut stop = at;
    if is_note(words, at) && stop >= begin + 3 {
        stop -= 3;
    }
    while stop > begin && (closes(words, stop) || is_face(words[stop].form)) && at - stop < 7 {
        stop -= 1;
    }
    let form = words[stop].form;
    let next = at + 1;
    if is_face(words[at].form) && !ends_with_stop(form) {
        return words[next].form.starts_with(char::is_uppercase) && words[next].form.chars().count() > 1;
    }
    if !ends_with_stop(form) || closes(words, next) || is_face(words[next].form) || is_note(words, next + 2) {
        return false;
    }
    let follower = words[next].form;
    let glued = !words[at].space_after;
    if is_stop(follower) || matches!(follower, "," | ";" | ":" | "-" | "--" | "%") {
        return false;
    }
    if !is_stop(form) {
        return abbreviation_ends(words, form, next);
    }
    // "1. First item": the number of a list belongs to its item.
    if form == "." && stop == begin + 1 && words[begin].form.chars().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let lower = follower.starts_with(char::is_lowercase);
    if glued && stop == at {
        // "Reuters.China": without a space only a capital or a quote shows the border.
        return !lower && follower.starts_with(char::is_alphabetic) && form != "…";
    }
    if lower {
        return stop == at && goes_on_small(words, begin, at);
    }
    if stop < at && form != "." && speaker_follows(&words[next..]) {
        return false;
    }
    true
}

/// Whether the stop `at` ends a sentence though the next begins in lower case, as in writing that spares capitals.
fn goes_on_small(words: &[Word<'_>], begin: usize, at: usize) -> bool {
    let form = words[at].form;
    // Dots that trail off end nothing.
    if form.contains("..") || form == "…" {
        return false;
    }
    if words[begin].form.starts_with(char::is_lowercase) {
        return true;
    }
    let Some(before) = at.checked_sub(1).filter(|&before| before > begin).map(|before| words[before].form) else {
        return false;
    };
    // "Why now? she asked": who speaks belongs to the question.
    let speaker = words[at + 1..].iter().take(2).any(|word| set::SPEAKING.has(word.form));
    // Unknown abbreviations are short or have a capital; so have names with a mark of their own, such as "Yahoo!".
    let plain = before.chars().all(char::is_lowercase) && before.chars().count() > 2;
    !speaker && (form.contains('?') || plain)
}

/// Whether "[17]" ends at that word: the mark of a note belongs to the sentence before it.
fn is_note(words: &[Word<'_>], at: usize) -> bool {
    at >= 2
        && words.get(at).is_some_and(|word| word.form == "]")
        && words[at - 2].form == "["
        && words[at - 1].form.chars().all(|digit| digit.is_ascii_digit())
}

fn is_face(form: &str) -> bool {
    matches!(form, ":)" | ":(" | ";)" | ":-)" | ";-)" | ":-(" | ":D" | "=)" | ":P" | "<3")
}

fn ends_with_stop(form: &str) -> bool {
    form.ends_with(['.', '!', '?', '…'])
}

/// "“Why?” Sergei V. Lavrov asked": a few capitalised words, then a verb of speaking.
fn speaker_follows(words: &[Word<'_>]) -> bool {
    let names = words
        .iter()
        .take(6)
        .take_while(|word| word.form.starts_with(char::is_uppercase) || set::AFTER_INITIAL.has(word.form));
    let count = names.count();
    count > 0 && words.get(count).is_some_and(|word| set::SPEAKING.has(word.form))
}

/// Whether the stop of an abbreviation also ends its sentence.
fn abbreviation_ends(words: &[Word<'_>], form: &str, next: usize) -> bool {
    let mut opener = next;
    // A quote that opens after "U.S." says nothing by itself; the word in it does.
    if matches!(words[opener].form, "“" | "\"" | "‘" | "(") && opener + 1 < words.len() {
        opener += 1;
    }
    match stop_of(form) {
        Some(Stop::End) => set::OPENS_SENTENCE.has(words[opener].form),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_SENTENCE, cut, sentences};
    use crate::text::{Article, Span};

    fn split(text: &str) -> Vec<String> {
        sentences(&Article::new("a", text))
            .iter()
            .map(|sentence| sentence.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect()
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_sentences() {
        for text in [
            "Mr. Lavrov met Dr. A. B. Khan and Gen. Lee at 9 a.m. Friday.",
            "Sergei V. Lavrov arrived in the U.S. President's guest house.",
            "The U.S. Senate voted on H.R. 5 on Sept. 3.",
            "The firm paid No. 10 about $1.5 million vs. St. Louis.",
            "“Why now?” Foreign Minister Lavrov asked.",
            "“Never!” he said.",
            "Who pays? she asked.",
            "The new Yahoo! shares fell.",
            "Sen. Foo of Conn. met the Dept. of State's approx. ten envoys.",
            "They waited ... and left.",
            "It was hot. . . and dry.",
            "1. Close the border.",
        ] {
            assert_eq!(split(text), [text], "one sentence");
        }
    }

    #[test]
    fn stops_end_sentences_with_what_closes_after_them() {
        for parts in [
            vec!["He works in the U.S.", "The talks go on."],
            vec!["He left at 5 p.m.", "She stayed."],
            vec!["“We agreed.”", "The minister left."],
            vec!["(Applause.)", "Thank you!", "What now?"],
            vec!["He works for Acme Inc.", "The firm is new."],
            vec!["So do I.", "Thanks."],
        ] {
            assert_eq!(split(&parts.join(" ")), parts);
        }
        for parts in
            [vec!["Did anyone call?", "also, the talks failed."], vec!["The hotel was clean.", "staff were kind."]]
        {
            assert_eq!(split(&parts.join(" ")), parts);
        }
        assert_eq!(split("told Reuters.China’s envoy left."), ["told Reuters.", "China’s envoy left."]);
        assert_eq!(split("It is “over.”The end."), ["It is “over.”", "The end."]);
    }

    #[test]
    fn a_line_of_its_own_is_a_sentence() {
        assert_eq!(
            split("Wang meets Lavrov in Bali\n\nThey talked.\n• First point\n• Second point"),
            ["Wang meets Lavrov in Bali", "They talked.", "• First point", "• Second point"]
        );
    }

    #[test]
    fn spans_count_characters_of_the_article() {
        let mut article = Article::new("a", "date 2022-07-07 Türkiye’s envoy left. Ağrı stayed.");
        article.body = Span::new(16, article.body.end);
        let found = sentences(&article);
        assert_eq!(found.len(), 2);
        for token in found.iter().flat_map(|sentence| &sentence.tokens) {
            assert_eq!(token.span.of(&article.text), token.form);
        }
        assert_eq!(found[1].span.of(&article.text), "Ağrı stayed.");
    }

    #[test]
    fn endless_sentences_and_words_are_cut() {
        let found = sentences(&Article::new("a", "word ".repeat(LONGEST_SENTENCE * 2 + 1)));
        assert_eq!(found.iter().map(|sentence| sentence.tokens.len()).collect::<Vec<_>>(), [400, 400, 1]);
        assert_eq!(cut(&found).map(|sentence| sentence.span.begin).collect::<Vec<_>>(), [0, 2000]);
        assert_eq!(cut(&sentences(&Article::new("a", "A short one. And another."))).count(), 0);
        let found = sentences(&Article::new("a", "x".repeat(100_000)));
        assert!(found.iter().flat_map(|sentence| &sentence.tokens).all(|token| token.form.len() <= 200));
    }
}
