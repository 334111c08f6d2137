//! What the whole floor writes with: IRIs and the terms of the vocabularies, the ontology with its relations, days as numbers.
//!
//! Nothing here knows a claim, an event or a store. A new term of a vocabulary goes into [`iris`], a new property of a
//! relation into [`ontology`].

pub(crate) mod days;
pub(crate) mod iris;
pub(crate) mod ontology;
pub(crate) mod words;
