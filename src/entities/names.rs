//! The names of the gazetteer, found in a sentence: the longest one that begins at a token.

use super::{
    fold::{Atom, Letters},
    index::{ACRONYM, ADJECTIVE, DOUBTFUL, LAST, Map, NameColumn, Rows},
    lexicon::Lexicon,
};

/// How a name of the gazetteer names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// "Russia"
    Name,
    /// "Russian", "Russians"
    Adjective,
}

/// One name of one entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name {
    /// Index of the entry.
    pub(crate) entry: u32,
    /// Whether the context has to support it.
    pub(crate) doubtful: bool,
    /// Name or adjective.
    pub(crate) form: Form,
    /// A single atom in capitals: "US", "NATO".
    acronym: bool,
    /// Bit `n` is set where atom `n` begins with a capital.
    capitals: u64,
}

/// All names, by their atoms. Those of one text stand together, in the order of the tables.
#[derive(Clone, Copy)]
pub(crate) struct NameIndex<'g> {
    /// The first name of each text.
    texts: &'g Map,
    names: &'g Rows<3>,
}

/// A sentence cut into atoms, with the token of each.
pub(crate) struct Atoms {
    pub(crate) atoms: Vec<Atom>,
    /// Index of the first atom of each token, and the number of atoms at the end.
    pub(crate) of_token: Vec<usize>,
}

impl Atoms {
    pub(crate) fn new<'a>(letters: &Letters, forms: impl Iterator<Item = &'a str>) -> Self {
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
    pub(crate) fn first(&self, token: usize) -> Option<&Atom> {
        let begin = *self.of_token.get(token)?;
        (begin < *self.of_token.get(token + 1)?).then(|| &self.atoms[begin])
    }

    /// The atoms of a stretch of tokens, joined by spaces.
    pub(crate) fn joined(&self, first: usize, last: usize) -> String {
        let slice = &self.atoms[self.of_token[first]..self.of_token[last + 1]];
        slice.iter().map(|atom| atom.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The region whose adjective ends at that token: its number of tokens, and its index. "Central Asian" goes before "Asian".
    pub(crate) fn region_before(&self, lexicon: &Lexicon, token: usize) -> Option<(usize, u32)> {
        let capital = self.first(token)?.initial;
        (1..=2).rev().filter(|_| capital).filter(|length| *length <= token + 1).find_map(|length| {
            let joined = self.joined(token + 1 - length, token);
            lexicon.names().region(&joined).map(|region| (length, region))
        })
    }

    /// The longest role that begins at that token: its number of tokens, the role, whether it is plural.
    pub(crate) fn role_at(&self, lexicon: &Lexicon, token: usize) -> Option<(usize, u32, bool)> {
        let begin = self.of_token[token];
        let first = self.first(token)?;
        let mut best: Option<(usize, u32, bool)> = None;
        for (term, role, plural) in lexicon.nouns().terms(&first.text) {
            let mut count = 0;
            let all = term.split(' ').enumerate().all(|(place, atom)| {
                count += 1;
                self.atoms.get(begin + place).is_some_and(|found| found.text == atom)
            });
            if !all {
                continue;
            }
            let Some(after) = (token + 1..self.of_token.len()).find(|&t| self.of_token[t] >= begin + count) else {
                continue;
            };
            if self.of_token[after] == begin + count && best.is_none_or(|(length, _, _)| after - token > length) {
                best = Some((after - token, *role, *plural));
            }
        }
        best
    }
}

impl<'g> NameIndex<'g> {
    pub(crate) fn new(texts: &'g Map, names: &'g Rows<3>) -> Self {
        Self { texts, names }
    }

    /// The names of a text, from its first one.
    fn names(self, first: u64) -> impl Iterator<Item = Name> + use<'g> {
        let mut next = u32::try_from(first).ok();
        std::iter::from_fn(move || {
            let row = next?;
            let flags = self.names.get(row, NameColumn::Flags as usize);
            next = (flags & LAST == 0 && (row as usize) < self.names.len()).then_some(row + 1);
            Some(Name {
                entry: self.names.index(row, NameColumn::Entry as usize),
                doubtful: flags & DOUBTFUL != 0,
                form: if flags & ADJECTIVE != 0 { Form::Adjective } else { Form::Name },
                acronym: flags & ACRONYM != 0,
                capitals: self.names.get(row, NameColumn::Capitals as usize),
            })
        })
    }

    /// The names that are exactly these folded atoms.
    pub(crate) fn exact(self, folded: &str) -> impl Iterator<Item = Name> + use<'g> {
        self.texts.get(folded).into_iter().flat_map(move |first| self.names(first))
    }

    /// The longest names that begin at that token: their number of tokens, and each of them.
    pub(crate) fn longest(self, sentence: &Atoms, token: usize) -> Option<(usize, Vec<Name>)> {
        let begin = sentence.of_token[token];
        sentence.first(token)?;
        let text = &sentence.atoms[begin..];
        let fst = self.texts.as_fst();
        let (mut node, mut sum) = (fst.root(), 0);
        let mut best = None;
        for (place, atom) in text.iter().enumerate() {
            let gap: &[u8] = if place == 0 { b"" } else { b" " };
            for &byte in gap.iter().chain(atom.text.as_bytes()) {
                let Some(step) = node.find_input(byte) else { return best };
                let step = node.transition(step);
                sum += step.out.value();
                node = fst.node(step.addr);
            }
            if !node.is_final() {
                continue;
            }
            let Some(length) = tokens(sentence, token, begin + place + 1) else { continue };
            let first = sum + node.final_output().value();
            let fitting: Vec<Name> = self.names(first).filter(|name| name.fits(&text[..=place])).collect();
            if !fitting.is_empty() {
                best = Some((length, fitting));
            }
        }
        best
    }
}

/// The number of tokens from that one to the atom before which they end; `None` where that is within a token.
fn tokens(sentence: &Atoms, token: usize, end: usize) -> Option<usize> {
    let mut after = sentence.of_token.binary_search(&end).ok()?;
    // Tokens without atoms share a border with the next: take the shortest stretch.
    while after > token + 1 && sentence.of_token[after - 1] == end {
        after -= 1;
    }
    Some(after - token)
}

impl Name {
    /// Whether these atoms, which have its letters, are written as the name is.
    fn fits(&self, text: &[Atom]) -> bool {
        let capitals =
            text.iter().take(64).enumerate().all(|(place, atom)| self.capitals >> place & 1 == 0 || atom.initial);
        // "us" is no state and "who" no organisation; "Nato" and "Unesco" are.
        let small = self.acronym && text.first().is_some_and(|word| !word.caps && word.text.len() < 4);
        capitals && !small
    }
}
