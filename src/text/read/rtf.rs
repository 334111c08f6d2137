//! RTF: the paragraphs of a document, a line each.
//!
//! RTF is text in groups of braces with words of control. What is read is the text itself: fonts, styles, pictures, headers,
//! notes and the instructions of fields are passed over. Letters outside of ASCII are bytes in the encoding of their font
//! (`\'e9`), or numbers of Unicode with a substitute behind them (`\u233?`).

use std::collections::BTreeMap;

use encoding_rs::{Encoding, WINDOWS_1252};

use super::{
    licensed::{self, Document, PAGE},
    reader::{LONGEST, Reader, Source, Whole},
};

/// The most bytes of a document with its pictures.
const LARGEST: usize = 4 * LONGEST;

/// Groups that are nested deeper are read as if they were not.
const DEEPEST: usize = 10_000;

/// The reader of a document.
pub(super) fn reader(source: Source) -> Box<dyn Reader> {
    Box::new(Whole::export(source, |source| {
        let bytes = source.bytes(LARGEST)?;
        let mut walk = Walk::new();
        walk.read(&bytes);
        if walk.length > LONGEST {
            let most = LONGEST >> 20;
            return Err(source.error(format!("the text of this document is longer than {most} MiB; split it")));
        }
        licensed::items(&Document::of_paragraphs(walk.lines), source)
    }))
}

/// Groups whose content is no text of the document.
const SILENT: [&str; 32] = [
    "annotation",
    "author",
    "bkmkend",
    "bkmkstart",
    "colortbl",
    "comment",
    "company",
    "datafield",
    "fldinst",
    "fonttbl",
    "footer",
    "footerf",
    "footerl",
    "footerr",
    "footnote",
    "generator",
    "header",
    "headerf",
    "headerl",
    "headerr",
    "info",
    "listtable",
    "nonshppict",
    "objdata",
    "pict",
    "private",
    "revtbl",
    "stylesheet",
    "themedata",
    "title",
    "xe",
    "xmlnstbl",
];

/// What holds within a group.
#[derive(Clone, Copy)]
struct Group {
    silent: bool,
    hidden: bool,
    /// Whether the group is the table of fonts.
    fonts: bool,
    /// The number of the font.
    font: i32,
    /// How many letters stand behind a number of Unicode in its stead.
    substitutes: usize,
}

/// A walk along a document.
struct Walk {
    groups: Vec<Group>,
    now: Group,
    /// Groups beyond the deepest.
    beyond: usize,
    lines: Vec<String>,
    line: String,
    /// Bytes of all lines, and what each costs beside its text.
    length: usize,
    /// Bytes that wait to be decoded, all in one font.
    bytes: Vec<u8>,
    /// The first half of a letter of two.
    half: Option<u16>,
    /// Substitutes that are still to be passed over.
    pass: usize,
    encoding: &'static Encoding,
    /// The encodings of fonts by their numbers.
    fonts: BTreeMap<i32, &'static Encoding>,
    /// Whether the next word of control may be unknown, and all of its group is to be passed over then.
    optional: bool,
}

impl Walk {
    fn new() -> Self {
        let now = Group { silent: false, hidden: false, fonts: false, font: 0, substitutes: 1 };
        Self {
            groups: Vec::new(),
            now,
            beyond: 0,
            lines: Vec::new(),
            line: String::new(),
            length: 0,
            bytes: Vec::new(),
            half: None,
            pass: 0,
            encoding: WINDOWS_1252,
            fonts: BTreeMap::new(),
            optional: false,
        }
    }

    fn read(&mut self, input: &[u8]) {
        let mut at = 0;
        while at < input.len() && self.length <= LONGEST {
            let byte = input[at];
            at += 1;
            match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => at = self.control(input, at),
                b'\r' | b'\n' | 0 => {}
                byte => self.byte(byte),
            }
        }
        self.end_line();
    }

    fn open(&mut self) {
        self.decode();
        self.pass = 0;
        if self.groups.len() >= DEEPEST {
            self.beyond += 1;
        } else {
            self.groups.push(self.now);
        }
        self.optional = false;
    }

    fn close(&mut self) {
        self.decode();
        self.pass = 0;
        if self.beyond > 0 {
            self.beyond -= 1;
        } else if let Some(before) = self.groups.pop() {
            self.now = before;
        }
    }

    /// Reads what follows a backslash; where it ends.
    fn control(&mut self, input: &[u8], at: usize) -> usize {
        let Some(&first) = input.get(at) else { return at };
        if !first.is_ascii_alphabetic() {
            return self.sign(input, at);
        }
        let letters = input[at..].iter().take(32).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = std::str::from_utf8(&input[at..at + letters]).unwrap_or_default();
        let mut end = at + letters;
        let negative = input.get(end) == Some(&b'-') && input.get(end + 1).is_some_and(u8::is_ascii_digit);
        end += usize::from(negative);
        let digits = input[end..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let number = std::str::from_utf8(&input[end..end + digits]).ok().and_then(|digits| digits.parse::<i32>().ok());
        let number = number.map(|number| if negative { -number } else { number });
        end += digits;
        end += usize::from(input.get(end) == Some(&b' '));
        if word == "bin" {
            let length = number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
            return end.saturating_add(length).min(input.len());
        }
        self.word(word, number);
        end
    }

    /// A backslash before a sign.
    fn sign(&mut self, input: &[u8], at: usize) -> usize {
        match input[at] {
            b'\'' => {
                let code = input.get(at + 1..at + 3).and_then(|code| std::str::from_utf8(code).ok());
                if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
                    self.byte(byte);
                    return at + 3;
                }
            }
            b'*' => self.optional = true,
            b'~' => self.push('\u{a0}'),
            b'_' => self.push('-'),
            b'\r' | b'\n' => self.end_line(),
            sign @ (b'\\' | b'{' | b'}') => self.byte(sign),
            _ => {}
        }
        at + 1
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        if word != "u" {
            self.decode();
        }
        let optional = std::mem::take(&mut self.optional);
        if SILENT.contains(&word) {
            self.now.silent = true;
            self.now.fonts = word == "fonttbl";
            return;
        }
        if optional && !matches!(word, "shppict" | "fldrslt") {
            self.now.silent = true;
            return;
        }
        match (word, number) {
            ("ansicpg", Some(page)) => self.encoding = code_page(page).unwrap_or(WINDOWS_1252),
            ("mac", _) => self.encoding = encoding_rs::MACINTOSH,
            ("f", Some(font)) => self.now.font = font,
            ("fcharset", Some(set)) if self.now.fonts => {
                if let Some(encoding) = character_set(set) {
                    self.fonts.insert(self.now.font, encoding);
                }
            }
            ("uc", Some(count)) => self.now.substitutes = usize::try_from(count).unwrap_or(1),
            ("u", Some(code)) => self.unicode(code),
            ("v", value) => self.now.hidden = value != Some(0),
            ("plain", _) => self.now.hidden = false,
            ("par" | "line", _) if !self.now.silent => self.end_line(),
            ("page" | "sect", _) if !self.now.silent => {
                self.end_line();
                self.lines.push(PAGE.to_owned());
            }
            ("tab", _) => self.push('\t'),
            ("cell" | "nestcell", _) if !self.now.silent => self.line.push('\t'),
            ("row" | "nestrow", _) if !self.now.silent => {
                self.line.truncate(self.line.trim_end_matches('\t').len());
                self.end_line();
            }
            _ => self.name(word),
        }
    }

    /// Words of control that are signs.
    fn name(&mut self, word: &str) {
        let sign = match word {
            "emdash" => '—',
            "endash" => '–',
            "lquote" => '‘',
            "rquote" => '’',
            "ldblquote" => '“',
            "rdblquote" => '”',
            "bullet" => '•',
            "emspace" | "enspace" | "qmspace" => ' ',
            _ => return,
        };
        self.push(sign);
    }

    fn unicode(&mut self, code: i32) {
        self.decode_bytes();
        self.pass = self.now.substitutes;
        // Numbers have sixteen bits and a sign.
        let unit = (code & 0xffff) as u16;
        let sign = match (self.half.take(), unit) {
            (Some(first), 0xdc00..=0xdfff) => char::decode_utf16([first, unit]).next().and_then(Result::ok),
            (_, 0xd800..=0xdbff) => {
                self.half = Some(unit);
                return;
            }
            _ => u32::try_from(code)
                .ok()
                .filter(|&code| code > 0xffff)
                .and_then(char::from_u32)
                .or_else(|| char::from_u32(u32::from(unit))),
        };
        self.letter(sign.unwrap_or(char::REPLACEMENT_CHARACTER));
    }

    /// A byte of text.
    fn byte(&mut self, byte: u8) {
        if self.pass > 0 {
            self.pass -= 1;
        } else if !self.now.silent && !self.now.hidden {
            self.bytes.push(byte);
        }
    }

    /// A sign that a word of control stands for.
    fn push(&mut self, sign: char) {
        self.decode();
        self.letter(sign);
    }

    fn letter(&mut self, sign: char) {
        if !self.now.silent && !self.now.hidden {
            self.line.push(sign);
        }
    }

    /// Writes the bytes that wait, and forgets half a letter.
    fn decode(&mut self) {
        self.decode_bytes();
        self.half = None;
    }

    fn decode_bytes(&mut self) {
        if !self.bytes.is_empty() {
            let encoding = self.fonts.get(&self.now.font).unwrap_or(&self.encoding);
            self.line.push_str(&encoding.decode_without_bom_handling(&self.bytes).0);
            self.bytes.clear();
        }
    }

    fn end_line(&mut self) {
        self.decode();
        self.length += self.line.len() + size_of::<String>();
        self.lines.push(std::mem::take(&mut self.line));
    }
}

/// The encoding of a code page.
fn code_page(number: i32) -> Option<&'static Encoding> {
    match number {
        932 => Some(encoding_rs::SHIFT_JIS),
        936 => Some(encoding_rs::GBK),
        949 => Some(encoding_rs::EUC_KR),
        950 => Some(encoding_rs::BIG5),
        10000 => Some(encoding_rs::MACINTOSH),
        65001 => Some(encoding_rs::UTF_8),
        _ => Encoding::for_label(format!("windows-{number}").as_bytes()),
    }
}

/// The encoding of a font's set of characters; `None` where the document's counts.
fn character_set(number: i32) -> Option<&'static Encoding> {
    code_page(match number {
        0 => 1252,
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{PAGE, SILENT, Walk};

    fn of(text: &[u8]) -> Vec<String> {
        let mut walk = Walk::new();
        walk.read(text);
        walk.lines
    }

    #[test]
    fn paragraphs_are_lines() {
        let text = br"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}{\f1\fcharset204 Cyr;}}{\colortbl;\red0;}
{\*\generator x;}{\header Page \chpgn\par}{\info{\author A}}\pard Wang Yi {\b met} Sergei \'93Lavrov\'94\par
\par {\v hidden}M\u252?nchen {\uc0\u8212}\emdash \f1 \'cc\f0\par{\field{\*\fldinst HYPERLINK x}{\fldrslt link}}{\*\shppict{\pict 8950}}\page
\trowd HD\cell Title\par more\cell\row LP\cell One\cell\row \{a\}\\\tab b\~c}";
        let want = [
            "Wang Yi met Sergei “Lavrov”",
            "",
            "München ——М",
            "link",
            PAGE,
            "HD\tTitle",
            "more",
            "LP\tOne",
            "{a}\\\tb\u{a0}c",
        ];
        assert_eq!(of(text), want);
        assert_eq!(of(br"{\rtf1 \u-10179?\u-8704?x}"), ["😀x"]);
        assert_eq!(of(br"{\rtf1 a\bin3 }}}b}"), ["ab"]);
    }

    #[test]
    fn damage_is_read_through() {
        for text in [&br"{\rtf1 a"[..], b"}}}a", br"{\rtf1 \'z", b"\\", br"\u", br"\bin99999999999 a", br"\'9"] {
            assert!(of(text).concat().len() <= 4, "{}", String::from_utf8_lossy(text));
        }
        let deep = [&b"{\\rtf1 "[..], &b"{".repeat(1_000_000), b"a", &b"}".repeat(1_000_000), b"b}"].concat();
        assert_eq!(of(&deep), ["ab"]);
    }

    #[test]
    fn names_are_sorted() {
        assert!(SILENT.is_sorted());
    }
}
