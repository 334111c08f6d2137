//! Errors of the store and of queries: small, and without types of the engine below.

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
    #[error("the store {} has format version {found}, this program reads {expected}; build it again", path.display())]
    Version {
        /// The store's folder.
        path: PathBuf,
        /// Its version.
        found: String,
        /// The version of this program.
        expected: u32,
    },
    /// A store written by a program of another storage kind.
    #[error("the store {} is kept as {found}, and this program was built for {expected}", path.display())]
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
    /// What the store holds cannot be understood.
    #[error("the store is damaged: {0}")]
    Damaged(String),
}

impl StoreError {
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }
}

impl From<oxigraph::store::StorageError> for StoreError {
    fn from(error: oxigraph::store::StorageError) -> Self {
        Self::Damaged(error.to_string())
    }
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
    #[error("{name:?} may be {}; give the id", candidates.join(", "))]
    Ambiguous {
        /// The name.
        name: String,
        /// `label (id)` of each, sorted.
        candidates: Vec<String>,
    },
    /// A name that no entity of the store bears.
    #[error("the store knows no {name:?}{}", if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) })]
    NoSuchEntity {
        /// The name.
        name: String,
        /// The nearest names, best first.
        near: Vec<String>,
    },
    /// The engine gave up on the query.
    #[error("the query failed: {0}")]
    Evaluation(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One thing wrong with a query file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the file, as given.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}: {}", self.file, self.line, self.message)
    }
}
