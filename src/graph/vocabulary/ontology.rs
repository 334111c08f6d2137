//! The ontology, read once from `ontology/chancery.ttl`: the relations and their properties.
//!
//! A relation is defined only in that file. Code asks for its symmetry, event class, codes and English forms here.

use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;
use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{NamedOrBlankNode, Term},
};

use super::iris::{CH, ch_name};
use crate::graph::error::TurtleError;

/// The text of the ontology, in Turtle.
pub const ONTOLOGY: &str = include_str!("../../../ontology/chancery.ttl");

/// A relation of the ontology.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Relation {
    /// Its name, such as `metWith`.
    pub name: String,
    /// What it reads like between two names: "met with".
    pub label: String,
    /// The predicate of a sentence: "met with", "is a member of". The object follows, or stands at the mark `…`.
    pub finite: String,
    /// The same as an infinitive: "meet with", "be a member of".
    pub infinitive: String,
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
    /// PLOVER's intensity of type and mode.
    pub score: Option<f64>,
    /// Name of the class of its events.
    pub event_class: String,
    /// Whether it holds both ways.
    pub symmetric: bool,
    /// Whether it tells of a state, not of an event.
    pub standing: bool,
    /// Name of the relation that it is a kind of, as "struck from the air" is of "attacked".
    pub broader: Option<String>,
}

/// The relations of the ontology, by name, in the order of the file.
#[derive(Debug)]
pub struct Ontology {
    relations: IndexMap<String, Relation>,
    labels: IndexMap<String, String>,
    /// By each relation that is a kind of another or has kinds: the most general one and all its kinds, each after what it
    /// is a kind of.
    families: IndexMap<String, Arc<[String]>>,
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
    /// [`TurtleError::Syntax`] where the text is no Turtle.
    pub fn parse(turtle: &str) -> Result<Self, TurtleError> {
        let mut subjects: IndexMap<String, Vec<(String, String)>> = IndexMap::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle) {
            let quad = quad.map_err(|error| TurtleError::Syntax(error.to_string()))?;
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
                    "finite" => relation.finite = value,
                    "infinitive" => relation.infinitive = value,
                    "comment" => relation.comment = value,
                    "plover" => relation.plover = Some(value),
                    "ploverMode" => relation.mode = Some(value),
                    "cameo" => relation.cameo = Some(value),
                    "quadClass" => relation.quad = Some(value),
                    "score" => relation.score = value.parse().ok(),
                    "goldstein" => relation.goldstein = value.parse().ok(),
                    "subPropertyOf" => relation.broader = ch_name(&value).map(str::to_owned),
                    "eventClass" => value.strip_prefix(CH).unwrap_or(&value).clone_into(&mut relation.event_class),
                    _ => {}
                }
            }
            labels.insert(name.to_owned(), relation.label.clone());
            if relation.finite.is_empty() {
                relation.finite.clone_from(&relation.label);
            }
            if is_relation {
                relations.insert(name.to_owned(), relation);
            }
        }
        let mut ontology = Self { relations, labels, families: IndexMap::new() };
        // What is no kind of a relation (but of some other property) stands on its own.
        let known: Vec<String> = ontology.relations.keys().cloned().collect();
        for relation in ontology.relations.values_mut() {
            relation.broader.take_if(|broader| !known.contains(broader));
        }
        ontology.families = ontology.find_families();
        Ok(ontology)
    }

    fn find_families(&self) -> IndexMap<String, Arc<[String]>> {
        let mut families: IndexMap<&str, Vec<(usize, &str)>> = IndexMap::new();
        for name in self.relations.keys() {
            let line = self.line(name);
            if let Some(root) = line.last() {
                families.entry(root).or_default().push((line.len(), name));
            }
        }
        let mut found = IndexMap::new();
        for mut members in families.into_values().filter(|members| members.len() > 1) {
            members.sort_unstable();
            let names: Arc<[String]> = members.iter().map(|(_, name)| (*name).to_owned()).collect();
            found.extend(names.iter().map(|name| (name.clone(), names.clone())));
        }
        found
    }

    /// A relation and what it is a kind of, from narrow to broad; empty where there is none of that name.
    #[must_use]
    pub fn line(&self, name: &str) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        let mut at = self.relations.get_key_value(name);
        while let Some((name, relation)) = at.filter(|(name, _)| !found.contains(&name.as_str())) {
            found.push(name);
            at = relation.broader.as_deref().and_then(|broader| self.relations.get_key_value(broader));
        }
        found
    }

    /// The relations that hang together with one as kinds, the most general one first and each after what it is a kind
    /// of; empty where it is a kind of nothing and has no kinds.
    #[must_use]
    pub fn family(&self, name: &str) -> &[String] {
        self.families.get(name).map_or(&[], |family| family)
    }

    /// Whether a relation is another or a kind of it.
    #[must_use]
    pub fn is_kind(&self, name: &str, of: &str) -> bool {
        name == of || (!self.family(name).is_empty() && self.line(name).contains(&of))
    }

    /// A relation with all its kinds.
    #[must_use]
    pub fn kinds<'o>(&'o self, of: &'o str) -> Vec<&'o str> {
        let kinds = self.family(of).iter().map(String::as_str).filter(|name| *name != of && self.is_kind(name, of));
        std::iter::once(of).chain(kinds).collect()
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
            let uncoded = relation.standing || UNCODED.contains(&name.as_str());
            assert_eq!(uncoded, relation.cameo.is_none(), "{name}: a CAMEO code, unless it is standing");
            let statement = relation.cameo.as_deref().is_some_and(|code| code.starts_with("01"));
            assert_eq!(relation.plover.is_none(), uncoded || statement, "{name}: PLOVER type");
            assert_eq!(relation.plover.is_some(), relation.quad.is_some(), "{name}: quad class");
        }
    }

    /// Events that neither scheme has a code for: offices, votes, laws, births and deaths.
    const UNCODED: [&str; 13] = [
        "abstainedFrom",
        "appointed",
        "attended",
        "denied",
        "died",
        "dismissed",
        "electedTo",
        "injured",
        "overthrew",
        "passed",
        "ruledOn",
        "signed",
        "votedOn",
    ];

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
    fn kinds_of_a_relation_are_like_it() {
        let ontology = Ontology::embedded();
        assert_eq!(ontology.family("struckByDrone").first().map(String::as_str), Some("attacked"));
        assert_eq!(ontology.line("struckByDrone"), ["struckByDrone", "struckFromAir", "attacked"]);
        assert_eq!(ontology.kinds("bombed"), ["bombed", "suicideBombed"]);
        assert!(ontology.family("metWith").is_empty() && ontology.kinds("metWith") == ["metWith"]);
        assert!(ontology.is_kind("shelled", "attacked") && !ontology.is_kind("attacked", "shelled"));
        for relation in ontology.relations() {
            for name in ontology.line(&relation.name) {
                let broader = ontology.relation(name).expect("known");
                assert_eq!(relation.symmetric, broader.symmetric, "{}: the participants of {name}", relation.name);
                assert_eq!(relation.standing, broader.standing, "{}: an event or a state, as {name}", relation.name);
                assert_eq!(relation.plover, broader.plover, "{}: the PLOVER type of {name}", relation.name);
            }
            let family = ontology.family(&relation.name);
            let place = |name: &str| family.iter().position(|other| other == name);
            assert!(relation.broader.iter().all(|broader| place(broader) < place(&relation.name)), "{family:?}");
        }
    }

    #[test]
    fn a_broken_ontology_is_an_error_with_a_position() {
        let error = Ontology::parse("ch:x a").expect_err("no prefix").to_string();
        assert!(error.contains("line 1"), "{error}");
    }
}
