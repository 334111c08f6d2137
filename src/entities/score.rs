//! How near clusters of mentions come to a gold standard: MUC, B³ and CEAF-e, and their mean, the CoNLL score.
//!
//! The three see different faults. MUC counts links, and forgives a chain that runs through everything; B³ looks at each
//! mention's cluster; CEAF-e pairs whole clusters one to one. A mention is the same only where it has the same
//! characters. Clusters of one mention are left out on both sides, as the shared tasks of CoNLL do, so that finding
//! noun phrases that nothing refers to earns nothing.

use std::ops::AddAssign;

use rustc_hash::FxHashMap;

use crate::text::Span;

/// Two fractions with their parts, so that those of several articles can be added up.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ratio {
    /// Numerator and denominator of precision.
    pub precision: (f64, f64),
    /// Numerator and denominator of recall.
    pub recall: (f64, f64),
}

impl Ratio {
    /// Precision, recall and F1, each from 0 to 1.
    #[must_use]
    pub fn values(self) -> (f64, f64, f64) {
        let part = |(right, all): (f64, f64)| if all > 0.0 { right / all } else { 0.0 };
        let (precision, recall) = (part(self.precision), part(self.recall));
        let sum = precision + recall;
        (precision, recall, if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 })
    }

    /// F1, from 0 to 1.
    #[must_use]
    pub fn f1(self) -> f64 {
        self.values().2
    }
}

impl AddAssign for Ratio {
    fn add_assign(&mut self, other: Self) {
        for (sum, more) in [(&mut self.precision, other.precision), (&mut self.recall, other.recall)] {
            sum.0 += more.0;
            sum.1 += more.1;
        }
    }
}

/// Scores of coreference; those of several articles add up with `+=`.
///
/// ```
/// use chancery::{entities::CoreferenceScore, text::Span};
///
/// let span = |begin: usize| Span { begin, end: begin + 1 };
/// let gold = [vec![span(0), span(2), span(4)]];
/// let found = [vec![span(0), span(2)], vec![span(8)]];
/// let score = CoreferenceScore::of(&gold, &found);
/// assert_eq!(score.muc.values().0, 1.0);
/// assert_eq!(score.muc.values().1, 0.5);
/// assert_eq!(score.mentions.values().1, 2.0 / 3.0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CoreferenceScore {
    /// Mentions that are in a cluster.
    pub mentions: Ratio,
    /// MUC (Vilain et al. 1995).
    pub muc: Ratio,
    /// B³ (Bagga and Baldwin 1998).
    pub b3: Ratio,
    /// CEAF with the entity measure φ4 (Luo 2005).
    pub ceafe: Ratio,
}

impl CoreferenceScore {
    /// Compares the clusters of one article with those of the gold standard. A mention in two clusters counts for the
    /// first of them.
    #[must_use]
    pub fn of(gold: &[Vec<Span>], found: &[Vec<Span>]) -> Self {
        let (gold, found) = (Clusters::new(gold), Clusters::new(found));
        let both = gold.of.keys().filter(|span| found.of.contains_key(*span)).count() as f64;
        let mut score = Self {
            mentions: Ratio { precision: (both, found.of.len() as f64), recall: (both, gold.of.len() as f64) },
            ..Self::default()
        };
        score.muc = Ratio { precision: found.links(&gold), recall: gold.links(&found) };
        score.b3 = Ratio { precision: found.shares(&gold), recall: gold.shares(&found) };
        let similar = best_pairing(&gold.similarities(&found));
        score.ceafe =
            Ratio { precision: (similar, found.sets.len() as f64), recall: (similar, gold.sets.len() as f64) };
        score
    }

    /// The mean of the three F1, from 0 to 1.
    #[must_use]
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b3.f1() + self.ceafe.f1()) / 3.0
    }
}

impl AddAssign for CoreferenceScore {
    fn add_assign(&mut self, other: Self) {
        self.mentions += other.mentions;
        self.muc += other.muc;
        self.b3 += other.b3;
        self.ceafe += other.ceafe;
    }
}

/// Clusters of two mentions and more, and the cluster of each mention.
struct Clusters {
    sets: Vec<Vec<Span>>,
    of: FxHashMap<Span, usize>,
}

impl Clusters {
    fn new(sets: &[Vec<Span>]) -> Self {
        let mut clusters = Self { sets: Vec::new(), of: FxHashMap::default() };
        for set in sets {
            let mut own: Vec<Span> = Vec::new();
            for &span in set {
                if !own.contains(&span) && !clusters.of.contains_key(&span) {
                    own.push(span);
                }
            }
            if own.len() > 1 {
                clusters.of.extend(own.iter().map(|&span| (span, clusters.sets.len())));
                clusters.sets.push(own);
            }
        }
        clusters
    }

    /// MUC: the links that remain of each cluster when the other side cuts it, and all its links.
    fn links(&self, other: &Self) -> (f64, f64) {
        let (mut kept, mut all) = (0, 0);
        for set in &self.sets {
            let mut parts: Vec<usize> = set.iter().filter_map(|span| other.of.get(span).copied()).collect();
            let alone = set.len() - parts.len();
            parts.sort_unstable();
            parts.dedup();
            kept += set.len() - parts.len() - alone;
            all += set.len() - 1;
        }
        (f64::from(u32::try_from(kept).unwrap_or(u32::MAX)), f64::from(u32::try_from(all).unwrap_or(u32::MAX)))
    }

    /// B³: of each mention, the share of its cluster that the other side has with it, too.
    fn shares(&self, other: &Self) -> (f64, f64) {
        let mut sum = 0.0;
        for set in &self.sets {
            for span in set {
                let Some(&there) = other.of.get(span) else { continue };
                let common = set.iter().filter(|span| other.of.get(span) == Some(&there)).count();
                sum += common as f64 / set.len() as f64;
            }
        }
        (sum, self.of.len() as f64)
    }

    /// φ4 of each pair of clusters: twice what they share over what both have.
    fn similarities(&self, other: &Self) -> Vec<Vec<f64>> {
        let mut table = vec![vec![0.0; other.sets.len()]; self.sets.len()];
        for (row, set) in self.sets.iter().enumerate() {
            for span in set {
                if let Some(&column) = other.of.get(span) {
                    table[row][column] += 2.0 / (set.len() + other.sets[column].len()) as f64;
                }
            }
        }
        table
    }
}

/// The greatest sum of cells of which no two share a row or a column (the Hungarian method in O(n³)).
fn best_pairing(table: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (table.len(), table.first().map_or(0, Vec::len));
    if rows > columns {
        let turned: Vec<Vec<f64>> = (0..columns).map(|column| table.iter().map(|row| row[column]).collect()).collect();
        return if columns == 0 { 0.0 } else { best_pairing(&turned) };
    }
    // Potentials of rows and columns, and the row paired with each column; index 0 is a sentinel.
    let (mut of_row, mut of_column) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut paired = vec![0_usize; columns + 1];
    for row in 1..=rows {
        paired[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut from = vec![0_usize; columns + 1];
        let mut used = vec![false; columns + 1];
        while paired[column] != 0 {
            used[column] = true;
            let here = paired[column];
            let (mut delta, mut next) = (f64::INFINITY, 0);
            for other in 1..=columns {
                if used[other] {
                    continue;
                }
                let cost = -table[here - 1][other - 1] - of_row[here] - of_column[other];
                if cost < least[other] {
                    least[other] = cost;
                    from[other] = column;
                }
                if least[other] < delta {
                    delta = least[other];
                    next = other;
                }
            }
            for other in 0..=columns {
                if used[other] {
                    of_row[paired[other]] += delta;
                    of_column[other] -= delta;
                } else {
                    least[other] -= delta;
                }
            }
            column = next;
        }
        while column != 0 {
            paired[column] = paired[from[column]];
            column = from[column];
        }
    }
    (1..=columns).filter(|&column| paired[column] != 0).map(|column| table[paired[column] - 1][column - 1]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(sets: &[&[usize]]) -> Vec<Vec<Span>> {
        let span = |&begin: &usize| Span { begin, end: begin + 1 };
        sets.iter().map(|set| set.iter().map(span).collect()).collect()
    }

    #[track_caller]
    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-9, "{found} is not {wanted}");
    }

    #[test]
    fn the_same_clusters_are_perfect() {
        let gold = clusters(&[&[1, 2, 3], &[4, 5]]);
        let score = CoreferenceScore::of(&gold, &gold);
        near(score.conll(), 1.0);
    }

    #[test]
    fn a_worked_example_of_the_literature() {
        // Key {a, b, c} {d, e, f, g}; response {a, b} {c, d} {f, g, h, i}: the example of the reference scorer's paper.
        let gold = clusters(&[&[1, 2, 3], &[4, 5, 6, 7]]);
        let found = clusters(&[&[1, 2], &[3, 4], &[6, 7, 8, 9]]);
        let score = CoreferenceScore::of(&gold, &found);
        near(score.muc.values().0, 0.4);
        near(score.muc.values().1, 0.4);
        near(score.b3.values().0, 0.5);
        near(score.b3.values().1, (2.0 * 2.0 / 3.0 + 1.0 / 3.0 + 1.0 / 4.0 + 2.0 * 2.0 / 4.0) / 7.0);
        near(score.ceafe.values().0, 1.3 / 3.0);
        near(score.ceafe.values().1, 0.65);
    }

    #[test]
    fn clusters_of_one_earn_nothing() {
        let gold = clusters(&[&[1, 2], &[3]]);
        let score = CoreferenceScore::of(&gold, &clusters(&[&[3], &[1]]));
        near(score.mentions.values().2, 0.0);
        near(score.conll(), 0.0);
    }
}
