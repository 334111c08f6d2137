//! A mention before it is resolved, what it is made of, and the sentence that it stands in.

use super::{
    Decision, MentionKind, TitleReading,
    element::{Element, What},
    lexicon::Gender,
    names::Atoms,
};
use crate::syntax::Sentence;

/// The words before a name that say who it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct TitleWords {
    /// The role and its words: first and last token, and the index in the lexicon.
    pub(crate) role: Option<(usize, usize, u32)>,
    /// What the office belongs to.
    pub(crate) of: Owner,
    pub(crate) former: bool,
    pub(crate) gender: Option<Gender>,
}

/// What a role belongs to, as far as its own phrase says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Owner {
    #[default]
    Nothing,
    /// An element of the sentence: "Russian", "Russia's", "of the European Union".
    Element(usize),
    /// A body of that state: "Russian foreign ministry spokesman" (body element, state element).
    Body(usize, Option<usize>),
    /// A possessive pronoun: "its", "his".
    Pronoun(usize),
    /// Where it is: "police in Kyiv".
    Within(usize),
}

/// A noun phrase whose head is a role.
#[derive(Clone, Debug)]
pub(crate) struct NounPhrase {
    pub(crate) role: u32,
    pub(crate) plural: bool,
    pub(crate) of: Owner,
    /// "the", "this", "both", "two": something said before, or the only one.
    pub(crate) definite: bool,
    /// "a", "some", "no"
    pub(crate) indefinite: bool,
    /// Number of members, where it is said: two for "both", "the two".
    pub(crate) count: Option<u8>,
    pub(crate) top: bool,
    pub(crate) former: bool,
    /// Whether an adjective or noun of unknown meaning narrows it ("opposition lawmakers").
    pub(crate) narrowed: bool,
    /// The part of the world that it belongs to ("Western officials"): index in the lexicon.
    pub(crate) region: Option<u32>,
}

/// What a mention is made of.
#[derive(Clone, Debug)]
pub(crate) enum Topic {
    /// A name: its own tokens, its element, the words before it.
    Name { first: usize, last: usize, element: usize, title: TitleWords },
    /// A role.
    Nominal(NounPhrase),
    /// "he", "its", "both"
    Pronoun,
    /// "I", "me", "we"
    Speaker,
    /// "the pair", "the two"
    Pair,
    /// "the city of Bukavu": whatever the element of the name names.
    Same { element: usize },
}

/// A mention before it is resolved.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) sentence: usize,
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) head: usize,
    pub(crate) kind: MentionKind,
    pub(crate) topic: Topic,
    pub(crate) entities: Vec<usize>,
    pub(crate) decided_by: Decision,
    pub(crate) title: Option<TitleReading>,
    /// The party that the words beside a person's name say.
    pub(crate) party: Option<usize>,
    /// A demonym in the plural, "three Russians": people, not their state.
    pub(crate) people: bool,
    /// The name of a storm, a treaty, a weapon: neither actor nor place.
    pub(crate) thing: bool,
}

impl Draft {
    /// A mention that nothing is known of.
    pub(crate) fn new(view: &View<'_>, tokens: (usize, usize), head: usize, kind: MentionKind, topic: Topic) -> Self {
        Self {
            sentence: view.index,
            first: tokens.0,
            last: tokens.1,
            head,
            kind,
            topic,
            entities: Vec::new(),
            decided_by: Decision::Open,
            title: None,
            party: None,
            people: false,
            thing: false,
        }
    }

    /// Whether it says somebody by a name or a noun, and not by a pronoun or "the two".
    pub(crate) fn speaks(&self) -> bool {
        !matches!(self.topic, Topic::Pronoun | Topic::Speaker | Topic::Pair)
    }
}

/// What the first look found in a sentence.
pub(crate) struct Part {
    pub(crate) atoms: Atoms,
    pub(crate) elements: Vec<Element>,
    /// Element of each token.
    pub(crate) at: Vec<Option<usize>>,
}

impl Part {
    pub(crate) fn new(sentence: &Sentence, atoms: Atoms, elements: Vec<Element>) -> Self {
        let mut at = vec![None; sentence.tokens.len()];
        for (index, element) in elements.iter().enumerate() {
            at[element.first..=element.last].fill(Some(index));
        }
        Self { atoms, elements, at }
    }
}

/// A sentence with what the first look found in it.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) index: usize,
    pub(crate) sentence: &'a Sentence,
    pub(crate) atoms: &'a Atoms,
    pub(crate) elements: &'a [Element],
    /// Element of each token.
    pub(crate) at: &'a [Option<usize>],
}

impl<'a> View<'a> {
    pub(crate) fn new(index: usize, sentence: &'a Sentence, part: &'a Part) -> Self {
        Self { index, sentence, atoms: &part.atoms, elements: &part.elements, at: &part.at }
    }

    pub(crate) fn form(&self, token: usize) -> &'a str {
        self.sentence.tokens.get(token).map_or("", |token| token.form.as_str())
    }

    pub(crate) fn element_ending(&self, token: usize) -> Option<usize> {
        self.at[token].filter(|&element| self.elements[element].last == token)
    }

    /// Whether the element names something that can own a role: not itself a role or a title.
    pub(crate) fn names(&self, element: usize) -> bool {
        matches!(self.elements[element].what, What::Known(_) | What::Capital)
    }
}

/// A name draft, copied out so that the reader can be changed while it is linked.
pub(crate) struct Named {
    pub(crate) index: usize,
    pub(crate) sentence: usize,
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) element: usize,
    pub(crate) title: TitleWords,
    /// Whether a title or role stands before it.
    pub(crate) titled: bool,
    pub(crate) folded: String,
}
