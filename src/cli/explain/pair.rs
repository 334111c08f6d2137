//! Two actors with the events between them, as `chancery explain` prints them.

use std::io::{self, Write};

use super::super::report::many;
use crate::graph::StoredPair;

/// Prints a pair, an event a line.
pub(super) fn print(pair: &StoredPair, out: &mut impl Write) -> io::Result<()> {
    let [one, other] = &pair.actors;
    writeln!(out, "{one} and {other}: {}", many(pair.events.len() as u64, "event"))?;
    for event in &pair.events {
        let date = match (event.date.as_str(), event.reported.as_str()) {
            ("", "") => "undated".to_owned(),
            ("", reported) => format!("≤ {reported} (publication)"),
            (date, _) => date.to_owned(),
        };
        writeln!(out, "  {}  {date}  {} ({})", event.id, event.relation, many(event.reports as u64, "article"))?;
    }
    Ok(())
}
