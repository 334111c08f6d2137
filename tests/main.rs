//! One test binary: each would link the store again.

mod layering;
mod rules;
mod tidy;
