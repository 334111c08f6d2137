//! Stores: built of articles, asked, exported.

use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chancery::{
    Claim, Project,
    export::{EVENT_TABLES, EventFormat, ExportError, Exporter, Rank, Selection, exporter},
    graph::{EventRow, Filter, Options, QueryFile, Store as Graph, Summary},
    project::{Articles, BuildOptions, BuildStep, InputOptions, Limits, Outcome, question},
    text::Item,
};
use pyo3::{
    exceptions::{PyOSError, PyValueError},
    prelude::*,
    types::{PyBytes, PyDict, PyIterator},
};

use crate::{
    article::Article,
    errors,
    extractor::{Extractor, Remark, is_there, remark},
    table::{Rows, Table, of_answer},
};

/// A store in a folder or in memory.
#[pyclass(frozen, module = "chancery._native", name = "NativeStore")]
pub(crate) struct Store {
    project: Arc<Project>,
    options: InputOptions,
    folder: Option<PathBuf>,
    /// Open for reading; of a folder nothing while it changes.
    graph: Mutex<Option<Arc<Graph>>>,
}

/// Articles that come from Python, one by one.
struct Given {
    articles: Py<PyIterator>,
    options: InputOptions,
    failed: Arc<Mutex<Option<PyErr>>>,
}

impl Iterator for Given {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let next = Python::attach(|py| -> PyResult<Option<Article>> {
            let next = self.articles.bind(py).clone().next().transpose()?;
            next.map(|article| article.extract::<Article>().map_err(PyErr::from)).transpose()
        });
        match next {
            Ok(article) => Some(match self.options.admitted(article?.text) {
                Ok(article) => Item::Article(article),
                Err(warning) => Item::Diagnostic(warning),
            }),
            Err(error) => {
                *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                None
            }
        }
    }
}

impl Store {
    fn graph(&self) -> PyResult<Arc<Graph>> {
        let mut graph = self.graph.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(graph) = graph.as_ref() {
            return Ok(Arc::clone(graph));
        }
        let Some(folder) = &self.folder else { return Err(PyValueError::new_err("the store is closed")) };
        let opened = Arc::new(Graph::open_read_only(folder).map_err(errors::of_store)?);
        *graph = Some(Arc::clone(&opened));
        Ok(opened)
    }

    /// Closes the store of a folder, so that it can be changed.
    fn close(&self) {
        if self.folder.is_some() {
            *self.graph.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// Reads articles into the store.
    fn fill(
        &self,
        py: Python<'_>,
        items: impl Iterator<Item = Item> + Send,
        threads: usize,
    ) -> PyResult<(Summary, Vec<Remark>)> {
        let mut remarks = Vec::new();
        let summary = match &self.folder {
            Some(folder) => {
                self.close();
                let mut how = BuildOptions::default();
                how.threads = threads;
                py.detach(|| {
                    self.project.build(items, folder, &how, |step| {
                        if let BuildStep::Diagnostic(diagnostic) = step {
                            remarks.push(remark(diagnostic));
                        }
                    })
                })
                .map_err(errors::of_store)?
            }
            None => {
                let graph = self.graph()?;
                py.detach(|| {
                    let mut batch = graph.batch()?;
                    for item in items {
                        let outcome = match item {
                            Item::Article(article) => self.project.extract_one(article),
                            Item::Diagnostic(diagnostic) => Outcome::Diagnostic(diagnostic),
                        };
                        match outcome {
                            Outcome::Extraction(extraction) => drop(batch.add(&extraction)?),
                            Outcome::Diagnostic(diagnostic) => remarks.push(remark(&diagnostic)),
                        }
                    }
                    batch.commit()
                })
                .map_err(errors::of_store)?
            }
        };
        Ok((summary, remarks))
    }
}

#[pymethods]
impl Store {
    /// A store in a folder, which `new` allows to be missing; without a folder in memory.
    #[new]
    fn new(extractor: &Extractor, folder: Option<PathBuf>, new: bool) -> PyResult<Self> {
        let (project, options) = (Arc::clone(&extractor.project), extractor.options.clone());
        let graph = match &folder {
            Some(folder) => {
                if !new {
                    is_there(folder)?;
                }
                None
            }
            None => {
                let mut options = Options::default();
                options.engine = project.engine();
                Some(Arc::new(Graph::memory(&options).map_err(errors::of_store)?))
            }
        };
        let store = Self { project, options, folder, graph: Mutex::new(graph) };
        if !new {
            store.graph()?;
        }
        Ok(store)
    }

    /// Reads articles of files into the store: what changed, and remarks.
    fn add_files<'py>(
        &self,
        py: Python<'py>,
        paths: Vec<PathBuf>,
        threads: usize,
    ) -> PyResult<(Bound<'py, PyDict>, Vec<Remark>)> {
        paths.iter().try_for_each(|path| is_there(path))?;
        let articles = Articles::open(&paths, self.options.clone());
        let (summary, remarks) = self.fill(py, articles, threads)?;
        Ok((numbers(py, &summary)?, remarks))
    }

    /// Reads articles of an iterator into the store: what changed, and remarks.
    fn add<'py>(
        &self,
        py: Python<'py>,
        articles: &Bound<'py, PyAny>,
        threads: usize,
    ) -> PyResult<(Bound<'py, PyDict>, Vec<Remark>)> {
        let failed = Arc::new(Mutex::new(None));
        let given = Given {
            articles: articles.try_iter()?.unbind(),
            options: self.options.clone(),
            failed: Arc::clone(&failed),
        };
        let (summary, remarks) = self.fill(py, given, threads)?;
        if let Some(error) = failed.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(error);
        }
        Ok((numbers(py, &summary)?, remarks))
    }

    /// The answer to a question with its notes.
    fn query(
        &self,
        py: Python<'_>,
        text: &str,
        sparql: bool,
        parameters: Vec<(String, String)>,
        timeout: Option<f64>,
        memory: u64,
    ) -> PyResult<(Table, Vec<String>)> {
        let graph = self.graph()?;
        let file = if sparql {
            QueryFile::parse_own("query", text).map_err(errors::of_query)?
        } else {
            question(text).map_err(errors::of_question)?
        };
        let mut limits = Limits { memory: (memory > 0).then(|| memory.saturating_mul(1 << 20)), ..Limits::default() };
        if let Some(seconds) = timeout {
            let time = Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero());
            limits.time = Some(time.ok_or_else(|| PyValueError::new_err("a timeout is a number of seconds above 0"))?);
        }
        let answer =
            py.detach(|| self.project.ask_within(&graph, &file, &parameters, limits)).map_err(errors::of_query)?;
        Ok((Table::new(of_answer(&answer)?), answer.notes))
    }

    /// The claims table.
    fn claims(&self, py: Python<'_>, select: &Bound<'_, PyDict>) -> PyResult<Table> {
        let (graph, filter) = (self.graph()?, selection(select)?.filter);
        let mut rows = Rows::new::<Claim>(&[])?;
        py.detach(|| {
            graph.each_claim(&filter, &|name: &str| self.named(name), &mut |claim| {
                rows.push(claim, &[]).map_err(std::io::Error::other)
            })
        })
        .map_err(errors::of_query)?;
        rows.finish().map(Table::new)
    }

    /// The table of events.
    fn events(&self, py: Python<'_>, select: &Bound<'_, PyDict>) -> PyResult<Table> {
        let (graph, filter) = (self.graph()?, selection(select)?.filter);
        let mut rows = Rows::new::<EventRow>(&[])?;
        py.detach(|| {
            graph.each_event(&filter, &|name: &str| self.named(name), &mut |event| {
                rows.push(event, &[]).map_err(std::io::Error::other)
            })
        })
        .map_err(errors::of_query)?;
        rows.finish().map(Table::new)
    }

    /// Writes the graph in a format, to a path or, without one, as bytes.
    fn export<'py>(
        &self,
        py: Python<'py>,
        format: &str,
        path: Option<PathBuf>,
        select: &Bound<'py, PyDict>,
    ) -> PyResult<Option<Bound<'py, PyBytes>>> {
        let (graph, mut selection) = (self.graph()?, selection(select)?);
        let table = EVENT_TABLES.into_iter().find(|table| table.name == format);
        let graphs = exporter(format);
        if table.is_none() && graphs.is_none() && format != "ftm" {
            return Err(PyValueError::new_err(format!(
                "there is no format {format:?}; `chancery export --help` lists all"
            )));
        }
        if let Some(syntax) = graphs.and_then(Exporter::rdf) {
            selection.rdf.syntax = syntax;
        }
        if let Some(format) = graphs.filter(|format| !format.files().is_empty()) {
            let Some(folder) = path else {
                let names = format.files().join(", ");
                return Err(PyValueError::new_err(format!("this format is several files ({names}); give a folder")));
            };
            py.detach(|| self.export_folder(&graph, format, &selection, folder))?;
            return Ok(None);
        }
        let write = |out: &mut dyn std::io::Write| -> Result<(), ExportError> {
            match (table, graphs) {
                (Some(table), _) => self
                    .project
                    .write_events(&graph, table, &selection.filter, false, EventFormat::Codebook, out)
                    .map(drop),
                (None, Some(format)) => self.project.export(&graph, format, &selection, out).map(drop),
                (None, None) => self.project.write_ftm(&graph, &selection.filter, out).map(drop),
            }
        };
        let written = py.detach(|| -> PyResult<Option<Vec<u8>>> {
            match &path {
                None => {
                    let mut out = Vec::new();
                    write(&mut out).map_err(errors::of_export)?;
                    Ok(Some(out))
                }
                Some(path) => {
                    let failed = |error| PyOSError::new_err(format!("{}: {error}", path.display()));
                    let mut out = BufWriter::new(File::create(path).map_err(failed)?);
                    write(&mut out).map_err(errors::of_export)?;
                    out.flush().map_err(failed)?;
                    Ok(None)
                }
            }
        })?;
        Ok(written.map(|bytes| PyBytes::new(py, &bytes)))
    }

    /// Takes articles out; how many there were.
    fn remove(&self, py: Python<'_>, ids: Vec<String>) -> PyResult<usize> {
        py.detach(|| {
            let graph = match &self.folder {
                Some(folder) => {
                    self.close();
                    let mut options = Options::default();
                    options.engine = self.project.engine();
                    Arc::new(Graph::open(folder, &options).map_err(errors::of_store)?)
                }
                None => self.graph()?,
            };
            let mut batch = graph.batch().map_err(errors::of_store)?;
            let mut removed = 0;
            for id in ids {
                removed += usize::from(batch.remove(&id).map_err(errors::of_store)?);
            }
            batch.commit().map_err(errors::of_store)?;
            Ok(removed)
        })
    }

    /// What the store has, in numbers.
    fn status<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let graph = self.graph()?;
        let status = py.detach(|| graph.status()).map_err(errors::of_store)?;
        let found = PyDict::new(py);
        for (name, number) in [
            ("articles", status.articles.len()),
            ("undated", status.undated),
            ("copies", status.copies),
            ("claims", status.claims),
            ("events", status.events),
            ("facts", status.facts),
            ("entities", status.entities),
            ("quads", status.quads),
        ] {
            found.set_item(name, number)?;
        }
        Ok(found)
    }

    /// Ids of the articles.
    fn articles(&self) -> PyResult<Vec<String>> {
        let articles = self.graph()?.articles().map_err(errors::of_store)?;
        Ok(articles.into_iter().map(|article| article.id).collect())
    }
}

impl Store {
    /// Ids of those that a name may mean.
    fn named(&self, name: &str) -> Vec<String> {
        let reading = self.project.read(chancery::text::Article::new("name", name));
        reading.entities.entities.into_iter().map(|entity| entity.id.0).collect()
    }

    fn export_folder(
        &self,
        graph: &Graph,
        format: &dyn Exporter,
        selection: &Selection,
        folder: PathBuf,
    ) -> PyResult<()> {
        let failed = |error| PyOSError::new_err(format!("{}: {error}", folder.display()));
        fs::create_dir_all(&folder).map_err(failed)?;
        let written = self.project.export_files(graph, format, selection, &mut |name, write| {
            let mut out = BufWriter::new(File::create(folder.join(name)).map_err(ExportError::Output)?);
            write(&mut out)?;
            out.flush().map_err(ExportError::Output)
        });
        written.map(drop).map_err(errors::of_export)
    }
}

/// What a change did.
fn numbers<'py>(py: Python<'py>, summary: &Summary) -> PyResult<Bound<'py, PyDict>> {
    let found = PyDict::new(py);
    for (name, number) in [
        ("added", summary.added),
        ("replaced", summary.replaced),
        ("unchanged", summary.unchanged),
        ("duplicates", summary.duplicates),
        ("claims", summary.claims),
    ] {
        found.set_item(name, number)?;
    }
    Ok(found)
}

/// Which part of the graph, of Python's keyword arguments.
fn selection(select: &Bound<'_, PyDict>) -> PyResult<Selection> {
    let mut selection = Selection::default();
    let mut filter = Filter::default();
    let day = |value: &Bound<'_, PyAny>| crate::article::day(value).map(|day| day.to_string());
    for (name, value) in select.iter() {
        let name: String = name.extract()?;
        if value.is_none() {
            continue;
        }
        match name.as_str() {
            "around" => filter.around = names(&value)?,
            "relations" => filter.relations = names(&value)?,
            "since" => filter.since = Some(day(&value)?),
            "until" => filter.until = Some(day(&value)?),
            "published_since" => filter.press.since = Some(day(&value)?),
            "published_until" => filter.press.until = Some(day(&value)?),
            "outlet" => filter.press.outlet = Some(value.extract()?),
            "min_reports" => filter.min_reports = value.extract()?,
            "no_standing" => filter.no_standing = value.extract()?,
            "component" => selection.component = Some(value.extract()?),
            "between" => {
                let (from, to): (String, String) = value.extract()?;
                selection.between = Some([from, to]);
            }
            "top" => selection.top = Some(value.extract()?),
            "by" => {
                selection.by = match value.extract::<String>()?.as_str() {
                    "degree" => Rank::Degree,
                    "reports" => Rank::Reports,
                    other => {
                        return Err(PyValueError::new_err(format!(
                            "entities are ranked by degree or reports, not by {other:?}"
                        )));
                    }
                }
            }
            "legend" => selection.legend = value.extract()?,
            name => return Err(PyValueError::new_err(format!("there is no option {name:?}"))),
        }
    }
    selection.filter = filter;
    Ok(selection)
}

/// A name, or several.
fn names(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    if let Ok(name) = value.extract::<String>() { Ok(vec![name]) } else { value.extract() }
}
