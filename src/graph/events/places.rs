//! Decides whether two places may be one: a city and the country that it lies in.

use std::collections::BTreeMap;

use crate::graph::quads::record::Record;

/// The country of each place that some claims name.
pub(crate) struct Places<'r>(BTreeMap<&'r str, &'r str>);

impl<'r> Places<'r> {
    pub(crate) fn of(records: &'r [Record]) -> Self {
        let mut countries: BTreeMap<&str, &str> = BTreeMap::new();
        for record in records {
            if let (Some(place), Some(country)) = (&record.place, &record.place_country) {
                let known = countries.entry(place).or_insert(country);
                *known = (*known).min(country);
            }
        }
        Self(countries)
    }

    /// What a place lies in.
    pub(crate) fn around(&self, place: &str) -> Option<&'r str> {
        self.0.get(place).copied()
    }

    fn lies_in(&self, inner: &str, outer: &str) -> bool {
        self.around(inner) == Some(outer)
    }

    /// Whether two places may be one: equal, one within the other, or one not named.
    pub(crate) fn agree(&self, one: Option<&str>, other: Option<&str>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => one == other || self.lies_in(one, other) || self.lies_in(other, one),
            _ => true,
        }
    }

    /// The place that no other one lies in.
    pub(crate) fn narrowest<'p>(&self, places: &[&'p str]) -> Option<&'p str> {
        let outer = |place: &str| places.iter().any(|other| *other != place && self.lies_in(other, place));
        places.iter().copied().filter(|place| !outer(place)).min()
    }
}
