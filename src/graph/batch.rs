//! A set of changes to a store: articles added, replaced, removed; then what depends on them is derived again.
//!
//! An empty store is filled by the bulk loader in one step, articles and derived quads together. A store with content
//! takes small changes in one transaction; a large change goes through the bulk loader, guarded by a journal in the
//! store's folder, so that a run broken off in between is taken back or finished by the next one. What is kept in memory
//! grows with the number of claims by a few hundred bytes each (their keys), never by their quads.

use std::{collections::BTreeSet, rc::Rc, sync::Arc};

use indexmap::{IndexMap, IndexSet};
use oxigraph::{
    model::{GraphNameRef, NamedNode, Quad, Term},
    store::BulkLoader,
};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    copies::{Origins, Printed},
    corrections::Corrections,
    derive::{DESCRIPTIVE, Description, unit_quads},
    error::StoreError,
    journal::Journal,
    names::term,
    old::Old,
    press::{Press, stored_origins},
    quads::{ArticleQuads, article_quads, content_hash, is_claim_type, read_record},
    record::Record,
    store::{Store, graph_of, subject_of},
    tally::Tallies,
    unit::Unit,
};
use crate::rules::Extraction;

/// Quads handed to the bulk loader at a time.
const CHUNK: usize = 100_000;

/// A change of more quads than this to a store with content goes through the bulk loader, where the options of the store
/// say nothing else.
pub(crate) const ONE_TRANSACTION: usize = 200_000;

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
    /// Groups of claims (one relation with its kinds, the same participants) whose events were derived again.
    pub groups: usize,
}

/// Changes on their way into a store; dropped without [`Batch::commit`], they are forgotten.
pub struct Batch<'s> {
    pub(crate) store: &'s Store,
    pub(crate) corrections: Option<&'s Corrections>,
    fresh: bool,
    loader: Option<BulkLoader<'s>>,
    buffer: Vec<Quad>,
    units: IndexMap<String, (Unit, Vec<Record>)>,
    entities: IndexMap<NamedNode, Description>,
    words: FxHashSet<Arc<str>>,
    added: IndexMap<String, String>,
    added_graphs: BTreeSet<String>,
    removed: IndexSet<NamedNode>,
    printed: IndexMap<String, Rc<Printed>>,
    tallies: Tallies,
    summary: Summary,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Batch").field("summary", &self.summary).finish_non_exhaustive()
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
        let mut mapped = article_quads(&self.store.names, &self.store.engine, extraction);
        let doc = self.store.names.article(id, &hash);
        if let Some(corrections) = self.corrections
            && let Some(quads) = corrections.applied(&self.store.names, &doc, &mapped.quads)
        {
            mapped = ArticleQuads::of_graph(&doc, quads);
        }
        self.added.insert(id.clone(), hash);
        self.put(&doc, mapped)?;
        Ok(change)
    }

    /// Whether this batch neither replaces nor removes an article of the store.
    pub(crate) fn leaves(&self, doc: &NamedNode) -> bool {
        !self.removed.contains(doc) && !self.added_graphs.contains(doc.as_str())
    }

    /// Puts another graph in the place of a stored article's.
    pub(crate) fn put_corrected(&mut self, doc: &NamedNode, quads: Vec<Quad>) -> Result<(), StoreError> {
        self.summary.corrected += 1;
        self.removed.insert(doc.clone());
        self.put(doc, ArticleQuads::of_graph(doc, quads))
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
    fn load(&mut self) -> Result<(), StoreError> {
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

    fn commit_fresh(&mut self) -> Result<(), StoreError> {
        let copies = Press::new(None, &self.printed).changed(&self.removed)?;
        for (article, origins) in &copies {
            self.buffer.extend(origins.iter().map(|origin| copy_quad(article, origin)));
        }
        let mut units = std::mem::take(&mut self.units);
        self.summary.groups = units.len();
        for (unit, records) in units.values_mut() {
            unit_quads(&self.store.names, unit, records, &copies, &mut self.tallies, &mut self.buffer);
            if self.buffer.len() >= CHUNK {
                self.load()?;
            }
        }
        for (entity, description) in std::mem::take(&mut self.entities) {
            self.buffer.extend(description.quads(&entity));
        }
        let mut counts = Changes::default();
        std::mem::take(&mut self.tallies).changes(&self.store.names, None, &mut counts)?;
        self.buffer.append(&mut counts.insert);
        self.load()?;
        if let Some(loader) = self.loader.take() {
            loader.commit()?;
        }
        // The loader leaves a sorted run a chunk, each of which every look-up would search.
        self.store.settle()
    }

    fn commit_changes(&mut self) -> Result<(), StoreError> {
        let large = self.loader.is_some();
        let store = self.store;
        let old = Old { store, without: &self.removed, added: &self.added_graphs };
        // What the removed versions touched.
        let mut units = std::mem::take(&mut self.units);
        let mut entities: IndexMap<NamedNode, (Description, Vec<Quad>)> =
            std::mem::take(&mut self.entities).into_iter().map(|(entity, new)| (entity, (new, Vec::new()))).collect();
        let mut gone = Vec::new();
        // What the removed graphs gave to each unit.
        let mut left: FxHashMap<String, Vec<Record>> = FxHashMap::default();
        let mut tallies = std::mem::take(&mut self.tallies);
        for doc in &self.removed {
            let before = gone.len();
            for quad in store.quads.quads_for_pattern(None, None, None, Some(doc.as_ref().into())) {
                gone.push(quad?);
            }
            tallies.name(&gone[before..], -1);
            for (claim, quads) in by_claim(&gone[before..]) {
                let (group, record) = read_record(claim, doc, &quads);
                let unit = Unit::of(group);
                let gist = quads.iter().find_map(|quad| match &quad.object {
                    Term::Literal(gist) if quad.predicate.as_ref() == term::GIST => Some(gist.value()),
                    _ => None,
                });
                let record = gist.and_then(|gist| Record::of_gist(gist, claim.as_str(), doc.as_str(), record.kind));
                left.entry(unit.hash.clone()).or_default().extend(record);
                units.entry(unit.hash.clone()).or_insert_with(|| (unit, Vec::new()));
            }
            for quad in &gone[before..] {
                if DESCRIPTIVE.contains(&quad.predicate.as_ref())
                    && let Some(entity) = subject_of(quad)
                    && entity != doc
                    && !is_claim_type(quad)
                {
                    entities.entry(entity.clone()).or_default().1.push(quad.clone());
                }
            }
        }
        // Whose origin moves, and which events count them.
        let origins = Press::new(Some(&old), &self.printed).changed(&self.removed)?;
        let mut copies = Changes::default();
        let (mut known_before, mut known_after) = (Origins::new(), origins.clone());
        for (article, origin) in &origins {
            let before = stored_origins(store, article)?;
            known_before.insert(article.clone(), before.clone());
            if before == *origin {
                continue;
            }
            copies.difference(
                before.iter().map(|before| copy_quad(article, before)).collect(),
                origin.iter().map(|origin| copy_quad(article, origin)).collect(),
            );
            let doc = NamedNode::new_unchecked(article);
            for quad in store.quads.quads_for_pattern(None, Some(term::GROUP), None, Some(doc.as_ref().into())) {
                let quad = quad?;
                if let (Some(claim), true) = (subject_of(&quad), old.stays(&doc)) {
                    let unit = old.unit_of(claim, &doc)?;
                    units.entry(unit.hash.clone()).or_insert_with(|| (unit, Vec::new()));
                }
            }
        }
        for doc in &self.removed {
            let before = stored_origins(store, doc.as_str())?;
            known_before.insert(doc.as_str().to_owned(), before.clone());
            if !self.added_graphs.contains(doc.as_str()) {
                copies.remove.extend(before.iter().map(|before| copy_quad(doc.as_str(), before)));
            }
        }
        let mut changes = Changes { remove: gone, insert: Vec::new() };
        if large {
            // Until all articles are in, a run that breaks off is taken back; from then on it is finished.
            let added = self.added_graphs.iter().cloned().collect();
            store.set_journal(Some(&Journal::Back { added, removed: changes.remove.clone() }))?;
            changes.apply(store)?;
            self.load()?;
            if let Some(loader) = self.loader.take() {
                loader.commit()?;
            }
            store.set_journal(Some(&Journal::Forward))?;
        } else {
            changes.insert.append(&mut self.buffer);
        }
        changes.remove.append(&mut copies.remove);
        changes.insert.append(&mut copies.insert);
        let old = Old { store, without: &self.removed, added: &self.added_graphs };
        self.summary.groups = units.len();
        for (hash, (unit, mut records)) in units {
            let mut earlier = left.remove(&hash).unwrap_or_default();
            let stays = old.unit(&unit)?;
            for record in earlier.iter().chain(&records).chain(&stays) {
                if !known_after.contains_key(record.article.as_ref())
                    || !known_before.contains_key(record.article.as_ref())
                {
                    let stored = stored_origins(store, &record.article)?;
                    known_before.entry(record.article.to_string()).or_insert_with(|| stored.clone());
                    known_after.entry(record.article.to_string()).or_insert(stored);
                }
            }
            earlier.extend(stays.iter().cloned());
            records.extend(stays);
            // What the unit gave before is made once more: that is quicker than to read it, and the same.
            let (mut before, mut after, mut taken) = (Vec::new(), Vec::new(), Tallies::default());
            unit_quads(&store.names, &unit, &mut earlier, &known_before, &mut taken, &mut before);
            unit_quads(&store.names, &unit, &mut records, &known_after, &mut tallies, &mut after);
            tallies.subtract(taken);
            // The links of graphs that go, go with them.
            before.retain(|quad| graph_of(quad).is_none_or(|graph| !self.removed.contains(graph)));
            changes.difference(before, after);
            if large && changes.len() > store.transaction {
                changes.apply(store)?;
            }
        }
        for (entity, (new, lost)) in entities {
            let before = old.description(&entity)?;
            let after = old.redescribe(&entity, &before, &new, &lost)?;
            changes.difference(before.quads(&entity).collect(), after.quads(&entity).collect());
        }
        tallies.changes(&store.names, Some(store), &mut changes)?;
        changes.apply(store)
    }
}

/// The quads of each claim of a graph.
fn by_claim(quads: &[Quad]) -> IndexMap<&NamedNode, Vec<Quad>> {
    let mut claims: IndexMap<&NamedNode, Vec<Quad>> = IndexMap::new();
    for quad in quads.iter().filter(|quad| quad.predicate.as_ref() == term::GROUP) {
        claims.extend(subject_of(quad).map(|claim| (claim, Vec::new())));
    }
    for quad in quads {
        if let Some(of) = subject_of(quad).and_then(|subject| claims.get_mut(subject)) {
            of.push(quad.clone());
        }
    }
    claims
}

/// The quad that tells what an article copies.
pub(crate) fn copy_quad(article: &str, origin: &str) -> Quad {
    Quad::new(
        NamedNode::new_unchecked(article),
        term::COPY_OF.into_owned(),
        NamedNode::new_unchecked(origin),
        GraphNameRef::DefaultGraph,
    )
}

/// Quads to take out and to put in.
#[derive(Default)]
pub(crate) struct Changes {
    pub(crate) remove: Vec<Quad>,
    pub(crate) insert: Vec<Quad>,
}

impl Changes {
    fn len(&self) -> usize {
        self.remove.len() + self.insert.len()
    }

    pub(crate) fn difference(&mut self, before: Vec<Quad>, after: Vec<Quad>) {
        let old: FxHashSet<&Quad> = before.iter().collect();
        let new: FxHashSet<&Quad> = after.iter().collect();
        self.remove.extend(before.iter().filter(|quad| !new.contains(*quad)).cloned());
        self.insert.extend(after.iter().filter(|quad| !old.contains(*quad)).cloned());
    }

    /// Makes the changes in one transaction; a quad that is both removed and inserted stands.
    pub(crate) fn apply(&mut self, store: &Store) -> Result<(), StoreError> {
        if self.len() == 0 {
            return Ok(());
        }
        let mut transaction = store.quads.start_transaction()?;
        for quad in self.remove.drain(..) {
            transaction.remove(&quad);
        }
        for quad in self.insert.drain(..) {
            transaction.insert(&quad);
        }
        Ok(transaction.commit()?)
    }
}
