//! Pronouns and pairs, by agreement, binding, subjects first and nearness; what stays open has no entity.

use super::{
    EntityKind, MentionKind,
    lexicon::Gender,
    phrases::{Draft, Topic, View},
    resolve::Reader,
};
use crate::syntax::{Deprel, Sentence, Upos};

/// What a pronoun may stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Person(Gender),
    Thing,
    Several,
}

impl Reader<'_> {
    pub(super) fn resolve_pronoun(&mut self, index: usize) {
        if !self.drafts[index].entities.is_empty() {
            return;
        }
        let draft = &self.drafts[index];
        let sentence = self.views[draft.sentence].sentence;
        let word = &sentence.tokens[draft.head];
        let wanted = match word.form.to_lowercase().as_str() {
            "he" | "him" | "his" => Wanted::Person(Gender::Male),
            "she" | "her" => Wanted::Person(Gender::Female),
            "it" | "its" => Wanted::Thing,
            _ => Wanted::Several,
        };
        if wanted == Wanted::Thing && is_empty_subject(sentence, draft.head) {
            return;
        }
        if let Some(entities) = self.antecedent(index, wanted) {
            self.settle(index, entities, "pronoun");
        }
    }

    fn antecedent(&self, index: usize, wanted: Wanted) -> Option<Vec<usize>> {
        let here = self.drafts[index].sentence;
        let head = self.drafts[index].head;
        let sentence = self.views[here].sentence;
        let possessive = sentence.tokens[head].deprel == Deprel::NmodPoss
            || matches!(sentence.tokens[head].form.to_lowercase().as_str(), "his" | "its" | "their");
        if possessive {
            // "Washington and its allies"
            if head >= 2
                && matches!(sentence.tokens[head - 1].form.as_str(), "and" | "or")
                && let Some(draft) = self.drafts.iter().find(|draft| {
                    draft.sentence == here && draft.last == head - 2 && self.fits(&draft.entities, wanted)
                })
            {
                return Some(draft.entities.clone());
            }
            // "Convicted Velk for his role", "thanked him for his help": the object is who is judged.
            if let Some(found) = self.judged(here, head, wanted) {
                return Some(found);
            }
            // Else the subject of its own clause binds it, or nothing does.
            let mut verb = sentence.tokens[head].head;
            let mut steps = 0;
            while let Some(token) = verb
                && steps < 12
            {
                if let Some(subject) = subject_of(sentence, token).or_else(|| caused(sentence, token))
                    && subject < head
                {
                    if let Some(found) = self.subject_entities(here, subject, wanted) {
                        return Some(found);
                    }
                    // An actor that stays open may well be meant; a thing ("the meeting") is not.
                    let open = |draft: &super::phrases::Draft| {
                        draft.sentence == here && draft.head == subject && draft.entities.is_empty()
                    };
                    if self.drafts.iter().any(open) {
                        return None;
                    }
                    break;
                }
                verb = sentence.tokens[token].head;
                steps += 1;
            }
        }
        // The subject of the pronoun's own clause cannot be meant by its object.
        let barred = if possessive {
            None
        } else {
            sentence.tokens[head].head.and_then(|verb| subject_of(sentence, verb)).filter(|&subject| subject != head)
        };
        // "it" as an object stays within its sentence.
        let object =
            wanted == Wanted::Thing && !possessive && sentence.tokens[head].deprel.universal() != Deprel::Nsubj;
        if object && thing_before(sentence, head) {
            return None;
        }
        for back in 0..=usize::from(!object) {
            let Some(there) = here.checked_sub(back) else { break };
            let before = if back == 0 { head } else { usize::MAX };
            // Subjects first, those of main clauses before those of others.
            let mut subjects: Vec<(usize, Vec<usize>)> = Vec::new();
            let mut others: Vec<Vec<usize>> = Vec::new();
            let text = self.views[there].sentence;
            let mut taken: Vec<usize> = Vec::new();
            for draft in self.drafts.iter().filter(|draft| draft.sentence == there && draft.head < before) {
                if Some(draft.head) == barred && back == 0
                    || !self.fits(&draft.entities, wanted)
                    || self.inside_noun(there, draft.head)
                {
                    continue;
                }
                let word = &text.tokens[draft.head];
                // "Norway and Sweden …, it": neither of the two.
                if wanted == Wanted::Thing && is_one_of_subjects(text, draft.head) {
                    continue;
                }
                if word.deprel.universal() == Deprel::Nsubj {
                    let entities =
                        self.coordination(there, draft.head, wanted).unwrap_or_else(|| draft.entities.clone());
                    subjects.push((depth(text, draft.head), entities));
                } else if !taken.contains(&draft.head) {
                    others.push(draft.entities.clone());
                }
                taken.push(draft.head);
            }
            if wanted == Wanted::Several
                && subjects.is_empty()
                && let Some(pair) = self.pair_in(there, before, None)
                && !plural_noun_before(text, before)
            {
                return Some(pair);
            }
            subjects.sort_by_key(|(depth, _)| *depth);
            subjects.dedup_by(|a, b| a.1 == b.1);
            if let Some((_, entities)) = subjects.first() {
                return Some(entities.clone());
            }
            others.dedup();
            if (matches!(wanted, Wanted::Person(_)) || wanted == Wanted::Thing && back == 0)
                && let [only] = &others[..]
            {
                return Some(only.clone());
            }
            if wanted == Wanted::Thing
                && back == 0
                && !possessive
                && let Some(last) = others.last()
            {
                return Some(last.clone());
            }
            if !others.is_empty() {
                return None;
            }
        }
        None
    }

    /// Who is praised, blamed, punished or thanked "for his" or "over her" doing.
    fn judged(&self, here: usize, head: usize, wanted: Wanted) -> Option<Vec<usize>> {
        const PLAIN: [&str; 10] = ["meet", "visit", "host", "call", "phone", "join", "leave", "use", "need", "ask"];
        if !matches!(wanted, Wanted::Person(_)) {
            return None;
        }
        let sentence = self.views[here].sentence;
        let noun = sentence.tokens[head].head?;
        let about = sentence.children(noun).any(|child| {
            child < noun
                && sentence.tokens[child].deprel == Deprel::Case
                && matches!(sentence.tokens[child].form.as_str(), "for" | "over")
        });
        let blames = |&verb: &usize| {
            about && sentence.tokens[verb].upos == Upos::Verb && !PLAIN.contains(&sentence.tokens[verb].lemma.as_str())
        };
        let verb = sentence.tokens[noun].head.filter(blames)?;
        let object = sentence
            .children(verb)
            .find(|&child| child < head && matches!(sentence.tokens[child].deprel.universal(), Deprel::Obj))?;
        self.subject_entities(here, object, wanted)
    }

    /// The entities of the subject at that token, with those coordinated to it, if they may be meant.
    fn subject_entities(&self, sentence: usize, subject: usize, wanted: Wanted) -> Option<Vec<usize>> {
        if wanted == Wanted::Several
            && let Some(several) = self.coordination(sentence, subject, wanted)
        {
            return Some(several);
        }
        let draft = self.drafts.iter().find(|draft| draft.sentence == sentence && draft.head == subject)?;
        self.fits(&draft.entities, wanted).then(|| draft.entities.clone())
    }

    /// "Russia and China": all conjuncts of a subject, where several are wanted.
    fn coordination(&self, sentence: usize, head: usize, wanted: Wanted) -> Option<Vec<usize>> {
        if wanted != Wanted::Several {
            return None;
        }
        let text = self.views[sentence].sentence;
        let conjuncts: Vec<usize> = std::iter::once(head)
            .chain(text.children(head).filter(|&child| text.tokens[child].deprel == Deprel::Conj))
            .collect();
        if conjuncts.len() < 2 {
            return None;
        }
        let mut entities = Vec::new();
        for conjunct in conjuncts {
            let draft = self.drafts.iter().find(|draft| draft.sentence == sentence && draft.head == conjunct)?;
            entities.extend(draft.entities.iter().copied());
        }
        (entities.len() > 1).then_some(entities)
    }

    /// Whether the entities agree with the pronoun.
    fn fits(&self, entities: &[usize], wanted: Wanted) -> bool {
        match (wanted, entities) {
            (Wanted::Person(gender), [person]) => {
                self.cast.kind(*person) == EntityKind::Person
                    && self.cast.gender[*person].is_none_or(|known| known == gender)
            }
            (Wanted::Thing, [thing]) => {
                matches!(self.cast.kind(*thing), EntityKind::Country | EntityKind::Organisation)
            }
            (Wanted::Several, [group]) => self.cast.kind(*group) == EntityKind::Group,
            (Wanted::Several, several) => several.len() > 1,
            _ => false,
        }
    }

    /// Whether a mention only modifies a noun ("Ukraine war", "Russian forces"), so that it is not spoken of itself.
    fn inside_noun(&self, sentence: usize, head: usize) -> bool {
        let tokens = &self.views[sentence].sentence.tokens;
        // "The Italian and Spanish navies"
        let first =
            tokens[head].head.filter(|&first| tokens[head].deprel == Deprel::Conj && tokens[first].head.is_some());
        matches!(tokens[first.unwrap_or(head)].deprel, Deprel::Amod | Deprel::Compound)
    }

    /// "the pair", "the two sides", "both countries": the two of a kind that were said last.
    pub(super) fn resolve_pair(&mut self, index: usize, kind: Option<EntityKind>) {
        let (here, head) = (self.drafts[index].sentence, self.drafts[index].first);
        for back in 0..=1 {
            let Some(there) = here.checked_sub(back) else { break };
            let before = if back == 0 { head } else { usize::MAX };
            if let Some(pair) = self.pair_in(there, before, kind) {
                return self.settle(index, pair, "pair");
            }
        }
    }

    /// The only two of a kind that a sentence speaks of before a token.
    fn pair_in(&self, sentence: usize, before: usize, kind: Option<EntityKind>) -> Option<Vec<usize>> {
        let mut persons: Vec<usize> = Vec::new();
        let mut countries: Vec<usize> = Vec::new();
        for draft in self.drafts.iter().filter(|draft| draft.sentence == sentence && draft.head < before) {
            if let Topic::Pair = draft.topic
                && draft.entities.len() == 2
            {
                let first = self.cast.kind(draft.entities[0]);
                if kind.is_none_or(|kind| kind == first) {
                    return Some(draft.entities.clone());
                }
            }
            for &entity in &draft.entities {
                match self.cast.kind(entity) {
                    EntityKind::Person if !persons.contains(&entity) => persons.push(entity),
                    EntityKind::Country if !self.inside_noun(sentence, draft.head) && !countries.contains(&entity) => {
                        countries.push(entity)
                    }
                    _ => {}
                }
            }
        }
        match kind {
            Some(EntityKind::Person) => (persons.len() == 2).then_some(persons),
            Some(EntityKind::Country) => {
                if countries.len() == 2 {
                    return Some(countries);
                }
                // The two sides of a talk between two persons are their states.
                let mut homes: Vec<usize> = persons.iter().filter_map(|&person| self.cast.country(person)).collect();
                homes.dedup();
                (persons.len() == 2 && homes.len() == 2 && countries.iter().all(|country| homes.contains(country)))
                    .then_some(homes)
            }
            _ if persons.len() == 2 => Some(persons),
            _ if persons.is_empty() && countries.len() == 2 => Some(countries),
            _ => None,
        }
    }
}

/// The subject of a verb.
pub(super) fn subject_of(sentence: &Sentence, verb: usize) -> Option<usize> {
    sentence.children(verb).find(|&child| sentence.tokens[child].deprel.universal() == Deprel::Nsubj)
}

/// Whether the token is one of several subjects of a verb: "Norway and Sweden agreed".
fn is_one_of_subjects(sentence: &Sentence, token: usize) -> bool {
    let word = &sentence.tokens[token];
    let subject = |token: usize| sentence.tokens[token].deprel.universal() == Deprel::Nsubj;
    subject(token) && sentence.children(token).any(|child| sentence.tokens[child].deprel == Deprel::Conj)
        || word.deprel == Deprel::Conj && word.head.is_some_and(subject)
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

fn depth(sentence: &Sentence, token: usize) -> usize {
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

/// Whether a plural noun stands before a token: "them" may well be the minors of whom a judge spoke.
fn plural_noun_before(sentence: &Sentence, before: usize) -> bool {
    const COLLECTIVES: [&str; 8] = ["board", "couple", "crew", "family", "group", "panel", "staff", "team"];
    sentence.tokens.iter().take(before).any(|word| {
        let plural = word.feats.number == Some(crate::syntax::Number::Plur);
        let collective = word.deprel.universal() == Deprel::Nsubj && COLLECTIVES.contains(&word.lemma.as_str());
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
        || matches!(sentence.tokens[head].lemma.as_str(), "seem" | "appear" | "rain" | "snow") && clause
}

/// The draft of a pronoun, or of "the pair", at a token.
pub(super) fn draft(view: &View<'_>, token: usize) -> Option<Draft> {
    let word = &view.sentence.tokens[token];
    let lower = word.form.to_lowercase();
    let (first, topic) = match lower.as_str() {
        "he" | "him" | "his" | "she" | "her" | "it" | "its" | "they" | "them" | "their" | "theirs" => {
            (token, Topic::Pronoun)
        }
        "both" if word.deprel.universal() == Deprel::Nsubj || word.upos == Upos::Pron => (token, Topic::Pair),
        "pair" | "duo" | "two" if token > 0 && view.form(token - 1).eq_ignore_ascii_case("the") => {
            let next = view.sentence.tokens.get(token + 1);
            // "the two countries" is a phrase of its own; "the two met" is not.
            if next.is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))
                || view.form(token + 1) == "-"
                || view.form(token + 1) == "of"
            {
                return None;
            }
            (token - 1, Topic::Pair)
        }
        _ => return None,
    };
    if word.deprel == Deprel::Expl {
        return None;
    }
    let kind = if matches!(topic, Topic::Pair) && first < token { MentionKind::Nominal } else { MentionKind::Pronoun };
    Some(Draft {
        sentence: view.index,
        first,
        last: token,
        head: token,
        kind,
        topic,
        entities: Vec::new(),
        decided_by: "unresolved",
        title: None,
        people: false,
        thing: false,
    })
}
