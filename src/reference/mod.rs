//! Who is meant by what is no name: pronouns, "the ministry", "the two countries", "I".
//!
//! One late pass ([`resolve`]), after the clauses: whom a pronoun means depends on who speaks and on what else the verb
//! has for arguments. Names, and phrases whose own words say who is meant, are resolved before, in `entities`. The pass goes
//! through the mentions in the order of the text; what several could be meant by stays open.
//!
//! [`chains`] reads all noun phrases, things too, for those who annotate or score; it takes over what the pass decided.

mod chains;
mod nominal;
mod pairs;
mod pass;
mod pronouns;
mod reading;
mod sought;
mod speakers;

pub use {
    chains::{Phrase, chains, clusters},
    pass::resolve,
    reading::{Reader, Reading},
};

#[cfg(test)]
mod tests;
