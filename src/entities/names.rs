//! The names of the gazetteer, found in a sentence: the longest one that begins at a token.

use rustc_hash::FxHashMap;

use super::fold::{Atom, Letters};

/// How a name of the gazetteer names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "Russia"
    Name,
    /// "Russian", "Russians"
    Adjective,
}

/// One name of one entry.
#[derive(Debug)]
pub(super) struct Name {
    /// Its atoms, joined by spaces.
    text: Box<str>,
    /// Bit `n` is set where atom `n` begins with a capital.
    capitals: u64,
    /// A single atom in capitals: "US", "NATO".
    acronym: bool,
    /// Index of the entry.
    pub(super) entry: u32,
    /// Whether the context has to support it.
    pub(super) doubtful: bool,
    /// Name or adjective.
    pub(super) form: Form,
}

/// All names, by their first atom.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    names: Vec<Name>,
    /// How many of the first names are a user's own, which no other entry bears.
    own: usize,
    by_first: FxHashMap<Box<str>, Vec<u32>>,
    by_text: FxHashMap<Box<str>, Vec<u32>>,
}

/// A sentence cut into atoms, with the token of each.
pub(super) struct Atoms {
    pub(super) atoms: Vec<Atom>,
    /// Index of the first atom of each token, and the number of atoms at the end.
    pub(super) of_token: Vec<usize>,
}

impl Atoms {
    pub(super) fn new<'a>(letters: &Letters, forms: impl Iterator<Item = &'a str>) -> Self {
        let mut atoms = Vec::new();
        let mut of_token = Vec::new();
        for form in forms {
            of_token.push(atoms.len());
            letters.atoms(form, &mut atoms);
        }
        of_token.push(atoms.len());
        Self { atoms, of_token }
    }

    /// The first atom of a token.
    pub(super) fn first(&self, token: usize) -> Option<&Atom> {
        let begin = *self.of_token.get(token)?;
        (begin < *self.of_token.get(token + 1)?).then(|| &self.atoms[begin])
    }

    /// The atoms of a stretch of tokens, joined by spaces.
    pub(super) fn joined(&self, first: usize, last: usize) -> String {
        let slice = &self.atoms[self.of_token[first]..self.of_token[last + 1]];
        slice.iter().map(|atom| atom.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

impl NameIndex {
    pub(super) fn add(&mut self, letters: &Letters, text: &str, entry: u32, doubtful: bool, form: Form) {
        let mut atoms = Vec::new();
        letters.atoms(text, &mut atoms);
        let Some(first) = atoms.first() else { return };
        let index = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let first: Box<str> = first.text.as_str().into();
        let joined: Box<str> = atoms.iter().map(|atom| atom.text.as_str()).collect::<Vec<_>>().join(" ").into();
        let mut capitals = 0;
        for (place, atom) in atoms.iter().take(64).enumerate() {
            let article = place + 1 < atoms.len() && matches!(atom.text.as_str(), "al" | "el" | "the");
            if atom.initial && !article && !atom.text.starts_with(|letter: char| letter.is_numeric()) {
                capitals |= 1 << place;
            }
        }
        let acronym = atoms.len() == 1 && atoms[0].caps && atoms[0].text.len() > 1;
        if let Some(same) = self.by_text.get(&joined)
            && same.iter().any(|&other| (other as usize) < self.own || self.names[other as usize].entry == entry)
        {
            return;
        }
        self.names.push(Name { text: joined.clone(), capitals, acronym, entry, doubtful, form });
        self.by_first.entry(first).or_default().push(index);
        self.by_text.entry(joined).or_default().push(index);
    }

    /// The names so far are a user's own: from now on no other entry is given one of them.
    pub(super) fn shadow(&mut self) {
        if self.own == 0 {
            self.own = self.names.len();
        }
    }

    /// Whether a user's own tables give that name to another entry.
    pub(super) fn shadowed(&self, folded: &str, entry: u32) -> bool {
        let mut own = self.by_text.get(folded).into_iter().flatten().filter(|&&name| (name as usize) < self.own);
        own.any(|&name| self.names[name as usize].entry != entry)
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The names that are exactly these folded atoms.
    pub(super) fn exact(&self, folded: &str) -> impl Iterator<Item = &Name> {
        self.by_text.get(folded).into_iter().flatten().map(|&index| &self.names[index as usize])
    }

    /// The longest names that begin at that token: their number of tokens, and each of them.
    pub(super) fn longest<'s>(&'s self, sentence: &Atoms, token: usize) -> Option<(usize, Vec<&'s Name>)> {
        let begin = sentence.of_token[token];
        let first = sentence.first(token)?;
        let mut best: Option<(usize, Vec<&Name>)> = None;
        for &index in self.by_first.get(first.text.as_str())? {
            let name = &self.names[index as usize];
            let Some(end) = name.matches(&sentence.atoms[begin..]).map(|count| begin + count) else { continue };
            let Ok(after) = sentence.of_token.binary_search(&end) else { continue };
            // Tokens without atoms share a border with the next: take the shortest stretch.
            let mut after = after;
            while after > token + 1 && sentence.of_token[after - 1] == end {
                after -= 1;
            }
            let length = after - token;
            match &mut best {
                Some((longest, names)) if *longest == length => names.push(name),
                Some((longest, _)) if *longest > length => {}
                _ => best = Some((length, vec![name])),
            }
        }
        best
    }
}

impl Name {
    /// The number of atoms, where the text begins with this name.
    fn matches(&self, text: &[Atom]) -> Option<usize> {
        let mut count = 0;
        for (place, atom) in self.text.split(' ').enumerate() {
            let found = text.get(place)?;
            if found.text != atom || (place < 64 && self.capitals >> place & 1 == 1 && !found.initial) {
                return None;
            }
            count += 1;
        }
        let word = text.first()?;
        // "us" is no state and "who" no organisation; "Nato" and "Unesco" are.
        if self.acronym && !word.caps && word.text.len() < 4 {
            return None;
        }
        Some(count)
    }
}
