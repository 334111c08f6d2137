//! Exports of Nexis, in its two layouts.
//!
//! Nexis Uni and Lexis Advance (since 2018): a cover with the list of articles; of each article title, outlet, day, copyright,
//! fields, `Body`, the text, further sections, and `End of Document`. LexisNexis Academic before it: `1 of 50 DOCUMENTS`, outlet
//! and day, fields in capitals around the text. What stands behind the text (graphics, subjects, load date) is no part of it.

use super::{
    labels::{Labels, language},
    lines::{Document, is_blank, is_page_number, leading_day, paragraphs},
    record::{Export, Record, name},
};
use crate::text::byline::names;

/// The articles of an export of Nexis; `None` where the document is none.
pub(super) fn read(document: &Document) -> Option<Export> {
    let labels = Labels::of("nexis");
    let lines = &document.lines;
    let ends = lines.iter().any(|line| is_end(line));
    let bodies = lines.iter().any(|line| is_section(&labels, line, "body"));
    if ends && bodies {
        return Some(current(document, &labels));
    }
    lines.iter().any(|line| counted(line).is_some()).then(|| former(document, &labels))
}

fn is_end(line: &str) -> bool {
    line.eq_ignore_ascii_case("End of Document")
}

/// Whether a line is nothing but the label of a section.
fn is_section(labels: &Labels, line: &str, section: &str) -> bool {
    !line.contains(':') && labels.field(line) == Some(section)
}

/// The number of all documents in "1 of 50 DOCUMENTS".
fn counted(line: &str) -> Option<usize> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        [number, of, all, documents]
            if of.eq_ignore_ascii_case("of") && matches!(documents, "DOCUMENTS" | "DOCUMENT") =>
        {
            number.parse::<usize>().ok().and_then(|_| all.parse().ok())
        }
        _ => None,
    }
}

fn is_copyright(line: &str) -> bool {
    let lower = line.to_lowercase();
    ["copyright ", "©", "(c) ", "all rights reserved"].iter().any(|mark| lower.starts_with(mark))
}

/// The layout of today.
fn current(document: &Document, labels: &Labels) -> Export {
    let lines = &document.lines;
    let number = |line: &String| line.strip_prefix("Documents (")?.strip_suffix(')')?.parse().ok();
    let announced = lines.iter().find_map(number);
    let mut records = Vec::new();
    for part in lines.split(|line| is_end(line)) {
        // What follows the last end is no article, unless the end was cut off.
        if let Some(body) = part.iter().position(|line| is_section(labels, line, "body")) {
            records.push(article(part, body, document.wrapped, labels));
        }
    }
    Export { records, announced }
}

/// The article of a part whose line `body` is the label of its text.
fn article(part: &[String], body: usize, wrapped: bool, labels: &Labels) -> Record {
    let head = &part[..body];
    let labelled = |line: &String| labels.split(line).is_some();
    let dated = head.iter().rposition(|line| !labelled(line) && leading_day(line).is_some());
    // Magazines have no day; the copyright stands below where it would be.
    let dated = dated.or_else(|| head.iter().rposition(|line| is_copyright(line)).and_then(|at| at.checked_sub(1)));
    let mut record = Record::default();
    let above: Vec<usize> = (0..dated.unwrap_or(body)).rev().collect();
    let mut above = above.into_iter().skip_while(|&at| is_blank(&head[at]));
    if let Some(day) = dated {
        record.day = leading_day(&head[day]);
        record.source = above.next().map(|at| head[at].clone());
    }
    let mut title: Vec<&str> = above
        .skip_while(|&at| is_blank(&head[at]))
        .map(|at| head[at].as_str())
        .take_while(|line| !is_blank(line))
        .take(if wrapped { 4 } else { 1 })
        .collect();
    title.reverse();
    record.title = Some(title.join(" ")).filter(|title| !title.is_empty());
    fields(&mut record, &part[dated.unwrap_or(0)..], labels, wrapped);
    let text = &part[body + 1..];
    // A label with a colon, or one that is a line; "Graphic" within a sentence is none.
    let end = text.iter().position(|line| matches!(labels.split(line), Some(("end", _))) && !is_prose(line));
    let running = |line: &&String| !is_running(line, &record);
    let kept: Vec<String> = text[..end.unwrap_or(text.len())].iter().filter(running).cloned().collect();
    record.paragraphs = paragraphs(&kept, wrapped);
    record
}

/// Whether what looks like a label is the beginning of a sentence: "Country: what is it?"
fn is_prose(line: &str) -> bool {
    line.ends_with(['.', '?', '!']) && line.split_whitespace().count() > 12
}

/// The title, which stands again at the head of each page; it may be cut there.
fn is_running(line: &str, record: &Record) -> bool {
    let Some(title) = &record.title else { return false };
    let cut = line.strip_suffix('…').or_else(|| line.strip_suffix("...")).map(str::trim_end);
    line == title || cut.is_some_and(|cut| cut.len() > 8 && title.starts_with(cut))
}

/// Fills what fields say, wherever they stand.
fn fields(record: &mut Record, lines: &[String], labels: &Labels, wrapped: bool) {
    for (at, line) in lines.iter().enumerate() {
        let Some((field, value)) = labels.split(line).filter(|(_, value)| !value.is_empty()) else { continue };
        let mut value = value.to_owned();
        if wrapped {
            let goes_on = |line: &&String| !is_blank(line) && labels.split(line).is_none() && !is_page_number(line);
            for more in lines[at + 1..].iter().take_while(goes_on).take(3) {
                value = format!("{value} {more}");
            }
        }
        match field {
            "authors" if record.authors.is_empty() => {
                record.authors = names(&value).iter().map(|written| name(written)).collect();
            }
            "title" if record.title.is_none() => record.title = Some(value),
            "language" if record.language.is_none() => record.language = language(&value),
            "url" if record.url.is_none() => {
                record.url =
                    Some(value.split(' ').next().unwrap_or_default().to_owned()).filter(|url| url.starts_with("http"));
            }
            _ => {}
        }
    }
}

/// The layout of LexisNexis Academic.
fn former(document: &Document, labels: &Labels) -> Export {
    let lines = &document.lines;
    let begins: Vec<usize> = (0..lines.len()).filter(|&at| counted(&lines[at]).is_some()).collect();
    let announced = begins.first().and_then(|&at| counted(&lines[at]));
    let ends = begins.iter().skip(1).copied().chain([lines.len()]);
    let parts = begins.iter().zip(ends).map(|(&begin, end)| &lines[begin + 1..end]);
    Export { records: parts.map(|part| former_article(part, document.wrapped, labels)).collect(), announced }
}

/// A label in capitals with its field: `LENGTH: 523 words`.
fn capital<'a>(labels: &Labels, line: &'a str) -> Option<(&'static str, &'a str)> {
    let (label, _) = line.split_once(':')?;
    if label.chars().any(char::is_lowercase) { None } else { labels.split(line) }
}

fn former_article(part: &[String], wrapped: bool, labels: &Labels) -> Record {
    let mut record = Record::default();
    let first = part.iter().position(|line| capital(labels, line).is_some()).unwrap_or(part.len());
    let head = &part[..first];
    let dated = head.iter().position(|line| leading_day(line).is_some());
    let named = |line: &&String| !is_blank(line) && !is_copyright(line);
    if let Some(at) = dated {
        record.day = leading_day(&head[at]);
        record.source = head[..at].iter().rev().find(named).cloned();
        // Below the day stand editions, and below an empty line the title.
        let below = head[at..].iter().skip_while(|line| !is_blank(line)).filter(named);
        let title: Vec<&str> = below.map(String::as_str).collect();
        record.title = Some(title.join(" ")).filter(|title| !title.is_empty());
    }
    fields(&mut record, part, labels, wrapped);
    // The text begins below `BODY:`, or below the last field that stands together with `LENGTH:`.
    let body = part.iter().position(|line| matches!(capital(labels, line), Some(("body", _))));
    let begin = body.map_or_else(|| after_head(part, first, labels, wrapped), |at| at + 1);
    let text = &part[begin.min(part.len())..];
    let ends = |line: &String| {
        matches!(capital(labels, line), Some(("end" | "language" | "url", _))) || is_copyright(line) && line.len() < 120
    };
    let end = text.iter().position(ends).unwrap_or(text.len());
    record.paragraphs = paragraphs(&text[..end], wrapped);
    if let Some(rest) = body.and_then(|at| part[at].split_once(':')).map(|(_, rest)| rest.trim())
        && !rest.is_empty()
    {
        record.paragraphs.insert(0, rest.to_owned());
    }
    record
}

/// The line behind the fields at the head of an article, with what goes on of the last one.
fn after_head(part: &[String], first: usize, labels: &Labels, wrapped: bool) -> usize {
    let mut at = first;
    while at < part.len() {
        let line = &part[at];
        let field = matches!(capital(labels, line), Some(("head" | "authors" | "title", _)));
        if !field && !is_blank(line) {
            break;
        }
        at += 1;
        while field && wrapped && at < part.len() && !is_blank(&part[at]) {
            at += 1;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{super::lines::Document, counted, read};

    /// The layout of Nexis Uni as DOCX and RTF have it: a paragraph a line.
    const UNI: &str = "User Name: Ann Example\nDate and Time: Friday, July 8, 2022 10:00:00 AM EDT\nJob Number: 123\nDocuments (2)\n\
        1. Ministers meet in Bali\nClient/Matter: -None-\n2. King resigns\n\
        Ministers meet in Bali\nThe Example Times\nJuly 7, 2022 Thursday, Late Edition\nCopyright 2022 The Example Times All Rights Reserved\n\
        Section: Section A; Foreign Desk; Pg. 1\nLength: 23 words\nByline: By Ann Example and Bo Example\nHighlight: They met.\nBody\n\
        Wang Yi met Sergei Lavrov in Bali on Thursday.\nLength: an issue, they agreed.\nGraphic\nPHOTO: The two.\nClassification\nLanguage: ENGLISH\nLoad-Date: July 8, 2022\nEnd of Document\n\
        King resigns\nExample Monthly\nJuly 2022\nCopyright 2022 Example\nBody\nA king resigned.\nLoad-Date: July 8, 2022\nEnd of Document\n";

    fn of(text: &str, wrapped: bool) -> Vec<String> {
        let lines = text.lines().map(str::to_owned);
        let document = if wrapped { Document::of_lines(lines) } else { Document::of_paragraphs(lines) };
        let export = read(&document).expect("an export");
        let told = |record: &super::Record| {
            format!(
                "{} | {} | {} | {} | {} | {}",
                record.title.clone().unwrap_or_default(),
                record.source.clone().unwrap_or_default(),
                record.day.map(|day| day.to_string()).unwrap_or_default(),
                record.authors.join("; "),
                record.language.clone().unwrap_or_default(),
                record.paragraphs.join(" / ")
            )
        };
        export.records.iter().map(told).chain(export.announced.map(|all| all.to_string())).collect()
    }

    #[test]
    fn the_layout_of_today_is_read() {
        assert_eq!(
            of(UNI, false),
            [
                "Ministers meet in Bali | The Example Times | 2022-07-07 | Ann Example; Bo Example | en | \
                 Wang Yi met Sergei Lavrov in Bali on Thursday. / Length: an issue, they agreed.",
                "King resigns | Example Monthly |  |  |  | A king resigned.",
                "2",
            ]
        );
    }

    #[test]
    fn pages_repeat_the_title_and_are_numbered() {
        let pages = "Ministers meet in\nBali\nThe Example Times\nJuly 7, 2022 Thursday\n\nCopyright 2022 Example\n\nLength: 9 words\n\nBody\n\n\
            Wang Yi met Sergei Lavrov in\n\u{c}\nPage 2 of 2\nMinisters meet in...\nBali on Thursday.\n\nEnd of Document\n";
        assert_eq!(
            of(pages, true),
            [
                "Ministers meet in Bali | The Example Times | 2022-07-07 |  |  | Wang Yi met Sergei Lavrov in Bali on Thursday."
            ]
        );
    }

    #[test]
    fn the_former_layout_is_read() {
        let text = "1 of 2 DOCUMENTS\n\n\nThe Example Times\n\nJuly 7, 2022 Thursday\nLate Edition\n\nMinisters meet\nin Bali\n\nBYLINE: By ANN EXAMPLE\n\n\
            LENGTH: 23 words\n\nDATELINE: BALI\n\nWang Yi met Sergei Lavrov\nin Bali.\n\nThey left.\n\nURL: https://news.example/1\n\nLOAD-DATE: July 8, 2022\n\nLANGUAGE: ENGLISH\n\nCopyright 2022 Example\n\
            \n2 of 2 DOCUMENTS\n\nCopyright 2022 Example\nAll Rights Reserved\n\nExample Post\n\nJuly 9, 2022 Saturday\nMet 2 Edition\n\nSECTION: A; Pg. 1\n\n\
            HEADLINE: King resigns\n\nBODY:\nA king resigned.\n\nHe said: no.\n";
        assert_eq!(
            of(text, true),
            [
                "Ministers meet in Bali | The Example Times | 2022-07-07 | Ann Example | en | Wang Yi met Sergei Lavrov in Bali. / They left.",
                "King resigns | Example Post | 2022-07-09 |  |  | A king resigned. / He said: no.",
                "2",
            ]
        );
    }

    #[test]
    fn other_documents_are_no_exports() {
        let text = "Body\nThe end of document 3 of 5 DOCUMENTS that they signed.\n";
        assert_eq!(read(&Document::of_text(text)), None);
        assert_eq!(counted("3 of 5 documents"), None);
    }
}
