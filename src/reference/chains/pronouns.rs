//! Pronouns: who speaks is "I", and the others stand for the most salient phrase before them that agrees.
//!
//! Salience is that of Lappin and Leass (1994): each phrase of a chain lends it weight by its role in its sentence, half as
//! much with every sentence in between.

use super::{
    agreement::{Being, Traits},
    passes::Chains,
};
use crate::{
    entities::MentionKind,
    lexicon::set,
    syntax::{Deprel, Sentence, Upos},
};

/// How many sentences back a pronoun looks.
const REACH: usize = 3;

/// What a pronoun is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// "I", "my"
    Speaker,
    /// "we", "our"
    Speakers,
    /// "you"
    Hearer,
    /// "he", "she"
    Person,
    /// "it", "its"
    Thing,
    /// "they", "their"
    Several,
    /// "this", "that": mostly of what a whole sentence says.
    Pointer,
}

fn class(form: &str) -> Class {
    match form.to_lowercase().as_str() {
        text if set::SPEAKER.has(text) => Class::Speaker,
        text if set::SPEAKERS.has(text) => Class::Speakers,
        text if set::HEARER.has(text) => Class::Hearer,
        text if set::IT_FORMS_ALL.has(text) => Class::Thing,
        text if set::THEY_ALL.has(text) => Class::Several,
        text if set::DEMONSTRATIVE.has(text) => Class::Pointer,
        _ => Class::Person,
    }
}

impl Chains<'_> {
    /// Resolves the pronouns in the order of the text.
    pub(super) fn pronouns(&mut self) {
        let speakers = self.speakers();
        let mut last: Vec<(Class, Option<usize>, usize)> = Vec::new();
        for (phrase, speaker) in speakers.into_iter().enumerate() {
            if self.phrases[phrase].kind != MentionKind::Pronoun {
                continue;
            }
            let class = class(&self.word(phrase).form);
            match class {
                Class::Speaker | Class::Speakers | Class::Hearer => {
                    // Within one voice "we" stays "we".
                    let same = last.iter().rev().find(|(other, voice, _)| *other == class && *voice == speaker);
                    if let Some(&(_, _, before)) = same {
                        self.unite(before, phrase);
                    } else if class == Class::Speaker
                        && let Some(speaker) = speaker
                    {
                        self.unite(speaker, phrase);
                    }
                    last.push((class, speaker, phrase));
                }
                Class::Person | Class::Thing | Class::Several => {
                    // What the article's own reading decided stands.
                    let decided = self.own_entity(phrase).and_then(|entity| {
                        (0..self.phrases.len()).find(|&other| {
                            self.own_entity(other) == Some(entity) && self.phrases[other].kind != MentionKind::Pronoun
                        })
                    });
                    let meant = decided.or_else(|| self.salient(phrase, class));
                    if let Some(meant) = meant {
                        self.unite(meant, phrase);
                    }
                }
                Class::Pointer => {}
            }
        }
    }

    /// Who says the sentence part in which each phrase stands: a phrase, or `None` for the article itself.
    fn speakers(&self) -> Vec<Option<usize>> {
        let mut speakers = vec![None; self.phrases.len()];
        let mut open = false;
        // Sentence and token range of each stretch between quotation marks.
        let mut stretches: Vec<(usize, usize, usize, usize)> = Vec::new();
        let mut begin = (0, 0);
        for (index, sentence) in self.sentences.iter().enumerate() {
            // A quotation that is not closed ends with its paragraph.
            if open && index > 0 && self.sentences[index - 1].paragraph != sentence.paragraph {
                stretches.push((begin.0, begin.1, index - 1, usize::MAX));
                open = false;
            }
            for (place, token) in sentence.tokens.iter().enumerate() {
                let opens = matches!(token.form.as_str(), "“" | "``");
                let closes = matches!(token.form.as_str(), "”" | "''");
                let straight = token.form == "\"";
                if opens || straight && !open {
                    open = true;
                    begin = (index, place);
                } else if (closes || straight) && open {
                    open = false;
                    stretches.push((begin.0, begin.1, index, place));
                }
            }
        }
        if open {
            stretches.push((begin.0, begin.1, self.sentences.len().saturating_sub(1), usize::MAX));
        }
        let mut before = None;
        for (first, from, last, to) in stretches {
            let inside =
                |sentence: usize, token: usize| (sentence, token) >= (first, from) && (sentence, token) <= (last, to);
            let said = self.said_by(first, last, &inside).or(before);
            for (phrase, speaker) in speakers.iter_mut().enumerate() {
                let draft = &self.phrases[phrase];
                if inside(draft.sentence, draft.head) {
                    *speaker = said;
                }
            }
            before = said;
        }
        speakers
    }

    /// The subject of a verb of speech outside of a quotation, in its first or last sentence or in the one before.
    fn said_by(&self, first: usize, last: usize, inside: &dyn Fn(usize, usize) -> bool) -> Option<usize> {
        for index in [last, first, last + 1] {
            let Some(sentence) = self.sentences.get(index) else { continue };
            if index == last + 1 && self.sentences[last].paragraph != sentence.paragraph {
                continue;
            }
            for (token, word) in sentence.tokens.iter().enumerate() {
                let speech = word.upos == Upos::Verb && set::NEWS_SPEECH.has(&word.lemma);
                if !speech || inside(index, token) {
                    continue;
                }
                let subject = sentence
                    .children(token)
                    .find(|&child| sentence.tokens[child].deprel.universal() == Deprel::Nsubj && !inside(index, child));
                let found = subject.and_then(|subject| {
                    self.phrases
                        .iter()
                        .position(|draft| draft.sentence == index && draft.head == subject && draft.members.is_empty())
                });
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// The most salient phrase before a pronoun that it may stand for.
    fn salient(&self, pronoun: usize, class: Class) -> Option<usize> {
        let draft = &self.phrases[pronoun];
        let sentence = &self.sentences[draft.sentence];
        let traits = self.traits[pronoun];
        if class == Class::Thing && is_empty(sentence, draft.head) {
            return None;
        }
        let barred = self.barred(pronoun);
        let mut chains: Vec<(usize, f64, usize)> = Vec::new();
        for other in 0..self.phrases.len() {
            let there = &self.phrases[other];
            if there.sentence > draft.sentence || there.sentence + REACH < draft.sentence {
                continue;
            }
            let before = (there.sentence, there.first) < (draft.sentence, draft.first);
            if !before
                || there.last >= draft.first && there.sentence == draft.sentence
                || Some(there.head) == barred && there.sentence == draft.sentence
            {
                continue;
            }
            let distance = i32::try_from(draft.sentence - there.sentence).unwrap_or(i32::MAX);
            let weight = self.weight(other) * 0.5_f64.powi(distance);
            let root = self.root(other);
            match chains.iter_mut().find(|(chain, _, _)| *chain == root) {
                Some((_, sum, last)) => {
                    *sum += weight;
                    *last = other;
                }
                None => chains.push((root, weight, other)),
            }
        }
        let mut best: Option<(f64, usize)> = None;
        for (_, weight, last) in chains {
            if !self.may_mean(last, class, &traits) || self.barred_chain(last, pronoun, barred) {
                continue;
            }
            if best.is_none_or(|(highest, _)| weight >= highest) {
                best = Some((weight, last));
            }
        }
        best.map(|(_, phrase)| phrase)
    }

    /// How much a phrase lends to its chain.
    fn weight(&self, phrase: usize) -> f64 {
        let draft = &self.phrases[phrase];
        let word = self.word(phrase);
        let role = match word.deprel.universal() {
            Deprel::Nsubj => 80.0,
            Deprel::Obj => 50.0,
            Deprel::Iobj | Deprel::Obl => 40.0,
            Deprel::Root => 60.0,
            _ => 10.0,
        };
        let embedded = matches!(word.deprel.universal(), Deprel::Nmod | Deprel::Compound);
        let name = if draft.kind == MentionKind::Name { 20.0 } else { 0.0 };
        100.0 + role + name + if embedded { 0.0 } else { 60.0 }
    }

    /// Whether the chain of a phrase agrees with a pronoun.
    fn may_mean(&self, phrase: usize, class: Class, traits: &Traits) -> bool {
        let mut beings = Vec::new();
        let mut plural = false;
        for other in self.chain(phrase) {
            let theirs = self.traits[other];
            if let (Some(one), Some(two)) = (theirs.gender, traits.gender)
                && one != two
            {
                return false;
            }
            if theirs.being != Being::Unknown {
                beings.push(theirs.being);
            }
            plural |= theirs.plural && self.phrases[other].kind != MentionKind::Pronoun;
            if self.phrases[other].kind == MentionKind::Pronoun {
                let form = self::class(&self.word(other).form);
                let same = match class {
                    Class::Person => matches!(form, Class::Person | Class::Speaker),
                    Class::Thing => matches!(form, Class::Thing | Class::Pointer),
                    _ => matches!(form, Class::Several | Class::Speakers),
                };
                if !same {
                    return false;
                }
            }
        }
        let has = |being: Being| beings.contains(&being);
        match class {
            Class::Person => !plural && (has(Being::Person) || beings.is_empty()) && !has(Being::Time),
            Class::Thing => !plural && !has(Being::Person) && !has(Being::Time),
            Class::Several => plural && !has(Being::Time) || has(Being::Body) && self.is_team(phrase),
            _ => false,
        }
    }

    /// Whether a body is spoken of as "they": a company, a team, police.
    fn is_team(&self, phrase: usize) -> bool {
        self.own_entity(phrase).is_none() && set::COLLECTIVE_NOUN.has(&self.word(phrase).lemma)
    }

    /// The subject of the pronoun's own verb, which its object cannot mean.
    fn barred(&self, pronoun: usize) -> Option<usize> {
        let draft = &self.phrases[pronoun];
        let sentence = &self.sentences[draft.sentence];
        let word = &sentence.tokens[draft.head];
        let reflexive = set::REFLEXIVE.has_any_case(&word.form);
        if word.deprel == Deprel::NmodPoss || reflexive || word.deprel.universal() == Deprel::Nsubj {
            return None;
        }
        sentence.subject(word.head?)
    }

    fn barred_chain(&self, phrase: usize, pronoun: usize, barred: Option<usize>) -> bool {
        let Some(barred) = barred else { return false };
        let here = self.phrases[pronoun].sentence;
        let subject = self
            .phrases
            .iter()
            .position(|draft| draft.sentence == here && draft.head == barred && draft.members.is_empty());
        subject.is_some_and(|subject| self.same_chain(subject, phrase))
    }
}

/// "it is clear that", "it seems", "it rained": a subject that stands for nothing said before.
fn is_empty(sentence: &Sentence, token: usize) -> bool {
    let word = &sentence.tokens[token];
    if word.deprel == Deprel::Expl {
        return true;
    }
    let Some(head) = word.head else { return false };
    if word.deprel.universal() != Deprel::Nsubj {
        return false;
    }
    let clause = sentence.children(head).any(|child| {
        child > token
            && matches!(sentence.tokens[child].deprel.universal(), Deprel::Csubj | Deprel::Ccomp | Deprel::Xcomp)
    });
    let copular = sentence.child(head, Deprel::Cop).is_some();
    let weather = set::IMPERSONAL.has(&sentence.tokens[head].lemma);
    clause && (copular || weather)
}
