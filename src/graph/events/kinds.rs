//! Events of a relation and of its kinds: who "attacked" and who "struck from the air" may tell of one raid.
//!
//! The claims of each relation are bound on their own first. Then an event of a general relation joins the event of a
//! narrower kind with the same participants, where exactly one fits in days and place; the narrower kind names the
//! happening. So that nothing is said of the narrower kind that no claim says of it, the narrower event must be as sure as
//! the general one: told as a fact where that is, affirmed where that is. Kinds are taken from narrow to broad, and each
//! decision looks at sets, so the order of claims cannot show.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    bind::{Bond, Event, MOST_CANDIDATES},
    places::Places,
};
use crate::graph::{
    quads::record::{Record, Status},
    vocabulary::days::Span,
};

/// Whether the first kind is a kind of the second, both by their places in the family.
pub(crate) type Below<'b> = &'b dyn Fn(u8, u8) -> bool;

/// What decides whether two events are one.
struct Told<'e> {
    event: &'e Event,
    asserted: bool,
    affirmed: bool,
    occurs: bool,
    flavour: &'static str,
    sources: BTreeSet<(Arc<str>, bool, Status)>,
}

impl<'e> Told<'e> {
    fn of(event: &'e Event, records: &[Record]) -> Self {
        let members = || event.members.iter().map(|(index, _)| &records[*index]);
        let occurs = members().any(Record::occurs);
        Self {
            event,
            asserted: members().any(Record::asserts),
            affirmed: members().any(|record| record.affirmed),
            occurs,
            flavour: if occurs { "" } else { members().next().map_or("", Record::flavour) },
            sources: members().map(|record| (record.article.clone(), record.affirmed, record.status)).collect(),
        }
    }

    fn days_fit(&self, other: &Self) -> bool {
        match (self.event.span, other.event.span) {
            (Some(one), Some(two)) if one == two => one.is_day() || self.flavour == other.flavour,
            (Some(one), Some(two)) => (one.holds(two) || two.holds(one)) && self.occurs && other.occurs,
            _ => !self.sources.is_disjoint(&other.sources),
        }
    }

    fn as_sure_as(&self, general: &Self) -> bool {
        (self.asserted || !general.asserted) && (self.affirmed || !general.affirmed)
    }

    fn places_fit(&self, other: &Self, places: &Places<'_>) -> bool {
        places.agree(self.event.place.as_deref(), other.event.place.as_deref())
    }

    fn fits(&self, general: &Self, places: &Places<'_>) -> bool {
        self.days_fit(general) && self.places_fit(general, places) && self.as_sure_as(general)
    }

    /// Whether the general event is the more precise one in days or place.
    fn learns_from(&self, general: &Self, places: &Places<'_>) -> bool {
        let days = match (self.event.span, general.event.span) {
            (Some(own), Some(other)) => own != other && own.holds(other),
            (None, Some(_)) => true,
            _ => false,
        };
        days || narrowest(places, self.event, general.event) != self.event.place.as_deref()
    }
}

fn narrowest<'e>(places: &Places<'_>, one: &'e Event, other: &'e Event) -> Option<&'e str> {
    let named: Vec<&str> = one.place.iter().chain(&other.place).map(String::as_str).collect();
    places.narrowest(&named)
}

/// Makes one of the events of general relations and of their kinds where they fit; the events come and go by key.
pub(crate) fn unite(records: &[Record], mut events: Vec<Event>, below: Below<'_>) -> Vec<Event> {
    let places = Places::of(records);
    let narrowest_kind = events.iter().map(|event| event.kind).max().unwrap_or_default();
    for kind in (0..narrowest_kind).rev() {
        let joins = {
            let general: Vec<usize> = (0..events.len()).filter(|index| events[*index].kind == kind).collect();
            let narrower: Vec<bool> = (0..=narrowest_kind).map(|other| below(other, kind)).collect();
            let is_narrower = |index: &usize| narrower[usize::from(events[*index].kind)];
            let narrow: Vec<usize> = (0..events.len()).filter(is_narrower).collect();
            if general.is_empty() || narrow.is_empty() {
                continue;
            }
            let told = |of: &[usize]| of.iter().map(|index| Told::of(&events[*index], records)).collect::<Vec<_>>();
            let found = joins(&told(&general), &told(&narrow), &places);
            found.into_iter().map(|(one, other)| (general[one], narrow[other])).collect::<Vec<_>>()
        };
        for (from, into) in &joins {
            let general = events[*from].clone();
            join(&mut events[*into], general, &places);
        }
        let gone: BTreeSet<usize> = joins.into_iter().map(|(from, _)| from).collect();
        let mut index = 0;
        events.retain(|_| {
            index += 1;
            !gone.contains(&(index - 1))
        });
    }
    events.sort_by(|one, other| one.key.cmp(&other.key));
    events
}

fn join(event: &mut Event, general: Event, places: &Places<'_>) {
    let wider = match (event.span, general.span) {
        (Some(own), Some(other)) => own != other && own.holds(other),
        (own, other) => own.is_none() && other.is_some(),
    };
    event.place = narrowest(places, event, &general).map(str::to_owned);
    if wider {
        (event.span, event.date) = (general.span, general.date);
    }
    event.members.extend(general.members.into_iter().map(|(index, _)| (index, Bond::Kind)));
    event.members.sort_unstable();
}

/// Which general event joins which narrower one, both as indices.
fn joins(general: &[Told<'_>], narrow: &[Told<'_>], places: &Places<'_>) -> Vec<(usize, usize)> {
    let mut fitting = Fitting { general, narrow, places, fits: BTreeMap::new(), crowded: BTreeSet::new() };
    fitting.by_days();
    fitting.by_article();
    fitting.unambiguous()
}

/// Which narrower events fit each general one.
struct Fitting<'f, 'e> {
    general: &'f [Told<'e>],
    narrow: &'f [Told<'e>],
    places: &'f Places<'f>,
    fits: BTreeMap<usize, BTreeSet<usize>>,
    /// General events with more candidates than are looked at.
    crowded: BTreeSet<usize>,
}

impl Fitting<'_, '_> {
    /// Those whose days lie within those of the other.
    fn by_days(&mut self) {
        let (general_days, narrow_days) = (by_day(self.general), by_day(self.narrow));
        for (one, told) in self.general.iter().enumerate() {
            let Some(span) = told.event.span else { continue };
            let near = within(span, &narrow_days, self.narrow);
            if near.len() == MOST_CANDIDATES {
                self.crowded.insert(one);
            }
            let fit = near.into_iter().filter(|other| self.narrow[*other].fits(told, self.places));
            self.fits.entry(one).or_default().extend(fit);
        }
        for (other, told) in self.narrow.iter().enumerate() {
            let Some(span) = told.event.span.filter(|span| !span.is_day()) else { continue };
            let near = within(span, &general_days, self.general);
            if near.len() == MOST_CANDIDATES {
                self.crowded.extend(near);
                continue;
            }
            for one in near.into_iter().filter(|one| told.fits(&self.general[*one], self.places)) {
                self.fits.entry(one).or_default().insert(other);
            }
        }
    }

    /// What has no date is tied by its article.
    fn by_article(&mut self) {
        let mut tellers: BTreeMap<&(Arc<str>, bool, Status), Vec<usize>> = BTreeMap::new();
        for (other, told) in self.narrow.iter().enumerate() {
            for source in &told.sources {
                tellers.entry(source).or_default().push(other);
            }
        }
        for (one, told) in self.general.iter().enumerate() {
            for other in told.sources.iter().filter_map(|source| tellers.get(source)).flatten() {
                let undated = told.event.span.is_none() || self.narrow[*other].event.span.is_none();
                if undated && self.narrow[*other].fits(told, self.places) {
                    self.fits.entry(one).or_default().insert(*other);
                }
            }
        }
    }

    /// The pairs in which one narrower event alone fits, and learns days or place from one general event at the most.
    fn unambiguous(self) -> Vec<(usize, usize)> {
        let learns = |one: usize, other: usize| self.narrow[other].learns_from(&self.general[one], self.places);
        let mut teachers: BTreeMap<usize, usize> = BTreeMap::new();
        for (one, others) in &self.fits {
            for other in others.iter().filter(|other| learns(*one, **other)) {
                *teachers.entry(*other).or_default() += 1;
            }
        }
        let only = |(one, others): (&usize, &BTreeSet<usize>)| {
            let mut others = others.iter();
            let (Some(other), None) = (others.next(), others.next()) else { return None };
            let taught = !learns(*one, *other) || teachers[other] == 1;
            (!self.crowded.contains(one) && taught).then_some((*one, *other))
        };
        self.fits.iter().filter_map(only).collect()
    }
}

/// Dated events by their first day.
fn by_day(all: &[Told<'_>]) -> BTreeSet<(i32, usize)> {
    all.iter().enumerate().filter_map(|(index, told)| Some((told.event.span?.earliest, index))).collect()
}

/// The first events whose days lie within a span.
fn within(span: Span, starts: &BTreeSet<(i32, usize)>, all: &[Told<'_>]) -> Vec<usize> {
    let near = starts.range((span.earliest, 0)..=(span.latest, usize::MAX)).map(|(_, index)| *index);
    near.filter(|index| all[*index].event.span.is_some_and(|inner| span.holds(inner))).take(MOST_CANDIDATES).collect()
}

/// Why an event of a broader or narrower relation is not this one; `None` where neither is a kind of the other. "It" is
/// the other event.
pub(crate) fn apart(own: &Event, other: &Event, records: &[Record], below: Below<'_>) -> Option<String> {
    let (general, narrow) = if below(other.kind, own.kind) {
        (own, other)
    } else if below(own.kind, other.kind) {
        (other, own)
    } else {
        return None;
    };
    let (general, narrow) = (Told::of(general, records), Told::of(narrow, records));
    let text = match (own.span, other.span) {
        (Some(one), Some(two)) if one.latest < two.earliest || two.latest < one.earliest => "it was at another time",
        (Some(one), Some(two)) if !one.holds(two) && !two.holds(one) => {
            "the dates overlap, but neither lies within the other"
        }
        (Some(_), Some(_)) if !general.days_fit(&narrow) => {
            "one took or will take place, the other is denied, asked for or possible"
        }
        _ if !general.days_fit(&narrow) => "one of them has no date, and no article tells of both alike",
        _ if !narrow.places_fit(&general, &Places::of(records)) => "it was in another place",
        _ if general.asserted && !narrow.asserted => "the more general one is told as a fact, the narrower one is not",
        _ if general.affirmed && !narrow.affirmed => "the more general one is affirmed, the narrower one is denied",
        _ => "more than one event fits",
    };
    Some(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{super::derived::events_of, *};
    use crate::graph::{
        copies::origins::Origins,
        quads::{
            group::{Group, Unit},
            record::line,
        },
    };

    fn unit() -> Unit {
        Unit::of(Group::new("struckByDrone", "https://example.org/a", "https://example.org/b"))
    }

    /// Records of lines `relation | article | date | place | flags`.
    fn records(lines: &[&str]) -> Vec<Record> {
        let made = lines.iter().enumerate().map(|(index, text)| {
            let (relation, rest) = text.split_once('|').expect("a relation");
            Record { kind: Unit::kind(relation.trim()), ..line(index, rest) }
        });
        let mut all: Vec<Record> = made.collect();
        all.sort();
        all
    }

    /// The events of some lines, each as the indices of its lines with relation, date and place, sorted.
    fn events(lines: &[&str]) -> Vec<String> {
        let (unit, records) = (unit(), records(lines));
        let mut found = Vec::new();
        for event in events_of(&unit, &records, &Origins::new()).iter().flat_map(|part| &part.events) {
            let mut members: Vec<&str> =
                event.members.iter().map(|(index, _)| records[*index].claim.trim_start_matches("c-")).collect();
            members.sort_unstable();
            let (date, place) =
                (event.date.as_deref().unwrap_or("undated"), event.place.as_deref().unwrap_or_default());
            let text = format!("{} {} {date} {place}", members.join("+"), unit.relation(event.kind));
            found.push(text.trim_end().to_owned());
        }
        found.sort();
        found
    }

    #[test]
    fn one_raid_in_two_words_is_one_event() {
        assert_eq!(
            events(&["attacked | a | 2022-05-03 |", "struckFromAir | a | 2022-05-03 | kyiv"]),
            ["0+1 struckFromAir 2022-05-03 kyiv"]
        );
        assert_eq!(
            events(&[
                "attacked | a | 2022-05-03 |",
                "struckFromAir | b | 2022-05-03 |",
                "struckByDrone | c | 2022-05-03 |"
            ]),
            ["0+1+2 struckByDrone 2022-05-03"]
        );
        assert_eq!(events(&["attacked | a | |", "bombed | a | |"]), ["0+1 bombed undated"]);
        assert_eq!(events(&["attacked | a | 2022-05-03 | kyiv", "bombed | a | |"]), ["0+1 bombed 2022-05-03 kyiv"]);
        assert_eq!(events(&["attacked | a | |", "bombed | a | 2022-05-03 |"]), ["0+1 bombed 2022-05-03"]);
        assert_eq!(events(&["attacked | a | 2022-05 |", "bombed | b | 2022-05-03 |"]), ["0+1 bombed 2022-05-03"]);
        assert_eq!(events(&["attacked | a | 2022-05-03 |", "bombed | b | 2022-05 |"]), ["0+1 bombed 2022-05-03"]);
    }

    #[test]
    fn what_may_be_either_is_neither() {
        assert_eq!(
            events(&["attacked | a | 2022-05-03 |", "shotAt | a | 2022-05-03 |", "bombed | a | 2022-05-03 |"]),
            ["0 attacked 2022-05-03", "1 shotAt 2022-05-03", "2 bombed 2022-05-03"]
        );
        assert_eq!(
            events(&["attacked | a | 2022-05 |", "bombed | b | 2022-05-03 |", "bombed | b | 2022-05-07 |"]),
            ["0 attacked 2022-05", "1 bombed 2022-05-03", "2 bombed 2022-05-07"]
        );
        assert_eq!(
            events(&["attacked | a | 2022-05-03 |", "attacked | a | 2022-05-04 |", "bombed | b | 2022-05 |"]),
            ["0 attacked 2022-05-03", "1 attacked 2022-05-04", "2 bombed 2022-05"]
        );
        assert_eq!(
            events(&["attacked | a | 2022-05-03 | kyiv", "bombed | a | 2022-05-03 | lviv"]),
            ["0 attacked 2022-05-03 kyiv", "1 bombed 2022-05-03 lviv"]
        );
        assert_eq!(events(&["attacked | a | |", "bombed | b | |"]), ["0 attacked undated", "1 bombed undated"]);
    }

    #[test]
    fn nothing_is_said_of_the_narrower_kind_that_no_claim_says_of_it() {
        let apart = |one: &str, other: &str| assert_eq!(events(&[one, other]).len(), 2, "{one}; {other}");
        apart("attacked | a | 2022-05-03 |", "bombed | a | 2022-05-03 | | said");
        apart("attacked | a | 2022-05-03 |", "bombed | a | 2022-05-03 | | not");
        apart("attacked | a | 2022-05-03 |", "bombed | a | 2022-05-03 | | possible");
        apart("attacked | a | 2022-05 | | not", "bombed | a | 2022-05-03 |");
        let one = |one: &str, other: &str| assert_eq!(events(&[one, other]).len(), 1, "{one}; {other}");
        one("attacked | a | 2022-05-03 | | said", "bombed | a | 2022-05-03 |");
        one("attacked | a | 2022-05-03 | | not", "bombed | a | 2022-05-03 |");
        one("attacked | a | 2022-05-03 | | said", "bombed | a | 2022-05-03 | | said");
    }

    #[test]
    fn every_decision_about_kinds_has_its_reason() {
        let (unit, records) = (
            unit(),
            records(&[
                "bombed | a | 2022-05-03 | kyiv",
                "attacked | a | 2022-05-03 |",
                "attacked | b | 2022-05-04 |",
                "attacked | c | |",
                "attacked | a | |",
                "shotAt | a | 2022-05-03 |",
                "suicideBombed | d | 2022-05-03 | lviv",
                "suicideBombed | d | 2022-05-03 | kyiv | said",
            ]),
        );
        let all = events_of(&unit, &records, &Origins::new()).remove(0).events;
        let of = |line: usize| {
            let member = |index: &usize| records[*index].claim == format!("c-{line}");
            all.iter().find(|event| event.members.iter().any(|(index, _)| member(index))).expect("bound")
        };
        let below = |narrow, broad| unit.below(narrow, broad);
        let reason = |line: usize| apart(of(0), of(line), &records, &below).unwrap_or_default();
        assert_eq!(reason(1), "more than one event fits");
        assert_eq!(reason(2), "it was at another time");
        assert_eq!(reason(3), "one of them has no date, and no article tells of both alike");
        assert_eq!(reason(5), "", "neither is a kind of the other");
        assert_eq!(reason(6), "it was in another place");
        assert_eq!(reason(7), "the more general one is told as a fact, the narrower one is not");
    }

    proptest::proptest! {
        /// Claims in another order, under other names, give the same events; no claim is lost or doubled.
        #[test]
        fn the_order_of_claims_does_not_show(
            picks in proptest::collection::vec((0_usize..9, 0_usize..3, 0_usize..5, 0_usize..4, 0_usize..6), 0..14)
        ) {
            let unit = unit();
            let lines: Vec<String> = picks.iter().map(|(kind, article, date, place, flags)| {
                let relation = unit.relation(*kind as u8);
                let date = ["", "2022", "2022-05", "2022-05-03", "2022-05-04"][*date];
                let place = ["", "kyiv/ukraine", "ukraine", "lviv/ukraine"][*place];
                let flags = ["", "said", "not", "planned", "possible", ""][*flags];
                format!("{relation} | article {article} | {date} | {place} | {flags}")
            }).collect();
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let there = events(&lines);
            let count: usize = there.iter().map(|event| event.split(' ').next().unwrap_or("").split('+').count()).sum();
            proptest::prop_assert_eq!(count, lines.len());
            let shape = |events: Vec<String>| {
                let mut found: Vec<String> = events.iter().map(|event| {
                    let (members, rest) = event.split_once(' ').unwrap_or_default();
                    format!("{} {rest}", members.split('+').count())
                }).collect();
                found.sort();
                found
            };
            let back: Vec<&str> = lines.iter().rev().copied().collect();
            proptest::prop_assert_eq!(shape(there), shape(events(&back)));
        }
    }
}
