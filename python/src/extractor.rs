//! Articles to claims, annotations and explanations, by a project that is loaded once.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use arrow_array::RecordBatch;
use chancery::{
    Claim, Project, cli,
    project::{AnnotationFormat, Articles, Explanation, InputOptions, Outcome, ordered},
    text::{Article as Text, Column, Diagnostic, Item, ReadOptions, encoding},
};
use pyo3::{
    exceptions::{PyNotImplementedError, PyValueError},
    prelude::*,
    types::{PyDict, PyList},
};

use crate::{
    article::{self, Article},
    batches::{self, Claims, Extras},
    errors,
    table::{Rows, Table},
};

/// A remark for Python: whether something was left out, and the message.
pub(crate) type Remark = (bool, String);

pub(crate) fn remark(diagnostic: &Diagnostic) -> Remark {
    (diagnostic.is_error(), diagnostic.to_string())
}

/// A table of claims.
pub(crate) fn table_of(claims: &[Claim]) -> PyResult<RecordBatch> {
    let mut rows = Rows::new::<Claim>(&[])?;
    claims.iter().try_for_each(|claim| rows.push(claim, &[]))?;
    rows.finish()
}

/// Rules, names and words, loaded once.
#[pyclass(frozen, module = "chancery._native", name = "NativeExtractor")]
pub(crate) struct Extractor {
    pub(crate) project: Arc<Project>,
    /// How articles from Python are admitted.
    pub(crate) options: InputOptions,
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (rules, gazetteer, gazetteer_only, lexicon, any_language, keep_clutter))]
    fn new(
        py: Python<'_>,
        rules: Option<PathBuf>,
        gazetteer: Option<PathBuf>,
        gazetteer_only: Option<PathBuf>,
        lexicon: Option<PathBuf>,
        any_language: bool,
        keep_clutter: bool,
    ) -> PyResult<Self> {
        let project = py.detach(|| -> PyResult<Project> {
            let mut project = match lexicon.as_deref() {
                None => Project::embedded(),
                Some(folder) => Project::with_lexicon(folder).map_err(|error| errors::of_lexicon(&error))?,
            };
            if let Some(folder) = rules.as_deref() {
                project = project.with_rules(folder).map_err(|error| errors::of_rules(&error))?;
            }
            if let Some(folder) = gazetteer_only.as_deref().or(gazetteer.as_deref()) {
                let alone = gazetteer_only.is_some();
                project = project.with_gazetteer(folder, alone).map_err(|error| errors::of_gazetteer(&error))?;
            }
            Ok(project)
        })?;
        let mut options = InputOptions::default();
        (options.any_language, options.keep_clutter) = (any_language, keep_clutter);
        Ok(Self { project: Arc::new(project), options })
    }

    /// What decides how articles are read, as a short text.
    #[getter]
    fn engine(&self) -> String {
        self.project.engine()
    }

    /// The claims of an article, with remarks.
    fn extract(&self, py: Python<'_>, article: Article) -> PyResult<(Table, Vec<Remark>)> {
        py.detach(|| {
            let outcome = match self.options.admitted(article.text) {
                Ok(article) => self.project.extract_one(article),
                Err(warning) => Outcome::Diagnostic(warning),
            };
            Ok(match outcome {
                Outcome::Extraction(extraction) => (Table::new(table_of(&extraction.claims)?), Vec::new()),
                Outcome::Diagnostic(diagnostic) => (Table::new(table_of(&[])?), vec![remark(&diagnostic)]),
            })
        })
    }

    /// The annotation of an article as text.
    fn annotate(&self, py: Python<'_>, article: Article, trees: bool) -> PyResult<String> {
        let format = if trees { AnnotationFormat::Conllu } else { AnnotationFormat::Jsonl };
        let annotation = py.detach(|| {
            let article = self.admitted_in_any_language(article.text)?;
            self.project.annotate_one(article, format)
        });
        annotation.map_err(|error| errors::ChanceryError::new_err(error.to_string()))
    }

    /// Why an article claims what it claims: a list of sentences, and the text that `chancery explain` prints.
    fn explain<'py>(
        &self,
        py: Python<'py>,
        article: Article,
        full: bool,
    ) -> PyResult<(Bound<'py, PyList>, Table, String)> {
        let (explanation, text) = py
            .detach(|| {
                let explanation = self.project.explain(self.admitted_in_any_language(article.text)?);
                let text = cli::explanation(&explanation, full);
                Ok((explanation, text))
            })
            .map_err(|error: Diagnostic| errors::ChanceryError::new_err(error.to_string()))?;
        let table = Table::new(table_of(&explanation.extraction.claims)?);
        Ok((sentences(py, &explanation)?, table, text))
    }

    /// The articles of files and folders.
    fn read(&self, paths: Vec<PathBuf>, how: &Bound<'_, PyDict>) -> PyResult<Files> {
        let options = self.input(how)?;
        if let Some(first) = paths.first()
            && paths.iter().all(|path| path.as_os_str() != "-" && !path.exists())
        {
            let message = format!("{}: there is no such file or folder", first.display());
            return Err(pyo3::exceptions::PyFileNotFoundError::new_err(message));
        }
        let articles = Articles::open(&paths, options);
        Ok(Files { project: Arc::clone(&self.project), articles: Mutex::new(articles) })
    }

    /// The claims of a table of articles, a batch at a time.
    #[pyo3(signature = (table, columns, threads, quads, keys))]
    fn extract_arrow(
        &self,
        table: &Bound<'_, PyAny>,
        columns: Vec<(String, String)>,
        threads: usize,
        quads: bool,
        keys: bool,
    ) -> PyResult<batches::Reader> {
        let claims = Claims {
            project: Arc::clone(&self.project),
            options: self.options.clone(),
            columns,
            threads,
            extras: Extras { quads, keys },
        };
        batches::Reader::new(table, claims)
    }

    /// The graph of an article as sorted N-Quads, without the events and edges that need all articles.
    fn nquads(&self, py: Python<'_>, article: Article) -> PyResult<String> {
        let quads = py.detach(|| {
            let article = self.options.admitted(article.text)?;
            match self.project.extract_one(article) {
                Outcome::Extraction(extraction) => Ok(batches::nquads(&self.project.engine(), &extraction)),
                Outcome::Diagnostic(diagnostic) => Err(diagnostic),
            }
        });
        quads.map_err(|error| errors::ChanceryError::new_err(error.to_string()))
    }
}

impl Extractor {
    /// Who annotates or explains a text wants to see what is read in it, whatever its language.
    fn admitted_in_any_language(&self, article: Text) -> Result<Text, Diagnostic> {
        let mut options = self.options.clone();
        options.any_language = true;
        options.admitted(article)
    }

    /// How files are read, of Python's keyword arguments.
    pub(crate) fn input(&self, how: &Bound<'_, PyDict>) -> PyResult<InputOptions> {
        let mut options = self.options.clone();
        for (name, value) in how.iter() {
            let name: String = name.extract()?;
            match name.as_str() {
                "date" => options.date = Some(article::day(&value)?),
                "source" => options.source = Some(value.extract()?),
                "encoding" => {
                    let label: String = value.extract()?;
                    let found = encoding(&label)
                        .ok_or_else(|| PyValueError::new_err(format!("there is no encoding {label:?}")))?;
                    options.read.encoding = Some(found);
                }
                "columns" => {
                    let mut columns = Vec::new();
                    for (field, column) in value.cast_into::<PyDict>()?.iter() {
                        let text = format!("{}={}", field.extract::<String>()?, column.extract::<String>()?);
                        let column = text.parse::<Column>();
                        columns.push(column.map_err(|error| PyValueError::new_err(error.to_string()))?);
                    }
                    options.read = ReadOptions::new(options.read.encoding, columns.into_iter().collect());
                }
                "any_language" => options.any_language = value.extract()?,
                "keep_clutter" => options.keep_clutter = value.extract()?,
                name => return Err(PyNotImplementedError::new_err(format!("there is no option {name:?} of reading"))),
            }
        }
        Ok(options)
    }
}

/// What is explained, sentence by sentence.
fn sentences<'py>(py: Python<'py>, explanation: &Explanation) -> PyResult<Bound<'py, PyList>> {
    let list = PyList::empty(py);
    for (number, sentence) in explanation.reading.sentences.iter().enumerate() {
        let found = PyDict::new(py);
        found.set_item("text", sentence.span.of(&explanation.reading.article.text))?;
        found.set_item("begin", sentence.span.begin)?;
        found.set_item("end", sentence.span.end)?;
        let claims = PyList::empty(py);
        for reasons in explanation.reasons(number) {
            let claim = PyDict::new(py);
            claim.set_item("claim", &reasons.claim.claim)?;
            claim.set_item("in_words", &reasons.in_words)?;
            let why = PyDict::new(py);
            for (what, reason) in &reasons.reasons {
                why.set_item(what, reason)?;
            }
            claim.set_item("reasons", why)?;
            claims.append(claim)?;
        }
        let silence = claims.is_empty().then(|| explanation.silence(number));
        found.set_item("claims", claims)?;
        found.set_item("nearest", silence)?;
        list.append(found)?;
    }
    Ok(list)
}

/// The articles of files and folders, as they are read.
#[pyclass(frozen, module = "chancery._native", name = "NativeFiles")]
pub(crate) struct Files {
    project: Arc<Project>,
    articles: Mutex<Articles>,
}

impl Files {
    /// The next items, at most so many articles, and whether that was all.
    fn take(&self, count: usize) -> Vec<Item> {
        let mut articles = self.articles.lock().unwrap_or_else(PoisonError::into_inner);
        let mut items = Vec::new();
        let mut found = 0;
        while found < count {
            let Some(item) = articles.next() else { break };
            found += usize::from(matches!(item, Item::Article(_)));
            items.push(item);
        }
        items
    }
}

#[pymethods]
impl Files {
    /// The next article, with the remarks before it; no article at the end.
    fn next(&self, py: Python<'_>) -> (Option<Article>, Vec<Remark>) {
        let (mut article, mut remarks) = (None, Vec::new());
        for item in py.detach(|| self.take(1)) {
            match item {
                Item::Article(text) => article = Some(Article { text }),
                Item::Diagnostic(diagnostic) => remarks.push(remark(&diagnostic)),
            }
        }
        (article, remarks)
    }

    /// The claims of the next so many articles, with their number and remarks; no table at the end.
    fn claims(&self, py: Python<'_>, articles: usize, threads: usize) -> PyResult<(Option<Table>, usize, Vec<Remark>)> {
        py.detach(|| {
            let items = self.take(articles.max(1));
            if items.is_empty() {
                return Ok((None, 0, Vec::new()));
            }
            let (mut rows, mut count, mut remarks) = (Rows::new::<Claim>(&[])?, 0, Vec::new());
            let mut failed = None;
            let work = |item| match item {
                Item::Article(article) => self.project.extract_one(article),
                Item::Diagnostic(diagnostic) => Outcome::Diagnostic(diagnostic),
            };
            ordered(items.into_iter(), threads, work, |outcome| {
                match outcome {
                    Outcome::Extraction(extraction) => {
                        count += 1;
                        if let Err(error) = extraction.claims.iter().try_for_each(|claim| rows.push(claim, &[])) {
                            failed = Some(error);
                            return ControlFlow::Break(());
                        }
                    }
                    Outcome::Diagnostic(diagnostic) => remarks.push(remark(&diagnostic)),
                }
                ControlFlow::Continue(())
            });
            match failed {
                Some(error) => Err(error),
                None => Ok((Some(Table::new(rows.finish()?)), count, remarks)),
            }
        })
    }
}

/// A path that may be a folder of data.
pub(crate) fn is_there(path: &Path) -> PyResult<()> {
    if path.exists() {
        return Ok(());
    }
    Err(pyo3::exceptions::PyFileNotFoundError::new_err(format!("{}: there is no such file or folder", path.display())))
}
