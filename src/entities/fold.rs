//! Names as they are compared: lower case, without marks and dots, cut into atoms at spaces and hyphens.
//!
//! "Côte d'Ivoire", "U.S.", "Al-Shabaab" and "al Shabaab" are each spelled and tokenised in several ways; their atoms
//! (`cote divoire`, `us`, `al shabaab`) are the same.

use rustc_hash::FxHashMap;

use super::table::Table;

/// Plain forms of letters with marks.
#[derive(Debug, Default)]
pub(super) struct Letters(FxHashMap<char, Box<str>>);

impl Letters {
    pub(super) fn read(table: &Table<'_>) -> Self {
        let mut letters = FxHashMap::default();
        for row in table.rows(["letter", "plain"]) {
            if let Some(letter) = row.cells[0].chars().next() {
                letters.insert(letter, row.cells[1].into());
            }
        }
        Self(letters)
    }

    /// The atoms of a word or name, after those that are there.
    pub(super) fn atoms(&self, text: &str, out: &mut Vec<Atom>) {
        let mut atom = Atom::default();
        let mut rest = text.chars().peekable();
        let mut upper = 0_usize;
        let mut letters = 0_usize;
        let close = |atom: &mut Atom, upper: &mut usize, letters: &mut usize, out: &mut Vec<Atom>| {
            if !atom.text.is_empty() {
                atom.caps = *letters > 0 && *upper == *letters;
                out.push(std::mem::take(atom));
            }
            *upper = 0;
            *letters = 0;
        };
        while let Some(letter) = rest.next() {
            match letter {
                ' ' | '-' | '‐' | '‑' | '–' | '\u{a0}' | '/' => close(&mut atom, &mut upper, &mut letters, out),
                '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' => {
                    let s = matches!(rest.peek(), Some('s' | 'S'));
                    let mut ahead = rest.clone();
                    ahead.next();
                    if s && ahead.next().is_none_or(|after| after == ' ') {
                        close(&mut atom, &mut upper, &mut letters, out);
                        rest.next();
                        out.push(Atom { text: "'s".to_owned(), initial: false, caps: false });
                    }
                }
                letter if letter.is_alphanumeric() => {
                    if letter.is_alphabetic() {
                        letters += 1;
                    }
                    if letter.is_uppercase() {
                        upper += 1;
                    }
                    if atom.text.is_empty() {
                        atom.initial = letter.is_uppercase() || letter.is_numeric();
                    }
                    if letter.is_ascii() {
                        atom.text.push(letter.to_ascii_lowercase());
                    } else if let Some(plain) = self.0.get(&letter) {
                        atom.text.extend(plain.chars().map(|plain| plain.to_ascii_lowercase()));
                    } else {
                        atom.text.extend(letter.to_lowercase());
                    }
                }
                '&' | ',' => {
                    close(&mut atom, &mut upper, &mut letters, out);
                    out.push(Atom { text: letter.to_string(), initial: false, caps: false });
                }
                _ => {}
            }
        }
        close(&mut atom, &mut upper, &mut letters, out);
    }

    /// The atoms of a name, joined by spaces.
    pub(super) fn folded(&self, text: &str) -> String {
        let mut atoms = Vec::new();
        self.atoms(text, &mut atoms);
        let mut joined = String::with_capacity(text.len());
        for atom in atoms {
            if !joined.is_empty() {
                joined.push(' ');
            }
            joined.push_str(&atom.text);
        }
        joined
    }

    /// A name as a readable key: `sergey-lavrov`. Letters outside Latin script are spelled by their code points.
    pub(super) fn slug(&self, text: &str) -> String {
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
pub(super) struct Atom {
    /// Lower case, without marks.
    pub(super) text: String,
    /// Whether it begins with a capital or a digit.
    pub(super) initial: bool,
    /// Whether all its letters are capitals.
    pub(super) caps: bool,
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;

    #[test]
    fn spellings_of_a_name_fold_to_the_same_atoms() {
        let letters = &Lexicon::embedded().letters;
        assert_eq!(letters.folded("U.S."), letters.folded("US"));
        assert_eq!(letters.folded("Al-Shabaab"), letters.folded("al Shabaab"));
        assert_eq!(letters.folded("Türkiye"), "turkiye");
        assert_eq!(letters.folded("People’s Republic"), "people 's republic");
        assert_eq!(letters.folded("Côte d’Ivoire"), "cote divoire");
        assert_eq!(letters.slug("Nguyễn Xuân Phúc"), "nguyen-xuan-phuc");
        assert_eq!(letters.slug("王毅"), "u738bu6bc5");
    }
}
