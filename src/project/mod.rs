//! Open, build, extract, query, export, explain: what the command line and bindings call.
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

mod check;
mod explain;
mod extract;
mod input;
mod ordered;
mod parse;
mod rules;

use std::path::Path;

pub use check::CheckReport;
pub use explain::Explanation;
pub use extract::{ClaimsTable, Outcome, claims_table};
pub use input::{Articles, InputOptions};
pub use ordered::ordered;
pub use parse::{ParseError, ParseInput, parse};
pub use rules::{RulesError, load_rules};

use crate::{clauses::Reader, rules::Extractor};

/// Model, names and rules together: everything that turns articles into claims.
#[derive(Clone, Debug)]
pub struct Project {
    extractor: Extractor,
}

impl Project {
    /// The project with everything that is compiled into the program.
    #[must_use]
    pub fn embedded() -> Self {
        Self { extractor: Extractor::embedded() }
    }

    /// The same with the rules of a folder over the program's own.
    ///
    /// # Errors
    /// Where the rules do not load; see [`load_rules`].
    pub fn with_rules(folder: Option<&Path>) -> Result<Self, RulesError> {
        Ok(Self { extractor: Extractor { reader: Reader::embedded(), rules: load_rules(folder)? } })
    }

    /// The extractor, for those who want the floors themselves.
    #[must_use]
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }
}
