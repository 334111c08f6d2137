//! Closed sets of words that the code asks for: `set::FORMER.has(word)`.
//!
//! Their words stand in the tables of `data/lexicon` whose names end in `-words.tsv`, a set a row; the build script makes
//! a constant of each. A set that no table has does not compile, and neither does one that no code reads.

/// A set of words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Set {
    /// Sorted by length, then by letters.
    words: &'static [&'static str],
}

impl Set {
    /// A set of words that are sorted by length, then by letters.
    const fn new(words: &'static [&'static str]) -> Self {
        Self { words }
    }

    /// Whether the word is one of them, letter by letter. The words of a cue are parted by a space: "carry out".
    pub(crate) fn has(self, word: &str) -> bool {
        // Most sets have few words, of other lengths than most words: lengths are compared first.
        if self.words.len() <= 8 {
            return self.words.contains(&word);
        }
        self.words
            .binary_search_by(|known| known.len().cmp(&word.len()).then_with(|| known.as_bytes().cmp(word.as_bytes())))
            .is_ok()
    }

    /// Whether the word, in any case, is one of them, which are in lower case.
    pub(crate) fn has_any_case(self, word: &str) -> bool {
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            self.has(&word.to_ascii_lowercase())
        } else {
            self.has(word)
        }
    }

    /// The word of a set that has one: "of" as the marker of an argument.
    pub(crate) fn only(self) -> &'static str {
        debug_assert!(self.words.len() == 1, "one word is wanted: {self:?}");
        self.words.first().copied().unwrap_or_default()
    }

    /// The words, by length and letters.
    pub(crate) fn words(self) -> impl Iterator<Item = &'static str> {
        self.words.iter().copied()
    }
}

include!(concat!(env!("OUT_DIR"), "/sets.rs"));

#[cfg(test)]
mod tests {
    use super::Set;

    #[test]
    fn a_set_has_its_words_and_no_others() {
        let small = Set::new(&["by", "of"]);
        assert!(small.has("of") && !small.has("o") && !small.has("off"));
        let large = Set::new(&["a", "b", "ab", "ba", "abc", "abd", "acd", "abcd", "take place"]);
        assert!(large.words.iter().all(|word| large.has(word)));
        assert!(!large.has("") && !large.has("aa") && !large.has("take_place") && !large.has("zzzz"));
    }
}
