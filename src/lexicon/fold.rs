//! Names as they are compared: lower case, without marks and dots, cut into atoms at spaces and hyphens.
//!
//! "Côte d'Ivoire", "U.S.", "Al-Shabaab" and "al Shabaab" are each spelled and tokenised in several ways; their atoms
//! (`cote divoire`, `us`, `al shabaab`) are the same.

use rustc_hash::FxHashMap;

use super::table::Table;

/// Plain forms of letters with marks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letters(FxHashMap<char, Box<str>>);

impl Letters {
    pub(crate) fn read(table: &Table<'_>) -> Self {
        let mut letters = FxHashMap::default();
        for row in table.rows(["letter", "plain"]) {
            if let Some(letter) = row.cells[0].chars().next() {
                letters.insert(letter, row.cells[1].into());
            }
        }
        Self(letters)
    }

    /// The atoms of a word or name, after those that are there.
    pub(crate) fn atoms(&self, text: &str, out: &mut Vec<Atom>) {
        let mut buffer = String::new();
        self.each(text, &mut buffer, &mut |begin, buffer, initial, caps| {
            out.push(Atom { text: buffer[begin..].to_owned(), initial, caps });
        });
    }

    /// Calls `emit` with each atom of a name: where it begins in the buffer, at whose end it stands; whether it begins
    /// with a capital or digit; whether all its letters are capitals. The buffer is given back to the caller between
    /// atoms, so that nothing is allocated for them.
    pub(crate) fn each(&self, text: &str, buffer: &mut String, emit: &mut dyn FnMut(usize, &mut String, bool, bool)) {
        let mut begin = buffer.len();
        let (mut upper, mut letters, mut initial) = (0_usize, 0_usize, false);
        let mut rest = text.chars();
        while let Some(letter) = rest.next() {
            let alone = match letter {
                ' ' | '-' | '‐' | '‑' | '–' | '\u{a0}' | '/' => Some(""),
                '&' => Some("&"),
                ',' => Some(","),
                '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' => {
                    let mut ahead = rest.clone();
                    let s = matches!(ahead.next(), Some('s' | 'S')) && ahead.next().is_none_or(|after| after == ' ');
                    if !s {
                        continue;
                    }
                    rest.next();
                    Some("'s")
                }
                _ => None,
            };
            if let Some(alone) = alone {
                if buffer.len() > begin {
                    emit(begin, buffer, initial, letters > 0 && upper == letters);
                    begin = buffer.len();
                }
                (upper, letters) = (0, 0);
                if !alone.is_empty() {
                    buffer.push_str(alone);
                    emit(begin, buffer, false, false);
                    begin = buffer.len();
                }
                continue;
            }
            if letter.is_ascii_lowercase() {
                if buffer.len() == begin {
                    initial = false;
                }
                letters += 1;
                buffer.push(letter);
                continue;
            }
            if !letter.is_alphanumeric() {
                continue;
            }
            letters += usize::from(letter.is_alphabetic());
            upper += usize::from(letter.is_uppercase());
            if buffer.len() == begin {
                initial = letter.is_uppercase() || letter.is_numeric();
            }
            if letter.is_ascii() {
                buffer.push(letter.to_ascii_lowercase());
            } else if let Some(plain) = self.0.get(&letter) {
                buffer.extend(plain.chars().map(|plain| plain.to_ascii_lowercase()));
            } else {
                buffer.extend(letter.to_lowercase());
            }
        }
        if buffer.len() > begin {
            emit(begin, buffer, initial, letters > 0 && upper == letters);
        }
    }

    /// The atoms of a name, joined by spaces.
    pub(crate) fn folded(&self, text: &str) -> String {
        let mut joined = String::with_capacity(text.len() + 4);
        self.each(text, &mut joined, &mut |_, buffer, _, _| buffer.push(' '));
        joined.pop();
        joined
    }

    /// A name as a readable key: `sergey-lavrov`. Letters outside Latin script are spelled by their code points.
    pub(crate) fn slug(&self, text: &str) -> String {
        let mut slug = String::with_capacity(text.len());
        for letter in text.chars() {
            if matches!(letter, '\'' | '’' | '.') {
                continue;
            }
            let mut push = |plain: char| {
                if plain.is_ascii_alphanumeric() {
                    slug.push(plain.to_ascii_lowercase());
                } else if !plain.is_alphanumeric() {
                    if !slug.is_empty() && !slug.ends_with('-') {
                        slug.push('-');
                    }
                } else {
                    slug.push_str(&format!("u{:x}", plain as u32));
                }
            };
            match self.0.get(&letter) {
                Some(plain) => plain.chars().for_each(&mut push),
                None => push(letter),
            }
        }
        slug.truncate(slug.trim_end_matches('-').len());
        slug
    }
}

/// A comparable piece of a word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Atom {
    /// Lower case, without marks.
    pub(crate) text: String,
    /// Whether it begins with a capital or a digit.
    pub(crate) initial: bool,
    /// Whether all its letters are capitals.
    pub(crate) caps: bool,
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;

    #[test]
    fn spellings_of_a_name_fold_to_the_same_atoms() {
        let letters = Lexicon::embedded().letters();
        assert_eq!(letters.folded("U.S."), letters.folded("US"));
        assert_eq!(letters.folded("Al-Shabaab"), letters.folded("al Shabaab"));
        assert_eq!(letters.folded("Türkiye"), "turkiye");
        assert_eq!(letters.folded("People’s Republic"), "people 's republic");
        assert_eq!(letters.folded("Côte d’Ivoire"), "cote divoire");
        assert_eq!(letters.slug("Nguyễn Xuân Phúc"), "nguyen-xuan-phuc");
        assert_eq!(letters.slug("王毅"), "u738bu6bc5");
    }
}
