//! Who speaks: "I" in what somebody says is that person, and the body that spoke goes on in "It said".
//!
//! A pronoun beside a report takes up the speaker, not the state or body that the report was last about ("The ministry
//! said Ankara had attacked … It added …"), which nearness would choose.

use super::pass::Pass;
use crate::{
    clauses::Clause,
    entities::{Decision, EntityKind, MentionKind, Topic},
    lexicon::set,
    syntax::Deprel,
};

/// How many sentences back a speaker is remembered.
const MEMORY: usize = 2;

/// Who reports in each sentence, by the sentence and the mention, in the order of the clauses: the one who reports all
/// the others.
pub(super) fn of(clauses: &[Clause]) -> Vec<(usize, usize)> {
    let outermost = |clause: &Clause| {
        let mut voice = clause.voice.as_ref()?;
        while let Some(outer) = &voice.outer {
            voice = outer;
        }
        Some((clause.sentence, voice.source?))
    };
    clauses.iter().filter_map(outermost).collect()
}

impl Pass<'_, '_> {
    /// The body that an "it" which reports goes on for: the one that reported last, in a sentence before, where it reports the
    /// whole sentence or the sentence has named none before it.
    pub(super) fn goes_on_speaking(&self, index: usize) -> Option<usize> {
        let draft = &self.names.drafts[index];
        let (here, token) = (draft.sentence, draft.head);
        let tokens = &self.names.views[here].sentence.tokens;
        // "It has accused" says who accuses; only of plain saying is the speaker more likely than the subject before.
        let says = tokens[token].head.is_some_and(|verb| set::NEWS_SPEECH.has(&tokens[verb].lemma));
        let it = draft.kind == MentionKind::Pronoun && set::IT.has_any_case(&tokens[token].form) && says;
        if !it || !self.speakers.iter().any(|&(_, source)| source == index) {
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
        let before = self.speakers.partition_point(|&(sentence, _)| sentence < here);
        let (there, last) = *self.speakers[..before].last()?;
        let speaker = self.names.drafts[last].entities.iter().copied().find(body);
        speaker.filter(|_| there + MEMORY >= here)
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
                if self.is_open(index) && matches!(self.names.drafts[index].topic, Topic::Speaker) {
                    self.names.say(index, vec![person], Decision::Speaker);
                }
            }
        }
    }
}
