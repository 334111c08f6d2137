//! From captured parts to meanings: one small function a kind of rule.
//!
//! A reading that the calendar refuses (the 31st of June, a fifth quarter) yields nothing, and the words are left to
//! shorter rules.

use jiff::civil::Date;

use super::{
    captured::Parts,
    class::Class,
    meaning::{Base, Meaning, Unit, What, When, season as season_of_number},
};

fn small(value: i32) -> Option<i8> {
    i8::try_from(value).ok()
}

/// The year that was captured: of four digits, of two after an apostrophe, or with its era.
fn captured_year(parts: &Parts) -> Option<i16> {
    if let Some(year) = parts.get(Class::Year) {
        let year = i16::try_from(year).ok()?;
        return Some(if parts.get(Class::Era) == Some(-1) { -year } else { year });
    }
    if let Some(short) = parts.get(Class::Yy) {
        return i16::try_from(full_year(short)).ok();
    }
    let era = parts.get(Class::Era)?;
    let number = i16::try_from(parts.get(Class::Num)?).ok().filter(|number| (1..=3000).contains(number))?;
    Some(if era < 0 { -number } else { number })
}

/// '22 is 2022, '68 is 1968: the usual window of a hundred years around 2000.
fn full_year(short: i32) -> i32 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

fn captured_day(parts: &Parts) -> Option<i8> {
    parts.get(Class::Day).or_else(|| parts.get(Class::Nth)).and_then(small)
}

fn at_day(year: i32, month: i32, day: i32) -> Option<Meaning> {
    let date = Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()?;
    Some(Meaning::At(When::Day(date)))
}

/// Whether some year has that day.
fn month_has(month: i8, day: i8) -> bool {
    Date::new(2024, month, day).is_ok()
}

fn any_year(month: i8, day: i8) -> Option<Meaning> {
    month_has(month, day).then_some(Meaning::MonthDay { month, day })
}

pub(super) fn numeric_ymd(parts: &Parts) -> Option<Meaning> {
    at_day(parts.get(Class::Year)?, parts.get(Class::Mm)?, parts.get(Class::Day)?)
}

/// 24/02/2022 and 02/24/2022 say which is the month; 03/04/2022 does not.
fn day_and_month(year: i32, first: i32, second: i32) -> Option<Meaning> {
    match (first > 12, second > 12) {
        (true, false) => at_day(year, second, first),
        (false, true) => at_day(year, first, second),
        (false, false) if first == second => at_day(year, first, first),
        (false, false) => Some(Meaning::Open(format!("{year:04}-XX-XX"))),
        (true, true) => None,
    }
}

pub(super) fn numeric(parts: &Parts) -> Option<Meaning> {
    day_and_month(parts.get(Class::Year)?, parts.get(Class::Day)?, parts.second(Class::Day)?)
}

pub(super) fn numeric_short(parts: &Parts) -> Option<Meaning> {
    day_and_month(full_year(parts.get(Class::Yy)?), parts.get(Class::Day)?, parts.second(Class::Day)?)
}

pub(super) fn full(parts: &Parts) -> Option<Meaning> {
    at_day(parts.get(Class::Year)?, parts.get(Class::Month)?, captured_day(parts)?.into())
}

pub(super) fn full_bc(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::At(When::Month(captured_year(parts)?, small(parts.get(Class::Month)?)?)))
}

pub(super) fn month_day(parts: &Parts) -> Option<Meaning> {
    any_year(small(parts.get(Class::Month)?)?, captured_day(parts)?)
}

/// A day of that month, of the captured year if there is one.
fn one_of(parts: &Parts, month: i32, day: i32) -> Option<Meaning> {
    match parts.get(Class::Year) {
        Some(year) => at_day(year, month, day),
        None => any_year(small(month)?, small(day)?),
    }
}

pub(super) fn month_days(parts: &Parts) -> Option<(Meaning, Meaning)> {
    let month = parts.get(Class::Month)?;
    let (first, second) = (parts.get(Class::Day)?, parts.second(Class::Day)?);
    Some((one_of(parts, month, first)?, one_of(parts, month, second)?))
}

pub(super) fn days_month(parts: &Parts) -> Option<(Meaning, Meaning)> {
    let month = parts.get(Class::Month)?;
    let (first, second) = match (parts.get(Class::Day), parts.get(Class::Nth)) {
        (Some(first), None) => (first, parts.second(Class::Day)?),
        (None, Some(first)) => (first, parts.second(Class::Nth)?),
        _ => return None,
    };
    (first < second).then_some(())?;
    Some((one_of(parts, month, first)?, one_of(parts, month, second)?))
}

pub(super) fn two_month_days(parts: &Parts) -> Option<(Meaning, Meaning)> {
    let first = one_of(parts, parts.get(Class::Month)?, parts.get(Class::Day)?)?;
    Some((first, one_of(parts, parts.second(Class::Month)?, parts.second(Class::Day)?)?))
}

pub(super) fn months_year(parts: &Parts) -> Option<(Meaning, Meaning)> {
    let year = captured_year(parts)?;
    let (first, second) = (small(parts.get(Class::Month)?)?, small(parts.second(Class::Month)?)?);
    // "from November to February 2022": the first lies in the year before.
    let earlier = if first > second { year.checked_sub(1)? } else { year };
    Some((Meaning::At(When::Month(earlier, first)), Meaning::At(When::Month(year, second))))
}

pub(super) fn nth(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::MonthsDay(small(parts.get(Class::Nth)?)?))
}

/// "9/11" names one day; any other day and month without a year could be the other way round.
pub(super) fn eleventh_september(parts: &Parts) -> Option<Meaning> {
    (parts.get(Class::Mm)? == 9 && parts.get(Class::Day)? == 11).then(|| at_day(2001, 9, 11))?
}

pub(super) fn holiday(parts: &Parts) -> Option<Meaning> {
    let day = parts.get(Class::Holiday)?;
    one_of(parts, day / 100, day % 100)
}

pub(super) fn holiday_eve(parts: &Parts) -> Option<Meaning> {
    let day = parts.get(Class::Holiday)? - 1;
    (day % 100 > 0).then(|| one_of(parts, day / 100, day % 100))?
}

pub(super) fn new_year(parts: &Parts) -> Option<Meaning> {
    one_of(parts, 1, 1)
}

pub(super) fn new_year_eve(parts: &Parts) -> Option<Meaning> {
    one_of(parts, 12, 31)
}

pub(super) fn month_year(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::At(When::Month(captured_year(parts)?, small(parts.get(Class::Month)?)?)))
}

pub(super) fn month(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::Month(small(parts.get(Class::Month)?)?))
}

pub(super) fn year(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::At(When::Year(captured_year(parts)?)))
}

pub(super) fn short_year(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::At(When::Year(captured_year(parts)?)))
}

pub(super) fn years(parts: &Parts) -> Option<(Meaning, Meaning)> {
    let (first, second) = (parts.get(Class::Year)?, parts.second(Class::Year)?);
    (second > first).then_some(())?;
    let at = |year: i32| Some(Meaning::At(When::Year(i16::try_from(year).ok()?)));
    Some((at(first)?, at(second)?))
}

pub(super) fn year_range(parts: &Parts) -> Option<(Meaning, Meaning)> {
    let first = parts.get(Class::Year)?;
    let second = first - first % 100 + parts.get(Class::Yy)?;
    (second > first).then_some(())?;
    let at = |year: i32| Some(Meaning::At(When::Year(i16::try_from(year).ok()?)));
    Some((at(first)?, at(second)?))
}

pub(super) fn decade(parts: &Parts) -> Option<Meaning> {
    let decade = i16::try_from(parts.get(Class::Decade)? / 10).ok()?;
    Some(Meaning::At(When::Decade(if parts.get(Class::Era) == Some(-1) { -decade } else { decade })))
}

/// "the nineties", "the '90s": of the twentieth century.
pub(super) fn decade_word(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::At(When::Decade(190 + i16::try_from(parts.get(Class::Tens)?).ok()?)))
}

pub(super) fn century(parts: &Parts) -> Option<Meaning> {
    let number = i16::try_from(parts.get(Class::Ordinal)?).ok().filter(|number| (1..=30).contains(number))?;
    let bc = parts.get(Class::Era) == Some(-1);
    Some(Meaning::At(When::Century(if bc { -number } else { number - 1 })))
}

pub(super) fn quarter(parts: &Parts) -> Option<Meaning> {
    let number = parts.get(Class::Ordinal).or_else(|| parts.get(Class::Quarter))?;
    let number = small(number).filter(|number| (1..=4).contains(number))?;
    Some(captured_year(parts).map_or(Meaning::Quarter(number), |year| Meaning::At(When::Quarter(year, number))))
}

pub(super) fn half(parts: &Parts) -> Option<Meaning> {
    let number = small(parts.get(Class::Ordinal).unwrap_or(2)).filter(|number| (1..=2).contains(number))?;
    Some(captured_year(parts).map_or(Meaning::Half(number), |year| Meaning::At(When::Half(year, number))))
}

pub(super) fn quarter_of(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    let number = small(parts.get(Class::Ordinal)?).filter(|number| (1..=4).contains(number))?;
    Some(Meaning::QuarterOf(number, Box::new(inner)))
}

pub(super) fn half_of(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    let number = small(parts.get(Class::Ordinal)?).filter(|number| (1..=2).contains(number))?;
    Some(Meaning::HalfOf(number, Box::new(inner)))
}

pub(super) fn season(parts: &Parts) -> Option<Meaning> {
    let season = season_of_number(parts.get(Class::Season)?);
    Some(captured_year(parts).map_or(Meaning::Season(season), |year| Meaning::At(When::Season(year, season))))
}

fn which(base: Base, step: i32, what: What) -> Meaning {
    Meaning::Which { base, step, what }
}

/// With the part of the day that was captured, if one was.
fn with_part(parts: &Parts, day: Meaning) -> Option<Meaning> {
    Some(match parts.get(Class::Part) {
        Some(part) => Meaning::Part(u8::try_from(part).ok()?, Some(Box::new(day))),
        None => day,
    })
}

pub(super) fn dayword(parts: &Parts) -> Option<Meaning> {
    with_part(parts, which(Base::Published, parts.get(Class::Dayword)?, What::Unit(Unit::Day)))
}

pub(super) fn tonight(_: &Parts) -> Option<Meaning> {
    Some(which(Base::Published, 0, What::Part(4)))
}

pub(super) fn two_days(parts: &Parts) -> Option<Meaning> {
    Some(which(Base::Published, parts.get(Class::Dayword)? * 2, What::Unit(Unit::Day)))
}

pub(super) fn weekday(parts: &Parts) -> Option<Meaning> {
    let number = parts.get(Class::Weekday).or_else(|| parts.get(Class::Shortday))?;
    with_part(parts, Meaning::Weekday(small(number)?))
}

pub(super) fn which_weekday(parts: &Parts) -> Option<Meaning> {
    let day = What::Weekday(small(parts.get(Class::Weekday)?)?);
    with_part(parts, which(Base::Published, parts.get(Class::Deixis)?, day))
}

pub(super) fn weekday_of_week(parts: &Parts) -> Option<Meaning> {
    let week = which(Base::Published, parts.get(Class::Deixis)?, What::Unit(Unit::Week));
    Some(Meaning::WeekdayOf(small(parts.get(Class::Weekday)?)?, Box::new(week)))
}

pub(super) fn which_month(parts: &Parts) -> Option<Meaning> {
    Some(which(Base::Published, parts.get(Class::Deixis)?, What::Month(small(parts.get(Class::Month)?)?)))
}

pub(super) fn which_season(parts: &Parts) -> Option<Meaning> {
    let season = season_of_number(parts.get(Class::Season)?);
    Some(which(Base::Published, parts.get(Class::Deixis)?, What::Season(season)))
}

pub(super) fn which_unit(parts: &Parts) -> Option<Meaning> {
    let (unit, _) = Unit::of(parts.get(Class::Unit)?);
    Some(which(Base::Published, parts.get(Class::Deixis)?, What::Unit(unit)))
}

pub(super) fn which_weekend(parts: &Parts) -> Option<Meaning> {
    Some(which(Base::Published, parts.get(Class::Deixis)?, What::Weekend))
}

pub(super) fn weekend(_: &Parts) -> Option<Meaning> {
    Some(which(Base::Published, 0, What::Weekend))
}

pub(super) fn which_quarter(parts: &Parts) -> Option<Meaning> {
    Some(which(Base::Published, parts.get(Class::Deixis)?, What::Quarter))
}

pub(super) fn which_part(parts: &Parts) -> Option<Meaning> {
    Some(which(Base::Published, parts.get(Class::Deixis)?, What::Part(u8::try_from(parts.get(Class::Part)?).ok()?)))
}

/// The unit that was captured, singular or plural, and the number of it; `a` counts as one.
fn amount(parts: &Parts) -> Option<(Unit, Option<i32>)> {
    let (unit, factor) = Unit::of(parts.get(Class::Units).or_else(|| parts.get(Class::Unit))?);
    if parts.get(Class::Vague).is_some() {
        return Some((unit, None));
    }
    Some((unit, Some(parts.get(Class::Num).unwrap_or(1).checked_mul(factor)?)))
}

fn shift_by(parts: &Parts, base: Base, vague: bool, forward: bool) -> Option<Meaning> {
    let (unit, number) = amount(parts)?;
    Some(Meaning::Shift { base, unit, number: if vague { None } else { number }, forward })
}

pub(super) fn ago(parts: &Parts) -> Option<Meaning> {
    shift_by(parts, Base::Published, false, false)
}

pub(super) fn ago_vague(parts: &Parts) -> Option<Meaning> {
    shift_by(parts, Base::Published, true, false)
}

/// Half a year is six months, half a decade five years, half a century fifty.
pub(super) fn half_ago(parts: &Parts) -> Option<Meaning> {
    let (unit, number) = match Unit::of(parts.get(Class::Unit)?).0 {
        Unit::Century => (Unit::Year, 50),
        Unit::Decade => (Unit::Year, 5),
        Unit::Year => (Unit::Month, 6),
        Unit::Hour => (Unit::Minute, 30),
        _ => return None,
    };
    Some(Meaning::Shift { base: Base::Published, unit, number: Some(number), forward: false })
}

pub(super) fn from_now(parts: &Parts) -> Option<Meaning> {
    shift_by(parts, Base::Published, false, true)
}

pub(super) fn shift(parts: &Parts) -> Option<Meaning> {
    shift_by(parts, Base::Told, false, parts.get(Class::Shift)? > 0)
}

pub(super) fn shift_vague(parts: &Parts) -> Option<Meaning> {
    shift_by(parts, Base::Told, true, parts.get(Class::Shift)? > 0)
}

pub(super) fn told_unit(parts: &Parts) -> Option<Meaning> {
    let (unit, _) = Unit::of(parts.get(Class::Unit)?);
    Some(which(Base::Told, parts.get(Class::Told)?, What::Unit(unit)))
}

pub(super) fn told_part(parts: &Parts) -> Option<Meaning> {
    Some(which(Base::Told, parts.get(Class::Told)?, What::Part(u8::try_from(parts.get(Class::Part)?).ok()?)))
}

pub(super) fn told_month(parts: &Parts) -> Option<Meaning> {
    Some(which(Base::Told, parts.get(Class::Told)?, What::Month(small(parts.get(Class::Month)?)?)))
}

pub(super) fn told_season(parts: &Parts) -> Option<Meaning> {
    Some(which(Base::Told, parts.get(Class::Told)?, What::Season(season_of_number(parts.get(Class::Season)?))))
}

pub(super) fn same(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::Same(Unit::of(parts.get(Class::Unit)?).0))
}

pub(super) fn that_part(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::Part(u8::try_from(parts.get(Class::Part)?).ok()?, None))
}

pub(super) use super::reading_more::*;
