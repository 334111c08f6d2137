//! A document as lines: what the readers of DOCX, RTF, PDF and plain text hand to the layouts of licensed archives.

use jiff::civil::Date;

use crate::text::date::{is_day_word, parse_day};

/// The line that stands where a page ends.
pub(crate) const PAGE: &str = "\u{c}";

/// The text of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    /// Its lines, trimmed; empty ones stay, and [`PAGE`] parts pages where the format has pages.
    pub(crate) lines: Vec<String>,
    /// Whether a paragraph may take several lines, so that only an empty one ends it.
    pub(crate) wrapped: bool,
}

impl Document {
    /// A document whose lines are paragraphs.
    pub(crate) fn of_paragraphs(lines: impl IntoIterator<Item = String>) -> Self {
        Self { lines: lines.into_iter().map(|line| trimmed(&line)).collect(), wrapped: false }
    }

    /// A document whose paragraphs may take several lines.
    pub(crate) fn of_lines(lines: impl IntoIterator<Item = String>) -> Self {
        Self { wrapped: true, ..Self::of_paragraphs(lines) }
    }

    /// A plain text: its paragraphs take several lines unless one of these is longer than any page is wide.
    pub(crate) fn of_text(text: &str) -> Self {
        let wrapped = text.lines().all(|line| line.chars().count() <= 140);
        Self { wrapped, ..Self::of_paragraphs(text.lines().map(str::to_owned)) }
    }
}

/// A line without the spaces around it; other spaces than the common one become that one.
fn trimmed(line: &str) -> String {
    if line == PAGE {
        return line.to_owned();
    }
    let plain: String =
        line.chars().map(|sign| if sign.is_whitespace() && sign != '\t' { ' ' } else { sign }).collect();
    plain.trim().to_owned()
}

/// Whether a line has nothing to read: it is empty, or a page ends there.
pub(super) fn is_blank(line: &str) -> bool {
    line.is_empty() || line == PAGE
}

/// The paragraphs of some lines, without page numbers. A paragraph that a page cuts goes on behind it.
pub(super) fn paragraphs(lines: &[String], wrapped: bool) -> Vec<String> {
    let lines = lines.iter().map(String::as_str).filter(|line| !is_page_number(line));
    if !wrapped {
        return lines.filter(|line| !is_blank(line)).map(|line| line.replace('\t', " ")).collect();
    }
    let mut found: Vec<String> = Vec::new();
    // Whether the next line goes on with the last paragraph, and whether a page ended since.
    let (mut open, mut cut) = (false, false);
    for line in lines {
        if is_blank(line) {
            open = false;
            cut |= line == PAGE;
            continue;
        }
        let ended = |text: &str| text.ends_with(['.', '!', '?', '"', '”', '’', ':', ')']);
        match found.last_mut() {
            Some(last) if open || cut && !ended(last) => {
                // A word that is parted at a hyphen keeps it: "Anglo-" and "American" are one word.
                let parted = last.ends_with('-') && line.starts_with(char::is_alphabetic);
                if !parted {
                    last.push(' ');
                }
                last.push_str(line);
            }
            _ => found.push(line.to_owned()),
        }
        (open, cut) = (true, false);
    }
    found.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

/// "Page 2 of 3", "Page 1 of 5 © 2022 Factiva, Inc. All rights reserved."
pub(super) fn is_page_number(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("Page ") else { return false };
    let mut words = rest.split(' ');
    let mut number =
        || words.next().is_some_and(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()));
    let first = number();
    match (first, rest.split(' ').nth(1)) {
        (true, None) => true,
        (true, Some("of")) => {
            let of = rest.split(' ').nth(2).is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
            of && rest.split(' ').nth(3).is_none_or(|word| word == "©")
        }
        _ => false,
    }
}

/// The day that a line begins with, whatever follows: "July 7, 2022 Thursday, Late Edition - Final".
pub(super) fn leading_day(line: &str) -> Option<Date> {
    let begins = line.starts_with(|sign: char| sign.is_ascii_digit())
        || line.split([' ', ',', '.']).next().is_some_and(is_day_word);
    if !begins {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().take(8).collect();
    (3..=words.len()).rev().find_map(|count| parse_day(words[..count].join(" ").trim_end_matches([',', ';', ':'])))
}

/// The first day that is written anywhere in a line: "The Example Times, London (UK), 07 July 2022: A.1."
pub(super) fn day_within(line: &str) -> Option<Date> {
    let begins = line.char_indices().filter(|&(at, sign)| {
        sign.is_ascii_digit() && !line[..at].ends_with(|before: char| before.is_alphanumeric())
            || sign.is_alphabetic() && !line[..at].ends_with(|before: char| before.is_alphanumeric())
    });
    begins.map(|(at, _)| &line[at..]).find_map(|rest| {
        // Three words alone, since what follows is another part of the line.
        let words: Vec<&str> = rest.split_whitespace().take(3).collect();
        let day = words.join(" ");
        (words.len() == 3).then(|| parse_day(day.trim_end_matches([',', ';', ':', '.'])))?
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Document, PAGE, day_within, is_page_number, leading_day, paragraphs};

    #[test]
    fn days_stand_at_the_beginning_or_within() {
        let day = Some(date(2022, 7, 7));
        for line in [
            "July 7, 2022 Thursday",
            "July 7, 2022 Thursday, Late Edition - Final",
            "July 7, 2022 Thursday 10:15 AM GMT",
            "Thursday, July 7, 2022",
            "7 July 2022",
            "7 July 2022, 10:15",
            "Jul 7, 2022",
        ] {
            assert_eq!(leading_day(line), day, "{line}");
        }
        for line in ["July 2022", "The July 7, 2022 paper", "7 ministers met", "", "May they meet on July 7, 2022"] {
            assert_eq!(leading_day(line), None, "{line}");
        }
        assert_eq!(day_within("The Example Times, London (UK) [London (UK)]07 July 2022: A.1."), day);
        assert_eq!(day_within("The Example Times ; London [London]. 07 July 2022: 4."), day);
        assert_eq!(day_within("The Example Times, July 2022: 4."), None);
    }

    #[test]
    fn paragraphs_of_lines_end_at_empty_ones_and_go_on_over_pages() {
        let lines = ["One of", "the Anglo-", "American two", PAGE, "Page 2 of 3", "left.", "", "Two.", PAGE, "Three."];
        let document = Document::of_lines(lines.map(str::to_owned));
        assert_eq!(paragraphs(&document.lines, true), ["One of the Anglo-American two left.", "Two.", "Three."]);
        assert_eq!(paragraphs(&document.lines, false).len(), 6);
    }

    #[test]
    fn page_numbers_are_no_sentences() {
        assert!(is_page_number("Page 2") && is_page_number("Page 2 of 3"));
        assert!(is_page_number("Page 1 of 5 © 2022 Factiva, Inc. All rights reserved."));
        assert!(!is_page_number("Page 2 of the paper has it.") && !is_page_number("Page met the minister."));
    }
}
