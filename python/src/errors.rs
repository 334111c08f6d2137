//! Errors as Python raises them, with the words of the library.

use chancery::{
    export::ExportError,
    graph,
    project::{GazetteerError, LexiconError, QuestionError, RulesError},
};
use pyo3::{create_exception, exceptions::PyException, prelude::*};

create_exception!(chancery, ChanceryError, PyException, "An operation of chancery failed; the message says why.");
create_exception!(
    chancery,
    DataError,
    ChanceryError,
    "Own rules, names or words have mistakes; the message lists all of them, a line each."
);
create_exception!(chancery, StoreError, ChanceryError, "A store cannot be opened, read or written.");
create_exception!(
    chancery,
    QueryError,
    ChanceryError,
    "A question is unknown, a parameter is wrong, or the query failed."
);
create_exception!(chancery, LimitError, QueryError, "A query took longer, or more memory, than it was allowed.");

/// An error and its mistakes, a line each.
fn mistakes<P: std::fmt::Display>(error: &dyn std::fmt::Display, problems: &[P]) -> PyErr {
    let lines: String = problems.iter().map(|problem| format!("\n{problem}")).collect();
    DataError::new_err(format!("{error}{lines}"))
}

pub(crate) fn of_rules(error: &RulesError) -> PyErr {
    match error {
        RulesError::Problems(problems) => mistakes(error, problems),
        _ => DataError::new_err(error.to_string()),
    }
}

pub(crate) fn of_lexicon(error: &LexiconError) -> PyErr {
    match error {
        LexiconError::Problems(problems) => mistakes(error, problems),
        _ => DataError::new_err(error.to_string()),
    }
}

pub(crate) fn of_gazetteer(error: &GazetteerError) -> PyErr {
    match error {
        GazetteerError::Problems(problems) => mistakes(error, problems),
        _ => DataError::new_err(error.to_string()),
    }
}

pub(crate) fn of_store(error: graph::StoreError) -> PyErr {
    StoreError::new_err(error.to_string())
}

pub(crate) fn of_query(error: graph::QueryError) -> PyErr {
    match error {
        graph::QueryError::Store(error) => of_store(error),
        graph::QueryError::Limit(_) => LimitError::new_err(error.to_string()),
        error => QueryError::new_err(error.to_string()),
    }
}

pub(crate) fn of_question(error: QuestionError) -> PyErr {
    match error {
        QuestionError::Query(error) => of_query(error),
        error => QueryError::new_err(error.to_string()),
    }
}

pub(crate) fn of_export(error: ExportError) -> PyErr {
    match error {
        ExportError::Store(error) => of_store(error),
        ExportError::Query(error) => of_query(error),
        error => ChanceryError::new_err(error.to_string()),
    }
}

/// Registers them under the names that users see.
pub(crate) fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("ChanceryError", py.get_type::<ChanceryError>())?;
    module.add("DataError", py.get_type::<DataError>())?;
    module.add("StoreError", py.get_type::<StoreError>())?;
    module.add("QueryError", py.get_type::<QueryError>())?;
    module.add("LimitError", py.get_type::<LimitError>())
}
