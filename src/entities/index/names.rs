//! The names of the entries as they are collected: each entry has a name once, and what a user's table gives is that
//! entry's alone.

use std::hash::BuildHasher as _;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{
    layout::{ACRONYM, ADJECTIVE, DOUBTFUL},
    words::Words,
};

/// One name of one entry.
pub(super) struct Name {
    /// Its atoms, joined by spaces: bytes of the text.
    text: (u32, u32),
    /// The next name whose letters have the same hash.
    next: u32,
    pub(super) entry: u32,
    /// As in an index; the last one of a text is not yet marked.
    pub(super) flags: u64,
    /// Bit `n` is set where atom `n` begins with a capital.
    pub(super) capitals: u64,
}

/// The end of a chain.
const END: u32 = u32::MAX;

/// All names. Their letters stand in one text, since an allocation for each of them was most of the time that reading
/// took.
#[derive(Default)]
pub(super) struct Names {
    text: String,
    names: Vec<Name>,
    /// How many of the first names are a user's own, which no other entry bears.
    own: usize,
    /// The first and the last name of each chain, by the hash of their letters.
    chains: FxHashMap<u64, (u32, u32)>,
}

fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

impl Names {
    /// Makes room for so many names.
    pub(super) fn reserve(&mut self, names: usize) {
        self.text.reserve(names * 16);
        self.names.reserve(names);
        self.chains.reserve(names);
    }

    /// Adds a name, unless the entry has it or a user's own tables give it to another; its folded form.
    pub(super) fn add(
        &mut self,
        words: &Words<'_>,
        text: &str,
        entry: u32,
        (doubtful, adjective): (bool, bool),
    ) -> &str {
        let begin = self.text.len();
        let (mut place, mut capitals, mut caps_alone) = (0_u32, 0_u64, false);
        words.letters.each(text, &mut self.text, &mut |at, buffer, initial, caps| {
            let atom = &buffer[at..];
            if place == 0 {
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
            if index + 1 < place as usize && words.lone_capital.contains(&atom) {
                capitals &= !(1 << index);
            }
        }
        let joined = &self.text[begin..];
        let key = hash(joined);
        let taken = self.chain(key).any(|(index, other)| {
            self.letters(other) == joined && ((index as usize) < self.own || other.entry == entry)
        });
        if !taken {
            let index = u32::try_from(self.names.len()).unwrap_or(END);
            let cut = |at: usize| u32::try_from(at).unwrap_or(END);
            let text = (cut(begin), cut(self.text.len()));
            let flags = [(doubtful, DOUBTFUL), (adjective, ADJECTIVE), (place == 1 && caps_alone, ACRONYM)];
            let flags = flags.iter().filter(|(set, _)| *set).map(|(_, flag)| flag).sum();
            self.names.push(Name { text, next: END, entry, flags, capitals });
            let ends = self.chains.entry(key).or_insert((index, index));
            if ends.1 != index {
                self.names[ends.1 as usize].next = index;
                ends.1 = index;
            }
        }
        &self.text[begin..]
    }

    fn letters(&self, name: &Name) -> &str {
        &self.text[name.text.0 as usize..name.text.1 as usize]
    }

    /// The names of a chain with their indices, in the order in which they were added.
    fn chain(&self, key: u64) -> impl Iterator<Item = (u32, &Name)> {
        let mut at = self.chains.get(&key).map_or(END, |ends| ends.0);
        std::iter::from_fn(move || {
            let index = at;
            let name = self.names.get(index as usize)?;
            at = name.next;
            Some((index, name))
        })
    }

    /// The names so far are a user's own: from now on no other entry is given one of them.
    pub(super) fn shadow(&mut self) {
        self.own = self.names.len();
    }

    /// Whether a user's own tables give that name to another entry.
    pub(super) fn shadowed(&self, folded: &str, entry: u32) -> bool {
        self.chain(hash(folded))
            .any(|(index, name)| (index as usize) < self.own && name.entry != entry && self.letters(name) == folded)
    }

    /// The names with their letters, by these, then in the order in which they were added.
    pub(super) fn sorted(&self) -> Vec<(&str, &Name)> {
        let mut sorted: Vec<(&str, &Name)> = self.names.iter().map(|name| (self.letters(name), name)).collect();
        sorted.sort_by_key(|(letters, _)| *letters);
        sorted
    }
}
