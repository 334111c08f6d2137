//! "It said": the body that spoke in the sentence before goes on speaking.
//!
//! A pronoun beside a report takes up the speaker, not the state or body that the report was last about ("The ministry
//! said Ankara had attacked … It added …"), which coreference by nearness would choose.

use super::Clause;
use crate::{
    entities::{ArticleEntities, EntityKind, MentionKind},
    syntax::Sentence,
};

/// How many sentences back a speaker is remembered.
const MEMORY: usize = 2;

/// Gives the reports of an "it" the body that reported last.
pub(super) fn carry(sentences: &[Sentence], entities: &ArticleEntities, clauses: &mut [Clause]) {
    // The sentence and mention of the last body that said something in a sentence before.
    let mut last: Option<(usize, usize)> = None;
    let mut next = last;
    let mut sentence = 0;
    for clause in clauses {
        if clause.sentence != sentence {
            sentence = clause.sentence;
            last = next;
        }
        let Some(voice) = &mut clause.voice else { continue };
        // The one who reports all the others.
        let mut outermost = voice;
        while let Some(ref mut outer) = outermost.outer {
            outermost = outer;
        }
        let Some(source) = outermost.source else { continue };
        let mention = &entities.mentions[source];
        let body = mention
            .entities
            .iter()
            .any(|&entity| matches!(entities.entities[entity].kind, EntityKind::Country | EntityKind::Organisation));
        let it = mention.kind == MentionKind::Pronoun
            && sentences
                .get(mention.sentence)
                .and_then(|sentence| sentence.tokens.get(mention.head))
                .is_some_and(|token| token.form.eq_ignore_ascii_case("it"));
        if !it {
            next = if body { Some((sentence, source)) } else { None };
        } else if let Some((_, speaker)) = last.filter(|(before, _)| sentence <= before + MEMORY) {
            outermost.source = Some(speaker);
            next = Some((sentence, speaker));
        }
    }
}
