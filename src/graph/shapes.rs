//! Whether a store is what `ontology/shapes.ttl` says that it is, and which claim offends where it is not.
//!
//! The part of SHACL that the file uses is understood here: target classes, the usual constraints of a property, `sh:or`,
//! `sh:and` and `sh:sparql`. A constraint that is not understood is an error, never passed over, so that a shape added
//! to the file is either checked or complained of. Nodes are read one at a time, so memory does not grow with the store.
//! The ontology is not in the store: its terms have the types that it gives them, and where a query asks for relations
//! (`?x a ch:Relation`) or for their kinds (`?x rdfs:subPropertyOf* ?y`) they are listed in it.

mod nodes;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::Term,
    sparql::{PreparedSparqlQuery, SparqlEvaluator},
};
use regex::{Captures, Regex};

use super::{
    names::{CH, PREFIXES},
    ontology::{ONTOLOGY, Ontology, Relation},
};

/// The text of the shapes, in Turtle.
pub const SHAPES: &str = include_str!("../../ontology/shapes.ttl");

const SH: &str = "http://www.w3.org/ns/shacl#";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDFS_SUBCLASS: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";

/// What says nothing about validity.
const SILENT: [&str; 6] = ["name", "description", "message", "severity", "order", "group"];

/// A way in which a node offends a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// Id of the node, or its IRI where it is not below the store's base.
    pub node: String,
    /// What is wrong, with the property.
    pub message: String,
    /// Id of the claim: the node itself, or one that tells of it; empty where no claim does.
    pub claim: String,
    /// Id of the article that the node or its claim stands in; empty where it is unknown.
    pub article: String,
}

/// Shapes, read.
#[derive(Debug)]
pub struct Shapes {
    shapes: Vec<Shape>,
    /// Each class with all its subclasses, itself included.
    below: BTreeMap<String, BTreeSet<String>>,
    /// The classes of the terms of the ontology.
    types: BTreeMap<String, BTreeSet<String>>,
}

#[derive(Debug, Default)]
struct Shape {
    targets: Vec<String>,
    rules: Rules,
}

/// What a node must fulfil.
#[derive(Debug, Default)]
struct Rules {
    checks: Vec<Check>,
    properties: Vec<Property>,
    any: Vec<Vec<Rules>>,
    all: Vec<Vec<Rules>>,
    queries: Vec<Select>,
}

/// A query that finds offenders, as `$this`.
#[derive(Debug)]
struct Select {
    message: String,
    text: String,
}

impl Select {
    /// Ready to run over all graphs merged.
    fn prepare(&self) -> Result<PreparedSparqlQuery, String> {
        let mut evaluator = SparqlEvaluator::new();
        for (prefix, iri) in PREFIXES {
            evaluator = evaluator.with_prefix(prefix, iri).map_err(|error| error.to_string())?;
        }
        let mut prepared = evaluator.parse_query(&self.text).map_err(|error| error.to_string())?;
        prepared.dataset_mut().set_default_graph_as_union();
        Ok(prepared)
    }
}

#[derive(Debug)]
struct Property {
    path: String,
    inverse: bool,
    least: usize,
    most: usize,
    checks: Vec<Check>,
}

/// A condition on one value.
#[derive(Debug)]
enum Check {
    Kind(String),
    Datatype(String),
    Class(String),
    In(Vec<Term>),
    HasValue(Term),
    Pattern(Regex),
    AtLeast(f64),
    AtMost(f64),
    Less(String, bool),
}

/// A Turtle file as subjects with their properties.
type Graph = IndexMap<String, Vec<(String, Term)>>;

fn read(turtle: &str) -> Result<Graph, String> {
    let mut graph = Graph::new();
    for quad in RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle) {
        let quad = quad.map_err(|error| error.to_string())?;
        graph.entry(quad.subject.to_string()).or_default().push((quad.predicate.into_string(), quad.object));
    }
    Ok(graph)
}

impl Shapes {
    /// The shapes that are compiled into the program, with its ontology.
    ///
    /// # Errors
    /// As [`Shapes::parse`]; a test reads them.
    pub fn embedded() -> Result<Self, String> {
        Self::parse(SHAPES, ONTOLOGY)
    }

    /// Reads shapes; the classes are those of an ontology.
    ///
    /// # Errors
    /// A message where a file is no Turtle or a constraint is not understood.
    pub fn parse(shapes: &str, ontology: &str) -> Result<Self, String> {
        let graph = read(shapes)?;
        let mut parsed = Vec::new();
        for (subject, facts) in &graph {
            let targets: Vec<String> = facts
                .iter()
                .filter(|(predicate, _)| predicate.strip_prefix(SH) == Some("targetClass"))
                .filter_map(|(_, value)| iri(value))
                .collect();
            if !targets.is_empty() {
                parsed.push(Shape { targets, rules: rules(&graph, subject)? });
            }
        }
        if parsed.is_empty() {
            return Err("there is no shape with a target class".to_owned());
        }
        let mut above: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (subject, facts) in read(ontology)? {
            let class = subject.trim_start_matches('<').trim_end_matches('>').to_owned();
            for (predicate, value) in facts {
                match (predicate.as_str(), iri(&value)) {
                    (RDFS_SUBCLASS, Some(parent)) => above.entry(class.clone()).or_default().push(parent),
                    (RDF_TYPE, Some(kind)) => drop(types.entry(class.clone()).or_default().insert(kind)),
                    _ => {}
                }
            }
        }
        let mut below: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for class in above.keys() {
            let (mut open, mut seen) = (vec![class], BTreeSet::from([class]));
            while let Some(at) = open.pop() {
                below.entry(at.clone()).or_default().insert(class.clone());
                open.extend(above.get(at).into_iter().flatten().filter(|parent| seen.insert(*parent)));
            }
        }
        Ok(Self { shapes: parsed, below, types })
    }

    fn with_subclasses(&self, class: &str) -> BTreeSet<String> {
        let mut found = self.below.get(class).cloned().unwrap_or_default();
        found.insert(class.to_owned());
        found
    }
}

fn iri(value: &Term) -> Option<String> {
    match value {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        _ => None,
    }
}

/// The members of a list.
fn list(graph: &Graph, head: &Term) -> Vec<Term> {
    let mut found = Vec::new();
    let mut at = head.to_string();
    while let Some(facts) = graph.get(&at) {
        let get = |name: &str| facts.iter().find(|(predicate, _)| predicate.strip_prefix(RDF) == Some(name));
        found.extend(get("first").map(|(_, value)| value.clone()));
        match get("rest") {
            Some((_, rest)) => at = rest.to_string(),
            None => break,
        }
    }
    found
}

/// Reads what a node of the shapes demands.
fn rules(graph: &Graph, subject: &str) -> Result<Rules, String> {
    let mut rules = Rules::default();
    for (predicate, value) in graph.get(subject).into_iter().flatten() {
        let Some(name) = predicate.strip_prefix(SH) else { continue };
        let several = |value: &Term| -> Result<Vec<Rules>, String> {
            list(graph, value).iter().map(|member| self::rules(graph, &member.to_string())).collect()
        };
        match name {
            "targetClass" => {}
            "property" => rules.properties.push(property(graph, &value.to_string())?),
            "or" => rules.any.push(several(value)?),
            "sparql" => rules.queries.push(select(graph, &value.to_string())?),
            "and" => rules.all.push(several(value)?),
            name if SILENT.contains(&name) => {}
            name => rules.checks.push(check(graph, name, value)?),
        }
    }
    Ok(rules)
}

fn select(graph: &Graph, subject: &str) -> Result<Select, String> {
    let get = |wanted: &str| {
        let facts = graph.get(subject).into_iter().flatten();
        facts.filter(|(predicate, _)| predicate.strip_prefix(SH) == Some(wanted)).find_map(|(_, value)| match value {
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        })
    };
    let text = get("select").ok_or("sh:sparql without sh:select is not understood")?;
    let asks = Regex::new(r"\?(\w+) a ch:Relation\b\s*\.?").map_err(|error| error.to_string())?;
    let relations: Vec<String> =
        Ontology::embedded().relations().map(|relation| format!("<{CH}{}>", relation.name)).collect();
    let listed = |found: &Captures<'_>| format!("VALUES ?{} {{ {} }}", &found[1], relations.join(" "));
    let asks_kinds = Regex::new(r"\?(\w+) rdfs:subPropertyOf\* \?(\w+)\s*\.?").map_err(|error| error.to_string())?;
    let pairs = |relation: &Relation| {
        let line = Ontology::embedded().line(&relation.name);
        line.iter().map(|broader| format!("(<{CH}{}> <{CH}{broader}>)", relation.name)).collect::<Vec<_>>().join(" ")
    };
    let kinds: Vec<String> = Ontology::embedded().relations().map(pairs).collect();
    let listed_kinds =
        |found: &Captures<'_>| format!("VALUES (?{} ?{}) {{ {} }}", &found[1], &found[2], kinds.join(" "));
    let message = get("message").unwrap_or_else(|| text.clone());
    let text = asks.replace_all(&text, listed).into_owned();
    let query = Select { message, text: asks_kinds.replace_all(&text, listed_kinds).into_owned() };
    query.prepare().map(|_| query)
}

fn property(graph: &Graph, subject: &str) -> Result<Property, String> {
    let mut found = Property { path: String::new(), inverse: false, least: 0, most: usize::MAX, checks: Vec::new() };
    for (predicate, value) in graph.get(subject).into_iter().flatten() {
        let Some(name) = predicate.strip_prefix(SH) else { continue };
        let count = || match value {
            Term::Literal(literal) => literal.value().parse().map_err(|_| format!("sh:{name} is no number: {value}")),
            _ => Err(format!("sh:{name} is no number: {value}")),
        };
        match name {
            "path" => match iri(value) {
                Some(path) => found.path = path,
                None => {
                    let steps = graph.get(&value.to_string()).map(Vec::as_slice).unwrap_or_default();
                    let [(step, of)] = steps else { return Err(format!("the path {value} is not understood")) };
                    found.inverse = step.strip_prefix(SH) == Some("inversePath");
                    found.path = iri(of).filter(|_| found.inverse).ok_or("a path is not understood")?;
                }
            },
            "minCount" => found.least = count()?,
            "maxCount" => found.most = count()?,
            name if SILENT.contains(&name) => {}
            name => found.checks.push(check(graph, name, value)?),
        }
    }
    if found.path.is_empty() { Err("a property without a path".to_owned()) } else { Ok(found) }
}

fn check(graph: &Graph, name: &str, value: &Term) -> Result<Check, String> {
    let wrong = || format!("sh:{name} {value} is not understood");
    let number = || match value {
        Term::Literal(literal) => literal.value().parse().map_err(|_| wrong()),
        _ => Err(wrong()),
    };
    Ok(match name {
        "nodeKind" => {
            Check::Kind(iri(value).and_then(|kind| Some(kind.strip_prefix(SH)?.to_owned())).ok_or_else(wrong)?)
        }
        "datatype" => Check::Datatype(iri(value).ok_or_else(wrong)?),
        "class" => Check::Class(iri(value).ok_or_else(wrong)?),
        "in" => Check::In(list(graph, value)),
        "hasValue" => Check::HasValue(value.clone()),
        "pattern" => match value {
            Term::Literal(pattern) => Check::Pattern(Regex::new(pattern.value()).map_err(|error| error.to_string())?),
            _ => return Err(wrong()),
        },
        "minInclusive" => Check::AtLeast(number()?),
        "maxInclusive" => Check::AtMost(number()?),
        "lessThan" => Check::Less(iri(value).ok_or_else(wrong)?, false),
        "lessThanOrEquals" => Check::Less(iri(value).ok_or_else(wrong)?, true),
        _ => return Err(format!("sh:{name} is not understood")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_of_the_program_are_understood_whole() {
        let shapes = Shapes::embedded().expect("every constraint is understood");
        assert!(shapes.shapes.len() >= 4);
        assert!(shapes.with_subclasses(&format!("{CH}Entity")).contains(&format!("{CH}Person")));
    }

    #[test]
    fn what_is_not_understood_is_said() {
        let shape = |text: &str| {
            let text = format!("@prefix sh: <{SH}> . @prefix ch: <{CH}> . ch:S sh:targetClass ch:Claim ; {text} .");
            Shapes::parse(&text, "").expect_err("not understood")
        };
        assert_eq!(shape("sh:closed true"), "sh:closed is not understood");
        assert!(shape("sh:sparql [ sh:select \"SELECT this\" ]").contains("expected"), "no SPARQL");
        assert!(shape("sh:property [ sh:path ch:a ; sh:uniqueLang true ]").contains("sh:uniqueLang"));
        assert_eq!(shape("sh:property [ sh:minCount 1 ]"), "a property without a path");
    }
}
