//! The part of the Python package that is Rust: loads the library once, and hands articles in and tables out.
//!
//! What users see is `lib/chancery`, in Python, with its types and docstrings; the classes here are behind it. Work on articles and on
//! stores is done without Python's lock (the GIL), so that other threads of the program go on.

mod arrow;
mod article;
mod batches;
mod errors;
mod extractor;
mod join;
mod store;
mod table;

use std::ffi::OsString;

use chancery::{cli, graph::QueryFile};
use pyo3::{prelude::*, types::PyDict};

/// Runs the program `chancery` on these arguments; gives its exit code.
#[pyfunction]
fn run(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    py.detach(|| cli::run(arguments))
}

/// The questions of the library, each with its title, parameters and columns.
#[pyfunction]
fn questions(py: Python<'_>) -> PyResult<Vec<Bound<'_, PyDict>>> {
    let one = |file: QueryFile| {
        let question = PyDict::new(py);
        question.set_item("name", &file.name)?;
        question.set_item("title", &file.title)?;
        question.set_item("question", &file.question)?;
        let parameters = PyDict::new(py);
        for (name, parameter) in &file.parameters {
            parameters.set_item(name, &parameter.about)?;
        }
        question.set_item("parameters", parameters)?;
        question.set_item("columns", file.columns.keys().cloned().collect::<Vec<String>>())?;
        Ok(question)
    };
    QueryFile::library().into_iter().map(one).collect()
}

/// The module.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<article::Article>()?;
    module.add_class::<batches::Reader>()?;
    module.add_class::<extractor::Extractor>()?;
    module.add_class::<extractor::Files>()?;
    module.add_class::<store::Store>()?;
    module.add_class::<table::Table>()?;
    module.add_function(wrap_pyfunction!(run, module)?)?;
    module.add_function(wrap_pyfunction!(questions, module)?)?;
    module.add_function(wrap_pyfunction!(join::cluster, module)?)?;
    module.add_function(wrap_pyfunction!(join::link_copies, module)?)?;
    module.add_function(wrap_pyfunction!(join::link_events, module)?)?;
    module.add_function(wrap_pyfunction!(join::describe_events, module)?)?;
    module.add_function(wrap_pyfunction!(join::describe_nodes, module)?)?;
    module.add_function(wrap_pyfunction!(join::vocabulary, module)?)?;
    errors::register(module)
}
