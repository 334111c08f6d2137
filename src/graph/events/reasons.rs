//! The reasons, in words, why a claim belongs to its event, and why two events of one group are not one.
//!
//! [`super::bind`] decides over a million claims and keeps no reasons. This module looks at one decision again, for
//! `explain`. It derives the reasons from the events by the rules of that module, so they do not depend on the order of claims.

use super::bind::{Bond, Event};
use crate::graph::{
    quads::record::{Record, Status},
    vocabulary::days::Span,
};

/// Why a claim belongs to its event; `told` is the claim as the article tells it that its own article copies.
pub(crate) fn bound(bond: Bond, record: &Record, told: &Record, event: &Event) -> String {
    let copied = record.article != told.article;
    let mut text = match bond {
        _ if record.span != told.span => {
            "its article is a copy, and the same words in the article that it copies give the date".to_owned()
        }
        Bond::Days if event.span.is_some_and(Span::is_day) => "it names the day".to_owned(),
        Bond::Days => "it names the same days".to_owned(),
        Bond::Within => format!("its date, {}, is wider and holds this event only", record.date),
        Bond::Article if copied => {
            "it names no date, and its article or the one that it copies tells of this dated event only".to_owned()
        }
        Bond::Article => "it names no date, and its article tells of this dated event only".to_owned(),
        Bond::Undated if copied => {
            "it names no date, like the others of its article and of the one that it copies".to_owned()
        }
        Bond::Undated => "it names no date, like the others of its article".to_owned(),
        Bond::State => "it tells of a state, which needs no date".to_owned(),
        Bond::Kind => {
            let why = match record.span {
                span if span.is_some() && span == event.span => "names the same days".to_owned(),
                Some(_) => format!("only this event fits its date, {}", record.date),
                None => "its article tells of this event only".to_owned(),
            };
            format!("it tells of it in more general words, and {why}")
        }
    };
    match (&record.place, &event.place) {
        (None, Some(_)) => text.push_str("; it names no place, and only this one fits"),
        (Some(own), Some(place)) if **own != **place => text.push_str("; its place holds that of the event"),
        _ => {}
    }
    if !record.affirmed && event.members.len() > 1 {
        text.push_str("; it denies what it is bound to");
    }
    text
}

/// Why another event of the group (the same relation and participants) is not this one. "It" is the other event; that of a
/// broader or narrower relation is told apart by [`super::kinds`].
pub(crate) fn apart(own: &Event, other: &Event, all: &[Event], records: &[Record]) -> String {
    match (own.span, other.span) {
        (Some(one), Some(two)) if one.latest < two.earliest || two.latest < one.earliest => {
            "it was at another time".to_owned()
        }
        (Some(one), Some(two)) if one == two => {
            if let (Some(flavour), false) = (flavours_differ(own, other, records), one.is_day()) {
                flavour
            } else {
                places(own, other)
            }
        }
        (Some(one), Some(two)) if one.holds(two) => wider_apart(own, other, own, other, all, records),
        (Some(one), Some(two)) if two.holds(one) => wider_apart(own, other, other, own, all, records),
        (Some(_), Some(_)) => "the dates overlap, but neither lies within the other".to_owned(),
        (None, None) => both_undated_apart(own, other, records),
        (None, Some(_)) => undated_apart(own, other, "this event", all, records).unwrap_or_else(|| places(own, other)),
        (Some(_), None) => undated_apart(other, own, "it", all, records).unwrap_or_else(|| places(own, other)),
    }
}

/// Why an event with a wider date is not the one whose date lies within.
fn wider_apart(own: &Event, other: &Event, wide: &Event, narrow: &Event, all: &[Event], records: &[Record]) -> String {
    if let Some(kind) = flavour(wide, records) {
        return format!("the wider date belongs to {kind}, which may mean any day of it");
    }
    if !occurs(narrow, records) {
        return "the narrower date belongs to nothing that took place, so the wider one does not take it".to_owned();
    }
    let span = wide.span;
    let within = all.iter().filter(|event| {
        event.span != span
            && occurs(event, records)
            && event.span.is_some_and(|inner| span.is_some_and(|span| span.holds(inner)))
    });
    match within.count() {
        0 | 1 => places(own, other),
        count => format!(
            "{} events lie within {}, and it is not said which is meant",
            count,
            wide.date.as_deref().unwrap_or("the wider date")
        ),
    }
}

/// Why two events without a date are not one.
fn both_undated_apart(own: &Event, other: &Event, records: &[Record]) -> String {
    let others = articles(other, records);
    if !articles(own, records).iter().any(|article| others.contains(article)) {
        "neither has a date, and other articles tell of it".to_owned()
    } else if key(own, records) == key(other, records) {
        places(own, other)
    } else {
        "neither has a date, and one is denied, planned or asked for where the other is not".to_owned()
    }
}

/// Why an event without a date is not a dated one; `None` where its article dates this one alone, so that only the places
/// keep them apart. `name` is what the undated event is called.
fn undated_apart(undated: &Event, dated: &Event, name: &str, all: &[Event], records: &[Record]) -> Option<String> {
    let tellers = articles(undated, records);
    let alike = |event: &&Event| {
        event.span.is_some()
            && event.members.iter().any(|(index, _)| {
                tellers.contains(&&records[*index].article)
                    && key(undated, records) == Some((records[*index].affirmed, records[*index].status))
            })
    };
    match all.iter().filter(alike).count() {
        0 => Some(format!("{name} has no date, and its article dates nothing of the kind")),
        1 if alike(&dated) => None,
        1 => Some(format!("{name} has no date, and its article dates another event of the kind")),
        _ => Some(format!("{name} has no date, and its article tells of more than one event of the kind")),
    }
}

fn places(own: &Event, other: &Event) -> String {
    match (&own.place, &other.place) {
        (Some(one), Some(two)) if one != two => "it was in another place".to_owned(),
        (None, None) => "its claims stand apart".to_owned(),
        _ => "the place is named by one of them only, and more than one event fits".to_owned(),
    }
}

/// What the claims of an event without a day are, where they tell of no occurrence.
fn flavour(event: &Event, records: &[Record]) -> Option<&'static str> {
    if occurs(event, records) {
        return None;
    }
    let first = &records[event.members.first()?.0];
    Some(match first.flavour() {
        "negated" => "a denial",
        "attempted" => "an attempt",
        "not attempted" => "no attempt",
        "requested" => "a request",
        "possible" => "a possibility",
        "requested not" => "a request that it be not so",
        _ => "a possibility that it be not so",
    })
}

fn flavours_differ(own: &Event, other: &Event, records: &[Record]) -> Option<String> {
    let (one, two) = (flavour(own, records), flavour(other, records));
    let told = |kind: Option<&str>| kind.unwrap_or("what took or will take place").to_owned();
    (one != two).then(|| format!("it is {}, this event {}, and no common day is named", told(two), told(one)))
}

fn occurs(event: &Event, records: &[Record]) -> bool {
    event.members.iter().any(|(index, _)| records[*index].occurs())
}

fn articles<'r>(event: &Event, records: &'r [Record]) -> Vec<&'r std::sync::Arc<str>> {
    event.members.iter().map(|(index, _)| &records[*index].article).collect()
}

fn key(event: &Event, records: &[Record]) -> Option<(bool, Status)> {
    event.members.first().map(|(index, _)| (records[*index].affirmed, records[*index].status))
}
