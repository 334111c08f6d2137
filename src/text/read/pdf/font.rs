//! Fonts of PDF: which characters the codes of a text show, and how wide they are.
//!
//! Codes are numbers of glyphs that a font chooses for itself. A map to Unicode (`ToUnicode`) says what they show; without
//! one, the font's encoding and the names of its glyphs do. A font that has neither shows letters that nobody can copy.

use std::{collections::BTreeMap, sync::LazyLock};

use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use rustc_hash::FxHashMap;

use super::cmap::CMap;

const TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/data/pages/glyphs.tsv"));

/// What the names of glyphs show.
static GLYPHS: LazyLock<FxHashMap<&'static str, char>> = LazyLock::new(|| {
    let rows = TABLE.lines().skip(2).filter_map(|row| row.split_once('\t'));
    rows.filter_map(|(name, code)| Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))).collect()
});

/// A font, as far as text needs it.
pub(super) struct Font {
    /// Whether a code has two bytes.
    wide: bool,
    to_unicode: CMap,
    /// What the codes of one byte show.
    encoding: Vec<Option<char>>,
    /// Widths in thousandths of the size.
    widths: BTreeMap<u32, f32>,
    /// The width of codes that have none.
    width: f32,
}

/// One glyph of a text.
pub(super) struct Glyph {
    pub(super) code: u32,
    /// How far it moves the next one, in parts of the size.
    pub(super) width: f32,
    /// Whether it is the space that words are parted by.
    pub(super) space: bool,
}

impl Font {
    /// A font by its dictionary.
    pub(super) fn new(dict: &Dict<'_>) -> Self {
        let wide = dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_ref() == b"Type0");
        let map =
            dict.get::<Stream<'_>>("ToUnicode").and_then(|stream| stream.decoded().ok().map(|data| CMap::read(&data)));
        let (widths, width) = if wide { wide_widths(dict) } else { simple_widths(dict) };
        let encoding = if wide { Vec::new() } else { encoding(dict) };
        Self { wide, to_unicode: map.unwrap_or_default(), encoding, widths, width }
    }

    /// The glyphs of a string.
    pub(super) fn glyphs<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = Glyph> + 'a {
        let size = if self.wide { 2 } else { 1 };
        bytes.chunks(size).map(move |code| {
            let code = code.iter().fold(0, |code, &byte| code << 8 | u32::from(byte));
            let width = self.widths.get(&code).copied().unwrap_or(self.width) / 1000.0;
            Glyph { code, width, space: !self.wide && code == 32 }
        })
    }

    /// Adds what a code shows to a text; whether the font says so.
    pub(super) fn push(&self, code: u32, out: &mut String) -> bool {
        if self.to_unicode.push(code, out) {
            return true;
        }
        let known = self.encoding.get(code as usize).copied().flatten();
        // A map that lacks a glyph lacks one that shows nothing; without a map nobody knows.
        match known {
            Some(sign) => out.push(sign),
            None if self.to_unicode.is_empty() => out.push(char::REPLACEMENT_CHARACTER),
            None => {}
        }
        known.is_some() || !self.to_unicode.is_empty()
    }
}

/// The widths of a font with codes of one byte.
fn simple_widths(dict: &Dict<'_>) -> (BTreeMap<u32, f32>, f32) {
    let first = dict.get::<i32>("FirstChar").and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
    let list = dict.get::<Array<'_>>("Widths");
    let widths =
        list.iter().flat_map(|list| list.iter::<f32>().take(256)).zip(first..).map(|(width, code)| (code, width));
    let widths: BTreeMap<u32, f32> = widths.collect();
    let missing = dict.get::<Dict<'_>>("FontDescriptor").and_then(|about| about.get::<f32>("MissingWidth"));
    // The fonts that every reader has need not say how wide they are: a letter is half as wide as high on the average.
    let base = dict.get::<Name<'_>>("BaseFont").is_some_and(|name| name.as_str().contains("Courier"));
    let usual = if base { 600.0 } else { 500.0 };
    let width = if widths.is_empty() { usual } else { missing.unwrap_or(usual) };
    (widths, width)
}

/// The widths of a font with codes of two bytes: `[ 3 [500 600] 10 20 500 ]`.
fn wide_widths(dict: &Dict<'_>) -> (BTreeMap<u32, f32>, f32) {
    let mut widths = BTreeMap::new();
    let inner = dict.get::<Array<'_>>("DescendantFonts").and_then(|list| list.iter::<Dict<'_>>().next());
    let Some(inner) = inner else { return (widths, 1000.0) };
    let usual = inner.get::<f32>("DW").unwrap_or(1000.0);
    let Some(list) = inner.get::<Array<'_>>("W") else { return (widths, usual) };
    let mut numbers: Vec<f32> = Vec::new();
    for object in list.iter::<Object<'_>>().take(1 << 16) {
        match object {
            Object::Array(list) => {
                let first = numbers.pop().unwrap_or(0.0).max(0.0) as u32;
                widths.extend(list.iter::<f32>().take(1 << 16).zip(first..).map(|(width, code)| (code, width)));
                numbers.clear();
            }
            other => numbers.extend(other.into_number().map(|number| number.as_f32())),
        }
        if let [first, last, width] = numbers[..] {
            let (first, last) = (first.max(0.0) as u32, (last.max(0.0) as u32).min(0xffff));
            widths.extend((first..=last).map(|code| (code, width)));
            numbers.clear();
        }
    }
    (widths, usual)
}

/// What the codes of a font with codes of one byte show.
fn encoding(dict: &Dict<'_>) -> Vec<Option<char>> {
    let named = dict.get::<Name<'_>>("Encoding");
    let own = dict.get::<Dict<'_>>("Encoding");
    let base = own.as_ref().and_then(|own| own.get::<Name<'_>>("BaseEncoding")).or(named);
    let about = dict.get::<Dict<'_>>("FontDescriptor").and_then(|about| about.get::<i32>("Flags")).unwrap_or(0);
    // A font of signs has an order of its own, which only its map or the names of its glyphs tell.
    let symbolic = about & 4 != 0 && base.is_none();
    let page = match base.as_ref().map(|name| name.as_str()) {
        Some("MacRomanEncoding") => encoding_rs::MACINTOSH,
        _ => encoding_rs::WINDOWS_1252,
    };
    let mut signs: Vec<Option<char>> = (0..=255_u8)
        .map(|code| page.decode_without_bom_handling(&[code]).0.chars().next().filter(|sign| !sign.is_control()))
        .collect();
    if base.is_none() {
        // The standard order of Adobe differs from that of Windows here, in what English texts have.
        for (code, sign) in
            [(0x27, '’'), (0x60, '‘'), (0xaa, '“'), (0xba, '”'), (0xae, 'ﬁ'), (0xaf, 'ﬂ'), (0xb1, '–'), (0xd0, '—')]
        {
            if dict.get::<Name<'_>>("Subtype").is_some_and(|kind| kind.as_ref() == b"Type1") {
                signs[code] = Some(sign);
            }
        }
    }
    if symbolic {
        signs.iter_mut().skip(127).for_each(|sign| *sign = None);
    }
    let mut code = 0_usize;
    for object in own
        .and_then(|own| own.get::<Array<'_>>("Differences"))
        .iter()
        .flat_map(|list| list.iter::<Object<'_>>().take(1024))
    {
        match object {
            Object::Name(name) => {
                if let Some(place) = signs.get_mut(code) {
                    *place = glyph(name.as_str()).or(*place);
                }
                code += 1;
            }
            other => code = other.into_number().map_or(code, |number| usize::try_from(number.as_i64()).unwrap_or(256)),
        }
    }
    signs
}

/// What the glyph of that name shows: a name of the list, `uni20AC`, `u20AC`.
fn glyph(name: &str) -> Option<char> {
    let name = name.split('.').next().unwrap_or_default();
    if let [one] = name.as_bytes() {
        return one.is_ascii_graphic().then_some(char::from(*one));
    }
    let by_number = || {
        let digits = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
        (4..=6).contains(&digits.len()).then(|| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32))?
    };
    GLYPHS.get(name).copied().or_else(by_number)
}

#[cfg(test)]
mod tests {
    use super::glyph;

    #[test]
    fn names_of_glyphs_are_characters() {
        for (name, sign) in
            [("a", 'a'), ("eacute", 'é'), ("uni20AC", '€'), ("u1F600", '😀'), ("quoteright", '’'), ("zero.alt", '0')]
        {
            assert_eq!(glyph(name), Some(sign), "{name}");
        }
        assert_eq!(glyph("g123"), None);
        assert_eq!(glyph(""), None);
    }
}
