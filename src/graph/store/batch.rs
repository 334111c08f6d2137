//! A set of changes to a store: articles added, replaced, removed; then what depends on them is derived again.
//!
//! An empty store is filled by the bulk loader in one step, articles and derived quads together. A store with content
//! takes small changes in one transaction; a large change goes through the bulk loader, guarded by a journal in the
//! store's folder, so that a run broken off in between is taken back or finished by the next one. What is kept in memory
//! grows with the number of claims by a few hundred bytes each (their keys), never by their quads.

use std::{collections::BTreeSet, rc::Rc, sync::Arc};

use indexmap::{IndexMap, IndexSet};
use oxigraph::{
    model::{NamedNode, Quad},
    store::BulkLoader,
};
use rustc_hash::FxHashSet;

use super::quad_store::Store;
use crate::{
    graph::{
        copies::sketch::{Printed, Sketch},
        corrections::table::Corrections,
        error::StoreError,
        events::tally::Tallies,
        quads::{
            article::{ArticleQuads, Version, article_quads, content_hash, printed_as, version_quads},
            description::Description,
            group::Unit,
            parts::graph_of,
            record::Record,
            standing::rules_of,
        },
    },
    rules::Extraction,
};

/// Quads handed to the bulk loader at a time.
pub(super) const CHUNK: usize = 100_000;

/// What became of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is new to the store.
    Added,
    /// It replaces an older version.
    Replaced,
    /// The store holds it already.
    Unchanged,
    /// The batch holds another text with the same id; the first stands.
    Duplicate,
}

/// What a batch did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// New articles.
    pub added: usize,
    /// Articles that replaced an older version.
    pub replaced: usize,
    /// Articles that the store held already.
    pub unchanged: usize,
    /// Articles whose id the batch had already.
    pub duplicates: usize,
    /// Articles taken out.
    pub removed: usize,
    /// Claims of the new and replaced articles.
    pub claims: usize,
    /// Stored articles that the corrections changed, or that were given back what corrections had changed.
    pub corrected: usize,
    /// Claims of undated articles that took an inferred date.
    pub inferred: usize,
    /// The articles of a light store that is now larger than such a store should be; `None` of all others.
    pub outgrown: Option<usize>,
    /// Groups of claims (one relation with its kinds, the same participants) whose events were derived again.
    pub groups: usize,
}

/// A version of an article as an older store had it.
pub(crate) struct OldVersion<'v> {
    pub(crate) hash: &'v str,
    pub(crate) engine: &'v str,
    pub(crate) sketch: Option<Sketch>,
}

/// Changes on their way into a store; dropped without [`Batch::commit`], they are forgotten.
pub struct Batch<'s> {
    pub(crate) store: &'s Store,
    pub(crate) corrections: Option<&'s Corrections>,
    pub(super) fresh: bool,
    pub(super) loader: Option<BulkLoader<'s>>,
    pub(super) buffer: Vec<Quad>,
    pub(super) units: IndexMap<String, (Unit, Vec<Record>)>,
    pub(super) entities: IndexMap<NamedNode, Description>,
    words: FxHashSet<Arc<str>>,
    added: IndexMap<String, String>,
    pub(super) added_graphs: BTreeSet<String>,
    pub(super) removed: IndexSet<NamedNode>,
    pub(super) printed: IndexMap<String, Rc<Printed>>,
    pub(super) rules: IndexSet<NamedNode>,
    pub(super) tallies: Tallies,
    pub(super) summary: Summary,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Batch").field("summary", &self.summary).finish_non_exhaustive()
    }
}

impl Store {
    /// Begins a set of changes that become visible together.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] where the store was opened for reading.
    pub fn batch(&self) -> Result<Batch<'_>, StoreError> {
        self.may_write()?;
        Batch::new(self, None)
    }

    /// Begins a set of changes after which the store stands as the corrections want it, its old articles as well as the
    /// new ones; what earlier corrections changed and these do not is taken back.
    ///
    /// # Errors
    /// As [`Store::batch`].
    pub fn batch_with<'s>(&'s self, corrections: &'s Corrections) -> Result<Batch<'s>, StoreError> {
        self.may_write()?;
        Batch::new(self, Some(corrections))
    }
}

impl<'s> Batch<'s> {
    pub(crate) fn new(store: &'s Store, corrections: Option<&'s Corrections>) -> Result<Self, StoreError> {
        Ok(Self {
            fresh: store.is_empty()?,
            store,
            corrections,
            loader: None,
            buffer: Vec::new(),
            units: IndexMap::new(),
            entities: IndexMap::new(),
            words: FxHashSet::default(),
            added: IndexMap::new(),
            added_graphs: BTreeSet::new(),
            removed: IndexSet::new(),
            printed: IndexMap::new(),
            rules: IndexSet::new(),
            tallies: Tallies::default(),
            summary: Summary::default(),
        })
    }

    /// Adds an article with its claims, or replaces its older version.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`] where the store cannot be read or written.
    pub fn add(&mut self, extraction: &Extraction) -> Result<Change, StoreError> {
        let id = &extraction.article.id;
        let hash = content_hash(&extraction.article);
        if let Some(known) = self.added.get(id) {
            return Ok(if *known == hash {
                self.summary.unchanged += 1;
                Change::Unchanged
            } else {
                self.summary.duplicates += 1;
                Change::Duplicate
            });
        }
        let mut change = Change::Added;
        if !self.fresh
            && let Some(known) = self.store.article(id)?
        {
            let doc = NamedNode::new_unchecked(known.iri);
            if !self.removed.contains(&doc) {
                if known.hash == hash && known.engine == self.store.engine {
                    self.summary.unchanged += 1;
                    return Ok(Change::Unchanged);
                }
                self.removed.insert(doc);
                change = Change::Replaced;
            }
        }
        match change {
            Change::Replaced => self.summary.replaced += 1,
            _ => self.summary.added += 1,
        }
        self.summary.claims += extraction.claims.len();
        let doc = self.store.names.article(id, &hash);
        let mapped = article_quads(&self.store.names, &self.store.engine, extraction);
        self.added.insert(id.clone(), hash);
        self.put_read(&doc, mapped)?;
        Ok(change)
    }

    /// Adds an article whose text is not at hand, as the version that an older store had of it.
    pub(crate) fn add_version(&mut self, extraction: &Extraction, old: OldVersion<'_>) -> Result<(), StoreError> {
        let names = &self.store.names;
        let printed = old.sketch.map(|sketch| printed_as(names, extraction, sketch));
        let mapped = version_quads(names, Version { hash: old.hash, engine: old.engine, printed }, extraction);
        let doc = names.article(&extraction.article.id, old.hash);
        self.added.insert(extraction.article.id.clone(), old.hash.to_owned());
        self.summary.added += 1;
        self.summary.claims += extraction.claims.len();
        self.put_read(&doc, mapped)
    }

    /// Puts an article in as it was read, with the corrections that concern it.
    pub(super) fn put_read(&mut self, doc: &NamedNode, mapped: ArticleQuads) -> Result<(), StoreError> {
        let names = &self.store.names;
        if let Some(corrections) = self.corrections {
            let (own, notes): (Vec<Quad>, Vec<Quad>) =
                mapped.quads.iter().cloned().partition(|quad| graph_of(quad) == Some(doc));
            if let Some(mut quads) = corrections.applied(names, doc, &own) {
                quads.extend(notes);
                return self.put(doc, ArticleQuads::of_graph(names, doc, quads));
            }
        }
        self.put(doc, mapped)
    }

    /// Whether this batch neither replaces nor removes an article of the store.
    pub(crate) fn leaves(&self, doc: &NamedNode) -> bool {
        !self.removed.contains(doc) && !self.added_graphs.contains(doc.as_str())
    }

    /// Puts another graph in the place of a stored article's.
    pub(crate) fn put_corrected(&mut self, doc: &NamedNode, quads: Vec<Quad>) -> Result<(), StoreError> {
        self.summary.corrected += 1;
        self.removed.insert(doc.clone());
        self.put(doc, ArticleQuads::of_graph(&self.store.names, doc, quads))
    }

    /// Gathers what an article puts into the store.
    fn put(&mut self, doc: &NamedNode, mapped: ArticleQuads) -> Result<(), StoreError> {
        if let Some(printed) = mapped.printed {
            self.printed.insert(doc.as_str().to_owned(), Rc::new(printed));
        }
        self.added_graphs.insert(doc.as_str().to_owned());
        for (group, mut record) in mapped.records {
            let unit = Unit::of(group);
            record.article = self.word(record.article);
            record.place = record.place.map(|place| self.word(place));
            record.place_country = record.place_country.map(|country| self.word(country));
            record.speaker = self.word(record.speaker);
            let slot = self.units.entry(unit.hash.clone()).or_insert_with(|| (unit, Vec::new()));
            slot.1.push(record);
        }
        for (entity, facts) in mapped.entities {
            let description = self.entities.entry(entity).or_default();
            for (predicate, value) in &facts {
                description.add(predicate, value);
            }
        }
        self.rules.extend(rules_of(&mapped.quads));
        self.tallies.name(&mapped.quads, 1);
        self.buffer.extend(mapped.quads);
        let limit = if self.fresh || self.loader.is_some() { CHUNK } else { self.store.transaction };
        if self.buffer.len() >= limit {
            self.load()?;
        }
        Ok(())
    }

    /// Takes an article out; `false` where the store has none of that id.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn remove(&mut self, id: &str) -> Result<bool, StoreError> {
        let Some(known) = self.store.article(id)? else { return Ok(false) };
        let new = self.removed.insert(NamedNode::new_unchecked(known.iri));
        self.summary.removed += usize::from(new);
        Ok(new)
    }

    fn word(&mut self, text: Arc<str>) -> Arc<str> {
        if let Some(known) = self.words.get(&text) {
            return known.clone();
        }
        self.words.insert(text.clone());
        text
    }

    /// Hands the gathered quads to the bulk loader.
    pub(super) fn load(&mut self) -> Result<(), StoreError> {
        let loader = self.loader.get_or_insert_with(|| {
            // A limit well above what is handed over at a time: else the loader cuts it in two, and the small rest keeps
            // the second thread from the next chunk.
            self.store.quads.bulk_loader().with_num_threads(2).with_max_memory_size_in_megabytes(6 * CHUNK / 1000)
        });
        Ok(loader.load_quads(self.buffer.drain(..))?)
    }

    /// Makes the changes, derives what depends on them, and makes all of it safe on disk.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`] where the store cannot be read or written.
    pub fn commit(mut self) -> Result<Summary, StoreError> {
        if !self.fresh {
            self.correct_stored()?;
        }
        if self.fresh {
            self.commit_fresh()?;
        } else if !self.added_graphs.is_empty() || !self.removed.is_empty() {
            self.commit_changes()?;
        } else {
            return Ok(self.summary);
        }
        self.store.save()?;
        self.store.set_journal(None)?;
        Ok(self.summary)
    }
}
