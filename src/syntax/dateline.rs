//! Datelines: the place, date and agency before the first sentence of a news item.
//!
//! "BALI • ", "BEIJING (Reuters) - ", "KYIV, Ukraine — ", "BRUSSELS, July 7 (Xinhua) -- ": a parser takes their place
//! for a subject or an apposition, so they are set apart. Shape decides, not a list of cities: capitals or an agency
//! in parentheses, then a dash, a bullet or a colon with spaces, then a capital or a quotation.

use super::word::Word;
use crate::lexicon::set;

/// Most words of a dateline before its dash.
const LONGEST: usize = 14;

/// How many words at the start of a paragraph are a dateline, its dash included; `None` where there is none.
pub(crate) fn end(words: &[Word<'_>]) -> Option<usize> {
    let dash = words
        .iter()
        .take(LONGEST + 1)
        .position(|word| matches!(word.form, "•" | "·" | "—" | "–" | "-" | "--" | ":"))?;
    let head = &words[..dash];
    let first = head.first()?.form;
    let spaced = words[dash].space_after && words[dash - 1].space_after;
    let next = words.get(dash + 1)?.form;
    if !next.starts_with(|letter: char| {
        letter.is_uppercase() || letter.is_ascii_digit() || matches!(letter, '“' | '"' | '‘' | '\'')
    }) {
        return None;
    }
    let shouted = is_shouted(first) && first.chars().count() > 2;
    let agency = head.last()?.form == ")" && head.iter().any(|word| word.form == "(");
    let plain = head.iter().all(|word| {
        word.form.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit())
            || set::DATELINE_WORD.has(word.form)
    });
    if !plain {
        return None;
    }
    match words[dash].form {
        // "ISLAMABAD: Pakistan said", "MR. SMITH: Good morning": all in capitals.
        ":" => (!words[dash - 1].space_after && dash <= 5 && head.iter().all(|word| is_shouted(word.form)))
            .then_some(dash + 1),
        "•" | "·" => (spaced && (shouted || dash <= 4)).then_some(dash + 1),
        _ => (spaced && (shouted || agency)).then_some(dash + 1),
    }
}

/// Whether every letter is a capital, and there is one.
fn is_shouted(form: &str) -> bool {
    let mut letters = form.chars().filter(|letter| letter.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(char::is_uppercase) || set::DATELINE_MARK.has(form)
}

#[cfg(test)]
mod tests {
    use crate::{syntax::sentences::sentences, text::Article};

    fn first(text: &str) -> String {
        let found = sentences(&Article::new("a", text));
        found.first().map(|sentence| sentence.span.of(text).to_owned()).unwrap_or_default()
    }

    #[test]
    fn datelines_are_set_apart() {
        for (line, rest) in [
            ("BALI •", "China met Russia."),
            ("BEIJING (Reuters) -", "China met Russia."),
            ("KYIV, Ukraine —", "“We agreed,” he said."),
            ("BRUSSELS, July 7 (Xinhua) --", "The union met."),
            ("Moscow (AP) —", "The two met."),
            ("SAN JOSE, Costa Rica (AFP) –", "The two met."),
            ("ISLAMABAD:", "The two met."),
        ] {
            assert_eq!(first(&format!("{line} {rest}")), line);
        }
    }

    #[test]
    fn dashes_of_sentences_are_not_datelines() {
        for text in [
            "NATO - the alliance - met.",
            "Putin — the president — met Xi.",
            "The deal - Reuters reported - is off.",
            "He said: Go.",
            "Xi met Putin (left) — President of Russia.",
        ] {
            assert_eq!(first(text), text);
        }
    }
}
