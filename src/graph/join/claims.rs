//! Claims of one key to events.

use std::collections::BTreeMap;

use super::facts::Fact;
use crate::graph::{
    copies::origins::Origins,
    error::KeyError,
    events::{
        derived::{events_of as decide, unit_quads},
        tally::Tallies,
    },
    quads::{
        group::{Group, Unit},
        record::Record,
    },
    rdf::lines,
    vocabulary::iris::Names,
};

/// What joins a claim with those that may tell of the same event.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClaimKey {
    /// Claims of other keys never tell of its event: the most general relation of its kind and the participants, as JSON.
    pub event_key: String,
    /// The relation of the claim.
    pub relation: String,
    /// What of the claim decides on its event.
    pub gist: String,
}

impl ClaimKey {
    pub(super) fn of(names: &Names, group: Group, record: &Record) -> Self {
        let relation = group.relation.clone();
        let Group { relation: root, subject, object } = Unit::of(group).group;
        let event_key =
            serde_json::Value::from([root, subject, object].map(serde_json::Value::from).to_vec()).to_string();
        Self { event_key, relation, gist: record.gist(names) }
    }
}

/// A claim of a key, with what is known of its article by now.
#[derive(Clone, Copy, Debug)]
pub struct Gist<'g> {
    /// [`ClaimKey::gist`].
    pub claim: &'g str,
    /// [`ClaimKey::relation`].
    pub relation: &'g str,
    /// [`super::Keys::article`].
    pub article: &'g str,
    /// The articles that this one copies.
    pub origins: &'g [String],
}

/// The claims of one key, each with its place among those that were given.
struct Told {
    unit: Unit,
    records: Vec<(Record, usize)>,
    origins: Origins,
}

impl Told {
    fn of(event_key: &str, claims: &[Gist<'_>]) -> Result<Self, KeyError> {
        let [relation, subject, object]: [String; 3] = serde_json::from_str(event_key)
            .map_err(|error| KeyError::Event { key: event_key.to_owned(), reason: error.to_string() })?;
        let (names, unit) = (Names::default(), Unit::of(Group { relation, subject, object }));
        let mut origins = Origins::new();
        let mut records = Vec::with_capacity(claims.len());
        for (index, gist) in claims.iter().enumerate() {
            let record = Record::of_gist(gist.claim, &names, gist.article, Unit::kind(gist.relation));
            records.push((record.ok_or_else(|| KeyError::Gist(gist.claim.to_owned()))?, index));
            if !gist.origins.is_empty() {
                origins.insert(gist.article.to_owned(), gist.origins.to_vec());
            }
        }
        Ok(Self { unit, records, origins })
    }
}

/// What follows from the claims of one key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Derived {
    /// The events, what of them is contested, the plain triples and the links from the claims, as sorted lines of N-Quads.
    pub quads: Vec<String>,
    /// The events that the two actors have with each other.
    pub facts: Vec<Fact>,
}

/// What a store derives from the claims of one key.
///
/// # Errors
/// As [`events_of`].
pub fn derived_of(event_key: &str, claims: &[Gist<'_>]) -> Result<Derived, KeyError> {
    let Told { unit, records, origins } = Told::of(event_key, claims)?;
    let mut records: Vec<Record> = records.into_iter().map(|(record, _)| record).collect();
    let (names, mut tallies, mut quads) = (Names::default(), Tallies::default(), Vec::new());
    unit_quads(&names, &unit, &mut records, &origins, &mut tallies, &mut quads);
    Ok(Derived { quads: lines(quads.iter()), facts: Fact::of_tallies(&names, &tallies) })
}

/// The id of the event of each claim of one key, in their order.
///
/// # Errors
/// [`KeyError`] where the key or a gist is none that this program wrote.
pub fn events_of(event_key: &str, claims: &[Gist<'_>]) -> Result<Vec<String>, KeyError> {
    let Told { unit, mut records, origins } = Told::of(event_key, claims)?;
    records.sort_unstable();
    let places: BTreeMap<usize, usize> = records.iter().enumerate().map(|(at, (_, index))| (at, *index)).collect();
    let records: Vec<Record> = records.into_iter().map(|(record, _)| record).collect();
    let mut found = vec![String::new(); claims.len()];
    let mut begin = 0;
    for part in decide(&unit, &records, &origins) {
        for event in &part.events {
            for (member, _) in &event.members {
                if let Some(place) = places.get(&(begin + member)) {
                    found[*place] = format!("ev-{}", event.key);
                }
            }
        }
        begin += part.records.len();
    }
    Ok(found)
}
