//! The one pass over the mentions that names leave open, in the order of the text.

use super::speakers::{self, Speakers, Spoken};
use crate::{
    clauses::{Clause, speeches},
    entities::{ArticleEntities, Gazetteer, Names, Reader, Topic},
    syntax::Sentence,
    text::Article,
};

/// An article while it is decided who is meant.
pub(super) struct Pass<'p, 'g> {
    /// What names have decided, and what this pass decides.
    pub(super) names: Reader<'p, 'g>,
    pub(super) clauses: &'p [Clause],
    /// Who reports in which sentence.
    pub(super) speakers: Speakers,
    /// The quotations that hold a clause: first and last token, each with its sentence.
    pub(super) speeches: Vec<((usize, usize), (usize, usize))>,
    /// Those of them whose speaker is known.
    pub(super) spoken: Vec<Spoken>,
}

/// Resolves what names leave open, when the clauses are known. Mentions keep their indices. Never fails: what cannot be
/// resolved has no entity.
#[must_use]
pub fn resolve(
    gazetteer: &Gazetteer,
    article: &Article,
    sentences: &[Sentence],
    clauses: &[Clause],
    names: Names<'_>,
) -> ArticleEntities {
    let Names { parts, so_far, .. } = names;
    let names = Reader::new(gazetteer, article, sentences, &parts, so_far);
    let speeches = speeches(sentences);
    let spoken = speakers::spoken(&speeches, clauses);
    let mut pass = Pass { names, clauses, speakers: Speakers::of(clauses), speeches, spoken };
    for index in 0..pass.names.drafts.len() {
        if !pass.is_open(index) {
            continue;
        }
        match pass.names.drafts[index].topic.clone() {
            Topic::Nominal(phrase) => pass.resolve_nominal(index, &phrase),
            Topic::Pronoun => pass.resolve_pronoun(index),
            Topic::Pair => pass.resolve_pair(index, None),
            Topic::Speaker => pass.resolve_first_person(index),
            Topic::Name { .. } | Topic::Same { .. } => {}
        }
    }
    pass.resolve_speakers();
    pass.names.record()
}

impl Pass<'_, '_> {
    /// Whether nobody is known yet whom a mention means.
    pub(super) fn is_open(&self, index: usize) -> bool {
        self.names.drafts[index].entities.is_empty()
    }

    /// The mention of a pronoun.
    pub(super) fn pronoun_at(&self, sentence: usize, token: usize) -> Option<usize> {
        let here = self.names.drafts_in(sentence);
        let position = here.iter().position(|draft| draft.head == token && matches!(draft.topic, Topic::Pronoun))?;
        Some(self.names.said.begin(sentence) + position)
    }
}
