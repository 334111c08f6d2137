//! Parquet: a row an article, read a row at a time.
//!
//! Columns are found as in CSV. Of a row only the columns that are read are unpacked. A table begins at its end, so a file
//! is read in place; what comes from a pipe, or is packed, is read whole.

use std::{
    io::{self, Cursor, Read, Seek as _, SeekFrom},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::{Timestamp, civil::date};
use parquet::{
    basic::{LogicalType, TimeUnit},
    data_type::AsBytes as _,
    errors::ParquetError,
    file::{
        reader::{ChunkReader, FileReader as _, Length},
        serialized_reader::SerializedFileReader,
    },
    record::{Field as Value, Row, reader::RowIter},
    schema::types::Type,
};

use super::{
    reader::{Item, LONGEST, Random, Reader, Source},
    row::Header,
};
use crate::text::{Article, Diagnostic, Part};

/// The most bytes of a table that cannot be read in place.
const LARGEST: usize = 16 * LONGEST;

/// How many times its packed size a column may have, and what it may have in any case.
const RATIO: i64 = 1000;
const FREE: i64 = 256 << 20;

/// The reader of a table.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Table { source, open: None, waiting: None, record: 0, done: false })
}

struct Table {
    source: Source,
    open: Option<Open>,
    waiting: Option<Article>,
    record: usize,
    done: bool,
}

/// A table whose columns are known.
struct Open {
    header: Header,
    /// The columns that are read, as numbers of the header's.
    used: Vec<usize>,
    /// Which of all columns count nanoseconds.
    nanoseconds: Vec<bool>,
    rows: RowIter<'static>,
}

/// Runs a part of the library, which may panic on a damaged file.
fn guarded<T>(run: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("it is damaged".to_owned()),
    }
}

impl Table {
    fn open(&mut self) -> Result<Open, Diagnostic> {
        let random = match self.source.random.take() {
            Some(random) => random,
            None => Box::new(Cursor::new(self.source.bytes(LARGEST)?)) as Box<dyn Random>,
        };
        let unreadable =
            |source: &Source, why: String| source.error(format!("this Parquet table cannot be read: {why}"));
        let chunks = Chunks::new(random).map_err(|error| unreadable(&self.source, error.to_string()))?;
        let file = guarded(|| SerializedFileReader::new(chunks)).map_err(|why| unreadable(&self.source, why))?;
        let metadata = file.metadata();
        let packed = metadata.row_groups().iter().flat_map(|group| group.columns());
        for column in packed {
            let size = column.uncompressed_size();
            if size > FREE && size / RATIO > column.compressed_size().max(1) {
                return Err(unreadable(&self.source, format!("a column unpacks to more than {RATIO} times its size")));
            }
        }
        let schema = metadata.file_metadata().schema().clone();
        let names: Vec<String> = schema.get_fields().iter().map(|field| field.name().to_owned()).collect();
        let header = Header::new(names, &self.source, Part::Whole)?;
        let used = header.used();
        let nanoseconds = schema.get_fields().iter().map(|field| counts_nanoseconds(field)).collect();
        let fields = used.iter().map(|&at| schema.get_fields()[at].clone()).collect();
        let rows = guarded(|| {
            let projection = Type::group_type_builder(schema.name()).with_fields(fields).build()?;
            RowIter::from_file_into(Box::new(file)).project(Some(projection))
        });
        let rows = rows.map_err(|why| unreadable(&self.source, why))?;
        Ok(Open { header, used, nanoseconds, rows })
    }

    fn error(&self, message: impl Into<String>) -> Item {
        Item::Diagnostic(self.source.error(message).at(self.part()))
    }
}

fn counts_nanoseconds(field: &Type) -> bool {
    field.is_primitive()
        && matches!(field.get_basic_info().logical_type_ref(), Some(LogicalType::Timestamp(kind)) if kind.unit == TimeUnit::NANOS)
}

impl Reader for Table {
    fn next_item(&mut self) -> Option<Item> {
        if let Some(article) = self.waiting.take() {
            return Some(Item::Article(article));
        }
        if self.done {
            return None;
        }
        if self.open.is_none() {
            match self.open() {
                Ok(open) => self.open = Some(open),
                Err(problem) => {
                    self.done = true;
                    return Some(Item::Diagnostic(problem));
                }
            }
        }
        let open = self.open.as_mut()?;
        self.record += 1;
        let row = match guarded(|| open.rows.next().transpose()) {
            Ok(Some(row)) => row,
            Ok(None) => {
                self.done = true;
                return (self.record == 1).then(|| Item::Diagnostic(self.source.error("this table has no row")));
            }
            Err(why) => {
                self.done = true;
                return Some(self.error(format!("neither this row nor what follows it can be read: {why}")));
            }
        };
        let cells = cells(&row, open);
        Some(match open.header.article(&cells, &self.source, Part::Record(self.record)) {
            Ok((article, None)) => Item::Article(article),
            Ok((article, Some(remark))) => {
                self.waiting = Some(article);
                Item::Diagnostic(remark)
            }
            Err(problem) => Item::Diagnostic(problem),
        })
    }

    fn part(&self) -> Part {
        Part::Record(self.record)
    }
}

/// The cells of a row as text, empty where a column is not read.
fn cells(row: &Row, open: &Open) -> Vec<String> {
    let mut cells = vec![String::new(); open.header.names.len()];
    for (&at, (_, value)) in open.used.iter().zip(row.get_column_iter()) {
        cells[at] = text(value, open.nanoseconds[at]);
    }
    cells
}

/// A value as text; days and times as ISO 8601 writes them.
fn text(value: &Value, nanoseconds: bool) -> String {
    let time = |time: Result<Timestamp, jiff::Error>| time.map(|time| time.to_string()).unwrap_or_default();
    match value {
        Value::Null => String::new(),
        Value::Str(text) => text.clone(),
        Value::Bytes(bytes) => String::from_utf8_lossy(bytes.as_bytes()).into_owned(),
        Value::Date(days) => {
            // Damaged files count more days than there are.
            let days = jiff::Span::new().try_days(i64::from(*days));
            let day = days.and_then(|days| date(1970, 1, 1).checked_add(days));
            day.map(|day| day.to_string()).unwrap_or_default()
        }
        Value::TimestampMillis(count) => time(Timestamp::from_millisecond(*count)),
        Value::TimestampMicros(count) => time(Timestamp::from_microsecond(*count)),
        Value::Long(count) if nanoseconds => time(Timestamp::from_nanosecond(i128::from(*count))),
        Value::ListInternal(list) => {
            list.elements().iter().map(|value| text(value, false)).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    }
}

/// An input that is read in pieces from any place.
struct Chunks {
    input: Arc<Mutex<Box<dyn Random>>>,
    length: u64,
}

impl Chunks {
    fn new(mut input: Box<dyn Random>) -> io::Result<Self> {
        let length = input.seek(SeekFrom::End(0))?;
        Ok(Self { input: Arc::new(Mutex::new(input)), length })
    }
}

impl Length for Chunks {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Chunks {
    type T = io::BufReader<Chunk>;

    fn get_read(&self, start: u64) -> Result<Self::T, ParquetError> {
        Ok(io::BufReader::new(Chunk { input: Arc::clone(&self.input), at: start }))
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<bytes::Bytes, ParquetError> {
        let mut bytes = Vec::new();
        let chunk = Chunk { input: Arc::clone(&self.input), at: start };
        let read = chunk.take(length as u64).read_to_end(&mut bytes)?;
        if read < length {
            return Err(ParquetError::EOF(format!("{length} bytes were wanted and {read} are there")));
        }
        Ok(bytes.into())
    }
}

/// The input from one place on.
struct Chunk {
    input: Arc<Mutex<Box<dyn Random>>>,
    at: u64,
}

impl Read for Chunk {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut input = self.input.lock().unwrap_or_else(PoisonError::into_inner);
        input.seek(SeekFrom::Start(self.at))?;
        let count = input.read(out)?;
        self.at += count as u64;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Cursor, sync::Arc};

    use parquet::{
        data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type},
        file::writer::SerializedFileWriter,
        schema::parser::parse_message_type,
    };

    use super::super::reader::{Item, Source, memory};

    /// A table of two rows, of which the second has no text.
    fn table() -> Vec<u8> {
        let schema = "message articles { required binary Body (UTF8); required int32 Published (DATE); required int64 Seen (TIMESTAMP(NANOS,true)); required binary Outlet (UTF8); }";
        let schema = Arc::new(parse_message_type(schema).expect("a schema"));
        let mut bytes = Vec::new();
        let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::default()).expect("memory");
        let mut group = file.next_row_group().expect("memory");
        let texts = |one: &str, two: &str| [one, two].map(ByteArray::from);
        let mut at = 0;
        while let Some(mut column) = group.next_column().expect("memory") {
            match at {
                0 => column.typed::<ByteArrayType>().write_batch(&texts("Wang Yi met him.", " "), None, None),
                1 => column.typed::<Int32Type>().write_batch(&[19180, 19181], None, None),
                2 => column.typed::<Int64Type>().write_batch(&[1_657_152_000_000_000_000, 0], None, None),
                _ => column.typed::<ByteArrayType>().write_batch(&texts("Agency", "Agency"), None, None),
            }
            .expect("memory");
            column.close().expect("memory");
            at += 1;
        }
        group.close().expect("memory");
        file.close().expect("memory");
        bytes
    }

    fn said(source: Source, columns: &[&str]) -> Vec<String> {
        let mut source = source;
        source.options.columns = columns.iter().map(|column| column.parse().expect("a column")).collect();
        let mut reader = super::reader(source);
        let items = std::iter::from_fn(|| reader.next_item());
        items
            .map(|item| match item {
                Item::Article(a) => format!(
                    "{} | {} | {} | {}",
                    a.id,
                    a.published.map(|day| day.to_string()).unwrap_or_default(),
                    a.source.unwrap_or_default(),
                    a.text
                ),
                Item::Diagnostic(remark) => remark.to_string(),
            })
            .collect()
    }

    #[test]
    fn rows_are_articles() {
        let want = [
            "x.parquet#1 | 2022-07-07 | Agency | Wang Yi met him.",
            "in/x.parquet: error: record 2: the text of article \"x.parquet#2\" is empty (column \"Body\")",
        ];
        let source = || memory("in/x.parquet", &table());
        assert_eq!(said(source(), &[]), want);
        let random = Some(Box::new(Cursor::new(table())) as Box<dyn super::Random>);
        assert_eq!(said(Source { random, ..memory("in/x.parquet", b"") }, &[]), want);
        let seen = said(source(), &["date=seen"]);
        assert_eq!(seen[0], want[0]);
        let none = said(source(), &["text=outlet2"]);
        assert!(none[0].contains("none of the columns of this table is known to hold text"), "{none:?}");
    }

    #[test]
    fn damage_is_told() {
        let whole = table();
        for length in [4, 12, whole.len() / 2, whole.len() - 1] {
            let said = said(memory("in/x.parquet", &whole[..length]), &[]);
            assert!(said[0].contains("this Parquet table cannot be read"), "{said:?}");
        }
        for at in (0..whole.len()).step_by(7) {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            assert!(said(memory("in/x.parquet", &bytes), &[]).len() <= 3);
        }
    }
}
