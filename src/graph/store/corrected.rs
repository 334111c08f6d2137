//! Stored articles and their corrections: which are corrected, and those that a build has to correct anew or to give back.

use std::collections::{BTreeMap, BTreeSet};

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{NamedNode, Quad, Term},
};

use super::{batch::Batch, quad_store::Store};
use crate::graph::{
    corrections::{
        apply::ROLES,
        table::{Correction, Corrections, Mend},
    },
    error::StoreError,
    quads::{
        article::ArticleQuads,
        parts::{graph_of, nquad, subject_of},
    },
    vocabulary::iris::term,
};

/// The graph of a stored article as it was read: without links to events, and without what corrections made of it.
fn as_read(store: &Store, doc: &NamedNode) -> Result<Vec<Quad>, StoreError> {
    let notes = store.names.notes();
    if let Some(Term::Literal(text)) = store.object(doc.as_ref(), term::AS_READ, Some(notes.as_ref()))? {
        let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
        let read: Result<Vec<Quad>, _> = parser.for_slice(text.value()).collect();
        return read.map_err(|error| StoreError::Damaged(format!("{}: {error}", doc.as_str())));
    }
    graph(store, doc)
}

/// The graph of a stored article, without links to events.
fn graph(store: &Store, doc: &NamedNode) -> Result<Vec<Quad>, StoreError> {
    let mut quads = Vec::new();
    for quad in store.quads.quads_for_pattern(None, None, None, Some(doc.as_ref().into())) {
        let quad = quad?;
        if quad.predicate.as_ref() != term::EVENT {
            quads.push(quad);
        }
    }
    Ok(quads)
}

/// The stored articles by the corrections that were applied to them.
fn applied(store: &Store) -> Result<BTreeMap<String, BTreeSet<NamedNode>>, StoreError> {
    let mut found: BTreeMap<String, BTreeSet<NamedNode>> = BTreeMap::new();
    for quad in store.quads.quads_for_pattern(None, Some(term::CORRECTION), None, None) {
        let quad = quad?;
        if let (Some(doc), Term::Literal(key)) = (subject_of(&quad), &quad.object) {
            found.entry(key.value().to_owned()).or_default().insert(doc.clone());
        }
    }
    Ok(found)
}

impl Store {
    /// The corrections that no article of the store knows: their claim or entity is not there.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn unmatched<'c>(&self, corrections: &'c Corrections) -> Result<Vec<&'c Correction>, StoreError> {
        let known = applied(self)?;
        Ok(corrections.all.iter().filter(|correction| !known.contains_key(&correction.key())).collect())
    }

    /// The ids of the articles that are corrected, sorted.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn corrected_ids(&self) -> Result<BTreeSet<String>, StoreError> {
        let docs: BTreeSet<NamedNode> = applied(self)?.into_values().flatten().collect();
        let mut ids = BTreeSet::new();
        for doc in docs {
            if let Some(Term::Literal(id)) = self.object(doc.as_ref(), term::SCHEMA_IDENTIFIER, Some(doc.as_ref()))? {
                ids.insert(id.destruct().0);
            }
        }
        Ok(ids)
    }

    /// How many articles are corrected.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn corrected_articles(&self) -> Result<usize, StoreError> {
        Ok(applied(self)?.into_values().flatten().collect::<BTreeSet<_>>().len())
    }
}

impl Batch<'_> {
    /// Brings the stored articles that this batch leaves alone to the corrections as they now are.
    pub(crate) fn correct_stored(&mut self) -> Result<(), StoreError> {
        let Some(corrections) = self.corrections else { return Ok(()) };
        let store = self.store;
        let known = applied(store)?;
        let wanted: BTreeSet<String> = corrections.all.iter().map(Correction::key).collect();
        if known.keys().eq(wanted.iter()) {
            return Ok(());
        }
        let mut concerned: BTreeSet<NamedNode> = known.values().flatten().cloned().collect();
        for correction in corrections.all.iter().filter(|correction| !known.contains_key(&correction.key())) {
            let mut claims: Vec<&String> = Vec::new();
            match &correction.what {
                Mend::Drop { claim } | Mend::Date { claim, .. } => claims.push(claim),
                Mend::Entity { claim: Some(claim), .. } => claims.push(claim),
                Mend::Apart { claims: all } => claims.extend(all),
                Mend::Entity { from, .. } => {
                    let from = store.names.id(from);
                    for predicate in ROLES {
                        let quads = &store.quads;
                        for quad in quads.quads_for_pattern(None, Some(predicate), Some(from.as_ref().into()), None) {
                            concerned.extend(graph_of(&quad?).cloned());
                        }
                    }
                }
            }
            for claim in claims {
                let claim = store.names.id(claim);
                let types = Some(term::RDF_TYPE);
                for quad in store.quads.quads_for_pattern(Some(claim.as_ref().into()), types, None, None) {
                    concerned.extend(graph_of(&quad?).cloned());
                }
            }
        }
        for doc in concerned {
            if !self.leaves(&doc) {
                continue;
            }
            let read = as_read(store, &doc)?;
            let noted = store.notes_of(&doc)?;
            let mut new = corrections.applied(&store.names, &doc, &read).unwrap_or(read);
            let of_corrections = [term::AS_READ, term::CORRECTION];
            new.extend(noted.iter().filter(|quad| !of_corrections.contains(&quad.predicate.as_ref())).cloned());
            let new = ArticleQuads::of_graph(&store.names, &doc, new).quads;
            let mut before: Vec<String> = graph(store, &doc)?.iter().chain(&noted).map(nquad).collect();
            let mut after: Vec<String> = new.iter().map(nquad).collect();
            before.sort_unstable();
            after.sort_unstable();
            after.dedup();
            if before != after {
                self.put_corrected(&doc, new)?;
            }
        }
        Ok(())
    }
}
