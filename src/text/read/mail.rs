//! E-mails (EML, and mbox files of several): a mail an article, such as an alert of a news service.
//!
//! Of the versions of a text that a mail holds, the plain one counts unless the HTML has far more words. Attachments are not
//! read.

use mailparse::{DispositionType, MailHeaderMap as _, ParsedMail};

use super::{
    html,
    reader::{Item, LONGEST, Reader, Source, Whole},
};
use crate::text::{Article, DateFrom, Diagnostic, Part, date::read_day};

/// The reader of mails.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Whole::many(source, |source| {
        let bytes = source.bytes(LONGEST)?;
        let mails = mails(&bytes);
        let several = mails.len() > 1;
        let mut items = Vec::new();
        for (index, mail) in mails.into_iter().enumerate() {
            let id = if several { format!("{}#{}", source.name, index + 1) } else { source.name.clone() };
            let at = |remark: Diagnostic| {
                Item::Diagnostic(if several { remark.at(Part::Record(index + 1)) } else { remark })
            };
            match article(mail, id) {
                Ok((article, None)) => items.push(Item::Article(article)),
                Ok((article, Some(remark))) => items.extend([at(source.warning(remark)), Item::Article(article)]),
                Err(why) => items.push(at(source.error(why))),
            }
        }
        Ok(items)
    }))
}

/// The mails of a file: in an mbox, each begins with a line "From …" after an empty one.
fn mails(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return vec![bytes];
    }
    let mut begins: Vec<usize> = vec![0];
    let mut empty = false;
    let mut at = 0;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if at > 0 && empty && line.starts_with(b"From ") {
            begins.push(at);
        }
        empty = line.trim_ascii().is_empty();
        at += line.len();
    }
    let ends = begins.iter().skip(1).copied().chain([bytes.len()]);
    let parts = begins.iter().zip(ends).map(|(&begin, end)| &bytes[begin..end]);
    // The line itself is no header.
    parts.map(|mail| mail.splitn(2, |&byte| byte == b'\n').nth(1).unwrap_or_default()).collect()
}

/// The article of a mail, with a remark on its date.
fn article(bytes: &[u8], id: String) -> Result<(Article, Option<String>), String> {
    let mail = mailparse::parse_mail(bytes).map_err(|error| format!("this mail cannot be read: {error}"))?;
    let (mut plain, mut page) = (String::new(), String::new());
    for part in mail.parts() {
        texts(part, &mut plain, &mut page);
    }
    let from_page = html::plain_text(&page);
    let count = |text: &str| text.split_whitespace().count();
    let text = if count(&from_page) > 2 * count(&plain) { from_page } else { plain };
    let text = text.replace("\r\n", "\n");
    if text.trim().is_empty() {
        return Err("this mail has no text; attachments are not read".to_owned());
    }
    let mut article = Article::new(id, text.trim());
    let value = |name: &str| {
        mail.headers.get_first_value(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    };
    article.title = value("Subject");
    article.source = value("From").and_then(|from| sender(&from));
    article.language = value("Content-Language");
    let mut remark = None;
    if let Some(written) = value("Date") {
        // "(UTC)" after the zone is a comment.
        match read_day(written.split(" (").next().unwrap_or_default()) {
            Ok(day) => (article.published, article.date_from) = (Some(day), Some(DateFrom::Header)),
            Err(why) => {
                remark = Some(format!("the date {written:?} is not a day that can be read, and is left out: {why}"))
            }
        }
    }
    Ok((article, remark))
}

/// Adds the text of a part that is no attachment.
fn texts(part: &ParsedMail<'_>, plain: &mut String, page: &mut String) {
    if part.get_content_disposition().disposition == DispositionType::Attachment {
        return;
    }
    let into = match part.ctype.mimetype.as_str() {
        "text/plain" => plain,
        "text/html" => page,
        _ => return,
    };
    if let Ok(text) = part.get_body() {
        if !into.is_empty() {
            into.push_str("\n\n");
        }
        into.push_str(text.trim());
    }
}

/// The name of a sender without the address: `"Example News" <news@news.example>`.
fn sender(from: &str) -> Option<String> {
    let name = from.split('<').next().unwrap_or_default().trim().trim_matches('"').trim();
    (!name.is_empty() && !name.contains('@')).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::reader::{Item, memory};

    fn said(bytes: &[u8]) -> Vec<String> {
        let mut reader = super::reader(memory("in/x.eml", bytes));
        std::iter::from_fn(move || reader.next_item())
            .map(|item| match item {
                Item::Article(a) => format!(
                    "{} | {} | {} | {} | {:?}",
                    a.id,
                    a.published.map(|day| day.to_string()).unwrap_or_default(),
                    a.title.unwrap_or_default(),
                    a.source.unwrap_or_default(),
                    a.text
                ),
                Item::Diagnostic(remark) => remark.to_string(),
            })
            .collect()
    }

    const ALERT: &str = "From: \"Example News\" <news@news.example>\r\nSubject: =?utf-8?Q?Talks_in_T=C3=BCrkiye?=\r\nDate: Thu, 07 Jul 2022 10:00:00 +0000 (UTC)\r\nMIME-Version: 1.0\r\n";

    #[test]
    fn the_text_of_a_mail_is_the_plain_one_unless_the_page_has_more() {
        let simple = format!(
            "{ALERT}Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe ministers met in T=FCrkiye=\r\n.\r\nThey left.\r\n"
        );
        assert_eq!(
            said(simple.as_bytes()),
            ["x.eml | 2022-07-07 | Talks in Türkiye | Example News | \"The ministers met in Türkiye.\\nThey left.\""]
        );
        let parts = |plain: &str| {
            format!(
                "{ALERT}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{plain}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>The ministers met in Bali.</p><p>They left.</p>\r\n--b--\r\n"
            )
        };
        assert!(
            said(parts("The ministers met in Bali. They left.").as_bytes())[0]
                .ends_with("\"The ministers met in Bali. They left.\"")
        );
        assert!(said(parts("See the page.").as_bytes())[0].ends_with("\"The ministers met in Bali.\\n\\nThey left.\""));
        assert_eq!(
            said(parts("").replace("text/html", "image/png").as_bytes()),
            ["in/x.eml: error: this mail has no text; attachments are not read"]
        );
    }

    #[test]
    fn a_file_of_mails_is_read_mail_by_mail() {
        let mail = format!("From x Thu Jul  7 10:00:00 2022\n{ALERT}\r\nThe ministers met.\r\n\r\n");
        let bad = mail.replace("Thu, 07", "Fri, 07").replace("The ministers met.", "");
        let lines = said(format!("{mail}{bad}{mail}").as_bytes());
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].starts_with("x.eml#1 | 2022-07-07"));
        assert_eq!(lines[1], "in/x.eml: error: record 2: this mail has no text; attachments are not read");
        assert!(lines[2].starts_with("x.eml#3"));
    }

    #[test]
    fn parts_within_parts_end() {
        let mut mail = ALERT.to_owned();
        for depth in 0..2000 {
            mail.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}\r\n\r\n--b{depth}\r\n"));
        }
        assert_eq!(said(mail.as_bytes()).len(), 1);
    }
}
