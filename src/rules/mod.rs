//! Rule files as written, checked, and matched on clauses: [`Clause`](crate::clauses::Clause) in, [`Claim`] out.
//!
//! Rules are data, a line a pattern, because those who know what a relation means in the news are not those who write
//! Rust; there is no second way to write one in code. `docs/rules.md` teaches the language. This floor opens no file:
//! names and texts of rule files are handed to [`RuleSet::load`].
//!
//! The order in which to read the files, each of which uses only those before it:
//! * `pattern` has the language as types, `parse` makes them of text. `written` reads a rule file, `words` its word lists,
//!   `ontology` the relations, `example` the notation of examples; `problem` says what is wrong and where.
//! * `rule` is a rule that cannot be invalid, `ready` a pattern that is ready to match, `check` makes both, `ruleset` lists
//!   them by the words that start them.
//! * `scene` is a clause with its words, `participants` who stands at a token, `slots` who fills a slot, `complement` who
//!   does so in a complement, `matcher` a whole pattern; `miss` is what it says where it does not match.
//! * `claim` is a row of the table, `fill` makes one of a match with the `codes`, `titles` makes clauses of titles,
//!   `extract` brings all of an article together.
//! * `explain`, `coverage` and `trial`, which runs the examples, say what the rules did.

mod check;
mod claim;
mod codes;
mod complement;
mod coverage;
mod example;
mod explain;
mod extract;
mod fill;
mod matcher;
mod miss;
mod ontology;
mod parse;
mod participants;
mod pattern;
mod problem;
mod ready;
mod rule;
mod ruleset;
mod scene;
mod slots;
mod titles;
mod trial;
mod words;
mod written;

pub(crate) use claim::OUTER;
pub use claim::{Claim, Extraction};
pub(crate) use codes::{goldstein, quad_class};
pub use coverage::{Contest, Coverage, Unclaimed};
pub use example::{Example, ExampleError, Expected, PUBLISHED, brief};
pub use explain::{ClauseExplanation, RuleMiss, nearest};
pub use extract::Extractor;
pub use ontology::{Relation, relations, relations_of};
pub use pattern::{Kinds, Pattern, PatternError};
pub use problem::Problem;
pub use rule::{PLOVER_TYPES, Rule};
pub use ruleset::RuleSet;
pub use trial::{Failure, check_examples, check_rule};

#[cfg(test)]
#[allow(clippy::too_many_lines, reason = "a case of a test is read from top to bottom")]
mod tests;
