//! Ties: all events of one relation between two entities as one line of a picture.

use std::collections::{BTreeMap, BTreeSet};

use super::network::Network;
use crate::graph::{Edge, QuadClass};

/// All events of one relation between two entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tie<'n> {
    /// Index of the acting node, the first by id where the relation holds both ways.
    pub(super) from: usize,
    /// Index of the other node.
    pub(super) to: usize,
    /// Label of the relation.
    pub(super) label: &'n str,
    pub(super) class: QuadClass,
    pub(super) symmetric: bool,
    /// Its events, by day and id.
    pub(super) events: Vec<&'n Edge>,
}

/// Which colour and arrow a tie has: ends, quadrant, and whether it holds both ways.
pub(super) type Arrow = (usize, usize, QuadClass, bool);

/// The ties of a network, by their ends and relation.
pub(super) fn ties(network: &Network) -> Vec<Tie<'_>> {
    let mut ties: BTreeMap<(usize, usize, &str), Tie<'_>> = BTreeMap::new();
    for edge in network.edges() {
        let tie = ties.entry((edge.from, edge.to, &edge.relation)).or_insert_with(|| Tie::of(edge));
        tie.events.push(edge);
    }
    ties.into_values().collect()
}

/// The ties that share an arrow: those of one quadrant and direction between two entities.
pub(super) fn arrows<'t, 'n>(ties: &'t [Tie<'n>]) -> BTreeMap<Arrow, Vec<&'t Tie<'n>>> {
    let mut arrows: BTreeMap<Arrow, Vec<&Tie<'_>>> = BTreeMap::new();
    for tie in ties {
        arrows.entry((tie.from, tie.to, tie.class, tie.symmetric)).or_default().push(tie);
    }
    arrows
}

impl<'n> Tie<'n> {
    /// The tie that an event belongs to, without events.
    pub(super) fn of(edge: &'n Edge) -> Self {
        Self {
            from: edge.from,
            to: edge.to,
            label: &edge.label,
            class: edge.class,
            symmetric: edge.symmetric,
            events: Vec::new(),
        }
    }

    /// The sum of the reports of its events.
    pub(super) fn reports(&self) -> usize {
        self.events.iter().map(|edge| edge.reports).sum()
    }

    /// EDTF dates of the events that have one, and `≤ YYYY-MM-DD` of those of which only the first report is known, sorted.
    fn dates(&self) -> Vec<String> {
        let dates: BTreeSet<String> = self.events.iter().filter_map(|edge| date(edge)).collect();
        dates.into_iter().collect()
    }

    /// It in a line: "met with 2022-07-07, Bali (3 reports)".
    pub(super) fn line(&self) -> String {
        let mut text = self.label.to_owned();
        match self.dates().as_slice() {
            [] => {}
            dates if dates.len() <= MOST_DATES => {
                text.push(' ');
                text.push_str(&dates.join(", "));
            }
            [first, .., last] => {
                text.push_str(&format!(" {first} to {last}"));
            }
            [_] => {}
        }
        let places: BTreeSet<&str> =
            self.events.iter().filter_map(|edge| edge.place.as_ref()).map(|place| place.label.as_str()).collect();
        if let (Some(place), 1) = (places.first(), places.len()) {
            text.push_str(&format!(", {place}"));
        }
        let mut counts = Vec::new();
        if self.events.len() > 1 {
            counts.push(format!("{} times", self.events.len()));
        }
        if self.reports() > self.events.len() {
            counts.push(format!("{} reports", self.reports()));
        }
        if !counts.is_empty() {
            text.push_str(&format!(" ({})", counts.join(", ")));
        }
        text
    }
}

/// When an event was. One without a date was over when it was first reported; a state need not be.
fn date(edge: &Edge) -> Option<String> {
    let by_report = || (!edge.standing && !edge.reported.is_empty()).then(|| format!("≤ {}", edge.reported));
    edge.date.clone().or_else(by_report)
}

/// More dates than this are told as first and last.
const MOST_DATES: usize = 3;
