//! What lies ahead of the day of publication has not happened yet.
//!
//! An event noun whose day is still to come is planned ("the summit on Friday"), and so is a present tense ("meets him on
//! Friday"). The day of a verb with an event for its object is that event's ("welcomes the visit on Friday"). Where what is
//! told as past has a day ahead, or what is planned a day gone by, the day was read wrongly or belongs to another word, and is dropped.

use jiff::civil::Date;

use super::{Clause, ClauseKind, Role, Status};
use crate::{syntax::Tense, time::TimeExpression, tree::Tree};

/// In days, the farthest that a present tense reaches ahead.
const REACH: i32 = 45;

/// Mends status or date of the clauses whose day comes after that of publication.
pub(super) fn mend(published: Date, trees: &[Tree<'_>], times: &[TimeExpression], clauses: &mut [Clause]) {
    for index in 0..clauses.len() {
        let clause = &clauses[index];
        if clause.status == Status::Planned
            && let Some(latest) = clause.time.and_then(|time| times.get(time)).and_then(|time| time.date.latest)
            && latest < published
            && !is_past(&trees[clause.sentence], clause.predicate)
        {
            clauses[index].time = None;
            continue;
        }
        if clause.status != Status::Happened {
            continue;
        }
        let Some(time) = clause.time else { continue };
        let Some(earliest) = times.get(time).and_then(|time| time.date.earliest).filter(|&day| day > published) else {
            continue;
        };
        if clause.kind == ClauseKind::Nominal {
            clauses[index].status = Status::Planned;
            continue;
        }
        let object = clause.arguments.iter().find(|argument| argument.role == Role::Object);
        let event = object.and_then(|object| object.clause).filter(|&event| event != index);
        let far = published.until(earliest).map_or(true, |span| span.get_days() > REACH);
        if let Some(event) = event {
            clauses[index].time = None;
            let event = &mut clauses[event];
            event.time = event.time.or(Some(time));
            if event.status == Status::Happened && event.time == Some(time) {
                event.status = Status::Planned;
            }
        } else if far || is_past(&trees[clause.sentence], clause.predicate) {
            clauses[index].time = None;
        } else {
            clauses[index].status = Status::Planned;
        }
    }
}

/// Whether the verb, or its auxiliary, is in the past tense.
fn is_past(tree: &Tree<'_>, verb: usize) -> bool {
    tree.tense(verb) == Some(Tense::Past)
}
