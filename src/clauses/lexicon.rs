//! The words that the clause layer knows, from `data/lexicon`: event nouns, light verbs, and governing words with
//! what they say of their complement.
//!
//! The files are compiled in and read once; a line that does not read is a programming error that the tests catch,
//! and is skipped at run time, since analysis of prose never fails.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Polarity, Status};

const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// Which argument a phrase of an event noun is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Subject,
    Object,
    /// One of those who do it to one another.
    Both,
    /// Marked by a preposition that is not there: "the Ukraine war" is a war in Ukraine.
    In,
}

/// An event noun and how its phrases map.
#[derive(Clone, Copy, Debug)]
pub(super) struct EventNoun {
    /// "Moscow's invasion", "the Russian invasion".
    pub(super) possessor: Part,
    /// "invasion of Ukraine".
    pub(super) of: Part,
    /// "the Ukraine invasion".
    pub(super) compound: Part,
}

/// The form of a complement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// An infinitive or bare gerund.
    Inf,
    /// A clause with its own subject, a quotation.
    That,
    /// An event noun as object, or as subject of the passive.
    Noun,
    /// An event noun as subject of the active: "the meeting is planned", "talks collapsed".
    Subject,
    /// A noun or gerund under this preposition.
    Preposition(&'static str),
}

/// What a governing word says of its complement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Governing {
    pub(super) frame: Frame,
    pub(super) polarity: Polarity,
    /// `Happened` leaves what the context says.
    pub(super) status: Status,
    /// The complement is what the subject says.
    pub(super) speaker: bool,
    /// The object, not the subject, is who does the infinitive.
    pub(super) object_control: bool,
}

/// Verb, noun or adjective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Verb,
    Noun,
    Adjective,
}

/// All tables.
pub(super) struct Lexicon {
    nouns: FxHashMap<&'static str, EventNoun>,
    light: FxHashMap<&'static str, FxHashSet<&'static str>>,
    /// By class, in the order of [`Class`].
    governing: [FxHashMap<&'static str, Vec<Governing>>; 3],
    words: FxHashMap<&'static str, FxHashSet<&'static str>>,
}

fn rows(name: &str) -> impl Iterator<Item = Vec<&'static str>> {
    let text = FILES.iter().find(|(path, _)| *path == name).map_or("", |(_, text)| *text);
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn part(word: &str) -> Option<Part> {
    match word {
        "subject" => Some(Part::Subject),
        "object" => Some(Part::Object),
        "both" => Some(Part::Both),
        "in" => Some(Part::In),
        _ => None,
    }
}

fn event_noun(row: &[&'static str]) -> Option<(&'static str, EventNoun)> {
    let [noun, possessor, of, compound] = row else { return None };
    Some((noun, EventNoun { possessor: part(possessor)?, of: part(of)?, compound: part(compound)? }))
}

fn governing(row: &[&'static str]) -> Option<((Class, &'static str), Governing)> {
    let [class, lemma, frame, polarity, status, who] = row else { return None };
    let class = match *class {
        "verb" => Class::Verb,
        "noun" => Class::Noun,
        "adj" => Class::Adjective,
        _ => return None,
    };
    let frame = match *frame {
        "inf" => Frame::Inf,
        "that" => Frame::That,
        "noun" => Frame::Noun,
        "subject" => Frame::Subject,
        other => Frame::Preposition(other.strip_prefix("prep:")?),
    };
    let polarity = match *polarity {
        "pos" => Polarity::Affirmed,
        "neg" => Polarity::Negated,
        _ => return None,
    };
    let status = match *status {
        "same" => Status::Happened,
        "planned" => Status::Planned,
        "possible" => Status::Possible,
        "requested" => Status::Requested,
        _ => return None,
    };
    let (speaker, object_control) = match *who {
        "-" => (false, false),
        "speaker" => (true, false),
        "object" => (false, true),
        _ => return None,
    };
    Some(((class, lemma), Governing { frame, polarity, status, speaker, object_control }))
}

impl Lexicon {
    /// The tables that are compiled into the program.
    pub(super) fn embedded() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut tables: [FxHashMap<_, Vec<Governing>>; 3] = Default::default();
            for ((class, lemma), entry) in rows("governing.tsv").filter_map(|row| governing(&row)) {
                tables[class as usize].entry(lemma).or_default().push(entry);
            }
            Self {
                nouns: rows("event-nouns.tsv").filter_map(|row| event_noun(&row)).collect(),
                light: word_sets("light-verbs.tsv"),
                governing: tables,
                words: word_sets("clause-words.tsv"),
            }
        })
    }

    pub(super) fn event_noun(&self, lemma: &str) -> Option<EventNoun> {
        self.nouns.get(lemma).copied()
    }

    /// Whether the verb says of the noun no more than that it takes place; `*` in the table stands for any event noun.
    pub(super) fn is_light(&self, verb: &str, noun: &str) -> bool {
        self.light.get(verb).is_some_and(|nouns| nouns.contains(noun) || nouns.contains("*"))
    }

    pub(super) fn governing(&self, class: Class, lemma: &str, frame: &Frame) -> Option<&Governing> {
        self.governing[class as usize].get(lemma)?.iter().find(|entry| entry.frame == *frame)
    }

    /// The same for a preposition that is not known to be in the table.
    pub(super) fn governing_by(&self, class: Class, lemma: &str, preposition: &str) -> Option<&Governing> {
        let entries = self.governing[class as usize].get(lemma)?;
        entries.iter().find(|entry| matches!(entry.frame, Frame::Preposition(word) if word == preposition))
    }

    /// Whether the verb introduces what somebody says.
    pub(super) fn is_reporting(&self, lemma: &str) -> bool {
        self.governing(Class::Verb, lemma, &Frame::That).is_some_and(|entry| entry.speaker)
    }

    /// Whether `word` stands in the list `list` of `clause-words.tsv`.
    pub(super) fn is(&self, list: &str, word: &str) -> bool {
        let Some(words) = self.words.get(list) else { return false };
        if word.contains(' ') { words.contains(word.replace(' ', "_").as_str()) } else { words.contains(word) }
    }
}

fn word_sets(name: &str) -> FxHashMap<&'static str, FxHashSet<&'static str>> {
    let mut sets: FxHashMap<_, FxHashSet<_>> = FxHashMap::default();
    for row in rows(name) {
        if let [key, words] = row[..] {
            sets.entry(key).or_default().extend(words.split(' '));
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::{FILES, event_noun, governing, rows};

    #[test]
    fn every_line_reads() {
        let bad: Vec<_> = rows("event-nouns.tsv").filter(|row| event_noun(row).is_none()).collect();
        assert!(bad.is_empty(), "{bad:?}");
        let bad: Vec<_> = rows("governing.tsv").filter(|row| governing(row).is_none()).collect();
        assert!(bad.is_empty(), "{bad:?}");
        for file in ["light-verbs.tsv", "clause-words.tsv"] {
            let bad: Vec<_> = rows(file).filter(|row| row.len() != 2).collect();
            assert!(bad.is_empty(), "{file}: {bad:?}");
        }
    }

    #[test]
    fn the_files_are_sorted_without_repetition() {
        for name in ["event-nouns.tsv", "governing.tsv", "light-verbs.tsv", "clause-words.tsv"] {
            let text = FILES.iter().find(|(path, _)| *path == name).map_or("", |(_, text)| *text);
            let lines: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(!lines.is_empty(), "{name} is there");
            let wrong: Vec<_> = lines.windows(2).filter(|pair| pair[0] >= pair[1]).map(|pair| pair[1]).collect();
            assert!(wrong.is_empty(), "{name}: {wrong:?}");
        }
    }
}
