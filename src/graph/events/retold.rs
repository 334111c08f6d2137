//! What a near-copy tells, it tells as the article that it copies does.
//!
//! A reprint repeats the claims of its origin; it does not tell of new events. So before claims are bound to events, the claims of
//! a copy count as claims of its origin: undated ones stay together with those of the origin, and a relative date
//! ("on Thursday") means the day that it means in the origin, however late the reprint was published. A date is taken over only
//! where relation, participants, polarity, status and the words of the sentence are the same; what a copy says in other
//! words keeps its own date.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::graph::{
    copies::origins::Origins,
    quads::record::{Record, Status},
};

/// What makes two claims of one group the same claim in two articles.
type Words<'r> = (&'r str, u8, bool, Status, &'r str);

fn words<'r>(record: &'r Record, article: &'r str) -> Option<Words<'r>> {
    let same = (article, record.kind, record.affirmed, record.status, record.words.as_ref());
    (!record.words.is_empty()).then_some(same)
}

/// The claims that an article makes in the words of this one.
fn in_words<'s>(same: &'s BTreeMap<Words<'s>, Vec<usize>>, record: &'s Record, article: &'s str) -> &'s [usize] {
    words(record, article).and_then(|words| same.get(&words)).map_or(&[], Vec::as_slice)
}

/// The claims of one group as they decide on its events: those of a copy under the name and with the dates of its origin.
/// The order stays, and each claim keeps its own IRI.
pub(crate) fn retold<'r>(records: &'r [Record], origins: &Origins) -> Cow<'r, [Record]> {
    let of = |record: &Record| origins.get(record.article.as_ref()).map_or(&[][..], Vec::as_slice);
    if records.iter().all(|record| of(record).is_empty()) {
        return Cow::Borrowed(records);
    }
    let mut same: BTreeMap<Words<'_>, Vec<usize>> = BTreeMap::new();
    let mut tellers: BTreeSet<&str> = BTreeSet::new();
    for (index, record) in records.iter().enumerate() {
        tellers.insert(&record.article);
        if let Some(words) = words(record, &record.article) {
            same.entry(words).or_default().push(index);
        }
    }
    for claims in same.values_mut() {
        claims.sort_by_key(|index| (records[*index].span, *index));
    }
    let mut told = records.to_vec();
    for (index, record) in records.iter().enumerate() {
        let origins = of(record);
        let mut with_words = origins.iter().filter(|origin| !in_words(&same, record, origin).is_empty());
        let worded = with_words.next().filter(|_| with_words.next().is_none());
        let mut telling = origins.iter().filter(|origin| tellers.contains(origin.as_str()));
        let telling = telling.next().filter(|_| telling.next().is_none());
        let origin = match origins {
            [one] => Some(one),
            // Of a merged article only what one of its origins alone tells is clear.
            _ => worded.or(telling),
        };
        let Some(origin) = origin else { continue };
        told[index].article = Arc::from(origin.as_str());
        let theirs = in_words(&same, record, origin);
        let ours = in_words(&same, record, &record.article);
        let pair = match theirs {
            [one] => Some(*one),
            // "met on Monday and on Thursday": in the order of their days.
            several if several.len() == ours.len() => {
                ours.iter().position(|other| *other == index).map(|place| several[place])
            }
            _ => None,
        };
        if let Some(theirs) = pair.map(|index| &records[index]).filter(|theirs| theirs.span.is_some()) {
            (told[index].span, told[index].date) = (theirs.span, theirs.date.clone());
        }
    }
    Cow::Owned(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::quads::record::line;

    /// The records of some lines with the words of their sentences, and what becomes of them: article and date.
    fn told(lines: &[(&str, &str)], copies: &[(&str, &[&str])]) -> Vec<String> {
        let records: Vec<Record> = lines
            .iter()
            .enumerate()
            .map(|(index, (text, words))| Record { words: (*words).into(), ..line(index, text) })
            .collect();
        let origins: Origins = copies
            .iter()
            .map(|(copy, origins)| ((*copy).to_owned(), origins.iter().map(|origin| (*origin).to_owned()).collect()))
            .collect();
        let told = retold(&records, &origins);
        told.iter().map(|record| format!("{} {}", record.article, record.date).trim_end().to_owned()).collect()
    }

    #[test]
    fn a_copy_tells_in_the_name_and_with_the_days_of_its_origin() {
        let lines = [("a | 2022-07-07 |", "w"), ("b | 2022-07-14 |", "w"), ("c | |", "w"), ("d | |", "w")];
        assert_eq!(
            told(&lines, &[("a", &[]), ("b", &["a"]), ("c", &["a"])]),
            ["a 2022-07-07", "a 2022-07-07", "a 2022-07-07", "d"]
        );
        assert_eq!(told(&lines, &[]), ["a 2022-07-07", "b 2022-07-14", "c", "d"], "no copies");
    }

    #[test]
    fn other_words_another_polarity_and_another_status_keep_their_dates() {
        let lines = [
            ("a | 2022-07-07 |", "w"),
            ("b | 2022-07-14 |", "other"),
            ("b | 2022-07-15 | | not", "w"),
            ("b | 2022-07-16 | | planned", "w"),
            ("b | 2022-07-17 |", ""),
        ];
        let kept = ["a 2022-07-07", "a 2022-07-14", "a 2022-07-15", "a 2022-07-16", "a 2022-07-17"];
        assert_eq!(told(&lines, &[("b", &["a"])]), kept);
        let undated = [("a | |", "w"), ("b | 2022-07-14 |", "w")];
        assert_eq!(told(&undated, &[("b", &["a"])]), ["a", "a 2022-07-14"], "the origin has no date to give");
    }

    #[test]
    fn two_days_of_one_sentence_go_in_order() {
        let lines = [
            ("a | 2022-07-07 |", "w"),
            ("a | 2022-07-11 |", "w"),
            ("b | 2022-07-18 |", "w"),
            ("b | 2022-07-14 |", "w"),
            ("c | 2022-07-21 |", "w"),
        ];
        assert_eq!(
            told(&lines, &[("b", &["a"]), ("c", &["a"])]),
            ["a 2022-07-07", "a 2022-07-11", "a 2022-07-11", "a 2022-07-07", "a 2022-07-21"],
            "which of two is meant by one is not clear"
        );
    }

    #[test]
    fn a_merged_article_tells_what_one_of_its_origins_tells() {
        let lines = [("a | 2022-07-07 |", "w"), ("b | 2022-07-01 |", "v"), ("m | |", "v"), ("m | |", "own")];
        let of_both: &[(&str, &[&str])] = &[("m", &["a", "b"])];
        assert_eq!(told(&lines, of_both), ["a 2022-07-07", "b 2022-07-01", "b 2022-07-01", "m"]);
        assert_eq!(told(&[lines[0], lines[3]], of_both), ["a 2022-07-07", "a"], "one origin alone tells of the matter");
    }
}
