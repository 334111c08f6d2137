//! Articles that share keys to copies and their origins.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use crate::graph::{
    copies::{
        origins::{Archive, copy_quad, origins},
        sketch::{Printed, Sketch, key_text},
    },
    error::StoreError,
    quads::parts::nquad,
};

pub use crate::graph::copies::origins::BOILERPLATE;

/// What of an article finds its copies and decides on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Print {
    /// IRI of the version of the article.
    pub article: String,
    /// The runs of its words, as text.
    pub sketch: String,
    /// Day of publication; empty where it is not known.
    pub published: String,
    /// IRI of the outlet; empty where it is not known.
    pub outlet: String,
    /// Articles that share one of these are compared, others are not. Keys that more than [`BOILERPLATE`] of all articles have are to
    /// be taken out before [`origins_of`].
    pub keys: Vec<String>,
}

impl Print {
    pub(super) fn of(article: &str, printed: &Printed) -> Self {
        Self {
            article: article.to_owned(),
            sketch: printed.sketch.encode(),
            published: printed.published.clone(),
            outlet: printed.outlet.clone(),
            keys: printed.sketch.keys().iter().map(|key| key_text(*key)).collect(),
        }
    }
}

/// The quad that says that an article copies another, as a line of N-Quads.
#[must_use]
pub fn copy_of(article: &str, origin: &str) -> String {
    nquad(&copy_quad(article, origin))
}

/// The articles that are given, by their keys.
struct Shelf {
    printed: BTreeMap<String, Rc<Printed>>,
    with_key: BTreeMap<u32, Rc<BTreeSet<String>>>,
}

impl Archive for Shelf {
    fn printed(&self, article: &str) -> Result<Option<Rc<Printed>>, StoreError> {
        Ok(self.printed.get(article).cloned())
    }

    fn with_key(&self, key: u32) -> Result<Option<Rc<BTreeSet<String>>>, StoreError> {
        Ok(self.with_key.get(&key).cloned())
    }
}

/// The articles that each of these copies, in their order. Give all articles that hang together by keys: what is not given is
/// not copied. A sketch that cannot be read is that of an article without copies.
#[must_use]
pub fn origins_of(prints: &[Print]) -> Vec<(String, Vec<String>)> {
    let mut printed = BTreeMap::new();
    let mut with_key: BTreeMap<u32, BTreeSet<String>> = BTreeMap::new();
    for print in prints {
        let Some(sketch) = Sketch::parse(&print.sketch) else { continue };
        for key in print.keys.iter().filter_map(|key| u32::from_str_radix(key, 16).ok()) {
            with_key.entry(key).or_default().insert(print.article.clone());
        }
        let own = Printed { sketch, published: print.published.clone(), outlet: print.outlet.clone() };
        printed.insert(print.article.clone(), Rc::new(own));
    }
    let with_key = with_key.into_iter().map(|(key, articles)| (key, Rc::new(articles))).collect();
    let shelf = Shelf { printed, with_key };
    // Nothing is read from a store, so nothing can fail.
    let found = origins(&shelf, prints.iter().map(|print| print.article.clone())).unwrap_or_default();
    prints.iter().map(|print| (print.article.clone(), found.get(&print.article).cloned().unwrap_or_default())).collect()
}
