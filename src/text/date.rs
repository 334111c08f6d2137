//! Days of publication as headers, records and metadata write them: ISO 8601, the dates of mail and feeds, and days with the
//! name of their month.
//!
//! The day is the one that is written, whatever the zone beside it: a paper of 7 July is of 7 July everywhere. What is
//! of none of these forms is not guessed at, since `07/08/2022` is a day in July here and in August there.

use std::{fmt, sync::LazyLock};

use jiff::{civil::Date, fmt::rfc2822};

/// Why a text is no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// It has the form of a day, and there is no such day: the month or the day of the month.
    NoSuchDay(String),
    /// It has another form.
    Form,
}

impl fmt::Display for DateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchDay(why) => out.write_str(why),
            Self::Form => out
                .write_str("write it as YYYY-MM-DD, such as 2022-07-07, or as in \"Thu, 07 Jul 2022 10:00:00 +0000\""),
        }
    }
}

/// The day of `YYYY-MM-DD`, also where a time of day follows after `T` or a space; of `YYYYMMDD`; or of an RFC 2822 (and
/// RFC 822) date, such as `Thu, 07 Jul 2022 10:00:00 GMT`.
///
/// # Errors
/// Where the text is of none of these forms, or names a day that the calendar does not have.
pub fn read_day(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    if let Some(day) = iso(text) {
        return day;
    }
    if let Some(day) = mail(text).or_else(|| written(text)) {
        return Ok(day);
    }
    Err(DateError::Form)
}

/// The same where only the day is wanted.
#[must_use]
pub fn parse_day(text: &str) -> Option<Date> {
    read_day(text).ok()
}

/// A date or date-time of ISO 8601; `None` where the form is another.
fn iso(text: &str) -> Option<Result<Date, DateError>> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (day, time) = match text.find(['T', 't', ' ']) {
        Some(end) => (&text[..end], Some(&text[end + 1..])),
        None => (text, None),
    };
    if time.is_some_and(|time| !is_time(time)) {
        return None;
    }
    let parts: Vec<&str> = day.split('-').collect();
    let (year, month, day) = match parts[..] {
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => (year, month, day),
        [day] if day.len() == 8 && digits(day) => (&day[..4], &day[4..6], &day[6..]),
        _ => return None,
    };
    if !(digits(year) && digits(month) && digits(day)) {
        return None;
    }
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    Some(Date::new(year, month, day).map_err(|_| {
        DateError::NoSuchDay(if (1..=12).contains(&month) {
            format!("month {month} of {year} has no day {day}")
        } else {
            format!("there is no month {month}")
        })
    }))
}

/// "10:00", "10:00:00.5+02:00", "10:00 UTC": an hour, and at most a zone after a space.
fn is_time(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let hour = words.next().unwrap_or_default();
    let zone = words.next().unwrap_or_default();
    let clock = |sign: char| sign.is_ascii_digit() || matches!(sign, ':' | '.' | ',' | '+' | '-' | 'Z' | 'z');
    let zoned = zone.starts_with(['+', '-']) || zone.chars().all(|letter| letter.is_ascii_uppercase());
    hour.starts_with(|sign: char| sign.is_ascii_digit()) && hour.chars().all(clock) && zoned && words.next().is_none()
}

/// A date of RFC 2822 or RFC 822; where no zone is given, too, since it does not change the day.
fn mail(text: &str) -> Option<Date> {
    // It begins with the day of the week or of the month.
    if !text.contains(' ') || text.len() > 60 {
        return None;
    }
    let parse = |text: &str| rfc2822::parse(text).ok().map(|time| time.date());
    parse(text).or_else(|| parse(&format!("{text} +0000"))).or_else(|| {
        // "07 Jul 2022", without a time of day.
        let words = text.split_whitespace().count();
        (words <= 4).then(|| parse(&format!("{text} 00:00:00 +0000"))).flatten()
    })
}

/// A day with the name of its month: "July 7, 2022", "Thursday, 7 July 2022", "July 7, 2022 Thursday 10:00 PM GMT". A day of the
/// week that is not the day's makes it none.
fn written(text: &str) -> Option<Date> {
    const FORMS: [&str; 6] = ["%B %d %Y", "%d %B %Y", "%A %B %d %Y", "%A %d %B %Y", "%B %d %Y %A", "%d %B %Y %A"];
    if text.len() > 60 || !text.contains(|sign: char| sign.is_ascii_alphabetic()) {
        return None;
    }
    let words: Vec<&str> =
        text.split([' ', ',', '\t']).map(|word| word.trim_end_matches('.')).filter(|word| !word.is_empty()).collect();
    let end = words.iter().position(|word| word.contains(':')).unwrap_or(words.len());
    if words.len() > end + 3 || !(3..=4).contains(&end) || !words[end..].iter().all(|word| word.is_ascii()) {
        return None;
    }
    // "Sept. 7"
    let day: Vec<&str> = words[..end].iter().map(|word| if *word == "Sept" { "Sep" } else { word }).collect();
    let day = day.join(" ");
    let parse = |form: &str| Date::strptime(form, &day).ok();
    let found = FORMS.iter().find_map(|form| {
        let months = [(*form).to_owned(), form.replace("%B", "%b")];
        months.iter().find_map(|form| parse(form).or_else(|| parse(&form.replace("%A", "%a"))))
    });
    found.filter(|day| (1000..=9999).contains(&day.year()))
}

/// Whether a word is the name of a month or of a day of the week, whole or cut to three letters, in capitals or not.
pub(crate) fn is_day_word(word: &str) -> bool {
    DAY_WORDS.contains(&word.to_lowercase())
}

static DAY_WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let months = (1..=12).filter_map(|month| Date::new(2024, month, 1).ok());
    let days = (1..=7).filter_map(|day| Date::new(2024, 1, day).ok());
    let names = months.map(|day| day.strftime("%B").to_string()).chain(days.map(|day| day.strftime("%A").to_string()));
    let mut words: Vec<String> = names.map(|name| name.to_lowercase()).collect();
    words.extend(words.clone().iter().map(|name| name[..3].to_owned()));
    words.push("sept".to_owned());
    words
});

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{DateError, parse_day, read_day};

    #[test]
    fn days_are_read_as_written() {
        for text in [
            "2022-07-07",
            " 2022-07-07T23:30:00-05:00",
            "2022-07-07 10:00",
            "2022-07-07T10:00Z",
            "2022-07-07 10:00 UTC",
            "20220707",
            "20220707T101500Z",
            "Thu, 07 Jul 2022 23:30:00 -0500",
            "Thu, 7 Jul 2022 10:00:00 GMT",
            "07 Jul 2022 10:00 EST",
            "Thu, 07 Jul 22 10:00:00 +0000",
            "Thu, 07 Jul 2022 10:00:00",
            "7 Jul 2022",
            "July 7, 2022",
            "Thursday, 7 July 2022",
            "July 7, 2022 Thursday",
            "Jul. 7, 2022 10:15 PM ET",
            "Thu, 7 July 2022 10:00:00 EST",
        ] {
            assert_eq!(parse_day(text), Some(date(2022, 7, 7)), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_says_why() {
        let no = |text: &str| read_day(text).expect_err(text);
        assert_eq!(no("2022-13-45"), DateError::NoSuchDay("there is no month 13".to_owned()));
        assert_eq!(no("2022-02-30"), DateError::NoSuchDay("month 2 of 2022 has no day 30".to_owned()));
        for bad in [
            "2022-7-7",
            "07/07/2022",
            "2022-07-071",
            "",
            "２０22-07-07",
            "2022-07-07 Wang",
            "2022-07-07 10 people left",
            "July",
            "2022",
            "7th July, 2022",
            "July 7",
            "July 7, 22",
            "July 32, 2022",
            "July 7, 2022 and more",
            // The seventh was a Thursday.
            "Friday, July 7, 2022",
            "Fri, 07 Jul 2022 10:00:00 GMT",
        ] {
            assert_eq!(no(bad), DateError::Form, "{bad}");
        }
    }
}
