//! The words of dates and times with their classes, from `data/lexicon/time.tsv`, and the compiled grammar that they stand
//! in.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{atom::Word, class::Class, pattern::Grammar, table};
use crate::lexicon::{
    self,
    table::{Problem, Table},
};

/// The words of dates and times, those of the patterns, and the compiled grammar.
#[derive(Debug)]
pub(super) struct Vocabulary {
    words: FxHashMap<&'static str, Word>,
    /// The rules, compiled.
    pub(super) grammar: Grammar,
}

/// The words of `data/lexicon/time.tsv` with their classes; what is wrong with a line is a problem.
fn words(table: &Table<'static>, problems: &mut Vec<Problem>) -> FxHashMap<&'static str, Word> {
    let mut words: FxHashMap<&'static str, Word> = FxHashMap::default();
    for row in table.checked(["word", "class", "value"], problems) {
        let [form, class, value] = row.cells;
        let (Some(class), Ok(value)) = (Class::parse(class), value.parse::<i32>()) else {
            problems.push(table.problem(row.line, format!("no class \"{class}\", or no number: \"{value}\"")));
            continue;
        };
        let word = words.entry(form).or_default();
        word.classes |= class.bit();
        word.values.push((class, value));
        // Number words and ordinals serve wherever numbers do.
        if class == Class::Cardinal {
            word.classes |= Class::Num.bit();
            word.values.push((Class::Num, value));
        } else if class == Class::Ordinal && value <= 31 {
            word.classes |= Class::Nth.bit();
            word.values.push((Class::Nth, value));
        }
    }
    words
}

impl Vocabulary {
    /// The vocabulary that is compiled into the program; loaded once.
    pub(super) fn embedded() -> &'static Self {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(|| {
            // Tests see to it that there is no problem.
            let mut words = words(&lexicon::embedded_table("time.tsv"), &mut Vec::new());
            let rules = table::rules(&lexicon::embedded_table("time-rules.tsv"), &mut Vec::new());
            let mut literals: u16 = 0;
            let grammar = Grammar::compile(rules, |form| {
                let word = words.entry(form).or_default();
                if word.literal == 0 {
                    literals += 1;
                    word.literal = literals;
                }
                word.literal
            });
            #[expect(clippy::iter_over_hash_type, reason = "each word is changed by itself")]
            for word in words.values_mut() {
                word.starts = grammar.starts(word.classes, word.literal);
            }
            Self { words, grammar }
        })
    }

    /// The word of that form, in any case, without its full stops ("a.m.", "Feb.").
    pub(super) fn word(&self, form: &str) -> Option<&Word> {
        // The longest word of the table has 12 letters; dots and all, 16 are enough.
        let mut buffer = [0_u8; 16];
        let mut length = 0;
        for &byte in form.as_bytes() {
            if byte == b'.' && form.len() > 1 {
                continue;
            }
            *buffer.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        }
        self.words.get(std::str::from_utf8(&buffer[..length]).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, lexicon, words};

    #[test]
    fn every_word_has_a_known_class_and_a_number() {
        let mut problems = Vec::new();
        words(&lexicon::embedded_table("time.tsv"), &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        words(&Table::new("time.tsv", "word\tclass\tvalue\nnoon\thour\tx\nnoon\tmeal\t1\n"), &mut problems);
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3]);
    }
}
