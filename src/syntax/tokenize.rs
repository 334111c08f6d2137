//! Words: a stretch of text without white space is cut into syntactic words by the conventions of the English
//! treebanks.
//!
//! The rules are those that the Universal Dependencies treebanks EWT and GUM follow in their present releases:
//! clitics are words ("do|n't", "Moscow|'s"), a hyphen between words is a word ("well|-|known") unless what stands
//! before it is a mere prefix ("co-founder", "anti-Russian"), so are currency signs, percent signs and units
//! ("$|1.8|bn"), while numbers, dates in digits, times, addresses and abbreviations with their stops stay whole. One
//! pass from left to right that never looks back over what it has read, so the time is linear.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::{lexicon, lexicon::set};

/// What a full stop after an abbreviation may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// A name follows: the sentence goes on.
    Title,
    /// An abbreviation only before a digit: "No. 10".
    Number,
    /// The sentence goes on.
    Inner,
    /// It may close a sentence as well: "Apple Inc."
    End,
}

/// What the table says of a stop.
const STOPS: [(&str, Stop); 4] =
    [("title", Stop::Title), ("number", Stop::Number), ("inner", Stop::Inner), ("end", Stop::End)];

/// The known abbreviations, lower case without their last stop.
fn abbreviations() -> &'static FxHashMap<&'static str, Stop> {
    static TABLE: OnceLock<FxHashMap<&'static str, Stop>> = OnceLock::new();
    TABLE.get_or_init(|| {
        lexicon::embedded_table("abbreviations.tsv")
            .rows(["word", "stop"])
            .map(|row| {
                let [word, stop] = row.cells;
                (word, STOPS.iter().find(|(name, _)| *name == stop).map_or(Stop::End, |(_, stop)| *stop))
            })
            .collect()
    })
}

/// The kind of an abbreviation that is written with its stop ("Mr."); `None` for other words.
pub(crate) fn stop_of(form: &str) -> Option<Stop> {
    let word = form.strip_suffix('.')?;
    if let Some(&stop) = abbreviations().get(word.to_lowercase().as_str()) {
        return Some(stop);
    }
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) if letter.is_alphabetic() => Some(Stop::Inner),
        (Some(_), Some('.')) => Some(Stop::End),
        _ => None,
    }
}

/// Longest stretch without white space that is looked at as one, in characters; longer ones are cut there.
pub(crate) const LONGEST_CHUNK: usize = 1_000;

/// Words written as one that are two, with the characters of the first.
fn contractions() -> &'static FxHashMap<&'static str, usize> {
    static TABLE: OnceLock<FxHashMap<&'static str, usize>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let table = lexicon::embedded_table("contractions.tsv");
        let rows = table.rows(["word", "first"]).map(|row| (row.cells[0], row.cells[1].chars().count()));
        rows.collect()
    })
}

const EMOTICONS: [&[char]; 10] = [
    &[':', ')'],
    &[':', '('],
    &[';', ')'],
    &[':', '-', ')'],
    &[';', '-', ')'],
    &[':', '-', '('],
    &[':', 'D'],
    &['=', ')'],
    &[':', 'P'],
    &['<', '3'],
];

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '`' | 'ʼ')
}

/// Letters, digits, and the marks that stand over them.
fn is_word(letter: char) -> bool {
    letter.is_alphanumeric()
        || letter == '_'
        || matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe0f}')
}

/// What stands around a chunk in its paragraph.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Around {
    /// The first character of the next chunk; `None` at the end of the paragraph.
    pub(crate) next: Option<char>,
    /// Whether the word before begins with a capital.
    pub(crate) after_capital: bool,
}

/// Cuts a stretch without white space into words; `emit` gets the characters `begin..end` of each in order.
pub(crate) fn split_chunk(chunk: &[char], around: Around, emit: &mut dyn FnMut(usize, usize)) {
    let mut at = 0;
    while at < chunk.len() {
        let end = match chunk[at] {
            letter if letter.is_ascii_digit() => number(chunk, at, emit),
            letter if is_word(letter) => word(chunk, at, around, emit),
            _ => symbol(chunk, at, emit),
        };
        debug_assert!(end > at, "each step reads a character");
        at = end;
    }
}

/// The end of the run of characters from `at` that `is` holds for.
fn run(chunk: &[char], at: usize, is: impl Fn(char) -> bool) -> usize {
    chunk[at..].iter().position(|&letter| !is(letter)).map_or(chunk.len(), |length| at + length)
}

fn lower(chunk: &[char]) -> String {
    chunk.iter().flat_map(|letter| letter.to_lowercase()).collect()
}

/// A word that begins with a sign; all signs that stay together.
fn symbol(chunk: &[char], at: usize, emit: &mut dyn FnMut(usize, usize)) -> usize {
    let sign = chunk[at];
    let after = chunk.get(at + 1).copied();
    if let Some(face) = EMOTICONS.iter().find(|face| chunk[at..].starts_with(face))
        && chunk.get(at + face.len()).is_none_or(|&letter| !is_word(letter))
    {
        emit(at, at + face.len());
        return at + face.len();
    }
    let end = match sign {
        '.' | '!' | '?' | '…' => match after {
            Some(digit) if sign == '.' && digit.is_ascii_digit() => return number(chunk, at, emit),
            _ => run(chunk, at, |letter| matches!(letter, '.' | '!' | '?' | '…')),
        },
        '-' | '*' | '=' | '~' | '<' | '>' | '+' | '|' | '$' => {
            let end = run(chunk, at, |letter| letter == sign);
            match chunk.get(end) {
                Some(digit) if sign == '+' && digit.is_ascii_digit() => {
                    run(chunk, end, |letter| letter.is_ascii_digit())
                }
                _ => end,
            }
        }
        '#' | '@' if after.is_some_and(is_word) => run(chunk, at + 1, is_word),
        sign if is_apostrophe(sign) => match after {
            // '09, '90s; 'em, 'tis: the apostrophe stands for what is left out.
            Some(digit) if digit.is_ascii_digit() => run(chunk, at + 1, is_word),
            Some(letter) if letter.is_alphabetic() => {
                let end = run(chunk, at + 1, is_word);
                let rest = lower(&chunk[at + 1..end]);
                let clitic = at > 0 && set::CLITICS.has(&rest);
                if clitic || set::LONE_CLITIC.has(&rest) { end } else { at + 1 }
            }
            Some(second) if second == sign => at + 2,
            _ => at + 1,
        },
        _ => at + 1,
    };
    emit(at, end);
    end
}

/// A number with what belongs to it, from a digit or a decimal point.
fn number(chunk: &[char], at: usize, emit: &mut dyn FnMut(usize, usize)) -> usize {
    let digit = |index: usize| chunk.get(index).is_some_and(char::is_ascii_digit);
    let mut end = at;
    while end < chunk.len() {
        let inner = matches!(chunk[end], '.' | ',' | ':' | '/') && digit(end + 1);
        if !(chunk[end].is_ascii_digit() || inner) {
            break;
        }
        end += 1;
    }
    if let Some(phone) = phone(chunk, at, end) {
        emit(at, phone);
        return phone;
    }
    let letters = run(chunk, end, is_word);
    if letters > end {
        let suffix = lower(&chunk[end..letters]);
        // "9a.m." keeps the stop inside its unit.
        let dotted = set::MERIDIEM_LETTER.has(&suffix) && lower(&chunk[letters..chunk.len().min(letters + 3)]) == ".m.";
        if dotted {
            emit(at, end);
            emit(end, letters + 3);
            return letters + 3;
        }
        if set::UNITS.has(&suffix) {
            emit(at, end);
            emit(end, letters);
        } else {
            emit(at, letters);
        }
        return letters;
    }
    // "the 1960's": the decade is one word, as in both treebanks.
    let decade = end - at == 4 && chunk[end - 1] == '0' && chunk.get(end).copied().is_some_and(is_apostrophe);
    if decade && chunk.get(end + 1) == Some(&'s') && chunk.get(end + 2).is_none_or(|&letter| !is_word(letter)) {
        emit(at, end + 2);
        return end + 2;
    }
    emit(at, end);
    end
}

/// The end of a telephone number or a date in digits ("312-666-2372", "345-9945", "2022-07-07") that begins at `at`.
fn phone(chunk: &[char], at: usize, first_end: usize) -> Option<usize> {
    let plain = |from: usize, to: usize| chunk[from..to].iter().all(char::is_ascii_digit);
    if !plain(at, first_end) {
        return None;
    }
    let mut groups = vec![first_end - at];
    let mut end = first_end;
    while chunk.get(end) == Some(&'-') && chunk.get(end + 1).is_some_and(char::is_ascii_digit) {
        let next = run(chunk, end + 1, |letter| letter.is_ascii_digit());
        groups.push(next - end - 1);
        end = next;
    }
    let closed = chunk.get(end).is_none_or(|&letter| !is_word(letter));
    (closed && (groups.len() > 2 || groups == [3, 4])).then_some(end)
}

/// A word that begins with a letter: up to its end, with the stop of an abbreviation, cut at hyphens and clitics.
fn word(chunk: &[char], at: usize, around: Around, emit: &mut dyn FnMut(usize, usize)) -> usize {
    if let Some(end) = address(chunk, at) {
        emit(at, end);
        return end;
    }
    let mut end = at;
    loop {
        end = run(chunk, end, is_word);
        let (Some(&sign), Some(&after)) = (chunk.get(end), chunk.get(end + 1)) else { break };
        let joins = is_word(after)
            && match sign {
                '&' => true,
                '.' => !glued(&chunk[at..end], &chunk[end + 1..]),
                '-' => {
                    // Not in the middle of a compound: "Rio-de-Janeiro".
                    let first = at == 0 || chunk[at - 1] != '-';
                    first && keeps_hyphen(&chunk[at..end]) && after.is_alphanumeric()
                }
                '/' => end - at == 1 && after.is_alphabetic() && chunk[at] != 'm',
                sign => is_apostrophe(sign),
            };
        if !joins {
            break;
        }
        end += 1;
    }
    if chunk.get(end) == Some(&'$') && chunk[at..end].iter().all(|letter| letter.is_ascii_uppercase()) && end - at < 4 {
        // US$, HK$, A$.
        emit(at, end + 1);
        return end + 1;
    }
    if chunk.get(end) == Some(&'.') && chunk.get(end + 1) != Some(&'.') && keeps_stop(chunk, at, end, around) {
        emit(at, end + 1);
        return end + 1;
    }
    clitics(chunk, at, end, emit);
    end
}

/// The end of a web or mail address that begins at `at`; signs that close the sentence are left outside.
fn address(chunk: &[char], at: usize) -> Option<usize> {
    let starts = |text: &str| text.chars().zip(&chunk[at..]).filter(|(a, b)| a == *b).count() == text.len();
    let mut web = starts("www.") || starts("http://") || starts("https://") || starts("mailto:");
    if !web && (at == 0 || matches!(chunk[at - 1], '<' | '(' | '[' | '"' | ':')) {
        // name@host.tld
        let name = run(chunk, at, |letter| is_word(letter) || matches!(letter, '.' | '-' | '+' | '%'));
        web = chunk.get(name) == Some(&'@') && chunk.get(name + 1).is_some_and(|&letter| is_word(letter));
    }
    if !web {
        return None;
    }
    let end = run(chunk, at, |letter| !matches!(letter, '"' | '”' | '“' | '<' | '>' | '’' | ')' | ']' | '('));
    let trailing =
        chunk[at..end].iter().rev().take_while(|&&letter| matches!(letter, '.' | ',' | ';' | ':' | '!' | '?')).count();
    Some(end - trailing)
}

/// Whether the stop between two words ends a sentence whose space is missing: "Reuters.China", not "bbc.com", "U.S".
fn glued(left: &[char], right: &[char]) -> bool {
    let left = left.rsplit(|&letter| letter == '.').next().unwrap_or_default();
    let capital = right.first().is_some_and(|letter| letter.is_uppercase());
    let word = left.len() > 1 && left.last().is_some_and(|letter| letter.is_lowercase());
    capital && (word || left.iter().all(char::is_ascii_digit)) && !abbreviations().contains_key(lower(left).as_str())
}

/// Whether what stands before a hyphen is a mere prefix.
fn keeps_hyphen(left: &[char]) -> bool {
    left.len() <= 7 && set::PREFIXES.has(&lower(left))
}

/// Whether the stop at `end` belongs to the word before it.
fn keeps_stop(chunk: &[char], at: usize, end: usize, around: Around) -> bool {
    let word = &chunk[at..end];
    let rest = &chunk[end + 1..];
    let last = rest.is_empty() && around.next.is_none();
    let follows = rest.first().copied().or(around.next);
    if word.len() == 1 {
        // An initial; but "I" ends many a sentence, and a letter before the end of the paragraph is no initial.
        let pronoun = word[0] == 'I' && !around.after_capital;
        return word[0].is_uppercase()
            && !last
            && !pronoun
            && rest.first().is_none_or(|sign| matches!(sign, ',' | ';' | ')' | '’' | '\'' | '-'));
    }
    if word.contains(&'.') {
        // Single letters with stops between them: U.S., p.m., e.g.
        let letters = word.split(|&letter| letter == '.').all(|part| part.len() == 1 && part[0].is_alphabetic());
        return letters || abbreviations().contains_key(lower(word).as_str());
    }
    match abbreviations().get(lower(word).as_str()) {
        Some(Stop::Number) => rest.is_empty() && follows.is_some_and(|letter| letter.is_ascii_digit()),
        Some(Stop::End) => true,
        Some(Stop::Title) => !last && word[0].is_uppercase(),
        Some(Stop::Inner) => !last,
        None => false,
    }
}

/// Cuts clitics and contractions off the word `at..end`.
fn clitics(chunk: &[char], at: usize, end: usize, emit: &mut dyn FnMut(usize, usize)) {
    let word = &chunk[at..end];
    let cut = word.iter().rposition(|&letter| is_apostrophe(letter)).and_then(|apostrophe| {
        let tail = lower(&word[apostrophe + 1..]);
        if set::CLITIC_OF_NOT.has(&tail) && apostrophe > 1 && word[apostrophe - 1].eq_ignore_ascii_case(&'n') {
            Some(apostrophe - 1)
        } else {
            (apostrophe > 0 && set::CLITICS.has(&tail)).then_some(apostrophe)
        }
    });
    let cut = cut.or_else(|| {
        let short = word.len() <= 8 && word.iter().skip(1).all(|letter| letter.is_ascii_lowercase());
        let lowered = short.then(|| lower(word))?;
        contractions().get(lowered.as_str()).copied()
    });
    match cut {
        Some(cut) => {
            // "wouldn't've": what is left may end in a clitic itself.
            if word[..cut].iter().any(|&letter| is_apostrophe(letter)) {
                clitics(chunk, at, at + cut, emit);
            } else {
                emit(at, at + cut);
            }
            emit(at + cut, end);
        }
        None => emit(at, end),
    }
}

#[cfg(test)]
mod tests {
    use super::{Around, split_chunk};

    fn words(text: &str, next: Option<char>) -> Vec<String> {
        let chars: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        split_chunk(&chars, Around { next, after_capital: false }, &mut |begin, end| {
            found.push(chars[begin..end].iter().collect());
        });
        found
    }

    #[test]
    fn words_are_cut_as_the_treebanks_do() {
        for (text, expected) in [
            ("don't", "do n't"),
            ("Moscow’s", "Moscow ’s"),
            ("they’d’ve", "they ’d ’ve"),
            ("cannot", "can not"),
            ("O'Brien's", "O'Brien 's"),
            ("well-known", "well - known"),
            ("co-founder", "co-founder"),
            ("anti-Russian", "anti-Russian"),
            ("al-Assad", "al - Assad"),
            ("9-year-old", "9 - year - old"),
            ("2019-2020", "2019 - 2020"),
            ("2022-07-07", "2022-07-07"),
            ("$1.8bn", "$ 1.8 bn"),
            ("€300m,", "€ 300 m ,"),
            ("US$5", "US$ 5"),
            ("25%", "25 %"),
            ("9.30am", "9.30 am"),
            ("21st", "21st"),
            ("1960s", "1960s"),
            ("9/11", "9/11"),
            ("and/or", "and / or"),
            ("AT&T's", "AT&T 's"),
            ("U.S.-led", "U.S. - led"),
            ("U.S.", "U.S."),
            ("Reuters.China’s", "Reuters . China ’s"),
            ("bbc.com", "bbc.com"),
            ("https://a.org/b-c.html.", "https://a.org/b-c.html ."),
            ("me@a.org,", "me@a.org ,"),
            ("“third", "“ third"),
            ("parties.”", "parties . ”"),
            ("West,'”", "West , ' ”"),
            ("workers'", "workers '"),
            ("'90s", "'90s"),
            ("meeting--which", "meeting -- which"),
            ("war—the", "war — the"),
            ("what?!", "what ?!"),
            ("wait...", "wait ..."),
            ("(AP)", "( AP )"),
            ("No.", "No ."),
        ] {
            assert_eq!(words(text, Some('x')).join(" "), expected);
        }
    }

    #[test]
    fn stops_belong_to_abbreviations_by_what_follows() {
        assert_eq!(words("No.", Some('1')), ["No."]);
        assert_eq!(words("V.", Some('L')), ["V."]);
        assert_eq!(words("B.", None), ["B", "."]);
        assert_eq!(words("Mr.", Some('L')), ["Mr."]);
        assert_eq!(words("Inc.", None), ["Inc."]);
        assert_eq!(words("I.", Some('T')), ["I", "."]);
    }

    #[test]
    fn the_table_of_contractions_has_no_mistake() {
        let (table, mut problems) = (crate::lexicon::embedded_table("contractions.tsv"), Vec::new());
        for row in table.checked(["word", "first"], &mut problems) {
            let [word, first] = row.cells;
            assert!(word.starts_with(first) && !first.is_empty() && first != word, "line {}", row.line);
        }
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn the_table_of_abbreviations_has_no_mistake() {
        let (table, mut problems) = (crate::lexicon::embedded_table("abbreviations.tsv"), Vec::new());
        for row in table.checked(["word", "stop"], &mut problems) {
            assert!(super::STOPS.iter().any(|(name, _)| *name == row.cells[1]), "line {}", row.line);
        }
        assert!(problems.is_empty(), "{problems:?}");
    }
}
