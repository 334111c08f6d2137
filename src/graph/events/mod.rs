//! Claims to events: which claims tell of one happening, why, and the quads that follow from it.
//!
//! Everything here is a function of a set of claims, without a store: the same claims give the same events, in whatever
//! order they came.

pub(crate) mod bind;
pub(crate) mod contested;
pub(crate) mod derived;
pub(crate) mod kinds;
mod places;
pub(crate) mod reasons;
mod retold;
pub(crate) mod tally;
