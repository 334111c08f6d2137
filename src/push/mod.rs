//! Brings the graphs of a store into another triple store, and only what changed since the last time.
//!
//! Each article's graph keeps its name; what is derived of all articles goes into one graph that the caller names. A graph
//! that changed replaces the one of its name, a graph that is gone is deleted, and no other graph of the server is touched:
//! there is no request without a graph, unless the caller asks for the server to be emptied. What was done is recorded in
//! the store's folder (`state`), a line a graph, so that a push that breaks off is completed by the next one. Before and
//! after, the triples of each graph are counted by the server.
//!
//! The addresses and ways of the servers stand in `target`, what changed in `plan`, the requests in `send`; `client`
//! speaks HTTP, with login (`login`) and patience.

mod body;
mod client;
mod counts;
mod error;
mod login;
mod plan;
mod send;
mod state;
mod target;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, path::Path};

pub use client::Patience;
pub use error::PushError;
pub use login::Login;
pub use plan::{Plan, Planned, Why};
pub use target::{SERVERS, Server, Target};

use self::{
    body::body,
    client::Client,
    plan::{DEFAULT, plan},
    send::Sender,
    state::{Known, State},
};
use crate::graph::Store;

/// Where what is derived of all articles goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Derived {
    /// Into the graph `derived` below the store's base.
    #[default]
    Usual,
    /// Into a graph with this IRI.
    Named(String),
    /// Into the server's default graph.
    DefaultGraph,
}

/// How a push goes about it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Where what is derived of all articles goes.
    pub derived: Derived,
    /// Who we are.
    pub login: Option<Login>,
    /// How long the server is given.
    pub patience: Patience,
    /// Whether bodies are packed by gzip where the server unpacks them.
    pub pack: bool,
    /// Whether the server is asked for the number of triples of each graph, before and after.
    pub check: bool,
    /// Whether a graph that is named for the derived one is replaced though something else is in it.
    pub overwrite: bool,
    /// Whether everything that the server holds goes first.
    pub replace_all: bool,
    /// Whether nothing is sent: the plan is all.
    pub dry_run: bool,
}

impl Default for Options {
    fn default() -> Self {
        let (derived, login, patience) = (Derived::default(), None, Patience::default());
        let (overwrite, replace_all, dry_run) = (false, false, false);
        Self { derived, login, patience, pack: true, check: true, overwrite, replace_all, dry_run }
    }
}

/// What happens during a push.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Step<'s> {
    /// A request failed and is repeated; in words.
    Again(&'s str),
    /// It is known what is to be done.
    Planned(&'s Plan),
    /// One more graph is done.
    Done {
        /// Graphs that are done.
        done: usize,
        /// Those that are to be.
        of: usize,
        /// Bytes that were sent.
        bytes: u64,
    },
}

/// A graph that the server did not take.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// Its name.
    pub graph: String,
    /// What the server said.
    pub reason: String,
}

/// A graph of which the server has another number of triples than it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Differing {
    /// Its name.
    pub graph: String,
    /// Triples that were sent; 0 of a graph that was deleted.
    pub sent: u64,
    /// Triples that the server counts.
    pub found: u64,
}

/// What a push did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// What was to be done.
    pub plan: Plan,
    /// Graphs that were put.
    pub put: usize,
    /// Graphs that were deleted.
    pub deleted: usize,
    /// Triples of the graphs that were put.
    pub triples: u64,
    /// Bytes that were sent.
    pub bytes: u64,
    /// Graphs whose triples were counted afterwards.
    pub counted: usize,
    /// What the server did not take.
    pub refused: Vec<Refused>,
    /// What the server does not have as it was sent; the next push sends it again.
    pub differing: Vec<Differing>,
}

impl Report {
    /// Whether the server has what the store has.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.refused.is_empty() && self.differing.is_empty()
    }
}

/// After so many graphs that a server refused, with none that it took, the rest is not tried.
const HOPELESS: usize = 3;

/// Pushes what changed in a store since the last push to a server. `folder` is the store's; the record of pushes is kept in it.
///
/// # Errors
/// [`PushError`], where nothing could be pushed or the push broke off. What one graph is refused for stands in the report.
pub fn push(
    store: &Store,
    folder: &Path,
    target: &Target,
    options: &Options,
    tell: &mut dyn FnMut(Step<'_>),
) -> Result<Report, PushError> {
    let derived = match &options.derived {
        Derived::Usual => format!("{}derived", store.base()),
        Derived::Named(iri) => iri.clone(),
        Derived::DefaultGraph => DEFAULT.to_owned(),
    };
    fits(target, options)?;
    let state = if options.dry_run { State::peek(folder, target.url())? } else { State::open(folder, target.url())? };
    let client = Client::new(target.url(), options.login.clone(), options.patience);
    let mut run = Run { store, target, options, derived, client, state, report: Report::default() };
    let lost = if options.replace_all { BTreeSet::new() } else { run.lost(tell)? };
    if options.replace_all {
        run.empty(tell)?;
    } else {
        run.guard(tell)?;
    }
    let plan = plan(store, &run.state, &run.derived, &lost)?;
    tell(Step::Planned(&plan));
    run.report.plan = plan;
    if !options.dry_run {
        run.carry_out(tell)?;
        run.count(tell)?;
        run.state.finish()?;
    }
    Ok(run.report)
}

/// Whether the server can do what is asked of it.
fn fits(target: &Target, options: &Options) -> Result<(), PushError> {
    let wrong = |text: String| Err(PushError::Options(text));
    if options.derived == Derived::DefaultGraph && !target.has_default_graph {
        return wrong(format!(
            "{}: queries of this server see all graphs as the default graph, so it has none to push to; name a graph with --graph",
            target.url()
        ));
    }
    if options.replace_all && target.server == Server::Virtuoso {
        return wrong(
            "Virtuoso keeps its own graphs beside ours, so it is never emptied; delete graphs there by hand".to_owned(),
        );
    }
    if options.replace_all && target.update.is_none() {
        return wrong(
            "emptying the server is a SPARQL Update; say where it takes updates with --update-url".to_owned(),
        );
    }
    Ok(())
}

/// A push on its way.
struct Run<'r> {
    store: &'r Store,
    target: &'r Target,
    options: &'r Options,
    derived: String,
    client: Client,
    state: State,
    report: Report,
}

impl Run<'_> {
    /// Where the server counts triples, if that is wanted and it can be asked.
    fn counting(&self) -> Option<&str> {
        self.target.query.as_deref().filter(|_| self.options.check)
    }

    /// Triples of graphs as the server counts them, the default graph among them.
    fn counts(
        &mut self,
        graphs: &[String],
        tell: &mut dyn FnMut(Step<'_>),
    ) -> Result<std::collections::BTreeMap<String, u64>, PushError> {
        let Some(url) = self.counting().map(str::to_owned) else { return Ok(Default::default()) };
        let again = &mut |text: &str| tell(Step::Again(text));
        let named: Vec<String> = graphs.iter().filter(|graph| *graph != DEFAULT).cloned().collect();
        let mut counts = counts::of_graphs(&mut self.client, &url, &named, again)?;
        if named.len() < graphs.len() {
            counts.insert(DEFAULT.to_owned(), counts::of_default_graph(&mut self.client, &url, again)?);
        }
        Ok(counts)
    }

    /// The graphs of which the server has another number of triples than was pushed: it was emptied, or somebody changed it.
    fn lost(&mut self, tell: &mut dyn FnMut(Step<'_>)) -> Result<BTreeSet<String>, PushError> {
        if self.counting().is_none() {
            return Ok(BTreeSet::new());
        }
        let graphs: Vec<String> = self.state.graphs.keys().cloned().collect();
        let counts = self.counts(&graphs, tell)?;
        let differs = |(graph, known): (&String, &Known)| match known {
            Known::Put { count, .. } if counts.get(graph).copied().unwrap_or_default() != *count => Some(graph.clone()),
            _ => None,
        };
        Ok(self.state.graphs.iter().filter_map(differs).collect())
    }

    /// What others put into the graph that is to be the derived one is not replaced unasked.
    fn guard(&mut self, tell: &mut dyn FnMut(Step<'_>)) -> Result<(), PushError> {
        let ours = self.state.graphs.contains_key(&self.derived) || self.options.derived == Derived::Usual;
        if ours || self.options.overwrite || self.counting().is_none() {
            return Ok(());
        }
        let derived = self.derived.clone();
        match self.counts(std::slice::from_ref(&derived), tell)?.get(&derived) {
            Some(&count) if count > 0 => {
                Err(PushError::ForeignGraph { graph: derived, url: self.target.url().to_owned(), count })
            }
            _ => Ok(()),
        }
    }

    /// Deletes everything that the server holds.
    fn empty(&mut self, tell: &mut dyn FnMut(Step<'_>)) -> Result<(), PushError> {
        let Some(url) = self.target.update.clone() else { return Ok(()) };
        if self.options.dry_run {
            self.state.graphs.clear();
            return Ok(());
        }
        let again = &mut |text: &str| tell(Step::Again(text));
        match (Sender { client: &mut self.client, target: self.target, tell: again }).empty(&url)? {
            Some(reason) => Err(PushError::Server { url, reason }),
            None => self.state.emptied(),
        }
    }

    /// Puts and deletes what the plan says.
    fn carry_out(&mut self, tell: &mut dyn FnMut(Step<'_>)) -> Result<(), PushError> {
        let plan = self.report.plan.clone();
        let of = plan.put.len() + plan.delete.len();
        let mut done = 0;
        let puts = plan.put.iter().map(|planned| (planned.graph.as_str(), Some(planned)));
        for (graph, planned) in puts.chain(plan.delete.iter().map(|graph| (graph.as_str(), None))) {
            let again = &mut |text: &str| tell(Step::Again(text));
            let refused = match planned {
                Some(planned) => self.put(planned, again),
                None => self.delete(graph, again),
            };
            match refused {
                Ok(None) => done += 1,
                Ok(Some(reason)) => {
                    self.report.refused.push(Refused { graph: graph.to_owned(), reason: reason.clone() });
                    if done == 0 && self.report.refused.len() >= HOPELESS {
                        return Err(PushError::Server { url: self.target.url().to_owned(), reason });
                    }
                }
                Err(error @ PushError::Store(_)) => return Err(error),
                Err(error) if done == 0 => return Err(error),
                Err(error) => return Err(PushError::BrokenOff { done, of, source: Box::new(error) }),
            }
            tell(Step::Done { done: done + self.report.refused.len(), of, bytes: self.report.bytes });
        }
        Ok(())
    }

    fn put(&mut self, planned: &Planned, tell: &mut dyn FnMut(&str)) -> Result<Option<String>, PushError> {
        let packed = self.options.pack && self.target.unpacks && !self.target.is_filled();
        let mut body = body(self.store, planned.local.as_deref(), packed)?;
        self.state.begin(&planned.graph)?;
        let mut sender = Sender { client: &mut self.client, target: self.target, tell };
        let refused = sender.put(&planned.graph, &mut body, packed)?;
        if refused.is_none() {
            self.state.put(&planned.graph, &body.content.hash, body.content.count)?;
            self.report.put += 1;
            self.report.triples += body.content.count;
            self.report.bytes += body.length;
        }
        Ok(refused)
    }

    fn delete(&mut self, graph: &str, tell: &mut dyn FnMut(&str)) -> Result<Option<String>, PushError> {
        self.state.begin(graph)?;
        let refused = Sender { client: &mut self.client, target: self.target, tell }.delete(graph)?;
        if refused.is_none() {
            self.state.gone(graph)?;
            self.report.deleted += 1;
        }
        Ok(refused)
    }

    /// Compares the numbers of triples that the server counts with those that were sent.
    fn count(&mut self, tell: &mut dyn FnMut(Step<'_>)) -> Result<(), PushError> {
        if self.counting().is_none() {
            return Ok(());
        }
        let plan = &self.report.plan;
        let refused: BTreeSet<&String> = self.report.refused.iter().map(|refused| &refused.graph).collect();
        let names = plan.put.iter().map(|planned| &planned.graph).chain(&plan.delete);
        let graphs: Vec<String> = names.filter(|graph| !refused.contains(graph)).cloned().collect();
        let counts = self.counts(&graphs, tell)?;
        self.report.counted = graphs.len();
        for graph in graphs {
            let sent = match self.state.graphs.get(&graph) {
                Some(Known::Put { count, .. }) => *count,
                _ => 0,
            };
            let found = counts.get(&graph).copied().unwrap_or_default();
            if sent != found {
                self.state.begin(&graph)?;
                self.report.differing.push(Differing { graph, sent, found });
            }
        }
        Ok(())
    }
}
