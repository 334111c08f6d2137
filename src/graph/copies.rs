//! Near-copies among articles: reprints of a wire, cut, rewritten in part or with a new lead, are reports but no
//! independent ones.
//!
//! Each article leaves a sketch in its graph: the hashes of its runs of five words. The hashes below a fixed bound (a
//! sample of one run in sixteen, the same runs in every article: MinHash with one band a hash) serve as keys. Articles
//! that share a key are compared, no others, so the work grows with the number of copies and not with the square of the
//! number of articles, and a short cut shares its keys with the long text that it came from. A key that many articles
//! share is boilerplate and leads to no comparison.
//!
//! The comparison is exact: two articles are near-copies when a large part of the smaller one's runs are in the other. An
//! outlet's own articles share its standing phrases, so between them much more must be shared. What two articles share
//! at their very ends (a footer, a note on the author, a standing first line) may be boilerplate, however few articles
//! have it; so some part of what lies between the ends must be shared too. An article's forerunners
//! are its near-copies that were published earlier (or are longer); it copies the first of them, and each further one
//! that explains as large a part of what is left: so an article merged of two wires copies both and makes them not one.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use super::error::StoreError;

/// Words in a run.
const RUN: usize = 5;

/// Hashes in a sketch: all of them in a text of up to about as many words; of a longer text the smallest, which are a
/// sample of it.
const SIZE: usize = 2048;

/// Hashes below this are keys, one in sixteen.
const KEY_BOUND: u32 = u32::MAX / 16;

/// The most keys of an article, and the fewest.
const KEYS: std::ops::RangeInclusive<usize> = 4..=48;

/// An article with fewer runs than this has no sketch: too short to tell a copy from a coincidence.
const SHORTEST: usize = 20;

/// The part of the smaller article's runs that makes a near-copy. Independent reports of one statement share its
/// quotations, rarely a quarter of their words.
const PART: f64 = 0.4;

/// The same between articles of one outlet, which share its headers and footers.
const PART_OF_OUTLET: f64 = 0.7;

/// Runs at the end of an article that may be a footer, and what part of a short article they are at the most.
const FOOTER: (usize, f64) = (160, 0.75);

/// Runs at its beginning that may be a header, and their part.
const HEADER: (usize, f64) = (16, 0.25);

/// What part of the share that makes a copy must be found between the ends too. Bodies that differ share nothing; a copy
/// under a new lead still shares something.
const BODY: f64 = 0.7;

/// Fewer common runs than this, about a sentence, are no copy.
const FEWEST: usize = 10;

/// A key of more articles than this is boilerplate.
pub(crate) const BOILERPLATE: usize = 64;

/// The fingerprint of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sketch {
    /// The number of different runs.
    count: usize,
    /// The smallest hashes, sorted.
    hashes: Vec<u32>,
    /// Those of them that stand at the beginning of the text, and those at its end.
    ends: [Vec<u32>; 2],
}

impl Sketch {
    /// The sketch of a text; `None` where it is too short.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let mut words = Vec::new();
        for word in text.split(|letter: char| !letter.is_alphanumeric() && !INSIDE.contains(&letter)) {
            // House styles differ in dots and apostrophes (U.S., US) and in capitals.
            let letters = word.chars().filter(|letter| !INSIDE.contains(letter)).flat_map(char::to_lowercase);
            let mut letters = letters.map(u64::from).peekable();
            if letters.peek().is_some() {
                words.push(hash(letters));
            }
        }
        let runs: Vec<u32> = words.windows(RUN).map(|run| (hash(run.iter().copied()) >> 32) as u32).collect();
        let mut hashes = runs.clone();
        hashes.sort_unstable();
        hashes.dedup();
        let count = hashes.len();
        hashes.truncate(SIZE);
        let most = |(most, part): (usize, f64)| most.min((runs.len() as f64 * part) as usize);
        let known = |runs: &[u32]| {
            let mut known: Vec<u32> = runs.iter().copied().filter(|run| hashes.binary_search(run).is_ok()).collect();
            known.sort_unstable();
            known.dedup();
            known
        };
        let ends = [known(&runs[..most(HEADER)]), known(&runs[runs.len() - most(FOOTER)..])];
        (count >= SHORTEST).then_some(Self { count, hashes, ends })
    }

    /// The text form: the count, the sorted hashes, and which of them stand at the beginning and at the end, by place.
    pub(crate) fn encode(&self) -> String {
        let mut text = format!("{}:", self.count);
        put(&self.hashes, &mut text);
        for end in &self.ends {
            let places = end.iter().filter_map(|hash| u32::try_from(self.hashes.binary_search(hash).ok()?).ok());
            let places: Vec<u32> = places.collect();
            text.push(':');
            put(&places, &mut text);
        }
        text
    }

    /// Reads the text form.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let count = parts.next()?.parse().ok()?;
        let hashes = take(parts.next()?)?;
        let mut end = || -> Option<Vec<u32>> {
            let places = take(parts.next()?)?;
            places.iter().map(|at| hashes.get(usize::try_from(*at).ok()?).copied()).collect()
        };
        let ends = [end()?, end()?];
        (hashes.len() <= count).then_some(Self { count, hashes, ends })
    }

    /// The hashes by which copies find each other.
    pub(crate) fn keys(&self) -> &[u32] {
        let below = self.hashes.partition_point(|hash| *hash < KEY_BOUND);
        &self.hashes[..below.clamp(*KEYS.start(), *KEYS.end()).min(self.hashes.len())]
    }

    /// Up to which hash the sketch is complete.
    fn reach(&self) -> u32 {
        if self.hashes.len() == self.count { u32::MAX } else { self.hashes.last().copied().unwrap_or(u32::MAX) }
    }

    /// The hashes up to a bound.
    fn within(&self, reach: u32) -> &[u32] {
        &self.hashes[..self.hashes.partition_point(|hash| *hash <= reach)]
    }

    /// Whether `part` of the smaller one's runs are in both, and some of those between the ends; `left` are the runs of
    /// this one that count. Where both sketches are complete this is exact, else it holds for the hashes up to which both are.
    fn shares(&self, left: &[u32], other: &Self, part: f64) -> bool {
        let reach = self.reach().min(other.reach());
        let own = &left[..left.partition_point(|hash| *hash <= reach)];
        let others = other.within(reach);
        let both = common(own, others);
        let smaller = if self.count <= other.count { self.within(reach) } else { others };
        if both.len() < FEWEST.min(smaller.len()) || (both.len() as f64) < part * smaller.len() as f64 {
            return false;
        }
        let mut ends: Vec<u32> = Vec::new();
        for (one, other) in self.ends.iter().zip(&other.ends) {
            ends.extend(common(one, other));
        }
        ends.sort_unstable();
        let between = |runs: &[u32]| runs.iter().filter(|run| ends.binary_search(run).is_err()).count();
        let body = between(smaller);
        body < FEWEST || between(&both) as f64 >= BODY * part * body as f64
    }
}

/// Writes growing numbers: their differences, each in digits of five bits, the lowest first, with a sixth bit where more
/// follow.
fn put(numbers: &[u32], text: &mut String) {
    let mut last = 0;
    for number in numbers {
        let mut rest = number - last;
        last = *number;
        loop {
            let digit = (rest & 31) as usize;
            rest >>= 5;
            text.push(char::from(DIGITS[digit | usize::from(rest > 0) << 5]));
            if rest == 0 {
                break;
            }
        }
    }
}

/// Reads them.
fn take(digits: &str) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    let (mut last, mut value, mut shift) = (0_u32, 0_u64, 0);
    for digit in digits.bytes() {
        let digit = VALUES[usize::from(digit)];
        if digit > 63 {
            return None;
        }
        value |= u64::from(digit & 31) << shift;
        shift += 5;
        if digit & 32 == 0 {
            last = last.checked_add(u32::try_from(value).ok()?)?;
            numbers.push(last);
            (value, shift) = (0, 0);
        } else if shift > 30 {
            return None;
        }
    }
    (shift == 0).then_some(numbers)
}

/// Characters inside a word that a house style may leave out.
const INSIDE: [char; 3] = ['.', '\'', '\u{2019}'];

/// The digits of a sketch's text form.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What each byte is worth as a digit; 255 where it is none.
const VALUES: [u8; 256] = {
    let mut values = [255; 256];
    let mut digit = 0;
    while digit < 64 {
        values[DIGITS[digit] as usize] = digit as u8;
        digit += 1;
    }
    values
};

/// The numbers that two sorted lists have in common.
fn common(one: &[u32], other: &[u32]) -> Vec<u32> {
    let (mut left, mut right, mut both) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (one.get(left), other.get(right)) {
        if a == b {
            both.push(*a);
        }
        left += usize::from(a <= b);
        right += usize::from(b <= a);
    }
    both
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
    /// The outlet; empty where it is not known.
    pub(crate) outlet: String,
}

impl Printed {
    /// Whether one is a near-copy of the other, as far as the runs that are left of this one go.
    fn is_copy(&self, left: &[u32], other: &Self) -> bool {
        let same = !self.outlet.is_empty() && self.outlet == other.outlet;
        self.sketch.shares(left, &other.sketch, if same { PART_OF_OUTLET } else { PART })
    }
}

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
    use super::*;

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
    fn sketches_come_back() {
        let sketch = Sketch::of(&text(0..400)).expect("long enough");
        assert_eq!((sketch.hashes.len(), sketch.count), (396, 396));
        assert_eq!(Sketch::parse(&sketch.encode()), Some(sketch));
        let long = Sketch::of(&text(0..4000)).expect("long enough");
        assert_eq!((long.hashes.len(), long.count), (SIZE, 3996));
        assert_eq!(Sketch::parse(&long.encode()), Some(long));
        let styled = |words: &str| Sketch::of(&(0..20).map(|number| format!("{words} {number} ")).collect::<String>());
        assert!(styled("the us isnt").is_some() && styled("The U.S. isn't") == styled("the US isn’t"));
        assert_eq!(Sketch::of("Too short to tell."), None);
        for wrong in ["7", "7:zz", "7:zzzzzzzzA::", "7:B", "7:B:B:", "0:B::", "7:B::é"] {
            assert_eq!(Sketch::parse(wrong), None, "{wrong}");
        }
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
}
