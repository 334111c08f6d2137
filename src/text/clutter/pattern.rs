//! The patterns of `data/pages/clutter.tsv`: which lines are clutter whatever article they stand in.
//!
//! A pattern is words; `…` stands for any words, `#` for a number, and `*` for any letters of a word. Lines are compared in
//! lower case, with straight quotes and without signs at their ends.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::kind::Kind;

const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/pages/clutter.tsv"));

/// So many words a line has at most that goes for a part of it.
const SHORT: usize = 30;

/// The same of captions, which are sentences of their own.
const CAPTION: usize = 90;

/// A pattern: what stands before each of its gaps, and behind the last one.
#[derive(Debug)]
struct Pattern {
    kind: Kind,
    parts: Vec<Vec<&'static str>>,
}

/// The patterns by their first word; those that begin with a gap, by the last one.
#[derive(Debug, Default)]
struct Patterns {
    by_first: FxHashMap<&'static str, Vec<Pattern>>,
    by_last: FxHashMap<&'static str, Vec<Pattern>>,
    /// Patterns whose first word is a number or has any letters.
    others: Vec<Pattern>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let mut patterns = Patterns::default();
    for (kind, words) in TABLE.lines().skip(2).filter_map(|row| row.split_once('\t')) {
        let Some(kind) = Kind::parse(kind) else { continue };
        let parts: Vec<Vec<&str>> = words.split('…').map(|part| part.split_whitespace().collect()).collect();
        let pattern = Pattern { kind, parts };
        let plain = |word: &&&'static str| !word.contains(['#', '*']);
        let first = pattern.parts.first().and_then(|part| part.first()).copied();
        let last = pattern.parts.last().and_then(|part| part.last()).copied();
        match (first, last) {
            (Some(first), _) if plain(&&first) => patterns.by_first.entry(first).or_default().push(pattern),
            (None, Some(last)) if plain(&&last) => patterns.by_last.entry(last).or_default().push(pattern),
            _ => patterns.others.push(pattern),
        }
    }
    patterns
});

/// A line as lines are compared: lower case, straight quotes, no signs at its ends.
pub(crate) fn folded(line: &str) -> String {
    let line = line.to_lowercase().replace('’', "'");
    let line = line.trim_matches(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '©' | '@'));
    line.trim_end_matches(['©', '@']).to_owned()
}

/// What a folded line is by the table.
pub(super) fn kind_of(folded: &str) -> Option<Kind> {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let (first, last) = (words.first()?, words.last()?);
    if words.len() > CAPTION {
        return None;
    }
    let fits = |pattern: &&Pattern| pattern.fits(&words);
    let by_first = PATTERNS.by_first.get(first).and_then(|list| list.iter().find(fits));
    let by_last = || PATTERNS.by_last.get(last).and_then(|list| list.iter().find(fits));
    by_first.or_else(by_last).or_else(|| PATTERNS.others.iter().find(fits)).map(|pattern| pattern.kind)
}

impl Pattern {
    fn fits(&self, words: &[&str]) -> bool {
        let [first, rest @ ..] = &self.parts[..] else { return false };
        let Some((last, middle)) = rest.split_last() else { return same(first, words) };
        let most = if matches!(self.kind, Kind::Caption | Kind::Credit | Kind::Teaser) { CAPTION } else { SHORT };
        let fixed: usize = self.parts.iter().map(Vec::len).sum();
        if words.len() > most || words.len() < fixed {
            return false;
        }
        let (begin, end) = (first.len(), words.len() - last.len());
        if begin > end || !same(first, &words[..begin]) || !same(last, &words[end..]) {
            return false;
        }
        let mut at = begin;
        middle.iter().all(|part| {
            let found = (at..=end.saturating_sub(part.len()))
                .find(|&from| words.get(from..from + part.len()).is_some_and(|stretch| same(part, stretch)));
            at = found.map_or(at, |from| from + part.len());
            found.is_some()
        })
    }
}

fn same(part: &[&str], words: &[&str]) -> bool {
    part.len() == words.len() && part.iter().zip(words).all(|(&pattern, word)| word_fits(pattern, word))
}

fn word_fits(pattern: &str, word: &str) -> bool {
    if let Some((before, after)) = pattern.split_once('#') {
        let number = word.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
        return number.is_some_and(|number| {
            number.starts_with(|sign: char| sign.is_ascii_digit())
                && number.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, ':' | '.' | ','))
        });
    }
    if let Some((before, after)) = pattern.split_once('*') {
        return word.len() >= before.len() + after.len()
            && word.starts_with(before)
            && after.split('*').try_fold(word, |rest, part| rest.split_once(part).map(|(_, rest)| rest)).is_some();
    }
    word == pattern
}

#[cfg(test)]
mod tests {
    use super::{Kind, TABLE, folded, kind_of};

    #[test]
    fn patterns_have_gaps_numbers_and_letters() {
        let cases = [
            ("Advertisement", Some(Kind::Advert)),
            ("READ MORE: A king resigns", Some(Kind::Teaser)),
            ("Image copyright Example Images", Some(Kind::Credit)),
            ("Image copyright Example Images Image caption A king, a queen and a republic", Some(Kind::Caption)),
            ("FILE - In this photo of Monday, a king resigns.", Some(Kind::Caption)),
            ("Ann Example and The Agency contributed to this report.", Some(Kind::Team)),
            ("7 years ago", Some(Kind::Notice)),
            ("© 2022 Example Media", Some(Kind::Notice)),
            ("Follow @example on the bird", Some(Kind::Promo)),
            ("Write to Ann Example at ann@news.example", Some(Kind::Promo)),
            ("Get instant email alerts on this topic", Some(Kind::Promo)),
            ("Write to the king at once, he said", None),
            ("Seven years ago a king resigned.", None),
            ("Advertisement is what he called it", None),
            ("", None),
        ];
        for (line, kind) in cases {
            assert_eq!(kind_of(&folded(line)), kind, "{line}");
        }
    }

    #[test]
    fn the_table_is_in_lower_case_and_has_known_kinds() {
        for row in TABLE.lines().skip(2) {
            let (kind, words) = row.split_once('\t').expect("two columns");
            assert!(Kind::parse(kind).is_some() && words == words.to_lowercase() && !words.is_empty(), "{row}");
            // A line as the pattern has it is known by the table, so that the pattern has no sign that lines lose.
            let line = words.replace('…', "x y").replace('#', "7").replace('*', "ab");
            assert!(kind_of(&folded(&line)).is_some(), "{row}: no line is written so");
        }
    }
}
