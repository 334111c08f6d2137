//! Cards within a sentence: a name that a page shows with headlines about its bearer, all of it written into the text.
//!
//! Some outlets link a politician's name to a card with the full name, three headlines and `MORE`. Where a text was taken
//! from the page, the card stands in the sentence without a space: "President Example Ann ExampleKing resigns A queen follows
//! MORE said". The card begins behind the name and ends with `MORE`.

use std::ops::Range;

/// The most words of a card.
const MOST: usize = 70;

/// The cards of a paragraph, as bytes, with the space before each.
pub(super) fn cards(paragraph: &str) -> Vec<Range<usize>> {
    if !paragraph.contains("MORE") {
        return Vec::new();
    }
    let words = words(paragraph);
    let mut found = Vec::new();
    let mut from = 0;
    for at in 0..words.len() {
        // "MORE's" and "MORE," end a card, too.
        if !is_end(&paragraph[words[at].clone()]) {
            continue;
        }
        let first = from.max(at.saturating_sub(MOST));
        if let Some(begin) = (first..at).rev().find_map(|joint| begin(paragraph, &words, joint, first)) {
            let end = words[at].start + "MORE".len();
            found.push(words[begin].end..end);
            from = at + 1;
        }
    }
    found
}

fn is_end(word: &str) -> bool {
    word.strip_prefix("MORE").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// The word that the card follows, where the full name ends within the word `joint`: "TrumpLev".
fn begin(paragraph: &str, words: &[Range<usize>], joint: usize, first: usize) -> Option<usize> {
    let word = &paragraph[words[joint].clone()];
    let before = name_before_joint(word)?;
    // The full name ends as the name before it does: "Trump Donald John Trump".
    let near = (joint.saturating_sub(5).max(first)..joint).rev();
    near.into_iter().find(|&at| {
        let plain = |at: usize| paragraph[words[at].clone()].trim_matches(|sign: char| !sign.is_alphanumeric());
        let capital = |at: usize| plain(at).starts_with(char::is_uppercase);
        plain(at) == before && at + 1 < joint && (at + 1..joint).all(capital)
    })
}

/// The part of a word before a capital within it, where small letters stand on both sides: "Trump" of "TrumpLev".
fn name_before_joint(word: &str) -> Option<&str> {
    let mut before = word.chars().nth(1)?;
    for (at, letter) in word.char_indices().skip(2) {
        if before.is_lowercase() && letter.is_uppercase() {
            return Some(&word[..at]);
        }
        before = letter;
    }
    None
}

fn words(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut begin = None;
    for (at, letter) in paragraph.char_indices() {
        match (begin, letter.is_whitespace()) {
            (None, false) => begin = Some(at),
            (Some(from), true) => {
                found.push(from..at);
                begin = None;
            }
            _ => {}
        }
    }
    found.extend(begin.map(|from| from..paragraph.len()));
    found
}

#[cfg(test)]
mod tests {
    use super::cards;

    fn without(text: &str) -> String {
        let mut left = text.to_owned();
        for card in cards(text).into_iter().rev() {
            left.replace_range(card, "");
        }
        left
    }

    #[test]
    fn cards_end_with_more() {
        assert_eq!(
            without(
                "President Example Ann Maria ExampleKing resigns, says queen A republic follows MORE's plan, and Sen. Sample Bo SampleVote nears MORE (State), failed."
            ),
            "President Example's plan, and Sen. Sample (State), failed."
        );
    }

    #[test]
    fn other_words_stay() {
        for text in [
            "He wanted MORE from it.",
            "President Example met McDonald and wanted MORE.",
            "Ann Example and YouTube wanted MORE of it.",
        ] {
            assert_eq!(without(text), text);
        }
    }
}
