//! One happening told in a general and a narrower relation: one event, its edges, its evidence, and why.

use chancery::{
    entities::Gazetteer,
    graph::{Corrections, Filter, Options, Shapes, Store, difference},
};

use crate::graph::{ask, built, extraction, rows, with};

const ATTACKED: &str = "china attacked russia | 2022-07-07 |";
const STRUCK: &str = "china struckFromAir russia | 2022-07-07 | beijing";

fn raid() -> Store {
    let other = "china attacked russia | 2022-07-09 |";
    built(&[
        extraction("a.txt", "2022-07-08", &[ATTACKED, STRUCK]),
        extraction("b.txt", "2022-07-08", &[ATTACKED, "china bombed russia | 2022-07-10 | | by xi-jinping", other]),
    ])
}

fn events(store: &Store) -> Vec<String> {
    rows(&store.sparql("SELECT ?relation ?date ?reports WHERE { ?event ch:relation ?relation ; ch:date ?date ; ch:reports ?reports }").unwrap())
}

#[test]
fn one_raid_told_in_two_words_is_one_event() {
    let store = raid();
    assert_eq!(
        events(&store),
        ["attacked | 2022-07-09 | 1", "bombed | 2022-07-10 | 1", "struck from the air | 2022-07-07 | 2"]
    );
    assert_eq!(
        rows(&store.sparql("SELECT ?relation WHERE { id:china ?relation id:russia }").unwrap()),
        ["attacked", "struck from the air"],
        "what is only attributed is no edge"
    );
    let evidence = |relation: &str| {
        ask(&store, "evidence", &[("subject", "China"), ("object", "Russia"), ("relation", relation)]).len()
    };
    assert_eq!([evidence("attacked"), evidence("struckFromAir"), evidence("shelled")], [5, 1, 0]);
    let view = |relation: &str| {
        let filter = with(|filter: &mut Filter| filter.relations = vec![relation.to_owned()]);
        store.view(&filter, &|_| Vec::new()).unwrap().edges.len()
    };
    assert_eq!([view("attacked"), view("struckFromAir"), view("bombed")], [2, 1, 0]);
    let mut wrong = Vec::new();
    store.check(&Shapes::embedded().unwrap(), &mut |violation| wrong.push(violation.clone())).unwrap();
    assert_eq!(wrong, []);
}

#[test]
fn a_triple_without_an_event_of_a_kind_of_it_is_found() {
    let store = built(&[extraction("a.txt", "2022-07-08", &[STRUCK])]);
    let text = crate::graph::nquads(&store);
    let told = text.replace(
        "ns#relation> <https://w3id.org/chancery/ns#struckFromAir>",
        "ns#relation> <https://w3id.org/chancery/ns#shelled>",
    );
    assert_ne!(text, told);
    let store = Store::of_nquads("told.nq", told.as_bytes()).unwrap();
    let mut wrong = Vec::new();
    store.check(&Shapes::embedded().unwrap(), &mut |violation| wrong.push(violation.message.clone())).unwrap();
    wrong.sort();
    wrong.dedup();
    assert_eq!(
        wrong,
        [
            "A plain triple stands only where an event of it or of a kind of it is asserted",
            "The event of a claim is of its relation or of a kind of it"
        ]
    );
}

#[test]
fn explain_says_why_it_is_one_and_why_not() {
    let store = raid();
    let event = store.event(&store.claim("c-a.txt-1").unwrap().unwrap().event).unwrap().unwrap();
    let because: Vec<&str> = event.claims.iter().map(|bound| bound.because.as_str()).collect();
    let general =
        "it tells of it in more general words, and names the same days; it names no place, and only this one fits";
    assert_eq!(because, [general, "it names the day", general]);
    let others: Vec<String> =
        event.others.iter().map(|other| format!("{} {}", other.relation, other.because)).collect();
    assert_eq!(others, ["attacked it was at another time"]);
}

#[test]
fn explain_says_where_a_correction_keeps_claims_apart() {
    let corrections =
        Corrections::parse("c.toml", "[[apart]]\nclaims = [\"c-a.txt-1\"]\n", Gazetteer::embedded()).unwrap();
    let store = Store::memory(&Options::default()).unwrap();
    let mut batch = store.batch_with(&corrections).unwrap();
    batch.add(&extraction("a.txt", "2022-07-08", &[ATTACKED, STRUCK])).unwrap();
    batch.commit().unwrap();
    let of = |claim: &str| store.event(&store.claim(claim).unwrap().unwrap().event).unwrap().unwrap();
    let (kept, others) = (of("c-a.txt-1"), of("c-a.txt-0"));
    assert_eq!(kept.claims[0].because, "it names the day; a correction keeps it out of other events");
    assert_eq!(others.claims[0].because, "it names the day");
    for event in [kept, others] {
        assert_eq!(event.others[0].because, "a correction keeps them apart");
    }
}

#[test]
fn a_raid_that_becomes_known_better_is_strengthened() {
    let first = extraction("a.txt", "2022-07-08", &[ATTACKED]);
    let second = extraction("b.txt", "2022-07-08", &[STRUCK]);
    let (before, after) = (built(std::slice::from_ref(&first)), built(&[first, second]));
    let table = difference(&before.facts().unwrap(), &after.facts().unwrap());
    assert_eq!(
        rows(&table),
        [
            "strengthened | China | attacked → struck from the air | Russia | 2022-07-07 | unknown → Beijing | fact, 1 report | fact, 2 reports | +b.txt"
        ]
    );
}
