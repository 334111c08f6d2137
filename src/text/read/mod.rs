//! Readers: a small file for each format, all behind one trait, chosen by what [`Format`] finds in the first bytes.
//!
//! To add a format, write a file with a `reader` here, name it in [`reader`], and let [`Format::is_read`] know.

mod columns;
mod docx;
mod feed;
mod html;
mod jsonl;
mod licensed;
mod mail;
mod markdown;
#[cfg(feature = "parquet")]
mod parquet;
mod pdf;
mod plain;
mod reader;
mod row;
mod rtf;
mod table;
#[cfg(test)]
mod tests;
mod unpack;
mod warc;

pub use columns::{Column, ColumnError, Columns, Field};
pub use jsonl::Records;
pub use plain::{HeaderError, article as plain_article, read as read_plain};
pub use reader::{Input, Item, LONGEST, Random, ReadOptions, Reader, Source};
pub use unpack::{Packing, unpacked};

use super::format::Format;

/// The reader of an input of that format; the source is handed back where the format is not read.
///
/// # Errors
/// Where [`Format::is_read`] says so.
pub fn reader(format: Format, source: Source) -> Result<Box<dyn Reader>, Box<Source>> {
    Ok(match format {
        // Of a binary file the decoder says where it is one.
        Format::Text | Format::Binary => plain::reader(source),
        Format::Feed => feed::reader(source),
        Format::Warc => warc::reader(source),
        Format::Mail => mail::reader(source),
        Format::Html => html::reader(source),
        Format::Markdown | Format::Notes => markdown::reader(source),
        Format::Csv => table::reader(source),
        Format::Docx => docx::reader(source),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::reader(source),
        Format::Pdf => pdf::reader(source),
        Format::Rtf => rtf::reader(source),
        Format::Records => jsonl::reader(source),
        _ => return Err(Box::new(source)),
    })
}
