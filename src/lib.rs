//! News articles in, a dated and sourced knowledge graph out.
//!
//! Each module is a floor and names only the floors above it in this list (`tests/layering.rs` sees to it):
//! an article rises from bytes to text, to trees, to entities and dates, to clauses, to claims, to quads.
//! From [`text`] to [`rules`] nothing touches files, environment, clock or network.

pub mod text;

pub mod syntax;

pub mod entities;

pub mod time;

pub mod clauses;

pub mod annotation;

pub mod rules;

pub mod eval;

pub mod graph;

pub mod export;

pub mod project;

pub mod cli;
