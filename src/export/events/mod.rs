//! Tables of events as political scientists know them, with the columns of their codebooks: POLECAT, ICEWS, GDELT 2, and plain
//! ones with CAMEO and PLOVER codes.
//!
//! A row is an event that an article tells as a fact; one that holds both ways (a meeting) gives two rows, since programs of
//! this kind read who acts on whom. A column that the graph cannot fill is empty. `docs/event-tables.md` says where each
//! column comes from.

mod cameo;
mod gdelt;
mod geo;
mod icews;
mod polecat;
mod record;
mod table;

pub use table::{EventFormat, EventTable};

/// All tables of events, by name.
pub const EVENT_TABLES: [&EventTable; 5] =
    [&cameo::CAMEO, &gdelt::GDELT, &icews::ICEWS, &cameo::PLOVER, &polecat::POLECAT];

/// The code of a state in two letters; empty where it is none.
pub(super) fn iso2(country: &str) -> &'static str {
    geo::state(country).iso2
}
