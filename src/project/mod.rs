//! The operations of chancery: extract, build, query, export, explain, annotate and evaluate. The command line calls them.
//!
//! All of them return values and print nothing, so that a program that embeds chancery decides what to show. This is the
//! first floor that reads files.
//!
//! ```
//! use chancery::{project::Project, text::plain_article};
//!
//! let project = Project::embedded();
//! let article = plain_article("example", "date 2022-07-09\nWang Yi met Sergei Lavrov in Bali on Thursday.");
//! let explanation = project.explain(article);
//! assert_eq!(explanation.reading.sentences.len(), 1);
//! ```

mod annotate;
mod ask;
mod build;
mod change;
mod check;
mod cluster;
mod coverage;
mod eval;
mod explain;
mod extract;
mod gazetteer;
mod input;
mod language;
mod lexicon;
mod ordered;
mod own;
mod parse;
mod reasons;
mod rows;
mod rules;
mod tables;
mod upgrade;

use std::{path::Path, sync::Arc};

pub use annotate::AnnotationFormat;
pub use ask::{Limits, QuestionError, question};
pub use build::{BuildOptions, BuildStep};
pub use change::{CorrectionsError, Removal, Standing, StateError, facts, remove};
pub use check::CheckReport;
pub use cluster::{Clusters, TooMany};
pub use coverage::CoverageStep;
pub use eval::{EvalError, gold};
pub use explain::Explanation;
pub use extract::{ClaimsTable, Outcome};
pub use gazetteer::GazetteerError;
pub use input::{Articles, InputOptions};
pub use lexicon::LexiconError;
pub use ordered::ordered;
pub use parse::{ParseError, ParseFormat, ParseInput, Parsed, parse};
pub use reasons::Reasons;
#[cfg(feature = "cli")]
pub(crate) use rows::ParquetClaims;
pub use rows::{RowFormat, Rows};
pub use rules::RulesError;
pub use upgrade::Upgrade;
use {gazetteer::load_gazetteer, lexicon::load_lexicon, rules::load_rules};

use crate::{
    entities::Gazetteer,
    lexicon::Lexicon,
    reference::Reader,
    rules::{Extractor, RuleSet},
};

/// Model, names and rules together: everything that turns articles into claims.
#[derive(Clone, Debug)]
pub struct Project {
    extractor: Extractor,
    /// The program's words, with a user's own.
    words: &'static Lexicon,
    /// Fingerprint of a user's own words; empty where there are none.
    own_words: String,
    /// Fingerprint of a user's own rules; empty where there are none.
    own_rules: String,
    /// Fingerprint of a user's own names; empty where there are none.
    own_names: String,
    /// Whether these stand instead of the program's.
    names_alone: bool,
}

impl Project {
    /// The project with everything that is compiled into the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self {
            extractor: Extractor::embedded(),
            words: Lexicon::embedded(),
            own_words: String::new(),
            own_rules: String::new(),
            own_names: String::new(),
            names_alone: false,
        }
    }

    /// The program's words, with those of a folder over them, and the program's names. Rules and names of a user are added
    /// to them. The words are kept for the life of the program.
    ///
    /// # Errors
    /// Where the tables do not load, with all their mistakes.
    pub fn with_lexicon(folder: &Path) -> Result<Self, LexiconError> {
        let loaded = load_lexicon(folder)?;
        let gazetteer = Gazetteer::embedded_in(loaded.lexicon);
        let reader = Reader { gazetteer: Arc::new(gazetteer), ..Reader::embedded() };
        let rules = RuleSet::with_words([], loaded.lexicon).map_err(LexiconError::Rules)?;
        let extractor = Extractor { reader, rules };
        Ok(Self { extractor, words: loaded.lexicon, own_words: loaded.fingerprint, ..Self::embedded() })
    }

    /// The same with the rules of a folder over the program's own.
    ///
    /// # Errors
    /// Where the rules do not load, with all their mistakes.
    pub fn with_rules(mut self, folder: &Path) -> Result<Self, RulesError> {
        let loaded = load_rules(folder, self.words)?;
        self.extractor.rules = loaded.rules;
        self.own_rules = loaded.fingerprint;
        Ok(self)
    }

    /// The same with the names of a folder over the program's own, or, `alone`, instead of them.
    ///
    /// # Errors
    /// Where the tables do not load, with all their mistakes.
    pub fn with_gazetteer(mut self, folder: &Path, alone: bool) -> Result<Self, GazetteerError> {
        let loaded = load_gazetteer(folder, alone)?;
        self.extractor.reader.gazetteer = Arc::new(loaded.gazetteer.with_lexicon(self.words));
        self.own_names = loaded.fingerprint;
        self.names_alone = alone;
        Ok(self)
    }

    /// What decides how this project reads an article, as a short text: version, data in the program, words, rules and
    /// names of a user.
    /// A store reads an article again when another engine read it.
    #[must_use]
    pub fn engine(&self) -> String {
        let program = concat!(env!("CARGO_PKG_VERSION"), "-", env!("CHANCERY_DATA"));
        let own = [&self.own_words, &self.own_rules, &self.own_names];
        own.into_iter().filter(|own| !own.is_empty()).fold(program.to_owned(), |engine, own| engine + "-" + own)
    }

    /// The extractor, for those who want the floors themselves.
    #[must_use]
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }
}
