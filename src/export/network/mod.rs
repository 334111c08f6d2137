//! The selected part of the graph as a network: its parts and ways, measures of its entities, communities.
//!
//! All pictures and files for graph programs are written from this one network, and `chancery graph` asks it.

mod central;
mod communities;
mod graph;
mod measures;
mod neighbours;
mod paths;
mod tables;

pub(super) use communities::Dice;
pub use communities::{Communities, communities};
pub use graph::{Network, Rank};
pub(super) use measures::SEED;
pub use measures::{Measures, PIVOTS};
pub use neighbours::Neighbours;
pub use paths::{Bridge, Step};
pub use tables::Central;
