//! Options that select a part of the graph: the same for pictures, files for graph programs, tables and `chancery graph`.

use anyhow::bail;
use clap::{Args, ValueEnum};

use crate::{
    export::{Rank, Selection},
    graph::{Filter, PressFilter, Store},
    text::parse_day,
};

/// Which part of the graph.
#[derive(Debug, Args)]
pub(super) struct SelectArguments {
    /// Only this entity (name, id or IRI), those it is tied to, and the ties among them; of tables only what it takes part in
    #[arg(long, value_name = "ENTITY")]
    around: Vec<String>,

    /// Only events on or after this day (a month or a year will do)
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    since: Option<String>,

    /// Only events on or before this day
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    until: Option<String>,

    /// Only this relation, such as metWith
    #[arg(long, value_name = "RELATION")]
    relation: Vec<String>,

    /// Graphs: leave out what holds for a while, such as offices, memberships and alliances
    #[arg(long)]
    no_standing: bool,

    /// Only relations between two entities (graphs) or events (tables) that have so many reports or more
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    min_reports: usize,

    /// Graphs: only what hangs together with this entity, over however many others
    #[arg(long, value_name = "ENTITY")]
    component: Option<String>,

    /// Graphs: only the shortest ways from one entity to another
    #[arg(long, num_args = 2, value_names = ["ENTITY", "ENTITY"])]
    between: Option<Vec<String>>,

    /// Graphs: only so many entities, those that come first by --top-by, and the ties among them
    #[arg(long, value_name = "N")]
    top: Option<usize>,

    /// Graphs: what --top goes by
    #[arg(long, value_name = "WHAT", value_enum, default_value = "degree", requires = "top")]
    top_by: TopBy,

    /// Only what this outlet or agency tells
    #[arg(long, value_name = "OUTLET")]
    outlet: Option<String>,

    /// Only what an article tells that was published on or after this day
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    published_since: Option<String>,

    /// Only what an article tells that was published on or before this day
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    published_until: Option<String>,
}

/// What the entities are ranked by.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum TopBy {
    /// How many others an entity is tied to
    Degree,
    /// How many reports its ties have
    Reports,
}

impl SelectArguments {
    /// What is selected.
    pub(super) fn selection(&self, legend: bool) -> Selection {
        Selection {
            filter: Filter {
                around: self.around.clone(),
                since: self.since.clone(),
                until: self.until.clone(),
                relations: self.relation.clone(),
                no_standing: self.no_standing,
                min_reports: self.min_reports,
                press: PressFilter {
                    outlet: self.outlet.clone(),
                    since: self.published_since.clone(),
                    until: self.published_until.clone(),
                },
            },
            component: self.component.clone(),
            between: self.between.clone().and_then(|ends| ends.try_into().ok()),
            top: self.top,
            by: match self.top_by {
                TopBy::Degree => Rank::Degree,
                TopBy::Reports => Rank::Reports,
            },
            legend,
            ..Selection::default()
        }
    }

    /// The outlet must be one of the store's.
    pub(super) fn check(&self, store: &Store) -> anyhow::Result<()> {
        let Some(outlet) = &self.outlet else { return Ok(()) };
        if store.has_outlet(outlet)? {
            return Ok(());
        }
        let known = store.outlets()?;
        let some: Vec<&str> = known.keys().map(String::as_str).take(20).collect();
        match some.is_empty() {
            true => bail!("no article of the store names its outlet"),
            false => bail!("no article of the store is of {outlet:?}; it has {}", some.join(", ")),
        }
    }
}

fn first_day(text: &str) -> Result<String, String> {
    bound(text, false)
}

fn last_day(text: &str) -> Result<String, String> {
    bound(text, true)
}

/// A day, or the first or last of a month or year.
fn bound(text: &str, last: bool) -> Result<String, String> {
    let mut candidates = vec![text.to_owned()];
    match (text.len(), last) {
        (4, false) => candidates.push(format!("{text}-01-01")),
        (4, true) => candidates.push(format!("{text}-12-31")),
        (7, false) => candidates.push(format!("{text}-01")),
        (7, true) => candidates.extend((28..=31).rev().map(|day| format!("{text}-{day}"))),
        _ => {}
    }
    match candidates.iter().find_map(|day| parse_day(day)) {
        Some(day) => Ok(day.to_string()),
        None => Err("a date is YYYY-MM-DD, YYYY-MM or YYYY".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::bound;

    #[test]
    fn bounds_of_three_widths() {
        assert_eq!(bound("2024-02", true).as_deref(), Ok("2024-02-29"));
        assert_eq!(bound("2024-02", false).as_deref(), Ok("2024-02-01"));
        assert_eq!(bound("2024", true).as_deref(), Ok("2024-12-31"));
        assert_eq!(bound("2022-07-07", true).as_deref(), Ok("2022-07-07"));
        for wrong in ["July", "2022-13", "22", "2022-02-30", ""] {
            assert!(bound(wrong, false).is_err(), "{wrong}");
        }
    }
}
