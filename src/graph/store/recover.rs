//! Takes back or finishes a change that was broken off, and derives all that is derived again from the graphs of articles.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use oxigraph::model::{GraphNameRef, NamedNode, Quad, Term};

use super::{
    before::Before,
    changes::Changes,
    counted::count,
    journal::Journal,
    quad_store::Store,
    sketches::{Sketches, sketched},
};
use crate::graph::{
    copies::origins::{Origins, copy_quad, origins},
    error::StoreError,
    events::{derived::unit_quads, tally::Tallies},
    quads::{
        description::Description,
        parts::subject_of,
        read_back::{entity_facts, is_gist},
        record::Record,
        standing::{rule_quads, rules_of, vocabulary_quads},
    },
    vocabulary::iris::term,
};

/// Quads that are gathered before they go into the store.
const CHUNK: usize = 100_000;

impl Store {
    /// Takes a broken-off change back or finishes it.
    pub(crate) fn recover(&mut self, journal: &Journal) -> Result<(), StoreError> {
        if let Journal::Back { added, removed } = journal {
            let mut changes = Changes::default();
            let graphs: IndexSet<NamedNode> = added.iter().map(NamedNode::new_unchecked).collect();
            for graph in &graphs {
                for quad in self.quads.quads_for_pattern(None, None, None, Some(graph.as_ref().into())) {
                    changes.remove.push(quad?);
                }
                changes.remove.extend(self.notes_of(graph)?);
            }
            changes.insert.extend(removed.iter().cloned());
            changes.apply(self)?;
        }
        self.derive_all()
    }

    /// Derives every event, edge and description again.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] where the store was opened for reading; [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn derive_all(&mut self) -> Result<(), StoreError> {
        self.may_write()?;
        self.set_journal(Some(&Journal::Forward))?;
        let (without, added) = (IndexSet::new(), BTreeSet::new());
        let all = Before { store: self, without: &without, added: &added };
        let mut changes = Changes { remove: self.derived_quads()?, insert: Vec::new() };
        changes.apply(self)?;
        let none = IndexMap::new();
        let known = origins(&Sketches::new(Some(&all), &none), sketched(self)?)?;
        for (article, origins) in &known {
            changes.insert.extend(origins.iter().map(|origin| copy_quad(article, origin)));
        }
        let mut tallies = Tallies::default();
        self.derive_units(&all, &known, &mut tallies, &mut changes)?;
        let mut entities: IndexMap<NamedNode, Description> = IndexMap::new();
        let mut rules: IndexSet<NamedNode> = IndexSet::new();
        let articles = self.articles()?;
        for article in &articles {
            let doc = NamedNode::new_unchecked(&article.iri);
            let quads = self.quads.quads_for_pattern(None, None, None, Some(doc.as_ref().into()));
            let quads: Vec<Quad> = quads.collect::<Result<_, _>>()?;
            tallies.name(&quads, 1);
            rules.extend(rules_of(&quads));
            for (entity, facts) in entity_facts(&self.names, &doc, &quads) {
                let description = entities.entry(entity).or_default();
                facts.iter().for_each(|(predicate, value)| description.add(predicate, value));
            }
        }
        for (entity, description) in &entities {
            changes.insert.extend(description.quads(entity));
        }
        for rule in &rules {
            changes.insert.extend(rule_quads(&self.names, rule));
        }
        if !articles.is_empty() {
            changes.insert.extend(vocabulary_quads(&self.names));
        }
        count(tallies, &self.names, None, &mut changes)?;
        changes.apply(self)?;
        self.save()?;
        self.set_journal(None)
    }

    /// Everything that is derived: the default graph, links from claims to events, and what is noted of pairs.
    fn derived_quads(&self) -> Result<Vec<Quad>, StoreError> {
        let notes = self.names.notes();
        let mut found = Vec::new();
        for (predicate, graph) in [
            (None, Some(GraphNameRef::DefaultGraph)),
            (Some(term::EVENT), None),
            (Some(term::TALLY), Some(notes.as_ref().into())),
        ] {
            for quad in self.quads.quads_for_pattern(None, predicate, None, graph) {
                found.push(quad?);
            }
        }
        Ok(found)
    }

    /// Derives the events, links and edges of every unit of claims.
    fn derive_units(
        &self,
        all: &Before<'_>,
        origins: &Origins,
        tallies: &mut Tallies,
        changes: &mut Changes,
    ) -> Result<(), StoreError> {
        let notes = self.names.notes();
        let mut groups: IndexSet<NamedNode> = IndexSet::new();
        for quad in self.quads.quads_for_pattern(None, None, None, Some(notes.as_ref().into())) {
            let quad = quad?;
            if is_gist(&self.names, &quad) {
                groups.insert(quad.predicate);
            }
        }
        let mut units = BTreeSet::new();
        for group in groups {
            let Some(quad) = self.first(None, Some(group.as_ref()), None, Some(notes.as_ref().into()))? else {
                continue;
            };
            let (Some(doc), Term::Literal(gist)) = (subject_of(&quad), &quad.object) else { continue };
            let Some(record) = Record::of_gist(gist.value(), &self.names, doc.as_str(), 0) else { continue };
            let unit = all.unit_of(&NamedNode::new_unchecked(record.claim), doc)?;
            if !units.insert(unit.hash.clone()) {
                continue;
            }
            let mut records = all.unit(&unit)?;
            unit_quads(&self.names, &unit, &mut records, origins, tallies, &mut changes.insert);
            if changes.insert.len() > CHUNK {
                changes.apply(self)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_change_is_taken_back() {
        use crate::{
            graph::{Options, RdfOptions},
            rules::{Claim, Extraction},
            text::Article,
        };
        let article = |id: &str, object: &str| {
            let claim = Claim {
                claim: format!("c-{id}"),
                subject_id: "ann".to_owned(),
                relation: "accused".to_owned(),
                object_id: object.to_owned(),
                ..Claim::default()
            };
            Extraction::new(Article::new(id, "Words."), vec![claim], Vec::new())
        };
        let dump = |store: &Store| {
            let mut out = Vec::new();
            store.write_rdf(&RdfOptions { bookkeeping: true, ..RdfOptions::default() }, &mut out).expect("memory");
            String::from_utf8(out).expect("UTF-8")
        };
        let mut store = Store::memory(&Options::default()).expect("memory");
        let mut batch = store.batch().expect("writable");
        for (id, object) in [("a", "bob"), ("b", "bob"), ("c", "eve")] {
            batch.add(&article(id, object)).expect("added");
        }
        batch.commit().expect("committed");
        let before = dump(&store);
        // The graph of one article gone, that of another half there.
        let gone = NamedNode::new_unchecked(store.article("a").expect("readable").expect("there").iri);
        let quads = store.quads.quads_for_pattern(None, None, None, Some(gone.as_ref().into()));
        let removed: Vec<Quad> = quads.collect::<Result<_, _>>().expect("readable");
        let made = crate::graph::quads::article::article_quads(&store.names, "", &article("d", "bob"));
        let added = vec![made.quads[0].graph_name.to_string().trim_matches(['<', '>']).to_owned()];
        let mut half = Changes { remove: removed.clone(), insert: made.quads[..made.quads.len() / 2].to_vec() };
        half.apply(&store).expect("applied");
        assert_ne!(dump(&store), before);
        store.recover(&Journal::Back { added, removed }).expect("recovered");
        assert_eq!(dump(&store), before);
    }
}
