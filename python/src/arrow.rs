//! Tables to and from other libraries by Arrow's C data interface, as Python's PyCapsule protocol hands them over.
//!
//! A capsule owns a struct of the interface. Who takes the content leaves an empty struct behind, whose release does nothing.
#![allow(unsafe_code, reason = "the C data interface is pointers to structs")]

use std::ffi::CStr;

use arrow_array::{
    Array as _, RecordBatch, RecordBatchReader, StructArray,
    ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi},
    ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader},
};
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    types::{PyCapsule, PyTuple},
};

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

fn failed(error: impl std::fmt::Display) -> PyErr {
    PyValueError::new_err(format!("this table cannot be handed over: {error}"))
}

/// A schema as a capsule.
pub(crate) fn schema_capsule<'py>(py: Python<'py>, batch: &RecordBatch) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(batch.schema().as_ref()).map_err(failed)?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}

/// A batch as two capsules: its schema and its columns.
pub(crate) fn array_capsules<'py>(py: Python<'py>, batch: &RecordBatch) -> PyResult<Bound<'py, PyTuple>> {
    let (array, _) = to_ffi(&StructArray::from(batch.clone()).to_data()).map_err(failed)?;
    PyTuple::new(py, [schema_capsule(py, batch)?, PyCapsule::new_with_value(py, array, ARRAY)?])
}

/// A stream of batches as a capsule.
pub(crate) fn stream_capsule<'py>(
    py: Python<'py>,
    batches: impl RecordBatchReader + Send + 'static,
) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), STREAM)
}

/// What another library handed over.
pub(crate) enum Given {
    /// One batch.
    Batch(RecordBatch),
    /// Several, read one by one.
    Stream(RecordBatchStreamReader),
}

/// The table of an object with `__arrow_c_array__` or `__arrow_c_stream__`: of pyarrow, polars, pandas, DuckDB, Daft and others.
pub(crate) fn given(table: &Bound<'_, PyAny>) -> PyResult<Given> {
    if table.hasattr("__arrow_c_array__")? {
        let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) =
            table.call_method0("__arrow_c_array__")?.extract()?;
        return batch(&schema, &array).map(Given::Batch);
    }
    if table.hasattr("__arrow_c_stream__")? {
        let capsule = table.call_method0("__arrow_c_stream__")?.cast_into::<PyCapsule>()?;
        let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
        // SAFETY: a capsule of this name holds a struct of the interface, by the protocol; it is moved out.
        let stream = unsafe { RecordBatchStreamReader::from_raw(pointer.as_ptr()) }.map_err(failed)?;
        return Ok(Given::Stream(stream));
    }
    Err(PyTypeError::new_err(
        "this is no Arrow table: it has neither __arrow_c_array__ nor __arrow_c_stream__ \
         (pyarrow, polars and pandas 2.2 or later have)",
    ))
}

fn batch(schema: &Bound<'_, PyCapsule>, array: &Bound<'_, PyCapsule>) -> PyResult<RecordBatch> {
    let schema = schema.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
    // SAFETY: capsules of these names hold structs of the interface, by the protocol. They are moved out, so that each is
    // released once; the columns are as the schema says.
    let data = unsafe {
        let schema = FFI_ArrowSchema::from_raw(schema.as_ptr());
        from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), &schema)
    };
    let data = data.map_err(failed)?;
    if !matches!(data.data_type(), arrow_schema::DataType::Struct(_)) {
        return Err(PyTypeError::new_err("this is an Arrow array of one column; a record batch is needed"));
    }
    let rows = StructArray::from(data);
    if rows.null_count() > 0 {
        return Err(PyTypeError::new_err("this is an Arrow array with rows that are null; a record batch is needed"));
    }
    Ok(RecordBatch::from(rows))
}
