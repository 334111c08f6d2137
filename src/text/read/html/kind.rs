//! Pages that are no article: live pages, galleries, lists of articles.
//!
//! A live page has many short reports of many hours, an index the first words of many articles. As one text, either would
//! give claims whose subjects and dates come from different stories.

use super::{body::Page, metadata::Said};

/// Why a page is no article; `None` where it is one. `text` is what was found of its body.
pub(super) fn no_article(page: &Page<'_>, said: &Said, text: &str) -> Option<&'static str> {
    let is = |wanted: &str| said.types.iter().any(|kind| kind == wanted);
    let article = said.types.iter().any(|kind| super::metadata::is_article(kind));
    let words = text.split_whitespace().count();
    if is("liveblogposting") {
        return Some("a live page");
    }
    let gallery = said.types.iter().any(|kind| kind.ends_with("gallery"));
    if gallery && !article || pictures(page) >= 10 && words < 100 {
        return Some("a gallery of pictures");
    }
    let list = is("collectionpage") || is("itemlist") || is("searchresultspage");
    // Letters of links, and of the body, in the whole page.
    let (all, linked) = (page.length[0], page.linked[0]);
    let of_links = linked * 2 > all && text.chars().count() * 4 < all;
    if !article && (list || of_links) && said.day.is_none() {
        return Some("a list of articles");
    }
    (words < 20).then_some("a page without an article's text")
}

/// The pictures with captions.
fn pictures(page: &Page<'_>) -> usize {
    page.dom.ids().filter(|&id| page.dom.node(id).tag == "figcaption").count()
}
