//! Whether a store is what `ontology/shapes.ttl` says that it is, and which claim offends where it is not.
//!
//! The part of SHACL that the file uses is understood here: target classes, the usual constraints of a property, `sh:or`,
//! `sh:and` and `sh:sparql`. A constraint that is not understood is an error, never passed over, so that a shape added
//! to the file is either checked or complained of. Nodes are read one at a time, so memory does not grow with the store.
//! The ontology is not in the store: its terms have the types that it gives them, and where a query asks for relations
//! (`?x a ch:Relation`) they are listed in it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oxigraph::{
    io::{RdfFormat, RdfParser},
    model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term},
    sparql::{PreparedSparqlQuery, QueryResults, SparqlEvaluator},
};
use regex::{Captures, Regex};

use super::{
    error::StoreError,
    names::{CH, PREFIXES, term},
    ontology::{ONTOLOGY, Ontology},
    store::{Store, graph_of, subject_of},
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
    let query = Select {
        message: get("message").unwrap_or_else(|| text.clone()),
        text: asks.replace_all(&text, listed).into_owned(),
    };
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

/// All that the store says of one node, in whatever graph.
struct Node<'s> {
    store: &'s Store,
    shapes: &'s Shapes,
    node: NamedNode,
    facts: BTreeMap<String, BTreeSet<String>>,
    terms: BTreeMap<String, Vec<Term>>,
}

impl<'s> Node<'s> {
    fn read(store: &'s Store, shapes: &'s Shapes, node: &NamedNode) -> Result<Self, StoreError> {
        let mut own = Self { store, shapes, node: node.clone(), facts: BTreeMap::new(), terms: BTreeMap::new() };
        for quad in store.quads.quads_for_pattern(Some(node.as_ref().into()), None, None, None) {
            let quad = quad?;
            let predicate = quad.predicate.into_string();
            if own.facts.entry(predicate.clone()).or_default().insert(quad.object.to_string()) {
                own.terms.entry(predicate).or_default().push(quad.object);
            }
        }
        Ok(own)
    }

    /// Its classes, sorted.
    fn types(&self) -> impl Iterator<Item = &str> {
        let types = self.facts.get(term::RDF_TYPE.as_str());
        types.into_iter().flatten().map(|class| class.trim_start_matches('<').trim_end_matches('>'))
    }

    fn values(&self, property: &Property) -> Result<Vec<Term>, StoreError> {
        if !property.inverse {
            return Ok(self.terms.get(&property.path).cloned().unwrap_or_default());
        }
        let path = NamedNode::new_unchecked(&property.path);
        let mut found: Vec<Term> = Vec::new();
        let quads = &self.store.quads;
        for quad in quads.quads_for_pattern(None, Some(path.as_ref()), Some(self.node.as_ref().into()), None) {
            if let NamedOrBlankNode::NamedNode(subject) = quad?.subject {
                found.push(subject.into());
            }
        }
        found.sort_by_key(ToString::to_string);
        found.dedup();
        Ok(found)
    }

    /// What is wrong with the node.
    fn problems(&self, rules: &Rules) -> Result<Vec<String>, StoreError> {
        let mut found = Vec::new();
        for check in &rules.checks {
            if let Some(problem) = self.problem(check, &self.node.clone().into())? {
                found.push(format!("the node {problem}"));
            }
        }
        for property in &rules.properties {
            let values = self.values(property)?;
            let name = format!("{}{}", if property.inverse { "^" } else { "" }, short(&property.path));
            if values.len() < property.least || values.len() > property.most {
                let bound = if values.len() < property.least {
                    format!("at least {}", property.least)
                } else {
                    format!("at most {}", property.most)
                };
                found.push(format!("{name} has {}, {bound} {} wanted", counted(values.len()), are(property)));
            }
            let mut has_value = None;
            for check in &property.checks {
                if let Check::HasValue(wanted) = check {
                    has_value = Some((wanted, values.contains(wanted)));
                    continue;
                }
                for value in &values {
                    if let Some(problem) = self.problem(check, value)? {
                        found.push(format!("{name} {problem}"));
                    }
                }
            }
            if let Some((wanted, false)) = has_value {
                found.push(format!("{name} lacks {}", shown(wanted)));
            }
        }
        for all in &rules.all {
            for rules in all {
                found.append(&mut self.problems(rules)?);
            }
        }
        for any in &rules.any {
            let mut best: Option<Vec<String>> = None;
            for rules in any {
                let problems = self.problems(rules)?;
                if best.as_ref().is_none_or(|best| problems.len() < best.len()) {
                    best = Some(problems);
                }
            }
            found.append(&mut best.unwrap_or_default());
        }
        Ok(found)
    }

    /// What is wrong with one value.
    fn problem(&self, check: &Check, value: &Term) -> Result<Option<String>, StoreError> {
        let text = match value {
            Term::NamedNode(node) => node.as_str(),
            Term::Literal(literal) => literal.value(),
            _ => "",
        };
        let number = text.parse::<f64>().ok();
        let fails = |wrong: bool, what: String| wrong.then(|| format!("is {}, {what}", shown(value)));
        Ok(match check {
            Check::Kind(kind) => {
                let is = match value {
                    Term::NamedNode(_) => ["IRI", "BlankNodeOrIRI", "IRIOrLiteral"].contains(&kind.as_str()),
                    Term::Literal(_) => kind.ends_with("Literal"),
                    _ => kind.starts_with("BlankNode"),
                };
                fails(!is, format!("which is no {kind}"))
            }
            Check::Datatype(datatype) => {
                let is = match value {
                    Term::Literal(literal) => {
                        literal.datatype().as_str() == datatype && (!datatype.ends_with("#date") || is_day(text))
                    }
                    _ => false,
                };
                fails(!is, format!("which is no {}", short(datatype)))
            }
            Check::Class(class) => fails(!self.is_of(value, class)?, format!("which is no {}", short(class))),
            Check::In(list) => fails(!list.contains(value), {
                let list: Vec<String> = list.iter().map(shown).collect();
                format!("which is none of {}", list.join(", "))
            }),
            Check::HasValue(_) => None,
            Check::Pattern(pattern) => fails(!pattern.is_match(text), format!("which does not match {pattern}")),
            Check::AtLeast(least) => fails(number.is_none_or(|number| number < *least), format!("less than {least}")),
            Check::AtMost(most) => fails(number.is_none_or(|number| number > *most), format!("more than {most}")),
            Check::Less(path, or_equal) => {
                let others = self.terms.get(path).map(Vec::as_slice).unwrap_or_default();
                let wrong = others.iter().any(|other| {
                    let Term::Literal(other) = other else { return true };
                    let order = match (number, other.value().parse::<f64>().ok()) {
                        (Some(one), Some(other)) => one.total_cmp(&other),
                        // Days compare as text.
                        _ => text.cmp(other.value()),
                    };
                    order.is_gt() || (order.is_eq() && !or_equal)
                });
                fails(wrong, format!("not {} {}", if *or_equal { "up to" } else { "less than" }, short(path)))
            }
        })
    }

    /// Whether a value is of a class, by the store or, for relations, by the ontology.
    fn is_of(&self, value: &Term, class: &str) -> Result<bool, StoreError> {
        let Term::NamedNode(node) = value else { return Ok(false) };
        let classes = self.shapes.with_subclasses(class);
        if self.shapes.types.get(node.as_str()).is_some_and(|types| !types.is_disjoint(&classes)) {
            return Ok(true);
        }
        for quad in self.store.quads.quads_for_pattern(Some(node.as_ref().into()), Some(term::RDF_TYPE), None, None) {
            if iri(&quad?.object).is_some_and(|found| classes.contains(&found)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn is_day(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok_and(|day| day.to_string() == text)
}

fn counted(count: usize) -> String {
    match count {
        0 => "no value".to_owned(),
        1 => "1 value".to_owned(),
        count => format!("{count} values"),
    }
}

fn are(property: &Property) -> &'static str {
    if property.least.max(if property.most == usize::MAX { 0 } else { property.most }) > 1 { "are" } else { "is" }
}

/// An IRI as people write it.
fn short(iri: &str) -> String {
    let found = PREFIXES.iter().find_map(|(prefix, start)| Some(format!("{prefix}:{}", iri.strip_prefix(start)?)));
    found.unwrap_or_else(|| iri.to_owned())
}

fn shown(value: &Term) -> String {
    match value {
        Term::NamedNode(node) => short(node.as_str()),
        Term::Literal(literal) => {
            let text: String = literal.value().chars().take(60).collect();
            format!("{text:?}")
        }
        other => other.to_string(),
    }
}

impl Store {
    /// Checks the store against shapes; hands each violation to `tell` and gives the number of nodes that were checked.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn check(&self, shapes: &Shapes, tell: &mut dyn FnMut(&Violation)) -> Result<usize, StoreError> {
        let mut checked = 0;
        for shape in &shapes.shapes {
            let classes: BTreeSet<String> =
                shape.targets.iter().flat_map(|target| shapes.with_subclasses(target)).collect();
            for class in &classes {
                let class = NamedNode::new_unchecked(class);
                let (kind, of) = (Some(term::RDF_TYPE), Some(class.as_ref().into()));
                for quad in self.quads.quads_for_pattern(None, kind, of, None) {
                    let quad = quad?;
                    let Some(node) = subject_of(&quad) else { continue };
                    // Typed in several graphs or by several classes, it is looked at once.
                    if self.first(Some(node.as_ref()), kind, of, None)?.as_ref() != Some(&quad) {
                        continue;
                    }
                    let node = Node::read(self, shapes, node)?;
                    if node.types().find(|found| classes.contains(*found)) != Some(class.as_str()) {
                        continue;
                    }
                    checked += 1;
                    for message in node.problems(&shape.rules)? {
                        tell(&self.violation(&node.node, message)?);
                    }
                }
            }
            for query in &shape.rules.queries {
                for node in self.offenders(query)? {
                    if Node::read(self, shapes, &node)?.types().any(|class| classes.contains(class)) {
                        tell(&self.violation(&node, query.message.clone())?);
                    }
                }
            }
        }
        Ok(checked)
    }

    /// What a query of a shape finds, each once.
    fn offenders(&self, query: &Select) -> Result<BTreeSet<NamedNode>, StoreError> {
        let failed = |error: &dyn std::fmt::Display| StoreError::Damaged(format!("{}: {error}", query.message));
        let mut found = BTreeSet::new();
        let prepared = query.prepare().map_err(|error| failed(&error))?;
        let results = prepared.on_store(&self.quads).execute().map_err(|error| failed(&error))?;
        if let QueryResults::Solutions(solutions) = results {
            for solution in solutions {
                let solution = solution.map_err(|error| failed(&error))?;
                if let Some(Term::NamedNode(node)) = solution.get("this") {
                    found.insert(node.clone());
                }
            }
        }
        Ok(found)
    }

    fn violation(&self, node: &NamedNode, message: String) -> Result<Violation, StoreError> {
        let local = |iri: &str| self.names.local(iri).map_or_else(|| iri.to_owned(), Into::into);
        let is_claim = self.first(Some(node.as_ref()), Some(term::RDF_TYPE), Some(term::CLAIM.into()), None)?;
        let mut claim = is_claim;
        // Who tells of an event, or names an entity.
        let naming: [NamedNodeRef<'_>; 6] =
            [term::EVENT, term::RDF_SUBJECT, term::RDF_OBJECT, term::SEM_PLACE, term::CLAIMED_BY, term::VIA];
        for predicate in naming {
            if claim.is_some() {
                break;
            }
            let mut found: Vec<_> = Vec::new();
            for quad in self.quads.quads_for_pattern(None, Some(predicate), Some(node.as_ref().into()), None) {
                let quad = quad?;
                if graph_of(&quad).is_some() {
                    found.push(quad);
                }
            }
            claim = found.into_iter().min_by_key(|quad| quad.subject.to_string());
        }
        let doc = claim.as_ref().and_then(graph_of).or(Some(node)).cloned();
        let article = match doc {
            Some(doc) => self.object(doc.as_ref(), term::SCHEMA_IDENTIFIER, Some(doc.as_ref()))?,
            None => None,
        };
        Ok(Violation {
            node: local(node.as_str()),
            message,
            claim: claim.as_ref().and_then(subject_of).map_or_else(String::new, |claim| local(claim.as_str())),
            article: match article {
                Some(Term::Literal(id)) => id.value().to_owned(),
                _ => String::new(),
            },
        })
    }
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
