//! The rest of the readings: parts of longer times, lengths, recurring times, times of day, references.

use super::{
    captured::Parts,
    class::Class,
    meaning::{Meaning, Unit, season as season_of_number},
};

fn boxed(position: i32, inner: Meaning) -> Option<Meaning> {
    Some(Meaning::Position(position, Box::new(inner)))
}

pub(super) fn position(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    boxed(parts.get(Class::Position)?, inner)
}

pub(super) fn edge(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    boxed(parts.get(Class::Edge)?, inner)
}

/// "earlier this week" lies in this week, and no nearer.
pub(super) fn earlier(_: &Parts, inner: Meaning) -> Option<Meaning> {
    boxed(0, inner)
}

pub(super) fn latter(_: &Parts, inner: Meaning) -> Option<Meaning> {
    boxed(0, inner)
}

pub(super) fn plain(_: &Parts, inner: Meaning) -> Option<Meaning> {
    boxed(0, inner)
}

pub(super) fn about(_: &Parts, inner: Meaning) -> Option<Meaning> {
    match inner {
        Meaning::Set(_) | Meaning::Reference(_) => None,
        inner => Some(Meaning::About(Box::new(inner))),
    }
}

fn unit_told(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::Current(Unit::of(parts.get(Class::Unit)?).0))
}

pub(super) fn the_unit(parts: &Parts) -> Option<Meaning> {
    boxed(0, unit_told(parts)?)
}

pub(super) fn the_unit_edge(parts: &Parts) -> Option<Meaning> {
    boxed(parts.get(Class::Edge)?, unit_told(parts)?)
}

pub(super) fn the_unit_position(parts: &Parts) -> Option<Meaning> {
    boxed(parts.get(Class::Position)?, unit_told(parts)?)
}

/// Whether the meaning can name one day.
fn can_be_day(meaning: &Meaning) -> bool {
    use super::meaning::{What, When};
    match meaning {
        Meaning::At(When::Day(_)) | Meaning::MonthDay { .. } | Meaning::MonthsDay(_) | Meaning::Weekday(_) => true,
        Meaning::Which { what, .. } => matches!(what, What::Unit(Unit::Day) | What::Weekday(_)),
        Meaning::Same(unit) | Meaning::Shift { unit, .. } => *unit == Unit::Day,
        Meaning::WeekdayOf(..) => true,
        Meaning::Part(_, Some(inner)) | Meaning::Position(_, inner) => can_be_day(inner),
        _ => false,
    }
}

pub(super) fn part_of(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    let part = u8::try_from(parts.get(Class::Part)?).ok()?;
    can_be_day(&inner).then(|| Meaning::Part(part, Some(Box::new(inner))))
}

pub(super) fn early_hours(_: &Parts, inner: Meaning) -> Option<Meaning> {
    can_be_day(&inner).then(|| Meaning::Part(1, Some(Box::new(inner))))
}

/// Whether the meaning can name one year.
fn can_be_year(meaning: &Meaning) -> bool {
    use super::meaning::{What, When};
    matches!(
        meaning,
        Meaning::At(When::Year(_)) | Meaning::Same(Unit::Year) | Meaning::Which { what: What::Unit(Unit::Year), .. }
    )
}

pub(super) fn month_of(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    let month = i8::try_from(parts.get(Class::Month)?).ok()?;
    can_be_year(&inner).then(|| Meaning::MonthOf(month, Box::new(inner)))
}

/// "July 25 of that year".
pub(super) fn month_day_of(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    let month = i8::try_from(parts.get(Class::Month)?).ok()?;
    let day = i8::try_from(parts.get(Class::Day).or_else(|| parts.get(Class::Nth))?).ok()?;
    can_be_year(&inner).then(|| Meaning::MonthDayOf(month, day, Box::new(inner)))
}

pub(super) fn season_of(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    let season = season_of_number(parts.get(Class::Season)?);
    can_be_year(&inner).then(|| Meaning::SeasonOf(season, Box::new(inner)))
}

pub(super) fn weekday_of(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    let weekday = i8::try_from(parts.get(Class::Weekday)?).ok()?;
    matches!(inner, Meaning::Which { what: super::meaning::What::Unit(Unit::Week), .. })
        .then(|| Meaning::WeekdayOf(weekday, Box::new(inner)))
}

/// "the week of October 21".
pub(super) fn week_of(_: &Parts, inner: Meaning) -> Option<Meaning> {
    can_be_day(&inner).then(|| Meaning::WeekOf(Box::new(inner)))
}

pub(super) fn overnight(_: &Parts) -> Option<Meaning> {
    Some(Meaning::Overnight)
}

/// `FY2025-Q3`; no calendar date, since it is not said when that year begins.
pub(super) fn fiscal_quarter(parts: &Parts) -> Option<Meaning> {
    let quarter = parts.get(Class::Ordinal).filter(|quarter| (1..=4).contains(quarter))?;
    let year = parts.get(Class::Year).map_or("XXXX".to_owned(), |year| year.to_string());
    Some(Meaning::Open(format!("FY{year}-Q{quarter}")))
}

pub(super) fn fiscal_year(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::Open(format!("FY{}", parts.get(Class::Year)?)))
}

/// The unit that was captured, singular or plural, and the number of it.
fn amount(parts: &Parts) -> Option<(Unit, i32)> {
    let (unit, factor) = Unit::of(parts.get(Class::Units).or_else(|| parts.get(Class::Unit))?);
    Some((unit, parts.get(Class::Num).unwrap_or(1).checked_mul(factor)?))
}

pub(super) fn length_of(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    let (unit, number) = amount(parts)?;
    let vague = parts.get(Class::Num).is_none() && parts.get(Class::Units).is_some();
    let value = unit.length((!vague).then_some(number), false);
    Some(Meaning::LengthOf(value, Box::new(inner)))
}

fn lasting(unit: Unit, number: Option<i32>, half: bool) -> Option<Meaning> {
    Some(Meaning::Length { value: unit.length(number, half), unit, number: if half { None } else { number } })
}

pub(super) fn length(parts: &Parts) -> Option<Meaning> {
    let (unit, number) = amount(parts)?;
    lasting(unit, Some(number), false)
}

pub(super) fn length_one(parts: &Parts) -> Option<Meaning> {
    length(parts)
}

pub(super) fn length_vague(parts: &Parts) -> Option<Meaning> {
    lasting(amount(parts)?.0, None, false)
}

pub(super) fn length_half(parts: &Parts) -> Option<Meaning> {
    match Unit::of(parts.get(Class::Unit)?).0 {
        Unit::Century => lasting(Unit::Year, Some(50), false),
        Unit::Decade => lasting(Unit::Year, Some(5), false),
        Unit::Year => lasting(Unit::Month, Some(6), false),
        Unit::Hour => lasting(Unit::Minute, Some(30), false),
        Unit::Day => lasting(Unit::Hour, Some(12), false),
        _ => None,
    }
}

/// "two and a half years", "a year and a half".
pub(super) fn length_and_half(parts: &Parts) -> Option<Meaning> {
    let (unit, number) = amount(parts)?;
    lasting(unit, Some(number), true)
}

/// "four years and two months" is `P4Y2M`, "five hours and 29 minutes" `PT5H29M`.
pub(super) fn length_two(parts: &Parts) -> Option<Meaning> {
    let unit = |first: bool| {
        let get = |class: Class| if first { parts.get(class) } else { parts.second(class) };
        Some(Unit::of(get(Class::Units).or_else(|| get(Class::Unit))?))
    };
    let ((long, factor), (short, short_factor)) = match (parts.get(Class::Units), parts.get(Class::Unit)) {
        // "one year and two months" has one of each.
        (Some(units), Some(one)) => {
            let (units, one) = (Unit::of(units), Unit::of(one));
            if units.0 > one.0 { (units, one) } else { (one, units) }
        }
        _ => (unit(true)?, unit(false)?),
    };
    let number = parts.get(Class::Num)?.checked_mul(factor)?;
    let first = long.length(Some(number), false);
    let second = short.length(Some(parts.second(Class::Num)?.checked_mul(short_factor)?), false);
    // Both have their `P`, and both their `T` where both are times of the clock.
    let rest = if first.starts_with("PT") { second.strip_prefix("PT")? } else { second.strip_prefix('P')? };
    Some(Meaning::Length { value: first + rest, unit: long, number: None })
}

/// "year-long" lasts one, "months-long" some.
pub(super) fn length_long(parts: &Parts) -> Option<Meaning> {
    let (unit, number) = amount(parts)?;
    lasting(unit, parts.get(Class::Unit).map(|_| number), false)
}

pub(super) fn recent(_: &Parts) -> Option<Meaning> {
    Some(Meaning::Reference("PAST_REF"))
}

pub(super) fn every(parts: &Parts) -> Option<Meaning> {
    let (unit, number) = amount(parts)?;
    let number = if parts.get(Class::Vague).is_some() { None } else { Some(number) };
    Some(Meaning::Set(unit.length(number, false)))
}

pub(super) fn every_other(parts: &Parts) -> Option<Meaning> {
    let (unit, number) = amount(parts)?;
    Some(Meaning::Set(unit.length(number.checked_mul(2), false)))
}

pub(super) fn per(parts: &Parts) -> Option<Meaning> {
    let (unit, factor) = Unit::of(parts.get(Class::Unit)?);
    Some(Meaning::Set(unit.length(Some(factor), false)))
}

pub(super) fn every_weekday(parts: &Parts) -> Option<Meaning> {
    let day = parts.get(Class::Weekday).or_else(|| parts.get(Class::Weekdays))?;
    Some(Meaning::Set(format!("XXXX-WXX-{day}")))
}

/// The letters of a part of the day in TIMEX3.
pub(super) fn part_value(part: u8) -> &'static str {
    match part {
        1 => "TMO",
        2 => "TAF",
        3 => "TEV",
        4 => "TNI",
        5 => "T12:00",
        6 => "T24:00",
        7 => "TMO",
        8 => "TEV",
        _ => "TDT",
    }
}

pub(super) fn every_part(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::Set(format!("XXXX-XX-XX{}", part_value(u8::try_from(parts.get(Class::Part)?).ok()?))))
}

pub(super) fn every_month(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::Set(format!("XXXX-{:02}", parts.get(Class::Month)?)))
}

pub(super) fn often(parts: &Parts) -> Option<Meaning> {
    let (unit, factor) = Unit::of(parts.get(Class::Often)?);
    Some(Meaning::Set(unit.length(Some(factor), false)))
}

/// Minutes since midnight of the captured clock time; `None` where the clock has no such time.
fn minutes(parts: &Parts) -> Option<i32> {
    let minutes = if let Some(dotted) = parts.get(Class::Dotted) {
        dotted
    } else if let Some(clock) = parts.get(Class::Clock) {
        clock / 100 * 60 + clock % 100
    } else {
        parts.get(Class::Hour)? * 60 + parts.get(Class::Minute).unwrap_or(0)
    };
    let minutes = match parts.get(Class::Meridiem) {
        None => minutes,
        Some(_) if minutes >= 13 * 60 => return None,
        Some(0) => minutes % (12 * 60),
        Some(_) => minutes % (12 * 60) + 12 * 60,
    };
    (minutes <= 24 * 60).then_some(minutes)
}

fn clock_on(parts: &Parts, day: Option<Box<Meaning>>) -> Option<Meaning> {
    let zone = parts.get(Class::Zone).filter(|zone| *zone > -9999);
    Some(Meaning::Clock { minutes: minutes(parts)?, zone, day })
}

pub(super) fn clock(parts: &Parts) -> Option<Meaning> {
    clock_on(parts, None)
}

pub(super) fn clock_of(parts: &Parts, inner: Meaning) -> Option<Meaning> {
    can_be_day(&inner).then_some(())?;
    clock_on(parts, Some(Box::new(inner)))
}

/// "nine o'clock" does not say which half of the day; the hour alone is kept.
pub(super) fn oclock(parts: &Parts) -> Option<Meaning> {
    let hour = parts.get(Class::Num).filter(|hour| (1..=24).contains(hour))?;
    Some(Meaning::Clock { minutes: hour * 60, zone: None, day: None })
}

pub(super) fn reference(parts: &Parts) -> Option<Meaning> {
    Some(Meaning::Reference(if parts.get(Class::Ref)? < 0 { "PAST_REF" } else { "PRESENT_REF" }))
}

pub(super) fn present(_: &Parts) -> Option<Meaning> {
    Some(Meaning::Reference("PRESENT_REF"))
}

pub(super) fn future(_: &Parts) -> Option<Meaning> {
    Some(Meaning::Reference("FUTURE_REF"))
}

pub(super) fn past(_: &Parts) -> Option<Meaning> {
    Some(Meaning::Reference("PAST_REF"))
}
