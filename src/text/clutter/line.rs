//! Lines that are clutter by what stands around them: bylines and days at the head, what names the outlet or the authors, and
//! what is said twice.

use std::collections::HashSet;

use super::{
    kind::Kind,
    pattern::{folded, kind_of},
};
use crate::text::date::{is_day_word, parse_day};

/// So many lines from either end may be a byline, a day, or a note on who reported.
const EDGE: usize = 4;

/// What is known of an article beside its text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct About<'a> {
    /// The headline.
    pub(crate) title: Option<&'a str>,
    /// The outlet.
    pub(crate) source: Option<&'a str>,
    /// Who wrote it.
    pub(crate) authors: &'a [String],
}

/// Which of the lines of a text are clutter, and of what kind. A line is a paragraph.
pub(crate) fn kinds(lines: &[&str], about: About<'_>) -> Vec<Option<Kind>> {
    let all: Vec<String> = lines.iter().map(|line| folded(line)).collect();
    let named = Named {
        title: about.title.map(folded).unwrap_or_default(),
        source: about.source.map(folded).unwrap_or_default(),
        authors: about.authors.iter().map(|name| folded(name)).collect(),
    };
    let mut found: Vec<Option<Kind>> = Vec::with_capacity(lines.len());
    let mut seen: HashSet<&str> = HashSet::new();
    let mut last: Option<usize> = None;
    for (index, line) in lines.iter().enumerate() {
        let from_end = lines.len() - 1 - index;
        let mut kind = named.kind(&all, lines, index).or_else(|| kind_of(&all[index]));
        if kind.is_none() && from_end < EDGE && is_reporter(line) {
            kind = Some(Kind::Team);
        }
        if kind.is_none() && is_doubled(&all[index]) {
            kind = Some(Kind::Caption);
        }
        // Recipes and tables repeat their lines; a sentence that comes a second time was copied.
        let sentence = line.trim_end().ends_with(['.', '!', '?', '"', '”', '’']);
        if kind.is_none() && sentence && all[index].split(' ').count() >= 12 && !seen.insert(&all[index]) {
            kind = Some(Kind::Repeated);
        }
        // The first half of a paragraph, as a teaser of the whole, and the whole after it.
        if let Some(before) = last.filter(|_| kind.is_none())
            && lines[before].split(' ').count() >= 8
            && line.starts_with(lines[before].trim_end_matches(['.', '…', ' ']))
        {
            found[before] = Some(Kind::Repeated);
        }
        if kind.is_none() {
            last = Some(index);
        }
        found.push(kind);
    }
    found
}

/// What is known of the article, folded.
struct Named {
    title: String,
    source: String,
    authors: Vec<String>,
}

impl Named {
    /// What a line is because of its place, or of what it names.
    fn kind(&self, all: &[String], lines: &[&str], index: usize) -> Option<Kind> {
        let line = &all[index];
        let (head, tail) = (index < EDGE, all.len() - 1 - index < EDGE);
        if line.is_empty() {
            return Some(Kind::Notice);
        }
        if !self.source.is_empty() && *line == self.source || head && *line == self.title {
            return Some(Kind::Heading);
        }
        if (head || tail) && self.authors.contains(line) || head && is_byline(lines[index]) {
            return Some(Kind::Byline);
        }
        // A name that stands above the name of its outlet.
        let below = all.get(index + 1).filter(|below| !self.source.is_empty() && **below == self.source);
        if head && below.is_some() && is_name(lines[index]) {
            return Some(Kind::Byline);
        }
        (head && is_day(line)).then_some(Kind::Day)
    }
}

/// "By Ann Example", "By Ann Example and Bo Example, Agency": a few words, each a name.
fn is_byline(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")) else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let name = |word: &&str| word.starts_with(|letter: char| letter.is_uppercase() || !letter.is_alphabetic());
    // "By Monday President Example" goes on in the next line.
    let day = words.first().is_some_and(|word| is_day_word(word.trim_end_matches(',')));
    words.len() <= 10 && !day && words.iter().all(|word| name(word) || is_joint(word)) && !line.ends_with('.')
}

/// Small words within names and between them.
fn is_joint(word: &str) -> bool {
    matches!(word, "and" | "in" | "for" | "of" | "the" | "de" | "van" | "von")
}

/// Two to four words, each with a capital.
fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| word.starts_with(char::is_uppercase))
        && !line.ends_with(['.', ':', '?', '!'])
}

/// "Ann Example and Bo Example reported from Bali.", "Ann Example in Bali contributed."
fn is_reporter(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some(verb) = words.iter().position(|word| matches!(*word, "reported" | "contributed")) else { return false };
    let name = |word: &&str| word.starts_with(char::is_uppercase) || is_joint(word);
    let rest = &words[verb + 1..];
    let from = rest.first().is_none_or(|word| *word == "from");
    (2..=12).contains(&verb)
        && words.len() <= 20
        && words[..verb].iter().all(name)
        && from
        && rest.iter().skip(1).all(name)
}

/// The same words twice: "Example/Agency Example/Agency".
fn is_doubled(folded: &str) -> bool {
    let words: Vec<&str> = folded.split_whitespace().collect();
    let (half, rest) = words.split_at(words.len() / 2);
    let trimmed = |word: &&str| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned();
    // "Bye bye" is said so.
    (half.len() >= 2 || half.first().is_some_and(|word| word.contains('/')))
        && half.len() == rest.len()
        && half.iter().map(trimmed).eq(rest.iter().map(trimmed))
}

/// A day, or when the page was made or changed.
fn is_day(folded: &str) -> bool {
    const MADE: [&str; 8] = [
        "published",
        "updated",
        "last updated",
        "last modified",
        "posted",
        "posted on",
        "published on",
        "first published",
    ];
    let rest = MADE.iter().filter_map(|word| folded.strip_prefix(word)).min_by_key(|rest| rest.len());
    let day = rest.unwrap_or(folded).trim_start_matches([' ', ':', '-', '|']);
    // Months begin with a capital where days are read.
    let written: String = day.split(' ').map(capital).collect::<Vec<_>>().join(" ");
    parse_day(&written).is_some()
        || rest.is_some() && day.split(' ').count() <= 8 && day.starts_with(|sign: char| sign.is_ascii_digit())
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{About, Kind, kinds};

    fn told(lines: &[&str]) -> Vec<Option<Kind>> {
        let authors = ["Ann Example".to_owned()];
        kinds(lines, About { title: Some("Talks end"), source: Some("Example Times"), authors: &authors })
    }

    #[test]
    fn the_head_and_the_end_have_names_and_days() {
        let lines = [
            "Talks end",
            "By Ann Example and Bo Example",
            "Cy Example",
            "EXAMPLE TIMES",
            "Wang Yi met Sergei Lavrov in Bali, and they talked of trade and of the war.",
            "They left.",
            "Di Example and Ed Example reported from Bali.",
            "Ann Example",
        ];
        let kind = [Kind::Heading, Kind::Byline, Kind::Byline, Kind::Heading].map(Some);
        assert_eq!(told(&lines)[..4], kind);
        assert_eq!(told(&lines)[4..], [None, None, Some(Kind::Team), Some(Kind::Byline)]);
        assert_eq!(told(&["Published 7 July 2022", "He left."]), [Some(Kind::Day), None]);
    }

    #[test]
    fn what_is_said_twice_goes_once() {
        let text = "Share prices fell in London, as the ministers met in Bali to talk of trade.";
        let half = "The two agreed to meet again in the autumn, in Beijing…";
        let whole = "The two agreed to meet again in the autumn, in Beijing or in Moscow.";
        let kinds = told(&[text, half, whole, text, "Cy Example/Agency Cy Example/Agency", "AP/Example AP/Example"]);
        let repeated = Some(Kind::Repeated);
        assert_eq!(kinds, [None, repeated, None, repeated, Some(Kind::Caption), Some(Kind::Caption)]);
    }

    #[test]
    fn what_begins_alike_and_is_prose_stays() {
        for line in [
            "Share of votes: 12 per cent.",
            "Reporting by the ministry was late, said the auditors, who had asked for it in spring, in summer and again in autumn, when the minister, who was new in office, told them that nobody had known.",
            "Watching the talks, the king left.",
            "Subscribers left.",
            "Yes.",
            "Bye bye.",
            "By Thursday they had agreed.",
            "By Monday President Example",
            "Police reported from the scene that two were dead.",
        ] {
            assert_eq!(told(&["One.", "Two.", "Three.", "Four.", line])[4], None, "{line}");
        }
    }
}
