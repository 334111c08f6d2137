//! Questions and exports over a store, with the names that people use.
//!
//! A store knows the labels of its entities; that "Lavrov" or "the Kremlin" is one of them is what the entity floor knows.
//! So a name that the store lacks is read as an article would be.

use std::{fs, io, io::Write, path::Path};

use crate::{
    clauses::Reader,
    export::{ExportError, Exporter},
    graph::{Filter, QueryError, QueryFile, Store, Table},
    text::Article,
};

/// Why a question cannot be asked.
#[derive(Debug, thiserror::Error)]
pub enum QuestionError {
    /// The file cannot be read.
    #[error("{path}: {source}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The library has no question of that name.
    #[error("there is no question {name:?}{}; `chancery query --list` shows all", near.as_ref().map_or_else(String::new, |near| format!(", did you mean {near:?}?")))]
    Unknown {
        /// The name.
        name: String,
        /// The nearest name there is.
        near: Option<String>,
    },
    /// The file is wrong.
    #[error(transparent)]
    Query(#[from] QueryError),
}

/// A question of the library by its name, or a query file by its path, which ends in `.rq` or holds a slash.
///
/// # Errors
/// Where there is none of that name, or the file cannot be read or is wrong.
pub fn question(name: &str) -> Result<QueryFile, QuestionError> {
    if name.contains(['/', '\\']) || Path::new(name).extension().is_some() {
        let text =
            fs::read_to_string(name).map_err(|source| QuestionError::Unreadable { path: name.to_owned(), source })?;
        return Ok(QueryFile::parse(name, &text)?);
    }
    let library = QueryFile::library();
    let near = library
        .iter()
        .map(|file| (strsim::damerau_levenshtein(name, &file.name), &file.name))
        .min()
        .filter(|(distance, _)| *distance <= 3)
        .map(|(_, name)| name.clone());
    let found = library.into_iter().find(|file| file.name == name);
    found.ok_or_else(|| QuestionError::Unknown { name: name.to_owned(), near })
}

/// Answers a question. Entities among the parameters go by any name that an article could call them by.
///
/// # Errors
/// [`QueryError`] where a parameter is unknown, missing or not understood, or the engine gives up.
pub fn ask(store: &Store, question: &QueryFile, parameters: &[(String, String)]) -> Result<Table, QueryError> {
    store.query_with(question, parameters, &named)
}

/// Writes the graph, or the part of it that the filter lets through, in a format.
///
/// # Errors
/// [`ExportError`] where a name of the filter is not understood, the store cannot be read or the output not written.
pub fn export(store: &Store, format: &dyn Exporter, filter: &Filter, out: &mut dyn Write) -> Result<(), ExportError> {
    format.write(store, filter, &named, out)
}

/// The ids of the entities that a text of this name alone is about.
fn named(name: &str) -> Vec<String> {
    let reading = Reader::embedded().read(Article::new("name", name));
    reading.entities.entities.into_iter().map(|entity| entity.id.0).collect()
}
