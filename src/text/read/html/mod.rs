//! Pages in HTML: the article that a page tells, with what the page says of it.
//!
//! A readability crate would do half of this and bring 55 crates that take longer to compile than all of this program's
//! budget for formats; what is here stands on the tokens of `html5gum` alone (figures in docs/benchmarks.md).

mod body;
mod dom;
mod encoding;
mod fragment;
mod hints;
mod kind;
mod line;
mod metadata;
mod places;
#[cfg(test)]
mod tests;

pub(super) use fragment::{plain_line, plain_text, unescaped};
pub(super) use metadata::names;

use self::encoding::Places;
use super::reader::{Item, LONGEST, Reader, Source, Whole};
use crate::text::{
    Article, DateFrom, Encoding,
    clutter::{self, About},
};

/// The reader of a page.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Whole::one(source, |source| {
        let bytes = source.bytes(LONGEST)?;
        match read(&bytes, source.options.encoding, &source.name, source.options.offsets) {
            Ok(article) => Ok(vec![Item::Article(article)]),
            Err(NoArticle::TooLarge) => Err(source.error("this page has more than a million elements; give its text")),
            Err(NoArticle::Kind(kind)) => Err(source.warning(format!("this is {kind}, and was left out"))),
        }
    }))
}

/// The article of the bytes of a page, with the places of its letters in them where these are wanted.
pub(super) fn read(
    bytes: &[u8],
    named: Option<&'static Encoding>,
    id: &str,
    offsets: bool,
) -> Result<Article, NoArticle> {
    let decoded = encoding::decoded(bytes, named);
    article(&decoded.text, id, offsets.then(|| decoded.places()).as_ref())
}

/// Why a page gives no article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoArticle {
    /// It has more elements than any article.
    TooLarge,
    /// It is of another kind.
    Kind(&'static str),
}

/// The article of a page, with the bytes that its letters come from where `places` leads to them.
fn article(text: &str, id: &str, places: Option<&Places>) -> Result<Article, NoArticle> {
    let source = text;
    let dom = dom::Dom::parse(text).map_err(|dom::TooLarge| NoArticle::TooLarge)?;
    let page = body::Page::new(&dom);
    let said = metadata::read(&dom);
    let container = page.container();
    let lines = container.map(|container| body::text(&page, container, places.is_some())).unwrap_or_default();
    let about = About { title: said.title.as_deref(), source: said.source.as_deref(), authors: &said.authors };
    let (lines, mut left_out) = clutter::without(lines, about);
    let mut text = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n\n");
    let mut offsets = places.map(|places| places::stretches(&lines, &dom, source, places)).unwrap_or_default();
    // Where scripts write the page, its text stands in the data for machines alone.
    let count = |text: &str| text.split_whitespace().count();
    if let Some(own) = said.body.as_ref().filter(|own| count(&text) * 3 < count(own)) {
        text = plain_text(own);
        left_out.clear();
        offsets.clear();
    }
    if let Some(kind) = kind::no_article(&page, &said, &text) {
        return Err(NoArticle::Kind(kind));
    }
    let mut article = Article::new(id, text);
    article.date_from = said.day.map(|_| DateFrom::Header);
    article.published = said.day;
    (article.title, article.source, article.url) = (said.title, said.source, said.url);
    (article.authors, article.language) = (said.authors, said.language);
    if article.authors.is_empty() {
        article.authors = clutter::authors(&left_out);
    }
    article.left_out = left_out;
    article.offsets = offsets;
    Ok(article)
}
