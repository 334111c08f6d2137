//! What stands in the default graph whatever the articles say, as long as it is needed: the vocabulary, and the rules by which claims
//! were read.

use indexmap::IndexSet;
use oxigraph::model::{GraphName, GraphNameRef, Literal, NamedNode, Quad, Term};

use super::{before::Before, changes::Changes, quad_store::Store};
use crate::graph::{
    error::StoreError,
    quads::parts::{graph_of, label_quad},
    vocabulary::{
        iris::{CH, Names, term},
        words::Vocabulary,
    },
};

/// The rules that the claims of some quads come from.
pub(crate) fn rules_of(quads: &[Quad]) -> IndexSet<NamedNode> {
    let made = quads.iter().filter(|quad| quad.predicate.as_ref() == term::PROV_GENERATED);
    made.filter_map(|quad| match &quad.object {
        Term::NamedNode(rule) => Some(rule.clone()),
        _ => None,
    })
    .collect()
}

/// What is said of a rule.
pub(crate) fn rule_quads(names: &Names, rule: &NamedNode) -> Vec<Quad> {
    let label = names.rule_id(rule.as_str()).unwrap_or_default().into_owned();
    let class = term::RULE.into_owned();
    let mut quads = vec![Quad::new(rule.clone(), term::RDF_TYPE.into_owned(), class, GraphName::DefaultGraph)];
    quads.push(label_quad(rule, &label));
    quads
}

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

/// The vocabulary, with the note that says which one it is.
pub(crate) fn vocabulary_quads(names: &Names) -> Vec<Quad> {
    let vocabulary = Vocabulary::embedded();
    let mut quads = vocabulary.quads.clone();
    let hash = Literal::new_simple_literal(&vocabulary.hash);
    quads.push(Quad::new(vocabulary_node(), term::CONTENT_HASH.into_owned(), hash, names.notes()));
    quads
}

fn vocabulary_node() -> NamedNode {
    NamedNode::new_unchecked(CH.trim_end_matches('#'))
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
