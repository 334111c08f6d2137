//! Time in news, each reading beside its near miss; with tags and trees of the embedded model.

use jiff::civil::{Date, date};

use crate::{syntax::Parser, text::Article, time::read};

/// Each expression as `words=value`, with ` date` where the date is not the value.
fn shown(published: Option<Date>, text: &str) -> Vec<String> {
    let article = Article::new("test", text);
    let found = read(published, &Parser::embedded().parse(&article));
    let one = |time: &crate::time::TimeExpression| {
        let words = time.span.of(&article.text);
        if time.date.text == time.value {
            format!("{words}={}", time.value)
        } else {
            format!("{words}={} {}", time.value, time.date.text).trim_end().to_owned()
        }
    };
    found.iter().map(one).collect()
}

/// Saturday 9 July 2022.
const SATURDAY: Option<Date> = Some(date(2022, 7, 9));

#[track_caller]
fn check(published: Option<Date>, cases: &[(&str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(published, text) != *expected)
        .map(|(text, expected)| format!("{text}\n  expected {expected:?}\n  found    {:?}", shown(published, text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn weekdays_by_tense() {
    check(
        SATURDAY,
        &[
            ("The ministers met on Thursday.", &["Thursday=2022-07-07"]),
            ("The ministers will meet on Thursday.", &["Thursday=2022-07-14"]),
            ("The envoy was instructed to report to parliament on Monday.", &["Monday=2022-07-11"]),
            ("The envoy reported to parliament on Monday.", &["Monday=2022-07-04"]),
            ("Monday's talks failed.", &["Monday=2022-07-04"]),
            ("Monday's talks will be held in Geneva.", &["Monday=2022-07-11"]),
            ("Forecasters predict landfall on Sunday.", &["Sunday=2022-07-10"]),
        ],
    );
}

#[test]
fn what_is_scheduled_lies_ahead_and_a_record_set_lies_back() {
    check(
        SATURDAY,
        &[
            ("He resigned before the election scheduled for November 20.", &["November 20=2022-11-20"]),
            ("The index passed the record set in February.", &["February=2022-02"]),
            ("The trial is anticipated to begin in January.", &["January=2023-01"]),
            ("The trial began in January.", &["January=2022-01"]),
            ("The court annulled the suspension of parliament until July 24.", &["July 24=2022-07-24 ../2022-07-24"]),
            ("The office was closed until March 24.", &["March 24=2022-03-24 ../2022-03-24"]),
        ],
    );
    check(
        Some(date(2025, 5, 23)),
        &[
            (
                "The president announces tariffs on goods imported from Europe starting June 1.",
                &["June 1=2025-06-01 2025-06-01/.."],
            ),
            (
                "The president imposed tariffs on goods from Europe starting June 1.",
                &["June 1=2024-06-01 2024-06-01/.."],
            ),
        ],
    );
}

#[test]
fn parts_of_weeks_and_weekends() {
    check(
        SATURDAY,
        &[
            ("They met earlier this week.", &["earlier this week=2022-W27 2022-07-04/2022-07-10"]),
            ("They met over the weekend.", &["the weekend=2022-W27-WE 2022-07-09/2022-07-10"]),
            ("They met last weekend.", &["last weekend=2022-W26-WE 2022-07-02/2022-07-03"]),
            ("The weekend edition sold out.", &[]),
            (
                "A hearing will be held in the week of October 17.",
                &["the week of October 17=2022-W42 2022-10-17/2022-10-23"],
            ),
            ("A hearing will be held on October 17.", &["October 17=2022-10-17"]),
        ],
    );
    check(
        Some(date(2022, 7, 11)),
        &[("They met over the weekend.", &["the weekend=2022-W27-WE 2022-07-09/2022-07-10"])],
    );
}

#[test]
fn days_told_before() {
    check(
        SATURDAY,
        &[
            (
                "They met on Tuesday. The day before, they had quarrelled.",
                &["Tuesday=2022-07-05", "The day before=2022-07-04"],
            ),
            ("They met on June 28. Ten days later they signed.", &["June 28=2022-06-28", "Ten days later=2022-07-08"]),
            // A day to come is no anchor for what is told as past.
            (
                "He was arrested on Friday. His trial will begin on August 5. On the same day two others were arrested.",
                &["Friday=2022-07-08", "August 5=2022-08-05", "the same day=2022-07-08"],
            ),
        ],
    );
}

#[test]
fn nights() {
    check(
        SATURDAY,
        &[
            ("Russia attacked Kyiv overnight.", &["overnight=2022-07-08TNI 2022-07-08/2022-07-09"]),
            ("An overnight drone attack killed two people.", &["overnight=2022-07-08TNI 2022-07-08/2022-07-09"]),
            ("She became an overnight success.", &[]),
            ("They spoke last night.", &["last night=2022-07-08TNI 2022-07-08"]),
        ],
    );
}

#[test]
fn clock_times_with_their_zones_and_days() {
    check(
        SATURDAY,
        &[
            ("They met at 0900 GMT on Friday.", &["0900 GMT on Friday=2022-07-08T09:00Z 2022-07-08"]),
            (
                "It struck around 3:00 p.m. local time on Monday.",
                &["around 3:00 p.m. local time on Monday=2022-07-04T15:00 2022-07-04~"],
            ),
            ("It struck at 11 p.m. EDT on Sunday.", &["11 p.m. EDT on Sunday=2022-07-03T23:00-04 2022-07-03"]),
            ("The score was 3:00 in the end.", &[]),
        ],
    );
}

#[test]
fn lengths_of_two_units() {
    check(
        SATURDAY,
        &[
            ("He was jailed for four years and two months.", &["four years and two months=P4Y2M"]),
            ("The final lasted five hours and 29 minutes.", &["five hours and 29 minutes=PT5H29M"]),
            ("It took about an hour and a half.", &["about an hour and a half=PT1.5H"]),
            ("He was jailed for two months and for four years.", &["two months=P2M", "four years=P4Y"]),
            ("They meet every two weeks.", &["every two weeks=P2W"]),
        ],
    );
}

#[test]
fn quarters_of_the_calendar_and_of_a_fiscal_year() {
    check(
        SATURDAY,
        &[
            ("Exports fell in the first quarter of 2022.", &["the first quarter of 2022=2022-Q1 2022-01/2022-03"]),
            ("Exports fell in the third quarter of fiscal 2022.", &["the third quarter of fiscal 2022=FY2022-Q3"]),
            ("Exports fell in the fiscal second quarter.", &["the fiscal second quarter=FYXXXX-Q2"]),
            ("Exports fell in fiscal year 2021.", &["fiscal year 2021=FY2021"]),
            ("He was injured in the third quarter of the match.", &[]),
        ],
    );
}

#[test]
fn months_that_are_also_words_and_names() {
    check(
        SATURDAY,
        &[
            ("They met in May.", &["May=2022-05"]),
            ("They may meet.", &[]),
            ("Prime Minister Theresa May met them.", &[]),
            ("Police arrested ten people over the May shooting.", &["May=2022-05"]),
            ("They met in March.", &["March=2022-03"]),
            ("Thousands joined the march on Friday.", &["Friday=2022-07-08"]),
            ("Protesters march in Tunis.", &[]),
            ("The talks took place at Christmas.", &["Christmas=2021-12-25"]),
            ("The Christmas Island government met them.", &[]),
            ("He was taken to hospital on Christmas Eve, his family said.", &["Christmas Eve=2021-12-24"]),
            ("He spoke in the morning.", &["the morning=XXXX-XX-XXTMO"]),
            ("He spoke on Europe in the Morning.", &[]),
        ],
    );
}

#[test]
fn years_turn_and_leap() {
    check(
        Some(date(2024, 1, 1)),
        &[
            ("Ministers met last month.", &["last month=2023-12"]),
            ("Ministers will meet next month.", &["next month=2024-02"]),
            ("Ministers met in November.", &["November=2023-11"]),
            ("Ministers will meet on 29 February.", &["29 February=2024-02-29"]),
            ("Ministers met on Sunday.", &["Sunday=2023-12-31"]),
        ],
    );
    check(Some(date(2023, 1, 15)), &[("Ministers met on 30 February.", &[])]);
    // The text is of two days later than its date says: the year before would have been named.
    check(
        Some(date(2025, 6, 3)),
        &[
            ("On June 4, officials found the wreck.", &["June 4=2025-06-04"]),
            ("On June 14, officials found the wreck.", &["June 14=2024-06-14"]),
        ],
    );
}

#[test]
fn an_obituary_is_news() {
    let text = "The former minister died yesterday. She was born in 1931, entered parliament in 1964, was a minister from \
                1970 to 1974, lost her seat in 1979 and wrote her memoirs in 1985.";
    let found = shown(SATURDAY, text);
    assert_eq!(found[0], "yesterday=2022-07-08");
    assert!(found.contains(&"1964=1964".to_owned()), "{found:?}");
}

#[test]
fn a_year_within_a_name_does_not_unsettle_the_months_beside_it() {
    check(
        SATURDAY,
        &[
            (
                "The judges struck down parts of the 1965 Voting Rights Act. In June they heard another case.",
                &["1965=1965", "June=2022-06"],
            ),
            ("He was elected in 1965. In June he resigned.", &["1965=1965", "June=XXXX-06"]),
        ],
    );
}
