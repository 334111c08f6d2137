//! One test binary: each would link the store again.

mod graph;
mod layering;
mod rules;
mod tidy;
