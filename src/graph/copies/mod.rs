//! Near-copies: which article reprints which, decided on the words of the texts, without a store.
//!
//! `sketch` compares two texts, `origins` finds the chains of copies among many.

pub(crate) mod origins;
pub(crate) mod sketch;
