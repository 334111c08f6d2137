//! What is derived together: the groups of claims of one relation and of its kinds, with the same participants.
//!
//! A relation that is a kind of nothing and has no kinds, as most, is a unit by itself, under the hash of its group.

use super::{ontology::Ontology, quads::Group};

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
