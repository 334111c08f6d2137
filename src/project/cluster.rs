//! Clusters of ids that given links join, whatever the ids are: copies that other machines found, entities that are the same.
//!
//! Union-find: each link costs a look-up of its two ids and next to nothing more, so the work is linear in the links. An id takes its
//! bytes and some twenty more, so a hundred million fit into the memory of one machine.

use rustc_hash::FxHasher;
use std::hash::Hasher as _;

/// Ids and the clusters that the links so far make of them.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    /// The bytes of all ids, one after the other, in the order in which they came.
    bytes: Vec<u8>,
    /// Where each id ends.
    ends: Vec<usize>,
    /// The places of ids by their hash: their number and one more, 0 for an empty place.
    places: Vec<u32>,
    /// An id nearer to the root of the cluster; a root is its own.
    parents: Vec<u32>,
}

/// More ids than can be numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there are more than {} ids; split the links into parts that no link joins", u32::MAX - 1)]
pub struct TooMany;

impl Clusters {
    /// No ids.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of ids.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no id.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Adds an id, where it is new, by itself.
    ///
    /// # Errors
    /// [`TooMany`] beyond four thousand million ids.
    pub fn add(&mut self, id: &[u8]) -> Result<(), TooMany> {
        self.number(id).map(drop)
    }

    /// Joins two ids, with all that either is joined to.
    ///
    /// # Errors
    /// As [`Clusters::add`].
    pub fn join(&mut self, one: &[u8], other: &[u8]) -> Result<(), TooMany> {
        let (one, other) = (self.number(one)?, self.number(other)?);
        let (one, other) = (self.root(one), self.root(other));
        if one != other {
            // The smaller id names the cluster, so that the order of links does not show. Halving the ways keeps them short.
            let (root, child) = if self.id(one) < self.id(other) { (one, other) } else { (other, one) };
            self.parents[child as usize] = root;
        }
        Ok(())
    }

    /// Each id with its cluster, which is the first of its ids by their bytes; in the order in which ids came.
    pub fn each(&mut self) -> impl Iterator<Item = (&[u8], &[u8])> {
        for number in 0..self.parents.len() as u32 {
            self.parents[number as usize] = self.root(number);
        }
        let own = &*self;
        (0..own.len() as u32).map(move |number| (own.id(number), own.id(own.parents[number as usize])))
    }

    /// The bytes of an id.
    fn id(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let begin = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[begin..self.ends[number]]
    }

    /// The root of an id, with its way there halved.
    fn root(&mut self, mut number: u32) -> u32 {
        while self.parents[number as usize] != number {
            let nearer = self.parents[self.parents[number as usize] as usize];
            self.parents[number as usize] = nearer;
            number = nearer;
        }
        number
    }

    /// The number of an id, which is new or known.
    fn number(&mut self, id: &[u8]) -> Result<u32, TooMany> {
        // At most three quarters of the places are taken.
        if self.ends.len() * 4 >= self.places.len() * 3 {
            self.grow();
        }
        let mut at = self.place_of(id);
        loop {
            match self.places[at] {
                0 => break,
                taken if self.id(taken - 1) == id => return Ok(taken - 1),
                _ => at = (at + 1) & (self.places.len() - 1),
            }
        }
        let number = u32::try_from(self.ends.len()).ok().filter(|number| *number < u32::MAX - 1).ok_or(TooMany)?;
        self.bytes.extend_from_slice(id);
        self.ends.push(self.bytes.len());
        self.parents.push(number);
        self.places[at] = number + 1;
        Ok(number)
    }

    /// Where the search for an id begins; the number of places is a power of two.
    fn place_of(&self, id: &[u8]) -> usize {
        let mut hasher = FxHasher::default();
        hasher.write(id);
        // The high bits are the better ones.
        (hasher.finish() >> 16) as usize & (self.places.len() - 1)
    }

    fn grow(&mut self) {
        self.places = vec![0; (self.places.len() * 2).max(16)];
        for number in 0..self.ends.len() as u32 {
            let mut at = self.place_of(self.id(number));
            while self.places[at] != 0 {
                at = (at + 1) & (self.places.len() - 1);
            }
            self.places[at] = number + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::Clusters;

    fn found(links: &[(u8, u8)]) -> Vec<(String, String)> {
        let mut clusters = Clusters::new();
        for (one, other) in links {
            clusters.join(one.to_string().as_bytes(), other.to_string().as_bytes()).expect("few");
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        clusters.each().map(|(id, cluster)| (text(id), text(cluster))).collect()
    }

    #[test]
    fn links_join_and_the_first_id_names_the_cluster() {
        let shown: Vec<String> = found(&[(3, 2), (7, 9), (9, 9), (2, 5), (10, 9)])
            .iter()
            .map(|(id, cluster)| format!("{id} {cluster}"))
            .collect();
        assert_eq!(shown, ["3 2", "2 2", "7 10", "9 10", "5 2", "10 10"], "by their bytes 10 comes before 7");
        let mut alone = Clusters::new();
        alone.add(b"x").expect("few");
        assert_eq!(alone.each().collect::<Vec<_>>(), [(&b"x"[..], &b"x"[..])]);
        assert_eq!(Clusters::new().each().count(), 0);
    }

    proptest! {
        /// What two ids share is a way between them, however the links are turned.
        #[test]
        fn clusters_are_components(links in prop::collection::vec((0_u8..40, 0_u8..40), 0..60)) {
            let mut parts: Vec<BTreeSet<String>> = Vec::new();
            for (one, other) in &links {
                let mut part = BTreeSet::from([one.to_string(), other.to_string()]);
                parts.retain(|known| {
                    let meets = known.iter().any(|id| part.contains(id));
                    if meets { part.extend(known.iter().cloned()); }
                    !meets
                });
                parts.push(part);
            }
            let expected: BTreeMap<String, String> = parts
                .iter()
                .flat_map(|part| part.iter().map(|id| (id.clone(), part.first().expect("not empty").clone())))
                .collect();
            let own: BTreeMap<String, String> = found(&links).into_iter().collect();
            prop_assert_eq!(&own, &expected);
            let turned: Vec<(u8, u8)> = links.iter().rev().map(|(one, other)| (*other, *one)).collect();
            prop_assert_eq!(found(&turned).into_iter().collect::<BTreeMap<_, _>>(), expected);
        }
    }
}
