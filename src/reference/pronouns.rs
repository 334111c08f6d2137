//! Pronouns, by agreement, binding, subjects first and nearness; what stays open has no entity.

use super::{
    pass::Pass,
    sought::{Sought, Wanted, depth},
};
use crate::{
    clauses::{ClauseKind, Role},
    entities::{Decision, Draft, Topic},
    lexicon::set,
    syntax::{Deprel, Sentence, Upos},
};

/// How many sentences back, quotations left out, a person is looked for whom nothing in between could be.
const FAR: usize = 3;

/// Whom a pronoun means, as far as one place in the text says.
enum Choice {
    Found(Vec<usize>),
    /// Somebody of whom nothing is known, or one of several.
    Open,
    /// Nobody there: it is to be looked for elsewhere.
    Nothing,
}

impl Pass<'_, '_> {
    pub(super) fn resolve_pronoun(&mut self, index: usize) {
        if !self.names.drafts[index].entities.is_empty() {
            return;
        }
        let draft = &self.names.drafts[index];
        let sentence = self.names.views[draft.sentence].sentence;
        let word = &sentence.tokens[draft.head];
        let wanted = Wanted::of(&word.form);
        if wanted == Wanted::Thing && is_empty_subject(sentence, draft.head) {
            return;
        }
        if let Some(speaker) = self.goes_on_speaking(index) {
            return self.names.say(index, vec![speaker], Decision::Speaker);
        }
        let at = (draft.sentence, draft.head);
        let outside = matches!(wanted, Wanted::Person(_)) && self.speech_at(at.0, at.1).is_none();
        let not = self.excluded(index, wanted);
        if let Some(entities) = self.antecedent(index, &Sought { wanted, not, at, outside }) {
            self.names.say(index, entities, Decision::Pronoun);
        }
    }

    /// Who cannot be meant by "he" or "her": in a quotation whoever speaks, who would say "I"; as an object whoever does it,
    /// who would be "himself".
    fn excluded(&mut self, index: usize, wanted: Wanted) -> Vec<usize> {
        if !matches!(wanted, Wanted::Person(_)) {
            return Vec::new();
        }
        let (here, head) = (self.names.drafts[index].sentence, self.names.drafts[index].head);
        let mut not: Vec<usize> = self.speaker_of_quotation(here, head).into_iter().collect();
        let from = self.clauses.partition_point(|clause| clause.sentence < here);
        for clause in self.clauses[from..].iter().take_while(|clause| clause.sentence == here) {
            let part = clause.arguments.iter().find(|argument| argument.mention == Some(index));
            if part.is_none_or(|part| part.role == Role::Subject) || clause.kind == ClauseKind::Copular {
                continue;
            }
            let doers = clause.arguments.iter().filter(|argument| argument.role == Role::Subject);
            for doer in doers.filter_map(|argument| argument.mention) {
                if let [person] = self.names.drafts[doer].entities[..] {
                    not.push(person);
                }
            }
        }
        not
    }

    fn antecedent(&self, index: usize, sought: &Sought) -> Option<Vec<usize>> {
        let (here, head) = (self.names.drafts[index].sentence, self.names.drafts[index].head);
        let sentence = self.names.views[here].sentence;
        let word = &sentence.tokens[head];
        let possessive = word.deprel == Deprel::NmodPoss || set::OWNED_BY_THIRD.has(&word.form.to_lowercase());
        if possessive {
            match self.binder(here, head, sought) {
                Choice::Found(entities) => return Some(entities),
                Choice::Open => return None,
                Choice::Nothing => {}
            }
        }
        match self.same_subject(here, head, sought) {
            Choice::Found(entities) => return Some(entities),
            Choice::Open => return None,
            Choice::Nothing => {}
        }
        // The subject of the pronoun's own clause cannot be meant by its object.
        let subject = || word.head.and_then(|verb| sentence.subject(verb)).filter(|&subject| subject != head);
        let barred = if possessive { None } else { subject() };
        // "it" as an object stays within its sentence.
        let object = sought.wanted == Wanted::Thing && !possessive && word.deprel.universal() != Deprel::Nsubj;
        if object && thing_before(sentence, head) {
            return None;
        }
        let person = matches!(sought.wanted, Wanted::Person(_));
        let acts = word.deprel.universal() == Deprel::Nsubj;
        let reach = match (object, person && acts && sought.outside) {
            (true, _) => 0,
            (false, true) => FAR,
            (false, false) => 1,
        };
        let mut there = here;
        for _ in 0..=reach {
            let barred = barred.filter(|_| there == here);
            match self.nearest(there, barred, sought, there == here && !possessive) {
                Choice::Found(entities) => return Some(entities),
                Choice::Open => return None,
                Choice::Nothing => there = self.sentence_before(there, sought)?,
            }
        }
        None
    }

    /// Whom a possessive means by its place: what it is coordinated with, who is judged, or the subject of its clause.
    fn binder(&self, here: usize, head: usize, sought: &Sought) -> Choice {
        let sentence = self.names.views[here].sentence;
        // "Washington and its allies"
        if head >= 2
            && set::CONJUNCTION.has(&sentence.tokens[head - 1].form)
            && let Some(draft) = self
                .names
                .drafts_in(here)
                .iter()
                .find(|draft| draft.last == head - 2 && self.fits(&draft.entities, sought))
        {
            return Choice::Found(draft.entities.clone());
        }
        // "Convicted Velk for his role", "thanked him for his help": the object is who is judged.
        if let Some(found) = self.judged(here, head, sought) {
            return Choice::Found(found);
        }
        // Else the subject of its own clause binds it, or nothing does.
        let above = std::iter::successors(sentence.tokens[head].head, |&token| sentence.tokens[token].head);
        let subject = above
            .take(12)
            .find_map(|token| sentence.subject(token).or_else(|| caused(sentence, token)).filter(|&it| it < head));
        let Some(subject) = subject else { return Choice::Nothing };
        if let Some(found) = self.subject_entities(here, subject, sought) {
            return Choice::Found(found);
        }
        // An actor that stays open may well be meant; a thing ("the meeting") is not.
        let open = |draft: &Draft| draft.head == subject && draft.entities.is_empty() && !is_speaker(draft);
        if self.names.drafts_in(here).iter().any(open) { Choice::Open } else { Choice::Nothing }
    }

    /// "Says that the firm is a danger and that it spies": the subject of a second content is that of the first.
    fn same_subject(&self, here: usize, head: usize, sought: &Sought) -> Choice {
        let sentence = self.names.views[here].sentence;
        let word = &sentence.tokens[head];
        let content = |token: usize| sentence.tokens[token].deprel == Deprel::Ccomp;
        let first = word
            .head
            .filter(|&verb| word.deprel.universal() == Deprel::Nsubj && sentence.tokens[verb].deprel == Deprel::Conj)
            .and_then(|verb| sentence.tokens[verb].head)
            .filter(|&first| sought.wanted == Wanted::Thing && content(first));
        let Some(subject) = first.and_then(|first| sentence.subject(first)).filter(|&subject| subject < head) else {
            return Choice::Nothing;
        };
        if let Some(found) = self.subject_entities(here, subject, sought) {
            return Choice::Found(found);
        }
        let one = sentence.tokens[subject].feats.number != Some(crate::syntax::Number::Plur);
        let noun = sentence.tokens[subject].upos == Upos::Noun && one;
        if noun { Choice::Open } else { Choice::Nothing }
    }

    /// Whom a sentence speaks of, before the pronoun, that it may mean: subjects first, those of main clauses before those of
    /// others, and far from the pronoun subjects alone. `last` lets "it" mean what was said last.
    fn nearest(&self, there: usize, barred: Option<usize>, sought: &Sought, last: bool) -> Choice {
        let own = there == sought.at.0;
        let before = if own { sought.at.1 } else { usize::MAX };
        let text = self.names.views[there].sentence;
        let mut subjects: Vec<((bool, usize), Vec<usize>)> = Vec::new();
        let mut others: Vec<Vec<usize>> = Vec::new();
        let mut taken: Vec<usize> = Vec::new();
        for draft in self.names.drafts_in(there).iter().filter(|draft| draft.head < before) {
            let head = draft.head;
            // "Norway and Sweden …, it": neither of the two.
            let one_of_several = sought.wanted == Wanted::Thing && is_one_of_subjects(text, head);
            let modifies = self.inside_noun(there, head);
            let quoted = sought.outside && self.speech_at(there, head).is_some();
            // "We" is nobody's "it".
            let passed = modifies || one_of_several || quoted || is_speaker(draft);
            if Some(head) == barred || passed || !self.fits(&draft.entities, sought) {
                continue;
            }
            if text.tokens[head].deprel.universal() == Deprel::Nsubj {
                let together = self.coordination(there, head, sought);
                let rank = (is_inserted(text, head), depth(text, head));
                subjects.push((rank, together.unwrap_or_else(|| draft.entities.clone())));
            } else if !taken.contains(&head) {
                others.push(draft.entities.clone());
            }
            taken.push(head);
        }
        if sought.wanted == Wanted::Several
            && subjects.is_empty()
            && let Some(pair) = self.pair_in(there, before, None)
            && !plural_noun_before(text, before)
        {
            return Choice::Found(pair);
        }
        subjects.sort_by_key(|(rank, _)| *rank);
        let rival = self.rival(there, barred, sought, subjects.is_empty());
        match subjects.into_iter().next() {
            Some(((_, depth), _)) if rival.is_some_and(|rival| rival < depth) => return Choice::Open,
            Some((_, entities)) => return Choice::Found(entities),
            None if rival.is_some() => return Choice::Open,
            None => others.dedup(),
        }
        if there + 1 < sought.at.0 && !others.is_empty() {
            return Choice::Open;
        }
        let alone = matches!(sought.wanted, Wanted::Person(_)) || sought.wanted == Wanted::Thing && own;
        match &others[..] {
            [] => Choice::Nothing,
            [only] if alone => Choice::Found(only.clone()),
            [.., nearest] if sought.wanted == Wanted::Thing && last => Choice::Found(nearest.clone()),
            _ => Choice::Open,
        }
    }

    /// Who is praised, blamed, punished or thanked "for his" or "over her" doing.
    fn judged(&self, here: usize, head: usize, sought: &Sought) -> Option<Vec<usize>> {
        if !matches!(sought.wanted, Wanted::Person(_)) {
            return None;
        }
        let sentence = self.names.views[here].sentence;
        let noun = sentence.tokens[head].head?;
        let about = sentence.children(noun).any(|child| {
            child < noun
                && sentence.tokens[child].deprel == Deprel::Case
                && set::JUDGED_FOR.has(&sentence.tokens[child].form)
        });
        let blames = |&verb: &usize| {
            about && sentence.tokens[verb].upos == Upos::Verb && !set::SAYS_NO_TOPIC.has(&sentence.tokens[verb].lemma)
        };
        let verb = sentence.tokens[noun].head.filter(blames)?;
        let object = sentence
            .children(verb)
            .find(|&child| child < head && matches!(sentence.tokens[child].deprel.universal(), Deprel::Obj))?;
        self.subject_entities(here, object, sought)
    }

    /// The entities of the subject at that token, with those coordinated to it, if they may be meant.
    fn subject_entities(&self, sentence: usize, subject: usize, sought: &Sought) -> Option<Vec<usize>> {
        if sought.wanted == Wanted::Several
            && let Some(several) = self.coordination(sentence, subject, sought)
        {
            return Some(several);
        }
        let spoken_of = |draft: &&Draft| draft.head == subject && !is_speaker(draft);
        let draft = self.names.drafts_in(sentence).iter().find(spoken_of)?;
        self.fits(&draft.entities, sought).then(|| draft.entities.clone())
    }

    /// "Russia and China": all conjuncts of a subject, where several are wanted.
    fn coordination(&self, sentence: usize, head: usize, sought: &Sought) -> Option<Vec<usize>> {
        if sought.wanted != Wanted::Several {
            return None;
        }
        let text = self.names.views[sentence].sentence;
        let conjuncts: Vec<usize> = std::iter::once(head)
            .chain(text.children(head).filter(|&child| text.tokens[child].deprel == Deprel::Conj))
            .collect();
        if conjuncts.len() < 2 {
            return None;
        }
        let mut entities = Vec::new();
        for conjunct in conjuncts {
            let draft = self.names.drafts_in(sentence).iter().find(|draft| draft.head == conjunct)?;
            entities.extend(draft.entities.iter().copied());
        }
        (entities.len() > 1).then_some(entities)
    }

    /// Whether a mention only modifies a noun ("Ukraine war", "Russian forces"), so that it is not spoken of itself.
    pub(super) fn inside_noun(&self, sentence: usize, head: usize) -> bool {
        let tokens = &self.names.views[sentence].sentence.tokens;
        // "The Italian and Spanish navies"
        let first =
            tokens[head].head.filter(|&first| tokens[head].deprel == Deprel::Conj && tokens[first].head.is_some());
        matches!(tokens[first.unwrap_or(head)].deprel, Deprel::Amod | Deprel::Compound)
    }
}

/// Whether a mention is "I" or "we", whom no pronoun of the third person takes up.
fn is_speaker(draft: &Draft) -> bool {
    matches!(draft.topic, Topic::Speaker)
}

/// Whether the token is one of several subjects of a verb: "Norway and Sweden agreed".
fn is_one_of_subjects(sentence: &Sentence, token: usize) -> bool {
    let word = &sentence.tokens[token];
    let subject = |token: usize| sentence.tokens[token].deprel.universal() == Deprel::Nsubj;
    subject(token) && sentence.children(token).any(|child| sentence.tokens[child].deprel == Deprel::Conj)
        || word.deprel == Deprel::Conj && word.head.is_some_and(subject)
}

/// "Velk, Zhelk says, became": whether the subject is that of a report inside of what is reported, which goes on after it.
fn is_inserted(sentence: &Sentence, subject: usize) -> bool {
    let Some(cue) = sentence.tokens[subject].head else { return false };
    let content = sentence.children(cue).find(|&child| sentence.tokens[child].deprel == Deprel::Ccomp && child > cue);
    content.and_then(|verb| sentence.subject(verb)).is_some_and(|other| other < subject)
}

/// "Caused the company to suspend": the object that does the infinitive.
fn caused(sentence: &Sentence, verb: usize) -> Option<usize> {
    let word = &sentence.tokens[verb];
    let governor = word.head.filter(|_| word.deprel == Deprel::Xcomp && word.upos == Upos::Verb)?;
    let object = |&child: &usize| {
        child < verb && matches!(sentence.tokens[child].deprel.universal(), Deprel::Obj | Deprel::Iobj)
    };
    sentence.children(governor).filter(object).last()
}

/// Whether a plural noun stands before a token: "them" may well be the minors of whom a judge spoke.
fn plural_noun_before(sentence: &Sentence, before: usize) -> bool {
    sentence.tokens.iter().take(before).any(|word| {
        let plural = word.feats.number == Some(crate::syntax::Number::Plur);
        let collective = word.deprel.universal() == Deprel::Nsubj && set::COLLECTIVES.has(&word.lemma);
        word.upos == Upos::Noun
            && (plural || collective)
            && !matches!(word.deprel.universal(), Deprel::Compound | Deprel::Nmod)
    })
}

/// Whether a thing that is no actor stands before a token in a place of its own: "replace it" may well be the office.
fn thing_before(sentence: &Sentence, before: usize) -> bool {
    sentence.tokens.iter().take(before).any(|word| {
        word.upos == Upos::Noun
            && word.feats.number == Some(crate::syntax::Number::Sing)
            && matches!(word.deprel.universal(), Deprel::Obj | Deprel::Obl | Deprel::Nsubj)
    })
}

/// "it was crucial to", "it is that": a subject that stands for nothing.
fn is_empty_subject(sentence: &Sentence, token: usize) -> bool {
    let word = &sentence.tokens[token];
    if word.deprel == Deprel::Expl {
        return true;
    }
    let Some(head) = word.head else { return false };
    let copular = sentence.child(head, Deprel::Cop).is_some();
    let clause = sentence.children(head).any(|child| {
        child > token
            && matches!(
                sentence.tokens[child].deprel.universal(),
                Deprel::Csubj | Deprel::Ccomp | Deprel::Advcl | Deprel::Xcomp
            )
    });
    copular && sentence.tokens[head].upos == Upos::Adj && clause
        || set::SEEMING.has(&sentence.tokens[head].lemma) && clause
}
