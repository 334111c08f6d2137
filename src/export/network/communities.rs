//! Communities: who has more ties among each other than chance would give them, by Leiden (Traag, Waltman and van Eck 2019).
//!
//! Leiden, other than Louvain, never leaves a community that does not hang together. It is written here: of the crates that
//! have it, leiden-rs brings 15,000 lines and the crate rand for this one function, and graphrs has Louvain with rayon and
//! two versions of rand. The order in which nodes are looked at comes from a seed, so that the same network and seed give the
//! same communities. Where the paper draws lots among good mergers, the best one is taken.

use std::collections::VecDeque;

use super::neighbours::Neighbours;

/// Communities of the nodes of a network.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Communities {
    /// The number of the community of each node, from 1, the largest first, and among those of a size by their first node.
    pub of: Vec<usize>,
    /// How much more ties stay within a community than chance would give it (Newman and Girvan's modularity), at most 1.
    pub modularity: f64,
}

impl Communities {
    /// The places of the members of each community, the largest first.
    #[must_use]
    pub fn members(&self) -> Vec<Vec<usize>> {
        let mut members = vec![Vec::new(); self.of.iter().max().copied().unwrap_or_default()];
        for (node, community) in self.of.iter().enumerate() {
            members[community - 1].push(node);
        }
        members
    }
}

/// Rounds from a result on; later ones hardly change it.
const MOST_ROUNDS: usize = 10;

/// A gain that is none but for rounding.
const NO_GAIN: f64 = 1e-12;

/// The communities of a network. A higher `resolution` than 1 gives more and smaller ones.
#[must_use]
pub fn communities(graph: &Neighbours, resolution: f64, seed: u64) -> Communities {
    let level = Level::of(graph);
    let mut best: Vec<usize> = (0..graph.len()).collect();
    let mut quality = level.modularity(&best, resolution);
    let mut dice = Dice(seed);
    for _ in 0..MOST_ROUNDS {
        let found = round(&level, &best, resolution, &mut dice);
        let value = level.modularity(&found, resolution);
        if value <= quality + NO_GAIN {
            break;
        }
        (best, quality) = (found, value);
    }
    Communities { of: by_size(&best), modularity: level.modularity(&best, 1.0) }
}

/// Numbers communities from 1, the largest first.
fn by_size(of: &[usize]) -> Vec<usize> {
    let mut sizes: Vec<(usize, usize)> = vec![(0, usize::MAX); of.iter().max().map_or(0, |most| most + 1)];
    for (node, community) in of.iter().enumerate() {
        let (size, first) = &mut sizes[*community];
        *size += 1;
        *first = (*first).min(node);
    }
    let mut order: Vec<usize> = (0..sizes.len()).filter(|community| sizes[*community].0 > 0).collect();
    order.sort_by_key(|community| (std::cmp::Reverse(sizes[*community].0), sizes[*community].1));
    let mut number = vec![0; sizes.len()];
    for (index, community) in order.into_iter().enumerate() {
        number[community] = index + 1;
    }
    of.iter().map(|community| number[*community]).collect()
}

/// Moves, refines and merges until nothing is left to merge; gives the community of each node of the first level.
fn round(first: &Level, known: &[usize], resolution: f64, dice: &mut Dice) -> Vec<usize> {
    let mut level = first.clone();
    let mut of = known.to_vec();
    // The node of the present level that each node of the first is part of.
    let mut part: Vec<usize> = (0..first.len()).collect();
    loop {
        move_nodes(&level, &mut of, resolution, dice);
        let refined = refine(&level, &of, resolution, dice);
        let count = refined.iter().max().map_or(0, |most| most + 1);
        if count == level.len() {
            return part.into_iter().map(|node| of[node]).collect();
        }
        let mut above = vec![0; count];
        for (node, merged) in refined.iter().enumerate() {
            above[*merged] = of[node];
        }
        level = level.merged(&refined, count);
        part.iter_mut().for_each(|node| *node = refined[*node]);
        of = renumbered(&above);
    }
}

/// The same communities, numbered in the order in which they appear.
fn renumbered(of: &[usize]) -> Vec<usize> {
    let mut numbers = vec![usize::MAX; of.iter().max().map_or(0, |most| most + 1)];
    let mut next = 0;
    of.iter()
        .map(|community| {
            if numbers[*community] == usize::MAX {
                numbers[*community] = next;
                next += 1;
            }
            numbers[*community]
        })
        .collect()
}

/// A network whose nodes may be many of the one below it.
#[derive(Clone)]
struct Level {
    graph: Neighbours,
    /// Ties of each node, twice those within it.
    strength: Vec<f64>,
    /// All strengths.
    total: f64,
}

impl Level {
    fn of(graph: &Neighbours) -> Self {
        let strength: Vec<f64> =
            (0..graph.len()).map(|node| graph.of(node).iter().map(|(_, weight)| weight).sum()).collect();
        Self { graph: graph.clone(), total: strength.iter().sum(), strength }
    }

    fn len(&self) -> usize {
        self.graph.len()
    }

    /// What a strength expects of another by chance.
    fn expected(&self, one: f64, other: f64, resolution: f64) -> f64 {
        if self.total > 0.0 { resolution * one * other / self.total } else { 0.0 }
    }

    /// Each refined community as one node.
    fn merged(&self, refined: &[usize], count: usize) -> Self {
        let mut strength = vec![0.0; count];
        for (node, community) in refined.iter().enumerate() {
            strength[*community] += self.strength[node];
        }
        let ties = (0..self.len()).flat_map(|node| {
            let later = self.graph.of(node).iter().filter(move |(other, _)| *other > node);
            later.map(move |(other, weight)| (refined[node], refined[*other], *weight))
        });
        Self { graph: Neighbours::weighted(count, ties), strength, total: self.total }
    }

    fn modularity(&self, of: &[usize], resolution: f64) -> f64 {
        if self.total <= 0.0 {
            return 0.0;
        }
        let mut sums = vec![0.0; of.iter().max().map_or(0, |most| most + 1)];
        let mut within = 0.0;
        for (node, community) in of.iter().enumerate() {
            sums[*community] += self.strength[node];
            let own = self.graph.of(node).iter().filter(|(other, _)| of[*other] == *community);
            within += own.map(|(_, weight)| weight).sum::<f64>();
        }
        let chance: f64 = sums.iter().map(|sum: &f64| sum * sum).sum::<f64>() / self.total;
        (within - resolution * chance) / self.total
    }
}

/// Ties of a node to the communities around it, in the order in which they are met.
struct Around {
    ties: Vec<f64>,
    met: Vec<usize>,
}

impl Around {
    fn new(communities: usize) -> Self {
        Self { ties: vec![0.0; communities], met: Vec::new() }
    }

    fn look(&mut self, level: &Level, node: usize, of: &[usize], counts: impl Fn(usize) -> bool) {
        for community in self.met.drain(..) {
            self.ties[community] = 0.0;
        }
        for (other, weight) in level.graph.of(node).iter().filter(|(other, _)| counts(*other)) {
            if self.ties[of[*other]] == 0.0 {
                self.met.push(of[*other]);
            }
            self.ties[of[*other]] += weight;
        }
    }
}

/// Moves single nodes to the community where they gain most, until none gains; who loses a neighbour is looked at again.
fn move_nodes(level: &Level, of: &mut [usize], resolution: f64, dice: &mut Dice) {
    let mut sums = vec![0.0; level.len()];
    let mut sizes = vec![0_usize; level.len()];
    for (node, community) in of.iter().enumerate() {
        sums[*community] += level.strength[node];
        sizes[*community] += 1;
    }
    let mut empty: Vec<usize> = (0..level.len()).rev().filter(|community| sizes[*community] == 0).collect();
    let mut queue: VecDeque<usize> = dice.shuffled(level.len()).into();
    let mut waits = vec![true; level.len()];
    let mut around = Around::new(level.len());
    while let Some(node) = queue.pop_front() {
        waits[node] = false;
        let (own, strength) = (of[node], level.strength[node]);
        sums[own] -= strength;
        sizes[own] -= 1;
        around.look(level, node, of, |_| true);
        let gain = |community: usize| around.ties[community] - level.expected(strength, sums[community], resolution);
        let mut best = (own, gain(own));
        // Alone it gains nothing.
        if let Some(free) = empty.last().filter(|_| sizes[own] > 0 && best.1 < -NO_GAIN) {
            best = (*free, 0.0);
        }
        for community in &around.met {
            let value = gain(*community);
            if value > best.1 + NO_GAIN {
                best = (*community, value);
            }
        }
        let chosen = best.0;
        sums[chosen] += strength;
        sizes[chosen] += 1;
        if chosen == own {
            continue;
        }
        of[node] = chosen;
        if empty.last() == Some(&chosen) {
            empty.pop();
        }
        if sizes[own] == 0 {
            empty.push(own);
        }
        for (other, _) in level.graph.of(node) {
            if of[*other] != chosen && !waits[*other] {
                waits[*other] = true;
                queue.push_back(*other);
            }
        }
    }
}

/// Splits each community into parts that hang together well: single nodes are merged, within their community, into the part
/// where they gain most, as long as both are tied to the rest of the community as chance demands.
fn refine(level: &Level, of: &[usize], resolution: f64, dice: &mut Dice) -> Vec<usize> {
    let count = level.len();
    let mut whole = vec![0.0; count];
    for (node, community) in of.iter().enumerate() {
        whole[*community] += level.strength[node];
    }
    let inside = |node: usize| -> f64 {
        let own = level.graph.of(node).iter().filter(|(other, _)| of[*other] == of[node]);
        own.map(|(_, weight)| weight).sum()
    };
    let mut part: Vec<usize> = (0..count).collect();
    let mut sums = level.strength.clone();
    let mut sizes = vec![1_usize; count];
    // Ties of each part to the rest of its community.
    let mut cut: Vec<f64> = (0..count).map(inside).collect();
    let mut around = Around::new(count);
    for node in dice.shuffled(count) {
        let (community, strength) = (of[node], level.strength[node]);
        let tied = |sum: f64, ties: f64| ties + NO_GAIN >= level.expected(sum, whole[community] - sum, resolution);
        if sizes[part[node]] > 1 || !tied(strength, cut[part[node]]) {
            continue;
        }
        around.look(level, node, &part, |other| of[other] == community);
        let mut best = (part[node], 0.0);
        for other in around.met.iter().copied().filter(|other| tied(sums[*other], cut[*other])) {
            let gain = around.ties[other] - level.expected(strength, sums[other], resolution);
            if gain > best.1 + NO_GAIN {
                best = (other, gain);
            }
        }
        let (own, chosen) = (part[node], best.0);
        if chosen != own {
            cut[chosen] += cut[own] - 2.0 * around.ties[chosen];
            sums[chosen] += strength;
            sizes[chosen] += 1;
            sizes[own] = 0;
            part[node] = chosen;
        }
    }
    renumbered(&part)
}

/// A fixed sequence of numbers (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but not, 1.
    pub(crate) fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// The numbers below one, in an order by chance (Fisher and Yates).
    fn shuffled(&mut self, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..count).collect();
        for last in (1..count).rev() {
            all.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Cliques of a size in a ring, tied to the next by one tie.
    fn cliques(count: usize, size: usize) -> Neighbours {
        let mut ties = Vec::new();
        for clique in 0..count {
            let first = clique * size;
            ties.push((first, (first + size) % (count * size)));
            for one in first..first + size {
                ties.extend((one + 1..first + size).map(|other| (one, other)));
            }
        }
        Neighbours::new(count * size, ties.into_iter())
    }

    #[test]
    fn cliques_are_communities() {
        let found = communities(&cliques(6, 5), 1.0, 1);
        let expected: Vec<usize> = (0..30).map(|node| node / 5 + 1).collect();
        assert_eq!(found.of, expected);
        assert!((found.modularity - 0.742_424).abs() < 1e-6, "{}", found.modularity);
        assert_eq!(found.members().iter().map(Vec::len).collect::<Vec<_>>(), [5; 6]);
    }

    /// Zachary's club (1977), whose best modularity is 0.4198.
    #[test]
    fn the_karate_club_is_parted_as_well_as_is_possible() {
        const TIES: &str = "0-1 0-2 0-3 0-4 0-5 0-6 0-7 0-8 0-10 0-11 0-12 0-13 0-17 0-19 0-21 0-31 1-2 1-3 1-7 1-13 1-17 \
            1-19 1-21 1-30 2-3 2-7 2-8 2-9 2-13 2-27 2-28 2-32 3-7 3-12 3-13 4-6 4-10 5-6 5-10 5-16 6-16 8-30 8-32 8-33 \
            9-33 13-33 14-32 14-33 15-32 15-33 18-32 18-33 19-33 20-32 20-33 22-32 22-33 23-25 23-27 23-29 23-32 23-33 \
            24-25 24-27 24-31 25-31 26-29 26-33 27-33 28-31 28-33 29-32 29-33 30-32 30-33 31-32 31-33 32-33";
        let ends = |tie: &str| {
            let (one, other) = tie.split_once('-').expect("two ends");
            (one.parse().expect("a number"), other.parse().expect("a number"))
        };
        let graph = Neighbours::new(34, TIES.split_whitespace().map(ends));
        assert_eq!(graph.pairs(), 78);
        for seed in 1..20 {
            let found = communities(&graph, 1.0, seed);
            assert!(found.modularity > 0.415, "seed {seed}: {}", found.modularity);
            assert_eq!(communities(&graph, 1.0, seed), found, "the same seed gives the same communities");
        }
    }

    #[test]
    fn who_has_no_ties_is_alone() {
        let found = communities(&Neighbours::new(3, std::iter::empty()), 1.0, 1);
        assert_eq!((found.of, found.modularity), (vec![1, 2, 3], 0.0));
        assert!(communities(&Neighbours::new(0, std::iter::empty()), 1.0, 1).of.is_empty());
    }

    proptest! {
        #[test]
        fn each_community_hangs_together(ties in prop::collection::vec((0_usize..40, 0_usize..40), 0..120), seed: u64) {
            let graph = Neighbours::new(40, ties.into_iter());
            let found = communities(&graph, 1.0, seed);
            for members in found.members() {
                let (mut seen, mut next) = (vec![members[0]], 0);
                while next < seen.len() {
                    let near = graph.of(seen[next]).iter().map(|(other, _)| *other);
                    let fresh: Vec<usize> = near.filter(|other| members.contains(other) && !seen.contains(other)).collect();
                    seen.extend(fresh);
                    next += 1;
                }
                prop_assert_eq!(seen.len(), members.len());
            }
        }
    }
}
