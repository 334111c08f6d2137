//! Errors of the store and of queries. They contain no types of the RDF engine.

use std::{io, path::PathBuf};

use thiserror::Error;

/// What can go wrong with a store.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another process has the store open.
    #[error(
        "the store {} is being {what} by another process, so nothing was done; run this again when that one has ended",
        path.display()
    )]
    Locked {
        /// The store's folder.
        path: PathBuf,
        /// What the other process does: `read` or `written`.
        what: &'static str,
    },
    /// The folder is there, but no store is in it.
    #[error("{} is not a chancery store: {reason}", path.display())]
    NotAStore {
        /// The folder.
        path: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// A store of another format version.
    #[error(
        "the store {} is of another version of this program (format {found}; this program reads {expected}); {}",
        path.display(),
        if found == "4" {
            format!("`chancery upgrade --store {}` brings it up to date", path.display())
        } else {
            "remove the folder, or name another with --store, and build it again from its articles, which `chancery upgrade` lists"
                .to_owned()
        }
    )]
    Version {
        /// The store's folder.
        path: PathBuf,
        /// Its version.
        found: String,
        /// The version of this program.
        expected: u32,
    },
    /// A store written by a program of another storage kind.
    #[error(
        "the store {} is kept as {found}, and this program was built for {expected}; build it again with this program in another \
         folder, or use one that was built with the feature that keeps stores on disk",
        path.display()
    )]
    Backend {
        /// The store's folder.
        path: PathBuf,
        /// How it is kept.
        found: String,
        /// How this program keeps stores.
        expected: &'static str,
    },
    /// A store whose ids live below another base IRI.
    #[error("the store {} has the base {found}, not {wanted}", path.display())]
    OtherBase {
        /// The store's folder.
        path: PathBuf,
        /// Its base.
        found: String,
        /// The base that was asked for.
        wanted: String,
    },
    /// The name for the default graph is no absolute IRI.
    #[error("{iri:?} cannot name a graph: {reason}")]
    GraphName {
        /// What was given.
        iri: String,
        /// Why not.
        reason: String,
    },
    /// The base is no absolute IRI.
    #[error("{base:?} cannot be a base IRI: {reason}")]
    Base {
        /// What was given.
        base: String,
        /// Why not.
        reason: String,
    },
    /// The store was opened for reading.
    #[error("the store was opened for reading only")]
    ReadOnly,
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// There is no room left on the disk.
    #[error(
        "the disk is full: {} could not be written ({source}); what was there before stands; make room and run this again",
        path.display()
    )]
    Full {
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: io::Error,
    },
    /// What the store holds cannot be understood.
    #[error("the store is damaged: {0}")]
    Damaged(String),
}

impl StoreError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| if is_full(&source) { Self::Full { path, source } } else { Self::Io { path, source } }
    }
}

#[doc(hidden)]
impl From<oxigraph::store::StorageError> for StoreError {
    fn from(error: oxigraph::store::StorageError) -> Self {
        use oxigraph::store::StorageError;

        match error {
            StorageError::Io(source) => Self::io("the database")(source),
            // The database below gives its causes as text.
            other if other.to_string().contains(NO_SPACE) => {
                Self::io("the database")(io::Error::new(io::ErrorKind::StorageFull, other.to_string()))
            }
            other => Self::Damaged(other.to_string()),
        }
    }
}

/// What systems call a full disk.
const NO_SPACE: &str = "No space left on device";

/// Whether an error tells of a full disk, or of a user's full share of it.
pub(crate) fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// What can go wrong with a query.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The header or the SPARQL of a query file is wrong; all problems of the file.
    #[error("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    File {
        /// The problems, by line.
        problems: Vec<Problem>,
    },
    /// A parameter that the query does not have.
    #[error("no parameter {name:?}; {}", if known.is_empty() { "the query has none".to_owned() } else { format!("the query has {}", known.join(", ")) })]
    UnknownParameter {
        /// What was given.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A parameter that is needed and not given.
    #[error("the parameter {name:?} is needed: {about}")]
    MissingParameter {
        /// Its name.
        name: String,
        /// What it is, from the header.
        about: String,
    },
    /// A value that is not of the parameter's type.
    #[error("{value:?} is no {kind} for the parameter {name:?}: {reason}")]
    Value {
        /// The parameter.
        name: String,
        /// What was given.
        value: String,
        /// The type.
        kind: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A name that several entities bear.
    #[error(
        "{name:?} may be {}{}; give the id in the brackets to be exact",
        candidates.join(", "),
        if *more == 0 { String::new() } else { format!(" or one of {more} more") }
    )]
    Ambiguous {
        /// The name.
        name: String,
        /// `label (id, claims)` of the first, the most often named first.
        candidates: Vec<String>,
        /// How many there are beside these.
        more: usize,
    },
    /// A name that no entity of the store bears.
    #[error("the store knows no {name:?}{}", if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) })]
    NoSuchEntity {
        /// The name.
        name: String,
        /// The nearest names, best first.
        near: Vec<String>,
    },
    /// Somebody stopped the query.
    #[error("the query was stopped")]
    Stopped,
    /// The query went beyond a limit.
    #[error("the query was stopped: {0}")]
    Limit(String),
    /// The engine gave up on the query.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Why an ontology in Turtle cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TurtleError {
    /// The text is no Turtle; the message names line and column.
    #[error("{0}")]
    Syntax(String),
}

/// One thing wrong with a query file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file, as given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1; 0 where the whole line is meant.
    pub column: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.column {
            0 => write!(out, "{}:{}: {}", self.file, self.line, self.message),
            column => write!(out, "{}:{}:{column}: {}", self.file, self.line, self.message),
        }
    }
}

/// Keys that join claims of many machines, but are none that this program wrote.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// A key of events.
    #[error("{key:?} is no key of events: {reason}")]
    Event {
        /// What was given.
        key: String,
        /// Why it is none.
        reason: String,
    },
    /// What of a claim decides on its event.
    #[error("{0:?} is no gist of a claim")]
    Gist(String),
    /// What is said of a node.
    #[error("{0:?} is nothing that is said of a node")]
    Fact(String),
}
