//! A plain view of the graph: who is tied to whom, by which relation, when, and in how many reports.
//!
//! It stands between the store and the pictures, so that these know nothing of RDF. Only what some article narrates as
//! a fact is in it, as with the plain edges.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use oxigraph::model::{GraphNameRef, Literal, NamedNode, Term};

use super::{
    ask::Aliases,
    error::{QueryError, StoreError},
    names::{ch_name, term},
    ontology::Ontology,
    store::{Store, subject_of},
};
use crate::entities::EntityKind;

/// What part of the graph is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Names or ids of entities; only ties of these, and ties among those they are tied to.
    pub around: Vec<String>,
    /// First day, `YYYY-MM-DD`; what has no date falls out.
    pub since: Option<String>,
    /// Last day, `YYYY-MM-DD`; what has no date falls out.
    pub until: Option<String>,
    /// Names of relations, each of which stands for its kinds too; all where there is none.
    pub relations: Vec<String>,
}

/// Who is tied to whom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Entities, by id.
    pub nodes: Vec<Node>,
    /// Ties, by their ends and relation.
    pub edges: Vec<Edge>,
}

/// An entity of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Its IRI.
    pub iri: String,
    /// Its label.
    pub label: String,
    /// What it is, where that is known.
    pub kind: Option<EntityKind>,
}

/// PLOVER's quadrants, and the standing relations beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuadClass {
    /// Agreements, consultations, support, concessions.
    VerbalCooperation,
    /// Co-operation, aid, retreats.
    MaterialCooperation,
    /// Requests, accusations, rejections, threats.
    VerbalConflict,
    /// Protests, sanctions, mobilisation, coercion, assault.
    MaterialConflict,
    /// Statements, which PLOVER leaves out.
    Statement,
    /// Offices, memberships, alliances: what holds for a while.
    Standing,
}

/// All events of one relation between two entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Index of the acting node, the first by id where the relation holds both ways.
    pub from: usize,
    /// Index of the other node.
    pub to: usize,
    /// Name of the relation.
    pub relation: String,
    /// Its label.
    pub label: String,
    /// Its quadrant.
    pub class: QuadClass,
    /// Whether it holds both ways.
    pub symmetric: bool,
    /// EDTF dates of the events that have one, sorted.
    pub dates: Vec<String>,
    /// Labels of the places of the events that have one, sorted.
    pub places: Vec<String>,
    /// The number of events.
    pub events: usize,
    /// The sum of their reports.
    pub reports: usize,
}

#[derive(Default)]
struct EventFacts {
    relation: String,
    source: Option<NamedNode>,
    target: Option<NamedNode>,
    actors: Vec<NamedNode>,
    place: Option<NamedNode>,
    date: Option<String>,
    begin: Option<String>,
    end: Option<String>,
    reports: usize,
}

impl Store {
    /// Looks at a part of the graph.
    ///
    /// # Errors
    /// [`QueryError`] where a name of the filter is unknown or ambiguous, or the store cannot be read.
    pub fn view(&self, filter: &Filter, aliases: Aliases<'_>) -> Result<View, QueryError> {
        let mut around = Vec::new();
        for name in &filter.around {
            around.push(self.entity_with(name, aliases)?);
        }
        let ontology = Ontology::embedded();
        let mut ties: BTreeMap<(String, String, String), Edge> = BTreeMap::new();
        let yes = Literal::from(true);
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in self.quads.quads_for_pattern(None, Some(term::ASSERTED), Some(yes.as_ref().into()), default) {
            let quad = quad.map_err(StoreError::from)?;
            let Some(event) = subject_of(&quad) else { continue };
            let facts = self.event_facts(event)?;
            let wanted = |relation: &String| ontology.is_kind(&facts.relation, relation);
            if !filter.relations.is_empty() && !filter.relations.iter().any(wanted) {
                continue;
            }
            if !within(filter, &facts) {
                continue;
            }
            let relation = ontology.relation(&facts.relation);
            let symmetric = relation.is_some_and(|relation| relation.symmetric);
            let (from, to) = match (facts.source, facts.target) {
                (Some(from), Some(to)) => (from, to),
                _ => {
                    let mut actors = facts.actors;
                    actors.sort_by(|one, other| one.as_str().cmp(other.as_str()));
                    let mut actors = actors.into_iter();
                    match (actors.next(), actors.next()) {
                        (Some(from), Some(to)) => (from, to),
                        _ => continue,
                    }
                }
            };
            let key = (from.into_string(), to.into_string(), facts.relation.clone());
            let edge = ties.entry(key).or_insert_with(|| Edge {
                from: 0,
                to: 0,
                label: relation.map_or_else(|| facts.relation.clone(), |relation| relation.label.clone()),
                class: relation.map_or(QuadClass::Statement, quad_class),
                relation: facts.relation,
                symmetric,
                dates: Vec::new(),
                places: Vec::new(),
                events: 0,
                reports: 0,
            });
            edge.events += 1;
            edge.reports += facts.reports;
            edge.dates.extend(facts.date);
            if let Some(place) = facts.place {
                edge.places.push(self.label(place.as_ref())?);
            }
        }
        if !around.is_empty() {
            let centre = |iri: &str| around.iter().any(|node| node.as_str() == iri);
            let near: std::collections::BTreeSet<String> = ties
                .keys()
                .filter(|(from, to, _)| centre(from) || centre(to))
                .flat_map(|(from, to, _)| [from.clone(), to.clone()])
                .collect();
            ties.retain(|(from, to, _), _| near.contains(from) && near.contains(to));
        }
        self.finish_view(ties)
    }

    fn finish_view(&self, ties: BTreeMap<(String, String, String), Edge>) -> Result<View, QueryError> {
        let mut nodes: IndexMap<String, Node> = IndexMap::new();
        let ends: std::collections::BTreeSet<&String> = ties.keys().flat_map(|(from, to, _)| [from, to]).collect();
        for iri in ends {
            let node = NamedNode::new_unchecked(iri);
            let kind = match self.object(node.as_ref(), term::RDF_TYPE, None)? {
                Some(Term::NamedNode(class)) => ch_name(class.as_str()).and_then(kind),
                _ => None,
            };
            let id = self.names.local(iri).map_or_else(|| iri.clone(), Into::into);
            let label = self.label(node.as_ref())?;
            nodes.insert(iri.clone(), Node { id, iri: iri.clone(), label, kind });
        }
        let mut edges = Vec::with_capacity(ties.len());
        for ((from, to, _), mut edge) in ties {
            edge.from = nodes.get_index_of(&from).unwrap_or_default();
            edge.to = nodes.get_index_of(&to).unwrap_or_default();
            edge.dates.sort();
            edge.dates.dedup();
            edge.places.sort();
            edge.places.dedup();
            edges.push(edge);
        }
        Ok(View { nodes: nodes.into_values().collect(), edges })
    }

    fn event_facts(&self, event: &NamedNode) -> Result<EventFacts, StoreError> {
        let mut facts = EventFacts::default();
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in self.quads.quads_for_pattern(Some(event.as_ref().into()), None, None, default) {
            let quad = quad?;
            match (quad.predicate.as_ref(), quad.object) {
                (term::RELATION, Term::NamedNode(node)) => {
                    ch_name(node.as_str()).unwrap_or_default().clone_into(&mut facts.relation);
                }
                (term::SOURCE, Term::NamedNode(node)) => facts.source = Some(node),
                (term::TARGET, Term::NamedNode(node)) => facts.target = Some(node),
                (term::SEM_ACTOR, Term::NamedNode(node)) => facts.actors.push(node),
                (term::SEM_PLACE, Term::NamedNode(node)) => facts.place = Some(node),
                (term::DATE, Term::Literal(literal)) => facts.date = Some(literal.destruct().0),
                (term::SEM_BEGIN, Term::Literal(literal)) => facts.begin = Some(literal.destruct().0),
                (term::SEM_END, Term::Literal(literal)) => facts.end = Some(literal.destruct().0),
                (term::REPORTS, Term::Literal(literal)) => facts.reports = literal.value().parse().unwrap_or_default(),
                _ => {}
            }
        }
        Ok(facts)
    }
}

/// Whether an event may lie within the days of a filter; days compare as text.
fn within(filter: &Filter, facts: &EventFacts) -> bool {
    let late_enough = filter.since.as_ref().is_none_or(|since| facts.end.as_ref().is_some_and(|end| end >= since));
    let early_enough =
        filter.until.as_ref().is_none_or(|until| facts.begin.as_ref().is_some_and(|begin| begin <= until));
    late_enough && early_enough
}

fn quad_class(relation: &super::ontology::Relation) -> QuadClass {
    if relation.standing {
        return QuadClass::Standing;
    }
    match relation.quad.as_deref() {
        Some("VERBAL COOPERATION") => QuadClass::VerbalCooperation,
        Some("MATERIAL COOPERATION") => QuadClass::MaterialCooperation,
        Some("VERBAL CONFLICT") => QuadClass::VerbalConflict,
        Some("MATERIAL CONFLICT") => QuadClass::MaterialConflict,
        _ => QuadClass::Statement,
    }
}

fn kind(class: &str) -> Option<EntityKind> {
    Some(match class {
        "Person" => EntityKind::Person,
        "Country" => EntityKind::Country,
        "Organisation" => EntityKind::Organisation,
        "Group" => EntityKind::Group,
        "Place" => EntityKind::Place,
        "Position" => EntityKind::Position,
        _ => return None,
    })
}
