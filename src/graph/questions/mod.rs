//! Questions to a store: SPARQL and the files of the question library, names as people type them, tables, pictures,
//! single claims and events with their reasons, and the difference between two states. Nothing here changes a store.

pub(crate) mod claim;
pub(crate) mod difference;
pub(crate) mod event;
mod evidence;
pub(crate) mod facts;
pub(crate) mod filter;
pub(crate) mod guard;
mod live;
mod misfit;
pub(crate) mod naming;
pub(crate) mod pair;
mod parameters;
pub(crate) mod query_file;
pub(crate) mod rows;
pub(crate) mod sparql;
pub(crate) mod status;
pub(crate) mod told;
pub(crate) mod undated;
pub(crate) mod view;
