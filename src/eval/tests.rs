//! Scorers on small golds whose results can be counted by hand.

use super::{Evaluation, Fault, Gold, GoldError, Report};
use crate::{
    reference::Reader,
    rules::Claim,
    text::{Article, parse_day},
};

fn gold(text: &str) -> (Gold, Vec<String>) {
    let (gold, problems) = Gold::parse("gold", text).expect("a gold standard");
    (gold, problems.iter().map(ToString::to_string).collect())
}

/// Scores made-up claims, all of them in the gold's first article.
fn claims(table: &str, claims: &[Claim]) -> Report {
    let (gold, problems) = gold(table);
    assert!(problems.is_empty(), "{problems:?}");
    let mut evaluation = Evaluation::new(&gold);
    let reading = Reader::embedded().read(Article::new(gold.id(0), ""));
    evaluation.add(0, &reading, claims);
    evaluation.finish()
}

fn claim(subject: &str, relation: &str, object: &str, date: &str) -> Claim {
    let text = |text: &str| text.to_owned();
    Claim {
        article: text("a"),
        subject: text(subject),
        subject_id: subject.to_lowercase(),
        relation: text(relation),
        object: text(object),
        date: text(date),
        polarity: text("affirmed"),
        begin: 10,
        end: 30,
        ..Claim::default()
    }
}

/// Right, found and gold of a row.
fn counts(report: &Report, layer: &str, measure: &str) -> (f64, f64, f64) {
    let row = report.row(layer, measure).unwrap_or_else(|| panic!("no row {measure} in {report:?}"));
    (row.right, row.found, row.gold)
}

fn faults(report: &Report) -> Vec<(Fault, &str, &str)> {
    report.misses.iter().map(|remark| (remark.fault, remark.gold.as_str(), remark.found.as_str())).collect()
}

#[test]
fn only_filled_columns_of_a_claims_table_count() {
    let found = [
        claim("China", "metWith", "Russia", "2022-07-07"),
        claim("France", "criticised", "Russia", ""),
        claim("Iran", "attacked", "Israel", "2022-07-01"),
    ];
    let report =
        claims("article,subject,relation,object,plover\na,China,metWith,Russia,\na,Mali,left,Niger,\n", &found);
    assert_eq!(counts(&report, "claims", "all"), (1.0, 3.0, 2.0));
    assert_eq!(counts(&report, "claims", "relation metWith"), (1.0, 1.0, 1.0));
    assert_eq!(counts(&report, "claims", "relation left"), (0.0, 0.0, 1.0));
    assert!(report.row("claims", "column plover").is_none(), "nobody filled that column");
    assert_eq!(
        faults(&report),
        [
            (Fault::Missed, "Mali | left | Niger", ""),
            (Fault::False, "", "France | criticised | Russia"),
            (Fault::False, "", "Iran | attacked | Israel"),
        ]
    );
}

#[test]
fn a_wrong_date_is_a_wrong_date_and_a_dash_asks_for_none() {
    let found =
        [claim("China", "metWith", "Russia", "2022-07-07"), claim("France", "criticised", "Russia", "2022-07-01")];
    let table = "article\tsubject\trelation\tobject\tdate\na\tchina\tmetWith\tRussia\t2022-07-08\na\tFrance\tcriticised\tRussia\t-\n";
    let report = claims(table, &found);
    assert_eq!(counts(&report, "claims", "all"), (0.0, 2.0, 2.0));
    assert_eq!(counts(&report, "claims", "column date"), (0.0, 2.0, 2.0));
    assert_eq!(counts(&report, "claims", "column subject"), (2.0, 2.0, 2.0));
    assert_eq!(
        faults(&report),
        [
            (Fault::Wrong, "china | metWith | Russia | date=2022-07-08", "date=2022-07-07"),
            (Fault::Wrong, "France | criticised | Russia | date=-", "date=2022-07-01"),
        ]
    );
}

#[test]
fn what_holds_both_ways_may_stand_the_other_way_round() {
    let report =
        claims("article,subject,relation,object\na,Russia,metWith,China\n", &[claim("China", "metWith", "Russia", "")]);
    assert_eq!(counts(&report, "claims", "all"), (1.0, 1.0, 1.0));
    let report = claims(
        "article,subject,relation,object\na,Russia,criticised,China\n",
        &[claim("China", "criticised", "Russia", "")],
    );
    assert_eq!(counts(&report, "claims", "all"), (0.0, 1.0, 1.0));
}

#[test]
fn places_of_the_evidence_have_to_overlap() {
    let found = [claim("China", "metWith", "Russia", "")];
    for (begin, end, right) in [(0, 11, 1.0), (29, 40, 1.0), (30, 40, 0.0), (0, 10, 0.0)] {
        let line = format!("{{\"article\":\"a\",\"relation\":\"metWith\",\"begin\":{begin},\"end\":{end}}}");
        assert_eq!(counts(&claims(&line, &found), "claims", "all").0, right, "{begin} to {end}");
    }
}

#[test]
fn a_row_with_an_article_only_says_that_nothing_is_claimed() {
    let report = claims("article,subject,relation\na,,\nb,China,metWith\n", &[claim("China", "metWith", "Russia", "")]);
    assert_eq!(counts(&report, "claims", "all"), (0.0, 1.0, 0.0));
}

#[test]
fn what_is_no_gold_says_what_one_is() {
    let error = |text: &str| Gold::parse("gold", text).err();
    assert_eq!(error(""), Some(GoldError::Empty));
    assert!(matches!(error("name,colour\nx,red\n"), Some(GoldError::Unknown(_))));
    assert!(matches!(error("{\"name\":\"x\"}\n"), Some(GoldError::Unknown(_))));
    let (_, problems) = gold("article,subjet,relation,object\na,China,metWith,Russia\n");
    assert_eq!(
        problems,
        ["gold: warning: the claims table has no column \"subjet\", so it is not compared; did you mean \"subject\"?"]
    );
    let (found, problems) = gold("{\"id\":\"a\",\"text\":\"x\",\"times\":[]}\nnonsense\n{\"id\":\"a\",\"times\":[]}\n");
    assert_eq!(found.articles(), 1);
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("gold:2: error:") && problems[1].starts_with("gold:3: error:"), "{problems:?}");
}

const TEXT: &str = "Wang Yi met Sergei Lavrov in Bali on Thursday. He did not visit Japan.";

/// Scores the program's own reading of [`TEXT`] against a line of gold.
fn layers(line: &str) -> (Report, Vec<String>) {
    let (gold, problems) = gold(line);
    assert!(problems.is_empty(), "{problems:?}");
    let mut article = Article::new("a", TEXT);
    article.published = parse_day("2022-07-09");
    let reading = Reader::embedded().read(article);
    let mut evaluation = Evaluation::new(&gold);
    let problems = evaluation.add(0, &reading, &[]);
    (evaluation.finish(), problems.iter().map(ToString::to_string).collect())
}

#[test]
fn times_by_span_value_and_date() {
    let (report, _) = layers(
        "{\"id\":\"a\",\"times\":[{\"begin\":34,\"end\":45,\"value\":\"2022-07-07\",\"edtf\":\"2022-07-08\"},\
         {\"begin\":47,\"end\":49,\"value\":\"2022\"}]}",
    );
    assert_eq!(counts(&report, "times", "strict span"), (0.0, 1.0, 2.0));
    assert_eq!(counts(&report, "times", "relaxed span"), (1.0, 1.0, 2.0));
    assert_eq!(counts(&report, "times", "value"), (1.0, 1.0, 2.0));
    assert_eq!(counts(&report, "times", "date"), (0.0, 1.0, 1.0));
    assert_eq!(report.misses.len(), 2);
}

#[test]
fn mentions_by_words_and_entity_of_the_kinds_that_the_gold_has() {
    let (report, _) = layers(
        "{\"id\":\"a\",\"mentions\":[{\"begin\":0,\"end\":7,\"kind\":\"name\",\"type\":\"person\",\"entities\":[\"wang-yi\"]},\
         {\"begin\":12,\"end\":25,\"kind\":\"name\",\"type\":\"person\",\"entities\":[\"somebody-else\"]}]}",
    );
    // Wang Yi, Sergei Lavrov, Bali, Japan; the pronoun is not compared.
    assert_eq!(counts(&report, "mentions", "strict span"), (2.0, 4.0, 2.0));
    assert_eq!(counts(&report, "mentions", "entity"), (1.0, 4.0, 2.0));
    assert_eq!(counts(&report, "mentions", "entity person"), (1.0, 2.0, 2.0));
    assert_eq!(report.misses.iter().filter(|remark| remark.fault == Fault::False).count(), 2);
}

#[test]
fn events_are_compared_where_the_gold_names_them_and_a_leaked_date_is_counted() {
    let (report, _) = layers(
        "{\"id\":\"a\",\"clauses\":[{\"predicate\":{\"begin\":8,\"end\":11},\"date\":\"2022-07-07\"},\
         {\"predicate\":{\"begin\":58,\"end\":63},\"date\":\"\",\"polarity\":\"affirmed\"}]}",
    );
    assert_eq!(counts(&report, "events", "predicate"), (2.0, 2.0, 2.0));
    assert_eq!(counts(&report, "events", "date"), (1.0, 1.0, 1.0));
    assert_eq!(counts(&report, "events", "polarity"), (0.0, 1.0, 1.0));
    assert_eq!(report.figure("events", "events without a date"), Some(1.0));
    assert_eq!(report.figure("events", "of these dated by the program"), Some(0.0));
}

#[test]
fn words_that_are_not_there_are_a_mistake_of_the_gold() {
    let line = "{\"id\":\"a\",\"times\":[{\"begin\":37,\"end\":45,\"text\":\"Friday\",\"value\":\"2022-07-08\"}]}";
    let (_, problems) = layers(line);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].contains("\"Friday\" from 37 to 45 in the gold is \"Thursday\""), "{problems:?}");
}

#[test]
fn the_programs_own_annotation_scores_full_marks() {
    let text = "date 2022-07-09\n\nWang Yi met Lavrov in Bali on Thursday, Tass said. “We talked,” he told reporters.";
    let reading = || Reader::embedded().read(crate::text::plain_article("a", text));
    let line = serde_json::to_string(&crate::annotation::Annotation::of(&reading())).expect("JSON");
    let (gold, problems) = gold(&line);
    assert!(problems.is_empty(), "{problems:?}");
    let mut evaluation = Evaluation::new(&gold);
    assert!(evaluation.add(0, &reading(), &[]).is_empty());
    let report = evaluation.finish();
    assert!(report.misses.is_empty(), "{:?}", report.misses);
    for row in report.rows.iter().filter(|row| row.gold > 0.0) {
        assert_eq!((row.precision, row.recall), (100.0, 100.0), "{row:?}");
    }
}
