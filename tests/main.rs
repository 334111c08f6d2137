//! One test binary: each would link the store again.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod answers;
mod bad_input;
mod claims;
mod clauses;
mod cli;
mod factuality;
mod fuzz;
mod golden;
mod graph;
mod kinds;
mod layering;
mod reprints;
mod rule_schema;
mod rules;
mod scores;
mod store;
mod syntax;
mod tidy;
