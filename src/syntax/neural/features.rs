//! What the network sees of a word: its row in the table of known words, and hashed rows for beginnings, endings and shape.
//!
//! The twin of `tools/train/features.py`: both must give the same rows, and a test holds samples of them. A word is
//! lower-cased character by character, digits become 0 and curly quotation marks straight, so that years, amounts and
//! typography share rows; the shape keeps the case. Rows are hashes, so no table of strings is stored.

/// Tables beside that of the words: beginnings of 2 to 4 characters, endings of 1 to 4, shape.
pub(super) const AFFIXES: usize = 8;

/// Hashes of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hashes {
    /// Of the normal form.
    pub(super) word: u32,
    /// Of the parts, in the order of the tables.
    pub(super) affixes: [u32; AFFIXES],
}

/// Buffers that are used again for every word.
#[derive(Debug, Default)]
pub(super) struct Reader {
    normal: String,
    ends: Vec<usize>,
    shape: String,
}

impl Reader {
    /// The hashes of a word as written.
    pub(super) fn hashes(&mut self, form: &str) -> Hashes {
        self.normal.clear();
        for character in form.chars() {
            match character {
                '\u{2018}' | '\u{2019}' => self.normal.push('\''),
                '\u{201c}' | '\u{201d}' => self.normal.push('"'),
                '0'..='9' => self.normal.push('0'),
                _ => self.normal.extend(character.to_lowercase()),
            }
        }
        self.ends.clear();
        self.ends.extend(self.normal.char_indices().map(|(place, _)| place));
        self.ends.push(self.normal.len());
        self.draw(form);
        let last = self.ends.len() - 1;
        let beginning = |count: usize| &self.normal[..self.ends[count.min(last)]];
        let ending = |count: usize| &self.normal[self.ends[last.saturating_sub(count)]..];
        let parts =
            [beginning(2), beginning(3), beginning(4), ending(1), ending(2), ending(3), ending(4), self.shape.as_str()];
        let mut affixes = [0; AFFIXES];
        for ((to, part), seed) in affixes.iter_mut().zip(parts).zip(1..) {
            *to = hash(part, seed);
        }
        Hashes { word: hash(&self.normal, 0), affixes }
    }

    /// The shape: X, x and 0 for letters and digits, other characters as they are; runs cut at 3, the whole at 10.
    fn draw(&mut self, form: &str) {
        self.shape.clear();
        let (mut last, mut run, mut length) = (None, 0, 0);
        for character in form.chars() {
            let kind = match character {
                '0'..='9' => '0',
                '\u{2018}' | '\u{2019}' => '\'',
                '\u{201c}' | '\u{201d}' => '"',
                _ if !character.to_lowercase().eq([character]) => 'X',
                _ if !character.to_uppercase().eq([character]) => 'x',
                _ => character,
            };
            run = if last == Some(kind) { run + 1 } else { 1 };
            last = Some(kind);
            if run <= 3 {
                self.shape.push(kind);
                length += 1;
            }
            if length == 10 {
                break;
            }
        }
    }
}

/// FNV-1a of 32 bits with a seed; the high bits are folded into the low ones, which are weak on short strings.
fn hash(text: &str, seed: u32) -> u32 {
    let mut hash = 0x811C_9DC5 ^ seed;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2C1B_3C6D);
    hash ^ (hash >> 12)
}

#[cfg(test)]
mod tests {
    use super::Reader;

    /// What `tools/train/features.py` gives: the word's hash, and the affixes' folded into one number.
    #[test]
    fn the_trainer_sees_the_same() {
        let samples = [
            ("Lavrov", 0x1ED2_0E4F, 0x0C6F_5835),
            ("I", 0xABEB_68B1, 0x99B7_F3C7),
            ("\u{201c}", 0x3C09_CCAC, 0x102E_3640),
            ("d\u{2019}Orsay", 0x7716_35E5, 0xF9EA_5B09),
            ("2024", 0xDDA9_C8B7, 0x3D8F_D7AB),
            ("\u{130}stanbul", 0x7F81_56EF, 0x2DB5_C999),
            ("ÉLYSÉE", 0x4EC2_E027, 0xF211_9DBB),
            ("U.S.", 0xABA4_0DC5, 0x9516_05F8),
            ("", 0x1AB1_854E, 0x76D8_1092),
        ];
        let mut reader = Reader::default();
        for (form, word, affixes) in samples {
            let hashes = reader.hashes(form);
            let folded = hashes.affixes.iter().fold(0u32, |sum, &hash| sum.wrapping_mul(31).wrapping_add(hash));
            assert_eq!((hashes.word, folded), (word, affixes), "{form}");
        }
    }
}
