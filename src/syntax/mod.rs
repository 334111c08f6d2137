//! From text to dependency trees, by the conventions of Universal Dependencies: sentences, tokens, tags, lemmas, heads.
//!
//! The interface is small so that the model behind it can change: [`Parser::embedded`] gives the model in the
//! program, [`Parser::parse`] turns an article into [`Sentence`]s, [`Parser::annotate`] fills the tags and trees of
//! sentences whose tokens are given.

pub mod conllu;
mod dateline;
mod lemma;
mod letters;
mod links;
mod neural;
mod paragraphs;
pub mod picture;
pub mod score;
pub mod sentences;
mod tokenize;
mod tree;
mod word;

use std::sync::OnceLock;

pub use lemma::Lemmatiser;
pub use tree::{Degree, Deprel, Feats, Mood, Number, Person, Sentence, Tense, Token, Upos, VerbForm, VoiceFeat};

use crate::{lexicon::set, text::Article};

/// The tagger, lemmatiser and dependency parser with their model.
#[derive(Debug)]
pub struct Parser {
    network: neural::Network,
}

impl Parser {
    /// Words that are parsed as one piece at most: the roots of later pieces hang on the first one as `parataxis`.
    pub const LONGEST: usize = neural::PIECE;

    /// The parser with the model that is compiled into the program; loaded once.
    #[must_use]
    pub fn embedded() -> &'static Self {
        static PARSER: OnceLock<Parser> = OnceLock::new();
        PARSER.get_or_init(|| Self { network: neural::Network::embedded() })
    }

    /// The sentences of an article's body, with tags, lemmas and trees. Offsets count characters of the article's text.
    #[must_use]
    pub fn parse(&self, article: &Article) -> Vec<Sentence> {
        let mut sentences = sentences::sentences(article);
        self.annotate(&mut sentences);
        sentences
    }

    /// Predicts tags, lemmas and trees over the tokens that the sentences have; keeps forms, spans and sentence borders.
    pub fn annotate(&self, sentences: &mut [Sentence]) {
        let lemmatiser = Lemmatiser::embedded();
        self.network.annotate(sentences);
        for token in sentences.iter_mut().flat_map(|sentence| &mut sentence.tokens) {
            token.lemma = lemmatiser.lemma(token);
        }
    }
}

/// Whether a form in small letters counts by a number: "33rd", "7th".
pub(crate) fn is_ordinal(form: &str) -> bool {
    let digits = form.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    digits.parse::<u32>().is_ok() && set::ORDINAL_ENDING.has(&form[digits.len()..])
}
