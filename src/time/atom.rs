//! The words of a sentence as the grammar of time sees them: [`Atom`]s with their classes and values.
//!
//! Tokenisers disagree on "mid-2021", "10am" and "1915-17". The grammar therefore reads its own, smaller pieces: a token
//! is cut at hyphens, slashes, colons and between digits and letters, number words are joined to one number, and each
//! piece remembers its token and its characters. What the lexicon (`data/lexicon/time.tsv`) does not know and what is
//! no number has no class and can be in no expression.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::pattern::Grammar;
use crate::syntax::{Sentence, Token, Upos};

macro_rules! classes {
    ($($variant:ident = $text:literal),+ $(,)?) => {
        /// What a piece can be in the grammar; patterns write the names in capitals.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Class { $($variant),+ }

        impl Class {
            /// The class of that name in lower case.
            pub(super) fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

classes! {
    Month = "month", Weekday = "weekday", Weekdays = "weekdays", Shortday = "shortday", Season = "season",
    Unit = "unit", Units = "units", Cardinal = "cardinal", Scale = "scale", Ordinal = "ordinal", Vague = "vague",
    Part = "part", Parts = "parts", Dayword = "dayword", Nightword = "nightword", Deixis = "deixis", Told = "told",
    Shift = "shift", Position = "position", Edge = "edge", Approx = "approx", Bound = "bound", Often = "often",
    Every = "every", Ref = "ref", Zone = "zone", Meridiem = "meridiem", Era = "era", Namehead = "namehead",
    Paper = "paper", Named = "named", Incident = "incident", Mishap = "mishap", Holiday = "holiday", Tens = "tens",
    Prep = "prep", Det = "det",
    // Classes of numbers, computed from their digits.
    Num = "num", Day = "day", Nth = "nth", Year = "year", Yy = "yy", Mm = "mm", Hour = "hour", Minute = "minute",
    Clock = "clock", Dotted = "dotted", Decade = "decade", Quarter = "quarter",
}

impl Class {
    /// The bit of the class in a set of classes.
    pub(super) const fn bit(self) -> u64 {
        1 << (self as u64)
    }
}

/// A word of the lexicon or of a pattern.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    /// Its number as a literal of patterns; 0 where no pattern names it.
    pub(super) literal: u16,
    /// The set of its classes.
    pub(super) classes: u64,
    /// Its value in each class.
    pub(super) values: Vec<(Class, i32)>,
    /// The rules that it can begin, in their order.
    pub(super) starts: Vec<u16>,
}

/// A piece of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// What the lexicon knows of it.
    pub(super) word: Option<&'static Word>,
    /// Its number, where it is one; also for ordinals and decades.
    pub(super) number: i32,
    /// The set of its classes.
    pub(super) classes: u64,
    /// First character in the article's text.
    pub(super) begin: usize,
    /// One past the last character.
    pub(super) end: usize,
    /// The token that it is part of.
    pub(super) token: usize,
    /// Whether it follows the piece before without white space.
    pub(super) glued: bool,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether all its letters are capitals and there are two or more.
    pub(super) capitals: bool,
}

impl Atom {
    /// Whether it is of the class.
    pub(super) fn is(&self, class: Class) -> bool {
        self.classes & class.bit() != 0
    }

    /// Its value in the class: the lexicon's, else its number.
    pub(super) fn value(&self, class: Class) -> i32 {
        let known = self.word.and_then(|word| word.values.iter().find(|(found, _)| *found == class));
        known.map_or(self.number, |(_, value)| *value)
    }

    /// Its letters: a token's, or the piece of it that this is.
    pub(super) fn form<'a>(&self, sentence: &'a Sentence) -> &'a str {
        let token = &sentence.tokens[self.token];
        if token.span.begin == self.begin && token.span.end == self.end {
            return &token.form;
        }
        let from = self.begin.saturating_sub(token.span.begin);
        let mut bytes = token.form.char_indices().map(|(byte, _)| byte).skip(from);
        let Some(begin) = bytes.next() else { return &token.form };
        let end = bytes.nth((self.end - self.begin).saturating_sub(1)).unwrap_or(token.form.len());
        &token.form[begin..end]
    }

    /// Whether it is the literal of that number.
    pub(super) fn is_literal(&self, literal: u16) -> bool {
        literal != 0 && self.word.is_some_and(|word| word.literal == literal)
    }
}

/// The lexicon: its words, those of the patterns, and the compiled grammar.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: FxHashMap<&'static str, Word>,
    /// The rules, compiled.
    pub(super) grammar: Grammar,
}

/// The lines of `data/lexicon/time.tsv`.
fn table() -> &'static str {
    const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));
    FILES.iter().find(|(path, _)| *path == "time.tsv").map_or("", |(_, text)| *text)
}

impl Lexicon {
    /// The lexicon that is compiled into the program; loaded once.
    pub(super) fn embedded() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut words: FxHashMap<&'static str, Word> = FxHashMap::default();
            for line in table().lines().filter(|line| !line.starts_with('#')) {
                let mut fields = line.split('\t');
                let (Some(form), Some(class), Some(value)) = (fields.next(), fields.next(), fields.next()) else {
                    continue;
                };
                let (Some(class), Ok(value)) = (Class::parse(class), value.parse::<i32>()) else { continue };
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
            let mut literals: u16 = 0;
            let grammar = Grammar::compile(|form| {
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

/// The sort of character that a token is cut by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digit,
    Letter,
    Mark,
}

fn kind(letter: char) -> Kind {
    match letter {
        '0'..='9' => Kind::Digit,
        '-' | '/' | ':' | '–' | '—' | '\'' | '’' | '‘' | ',' | '(' | ')' | '\u{2010}' | '\u{2011}' | '\u{2212}' => {
            Kind::Mark
        }
        _ => Kind::Letter,
    }
}

/// Reads the pieces of `sentence` into `atoms`, which is emptied first.
pub(super) fn read(lexicon: &'static Lexicon, sentence: &Sentence, atoms: &mut Vec<Atom>) {
    atoms.clear();
    let mut glued = false;
    for (index, token) in sentence.tokens.iter().enumerate() {
        let form = token.form.as_str();
        if form.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            push(lexicon, atoms, token, index, 0, form, glued);
        } else {
            cut(lexicon, atoms, token, index, glued);
        }
        glued = !token.space_after;
    }
    join_numbers(atoms);
}

/// Cuts a token that is not one plain word.
fn cut(lexicon: &'static Lexicon, atoms: &mut Vec<Atom>, token: &Token, index: usize, mut glued: bool) {
    let form = token.form.as_str();
    let mut start = (0, 0);
    let mut previous: Option<Kind> = None;
    let mut letters = form.char_indices().enumerate().peekable();
    while let Some((position, (byte, letter))) = letters.next() {
        // "G20" is a name: digits after letters stay with them.
        let found = match kind(letter) {
            Kind::Digit if previous == Some(Kind::Letter) => Kind::Letter,
            found => found,
        };
        let next = letters.peek().map(|(_, (_, next))| *next);
        // "1,000" and "3.5" stay one number; a dot inside an abbreviation stays with its letters.
        let inner = matches!(letter, ',' | '.')
            && previous == Some(Kind::Digit)
            && next.is_some_and(|next| next.is_ascii_digit());
        let border = match previous {
            None => false,
            Some(_) if inner => false,
            Some(Kind::Mark) => true,
            // "7th", "1990s": the ending stays with its digits.
            Some(Kind::Digit) if found == Kind::Letter => !ending(&form[byte..]),
            Some(last) => last != found,
        };
        if border {
            push(lexicon, atoms, token, index, start.1, &form[start.0..byte], glued);
            glued = true;
            start = (byte, position);
        }
        previous = Some(if inner { Kind::Digit } else { found });
    }
    if start.0 < form.len() {
        push(lexicon, atoms, token, index, start.1, &form[start.0..], glued);
    }
}

/// Whether the rest of a token after its digits is the ending of an ordinal or a decade.
fn ending(rest: &str) -> bool {
    let letters = rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len());
    matches!(rest[..letters].to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "s")
}

fn push(
    lexicon: &'static Lexicon,
    atoms: &mut Vec<Atom>,
    token: &Token,
    index: usize,
    offset: usize,
    form: &str,
    glued: bool,
) {
    let begin = token.span.begin + offset;
    let end = begin + form.chars().count();
    let word = lexicon.word(form);
    let mut classes = word.map_or(0, |word| word.classes);
    let mut number = 0;
    let first = form.as_bytes().first().copied().unwrap_or_default();
    if first.is_ascii_digit() {
        (classes, number) = numeric(form);
    }
    let capital = form.chars().next().is_some_and(char::is_uppercase);
    let capitals = form.len() > 1 && !form.bytes().any(|byte| byte.is_ascii_lowercase());
    // "may" is a month only with its capital, "march" too; what the tagger calls an auxiliary is none.
    if classes & (Class::Month.bit() | Class::Weekday.bit() | Class::Shortday.bit()) != 0
        && (!capital || token.upos == Upos::Aux)
    {
        classes &= !(Class::Month.bit() | Class::Weekday.bit() | Class::Shortday.bit());
    }
    atoms.push(Atom { word, number, classes, begin, end, token: index, glued, capital, capitals });
}

/// Classes and value of a form that begins with a digit.
fn numeric(form: &str) -> (u64, i32) {
    let digits = form.bytes().take_while(u8::is_ascii_digit).count();
    let Ok(value) = form[..digits].parse::<i32>() else { return (0, 0) };
    let rest = &form[digits..];
    if rest.is_empty() {
        let mut classes = Class::Num.bit();
        let two = digits <= 2;
        let mut when = |holds: bool, class: Class| {
            if holds {
                classes |= class.bit();
            }
        };
        when(two && (1..=31).contains(&value), Class::Day);
        when(two && (1..=12).contains(&value), Class::Mm);
        when(two && value <= 24, Class::Hour);
        when(digits == 2 && value < 60, Class::Minute);
        when(digits == 2, Class::Yy);
        when(digits == 4 && (1000..=2199).contains(&value), Class::Year);
        when(digits == 4 && value <= 2400 && value % 100 < 60, Class::Clock);
        return (classes, value);
    }
    match rest.to_ascii_lowercase().as_str() {
        "st" | "nd" | "rd" | "th" => {
            (if (1..=31).contains(&value) { Class::Nth.bit() } else { 0 } | Class::Ordinal.bit(), value)
        }
        "s" if digits == 4 && value % 10 == 0 && (1000..2200).contains(&value) => (Class::Decade.bit(), value),
        "s" if digits == 2 && value % 10 == 0 => (Class::Tens.bit(), value / 10),
        // "10.30" before "am": minutes since midnight.
        rest if rest.len() == 3 && digits <= 2 && value <= 24 => match rest[1..].parse::<i32>() {
            Ok(minutes) if rest.starts_with('.') && minutes < 60 => (Class::Dotted.bit(), value * 60 + minutes),
            _ => (0, 0),
        },
        // "1,000" counts; "3.5" has no whole value.
        rest if rest.starts_with(',') => {
            let whole: String = form.chars().filter(char::is_ascii_digit).collect();
            (Class::Num.bit(), whole.parse().unwrap_or(0))
        }
        _ => (0, 0),
    }
}

/// Joins "twenty-five", "two hundred" and "twenty-first" to one piece each.
fn join_numbers(atoms: &mut Vec<Atom>) {
    let mut index = 0;
    while index < atoms.len() {
        let atom = atoms[index];
        if atom.is(Class::Cardinal) {
            let value = atom.value(Class::Cardinal);
            let mut rest = index + 1;
            // The hyphen of "twenty-five" is a piece of its own.
            if (20..100).contains(&value)
                && atoms.get(rest).is_some_and(|mark| mark.end == mark.begin + 1 && mark.classes == 0)
            {
                rest += 1;
            }
            match atoms.get(rest) {
                Some(next) if value >= 20 && next.is(Class::Cardinal) && next.value(Class::Cardinal) < 10 => {
                    merge(atoms, index, rest, value + next.value(Class::Cardinal), Class::Num.bit());
                }
                Some(next) if value >= 20 && next.is(Class::Ordinal) && next.value(Class::Ordinal) < 10 => {
                    let nth = value + next.value(Class::Ordinal);
                    let day = if nth <= 31 { Class::Nth.bit() } else { 0 };
                    merge(atoms, index, rest, nth, Class::Ordinal.bit() | day);
                }
                Some(next) if rest == index + 1 && next.is(Class::Scale) => {
                    let value = value.saturating_mul(next.value(Class::Scale));
                    merge(atoms, index, rest, value, Class::Num.bit());
                }
                _ => {}
            }
        }
        index += 1;
    }
}

fn merge(atoms: &mut Vec<Atom>, first: usize, last: usize, number: i32, classes: u64) {
    let end = atoms[last].end;
    let whole = &mut atoms[first];
    whole.number = number;
    whole.classes = classes;
    whole.end = end;
    whole.word = None;
    atoms.drain(first + 1..=last);
}
