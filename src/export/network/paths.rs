//! Shortest ways between two entities one by one, and the ties that alone hold two parts together.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::{algo::bridges, graph::UnGraph, visit::EdgeRef as _};

use super::{graph::Network, neighbours::Neighbours};
use crate::graph::Edge;

/// A step of a way: from one entity to the next, with the events between them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Step<'n> {
    /// Place of the one.
    pub from: usize,
    /// Place of the next.
    pub to: usize,
    /// What ties them, in either direction.
    pub events: Vec<&'n Edge>,
}

/// A tie without which two parts would not hang together.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bridge {
    /// Place of the end on the smaller side.
    pub near: usize,
    /// Place of the other end.
    pub far: usize,
    /// The number of entities on the smaller side.
    pub cut_off: usize,
    /// The number of entities on the other side.
    pub rest: usize,
}

impl Network {
    /// The shortest ways between two entities, at most so many, in the order of the places that they lead over; empty where
    /// there is none. The second value says whether there are more.
    #[must_use]
    pub fn ways(&self, from: &str, to: &str, most: usize) -> (Vec<Vec<usize>>, bool) {
        let layers: Vec<Vec<usize>> = self
            .between(from, to)
            .into_iter()
            .map(|layer| layer.into_iter().filter_map(|id| self.place(id)).collect())
            .collect();
        let neighbours = self.neighbours();
        let Some(mut way) = layers.first().cloned() else { return (Vec::new(), false) };
        let mut found = Vec::new();
        // For each step of the way, the place within its layer from which on others are tried.
        let mut next = vec![0];
        while let Some(at) = next.last_mut() {
            let Some(layer) = layers.get(way.len()) else {
                if found.len() == most {
                    return (found, true);
                }
                found.push(way.clone());
                way.pop();
                next.pop();
                continue;
            };
            let last = way.last().copied().unwrap_or_default();
            let tied = |node: &usize| neighbours.of(last).iter().any(|(other, _)| other == node);
            match layer.iter().skip(*at).position(tied) {
                Some(steps) => {
                    *at += steps + 1;
                    way.push(layer[*at - 1]);
                    next.push(0);
                }
                None => {
                    way.pop();
                    next.pop();
                }
            }
        }
        (found, false)
    }

    /// The steps of ways with the events that make them.
    #[must_use]
    pub fn steps_of(&self, ways: &[Vec<usize>]) -> Vec<Vec<Step<'_>>> {
        let wanted: BTreeSet<(usize, usize)> = ways.iter().flat_map(|way| way.windows(2)).map(pair).collect();
        let mut events: BTreeMap<(usize, usize), Vec<&Edge>> = BTreeMap::new();
        for edge in self.edges() {
            let ends = pair(&[edge.from, edge.to]);
            if wanted.contains(&ends) {
                events.entry(ends).or_default().push(edge);
            }
        }
        let step = |ends: &[usize]| Step {
            from: ends[0],
            to: ends[1],
            events: events.get(&pair(ends)).cloned().unwrap_or_default(),
        };
        ways.iter().map(|way| way.windows(2).map(step).collect()).collect()
    }

    /// The pairs that are tied and without whose tie two parts would not hang together, those first that part most.
    #[must_use]
    pub fn bridges(&self) -> Vec<Bridge> {
        let neighbours = self.neighbours();
        let mut simple = UnGraph::<(), (), usize>::with_capacity(neighbours.len(), neighbours.pairs());
        for _ in 0..neighbours.len() {
            simple.add_node(());
        }
        for node in 0..neighbours.len() {
            for (other, _) in neighbours.of(node).iter().filter(|(other, _)| node < *other) {
                simple.add_edge(node.into(), (*other).into(), ());
            }
        }
        let forest = Forest::of(&neighbours);
        let mut found: Vec<Bridge> =
            bridges(&simple).map(|edge| forest.bridge(edge.source().index(), edge.target().index())).collect();
        found.sort_by_key(|bridge| (std::cmp::Reverse(bridge.cut_off), bridge.near, bridge.far));
        found
    }
}

/// Two places, the smaller first.
fn pair(ends: &[usize]) -> (usize, usize) {
    (ends[0].min(ends[1]), ends[0].max(ends[1]))
}

/// A tree over all nodes of each component; each bridge is a branch of it.
struct Forest {
    /// The node below each, itself for a root.
    below: Vec<usize>,
    root: Vec<usize>,
    /// The nodes above each, itself among them.
    size: Vec<usize>,
}

impl Forest {
    fn of(graph: &Neighbours) -> Self {
        let nodes = graph.len();
        let (mut below, mut root, mut order) = (vec![usize::MAX; nodes], vec![0; nodes], Vec::with_capacity(nodes));
        for start in 0..nodes {
            if below[start] != usize::MAX {
                continue;
            }
            (below[start], root[start]) = (start, start);
            let mut next = order.len();
            order.push(start);
            while next < order.len() {
                let node = order[next];
                next += 1;
                for (other, _) in graph.of(node) {
                    if below[*other] == usize::MAX {
                        (below[*other], root[*other]) = (node, start);
                        order.push(*other);
                    }
                }
            }
        }
        let mut size = vec![1; nodes];
        for node in order.into_iter().rev().filter(|node| below[*node] != *node) {
            size[below[node]] += size[node];
        }
        Self { below, root, size }
    }

    fn bridge(&self, one: usize, other: usize) -> Bridge {
        let (above, below) = if self.below[one] == other { (one, other) } else { (other, one) };
        let (cut_off, rest) = (self.size[above], self.size[self.root[above]] - self.size[above]);
        if (cut_off, above) <= (rest, below) {
            Bridge { near: above, far: below, cut_off, rest }
        } else {
            Bridge { near: below, far: above, cut_off: rest, rest: cut_off }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::graph::tests::network;

    #[test]
    fn ways_are_told_one_by_one() {
        let network = network(&["a b 1", "c b 1", "a d 1", "d c 1", "b d 1", "c e 1", "x y 1"]);
        let ids = |ways: Vec<Vec<usize>>| -> Vec<String> {
            ways.iter().map(|way| way.iter().map(|place| network.node(*place).id.as_str()).collect()).collect()
        };
        let (ways, more) = network.ways("a", "e", 10);
        assert_eq!((ids(ways.clone()), more), (vec!["abce".to_owned(), "adce".to_owned()], false));
        let (first, more) = network.ways("a", "e", 1);
        assert_eq!((ids(first), more), (vec!["abce".to_owned()], true));
        assert_eq!(network.ways("a", "x", 10), (Vec::new(), false));
        assert_eq!(ids(network.ways("a", "a", 10).0), ["a"]);
        let steps = &network.steps_of(&ways)[0];
        assert_eq!(steps.len(), 3);
        assert_eq!((steps[1].events[0].from, steps[1].events[0].to), (steps[1].to, steps[1].from));
    }

    #[test]
    fn bridges_with_what_they_part() {
        let network = network(&["a b 1", "b c 1", "c a 1", "c d 1", "d c 1", "d e 1", "e f 1", "f d 1", "f g 1"]);
        let shown: Vec<String> = network
            .bridges()
            .iter()
            .map(|bridge| {
                let id = |place| network.node(place).id.as_str();
                format!("{}-{} {}:{}", id(bridge.near), id(bridge.far), bridge.cut_off, bridge.rest)
            })
            .collect();
        assert_eq!(shown, ["c-d 3:4", "g-f 1:6"]);
    }
}
