//! Open, build, extract, annotate, evaluate, query, export, explain: what the command line and bindings call.
//!
//! Everything here returns values and never prints, so that a program that embeds chancery decides what is shown. This
//! is the first floor that touches files.
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
mod coverage;
mod eval;
mod explain;
mod extract;
mod gazetteer;
mod input;
mod ordered;
mod parse;
mod rules;

use std::path::Path;

pub use annotate::AnnotationFormat;
pub use ask::{QuestionError, ask, export, question};
pub use build::{BuildOptions, BuildStep};
pub use change::{CorrectionsError, Removal, Standing, StateError, corrections, facts, remove};
pub use check::CheckReport;
pub use coverage::CoverageStep;
pub use eval::{EvalError, gold};
pub use explain::Explanation;
pub use extract::{ClaimsTable, Outcome, claims_table};
pub use gazetteer::GazetteerError;
pub use input::{Articles, InputOptions};
pub use ordered::ordered;
pub use parse::{ParseError, ParseFormat, ParseInput, Parsed, parse};
pub use rules::RulesError;
use {gazetteer::load_gazetteer, rules::load_rules};

use crate::{clauses::Reader, rules::Extractor};

/// Model, names and rules together: everything that turns articles into claims.
#[derive(Clone, Debug)]
pub struct Project {
    extractor: Extractor,
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
            own_rules: String::new(),
            own_names: String::new(),
            names_alone: false,
        }
    }

    /// The same with the rules of a folder over the program's own.
    ///
    /// # Errors
    /// Where the rules do not load, with all their mistakes.
    pub fn with_rules(folder: Option<&Path>) -> Result<Self, RulesError> {
        let loaded = load_rules(folder)?;
        let extractor = Extractor { reader: Reader::embedded(), rules: loaded.rules };
        Ok(Self { extractor, own_rules: loaded.fingerprint, own_names: String::new(), names_alone: false })
    }

    /// The same with the names of a folder over the program's own, or, `alone`, instead of them. The names are kept for the
    /// life of the program.
    ///
    /// # Errors
    /// Where the tables do not load, with all their mistakes.
    pub fn with_gazetteer(mut self, folder: &Path, alone: bool) -> Result<Self, GazetteerError> {
        let loaded = load_gazetteer(folder, alone)?;
        // A reader is copied to every thread and article, so its names outlive them all, as the embedded ones do.
        self.extractor.reader.gazetteer = Box::leak(Box::new(loaded.gazetteer));
        self.own_names = loaded.fingerprint;
        self.names_alone = alone;
        Ok(self)
    }

    /// What decides how this project reads an article, as a short text: version, data in the program, rules and names of a
    /// user.
    /// A store reads an article again when another engine read it.
    #[must_use]
    pub fn engine(&self) -> String {
        let program = concat!(env!("CARGO_PKG_VERSION"), "-", env!("CHANCERY_DATA"));
        let own = [&self.own_rules, &self.own_names];
        own.into_iter().filter(|own| !own.is_empty()).fold(program.to_owned(), |engine, own| engine + "-" + own)
    }

    /// The extractor, for those who want the floors themselves.
    #[must_use]
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }
}
