//! What can go wrong with a push.

use std::{io, path::PathBuf};

use thiserror::Error;

use crate::graph::StoreError;

/// Why nothing was pushed, or not all of it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PushError {
    /// The address cannot be pushed to.
    #[error("{url}: {reason}")]
    Address {
        /// What was given.
        url: String,
        /// What is wrong, and what would be right.
        reason: String,
    },
    /// The options do not fit the server.
    #[error("{0}")]
    Options(String),
    /// Something is in the graph that is to be the derived one that this store did not put there.
    #[error(
        "the graph {graph} of {url} holds {count} triples that were not pushed from this store, and a push would replace them; \
         name another graph with --graph, or allow it with --overwrite"
    )]
    ForeignGraph {
        /// The graph.
        graph: String,
        /// The server.
        url: String,
        /// How many triples.
        count: u64,
    },
    /// The record of what was pushed.
    #[error("{}: {source}", path.display())]
    State {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// The record of what was pushed is not as this program writes it.
    #[error("{}:{line}: this is no line of a record of pushes; remove the file, and the next push sends everything again", path.display())]
    StateLine {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
    },
    /// Another process pushes to the same server.
    #[error("another process is pushing this store to {0}; run this again when that one has ended")]
    Busy(String),
    /// The server does not let us in.
    #[error("{url} refuses access ({status}): {reason}")]
    Access {
        /// What was asked for.
        url: String,
        /// The status of HTTP.
        status: u16,
        /// What is missing.
        reason: String,
    },
    /// The server does not answer, or not in a way that can be gone on with.
    #[error("{url}: {reason}")]
    Server {
        /// What was asked for.
        url: String,
        /// What happened.
        reason: String,
    },
    /// A push that got part of the way.
    #[error("the push broke off after {done} of {of} graphs, and the next one goes on from there: {source}")]
    BrokenOff {
        /// Graphs that were put or deleted.
        done: usize,
        /// Those that were to be.
        of: usize,
        /// Why.
        source: Box<PushError>,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}
