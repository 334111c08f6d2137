//! Corrections: what a person says that the program read wrongly, and how it changes the graph of an article.
//!
//! A new kind of correction goes into `table`, which reads it, and into `apply`, which carries it out.

pub(crate) mod apply;
pub(crate) mod table;
