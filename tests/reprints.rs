//! Reprints that come and go: which article copies which and how many reports are independent is the same whatever was added,
//! replaced and removed before.

use chancery::{
    graph::{Options, Store},
    rules::Extraction,
};

use crate::graph::{Left, ask, built, change, extraction, nquads};

/// Fifty words that no other paragraph has.
fn paragraph(number: usize) -> String {
    (0..50).map(|word| format!("w{} ", (number * 50 + word) * 7919 % 100_003)).collect()
}

/// An article of some paragraphs: a wire is paragraphs in a row, a cut some of them, a merged article those of two wires.
fn printed(name: &str, day: u8, outlet: u8, paragraphs: &[u8]) -> Extraction {
    printed_with(
        name,
        day,
        outlet,
        paragraphs,
        &["wang-yi metWith sergey-lavrov | 2022-07-07 | bali", "china criticised united-states | 2022-07 |"],
    )
}

/// The same with claims of its own, whose sentences are the same in all articles.
fn printed_with(name: &str, day: u8, outlet: u8, paragraphs: &[u8], lines: &[&str]) -> Extraction {
    let mut made = extraction(name, &format!("2022-07-{:02}", day + 7), lines);
    for claim in &mut made.claims {
        claim.sentence = format!("A sentence on what {} did.", claim.relation);
    }
    // Other claims come of other words: an article of the same words is the same article.
    made.article.title = Some(lines.join("; "));
    made.article.text = paragraphs.iter().map(|number| paragraph(usize::from(*number)) + "\n\n").collect();
    made.article.body.end = made.article.text.chars().count();
    made.article.source = Some(format!("Agency {outlet}"));
    if day == 0 {
        (made.article.published, made.article.date_from) = (None, None);
    }
    made
}

/// Claims of random articles: of one matter, undated, and on different days.
const CLAIMS: [&str; 6] = [
    "wang-yi metWith sergey-lavrov | |",
    "wang-yi metWith sergey-lavrov | 2022-07-07 | bali",
    "wang-yi metWith sergey-lavrov | 2022-07-14 |",
    "wang-yi not metWith sergey-lavrov | |",
    "china criticised united-states | |",
    "china criticised united-states | 2022-07 |",
];

fn reports(store: &Store) -> Vec<String> {
    let mut all = ask(store, "copies", &[]);
    all.extend(ask(store, "meetings", &[]));
    all
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 60, ..Default::default() })]

    #[test]
    fn any_sequence_of_reprints_equals_a_clean_build(
        steps in proptest::collection::vec(
            proptest::collection::btree_map(
                0_u8..7,
                proptest::option::weighted(
                    0.75,
                    (
                        0_u8..4,
                        0_u8..2,
                        proptest::sample::subsequence((0_u8..9).collect::<Vec<_>>(), 1..7),
                        proptest::collection::vec(0_usize..CLAIMS.len(), 0..4),
                    ),
                ),
                1..5,
            ),
            1..7,
        )
    ) {
        let mut store = Store::memory(&Options::default()).expect("memory");
        let mut left = Left::new();
        for changes in steps {
            let mut batch = store.batch().expect("writable");
            for (number, made) in changes {
                let made = made.map(|(day, outlet, text, claims)| {
                    let claims: Vec<&str> = claims.iter().map(|index| CLAIMS[*index]).collect();
                    printed_with(&format!("article {number}"), day, outlet, &text, &claims)
                });
                change(&mut batch, &mut left, number, made);
            }
            batch.commit().expect("committed");
            let clean: Vec<Extraction> = left.values().rev().cloned().collect();
            let clean = built(&clean);
            proptest::prop_assert_eq!(reports(&store), reports(&clean));
            proptest::prop_assert_eq!(nquads(&store), nquads(&clean));
        }
        let before = nquads(&store);
        store.derive_all().expect("derived");
        proptest::prop_assert_eq!(before, nquads(&store));
    }
}

/// A paragraph that more and more articles have becomes boilerplate, which makes copies originals, and ceases to be it.
#[test]
fn what_becomes_boilerplate_and_ceases_to_be_it() {
    let many: Vec<Extraction> =
        (0..70_u8).map(|number| printed(&format!("{number:02}"), 1, number, &[200, 201, 202, number])).collect();
    let store = Store::memory(&Options::default()).expect("memory");
    let mut copies = Vec::new();
    for (count, (first, last)) in [(60, (0, 60)), (70, (60, 70))] {
        let mut batch = store.batch().expect("writable");
        for made in &many[first..last] {
            batch.add(made).expect("added");
        }
        batch.commit().expect("committed");
        assert_eq!(nquads(&store), nquads(&built(&many[..count])), "{count} articles");
        copies.push(ask(&store, "copies", &[]).len());
    }
    assert!(copies[0] > 0 && copies[1] == 0, "{copies:?}");
    let mut batch = store.batch().expect("writable");
    for made in &many[20..50] {
        batch.remove(&made.article.id).expect("readable");
    }
    batch.commit().expect("committed");
    let rest: Vec<Extraction> = many[..20].iter().chain(&many[50..]).cloned().collect();
    assert_eq!(nquads(&store), nquads(&built(&rest)));
    assert!(!ask(&store, "copies", &[]).is_empty());
}

/// What one wire and its reprint make of a meeting.
fn meetings(wire: &[&str], reprint: &[&str], words: Option<&str>) -> Vec<String> {
    let wire = printed_with("wire", 1, 1, &[1, 2, 3, 4], wire);
    let mut reprint = printed_with("reprint", 8, 2, &[1, 2, 3, 4, 9], reprint);
    if let Some(words) = words {
        reprint.claims[0].sentence = words.to_owned();
    }
    let other = printed_with("other", 2, 3, &[20, 21, 22], &["wang-yi metWith antony-blinken | |"]);
    let store = built(&[other.clone(), reprint.clone(), wire.clone()]);
    // The wire goes and comes again: all is as in a store that never knew otherwise.
    let mut batch = store.batch().expect("writable");
    batch.remove("wire").expect("readable");
    batch.commit().expect("committed");
    assert_eq!(nquads(&store), nquads(&built(&[reprint.clone(), other.clone()])));
    let mut batch = store.batch().expect("writable");
    batch.add(&wire).expect("added");
    batch.commit().expect("committed");
    assert_eq!(nquads(&store), nquads(&built(&[wire, reprint, other])));
    let all = ask(&store, "meetings", &[]);
    all.into_iter().filter(|row| row.starts_with("Sergey Lavrov")).collect()
}

#[test]
fn a_reprint_tells_of_no_meeting_of_its_own() {
    let undated = "wang-yi metWith sergey-lavrov | |";
    assert_eq!(meetings(&[undated], &[undated], None), ["Sergey Lavrov | Wang Yi |  |  | 2 | 1"], "undated in both");
    let dated = "wang-yi metWith sergey-lavrov | 2022-07-07 |";
    let once = ["Sergey Lavrov | Wang Yi | 2022-07-07 |  | 2 | 1"];
    assert_eq!(meetings(&[dated], &[undated], None), once, "the reprint lost its date");
    let later = "wang-yi metWith sergey-lavrov | 2022-07-14 |";
    assert_eq!(meetings(&[dated], &[later], None), once, "\"on Thursday\", reprinted a week later");
}

#[test]
fn a_reprint_keeps_what_it_says_otherwise() {
    let dated = "wang-yi metWith sergey-lavrov | 2022-07-07 |";
    let later = "wang-yi metWith sergey-lavrov | 2022-07-14 |";
    assert_eq!(
        meetings(&[dated], &[later], Some("They met again a week later.")),
        ["Sergey Lavrov | Wang Yi | 2022-07-07 |  | 1 | 1", "Sergey Lavrov | Wang Yi | 2022-07-14 |  | 1 | 1"],
        "a sentence of its own"
    );
    assert_eq!(
        meetings(&[], &["wang-yi metWith sergey-lavrov | |"], None),
        ["Sergey Lavrov | Wang Yi |  |  | 1 | 1"],
        "a claim that the wire does not make"
    );
}
