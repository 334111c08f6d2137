//! The words of the syntax layer: tokens with Universal Dependencies tags, features and relations, in a tree.
//!
//! Tags and relations are enums, not strings: rules compare them in inner loops, and a typo is a compile error.

use crate::text::Span;

/// Declares an enum of names with `parse` and `as_str`, so that a name stands in one place.
macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names are those of Universal Dependencies, documented there")]
        pub enum $name { $($(#[$variant_meta])* $variant),+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name as Universal Dependencies writes it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value of that name, if there is one.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

names! {
    /// Universal part-of-speech tags.
    Upos {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
    }
}

names! {
    /// The feature Number.
    Number { Sing = "Sing", Plur = "Plur", Ptan = "Ptan" }
}

names! {
    /// The feature Tense.
    Tense { Past = "Past", Pres = "Pres" }
}

names! {
    /// The feature VerbForm.
    VerbForm { Fin = "Fin", Inf = "Inf", Part = "Part", Ger = "Ger" }
}

names! {
    /// The feature Voice.
    VoiceFeat { Act = "Act", Pass = "Pass" }
}

names! {
    /// The feature Mood.
    Mood { Ind = "Ind", Imp = "Imp", Sub = "Sub" }
}

names! {
    /// The feature Person.
    Person { First = "1", Second = "2", Third = "3" }
}

names! {
    /// The feature Degree.
    Degree { Pos = "Pos", Cmp = "Cmp", Sup = "Sup" }
}

names! {
    /// Dependency relations of the English treebanks, with their subtypes.
    Deprel {
        Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod",
        AdvmodEmph = "advmod:emph", Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case",
        Cc = "cc", CcPreconj = "cc:preconj", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt",
        Conj = "conj", Cop = "cop", Csubj = "csubj", CsubjOuter = "csubj:outer", CsubjPass = "csubj:pass", Dep = "dep",
        Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl",
        Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark",
        Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodTmod = "nmod:tmod",
        NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj", NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass",
        Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblTmod = "obl:tmod",
        OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis", Punct = "punct",
        Reparandum = "reparandum", Root = "root", Vocative = "vocative", Xcomp = "xcomp",
    }
}

impl Deprel {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    #[must_use]
    pub fn universal(self) -> Self {
        match self.as_str().split_once(':') {
            Some((base, _)) => Self::parse(base).unwrap_or(self),
            None => self,
        }
    }

    /// Whether it is that of a subject that is no clause.
    pub(crate) fn is_subject(self) -> bool {
        matches!(self, Self::Nsubj | Self::NsubjPass | Self::NsubjOuter)
    }

    /// The relation of that name; of its part before the colon where the subtype is unknown.
    #[must_use]
    pub fn parse_lenient(name: &str) -> Option<Self> {
        Self::parse(name).or_else(|| Self::parse(name.split_once(':')?.0))
    }
}

/// The morphological features that rules use; `None` where the word has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Feats {
    /// Degree of comparison.
    pub degree: Option<Degree>,
    /// Mood of a finite verb.
    pub mood: Option<Mood>,
    /// Grammatical number.
    pub number: Option<Number>,
    /// Grammatical person.
    pub person: Option<Person>,
    /// Tense of a finite verb or participle.
    pub tense: Option<Tense>,
    /// Finite, infinitive, participle or gerund.
    pub verb_form: Option<VerbForm>,
    /// Voice of a participle.
    pub voice: Option<VoiceFeat>,
}

impl Feats {
    /// Sets a feature by the names that Universal Dependencies gives it and its value; `None` where there is no such name.
    pub(crate) fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "Degree" => self.degree = Some(Degree::parse(value)?),
            "Mood" => self.mood = Some(Mood::parse(value)?),
            "Number" => self.number = Some(Number::parse(value)?),
            "Person" => self.person = Some(Person::parse(value)?),
            "Tense" => self.tense = Some(Tense::parse(value)?),
            "VerbForm" => self.verb_form = Some(VerbForm::parse(value)?),
            "Voice" => self.voice = Some(VoiceFeat::parse(value)?),
            _ => return None,
        }
        Some(())
    }

    /// The features that the word has, by the names that Universal Dependencies gives them and their values, in its order.
    pub(crate) fn named(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let named = [
            ("Degree", self.degree.map(Degree::as_str)),
            ("Mood", self.mood.map(Mood::as_str)),
            ("Number", self.number.map(Number::as_str)),
            ("Person", self.person.map(Person::as_str)),
            ("Tense", self.tense.map(Tense::as_str)),
            ("VerbForm", self.verb_form.map(VerbForm::as_str)),
            ("Voice", self.voice.map(VoiceFeat::as_str)),
        ];
        named.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }
}

/// A syntactic word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Characters of the article's text. The words of a multiword token ("don't") have spans of their own parts.
    pub span: Span,
    /// The word as written.
    pub form: String,
    /// Its dictionary form: lower case but for proper nouns.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// Features.
    pub feats: Feats,
    /// Index of the governing token in the sentence, from 0; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Whether white space follows in the text.
    pub space_after: bool,
}

/// A sentence with its tree: exactly one token has no head, and there is no cycle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Characters of the article's text, from the first token to the last.
    pub span: Span,
    /// Which paragraph of the article it stands in, from 0.
    pub paragraph: usize,
    /// The words in order.
    pub tokens: Vec<Token>,
}

impl Sentence {
    /// The indices of the tokens whose head is `head`, in order.
    pub fn children(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens.iter().enumerate().filter(move |(_, token)| token.head == Some(head)).map(|(index, _)| index)
    }

    /// The first child of `head` with that relation (subtype included).
    #[must_use]
    pub fn child(&self, head: usize, deprel: Deprel) -> Option<usize> {
        self.children(head).find(|&index| self.tokens[index].deprel == deprel)
    }

    /// The first grammatical subject of a verb or predicate noun.
    #[must_use]
    pub fn subject(&self, head: usize) -> Option<usize> {
        self.children(head).find(|&child| self.tokens[child].deprel.is_subject())
    }

    /// Index of the root; `None` for a sentence without tokens.
    #[must_use]
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token.head.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::{Deprel, Upos};

    #[test]
    fn names_go_both_ways() {
        assert!(Upos::ALL.iter().all(|&tag| Upos::parse(tag.as_str()) == Some(tag)));
        assert!(Deprel::ALL.iter().all(|&relation| Deprel::parse(relation.as_str()) == Some(relation)));
        assert_eq!(Deprel::NsubjPass.universal(), Deprel::Nsubj);
        assert_eq!(Deprel::parse_lenient("obl:npmod"), Some(Deprel::Obl));
        assert_eq!(Deprel::parse_lenient("nonsense"), None);
    }
}
