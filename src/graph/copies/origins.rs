//! Which article copies which. A reprint of a wire (cut, partly rewritten or with a new lead) is a report, but not an
//! independent one.
//!
//! Each article leaves a sketch in its graph. Articles
//! that share a key are compared, no others, so the work grows with the number of copies and not with the square of the
//! number of articles. A key that many articles share is boilerplate and leads to no comparison.
//!
//! An article's forerunners
//! are its near-copies that were published earlier (or are longer); it copies the first of them, and each further one
//! that explains as large a part of what is left: so an article merged of two wires copies both and makes them not one.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use oxigraph::model::{GraphName, NamedNode, Quad};

use super::sketch::Printed;
use crate::graph::{error::StoreError, vocabulary::iris::term};

/// A key of more articles than this is boilerplate.
pub const BOILERPLATE: usize = 64;

/// The articles that each article copies, sorted; none where it is an original.
pub(crate) type Origins = BTreeMap<String, Vec<String>>;

/// Where sketches come from: a batch, a store, or both.
pub(crate) trait Archive {
    /// The article of an IRI, where it has a sketch.
    fn printed(&self, article: &str) -> Result<Option<Rc<Printed>>, StoreError>;
    /// The articles with a key; `None` where it is boilerplate.
    fn with_key(&self, key: u32) -> Result<Option<Rc<BTreeSet<String>>>, StoreError>;
}

/// The near-copies of an article.
fn copies(archive: &dyn Archive, article: &str, own: &Printed) -> Result<BTreeMap<String, Rc<Printed>>, StoreError> {
    let mut found = BTreeMap::new();
    let mut seen = BTreeSet::from([article.to_owned()]);
    for key in own.sketch.keys() {
        let Some(sharing) = archive.with_key(*key)? else { continue };
        for other in sharing.iter() {
            if !seen.contains(other)
                && seen.insert(other.clone())
                && let Some(printed) = archive.printed(other)?
                && own.is_copy(&own.sketch.hashes, &printed)
            {
                found.insert(other.clone(), printed);
            }
        }
    }
    Ok(found)
}

/// The forerunners that an article was made of, first ones first: each explains a large part of what those before it left.
fn forerunners(article: &str, own: &Printed, copies: &BTreeMap<String, Rc<Printed>>) -> Vec<String> {
    fn rank<'p>(printed: &'p Printed, article: &'p str) -> (bool, &'p str, std::cmp::Reverse<usize>, &'p str) {
        (printed.published.is_empty(), &printed.published, std::cmp::Reverse(printed.sketch.count), article)
    }
    let copies = copies.iter().map(|(other, printed)| (other, printed.as_ref()));
    let mut earlier: Vec<(&String, &Printed)> =
        copies.filter(|(other, printed)| rank(printed, other) < rank(own, article)).collect();
    earlier.sort_by(|one, other| rank(one.1, one.0).cmp(&rank(other.1, other.0)));
    let mut left = own.sketch.hashes.clone();
    let mut found = Vec::new();
    for (other, printed) in earlier {
        if own.is_copy(&left, printed) {
            found.push(other.clone());
            left.retain(|hash| printed.sketch.hashes.binary_search(hash).is_err());
        }
    }
    found
}

/// The origins of some articles and of all that hang together with them by copying: the ends of an article's chains of
/// forerunners.
pub(crate) fn origins(archive: &dyn Archive, seeds: impl IntoIterator<Item = String>) -> Result<Origins, StoreError> {
    let mut open: Vec<String> = seeds.into_iter().collect();
    let mut seen: BTreeSet<String> = open.iter().cloned().collect();
    let mut parents: Origins = BTreeMap::new();
    while let Some(article) = open.pop() {
        let Some(own) = archive.printed(&article)? else {
            parents.insert(article, Vec::new());
            continue;
        };
        let copies = copies(archive, &article, &own)?;
        let made_of = forerunners(&article, &own, &copies);
        open.extend(copies.into_keys().filter(|other| seen.insert(other.clone())));
        parents.insert(article, made_of);
    }
    // Ranks fall along a chain, so it ends.
    let roots = |article: &str| {
        let mut ends = BTreeSet::new();
        let mut passed = BTreeSet::new();
        let mut open: Vec<&String> = parents.get(article).into_iter().flatten().collect();
        while let Some(at) = open.pop() {
            if passed.insert(at) {
                match parents.get(at) {
                    Some(further) if !further.is_empty() => open.extend(further),
                    _ => {
                        ends.insert(at.clone());
                    }
                }
            }
        }
        ends.into_iter().collect()
    };
    Ok(parents.keys().map(|article| (article.clone(), roots(article))).collect())
}

/// The quad that tells what an article copies.
pub(crate) fn copy_quad(article: &str, origin: &str) -> Quad {
    Quad::new(
        NamedNode::new_unchecked(article),
        term::COPY_OF.into_owned(),
        NamedNode::new_unchecked(origin),
        GraphName::DefaultGraph,
    )
}

/// How many of some articles tell of their own: each origin counts once, and a merged article counts only where none of
/// its origins is counted already.
pub(crate) fn independent<'a>(articles: impl Iterator<Item = &'a str>, origins: &'a Origins) -> usize {
    let mut counted: BTreeSet<&str> = BTreeSet::new();
    let mut merged: BTreeSet<&[String]> = BTreeSet::new();
    for article in articles {
        match origins.get(article).map(Vec::as_slice) {
            None | Some([]) => {
                counted.insert(article);
            }
            Some([one]) => {
                counted.insert(one);
            }
            Some(several) => {
                merged.insert(several);
            }
        }
    }
    for several in merged {
        if !several.iter().any(|origin| counted.contains(origin.as_str())) {
            counted.extend(several.first().map(String::as_str));
        }
    }
    counted.len()
}

#[cfg(test)]
mod tests {
    use super::{
        super::sketch::{Sketch, hash},
        *,
    };

    /// A text of made-up words, the same for the same numbers.
    fn text(words: std::ops::Range<u64>) -> String {
        words.map(|number| format!("w{} ", hash([number].into_iter()) % 5000)).collect()
    }

    pub(crate) struct Shelf(pub(crate) BTreeMap<String, Printed>);

    impl Archive for Shelf {
        fn printed(&self, article: &str) -> Result<Option<Rc<Printed>>, StoreError> {
            Ok(self.0.get(article).cloned().map(Rc::new))
        }

        fn with_key(&self, key: u32) -> Result<Option<Rc<BTreeSet<String>>>, StoreError> {
            let has = |printed: &Printed| printed.sketch.keys().contains(&key);
            let found: BTreeSet<String> =
                self.0.iter().filter(|(_, printed)| has(printed)).map(|(name, _)| name.clone()).collect();
            Ok((found.len() <= BOILERPLATE).then(|| found.into()))
        }
    }

    fn shelf(articles: &[(&str, &str, String)]) -> Shelf {
        Shelf(
            articles
                .iter()
                .map(|(name, day, text)| {
                    let sketch = Sketch::of(text).expect("long enough");
                    ((*name).to_owned(), Printed { sketch, published: (*day).to_owned(), outlet: String::new() })
                })
                .collect(),
        )
    }

    fn found(shelf: &Shelf) -> Vec<String> {
        let all = origins(shelf, shelf.0.keys().cloned()).expect("in memory");
        let shown = |origins: Vec<String>| if origins.is_empty() { "-".to_owned() } else { origins.join("+") };
        all.into_iter().map(|(name, origins)| format!("{name} {}", shown(origins))).collect()
    }

    #[test]
    fn cuts_new_leads_and_order_do_not_hide_a_copy() {
        let wire = text(0..600);
        let cut = text(0..200);
        let led = text(9000..9100) + &text(0..500);
        let turned = text(300..600) + &text(0..300);
        let other = text(20_000..20_500);
        let shelf = shelf(&[
            ("a-wire", "2022-07-07", wire),
            ("b-cut", "2022-07-08", cut),
            ("c-led", "2022-07-08", led),
            ("d-turned", "2022-07-07", turned),
            ("e-other", "2022-07-07", other),
        ]);
        assert_eq!(found(&shelf), ["a-wire -", "b-cut a-wire", "c-led a-wire", "d-turned a-wire", "e-other -"]);
    }

    #[test]
    fn an_article_of_two_wires_does_not_make_them_one() {
        let shelf = shelf(&[
            ("one", "2022-07-07", text(0..400)),
            ("two", "2022-07-07", text(5000..5400)),
            ("of-both", "2022-07-08", text(0..400) + &text(5000..5400)),
        ]);
        assert_eq!(found(&shelf), ["of-both one+two", "one -", "two -"]);
        let origins = origins(&shelf, shelf.0.keys().cloned()).expect("in memory");
        let count = |articles: &[&str]| independent(articles.iter().copied(), &origins);
        assert_eq!([count(&["one", "two", "of-both"]), count(&["of-both", "two"]), count(&["of-both"])], [2, 1, 1]);
    }

    #[test]
    fn a_footer_is_no_copy_and_a_second_version_is_one() {
        let footer = text(70_000..70_090);
        let mut shelf = shelf(&[
            ("one", "2022-07-07", text(0..60) + &footer),
            ("other", "2022-07-08", text(5000..5060) + &footer),
            ("second", "2022-07-09", text(0..60) + &text(300..310) + &footer),
        ]);
        for outlet in ["", "Daily Example"] {
            for printed in shelf.0.values_mut() {
                printed.outlet = outlet.to_owned();
            }
            assert_eq!(found(&shelf), ["one -", "other -", "second one"], "of {outlet:?}");
        }
    }

    #[test]
    fn a_new_lead_or_a_new_middle_does_not_hide_a_short_copy() {
        let shelf = shelf(&[
            ("a-brief", "2022-07-07", text(0..110)),
            ("b-led", "2022-07-08", text(9000..9015) + &text(15..110)),
            ("c-mended", "2022-07-08", text(0..50) + &text(9100..9120) + &text(70..110)),
            ("d-same", "2022-07-08", text(0..110)),
            ("e-end", "2022-07-08", text(40..110)),
        ]);
        assert_eq!(
            found(&shelf),
            ["a-brief -", "b-led a-brief", "c-mended a-brief", "d-same a-brief", "e-end a-brief"]
        );
    }

    #[test]
    fn a_shared_quotation_is_no_copy() {
        let quote = text(70_000..70_060);
        let shelf =
            shelf(&[("one", "2022-07-07", text(0..300) + &quote), ("two", "2022-07-08", text(5000..5300) + &quote)]);
        assert_eq!(found(&shelf), ["one -", "two -"]);
    }

    #[test]
    fn boilerplate_leads_to_no_comparison() {
        let shelf = Shelf(
            (0..100_u64)
                .map(|number| {
                    let text = text(number * 1000..number * 1000 + 200) + &text(900_000..900_040);
                    let sketch = Sketch::of(&text).expect("long enough");
                    (format!("{number:03}"), Printed { sketch, published: String::new(), outlet: String::new() })
                })
                .collect(),
        );
        assert!(found(&shelf).iter().all(|line| line.ends_with(" -")));
    }

    /// Articles in memory that count how often one is looked at.
    struct Counted {
        printed: BTreeMap<String, Rc<Printed>>,
        keys: BTreeMap<u32, BTreeSet<String>>,
        looked: std::cell::Cell<usize>,
    }

    impl Archive for Counted {
        fn printed(&self, article: &str) -> Result<Option<Rc<Printed>>, StoreError> {
            self.looked.set(self.looked.get() + 1);
            Ok(self.printed.get(article).cloned())
        }

        fn with_key(&self, key: u32) -> Result<Option<Rc<BTreeSet<String>>>, StoreError> {
            Ok(self.keys.get(&key).cloned().map(Rc::new))
        }
    }

    #[test]
    fn the_work_grows_with_the_copies_and_not_with_their_square() {
        let looked = |wires: u64| {
            let mut own = Counted { printed: BTreeMap::new(), keys: BTreeMap::new(), looked: Default::default() };
            for (wire, copy) in (0..wires).flat_map(|wire| (0..4).map(move |copy| (wire, copy))) {
                let text = words_of(wire * 1000..wire * 1000 + 200 + copy * 20);
                let sketch = Sketch::of(&text).expect("long enough");
                let name = format!("{wire}-{copy}");
                for key in sketch.keys() {
                    own.keys.entry(*key).or_default().insert(name.clone());
                }
                let printed = Printed { sketch, published: String::new(), outlet: String::new() };
                own.printed.insert(name, printed.into());
            }
            origins(&own, own.printed.keys().cloned()).expect("in memory");
            own.looked.get() as f64 / own.printed.len() as f64
        };
        let (few, many) = (looked(20), looked(160));
        assert!(few >= 4.0 && many < few * 1.5, "{few:.1} and {many:.1} articles looked at for each");
    }

    /// A text of words that no other text has, so that only copies share runs.
    fn words_of(numbers: std::ops::Range<u64>) -> String {
        numbers.map(|number| format!("w{number} ")).collect()
    }
}
