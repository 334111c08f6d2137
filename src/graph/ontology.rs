//! The ontology, read once from `ontology/chancery.ttl`: which relations there are and what is known of each.
//!
//! The file is the one place where a relation is defined; code asks it for symmetry, event class, PLOVER and CAMEO.

use std::sync::OnceLock;

use indexmap::IndexMap;
use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{NamedOrBlankNode, Term},
};

use super::names::{CH, ch_name};

/// The text of the ontology, in Turtle.
pub const ONTOLOGY: &str = include_str!("../../ontology/chancery.ttl");

/// A relation of the ontology.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relation {
    /// Its name, such as `metWith`.
    pub name: String,
    /// What it reads like between two names: "met with".
    pub label: String,
    /// What it says, in a sentence.
    pub comment: String,
    /// PLOVER type; `None` for statements and standing relations.
    pub plover: Option<String>,
    /// PLOVER mode within the type.
    pub mode: Option<String>,
    /// CAMEO code; `None` for standing relations.
    pub cameo: Option<String>,
    /// PLOVER's quadrant, such as `VERBAL CONFLICT`.
    pub quad: Option<String>,
    /// Goldstein score of the CAMEO code.
    pub goldstein: Option<f64>,
    /// Name of the class of its events.
    pub event_class: String,
    /// Whether it holds both ways.
    pub symmetric: bool,
    /// Whether it tells of a state, not of an event.
    pub standing: bool,
}

/// The relations of the ontology, by name, in the order of the file.
#[derive(Debug)]
pub struct Ontology {
    relations: IndexMap<String, Relation>,
    labels: IndexMap<String, String>,
}

impl Ontology {
    /// The ontology that is compiled into the program.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static ONTOLOGY_READ: OnceLock<Ontology> = OnceLock::new();
        ONTOLOGY_READ.get_or_init(|| Self::parse(ONTOLOGY).expect("a test reads the embedded ontology"))
    }

    /// Reads an ontology.
    ///
    /// # Errors
    /// The parser's message, with its position, where the text is no Turtle.
    pub fn parse(turtle: &str) -> Result<Self, String> {
        let mut subjects: IndexMap<String, Vec<(String, String)>> = IndexMap::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle) {
            let quad = quad.map_err(|error| error.to_string())?;
            let NamedOrBlankNode::NamedNode(subject) = quad.subject else { continue };
            let object = match quad.object {
                Term::NamedNode(node) => node.into_string(),
                Term::Literal(literal) => literal.value().to_owned(),
                _ => continue,
            };
            subjects.entry(subject.into_string()).or_default().push((quad.predicate.into_string(), object));
        }
        let mut relations = IndexMap::new();
        let mut labels = IndexMap::new();
        for (subject, facts) in subjects {
            let Some(name) = ch_name(&subject) else { continue };
            let mut relation = Relation { name: name.to_owned(), ..Relation::default() };
            let mut is_relation = false;
            for (predicate, value) in facts {
                let local = predicate.rsplit(['#', '/']).next().unwrap_or_default();
                match local {
                    "type" => match value.rsplit(['#', '/']).next().unwrap_or_default() {
                        "Relation" => is_relation = true,
                        "StandingRelation" => relation.standing = true,
                        "SymmetricProperty" => relation.symmetric = true,
                        _ => {}
                    },
                    "label" => relation.label = value,
                    "comment" => relation.comment = value,
                    "plover" => relation.plover = Some(value),
                    "ploverMode" => relation.mode = Some(value),
                    "cameo" => relation.cameo = Some(value),
                    "quadClass" => relation.quad = Some(value),
                    "goldstein" => relation.goldstein = value.parse().ok(),
                    "eventClass" => value.strip_prefix(CH).unwrap_or(&value).clone_into(&mut relation.event_class),
                    _ => {}
                }
            }
            labels.insert(name.to_owned(), relation.label.clone());
            if is_relation {
                relations.insert(name.to_owned(), relation);
            }
        }
        Ok(Self { relations, labels })
    }

    /// A relation by its name.
    #[must_use]
    pub fn relation(&self, name: &str) -> Option<&Relation> {
        self.relations.get(name)
    }

    /// All relations, in the order of the file.
    pub fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.relations.values()
    }

    /// The label of any term of the ontology, by its name.
    #[must_use]
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels.get(name).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_relation_is_described() {
        let ontology = Ontology::embedded();
        assert!(ontology.relations().count() > 100);
        let mut classes = BTreeSet::new();
        for relation in ontology.relations() {
            let name = &relation.name;
            assert!(!relation.label.is_empty(), "{name} has no label");
            assert!(relation.comment.ends_with('.'), "{name} has no comment");
            assert!(ontology.label(&relation.event_class).is_some(), "{name}: no class {}", relation.event_class);
            assert!(
                classes.insert(relation.event_class.clone()),
                "{name}: {} serves two relations",
                relation.event_class
            );
            // Neither scheme has a code for who is put into office or removed from it.
            let uncoded = relation.standing || matches!(name.as_str(), "appointed" | "dismissed");
            assert_eq!(uncoded, relation.cameo.is_none(), "{name}: a CAMEO code, unless it is standing");
            let statement = relation.cameo.as_deref().is_some_and(|code| code.starts_with("01"));
            assert_eq!(relation.plover.is_none(), uncoded || statement, "{name}: PLOVER type");
            assert_eq!(relation.plover.is_some(), relation.quad.is_some(), "{name}: quad class");
        }
    }

    #[test]
    fn the_first_twelve_and_all_types_are_there() {
        let ontology = Ontology::embedded();
        for name in
            "metWith spokeByPhoneWith visited told accused criticised warned rejected supported agreedWith attacked \
                     holdsPosition"
                .split_whitespace()
        {
            assert!(ontology.relation(name).is_some(), "{name}");
        }
        let types: BTreeSet<_> = ontology.relations().filter_map(|relation| relation.plover.clone()).collect();
        assert_eq!(types.len(), 16);
        assert!(ontology.relation("metWith").is_some_and(|relation| relation.symmetric));
        assert!(ontology.relation("criticised").is_some_and(|relation| !relation.symmetric));
    }

    #[test]
    fn a_broken_ontology_is_an_error_with_a_position() {
        let error = Ontology::parse("ch:x a").expect_err("no prefix");
        assert!(error.contains("line 1"), "{error}");
    }
}
