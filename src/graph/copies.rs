//! Near-copies among articles: reprints of a wire, cut or with a new lead, are reports but no independent ones.
//!
//! Each article leaves a sketch in its graph: the smallest hashes of its five-word runs (a bottom-k MinHash) and how many
//! there are. The very smallest serve as keys: articles that share a key are compared, no others, so the work grows
//! with the number of copies and not with the square of the number of articles. A key that many articles share is
//! boilerplate and leads to no comparison. Two articles are near-copies when the smaller one's runs are in the other
//! to a large part. An article's origin is the first of its chain: earliest published, then longest. An article
//! merged of two wires so takes one origin, and does not make the two wires one.

use std::collections::{BTreeMap, BTreeSet};

use super::error::StoreError;

/// Words in a run.
const RUN: usize = 5;

/// Hashes in a sketch.
const SIZE: usize = 128;

/// Hashes that serve as keys.
const KEYS: usize = 16;

/// An article with fewer runs than this has no sketch: too short to tell a copy from a coincidence.
const SHORTEST: usize = 20;

/// The part of the smaller article's runs that makes a near-copy. Independent reports of one statement share its
/// quotations, rarely a quarter of their words.
const PART: f64 = 0.4;

/// A key of more articles than this is boilerplate.
pub(crate) const BOILERPLATE: usize = 64;

/// The fingerprint of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sketch {
    /// The number of different runs.
    count: usize,
    /// The smallest hashes, sorted.
    hashes: Vec<u32>,
}

impl Sketch {
    /// The sketch of a text; `None` where it is too short.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let mut words = Vec::new();
        for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words.push(hash(word.chars().flat_map(char::to_lowercase).map(u64::from)));
        }
        let mut hashes: Vec<u32> = words.windows(RUN).map(|run| (hash(run.iter().copied()) >> 32) as u32).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let count = hashes.len();
        hashes.truncate(SIZE);
        (count >= SHORTEST).then_some(Self { count, hashes })
    }

    /// The text form: the count and the hashes in hexadecimal.
    pub(crate) fn encode(&self) -> String {
        let mut text = format!("{}:", self.count);
        for hash in &self.hashes {
            text.push_str(&key_text(*hash));
        }
        text
    }

    /// Reads the text form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (count, hashes) = text.split_once(':')?;
        let mut read = Vec::with_capacity(hashes.len() / 8);
        for start in (0..hashes.len()).step_by(8) {
            read.push(u32::from_str_radix(hashes.get(start..start + 8)?, 16).ok()?);
        }
        Some(Self { count: count.parse().ok()?, hashes: read })
    }

    /// The hashes by which copies find each other.
    pub(crate) fn keys(&self) -> &[u32] {
        &self.hashes[..self.hashes.len().min(KEYS)]
    }

    /// Up to which hash the sketch is complete.
    fn reach(&self) -> u32 {
        if self.hashes.len() == self.count { u32::MAX } else { self.hashes.last().copied().unwrap_or(u32::MAX) }
    }

    /// Whether one is a near-copy of the other: the share of the smaller one's runs that both have, estimated from the
    /// hashes for which both sketches are complete.
    pub(crate) fn is_copy(&self, other: &Self) -> bool {
        let reach = self.reach().min(other.reach());
        let within = |sketch: &Self| sketch.hashes.partition_point(|hash| *hash <= reach);
        let (own, others) = (&self.hashes[..within(self)], &other.hashes[..within(other)]);
        let both = own.iter().filter(|hash| others.binary_search(hash).is_ok()).count();
        let smaller = if self.count <= other.count { own.len() } else { others.len() };
        both >= 4 && both as f64 >= PART * smaller as f64
    }
}

/// A key as text.
pub(crate) fn key_text(key: u32) -> String {
    format!("{key:08x}")
}

/// FNV-1a over numbers, with a final mix so that the high bits are as good as the low ones; fixed for all time, because
/// sketches lie in stores.
fn hash(numbers: impl Iterator<Item = u64>) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for number in numbers {
        for byte in number.to_le_bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

/// What is known of an article for the search of copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Printed {
    pub(crate) sketch: Sketch,
    /// Day of publication; empty where it is not known.
    pub(crate) published: String,
}

/// Where sketches come from: a batch, a store, or both.
pub(crate) trait Archive {
    /// The article of an IRI, where it has a sketch.
    fn printed(&self, article: &str) -> Result<Option<Printed>, StoreError>;
    /// The articles with a key; one more than [`BOILERPLATE`] are enough.
    fn with_key(&self, key: u32) -> Result<BTreeSet<String>, StoreError>;
}

/// The near-copies of an article.
fn copies(archive: &dyn Archive, article: &str, own: &Printed) -> Result<BTreeMap<String, Printed>, StoreError> {
    let mut found = BTreeMap::new();
    let mut seen = BTreeSet::from([article.to_owned()]);
    for key in own.sketch.keys() {
        let sharing = archive.with_key(*key)?;
        if sharing.len() > BOILERPLATE {
            continue;
        }
        for other in sharing {
            if seen.insert(other.clone())
                && let Some(printed) = archive.printed(&other)?
                && own.sketch.is_copy(&printed.sketch)
            {
                found.insert(other, printed);
            }
        }
    }
    Ok(found)
}

/// The origins of some articles and of all that hang together with them by copying: an article's first forerunner,
/// or none where it is an origin itself.
pub(crate) fn origins(
    archive: &dyn Archive,
    seeds: impl IntoIterator<Item = String>,
) -> Result<BTreeMap<String, Option<String>>, StoreError> {
    let mut open: Vec<String> = seeds.into_iter().collect();
    let mut seen: BTreeSet<String> = open.iter().cloned().collect();
    let mut parents: BTreeMap<String, Option<String>> = BTreeMap::new();
    while let Some(article) = open.pop() {
        let Some(own) = archive.printed(&article)? else {
            parents.insert(article, None);
            continue;
        };
        let rank = |printed: &Printed, article: &str| {
            let published = if printed.published.is_empty() { "~".to_owned() } else { printed.published.clone() };
            (published, std::cmp::Reverse(printed.sketch.count), article.to_owned())
        };
        let own_rank = rank(&own, &article);
        let mut first = None;
        for (other, printed) in copies(archive, &article, &own)? {
            let other_rank = rank(&printed, &other);
            if other_rank < own_rank && first.as_ref().is_none_or(|(known, _)| other_rank < *known) {
                first = Some((other_rank, other.clone()));
            }
            if seen.insert(other.clone()) {
                open.push(other);
            }
        }
        parents.insert(article, first.map(|(_, parent)| parent));
    }
    // Ranks fall along a chain, so it ends.
    let root = |article: &str| {
        let mut last = None;
        let mut at = article;
        while let Some(Some(parent)) = parents.get(at) {
            last = Some(parent.clone());
            at = parent;
        }
        last
    };
    Ok(parents.keys().map(|article| (article.clone(), root(article))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of made-up words, the same for the same numbers.
    fn text(words: std::ops::Range<u64>) -> String {
        words.map(|number| format!("w{} ", hash([number].into_iter()) % 5000)).collect()
    }

    struct Shelf(BTreeMap<String, Printed>);

    impl Archive for Shelf {
        fn printed(&self, article: &str) -> Result<Option<Printed>, StoreError> {
            Ok(self.0.get(article).cloned())
        }

        fn with_key(&self, key: u32) -> Result<BTreeSet<String>, StoreError> {
            let has = |printed: &Printed| printed.sketch.keys().contains(&key);
            Ok(self.0.iter().filter(|(_, printed)| has(printed)).map(|(name, _)| name.clone()).collect())
        }
    }

    fn shelf(articles: &[(&str, &str, String)]) -> Shelf {
        Shelf(
            articles
                .iter()
                .map(|(name, day, text)| {
                    let sketch = Sketch::of(text).expect("long enough");
                    ((*name).to_owned(), Printed { sketch, published: (*day).to_owned() })
                })
                .collect(),
        )
    }

    fn found(shelf: &Shelf) -> Vec<String> {
        let all = origins(shelf, shelf.0.keys().cloned()).expect("in memory");
        all.into_iter().map(|(name, origin)| format!("{name} {}", origin.as_deref().unwrap_or("-"))).collect()
    }

    #[test]
    fn sketches_come_back() {
        let sketch = Sketch::of(&text(0..400)).expect("long enough");
        assert_eq!(sketch.hashes.len(), SIZE);
        assert_eq!(Sketch::parse(&sketch.encode()), Some(sketch));
        assert_eq!(Sketch::of("Too short to tell."), None);
        assert_eq!(Sketch::parse("7:zz"), None);
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
        assert_eq!(found(&shelf), ["of-both one", "one -", "two -"]);
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
                    (format!("{number:03}"), Printed { sketch, published: String::new() })
                })
                .collect(),
        );
        assert!(found(&shelf).iter().all(|line| line.ends_with(" -")));
    }
}
