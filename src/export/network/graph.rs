//! A view as a graph of petgraph's: who hangs together with whom, who has most ties, and the shortest ways between two.
//!
//! Ties are walked both ways, whatever their direction: who is criticised is as near to the critic as the critic to him.
//! Nodes and edges keep the order of the view, so the same view gives the same answers.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::{
    Direction,
    algo::dijkstra,
    graph::{DiGraph, NodeIndex},
    unionfind::UnionFind,
    visit::{EdgeRef as _, UndirectedAdaptor},
};

use super::neighbours::Neighbours;
use crate::graph::{Edge, Node, View};

/// By what entities are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rank {
    /// The number of others that an entity is tied to.
    #[default]
    Degree,
    /// The reports of all its ties.
    Reports,
}

/// The entities of a view with their ties.
#[derive(Clone, Debug)]
pub struct Network {
    graph: DiGraph<Node, Edge>,
}

impl Network {
    /// The network of a view.
    #[must_use]
    pub fn new(view: View) -> Self {
        let mut graph = DiGraph::with_capacity(view.nodes.len(), view.edges.len());
        for node in view.nodes {
            graph.add_node(node);
        }
        for edge in view.edges {
            if edge.from.max(edge.to) < graph.node_count() {
                graph.add_edge(NodeIndex::new(edge.from), NodeIndex::new(edge.to), edge);
            }
        }
        Self { graph }
    }

    /// The view of what the network still holds.
    #[must_use]
    pub fn into_view(self) -> View {
        let (nodes, edges) = self.graph.into_nodes_edges();
        View {
            nodes: nodes.into_iter().map(|node| node.weight).collect(),
            edges: edges.into_iter().map(|edge| edge.weight).collect(),
        }
    }

    /// The number of entities.
    #[must_use]
    pub fn len(&self) -> usize {
        self.graph.node_count()
    }

    /// Whether it holds nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The entities, in their order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.graph.node_weights()
    }

    /// An entity by its place.
    ///
    /// # Panics
    /// Where the network has no such place.
    #[must_use]
    pub fn node(&self, index: usize) -> &Node {
        &self.graph[NodeIndex::new(index)]
    }

    /// The place of an entity.
    #[must_use]
    pub fn place(&self, id: &str) -> Option<usize> {
        self.find(id).map(NodeIndex::index)
    }

    /// The events, in their order; their ends are places of this network.
    pub fn edges(&self) -> impl Iterator<Item = &Edge> {
        self.graph.edge_weights()
    }

    /// Who is tied to whom, whatever the direction.
    #[must_use]
    pub fn neighbours(&self) -> Neighbours {
        Neighbours::new(self.len(), self.edges().map(|edge| (edge.from, edge.to)))
    }

    fn find(&self, id: &str) -> Option<NodeIndex> {
        self.graph.node_indices().find(|node| self.graph[*node].id == id)
    }

    /// The ids of all that hang together, the largest component first, each in the order of the view.
    #[must_use]
    pub fn components(&self) -> Vec<Vec<&str>> {
        let mut together = UnionFind::new(self.graph.node_count());
        for edge in self.graph.edge_references() {
            together.union(edge.source().index(), edge.target().index());
        }
        let mut components: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for node in self.graph.node_indices() {
            components.entry(together.find(node.index())).or_default().push(&self.graph[node].id);
        }
        let mut components: Vec<Vec<&str>> = components.into_values().collect();
        components.sort_by(|one, other| (other.len(), &one[0]).cmp(&(one.len(), &other[0])));
        components
    }

    /// How many others an entity is tied to; `None` where the network does not hold it.
    #[must_use]
    pub fn degree(&self, id: &str) -> Option<usize> {
        self.find(id).map(|node| self.degree_of(node))
    }

    fn degree_of(&self, node: NodeIndex) -> usize {
        let others: BTreeSet<NodeIndex> =
            self.graph.neighbors_undirected(node).filter(|other| *other != node).collect();
        others.len()
    }

    /// The reports of all ties of an entity; `None` where the network does not hold it.
    #[must_use]
    pub fn reports(&self, id: &str) -> Option<usize> {
        self.find(id).map(|node| self.reports_of(node))
    }

    fn reports_of(&self, node: NodeIndex) -> usize {
        let all = [Direction::Outgoing, Direction::Incoming].map(|way| self.graph.edges_directed(node, way));
        all.into_iter().flatten().map(|edge| edge.weight().reports).sum()
    }

    /// Steps from an entity to all that it hangs together with.
    fn steps(&self, from: NodeIndex) -> BTreeMap<NodeIndex, usize> {
        dijkstra(UndirectedAdaptor(&self.graph), from, None, |_| 1_usize).into_iter().collect()
    }

    /// The ids on the shortest ways between two entities, step by step: the first alone, then those one step on, and so
    /// on to the last. Empty where there is no way.
    #[must_use]
    pub fn between(&self, from: &str, to: &str) -> Vec<Vec<&str>> {
        let (Some(from), Some(to)) = (self.find(from), self.find(to)) else { return Vec::new() };
        let (ahead, back) = (self.steps(from), self.steps(to));
        let Some(length) = ahead.get(&to) else { return Vec::new() };
        let mut steps = vec![Vec::new(); length + 1];
        for (node, done) in &ahead {
            if back.get(node).is_some_and(|left| done + left == *length) {
                steps[*done].push(self.graph[*node].id.as_str());
            }
        }
        steps
    }

    /// Keeps what hangs together with an entity; `false`, and nothing changes, where the network does not hold it.
    pub fn keep_component(&mut self, id: &str) -> bool {
        let Some(node) = self.find(id) else { return false };
        let kept = self.steps(node);
        self.keep(|node| kept.contains_key(&node));
        true
    }

    /// Keeps the shortest ways between two entities; `false`, and nothing changes, where there is none.
    pub fn keep_between(&mut self, from: &str, to: &str) -> bool {
        let steps: Vec<BTreeSet<String>> =
            self.between(from, to).into_iter().map(|step| step.into_iter().map(str::to_owned).collect()).collect();
        if steps.is_empty() {
            return false;
        }
        let place: BTreeMap<&str, usize> =
            steps.iter().enumerate().flat_map(|(step, ids)| ids.iter().map(move |id| (id.as_str(), step))).collect();
        self.graph = self.graph.filter_map(
            |_, node| place.contains_key(node.id.as_str()).then(|| node.clone()),
            |index, edge| {
                let (one, other) = self.graph.edge_endpoints(index)?;
                let step = |node: NodeIndex| place.get(self.graph[node].id.as_str());
                // A tie between two that are equally far is on no shortest way.
                (step(one)?.abs_diff(*step(other)?) == 1).then(|| edge.clone())
            },
        );
        self.renumber();
        true
    }

    /// Keeps so many entities, those that rank first, with the ties among them.
    pub fn keep_top(&mut self, count: usize, by: Rank) {
        let mut ranked: Vec<(usize, usize, NodeIndex)> = self
            .graph
            .node_indices()
            .map(|node| {
                let (degree, reports) = (self.degree_of(node), self.reports_of(node));
                match by {
                    Rank::Degree => (degree, reports, node),
                    Rank::Reports => (reports, degree, node),
                }
            })
            .collect();
        ranked.sort_by(|one, other| (other.0, other.1, one.2).cmp(&(one.0, one.1, other.2)));
        let kept: BTreeSet<NodeIndex> = ranked.into_iter().take(count).map(|(_, _, node)| node).collect();
        self.keep(|node| kept.contains(&node));
    }

    fn keep(&mut self, kept: impl Fn(NodeIndex) -> bool) {
        self.graph =
            self.graph.filter_map(|index, node| kept(index).then(|| node.clone()), |_, edge| Some(edge.clone()));
        self.renumber();
    }

    /// Lets the events name the places of their ends as they are now.
    fn renumber(&mut self) {
        for index in self.graph.edge_indices() {
            let Some((from, to)) = self.graph.edge_endpoints(index) else { continue };
            let edge = &mut self.graph[index];
            (edge.from, edge.to) = (from.index(), to.index());
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A network of ties, each `from to reports`.
    pub(in crate::export::network) fn network(ties: &[&str]) -> Network {
        let words: Vec<Vec<&str>> = ties.iter().map(|tie| tie.split(' ').collect()).collect();
        let ids: BTreeSet<&str> = words.iter().flat_map(|tie| [tie[0], tie[1]]).collect();
        let ids: Vec<&str> = ids.into_iter().collect();
        let node = |id: &&str| Node { id: (*id).to_owned(), label: id.to_uppercase(), ..Node::default() };
        let place = |id: &str| ids.iter().position(|other| *other == id).expect("an end");
        let edge = |tie: &Vec<&str>| Edge {
            from: place(tie[0]),
            to: place(tie[1]),
            relation: "praised".to_owned(),
            label: "praised".to_owned(),
            reports: tie[2].parse().expect("a number"),
            ..Edge::default()
        };
        Network::new(View { nodes: ids.iter().map(node).collect(), edges: words.iter().map(edge).collect() })
    }

    fn shown(network: Network) -> String {
        let view = network.into_view();
        let id = |index: usize| view.nodes[index].id.as_str();
        let ties: Vec<String> =
            view.edges.iter().map(|edge| format!("{}{}{}", id(edge.from), id(edge.to), edge.reports)).collect();
        let ids: Vec<&str> = view.nodes.iter().map(|node| node.id.as_str()).collect();
        format!("{}: {}", ids.concat(), ties.join(" "))
    }

    const TIES: [&str; 7] = ["a b 1", "b a 1", "b c 9", "d c 1", "d e 1", "c e 1", "x y 7"];

    #[test]
    fn degrees_reports_and_components() {
        let network = network(&TIES);
        let of = |id: &str| (network.degree(id), network.reports(id));
        assert_eq!(of("c"), (Some(3), Some(11)));
        assert_eq!(of("a"), (Some(1), Some(2)), "two ties to one other");
        assert_eq!(of("nobody"), (None, None));
        assert_eq!(network.components(), [vec!["a", "b", "c", "d", "e"], vec!["x", "y"]]);
    }

    #[test]
    fn a_component_the_first_ones_and_the_shortest_ways_are_cut_out() {
        let cut = |change: &dyn Fn(&mut Network)| {
            let mut network = network(&TIES);
            change(&mut network);
            shown(network)
        };
        assert_eq!(cut(&|network| assert!(network.keep_component("y"))), "xy: xy7");
        assert_eq!(cut(&|network| assert!(!network.keep_component("nobody"))), shown(network(&TIES)));
        assert_eq!(cut(&|network| network.keep_top(2, Rank::Degree)), "bc: bc9");
        assert_eq!(cut(&|network| network.keep_top(3, Rank::Reports)), "bcx: bc9");
        assert_eq!(cut(&|network| network.keep_top(0, Rank::Degree)), ": ");
        assert_eq!(cut(&|network| assert!(network.keep_between("a", "e"))), "abce: ab1 ba1 bc9 ce1");
        assert_eq!(cut(&|network| assert!(!network.keep_between("a", "x"))), shown(network(&TIES)));
    }

    #[test]
    fn all_shortest_ways_are_found() {
        let network = network(&["a b 1", "c b 1", "a d 1", "d c 1", "b d 1"]);
        assert_eq!(network.between("a", "c"), [vec!["a"], vec!["b", "d"], vec!["c"]]);
        assert_eq!(network.between("a", "a"), [["a"]]);
        let mut network = network;
        assert!(network.keep_between("a", "c"));
        assert_eq!(shown(network), "abcd: ab1 cb1 ad1 dc1", "no tie between the two that are equally far");
    }
}
