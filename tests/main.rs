//! One test binary: each would link the store again.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod bad_input;
mod cli;
mod golden;
mod graph;
mod layering;
mod rules;
mod scores;
mod syntax;
mod tidy;
