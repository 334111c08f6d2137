//! What is computed of each entity of a network, once for all formats.

use super::{
    central::{betweenness, cores, page_rank},
    communities::{Communities, communities},
    graph::Network,
};

/// Measures of the entities, by place.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Measures {
    /// How many others each is tied to.
    pub degree: Vec<usize>,
    /// How many events each takes part in.
    pub events: Vec<usize>,
    /// The reports of these events.
    pub reports: Vec<usize>,
    /// The share of the shortest ways between two others that lead over it, from 0 to 1.
    pub betweenness: Vec<f64>,
    /// Whether betweenness is an estimate from [`PIVOTS`] entities.
    pub estimated: bool,
    /// PageRank; all of them sum up to 1.
    pub page_rank: Vec<f64>,
    /// Core number.
    pub core: Vec<usize>,
    /// The communities.
    pub communities: Communities,
}

/// From how many entities betweenness is estimated in a large network.
pub const PIVOTS: usize = 1000;

/// Entities times ties up to which betweenness is exact: some seconds on one core.
const EXACT: usize = 1_000_000_000;

/// The seed of the communities where nobody asks for another.
pub(crate) const SEED: u64 = 1;

impl Network {
    /// Measures all entities.
    #[must_use]
    pub fn measures(&self) -> Measures {
        let neighbours = self.neighbours();
        let nodes = self.len();
        let (mut events, mut reports) = (vec![0; nodes], vec![0; nodes]);
        let mut ways = Vec::new();
        for edge in self.edges() {
            for end in [edge.from, edge.to] {
                events[end] += 1;
                reports[end] += edge.reports;
            }
            ways.push((edge.from, edge.to, 1.0));
            if edge.symmetric {
                ways.push((edge.to, edge.from, 1.0));
            }
        }
        let estimated = nodes > PIVOTS && nodes.saturating_mul(neighbours.pairs()) > EXACT;
        Measures {
            degree: (0..nodes).map(|node| neighbours.of(node).len()).collect(),
            events,
            reports,
            betweenness: betweenness(&neighbours, if estimated { PIVOTS } else { nodes }),
            estimated,
            page_rank: page_rank(nodes, &ways),
            core: cores(&neighbours),
            communities: communities(&neighbours, 1.0, SEED),
        }
    }
}
