//! The word lists that a rule file gives a name to, in its `[words]` table: `@name` in one of its patterns stands for the
//! words as if they were written there.
//!
//! So a list that several patterns share stands once, and a pattern stays a short line. Unlike a set of the lexicon, whose
//! words rank below those of a pattern, a name of the file changes nothing but the length of the line.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    parse,
    pattern::{Filler, Pattern, Where, Word, Words},
    problem::{Located, Problem},
    written::FileAsWritten,
};
use crate::lexicon::Lexicon;

/// The named word lists of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct FileWords {
    lists: BTreeMap<String, Vec<Word>>,
    used: BTreeSet<String>,
}

impl FileWords {
    /// Reads the lists of a file, each word in the notation of patterns.
    pub(super) fn read(file: &str, text: &str, written: &FileAsWritten, lexicon: &Lexicon) -> (Self, Vec<Problem>) {
        let mut read = Self::default();
        let mut problems = Vec::new();
        let mut wrong = |place: &Located<String>, message: String, help: &str| {
            problems.push(Problem::at(file, text, place.byte(text, 0), message, help));
        };
        for (name, words) in &written.words {
            if lexicon.set(&name.value).is_some() {
                let message = format!("the lexicon has a set \"{}\" already", name.value);
                wrong(name, message, "give the words of this file another name");
            }
            if words.is_empty() {
                wrong(name, format!("the list \"{}\" is empty", name.value), "write name = [\"word\", \"word\"]");
            }
            let mut list = Vec::new();
            for word in words {
                match parse::word(&word.value) {
                    Some(Word::Set(_) | Word::NounSet(_) | Word::CopularSet(_)) | None => {
                        wrong(word, format!("\"{}\" is no word", word.value), "write one word: word, :noun or =noun");
                    }
                    Some(read) if list.contains(&read) => {
                        wrong(word, format!("\"{}\" stands here twice", word.value), "remove one");
                    }
                    Some(read) => list.push(read),
                }
            }
            read.lists.insert(name.value.clone(), list);
        }
        (read, problems)
    }

    /// Puts the words in the place of their names.
    pub(super) fn expand(&mut self, pattern: &mut Pattern) {
        self.put(&mut pattern.trigger);
        for part in &mut pattern.parts {
            if let Where::Complement(Some(verbs)) = &mut part.place {
                self.put(verbs);
            }
            match &mut part.filler {
                Filler::Head(words) => self.put(words),
                Filler::Slot { not, only, .. } => not.iter_mut().chain(only).for_each(|words| self.put(words)),
            }
        }
    }

    fn put(&mut self, words: &mut Words) {
        let mut put = Vec::with_capacity(words.alternatives.len());
        for (word, at) in words.alternatives.drain(..) {
            let name = match &word {
                Word::Set(name) | Word::NounSet(name) | Word::CopularSet(name) => name,
                Word::Plain(_) | Word::Noun(_) | Word::Copular(_) => {
                    put.push((word, at));
                    continue;
                }
            };
            let Some((name, list)) = self.lists.get_key_value(name) else {
                put.push((word, at));
                continue;
            };
            self.used.insert(name.clone());
            put.extend(list.iter().map(|listed| (listed.clone().under(&word), at)));
        }
        words.alternatives = put;
    }

    /// The names that no pattern of the file uses.
    pub(super) fn unused(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str).filter(|name| !self.used.contains(*name))
    }

    /// The names of the lists, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.keys().map(String::as_str)
    }
}

impl Word {
    /// The word with the sign of the name that stood for it: `:@events` makes nouns of all, `@events` keeps their own signs.
    fn under(self, name: &Self) -> Self {
        let (Self::Plain(word) | Self::Noun(word) | Self::Copular(word)) = &self else { return self };
        match name {
            Self::NounSet(_) => Self::Noun(word.clone()),
            Self::CopularSet(_) => Self::Copular(word.clone()),
            _ => self,
        }
    }
}
