//! Clutter: what stands in the text of an article and is no part of it, such as share bars, captions, bylines, teasers.
//!
//! Of a text that a reader makes (a page, a feed, a document), clutter goes. A text that the user gave stays as it is, so
//! that an offset leads back to the user's own file: there clutter is marked, and what reads the text passes over it.
//!
//! A paragraph of the article that is left out costs its claims; a caption that stays is a sentence too many. So the
//! patterns are of whole lines, and short ones.

mod card;
mod kind;
mod line;
mod pattern;

pub use kind::{Kind, LeftOut};
pub(crate) use line::About;

use std::ops::Range;

use super::{Article, Span, byline::names};

/// A text of more lines is no article; to look for clutter in it would take memory for each of them.
const MOST: usize = 100_000;

/// A line of which parts can be cut out.
pub(crate) trait Line {
    /// Its text.
    fn text(&self) -> &str;
    /// The same, when it is done.
    fn into_text(self) -> String;
    /// Takes bytes out of it.
    fn cut(&mut self, range: Range<usize>);
}

impl Line for String {
    fn text(&self) -> &str {
        self
    }

    fn into_text(self) -> String {
        self
    }

    fn cut(&mut self, range: Range<usize>) {
        self.replace_range(range, "");
    }
}

/// The lines of a text without clutter, and what was left out.
pub(crate) fn without<L: Line>(lines: Vec<L>, about: About<'_>) -> (Vec<L>, Vec<LeftOut>) {
    let plain: Vec<&str> = lines.iter().map(Line::text).collect();
    let kinds = line::kinds(&plain, about);
    let (mut kept, mut left_out) = (Vec::with_capacity(lines.len()), Vec::new());
    for (mut line, kind) in lines.into_iter().zip(kinds) {
        if let Some(kind) = kind {
            left_out.push(LeftOut { kind, text: line.into_text(), span: None });
            continue;
        }
        for card in card::cards(line.text()).into_iter().rev() {
            let text = line.text()[card.clone()].trim().to_owned();
            left_out.push(LeftOut { kind: Kind::Teaser, text, span: None });
            line.cut(card);
        }
        kept.push(line);
    }
    (kept, left_out)
}

/// Marks the clutter in the prose of an article whose text is the user's, and takes the authors from its byline where it
/// has none.
pub fn mark(article: &mut Article) {
    let body = article.body.of(&article.text);
    if body.bytes().filter(|&byte| byte == b'\n').count() > MOST {
        return;
    }
    let lines: Vec<&str> = body.split('\n').collect();
    let there: Vec<usize> = (0..lines.len()).filter(|&at| !lines[at].trim().is_empty()).collect();
    let plain: Vec<&str> = there.iter().map(|&at| lines[at].trim()).collect();
    let about = About { title: article.title.as_deref(), source: article.source.as_deref(), authors: &article.authors };
    let kinds = line::kinds(&plain, about);
    let mut left_out = Vec::new();
    let (mut place, mut next) = (article.body.begin, 0);
    for (at, line) in lines.iter().enumerate() {
        if there.get(next) == Some(&at) {
            let indent = line.chars().take_while(|sign| sign.is_whitespace()).count();
            let begin = place + indent;
            if let Some(kind) = kinds[next] {
                let text = plain[next].to_owned();
                let span = Some(Span::new(begin, begin + text.chars().count()));
                left_out.push(LeftOut { kind, text, span });
            } else {
                for card in card::cards(plain[next]) {
                    let from = begin + plain[next][..card.start].chars().count();
                    let text = plain[next][card].to_owned();
                    let span = Some(Span::new(from, from + text.chars().count()));
                    left_out.push(LeftOut { kind: Kind::Teaser, text: text.trim().to_owned(), span });
                }
            }
            next += 1;
        }
        place += line.chars().count() + 1;
    }
    // All of a text is none of clutter: what is so short says what it is.
    if left_out.iter().filter(|part| part.kind != Kind::Teaser).count() >= there.len() {
        return;
    }
    if article.authors.is_empty() {
        article.authors = authors(&left_out);
    }
    article.left_out.extend(left_out);
}

/// The names in the first byline that was left out.
pub(crate) fn authors(left_out: &[LeftOut]) -> Vec<String> {
    let bylines = left_out.iter().filter(|part| part.kind == Kind::Byline);
    bylines.map(|part| names(&part.text)).find(|names| !names.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{About, Kind, mark, without};
    use crate::text::Article;

    #[test]
    fn the_users_text_keeps_its_clutter_and_says_where_it_stands() {
        let text = "By Ann Example\n\n  Türkiye met Wang Yi in Bali.\n\nAdvertisement\nPresident Example Ann ExampleKing resigns MORE left.\n";
        let mut article = Article::new("a", text);
        mark(&mut article);
        assert_eq!(article.text, text);
        assert_eq!(article.authors, ["Ann Example"]);
        let told: Vec<_> =
            article.left_out.iter().map(|part| (part.kind, part.span.expect("a place").of(text))).collect();
        assert_eq!(
            told,
            [
                (Kind::Byline, "By Ann Example"),
                (Kind::Advert, "Advertisement"),
                (Kind::Teaser, " Ann ExampleKing resigns MORE")
            ]
        );
        let mut only = Article::new("a", "Advertisement\n");
        mark(&mut only);
        assert!(only.left_out.is_empty());
    }

    #[test]
    fn a_text_of_ours_goes_without() {
        let lines = ["Wang Yi met him.", "Share this:", "Image copyright Example"].map(str::to_owned).to_vec();
        let (kept, left_out) = without(lines, About::default());
        assert_eq!(kept, ["Wang Yi met him."]);
        assert_eq!(left_out.iter().map(|part| part.kind).collect::<Vec<_>>(), [Kind::Promo, Kind::Credit]);
    }
}
