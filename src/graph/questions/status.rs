//! Counts of what a store holds.

use std::collections::BTreeSet;

use oxigraph::model::{GraphNameRef, Literal, NamedNode, Term};

use crate::graph::{
    error::StoreError,
    store::quad_store::{Store, StoredArticle},
    vocabulary::iris::{ch, term},
};

/// A store in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// How the quads are kept: `rocksdb` or `nquads`.
    pub backend: &'static str,
    /// Base IRI of the ids.
    pub base: String,
    /// The articles, by id.
    pub articles: Vec<StoredArticle>,
    /// Articles without a day of publication.
    pub undated: usize,
    /// Articles known as copies of another.
    pub copies: usize,
    /// Articles that corrections changed.
    pub corrected: usize,
    /// First and last day of publication, where an article has one.
    pub published: Option<(String, String)>,
    /// Claims.
    pub claims: usize,
    /// Events.
    pub events: usize,
    /// Events that some article narrates as a fact.
    pub facts: usize,
    /// Entities.
    pub entities: usize,
    /// Quads.
    pub quads: usize,
    /// Bytes on disk.
    pub bytes: u64,
}

/// The classes of entities.
const ENTITIES: [&str; 7] = ["Person", "Country", "Organisation", "Group", "Place", "Position", "Entity"];

impl Store {
    /// Counts what is in the store.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn status(&self) -> Result<Status, StoreError> {
        let articles = self.articles()?;
        let mut days = Vec::new();
        for article in &articles {
            let doc = NamedNode::new_unchecked(&article.iri);
            if let Some(Term::Literal(day)) = self.object(doc.as_ref(), term::SCHEMA_PUBLISHED, Some(doc.as_ref()))? {
                days.push(day.destruct().0);
            }
        }
        let undated = articles.len() - days.len();
        days.sort();
        let yes = Literal::from(true);
        let default = Some(GraphNameRef::DefaultGraph);
        let count = |predicate, object: Option<oxigraph::model::TermRef<'_>>, graph| {
            let mut count = 0_usize;
            for quad in self.quads.quads_for_pattern(None, Some(predicate), object, graph) {
                quad?;
                count += 1;
            }
            Ok::<_, StoreError>(count)
        };
        let mut copies = BTreeSet::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::COPY_OF), None, default) {
            copies.insert(quad?.subject.to_string());
        }
        let claims = count(term::RDF_TYPE, Some(term::CLAIM.into()), None)?;
        let events = count(term::RDF_TYPE, Some(term::SEM_EVENT.into()), default)?;
        let mut entities = 0;
        for class in ENTITIES {
            entities += count(term::RDF_TYPE, Some(ch(class).as_ref().into()), default)?;
        }
        Ok(Status {
            backend: self.kept(),
            base: self.base().to_owned(),
            undated,
            copies: copies.len(),
            corrected: self.corrected_articles()?,
            published: days.first().cloned().zip(days.last().cloned()),
            claims,
            events,
            facts: count(term::ASSERTED, Some(yes.as_ref().into()), default)?,
            entities,
            quads: self.len()?,
            bytes: self.size(),
            articles,
        })
    }
}
