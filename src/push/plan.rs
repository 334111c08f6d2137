//! What a push has to do: the graphs of the store beside the record of what was pushed.

use std::collections::BTreeSet;

use super::{
    body::content,
    error::PushError,
    state::{Known, State},
};
use crate::graph::Store;

/// How the default graph of a server is named here; no IRI is.
pub(super) const DEFAULT: &str = "default";

/// Why a graph is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// It was not pushed before.
    New,
    /// It has changed since.
    Changed,
    /// The server has another number of triples than was pushed.
    Lost,
    /// A push of it was broken off.
    Open,
}

impl Why {
    /// The reason in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Lost => "lost",
            Self::Open => "broken off",
        }
    }
}

/// A graph that is to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Planned {
    /// Its name on the server; `default` is the default graph.
    pub graph: String,
    /// How many triples it has.
    pub triples: u64,
    /// Why it is put.
    pub why: Why,
    /// Its name in the store; the derived graph has none.
    pub(super) local: Option<String>,
}

/// What is to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The graphs to be put: articles by name, then the derived graph.
    pub put: Vec<Planned>,
    /// The graphs to be deleted, by name.
    pub delete: Vec<String>,
    /// How many stay as they are.
    pub unchanged: usize,
}

/// Compares the store with what is known of the server; `lost` are graphs that it does not hold as they were pushed.
pub(super) fn plan(store: &Store, state: &State, derived: &str, lost: &BTreeSet<String>) -> Result<Plan, PushError> {
    let mut plan = Plan::default();
    let mut names = BTreeSet::new();
    let articles = store.article_graphs()?.into_iter().map(Some);
    for local in articles.chain([None]) {
        let graph = local.clone().unwrap_or_else(|| derived.to_owned());
        let content = content(store, local.as_deref())?;
        let why = match state.graphs.get(&graph) {
            None => Some(Why::New),
            Some(Known::Open) => Some(Why::Open),
            Some(Known::Put { hash, .. }) if *hash != content.hash => Some(Why::Changed),
            Some(Known::Put { .. }) => lost.contains(&graph).then_some(Why::Lost),
        };
        match why {
            Some(why) => plan.put.push(Planned { graph: graph.clone(), triples: content.count, why, local }),
            None => plan.unchanged += 1,
        }
        names.insert(graph);
    }
    plan.delete.extend(state.graphs.keys().filter(|graph| !names.contains(*graph)).cloned());
    Ok(plan)
}
