//! One test binary: each would link the store again.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod attribution;
mod bad_input;
mod cli;
mod factuality;
mod golden;
mod graph;
mod layering;
mod rule_schema;
mod rules;
mod syntax;
mod tidy;
