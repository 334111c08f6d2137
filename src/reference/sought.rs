//! What a pronoun may stand for, who cannot be meant by it, and who else may be.

use super::pass::Pass;
use crate::{
    entities::{Decision, Draft, EntityKind, Topic},
    lexicon::{Gender, NounKind, Sort, set},
    syntax::{Deprel, Number, Sentence, Token, Upos},
};

/// What a pronoun may stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Person(Gender),
    Thing,
    Several,
}

impl Wanted {
    /// What the word of a pronoun wants.
    pub(super) fn of(word: &str) -> Self {
        match word.to_lowercase().as_str() {
            text if set::HE_FORMS.has(text) => Self::Person(Gender::Male),
            text if set::SHE_FORMS.has(text) => Self::Person(Gender::Female),
            text if set::IT_FORMS.has(text) => Self::Thing,
            _ => Self::Several,
        }
    }
}

/// What a pronoun may stand for, and who cannot be meant: who speaks, and whoever else has a part in its clause.
pub(super) struct Sought {
    pub(super) wanted: Wanted,
    pub(super) not: Vec<usize>,
    /// The sentence and the token of the pronoun.
    pub(super) at: (usize, usize),
    /// Whether whom quotations speak of cannot be meant: the pronoun is a person's, outside of all of them.
    pub(super) outside: bool,
}

impl Pass<'_, '_> {
    /// Whether the entities agree with the pronoun.
    pub(super) fn fits(&self, entities: &[usize], sought: &Sought) -> bool {
        match (sought.wanted, entities) {
            (Wanted::Person(gender), [person]) => {
                !sought.not.contains(person)
                    && self.names.cast.kind(*person) == EntityKind::Person
                    && self.names.cast.gender[*person].is_none_or(|known| known == gender)
            }
            (Wanted::Thing, [thing]) => {
                matches!(self.names.cast.kind(*thing), EntityKind::Country | EntityKind::Organisation)
            }
            (Wanted::Several, [group]) => self.names.cast.kind(*group) == EntityKind::Group,
            (Wanted::Several, several) => several.len() > 1,
            _ => false,
        }
    }

    /// How deep the highest subject stands, before the pronoun, that it may mean though nobody is known of it: "the
    /// spokesman", "six demonstrators"; where nobody else is known also a name that may be anybody's.
    pub(super) fn rival(&self, there: usize, barred: Option<usize>, sought: &Sought, alone: bool) -> Option<usize> {
        if sought.wanted == Wanted::Thing {
            return None;
        }
        let before = if there == sought.at.0 { sought.at.1 } else { usize::MAX };
        let sentence = self.names.views[there].sentence;
        let rivals = (0..before.min(sentence.tokens.len())).filter(|&token| {
            sentence.tokens[token].deprel.universal() == Deprel::Nsubj
                && Some(token) != barred
                && !(sought.outside && self.speech_at(there, token).is_some())
                && self.is_rival(there, token, sought.wanted, alone)
        });
        rivals.map(|token| depth(sentence, token)).min()
    }

    /// Whether a token heads a mention, or is a noun, of somebody unknown whom the pronoun may mean.
    fn is_rival(&self, there: usize, token: usize, wanted: Wanted, alone: bool) -> bool {
        let sentence = self.names.views[there].sentence;
        let here = self.names.drafts_in(there);
        // "her husband, Ordo Velk,"
        let named = |child: usize| here.iter().any(|draft| draft.head == child && !draft.entities.is_empty());
        if sentence.children(token).any(|child| sentence.tokens[child].deprel == Deprel::Appos && named(child)) {
            return false;
        }
        match here.iter().find(|draft| draft.head == token) {
            // "A Zhelkish commander" is one of them.
            Some(draft) => {
                let named = matches!(draft.topic, Topic::Name { .. }) && !alone;
                let open = draft.entities.is_empty() && !named || draft.decided_by == Decision::OneOfGroup;
                open && self.is_open_rival(draft, &sentence.tokens[token].form, wanted)
            }
            None => self.is_rival_noun(&sentence.tokens[token], wanted),
        }
    }

    fn is_rival_noun(&self, word: &Token, wanted: Wanted) -> bool {
        let lemma = word.lemma.to_lowercase();
        let Some(noun) = self.names.lexicon.noun(&lemma).filter(|_| word.upos == Upos::Noun) else { return false };
        let plural = word.feats.number == Some(Number::Plur);
        let crowd = noun.kind == NounKind::Group;
        match wanted {
            Wanted::Several => crowd || plural && noun.kind.is_human(),
            Wanted::Person(gender) => {
                !plural && !crowd && noun.kind.is_human() && noun.gender.is_none_or(|own| own == gender)
            }
            Wanted::Thing => false,
        }
    }

    fn is_open_rival(&self, draft: &Draft, form: &str, wanted: Wanted) -> bool {
        let several = wanted == Wanted::Several;
        match &draft.topic {
            Topic::Name { .. } => !several && !draft.thing && !draft.people,
            Topic::Nominal(phrase) => {
                let role = &self.names.lexicon.roles()[phrase.role as usize];
                match role.sort {
                    Sort::Group => several,
                    Sort::Office | Sort::Person => {
                        let other = |gender: Gender| matches!(wanted, Wanted::Person(own) if own != gender);
                        phrase.plural == several && !role.gender.is_some_and(other)
                    }
                    _ => false,
                }
            }
            Topic::Pronoun => Wanted::of(form) == wanted,
            Topic::Pair => several,
            Topic::Speaker | Topic::Same { .. } => false,
        }
    }

    /// The quotation of a whole clause that holds a token.
    pub(super) fn speech_at(&self, sentence: usize, token: usize) -> Option<usize> {
        let at = (sentence, token);
        let last = self.speeches.partition_point(|(first, _)| *first <= at).checked_sub(1)?;
        (at <= self.speeches[last].1).then_some(last)
    }

    /// The sentence before that one in which the pronoun may find whom it means; what quotations fill is passed over by
    /// whoever stands outside of them.
    pub(super) fn sentence_before(&self, there: usize, sought: &Sought) -> Option<usize> {
        let mut before = there.checked_sub(1)?;
        for _ in 0..LONGEST_SPEECH {
            if !sought.outside || !self.is_speech(before) {
                break;
            }
            before = before.checked_sub(1)?;
        }
        Some(before)
    }

    /// Whether all words of a sentence are quoted.
    fn is_speech(&self, sentence: usize) -> bool {
        let tokens = &self.names.views[sentence].sentence.tokens;
        let mut words = (0..tokens.len()).filter(|&token| tokens[token].deprel != Deprel::Punct);
        words.all(|token| self.speech_at(sentence, token).is_some())
    }
}

/// How many quoted sentences stand between a speaker and "he added".
const LONGEST_SPEECH: usize = 8;

pub(super) fn depth(sentence: &Sentence, token: usize) -> usize {
    let mut depth = 0;
    let mut at = token;
    while let Some(head) = sentence.tokens[at].head
        && depth < 64
    {
        depth += 1;
        at = head;
    }
    depth
}
