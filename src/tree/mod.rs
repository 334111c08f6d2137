//! The one tree of each sentence: the parser's, mended once by what names and grammar say, and walked by everybody after.
//!
//! The parser makes a tree without knowing any name. When the mentions are known, [`mend`] runs the table of [`MENDS`]
//! over each sentence and writes the result into the sentence itself, so that no other tree is left. Dates, clauses,
//! rules, annotations and explanations read that tree, most of them as a [`Tree`], which knows the children, the reach and
//! the mention of each token.

mod mend;
mod mends;
mod rough;
#[cfg(test)]
mod tests;
mod walk;
#[cfg(test)]
pub(crate) mod written;

pub use mend::Mend;
pub use mends::MENDS;
pub use walk::Tree;

use std::ops::Range;

use crate::{
    entities::{ArticleEntities, Mention},
    lexicon::Lexicon,
    syntax::Sentence,
};

/// A mend that changed a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// Index of the sentence.
    pub sentence: usize,
    /// Name of the mend.
    pub mend: &'static str,
    /// The tokens that hang elsewhere or otherwise than before, in order.
    pub tokens: Vec<usize>,
}

/// Mends the trees of an article in place, and says which mends changed which sentence.
pub fn mend(lexicon: &Lexicon, sentences: &mut [Sentence], entities: &ArticleEntities) -> Vec<Mended> {
    let mut fired = Vec::new();
    let mut mentions = 0..0;
    for (index, sentence) in sentences.iter_mut().enumerate() {
        mentions = next(&entities.mentions, mentions.end, index);
        let mut tree = rough::Rough::new(lexicon, sentence, entities, mentions.clone());
        for mend in MENDS {
            (mend.run)(&mut tree);
            let mut tokens = tree.take_changed();
            if !tokens.is_empty() {
                tokens.sort_unstable();
                tokens.dedup();
                fired.push(Mended { sentence: index, mend: mend.name, tokens });
            }
        }
    }
    fired
}

/// The trees of an article's sentences, which [`mend`] has mended.
#[must_use]
pub fn trees<'a>(lexicon: &'a Lexicon, sentences: &'a [Sentence], entities: &'a ArticleEntities) -> Vec<Tree<'a>> {
    let mut mentions = 0..0;
    sentences
        .iter()
        .enumerate()
        .map(|(index, sentence)| {
            mentions = next(&entities.mentions, mentions.end, index);
            Tree::new(lexicon, index, sentence, entities, mentions.clone())
        })
        .collect()
}

/// The mentions of a sentence, which stand behind those of the sentences before it.
fn next(mentions: &[Mention], start: usize, sentence: usize) -> Range<usize> {
    let count = mentions[start..].iter().take_while(|mention| mention.sentence <= sentence).count();
    start..start + count
}
