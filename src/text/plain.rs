//! Plain text: one article a file, with an optional `date YYYY-MM-DD` where the prose would begin.

use jiff::civil::Date;

use super::{Article, DateFrom, Span, parse_day};

/// An article of one decoded text. White space before the header is skipped; the header may have a line of its own or
/// stand before the first paragraph on the same line. It stays in [`Article::text`], outside [`Article::body`].
#[must_use]
pub fn article(id: impl Into<String>, text: impl Into<String>) -> Article {
    let mut article = Article::new(id, text);
    if let Some((date, begin)) = header(&article.text) {
        article.body = Span::new(begin, article.body.end);
        article.published = Some(date);
        article.date_from = Some(DateFrom::Header);
    }
    article
}

/// The date of a header and the character where the prose after it begins.
fn header(text: &str) -> Option<(Date, usize)> {
    let start = text.trim_start();
    let (word, rest) = start.split_at_checked("date".len())?;
    let day = rest.trim_start_matches([' ', '\t', ':']);
    if !word.eq_ignore_ascii_case("date") || day.len() == rest.len() {
        return None;
    }
    let (day, prose) = day.split_at_checked("YYYY-MM-DD".len())?;
    if !(prose.is_empty() || prose.starts_with(char::is_whitespace)) {
        return None;
    }
    let date = parse_day(day)?;
    let prose = prose.trim_start();
    Some((date, text[..text.len() - prose.len()].chars().count()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::article;
    use crate::text::DateFrom;

    #[test]
    fn a_header_is_found_in_all_its_places() {
        for text in [
            "date 2022-07-07\n\nWang Yi met him.",
            " date 2022-07-07 Wang Yi met him.",
            "\r\nDate: 2022-07-07\r\nWang Yi met him.",
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
        for text in
            ["", "date", "dates 2022-07-07", "date 2022-07-077", "date 2022-02-30 x", "date2022-07-07", "daté 2022"]
        {
            let article = article("a", text);
            assert_eq!(article.published, None, "{text}");
            assert_eq!(article.body.of(&article.text), text);
        }
    }
}
