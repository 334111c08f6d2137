//! Who speaks: "I" in what somebody says is that person, and the body that spoke goes on in "It said".
//!
//! A pronoun beside a report takes up the speaker, not the state or body that the report was last about ("The ministry
//! said Ankara had attacked … It added …"), which nearness would choose.

use rustc_hash::FxHashSet;

use super::pass::Pass;
use crate::{
    clauses::Clause,
    entities::{Decision, EntityKind, MentionKind, Topic},
    lexicon::set,
    syntax::Deprel,
};

/// How many sentences back a speaker is remembered.
const MEMORY: usize = 2;

/// A word of an article: its sentence, and its token there.
type Place = (usize, usize);

/// A quotation of a whole clause, and the mention of who speaks in it.
pub(super) struct Spoken {
    first: Place,
    last: Place,
    source: usize,
}

/// The quotations of an article whose speaker is known.
pub(super) fn spoken(speeches: &[(Place, Place)], clauses: &[Clause]) -> Vec<Spoken> {
    let mut found = Vec::new();
    for &(first, last) in speeches {
        let from = clauses.partition_point(|clause| clause.sentence < first.0);
        let within = clauses[from..].iter().take_while(|clause| clause.sentence <= last.0);
        let source =
            within.filter(|clause| (first..=last).contains(&(clause.sentence, clause.predicate))).find_map(outermost);
        found.extend(source.map(|source| Spoken { first, last, source }));
    }
    found
}

/// The mention of who reports all that is said in a clause.
fn outermost(clause: &Clause) -> Option<usize> {
    let mut voice = clause.voice.as_ref()?;
    while let Some(outer) = &voice.outer {
        voice = outer;
    }
    voice.source
}

/// Who reports in an article. Each question is answered by a look-up, so that the time for an article grows with its
/// length and not with its square.
pub(super) struct Speakers {
    /// Sentence and mention, in the order of the clauses.
    in_order: Vec<(usize, usize)>,
    mentions: FxHashSet<usize>,
}

impl Speakers {
    /// Of each clause the one who reports all the others that report.
    pub(super) fn of(clauses: &[Clause]) -> Self {
        Self::new(clauses.iter().filter_map(|clause| Some((clause.sentence, outermost(clause)?))).collect())
    }

    /// Sentences and mentions, in the order of the sentences.
    fn new(in_order: Vec<(usize, usize)>) -> Self {
        let mentions = in_order.iter().map(|&(_, mention)| mention).collect();
        Self { in_order, mentions }
    }

    /// Whether the mention reports something.
    fn reports(&self, mention: usize) -> bool {
        self.mentions.contains(&mention)
    }

    /// The last one who reports in a sentence before that one, with that sentence.
    fn last_before(&self, sentence: usize) -> Option<(usize, usize)> {
        let before = self.in_order.partition_point(|&(there, _)| there < sentence);
        self.in_order[..before].last().copied()
    }
}

impl Pass<'_, '_> {
    /// Who speaks in the quotation around a token, if that is one entity.
    pub(super) fn speaker_of_quotation(&mut self, sentence: usize, token: usize) -> Option<usize> {
        // Quotations follow one another.
        let around = |at: (usize, usize)| {
            let held = self.spoken[..self.spoken.partition_point(|held| held.first <= at)].last()?;
            (at <= held.last).then_some(held)
        };
        let source = around((sentence, token))?.source;
        let at = (self.names.drafts[source].sentence, self.names.drafts[source].head);
        // "…," he said: the pronoun outside comes after those inside, and is asked for before them.
        if self.is_open(source) && matches!(self.names.drafts[source].topic, Topic::Pronoun) && around(at).is_none() {
            self.resolve_pronoun(source);
        }
        match self.names.drafts[source].entities[..] {
            [speaker] => Some(speaker),
            _ => None,
        }
    }

    /// The body that an "it" which reports goes on for: the one that reported last, in a sentence before, where it reports the
    /// whole sentence or the sentence has named none before it.
    pub(super) fn goes_on_speaking(&self, index: usize) -> Option<usize> {
        let draft = &self.names.drafts[index];
        let (here, token) = (draft.sentence, draft.head);
        let tokens = &self.names.views[here].sentence.tokens;
        // "It has accused" says who accuses; only of plain saying is the speaker more likely than the subject before.
        let says = tokens[token].head.is_some_and(|verb| set::NEWS_SPEECH.has(&tokens[verb].lemma));
        let it = draft.kind == MentionKind::Pronoun && set::IT.has_any_case(&tokens[token].form) && says;
        if !it || !self.speakers.reports(index) {
            return None;
        }
        let body =
            |&entity: &usize| matches!(self.names.cast.kind(entity), EntityKind::Country | EntityKind::Organisation);
        let here_before = self.names.drafts_in(here).iter().take_while(|draft| draft.head < token);
        // "…, it said" goes on for the speaker, whomever the sentence tells of; "a plan that it said was late" need not.
        let main = tokens[token].head.is_some_and(|verb| {
            matches!(tokens[verb].deprel.universal(), Deprel::Root | Deprel::Parataxis) || tokens[verb].head.is_none()
        });
        if !main && here_before.flat_map(|draft| &draft.entities).any(body) {
            return None;
        }
        let (there, last) = self.speakers.last_before(here)?;
        let speaker = self.names.drafts[last].entities.iter().copied().find(body);
        speaker.filter(|_| there + MEMORY >= here)
    }

    /// "I" in a quotation: who speaks in it, where that is one person. "We": the body that speaks, or that the person speaks
    /// for.
    pub(super) fn resolve_first_person(&mut self, index: usize) {
        let (sentence, head) = (self.names.drafts[index].sentence, self.names.drafts[index].head);
        let speaker = if self.is_plural(index) {
            // "We must act" asks nothing of others.
            if self.is_bound(sentence, head) { None } else { self.body_that_speaks(sentence, head) }
        } else {
            let speaker = self.speaker_of_quotation(sentence, head);
            speaker.filter(|&speaker| self.names.cast.kind(speaker) == EntityKind::Person)
        };
        if let Some(speaker) = speaker {
            self.names.say(index, vec![speaker], Decision::Speaker);
        }
    }

    /// Whether a subject is said to have to do what its verb says.
    fn is_bound(&self, sentence: usize, subject: usize) -> bool {
        let sentence = self.names.views[sentence].sentence;
        let verb = sentence.tokens[subject].head;
        verb.is_some_and(|verb| {
            let mut words = sentence.children(verb).map(|child| &sentence.tokens[child]);
            words.any(|word| word.deprel.universal() == Deprel::Aux && set::DUTY_AUXILIARY.has(&word.lemma))
        })
    }

    /// Whether a pronoun of the first person is "we".
    fn is_plural(&self, index: usize) -> bool {
        let draft = &self.names.drafts[index];
        set::WE_US.has_any_case(&self.names.views[draft.sentence].sentence.tokens[draft.head].form)
    }

    /// The state, body or group that speaks in the quotation around a token, or for which somebody speaks there by office.
    pub(super) fn body_that_speaks(&mut self, sentence: usize, token: usize) -> Option<usize> {
        let speaker = self.speaker_of_quotation(sentence, token)?;
        match self.names.cast.kind(speaker) {
            EntityKind::Country | EntityKind::Organisation => Some(speaker),
            // "A Zhelkish spokesman" speaks for others.
            EntityKind::Group => Some(speaker).filter(|&group| !self.names.cast.is_one_of_group(group)),
            EntityKind::Person => self.names.speaks_for(speaker),
            _ => None,
        }
    }

    /// "I", "me": who says the clause that it is an argument of, where that is one person. In what the article says itself
    /// it is the author, who is nobody here. Who says it may be named after it, so this comes last.
    pub(super) fn resolve_speakers(&mut self) {
        for clause in self.clauses {
            let Some(source) = clause.voice.as_ref().and_then(|voice| voice.source) else { continue };
            let [person] = self.names.drafts[source].entities[..] else { continue };
            if self.names.cast.kind(person) != EntityKind::Person {
                continue;
            }
            for index in clause.arguments.iter().filter_map(|argument| argument.mention) {
                let speaks = matches!(self.names.drafts[index].topic, Topic::Speaker);
                if self.is_open(index) && speaks && !self.is_plural(index) {
                    self.names.say(index, vec![person], Decision::Speaker);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Speakers;

    #[test]
    fn a_long_article_asks_for_its_speakers_in_little_time() {
        let sentences = 200_000;
        let start = Instant::now();
        let speakers = Speakers::new((0..sentences).map(|sentence| (sentence, sentence * 2)).collect());
        assert!((0..sentences).all(|sentence| speakers.reports(sentence * 2) && !speakers.reports(sentence * 2 + 1)));
        assert!(
            (1..sentences).all(|sentence| speakers.last_before(sentence) == Some((sentence - 1, sentence * 2 - 2)))
        );
        assert_eq!(speakers.last_before(0), None);
        // By looking through all speakers for each question it would be minutes.
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}
