//! Documents of many articles, as licensed archives write them: Nexis, Factiva, ProQuest.
//!
//! Archives write the same layouts into DOCX, RTF, PDF and plain text, so the readers of these formats hand the lines of a
//! document to one place. A document of another kind is one article.

mod factiva;
mod labels;
mod lines;
mod nexis;
mod proquest;
mod record;

pub(super) use lines::{Document, PAGE};

use self::{
    lines::paragraphs,
    record::{Export, Record},
};
use super::{
    plain,
    reader::{Item, Source},
};
use crate::text::{
    Article, DateFrom, Diagnostic, Part,
    clutter::{self, About},
};

/// What a layout makes of a document, if it knows it.
type Layout = fn(&Document) -> Option<Export>;

/// The layouts, of which the first that knows a document reads it.
const LAYOUTS: [(&str, Layout); 3] = [("Nexis", nexis::read), ("ProQuest", proquest::read), ("Factiva", factiva::read)];

/// The articles of a document of an archive; `None` where it is a document of another kind.
pub(super) fn exported(document: &Document, source: &Source) -> Option<Vec<Item>> {
    let (archive, export) = LAYOUTS.iter().find_map(|(archive, read)| read(document).map(|found| (*archive, found)))?;
    let mut items = Vec::new();
    let found = export.records.len();
    if let Some(all) = export.announced.filter(|&all| all != found) {
        let message = format!("this export of {archive} says that it has {all} articles, and {found} were found in it");
        items.push(Item::Diagnostic(source.warning(message)));
    }
    for (index, record) in export.records.into_iter().enumerate() {
        match article(record, format!("{}#{}", source.name, index + 1)) {
            Ok(article) => items.push(Item::Article(article)),
            Err(title) => {
                let message = format!("the article {title:?} has no text and was left out");
                items.push(Item::Diagnostic(source.warning(message).at(Part::Record(index + 1))));
            }
        }
    }
    Some(items)
}

/// The articles of a document: those of an archive, or one that is all of it.
pub(super) fn items(document: &Document, source: &Source) -> Result<Vec<Item>, Diagnostic> {
    if let Some(items) = exported(document, source) {
        return Ok(items);
    }
    let text = paragraphs(&document.lines, document.wrapped).join("\n\n");
    if text.is_empty() {
        return Err(source.error("this document has no text"));
    }
    match plain::read(source.name.as_str(), text) {
        Ok(article) => Ok(vec![Item::Article(article)]),
        Err(error) => Err(source.error(error.to_string())),
    }
}

/// The article of a record; where it has no text, its title.
fn article(record: Record, id: String) -> Result<Article, String> {
    let about = About { title: record.title.as_deref(), source: record.source.as_deref(), authors: &record.authors };
    let (lines, left_out) = clutter::without(record.paragraphs, about);
    if lines.is_empty() {
        return Err(record.title.unwrap_or_default());
    }
    let mut article = Article::new(record.id.unwrap_or(id), lines.join("\n\n"));
    article.left_out = left_out;
    article.date_from = record.day.map(|_| DateFrom::Header);
    article.published = record.day;
    (article.title, article.source, article.url) = (record.title, record.source, record.url);
    (article.authors, article.language) = (record.authors, record.language);
    if article.authors.is_empty() {
        article.authors = clutter::authors(&article.left_out);
    }
    Ok(article)
}
