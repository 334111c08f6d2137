//! One test binary: each would link the store again.
#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod answers;
mod asking;
mod bad_input;
mod circles;
mod claims;
mod clauses;
mod cli;
mod event_tables;
mod factuality;
mod formats;
mod fuzz;
mod golden;
mod graph;
mod kinds;
mod known;
mod layering;
mod library;
mod linear;
mod picture;
mod precision;
mod rdf;
mod reprints;
mod rule_schema;
mod rules;
mod scores;
mod setup;
mod shapes;
mod store;
mod syndicate;
mod syntax;
mod tidy;
mod tutorial;
mod upgrade;
mod uses;
