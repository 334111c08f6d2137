//! Exports of ProQuest: `Document 1 of 50`, a title, and fields with labels, among them `Full text`.
//!
//! Former exports have the label and the text on one line, present ones `FULL TEXT` on a line of its own and the rest below
//! `DETAILS`. A text goes on over all lines up to the next label, so a label counts only where it begins a line.

use super::{
    labels::{Labels, language},
    lines::{Document, day_within, is_blank, leading_day, paragraphs},
    record::{Export, Record, name},
};
use crate::text::byline::names;

/// The articles of an export of ProQuest; `None` where the document is none.
pub(super) fn read(document: &Document) -> Option<Export> {
    let lines = &document.lines;
    let labels = Labels::of("proquest");
    let has = |wanted: &str| lines.iter().any(|line| labels.split(line).is_some_and(|(field, _)| field == wanted));
    if !has("text") && !has("abstract") || !has("id") && !has("source") && !has("info") {
        return None;
    }
    let begins: Vec<usize> = (0..lines.len()).filter(|&at| counted(&lines[at]).is_some()).collect();
    let announced = begins.first().and_then(|&at| counted(&lines[at]));
    let parts: Vec<&[String]> = if begins.is_empty() {
        // The name of the database ends an article where nothing else does.
        let ends = |line: &String| is_rule(line) || labels.split(line).is_some_and(|(field, _)| field == "last");
        lines.split_inclusive(ends).collect()
    } else {
        let ends = begins.iter().skip(1).copied().chain([lines.len()]);
        begins.iter().zip(ends).map(|(&begin, end)| &lines[begin + 1..end]).collect()
    };
    let records = parts.into_iter().filter_map(|part| article(part, document.wrapped, &labels)).collect();
    Some(Export { records, announced })
}

/// The number of all documents in "Document 1 of 50".
fn counted(line: &str) -> Option<usize> {
    let (number, all) = line.strip_prefix("Document ")?.split_once(" of ")?;
    number.parse::<usize>().ok().and_then(|_| all.parse().ok())
}

/// The line that parts articles.
fn is_rule(line: &str) -> bool {
    line.len() >= 20 && line.bytes().all(|byte| byte == b'_')
}

/// The article of a part; `None` where it has none, as the list of sources at the end.
fn article(part: &[String], wrapped: bool, labels: &Labels) -> Option<Record> {
    let first = part.iter().position(|line| labels.split(line).is_some())?;
    let mut parts: Vec<(&str, Vec<String>)> = Vec::new();
    for line in &part[first..] {
        if is_rule(line) {
            // What stands between two articles and below the last one.
            break;
        }
        match labels.split(line) {
            Some((field, value)) => parts.push((field, vec![value.to_owned()])),
            None => parts.last_mut()?.1.push(line.clone()),
        }
    }
    let mut record = Record::default();
    let (mut text, mut summary, mut info) = (Vec::new(), Vec::new(), String::new());
    for (field, lines) in parts {
        let value = paragraphs(&lines, true).into_iter().next().unwrap_or_default();
        match field {
            "text" => text.extend(paragraphs(&lines, wrapped)),
            "abstract" => summary = paragraphs(&lines, wrapped),
            "title" if !value.is_empty() => record.title = Some(value),
            "authors" => record.authors = authors(&value),
            "source" => record.source = value.split(';').next().map(|name| name.trim().to_owned()),
            "date" => record.day = leading_day(&value),
            "info" => info = value,
            "id" => record.id = Some(value).filter(|id| !id.is_empty()),
            "url" => record.url = Some(value).filter(|url| url.starts_with("http")),
            "language" => record.language = language(&value),
            _ => {}
        }
    }
    if text.is_empty() && summary.is_empty() && record.id.is_none() && info.is_empty() {
        return None;
    }
    let head: Vec<&String> = part[..first].iter().filter(|line| !is_blank(line) && !is_rule(line)).collect();
    citation(&mut record, &info, &head);
    record.source = record.source.filter(|source| !source.is_empty());
    record.paragraphs = if text.is_empty() { summary } else { text };
    Some(record)
}

/// Title, outlet and day where no field has them: the lines above the fields, and the line of the publication.
fn citation(record: &mut Record, info: &str, head: &[&String]) {
    // "Example, Ann. The Example Times; London [London]. 07 July 2022: 4."
    let cited = head.iter().skip(1).find(|line| day_within(line).is_some()).map(|line| line.as_str());
    if record.title.is_none() {
        let title: Vec<&str> = head
            .iter()
            .map(|line| line.as_str())
            .take_while(|line| Some(*line) != cited && !line.starts_with("http"))
            .collect();
        record.title = Some(title.join(" ")).filter(|title| !title.is_empty());
    }
    let line = if info.is_empty() { cited.unwrap_or_default() } else { info };
    record.day = record.day.or_else(|| day_within(line));
    if record.source.is_none() {
        let outlet = line.split([';', ',', '[']).next().unwrap_or_default().trim();
        // Before the outlet of a citation stands who wrote it, with the comma of an inverted name.
        let named = !outlet.is_empty() && !info.is_empty();
        record.source = named.then(|| outlet.to_owned());
    }
}

/// The names of `Example, Ann; Example, Bo.`
fn authors(value: &str) -> Vec<String> {
    let parts = value.trim_end_matches('.').split(';').map(str::trim).filter(|part| !part.is_empty());
    let upright = |part: &str| match part.split_once(", ") {
        Some((last, first)) if !first.contains(',') && !last.contains(' ') => vec![format!("{first} {last}")],
        _ => names(part),
    };
    parts.flat_map(upright).map(|written| name(&written)).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::lines::Document, authors, read};

    fn of(text: &str, wrapped: bool) -> Vec<String> {
        let lines = text.lines().map(str::to_owned);
        let document = if wrapped { Document::of_lines(lines) } else { Document::of_paragraphs(lines) };
        let export = read(&document).expect("an export");
        let told = |record: super::Record| {
            format!(
                "{} | {} | {} | {} | {} | {} | {} | {}",
                record.id.unwrap_or_default(),
                record.title.unwrap_or_default(),
                record.source.unwrap_or_default(),
                record.day.map(|day| day.to_string()).unwrap_or_default(),
                record.authors.join("; "),
                record.language.unwrap_or_default(),
                record.url.unwrap_or_default(),
                record.paragraphs.join(" / ")
            )
        };
        export.records.into_iter().map(told).chain(export.announced.map(|all| all.to_string())).collect()
    }

    #[test]
    fn the_former_layout_is_read() {
        let rule = "_".repeat(60);
        let text = format!(
            "{rule}\n\nReport Information from ProQuest\n\nJuly 08 2022 10:15\n{rule}\n\nTable of contents\n\n1. Ministers meet in Bali\n\n{rule}\n\n\
             Document 1 of 2\n\nMinisters meet in Bali\n\nAuthor: Example, Ann; Example, Bo\n\nPublication info: The Example Times, London (UK) [London (UK)]07 July 2022: A.1.\n\n\
             Abstract: They met.\n\nLinks: https://library.example/1\n\nFull text: Wang Yi met Sergei Lavrov.\n\nThey left.\n\nSubject: Ministers; Talks\n\nTitle: Ministers meet in Bali\n\n\
             Publication title: The Example Times; London (UK)\n\nPublication date: Jul 7, 2022\n\nLanguage of publication: English\n\nProQuest document ID: 123456\n\n\
             Document URL: https://search.example/docview/123456\n\nDatabase: Example\n\n{rule}\n\n\
             Document 2 of 2\n\nKing resigns\n\nPublication info: Example Post ; London [London]. 09 July 2022: 4.\n\nAbstract (summary): A king resigned.\n\nProQuest document ID: 123457\n\n{rule}\n\n\
             Bibliography\nCitation style: APA\n"
        );
        assert_eq!(
            of(&text, false),
            [
                "123456 | Ministers meet in Bali | The Example Times | 2022-07-07 | Ann Example; Bo Example | en | https://search.example/docview/123456 | Wang Yi met Sergei Lavrov. / They left.",
                "123457 | King resigns | Example Post | 2022-07-09 |  |  |  | A king resigned.",
                "2",
            ]
        );
    }

    #[test]
    fn the_layout_of_today_is_read() {
        let text = "Ministers meet in\nBali\n\nExample, Ann. The Example Times; London [London]. 07 July 2022: 4.\n\nProQuest document link\n\nFULL TEXT\n\nWang Yi met Sergei\nLavrov.\n\nThey left.\n\nDETAILS\n\n\
            Subject: Talks\nPublication title: The Example Times; London\nProQuest document ID: 123456\n";
        assert_eq!(
            of(text, true),
            [
                "123456 | Ministers meet in Bali | The Example Times | 2022-07-07 |  |  |  | Wang Yi met Sergei Lavrov. / They left."
            ]
        );
    }

    #[test]
    fn inverted_names_are_turned() {
        assert_eq!(authors("Example, Ann; van Example, Bo."), ["Ann Example", "van Example, Bo"]);
        assert_eq!(authors("Ann Example and Bo Example"), ["Ann Example", "Bo Example"]);
    }

    #[test]
    fn a_text_with_one_label_is_no_export() {
        assert_eq!(read(&Document::of_text("Full text: he said no.\nSource: the ministry.\n")), None);
    }
}
