//! What the words of a temporal expression say, before it is known from which day they are said.
//!
//! The grammar yields [`Meaning`]s without looking at the publication date; `anchor` turns them into values. The two
//! are apart so that one reading of "in April" serves news, where publication decides its year, and history, where the
//! story does.

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::edtf::{Edtf, Season, monday, shift_days, shift_months};

/// A length of calendar or clock time; the numbers are those of the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second = 1,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit of the lexicon's number, and how many of it: a fortnight is two weeks, a quarter three months.
    pub(super) fn of(number: i32) -> (Self, i32) {
        match number {
            1 => (Self::Second, 1),
            2 => (Self::Minute, 1),
            3 => (Self::Hour, 1),
            5 => (Self::Week, 1),
            6 => (Self::Month, 1),
            7 => (Self::Year, 1),
            8 => (Self::Decade, 1),
            9 => (Self::Century, 1),
            10 | 12 => (Self::Week, 2),
            11 => (Self::Month, 3),
            _ => (Self::Day, 1),
        }
    }

    /// A length as TIMEX3 writes it: `P3D`, `PT2H`, `P2DE`; `PXD` where the number is vague. `half` adds a half.
    pub(super) fn length(self, number: Option<i32>, half: bool) -> String {
        let number = match (number, half) {
            (None, _) => "X".to_owned(),
            (Some(number), false) => number.to_string(),
            (Some(number), true) => format!("{number}.5"),
        };
        match self {
            Self::Second => format!("PT{number}S"),
            Self::Minute => format!("PT{number}M"),
            Self::Hour => format!("PT{number}H"),
            Self::Day => format!("P{number}D"),
            Self::Week => format!("P{number}W"),
            Self::Month => format!("P{number}M"),
            Self::Year => format!("P{number}Y"),
            Self::Decade => format!("P{number}DE"),
            Self::Century => format!("P{number}CE"),
        }
    }
}

/// A stretch of the calendar. Years before our era are negative: -480 is 480 BC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Day(Date),
    /// By its Monday.
    Week(Date),
    /// By the Monday of its week.
    Weekend(Date),
    Month(i16, i8),
    Quarter(i16, i8),
    Half(i16, i8),
    Season(i16, Season),
    Year(i16),
    /// By its year divided by ten.
    Decade(i16),
    /// By its year divided by a hundred.
    Century(i16),
}

fn year_value(year: i16) -> String {
    if year < 0 { format!("BC{:04}", -i32::from(year)) } else { format!("{year:04}") }
}

/// Years as astronomers count them, with a year 0.
fn astronomical(year: i16) -> i16 {
    if year < 0 { year + 1 } else { year }
}

/// The letters of a season in TIMEX3.
pub(super) fn season_value(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// The season of the lexicon's number.
pub(super) fn season(number: i32) -> Season {
    match number {
        1 => Season::Spring,
        2 => Season::Summer,
        3 => Season::Autumn,
        _ => Season::Winter,
    }
}

impl When {
    /// The TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Week(day) => {
                let week = ISOWeekDate::from_date(day);
                format!("{}-W{:02}", year_value(week.year()), week.week())
            }
            Self::Weekend(day) => format!("{}-WE", Self::Week(day).value()),
            Self::Month(year, month) => format!("{}-{month:02}", year_value(year)),
            Self::Quarter(year, quarter) => format!("{}-Q{quarter}", year_value(year)),
            Self::Half(year, half) => format!("{}-H{half}", year_value(year)),
            Self::Season(year, season) => format!("{}-{}", year_value(year), season_value(season)),
            Self::Year(year) => year_value(year),
            Self::Decade(decade) if decade < 0 => format!("BC{:03}", -i32::from(decade)),
            Self::Decade(decade) => format!("{decade:03}"),
            Self::Century(century) if century < 0 => format!("BC{:02}", -i32::from(century) - 1),
            Self::Century(century) => format!("{century:02}"),
        }
    }

    /// The same as EDTF.
    pub(super) fn edtf(self) -> Edtf {
        match self {
            Self::Day(day) => Edtf::day(day),
            Self::Week(day) => Edtf::week(day),
            Self::Weekend(day) => match (shift_days(day, 5), shift_days(day, 6)) {
                (Some(saturday), Some(sunday)) => Edtf::interval(&Edtf::day(saturday), &Edtf::day(sunday)),
                _ => Edtf::default(),
            },
            Self::Month(year, month) => Edtf::month(astronomical(year), month),
            Self::Quarter(year, quarter) => Edtf::quarter(astronomical(year), quarter),
            Self::Half(year, half) => Edtf::half(astronomical(year), half),
            Self::Season(year, season) => Edtf::season(astronomical(year), season),
            Self::Year(year) => Edtf::year(astronomical(year)),
            Self::Decade(decade) => Edtf::decade(decade),
            Self::Century(century) => Edtf::century(century),
        }
    }

    /// Its year; none for decades and centuries.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Self::Day(day) => Some(day.year()),
            Self::Week(day) | Self::Weekend(day) => Some(ISOWeekDate::from_date(day).year()),
            Self::Month(year, _)
            | Self::Quarter(year, _)
            | Self::Half(year, _)
            | Self::Season(year, _)
            | Self::Year(year) => Some(year),
            Self::Decade(_) | Self::Century(_) => None,
        }
    }

    /// Its month, where it lies in one.
    pub(super) fn month(self) -> Option<i8> {
        match self {
            Self::Day(day) => Some(day.month()),
            Self::Month(_, month) => Some(month),
            _ => None,
        }
    }

    /// The stretch of that unit that it lies in; none where it is longer than the unit.
    pub(super) fn within(self, unit: Unit) -> Option<Self> {
        let year = self.year();
        match unit {
            Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => match self {
                Self::Day(_) => Some(self),
                _ => None,
            },
            Unit::Week => match self {
                Self::Day(day) => Some(Self::Week(monday(day))),
                Self::Week(day) | Self::Weekend(day) => Some(Self::Week(day)),
                _ => None,
            },
            Unit::Month => Some(Self::Month(year?, self.month()?)),
            Unit::Year => Some(Self::Year(year?)),
            Unit::Decade => match (self, year) {
                (Self::Decade(_), _) => Some(self),
                (_, Some(year)) if year >= 0 => Some(Self::Decade(year / 10)),
                _ => None,
            },
            Unit::Century => match (self, year) {
                (Self::Century(_), _) => Some(self),
                (Self::Decade(decade), _) if decade >= 0 => Some(Self::Century(decade / 10)),
                (_, Some(year)) if year >= 0 => Some(Self::Century(year / 100)),
                _ => None,
            },
        }
    }

    /// The stretch of that unit so many units away; none where this is longer than the unit, or the calendar ends.
    pub(super) fn shifted(self, unit: Unit, number: i32) -> Option<Self> {
        let number64 = i64::from(number);
        let years = |factor: i32| {
            let year = i32::from(self.year()?).checked_add(number.checked_mul(factor)?)?;
            i16::try_from(year).ok().filter(|year| (-9998..=9999).contains(year))
        };
        match (unit, self.within(unit)?) {
            (Unit::Day, Self::Day(day)) => shift_days(day, number64).map(Self::Day),
            (Unit::Week, Self::Week(day)) => shift_days(day, number64.checked_mul(7)?).map(Self::Week),
            (Unit::Month, Self::Month(year, month)) => {
                shift_months(year, month, number64).map(|(year, month)| Self::Month(year, month))
            }
            (Unit::Year, Self::Year(_)) => years(1).map(Self::Year),
            (Unit::Decade, Self::Decade(decade)) => {
                Some(Self::Decade(i16::try_from(i32::from(decade).checked_add(number)?).ok()?))
            }
            (Unit::Century, Self::Century(century)) => {
                Some(Self::Century(i16::try_from(i32::from(century).checked_add(number)?).ok()?))
            }
            _ => None,
        }
    }
}

/// What a relative expression is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Unit(Unit),
    Weekend,
    Weekday(i8),
    Month(i8),
    Season(Season),
    Quarter,
    Part(u8),
}

/// What a relative expression is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The day of publication.
    Published,
    /// The date that the text told last.
    Told,
}

/// The meaning of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Fully said.
    At(When),
    /// "24 February", "Monday, 2 May".
    MonthDay { month: i8, day: i8 },
    /// "in April".
    Month(i8),
    /// "the 20th".
    MonthsDay(i8),
    /// "on Thursday".
    Weekday(i8),
    /// "the summer".
    Season(Season),
    /// "the first quarter".
    Quarter(i8),
    /// "the second half".
    Half(i8),
    /// "last week", "next May", "the following year".
    Which { base: Base, step: i32, what: What },
    /// "two years ago", "three days later"; a vague number is none, negative steps go back.
    Shift { base: Base, unit: Unit, number: Option<i32>, forward: bool },
    /// "the day", "the year", in "the end of the year".
    Current(Unit),
    /// "that day", "the same month".
    Same(Unit),
    /// "the morning of …", "Thursday night"; alone it belongs to the day told last.
    Part(u8, Option<Box<Meaning>>),
    /// Minutes since midnight, minutes east of Greenwich.
    Clock { minutes: i32, zone: Option<i32>, day: Option<Box<Meaning>> },
    /// "late March": 1 early, 2 middle, 3 late.
    Position(i32, Box<Meaning>),
    /// "about 1910".
    About(Box<Meaning>),
    /// "August of that year".
    MonthOf(i8, Box<Meaning>),
    /// "25 July of that year": month and day.
    MonthDayOf(i8, i8, Box<Meaning>),
    /// "the spring of next year".
    SeasonOf(Season, Box<Meaning>),
    /// "the first quarter of last year".
    QuarterOf(i8, Box<Meaning>),
    /// "the second half of last year".
    HalfOf(i8, Box<Meaning>),
    /// "the week of October 21".
    WeekOf(Box<Meaning>),
    /// "overnight".
    Overnight,
    /// "Thursday of last week".
    WeekdayOf(i8, Box<Meaning>),
    /// "the last week of March": a length within a date.
    LengthOf(String, Box<Meaning>),
    /// A length of time.
    Length { value: String, unit: Unit, number: Option<i32> },
    /// A recurring time.
    Set(String),
    /// `PRESENT_REF`, `PAST_REF`, `FUTURE_REF`.
    Reference(&'static str),
    /// Known to be a date, of this underspecified value, and no more.
    Open(String),
}

/// The weekday of the lexicon's number, from Monday 1.
pub(super) fn weekday(number: i8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(number).ok()
}
