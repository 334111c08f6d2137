//! Plain text: one article a file, with an optional `date` where the prose would begin, such as `date 2022-07-07`; or the export
//! of a licensed archive with many articles.

use jiff::civil::Date;

use super::{
    licensed::{self, Document},
    reader::{Item, Reader, Source, Whole},
};
use crate::text::{
    Article, DateFrom, Span,
    date::{DateError, read_day},
};

/// A `date` header that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{written:?} in the header `date` is not a day that can be read: {why}")]
pub struct HeaderError {
    /// What stands there.
    pub written: String,
    /// The line of the text, from 1.
    pub line: usize,
    why: DateError,
}

/// An article of one decoded text. White space before the header is skipped; the header may have a line of its own or
/// stand before the first paragraph on the same line. It stays in [`Article::text`], outside [`Article::body`]. A header
/// that is no date is prose.
#[must_use]
pub fn article(id: impl Into<String>, text: impl Into<String>) -> Article {
    let article = Article::new(id, text);
    match header(&article.text) {
        Ok(Some((date, begin))) => dated(article, date, begin),
        _ => article,
    }
}

/// The same, with an error where the text begins with a `date` that is no day.
///
/// # Errors
/// [`HeaderError`] with the line.
pub fn read(id: impl Into<String>, text: impl Into<String>) -> Result<Article, HeaderError> {
    let article = Article::new(id, text);
    Ok(match header(&article.text)? {
        Some((date, begin)) => dated(article, date, begin),
        None => article,
    })
}

/// The reader of a text file.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Whole::export(source, |source| {
        let text = source.text()?;
        // Each of the archives says somewhere that it gives documents; most texts need not be looked at twice.
        let export = text.contains("ocument") || text.contains("DOCUMENT");
        if let Some(items) =
            export.then(|| Document::of_text(&text)).and_then(|document| licensed::exported(&document, source))
        {
            return Ok(items);
        }
        match read(source.name.as_str(), text) {
            Ok(article) => Ok(vec![Item::Article(article)]),
            Err(error) => Err(source.error(error.to_string()).at_line(error.line)),
        }
    }))
}

fn dated(mut article: Article, date: Date, begin: usize) -> Article {
    article.body = Span::new(begin, article.body.end);
    article.published = Some(date);
    article.date_from = Some(DateFrom::Header);
    article
}

/// The date of a header and the character where the prose after it begins.
fn header(text: &str) -> Result<Option<(Date, usize)>, HeaderError> {
    let start = text.trim_start();
    let Some((word, rest)) = start.split_at_checked("date".len()) else { return Ok(None) };
    let value = rest.trim_start_matches([' ', '\t', ':']);
    if !word.eq_ignore_ascii_case("date") || value.len() == rest.len() {
        return Ok(None);
    }
    let line = value.lines().next().unwrap_or_default();
    let token = line.split_whitespace().next().unwrap_or_default();
    // The whole line, or its first word before the prose.
    let mut problem = None;
    for written in [line, token] {
        match read_day(written) {
            Ok(date) => {
                let prose = value[written.len()..].trim_start();
                return Ok(Some((date, text[..text.len() - prose.len()].chars().count())));
            }
            Err(error) => problem = Some(error),
        }
    }
    let colon = rest.trim_start().starts_with(':');
    let written = if colon { line.trim() } else { token };
    match problem {
        Some(why) if is_attempt(written, colon) => {
            let line = text[..text.len() - value.len()].matches('\n').count() + 1;
            let written = written.chars().take(60).collect();
            Err(HeaderError { written, line, why })
        }
        _ => Ok(None),
    }
}

/// Whether somebody meant to write a date there: a word of digits and the signs that part them, or, after "Date:", anything
/// short with a digit in it.
fn is_attempt(written: &str, colon: bool) -> bool {
    let digits = written.chars().filter(char::is_ascii_digit).count();
    if colon {
        return digits > 0 && written.split_whitespace().count() <= 8;
    }
    let parted = written.contains(['-', '/', '.', 'T']) || digits == 8;
    digits >= 3 && parted && written.starts_with(|sign: char| sign.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{article, read};
    use crate::text::DateFrom;

    #[test]
    fn a_header_is_found_in_all_its_places() {
        for text in [
            "date 2022-07-07\n\nWang Yi met him.",
            " date 2022-07-07 Wang Yi met him.",
            "\r\nDate: 2022-07-07\r\nWang Yi met him.",
            "date 2022-07-07T10:00:00Z Wang Yi met him.",
            "Date: Thu, 07 Jul 2022 10:00:00 +0200\nWang Yi met him.",
        ] {
            let article = article("a", text);
            assert_eq!(article.published, Some(date(2022, 7, 7)), "{text}");
            assert_eq!(article.date_from, Some(DateFrom::Header));
            assert_eq!(article.text, text, "the text is as given");
            assert_eq!(article.body.of(&article.text), "Wang Yi met him.");
        }
    }

    #[test]
    fn what_only_looks_like_a_header_is_prose() {
        for text in [
            "",
            "date",
            "dates 2022-07-07",
            "date2022-07-07",
            "daté 2022",
            "Date palms grow.",
            "Date: unknown",
            "date 12 x",
        ] {
            let article = read("a", text).expect("no header, no error");
            assert_eq!(article.published, None, "{text}");
            assert_eq!(article.body.of(&article.text), text);
        }
    }

    #[test]
    fn a_header_that_is_no_day_is_an_error_with_its_line() {
        for (text, line) in [
            ("date 2022-13-45\nWang Yi met him.", 1),
            ("\n\ndate 2022-02-30 x", 3),
            ("date 2022-07-077", 1),
            ("date 7/8/2022 x", 1),
            ("Date: 7th July, 2022\nx", 1),
        ] {
            let error = read("a", text).expect_err(text);
            assert_eq!(error.line, line, "{error}");
            assert_eq!(article("a", text).published, None, "for those who cannot be told, it is prose");
        }
        let error = read("a", "date 2022-13-45\nx").expect_err("no such month").to_string();
        assert_eq!(error, "\"2022-13-45\" in the header `date` is not a day that can be read: there is no month 13");
    }
}
