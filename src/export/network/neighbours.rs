//! Who is tied to whom as a simple graph: ties of both directions and all relations count as one, with their number as weight.

/// The neighbours of each node, by place, each once; a node is no neighbour of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Neighbours {
    /// Where the neighbours of each node begin in `ends`, and one place more for the end.
    begins: Vec<usize>,
    /// The neighbours, and the number of ties to each.
    ends: Vec<(usize, f64)>,
}

impl Neighbours {
    /// Of so many nodes, with these ties.
    #[must_use]
    pub fn new(nodes: usize, ties: impl Iterator<Item = (usize, usize)>) -> Self {
        Self::weighted(nodes, ties.map(|(one, other)| (one, other, 1.0)))
    }

    /// The same, each tie with a weight; those between the same two are added.
    #[must_use]
    pub fn weighted(nodes: usize, ties: impl Iterator<Item = (usize, usize, f64)>) -> Self {
        let mut lists: Vec<Vec<(usize, f64)>> = vec![Vec::new(); nodes];
        for (one, other, weight) in ties.filter(|(one, other, _)| one != other && *one.max(other) < nodes) {
            lists[one].push((other, weight));
            lists[other].push((one, weight));
        }
        let mut all = Self { begins: Vec::with_capacity(nodes + 1), ends: Vec::new() };
        all.begins.push(0);
        for mut list in lists {
            let begin = all.ends.len();
            list.sort_by_key(|(other, _)| *other);
            for (other, weight) in list {
                match all.ends[begin..].last_mut() {
                    Some((last, sum)) if *last == other => *sum += weight,
                    _ => all.ends.push((other, weight)),
                }
            }
            all.begins.push(all.ends.len());
        }
        all
    }

    /// The number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.begins.len().saturating_sub(1)
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of pairs that are tied.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.ends.len() / 2
    }

    /// The neighbours of a node with the number of ties to each, by place.
    #[must_use]
    pub fn of(&self, node: usize) -> &[(usize, f64)] {
        &self.ends[self.begins[node]..self.begins[node + 1]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_between_two_are_one() {
        let ties = [(0, 1), (1, 0), (2, 1), (2, 2)];
        let all = Neighbours::new(4, ties.into_iter());
        assert_eq!((all.len(), all.pairs()), (4, 2));
        assert_eq!(all.of(1), [(0, 2.0), (2, 1.0)]);
        assert_eq!(all.of(2), [(1, 1.0)]);
        assert!(all.of(3).is_empty());
    }
}
