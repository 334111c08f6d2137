//! Tables in Parquet: typed columns, an empty cell is null, packed with Zstandard.
//!
//! Rows come as the text that CSV has. They are written in groups, so that memory does not grow with the table. What does not fit
//! the type of its column is an error that names the column, never a null.

use std::io;
#[cfg(feature = "parquet")]
use std::io::Write;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// A day such as `2022-07-09`.
    Day,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Number,
    /// `yes` or `no`.
    YesNo,
}

/// The columns of a table, those with another type than text by name.
pub(crate) fn columns<'c>(names: impl IntoIterator<Item = &'c str>, typed: &[(&str, Kind)]) -> Vec<(String, Kind)> {
    let kind = |name: &str| typed.iter().find(|(typed, _)| *typed == name).map_or(Kind::Text, |(_, kind)| *kind);
    names.into_iter().map(|name| (name.to_owned(), kind(name))).collect()
}

/// Columns of the claims table and of the table of events that are no text.
pub(crate) const TYPED: [(&str, Kind); 11] = [
    ("published", Kind::Day),
    ("earliest", Kind::Day),
    ("latest", Kind::Day),
    ("reported", Kind::Day),
    ("goldstein", Kind::Number),
    ("begin", Kind::Integer),
    ("end", Kind::Integer),
    ("reports", Kind::Integer),
    ("independent", Kind::Integer),
    ("directed", Kind::YesNo),
    ("asserted", Kind::YesNo),
];

/// What somebody does who needs Parquet from a program without it.
#[cfg(not(feature = "parquet"))]
const ABSENT: &str =
    "this program was built without Parquet; build it with `cargo install chancery --features parquet`, or write CSV";

/// Writes a table in Parquet.
#[cfg(not(feature = "parquet"))]
pub(crate) struct Columnar<O> {
    never: std::convert::Infallible,
    out: std::marker::PhantomData<O>,
}

#[cfg(not(feature = "parquet"))]
impl<O> Columnar<O> {
    /// Says that this program has no Parquet.
    ///
    /// # Errors
    /// Always.
    pub(crate) fn new(_columns: &[(String, Kind)], _out: O) -> io::Result<Self> {
        Err(io::Error::new(io::ErrorKind::Unsupported, ABSENT))
    }

    pub(crate) fn row<'c>(&mut self, _cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        match self.never {}
    }

    pub(crate) fn finish(self) -> io::Result<()> {
        match self.never {}
    }
}

#[cfg(feature = "parquet")]
pub(crate) use written::Columnar;

#[cfg(feature = "parquet")]
mod written {
    use std::sync::{Arc, Mutex, PoisonError};

    use ::parquet::{
        basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel},
        data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type},
        errors::ParquetError,
        file::{
            properties::WriterProperties,
            writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter},
        },
        schema::types::Type,
    };
    use jiff::civil::{Date, date};

    use super::{Kind, Write, io};

    /// Rows of a group: some tens of megabytes of claims.
    const GROUP: usize = 20_000;

    /// What the library has written and the output has not got yet.
    #[derive(Clone, Default)]
    struct Pending(Arc<Mutex<Vec<u8>>>);

    impl Write for Pending {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Writes a table in Parquet.
    pub(crate) struct Columnar<O> {
        columns: Vec<(String, Kind)>,
        /// The cells of the group that is gathered, by columns.
        cells: Vec<Vec<String>>,
        writer: SerializedFileWriter<Pending>,
        pending: Pending,
        out: O,
    }

    impl<O: Write> Columnar<O> {
        /// A table of these columns without a row.
        ///
        /// # Errors
        /// Where the output cannot be written.
        pub(crate) fn new(columns: &[(String, Kind)], out: O) -> io::Result<Self> {
            let fields = columns.iter().map(|(name, kind)| field(name, *kind).map(Arc::new));
            let fields = fields.collect::<Result<_, _>>().map_err(failed)?;
            let schema = Type::group_type_builder("chancery").with_fields(fields).build().map_err(failed)?;
            let properties = WriterProperties::builder()
                .set_compression(Compression::ZSTD(ZstdLevel::default()))
                .set_created_by(concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned())
                .build();
            let pending = Pending::default();
            let writer =
                SerializedFileWriter::new(pending.clone(), Arc::new(schema), Arc::new(properties)).map_err(failed)?;
            Ok(Self { columns: columns.to_vec(), cells: vec![Vec::new(); columns.len()], writer, pending, out })
        }

        /// Adds a row, a cell a column.
        ///
        /// # Errors
        /// Where a cell does not fit its column, or the output cannot be written.
        pub(crate) fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
            for (column, cell) in self.cells.iter_mut().zip(cells) {
                column.push(cell.to_owned());
            }
            if self.cells.first().is_some_and(|column| column.len() >= GROUP) { self.write_group() } else { Ok(()) }
        }

        /// Writes what is left, and the end without which nobody can read the table.
        ///
        /// # Errors
        /// As of [`Columnar::row`].
        pub(crate) fn finish(mut self) -> io::Result<()> {
            self.write_group()?;
            self.writer.finish().map_err(failed)?;
            self.hand_over()?;
            self.out.flush()
        }

        fn write_group(&mut self) -> io::Result<()> {
            if self.cells.first().is_none_or(Vec::is_empty) {
                return Ok(());
            }
            let mut group = self.writer.next_row_group().map_err(failed)?;
            for ((name, kind), cells) in self.columns.iter().zip(&mut self.cells) {
                write_column(&mut group, name, *kind, cells)?;
                cells.clear();
            }
            group.close().map_err(failed)?;
            self.hand_over()
        }

        fn hand_over(&mut self) -> io::Result<()> {
            let mut pending = self.pending.0.lock().unwrap_or_else(PoisonError::into_inner);
            self.out.write_all(&pending)?;
            pending.clear();
            Ok(())
        }
    }

    fn failed(error: ParquetError) -> io::Error {
        io::Error::other(error)
    }

    fn field(name: &str, kind: Kind) -> Result<Type, ParquetError> {
        let (physical, logical) = match kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
            Kind::Integer => (Physical::INT64, None),
            Kind::Number => (Physical::DOUBLE, None),
            Kind::YesNo => (Physical::BOOLEAN, None),
        };
        Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
    }

    fn write_column(
        group: &mut SerializedRowGroupWriter<'_, Pending>,
        name: &str,
        kind: Kind,
        cells: &[String],
    ) -> io::Result<()> {
        let Some(mut column) = group.next_column().map_err(failed)? else { return Ok(()) };
        match kind {
            Kind::Text => fill::<ByteArrayType>(&mut column, name, cells, |cell| Some(ByteArray::from(cell))),
            Kind::Day => fill::<Int32Type>(&mut column, name, cells, day),
            Kind::Integer => fill::<Int64Type>(&mut column, name, cells, |cell| cell.parse().ok()),
            Kind::Number => fill::<DoubleType>(&mut column, name, cells, |cell| cell.parse().ok()),
            Kind::YesNo => fill::<BoolType>(&mut column, name, cells, |cell| match cell {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            }),
        }?;
        column.close().map_err(failed)
    }

    /// Days since 1970, as Parquet counts them.
    fn day(cell: &str) -> Option<i32> {
        let day: Date = cell.parse().ok()?;
        Some(day.since((jiff::Unit::Day, date(1970, 1, 1))).ok()?.get_days())
    }

    /// Writes the cells of a column: levels that say where a cell is, and the values of those.
    fn fill<T: DataType>(
        column: &mut SerializedColumnWriter<'_>,
        name: &str,
        cells: &[String],
        value: impl Fn(&str) -> Option<T::T>,
    ) -> io::Result<()> {
        let levels: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_empty())).collect();
        let mut values = Vec::with_capacity(cells.len());
        for cell in cells.iter().filter(|cell| !cell.is_empty()) {
            let misfit = || io::Error::other(format!("`{cell}` does not fit the column {name}"));
            values.push(value(cell).ok_or_else(misfit)?);
        }
        column.typed::<T>().write_batch(&values, Some(&levels), None).map_err(failed)?;
        Ok(())
    }
}

#[cfg(all(test, feature = "parquet"))]
mod tests {
    use ::parquet::{
        file::{reader::FileReader as _, serialized_reader::SerializedFileReader},
        record::Field,
    };

    use super::{Columnar, Kind, TYPED, columns};

    fn written(rows: &[[&str; 5]]) -> Vec<u8> {
        let columns = columns(["subject", "earliest", "goldstein", "reports", "directed"], &TYPED);
        let mut out = Vec::new();
        let mut table = Columnar::new(&columns, &mut out).expect("memory");
        for row in rows {
            table.row(row.iter().copied()).expect("it fits");
        }
        table.finish().expect("memory");
        out
    }

    #[test]
    fn columns_have_their_types_and_empty_cells_are_null() {
        let rows =
            [["王毅", "2022-07-09", "-4.5", "12", "yes"], ["", "", "", "", "no"], ["x", "1969-12-31", "1", "0", ""]];
        let file = SerializedFileReader::new(bytes::Bytes::from(written(&rows))).expect("a table");
        let rows: Vec<Vec<Field>> = file
            .get_row_iter(None)
            .expect("rows")
            .map(|row| row.expect("a row").get_column_iter().map(|(_, value)| value.clone()).collect())
            .collect();
        let text = |text: &str| Field::Str(text.to_owned());
        assert_eq!(
            rows[0],
            [text("王毅"), Field::Date(19_182), Field::Double(-4.5), Field::Long(12), Field::Bool(true)]
        );
        assert_eq!(rows[1], [Field::Null, Field::Null, Field::Null, Field::Null, Field::Bool(false)]);
        assert_eq!(rows[2], [text("x"), Field::Date(-1), Field::Double(1.0), Field::Long(0), Field::Null]);
    }

    #[test]
    fn many_rows_are_many_groups_and_no_row_is_lost() {
        let row = ["a", "2022-07-09", "", "1", "no"];
        let file = SerializedFileReader::new(bytes::Bytes::from(written(&vec![row; 45_000]))).expect("a table");
        assert_eq!(file.metadata().num_row_groups(), 3);
        assert_eq!(file.metadata().file_metadata().num_rows(), 45_000);
        let empty = SerializedFileReader::new(bytes::Bytes::from(written(&[]))).expect("a table");
        assert_eq!(empty.metadata().file_metadata().num_rows(), 0);
    }

    #[test]
    fn what_does_not_fit_its_column_is_an_error() {
        let columns = columns(["begin"], &TYPED);
        assert_eq!(columns, [("begin".to_owned(), Kind::Integer)]);
        let mut table = Columnar::new(&columns, Vec::new()).expect("memory");
        table.row(["many"]).expect("gathered");
        let error = table.finish().expect_err("no number");
        assert!(error.to_string().contains("`many`") && error.to_string().contains("begin"), "{error}");
    }
}

#[cfg(all(test, not(feature = "parquet")))]
mod tests {
    use super::{Columnar, TYPED, columns};

    #[test]
    fn a_program_without_parquet_says_how_to_get_it() {
        let error = Columnar::new(&columns(["subject"], &TYPED), Vec::<u8>::new()).err().expect("there is no Parquet");
        assert!(error.to_string().contains("--features parquet"), "{error}");
    }
}
