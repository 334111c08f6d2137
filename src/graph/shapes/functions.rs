//! What the queries of shapes ask the ontology, which is not in the store: functions of the prefix `ont`.
//!
//! `ont:is(term, class)` says whether the ontology has a term in a class or one below it, `ont:below(class, other)` whether a
//! class is another one or lies below it, `ont:kind(relation, other)` whether a relation is another one or a kind of it, and
//! `ont:short(iri)` writes an IRI with its prefix.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{Literal, NamedNode, NamedOrBlankNode, Term},
    sparql::SparqlEvaluator,
};

use crate::graph::{
    error::TurtleError,
    vocabulary::{
        iris::{PREFIXES, ch_name},
        ontology::{ONTOLOGY, Ontology},
    },
};

/// The namespace of the functions.
const ONT: &str = "https://w3id.org/chancery/ontology#";

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDFS_SUBCLASS: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";

/// The shapes, with the classes of the ontology that they speak of.
#[derive(Clone, Debug)]
pub struct Shapes(Arc<Classes>);

/// The classes of an ontology.
#[derive(Debug, Default)]
struct Classes {
    /// Each class with all that lie above it, itself included.
    above: BTreeMap<String, BTreeSet<String>>,
    /// The classes of each term, with all above them.
    of: BTreeMap<String, BTreeSet<String>>,
}

impl Classes {
    fn parse(turtle: &str) -> Result<Self, TurtleError> {
        let mut parents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle) {
            let quad = quad.map_err(|error| TurtleError::Syntax(error.to_string()))?;
            let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(object)) = (quad.subject, quad.object) else {
                continue;
            };
            let known = match quad.predicate.as_str() {
                RDFS_SUBCLASS => &mut parents,
                RDF_TYPE => &mut types,
                _ => continue,
            };
            known.entry(subject.into_string()).or_default().insert(object.into_string());
        }
        let mut own = Self::default();
        for class in parents.keys() {
            let (mut open, mut seen) = (vec![class.clone()], BTreeSet::from([class.clone()]));
            while let Some(at) = open.pop() {
                for parent in parents.get(&at).into_iter().flatten() {
                    if seen.insert(parent.clone()) {
                        open.push(parent.clone());
                    }
                }
            }
            own.above.insert(class.clone(), seen);
        }
        for (term, classes) in types {
            let all = classes.iter().flat_map(|class| own.with_above(class)).collect();
            own.of.insert(term, all);
        }
        Ok(own)
    }

    fn with_above(&self, class: &str) -> BTreeSet<String> {
        self.above.get(class).cloned().unwrap_or_else(|| BTreeSet::from([class.to_owned()]))
    }

    fn is(&self, term: &str, class: &str) -> bool {
        self.of.get(term).is_some_and(|classes| classes.contains(class))
    }

    fn below(&self, class: &str, other: &str) -> bool {
        class == other || self.above.get(class).is_some_and(|above| above.contains(other))
    }
}

impl Shapes {
    /// The shapes that are compiled into the program, with its ontology.
    ///
    /// # Errors
    /// [`TurtleError`] where the ontology is no Turtle; a test reads it.
    pub fn embedded() -> Result<Self, TurtleError> {
        Ok(Self(Arc::new(Classes::parse(ONTOLOGY)?)))
    }

    /// An evaluator that knows the usual prefixes and the functions.
    pub(super) fn evaluator(&self) -> Result<SparqlEvaluator, String> {
        let mut evaluator = SparqlEvaluator::new();
        for (prefix, iri) in PREFIXES.into_iter().chain([("ont", ONT)]) {
            evaluator = evaluator.with_prefix(prefix, iri).map_err(|error| error.to_string())?;
        }
        let name = |function: &str| NamedNode::new_unchecked(format!("{ONT}{function}"));
        let (is, below) = (self.0.clone(), self.0.clone());
        Ok(evaluator
            .with_custom_function(name("is"), move |terms| asked(terms, |term, class| is.is(term, class)))
            .with_custom_function(name("below"), move |terms| asked(terms, |class, other| below.below(class, other)))
            .with_custom_function(name("kind"), |terms| asked(terms, is_kind))
            .with_custom_function(name("short"), |terms| match terms {
                [Term::NamedNode(node)] => Some(Literal::new_simple_literal(short(node.as_str())).into()),
                _ => None,
            }))
    }
}

/// The answer to a question about two IRIs; what is no IRI is nothing that the ontology knows.
fn asked(terms: &[Term], answer: impl Fn(&str, &str) -> bool) -> Option<Term> {
    match terms {
        [Term::NamedNode(one), Term::NamedNode(other)] => {
            Some(Literal::from(answer(one.as_str(), other.as_str())).into())
        }
        [_, _] => Some(Literal::from(false).into()),
        _ => None,
    }
}

fn is_kind(narrow: &str, broad: &str) -> bool {
    let (Some(one), Some(other)) = (ch_name(narrow), ch_name(broad)) else { return narrow == broad };
    one == other || Ontology::embedded().is_kind(one, other)
}

/// An IRI as people write it.
pub(super) fn short(iri: &str) -> String {
    let found = PREFIXES.iter().find_map(|(prefix, start)| Some(format!("{prefix}:{}", iri.strip_prefix(start)?)));
    found.unwrap_or_else(|| iri.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::vocabulary::iris::CH;

    #[test]
    fn classes_and_kinds_are_those_of_the_ontology() {
        let classes = Classes::parse(ONTOLOGY).expect("Turtle");
        let ch = |name: &str| format!("{CH}{name}");
        assert!(classes.below(&ch("Person"), &ch("Entity")) && !classes.below(&ch("Entity"), &ch("Person")));
        assert!(classes.is(&ch("metWith"), &ch("Relation")) && !classes.is(&ch("one"), &ch("Relation")));
        assert!(is_kind(&ch("shelled"), &ch("attacked")) && is_kind(&ch("shelled"), &ch("shelled")));
        assert!(!is_kind(&ch("attacked"), &ch("shelled")));
        assert_eq!(short(&ch("date")), "ch:date");
    }
}
