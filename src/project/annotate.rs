//! Reads articles and writes all layers of annotation as text for other programs.

use std::ops::ControlFlow;

use super::{Project, extract::guarded, ordered};
use crate::{
    annotation::{Annotation, write_conllu},
    text::{Article, Diagnostic, Item},
};

/// How an annotation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AnnotationFormat {
    /// All layers, one JSON object a line.
    Jsonl,
    /// Trees, with entities and times in the last column.
    Conllu,
}

impl Project {
    /// The annotation of one article, as written; it ends in a line break.
    ///
    /// # Errors
    /// Where the article reveals a mistake in the program itself.
    pub fn annotate_one(&self, article: Article, format: AnnotationFormat) -> Result<String, Diagnostic> {
        let id = article.id.clone();
        guarded(&id, || {
            let reading = self.read(article);
            match format {
                AnnotationFormat::Conllu => write_conllu(&reading),
                AnnotationFormat::Jsonl => {
                    let line = serde_json::to_string(&Annotation::of(&reading));
                    line.expect("records of words and numbers are JSON") + "\n"
                }
            }
        })
    }

    /// The annotations of a stream of articles, in its order whatever the number of threads, until `sink` breaks.
    pub fn annotate(
        &self,
        items: impl Iterator<Item = Item> + Send,
        threads: usize,
        format: AnnotationFormat,
        sink: impl FnMut(Result<String, Diagnostic>) -> ControlFlow<()>,
    ) {
        let work = |item| match item {
            Item::Article(article) => self.annotate_one(article, format),
            Item::Diagnostic(diagnostic) => Err(diagnostic),
        };
        ordered(items, threads, work, sink);
    }
}
