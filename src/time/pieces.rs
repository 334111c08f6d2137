//! The words of a sentence as the pieces that the grammar of time reads.
//!
//! Tokenisers disagree on "mid-2021", "10am" and "1915-17". The grammar therefore reads its own, smaller pieces: a token
//! is cut at hyphens, slashes, colons and between digits and letters, number words are joined to one number, and each
//! piece remembers its token and its characters. What the vocabulary does not know and what is no number has no class
//! and can be in no expression.

use super::{atom::Atom, class::Class, vocabulary::Vocabulary};
use crate::{
    lexicon::set,
    syntax::{Sentence, Token, Upos},
};

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
pub(super) fn read(vocabulary: &'static Vocabulary, sentence: &Sentence, atoms: &mut Vec<Atom>) {
    atoms.clear();
    let mut glued = false;
    for (index, token) in sentence.tokens.iter().enumerate() {
        let form = token.form.as_str();
        if form.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            push(vocabulary, atoms, token, index, 0, form, glued);
        } else {
            cut(vocabulary, atoms, token, index, glued);
        }
        glued = !token.space_after;
    }
    join_numbers(atoms);
}

/// Cuts a token that is not one plain word.
fn cut(vocabulary: &'static Vocabulary, atoms: &mut Vec<Atom>, token: &Token, index: usize, mut glued: bool) {
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
            push(vocabulary, atoms, token, index, start.1, &form[start.0..byte], glued);
            glued = true;
            start = (byte, position);
        }
        previous = Some(if inner { Kind::Digit } else { found });
    }
    if start.0 < form.len() {
        push(vocabulary, atoms, token, index, start.1, &form[start.0..], glued);
    }
}

/// Whether the rest of a token after its digits is the ending of an ordinal or a decade.
fn ending(rest: &str) -> bool {
    let letters = rest.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(rest.len());
    set::NUMBER_ENDING.has(&rest[..letters].to_ascii_lowercase())
}

fn push(
    vocabulary: &'static Vocabulary,
    atoms: &mut Vec<Atom>,
    token: &Token,
    index: usize,
    offset: usize,
    form: &str,
    glued: bool,
) {
    let begin = token.span.begin + offset;
    let end = begin + form.chars().count();
    let word = vocabulary.word(form);
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
        text if set::ORDINAL_ENDING.has(text) => {
            (if (1..=31).contains(&value) { Class::Nth.bit() } else { 0 } | Class::Ordinal.bit(), value)
        }
        text if set::DECADE_ENDING.has(text) && value % 10 == 0 => match digits {
            4 if (1000..2200).contains(&value) => (Class::Decade.bit(), value),
            2 => (Class::Tens.bit(), value / 10),
            _ => (0, 0),
        },
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
