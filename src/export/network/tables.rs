//! What is known of a network, as tables: ways, central entities, communities, bridges.

use std::collections::BTreeMap;

use super::{
    communities::Communities,
    graph::Network,
    measures::{Measures, PIVOTS},
    paths::{Bridge, Step},
};
use crate::{
    entities::EntityKind,
    export::{attributes::rounded, ties::Tie},
    graph::{Cell, ColumnKind, Edge, Node, Table},
};

/// By what central entities are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Central {
    /// The number of others.
    #[default]
    Degree,
    /// The share of the shortest ways between others.
    Betweenness,
    /// `PageRank`.
    PageRank,
    /// Reports of all events.
    Reports,
    /// Core number.
    Core,
}

/// Datatypes of numbers.
const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const DECIMAL: &str = "http://www.w3.org/2001/XMLSchema#decimal";

type Row = Vec<Option<Cell>>;

impl Network {
    /// The shortest ways between two entities, at most so many, a row for each step.
    #[must_use]
    pub fn ways_table(&self, from: &str, to: &str, most: usize) -> Table {
        let (ways, more) = self.ways(from, to, most);
        let mut rows = Vec::new();
        for (number, way) in self.steps_of(&ways).iter().enumerate() {
            for (step, taken) in way.iter().enumerate() {
                rows.push(vec![
                    whole(number + 1),
                    whole(step + 1),
                    named(self.node(taken.from)),
                    text(&ties_of(taken.from, &taken.events)),
                    named(self.node(taken.to)),
                    whole(taken.events.len()),
                    whole(taken.events.iter().map(|edge| edge.reports).sum()),
                ]);
            }
        }
        let mut table = table(&["path", "step", "from", "tie", "to", "events", "reports"], &["from", "to"], rows);
        if more {
            table.notes.push(format!("there are more than {most} shortest paths; --limit shows more"));
        }
        table
    }

    /// The entities with their measures, those first that stand most in the middle; at most so many.
    #[must_use]
    pub fn central_table(&self, measures: &Measures, by: Central, most: usize) -> Table {
        let value = |place: usize| match by {
            Central::Degree => measures.degree[place] as f64,
            Central::Betweenness => rounded(measures.betweenness[place]),
            Central::PageRank => rounded(measures.page_rank[place]),
            Central::Reports => measures.reports[place] as f64,
            Central::Core => measures.core[place] as f64,
        };
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_by(|one, other| {
            let rest = |place: usize| (measures.degree[place], measures.reports[place]);
            let by_value = value(*other).total_cmp(&value(*one));
            by_value.then_with(|| rest(*other).cmp(&rest(*one))).then_with(|| one.cmp(other))
        });
        let rows = order.into_iter().take(most).map(|place| self.central_row(measures, place)).collect();
        let columns = [
            "entity",
            "kind",
            "country",
            "degree",
            "events",
            "reports",
            "betweenness",
            "pagerank",
            "core",
            "community",
        ];
        let mut table = table(&columns, &["entity", "country"], rows);
        if measures.estimated {
            table.notes.push(format!("betweenness is an estimate from {PIVOTS} of {} entities", self.len()));
        }
        table
    }

    fn central_row(&self, measures: &Measures, place: usize) -> Row {
        let node = self.node(place);
        vec![
            named(node),
            text(node.kind.map_or("", EntityKind::as_str)),
            self.country(node),
            whole(measures.degree[place]),
            whole(measures.events[place]),
            whole(measures.reports[place]),
            real(measures.betweenness[place]),
            real(measures.page_rank[place]),
            whole(measures.core[place]),
            whole(measures.communities.of[place]),
        ]
    }

    /// The communities, the largest first, at most so many; the members that have most ties are named.
    #[must_use]
    pub fn groups_table(&self, found: &Communities, most: usize) -> Table {
        let neighbours = self.neighbours();
        let members = found.members();
        let (mut inside, mut outside) = (vec![0; members.len()], vec![0; members.len()]);
        for edge in self.edges() {
            let [one, other] = [edge.from, edge.to].map(|end| found.of[end] - 1);
            if one == other {
                inside[one] += 1;
            } else {
                outside[one] += 1;
                outside[other] += 1;
            }
        }
        let rows = members.iter().enumerate().take(most).map(|(group, members)| {
            let mut ranked = members.clone();
            ranked.sort_by_key(|place| (std::cmp::Reverse(neighbours.of(*place).len()), *place));
            let mut names: Vec<&str> =
                ranked.iter().take(NAMED).map(|place| self.node(*place).label.as_str()).collect();
            if ranked.len() > NAMED {
                names.push("…");
            }
            vec![
                whole(group + 1),
                whole(members.len()),
                whole(inside[group]),
                whole(outside[group]),
                text(&self.most_countries(members)),
                text(&names.join(", ")),
            ]
        });
        let columns = ["community", "entities", "inside", "outside", "countries", "members"];
        let mut table = table(&columns, &[], rows.collect());
        table.notes.push(self.in_words(found));
        table
    }

    /// The members of the communities, the largest community first, at most so many.
    #[must_use]
    pub fn members_table(&self, found: &Communities, most: usize) -> Table {
        let neighbours = self.neighbours();
        let mut rows = Vec::new();
        for (group, members) in found.members().into_iter().enumerate() {
            for place in members {
                let node = self.node(place);
                let own = neighbours.of(place).iter().filter(|(other, _)| found.of[*other] == group + 1).count();
                rows.push(vec![
                    whole(group + 1),
                    named(node),
                    text(node.kind.map_or("", EntityKind::as_str)),
                    self.country(node),
                    whole(own),
                    whole(neighbours.of(place).len() - own),
                ]);
            }
        }
        rows.truncate(most);
        let columns = ["community", "entity", "kind", "country", "inside", "outside"];
        let mut table = table(&columns, &["entity", "country"], rows);
        table.notes.push(self.in_words(found));
        table
    }

    /// The bridges, those first that part most, at most so many.
    #[must_use]
    pub fn bridges_table(&self, most: usize) -> Table {
        let bridges: Vec<Bridge> = self.bridges().into_iter().take(most).collect();
        let ways: Vec<Vec<usize>> = bridges.iter().map(|bridge| vec![bridge.near, bridge.far]).collect();
        let row = |(bridge, steps): (&Bridge, Vec<Step<'_>>)| {
            let events: &[&Edge] = steps.first().map_or(&[], |step| &step.events);
            vec![
                named(self.node(bridge.near)),
                text(&ties_of(bridge.near, events)),
                named(self.node(bridge.far)),
                whole(events.len()),
                whole(events.iter().map(|edge| edge.reports).sum()),
                whole(bridge.cut_off),
                whole(bridge.rest),
            ]
        };
        let rows = bridges.iter().zip(self.steps_of(&ways)).map(row).collect();
        table(&["near", "tie", "far", "events", "reports", "cut_off", "rest"], &["near", "far"], rows)
    }

    fn in_words(&self, found: &Communities) -> String {
        let count = found.of.iter().max().copied().unwrap_or_default();
        format!("{} entities in {count} communities, modularity {:.3}", self.len(), found.modularity)
    }

    /// The countries that most members belong to: "China 5, Russia 2".
    fn most_countries(&self, members: &[usize]) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for country in members.iter().filter_map(|place| self.node(*place).country.as_ref()) {
            *counts.entry(&country.label).or_default() += 1;
        }
        let mut ranked: Vec<(&str, usize)> = counts.into_iter().collect();
        ranked.sort_by_key(|(label, count)| (std::cmp::Reverse(*count), *label));
        ranked
            .iter()
            .take(NAMED_COUNTRIES)
            .map(|(label, count)| format!("{label} {count}"))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The country of an entity; its IRI is made of that of the entity, whose base it shares.
    fn country(&self, node: &Node) -> Option<Cell> {
        let country = node.country.as_ref()?;
        let iri = node.iri.find("/id/").map_or_else(String::new, |at| format!("{}{}", &node.iri[..at + 4], country.id));
        Some(Cell::Iri { iri, label: country.label.clone(), id: country.id.clone() })
    }
}

/// Members and countries of a community that are named in its row.
const NAMED: usize = 8;
const NAMED_COUNTRIES: usize = 3;

/// Events between two entities as one reads them from the first: `→ accused 2022-07-07; ↔ met with 2022-07`.
fn ties_of(from: usize, events: &[&Edge]) -> String {
    let mut ties: BTreeMap<(&str, bool), Tie<'_>> = BTreeMap::new();
    for edge in events {
        let tie = ties.entry((&edge.relation, edge.from == from)).or_insert_with(|| Tie::of(edge));
        tie.events.push(edge);
    }
    let mut lines: Vec<(usize, String)> = ties
        .into_iter()
        .map(|((_, forward), tie)| {
            let arrow = match (tie.symmetric, forward) {
                (true, _) => '↔',
                (false, true) => '→',
                (false, false) => '←',
            };
            (tie.reports(), format!("{arrow} {}", tie.line()))
        })
        .collect();
    lines.sort_by(|one, other| (other.0, &one.1).cmp(&(one.0, &other.1)));
    lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("; ")
}

fn table(columns: &[&str], entities: &[&str], rows: Vec<Row>) -> Table {
    let kind = |column: &&str| if entities.contains(column) { ColumnKind::Named } else { ColumnKind::Value };
    Table {
        kinds: columns.iter().map(kind).collect(),
        columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        rows,
        ..Table::default()
    }
}

fn named(node: &Node) -> Option<Cell> {
    Some(Cell::Iri { iri: node.iri.clone(), label: node.label.clone(), id: node.id.clone() })
}

fn text(text: &str) -> Option<Cell> {
    (!text.is_empty()).then(|| Cell::Literal { value: text.to_owned(), datatype: None, language: None })
}

fn whole(number: usize) -> Option<Cell> {
    Some(Cell::Literal { value: number.to_string(), datatype: Some(INTEGER.to_owned()), language: None })
}

fn real(number: f64) -> Option<Cell> {
    let value = format!("{}", rounded(number));
    Some(Cell::Literal { value, datatype: Some(DECIMAL.to_owned()), language: None })
}

#[cfg(test)]
mod tests {
    use super::{super::graph::tests::network, *};

    fn shown(table: &Table) -> Vec<String> {
        let cell = |cell: &Option<Cell>| cell.as_ref().map_or("", Cell::id).to_owned();
        table.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect()
    }

    const TIES: [&str; 8] = ["a b 1", "b c 1", "c a 2", "c d 1", "e d 1", "d f 1", "f e 4", "e d 1"];

    #[test]
    fn ways_step_by_step() {
        let network = network(&TIES);
        let table = network.ways_table("b", "d", 5);
        assert_eq!(shown(&table), ["1 | 1 | b | → praised | c | 1 | 1", "1 | 2 | c | → praised | d | 1 | 1"]);
        let table = network.ways_table("d", "b", 5);
        assert_eq!(shown(&table)[0], "1 | 1 | d | ← praised | c | 1 | 1");
        assert!(network.ways_table("b", "nobody", 5).rows.is_empty());
    }

    #[test]
    fn the_middle_comes_first() {
        let network = network(&TIES);
        let measures = network.measures();
        let ids = |by| {
            let rows = shown(&network.central_table(&measures, by, 3));
            rows.iter().map(|row| row[..1].to_owned()).collect::<String>()
        };
        assert_eq!(ids(Central::Degree), "cde");
        assert_eq!(ids(Central::Betweenness), "cde");
        assert_eq!(ids(Central::Reports), "efc");
        assert_eq!(
            shown(&network.central_table(&measures, Central::Degree, 1)),
            ["c |  |  | 3 | 3 | 4 | 0.6 | 0.092811 | 2 | 1"]
        );
    }

    #[test]
    fn groups_members_and_bridges() {
        let network = network(&TIES);
        let found = network.measures().communities;
        assert_eq!(
            shown(&network.groups_table(&found, 9)),
            ["1 | 3 | 3 | 1 |  | C, A, B", "2 | 3 | 4 | 1 |  | D, E, F"]
        );
        assert_eq!(shown(&network.members_table(&found, 4))[2..], ["1 | c |  |  | 2 | 1", "2 | d |  |  | 2 | 1"]);
        assert_eq!(network.groups_table(&found, 1).notes, ["6 entities in 2 communities, modularity 0.367"]);
        assert_eq!(shown(&network.bridges_table(9)), ["c | → praised | d | 1 | 1 | 3 | 3"]);
    }
}
