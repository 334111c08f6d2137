//! The grammar of time: `data/lexicon/time-rules.tsv` has one line a rule, with its id, its pattern, what it means and when
//! its surroundings forbid it.
//!
//! The longest match wins, then the first in the table, so special rules stand before general ones. Patterns are
//! explained in `pattern`, guards in `guard`, readings in `reading`: a function each, which the table calls by its name.

use super::{
    captured::Parts,
    guard::{self, Guard},
    meaning::Meaning,
    reading as read,
};
use crate::lexicon::table::{Problem, Table};

/// How a match is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reading {
    /// The match is the expression.
    Whole(fn(&Parts) -> Option<Meaning>),
    /// An expression must follow, which the match changes ("late", "the morning of").
    Before(fn(&Parts, Meaning) -> Option<Meaning>),
    /// Two expressions that share a part ("3 to 5 May").
    Pair(fn(&Parts) -> Option<(Meaning, Meaning)>),
}

/// A rule of the grammar.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// Its id: `date/month-day`.
    pub(super) id: &'static str,
    /// Its pattern.
    pub(super) pattern: &'static str,
    /// What a match means.
    pub(super) reading: Reading,
    /// What its surroundings must fulfil.
    pub(super) guard: Guard,
}

/// The functions of `reading` with their names.
macro_rules! readings {
    (whole: $($whole:ident),+; before: $($before:ident),+; pair: $($pair:ident),+) => {
        &[
            $((stringify!($whole), Reading::Whole(read::$whole)),)+
            $((stringify!($before), Reading::Before(read::$before)),)+
            $((stringify!($pair), Reading::Pair(read::$pair)),)+
        ]
    };
}

/// The functions of `guard` with their names.
macro_rules! guards {
    ($($guard:ident),+) => { &[$((stringify!($guard), guard::$guard)),+] };
}

#[rustfmt::skip]
const READINGS: &[(&str, Reading)] = readings!(
    whole: numeric_ymd, numeric, numeric_short, full, full_bc, month_day, nth, eleventh_september, holiday, holiday_eve,
        new_year, new_year_eve, month_year, month, year, short_year, decade, decade_word, century, quarter,
        fiscal_quarter, fiscal_year, half, season, dayword, tonight, two_days, weekday, which_weekday, weekday_of_week,
        which_month, which_season, which_unit, which_weekend, weekend, which_quarter, which_part, ago, ago_vague,
        half_ago, from_now, shift, shift_vague, told_unit, told_part, told_month, told_season, same, that_part,
        overnight, the_unit, the_unit_edge, the_unit_position, length, length_vague, length_one, length_half,
        length_and_half, length_two, length_long, recent, every, every_other, every_weekday, every_part, every_month,
        often, per, clock, oclock, present, reference, future, past;
    before: month_day_of, quarter_of, half_of, position, earlier, edge, latter, plain, part_of, early_hours, month_of,
        season_of, weekday_of, week_of, length_of, about, clock_of;
    pair: month_days, days_month, two_month_days, months_year, years, year_range
);

#[rustfmt::skip]
const GUARDS: &[(&str, Guard)] = guards!(
    none, month_day, nth, holiday, month, year, era, short_year, tens, quarter, season, dayword, weekday, shortday,
    which_season, which_unit, weekend, uncounted, shift, told, same, the_part, night, overnight, the_unit, length,
    length_one, length_half, length_two, bare_units, every, often, per, clock, reference, future, past
);

/// The rules of the table in their order; what is wrong with a line is a problem.
pub(super) fn rules(table: &Table<'static>, problems: &mut Vec<Problem>) -> Vec<Rule> {
    let rows = table.checked(["rule", "pattern", "reading", "guard"], problems);
    let mut rules = Vec::new();
    for row in rows {
        let [id, pattern, reading, guard] = row.cells;
        let reading = table.choice(row.line, reading, READINGS, problems);
        let guard = table.choice(row.line, guard, GUARDS, problems);
        if let (Some(reading), Some(guard)) = (reading, guard) {
            rules.push(Rule { id, pattern, reading, guard });
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::{GUARDS, READINGS, rules};
    use crate::lexicon::{embedded_table, table::Table};

    #[test]
    fn every_rule_names_a_reading_and_a_guard() {
        let mut problems = Vec::new();
        assert!(!rules(&embedded_table("time-rules.tsv"), &mut problems).is_empty());
        assert!(problems.is_empty(), "{problems:?}");
        let text = "rule\tpattern\treading\tguard\na\tMONTH\tmonths\tnone\nb\tMONTH\tmonth\tnever\n";
        assert!(rules(&Table::new("time-rules.tsv", text), &mut problems).is_empty());
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3]);
    }

    #[test]
    fn every_reading_and_guard_has_a_rule() {
        let table = embedded_table("time-rules.tsv");
        let cells: Vec<&str> = table.rows(["reading", "guard"]).flat_map(|row| row.cells).collect();
        let names = READINGS.iter().map(|(name, _)| name).chain(GUARDS.iter().map(|(name, _)| name));
        assert_eq!(names.filter(|name| !cells.contains(name)).collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}
