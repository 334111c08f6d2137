//! What the formats of graphs say of each entity and each event: the same names, kinds and values in all of them.
//!
//! What is not known is left out, never written as an empty value, as far as a format can leave out. The names are a
//! contract with other tools and change only with a CHANGELOG entry; `docs/formats.md` explains them.

use super::picture::Drawn;
use crate::{
    entities::EntityKind,
    graph::{Edge, Named, Node},
    rules::quad_class,
};

/// What sort of value an attribute has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Text,
    /// A day, `YYYY-MM-DD`.
    Day,
    Whole,
    Real,
    Truth,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    Whole(usize),
    Real(f64),
    Truth(bool),
}

impl Value {
    /// It as text; real numbers have at most six digits after the point.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number.to_string(),
            Self::Real(number) => format!("{}", rounded(*number)),
            Self::Truth(yes) => yes.to_string(),
        }
    }

    /// It as JSON.
    pub(super) fn json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Whole(number) => (*number).into(),
            Self::Real(number) => rounded(*number).into(),
            Self::Truth(yes) => (*yes).into(),
        }
    }
}

/// A number to six digits after the point, so that the last bits of a sum do not show.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

/// An attribute of an entity.
pub(super) struct OfNode {
    pub(super) name: &'static str,
    pub(super) sort: Sort,
    of: fn(&Drawn<'_>, usize, &Node) -> Option<Value>,
}

/// An attribute of an event.
pub(super) struct OfEdge {
    pub(super) name: &'static str,
    pub(super) sort: Sort,
    of: fn(&Edge) -> Option<Value>,
}

/// The attribute that holds offices, which change with time.
pub(super) const OFFICE: &str = "office";

/// The attributes of entities; their id and label are part of each format.
pub(super) const OF_NODES: [OfNode; 12] = [
    OfNode { name: "kind", sort: Sort::Text, of: |_, _, node| text(node.kind.map_or("", EntityKind::as_str)) },
    OfNode { name: "country", sort: Sort::Text, of: |_, _, node| text(label(node.country.as_ref())) },
    OfNode { name: "country_id", sort: Sort::Text, of: |_, _, node| text(id(node.country.as_ref())) },
    OfNode { name: "wikidata", sort: Sort::Text, of: |_, _, node| text(node.wikidata.as_deref().unwrap_or_default()) },
    OfNode { name: OFFICE, sort: Sort::Text, of: |_, _, node| text(&node.office_labels().join("; ")) },
    OfNode { name: "claims", sort: Sort::Whole, of: |_, _, node| Some(Value::Whole(node.claims)) },
    OfNode {
        name: "degree",
        sort: Sort::Whole,
        of: |drawn, place, _| drawn.measures().degree.get(place).copied().map(Value::Whole),
    },
    OfNode {
        name: "betweenness",
        sort: Sort::Real,
        of: |drawn, place, _| drawn.measures().betweenness.get(place).copied().map(Value::Real),
    },
    OfNode {
        name: "pagerank",
        sort: Sort::Real,
        of: |drawn, place, _| drawn.measures().page_rank.get(place).copied().map(Value::Real),
    },
    OfNode {
        name: "core",
        sort: Sort::Whole,
        of: |drawn, place, _| drawn.measures().core.get(place).copied().map(Value::Whole),
    },
    OfNode {
        name: "community",
        sort: Sort::Whole,
        of: |drawn, place, _| drawn.measures().communities.of.get(place).copied().map(Value::Whole),
    },
    OfNode { name: "iri", sort: Sort::Text, of: |_, _, node| text(&node.iri) },
];

/// The attributes of events; their id, their ends and the label of their relation are part of each format.
pub(super) const OF_EDGES: [OfEdge; 15] = [
    OfEdge { name: "relation", sort: Sort::Text, of: |edge| text(&edge.relation) },
    OfEdge { name: "plover", sort: Sort::Text, of: |edge| text(&edge.plover) },
    OfEdge { name: "cameo", sort: Sort::Text, of: |edge| text(&edge.cameo) },
    OfEdge { name: "quad_class", sort: Sort::Text, of: |edge| text(quad_class(&edge.plover)) },
    OfEdge { name: "goldstein", sort: Sort::Real, of: |edge| edge.goldstein.map(Value::Real) },
    OfEdge { name: "standing", sort: Sort::Truth, of: |edge| Some(Value::Truth(edge.standing)) },
    OfEdge { name: "directed", sort: Sort::Truth, of: |edge| Some(Value::Truth(!edge.symmetric)) },
    OfEdge { name: "date", sort: Sort::Text, of: |edge| text(edge.date.as_deref().unwrap_or_default()) },
    OfEdge { name: "first_day", sort: Sort::Day, of: |edge| text(&edge.first) },
    OfEdge { name: "last_day", sort: Sort::Day, of: |edge| text(&edge.last) },
    OfEdge { name: "first_reported", sort: Sort::Day, of: |edge| text(&edge.reported) },
    OfEdge { name: "place", sort: Sort::Text, of: |edge| text(label(edge.place.as_ref())) },
    OfEdge { name: "place_id", sort: Sort::Text, of: |edge| text(id(edge.place.as_ref())) },
    OfEdge { name: "reports", sort: Sort::Whole, of: |edge| Some(Value::Whole(edge.reports)) },
    OfEdge { name: "independent_reports", sort: Sort::Whole, of: |edge| Some(Value::Whole(edge.independent)) },
];

fn text(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.to_owned()))
}

fn label(named: Option<&Named>) -> &str {
    named.map_or("", |named| &named.label)
}

fn id(named: Option<&Named>) -> &str {
    named.map_or("", |named| &named.id)
}

/// What is known of an entity, by attribute.
pub(super) fn of_node<'d>(
    drawn: &'d Drawn<'_>,
    place: usize,
    node: &'d Node,
) -> impl Iterator<Item = (&'static OfNode, Value)> + 'd {
    OF_NODES.iter().filter_map(move |attribute| Some((attribute, (attribute.of)(drawn, place, node)?)))
}

/// What is known of an event, by attribute.
pub(super) fn of_edge(edge: &Edge) -> impl Iterator<Item = (&'static OfEdge, Value)> {
    OF_EDGES.iter().filter_map(move |attribute| Some((attribute, (attribute.of)(edge)?)))
}
