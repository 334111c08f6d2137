//! Tests of the whole floor.

use super::{Gazetteer, lexicon::Lexicon};

#[test]
fn the_embedded_tables_have_no_problem() {
    let gazetteer = Gazetteer::embedded_with(&[]).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(gazetteer.size().0 > 10_000);
    assert!(Lexicon::embedded().roles.len() > 100);
}
