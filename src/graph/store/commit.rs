//! Commits a batch: the graphs go in and out, then what depends on them is derived again.
//!
//! Only the units of claims and the entities that the change touches are looked at. What a unit gave before the change is made
//! once more and compared with what it gives now, so that the difference alone is written.

use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use oxigraph::model::{NamedNode, Quad, Term};
use rustc_hash::FxHashMap;

use super::{
    batch::{Batch, CHUNK},
    before::Before,
    changes::Changes,
    counted::count,
    journal::Journal,
    quad_store::Store,
    sketches::{Sketches, stored_origins},
    standing::change_rules,
};
use crate::graph::{
    copies::{
        origins::{Origins, copy_quad},
        sketch::Printed,
    },
    error::StoreError,
    events::{derived::unit_quads, tally::Tallies},
    quads::{
        claim::read_record,
        description::Description,
        group::Unit,
        parts::{graph_of, is_claim_type, subject_of},
        read_back::{entity_facts, is_gist},
        record::Record,
        standing::{rule_quads, rules_of, vocabulary_quads},
    },
    vocabulary::iris::term,
};

/// What a change concerns beside the graphs themselves.
struct Touched {
    /// Units to derive again, each with its new records.
    units: IndexMap<String, (Unit, Vec<Record>)>,
    /// The records that the removed graphs gave to each unit.
    left: FxHashMap<String, Vec<Record>>,
    /// What new graphs say of entities, and what removed ones said.
    entities: IndexMap<NamedNode, (Description, Vec<Quad>)>,
    /// The quads of the removed graphs.
    gone: Vec<Quad>,
    /// The rules that their claims came from.
    rules: IndexSet<NamedNode>,
    tallies: Tallies,
}

impl Touched {
    /// Takes what an article gave that goes: its graph, and what is noted of it.
    fn lose(&mut self, store: &Store, doc: &NamedNode) -> Result<(), StoreError> {
        let begin = self.gone.len();
        for quad in store.quads.quads_for_pattern(None, None, None, Some(doc.as_ref().into())) {
            self.gone.push(quad?);
        }
        let end = self.gone.len();
        self.gone.extend(store.notes_of(doc)?);
        let (own, noted) = (&self.gone[begin..end], &self.gone[end..]);
        self.tallies.name(own, -1);
        self.rules.extend(rules_of(own));
        let mut gists: FxHashMap<String, &str> = FxHashMap::default();
        for quad in noted.iter().filter(|quad| is_gist(&store.names, quad)) {
            if let Term::Literal(gist) = &quad.object
                && let Some(record) = Record::of_gist(gist.value(), &store.names, doc.as_str(), 0)
            {
                gists.insert(record.claim, gist.value());
            }
        }
        for (claim, quads) in by_claim(own) {
            let (group, record) = read_record(claim, doc, &quads);
            let unit = Unit::of(group);
            let gist = gists.get(claim.as_str());
            let record = gist.and_then(|gist| Record::of_gist(gist, &store.names, doc.as_str(), record.kind));
            self.left.entry(unit.hash.clone()).or_default().extend(record);
            self.units.entry(unit.hash.clone()).or_insert_with(|| (unit, Vec::new()));
        }
        for (entity, facts) in entity_facts(&store.names, doc, own) {
            let lost =
                facts.into_iter().map(|(predicate, value)| Quad::new(entity.clone(), predicate, value, doc.clone()));
            self.entities.entry(entity.clone()).or_default().1.extend(lost);
        }
        Ok(())
    }

    /// Marks the units that a stored article tells of: its claims now count otherwise.
    fn retell(&mut self, before: &Before<'_>, doc: &NamedNode) -> Result<(), StoreError> {
        let (kind, graph) = (Some(term::RDF_TYPE), Some(doc.as_ref().into()));
        for quad in before.store.quads.quads_for_pattern(None, kind, Some(term::CLAIM.into()), graph) {
            let quad = quad?;
            if let (Some(claim), true) = (subject_of(&quad), before.stays(doc)) {
                let unit = before.unit_of(claim, doc)?;
                self.units.entry(unit.hash.clone()).or_insert_with(|| (unit, Vec::new()));
            }
        }
        Ok(())
    }
}

/// What articles copy before and after a change, as far as it was looked up.
struct Copied {
    before: Origins,
    after: Origins,
    /// The links from copies to origins that go and come.
    links: Changes,
}

impl Copied {
    /// Whose origins a change moves; the units of these are touched.
    fn moved(
        before: &Before<'_>,
        printed: &IndexMap<String, Rc<Printed>>,
        removed: &IndexSet<NamedNode>,
        touched: &mut Touched,
    ) -> Result<Self, StoreError> {
        let after = Sketches::new(Some(before), printed).changed(removed)?;
        let mut own = Self { before: Origins::new(), after, links: Changes::default() };
        for (article, origins) in &own.after {
            let earlier = stored_origins(before.store, article)?;
            own.before.insert(article.clone(), earlier.clone());
            if earlier != *origins {
                let links = |origins: &[String]| origins.iter().map(|origin| copy_quad(article, origin)).collect();
                own.links.difference(links(&earlier), links(origins));
                touched.retell(before, &NamedNode::new_unchecked(article))?;
            }
        }
        for doc in removed {
            let earlier = stored_origins(before.store, doc.as_str())?;
            if !before.added.contains(doc.as_str()) {
                own.links.remove.extend(earlier.iter().map(|origin| copy_quad(doc.as_str(), origin)));
            }
            own.before.insert(doc.as_str().to_owned(), earlier);
        }
        Ok(own)
    }

    /// Looks up what the article of a record copies.
    fn know(&mut self, store: &Store, record: &Record) -> Result<(), StoreError> {
        let article = record.article.as_ref();
        if !self.after.contains_key(article) || !self.before.contains_key(article) {
            let stored = stored_origins(store, article)?;
            self.before.entry(article.to_owned()).or_insert_with(|| stored.clone());
            self.after.entry(article.to_owned()).or_insert(stored);
        }
        Ok(())
    }
}

impl Batch<'_> {
    /// Fills an empty store: articles and derived quads go through the bulk loader together.
    pub(super) fn commit_fresh(&mut self) -> Result<(), StoreError> {
        let copies = Sketches::new(None, &self.printed).changed(&self.removed)?;
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
        for rule in &self.rules {
            self.buffer.extend(rule_quads(&self.store.names, rule));
        }
        if !self.added_graphs.is_empty() {
            self.buffer.extend(vocabulary_quads(&self.store.names));
        }
        let mut counts = Changes::default();
        count(std::mem::take(&mut self.tallies), &self.store.names, None, &mut counts)?;
        self.buffer.append(&mut counts.insert);
        self.load()?;
        if let Some(loader) = self.loader.take() {
            loader.commit()?;
        }
        // The loader leaves a sorted run a chunk, each of which every look-up would search.
        self.store.settle()
    }

    /// Changes a store with content.
    pub(super) fn commit_changes(&mut self) -> Result<(), StoreError> {
        let (store, large) = (self.store, self.loader.is_some());
        let entities = std::mem::take(&mut self.entities).into_iter();
        let mut touched = Touched {
            units: std::mem::take(&mut self.units),
            left: FxHashMap::default(),
            entities: entities.map(|(entity, new)| (entity, (new, Vec::new()))).collect(),
            gone: Vec::new(),
            rules: IndexSet::new(),
            tallies: std::mem::take(&mut self.tallies),
        };
        for doc in &self.removed {
            touched.lose(store, doc)?;
        }
        let before = Before { store, without: &self.removed, added: &self.added_graphs };
        let mut copied = Copied::moved(&before, &self.printed, &self.removed, &mut touched)?;
        let mut changes = self.swap_graphs(std::mem::take(&mut touched.gone))?;
        changes.remove.append(&mut copied.links.remove);
        changes.insert.append(&mut copied.links.insert);
        self.summary.groups = touched.units.len();
        self.derive_units(&mut touched, &mut copied, large, &mut changes)?;
        let before = Before { store, without: &self.removed, added: &self.added_graphs };
        for (entity, (new, lost)) in touched.entities {
            let earlier = before.description(&entity)?;
            let now = before.redescribe(&entity, &earlier, &new, &lost)?;
            changes.difference(earlier.quads(&entity).collect(), now.quads(&entity).collect());
        }
        change_rules(&before, &self.rules, &touched.rules, &mut changes)?;
        store.change_vocabulary(&mut changes)?;
        count(touched.tallies, &store.names, Some(store), &mut changes)?;
        changes.apply(store)?;
        store.clear_where_bare()
    }

    /// Puts new graphs in the place of old ones: at once where the change is large, else as changes that are still to be made.
    fn swap_graphs(&mut self, gone: Vec<Quad>) -> Result<Changes, StoreError> {
        let mut changes = Changes { remove: gone, insert: Vec::new() };
        if self.loader.is_none() {
            changes.insert.append(&mut self.buffer);
            return Ok(changes);
        }
        // Until all articles are in, a run that breaks off is taken back; from then on it is finished.
        let added = self.added_graphs.iter().cloned().collect();
        self.store.set_journal(Some(&Journal::Back { added, removed: changes.remove.clone() }))?;
        changes.apply(self.store)?;
        self.load()?;
        if let Some(loader) = self.loader.take() {
            loader.commit()?;
        }
        self.store.set_journal(Some(&Journal::Forward))?;
        Ok(changes)
    }

    /// Derives the touched units again.
    fn derive_units(
        &self,
        touched: &mut Touched,
        copied: &mut Copied,
        large: bool,
        changes: &mut Changes,
    ) -> Result<(), StoreError> {
        let store = self.store;
        let stored = Before { store, without: &self.removed, added: &self.added_graphs };
        for (hash, (unit, mut records)) in std::mem::take(&mut touched.units) {
            let mut earlier = touched.left.remove(&hash).unwrap_or_default();
            let stays = stored.unit(&unit)?;
            for record in earlier.iter().chain(&records).chain(&stays) {
                copied.know(store, record)?;
            }
            earlier.extend(stays.iter().cloned());
            records.extend(stays);
            // What the unit gave before is made once more: that is quicker than to read it, and the same.
            let (mut before, mut after, mut taken) = (Vec::new(), Vec::new(), Tallies::default());
            unit_quads(&store.names, &unit, &mut earlier, &copied.before, &mut taken, &mut before);
            unit_quads(&store.names, &unit, &mut records, &copied.after, &mut touched.tallies, &mut after);
            touched.tallies.subtract(taken);
            // The links of graphs that go, go with them.
            before.retain(|quad| graph_of(quad).is_none_or(|graph| !self.removed.contains(graph)));
            changes.difference(before, after);
            if large && changes.len() > store.transaction {
                changes.apply(store)?;
            }
        }
        Ok(())
    }
}

/// The quads of each claim of a graph.
fn by_claim(quads: &[Quad]) -> IndexMap<&NamedNode, Vec<Quad>> {
    let mut claims: IndexMap<&NamedNode, Vec<Quad>> = IndexMap::new();
    for quad in quads.iter().filter(|quad| is_claim_type(quad)) {
        claims.extend(subject_of(quad).map(|claim| (claim, Vec::new())));
    }
    for quad in quads {
        if let Some(of) = subject_of(quad).and_then(|subject| claims.get_mut(subject)) {
            of.push(quad.clone());
        }
    }
    claims
}
