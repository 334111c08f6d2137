//! Borders that letters and mails have without a full stop: lines of signs, the time of a header, "Kind regards,",
//! a web address at the end of its sentence.
//!
//! Forwarded mails come as running text whose line breaks are lost, so that a header, a greeting and a signature would
//! become one sentence with what they stand beside. Shape decides, and only where it hardly ever misleads.

use super::word::Word;
use crate::lexicon::set;

/// Shortest run of signs that is a line drawn across the page.
const LINE: usize = 5;

/// Whether a sentence that began at `begin` ends after the word `at`, which is not the last of its paragraph.
pub(crate) fn border(words: &[Word<'_>], begin: usize, at: usize) -> bool {
    let (word, next) = (&words[at], &words[at + 1]);
    if is_line(word.form) != is_line(next.form) && word.space_after {
        return true;
    }
    let capital = next.form.starts_with(char::is_uppercase);
    if is_address(word.form) && word.space_after {
        return capital || is_address(next.form);
    }
    // "03/27/2001 09:11 AM Good morning".
    if set::MERIDIEM.has(word.form) && at >= begin + 2 {
        let date = |form: &str| form.len() >= 6 && form.matches('/').count() == 2 && digits(form, '/');
        return date(words[at - 2].form) && words[at - 1].form.contains(':') && digits(words[at - 1].form, ':');
    }
    // "Anna Berg <anna@example.org> 03/27/2001": the sender of a mail.
    if word.form == ">" && word.space_after && at > begin && words[at - 1].form.contains('@') {
        return capital || next.form.starts_with(|letter: char| letter.is_ascii_digit());
    }
    // "Kind regards, Maria": the name is the signature.
    let formula = || words[begin..at].iter().map(|word| word.form.to_lowercase());
    let closing = |word: &str| set::CLOSING.has(word);
    word.form == ","
        && capital
        && (1..=4).contains(&(at - begin))
        && formula().any(|word| closing(&word))
        && formula().all(|word| closing(&word) || set::CLOSING_BESIDE.has(&word))
}

/// Signs that are no stops, drawn out: "=====".
fn is_line(form: &str) -> bool {
    form.len() >= LINE && form.chars().all(|sign| matches!(sign, '*' | '=' | '_' | '-' | '~' | '#' | '+'))
}

fn is_address(form: &str) -> bool {
    form.starts_with("http://") || form.starts_with("https://") || form.starts_with("www.")
}

fn digits(form: &str, or: char) -> bool {
    form.chars().all(|sign| sign.is_ascii_digit() || sign == or)
}

#[cfg(test)]
mod tests {
    use crate::{syntax::sentences::sentences, text::Article};

    fn split(text: &str) -> Vec<&str> {
        sentences(&Article::new("a", text)).iter().map(|sentence| sentence.span.of(text)).collect()
    }

    #[test]
    fn headers_lines_and_closings_end_without_a_stop() {
        for parts in [
            vec!["See the draft.", "=======", "The envoy left"],
            vec!["Anna Berg 03/27/2001 09:11 AM", "Good morning all."],
            vec!["Kind regards,", "Anna Berg"],
            vec!["Anna Berg <anna@example.org>", "03/27/2001 The talks begin."],
            vec!["The text is at https://example.org/a", "We read it."],
        ] {
            assert_eq!(split(&parts.join(" ")), parts);
        }
    }

    #[test]
    fn other_commas_times_and_signs_end_nothing() {
        for text in [
            "Thanks to him, Norway signed.",
            "So, Norway signed.",
            "It began at 09:11 AM Eastern time.",
            "The prize -- Europe's largest -- went to her.",
            "He wrote on https://example.org that talks go on.",
        ] {
            assert_eq!(split(text), [text]);
        }
    }
}
