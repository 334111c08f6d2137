//! The content of a store before a change: which claims of a group stay, and which part of the description of an entity.

use std::collections::BTreeSet;

use indexmap::IndexSet;
use oxigraph::model::{GraphNameRef, NamedNode, Quad, Term};

use super::quad_store::Store;
use crate::graph::{
    error::StoreError,
    quads::{
        claim::read_record,
        description::{DESCRIPTIVE, Description},
        group::Unit,
        parts::{graph_of, subject_of},
        record::Record,
    },
};

/// The store's content before a change, without the graphs that go and those that came with it.
pub(crate) struct Before<'s> {
    pub(crate) store: &'s Store,
    pub(crate) without: &'s IndexSet<NamedNode>,
    pub(crate) added: &'s BTreeSet<String>,
}

impl Before<'_> {
    pub(crate) fn stays(&self, graph: &NamedNode) -> bool {
        !self.without.contains(graph) && !self.added.contains(graph.as_str())
    }

    /// The unit that a claim belongs to.
    pub(crate) fn unit_of(&self, claim: &NamedNode, doc: &NamedNode) -> Result<Unit, StoreError> {
        let (subject, graph) = (Some(claim.as_ref().into()), Some(doc.as_ref().into()));
        let quads: Vec<Quad> =
            self.store.quads.quads_for_pattern(subject, None, None, graph).collect::<Result<_, _>>()?;
        Ok(Unit::of(read_record(claim, doc, &quads).0))
    }

    /// The records of a unit that stay.
    pub(crate) fn unit(&self, unit: &Unit) -> Result<Vec<Record>, StoreError> {
        let names = &self.store.names;
        let notes = names.notes();
        let mut records = Vec::new();
        for (kind, hash) in unit.hashes() {
            let group = names.group_of(&hash);
            for quad in
                self.store.quads.quads_for_pattern(None, Some(group.as_ref()), None, Some(notes.as_ref().into()))
            {
                let quad = quad?;
                let Some(doc) = subject_of(&quad).filter(|doc| self.stays(doc)) else { continue };
                let record = match &quad.object {
                    Term::Literal(gist) => Record::of_gist(gist.value(), names, doc.as_str(), kind),
                    _ => None,
                };
                records.push(record.ok_or_else(|| StoreError::Damaged(format!("{doc} has a note that is no gist")))?);
            }
        }
        Ok(records)
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
                if Description::is_kept(&quad) {
                    found.0.push((quad.predicate, quad.object));
                }
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
