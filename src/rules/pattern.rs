//! The pattern language: one line that reads like the sentence it matches, parsed into typed parts.
//!
//! ```text
//! <source:Actor> meet|:meeting (with) <target:Actor>
//! ```
//!
//! | written | matches |
//! |---|---|
//! | `<source:Actor>` before the trigger | the logical subject |
//! | `nobody` before the trigger | a clause that names no agent; a pattern without source leaves the claim's subject empty |
//! | `meet`, `walk_out` | the verb that starts the rule, by lemma |
//! | `:meeting` | an event noun that starts it |
//! | `=ally` | a noun said of the subject, by copula, apposition or title |
//! | `@meet` | all verbs and nouns of that synonym set; `:@meet` its nouns only |
//! | `<target:Actor>` after it | the object or recipient |
//! | `with <target:Actor>` | the argument with that preposition (`on|against`: any of these) |
//! | `(with) <target:Actor>` | the object, or the argument with that preposition |
//! | `(in <place:Place>)` | an argument that may be missing |
//! | `[deal|@agreement]` | an argument with such a head noun, filling no slot; `by [phone]` with a preposition |
//! | `not [reporter]`, `only [police]` | the head of the slot before is none of these, one of these |
//! | `<target:Actor's>` | the actor, or whoever owns or does the thing: "Russia's invasion", "a call from Russia" |
//! | `... <target:Actor>` | found in the complement clause; `...[attack|@assault]` names its verbs |

use crate::entities::EntityKind;

/// The kinds of entity that a slot takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(pub(super) u8);

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

    /// Whether persons, states, organisations and groups all fit.
    pub(super) fn has_actors(self) -> bool {
        self.0 & 0b1111 == 0b1111
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
        /// The only heads that it takes.
        only: Option<Words>,
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
    /// Whether the clause must be without a subject (`nobody`).
    pub agentless: bool,
    /// The words that can start it.
    pub trigger: Words,
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A word of the language that stands for no word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    /// The clause names no agent.
    Nobody,
    /// Before the heads that a slot does not take.
    Not,
    /// Before the only heads that it takes.
    Only,
    /// In `...[must]`: the complement, whatever its verb, says what is demanded ("said that Iran must comply").
    Must,
}

impl Keyword {
    /// The word as patterns write it.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Not => "not",
            Self::Only => "only",
            Self::Must => "must",
        }
    }

    /// Whether the text is this word.
    pub(super) fn is(self, text: &str) -> bool {
        self.as_str() == text
    }
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
    /// The rank of the pattern: of two that match, the greater wins. More required parts first, then more words asked
    /// for, then narrower types, then a trigger of words over one of sets.
    #[must_use]
    pub fn specificity(&self) -> (usize, usize, u32, bool) {
        let required = self.parts.iter().filter(|part| !part.optional).count() + usize::from(self.agentless);
        let words = self
            .parts
            .iter()
            .filter(|part| {
                matches!(
                    part.filler,
                    Filler::Head(_) | Filler::Slot { not: Some(_), .. } | Filler::Slot { only: Some(_), .. }
                ) || matches!(part.place, Where::Complement(Some(_)))
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
        assert!(!pattern.agentless);
        let pattern =
            Pattern::parse("nobody arrest|jail <target:Actor> in <source:Country>").expect("it is well formed");
        assert!(pattern.agentless);
        assert_eq!(pattern.trigger.alternatives[0].0, Word::Plain("arrest".to_owned()));
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
        assert_eq!(at("nobody"), 6);
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
