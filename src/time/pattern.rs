//! Patterns over the pieces of a sentence: the grammar's rules as written, compiled and matched.
//!
//! A pattern is one line of elements: `CLASS` in capitals, a literal word in lower case, `a|B` for either, `?` after an
//! element that may be absent, `+` before one that must follow without white space. Classes are captured with their
//! values, so that a rule's reading needs no positions: the first month is the month. `@` marks where the first of two
//! expressions ends ("6" in "6-9 April"); the second begins after the element that follows.

use super::{
    atom::Atom,
    captured::Parts,
    class::Class,
    meaning::Meaning,
    table::{Reading, Rule},
};

#[derive(Clone, Copy, Debug)]
enum Choice {
    Class(Class),
    Literal(u16),
}

#[derive(Debug)]
enum Element {
    Split,
    Piece { choices: Vec<Choice>, classes: u64, optional: bool, glued: bool },
}

/// A compiled rule: its place in the table is its place here.
#[derive(Debug)]
struct Pattern {
    rule: Rule,
    elements: Vec<Element>,
}

/// All rules, compiled.
#[derive(Debug)]
pub(super) struct Grammar {
    patterns: Vec<Pattern>,
    /// The literal of the comma.
    comma: u16,
}

/// What was found at a place.
#[derive(Debug)]
pub(super) struct Found {
    /// One past the last atom.
    pub(super) end: usize,
    /// Which rule, as a place in the table: the innermost one, which says what date it is.
    pub(super) rule: usize,
    /// What it means.
    pub(super) meaning: Meaning,
    /// The first expression of two, with one past its last atom and the first atom of the second.
    pub(super) pair: Option<(Meaning, usize)>,
}

impl Grammar {
    /// Compiles the rules; `literal` gives each literal word its number.
    pub(super) fn compile(rules: Vec<Rule>, mut literal: impl FnMut(&'static str) -> u16) -> Self {
        let patterns: Vec<Pattern> = rules
            .into_iter()
            .map(|rule| Pattern {
                rule,
                elements: rule.pattern.split_whitespace().map(|text| element(text, &mut literal)).collect(),
            })
            .collect();
        Self { patterns, comma: literal(",") }
    }

    /// The rule at a place in the table.
    pub(super) fn rule(&self, index: usize) -> &Rule {
        &self.patterns[index].rule
    }

    /// The rules that a word of these classes, or this literal, can begin.
    pub(super) fn starts(&self, classes: u64, literal: u16) -> Vec<u16> {
        let mut found = Vec::new();
        for (index, pattern) in self.patterns.iter().enumerate() {
            for element in &pattern.elements {
                let Element::Piece { choices, classes: wanted, optional, .. } = element else { continue };
                let named = literal != 0
                    && choices.iter().any(|choice| matches!(choice, Choice::Literal(number) if *number == literal));
                if wanted & classes != 0 || named {
                    found.extend(u16::try_from(index));
                    break;
                }
                if !optional {
                    break;
                }
            }
        }
        found
    }

    /// The longest expression that begins at `at`; of equally long ones that of the first rule. `accept` is asked for
    /// each whether its surroundings allow it: rule, first atom, one past the last.
    pub(super) fn find(
        &self,
        atoms: &[Atom],
        at: usize,
        accept: &impl Fn(usize, usize, usize) -> bool,
    ) -> Option<Found> {
        self.find_nested(atoms, at, 0, accept)
    }

    fn find_nested(
        &self,
        atoms: &[Atom],
        at: usize,
        depth: usize,
        accept: &impl Fn(usize, usize, usize) -> bool,
    ) -> Option<Found> {
        let first = atoms.get(at)?;
        // The comma after an optional weekday is no beginning.
        if first.is_literal(self.comma) {
            return None;
        }
        let all: &[u16];
        let computed;
        match first.word {
            Some(word) => all = &word.starts,
            None if first.classes == 0 => return None,
            None => {
                computed = self.starts(first.classes, 0);
                all = &computed;
            }
        }
        let mut best: Option<Found> = None;
        for &rule in all {
            let rule = usize::from(rule);
            let mut parts = Parts::new();
            let Some(end) = matches(&self.patterns[rule].elements, atoms, at, &mut parts) else { continue };
            let longest = best.as_ref().map_or(0, |best| best.end);
            let found = match self.patterns[rule].rule.reading {
                Reading::Whole(read) if end > longest && accept(rule, at, end) => {
                    read(&parts).map(|meaning| Found { end, rule, meaning, pair: None })
                }
                Reading::Pair(read) if end > longest && accept(rule, at, end) => {
                    let split = parts.split.unwrap_or(at + 1);
                    read(&parts).map(|(first, second)| Found { end, rule, meaning: second, pair: Some((first, split)) })
                }
                Reading::Before(read) if depth < 3 => self
                    .find_nested(atoms, end, depth + 1, accept)
                    .filter(|inner| inner.end > longest && inner.pair.is_none() && accept(rule, at, inner.end))
                    .and_then(|inner| Some(Found { meaning: read(&parts, inner.meaning)?, ..inner })),
                _ => None,
            };
            if found.is_some() {
                best = found;
            }
        }
        best
    }
}

fn element(text: &'static str, literal: &mut impl FnMut(&'static str) -> u16) -> Element {
    if text == "@" {
        return Element::Split;
    }
    let (text, optional) = text.strip_suffix('?').map_or((text, false), |rest| (rest, true));
    let (text, glued) = text.strip_prefix('+').map_or((text, false), |rest| (rest, true));
    let mut classes = 0;
    let choices = text
        .split('|')
        .map(|name| {
            if name.starts_with(|letter: char| letter.is_ascii_uppercase()) {
                let class = Class::parse(&name.to_ascii_lowercase());
                debug_assert!(class.is_some(), "the grammar names its classes: {name}");
                if let Some(class) = class {
                    classes |= class.bit();
                    return Choice::Class(class);
                }
            }
            Choice::Literal(literal(name))
        })
        .collect();
    Element::Piece { choices, classes, optional, glued }
}

/// Where the match of `elements` at `at` ends, trying present optional elements before absent ones.
fn matches(elements: &[Element], atoms: &[Atom], at: usize, parts: &mut Parts) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else { return Some(at) };
    match element {
        Element::Split => {
            parts.split = Some(at);
            matches(rest, atoms, at, parts)
        }
        Element::Piece { choices, optional, glued, .. } => {
            if let Some(atom) = atoms.get(at)
                && (!glued || atom.glued)
            {
                for choice in choices {
                    let before = *parts;
                    match *choice {
                        Choice::Class(class) if atom.is(class) => parts.capture(class, atom.value(class)),
                        Choice::Literal(number) if atom.is_literal(number) => {}
                        _ => continue,
                    }
                    if let Some(end) = matches(rest, atoms, at + 1, parts) {
                        return Some(end);
                    }
                    *parts = before;
                }
            }
            if *optional { matches(rest, atoms, at, parts) } else { None }
        }
    }
}
