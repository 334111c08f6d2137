//! The pattern language: one line that reads like the sentence it matches, parsed into typed parts.
//!
//! ```text
//! <source:Actor> meet|:meeting (with) <target:Actor>
//! ```
//!
//! | written | matches |
//! |---|---|
//! | `<source:Actor>` before the trigger | the logical subject |
//! | `meet`, `walk_out` | the verb that starts the rule, by lemma |
//! | `:meeting` | an event noun that starts it |
//! | `=ally` | a noun said of the subject, by copula, apposition or title |
//! | `@meet` | all verbs and nouns of that synonym set; `:@meet` its nouns only |
//! | `<target:Actor>` after it | the object or recipient |
//! | `with <target:Actor>` | the argument with that preposition (`on|against`: any of these) |
//! | `(with) <target:Actor>` | the object, or the argument with that preposition |
//! | `(in <place:Place>)` | an argument that may be missing |
//! | `[deal|@agreement]` | an argument with such a head noun, filling no slot; `by [phone]` with a preposition |
//! | `not [reporter]` | the head of the slot before is none of these |
//! | `<target:Actor's>` | the actor, or whoever owns or does the thing: "Russia's invasion", "a call from Russia" |
//! | `... <target:Actor>` | found in the complement clause; `...[attack|@assault]` names its verbs |

use crate::entities::EntityKind;

/// The kinds of entity that a slot takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// The names of types in patterns, with the kinds that they stand for. `Any` also takes what is no actor at all.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("Actor", Self(0b00_1111)),
        ("Person", Self(0b00_0001)),
        ("Country", Self(0b00_0010)),
        ("Organisation", Self(0b00_0100)),
        ("Group", Self(0b00_1000)),
        ("Place", Self(0b01_0000)),
        ("Position", Self(0b10_0000)),
        ("Any", Self(0b100_0000 | 0b11_1111)),
    ];

    /// Whether an entity of that kind fits.
    #[must_use]
    pub fn has(self, kind: EntityKind) -> bool {
        let bit = match kind {
            EntityKind::Person => 0,
            EntityKind::Country => 1,
            EntityKind::Organisation => 2,
            EntityKind::Group => 3,
            EntityKind::Place => 4,
            EntityKind::Position => 5,
        };
        self.0 & (1 << bit) != 0
    }

    /// Whether anything fits.
    #[must_use]
    pub fn any(self) -> bool {
        self.0 & 0b100_0000 != 0
    }

    /// How narrow the type is: 6 for a single kind, 0 for `Any`.
    #[must_use]
    pub fn narrowness(self) -> u32 {
        7 - self.0.count_ones()
    }
}

/// What a slot fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlotName {
    /// The subject of the claim.
    Source,
    /// Its object.
    Target,
    /// Its place.
    Place,
    /// Nothing: the slot is a condition.
    Topic,
}

impl SlotName {
    /// The names that a pattern may use.
    pub const NAMES: [(&'static str, Self); 4] =
        [("source", Self::Source), ("target", Self::Target), ("place", Self::Place), ("topic", Self::Topic)];
}

/// A word list of a pattern: words and names of synonym sets, before the sets are looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// The alternatives with the byte of the pattern where each stands.
    pub alternatives: Vec<(Word, usize)>,
}

/// One alternative of a word list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// A verb in a trigger, any word elsewhere.
    Plain(String),
    /// An event noun.
    Noun(String),
    /// A noun said of a subject.
    Copular(String),
    /// The verbs and nouns of a synonym set.
    Set(String),
    /// The nouns of a synonym set.
    NounSet(String),
    /// The nouns of a synonym set, said of a subject.
    CopularSet(String),
}

/// Where the clause holds a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// Before the trigger.
    Subject,
    /// After it, unmarked.
    Object,
    /// Marked by one of these prepositions; unmarked too where they stand in parentheses.
    Oblique {
        /// Lower case.
        prepositions: Vec<String>,
        /// Whether the preposition may be missing.
        or_object: bool,
    },
    /// In the complement clause, whose predicate is one of these words, or any where there are none.
    Complement(Option<Words>),
}

/// What fills a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filler {
    /// A named and typed slot.
    Slot {
        /// What it fills.
        name: SlotName,
        /// What it takes.
        kinds: Kinds,
        /// Whether the owner of a thing will do (`Actor's`).
        owner: bool,
        /// Heads that it does not take.
        not: Option<Words>,
    },
    /// A head noun that must be there.
    Head(Words),
}

/// A part of a pattern: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it is looked for.
    pub place: Where,
    /// What it takes.
    pub filler: Filler,
    /// Whether the pattern matches without it.
    pub optional: bool,
    /// As written, for `explain`.
    pub written: String,
}

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The words that can start it.
    pub trigger: Words,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A mistake in a pattern: the byte where it stands, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// Byte of the pattern.
    pub at: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Pattern {
    /// Parses a pattern.
    ///
    /// # Errors
    /// The first mistake, with its place: what follows a mistake is not to be trusted.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let tokens = tokens(text)?;
        let mut parser = PatternParser { text, tokens, next: 0 };
        let pattern = parser.pattern()?;
        let slots = |wanted: SlotName| {
            pattern
                .parts
                .iter()
                .filter(move |part| matches!(part.filler, Filler::Slot { name, .. } if name == wanted))
                .count()
        };
        if slots(SlotName::Source) != 1 {
            return Err(error(0, "a pattern has one <source:…>", "name who does it"));
        }
        if slots(SlotName::Target) != 1 {
            return Err(error(0, "a pattern has one <target:…>", "name to whom it is done"));
        }
        Ok(pattern)
    }

    /// The rank of the pattern: of two that match, the greater wins. More required parts first, then more words asked
    /// for, then narrower types, then a trigger of words over one of sets.
    #[must_use]
    pub fn specificity(&self) -> (usize, usize, u32, bool) {
        let required = self.parts.iter().filter(|part| !part.optional).count();
        let words = self
            .parts
            .iter()
            .filter(|part| {
                matches!(part.filler, Filler::Head(_) | Filler::Slot { not: Some(_), .. })
                    || matches!(part.place, Where::Complement(Some(_)))
            })
            .count();
        let narrow = self
            .parts
            .iter()
            .map(|part| match &part.filler {
                Filler::Slot { kinds, .. } if !part.optional => kinds.narrowness(),
                _ => 0,
            })
            .sum();
        let literal = !self
            .trigger
            .alternatives
            .iter()
            .any(|(word, _)| matches!(word, Word::Set(_) | Word::NounSet(_) | Word::CopularSet(_)));
        (required, words, narrow, literal)
    }
}

fn error(at: usize, message: impl Into<String>, help: impl Into<String>) -> PatternError {
    PatternError { at, message: message.into(), help: help.into() }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// `<…>`: the text between.
    Slot,
    /// `[…]`: the text between.
    Heads,
    Open,
    Close,
    /// `...`
    Dots,
    /// Words with their alternatives.
    Words,
}

#[derive(Clone, Copy, Debug)]
struct Token {
    sign: Sign,
    /// Bytes of the content: without the brackets.
    begin: usize,
    end: usize,
}

fn tokens(text: &str) -> Result<Vec<Token>, PatternError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, next) = match letter {
            letter if letter.is_whitespace() => {
                at += letter.len_utf8();
                continue;
            }
            '<' | '[' => {
                let (close, sign) = if letter == '<' { ('>', Sign::Slot) } else { (']', Sign::Heads) };
                let Some(length) = rest.find(close) else {
                    return Err(error(at, format!("this \"{letter}\" is never closed"), format!("add \"{close}\"")));
                };
                (Token { sign, begin: at + 1, end: at + length }, at + length + 1)
            }
            '(' => (Token { sign: Sign::Open, begin: at, end: at + 1 }, at + 1),
            ')' => (Token { sign: Sign::Close, begin: at, end: at + 1 }, at + 1),
            '…' => (Token { sign: Sign::Dots, begin: at, end: at + '…'.len_utf8() }, at + '…'.len_utf8()),
            '.' if rest.starts_with("...") => (Token { sign: Sign::Dots, begin: at, end: at + 3 }, at + 3),
            letter if is_word(letter) => {
                let length = rest.find(|letter| !is_word(letter)).unwrap_or(rest.len());
                (Token { sign: Sign::Words, begin: at, end: at + length }, at + length)
            }
            letter => {
                return Err(error(
                    at,
                    format!("\"{letter}\" has no meaning in a pattern"),
                    "a pattern is made of <slots>, words, |, :nouns, =nouns, @sets, (optional), [heads] and ...",
                ));
            }
        };
        found.push(token);
        at = next;
    }
    Ok(found)
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || "_-'|:=@".contains(letter)
}

struct PatternParser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
}

impl PatternParser<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.next).copied()
    }

    fn content(&self, token: Token) -> &str {
        &self.text[token.begin..token.end]
    }

    fn pattern(&mut self) -> Result<Pattern, PatternError> {
        let mut parts = Vec::new();
        if let Some(token) = self.peek()
            && token.sign == Sign::Slot
        {
            self.next += 1;
            let filler = self.slot(token)?;
            parts.push(Part { place: Where::Subject, filler, optional: false, written: "the subject".to_owned() });
            self.exclusion(&mut parts)?;
        }
        let trigger = match self.peek() {
            Some(token) if token.sign == Sign::Words => {
                self.next += 1;
                self.words(token)?
            }
            Some(token) => {
                return Err(error(token.begin, "the word that starts the rule is missing here", "write a verb"));
            }
            None => return Err(error(self.text.len(), "the pattern has no word to start it", "write a verb")),
        };
        while let Some(token) = self.peek() {
            self.next += 1;
            match token.sign {
                Sign::Open => self.parenthesis(token, &mut parts)?,
                Sign::Words if self.content(token) == "not" => {
                    self.next -= 1;
                    self.exclusion(&mut parts)?;
                    if self.next < self.tokens.len() && self.peek().is_some_and(|next| next.begin == token.begin) {
                        return Err(error(token.begin, "\"not\" follows a slot", "write <slot> not [words]"));
                    }
                }
                Sign::Words => {
                    let place = Where::Oblique { prepositions: self.prepositions(token)?, or_object: false };
                    let written = format!("the argument marked with '{}'", self.content(token).replace('|', "' or '"));
                    self.filled(token, place, written, false, &mut parts)?;
                }
                Sign::Dots => {
                    let verbs = match self.peek() {
                        Some(next) if next.sign == Sign::Heads => {
                            self.next += 1;
                            Some(self.words(next)?)
                        }
                        _ => None,
                    };
                    let written = "somebody in the complement clause".to_owned();
                    self.filled(token, Where::Complement(verbs), written, false, &mut parts)?;
                }
                Sign::Slot | Sign::Heads => {
                    self.next -= 1;
                    self.filled(token, Where::Object, "the object".to_owned(), false, &mut parts)?;
                }
                Sign::Close => return Err(error(token.begin, "this \")\" closes nothing", "remove it")),
            }
        }
        Ok(Pattern { trigger, parts })
    }

    /// `(with)` before a slot, or a whole optional part `(in <place:Place>)`.
    fn parenthesis(&mut self, open: Token, parts: &mut Vec<Part>) -> Result<(), PatternError> {
        let unclosed = error(open.begin, "this \"(\" is never closed", "add \")\"");
        let Some(first) = self.peek() else { return Err(unclosed) };
        self.next += 1;
        if first.sign == Sign::Slot {
            self.next -= 1;
            self.filled(first, Where::Object, "the object".to_owned(), true, parts)?;
            return self.close(unclosed);
        }
        if first.sign != Sign::Words {
            return Err(error(first.begin, "a preposition is wanted in these parentheses", "write (with) or (in <…>)"));
        }
        let prepositions = self.prepositions(first)?;
        let marked = self.content(first).replace('|', "' or '");
        if self.peek().is_some_and(|token| token.sign == Sign::Close) {
            self.next += 1;
            let place = Where::Oblique { prepositions, or_object: true };
            return self.filled(open, place, format!("the object, also with '{marked}'"), false, parts);
        }
        let place = Where::Oblique { prepositions, or_object: false };
        self.filled(first, place, format!("the argument marked with '{marked}'"), true, parts)?;
        self.close(unclosed)
    }

    fn close(&mut self, unclosed: PatternError) -> Result<(), PatternError> {
        if self.peek().is_some_and(|token| token.sign == Sign::Close) {
            self.next += 1;
            return Ok(());
        }
        Err(unclosed)
    }

    /// Reads the slot or head list that comes next and adds the part.
    fn filled(
        &mut self,
        before: Token,
        place: Where,
        written: String,
        optional: bool,
        parts: &mut Vec<Part>,
    ) -> Result<(), PatternError> {
        let Some(token) = self.peek() else {
            return Err(error(before.begin, "a <slot:Type> or [words] must follow this", "add one"));
        };
        self.next += 1;
        let filler = match token.sign {
            Sign::Slot => self.slot(token)?,
            Sign::Heads => Filler::Head(self.words(token)?),
            _ => return Err(error(token.begin, "a <slot:Type> or [words] is wanted here", "add one before this")),
        };
        parts.push(Part { place, filler, optional, written });
        self.exclusion(parts)
    }

    /// `not [words]` after a slot.
    fn exclusion(&mut self, parts: &mut [Part]) -> Result<(), PatternError> {
        let Some(token) = self.peek().filter(|&token| token.sign == Sign::Words && self.content(token) == "not") else {
            return Ok(());
        };
        let Some(Part { filler: Filler::Slot { not: not @ None, .. }, .. }) = parts.last_mut() else {
            return Ok(());
        };
        self.next += 1;
        match self.tokens.get(self.next).copied() {
            Some(heads) if heads.sign == Sign::Heads => {
                self.next += 1;
                *not = Some(words(self.text, heads)?);
                Ok(())
            }
            _ => Err(error(token.begin, "\"not\" wants [words] after it", "write not [word|word]")),
        }
    }

    fn slot(&self, token: Token) -> Result<Filler, PatternError> {
        let content = self.content(token);
        let Some((name, types)) = content.split_once(':') else {
            return Err(error(token.begin, "this slot has no name", format!("write <target:{content}>")));
        };
        if name.is_empty() {
            return Err(error(token.begin, "this slot has no name", format!("write <target:{types}>")));
        }
        let Some(slot) = SlotName::NAMES.iter().find(|(known, _)| *known == name) else {
            let help = super::problem::did_you_mean(name, SlotName::NAMES.map(|(known, _)| known));
            return Err(error(token.begin, format!("unknown slot \"{name}\""), help));
        };
        let (listed, owner) = match types.strip_suffix("'s") {
            Some(listed) => (listed, true),
            None => (types, false),
        };
        let mut kinds = Kinds::default();
        let mut at = token.begin + name.len() + 1;
        for written in listed.split('|') {
            let Some((_, found)) = Kinds::NAMES.iter().find(|(known, _)| *known == written) else {
                let help = super::problem::did_you_mean(written, Kinds::NAMES.map(|(known, _)| known));
                return Err(error(at, format!("unknown type \"{written}\""), help));
            };
            kinds.0 |= found.0;
            at += written.len() + 1;
        }
        Ok(Filler::Slot { name: slot.1, kinds, owner, not: None })
    }

    fn prepositions(&self, token: Token) -> Result<Vec<String>, PatternError> {
        self.words(token)?
            .alternatives
            .into_iter()
            .map(|(word, at)| match word {
                Word::Plain(word) => Ok(word),
                _ => Err(error(at, "a preposition is wanted here", "nouns and sets stand in the trigger or in [ ]")),
            })
            .collect()
    }

    fn words(&self, token: Token) -> Result<Words, PatternError> {
        words(self.text, token)
    }
}

fn words(text: &str, token: Token) -> Result<Words, PatternError> {
    let mut alternatives = Vec::new();
    let mut at = token.begin;
    for written in text[token.begin..token.end].split('|') {
        let start = at + (written.len() - written.trim_start().len());
        let make: (fn(String) -> Word, &str) = match written.trim() {
            word if word.starts_with(":@") => (Word::NounSet, &word[2..]),
            word if word.starts_with("=@") => (Word::CopularSet, &word[2..]),
            word if word.starts_with('@') => (Word::Set, &word[1..]),
            word if word.starts_with(':') => (Word::Noun, &word[1..]),
            word if word.starts_with('=') => (Word::Copular, &word[1..]),
            word => (Word::Plain, word),
        };
        if make.1.is_empty() || make.1.contains([':', '=', '@']) {
            return Err(error(start, "a word is missing here", "between \"|\" stand words, :nouns, =nouns and @sets"));
        }
        alternatives.push((make.0(make.1.replace('_', " ")), start));
        at += written.len() + 1;
    }
    Ok(Words { alternatives })
}

#[cfg(test)]
mod tests {
    use super::{Filler, Pattern, Where, Word};

    #[test]
    fn reads_the_parts() {
        let pattern =
            Pattern::parse("<source:Actor> meet|:meeting|@talk (with) <target:Actor's> by [phone] (in <place:Place>)")
                .expect("it is well formed");
        assert_eq!(pattern.trigger.alternatives.len(), 3);
        assert_eq!(pattern.trigger.alternatives[1], (Word::Noun("meeting".to_owned()), 20));
        assert_eq!(pattern.parts.len(), 4);
        assert!(matches!(&pattern.parts[1].place, Where::Oblique { or_object: true, .. }));
        assert!(matches!(&pattern.parts[1].filler, Filler::Slot { owner: true, .. }));
        assert!(matches!(&pattern.parts[2].filler, Filler::Head(_)));
        assert!(pattern.parts[3].optional);
    }

    #[test]
    fn says_where_it_is_wrong() {
        let at = |text: &str| Pattern::parse(text).expect_err("it is wrong").at;
        assert_eq!(at("<source:Actor> meet <Actor>"), 21);
        assert_eq!(at("<source:Actr> meet <target:Actor>"), 8);
        assert_eq!(at("<source:Actor> meet|| <target:Actor>"), 20);
        assert_eq!(at("<source:Actor> meet (with <target:Actor>"), 20);
        assert_eq!(at("<source:Actor> meet <target:Actor"), 20);
        assert_eq!(at("<source:Actor> <target:Actor>"), 16);
        assert_eq!(at("<source:Actor> meet % <target:Actor>"), 20);
        assert_eq!(at("<source:Actor> meet with"), 20);
    }

    #[test]
    fn more_conditions_are_more_specific() {
        let rank = |text: &str| Pattern::parse(text).expect("it is well formed").specificity();
        assert!(
            rank("<source:Actor> speak with <target:Actor> by [phone]")
                > rank("<source:Actor> speak with <target:Actor>")
        );
        assert!(rank("<source:Actor> visit <target:Country>") > rank("<source:Actor> visit <target:Any>"));
        assert!(rank("<source:Actor> visit <target:Any>") > rank("<source:Actor> @visit <target:Any>"));
        assert!(rank("<source:Any> do <target:Any>") == rank("<source:Any> act <target:Any> (in <place:Place>)"));
    }
}
