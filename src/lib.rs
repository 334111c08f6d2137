//! News articles in, a dated and sourced knowledge graph out: who did what to whom, when, where, and who says so.
//!
//! chancery reads English news by rules, offline. The same text gives the same claims on every machine, and each claim leads
//! back to the words and to the rule that made it. A date is never guessed, and what somebody in an article says never
//! becomes a fact.
//!
//! # A string in, claims out
//!
//! ```
//! use chancery::{Project, in_words};
//!
//! let project = Project::embedded();
//! let claims = project.claims("date 2022-07-09\n\nWang Yi met Sergei Lavrov in Bali on Thursday.");
//!
//! assert_eq!(in_words(&claims[0]), "Wang Yi met with Sergey Lavrov in Bali on 7 July 2022.");
//! assert_eq!((claims[0].polarity.as_str(), claims[0].status.as_str()), ("affirmed", "happened"));
//! assert_eq!(claims[0].rule, "meet/verb");
//! ```
//!
//! A [`Claim`] is one row of the claims table: who, what, whom, when, where, with polarity (affirmed or negated), status
//! (happened, planned, possible, attempted, requested), voice (the article's own or somebody's in it), and the place of its evidence
//! in characters.
//!
//! # A graph, and questions
//!
//! ```
//! use chancery::{Project, graph::{Options, QueryFile, Store}, text::plain_article};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let project = Project::embedded();
//! let store = Store::memory(&Options::default())?;
//! let mut batch = store.batch()?;
//! for (id, text) in [
//!     ("one.txt", "date 2022-07-09\nWang Yi met Sergei Lavrov in Bali on Thursday."),
//!     ("two.txt", "date 2022-07-10\nSergei Lavrov met Wang Yi in Bali on July 7."),
//! ] {
//!     batch.add(&project.extractor().extract(plain_article(id, text)))?;
//! }
//! batch.commit()?;
//!
//! let library = QueryFile::library();
//! let meetings = library.iter().find(|question| question.name == "meetings").ok_or("no such question")?;
//! let answer = store.query(meetings, &[])?;
//! assert_eq!(answer.rows.len(), 1, "two articles tell of one meeting");
//! # Ok(())
//! # }
//! ```
//!
//! # Where to look
//!
//! * [`Project`]: model, names and rules together, with words, rules and names of your own
//!   ([`Project::with_lexicon`], [`Project::with_rules`], [`Project::with_gazetteer`]). It reads articles, files and folders, builds stores, and explains.
//! * [`graph::Store`]: articles in, out and replaced, and questions in SPARQL; [`export`] writes pictures and tables, `push`
//!   (with the feature of that name) brings the graph into another triple store.
//! * [`reference::Reader`]: sentences, trees, names, dates and clauses without any rule; [`annotation`] has them as plain data.
//! * [`eval`]: scores against a gold standard.
//!
//! Records that are read may gain fields, so they are `#[non_exhaustive]`; those that you build have a constructor or
//! `Default`. Offsets count characters (Unicode scalar values) of the article's text. Days are civil dates. Each
//! operation that can fail has an error type of its own.
//!
//! # Floors
//!
//! Each module is a floor and names only the floors above it in this list (`tests/layering.rs` sees to it): an article
//! rises from bytes to text, to trees, to entities and dates, to clauses, to claims, to quads. From [`text`] to [`rules`]
//! nothing touches files, environment, clock or network.

pub mod text;

#[deny(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "a function of the floors of language has one thought"
)]
pub mod lexicon;

#[deny(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "a function of the floors of language has one thought"
)]
pub mod syntax;

#[deny(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "a function of the floors of language has one thought"
)]
pub mod entities;

#[deny(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "a function of the floors of language has one thought"
)]
pub mod tree;

#[deny(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "a function of the floors of language has one thought"
)]
pub mod time;

#[deny(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "a function of the floors of language has one thought"
)]
pub mod clauses;

#[deny(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "a function of the floors of language has one thought"
)]
pub mod reference;

pub mod annotation;

#[deny(
    clippy::too_many_lines,
    clippy::cognitive_complexity,
    reason = "a function of the floors of language has one thought"
)]
pub mod rules;

pub mod eval;

pub mod graph;

pub mod export;

#[cfg(feature = "push")]
pub mod push;

pub mod project;

#[cfg(feature = "cli")]
pub mod cli;

pub use {graph::in_words, project::Project, rules::Claim};

/// The example of the README is a test, too.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
