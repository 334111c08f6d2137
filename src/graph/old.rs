//! The content of a store as it was before a change: what stays of a group of claims, what of an entity's description.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use oxigraph::model::{GraphNameRef, NamedNode, Quad, Term};

use super::{
    derive::{DESCRIPTIVE, Description},
    error::StoreError,
    events::Record,
    names::term,
    quads::{Group, read_record},
    store::{Store, graph_of, subject_of},
};

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
        let (subject, graph) = (Some(claim.as_ref().into()), Some(doc.as_ref().into()));
        let quads: Vec<Quad> =
            self.store.quads.quads_for_pattern(subject, None, None, graph).collect::<Result<_, _>>()?;
        let (group, mut record) = read_record(claim, doc, &quads);
        if let Some(place) = &record.place {
            let place = NamedNode::new_unchecked(place.as_ref());
            if let Some(Term::NamedNode(country)) =
                self.store.object(place.as_ref(), term::COUNTRY, Some(doc.as_ref()))?
            {
                record.place_country = Some(country.into_string().into());
            }
        }
        Ok((group, record))
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
    pub(crate) fn redescribe(
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
