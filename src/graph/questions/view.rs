//! A plain view of the graph: who is tied to whom, by which relation, when, and in how many reports.
//!
//! It stands between the store and the pictures, so that the pictures need not know RDF. Like the plain edges, it holds only
//! what some article narrates as a fact.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use oxigraph::model::{GraphNameRef, Literal, NamedNode, Term};

use super::{filter::Filter, naming::Aliases};
use crate::{
    entities::EntityKind,
    graph::{
        error::{QueryError, StoreError},
        quads::parts::subject_of,
        store::quad_store::Store,
        vocabulary::{
            iris::{ch_name, term},
            ontology::Ontology,
        },
    },
};

/// Who is tied to whom.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct View {
    /// Entities, by id.
    pub nodes: Vec<Node>,
    /// Events, by their ends, relation, first day and id.
    pub edges: Vec<Edge>,
}

/// An entity of a view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// Its id.
    pub id: String,
    /// Its IRI.
    pub iri: String,
    /// Its label.
    pub label: String,
    /// What it is, where that is known.
    pub kind: Option<EntityKind>,
    /// The country that it belongs to or lies in; a country is its own.
    pub country: Option<Named>,
    /// Its id in Wikidata, `Q…`.
    pub wikidata: Option<String>,
    /// How many claims of the store name it.
    pub claims: usize,
    /// The offices that it holds, where [`View::fold_offices`] put them here, by first day and label.
    pub offices: Vec<Office>,
}

/// An entity that is named beside another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
}

/// An office that somebody is said to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Office {
    /// First day on which it is said to be held; empty where that is open.
    pub first: String,
    /// Last such day; empty where that is open.
    pub last: String,
    /// Its label.
    pub label: String,
}

impl Node {
    /// Labels of its offices, sorted, each once.
    #[must_use]
    pub fn office_labels(&self) -> Vec<&str> {
        let labels: BTreeSet<&str> = self.offices.iter().map(|office| office.label.as_str()).collect();
        labels.into_iter().collect()
    }
}

/// PLOVER's quadrants, and the standing relations beside them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    #[default]
    Statement,
    /// Offices, memberships, alliances: what holds for a while.
    Standing,
}

/// An event between two entities.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Edge {
    /// Index of the acting node, the first by id where the relation holds both ways.
    pub from: usize,
    /// Index of the other node.
    pub to: usize,
    /// Id of the event.
    pub event: String,
    /// Name of the relation.
    pub relation: String,
    /// Its label.
    pub label: String,
    /// Its quadrant.
    pub class: QuadClass,
    /// Whether it tells of what holds for a while.
    pub standing: bool,
    /// Whether it holds both ways.
    pub symmetric: bool,
    /// PLOVER type of the relation; empty for statements and standing relations.
    pub plover: String,
    /// CAMEO code of the relation; empty for standing relations.
    pub cameo: String,
    /// Goldstein score of that code.
    pub goldstein: Option<f64>,
    /// EDTF date, where an article gives one.
    pub date: Option<String>,
    /// First possible day; empty where it is open.
    pub first: String,
    /// Last possible day; empty where it is open.
    pub last: String,
    /// Day of publication of its first report; empty where that is not known.
    pub reported: String,
    /// Where it happened.
    pub place: Option<Named>,
    /// The number of articles that tell of it.
    pub reports: usize,
    /// The same, near-copies of one text counted once.
    pub independent: usize,
}

impl Edge {
    /// Its first and last day as timelines need them, the day of its first report where no article gives a date; empty where
    /// that is open or not known.
    #[must_use]
    pub fn days(&self) -> (&str, &str) {
        match (self.first.as_str(), self.last.as_str()) {
            ("", "") => (&self.reported, &self.reported),
            days => days,
        }
    }
}

/// The relation of a person to an office.
const OFFICE: &str = "holdsPosition";

impl View {
    /// Writes offices to those who hold them, in the place of ties to offices: an office that nothing else is told of is no
    /// entity of the view any more.
    pub fn fold_offices(&mut self) {
        let is = |index: usize, kind| self.nodes.get(index).is_some_and(|node| node.kind == Some(kind));
        let is_office = |edge: &Edge| {
            edge.relation == OFFICE && is(edge.from, EntityKind::Person) && is(edge.to, EntityKind::Position)
        };
        let (offices, edges): (Vec<Edge>, Vec<Edge>) =
            std::mem::take(&mut self.edges).into_iter().partition(|edge| is_office(edge));
        let mut gone: BTreeSet<usize> = offices.iter().map(|edge| edge.to).collect();
        for edge in &edges {
            gone.remove(&edge.from);
            gone.remove(&edge.to);
        }
        for edge in &offices {
            let (first, last) = edge.days();
            let (first, last) = (first.to_owned(), last.to_owned());
            let label = self.nodes[edge.to].label.clone();
            self.nodes[edge.from].offices.push(Office { first, last, label });
        }
        self.edges = edges;
        let mut place = 0;
        let mut places = Vec::with_capacity(self.nodes.len());
        for index in 0..self.nodes.len() {
            places.push(place);
            place += usize::from(!gone.contains(&index));
        }
        for edge in &mut self.edges {
            (edge.from, edge.to) = (places[edge.from], places[edge.to]);
        }
        let mut index = 0;
        self.nodes.retain_mut(|node| {
            node.offices.sort();
            node.offices.dedup();
            index += 1;
            !gone.contains(&(index - 1))
        });
    }
}

/// Events by the IRIs of their ends and their relation.
type Ties = BTreeMap<(String, String, String), Vec<Edge>>;

#[derive(Default)]
struct EventFacts {
    source: Option<NamedNode>,
    target: Option<NamedNode>,
    actors: Vec<NamedNode>,
    place: Option<NamedNode>,
    /// The rest, without its ends and place.
    edge: Edge,
}

impl Store {
    /// Looks at a part of the graph.
    ///
    /// # Errors
    /// [`QueryError`] where a name of the filter is unknown or ambiguous, or the store cannot be read.
    pub fn view(&self, filter: &Filter, aliases: Aliases<'_>) -> Result<View, QueryError> {
        let wanted = self.wanted(filter, aliases)?;
        let mut ties = Ties::new();
        let yes = Literal::from(true);
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in self.quads.quads_for_pattern(None, Some(term::ASSERTED), Some(yes.as_ref().into()), default) {
            let quad = quad.map_err(StoreError::from)?;
            let Some(event) = subject_of(&quad) else { continue };
            let facts = self.event_facts(event)?;
            let edge = &facts.edge;
            let fits = wanted.relation(&edge.relation) && wanted.days(&edge.first, &edge.last, &edge.reported);
            if fits && !(filter.no_standing && edge.standing) && self.is_told(event, &wanted)? {
                self.tie(facts, &mut ties)?;
            }
        }
        ties.retain(|_, tie| tie.iter().map(|edge| edge.reports).sum::<usize>() >= filter.min_reports);
        if !wanted.around.is_empty() {
            keep_near(&mut ties, &wanted.around);
        }
        self.finish_view(ties)
    }

    /// Adds an event to the tie that it belongs to; what has no two actors ties nobody.
    fn tie(&self, facts: EventFacts, ties: &mut Ties) -> Result<(), StoreError> {
        let EventFacts { source, target, actors, place, mut edge } = facts;
        let (source, target) = if edge.symmetric { (None, None) } else { (source, target) };
        let Some((from, to)) = ends(source, target, actors) else { return Ok(()) };
        edge.place = place.map(|place| self.named_node(&place)).transpose()?;
        let key = (from.into_string(), to.into_string(), edge.relation.clone());
        ties.entry(key).or_default().push(edge);
        Ok(())
    }

    fn finish_view(&self, ties: Ties) -> Result<View, QueryError> {
        let mut nodes: IndexMap<String, Node> = IndexMap::new();
        let ends: BTreeSet<&String> = ties.keys().flat_map(|(from, to, _)| [from, to]).collect();
        for iri in ends {
            nodes.insert(iri.clone(), self.view_node(&NamedNode::new_unchecked(iri))?);
        }
        let mut edges = Vec::with_capacity(ties.values().map(Vec::len).sum());
        for ((from, to, _), mut tie) in ties {
            tie.sort_by(|one, other| (one.days(), &one.event).cmp(&(other.days(), &other.event)));
            for mut edge in tie {
                edge.from = nodes.get_index_of(&from).unwrap_or_default();
                edge.to = nodes.get_index_of(&to).unwrap_or_default();
                edges.push(edge);
            }
        }
        Ok(View { nodes: nodes.into_values().collect(), edges })
    }

    fn named_node(&self, node: &NamedNode) -> Result<Named, StoreError> {
        Ok(Named { id: self.local(node), label: self.label(node.as_ref())? })
    }

    /// A country. One that no claim names has no label in the store; its id is the words of its name.
    fn country_node(&self, node: &NamedNode) -> Result<Named, StoreError> {
        let mut named = self.named_node(node)?;
        if named.label == named.id {
            named.label = in_capitals(&named.id);
        }
        Ok(named)
    }

    /// What the default graph says of an entity.
    fn view_node(&self, entity: &NamedNode) -> Result<Node, StoreError> {
        let Named { id, label } = self.named_node(entity)?;
        let mut node = Node { id, iri: entity.as_str().to_owned(), label, ..Node::default() };
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in self.quads.quads_for_pattern(Some(entity.as_ref().into()), None, None, default) {
            let quad = quad?;
            match (quad.predicate.as_ref(), &quad.object) {
                (term::RDF_TYPE, Term::NamedNode(class)) => {
                    node.kind = node.kind.or_else(|| ch_name(class.as_str()).and_then(kind));
                }
                (term::COUNTRY, Term::NamedNode(country)) => node.country = Some(self.country_node(country)?),
                (term::OWL_SAME_AS, Term::NamedNode(same)) => {
                    let wikidata = same.as_str().strip_prefix("http://www.wikidata.org/entity/");
                    node.wikidata = wikidata.map(str::to_owned).or(node.wikidata);
                }
                (term::CLAIMS, Term::Literal(count)) => node.claims = count.value().parse().unwrap_or_default(),
                _ => {}
            }
        }
        if node.kind == Some(EntityKind::Country) {
            node.country = Some(Named { id: node.id.clone(), label: node.label.clone() });
        }
        Ok(node)
    }

    fn event_facts(&self, event: &NamedNode) -> Result<EventFacts, StoreError> {
        let mut facts = EventFacts::default();
        let default = Some(GraphNameRef::DefaultGraph);
        for quad in self.quads.quads_for_pattern(Some(event.as_ref().into()), None, None, default) {
            let quad = quad?;
            let edge = &mut facts.edge;
            match (quad.predicate.as_ref(), quad.object) {
                (term::RELATION, Term::NamedNode(node)) => {
                    ch_name(node.as_str()).unwrap_or_default().clone_into(&mut edge.relation);
                }
                (term::ACTOR, Term::NamedNode(node)) => facts.source = Some(node),
                (term::RECIPIENT, Term::NamedNode(node)) => facts.target = Some(node),
                (term::SEM_ACTOR, Term::NamedNode(node)) => facts.actors.push(node),
                (term::SEM_PLACE, Term::NamedNode(node)) => facts.place = Some(node),
                (term::DATE, Term::Literal(literal)) => edge.date = Some(literal.destruct().0),
                (term::SEM_BEGIN, Term::Literal(literal)) => edge.first = literal.destruct().0,
                (term::SEM_END, Term::Literal(literal)) => edge.last = literal.destruct().0,
                (term::FIRST_REPORTED, Term::Literal(literal)) => edge.reported = literal.destruct().0,
                (term::REPORTS, Term::Literal(literal)) => edge.reports = literal.value().parse().unwrap_or_default(),
                (term::INDEPENDENT, Term::Literal(literal)) => {
                    edge.independent = literal.value().parse().unwrap_or_default();
                }
                _ => {}
            }
        }
        facts.edge.event = self.local(event);
        facts.edge.describe();
        Ok(facts)
    }
}

impl Edge {
    /// Takes what the ontology says of its relation.
    fn describe(&mut self) {
        let Some(relation) = Ontology::embedded().relation(&self.relation) else {
            self.label.clone_from(&self.relation);
            return;
        };
        self.label.clone_from(&relation.label);
        self.class = quad_class(relation);
        (self.standing, self.symmetric) = (relation.standing, relation.symmetric);
        self.plover = relation.plover.clone().unwrap_or_default();
        self.cameo = relation.cameo.clone().unwrap_or_default();
        self.goldstein = relation.goldstein;
    }
}

/// The words of an id, as a name has them: `united-states` is "United States".
fn in_capitals(id: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters
            .next()
            .map(|first| if SMALL.contains(&word) { first.to_string() } else { first.to_uppercase().collect() });
        first.into_iter().chain(letters.map(String::from)).collect::<String>()
    };
    id.split('-').map(word).collect::<Vec<_>>().join(" ")
}

/// Words that a name of a country has in small letters.
const SMALL: [&str; 3] = ["and", "of", "the"];

/// The two that an event ties: who acts and on whom, or its actors in order of their IRIs.
fn ends(
    source: Option<NamedNode>,
    target: Option<NamedNode>,
    mut actors: Vec<NamedNode>,
) -> Option<(NamedNode, NamedNode)> {
    if let (Some(from), Some(to)) = (source, target) {
        return Some((from, to));
    }
    actors.sort_by(|one, other| one.as_str().cmp(other.as_str()));
    let mut actors = actors.into_iter();
    Some((actors.next()?, actors.next()?))
}

/// Keeps the ties of some entities, and those among the entities that they are tied to.
fn keep_near(ties: &mut Ties, around: &[NamedNode]) {
    let centre = |iri: &str| around.iter().any(|node| node.as_str() == iri);
    let near: BTreeSet<String> = ties
        .keys()
        .filter(|(from, to, _)| centre(from) || centre(to))
        .flat_map(|(from, to, _)| [from.clone(), to.clone()])
        .collect();
    // Whose office is shown beside a name need not be known to all: it is no tie among those that are near.
    ties.retain(|(from, to, relation), _| near.contains(from) && (near.contains(to) || relation == OFFICE));
}

fn quad_class(relation: &crate::graph::vocabulary::ontology::Relation) -> QuadClass {
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
