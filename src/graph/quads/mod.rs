//! Claims to quads: one article as one named graph, and the parts of a claim that later decide on its event.
//!
//! What stands here is a function of one article alone, so it never changes when another article comes or goes.

pub(crate) mod article;
pub(crate) mod claim;
pub(crate) mod description;
pub(crate) mod group;
pub(crate) mod parts;
pub(crate) mod read_back;
pub(crate) mod record;
pub(crate) mod speakers;
pub(crate) mod standing;
pub(crate) mod wording;
mod writer;
