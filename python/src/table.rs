//! Tables in memory, by Arrow: built of records or of answers, read as rows of Python values, handed over without a copy.

use std::{fmt::Display, sync::Arc};

use arrow_array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, RecordBatchIterator,
    StringArray,
    cast::AsArray as _,
    types::{Date32Type, Float64Type, Int64Type},
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use chancery::{
    graph::{Cell, ColumnKind, Table as Answer},
    text::parse_day,
};
use jiff::civil::{Date, date};
use pyo3::{
    exceptions::{PyIndexError, PyValueError},
    prelude::*,
    sync::PyOnceLock,
    types::{PyCapsule, PyDict, PyTuple, PyType},
};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::arrow;

/// Columns that are days.
const DAYS: [&str; 4] = ["published", "earliest", "latest", "reported"];
/// Columns that are whole numbers.
const NUMBERS: [&str; 5] = ["begin", "end", "reports", "independent", "articles"];
/// Columns that are decimal numbers.
const DECIMALS: [&str; 1] = ["goldstein"];

/// The proleptic ordinal of 1 January 1970 in Python.
const EPOCH: i32 = 719_163;

/// Days since 1970.
pub(crate) fn days(day: Date) -> i32 {
    let hours = day.duration_since(date(1970, 1, 1)).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}

/// A column that is being filled; empty text is nothing.
enum Builder {
    Text(Vec<Option<String>>),
    Day(Vec<Option<i32>>),
    Number(Vec<Option<i64>>),
    Decimal(Vec<Option<f64>>),
}

impl Builder {
    fn of(name: &str) -> Self {
        match name {
            _ if DAYS.contains(&name) => Self::Day(Vec::new()),
            _ if NUMBERS.contains(&name) => Self::Number(Vec::new()),
            _ if DECIMALS.contains(&name) => Self::Decimal(Vec::new()),
            _ => Self::Text(Vec::new()),
        }
    }

    fn push(&mut self, value: Option<Value>) {
        let text = match value {
            Some(Value::String(text)) if !text.is_empty() => Some(text),
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(Value::Bool(value)) => Some(value.to_string()),
            _ => None,
        };
        match self {
            Self::Text(column) => column.push(text),
            Self::Day(column) => column.push(text.and_then(|text| parse_day(&text)).map(days)),
            Self::Number(column) => column.push(text.and_then(|text| text.parse().ok())),
            Self::Decimal(column) => column.push(text.and_then(|text| text.parse().ok())),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(column) => Arc::new(StringArray::from(column)),
            Self::Day(column) => Arc::new(Date32Array::from(column)),
            Self::Number(column) => Arc::new(Int64Array::from(column)),
            Self::Decimal(column) => Arc::new(Float64Array::from(column)),
        }
    }
}

/// A table of records of one kind, with the names and the order of their fields, as the CSV of the program has them.
pub(crate) struct Rows {
    columns: Vec<(String, Builder)>,
}

impl Rows {
    /// A table without rows of records like this one; columns named in `more` follow its own.
    pub(crate) fn new<T: Serialize + Default>(more: &[&str]) -> PyResult<Self> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.serialize(T::default()).map_err(failed)?;
        let bytes = writer.into_inner().map_err(failed)?;
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let own = reader.headers().map_err(failed)?;
        let names = own.iter().chain(more.iter().copied());
        Ok(Self { columns: names.map(|name| (name.to_owned(), Builder::of(name))).collect() })
    }

    /// Adds a record, with the values of some columns beside it.
    pub(crate) fn push<T: Serialize>(&mut self, record: &T, more: &[(&str, &str)]) -> PyResult<()> {
        let Value::Object(mut fields) = serde_json::to_value(record).map_err(failed)? else {
            return Err(failed("a record has no fields"));
        };
        fields.extend(more.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))));
        self.fields(fields);
        Ok(())
    }

    /// Adds a row that has nothing but these.
    pub(crate) fn push_only(&mut self, some: &[(&str, &str)]) {
        self.fields(some.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))).collect());
    }

    fn fields(&mut self, mut fields: Map<String, Value>) {
        for (name, column) in &mut self.columns {
            column.push(fields.remove(name));
        }
    }

    /// The table.
    pub(crate) fn finish(self) -> PyResult<RecordBatch> {
        batch(self.columns.into_iter().map(|(name, column)| (name, column.finish())).collect())
    }
}

fn failed(error: impl Display) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// A table of columns.
pub(crate) fn batch(columns: Vec<(String, ArrayRef)>) -> PyResult<RecordBatch> {
    let fields: Vec<Field> =
        columns.iter().map(|(name, column)| Field::new(name, column.data_type().clone(), true)).collect();
    let arrays = columns.into_iter().map(|(_, column)| column).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).map_err(failed)
}

/// An answer as a table: labels with their ids beside them; a column whose values all are numbers, days or truth values has
/// them as such.
pub(crate) fn of_answer(answer: &Answer) -> PyResult<RecordBatch> {
    let mut columns: Vec<(String, ArrayRef)> = Vec::new();
    for (at, name) in answer.columns.iter().enumerate() {
        let cells: Vec<Option<&Cell>> = answer.rows.iter().map(|row| row.get(at).and_then(Option::as_ref)).collect();
        let text = |how: fn(&Cell) -> &str| -> ArrayRef {
            Arc::new(cells.iter().map(|cell| cell.map(how)).collect::<StringArray>())
        };
        let kind = answer.kinds.get(at).copied().unwrap_or_default();
        let column = match kind {
            ColumnKind::Id => text(Cell::id),
            ColumnKind::Named => text(Cell::shown),
            ColumnKind::Value => typed(&cells).unwrap_or_else(|| text(Cell::shown)),
        };
        columns.push((name.clone(), column));
        let ids = format!("{name}_id");
        if kind == ColumnKind::Named && !answer.columns.contains(&ids) {
            columns.push((ids, text(Cell::id)));
        }
    }
    batch(columns)
}

/// A column of numbers, days or truth values, where all its cells are of one such kind.
fn typed(cells: &[Option<&Cell>]) -> Option<ArrayRef> {
    let mut kind: Option<&str> = None;
    for cell in cells.iter().flatten() {
        let Cell::Literal { datatype: Some(datatype), .. } = cell else { return None };
        let name = match datatype.rsplit_once('#')?.1 {
            "integer" | "int" | "long" | "nonNegativeInteger" => "integer",
            "decimal" | "double" | "float" => "decimal",
            "date" => "date",
            "boolean" => "boolean",
            _ => return None,
        };
        match kind {
            None => kind = Some(name),
            Some(known) if known == name => {}
            Some("integer" | "decimal") if matches!(name, "integer" | "decimal") => kind = Some("decimal"),
            Some(_) => return None,
        }
    }
    let values = || cells.iter().map(|cell| cell.map(Cell::shown));
    /// All of them, or nothing where one cannot be read.
    fn all<'c, T>(
        values: impl Iterator<Item = Option<&'c str>>,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<Option<T>>> {
        values.map(|value| value.map_or(Some(None), |text| read(text).map(Some))).collect()
    }
    Some(match kind? {
        "integer" => Arc::new(Int64Array::from(all(values(), |text| text.parse().ok())?)),
        "decimal" => Arc::new(Float64Array::from(all(values(), |text| text.parse().ok())?)),
        "date" => Arc::new(Date32Array::from(all(values(), |text| parse_day(text).map(days))?)),
        _ => Arc::new(BooleanArray::from(all(values(), |text| Some(matches!(text, "true" | "1")))?)),
    })
}

/// A table in memory.
#[pyclass(frozen, module = "chancery._native", name = "NativeTable")]
pub(crate) struct Table {
    batch: RecordBatch,
}

impl Table {
    pub(crate) fn new(batch: RecordBatch) -> Self {
        Self { batch }
    }
}

#[pymethods]
impl Table {
    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.batch.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Names of the columns that are days.
    #[getter]
    fn days(&self) -> Vec<String> {
        let schema = self.batch.schema();
        let days = schema.fields().iter().filter(|field| *field.data_type() == DataType::Date32);
        days.map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// A row, by its number from 0.
    fn row<'py>(&self, py: Python<'py>, number: usize) -> PyResult<Bound<'py, PyDict>> {
        if number >= self.batch.num_rows() {
            return Err(PyIndexError::new_err("the table has no such row"));
        }
        let row = PyDict::new(py);
        for (field, column) in self.batch.schema().fields().iter().zip(self.batch.columns()) {
            row.set_item(pyo3::types::PyString::intern(py, field.name()), value(py, column, number)?)?;
        }
        Ok(row)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        // A wish of the caller, which the protocol lets us leave out.
        drop(requested_schema);
        arrow::array_capsules(py, &self.batch)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let one: [Result<RecordBatch, ArrowError>; 1] = [Ok(self.batch.clone())];
        arrow::stream_capsule(py, RecordBatchIterator::new(one, self.batch.schema()))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        arrow::schema_capsule(py, &self.batch)
    }
}

/// A cell as a value of Python.
fn value<'py>(py: Python<'py>, column: &ArrayRef, number: usize) -> PyResult<Bound<'py, PyAny>> {
    static DAY: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    if column.is_null(number) {
        return Ok(py.None().into_bound(py));
    }
    Ok(match column.data_type() {
        DataType::Int64 => column.as_primitive::<Int64Type>().value(number).into_pyobject(py)?.into_any(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(number).into_pyobject(py)?.into_any(),
        DataType::Boolean => column.as_boolean().value(number).into_pyobject(py)?.to_owned().into_any(),
        DataType::Date32 => {
            let ordinal = column.as_primitive::<Date32Type>().value(number).saturating_add(EPOCH);
            if ordinal < 1 {
                // Python's days begin with year 1.
                return Ok(py.None().into_bound(py));
            }
            DAY.import(py, "datetime", "date")?.call_method1("fromordinal", (ordinal,))?
        }
        _ => column.as_string::<i32>().value(number).into_pyobject(py)?.into_any(),
    })
}
