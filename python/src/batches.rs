//! Tables of articles to tables of claims, by Arrow: a batch in, a batch out. A bad row gives a row with an error.

use std::{
    ops::ControlFlow,
    sync::{Arc, Mutex, PoisonError},
};

use arrow_array::{
    Array, ArrayRef, RecordBatch, RecordBatchReader,
    cast::AsArray as _,
    types::{
        ArrowPrimitiveType, Date32Type, Date64Type, Int8Type, Int16Type, Int32Type, Int64Type,
        TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type,
        UInt16Type, UInt32Type, UInt64Type,
    },
};
use arrow_schema::{ArrowError, DataType, SchemaRef, TimeUnit};
use chancery::{
    Claim, Project,
    graph::{Fact, Keys, Names, keys, write_article},
    project::{InputOptions, Outcome, ordered},
    rules::Extraction,
    text::read_day,
};
use jiff::{
    ToSpan as _,
    civil::{Date, date},
};
use pyo3::{
    exceptions::{PyRuntimeError, PyValueError},
    prelude::*,
    types::PyCapsule,
};

use crate::{
    arrow::{self, Given},
    article::{About, article},
    table::{Rows, Table},
};

/// Columns beside those of the claims table.
const ERROR: &str = "error";
const WARNING: &str = "warning";
const QUADS: &str = "nquads";
const OF_CLAIMS: [&str; 2] = ["event_key", "event_gist"];
const ARTICLE: &str = "article_key";
const OF_ARTICLES: [&str; 3] = ["sketch", "sketch_keys", "outlet_key"];
const FACTS: &str = "node_facts";

/// What is added to the claims.
#[derive(Clone, Copy)]
pub(crate) struct Extras {
    /// A row for each article with its graph as N-Quads.
    pub(crate) quads: bool,
    /// What joins claims and articles with those of other tables.
    pub(crate) keys: bool,
}

/// How tables of articles are read.
pub(crate) struct Claims {
    pub(crate) project: Arc<Project>,
    pub(crate) options: InputOptions,
    /// Which column holds a field, where it is not the one of its name.
    pub(crate) columns: Vec<(String, String)>,
    pub(crate) threads: usize,
    pub(crate) extras: Extras,
}

/// The graph of an article as text.
pub(crate) fn nquads(engine: &str, extraction: &Extraction) -> String {
    let mut out = Vec::new();
    // Memory takes all that is written.
    let _ = write_article(&Names::default(), engine, extraction, &mut out);
    String::from_utf8_lossy(&out).into_owned()
}

/// A row as an article, or why it is none; a warning beside it.
struct Row {
    id: String,
    article: Result<chancery::text::Article, String>,
    warning: Option<String>,
}

/// What a row gives.
struct Found {
    claims: Vec<Claim>,
    quads: Option<String>,
    keys: Option<Keys>,
}

/// The claims of a row.
struct Done {
    id: String,
    warning: Option<String>,
    outcome: Result<Found, (bool, String)>,
}

impl Claims {
    /// The claims of a batch; rows that give none for a reason have it in a column of its own.
    fn of(&self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let columns = Columns::of(batch, &self.columns)?;
        let engine = self.project.engine();
        let mut more = vec![ERROR, WARNING];
        if self.extras.quads {
            more.push(QUADS);
        }
        if self.extras.keys {
            more.extend(OF_CLAIMS.into_iter().chain([ARTICLE]).chain(OF_ARTICLES));
        }
        if self.extras.quads && self.extras.keys {
            more.push(FACTS);
        }
        let mut rows = Rows::new::<Claim>(&more).map_err(external)?;
        let mut failed = None;
        let work = |number: usize| self.done(columns.row(number), &engine);
        ordered(0..batch.num_rows(), self.threads, work, |done: Done| match write(&mut rows, done) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Some(error);
                ControlFlow::Break(())
            }
        });
        match failed {
            Some(error) => Err(external(error)),
            None => rows.finish().map_err(external),
        }
    }

    fn done(&self, row: Row, engine: &str) -> Done {
        let Row { id, article, warning } = row;
        let admitted = match article {
            Err(why) => Err((true, why)),
            Ok(article) => self.options.admitted(article).map_err(|warning| (false, warning.message)),
        };
        let outcome = admitted.and_then(|article| match self.project.extract_one(article) {
            Outcome::Extraction(extraction) => {
                let quads = self.extras.quads.then(|| nquads(engine, &extraction));
                let keys = self.extras.keys.then(|| keys(engine, &extraction));
                Ok(Found { claims: extraction.claims, quads, keys })
            }
            Outcome::Diagnostic(diagnostic) => Err((true, diagnostic.message)),
        });
        Done { id, warning, outcome }
    }
}

fn write(rows: &mut Rows, done: Done) -> PyResult<()> {
    let id = ("article", done.id.as_str());
    if let Some(warning) = &done.warning {
        rows.push_only(&[id, (WARNING, warning)]);
    }
    match done.outcome {
        Ok(Found { claims, quads, keys }) => {
            for (number, claim) in claims.iter().enumerate() {
                match keys.as_ref().and_then(|keys| Some((keys, keys.claims.get(number)?))) {
                    None => rows.push(claim, &[])?,
                    Some((keys, key)) => rows.push(
                        claim,
                        &[(OF_CLAIMS[0], &key.event_key), (OF_CLAIMS[1], &key.gist), (ARTICLE, &keys.article)],
                    )?,
                }
            }
            if let Some(print) = keys.as_ref().and_then(|keys| keys.print.as_ref()) {
                let all = print.keys.join(" ");
                let own =
                    [(OF_ARTICLES[0], print.sketch.as_str()), (OF_ARTICLES[1], &all), (OF_ARTICLES[2], &print.outlet)];
                rows.push_only(&[&[id, ("published", &print.published), (ARTICLE, &print.article)], &own[..]].concat());
            }
            if let Some(quads) = &quads {
                let facts = keys.as_ref().map(|keys| fact_lines(&keys.facts)).unwrap_or_default();
                rows.push_only(&[id, (QUADS, quads), (FACTS, &facts)]);
            }
        }
        Err((true, error)) => rows.push_only(&[id, (ERROR, &error)]),
        Err((false, warning)) => rows.push_only(&[id, (WARNING, &warning)]),
    }
    Ok(())
}

/// Facts as lines of count, node and what is said.
pub(crate) fn fact_lines(facts: &[Fact]) -> String {
    facts.iter().map(|fact| format!("{} {} {}\n", fact.count, fact.node, fact.said)).collect()
}

fn external(error: PyErr) -> ArrowError {
    ArrowError::ExternalError(Box::new(error))
}

/// The columns of a table of articles.
struct Columns {
    id: ArrayRef,
    text: ArrayRef,
    date: Option<ArrayRef>,
    title: Option<ArrayRef>,
    source: Option<ArrayRef>,
    url: Option<ArrayRef>,
}

impl Columns {
    fn of(batch: &RecordBatch, named: &[(String, String)]) -> Result<Self, ArrowError> {
        let find = |field: &str| -> Result<Option<ArrayRef>, ArrowError> {
            let own = named.iter().find(|(name, _)| name == field).map(|(_, column)| column.as_str());
            match batch.column_by_name(own.unwrap_or(field)) {
                None if own.is_some() => {
                    Err(ArrowError::SchemaError(format!("this table has no column {:?}", own.unwrap_or_default())))
                }
                column => column.map(plain).transpose(),
            }
        };
        let needed = |field: &str| {
            let there: Vec<String> = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
            let message = format!(
                "this table has no column {field:?}; its columns are {}; name the one, as in columns={{{field:?}: \"…\"}}",
                there.join(", ")
            );
            find(field)?.ok_or(ArrowError::SchemaError(message))
        };
        Ok(Self {
            id: needed("id")?,
            text: needed("text")?,
            date: find("date")?,
            title: find("title")?,
            source: find("source")?,
            url: find("url")?,
        })
    }

    fn row(&self, number: usize) -> Row {
        let id = match text(&self.id, number) {
            Ok(Some(id)) if !id.trim().is_empty() => id.trim().to_owned(),
            Ok(_) => return Row::bad(String::new(), format!("row {number} has no id")),
            Err(why) => return Row::bad(String::new(), format!("the id of row {number}: {why}")),
        };
        let (date, warning) = match self.date.as_ref().map(|column| day(column, number)) {
            None | Some(Ok(None)) => (None, None),
            Some(Ok(date)) => (date, None),
            Some(Err(why)) => (None, Some(format!("the date of article {id:?} is left out: {why}"))),
        };
        let read = || -> Result<_, String> {
            let optional = |column: &Option<ArrayRef>| match column {
                None => Ok(None),
                Some(column) => text(column, number),
            };
            let about = About {
                date,
                title: optional(&self.title)?,
                source: optional(&self.source)?,
                url: optional(&self.url)?,
            };
            match bytes(&self.text, number) {
                None => Err(format!("article {id:?} has no `text`")),
                Some(bytes) => article(&id, utf8(bytes)?, about),
            }
        };
        Row { article: read(), id, warning }
    }
}

impl Row {
    fn bad(id: String, why: String) -> Self {
        Self { id, article: Err(why), warning: None }
    }
}

/// A column as values that stand by themselves: of a dictionary the values by their keys.
pub(crate) fn plain(column: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    match column.data_type() {
        DataType::Dictionary(_, kind) if matches!(kind.as_ref(), DataType::Utf8 | DataType::LargeUtf8) => {
            let dictionary = column.as_any_dictionary();
            if dictionary.values().is_empty() {
                return Ok(arrow_array::new_null_array(&DataType::Utf8, column.len()));
            }
            let keys = dictionary.normalized_keys();
            let value = |number: usize| -> Option<&str> {
                let bytes = if column.is_null(number) { None } else { bytes(dictionary.values(), keys[number]) };
                bytes.and_then(|bytes| std::str::from_utf8(bytes).ok())
            };
            Ok(Arc::new((0..column.len()).map(value).collect::<arrow_array::StringArray>()))
        }
        DataType::Utf8View => Ok(Arc::new(column.as_string_view().clone().to_binary_view())),
        _ => Ok(Arc::clone(column)),
    }
}

/// The bytes of a text, in place; they need not be UTF-8, since nobody checks what comes over the interface.
fn bytes(column: &ArrayRef, number: usize) -> Option<&[u8]> {
    if column.is_null(number) {
        return None;
    }
    fn part<O: arrow_array::OffsetSizeTrait>(
        column: &arrow_array::GenericStringArray<O>,
        number: usize,
    ) -> Option<&[u8]> {
        let offsets = column.value_offsets();
        column.value_data().get(offsets[number].as_usize()..offsets[number + 1].as_usize())
    }
    match column.data_type() {
        DataType::Utf8 => part(column.as_string::<i32>(), number),
        DataType::LargeUtf8 => part(column.as_string::<i64>(), number),
        DataType::Binary => Some(column.as_binary::<i32>().value(number)),
        DataType::LargeBinary => Some(column.as_binary::<i64>().value(number)),
        DataType::BinaryView => Some(column.as_binary_view().value(number)),
        _ => None,
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|error| format!("the text is not UTF-8: {error}"))
}

/// A value as text: numbers are ids, too.
pub(crate) fn text(column: &ArrayRef, number: usize) -> Result<Option<String>, String> {
    fn of<T: ArrowPrimitiveType>(column: &ArrayRef, number: usize) -> String
    where
        T::Native: ToString,
    {
        column.as_primitive::<T>().value(number).to_string()
    }
    if column.is_null(number) {
        return Ok(None);
    }
    Ok(Some(match column.data_type() {
        DataType::Int8 => of::<Int8Type>(column, number),
        DataType::Int16 => of::<Int16Type>(column, number),
        DataType::Int32 => of::<Int32Type>(column, number),
        DataType::Int64 => of::<Int64Type>(column, number),
        DataType::UInt8 => of::<UInt8Type>(column, number),
        DataType::UInt16 => of::<UInt16Type>(column, number),
        DataType::UInt32 => of::<UInt32Type>(column, number),
        DataType::UInt64 => of::<UInt64Type>(column, number),
        DataType::Null => return Ok(None),
        other => match bytes(column, number) {
            Some(bytes) => utf8(bytes)?.to_owned(),
            None => return Err(format!("a column of {other} is no text")),
        },
    }))
}

/// A value as a day: a date, a moment (its day in UTC), or text.
pub(crate) fn day(column: &ArrayRef, number: usize) -> Result<Option<Date>, String> {
    if column.is_null(number) {
        return Ok(None);
    }
    let seconds = match column.data_type() {
        DataType::Date32 => i64::from(column.as_primitive::<Date32Type>().value(number)) * 86_400,
        DataType::Date64 => column.as_primitive::<Date64Type>().value(number).div_euclid(1000),
        DataType::Timestamp(TimeUnit::Second, _) => column.as_primitive::<TimestampSecondType>().value(number),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            column.as_primitive::<TimestampMillisecondType>().value(number).div_euclid(1000)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            column.as_primitive::<TimestampMicrosecondType>().value(number).div_euclid(1_000_000)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            column.as_primitive::<TimestampNanosecondType>().value(number).div_euclid(1_000_000_000)
        }
        _ => {
            let Some(written) = text(column, number)? else { return Ok(None) };
            let written = written.trim();
            if written.is_empty() {
                return Ok(None);
            }
            let day = read_day(written).map_err(|why| format!("{written:?} is not a day that can be read: {why}"))?;
            return Ok(Some(day));
        }
    };
    let span = 0.days().try_days(seconds.div_euclid(86_400)).map_err(|error| error.to_string())?;
    date(1970, 1, 1).checked_add(span).map(Some).map_err(|error| error.to_string())
}

/// The batches that are still to be read.
enum Source {
    One(Option<RecordBatch>),
    Many(Box<dyn RecordBatchReader + Send>),
    Done,
}

/// Claims of a table of articles, a batch at a time.
struct Stream {
    claims: Claims,
    source: Source,
    schema: SchemaRef,
}

impl Iterator for Stream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = match &mut self.source {
            Source::One(batch) => batch.take().map(Ok),
            Source::Many(batches) => batches.next(),
            Source::Done => None,
        };
        let result = batch?.and_then(|batch| self.claims.of(&batch));
        if result.is_err() {
            self.source = Source::Done;
        }
        Some(result)
    }
}

impl RecordBatchReader for Stream {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}

/// Claims of a table of articles, as Python iterates over them or as a stream that another library reads.
#[pyclass(frozen, module = "chancery._native", name = "NativeReader")]
pub(crate) struct Reader {
    stream: Mutex<Option<Stream>>,
}

impl Reader {
    pub(crate) fn new(table: &Bound<'_, PyAny>, claims: Claims) -> PyResult<Self> {
        let (source, given) = match arrow::given(table)? {
            Given::Batch(batch) => {
                let schema = batch.schema();
                (Source::One(Some(batch)), schema)
            }
            Given::Stream(stream) => {
                let schema = stream.schema();
                (Source::Many(Box::new(stream)), schema)
            }
        };
        // What is wrong with the table as a whole is said before the first row.
        let none = claims.of(&RecordBatch::new_empty(given)).map_err(|error| raised(&error))?;
        Ok(Self { stream: Mutex::new(Some(Stream { claims, source, schema: none.schema() })) })
    }
}

/// An error of the stream as Python raises it.
fn raised(error: &ArrowError) -> PyErr {
    match error {
        ArrowError::SchemaError(message) => PyValueError::new_err(message.clone()),
        error => PyRuntimeError::new_err(error.to_string()),
    }
}

#[pymethods]
impl Reader {
    /// The claims of the next batch; None at the end.
    fn next(&self, py: Python<'_>) -> PyResult<Option<Table>> {
        let next = py.detach(|| {
            let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
            stream.as_mut().and_then(Iterator::next)
        });
        next.transpose().map(|batch| batch.map(Table::new)).map_err(|error| raised(&error))
    }

    /// A table without rows, with the columns of those that follow.
    fn empty(&self) -> PyResult<Table> {
        let stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        let stream = stream.as_ref().ok_or_else(gone)?;
        Ok(Table::new(RecordBatch::new_empty(Arc::clone(&stream.schema))))
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let mut stream = self.stream.lock().unwrap_or_else(PoisonError::into_inner);
        arrow::stream_capsule(py, stream.take().ok_or_else(gone)?)
    }
}

fn gone() -> PyErr {
    PyValueError::new_err("these claims were handed to another reader")
}
