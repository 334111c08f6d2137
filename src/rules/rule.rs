//! A checked rule: what it claims, its patterns as written, its examples, its place.

use super::example::Example;
use crate::clauses::{Polarity, Status};

/// The 16 types of PLOVER.
pub const PLOVER_TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// A checked rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id, unique over all files.
    pub id: String,
    /// The relation of its claims.
    pub relation: String,
    /// Whether the relation holds both ways.
    pub reciprocal: bool,
    /// Whether a passive without agent leaves the claim's subject empty ("was arrested") instead of being no match.
    pub agentless: bool,
    /// Whether an event noun starts it only where a verb says that it took place ("struck a deal", not "its deal").
    pub light: bool,
    /// Status of its claims, whatever the clause says.
    pub status: Option<Status>,
    /// Polarity of its claims, whatever the clause says.
    pub polarity: Option<Polarity>,
    /// Whether the rule itself names its PLOVER type, which then holds whatever the status of the claim.
    pub own_code: bool,
    /// PLOVER type; empty where the relation has none.
    pub plover: String,
    /// CAMEO code; empty where the relation has none.
    pub cameo: String,
    /// Relations that are not claimed for the same participants where this rule fires.
    pub instead_of: Vec<String>,
    /// Sentences that it must fire on.
    pub fires: Vec<Example>,
    /// Sentences that it must leave alone.
    pub silent: Vec<Example>,
    /// Its patterns as written.
    pub patterns: Vec<String>,
    /// The line of each pattern in the file, from 1.
    pub pattern_lines: Vec<usize>,
    /// The file that it stands in.
    pub file: String,
    /// Its line in that file, from 1.
    pub line: usize,
}
