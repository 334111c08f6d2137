//! Exports of Factiva: articles that end with `Document` and the number that Factiva gives them.
//!
//! In the plain layout the lines above the text have no labels; the number of words stands between headline and day. In the
//! layout with indexing, each part has a label of two letters (`HD` headline, `PD` day, `LP` and `TD` text).

use super::{
    labels::{Labels, language},
    lines::{Document, PAGE, is_blank, is_page_number, leading_day, paragraphs},
    record::{Export, Record, name},
};
use crate::text::byline::names;

/// The articles of an export of Factiva; `None` where the document is none.
pub(super) fn read(document: &Document) -> Option<Export> {
    let lines = &document.lines;
    let ends: Vec<usize> = (0..lines.len()).filter(|&at| number(&lines[at]).is_some()).collect();
    if ends.is_empty() {
        return None;
    }
    let labels = Labels::of("factiva");
    let begins = std::iter::once(0).chain(ends.iter().map(|end| end + 1));
    let parts = begins.zip(&ends).map(|(begin, &end)| (&lines[begin..end], number(&lines[end])));
    let records = parts.map(|(part, id)| Record {
        id,
        ..if is_indexed(part, &labels) {
            indexed(part, document.wrapped, &labels)
        } else {
            plain(part, document.wrapped)
        }
    });
    Some(Export { records: records.collect(), announced: None })
}

/// The number of an article in `Document EXTIM00020220707ei7700001`, with or without the label `AN` before it.
fn number(line: &str) -> Option<String> {
    let rest = line.strip_prefix("AN").map_or(line, str::trim_start);
    let id = rest.strip_prefix("Document ")?.trim();
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    let source = id.bytes().take_while(u8::is_ascii_uppercase).count();
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (plain && id.len() >= 15 && digits >= 10 && source >= 2).then(|| id.to_owned())
}

/// A label of two or three letters, and what follows it: after a tab in a table, after a space on a page.
fn label<'a>(line: &'a str, labels: &Labels) -> Option<(&'static str, &'a str)> {
    let (label, value) = line.split_once(['\t', ' ']).unwrap_or((line, ""));
    if !(2..=3).contains(&label.len()) || !label.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    labels.field(label).map(|field| (field, value.trim()))
}

/// Whether the parts of an article have labels: those of headline, day and outlet among them.
fn is_indexed(part: &[String], labels: &Labels) -> bool {
    let has = |wanted: &str| part.iter().any(|line| label(line, labels).is_some_and(|(field, _)| field == wanted));
    has("title") && has("date") && has("source")
}

fn indexed(part: &[String], wrapped: bool, labels: &Labels) -> Record {
    let begin = part.iter().position(|line| label(line, labels).is_some()).unwrap_or(0);
    let mut parts: Vec<(&str, Vec<String>)> = Vec::new();
    for line in &part[begin..] {
        match (label(line, labels), parts.last_mut()) {
            (Some((field, value)), _) => parts.push((field, vec![value.to_owned()])),
            (None, Some((_, lines))) => lines.push(line.clone()),
            (None, None) => {}
        }
    }
    let mut record = Record::default();
    let mut text = Vec::new();
    for (field, lines) in parts {
        let value = paragraphs(&lines, true).join(" ");
        match field {
            "title" => record.title = Some(value),
            "authors" => record.authors = names(&value).iter().map(|written| name(written)).collect(),
            "date" => record.day = leading_day(&value),
            "source" => record.source = Some(value),
            "language" => record.language = language(&value),
            "text" => text.extend(paragraphs(&lines, wrapped)),
            _ => {}
        }
    }
    record.paragraphs = text;
    record
}

/// "523 words"
fn is_count(line: &str) -> bool {
    let Some(count) = line.strip_suffix(" words").or_else(|| line.strip_suffix(" word")) else { return false };
    !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'))
}

fn is_time(line: &str) -> bool {
    line.contains(':')
        && line.starts_with(|sign: char| sign.is_ascii_digit())
        && line.split(' ').all(|word| word.len() <= 8)
}

fn is_copyright(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["copyright", "©", "(c)", "all rights reserved"].iter().any(|mark| lower.starts_with(mark))
        || lower.ends_with("all rights reserved.")
}

fn plain(part: &[String], wrapped: bool) -> Record {
    let mut record = Record::default();
    let Some(count) = part.iter().position(|line| is_count(line)) else {
        record.paragraphs = paragraphs(part, wrapped);
        return record;
    };
    above(&mut record, &part[..count], wrapped);
    let mut at = count + 1;
    // Day, time, outlet, its code, edition, page, language and copyright, each on a line.
    let mut head = Vec::new();
    while at < part.len() && head.len() < 14 {
        let line = &part[at];
        at += 1;
        if is_blank(line) || is_page_number(line) {
            continue;
        }
        head.push(line.as_str());
        if is_copyright(line) {
            break;
        }
    }
    let copyright = head.last().is_some_and(|line| is_copyright(line));
    let spoken = head.iter().position(|line| language(line).is_some() && !line.contains(' '));
    if copyright {
        while wrapped && at < part.len() && !is_blank(&part[at]) {
            at += 1;
        }
    } else if let Some(last) = spoken.map(|last| head[last]) {
        at = part.iter().skip(count).position(|line| line == last).map_or(at, |found| count + found + 1);
    }
    record.language = spoken.and_then(|at| language(head[at]));
    let dated = head.iter().position(|line| leading_day(line).is_some());
    record.day = dated.and_then(|at| leading_day(head[at]));
    record.source =
        dated.and_then(|at| head[at + 1..].iter().find(|line| !is_time(line))).map(|line| (*line).to_owned());
    record.paragraphs = paragraphs(&part[at.min(part.len())..], wrapped);
    record
}

/// The letters of a line that goes on in the next one, at least.
const FULL: usize = 40;

/// Headline and byline, which stand above the number of words.
fn above(record: &mut Record, lines: &[String], wrapped: bool) {
    // Pages begin anew with an article; an empty line parts it from what is above.
    let told = |line: &&String| !is_page_number(line) && *line != PAGE;
    let mut groups = lines
        .rsplit(|line| is_blank(line) && wrapped)
        .map(|group| group.iter().rev().filter(told).filter(|line| !line.is_empty()).collect::<Vec<_>>());
    let mut groups = std::iter::from_fn(|| groups.find(|group| !group.is_empty()));
    let mut near = groups.next().unwrap_or_default();
    // A byline in other letters than the headline stands by itself.
    if let ([line], Some(above)) = (&near[..], groups.next().filter(|_| wrapped))
        && is_byline(line, above[0])
    {
        near.extend(above);
    }
    let byline = near.first().filter(|line| near.len() > 1 && is_byline(line, near[1]));
    if let Some(line) = byline {
        record.authors = names(line).iter().map(|written| name(written)).collect();
    }
    let rest = &near[usize::from(byline.is_some())..];
    // A line that goes on in the next one is nearly as long as the page is wide; a shorter one is a section.
    let (last, more) = rest.split_first().map_or((None, &rest[..0]), |(last, more)| (Some(last), more));
    let more = more.iter().take_while(|line| wrapped && line.chars().count() >= FULL).take(3);
    let mut title: Vec<&str> = last.into_iter().chain(more).map(|line| line.as_str()).collect();
    title.reverse();
    record.title = Some(title.join(" ")).filter(|title| !title.is_empty());
}

/// "By Ann Example", or two to four words in capitals below a longer headline.
fn is_byline(line: &str, above: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let named = |word: &&str| word.starts_with(char::is_uppercase) || matches!(*word, "and" | "de" | "van" | "von");
    let by = words.first().is_some_and(|word| word.eq_ignore_ascii_case("by"));
    by && words.len() <= 16
        || (2..=4).contains(&words.len())
            && words.iter().all(named)
            && above.split_whitespace().count() >= 4
            && !line.ends_with(['.', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::{super::lines::Document, number, read};

    fn of(text: &str, wrapped: bool) -> Vec<String> {
        let lines = text.lines().map(str::to_owned);
        let document = if wrapped { Document::of_lines(lines) } else { Document::of_paragraphs(lines) };
        let export = read(&document).expect("an export");
        let told = |record: super::Record| {
            format!(
                "{} | {} | {} | {} | {} | {} | {}",
                record.id.unwrap_or_default(),
                record.title.unwrap_or_default(),
                record.source.unwrap_or_default(),
                record.day.map(|day| day.to_string()).unwrap_or_default(),
                record.authors.join("; "),
                record.language.unwrap_or_default(),
                record.paragraphs.join(" / ")
            )
        };
        export.records.into_iter().map(told).collect()
    }

    #[test]
    fn the_plain_layout_is_read() {
        let text = "Dow Jones Factiva\n\nNews\nMinisters meet in Bali to talk\nBy Ann Example\n1,523 words\n7 July 2022\n10:15\nThe Example Times\nEXTIM\nA1\nEnglish\nCopyright 2022 Example Ltd.\n\n\
            Wang Yi met Sergei Lavrov.\n\nThey left.\n\nDocument EXTIM00020220707ei7700001\n\n\
            King of Example resigns today\nBo Example\n9 words\n9 July 2022\nExample Post\nEXPOST\nEnglish\n© 2022 Example.\nA king resigned.\nDocument EXPOST0020220709ei790000b\n\
            Search Summary\nText: ministers\n";
        let want = [
            "EXTIM00020220707ei7700001 | Ministers meet in Bali to talk | The Example Times | 2022-07-07 | Ann Example | en | Wang Yi met Sergei Lavrov. / They left.",
            "EXPOST0020220709ei790000b | King of Example resigns today | Example Post | 2022-07-09 | Bo Example | en | A king resigned.",
        ];
        assert_eq!(of(text, false), want);
    }

    #[test]
    fn pages_are_read() {
        let pages = "\u{c}\nNews\nForeign ministers of two states meet in Bali to\ntalk\n523 words\n7 July 2022\nThe Example Times\nEnglish\nCopyright 2022 Example Ltd.\n\nWang Yi met Sergei\nLavrov.\n\n\
            Document EXTIM00020220707ei7700001\nPage 1 of 2 © 2022 Factiva, Inc. All rights reserved.\n";
        assert_eq!(
            of(pages, true),
            [
                "EXTIM00020220707ei7700001 | Foreign ministers of two states meet in Bali to talk | The Example Times | 2022-07-07 |  | en | Wang Yi met Sergei Lavrov."
            ]
        );
    }

    #[test]
    fn a_byline_may_stand_apart() {
        let pages = "\u{c}\nKing resigns\n\nBy Ann Example\n\n9 words\n7 July 2022\nExample Post\nEnglish\n© 2022 Example.\n\nA king resigned.\n\nDocument EXPOST0020220707ei7700001\n";
        assert_eq!(
            of(pages, true),
            [
                "EXPOST0020220707ei7700001 | King resigns | Example Post | 2022-07-07 | Ann Example | en | A king resigned."
            ]
        );
    }

    #[test]
    fn the_layout_with_indexing_is_read() {
        let text = "SE\tNews\nHD\tMinisters meet in Bali\nBY\tBy Ann Example\nWC\t523 words\nPD\t7 July 2022\nET\t10:15\nSN\tThe Example Times\nSC\tEXTIM\nLA\tEnglish\n\
            CY\tCopyright 2022 Example Ltd.\nLP\tWang Yi met Sergei Lavrov.\nThey left.\nTD\tThey agreed.\nIN\n\nNS\tgpol : Politics\nAN\tDocument EXTIM00020220707ei7700001\n";
        let want = "EXTIM00020220707ei7700001 | Ministers meet in Bali | The Example Times | 2022-07-07 | Ann Example | en | Wang Yi met Sergei Lavrov. / They left. / They agreed.";
        assert_eq!(of(text, false), [want]);
        assert_eq!(
            of(&text.replace('\t', " ").replace("Lavrov.\n", "Lavrov.\n\n").replace("left.\n", "left.\n\n"), true),
            [want]
        );
    }

    #[test]
    fn only_a_long_number_ends_an_article() {
        assert_eq!(number("Document 3 of 5"), None);
        assert_eq!(number("Document EXAMPLE"), None);
        assert_eq!(number("Document EXTIM00020220707ei7700001 was signed."), None);
        assert_eq!(read(&Document::of_text("Ministers met.\nDocument one\n")), None);
    }
}
