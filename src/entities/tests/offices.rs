//! Offices and parties in titles, brackets and appositions, and bodies that only the roles of their people show.

use super::read;
use crate::entities::EntityKind;

/// The party of the first mention of a person, and the office that its title gives, with the owner.
fn held(text: &str, words: &str) -> (String, String) {
    let read = read(text);
    let mentions = read.mentions(words);
    let Some(mention) = mentions.first() else { return Default::default() };
    let id = |entity: usize| read.entities.entities[entity].id.0.clone();
    let position = mention.title.as_ref().and_then(|title| title.position);
    (mention.party.map(id).unwrap_or_default(), position.map(id).unwrap_or_default())
}

fn both(party: &str, position: &str) -> (String, String) {
    (party.to_owned(), position.to_owned())
}

#[test]
fn brackets_name_the_party_and_the_seat() {
    let florida = both("republican-party", "florida/senator");
    assert_eq!(held("Sen. Ann Velk (R-Fla.) spoke.", "Sen. Ann Velk"), florida);
    assert_eq!(held("Sen. Ann Velk, R-Fla., spoke.", "Sen. Ann Velk"), florida);
    assert_eq!(
        held("Rep. Ordo Velk (D-N.Y.) spoke.", "Rep. Ordo Velk"),
        both("democratic-party", "new-york-state/representative")
    );
    // A letter before a hyphen and no place, and a bracket with something else.
    assert_eq!(held("The United States honoured Ann Velk, D-Day veteran, there.", "Ann Velk").0, "");
    assert_eq!(held("The United States honoured Ann Velk (R) and others.", "Ann Velk").0, "republican-party");
    assert_eq!(held("The United States honoured Ann Velk (left) and others.", "Ann Velk").0, "");
}

#[test]
fn appositions_and_adjectives_name_the_party() {
    assert_eq!(
        held("Senator Ann Velk, Republican of Ohio, spoke.", "Senator Ann Velk"),
        both("republican-party", "ohio/senator")
    );
    assert_eq!(held("Ann Velk, a Texas Republican, spoke.", "Ann Velk").0, "republican-party");
    assert_eq!(held("Ann Velk, a Democratic senator from Ohio, spoke.", "Ann Velk").0, "democratic-party");
    assert_eq!(
        held("Republican Sen. Ann Velk of Ohio spoke.", "Sen. Ann Velk"),
        both("republican-party", "ohio/senator")
    );
    assert_eq!(held("Labour MP Ann Velk left Britain.", "Labour MP Ann Velk").0, "labour-party");
    // Who was in it, who only speaks of it, and another word for a way of thinking.
    for text in ["Ann Velk, a former Texas Republican, spoke.", "Ann Velk, a critic of Texas Republicans, spoke."] {
        assert_eq!(held(text, "Ann Velk").0, "", "{text}");
    }
    assert_eq!(held("Ann Velk, a Republican voter in Ohio, spoke.", "Ann Velk").0, "");
}

#[test]
fn a_seat_is_that_of_the_state_that_the_article_speaks_of() {
    let text = "The United States left. Sen. Ann Velk objected.";
    assert_eq!(held(text, "Sen. Ann Velk").1, "united-states/senator");
    assert_eq!(held("Sen. Ann Velk objected.", "Sen. Ann Velk").1, "");
    // What the first mention says holds for the later ones.
    let read = read("Sen. Ann Velk (R-Fla.) left the United States. Later Sen. Velk returned.");
    let owner = |words: &str| read.mentions(words)[0].title.as_ref().and_then(|title| title.of);
    assert_eq!(owner("Sen. Velk"), owner("Sen. Ann Velk"));
}

#[test]
fn offices_of_towns_are_no_offices_of_states() {
    assert_eq!(held("Chicago Mayor Ann Velk spoke.", "Chicago Mayor Ann Velk").1, "chicago/mayor");
    assert_eq!(held("Florida Gov. Ann Velk spoke.", "Florida Gov. Ann Velk").1, "florida/governor");
    assert_eq!(held("American Mayor Ann Velk spoke.", "American Mayor Ann Velk").1, "");
}

#[test]
fn a_role_in_the_plural_is_that_of_each_name_of_the_list() {
    let read =
        read("Former FBI directors Ann Velk and Ordo Kaya met senators Ina Zhelk (R-Ohio), Una Velk and Bo Kaya.");
    let title = |words: &str| {
        let mention = read.mentions(words).pop()?;
        mention.title.as_ref().map(|title| (title.office.clone(), title.former))
    };
    for name in ["Ann Velk", "Ordo Kaya"] {
        assert_eq!(title(name), Some(("director".to_owned(), true)), "{name}");
    }
    for name in ["Ina Zhelk", "Una Velk", "Bo Kaya"] {
        assert_eq!(title(name), Some(("senator".to_owned(), false)), "{name}");
    }
    let apart = super::read("Two senators left. Ann Velk and Ordo Kaya met ministers. Bo Kaya spoke.");
    assert!(apart.entities.mentions.iter().all(|mention| mention.title.is_none()));
    let short = super::read("Sens. Ann Velk and Ordo Kaya left the United States.");
    assert!(short.mentions("Ordo Kaya")[0].title.is_some());
}

#[test]
fn military_ranks_are_no_names() {
    assert_eq!(super::read("Brig Gen Ann Velk spoke.").of("Brig Gen Ann Velk"), "ann-velk");
    assert_eq!(super::read("Lt Ann Velk spoke.").of("Lt Ann Velk"), "ann-velk");
}

#[test]
fn roles_show_bodies() {
    let body = |text: &str, words: &str| {
        let read = read(text);
        let mention = read.mentions(words).pop()?;
        mention.entities.first().map(|&entity| read.entities.entities[entity].kind)
    };
    for text in [
        "Ann Velk, chief executive of Zhelkmart, spoke.",
        "Ann Velk, a professor of political science at Zhelkmart, spoke.",
        "Ann Velk, an analyst with Zhelkmart, spoke.",
        "Zhelkmart CEO Ann Velk spoke.",
        "Zhelkmart's chief financial officer spoke.",
    ] {
        assert_eq!(body(text, "Zhelkmart"), Some(EntityKind::Organisation), "{text}");
    }
    for text in [
        "A Zhelkmart professor spoke.",
        "Ann Velk, a survivor of Zhelkmart, spoke.",
        "Zhelkmart critics spoke.",
        "The spokesman of Zhelkmart spoke.",
    ] {
        assert_eq!(body(text, "Zhelkmart"), None, "{text}");
    }
}

#[test]
fn tables_of_affiliations_name_entries() {
    for (table, column) in [("affiliations.tsv", "party"), ("seats.tsv", "place")] {
        let table = crate::lexicon::embedded_table(table);
        let missing = table.rows([column]).filter(|row| super::Gazetteer::embedded().find(row.cells[0]).is_none());
        let missing: Vec<&str> = missing.map(|row| row.cells[0]).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
