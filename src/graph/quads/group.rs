//! Which claims may tell of one event: a group has one relation and the same participants, a unit the groups of a relation
//! and of its kinds with the same participants, whose events are derived together.
//!
//! Most relations are no kind of another and have no kinds. Their groups are units by themselves, under the hash of the group.

use oxigraph::model::NamedNode;

use crate::graph::vocabulary::{iris::short_hash, ontology::Ontology};

/// The key of claims that may tell of one event: the relation and its participants, in order of their ids where the
/// relation holds both ways.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Group {
    /// Name of the relation.
    pub(crate) relation: String,
    /// IRI of the subject, or its words where it is no entity.
    pub(crate) subject: String,
    /// IRI of the object, or its words where it is no entity; empty where a claim has none.
    pub(crate) object: String,
}

impl Group {
    pub(crate) fn new(relation: &str, subject: &str, object: &str) -> Self {
        let symmetric = Ontology::embedded().relation(relation).is_some_and(|relation| relation.symmetric);
        let (subject, object) =
            if symmetric && !object.is_empty() && object < subject { (object, subject) } else { (subject, object) };
        Self { relation: relation.to_owned(), subject: subject.to_owned(), object: object.to_owned() }
    }

    /// The subject, where it is an entity: words are no IRI.
    pub(crate) fn actor(&self) -> Option<NamedNode> {
        NamedNode::new(self.subject.as_str()).ok()
    }

    /// The object, where it is an entity.
    pub(crate) fn other(&self) -> Option<NamedNode> {
        NamedNode::new(self.object.as_str()).ok()
    }

    /// The hash that names the group and begins the names of its events.
    pub(crate) fn hash(&self) -> String {
        short_hash(&[&self.relation, &self.subject, &self.object])
    }
}

/// The groups of a family of relations with the same participants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The group of the most general relation, whether any claim is of it or not.
    pub(crate) group: Group,
    /// The hash of that group, which names the unit.
    pub(crate) hash: String,
}

impl Unit {
    /// The unit of a group.
    pub(crate) fn of(mut group: Group) -> Self {
        if let Some(root) = Ontology::embedded().family(&group.relation).first() {
            group.relation.clone_from(root);
        }
        Self { hash: group.hash(), group }
    }

    fn family(&self) -> &'static [String] {
        Ontology::embedded().family(&self.group.relation)
    }

    /// The place of a relation in its family; 0 where it has none.
    pub(crate) fn kind(relation: &str) -> u8 {
        let place = Ontology::embedded().family(relation).iter().position(|name| name == relation);
        place.and_then(|place| u8::try_from(place).ok()).unwrap_or_default()
    }

    /// The name of a relation, by its place in the family.
    pub(crate) fn relation(&self, kind: u8) -> &str {
        self.family().get(usize::from(kind)).map_or(&self.group.relation, String::as_str)
    }

    /// A relation with all that it is a kind of.
    pub(crate) fn line(&self, kind: u8) -> Vec<&str> {
        let name = self.relation(kind);
        let line = Ontology::embedded().line(name);
        if line.is_empty() { vec![name] } else { line }
    }

    /// The hash of the group of one relation.
    pub(crate) fn hash_of(&self, kind: u8) -> String {
        if kind == 0 {
            return self.hash.clone();
        }
        Group { relation: self.relation(kind).to_owned(), ..self.group.clone() }.hash()
    }

    /// The kinds of all groups that may be in it, with their hashes.
    pub(crate) fn hashes(&self) -> Vec<(u8, String)> {
        let kinds = u8::try_from(self.family().len()).unwrap_or(u8::MAX).max(1);
        (0..kinds).map(|kind| (kind, self.hash_of(kind))).collect()
    }

    /// Whether its relations hold both ways; those of a family all do or none does.
    pub(crate) fn is_symmetric(&self) -> bool {
        Ontology::embedded().relation(&self.group.relation).is_some_and(|relation| relation.symmetric)
    }

    /// Whether one relation is a kind of another, both by their places in the family.
    pub(crate) fn below(&self, narrow: u8, broad: u8) -> bool {
        narrow != broad && Ontology::embedded().is_kind(self.relation(narrow), self.relation(broad))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_symmetric_relation_has_one_order_and_a_missing_target_stays_missing() {
        assert_eq!(Group::new("metWith", "b", "a"), Group::new("metWith", "a", "b"));
        assert_ne!(Group::new("accused", "b", "a"), Group::new("accused", "a", "b"));
        let alone = Group::new("metWith", "b", "");
        assert_eq!((alone.subject.as_str(), alone.object.as_str()), ("b", ""));
        assert_ne!(alone.hash(), Group::new("metWith", "b", "a").hash());
    }
}
