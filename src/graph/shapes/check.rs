//! Runs the queries of the shapes over a store and says in words what is wrong with which node.

use std::collections::BTreeSet;

use oxigraph::{
    model::{NamedNode, NamedNodeRef, Term},
    sparql::{QueryResults, QuerySolution},
};

use super::functions::{Shapes, short};
use crate::graph::{
    error::StoreError,
    quads::parts::{graph_of, subject_of},
    store::quad_store::Store,
    vocabulary::iris::term,
};

/// The text of the shapes, in SHACL.
pub const SHAPES: &str = include_str!("../../../ontology/shapes.ttl");

/// The queries, one a shape.
const QUERIES: [(&str, &str); 7] = [
    ("article.rq", include_str!("../../../ontology/shapes/article.rq")),
    ("claim.rq", include_str!("../../../ontology/shapes/claim.rq")),
    ("event.rq", include_str!("../../../ontology/shapes/event.rq")),
    ("matter.rq", include_str!("../../../ontology/shapes/matter.rq")),
    ("pair.rq", include_str!("../../../ontology/shapes/pair.rq")),
    ("labels.rq", include_str!("../../../ontology/shapes/labels.rq")),
    ("entity.rq", include_str!("../../../ontology/shapes/entity.rq")),
];

/// The query that counts the nodes which the shapes are about.
const NODES: (&str, &str) = ("nodes.rq", include_str!("../../../ontology/shapes/nodes.rq"));

/// A way in which a node offends a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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

impl Store {
    /// Checks the store against shapes; hands each violation to `tell` and gives the number of nodes that were checked.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] where the store cannot be read.
    pub fn check(&self, shapes: &Shapes, tell: &mut dyn FnMut(&Violation)) -> Result<usize, StoreError> {
        for query in QUERIES {
            // What stands in several graphs is found more than once.
            let mut found: BTreeSet<(NamedNode, String)> = BTreeSet::new();
            self.each_row(shapes, query, &mut |row| {
                if let Some(Term::NamedNode(node)) = row.get("this") {
                    found.insert((node.clone(), self.message(node, row)?));
                }
                Ok(())
            })?;
            for (node, message) in found {
                tell(&self.violation(&node, message)?);
            }
        }
        let mut nodes = 0;
        self.each_row(shapes, NODES, &mut |row| {
            if let Some(Term::Literal(count)) = row.get("nodes") {
                nodes = count.value().parse().unwrap_or_default();
            }
            Ok(())
        })?;
        Ok(nodes)
    }

    /// Hands over the rows of a query over all graphs merged.
    fn each_row(
        &self,
        shapes: &Shapes,
        (name, text): (&str, &str),
        sink: &mut dyn FnMut(&QuerySolution) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let failed = |error: &dyn std::fmt::Display| StoreError::Damaged(format!("{name}: {error}"));
        let evaluator = shapes.evaluator().map_err(|error| failed(&error))?;
        let mut prepared = evaluator.parse_query(text).map_err(|error| failed(&error))?;
        prepared.dataset_mut().set_default_graph_as_union();
        if let QueryResults::Solutions(rows) =
            prepared.on_store(&self.quads).execute().map_err(|error| failed(&error))?
        {
            for row in rows {
                sink(&row.map_err(|error| failed(&error))?)?;
            }
        }
        Ok(())
    }

    /// What a row says is wrong with a node.
    fn message(&self, node: &NamedNode, row: &QuerySolution) -> Result<String, StoreError> {
        let text = |name: &str| match row.get(name) {
            Some(Term::Literal(literal)) => Some(literal.value()),
            _ => None,
        };
        let inverse = text("inverse") == Some("true");
        let Some(Term::NamedNode(path)) = row.get("path") else {
            let wrong = text("wrong").unwrap_or_default();
            return Ok(row
                .get("value")
                .map_or_else(|| wrong.to_owned(), |value| format!("the node is {}, {wrong}", shown(value))));
        };
        let name = format!("{}{}", if inverse { "^" } else { "" }, short(path.as_str()));
        if let Some(value) = row.get("value") {
            return Ok(format!("{name} is {}, {}", shown(value), text("wrong").unwrap_or_default()));
        }
        let (bound, number) = match (text("least"), text("most")) {
            (Some(least), _) => ("at least", least),
            (None, most) => ("at most", most.unwrap_or_default()),
        };
        let are = if number == "1" { "is" } else { "are" };
        let count = self.values(node, path, inverse)?;
        Ok(format!("{name} has {}, {bound} {number} {are} wanted", counted(count)))
    }

    /// How many values a property of a node has, in whatever graph.
    fn values(&self, node: &NamedNode, path: &NamedNode, inverse: bool) -> Result<usize, StoreError> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        let (subject, object) =
            if inverse { (None, Some(node.as_ref().into())) } else { (Some(node.as_ref().into()), None) };
        for quad in self.quads.quads_for_pattern(subject, Some(path.as_ref()), object, None) {
            let quad = quad?;
            found.insert(if inverse { quad.subject.to_string() } else { quad.object.to_string() });
        }
        Ok(found.len())
    }

    /// A violation with the claim and the article that lead to its node.
    fn violation(&self, node: &NamedNode, message: String) -> Result<Violation, StoreError> {
        let local = |iri: &str| self.names.local(iri).map_or_else(|| iri.to_owned(), Into::into);
        let mut claim = self.first(Some(node.as_ref()), Some(term::RDF_TYPE), Some(term::CLAIM.into()), None)?;
        // Who tells of an event, or names an entity.
        let naming: [NamedNodeRef<'_>; 7] = [
            term::EVENT,
            term::RDF_SUBJECT,
            term::RDF_OBJECT,
            term::SEM_PLACE,
            term::CLAIMED_BY,
            term::REPORTED_BY,
            term::VIA,
        ];
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

fn counted(count: usize) -> String {
    match count {
        0 => "no value".to_owned(),
        1 => "1 value".to_owned(),
        count => format!("{count} values"),
    }
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
