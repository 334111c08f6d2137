//! Spans of days, as claims and events are dated.

use std::str::FromStr as _;

use jiff::civil::Date;

/// A span of days, both inclusive, as days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Span {
    pub(crate) earliest: i32,
    pub(crate) latest: i32,
}

impl Span {
    /// Reads two days `YYYY-MM-DD`; one of them may be empty, which leaves the span open on that side.
    pub(crate) fn parse(earliest: &str, latest: &str) -> Option<Self> {
        let (earliest, latest) = (day(earliest), day(latest));
        if earliest.is_none() && latest.is_none() {
            return None;
        }
        let span = Self { earliest: earliest.unwrap_or(i32::MIN), latest: latest.unwrap_or(i32::MAX) };
        (span.earliest <= span.latest).then_some(span)
    }

    pub(crate) fn is_day(self) -> bool {
        self.earliest == self.latest
    }

    pub(crate) fn width(self) -> i64 {
        i64::from(self.latest) - i64::from(self.earliest)
    }

    pub(crate) fn holds(self, other: Self) -> bool {
        self.earliest <= other.earliest && other.latest <= self.latest
    }

    /// The first day as `YYYY-MM-DD`, where the span has one.
    pub(crate) fn first_day(self) -> Option<String> {
        day_text(self.earliest)
    }

    /// The last day as `YYYY-MM-DD`, where the span has one.
    pub(crate) fn last_day(self) -> Option<String> {
        day_text(self.latest)
    }
}

const EPOCH: Date = Date::constant(1970, 1, 1);

/// A day `YYYY-MM-DD` as days since 1970-01-01.
pub(crate) fn day(text: &str) -> Option<i32> {
    i32::try_from(Date::from_str(text).ok()?.duration_since(EPOCH).as_hours() / 24).ok()
}

/// The other way round.
pub(crate) fn day_text(day: i32) -> Option<String> {
    let span = jiff::Span::new().try_days(day).ok()?;
    Some(EPOCH.checked_add(span).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_there_and_back() {
        let span = Span::parse("2022-02-28", "").expect("open at the end");
        assert_eq!((span.first_day().as_deref(), span.last_day()), (Some("2022-02-28"), None));
        assert_eq!(Span::parse("2022-03-02", "2022-03-01"), None);
        assert_eq!(Span::parse("", ""), None);
    }
}
