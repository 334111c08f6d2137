//! Web archives (WARC 0.17 to 1.1): each page that a server answered with is looked at as HTML is.
//!
//! The archive is read as a stream, a record at a time. Of records only responses count, of responses only those with status
//! 200 and HTML, of these only articles; what else there is is counted and told at the end. Where the length of a record
//! is wrong, reading goes on at the next line that begins a record.

use std::{
    collections::BTreeMap,
    io::{self, BufRead as _, Read},
};

use flate2::read::{GzDecoder, ZlibDecoder};

use super::{
    html::{self, NoArticle},
    reader::{Input, Item, LONGEST, ReadOptions, Reader, Source},
};
use crate::text::{Article, Encoding, Part};

/// The reader of an archive.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Archive { source, record: 0, left_out: BTreeMap::new(), waiting: None, done: false })
}

struct Archive {
    source: Source,
    /// The number of the record that was read last, from 1.
    record: usize,
    /// What was no article, by what it is.
    left_out: BTreeMap<&'static str, usize>,
    /// An article that comes after a remark.
    waiting: Option<Box<Article>>,
    done: bool,
}

/// What a record holds.
enum Record {
    Article(Box<Article>),
    /// A page, or something else that a server answered with, that is no article.
    Other(&'static str),
    /// Something that is no answer of a server: a request, metadata, a note on the archive.
    Note,
}

/// The longest line of a header, and the most lines.
const LINE: u64 = 1 << 16;
const LINES: usize = 1000;

/// Names and values of a header; names in lower case.
struct Header(Vec<(String, String)>);

impl Header {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Reads lines up to an empty one.
    fn read(input: &mut dyn io::BufRead) -> io::Result<Self> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for _ in 0..LINES {
            let line = line(input)?;
            let text = line.trim_end();
            if text.is_empty() {
                break;
            }
            match (text.starts_with([' ', '\t']), text.split_once(':'), fields.last_mut()) {
                (true, _, Some((_, value))) => {
                    value.push(' ');
                    value.push_str(text.trim_start());
                }
                (_, Some((name, value)), _) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
                _ => {}
            }
        }
        Ok(Self(fields))
    }
}

/// A line with its end; empty at the end of the input.
fn line(input: &mut dyn io::BufRead) -> io::Result<String> {
    let mut bytes = Vec::new();
    Read::take(input, LINE).read_until(b'\n', &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn begins_record(line: &str) -> bool {
    line.starts_with("WARC/0.") || line.starts_with("WARC/1.")
}

impl Archive {
    fn input(&mut self) -> &mut Input {
        &mut self.source.input
    }

    /// Goes to the next record; whether there is one, and whether something else stood before it.
    fn seek(&mut self) -> io::Result<(bool, bool)> {
        let mut strange = false;
        loop {
            let line = line(self.input())?;
            if line.is_empty() {
                return Ok((false, strange));
            }
            if begins_record(&line) {
                return Ok((true, strange));
            }
            strange |= !line.trim().is_empty();
        }
    }

    /// Reads the record whose first line was read.
    fn read(&mut self) -> io::Result<Record> {
        let header = Header::read(self.input())?;
        let length: u64 = header.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        let answer = header.get("warc-type").is_some_and(|kind| kind.eq_ignore_ascii_case("response"))
            && header.get("content-type").is_none_or(|kind| kind.to_ascii_lowercase().starts_with("application/http"));
        let id = format!("{}#{}", self.source.name, self.record);
        let options = self.source.options.clone();
        let mut block = Read::take(self.input(), length);
        let record = if answer { page(&mut block, &header, &id, &options) } else { Ok(Record::Note) };
        // What was not looked at is passed over, so that the next record is found.
        io::copy(&mut block, &mut io::sink())?;
        if block.limit() > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive ends within this record"));
        }
        record
    }

    fn error(&self, message: impl Into<String>) -> Item {
        Item::Diagnostic(self.source.error(message).at(Part::Record(self.record)))
    }

    /// What is said at the end: what was no article.
    fn end(&mut self) -> Option<Item> {
        self.done = true;
        if self.record == 0 {
            return Some(Item::Diagnostic(self.source.warning("this archive has no record")));
        }
        let total: usize = self.left_out.values().sum();
        let kinds: Vec<String> = self.left_out.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let answers = if total == 1 { "1 answer of a server was" } else { &format!("{total} answers of servers were") };
        let message = format!("{answers} left out: {}", kinds.join(", "));
        (total > 0).then(|| Item::Diagnostic(self.source.warning(message)))
    }
}

impl Reader for Archive {
    fn next_item(&mut self) -> Option<Item> {
        if let Some(article) = self.waiting.take() {
            return Some(Item::Article(*article));
        }
        while !self.done {
            let found = match self.seek() {
                Ok(found) => found,
                Err(error) => {
                    self.done = true;
                    return Some(self.error(format!("the archive cannot be read further after this record: {error}")));
                }
            };
            let (more, strange) = found;
            let told = strange.then(|| {
                self.error("this record is longer than it says; what follows it was passed over up to the next")
            });
            if !more {
                return told.or_else(|| self.end());
            }
            self.record += 1;
            match (self.read(), told) {
                (Ok(Record::Article(article)), None) => return Some(Item::Article(*article)),
                // The article comes next; its record is told by the remark before it.
                (Ok(Record::Article(article)), Some(told)) => {
                    self.waiting = Some(article);
                    return Some(told);
                }
                (Ok(record), told) => {
                    if let Record::Other(kind) = record {
                        *self.left_out.entry(kind).or_default() += 1;
                    }
                    if told.is_some() {
                        return told;
                    }
                }
                (Err(error), _) => {
                    self.done = true;
                    return Some(self.error(format!("neither this record nor what follows it can be read: {error}")));
                }
            }
        }
        None
    }

    fn part(&self) -> Part {
        Part::Record(self.record)
    }

    fn repeats(&self) -> bool {
        true
    }
}

/// The page that a server answered with.
fn page(block: &mut dyn io::BufRead, record: &Header, id: &str, options: &ReadOptions) -> io::Result<Record> {
    let status = line(block)?;
    let code = status.split_whitespace().nth(1).unwrap_or_default();
    let header = Header::read(block)?;
    if code != "200" {
        return Ok(Record::Other("without a page (another status than 200)"));
    }
    let kind = header.get("content-type").unwrap_or("text/html").to_ascii_lowercase();
    if !kind.contains("html") {
        return Ok(Record::Other("that are no pages (images, scripts, data)"));
    }
    let Some(bytes) = body(block, &header)? else { return Ok(Record::Other("longer than 16 MiB")) };
    let said = kind
        .split("charset=")
        .nth(1)
        .and_then(|label| Encoding::for_label(label.trim_matches(['"', '\'', ' ', ';']).as_bytes()));
    Ok(match html::read(&bytes, options.encoding.or(said), id, options.offsets) {
        Ok(mut article) => {
            let target = record.get("warc-target-uri").map(|target| target.trim_matches(['<', '>']).to_owned());
            article.url = article.url.or(target);
            if let Some(url) = &article.url {
                article.id.clone_from(url);
            }
            Record::Article(Box::new(article))
        }
        Err(NoArticle::TooLarge) => Record::Other("with more than a million elements"),
        Err(NoArticle::Kind(kind)) => Record::Other(kind),
    })
}

/// The body of an answer, joined and unpacked; `None` where it is too long.
fn body(block: &mut dyn io::BufRead, header: &Header) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    Read::take(block, LONGEST as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > LONGEST {
        return Ok(None);
    }
    if header.get("transfer-encoding").is_some_and(|how| how.eq_ignore_ascii_case("chunked")) {
        // Some archives join the pieces and leave the header as it was.
        bytes = joined(&bytes).unwrap_or(bytes);
    }
    let packed = header.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let mut content = Vec::new();
    let most = LONGEST as u64 + 1;
    let unpacked = match packed.as_str() {
        "gzip" | "x-gzip" if bytes.starts_with(b"\x1f\x8b") => {
            GzDecoder::new(&bytes[..]).take(most).read_to_end(&mut content)
        }
        "deflate" => ZlibDecoder::new(&bytes[..]).take(most).read_to_end(&mut content),
        _ => return Ok(Some(bytes)),
    };
    // Of a page that was cut, what is there.
    if unpacked.is_err() && content.is_empty() {
        return Ok(Some(bytes));
    }
    Ok((content.len() <= LONGEST).then_some(content))
}

/// The pieces of a body that was sent in chunks; `None` where they are none.
fn joined(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = bytes.iter().take(64).position(|&byte| byte == b'\n')?;
        let size = std::str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        bytes = &bytes[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        let Some(piece) = bytes.get(..size) else {
            whole.extend_from_slice(bytes);
            return Some(whole);
        };
        whole.extend_from_slice(piece);
        bytes = bytes[size..].strip_prefix(b"\r\n").or_else(|| bytes[size..].strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::super::reader::{Item, memory};

    const PAGE: &str = "<html lang=en><title>Talks</title><p>Wang Yi met Sergei Lavrov in Bali on Thursday, and they spoke of trade, of grain and of the war.";

    fn record(kind: &str, target: &str, block: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {target}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    }

    fn answer(status: &str, fields: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 {status}\r\n{fields}\r\n").as_bytes(), body].concat()
    }

    fn said(bytes: &[u8]) -> Vec<String> {
        let mut reader = super::reader(memory("in/x.warc", bytes));
        let mut lines = Vec::new();
        while let Some(item) = reader.next_item() {
            lines.push(match item {
                Item::Article(article) => format!("{} {}{}", article.id, article.text.len(), reader.part()),
                Item::Diagnostic(remark) => remark.to_string(),
            });
        }
        lines
    }

    #[test]
    fn answers_with_articles_are_read_and_the_rest_is_counted() {
        let html = "Content-Type: text/html; charset=utf-8\r\n";
        let chunked =
            format!("{:x}\r\n{}\r\n{:x};x=y\r\n{}\r\n0\r\n\r\n", 20, &PAGE[..20], PAGE.len() - 20, &PAGE[20..]);
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut packed, PAGE.as_bytes()).expect("memory");
        let packed = packed.finish().expect("memory");
        let archive = [
            record("warcinfo", "", b"software: x"),
            record("response", "<https://a.example/1>", &answer("200 OK", html, PAGE.as_bytes())),
            record("request", "https://a.example/1", b"GET / HTTP/1.1\r\n\r\n"),
            record(
                "response",
                "https://a.example/2",
                &answer("200 OK", &format!("{html}Transfer-Encoding: chunked\r\n"), chunked.as_bytes()),
            ),
            record(
                "response",
                "https://a.example/3",
                &answer("200 OK", &format!("{html}Content-Encoding: gzip\r\n"), &packed),
            ),
            record("response", "https://a.example/4", &answer("404 Not Found", html, PAGE.as_bytes())),
            record("response", "https://a.example/5", &answer("200 OK", "Content-Type: image/png\r\n", b"x")),
            record("response", "https://a.example/6", &answer("200 OK", html, b"<p>Short.")),
        ]
        .concat();
        assert_eq!(
            said(&archive),
            [
                "https://a.example/1 96, record 2",
                "https://a.example/2 96, record 4",
                "https://a.example/3 96, record 5",
                "in/x.warc: warning: 3 answers of servers were left out: 1 a page without an article's text, 1 that are no pages \
                 (images, scripts, data), 1 without a page (another status than 200)",
            ]
        );
    }

    #[test]
    fn a_record_of_a_wrong_length_costs_no_other() {
        let page = record("response", "https://a.example/1", &answer("200 OK", "", PAGE.as_bytes()));
        let text = String::from_utf8(page.clone()).expect("text");
        let short = text.replace(&format!("Content-Length: {}", text.len()), "").replacen(
            "Content-Length: 1",
            "Content-Length: ",
            1,
        );
        let lines = said(&[short.as_bytes(), &page].concat());
        assert!(lines.iter().any(|line| line.contains("record 1: this record is longer than it says")), "{lines:?}");
        assert!(
            lines.last().is_some_and(|line| line.starts_with("https://a.example/1 96") || line.contains("left out")),
            "{lines:?}"
        );
        assert_eq!(
            lines.iter().filter(|line| line.starts_with("https://a.example/1 96, record 2")).count(),
            1,
            "{lines:?}"
        );
        let cut = said(&page[..page.len() - 40]);
        assert_eq!(
            cut,
            [
                "in/x.warc: error: record 1: neither this record nor what follows it can be read: the archive ends within this record"
            ]
        );
        assert_eq!(said(b""), ["in/x.warc: warning: this archive has no record"]);
        let endless = b"WARC/1.0\r\nContent-Length: 99999999999999999999999\r\n\r\nx";
        assert_eq!(said(endless).len(), 1);
    }
}
