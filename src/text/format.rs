//! What a file is, by its first bytes and its name: the one place that tells articles from pages, feeds, archives and images.
//!
//! A page that is read as plain text gives claims from its menus and scripts, so what is recognised and cannot be read is
//! refused by name. A reader for a further format begins here: with its variant in [`Format::is_read`].
//!
//! docs/formats.md tells users the same.

use std::path::Path;

use super::{read::Packing, records::fields_of};

/// How many bytes of a file decide on its format.
pub const HEAD: usize = 1 << 13;

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text: one article.
    Text,
    /// Markdown with front matter that says what it is.
    Markdown,
    /// Markdown without front matter, by its name.
    Notes,
    /// An e-mail.
    Mail,
    /// JSON lines: an article a line.
    Records,
    /// One JSON value that takes more than a line, or a list.
    Json,
    /// A claims table of this program, as JSON lines.
    Claims,
    /// A web page.
    Html,
    /// RSS, Atom, or RDF Site Summary.
    Feed,
    /// XML of another kind.
    Xml,
    /// A web archive.
    Warc,
    /// A web archive in the form that WARC replaced.
    Arc,
    /// A table, its columns parted by commas, semicolons or tabs.
    Csv,
    /// A table in Parquet.
    Parquet,
    /// A document in PDF.
    Pdf,
    /// A document of a word processor, as DOCX.
    Docx,
    /// A document of a word processor in another format.
    Document,
    /// Text in Rich Text Format.
    Rtf,
    /// Compressed in a way that can be unpacked.
    Packed(Packing),
    /// Compressed by bzip2 or xz.
    Compressed,
    /// Several files in one.
    Archive,
    /// An image.
    Image,
    /// Sound or film.
    Media,
    /// RDF: N-Quads, Turtle, TriG.
    Rdf,
    /// A picture of a graph for Graphviz.
    Dot,
    /// The file that marks a store of this program.
    Store,
    /// A TOML file, such as corrections or rules.
    Toml,
    /// A database or program.
    Binary,
}

impl Format {
    /// The format of a file of that name whose first bytes are `head`: [`HEAD`] of them, or all where it is shorter. Text and
    /// records are told apart by the first letter; a file that ends in `.jsonl` or `.ndjson` is records whatever it holds.
    #[must_use]
    pub fn of(name: &Path, head: &[u8]) -> Self {
        let ending = name.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        if let Some(found) = by_mark(head, &ending) {
            return found;
        }
        // The head may end within a character; what is no UTF-8 is judged by its ASCII.
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}').trim_start();
        let records = matches!(ending.as_str(), "jsonl" | "ndjson");
        if let Some(found) = by_first_words(text, &ending) {
            return found;
        }
        match (text.starts_with('{'), ending.as_str()) {
            (true, _) => json(text, records),
            _ if records => Self::Records,
            _ if has_front_matter(text) => Self::Markdown,
            (_, "md" | "markdown") => Self::Notes,
            _ if list_of_objects(text) => Self::Json,
            (_, "toml") => Self::Toml,
            (_, "csv" | "tsv") => Self::Csv,
            _ if is_table(text) => Self::Csv,
            _ => Self::Text,
        }
    }

    /// Whether articles of the format can be read.
    #[must_use]
    pub fn is_read(self) -> bool {
        if self == Self::Parquet {
            return cfg!(feature = "parquet");
        }
        matches!(
            self,
            Self::Text
                | Self::Markdown
                | Self::Notes
                | Self::Html
                | Self::Feed
                | Self::Warc
                | Self::Mail
                | Self::Records
                | Self::Csv
                | Self::Docx
                | Self::Pdf
                | Self::Rtf
        )
    }

    /// How the format is packed, where it is.
    #[must_use]
    pub fn packing(self) -> Option<Packing> {
        match self {
            Self::Packed(packing) => Some(packing),
            _ => None,
        }
    }

    /// What a file of the format is, with its article.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Notes => "Markdown without front matter",
            Self::Mail => "an e-mail",
            Self::Records => "JSON lines",
            Self::Json => "a JSON document",
            Self::Claims => "a table of claims, which this program wrote",
            Self::Html => "an HTML page",
            Self::Feed => "an RSS or Atom feed",
            Self::Xml => "an XML file",
            Self::Warc => "a web archive (WARC)",
            Self::Arc => "a web archive in the old form (ARC)",
            Self::Csv => "a table (CSV)",
            Self::Parquet => "a table in Parquet",
            Self::Pdf => "a PDF document",
            Self::Docx => "a word processor's document (DOCX)",
            Self::Document => "a word processor's document",
            Self::Rtf => "an RTF document",
            Self::Packed(_) => "a file that is compressed more than twice",
            Self::Compressed => "a compressed file (bzip2 or xz)",
            Self::Archive => "an archive of files",
            Self::Image => "an image",
            Self::Media => "a sound or film",
            Self::Rdf => "an RDF file",
            Self::Dot => "a graph for Graphviz",
            Self::Store => "the file that marks a chancery store",
            Self::Toml => "a TOML file",
            Self::Binary => "a binary file",
        }
    }

    /// What to do with a file of a format that is not read.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::Json => "give JSON lines: one object a line, with the fields id, date, title, source, url and text",
            Self::Compressed => {
                "unpack it first, or give its text on standard input, as in `xzcat FILE | chancery build -`"
            }
            Self::Archive | Self::Packed(_) => "unpack it first",
            Self::Parquet => {
                "this program was built without Parquet; build it with `cargo install chancery --features parquet`, or \
                 convert the table to CSV"
            }
            Self::Arc => "convert it to WARC, as `warcio recompress` does",
            Self::Document => "save it as DOCX, RTF or plain text",
            Self::Xml => "give the plain text of its articles, or JSON lines",
            _ => "give plain text or JSON lines",
        }
    }
}

/// The format that binary marks at the very start of a file show.
fn by_mark(head: &[u8], ending: &str) -> Option<Format> {
    let at = |place: usize, mark: &[u8]| head.get(place..).is_some_and(|rest| rest.starts_with(mark));
    let any = |marks: &[&[u8]]| marks.iter().any(|mark| head.starts_with(mark));
    let holds = |word: &[u8]| head.windows(word.len()).any(|window| window == word);
    if at(0, b"%PDF-") {
        return Some(Format::Pdf);
    }
    if at(0, b"PAR1") {
        return Some(Format::Parquet);
    }
    if any(&[b"\x1f\x8b"]) {
        return Some(Format::Packed(Packing::Gzip));
    }
    if any(&[b"\x28\xb5\x2f\xfd"]) {
        return Some(Format::Packed(Packing::Zstd));
    }
    if any(&[b"BZh91AY&SY", b"\xfd7zXZ\0"]) {
        return Some(Format::Compressed);
    }
    if at(0, b"PK\x03\x04") {
        if ending == "docx" || holds(b"word/") {
            return Some(Format::Docx);
        }
        let office = ["odt", "doc", "xlsx", "ods", "pptx", "odp", "epub"].contains(&ending);
        let inside = holds(b"[Content_Types].xml") || holds(b"mimetypeapplication/");
        return Some(if office || inside { Format::Document } else { Format::Archive });
    }
    if any(&[b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"PK\x05\x06"]) || at(257, b"ustar") {
        return Some(Format::Archive);
    }
    if at(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(Format::Document);
    }
    let film = at(0, b"\0") && at(4, b"ftyp");
    if any(&[b"OggS\0", b"fLaC\0", b"ID3\x02", b"ID3\x03", b"ID3\x04", b"\x1aE\xdf\xa3"])
        || film && !at(8, b"heic") && !at(8, b"avif") && !at(8, b"mif1")
        || at(0, b"RIFF") && (at(8, b"WAVE") || at(8, b"AVI "))
    {
        return Some(Format::Media);
    }
    if any(&[b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"\0\0\x01\0"])
        || at(0, b"BM") && at(6, b"\0\0\0\0")
        || at(0, b"RIFF") && at(8, b"WEBP")
        || film
    {
        return Some(Format::Image);
    }
    any(&[b"SQLite format 3\0", b"\x7fELF", b"MZ\x90\0", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"])
        .then_some(Format::Binary)
}

/// The format that the first words of a text show. `text` begins with its first letter.
fn by_first_words(text: &str, ending: &str) -> Option<Format> {
    if text.starts_with("WARC/0.") || text.starts_with("WARC/1.") {
        return Some(Format::Warc);
    }
    if text.starts_with("filedesc://") {
        return Some(Format::Arc);
    }
    if is_mail(text) {
        return Some(Format::Mail);
    }
    if text.starts_with("{\\rtf") {
        return Some(Format::Rtf);
    }
    if text.starts_with("format = ") && text.contains("\nbackend = ") {
        return Some(Format::Store);
    }
    if text.starts_with("@prefix ") || text.starts_with("@base ") || is_quads(text) {
        return Some(Format::Rdf);
    }
    let drawn = ["digraph", "graph", "strict digraph", "strict graph"].iter().any(|word| {
        let rest = text.strip_prefix(word).and_then(|rest| rest.lines().next());
        rest.is_some_and(|line| line.starts_with([' ', '{']) && line.trim_end().ends_with('{'))
    });
    if drawn {
        return Some(Format::Dot);
    }
    if text.starts_with('<') {
        return markup(text, matches!(ending, "html" | "htm" | "xhtml"));
    }
    None
}

/// Whether the text begins with the header of a mail: fields up to an empty line, among them those that each mail has, and one
/// that only programs write.
fn is_mail(text: &str) -> bool {
    let mut lines = text.lines().peekable();
    // The line that parts the mails of an mbox.
    if lines.peek().is_some_and(|line| line.starts_with("From ")) {
        lines.next();
    }
    let mut names = Vec::new();
    for line in lines.take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        let name = line.split_once(':').map(|(name, _)| name).unwrap_or_default();
        if name.is_empty() || !name.chars().all(|sign| sign.is_ascii_graphic()) {
            return false;
        }
        names.push(name.to_ascii_lowercase());
    }
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let program = ["mime-version", "message-id", "received", "return-path", "delivered-to", "content-type", "x-mailer"];
    has("from") && (has("date") || has("subject")) && program.iter().any(|name| has(name))
}

/// Whether the text begins with front matter: a line of three hyphens, and a key with its value below it.
fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    if lines.next().is_none_or(|line| line.trim_end() != "---") {
        return false;
    }
    let first = lines.map(str::trim_end).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.and_then(|line| line.split_once(':')).is_some_and(|(key, value)| {
        !key.is_empty()
            && key.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '"'))
            && (value.is_empty() || value.starts_with(' '))
    })
}

/// Whether the first line is a statement of N-Quads or N-Triples.
fn is_quads(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim_end();
    let mut terms = line.split(' ');
    let iri = |term: Option<&str>| {
        term.is_some_and(|term| term.starts_with('<') && term.ends_with('>') && term.contains(':'))
    };
    (text.starts_with("_:") || iri(terms.next())) && iri(terms.next()) && line.ends_with('.')
}

/// Elements that a fragment of a page begins with.
const ELEMENTS: [&str; 32] = [
    "a",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "center",
    "div",
    "em",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "head",
    "header",
    "html",
    "i",
    "iframe",
    "img",
    "link",
    "main",
    "meta",
    "nav",
    "p",
    "script",
    "section",
    "span",
    "table",
    "ul",
];

/// HTML, feeds and other XML; `None` for prose that begins with a bracket.
fn markup(text: &str, named: bool) -> Option<Format> {
    let lower = text.to_ascii_lowercase();
    let otherwise = if named { Format::Html } else { Format::Xml };
    let (declared, rest) = match after_declarations(&lower) {
        Prologue::Html => return Some(Format::Html),
        Prologue::Endless => return Some(otherwise),
        Prologue::Before { declared, rest } => (declared, rest),
    };
    let name: String =
        rest.strip_prefix('<')?.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == ':').collect();
    let closed = rest[1 + name.len()..].starts_with(['>', ' ', '\n', '\r', '\t', '/']);
    match name.as_str() {
        _ if name.is_empty() || !closed => (declared || named).then_some(otherwise),
        "rss" | "feed" | "rdf:rdf" if name != "rdf:rdf" || lower.contains("purl.org/rss") => Some(Format::Feed),
        "svg" => Some(Format::Image),
        known if named || ELEMENTS.contains(&known) => Some(Format::Html),
        other if declared || lower.contains(&format!("</{other}>")) || rest.contains(&format!("<{other} xmlns")) => {
            Some(Format::Xml)
        }
        _ => None,
    }
}

/// What stands before the first element of a page or document.
enum Prologue<'t> {
    /// It says that this is HTML.
    Html,
    /// A comment or declaration has no end.
    Endless,
    /// The first element follows, after declarations or none.
    Before { declared: bool, rest: &'t str },
}

/// Passes over comments, declarations and processing instructions.
fn after_declarations(lower: &str) -> Prologue<'_> {
    let mut rest = lower;
    let mut declared = false;
    loop {
        rest = rest.trim_start();
        if rest.starts_with("<!doctype html") {
            return Prologue::Html;
        }
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            ">"
        } else {
            return Prologue::Before { declared, rest };
        };
        declared = true;
        match rest.split_once(end) {
            Some((_, after)) => rest = after,
            None => return Prologue::Endless,
        }
    }
}

/// JSON that begins with an object: records where an object takes a line, one document where it takes more.
fn json(text: &str, named: bool) -> Format {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let inside = first[1..].trim_start();
    if let Some(fields) = fields_of(first) {
        let has = |name: &str| fields.iter().any(|field| field == name);
        let claims = !has("text") && has("claim") && has("relation") && has("subject");
        return if claims { Format::Claims } else { Format::Records };
    }
    let rest = text[first.len()..].trim_start();
    let spread = inside.is_empty() && (rest.starts_with(['"', '}']) || rest.is_empty() && !named);
    // A first field on a line of its own; a line that the head cuts off may end in anything.
    let begun = text.contains('\n') && inside.starts_with('"') && first.ends_with([',', '[', '{']);
    match spread || begun {
        true => Format::Json,
        // "{{Infobox}}" is none, "{id: 1}" is one with a mistake, which its reader tells.
        false if named || inside.starts_with(|sign: char| matches!(sign, '"' | '\'') || sign.is_alphabetic()) => {
            Format::Records
        }
        false => Format::Text,
    }
}

/// Whether the text is a JSON list of objects.
fn list_of_objects(text: &str) -> bool {
    text.strip_prefix('[').is_some_and(|rest| {
        let object = rest.trim_start().strip_prefix('{');
        object.is_some_and(|fields| fields.trim_start().starts_with('"'))
    })
}

/// Whether the first lines are rows of a table: a header that names what articles have, or several rows of as many short
/// cells.
fn is_table(text: &str) -> bool {
    const KNOWN: [&str; 16] = [
        "author",
        "body",
        "content",
        "date",
        "description",
        "headline",
        "id",
        "language",
        "link",
        "outlet",
        "published",
        "section",
        "source",
        "text",
        "title",
        "url",
    ];
    [',', '\t', ';'].iter().any(|&sign| {
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(sign as u8)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        // The last row may be cut off.
        let rows: Vec<csv::StringRecord> = rows.records().take(12).flatten().collect();
        let [header, more @ ..] = &rows[..] else { return false };
        let width = header.len();
        let named = header.iter().filter(|cell| KNOWN.contains(&cell.trim().to_ascii_lowercase().as_str())).count();
        let words = |cell: &str| cell.split_whitespace().count();
        if width < 2 || header.iter().any(|cell| cell.trim().is_empty() || words(cell) > 4 || cell.ends_with('.')) {
            return false;
        }
        let complete = &more[..more.len().saturating_sub(usize::from(text.len() >= HEAD - 4))];
        let even = complete.iter().all(|row| row.len() == width);
        let short = complete.iter().flatten().all(|cell| words(cell) <= 4 && !cell.ends_with('.'));
        named >= 2 && (even || complete.is_empty()) || width >= 3 && complete.len() >= 2 && even && short
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{super::read::Packing, Format};

    fn of(name: &str, head: &[u8]) -> Format {
        Format::of(Path::new(name), head)
    }

    #[test]
    fn formats_are_known_by_their_content() {
        let cases: [(&str, &[u8], Format); 44] = [
            ("a", b"PAR1\x15\x04", Format::Parquet),
            ("a", b"%PDF-1.7\n%\xe2\xe3", Format::Pdf),
            ("a", b"\x1f\x8b\x08\0", Format::Packed(Packing::Gzip)),
            ("a", b"\x28\xb5\x2f\xfd", Format::Packed(Packing::Zstd)),
            ("a", b"\xfd7zXZ\0", Format::Compressed),
            ("a.txt", b"---\ntitle: One\n---\nText.", Format::Markdown),
            ("a.md", b"# One\n\nText.", Format::Notes),
            ("a", b"PK\x03\x04....[Content_Types].xml", Format::Document),
            ("a", b"PK\x03\x04....[Content_Types].xml..word/document.xml", Format::Docx),
            ("a.docx", b"PK\x03\x04....", Format::Docx),
            ("a.zip", b"PK\x03\x04....a.txt", Format::Archive),
            ("a", b"\x89PNG\r\n\x1a\n", Format::Image),
            ("a", b"\xff\xd8\xff\xe0", Format::Image),
            ("a", b"<svg xmlns=\"http://www.w3.org/2000/svg\">", Format::Image),
            ("a", b"\n <!DOCTYPE html>\n<html>", Format::Html),
            ("a", b"<!-- saved -->\n<HTML><body>", Format::Html),
            ("a", b"<p>One.</p>", Format::Html),
            ("a", b"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Format::Feed),
            ("a", b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed),
            ("a", b"<?xml version=\"1.0\"?><nitf><body/></nitf>", Format::Xml),
            ("a", b"WARC/1.0\r\nWARC-Type: response", Format::Warc),
            ("a", b"filedesc://x.arc 1.2.3.4 20220707000000 text/plain 1\n", Format::Arc),
            ("a.csv", b"a,b\n1,2\n", Format::Csv),
            ("a", b"id,date,text\n1,2022-07-07,\"One met two, and left.\"\n", Format::Csv),
            ("a", b"name\tage\ttown\nA\t1\tB\nC\t2\tD\n", Format::Csv),
            ("a", b"{\\rtf1\\ansi", Format::Rtf),
            ("a", b"From: a@b.example\r\nSubject: x\r\n y\r\nMessage-ID: <1>\r\n\r\nText", Format::Mail),
            ("a", b"From a Thu\nReceived: x\nFrom: a\nDate: y\n\nText", Format::Mail),
            ("a", b"{\"id\":1,\"text\":\"One.\"}\n{", Format::Records),
            ("a", b"{\"text\":\"one\" \"x\"}", Format::Records),
            ("a.jsonl", b"nothing", Format::Records),
            ("a.jsonl", b"{\n", Format::Records),
            ("a", b"{\n  \"id\": 1\n}", Format::Json),
            ("a", b"[{\"id\":1}]", Format::Json),
            ("a", b"{\"claim\":\"c-1\",\"article\":\"a\",\"subject\":\"x\",\"relation\":\"met\"}\n", Format::Claims),
            ("a", b"<https://a.org/x> <https://a.org/y> \"z\" .\n", Format::Rdf),
            ("a", b"@prefix a: <https://a.org/> .", Format::Rdf),
            ("a", b"digraph chancery {\n", Format::Dot),
            ("chancery-store.txt", b"format = 3\nbackend = memory\nbase = x\n", Format::Store),
            ("a.toml", b"[[claim]]\n", Format::Toml),
            ("a", b"\x7fELF\x02", Format::Binary),
            ("a", b"BM\x36\0\0\0\0\0\0\0", Format::Image),
            ("a", b"RIFF\0\0\0\0WAVE", Format::Media),
            ("a", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format::Document),
        ];
        for (name, head, format) in cases {
            assert_eq!(of(name, head), format, "{name} {:?}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn prose_stays_prose() {
        for text in [
            "",
            "BMW said on Friday that it would invest.",
            "GIF makers met.",
            "Graph makers met in Bali {sic",
            "<Reuters> The minister said so.",
            "[Note: the minister left.]",
            "{{Infobox}} The minister left.",
            "Paris, Rome, Bonn\nThe ministers met, talked, left.\nThey meet again, on Friday, in Bonn.\n",
            "Date, title, source and text are what an article has.\nThe minister said so.",
            "Wang Yi, the foreign minister, met him; they talked.\nThey left.",
            "format = what the minister calls a form of talks",
            "PK was the name of the film.",
            "WARCRAFT is a game.",
            "---\nThe minister said: no.\n---\n",
            "---\n\nThe minister left.",
            "From: the minister\nDate: 2022-07-07\n\nText.",
            "From Bali the minister flew home.\nHe said: no.",
        ] {
            assert_eq!(of("a.txt", text.as_bytes()), Format::Text, "{text}");
        }
        // An encoding that is not UTF-8.
        assert_eq!(of("a.txt", b"\xff\xfeB\0a\0l\0i\0"), Format::Text);
        assert_eq!(of("a.txt", b"The caf\xe9 closed."), Format::Text);
    }
}
