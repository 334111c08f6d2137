//! Maps from codes to characters (`ToUnicode`), as fonts of PDF carry them.

/// The most entries of a map; there are no fonts with more glyphs.
const MOST: usize = 1 << 17;

/// Codes of one length, and what they stand for.
#[derive(Debug)]
struct Range {
    low: u32,
    high: u32,
    /// What the first code stands for; the last character counts up with the code.
    to: String,
}

/// A map from codes to characters.
#[derive(Debug, Default)]
pub(super) struct CMap {
    ranges: Vec<Range>,
}

/// A piece of a map: a string of bytes, the beginning or end of a list, or a word.
#[derive(Debug, PartialEq, Eq)]
enum Token<'a> {
    Bytes(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

impl CMap {
    /// Reads a map; what cannot be understood is passed over.
    pub(super) fn read(data: &[u8]) -> Self {
        let mut map = Self::default();
        let mut tokens = tokens(data);
        while let Some(token) = tokens.next() {
            match token {
                Token::Word(b"beginbfchar") => map.characters(&mut tokens),
                Token::Word(b"beginbfrange") => map.ranges(&mut tokens),
                _ => {}
            }
        }
        // The last entry counts, as in all maps that are read along.
        map.ranges.reverse();
        map.ranges.sort_by_key(|range| range.low);
        map
    }

    fn add(&mut self, low: &[u8], high: &[u8], to: &[u8]) {
        if self.ranges.len() < MOST && low.len() <= 4 {
            self.ranges.push(Range { low: number(low), high: number(high), to: text(to) });
        }
    }

    fn characters<'a>(&mut self, tokens: &mut impl Iterator<Item = Token<'a>>) {
        while let Some(Token::Bytes(from)) = tokens.next() {
            let Some(Token::Bytes(to)) = tokens.next() else { return };
            self.add(&from, &from, &to);
        }
    }

    fn ranges<'a>(&mut self, tokens: &mut impl Iterator<Item = Token<'a>>) {
        while let Some(Token::Bytes(low)) = tokens.next() {
            let Some(Token::Bytes(high)) = tokens.next() else { return };
            match tokens.next() {
                Some(Token::Bytes(to)) => self.add(&low, &high, &to),
                Some(Token::Open) => {
                    let mut code = number(&low);
                    while let Some(Token::Bytes(to)) = tokens.next() {
                        let bytes = code.to_be_bytes();
                        self.add(&bytes, &bytes, &to);
                        code = code.wrapping_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    /// Whether the map has nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Adds what a code stands for to a text; whether the map knows it.
    pub(super) fn push(&self, code: u32, out: &mut String) -> bool {
        let after = self.ranges.partition_point(|range| range.low <= code);
        // Ranges may overlap; the one that begins last is the most exact.
        let Some(range) = self.ranges[..after].iter().rev().take(8).find(|range| code <= range.high) else {
            return false;
        };
        let offset = code - range.low;
        match range.to.chars().next_back() {
            Some(last) if offset > 0 => {
                out.push_str(&range.to[..range.to.len() - last.len_utf8()]);
                out.push(char::from_u32(u32::from(last).saturating_add(offset)).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            _ => out.push_str(&range.to),
        }
        true
    }
}

/// The number that bytes are, the first one the most significant.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, &byte| number << 8 | u32::from(byte))
}

/// Bytes of UTF-16 as text.
fn text(bytes: &[u8]) -> String {
    if let [one] = bytes {
        return char::from(*one).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).map(|sign| sign.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn tokens(data: &[u8]) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let byte = *data.get(at)?;
            let rest = &data[at..];
            match byte {
                b'%' => at += rest.iter().take_while(|&&byte| byte != b'\n' && byte != b'\r').count(),
                b'[' | b']' => {
                    at += 1;
                    return Some(if byte == b'[' { Token::Open } else { Token::Close });
                }
                b'<' if rest.get(1) != Some(&b'<') => {
                    let inner = rest[1..].iter().take_while(|&&byte| byte != b'>').count();
                    at += inner + 2;
                    return Some(Token::Bytes(bytes(&rest[1..=inner])));
                }
                byte if is_word(byte) => {
                    let length = rest.iter().take_while(|&&byte| is_word(byte)).count();
                    at += length;
                    return Some(Token::Word(&rest[..length]));
                }
                _ => at += 1,
            }
        }
    })
}

fn is_word(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !b"<>[]()%".contains(&byte)
}

/// The bytes that hexadecimal digits write; a missing last digit is 0.
fn bytes(digits: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        digits.iter().filter_map(|&digit| char::from(digit).to_digit(16)).map(|digit| digit as u8).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

#[cfg(test)]
mod tests {
    use super::CMap;

    fn of(map: &str, code: u32) -> Option<String> {
        let mut out = String::new();
        CMap::read(map.as_bytes()).push(code, &mut out).then_some(out)
    }

    #[test]
    fn codes_stand_for_characters() {
        let map = "/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfchar <0003> <0020> % space\n<0005><00660069>endbfchar\n\
            2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0061> <D83DDE00>] endbfrange";
        let texts = [(3, " "), (5, "fi"), (16, "A"), (18, "C"), (32, "a"), (33, "😀")];
        for (code, text) in texts {
            assert_eq!(of(map, code).as_deref(), Some(text), "{code}");
        }
        assert_eq!(of(map, 19), None);
    }

    #[test]
    fn damage_is_passed_over() {
        for map in
            ["", "beginbfchar <", "beginbfrange <00> <ff>", "beginbfrange <00> <ff> [", "beginbfchar <0> <", "<<<"]
        {
            assert!(of(map, 0).is_none_or(|text| text.len() < 4), "{map}");
        }
    }
}
