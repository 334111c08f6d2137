//! Patterns from text: the signs of the language, then the parts that they make.

use super::{
    pattern::{Filler, Keyword, Kinds, Part, Pattern, PatternError, SlotName, Where, Word, Words},
    problem::did_you_mean,
};

impl Pattern {
    /// Parses a pattern.
    ///
    /// # Errors
    /// The first mistake, with its place: what follows a mistake is not to be trusted.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let tokens = tokens(text)?;
        let pattern = PatternParser { text, tokens, next: 0 }.pattern()?;
        let slots = |wanted: SlotName| {
            let filled = |part: &&Part| matches!(part.filler, Filler::Slot { name, .. } if name == wanted);
            pattern.parts.iter().filter(filled).count()
        };
        let unsaid = pattern.agentless && slots(SlotName::Source) == 0;
        if slots(SlotName::Source) != 1 && !unsaid {
            return Err(error(0, "a pattern has one <source:…>", "name who does it"));
        }
        if slots(SlotName::Target) != 1 {
            return Err(error(0, "a pattern has one <target:…>", "name to whom it is done"));
        }
        Ok(pattern)
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
        let agentless = self.agentless(&parts)?;
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
                Sign::Words if [Keyword::Not, Keyword::Only].iter().any(|word| word.is(self.content(token))) => {
                    let word = self.content(token);
                    let help = format!("write <slot> {word} [words]");
                    return Err(error(token.begin, format!("\"{word}\" follows a slot, and once"), help));
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
        Ok(Pattern { agentless, trigger, parts })
    }

    /// `nobody`, which is read where it comes next: a pattern that has it names nobody who does it.
    fn agentless(&mut self, parts: &[Part]) -> Result<bool, PatternError> {
        let nobody = |token: &Token| token.sign == Sign::Words && Keyword::Nobody.is(self.content(*token));
        let Some(token) = self.peek().filter(nobody) else { return Ok(false) };
        if let Some(part) = parts.first() {
            let message = format!("a pattern with {} has somebody who does it", part.written);
            return Err(error(token.begin, message, "remove \"nobody\""));
        }
        self.next += 1;
        Ok(true)
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

    /// `not [words]` and `only [words]` after a slot.
    fn exclusion(&mut self, parts: &mut [Part]) -> Result<(), PatternError> {
        while let Some(token) = self.peek().filter(|token| token.sign == Sign::Words) {
            let Some(Part { filler: Filler::Slot { not, only, .. }, .. }) = parts.last_mut() else { return Ok(()) };
            let list = match &self.text[token.begin..token.end] {
                word if Keyword::Not.is(word) && not.is_none() => not,
                word if Keyword::Only.is(word) && only.is_none() => only,
                _ => return Ok(()),
            };
            self.next += 1;
            match self.tokens.get(self.next).copied() {
                Some(heads) if heads.sign == Sign::Heads => {
                    self.next += 1;
                    *list = Some(words(self.text, heads)?);
                }
                _ => {
                    let word = &self.text[token.begin..token.end];
                    let help = format!("write {word} [word|word]");
                    return Err(error(token.begin, format!("\"{word}\" wants [words] after it"), help));
                }
            }
        }
        Ok(())
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
            let help = did_you_mean(name, SlotName::NAMES.map(|(known, _)| known));
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
                let help = did_you_mean(written, Kinds::NAMES.map(|(known, _)| known));
                return Err(error(at, format!("unknown type \"{written}\""), help));
            };
            kinds.0 |= found.0;
            at += written.len() + 1;
        }
        Ok(Filler::Slot { name: slot.1, kinds, owner, not: None, only: None })
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
        let Some(word) = word(written.trim()) else {
            return Err(error(start, "a word is missing here", "between \"|\" stand words, :nouns, =nouns and @sets"));
        };
        alternatives.push((word, start));
        at += written.len() + 1;
    }
    Ok(Words { alternatives })
}

/// One word with its sign; `None` where the word is missing.
pub(super) fn word(written: &str) -> Option<Word> {
    let (make, word): (fn(String) -> Word, &str) = match written {
        word if word.starts_with(":@") => (Word::NounSet, &word[2..]),
        word if word.starts_with("=@") => (Word::CopularSet, &word[2..]),
        word if word.starts_with('@') => (Word::Set, &word[1..]),
        word if word.starts_with(':') => (Word::Noun, &word[1..]),
        word if word.starts_with('=') => (Word::Copular, &word[1..]),
        word => (Word::Plain, word),
    };
    (!word.is_empty() && !word.contains([':', '=', '@'])).then(|| make(word.replace('_', " ")))
}
