//! Rule files as written, checked, and matched on clauses: [`Clause`](crate::clauses::Clause) in, [`Claim`] out.
//!
//! Rules are data, a line a pattern, because those who know what a relation means in the news are not those who write
//! Rust; there is no second way to write one in code. `docs/rules.md` teaches the language. This floor opens no file:
//! names and texts of rule files are handed to [`RuleSet::load`].

mod check;
mod claim;
mod codes;
mod coverage;
mod example;
mod explain;
mod extract;
mod fill;
mod lexicon;
mod matcher;
mod ontology;
mod parse;
mod participants;
mod pattern;
mod problem;
mod ruleset;
mod written;

pub use claim::{Claim, Extraction};
pub use coverage::{Contest, Coverage, Unclaimed};
pub use example::{Example, Expected, Failure, PUBLISHED, brief, check_examples};
pub use explain::{ClauseExplanation, RuleMiss, nearest};
pub use extract::Extractor;
pub use lexicon::{Lexicon, SynonymSet};
pub use ontology::{Relation, relations, relations_of};
pub use pattern::{Kinds, Pattern, PatternError};
pub use problem::Problem;
pub use ruleset::{PLOVER_TYPES, Rule, RuleSet};

#[cfg(test)]
mod tests;
