//! DOCX: the paragraphs of a word processor's document, a line each.
//!
//! A document is a zip archive; its text is `word/document.xml`, which is walked along as a stream. Headers, footers, notes
//! and comments stand in other files and are not read; nor are deleted and hidden words.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::DeflateDecoder;
use quick_xml::{
    Reader as Xml,
    events::{BytesStart, Event},
};
use rawzip::{CompressionMethod, ZipArchive};

use super::{
    licensed::{self, Document},
    reader::{LONGEST, Reader, Source, Whole},
};

/// The most bytes of a document with its pictures.
const LARGEST: usize = 4 * LONGEST;

/// The most bytes that the text may have with its markup: some twenty bytes a letter are common.
const UNPACKED: u64 = 32 * LONGEST as u64;

/// So deep elements are nested at most.
const DEEPEST: usize = 1000;

/// The reader of a document.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Whole::export(source, |source| {
        let bytes = source.bytes(LARGEST)?;
        let lines = lines(&bytes).map_err(|why| source.error(why.to_string()))?;
        licensed::items(&Document::of_paragraphs(lines), source)
    }))
}

/// Why a document cannot be read.
#[derive(Debug, thiserror::Error)]
enum Damage {
    #[error("this document's archive is damaged ({0}); open it in a word processor and save it anew")]
    Archive(String),
    #[error(
        "this archive holds no document of a word processor (word/document.xml); save the text as DOCX or as plain text"
    )]
    NoDocument,
    #[error("this document is encrypted; save it without a password")]
    Encrypted,
    #[error("the text of this document is packed in an unknown way; open it in a word processor and save it anew")]
    Packing,
    #[error("this document's text cannot be read: {0}")]
    Text(String),
    #[error("the text of this document is longer than {} MiB; split it", LONGEST >> 20)]
    TooLong,
    #[error("the elements of this document are nested too deep")]
    TooDeep,
}

/// The lines of a document.
fn lines(bytes: &[u8]) -> Result<Vec<String>, Damage> {
    let damaged = |error: rawzip::Error| Damage::Archive(error.to_string());
    let archive = ZipArchive::from_slice(bytes).map_err(damaged)?;
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        if entry.file_path().as_ref() != b"word/document.xml" {
            continue;
        }
        let local = archive.get_entry(entry.wayfinder()).map_err(damaged)?;
        if entry.flags().is_encrypted() {
            return Err(Damage::Encrypted);
        }
        let data = local.data();
        let input: Box<dyn BufRead + '_> = match entry.compression_method() {
            CompressionMethod::STORE => Box::new(data),
            CompressionMethod::DEFLATE => Box::new(BufReader::new(DeflateDecoder::new(data))),
            _ => return Err(Damage::Packing),
        };
        return paragraphs(Bounded { input, left: UNPACKED, since: 0, over: false });
    }
    Err(Damage::NoDocument)
}

/// An input that stops where there is more of it, or of one of its elements, than a text has.
struct Bounded<'a> {
    input: Box<dyn BufRead + 'a>,
    /// The bytes that may still come.
    left: u64,
    /// The bytes since the last element.
    since: usize,
    /// Whether there was more.
    over: bool,
}

impl BufRead for Bounded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 || self.since > LONGEST {
            self.over = true;
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.input.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count as u64);
        self.since += count;
        self.input.consume(count);
    }
}

impl Read for Bounded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

/// The paragraphs of `word/document.xml`.
fn paragraphs(input: Bounded<'_>) -> Result<Vec<String>, Damage> {
    let mut xml = Xml::from_reader(input);
    xml.config_mut().check_end_names = false;
    xml.config_mut().allow_unmatched_ends = true;
    let mut walk = Walk::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        xml.get_mut().since = 0;
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) => break,
            Ok(Event::Start(tag)) => walk.start(&tag, false),
            Ok(Event::Empty(tag)) => walk.start(&tag, true),
            Ok(Event::End(_)) => walk.end(),
            Ok(Event::Text(text)) => walk.text(&text.unescape().unwrap_or_default()),
            Ok(Event::CData(text)) => walk.text(&String::from_utf8_lossy(&text)),
            Ok(_) => {}
            Err(_) if xml.get_ref().over => return Err(Damage::TooLong),
            Err(error) => return Err(Damage::Text(error.to_string())),
        }
        if walk.length > LONGEST {
            return Err(Damage::TooLong);
        }
        if walk.open.len() > DEEPEST {
            return Err(Damage::TooDeep);
        }
    }
    walk.flush();
    Ok(walk.lines)
}

/// What an element means for the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    /// A run of words of one look.
    Run,
    /// Words.
    Words,
    Cell,
    Row,
    /// What is not read, with all in it.
    Silent,
    Other,
}

/// Whether a property says that it does not hold.
fn is_off(tag: &BytesStart<'_>) -> bool {
    let value = tag.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == b"val");
    value.is_some_and(|found| matches!(&*found.value, b"0" | b"false" | b"off"))
}

/// A walk along the elements of a document.
#[derive(Default)]
struct Walk {
    open: Vec<Kind>,
    lines: Vec<String>,
    line: String,
    /// Whether the run is hidden, or deleted.
    hidden: bool,
    /// How many open elements are silent, and how many are rows of tables.
    silent: usize,
    rows: usize,
    /// The number of cells before this one in the row.
    cells: usize,
    /// Bytes of text so far.
    length: usize,
}

impl Walk {
    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = tag.local_name();
        let kind = match name.as_ref() {
            b"p" => Kind::Paragraph,
            b"r" => Kind::Run,
            b"t" => Kind::Words,
            b"tc" => Kind::Cell,
            b"tr" => Kind::Row,
            // A fallback says once more what stands before it for newer programs.
            b"del" | b"moveFrom" | b"Fallback" | b"sectPr" | b"instrText" => Kind::Silent,
            _ => Kind::Other,
        };
        match (kind, name.as_ref()) {
            _ if self.silent > 0 => {}
            (Kind::Paragraph, _) if self.rows == 0 || !self.line.is_empty() && !self.line.ends_with('\t') => {
                self.flush()
            }
            (Kind::Row, _) => {
                self.flush();
                self.cells = 0;
            }
            (Kind::Cell, _) => {
                if self.cells > 0 {
                    self.line.push('\t');
                }
                self.cells += 1;
            }
            (Kind::Run, _) => self.hidden = false,
            (Kind::Other, b"vanish") => self.hidden = !is_off(tag),
            (Kind::Other, b"tab") if self.open.last() == Some(&Kind::Run) => self.push("\t"),
            (Kind::Other, b"noBreakHyphen") => self.push("-"),
            (Kind::Other, b"br" | b"cr") => self.flush(),
            _ => {}
        }
        if empty {
            if kind == Kind::Paragraph && self.rows == 0 && self.silent == 0 {
                self.add(String::new());
            }
            return;
        }
        self.open.push(kind);
        self.silent += usize::from(kind == Kind::Silent);
        self.rows += usize::from(kind == Kind::Row);
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Kind::Silent) => self.silent -= 1,
            Some(Kind::Row) => {
                self.rows -= 1;
                self.flush();
            }
            Some(Kind::Paragraph) if self.silent == 0 && self.rows == 0 => {
                let line = std::mem::take(&mut self.line);
                self.add(line);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.last() == Some(&Kind::Words) && self.silent == 0 && !self.hidden {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        self.length += text.len();
        self.line.push_str(text);
    }

    fn flush(&mut self) {
        if !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.add(line);
        }
    }

    /// Adds a line; one costs memory even if it is empty.
    fn add(&mut self, line: String) {
        self.length += size_of::<String>();
        self.lines.push(line);
    }
}

/// An archive with one file, for tests.
#[cfg(test)]
pub(super) fn packed(name: &str, mut content: impl Read) -> Vec<u8> {
    let mut out = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut out);
    let file = archive.new_file(name).compression_method(CompressionMethod::DEFLATE);
    let (mut entry, config) = file.start().expect("memory");
    let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::best());
    let mut writer = config.wrap(encoder);
    io::copy(&mut content, &mut writer).expect("memory");
    let (encoder, descriptor) = writer.finish().expect("memory");
    encoder.finish().expect("memory");
    entry.finish(descriptor).expect("memory");
    archive.finish().expect("memory");
    out
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::{lines, packed};

    fn of(body: &str) -> Result<Vec<String>, String> {
        let text = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        lines(&packed("word/document.xml", text.as_bytes())).map_err(|why| why.to_string())
    }

    #[test]
    fn paragraphs_are_lines_and_rows_are_lines_with_tabs() {
        let body = "<w:p><w:r><w:t>Wang Yi </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>met &amp; left.</w:t></w:r></w:p><w:p/>\
            <w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:r><w:t>One</w:t><w:br/><w:t>Two</w:t><w:tab/><w:t>Three</w:t></w:r></w:p>\
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>HD</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Title</w:t></w:r></w:p><w:p><w:r><w:t>More</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
            <w:p><w:r><w:instrText>HYPERLINK</w:instrText><w:t>End</w:t></w:r></w:p>";
        assert_eq!(
            of(body).expect("a document"),
            ["Wang Yi met & left.", "", "One", "Two\tThree", "HD\tTitle", "More", "End"]
        );
    }

    #[test]
    fn what_is_no_document_says_why() {
        let no = |bytes: &[u8]| lines(bytes).expect_err("no document").to_string();
        assert!(no(b"PK\x03\x04 nothing").contains("archive is damaged"));
        assert!(no(&packed("xl/workbook.xml", &b"<x/>"[..])).contains("holds no document of a word processor"));
        assert!(no(&packed("word/document.xml", &b"<w:p><w:t>x</w:p <"[..])).contains("cannot be read"));
        let deep = "<w:p>".repeat(100_000);
        assert_eq!(of(&deep), Err("the elements of this document are nested too deep".to_owned()));
    }

    /// The same bytes again and again.
    struct Repeated {
        part: &'static [u8],
        left: usize,
    }

    impl Read for Repeated {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let count = self.left.min(out.len() / self.part.len() * self.part.len());
            out[..count].chunks_mut(self.part.len()).for_each(|out| out.copy_from_slice(&self.part[..out.len()]));
            self.left -= count;
            Ok(count)
        }
    }

    #[test]
    fn a_bomb_is_stopped() {
        let text = (&b"<w:p><w:t>"[..]).chain(std::io::repeat(b' ').take(100 << 20));
        let bomb = packed("word/document.xml", text);
        let error = lines(&bomb).expect_err("a bomb").to_string();
        assert!(error.contains("longer than 16 MiB"), "{error}");
        let error = lines(&packed("word/document.xml", Repeated { part: b"<w:p/><w:r/>", left: 600 << 20 }));
        assert!(error.is_err_and(|error| error.to_string().contains("longer than 16 MiB")));
    }
}
