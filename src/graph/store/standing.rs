//! What stands in the default graph whatever the articles say, as long as it is needed: the vocabulary, and the rules by which claims
//! were read.

use indexmap::IndexSet;
use oxigraph::model::{GraphNameRef, NamedNode, Term};

use super::{before::Before, changes::Changes, quad_store::Store};
use crate::graph::{
    error::StoreError,
    quads::{
        parts::graph_of,
        standing::{rule_quads, vocabulary_node, vocabulary_quads},
    },
    vocabulary::{
        iris::{CH, term},
        words::Vocabulary,
    },
};

/// The changes to the rules that are described, where some claims come and others go.
pub(crate) fn change_rules(
    before: &Before<'_>,
    new: &IndexSet<NamedNode>,
    gone: &IndexSet<NamedNode>,
    changes: &mut Changes,
) -> Result<(), StoreError> {
    let names = &before.store.names;
    for rule in gone.iter().filter(|rule| !new.contains(*rule)) {
        let mut stays = false;
        let object = Some(rule.as_ref().into());
        for quad in before.store.quads.quads_for_pattern(None, Some(term::PROV_GENERATED), object, None) {
            if graph_of(&quad?).is_some_and(|graph| before.stays(graph)) {
                stays = true;
                break;
            }
        }
        if !stays {
            changes.remove.extend(rule_quads(names, rule));
        }
    }
    for rule in new {
        changes.insert.extend(rule_quads(names, rule));
    }
    Ok(())
}

impl Store {
    /// Whether the store holds the vocabulary of this program.
    fn knows_vocabulary(&self) -> Result<bool, StoreError> {
        let notes = self.names.notes();
        let known = self.object(vocabulary_node().as_ref(), term::CONTENT_HASH, Some(notes.as_ref()))?;
        Ok(matches!(known, Some(Term::Literal(hash)) if hash.value() == Vocabulary::embedded().hash))
    }

    /// The changes that bring the vocabulary to that of this program.
    pub(crate) fn change_vocabulary(&self, changes: &mut Changes) -> Result<(), StoreError> {
        if self.knows_vocabulary()? {
            return Ok(());
        }
        // Terms that this program does not know any more go with all that is said of them.
        let default = Some(GraphNameRef::DefaultGraph);
        for predicate in [term::RDF_TYPE, term::RDFS_LABEL, term::RDFS_SUBCLASS, term::RDFS_SUBPROPERTY] {
            for quad in self.quads.quads_for_pattern(None, Some(predicate), None, default) {
                let quad = quad?;
                if quad.subject.to_string().starts_with(&format!("<{CH}")) {
                    changes.remove.push(quad);
                }
            }
        }
        let notes = self.names.notes();
        let (node, hash) = (vocabulary_node(), Some(term::CONTENT_HASH));
        for quad in self.quads.quads_for_pattern(Some(node.as_ref().into()), hash, None, Some(notes.as_ref().into())) {
            changes.remove.push(quad?);
        }
        changes.insert.extend(vocabulary_quads(&self.names));
        Ok(())
    }

    /// Takes out what is left of a store without articles.
    pub(crate) fn clear_where_bare(&self) -> Result<(), StoreError> {
        if self.first(None, Some(term::SCHEMA_IDENTIFIER), None, None)?.is_some() {
            return Ok(());
        }
        let mut changes = Changes { remove: self.quads.iter().collect::<Result<_, _>>()?, insert: Vec::new() };
        changes.apply(self)
    }
}
