//! A set of changes to a store: articles added, replaced, removed; then what depends on them is derived again.
//!
//! An empty store is filled by the bulk loader in one step, articles and derived quads together. A store with content
//! takes small changes in one transaction; a large change goes through the bulk loader, guarded by a note in the
//! store's folder, so that a run broken off in between is finished by the next one. What is kept in memory grows with
//! the number of claims by a few hundred bytes each (their keys), never by their quads.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use indexmap::{IndexMap, IndexSet};
use oxigraph::{
    model::{GraphNameRef, NamedNode, Quad, Term},
    store::BulkLoader,
};
use rustc_hash::FxHashSet;

use super::{
    copies::Printed,
    derive::{DESCRIPTIVE, Description, group_quads},
    error::StoreError,
    events::{Record, Span},
    names::{ch_name, term},
    press::{Press, stored_origins},
    quads::{Group, article_quads, content_hash, party_key},
    store::{Store, graph_of, subject_of},
};
use crate::rules::Extraction;

/// Quads handed to the bulk loader at a time.
const CHUNK: usize = 32_000;

/// A change of more quads than this to a store with content goes through the bulk loader.
const ONE_TRANSACTION: usize = 200_000;

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
}

/// Changes on their way into a store; dropped without [`Batch::commit`], they are forgotten.
pub struct Batch<'s> {
    store: &'s Store,
    fresh: bool,
    loader: Option<BulkLoader<'s>>,
    buffer: Vec<Quad>,
    groups: IndexMap<String, (Group, Vec<Record>)>,
    entities: IndexMap<NamedNode, Description>,
    words: FxHashSet<Arc<str>>,
    added: IndexMap<String, String>,
    added_graphs: BTreeSet<String>,
    removed: IndexSet<NamedNode>,
    printed: IndexMap<String, Printed>,
    summary: Summary,
}

impl std::fmt::Debug for Batch<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Batch").field("summary", &self.summary).finish_non_exhaustive()
    }
}

impl<'s> Batch<'s> {
    pub(crate) fn new(store: &'s Store) -> Result<Self, StoreError> {
        Ok(Self {
            fresh: store.is_empty()?,
            store,
            loader: None,
            buffer: Vec::new(),
            groups: IndexMap::new(),
            entities: IndexMap::new(),
            words: FxHashSet::default(),
            added: IndexMap::new(),
            added_graphs: BTreeSet::new(),
            removed: IndexSet::new(),
            printed: IndexMap::new(),
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
        let mapped = article_quads(&self.store.names, &self.store.engine, extraction);
        let doc = self.store.names.article(id, &hash).into_string();
        if let Some(printed) = mapped.printed {
            self.printed.insert(doc.clone(), printed);
        }
        self.added_graphs.insert(doc);
        self.added.insert(id.clone(), hash);
        for (group, mut record) in mapped.records {
            record.article = self.word(record.article);
            record.place = record.place.map(|place| self.word(place));
            record.place_country = record.place_country.map(|country| self.word(country));
            let slot = self.groups.entry(group.hash()).or_insert_with(|| (group, Vec::new()));
            slot.1.push(record);
        }
        for (entity, facts) in mapped.entities {
            let description = self.entities.entry(entity).or_default();
            for (predicate, value) in &facts {
                description.add(predicate, value);
            }
        }
        self.buffer.extend(mapped.quads);
        let limit = if self.fresh || self.loader.is_some() { CHUNK } else { ONE_TRANSACTION };
        if self.buffer.len() >= limit {
            self.load()?;
        }
        Ok(change)
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
            self.store.quads.bulk_loader().with_num_threads(2).with_max_memory_size_in_megabytes(2 * CHUNK / 1000)
        });
        Ok(loader.load_quads(self.buffer.drain(..))?)
    }

    /// Makes the changes, derives what depends on them, and makes all of it safe on disk.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] or [`StoreError::Io`] where the store cannot be read or written.
    pub fn commit(mut self) -> Result<Summary, StoreError> {
        if self.fresh {
            self.commit_fresh()?;
        } else if !self.added.is_empty() || !self.removed.is_empty() {
            self.commit_changes()?;
        } else {
            return Ok(self.summary);
        }
        self.store.save()?;
        self.store.set_pending(false)?;
        Ok(self.summary)
    }

    fn commit_fresh(&mut self) -> Result<(), StoreError> {
        let copies = Press::new(None, &self.printed).changed(&self.removed)?;
        for (article, origins) in &copies {
            self.buffer.extend(origins.iter().map(|origin| copy_quad(article, origin)));
        }
        let mut groups = std::mem::take(&mut self.groups);
        for (group, records) in groups.values_mut() {
            group_quads(&self.store.names, group, records, &copies, &mut self.buffer);
            if self.buffer.len() >= CHUNK {
                self.load()?;
            }
        }
        for (entity, description) in std::mem::take(&mut self.entities) {
            self.buffer.extend(description.quads(&entity));
        }
        self.load()?;
        if let Some(loader) = self.loader.take() {
            loader.commit()?;
        }
        Ok(())
    }

    fn commit_changes(&mut self) -> Result<(), StoreError> {
        let large = self.loader.is_some();
        let store = self.store;
        let old = Old { store, without: &self.removed, added: &self.added_graphs };
        // What the removed versions touched.
        let mut groups = std::mem::take(&mut self.groups);
        let mut entities: IndexMap<NamedNode, (Description, Vec<Quad>)> =
            std::mem::take(&mut self.entities).into_iter().map(|(entity, new)| (entity, (new, Vec::new()))).collect();
        let mut gone = Vec::new();
        for doc in &self.removed {
            for quad in store.quads.quads_for_pattern(None, None, None, Some(doc.as_ref().into())) {
                let quad = quad?;
                if quad.predicate.as_ref() == term::GROUP
                    && let Term::NamedNode(node) = &quad.object
                    && let Some(hash) =
                        store.names.local(node.as_str()).and_then(|id| Some(id.strip_prefix("g-")?.to_owned()))
                    && !groups.contains_key(&hash)
                    && let Some(claim) = subject_of(&quad)
                {
                    let (group, _) = old.record(claim, doc)?;
                    groups.insert(hash, (group, Vec::new()));
                }
                if DESCRIPTIVE.contains(&quad.predicate.as_ref())
                    && let Some(entity) = subject_of(&quad)
                    && entity != doc
                    && !is_claim_type(&quad)
                {
                    entities.entry(entity.clone()).or_default().1.push(quad.clone());
                }
                gone.push(quad);
            }
        }
        // Whose origin moves, and which events count them.
        let origins = Press::new(Some(&old), &self.printed).changed(&self.removed)?;
        let mut copies = Changes::default();
        for (article, origin) in &origins {
            let before = stored_origins(store, article)?;
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
                    let (group, _) = old.record(claim, &doc)?;
                    groups.entry(group.hash()).or_insert_with(|| (group, Vec::new()));
                }
            }
        }
        for doc in &self.removed {
            if !self.added_graphs.contains(doc.as_str()) {
                let before = stored_origins(store, doc.as_str())?;
                copies.remove.extend(before.iter().map(|before| copy_quad(doc.as_str(), before)));
            }
        }
        let mut changes = Changes { remove: gone, insert: Vec::new() };
        if large {
            store.set_pending(true)?;
            changes.apply(store)?;
            self.load()?;
            if let Some(loader) = self.loader.take() {
                loader.commit()?;
            }
        } else {
            changes.insert.append(&mut self.buffer);
        }
        changes.remove.append(&mut copies.remove);
        changes.insert.append(&mut copies.insert);
        let old = Old { store, without: &self.removed, added: &self.added_graphs };
        for (hash, (group, mut records)) in groups {
            let before = old.group(&hash, &group, &mut records)?;
            let mut known = BTreeMap::new();
            for record in &records {
                let origins = match origins.get(record.article.as_ref()) {
                    Some(origins) => origins.clone(),
                    None => stored_origins(store, &record.article)?,
                };
                known.insert(record.article.to_string(), origins);
            }
            let mut after = Vec::new();
            group_quads(&store.names, &group, &mut records, &known, &mut after);
            changes.difference(before, after);
            if large && changes.len() > ONE_TRANSACTION {
                changes.apply(store)?;
            }
        }
        for (entity, (new, lost)) in entities {
            let before = old.description(&entity)?;
            let after = old.redescribe(&entity, &before, &new, &lost)?;
            changes.difference(before.quads(&entity).collect(), after.quads(&entity).collect());
        }
        changes.apply(store)
    }
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

/// Whether a quad types a claim, not an entity.
fn is_claim_type(quad: &Quad) -> bool {
    quad.predicate.as_ref() == term::RDF_TYPE
        && matches!(&quad.object, Term::NamedNode(class)
            if class.as_ref() == term::CLAIM || class.as_ref() == term::RDF_STATEMENT)
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

/// The store's content before a change, without the graphs that go and those that came with it.
pub(crate) struct Old<'s> {
    pub(crate) store: &'s Store,
    pub(crate) without: &'s IndexSet<NamedNode>,
    pub(crate) added: &'s BTreeSet<String>,
}

impl Old<'_> {
    pub(crate) fn stays(&self, graph: &NamedNode) -> bool {
        !self.without.contains(graph) && !self.added.contains(graph.as_str())
    }

    /// Reads back what of a claim decides on its event.
    pub(crate) fn record(&self, claim: &NamedNode, doc: &NamedNode) -> Result<(Group, Record), StoreError> {
        let mut record = Record {
            article: doc.as_str().into(),
            claim: claim.as_str().to_owned(),
            span: None,
            date: String::new(),
            place: None,
            place_country: None,
            affirmed: true,
            status: Default::default(),
            narrated: true,
        };
        let (mut relation, mut subject, mut object) = (String::new(), String::new(), String::new());
        let (mut earliest, mut latest) = (String::new(), String::new());
        for quad in
            self.store.quads.quads_for_pattern(Some(claim.as_ref().into()), None, None, Some(doc.as_ref().into()))
        {
            let quad = quad?;
            match quad.predicate.as_ref() {
                term::RDF_SUBJECT => subject = party_key(Some(&quad.object)),
                term::RDF_OBJECT => object = party_key(Some(&quad.object)),
                _ => {}
            }
            let value = match quad.object {
                Term::NamedNode(node) => node.into_string(),
                Term::Literal(literal) => literal.destruct().0,
                _ => continue,
            };
            match quad.predicate.as_ref() {
                term::RDF_PREDICATE => relation = ch_name(&value).unwrap_or_default().to_owned(),
                term::EARLIEST => earliest = value,
                term::LATEST => latest = value,
                term::DATE => record.date = value,
                term::SEM_PLACE => record.place = Some(value.into()),
                term::POLARITY => record.affirmed = ch_name(&value) != Some("negated"),
                term::STATUS => record.status = ch_name(&value).unwrap_or_default().parse().unwrap_or_default(),
                term::VOICE => record.narrated = ch_name(&value) != Some("attributed"),
                _ => {}
            }
        }
        record.span = Span::parse(&earliest, &latest);
        if let Some(place) = &record.place {
            let place = NamedNode::new_unchecked(place.as_ref());
            if let Some(Term::NamedNode(country)) =
                self.store.object(place.as_ref(), term::COUNTRY, Some(doc.as_ref()))?
            {
                record.place_country = Some(country.into_string().into());
            }
        }
        Ok((Group::new(&relation, &subject, &object), record))
    }

    /// Adds the records of a group that stay, and gives the derived quads that stand for it now. The links of graphs
    /// that go are not among them: they go with their graphs.
    pub(crate) fn group(&self, hash: &str, group: &Group, records: &mut Vec<Record>) -> Result<Vec<Quad>, StoreError> {
        let quads = &self.store.quads;
        let mut before = Vec::new();
        let mut events = IndexSet::new();
        let key = self.store.names.id(&format!("g-{hash}"));
        for quad in quads.quads_for_pattern(None, Some(term::GROUP), Some(key.as_ref().into()), None) {
            let quad = quad?;
            let (Some(claim), Some(doc)) = (subject_of(&quad), graph_of(&quad)) else { continue };
            let stays = self.stays(doc);
            if stays {
                records.push(self.record(claim, doc)?.1);
            }
            let links = quads.quads_for_pattern(
                Some(claim.as_ref().into()),
                Some(term::EVENT),
                None,
                Some(doc.as_ref().into()),
            );
            for link in links {
                let link = link?;
                if let Term::NamedNode(event) = &link.object {
                    events.insert(event.clone());
                }
                if stays {
                    before.push(link);
                }
            }
        }
        self.derived(&events, group, &mut before)?;
        Ok(before)
    }

    /// The quads of events and of a group's edges in the default graph.
    fn derived(&self, events: &IndexSet<NamedNode>, group: &Group, before: &mut Vec<Quad>) -> Result<(), StoreError> {
        let default = Some(GraphNameRef::DefaultGraph);
        for event in events {
            for quad in self.store.quads.quads_for_pattern(Some(event.as_ref().into()), None, None, default) {
                before.push(quad?);
            }
        }
        if let (Some(subject), Some(object)) = (group.actor(), group.other()) {
            let predicate = super::names::ch(&group.relation);
            let mut ways = vec![(&subject, &object)];
            if super::ontology::Ontology::embedded().relation(&group.relation).is_some_and(|known| known.symmetric) {
                ways.push((&object, &subject));
            }
            for (one, other) in ways {
                let edge = Quad::new(one.clone(), predicate.clone(), other.clone(), GraphNameRef::DefaultGraph);
                if self.store.quads.contains(&edge)? && !before.contains(&edge) {
                    before.push(edge);
                }
            }
        }
        Ok(())
    }

    /// The description of an entity in the default graph.
    pub(crate) fn description(&self, entity: &NamedNode) -> Result<Description, StoreError> {
        let mut found = Description::default();
        for predicate in DESCRIPTIVE {
            for quad in self.store.quads.quads_for_pattern(
                Some(entity.as_ref().into()),
                Some(predicate),
                None,
                Some(GraphNameRef::DefaultGraph),
            ) {
                let quad = quad?;
                found.0.push((quad.predicate, quad.object));
            }
        }
        Ok(found)
    }

    /// The description after new articles said something and old ones fell silent.
    fn redescribe(
        &self,
        entity: &NamedNode,
        before: &Description,
        new: &Description,
        lost: &[Quad],
    ) -> Result<Description, StoreError> {
        let mut after = before.clone();
        for quad in lost {
            let fact = (quad.predicate.clone(), quad.object.clone());
            if !after.0.contains(&fact) || self.is_said(entity, &fact)? {
                continue;
            }
            after.0.retain(|other| *other != fact);
            if Description::is_single(fact.0.as_ref()) {
                let others =
                    self.store.quads.quads_for_pattern(Some(entity.as_ref().into()), Some(fact.0.as_ref()), None, None);
                for other in others {
                    let other = other?;
                    if graph_of(&other).is_some_and(|graph| self.stays(graph)) {
                        after.add(&other.predicate, &other.object);
                    }
                }
            }
        }
        for (predicate, value) in &new.0 {
            after.add(predicate, value);
        }
        Ok(after)
    }

    /// Whether an article that stays says it.
    fn is_said(&self, entity: &NamedNode, fact: &(NamedNode, Term)) -> Result<bool, StoreError> {
        let said = self.store.quads.quads_for_pattern(
            Some(entity.as_ref().into()),
            Some(fact.0.as_ref()),
            Some(fact.1.as_ref()),
            None,
        );
        for quad in said {
            if graph_of(&quad?).is_some_and(|graph| self.stays(graph)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
