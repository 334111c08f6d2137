//! From meanings to calendar dates: the day of publication for news, the date told last for stories.
//!
//! News is anchored by its day: a weekday or a month lies before it or after it, as the governing verb says. History is
//! anchored by itself: "in April" is the April of the year told last. Which of the two an article is follows from its
//! dates, not from its looks ([`Kind::of`]). Where neither settles a date, the value stays underspecified.

use jiff::civil::Date;

use super::{
    edtf::{Season, monday, shift_days, shift_months},
    meaning::{Base, Meaning, Unit, What, When, season_value, weekday},
    tense::Direction,
};

/// What anchors the dates of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The day of publication.
    News,
    /// The date told last.
    Story,
}

impl Kind {
    /// A story has at least three explicit years of long before its publication, more than twice as many of them as of
    /// years near it, and more than nine times as many as of dates that only publication anchors ("yesterday", "on
    /// Friday"): one quotation with "today" makes no news of a history.
    pub(super) fn of<'a>(published: Option<Date>, meanings: impl Iterator<Item = &'a Meaning>) -> Self {
        let (mut old, mut near, mut anchored) = (0, 0, 0);
        let mut lead = true;
        for meaning in meanings {
            // Whose first date is seen from publication is news, however much of the past it goes on to tell (obituaries).
            let dateline = matches!(meaning, Meaning::At(When::Day(day)) if Some(*day) == published);
            if lead && needs_publication(meaning) {
                return Self::News;
            }
            lead &= dateline;
            match explicit_year(meaning) {
                Some(year) => match published {
                    Some(day) if year + 1 >= day.year() => near += 1,
                    _ => old += 1,
                },
                None => anchored += usize::from(needs_publication(meaning)),
            }
        }
        if old >= 3 && old > 2 * near && old > 9 * anchored { Self::Story } else { Self::News }
    }
}

/// The year that the words themselves say.
pub(super) fn explicit_year(meaning: &Meaning) -> Option<i16> {
    match meaning {
        Meaning::At(when) => when.year(),
        Meaning::Position(_, inner) | Meaning::About(inner) | Meaning::MonthOf(_, inner) => explicit_year(inner),
        Meaning::SeasonOf(_, inner) | Meaning::LengthOf(_, inner) | Meaning::HalfOf(_, inner) => explicit_year(inner),
        Meaning::Part(_, Some(inner)) | Meaning::QuarterOf(_, inner) => explicit_year(inner),
        _ => None,
    }
}

fn needs_publication(meaning: &Meaning) -> bool {
    match meaning {
        Meaning::Weekday(_) => true,
        Meaning::Which { base, .. } | Meaning::Shift { base, .. } => *base == Base::Published,
        Meaning::Position(_, inner) | Meaning::Part(_, Some(inner)) => needs_publication(inner),
        _ => false,
    }
}

/// A resolved or an underspecified date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A stretch of the calendar.
    At(When),
    /// An underspecified value: `XXXX-WXX-4`.
    Open(String),
}

/// The state of reading an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// What anchors.
    pub(super) kind: Kind,
    /// The date told last.
    pub(super) told: Option<When>,
    /// Whether the article tells what happened in the present tense, as headlines do.
    pub(super) reports_in_present: bool,
    /// The day told last: "earlier in the day" and "in the evening" are of it, whatever month was told since.
    pub(super) day: Option<Date>,
    /// Sentence of that day.
    pub(super) day_sentence: usize,
    /// The date and the day told last that do not lie after publication.
    pub(super) over: (Option<When>, Option<Date>),
    /// Whether the date told last is a weekday's.
    pub(super) told_weekday: bool,
    /// A year of long ago that the words of this sentence or the one before have said: months beside it may be its own.
    pub(super) remote: Option<i16>,
}

fn open(unit: Unit) -> Outcome {
    Outcome::Open(
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => "XXXX-XX-XXTXX",
            Unit::Day => "XXXX-XX-XX",
            Unit::Week => "XXXX-WXX",
            Unit::Month => "XXXX-XX",
            Unit::Year => "XXXX",
            Unit::Decade => "XXX",
            Unit::Century => "XX",
        }
        .to_owned(),
    )
}

fn settled(when: Option<When>, otherwise: Outcome) -> Outcome {
    when.map_or(otherwise, Outcome::At)
}

/// The same day of that year or, for 29 February, none in common years.
fn day_in(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

/// Whether the farther of two days around `now` is so far and the nearer so near that who meant the farther one would
/// have named its year. The three are in calendar order or in reverse.
fn almost_a_year(now: Date, near: Date, far: Date) -> bool {
    let days = |one: Date, other: Date| (one.duration_since(other).as_hours() / 24).abs();
    days(now, near) <= 60 && days(now, far) >= 300
}

/// Tomorrow or the day after.
fn is_soon(published: Date, day: Date) -> bool {
    (1..=2).contains(&(day.duration_since(published).as_hours() / 24))
}

/// The last such day not after `published`, and the first not before it.
fn around(published: Date, month: i8, day: i8) -> (Option<Date>, Option<Date>) {
    let years = |step: i16| (0..9).filter_map(move |count: i16| day_in(published.year() + count * step, month, day));
    (years(-1).find(|date| *date <= published), years(1).find(|date| *date >= published))
}

/// First and last day of a season, by the months that weather services count.
fn season_days(year: i16, season: Season) -> Option<(Date, Date)> {
    let (from, to) = match season {
        Season::Spring => (day_in(year, 3, 1)?, day_in(year, 5, 31)?),
        Season::Summer => (day_in(year, 6, 1)?, day_in(year, 8, 31)?),
        Season::Autumn => (day_in(year, 9, 1)?, day_in(year, 11, 30)?),
        Season::Winter => (day_in(year, 12, 1)?, day_in(year.checked_add(1)?, 2, 28)?),
    };
    Some((from, to))
}

impl Anchor {
    /// Moves on to a date that the text has told.
    pub(super) fn tell(&mut self, when: When, sentence: usize) {
        self.told = Some(when);
        if let When::Day(day) = when {
            self.day = Some(day);
            self.day_sentence = sentence;
        }
        if !self.is_ahead() {
            self.over = (self.told, self.day);
        }
    }

    /// Whether the day told last lies after publication.
    fn is_ahead(&self) -> bool {
        self.news().zip(self.day).is_some_and(|(published, day)| day > published)
    }

    /// The anchor of what is told as past: a day to come, mentioned between, is none.
    pub(super) fn looking(self, direction: Direction) -> Self {
        if matches!(direction, Direction::Past | Direction::LikelyPast) && self.is_ahead() {
            let (told, day) = self.over;
            Self { told, day, ..self }
        } else {
            self
        }
    }

    /// The night that "overnight" means: the one that begins on the day of the same sentence, else the one before
    /// publication; by its first day.
    pub(super) fn overnight(&self, sentence: usize) -> Outcome {
        let told = self.day.filter(|_| self.day_sentence == sentence);
        let before = || self.news().and_then(|published| shift_days(published, -1));
        settled(told.or_else(before).map(When::Day), open(Unit::Day))
    }

    /// What an expression denotes, by the direction that its verb gives.
    pub(super) fn resolve(&self, meaning: &Meaning, direction: Direction) -> Outcome {
        match meaning {
            Meaning::At(when) => Outcome::At(*when),
            Meaning::MonthDay { .. }
            | Meaning::Month(_)
            | Meaning::MonthsDay(_)
            | Meaning::Weekday(_)
            | Meaning::Season(_)
            | Meaning::Quarter(_)
            | Meaning::Half(_) => self.recurring(meaning, direction),
            Meaning::MonthOf(..)
            | Meaning::MonthDayOf(..)
            | Meaning::SeasonOf(..)
            | Meaning::QuarterOf(..)
            | Meaning::HalfOf(..)
            | Meaning::WeekdayOf(..)
            | Meaning::WeekOf(_) => self.part_of(meaning, direction),
            Meaning::Which { base, step, what } => self.which(*base, *step, *what, direction),
            Meaning::Shift { base, unit, number: Some(number), forward } => {
                let steps = if *forward { *number } else { -*number };
                settled(self.base(*base).and_then(|from| from.shifted(*unit, steps)), open(*unit))
            }
            Meaning::Shift { number: None, forward, .. } => {
                Outcome::Open(if *forward { "FUTURE_REF" } else { "PAST_REF" }.to_owned())
            }
            Meaning::Current(unit) => self.current(*unit),
            Meaning::Same(unit) => settled(self.told.and_then(|told| told.within(*unit)), open(*unit)),
            Meaning::Part(_, Some(inner)) | Meaning::Clock { day: Some(inner), .. } => self.resolve(inner, direction),
            Meaning::Overnight | Meaning::Part(_, None) | Meaning::Clock { day: None, .. } => {
                settled(self.day.map(When::Day), open(Unit::Day))
            }
            Meaning::Position(_, inner) | Meaning::About(inner) | Meaning::LengthOf(_, inner) => {
                self.resolve(inner, direction)
            }
            Meaning::Length { value, .. } | Meaning::Set(value) | Meaning::Open(value) => Outcome::Open(value.clone()),
            Meaning::Reference(value) => Outcome::Open((*value).to_owned()),
        }
    }

    /// What comes round each year, month or week: "in May", "on Friday".
    fn recurring(&self, meaning: &Meaning, direction: Direction) -> Outcome {
        let (found, value) = match meaning {
            Meaning::MonthDay { month, day } => {
                (self.month_day(*month, *day, direction), format!("XXXX-{month:02}-{day:02}"))
            }
            Meaning::Month(month) => (self.month(*month, direction), format!("XXXX-{month:02}")),
            Meaning::MonthsDay(day) => (self.months_day(*day, direction), format!("XXXX-XX-{day:02}")),
            Meaning::Weekday(number) => (self.weekday(*number, direction), format!("XXXX-WXX-{number}")),
            Meaning::Season(season) => (self.season(*season, direction), format!("XXXX-{}", season_value(*season))),
            Meaning::Quarter(quarter) => {
                let year = self.of_year(direction, quarter * 3 - 2, quarter * 3);
                (year.map(|year| When::Quarter(year, *quarter)), format!("XXXX-Q{quarter}"))
            }
            Meaning::Half(half) => {
                let year = self.of_year(direction, half * 6 - 5, half * 6);
                (year.map(|year| When::Half(year, *half)), format!("XXXX-H{half}"))
            }
            _ => (None, String::new()),
        };
        settled(found, Outcome::Open(value))
    }

    /// A part of a time that is said beside it: "in May of that year", "on the Monday of next week".
    fn part_of(&self, meaning: &Meaning, direction: Direction) -> Outcome {
        let year = |inner: &Meaning| match self.resolve(inner, direction) {
            Outcome::At(When::Year(year)) => Some(year),
            _ => None,
        };
        let (found, value) = match meaning {
            Meaning::MonthOf(month, inner) => {
                (year(inner).map(|year| When::Month(year, *month)), format!("XXXX-{month:02}"))
            }
            Meaning::MonthDayOf(month, day, inner) => {
                let found = year(inner).and_then(|year| day_in(year, *month, *day)).map(When::Day);
                (found, format!("XXXX-{month:02}-{day:02}"))
            }
            Meaning::SeasonOf(season, inner) => {
                (year(inner).map(|year| When::Season(year, *season)), format!("XXXX-{}", season_value(*season)))
            }
            Meaning::QuarterOf(quarter, inner) => {
                (year(inner).map(|year| When::Quarter(year, *quarter)), format!("XXXX-Q{quarter}"))
            }
            Meaning::HalfOf(half, inner) => (year(inner).map(|year| When::Half(year, *half)), format!("XXXX-H{half}")),
            Meaning::WeekdayOf(number, inner) => {
                return match self.resolve(inner, direction) {
                    Outcome::At(When::Week(first)) => {
                        settled(shift_days(first, i64::from(*number) - 1).map(When::Day), open(Unit::Day))
                    }
                    _ => Outcome::Open(format!("XXXX-WXX-{number}")),
                };
            }
            Meaning::WeekOf(inner) => {
                return match self.resolve(inner, direction) {
                    Outcome::At(day) => settled(day.within(Unit::Week), open(Unit::Week)),
                    _ => open(Unit::Week),
                };
            }
            _ => (None, String::new()),
        };
        settled(found, Outcome::Open(value))
    }

    /// From when a step is counted.
    fn base(&self, base: Base) -> Option<When> {
        match base {
            Base::Published => self.published.map(When::Day),
            // "two weeks earlier", in a summary of the day that has told no other date.
            Base::Told if self.told.is_none() && self.reports_in_present => self.news().map(When::Day),
            Base::Told => self.told,
        }
    }

    /// "the end of the year": the one that the article is of, in news; a day must have been told.
    fn current(&self, unit: Unit) -> Outcome {
        let from = match self.news() {
            Some(published) if unit > Unit::Day => Some(When::Day(published)),
            _ if unit == Unit::Day => self.day.map(When::Day),
            _ => self.told,
        };
        settled(from.and_then(|from| from.within(unit)), open(unit))
    }

    /// The first such weekday after the day told last.
    pub(super) fn following(&self, number: i8) -> Outcome {
        let found = match self.told {
            Some(When::Day(day)) => {
                let back = i64::from((day.weekday().to_monday_one_offset() - number).rem_euclid(7));
                shift_days(day, 7 - back).map(When::Day)
            }
            _ => None,
        };
        settled(found, Outcome::Open(format!("XXXX-WXX-{number}")))
    }

    /// The publication date, where it is what anchors.
    fn news(&self) -> Option<Date> {
        self.published.filter(|_| self.kind == Kind::News)
    }

    /// The year that a story is in, for a month that it names without one.
    fn story_year(&self, month: Option<i8>) -> Option<i16> {
        let told = self.told?;
        let year = told.year()?;
        // "in December 1941 … in January": the story has crossed the turn of the year.
        match (told.month(), month) {
            (Some(11 | 12), Some(1 | 2)) => year.checked_add(1),
            _ => Some(year),
        }
    }

    fn month_day(&self, month: i8, day: i8, direction: Direction) -> Option<When> {
        if self.kind == Kind::Story {
            return day_in(self.story_year(Some(month))?, month, day).map(When::Day);
        }
        let published = self.published?;
        let (last, next) = around(published, month, day);
        let chosen = match direction {
            // Told as past, and a day ahead: the day of publication is that of the first version.
            Direction::Past
                if next.is_some_and(|next| is_soon(published, next)) && almost_a_year(published, next?, last?) =>
            {
                next
            }
            Direction::Past => last,
            Direction::LikelyPast if !almost_a_year(published, next?, last?) => last,
            // Who means a day almost a year ahead names its year, or "next".
            Direction::Future if !almost_a_year(published, last?, next?) => next,
            _ => {
                // The nearer one, unless the other is less than twice as far.
                let (last, next) = (last?, next?);
                let back = published.duration_since(last).as_hours();
                let ahead = next.duration_since(published).as_hours();
                if back * 2 <= ahead {
                    Some(last)
                } else if ahead * 2 <= back {
                    Some(next)
                } else {
                    None
                }
            }
        }?;
        if direction == Direction::Future { Some(When::Day(chosen)) } else { self.not_remote(When::Day(chosen)) }
    }

    /// A date without a year beside a year of long ago may belong to either.
    fn not_remote(&self, when: When) -> Option<When> {
        self.remote.is_none().then_some(when)
    }

    fn month(&self, month: i8, direction: Direction) -> Option<When> {
        if self.kind == Kind::Story {
            return Some(When::Month(self.story_year(Some(month))?, month));
        }
        let published = self.news()?;
        let back = i64::from((published.month() - month).rem_euclid(12));
        let ahead = (12 - back) % 12;
        let steps = match direction {
            Direction::Past => -back,
            Direction::LikelyPast if back < 10 => -back,
            // Who means a month almost a year ahead says "next".
            Direction::Future if ahead < 10 => ahead,
            _ if back * 2 <= ahead || back == 0 => -back,
            _ if ahead * 2 <= back => ahead,
            _ => return None,
        };
        let (year, month) = shift_months(published.year(), published.month(), steps)?;
        if direction == Direction::Future {
            Some(When::Month(year, month))
        } else {
            self.not_remote(When::Month(year, month))
        }
    }

    fn months_day(&self, day: i8, direction: Direction) -> Option<When> {
        if let (Some(year), Some(month)) = (self.told.and_then(When::year), self.told.and_then(When::month)) {
            return day_in(year, month, day).map(When::Day);
        }
        let published = self.news()?;
        let months = |step: i64| {
            (0..3).filter_map(move |count| {
                let (year, month) = shift_months(published.year(), published.month(), count * step)?;
                day_in(year, month, day)
            })
        };
        match direction {
            Direction::Past | Direction::LikelyPast => months(-1).find(|date| *date <= published).map(When::Day),
            Direction::Future => months(1).find(|date| *date >= published).map(When::Day),
            Direction::Present | Direction::Unknown => None,
        }
    }

    fn weekday(&self, number: i8, direction: Direction) -> Option<When> {
        let published = self.news()?;
        let back = i64::from((published.weekday().to_monday_one_offset() - number).rem_euclid(7));
        let steps = match direction {
            Direction::Future => (7 - back) % 7,
            // "voters go to the polls on Sunday" looks ahead, "eleven are killed on Sunday" back.
            Direction::Present if back > 0 && !self.reports_in_present => return None,
            _ => -back,
        };
        weekday(number)?;
        shift_days(published, steps).map(When::Day)
    }

    fn season(&self, season: Season, direction: Direction) -> Option<When> {
        if self.kind == Kind::Story {
            return Some(When::Season(self.story_year(None)?, season));
        }
        let published = self.news()?;
        let mut near = (published.year().checked_sub(2)?..=published.year().checked_add(1)?)
            .filter_map(|year| season_days(year, season).map(|days| (year, days)));
        let found = match direction {
            Direction::Past | Direction::LikelyPast | Direction::Present => {
                near.rfind(|(_, (from, _))| *from <= published)
            }
            Direction::Future => near.filter(|(_, (_, to))| *to >= published).min_by_key(|(year, _)| *year),
            Direction::Unknown => None,
        };
        found.map(|(year, _)| When::Season(year, season))
    }

    /// The year of a stretch from its first to its last month.
    fn of_year(&self, direction: Direction, first: i8, last: i8) -> Option<i16> {
        if self.kind == Kind::Story {
            return self.story_year(None);
        }
        let published = self.news()?;
        match direction {
            Direction::Past | Direction::LikelyPast | Direction::Present if first <= published.month() => {
                Some(published.year())
            }
            Direction::Past | Direction::LikelyPast | Direction::Present => published.year().checked_sub(1),
            Direction::Future if last >= published.month() => Some(published.year()),
            Direction::Future => published.year().checked_add(1),
            Direction::Unknown => None,
        }
    }

    fn which(&self, base: Base, step: i32, what: What, direction: Direction) -> Outcome {
        // In a story "this year" is the year that it tells of.
        let from = match (base, self.kind) {
            (Base::Published, Kind::News) => self.published.map(When::Day),
            // "the previous day" after a year is that of the day told before; a summary of the day in the present
            // tense is its own day.
            (Base::Told, _) if what == What::Unit(Unit::Day) => match self.told {
                Some(When::Day(_)) => self.told,
                None if self.reports_in_present => self.news().map(When::Day),
                _ => self.day.map(When::Day),
            },
            _ => self.told,
        };
        match what {
            What::Unit(Unit::Day) if base == Base::Published && self.kind == Kind::Story => {
                Outcome::Open("PRESENT_REF".to_owned())
            }
            What::Unit(unit) => settled(from.and_then(|from| from.shifted(unit, step)), open(unit)),
            What::Part(_) => settled(from.and_then(|from| from.shifted(Unit::Day, step)), open(Unit::Day)),
            What::Weekday(number) => {
                let found = match from {
                    Some(When::Day(day)) => self.which_weekday(day, step, number, direction),
                    _ => None,
                };
                settled(found, Outcome::Open(format!("XXXX-WXX-{number}")))
            }
            What::Weekend => {
                let found = match from {
                    Some(When::Day(day)) => which_weekend(day, step, direction),
                    _ => None,
                };
                settled(found, Outcome::Open("XXXX-WXX-WE".to_owned()))
            }
            What::Month(month) => {
                let found = from.and_then(|from| which_month(from, step, month));
                settled(found, Outcome::Open(format!("XXXX-{month:02}")))
            }
            What::Season(season) => {
                let found = match from {
                    Some(When::Day(day)) => which_season(day, step, season),
                    Some(from) => {
                        from.shifted(Unit::Year, step).and_then(When::year).map(|year| When::Season(year, season))
                    }
                    None => None,
                };
                settled(found, Outcome::Open(format!("XXXX-{}", season_value(season))))
            }
            What::Quarter => {
                let found = match from.and_then(|from| from.within(Unit::Month)) {
                    Some(When::Month(year, month)) => shift_months(year, (month - 1) / 3 * 3 + 1, i64::from(step) * 3)
                        .map(|(year, month)| When::Quarter(year, (month - 1) / 3 + 1)),
                    _ => None,
                };
                settled(found, Outcome::Open("XXXX-QX".to_owned()))
            }
        }
    }

    #[expect(clippy::unused_self, reason = "stands beside the other readings of weekdays")]
    fn which_weekday(&self, day: Date, step: i32, number: i8, direction: Direction) -> Option<When> {
        let back = i64::from((day.weekday().to_monday_one_offset() - number).rem_euclid(7));
        let steps = match (step, direction) {
            (..0, _) => -(if back == 0 { 7 } else { back }),
            (0, Direction::Past | Direction::LikelyPast) => -back,
            (0, _) => (7 - back) % 7,
            _ => 7 - back,
        };
        shift_days(day, steps).map(When::Day)
    }
}

/// "last weekend" on a Saturday is that of the week before; "this weekend" on a Monday, in the past, just over.
fn which_weekend(day: Date, step: i32, direction: Direction) -> Option<When> {
    let first = monday(day);
    let inside = day.weekday().to_monday_one_offset() >= 6;
    let weeks = match step {
        0 if matches!(direction, Direction::Past | Direction::LikelyPast) && !inside => -1,
        step => i64::from(step),
    };
    shift_days(first, weeks * 7).map(When::Weekend)
}

/// "last May" in May is that of the year before.
fn which_month(from: When, step: i32, month: i8) -> Option<When> {
    let (year, now) = (from.year()?, from.month()?);
    let year = match step {
        0 => year,
        ..0 if month < now => year,
        ..0 => year.checked_sub(1)?,
        _ if month > now => year,
        _ => year.checked_add(1)?,
    };
    Some(When::Month(year, month))
}

/// "last winter" is the last that is over, "next winter" the first that has not begun, "this winter" the one around.
fn which_season(day: Date, step: i32, season: Season) -> Option<When> {
    let mut near = (day.year().checked_sub(2)?..=day.year().checked_add(1)?)
        .filter_map(|year| season_days(year, season).map(|(from, to)| (year, from, to)));
    let found = match step {
        ..0 => near.rfind(|(_, _, to)| *to < day),
        0 => match season {
            Season::Winter if day.month() <= 3 => near.find(|(year, ..)| *year == day.year() - 1),
            _ => near.find(|(year, ..)| *year == day.year()),
        },
        _ => near.find(|(_, from, _)| *from > day),
    };
    found.map(|(year, ..)| When::Season(year, season))
}
