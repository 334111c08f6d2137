//! Quads to take out of a store and to put into it, in one transaction.

use oxigraph::model::Quad;
use rustc_hash::FxHashSet;

use super::quad_store::Store;
use crate::graph::error::StoreError;

/// Quads to take out and to put in.
#[derive(Default)]
pub(crate) struct Changes {
    pub(crate) remove: Vec<Quad>,
    pub(crate) insert: Vec<Quad>,
}

impl Changes {
    pub(crate) fn len(&self) -> usize {
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
