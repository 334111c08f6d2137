//! The names of the gazetteer, found in a sentence: the longest one that begins at a token.

use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashMap};

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
    /// Its atoms, joined by spaces: bytes of the index's text.
    text: (u32, u32),
    /// Bit `n` is set where atom `n` begins with a capital.
    capitals: u64,
    /// The next name with the same first atom, and with the same atoms.
    next: [u32; 2],
    /// A single atom in capitals: "US", "NATO".
    acronym: bool,
    /// Index of the entry.
    pub(super) entry: u32,
    /// Whether the context has to support it.
    pub(super) doubtful: bool,
    /// Name or adjective.
    pub(super) form: Form,
}

/// The end of a chain.
const END: u32 = u32::MAX;

/// The first and the last name of each chain, by the hash of what they share. Two texts of one hash share a chain, so
/// whoever walks it compares.
#[derive(Debug, Default)]
struct Chains(FxHashMap<u64, (u32, u32)>);

/// All names, by their first atom and by all of them. Their letters stand in one text, since an allocation for each of
/// them was most of the time that loading took.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    text: String,
    names: Vec<Name>,
    /// How many of the first names are a user's own, which no other entry bears.
    own: usize,
    by_first: Chains,
    by_text: Chains,
}

fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
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
    /// Makes room for so many names.
    pub(super) fn reserve(&mut self, names: usize) {
        self.text.reserve(names * 16);
        self.names.reserve(names);
        self.by_first.0.reserve(names / 2);
        self.by_text.0.reserve(names);
    }

    /// Adds a name, unless the entry has it or a user's own tables give it to another; its folded form.
    pub(super) fn add(&mut self, letters: &Letters, text: &str, entry: u32, doubtful: bool, form: Form) -> &str {
        let begin = self.text.len();
        let (mut place, mut capitals, mut first, mut caps_alone) = (0_u32, 0_u64, 0, false);
        letters.each(text, &mut self.text, &mut |at, buffer, initial, caps| {
            let atom = &buffer[at..];
            if place == 0 {
                first = buffer.len();
                caps_alone = caps && atom.len() > 1;
            }
            if initial && place < 64 && !atom.starts_with(|letter: char| letter.is_numeric()) {
                capitals |= 1 << place;
            }
            place += 1;
            buffer.push(' ');
        });
        if place == 0 {
            return "";
        }
        self.text.pop();
        // The capital of an article says nothing, unless it is all that there is.
        for (index, atom) in self.text[begin..].split(' ').enumerate().take(64) {
            if index + 1 < place as usize && matches!(atom, "al" | "el" | "the") {
                capitals &= !(1 << index);
            }
        }
        let joined = &self.text[begin..];
        let by_text = hash(joined);
        let taken = self.chain(&self.by_text, by_text, 1).any(|(index, other)| {
            self.letters(other) == joined && ((index as usize) < self.own || other.entry == entry)
        });
        if !taken {
            let by_first = hash(&self.text[begin..first]);
            let index = u32::try_from(self.names.len()).unwrap_or(END);
            let end = self.text.len();
            let cut = |at: usize| u32::try_from(at).unwrap_or(END);
            let acronym = place == 1 && caps_alone;
            let text = (cut(begin), cut(end));
            self.names.push(Name { text, capitals, next: [END; 2], acronym, entry, doubtful, form });
            for (chain, (chains, key)) in
                [(&mut self.by_first, by_first), (&mut self.by_text, by_text)].into_iter().enumerate()
            {
                let ends = chains.0.entry(key).or_insert((index, index));
                if ends.1 != index {
                    self.names[ends.1 as usize].next[chain] = index;
                    ends.1 = index;
                }
            }
        }
        &self.text[begin..]
    }

    fn letters(&self, name: &Name) -> &str {
        &self.text[name.text.0 as usize..name.text.1 as usize]
    }

    /// The names of a chain with their indices, in the order in which they were added.
    fn chain<'s>(&'s self, chains: &Chains, key: u64, which: usize) -> impl Iterator<Item = (u32, &'s Name)> + use<'s> {
        let mut at = chains.0.get(&key).map_or(END, |ends| ends.0);
        std::iter::from_fn(move || {
            let index = at;
            let name = self.names.get(index as usize)?;
            at = name.next[which];
            Some((index, name))
        })
    }

    /// The names so far are a user's own: from now on no other entry is given one of them.
    pub(super) fn shadow(&mut self) {
        if self.own == 0 {
            self.own = self.names.len();
        }
    }

    /// Whether a user's own tables give that name to another entry.
    pub(super) fn shadowed(&self, folded: &str, entry: u32) -> bool {
        self.chain(&self.by_text, hash(folded), 1)
            .any(|(index, name)| (index as usize) < self.own && name.entry != entry && self.letters(name) == folded)
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The names that are exactly these folded atoms.
    pub(super) fn exact<'s>(&'s self, folded: &'s str) -> impl Iterator<Item = &'s Name> + use<'s> {
        self.chain(&self.by_text, hash(folded), 1)
            .map(|(_, name)| name)
            .filter(move |name| self.letters(name) == folded)
    }

    /// The longest names that begin at that token: their number of tokens, and each of them.
    pub(super) fn longest<'s>(&'s self, sentence: &Atoms, token: usize) -> Option<(usize, Vec<&'s Name>)> {
        let begin = sentence.of_token[token];
        let first = sentence.first(token)?;
        let mut best: Option<(usize, Vec<&Name>)> = None;
        for (_, name) in self.chain(&self.by_first, hash(&first.text), 0) {
            let Some(end) = name.matches(self.letters(name), &sentence.atoms[begin..]).map(|count| begin + count)
            else {
                continue;
            };
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
    fn matches(&self, letters: &str, text: &[Atom]) -> Option<usize> {
        let mut count = 0;
        for (place, atom) in letters.split(' ').enumerate() {
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
