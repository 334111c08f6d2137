//! Who stands in the middle: betweenness, PageRank and core numbers.
//!
//! They are written here since rustworkx-core, which has them, brings rayon, ndarray and some fifty crates along, and
//! petgraph's PageRank takes the square of the number of nodes for each round. Tests compare them with known graphs, and
//! `.ci/run` with networkx.

use std::collections::VecDeque;

use super::neighbours::Neighbours;

/// Betweenness by Brandes (2001): the share of the shortest ways between two others that lead over a node, summed over all
/// others and divided by the number of these pairs; ties have no length. With `pivots` less than the number of nodes it is
/// estimated from so many of them, evenly spread (Brandes and Pich 2007).
pub(super) fn betweenness(graph: &Neighbours, pivots: usize) -> Vec<f64> {
    let nodes = graph.len();
    let mut sums = vec![0.0; nodes];
    let pivots = pivots.clamp(1, nodes.max(1));
    let mut search = Search::new(nodes);
    for pivot in 0..pivots.min(nodes) {
        search.from(graph, pivot * nodes / pivots);
        search.add_to(graph, &mut sums);
    }
    let pairs = nodes.saturating_sub(1) as f64 * nodes.saturating_sub(2) as f64;
    let scale = if pairs > 0.0 { nodes as f64 / pivots as f64 / pairs } else { 0.0 };
    sums.into_iter().map(|sum| sum * scale).collect()
}

/// A breadth-first search from one node.
struct Search {
    /// Steps to each node.
    steps: Vec<usize>,
    /// The number of shortest ways to each node.
    ways: Vec<f64>,
    /// What the ways beyond each node add.
    beyond: Vec<f64>,
    /// The nodes that are reached, nearest first.
    order: Vec<usize>,
    queue: VecDeque<usize>,
}

/// Steps to a node that is not reached.
const FAR: usize = usize::MAX;

impl Search {
    fn new(nodes: usize) -> Self {
        Self {
            steps: vec![FAR; nodes],
            ways: vec![0.0; nodes],
            beyond: vec![0.0; nodes],
            order: Vec::with_capacity(nodes),
            queue: VecDeque::new(),
        }
    }

    fn from(&mut self, graph: &Neighbours, start: usize) {
        for node in self.order.drain(..) {
            (self.steps[node], self.ways[node], self.beyond[node]) = (FAR, 0.0, 0.0);
        }
        (self.steps[start], self.ways[start]) = (0, 1.0);
        self.queue.push_back(start);
        while let Some(node) = self.queue.pop_front() {
            self.order.push(node);
            for (other, _) in graph.of(node) {
                if self.steps[*other] == FAR {
                    self.steps[*other] = self.steps[node] + 1;
                    self.queue.push_back(*other);
                }
                if self.steps[*other] == self.steps[node] + 1 {
                    self.ways[*other] += self.ways[node];
                }
            }
        }
    }

    /// Adds what the nodes are worth as steps from the start, farthest first.
    fn add_to(&mut self, graph: &Neighbours, sums: &mut [f64]) {
        for node in self.order.iter().rev().copied() {
            for (before, _) in graph.of(node) {
                if self.steps[*before] + 1 == self.steps[node] {
                    self.beyond[*before] += self.ways[*before] / self.ways[node] * (1.0 + self.beyond[node]);
                }
            }
            if self.steps[node] > 0 {
                sums[node] += self.beyond[node];
            }
        }
    }
}

/// PageRank (Brin and Page 1998) over directed ties with weights: where somebody arrives who follows the ties, and with a
/// chance of 15 % begins anew anywhere. The ranks sum up to one.
pub(super) fn page_rank(nodes: usize, ties: &[(usize, usize, f64)]) -> Vec<f64> {
    let mut out = vec![0.0; nodes];
    for (from, _, weight) in ties {
        out[*from] += weight;
    }
    let even = 1.0 / nodes.max(1) as f64;
    let mut ranks = vec![even; nodes];
    for _ in 0..MOST_ROUNDS {
        let idle: f64 = ranks.iter().zip(&out).filter(|(_, out)| **out == 0.0).map(|(rank, _)| rank).sum();
        let mut next = vec![(1.0 - DAMPING) * even + DAMPING * idle * even; nodes];
        for (from, to, weight) in ties {
            next[*to] += DAMPING * ranks[*from] * weight / out[*from];
        }
        let change: f64 = next.iter().zip(&ranks).map(|(one, other)| (one - other).abs()).sum();
        ranks = next;
        if change < STILL {
            break;
        }
    }
    ranks
}

/// The chance that a tie is followed.
const DAMPING: f64 = 0.85;
/// A change of all ranks together that is none.
const STILL: f64 = 1e-10;
const MOST_ROUNDS: usize = 200;

/// Core numbers by Batagelj and Zaversnik (2003): the largest number such that a node has so many neighbours among those
/// that have that number, too.
pub(super) fn cores(graph: &Neighbours) -> Vec<usize> {
    let mut left: Vec<usize> = (0..graph.len()).map(|node| graph.of(node).len()).collect();
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); left.iter().max().map_or(0, |most| most + 1)];
    for (node, degree) in left.iter().enumerate() {
        rows[*degree].push(node);
    }
    let (mut core, mut done) = (vec![0; graph.len()], vec![false; graph.len()]);
    let mut level = 0;
    while level < rows.len() {
        let Some(node) = rows[level].pop() else {
            level += 1;
            continue;
        };
        // A node stands in a row for each neighbour that it lost; the lowest row is the one that counts.
        if done[node] || left[node] > level {
            continue;
        }
        (done[node], core[node]) = (true, level);
        for (other, _) in graph.of(node) {
            if !done[*other] && left[*other] > level {
                left[*other] -= 1;
                rows[left[*other]].push(*other);
            }
        }
    }
    core
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: usize, ties: &[(usize, usize)]) -> Neighbours {
        Neighbours::new(nodes, ties.iter().copied())
    }

    /// A star of four rays, and a ring of five with one tie across; betweenness as networkx 3.2 gives it.
    #[test]
    fn betweenness_of_known_graphs() {
        let star = graph(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
        assert_eq!(betweenness(&star, 5), [1.0, 0.0, 0.0, 0.0, 0.0]);
        let ring = graph(5, &[(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (0, 2)]);
        let found: Vec<f64> = betweenness(&ring, 5).iter().map(|value| (value * 1e6).round() / 1e6).collect();
        assert_eq!(found, [0.25, 0.0, 0.25, 0.083_333, 0.083_333]);
        assert!(betweenness(&graph(0, &[]), 5).is_empty());
        assert_eq!(betweenness(&graph(2, &[(0, 1)]), 2), [0.0, 0.0]);
    }

    #[test]
    fn an_estimate_from_all_nodes_is_no_estimate() {
        let ties: Vec<(usize, usize)> = (0..40).map(|node| (node, (node * 7 + 3) % 40)).collect();
        let graph = graph(40, &ties);
        assert_eq!(betweenness(&graph, 40), betweenness(&graph, 1000));
    }

    #[test]
    fn ranks_sum_up_and_follow_the_ties() {
        let ranks = page_rank(4, &[(0, 1, 1.0), (2, 1, 1.0), (1, 3, 2.0)]);
        assert!((ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert!(ranks[3] > ranks[1] && ranks[1] > ranks[0] && ranks[0] == ranks[2], "{ranks:?}");
        let heavy = page_rank(3, &[(0, 1, 3.0), (0, 2, 1.0)]);
        assert!(heavy[1] > heavy[2]);
        assert!(page_rank(0, &[]).is_empty());
    }

    #[test]
    fn cores_of_a_clique_with_a_tail() {
        let ties = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3), (3, 4), (4, 5)];
        assert_eq!(cores(&graph(7, &ties)), [3, 3, 3, 3, 1, 1, 0]);
    }
}
