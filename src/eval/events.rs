//! Scores date, polarity and status of clauses. The gold may name any predicates, and only these are compared: a clause
//! that the gold does not mention is neither right nor false.

use super::{
    gold::Document,
    pairing::Misses,
    report::{Fault, Report, Tally},
    table::NOTHING,
};
use crate::annotation::ClauseRecord;

const LAYER: &str = "events";

/// Name, and how to get at it.
type Column = (&'static str, fn(&ClauseRecord) -> &str);

const COLUMNS: [Column; 4] = [
    ("date", |clause| &clause.date),
    ("polarity", |clause| &clause.polarity),
    ("status", |clause| &clause.status),
    ("kind", |clause| &clause.kind),
];

#[derive(Debug)]
pub(super) struct Scorer {
    /// Columns that the gold fills somewhere; others are not compared.
    filled: [bool; COLUMNS.len()],
    predicate: Tally,
    columns: [Tally; COLUMNS.len()],
    /// Events without a date in the gold, and those of them that got one.
    undated: usize,
    leaked: usize,
}

impl Scorer {
    pub(super) fn new(documents: &[Document]) -> Self {
        let clauses = || documents.iter().flat_map(|document| document.clauses.iter().flatten());
        let filled = COLUMNS.map(|(_, value)| clauses().any(|clause| !value(clause).is_empty()));
        Self { filled, predicate: Tally::default(), columns: [Tally::default(); COLUMNS.len()], undated: 0, leaked: 0 }
    }

    pub(super) fn add(&mut self, gold: &[ClauseRecord], found: &[ClauseRecord], misses: &mut Misses<'_>) {
        for wanted in gold {
            let exact = found.iter().find(|clause| clause.predicate == wanted.predicate);
            let clause = exact.or_else(|| found.iter().find(|clause| clause.predicate.overlaps(wanted.predicate)));
            self.predicate.gold += 1;
            let dated = |clause: &ClauseRecord| !clause.date.is_empty();
            self.undated += usize::from(!dated(wanted) && clause.is_some());
            self.leaked += usize::from(!dated(wanted) && clause.is_some_and(dated));
            let Some(clause) = clause else {
                misses.add(LAYER, Fault::Missed, wanted.predicate, "a clause", "");
                for ((_, value), tally) in COLUMNS.iter().zip(&mut self.columns) {
                    tally.gold += usize::from(!value(wanted).is_empty());
                }
                continue;
            };
            self.predicate.right += 1;
            self.predicate.found += 1;
            for (((name, value), tally), filled) in COLUMNS.iter().zip(&mut self.columns).zip(self.filled) {
                let (one, other) = (value(wanted), value(clause));
                // An empty date says that there is none; an empty cell of the others says nothing.
                if !filled || one.is_empty() && *name != "date" {
                    continue;
                }
                tally.gold += usize::from(!one.is_empty());
                tally.found += usize::from(!other.is_empty());
                tally.right += usize::from(!one.is_empty() && one == other);
                if one != other {
                    let say = |value: &str| format!("{name} {}", if value.is_empty() { NOTHING } else { value });
                    misses.add(LAYER, Fault::Wrong, wanted.predicate, say(one), say(other));
                }
            }
        }
    }

    pub(super) fn finish(self, report: &mut Report) {
        if self.predicate == Tally::default() {
            return;
        }
        report.rows.push(self.predicate.row(LAYER, "predicate"));
        for (((name, _), tally), filled) in COLUMNS.iter().zip(self.columns).zip(self.filled) {
            if filled {
                report.rows.push(tally.row(LAYER, *name));
            }
        }
        if self.filled[0] {
            report.add_count(LAYER, "events without a date", self.undated);
            report.add_count(LAYER, "of these dated by the program", self.leaked);
        }
    }
}
