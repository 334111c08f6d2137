//! Events: which claims of one group (one relation, the same participants) tell of the same happening.
//!
//! The decision depends on the set of claims, not on their order. Claims with a day come first, then those with a wider
//! span of days, from narrow to wide, and last the undated ones. A claim with a wide span joins an event only where exactly
//! one fits, so an imprecise date never merges two distinct days. Denials of a whole span, possibilities and requests form
//! events of their own unless they name the same day.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::places::Places;
use crate::graph::{
    quads::record::{Record, Status},
    vocabulary::{days::Span, iris::short_hash},
};

/// What binds a claim to its event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bond {
    /// It names the event's own days.
    Days,
    /// Its wider date holds this event and no other.
    Within,
    /// It names no date, and its article tells of this dated event only.
    Article,
    /// It names no date, like the others of its article.
    Undated,
    /// It tells of a state, which needs no date.
    State,
    /// It tells of it in more general words, and of no other event of that kind.
    Kind,
}

/// A happening and the claims that tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    /// Its id, without the prefix `ev-`: stable while the same claims support it.
    pub(crate) key: String,
    /// Its relation: the place of it in the family of kinds.
    pub(crate) kind: u8,
    /// Its claims as indices in the order given to [`bind`], with what binds them.
    pub(crate) members: Vec<(usize, Bond)>,
    /// Its days.
    pub(crate) span: Option<Span>,
    /// Its date as EDTF.
    pub(crate) date: Option<String>,
    /// IRI of its place, the most specific one.
    pub(crate) place: Option<String>,
}

/// An event in the making.
#[derive(Default)]
struct Cluster {
    members: Vec<(usize, Bond)>,
    span: Option<Span>,
    place: Option<String>,
    flavour: String,
    /// Whether some member tells of an occurrence.
    occurs: bool,
    /// Article, polarity and status of the dated members, for undated ones of the same article.
    sources: BTreeSet<(Arc<str>, bool, Status)>,
}

/// Binds the claims of one group to events. The records must be sorted, so that ties never depend on arrival.
pub(crate) fn bind(group: &str, records: &[Record], standing: bool) -> Vec<Event> {
    let mut binder = Binder { records, known: Places::of(records), clusters: Vec::new() };
    let mut days: BTreeMap<i32, Vec<usize>> = BTreeMap::new();
    let mut spans: BTreeMap<(i64, Span, &str), Vec<usize>> = BTreeMap::new();
    let mut undated: BTreeMap<(Arc<str>, bool, Status), Vec<usize>> = BTreeMap::new();
    for (index, record) in records.iter().enumerate() {
        match record.span {
            Some(span) if span.is_day() => days.entry(span.earliest).or_default().push(index),
            Some(span) => spans.entry((span.width(), span, record.flavour())).or_default().push(index),
            None => {
                let article = if standing { Arc::from("") } else { record.article.clone() };
                undated.entry((article, record.affirmed, record.status)).or_default().push(index);
            }
        }
    }
    for (day, members) in days {
        binder.by_place(&members, Some(Span { earliest: day, latest: day }), "", Bond::Days);
    }
    binder.wide(spans);
    let mut dated: BTreeMap<(Arc<str>, bool, Status), Vec<usize>> = BTreeMap::new();
    for (index, cluster) in binder.clusters.iter().enumerate() {
        for source in &cluster.sources {
            dated.entry(source.clone()).or_default().push(index);
        }
    }
    for (source, members) in undated {
        let (_, affirmed, status) = source;
        let fitting = dated.get(&source).map_or(&[][..], Vec::as_slice);
        let rest = binder.join_unique(&members, fitting, Bond::Article);
        let bond = if standing { Bond::State } else { Bond::Undated };
        binder.by_place(&rest, None, &format!("{}|{affirmed}|{}", source.0, status.name()), bond);
    }
    binder.finish(group)
}

struct Binder<'r> {
    records: &'r [Record],
    known: Places<'r>,
    clusters: Vec<Cluster>,
}

impl Binder<'_> {
    /// Makes new clusters of claims that agree in time: one a place, wider and missing places going to the only
    /// cluster that they fit.
    fn by_place(&mut self, members: &[usize], span: Option<Span>, flavour: &str, bond: Bond) {
        if members.is_empty() {
            return;
        }
        let places: BTreeSet<&str> = members.iter().filter_map(|index| self.records[*index].place.as_deref()).collect();
        // A place that others lie in makes no room of its own while one of them alone may be meant.
        let mut inner: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for place in &places {
            if let Some(outer) = self.known.around(place)
                && outer != *place
                && places.contains(outer)
            {
                inner.entry(outer).or_default().push(place);
            }
        }
        let mut specific = places.iter().copied().filter(|place| !inner.contains_key(place));
        let only = specific.next().filter(|_| specific.next().is_none());
        let mut rooms: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for index in members {
            let place = self.records[*index].place.as_deref();
            let room = match place {
                None => only,
                Some(outer) => match inner.get(outer).map(Vec::as_slice) {
                    Some([one]) => Some(*one),
                    _ => place,
                },
            };
            rooms.entry(room).or_default().push(*index);
        }
        for (place, members) in rooms {
            let mut cluster =
                Cluster { span, place: place.map(str::to_owned), flavour: flavour.to_owned(), ..Cluster::default() };
            for index in members {
                cluster.take(index, &self.records[index], bond);
            }
            self.clusters.push(cluster);
        }
    }

    /// Claims with a span wider than a day, from narrow to wide.
    fn wide(&mut self, spans: BTreeMap<(i64, Span, &str), Vec<usize>>) {
        // Occurrences by first day: what a wider span may take its day from.
        let mut starts: BTreeSet<(i32, usize)> = BTreeSet::new();
        let mut known = 0;
        for ((_, span, flavour), members) in spans {
            for index in known..self.clusters.len() {
                if let (true, Some(own)) = (self.clusters[index].occurs, self.clusters[index].span) {
                    starts.insert((own.earliest, index));
                }
            }
            known = self.clusters.len();
            let rest = if flavour.is_empty() {
                // Three are enough to know that it is not one; a place may still rule one out, so look a little on.
                let near: Vec<usize> = starts
                    .range((span.earliest, 0)..=(span.latest, usize::MAX))
                    .map(|(_, index)| *index)
                    .filter(|index| {
                        self.clusters[*index].span.is_some_and(|own| span.holds(own) && own.width() < span.width())
                    })
                    .take(MOST_CANDIDATES)
                    .collect();
                self.join_unique(&members, &near, Bond::Within)
            } else {
                members
            };
            self.by_place(&rest, Some(span), flavour, Bond::Days);
        }
    }

    /// Lets each claim join the only one of its candidates whose place agrees; gives back the others. Claims that
    /// would give one event two places do not join.
    fn join_unique(&mut self, members: &[usize], candidates: &[usize], bond: Bond) -> Vec<usize> {
        let mut wishes: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut rest = Vec::new();
        for index in members {
            let place = self.records[*index].place.as_deref();
            let mut fitting = candidates
                .iter()
                .copied()
                .filter(|cluster| self.known.agree(self.clusters[*cluster].place.as_deref(), place));
            match (fitting.next(), fitting.next()) {
                (Some(cluster), None) if candidates.len() < MOST_CANDIDATES => {
                    wishes.entry(cluster).or_default().push(*index);
                }
                _ => rest.push(*index),
            }
        }
        for (cluster, wishing) in wishes {
            let places: BTreeSet<&str> =
                wishing.iter().filter_map(|index| self.records[*index].place.as_deref()).collect();
            let own = self.clusters[cluster].place.clone();
            // A place and what it lies in: more places than that are never one.
            let one_place = places.len() <= NESTED
                && places.iter().all(|place| {
                    places.iter().all(|other| self.known.agree(Some(place), Some(other)))
                        && self.known.agree(own.as_deref(), Some(place))
                });
            for index in wishing {
                if one_place || self.records[index].place.is_none() {
                    self.clusters[cluster].take(index, &self.records[index], bond);
                } else {
                    rest.push(index);
                }
            }
            if one_place {
                let all: Vec<&str> = places.into_iter().chain(own.as_deref()).collect();
                self.clusters[cluster].place = self.known.narrowest(&all).map(str::to_owned);
            }
        }
        rest.sort_unstable();
        rest
    }

    fn finish(self, group: &str) -> Vec<Event> {
        let stem = |cluster: &Cluster| match cluster.span {
            Some(span) => format!("{}|{}|{}", span.earliest, span.latest, cluster.flavour),
            None => format!("undated|{}", cluster.flavour),
        };
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for cluster in &self.clusters {
            *counts.entry(stem(cluster)).or_default() += 1;
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut events = Vec::with_capacity(self.clusters.len());
        for mut cluster in self.clusters {
            cluster.members.sort_unstable();
            let stem = stem(&cluster);
            // The place is part of the name only where it must be: most events keep theirs when a place becomes known.
            let place = if counts[&stem] > 1 { cluster.place.as_deref().unwrap_or("nowhere") } else { "" };
            let mut key = short_hash(&[group, &stem, place]);
            if !taken.insert(key.clone()) {
                let first = cluster.members.first().map_or("", |(index, _)| self.records[*index].claim.as_str());
                key = short_hash(&[group, &stem, place, first]);
            }
            let date = cluster
                .members
                .iter()
                .map(|(index, _)| &self.records[*index])
                .filter(|record| record.span == cluster.span && !record.date.is_empty())
                .map(|record| record.date.as_str())
                .min()
                .map(str::to_owned);
            let kind = cluster.members.first().map_or(0, |(index, _)| self.records[*index].kind);
            events.push(Event { key, kind, members: cluster.members, span: cluster.span, date, place: cluster.place });
        }
        events.sort_by(|one, other| one.key.cmp(&other.key));
        events
    }
}

/// More candidates than this are not told apart by place: the claim stays on its own.
pub(crate) const MOST_CANDIDATES: usize = 16;

/// How many places may lie in each other and be one: a city and its country.
const NESTED: usize = 2;

impl Cluster {
    fn take(&mut self, index: usize, record: &Record, bond: Bond) {
        self.members.push((index, bond));
        self.occurs |= record.occurs();
        if self.span.is_some() {
            self.sources.insert((record.article.clone(), record.affirmed, record.status));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::reasons, *};
    use crate::graph::quads::record::line as record;

    /// The events of some lines, each as the indices of its lines with date and place, sorted.
    fn events(lines: &[&str]) -> Vec<String> {
        let mut records: Vec<Record> = lines.iter().enumerate().map(|(index, line)| record(index, line)).collect();
        records.sort();
        let mut found: Vec<String> = bind("g", &records, false)
            .iter()
            .map(|event| {
                let mut members: Vec<&str> =
                    event.members.iter().map(|(index, _)| records[*index].claim.trim_start_matches("c-")).collect();
                members.sort_unstable();
                let place = event.place.as_deref().unwrap_or_default();
                format!("{} {} {place}", members.join("+"), event.date.as_deref().unwrap_or("undated"))
                    .trim_end()
                    .to_owned()
            })
            .collect();
        found.sort();
        found
    }

    #[test]
    fn one_day_is_one_event_and_takes_the_narrower_place() {
        let lines = ["a | 2022-07-07 | bali/indonesia", "b | 2022-07-07 | indonesia", "c | 2022-07-07 |"];
        assert_eq!(events(&lines), ["0+1+2 2022-07-07 bali"]);
    }

    #[test]
    fn two_places_on_a_day_are_two_events() {
        let lines = ["a | 2022-07-07 | bali", "b | 2022-07-07 | geneva", "c | 2022-07-07 |"];
        assert_eq!(events(&lines), ["0 2022-07-07 bali", "1 2022-07-07 geneva", "2 2022-07-07"]);
    }

    #[test]
    fn a_month_takes_the_only_day_in_it() {
        assert_eq!(events(&["a | 2022-02-04 |", "b | 2022-02 | beijing"]), ["0+1 2022-02-04 beijing"]);
        assert_eq!(
            events(&["a | 2022-02-04 |", "b | 2022-02 |", "c | 2022-02-20 |"]),
            ["0 2022-02-04", "1 2022-02", "2 2022-02-20"],
            "never merges two distinct days"
        );
        assert_eq!(events(&["a | 2022 |", "b | 2022-02 |", "c | 2022-02-04 |"]), ["0+1+2 2022-02-04"]);
    }

    #[test]
    fn planned_and_happened_are_one_event_and_denials_of_a_month_are_not() {
        assert_eq!(events(&["a | 2022-07 | | planned", "b | 2022-07-07 |"]), ["0+1 2022-07-07"]);
        assert_eq!(events(&["a | 2022-07 | | not", "b | 2022-07-07 |"]), ["0 2022-07", "1 2022-07-07"]);
        assert_eq!(events(&["a | 2022-07-07 | | not said", "b | 2022-07-07 |"]), ["0+1 2022-07-07"], "contested");
        assert_eq!(events(&["a | 2022-07 | | requested", "b | 2022-07-07 |"]), ["0 2022-07", "1 2022-07-07"]);
    }

    #[test]
    fn undated_claims_stay_with_their_article() {
        assert_eq!(events(&["a | |", "b | |"]), ["0 undated", "1 undated"]);
        assert_eq!(events(&["a | |", "a | |", "a | | | planned"]), ["0+1 undated", "2 undated"]);
        assert_eq!(events(&["a | 2022-07-07 | bali", "a | |", "b | |"]), ["0+1 2022-07-07 bali", "2 undated"]);
        assert_eq!(
            events(&["a | 2022-01 | geneva", "a | | | not planned"]),
            ["0 2022-01 geneva", "1 undated"],
            "a refusal to come is no denial of the past"
        );
    }

    #[test]
    fn two_places_cannot_join_one_event() {
        let lines = ["a | 2022-07-07 |", "b | 2022-07 | bali", "c | 2022-07 | geneva"];
        assert_eq!(events(&lines), ["0 2022-07-07", "1 2022-07 bali", "2 2022-07 geneva"]);
    }

    #[test]
    fn standing_relations_are_one_state_over_articles() {
        let records = [record(0, "a | |"), record(1, "b | |"), record(2, "c | | | said")];
        assert_eq!(bind("g", &records, true).len(), 1);
    }

    /// What binds each line to its event, and what keeps the events of the first line and of each other line apart.
    fn reasons(lines: &[&str]) -> Vec<String> {
        let mut records: Vec<Record> = lines.iter().enumerate().map(|(index, line)| record(index, line)).collect();
        records.sort();
        let all = bind("g", &records, false);
        let of = |line: usize| {
            let name = format!("c-{line}");
            let member = |event: &Event| {
                event
                    .members
                    .iter()
                    .find(|(index, _)| records[*index].claim == name)
                    .map(|(index, bond)| (*index, *bond))
            };
            all.iter().find_map(|event| member(event).map(|(index, bond)| (event, index, bond))).expect("bound")
        };
        let (own, _, _) = of(0);
        (0..lines.len())
            .map(|line| {
                let (event, index, bond) = of(line);
                if event == own {
                    reasons::bound(bond, &records[index], &records[index], event)
                } else {
                    format!("apart: {}", reasons::apart(own, event, &all, &records))
                }
            })
            .collect()
    }

    #[test]
    fn every_decision_has_its_reason() {
        assert_eq!(
            reasons(&[
                "a | 2022-07-07 | bali/indonesia",
                "b | 2022-07-07 | indonesia | planned",
                "c | 2022-07 |",
                "a | | ",
                "d | | ",
                "e | 2022-07-08 |",
                "f | 2022-07-07 | geneva",
                "g | 2022-07-07 | | not",
            ]),
            [
                "it names the day",
                "it names the day; its place holds that of the event",
                "apart: 3 events lie within 2022-07, and it is not said which is meant",
                "it names no date, and its article tells of this dated event only; it names no place, and only this one fits",
                "apart: it has no date, and its article dates nothing of the kind",
                "apart: it was at another time",
                "apart: it was in another place",
                "apart: the place is named by one of them only, and more than one event fits",
            ]
        );
        assert_eq!(
            reasons(&["a | 2022-07 | bali", "b | 2022 |", "c | 2022-07 | | not", "d | 2022-07 | | requested"]),
            [
                "it names the same days",
                "its date, 2022, is wider and holds this event only; it names no place, and only this one fits",
                "apart: it is a denial, this event what took or will take place, and no common day is named",
                "apart: it is a request, this event what took or will take place, and no common day is named",
            ]
        );
        assert_eq!(
            reasons(&["a | |", "a | | | planned", "b | |", "a | 2022-07-07 | | not"]),
            [
                "it names no date, like the others of its article",
                "apart: neither has a date, and one is denied, planned or asked for where the other is not",
                "apart: neither has a date, and other articles tell of it",
                "apart: this event has no date, and its article dates nothing of the kind",
            ]
        );
    }

    /// A million claims of one group and of many, to show that the work grows with their number and no faster:
    /// `cargo test --release --no-default-features events::tests::a_million -- --ignored --nocapture`.
    #[test]
    #[ignore = "a measurement"]
    #[expect(clippy::print_stdout, reason = "a measurement")]
    fn a_million_claims() {
        let made = |index: usize| {
            let roll = index.wrapping_mul(2_654_435_761) >> 7;
            let (year, month, day) = (1990 + roll % 30, roll / 30 % 12 + 1, roll / 360 % 28 + 1);
            let date = match roll % 10 {
                0 => String::new(),
                1 => format!("{year}"),
                2 | 3 => format!("{year}-{month:02}"),
                _ => format!("{year}-{month:02}-{day:02}"),
            };
            let place = ["", "bali/indonesia", "indonesia", "geneva"][roll / 7 % 4];
            let flags = ["", "", "", "planned", "not", "requested"][roll / 11 % 6];
            record(index, &format!("{} | {date} | {place} | {flags}", index / 3))
        };
        for count in [125_000, 250_000, 500_000, 1_000_000] {
            let mut records: Vec<Record> = (0..count).map(made).collect();
            for size in [count, 1000, 10] {
                let start = std::time::Instant::now();
                let mut events = 0;
                for group in records.chunks_mut(size) {
                    group.sort_unstable();
                    events += bind("g", group, false).len();
                }
                println!("{count} claims in groups of {size}: {events} events, {:.2?}", start.elapsed());
            }
        }
    }
}
