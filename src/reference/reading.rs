//! An article with everything that is read in it, and the reader that takes it through the floors.

use std::sync::Arc;

use super::pass;
use crate::{
    clauses::{self, Clause},
    entities::{ArticleEntities, Gazetteer},
    syntax::{Parser, Sentence},
    text::Article,
    time::{self, TimeExpression},
    tree::{self, Mended, Tree},
};

/// An article with everything that was read in it, up to its clauses and who is meant in them.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Reading {
    /// The text and its metadata.
    pub article: Article,
    /// Sentences with mended trees.
    pub sentences: Vec<Sentence>,
    /// Mentions and entities.
    pub entities: ArticleEntities,
    /// The mends that changed a tree, by sentence and in the order in which they ran.
    pub mends: Vec<Mended>,
    /// Temporal expressions.
    pub times: Vec<TimeExpression>,
    /// Clauses, by sentence and predicate token.
    pub clauses: Vec<Clause>,
    /// The model, the names and the words that it was read with.
    pub reader: Reader,
}

impl Reading {
    /// The trees of the sentences, to walk.
    #[must_use]
    pub fn trees(&self) -> Vec<Tree<'_>> {
        tree::trees(self.reader.gazetteer.lexicon(), &self.sentences, &self.entities)
    }
}

/// Reads articles: parser and gazetteer together, and the lexicon that goes with the gazetteer.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The syntax model.
    pub parser: &'static Parser,
    /// The names; shared, since every thread has a reader.
    pub gazetteer: Arc<Gazetteer>,
}

impl Reader {
    /// The reader with the model and the gazetteer that are compiled into the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self { parser: Parser::embedded(), gazetteer: Gazetteer::embedded_shared() }
    }

    /// Reads an article: names and their mentions, trees, dates, clauses, and who is meant by the rest. Never fails:
    /// analysis of prose returns what it found.
    #[must_use]
    pub fn read(&self, article: Article) -> Reading {
        let mut sentences = self.parser.parse(&article);
        let (gazetteer, lexicon) = (&*self.gazetteer, self.gazetteer.lexicon());
        let names = gazetteer.names_of(&article, &sentences);
        let mends = tree::mend(lexicon, &mut sentences, names.mentions());
        let times = time::read(article.published, &sentences);
        let clauses = clauses::read(lexicon, article.published, &sentences, names.mentions(), &times);
        let entities = pass::resolve(gazetteer, &article, &sentences, &clauses, names);
        Reading { article, sentences, entities, mends, times, clauses, reader: self.clone() }
    }
}
