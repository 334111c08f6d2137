//! All derived quads made anew from the articles' graphs: the way back after a run that was broken off.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use oxigraph::model::{GraphNameRef, NamedNode, Quad, Term};

use super::{
    batch::{Changes, copy_quad},
    copies::origins,
    derive::{DESCRIPTIVE, Description, unit_quads},
    error::StoreError,
    journal::Journal,
    names::{ch, term},
    old::Old,
    ontology::Ontology,
    press::{Press, sketched},
    store::{Store, graph_of, subject_of},
    tally::Tallies,
};

impl Store {
    /// Derives every event, edge and description again.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] where the store was opened for reading; [`StoreError::Damaged`] or [`StoreError::Io`].
    pub fn derive_all(&mut self) -> Result<(), StoreError> {
        self.may_write()?;
        self.set_journal(Some(&Journal::Forward))?;
        let (without, added) = (IndexSet::new(), BTreeSet::new());
        let old = Old { store: self, without: &without, added: &added };
        let default = Some(GraphNameRef::DefaultGraph);
        let mut changes = Changes::default();
        // Whatever was derived goes: events, contested matters and what is said of them, edges, descriptions.
        for class in [term::SEM_EVENT, term::MATTER] {
            for quad in self.quads.quads_for_pattern(None, Some(term::RDF_TYPE), Some(class.into()), default) {
                let node = quad?.subject;
                let facts = self.quads.quads_for_pattern(Some(node.as_ref()), None, None, default);
                changes.remove.extend(facts.collect::<Result<Vec<_>, _>>()?);
            }
        }
        for relation in Ontology::embedded().relations() {
            let edges = self.quads.quads_for_pattern(None, Some(ch(&relation.name).as_ref()), None, default);
            changes.remove.extend(edges.collect::<Result<Vec<_>, _>>()?);
        }
        let counted = [term::CLAIMS, term::ONE, term::OTHER, term::EVENTS, term::TALLY, term::TIE];
        for predicate in DESCRIPTIVE.into_iter().chain(counted) {
            let facts = self.quads.quads_for_pattern(None, Some(predicate), None, default);
            changes.remove.extend(facts.collect::<Result<Vec<_>, _>>()?);
        }
        let links = self.quads.quads_for_pattern(None, Some(term::EVENT), None, None);
        changes.remove.extend(links.collect::<Result<Vec<_>, _>>()?);
        let copies = self.quads.quads_for_pattern(None, Some(term::COPY_OF), None, default);
        changes.remove.extend(copies.collect::<Result<Vec<_>, _>>()?);
        changes.apply(self)?;

        let none = IndexMap::new();
        let known = origins(&Press::new(Some(&old), &none), sketched(self)?)?;
        for (article, origins) in &known {
            changes.insert.extend(origins.iter().map(|origin| copy_quad(article, origin)));
        }
        let mut groups: IndexSet<NamedNode> = IndexSet::new();
        for quad in self.quads.quads_for_pattern(None, Some(term::GROUP), None, None) {
            if let Term::NamedNode(group) = quad?.object {
                groups.insert(group);
            }
        }
        let (mut units, mut tallies) = (BTreeSet::new(), Tallies::default());
        for key in groups {
            let first = self.first(None, Some(term::GROUP), Some(key.as_ref().into()), None)?;
            let Some(quad) = first else { continue };
            let (Some(claim), Some(doc)) = (subject_of(&quad), graph_of(&quad)) else { continue };
            let unit = old.unit_of(claim, doc)?;
            if !units.insert(unit.hash.clone()) {
                continue;
            }
            let mut records = old.unit(&unit)?;
            unit_quads(&self.names, &unit, &mut records, &known, &mut tallies, &mut changes.insert);
            if changes.insert.len() > 100_000 {
                changes.apply(self)?;
            }
        }
        let mut entities: IndexMap<NamedNode, Description> = IndexMap::new();
        for predicate in DESCRIPTIVE {
            for quad in self.quads.quads_for_pattern(None, Some(predicate), None, None) {
                let quad: Quad = quad?;
                let (Some(entity), Some(_)) = (subject_of(&quad), graph_of(&quad)) else { continue };
                let described = quad.predicate.as_ref() != term::RDF_TYPE
                    || matches!(&quad.object, Term::NamedNode(class)
                        if ![term::CLAIM, term::SCHEMA_ARTICLE].contains(&class.as_ref()));
                if described {
                    entities.entry(entity.clone()).or_default().add(&quad.predicate, &quad.object);
                }
            }
        }
        for (entity, description) in &entities {
            changes.insert.extend(description.quads(entity));
        }
        for article in self.articles()? {
            let doc = NamedNode::new_unchecked(article.iri);
            let quads = self.quads.quads_for_pattern(None, None, None, Some(doc.as_ref().into()));
            tallies.name(&quads.collect::<Result<Vec<_>, _>>()?, 1);
        }
        tallies.changes(&self.names, None, &mut changes)?;
        changes.apply(self)?;
        self.save()?;
        self.set_journal(None)
    }
}
