//! The grammar of time: one line a rule, with its id, its pattern, what it means and when its surroundings forbid it.
//!
//! The longest match wins, then the first in the table, so special readings stand before general ones. Patterns are
//! explained in `pattern`, guards in `guard`, readings in `reading`.

use super::{
    guard::{self, Guard},
    meaning::Meaning,
    pattern::Parts,
    reading as read,
};

/// How a match is read.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    /// The match is the expression.
    Whole(fn(&Parts) -> Option<Meaning>),
    /// An expression must follow, which the match changes ("late", "the morning of").
    Before(fn(&Parts, Meaning) -> Option<Meaning>),
    /// Two expressions that share a part ("3 to 5 May").
    Pair(fn(&Parts) -> Option<(Meaning, Meaning)>),
}

/// A rule of the grammar.
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

const fn whole(id: &'static str, pattern: &'static str, guard: Guard, reading: fn(&Parts) -> Option<Meaning>) -> Rule {
    Rule { id, pattern, reading: Reading::Whole(reading), guard }
}

const fn before(id: &'static str, pattern: &'static str, reading: fn(&Parts, Meaning) -> Option<Meaning>) -> Rule {
    Rule { id, pattern, reading: Reading::Before(reading), guard: guard::none }
}

const fn pair(id: &'static str, pattern: &'static str, reading: fn(&Parts) -> Option<(Meaning, Meaning)>) -> Rule {
    Rule { id, pattern, reading: Reading::Pair(reading), guard: guard::month_day }
}

/// The rules.
pub(super) static RULES: &[Rule] = &[
    // Full dates.
    whole("date/iso", "YEAR +- +MM +- +DAY", guard::none, read::numeric_ymd),
    whole("date/numeric", "DAY +/ +DAY +/ +YEAR", guard::none, read::numeric),
    whole("date/numeric-short", "DAY +/ +DAY +/ +YY", guard::none, read::numeric_short),
    whole("date/month-day-year", "WEEKDAY|SHORTDAY? ,? MONTH DAY|NTH ,? YEAR", guard::none, read::full),
    whole("date/month-day-of-year", "WEEKDAY? ,? MONTH DAY|NTH of YEAR", guard::none, read::full),
    whole("date/day-month-year", "WEEKDAY|SHORTDAY? ,? the? DAY|NTH of? MONTH ,? YEAR", guard::none, read::full),
    whole("date/day-month-year-bc", "DAY|NTH of? MONTH ,? NUM ERA", guard::none, read::full_bc),
    // Days of a year to be found.
    whole("date/month-day", "WEEKDAY|SHORTDAY? ,? MONTH DAY|NTH", guard::month_day, read::month_day),
    whole("date/day-month", "WEEKDAY|SHORTDAY? ,? DAY|NTH of? MONTH", guard::month_day, read::month_day),
    whole("date/the-day-month", "WEEKDAY? ,? the NTH of? MONTH", guard::month_day, read::month_day),
    pair("date/month-days", "MONTH DAY @ -|–|—|to|and|or|through|till|until DAY", read::month_days),
    pair("date/month-days-year", "MONTH DAY @ -|–|—|to|and|or|through|till|until DAY ,? YEAR", read::month_days),
    pair("date/days-month", "DAY|NTH @ -|–|—|to|and|or|through|till|until DAY|NTH of? MONTH", read::days_month),
    pair(
        "date/days-month-year",
        "DAY|NTH @ -|–|—|to|and|or|through|till|until DAY|NTH of? MONTH ,? YEAR",
        read::days_month,
    ),
    pair(
        "date/month-day-pair-year",
        "MONTH DAY @ -|–|—|to|and|through|till|until MONTH DAY ,? YEAR",
        read::two_month_days,
    ),
    pair(
        "date/day-month-pair-year",
        "DAY MONTH @ -|–|—|to|and|through|till|until DAY MONTH ,? YEAR",
        read::two_month_days,
    ),
    pair("date/months-year", "MONTH @ -|–|—|to|and|or|through|till|until MONTH ,? of? YEAR", read::months_year),
    whole("date/nth", "the NTH", guard::nth, read::nth),
    whole("date/fixed-day", "MM +/ +DAY", guard::none, read::eleventh_september),
    whole("date/holiday-year", "HOLIDAY day? ,? YEAR", guard::none, read::holiday),
    whole("date/holiday", "HOLIDAY day?", guard::holiday, read::holiday),
    whole("date/holiday-eve", "HOLIDAY eve", guard::none, read::holiday_eve),
    whole("date/holiday-eve-year", "HOLIDAY eve ,? YEAR", guard::none, read::holiday_eve),
    whole("date/new-year", "new year 's|’s day", guard::none, read::new_year),
    whole("date/new-year-year", "new year 's|’s day ,? YEAR", guard::none, read::new_year),
    whole("date/new-year-eve", "new year 's|’s eve", guard::none, read::new_year_eve),
    whole("date/new-year-eve-year", "new year 's|’s eve ,? YEAR", guard::none, read::new_year_eve),
    // Months.
    whole("date/month-year", "MONTH ,? of? YEAR", guard::none, read::month_year),
    whole("date/month-short-year", "MONTH '|’|‘ +YY", guard::none, read::month_year),
    whole("date/month-year-bc", "MONTH ,? of? NUM ERA", guard::none, read::month_year),
    whole("date/month", "MONTH", guard::month, read::month),
    // Years and longer.
    whole("date/year", "YEAR", guard::year, read::year),
    whole("date/the-year", "the? year YEAR", guard::none, read::year),
    whole("date/year-bc", "NUM ERA", guard::era, read::year),
    whole("date/year-ad", "ERA YEAR|NUM", guard::era, read::year),
    whole("date/short-year", "'|’|‘ +YY", guard::short_year, read::short_year),
    pair("date/years", "YEAR @ -|–|—|/ YEAR", read::years),
    pair("date/year-range", "YEAR @ +-|–|/ +YY", read::year_range),
    before("date/month-day-of", "WEEKDAY? ,? MONTH DAY|NTH of", read::month_day_of),
    before("date/day-month-of", "DAY|NTH of? MONTH of", read::month_day_of),
    whole("date/decade", "the? DECADE", guard::none, read::decade),
    whole("date/decade-word", "the|'|’|‘ '|’|‘? TENS", guard::tens, read::decade_word),
    whole("date/decade-bc", "the? DECADE ERA", guard::none, read::decade),
    whole("date/century", "the? ORDINAL -? century ERA?", guard::none, read::century),
    // Parts of years.
    whole("date/quarter-year", "the? ORDINAL -? quarter of|in? the? YEAR", guard::none, read::quarter),
    whole("date/quarter-code-year", "QUARTER YEAR", guard::none, read::quarter),
    whole("date/quarter", "the? ORDINAL -? quarter", guard::quarter, read::quarter),
    whole("date/quarter-code", "QUARTER", guard::none, read::quarter),
    // Whose year begins when, the words do not say: a fiscal quarter is none of the calendar.
    whole("date/fiscal-quarter", "the? fiscal ORDINAL -? quarter", guard::none, read::fiscal_quarter),
    whole("date/quarter-fiscal", "the? ORDINAL fiscal quarter", guard::none, read::fiscal_quarter),
    whole(
        "date/fiscal-quarter-year",
        "the? ORDINAL -? quarter of|in? the? fiscal year? YEAR",
        guard::none,
        read::fiscal_quarter,
    ),
    whole("date/fiscal-year", "the? fiscal year? YEAR", guard::none, read::fiscal_year),
    whole("date/half-year", "the? ORDINAL|latter|later half|part of|in? YEAR", guard::none, read::half),
    before("date/quarter-of", "the? ORDINAL quarter of", read::quarter_of),
    before("date/half-of", "the? ORDINAL half of", read::half_of),
    whole("date/season-year", "the? SEASON ,? of? YEAR", guard::none, read::season),
    whole("date/season-year-bc", "the? SEASON ,? of? NUM ERA", guard::none, read::season),
    whole("date/year-season", "YEAR SEASON", guard::none, read::season),
    whole("date/season", "the? SEASON", guard::season, read::season),
    // Seen from the day of publication.
    whole("news/dayword", "DAYWORD", guard::dayword, read::dayword),
    whole("news/dayword-part", "DAYWORD PART", guard::none, read::dayword),
    whole("news/tonight", "NIGHTWORD", guard::none, read::tonight),
    whole("news/day-before-yesterday", "the day before|after DAYWORD", guard::none, read::two_days),
    whole("news/weekday", "WEEKDAY", guard::weekday, read::weekday),
    whole("news/weekday-part", "WEEKDAY PART", guard::weekday, read::weekday),
    whole("news/weekday-short", "SHORTDAY", guard::shortday, read::weekday),
    whole("news/which-weekday", "DEIXIS WEEKDAY PART?", guard::none, read::which_weekday),
    whole("news/weekday-which-week", "WEEKDAY of? DEIXIS week", guard::none, read::weekday_of_week),
    whole("news/which-month", "DEIXIS MONTH", guard::none, read::which_month),
    whole("news/which-season", "DEIXIS SEASON", guard::which_season, read::which_season),
    whole("news/which-unit", "DEIXIS UNIT", guard::which_unit, read::which_unit),
    whole("news/which-weekend", "DEIXIS weekend", guard::none, read::which_weekend),
    whole("news/weekend", "the weekend", guard::weekend, read::weekend),
    whole("news/which-quarter", "DEIXIS quarter", guard::none, read::which_quarter),
    whole("news/which-part", "DEIXIS PART", guard::none, read::which_part),
    whole("news/ago", "NUM|VAGUE UNITS|UNIT ago", guard::none, read::ago),
    whole("news/a-ago", "a|an UNIT ago", guard::none, read::ago),
    whole("news/a-few-ago", "a VAGUE of? UNITS ago", guard::none, read::ago_vague),
    whole("news/half-ago", "half a|an UNIT ago", guard::none, read::half_ago),
    whole("news/units-ago", "UNITS ago", guard::uncounted, read::ago_vague),
    whole("news/from-now", "NUM|a|an UNITS|UNIT from now|today", guard::none, read::from_now),
    whole("news/units-time", "NUM|a|an UNITS|UNIT 's|'|’|’s time", guard::none, read::from_now),
    // Seen from the date told last.
    whole("told/later", "NUM|VAGUE UNITS|UNIT SHIFT", guard::shift, read::shift),
    whole("told/a-later", "a|an|one UNIT SHIFT", guard::shift, read::shift),
    whole("told/a-few-later", "a VAGUE of? UNITS SHIFT", guard::shift, read::shift_vague),
    whole("told/units-later", "UNITS SHIFT", guard::shift, read::shift_vague),
    whole("told/day-after", "the UNIT SHIFT", guard::shift, read::shift),
    whole("told/which-unit", "the TOLD UNIT", guard::told, read::told_unit),
    whole("told/which-part", "the TOLD PART", guard::none, read::told_part),
    whole("told/which-month", "the TOLD MONTH", guard::none, read::told_month),
    whole("told/which-season", "the TOLD SEASON", guard::none, read::told_season),
    whole("told/same", "that|the same UNIT", guard::same, read::same),
    whole("told/that", "that same? UNIT", guard::same, read::same),
    whole("told/that-part", "that same? PART", guard::none, read::that_part),
    whole("told/the-part", "the PART", guard::the_part, read::that_part),
    whole("told/night", "PART", guard::night, read::that_part),
    whole("news/overnight", "overnight", guard::overnight, read::overnight),
    // Within a longer time.
    before("part/position", "the? POSITION -? in|on? the?", read::position),
    before("part/earlier", "earlier|later in|on?", read::earlier),
    before("part/edge", "the? very? EDGE of the?", read::edge),
    before(
        "part/latter",
        "the latter|early|later|final|closing|opening part|half|stages|days|weeks|months of",
        read::latter,
    ),
    whole("part/of-the-unit", "earlier|later in|on the UNIT", guard::the_unit, read::the_unit),
    whole("part/edge-of-the-unit", "the? EDGE of the UNIT", guard::the_unit, read::the_unit_edge),
    whole("part/position-in-the-unit", "POSITION in the UNIT", guard::the_unit, read::the_unit_position),
    before("part/rest", "the? rest of", read::plain),
    before("part/night-of", "the? PART of", read::part_of),
    before("part/dawn-on", "PART on|of", read::part_of),
    before("part/early-hours", "the early hours of", read::early_hours),
    before("part/month-of", "MONTH of", read::month_of),
    before("part/season-of", "the? SEASON of", read::season_of),
    before("part/weekday-of", "WEEKDAY of", read::weekday_of),
    before("part/week-of", "the? week of|beginning|starting", read::week_of),
    before("part/length-of", "the ORDINAL|last|final|opening|closing NUM|VAGUE? UNITS|UNIT of", read::length_of),
    before("part/about", "APPROX", read::about),
    // Lengths.
    whole("length/number", "APPROX|BOUND? NUM UNITS|UNIT", guard::length, read::length),
    whole("length/full", "NUM full|consecutive|straight|more|whole|long UNITS", guard::length, read::length),
    whole("length/vague", "VAGUE UNITS", guard::length, read::length_vague),
    whole("length/a-few", "a VAGUE of? more? UNITS", guard::length, read::length_vague),
    whole("length/one", "APPROX|BOUND? a|an|another UNIT", guard::length_one, read::length_one),
    whole("length/half", "half a|an UNIT", guard::length, read::length_half),
    whole(
        "length/and-a-half",
        "APPROX|BOUND? NUM|a|an|one UNIT? and a half UNITS?",
        guard::length_half,
        read::length_and_half,
    ),
    whole("length/two", "APPROX|BOUND? NUM UNITS|UNIT ,? and? NUM UNITS|UNIT", guard::length_two, read::length_two),
    whole("length/more-than", "more|less|fewer than NUM UNITS|UNIT", guard::length, read::length),
    whole("length/more-than-a", "more|less than a|an UNIT", guard::length_one, read::length_one),
    whole("length/hyphen", "NUM - UNIT|UNITS", guard::length, read::length),
    whole("length/hyphen-long", "NUM - UNIT|UNITS - long", guard::none, read::length),
    whole("length/long", "UNIT|UNITS - long", guard::none, read::length_long),
    whole("length/past", "the DEIXIS|TOLD NUM UNITS", guard::length, read::length),
    whole("length/past-vague", "the DEIXIS|TOLD VAGUE UNITS", guard::length, read::length_vague),
    whole("length/past-one", "the past|last|coming UNIT", guard::length_one, read::length_one),
    whole("length/first", "the first|final NUM UNITS", guard::length, read::length),
    whole("length/recent", "recent UNITS", guard::none, read::recent),
    whole("length/coming", "the? coming UNITS", guard::none, read::length_vague),
    whole("length/units", "UNITS", guard::bare_units, read::length_vague),
    // Recurring times.
    whole("set/every", "EVERY UNIT", guard::every, read::every),
    whole("set/every-few", "EVERY NUM|VAGUE UNITS", guard::none, read::every),
    whole("set/every-other", "EVERY other UNIT", guard::none, read::every_other),
    whole("set/every-weekday", "EVERY WEEKDAY", guard::none, read::every_weekday),
    whole("set/weekdays", "WEEKDAYS", guard::none, read::every_weekday),
    whole("set/every-part", "EVERY PART", guard::none, read::every_part),
    whole("set/every-month", "EVERY MONTH", guard::none, read::every_month),
    whole("set/often", "OFTEN", guard::often, read::often),
    whole("set/per", "per UNIT", guard::per, read::per),
    whole("set/times-a", "once|twice a|each|every UNIT", guard::none, read::per),
    whole("set/number-times-a", "NUM|VAGUE times a|each|every UNIT", guard::none, read::per),
    // Times of day.
    whole("time/hour", "HOUR MERIDIEM ZONE?", guard::none, read::clock),
    whole("time/hour-minute", "HOUR : MINUTE ZONE?", guard::clock, read::clock),
    whole("time/hour-minute-half", "HOUR : MINUTE MERIDIEM ZONE?", guard::none, read::clock),
    whole("time/dotted", "DOTTED MERIDIEM ZONE?", guard::none, read::clock),
    whole("time/military", "CLOCK hours|hrs|h|ZONE", guard::none, read::clock),
    whole("time/hour-minute-hours", "HOUR : MINUTE hours|hrs|h ZONE?", guard::none, read::clock),
    whole("time/oclock", "NUM o'clock", guard::none, read::oclock),
    before("time/hour-of", "HOUR MERIDIEM ZONE? local? time? on? ,?", read::clock_of),
    before("time/hour-minute-of", "HOUR : MINUTE MERIDIEM? ZONE? local? time? on? ,?", read::clock_of),
    before("time/military-of", "CLOCK hours|hrs|h|ZONE on? ,?", read::clock_of),
    // References.
    whole("reference/right-now", "right now", guard::none, read::present),
    whole("reference/word", "REF", guard::reference, read::reference),
    whole("reference/future", "the near|foreseeable|distant? future", guard::future, read::future),
    whole("reference/past", "the recent? past", guard::past, read::past),
];
