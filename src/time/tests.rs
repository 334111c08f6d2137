//! The grammar on sentences of our own, by words alone: no model is loaded, so that these tests show the grammar.

mod news;

use jiff::civil::{Date, date};

use super::{TimeExpression, TimexType, read};
use crate::{
    syntax::{Parser, sentences::sentences},
    text::Article,
};

fn times(published: Option<Date>, text: &str) -> (Article, Vec<TimeExpression>) {
    let article = Article::new("test", text);
    let sentences = sentences(&article);
    let times = read(published, &sentences);
    (article, times)
}

/// Each expression as `words=value=date`.
fn shown(published: Option<Date>, text: &str) -> Vec<String> {
    let (article, times) = times(published, text);
    times.iter().map(|time| format!("{}={}={}", time.span.of(&article.text), time.value, time.date.text)).collect()
}

/// Saturday 9 July 2022.
const SATURDAY: Option<Date> = Some(date(2022, 7, 9));

#[track_caller]
fn check(published: Option<Date>, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(shown(published, text), *expected, "{text}");
    }
}

#[test]
fn full_dates_in_the_styles_of_the_press() {
    let day = "2022-02-24=2022-02-24";
    for words in [
        "February 24, 2022",
        "24 February 2022",
        "Feb. 24, 2022",
        "Feb 24, 2022",
        "24th of February, 2022",
        "February 24th, 2022",
        "2022-02-24",
        "24/02/2022",
        "02/24/2022",
        "Thursday, February 24, 2022",
        "Thursday 24 February 2022",
    ] {
        for published in [None, SATURDAY] {
            let text = format!("The war began on {words}.");
            assert_eq!(shown(published, &text), [format!("{words}={day}")], "{text}");
        }
    }
    check(
        None,
        &[
            ("It ended on 03/04/2022.", &["03/04/2022=2022-XX-XX="]),
            ("It ended on February 30, 2022.", &["February=XXXX-02=", "2022=2022=2022"]),
            ("They met on 29 February 2024.", &["29 February 2024=2024-02-29=2024-02-29"]),
        ],
    );
}

#[test]
fn months_years_and_longer() {
    check(
        None,
        &[
            ("They met in February 2022.", &["February 2022=2022-02=2022-02"]),
            ("It was signed in 1994.", &["1994=1994=1994"]),
            ("It was signed in the 1990s.", &["the 1990s=199=199X"]),
            ("It was built in the 19th century.", &["the 19th century=18=18XX"]),
            ("It was built in the nineteenth century.", &["the nineteenth century=18=18XX"]),
            ("Trade fell in the first quarter of 2022.", &["the first quarter of 2022=2022-Q1=2022-01/2022-03"]),
            ("Trade fell in the second half of 2008.", &["the second half of 2008=2008-H2=2008-07/2008-12"]),
            ("They met in spring 2020.", &["spring 2020=2020-SP=2020-21"]),
            ("They met in the winter of 2021.", &["the winter of 2021=2021-WI=2021-24"]),
            ("They met in mid-2021.", &["mid-2021=2021=2021"]),
            ("They met in late March 2021.", &["late March 2021=2021-03=2021-03"]),
            ("He died in 490 BC.", &["490 BC=BC0490=-0489"]),
        ],
    );
    let (_, found) = times(None, "They met in late March 2021.");
    assert_eq!((found[0].date.earliest, found[0].date.latest), (Some(date(2021, 3, 16)), Some(date(2021, 3, 31))));
    assert_eq!(found[0].rule, "date/month-year");
}

#[test]
fn weekdays_by_the_convention_of_the_press() {
    check(
        SATURDAY,
        &[
            ("Wang met Lavrov on Thursday.", &["Thursday=2022-07-07=2022-07-07"]),
            ("Wang met Lavrov on Saturday.", &["Saturday=2022-07-09=2022-07-09"]),
            ("Wang will meet Lavrov on Thursday.", &["Thursday=2022-07-14=2022-07-14"]),
            ("Wang will meet Lavrov next Thursday.", &["next Thursday=2022-07-14=2022-07-14"]),
            ("Wang met Lavrov last Saturday.", &["last Saturday=2022-07-02=2022-07-02"]),
            ("They spoke on Thursday evening.", &["Thursday evening=2022-07-07TEV=2022-07-07"]),
            ("They had met on Friday of last week.", &["Friday of last week=2022-07-01=2022-07-01"]),
        ],
    );
    check(Some(date(2022, 7, 7)), &[("Wang met Lavrov in Bali Thursday.", &["Thursday=2022-07-07=2022-07-07"])]);
    check(
        None,
        &[
            ("Wang met Lavrov on Thursday.", &["Thursday=XXXX-WXX-4="]),
            ("They spoke yesterday.", &["yesterday=XXXX-XX-XX="]),
            ("They spoke last month.", &["last month=XXXX-XX="]),
        ],
    );
}

#[test]
fn words_seen_from_the_day_of_publication() {
    check(
        SATURDAY,
        &[
            ("They spoke yesterday.", &["yesterday=2022-07-08=2022-07-08"]),
            ("They will speak tomorrow.", &["tomorrow=2022-07-10=2022-07-10"]),
            ("They spoke last night.", &["last night=2022-07-08TNI=2022-07-08"]),
            ("They will speak tonight.", &["tonight=2022-07-09TNI=2022-07-09"]),
            ("They spoke last month.", &["last month=2022-06=2022-06"]),
            ("They spoke last week.", &["last week=2022-W26=2022-06-27/2022-07-03"]),
            ("They spoke last year.", &["last year=2021=2021"]),
            ("They will speak next month.", &["next month=2022-08=2022-08"]),
            ("They spoke a month ago.", &["a month ago=2022-06=2022-06"]),
            ("They spoke two years ago.", &["two years ago=2020=2020"]),
            ("They spoke ten days ago.", &["ten days ago=2022-06-29=2022-06-29"]),
            ("They spoke half a century ago.", &["half a century ago=1972=1972"]),
            ("They spoke last winter.", &["last winter=2021-WI=2021-24"]),
            ("They spoke earlier this week.", &["earlier this week=2022-W27=2022-07-04/2022-07-10"]),
            ("They met in February.", &["February=2022-02=2022-02"]),
            ("They will meet in February.", &["February=2023-02=2023-02"]),
            ("They met in November.", &["November=2021-11=2021-11"]),
            ("The war began on February 24.", &["February 24=2022-02-24=2022-02-24"]),
            ("They will meet on 24 February.", &["24 February=2023-02-24=2023-02-24"]),
            ("They met on August 1.", &["August 1=2021-08-01=2021-08-01"]),
        ],
    );
}

#[test]
fn years_turn() {
    let new_year = Some(date(2023, 1, 1));
    check(
        new_year,
        &[
            ("They spoke last month.", &["last month=2022-12=2022-12"]),
            ("They spoke yesterday.", &["yesterday=2022-12-31=2022-12-31"]),
            ("They spoke last week.", &["last week=2022-W51=2022-12-19/2022-12-25"]),
            ("They spoke last year.", &["last year=2022=2022"]),
            ("They met in December.", &["December=2022-12=2022-12"]),
            ("They met in January.", &["January=2023-01=2023-01"]),
            ("They met on December 31.", &["December 31=2022-12-31=2022-12-31"]),
        ],
    );
    check(
        Some(date(2022, 12, 30)),
        &[
            ("They will meet in January.", &["January=2023-01=2023-01"]),
            ("They will meet on Monday.", &["Monday=2023-01-02=2023-01-02"]),
        ],
    );
    // 29 February: the last one before, however long ago; the next one ahead.
    check(
        Some(date(2023, 3, 1)),
        &[
            ("They met on 29 February.", &["29 February=2020-02-29=2020-02-29"]),
            ("They will meet on 29 February.", &["29 February=2024-02-29=2024-02-29"]),
        ],
    );
    check(Some(date(2024, 3, 1)), &[("They spoke yesterday.", &["yesterday=2024-02-29=2024-02-29"])]);
}

#[test]
fn dates_told_before() {
    check(
        SATURDAY,
        &[
            (
                "They met on May 30. Three days later they spoke.",
                &["May 30=2022-05-30=2022-05-30", "Three days later=2022-06-02=2022-06-02"],
            ),
            (
                "They met on May 31. The next day they spoke.",
                &["May 31=2022-05-31=2022-05-31", "The next day=2022-06-01=2022-06-01"],
            ),
            (
                "They met in December 2021. The following month they spoke.",
                &["December 2021=2021-12=2021-12", "The following month=2022-01=2022-01"],
            ),
            (
                "They met on Tuesday. Earlier in the day he spoke.",
                &["Tuesday=2022-07-05=2022-07-05", "Earlier in the day=2022-07-05=2022-07-05"],
            ),
            (
                "They met in May 2021. Ten days later they spoke.",
                &["May 2021=2021-05=2021-05", "Ten days later=XXXX-XX-XX="],
            ),
            (
                "They met in 2014. They spoke in August of that year.",
                &["2014=2014=2014", "August of that year=2014-08=2014-08"],
            ),
        ],
    );
}

#[test]
fn intervals() {
    check(
        SATURDAY,
        &[
            (
                "They met from 3 to 5 May.",
                &["3=2022-05-03=2022-05-03/2022-05-05", "5 May=2022-05-05=2022-05-03/2022-05-05"],
            ),
            (
                "They met on April 6-9.",
                &["April 6=2022-04-06=2022-04-06/2022-04-09", "9=2022-04-09=2022-04-06/2022-04-09"],
            ),
            ("They met between 2014 and 2019.", &["2014=2014=2014/2019", "2019=2019=2014/2019"]),
            ("They met in 2014 and 2019.", &["2014=2014=2014", "2019=2019=2019"]),
            ("It went on from 1915-17.", &["1915=1915=1915/1917", "17=1917=1915/1917"]),
            ("He has led it since February.", &["February=2022-02=2022-02/.."]),
            ("He led it until 2019.", &["2019=2019=../2019"]),
            ("They will meet by Friday.", &["Friday=2022-07-15=../2022-07-15"]),
        ],
    );
}

#[test]
fn lengths_and_recurring_times_have_no_date() {
    check(
        SATURDAY,
        &[
            ("They talked for three days.", &["three days=P3D="]),
            ("They talked for a week.", &["a week=P1W="]),
            ("They talked for several hours.", &["several hours=PTXH="]),
            ("It was a 10-year strategy.", &["10-year=P10Y="]),
            ("They fought for two decades.", &["two decades=P2DE="]),
            ("They fought for two and a half years.", &["two and a half years=P2.5Y="]),
            ("They meet every week.", &["every week=P1W="]),
            ("They meet annually.", &["annually=P1Y="]),
            ("They meet every Thursday.", &["every Thursday=XXXX-WXX-4="]),
            ("They fought in the past two years.", &["the past two years=P2Y="]),
            ("They fought for fifty-seven days.", &["fifty-seven days=P57D="]),
            ("They will vote in two weeks.", &["two weeks=2022-W29=2022-07-18/2022-07-24"]),
        ],
    );
    let (_, found) = times(SATURDAY, "They meet every week for three days.");
    assert_eq!(found.iter().map(|time| time.timex).collect::<Vec<_>>(), [TimexType::Set, TimexType::Duration]);
}

#[test]
fn times_of_day() {
    check(
        SATURDAY,
        &[
            (
                "They spoke on Thursday at 10 a.m. in Geneva.",
                &["Thursday=2022-07-07=2022-07-07", "10 a.m.=2022-07-07T10:00=2022-07-07"],
            ),
            ("They met at 0900 GMT on Friday.", &["0900 GMT on Friday=2022-07-08T09:00Z=2022-07-08"]),
            ("They met at 10:30.", &["10:30=XXXX-XX-XXT10:30="]),
            ("The score was 10:30 in the end.", &[]),
        ],
    );
}

#[test]
fn near_misses_are_no_dates() {
    check(
        SATURDAY,
        &[
            ("He may go and may not.", &[]),
            ("May said so. Theresa May said it again.", &[]),
            ("They march on.", &[]),
            ("The March on Washington was remembered.", &[]),
            ("The Sunday Times reported it.", &[]),
            ("It was Bloody Sunday.", &[]),
            ("She was second.", &[]),
            ("Give it a second.", &[]),
            ("The second man left.", &[]),
            ("April Ryan asked him.", &[]),
            ("He sent 2000 troops.", &[]),
            ("Resolution 2231 was passed.", &[]),
            ("A 44-year-old man spoke.", &[]),
            ("He is 44 years old.", &[]),
            ("The 14 October Brigade attacked.", &[]),
            ("The G20 met.", &[]),
            ("It grew by 20 percent.", &[]),
            ("They sat down.", &[]),
        ],
    );
}

#[test]
fn what_words_do_not_settle_stays_open() {
    // Which year's 7 October an attack is named after is not said.
    check(Some(date(2025, 2, 20)), &[("He was held after the October 7 attacks.", &["October 7=XXXX-10-07="])]);
    // A month beside a year of long ago may be of that year or of this.
    check(SATURDAY, &[("He was elected in 2015 and resigned in March.", &["2015=2015=2015", "March=XXXX-03="])]);
}

#[test]
fn a_story_is_anchored_by_itself() {
    let text = "In September 1939 the war began. In November 1939 Finland was invaded. In March 1940 that war ended. \
                In April the next began. On 9 April ships sailed. In 1941 it spread.";
    let found = shown(Some(date(2009, 12, 19)), text);
    assert_eq!(found[3..5], ["April=1940-04=1940-04", "9 April=1940-04-09=1940-04-09"]);
    assert_eq!(shown(None, text)[3], "April=1940-04=1940-04");
}

/// With tags and trees of the embedded model: tense decides through the grammar.
#[test]
fn tense_by_the_governing_verb() {
    let published = Some(date(2022, 7, 7));
    for (text, expected) in [
        ("President Biden was set to host the leaders of Japan on Wednesday.", "Wednesday=2022-07-13"),
        ("Ministers gather to discuss the war on Friday.", "Friday=2022-07-08"),
        ("Blinken is due to travel to India on Saturday.", "Saturday=2022-07-09"),
        ("Wang met Lavrov in Bali on Monday.", "Monday=2022-07-04"),
        ("Ministers have not met since the outbreak of war in February.", "February=2022-02"),
        ("Blinken last saw Lavrov in January in Geneva.", "January=2022-01"),
        ("It will be discussed at a summit in November.", "November=2022-11"),
        ("Stoltenberg urged Turkey to admit Sweden by November.", "November=2022-11"),
        ("Mr Blinken last met Mr Lavrov in Geneva in January.", "January=2022-01"),
        ("He arrived on Tuesday, for the first time since May. He spoke in the evening.", "the evening=2022-07-05TEV"),
        ("The gathering on Thursday and Friday was a success.", "Friday=2022-07-08"),
        ("He resigned next Wednesday, July 31.", "July 31=2022-07-31"),
    ] {
        let article = Article::new("test", text);
        let found = read(published, &Parser::embedded().parse(&article));
        let last = found.last().map(|time| format!("{}={}", time.span.of(&article.text), time.value));
        assert_eq!(last.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn spans_count_characters_of_the_text() {
    let (article, found) = times(SATURDAY, "Türkiye’s envoy — who left — spoke on Thursday.");
    assert_eq!(found[0].span.of(&article.text), "Thursday");
    assert_eq!(found[0].sentence, 0);
}

#[test]
fn nothing_panics() {
    for text in [
        "",
        "May",
        "9/",
        "in the",
        "31 31 31 31",
        "2022-",
        "'",
        "’22",
        "99999999999 years ago",
        "1e9 days later",
        "the",
    ] {
        let _ = times(SATURDAY, text);
        let _ = times(None, text);
        let _ = times(Some(Date::MAX), text);
        let _ = times(Some(Date::MIN), text);
    }
    for extreme in [Date::MAX, Date::MIN] {
        for text in [
            "last century",
            "next year",
            "last week",
            "next month",
            "tomorrow",
            "yesterday",
            "last winter",
            "in February",
            "999999 years ago",
            "on Monday",
            "next weekend",
        ] {
            let _ = times(Some(extreme), &format!("They met {text}."));
        }
    }
}
