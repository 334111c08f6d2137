//! The vocabulary as quads: labels, classes, hierarchy and codes of the ontology, which stand in the default graph of each store that
//! has an article, so that a query finds the label of a relation or what it is a kind of, in this program and elsewhere.
//!
//! Comments and English forms are left out; they stand in `ontology/chancery.ttl`.

use std::sync::OnceLock;

use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{GraphName, Literal, NamedNodeRef, NamedOrBlankNode, Quad, Term},
};

use super::{
    iris::{CH, full_hash, term},
    ontology::ONTOLOGY,
};

/// What of a term is told beside its labels; names without a prefix are of chancery's own vocabulary.
const TOLD: [NamedNodeRef<'static>; 3] = [term::RDF_TYPE, term::RDFS_SUBCLASS, term::RDFS_SUBPROPERTY];
const TOLD_OF_RELATIONS: [&str; 7] = ["plover", "ploverMode", "cameo", "quadClass", "score", "goldstein", "eventClass"];

/// The quads of the vocabulary, in the default graph, and a hash that changes with them.
pub(crate) struct Vocabulary {
    pub(crate) quads: Vec<Quad>,
    pub(crate) hash: String,
}

impl Vocabulary {
    /// The vocabulary of the ontology that is compiled into the program.
    pub(crate) fn embedded() -> &'static Self {
        static READ: OnceLock<Vocabulary> = OnceLock::new();
        READ.get_or_init(|| Self::of(ONTOLOGY))
    }

    /// The vocabulary of an ontology; of one that breaks off what stands before that.
    fn of(turtle: &str) -> Self {
        let mut quads = Vec::new();
        for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle).map_while(Result::ok) {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { continue };
            if !subject.as_str().starts_with(CH) {
                continue;
            }
            let predicate = quad.predicate.as_ref();
            if let (term::RDFS_LABEL, Term::Literal(label)) = (predicate, &quad.object) {
                let plain = Literal::new_simple_literal(label.value());
                quads.push(Quad::new(subject.clone(), predicate.into_owned(), plain, GraphName::DefaultGraph));
            }
            let of_relations =
                predicate.as_str().strip_prefix(CH).is_some_and(|name| TOLD_OF_RELATIONS.contains(&name));
            if predicate == term::RDFS_LABEL || TOLD.contains(&predicate) || of_relations {
                quads.push(quad);
            }
        }
        let lines: String = quads.iter().map(|quad| format!("{quad} .\n")).collect();
        Self { hash: full_hash(&[&lines]), quads }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_hierarchy_and_codes_are_told() {
        let lines: Vec<String> = Vocabulary::embedded().quads.iter().map(ToString::to_string).collect();
        let has = |part: &str| lines.iter().any(|line| line.contains(part));
        assert!(has("ns#metWith> <http://www.w3.org/2000/01/rdf-schema#label> \"met with\""));
        assert!(has("ns#metWith> <http://www.w3.org/2000/01/rdf-schema#label> \"met with\"@en"));
        assert!(has(
            "ns#struckByDrone> <http://www.w3.org/2000/01/rdf-schema#subPropertyOf> <https://w3id.org/chancery/ns#struckFromAir>"
        ));
        assert!(has("ns#metWith> <https://w3id.org/chancery/ns#cameo> \"040\""));
        assert!(
            !has("ns#infinitive> \"") && !has("#comment>"),
            "words that sentences are made of stay in the ontology"
        );
    }
}
