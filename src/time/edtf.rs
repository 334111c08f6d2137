//! Calendar dates of every precision as EDTF text with their bounds.
//!
//! The text says what the words say ("2022-02"), the bounds say which days that can be: queries compare the bounds, so
//! that a month, a season and an open interval need no case of their own. Bounds follow the proleptic Gregorian
//! calendar; what it cannot hold (years past 9999) has no bounds rather than wrong ones.

use jiff::civil::{Date, date};

/// The seasons as EDTF numbers them from 21; bounds are those of the northern hemisphere, with the whole turn of the
/// year for a winter, since "winter 2022" may begin or end in 2022.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to June.
    Spring,
    /// June to September.
    Summer,
    /// September to December.
    Autumn,
    /// December to March, or January to March of the year itself.
    Winter,
}

/// A date of known or partly known precision, as EDTF with its bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edtf {
    /// EDTF level 1 text: `2022-07-07`, `2022-02`, `2022`, `2022-02-24/2022-03-01`; empty where nothing is known.
    pub text: String,
    /// First possible day.
    pub earliest: Option<Date>,
    /// Last possible day.
    pub latest: Option<Date>,
}

fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// A year as EDTF writes it: four digits, a minus before the years before the year 0 (which is 1 BC).
fn year_text(year: i16) -> String {
    if year < 0 { format!("-{:04}", -i32::from(year)) } else { format!("{year:04}") }
}

impl Edtf {
    fn bounded(text: String, earliest: Option<Date>, latest: Option<Date>) -> Self {
        Self { text, earliest, latest }
    }

    /// One day: `2022-07-07`.
    #[must_use]
    pub fn day(date: Date) -> Self {
        let text = format!("{}-{:02}-{:02}", year_text(date.year()), date.month(), date.day());
        Self::bounded(text, Some(date), Some(date))
    }

    /// A month, 1 to 12: `2022-02`. Unknown where there is no such month.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Self {
        let Some(first) = day(year, month, 1) else { return Self::default() };
        Self::bounded(format!("{}-{month:02}", year_text(year)), Some(first), Some(first.last_of_month()))
    }

    /// The seven days from that Monday: `2022-06-27/2022-07-03`, since EDTF has no weeks.
    #[must_use]
    pub fn week(monday: Date) -> Self {
        Self::interval(&Self::day(monday), &Self::day(monday.saturating_add(jiff::Span::new().days(6))))
    }

    /// A quarter, 1 to 4: `2022-01/2022-03`. Unknown where there is no such quarter.
    #[must_use]
    pub fn quarter(year: i16, quarter: i8) -> Self {
        match quarter {
            1..=4 => Self::interval(&Self::month(year, quarter * 3 - 2), &Self::month(year, quarter * 3)),
            _ => Self::default(),
        }
    }

    /// Half a year, 1 or 2: `2008-07/2008-12`. Unknown where there is no such half.
    #[must_use]
    pub fn half(year: i16, half: i8) -> Self {
        match half {
            1 | 2 => Self::interval(&Self::month(year, half * 6 - 5), &Self::month(year, half * 6)),
            _ => Self::default(),
        }
    }

    /// A season of a year: `2020-21` is spring 2020.
    #[must_use]
    pub fn season(year: i16, season: Season) -> Self {
        let (number, first, last) = match season {
            Season::Spring => (21, day(year, 3, 1), day(year, 6, 21)),
            Season::Summer => (22, day(year, 6, 1), day(year, 9, 22)),
            Season::Autumn => (23, day(year, 9, 1), day(year, 12, 21)),
            Season::Winter => (24, day(year, 1, 1), year.checked_add(1).and_then(|next| day(next, 3, 20))),
        };
        Self::bounded(format!("{}-{number}", year_text(year)), first, last)
    }

    /// A year: `2022`.
    #[must_use]
    pub fn year(year: i16) -> Self {
        Self::bounded(year_text(year), day(year, 1, 1), day(year, 12, 31))
    }

    /// The ten years that begin with `decade * 10`: `199X`. Unknown before the year 0.
    #[must_use]
    pub fn decade(decade: i16) -> Self {
        if !(0..=999).contains(&decade) {
            return Self::default();
        }
        Self::bounded(format!("{decade:03}X"), day(decade * 10, 1, 1), day(decade * 10 + 9, 12, 31))
    }

    /// The hundred years that begin with `century * 100`: `19XX` for the twentieth century. Unknown before the year 0.
    #[must_use]
    pub fn century(century: i16) -> Self {
        if !(0..=99).contains(&century) {
            return Self::default();
        }
        Self::bounded(format!("{century:02}XX"), day(century * 100, 1, 1), day(century * 100 + 99, 12, 31))
    }

    /// From the first possible day of `from` to the last of `to`: `2014/2019`. Unknown where either is, or where the
    /// end lies before the beginning.
    #[must_use]
    pub fn interval(from: &Self, to: &Self) -> Self {
        if from.text.is_empty() || to.text.is_empty() || from.earliest > to.latest {
            return Self::default();
        }
        let begin = from.text.split('/').next().unwrap_or_default();
        let end = to.text.rsplit('/').next().unwrap_or_default();
        Self::bounded(format!("{begin}/{end}"), from.earliest, to.latest)
    }

    /// From `from` on, with no known end: `2022-02/..`.
    #[must_use]
    pub fn since(from: &Self) -> Self {
        match from.text.split('/').next() {
            None | Some("" | "..") => Self::default(),
            Some(begin) => Self::bounded(format!("{begin}/.."), from.earliest, None),
        }
    }

    /// Up to `to`, with no known beginning: `../2025`.
    #[must_use]
    pub fn until(to: &Self) -> Self {
        match to.text.rsplit('/').next() {
            None | Some("" | "..") => Self::default(),
            Some(end) => Self::bounded(format!("../{end}"), None, to.latest),
        }
    }

    /// The same date, marked as approximate: `1910~`. Its bounds lose their edges, so they are dropped.
    #[must_use]
    pub fn approximate(self) -> Self {
        if self.text.is_empty() || self.text.contains('/') || self.text.contains('X') {
            return self;
        }
        Self { text: format!("{}~", self.text), ..self }
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.text.is_empty()
    }

    /// The same text with narrower bounds; what lies outside the old bounds is ignored.
    #[must_use]
    pub(super) fn narrowed(self, earliest: Option<Date>, latest: Option<Date>) -> Self {
        let first = earliest.filter(|date| self.earliest.is_none_or(|old| *date > old)).or(self.earliest);
        let last = latest.filter(|date| self.latest.is_none_or(|old| *date < old)).or(self.latest);
        if first > last && last.is_some() { self } else { Self { earliest: first, latest: last, ..self } }
    }
}

/// The Monday of the week that holds `date`.
pub(super) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    shift_days(day, -back).unwrap_or(date(1, 1, 1))
}

/// `days` later, where the calendar holds that day.
pub(super) fn shift_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The year and month `months` later.
pub(super) fn shift_months(year: i16, month: i8, months: i64) -> Option<(i16, i8)> {
    let total = i64::from(year) * 12 + i64::from(month) - 1 + months;
    Some((i16::try_from(total.div_euclid(12)).ok()?, i8::try_from(total.rem_euclid(12) + 1).ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{Edtf, Season, monday, shift_days, shift_months};

    fn bounds(edtf: &Edtf) -> (Date, Date) {
        (edtf.earliest.unwrap(), edtf.latest.unwrap())
    }

    #[test]
    fn each_precision_has_its_text_and_bounds() {
        for (edtf, text, first, last) in [
            (Edtf::day(date(2022, 7, 7)), "2022-07-07", date(2022, 7, 7), date(2022, 7, 7)),
            (Edtf::month(2022, 2), "2022-02", date(2022, 2, 1), date(2022, 2, 28)),
            (Edtf::month(2024, 2), "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
            (Edtf::week(date(2021, 12, 27)), "2021-12-27/2022-01-02", date(2021, 12, 27), date(2022, 1, 2)),
            (Edtf::quarter(2022, 1), "2022-01/2022-03", date(2022, 1, 1), date(2022, 3, 31)),
            (Edtf::half(2008, 2), "2008-07/2008-12", date(2008, 7, 1), date(2008, 12, 31)),
            (Edtf::season(2020, Season::Spring), "2020-21", date(2020, 3, 1), date(2020, 6, 21)),
            (Edtf::season(2021, Season::Winter), "2021-24", date(2021, 1, 1), date(2022, 3, 20)),
            (Edtf::year(1939), "1939", date(1939, 1, 1), date(1939, 12, 31)),
            (Edtf::year(-489), "-0489", date(-489, 1, 1), date(-489, 12, 31)),
            (Edtf::decade(199), "199X", date(1990, 1, 1), date(1999, 12, 31)),
            (Edtf::century(19), "19XX", date(1900, 1, 1), date(1999, 12, 31)),
            (Edtf::interval(&Edtf::year(2014), &Edtf::year(2019)), "2014/2019", date(2014, 1, 1), date(2019, 12, 31)),
        ] {
            assert_eq!(edtf.text, text);
            assert_eq!(bounds(&edtf), (first, last), "{text}");
        }
    }

    #[test]
    fn open_intervals_have_one_bound() {
        let since = Edtf::since(&Edtf::month(2022, 2));
        assert_eq!((since.text.as_str(), since.earliest, since.latest), ("2022-02/..", Some(date(2022, 2, 1)), None));
        let until = Edtf::until(&Edtf::week(date(2022, 7, 4)));
        assert_eq!(
            (until.text.as_str(), until.earliest, until.latest),
            ("../2022-07-10", None, Some(date(2022, 7, 10)))
        );
    }

    #[test]
    fn what_the_calendar_lacks_is_unknown() {
        assert!(Edtf::month(2022, 13).is_unknown());
        assert!(Edtf::quarter(2022, 5).is_unknown());
        assert!(Edtf::decade(-3).is_unknown());
        assert!(Edtf::since(&Edtf::default()).is_unknown());
        assert!(Edtf::interval(&Edtf::year(2019), &Edtf::year(2014)).is_unknown());
        assert_eq!(Edtf::year(9999).latest, Some(date(9999, 12, 31)));
        assert_eq!(Edtf::season(9999, Season::Winter).latest, None);
        assert!(shift_days(date(9999, 12, 31), 1).is_none());
    }

    #[test]
    fn arithmetic_crosses_years() {
        assert_eq!(shift_months(2022, 1, -1), Some((2021, 12)));
        assert_eq!(shift_months(2022, 12, 1), Some((2023, 1)));
        assert_eq!(shift_months(2022, 3, -27), Some((2019, 12)));
        assert_eq!(monday(date(2022, 1, 1)), date(2021, 12, 27));
        assert_eq!(shift_days(date(2024, 2, 28), 1), Some(date(2024, 2, 29)));
    }

    #[test]
    fn narrower_bounds_keep_the_text() {
        let late = Edtf::month(2022, 3).narrowed(Some(date(2022, 3, 16)), None);
        assert_eq!((late.text.as_str(), late.earliest), ("2022-03", Some(date(2022, 3, 16))));
        let outside = Edtf::month(2022, 3).narrowed(Some(date(2023, 1, 1)), None);
        assert_eq!(outside.earliest, Some(date(2022, 3, 1)));
    }
}
