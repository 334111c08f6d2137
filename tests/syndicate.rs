//! How well near-copies are found: a maker of syndicated copies, and the pairs that a store of them knows.
//!
//! A newsroom of made-up outlets prints wires as newsrooms do: whole, cut, with paragraphs in another order, under a new
//! lead, in the house's own style, with some sentences rewritten, or two wires merged into one; with the outlet's
//! standing header and footer, which may be as long as a brief. Beside them stand stories of the outlets' own, some of which
//! quote the same statement at length or tell of the same people in the same set phrases. Two articles are a true pair where
//! one wire is in both.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use chancery::{
    graph::{Cell, Options, Store, Table},
    rules::Extraction,
    text::Article,
};

/// A fixed sequence of numbers (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % sides.max(1)
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.roll(words.len())]
    }

    fn shuffle<T>(&mut self, things: &mut [T]) {
        for index in (1..things.len()).rev() {
            things.swap(index, self.roll(index + 1));
        }
    }
}

const PEOPLE: [&str; 24] = [
    "President Maren Holt",
    "Prime Minister Ilya Tarn",
    "Foreign Minister Oda Kesk",
    "Defence Minister Pavo Lind",
    "spokesman Rui Dantas",
    "envoy Teresa Quill",
    "General Amon Drake",
    "Senator Lou Abelard",
    "Ambassador Nils Ferro",
    "Chancellor Vera Stolz",
    "opposition leader Jan Mbeki",
    "Governor Ana Prieto",
    "Judge Olaf Brandt",
    "Minister Keiko Arata",
    "Commissioner Paul Renard",
    "Secretary Dana Voss",
    "adviser Omar Said",
    "Marshal Yuri Bloch",
    "Deputy Minister Lena Hart",
    "Speaker Igor Vale",
    "negotiator Sam Okoro",
    "Archbishop Luis Pena",
    "Admiral Greta Holm",
    "Director Hana Sato",
];
const PLACES: [&str; 16] = [
    "Norhaven",
    "Port Elia",
    "Vastrau",
    "the U.S. capital",
    "Zurenberg",
    "the Ostland border",
    "Lake Miro",
    "Kessel",
    "the northern province",
    "San Tello",
    "the disputed strait",
    "Marovo",
    "Tal Afra",
    "the harbour of Brin",
    "Ulm Pass",
    "the island of Sorra",
];
const DEEDS: [&str; 20] = [
    "met",
    "accused",
    "warned",
    "telephoned",
    "wrote to",
    "received",
    "criticised",
    "praised",
    "refused to meet",
    "agreed terms with",
    "held talks with",
    "signed an agreement with",
    "rejected an offer from",
    "threatened",
    "thanked",
    "asked for help from",
    "imposed sanctions on",
    "walked out on",
    "invited",
    "defended",
];
const MATTERS: [&str; 24] = [
    "grain exports",
    "the prisoner exchange",
    "a ceasefire",
    "gas prices",
    "the border crossing",
    "new tariffs",
    "the dam project",
    "fishing rights",
    "the election result",
    "a missing ship",
    "the peace plan",
    "refugee camps",
    "a nuclear inspection",
    "the currency union",
    "the rail link",
    "arms deliveries",
    "climate aid",
    "a data breach",
    "the vaccine programme",
    "the water treaty",
    "visa rules",
    "the airspace closure",
    "the harvest",
    "military drills",
];
const ENDINGS: [&str; 16] = [
    "according to a statement released late on Thursday",
    "officials said",
    "state television reported",
    "a person familiar with the talks said",
    "the ministry said without giving details",
    "as protests grew",
    "despite objections from the opposition",
    "after weeks of delay",
    "for the first time in years",
    "before a vote that is due next month",
    "while troops stood by",
    "in a move that surprised diplomats",
    "and promised a reply within days",
    "but gave no date",
    "amid falling support at home",
    "two witnesses said",
];
/// What a house writes otherwise.
const STYLE: [(&str, &str); 8] = [
    ("U.S.", "US"),
    ("Defence", "Defense"),
    ("said", "told this newspaper"),
    ("percent", "per cent"),
    ("harbour", "harbor"),
    ("President", "Pres."),
    ("programme", "program"),
    ("Thursday", "Thurs"),
];

fn sentence(dice: &mut Dice) -> String {
    let mut text = format!("{} {} {}", dice.pick(&PEOPLE), dice.pick(&DEEDS), dice.pick(&PEOPLE));
    let _ = match dice.roll(4) {
        0 => write!(text, " in {} over {}", dice.pick(&PLACES), dice.pick(&MATTERS)),
        1 => write!(text, " over {} and {}", dice.pick(&MATTERS), dice.pick(&MATTERS)),
        2 => write!(
            text,
            " near {}, where {} percent of {} is at stake",
            dice.pick(&PLACES),
            dice.roll(90),
            dice.pick(&MATTERS)
        ),
        _ => write!(text, " about {} in {}", dice.pick(&MATTERS), dice.pick(&PLACES)),
    };
    if dice.roll(2) == 0 {
        let _ = write!(text, ", {}", dice.pick(&ENDINGS));
    }
    text + "."
}

fn paragraphs(dice: &mut Dice, least: usize, more: usize) -> Vec<String> {
    let count = least + dice.roll(more);
    (0..count)
        .map(|_| {
            let sentences: Vec<String> = (0..1 + dice.roll(3)).map(|_| sentence(dice)).collect();
            sentences.join(" ")
        })
        .collect()
}

/// Some sentences that stand in many articles: a footer, or a statement that is quoted at length.
fn standing(dice: &mut Dice, sentences: usize) -> String {
    (0..sentences).map(|_| sentence(dice)).collect::<Vec<_>>().join(" ")
}

/// What the outlets put below their articles.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Footers {
    /// Two sentences, of each outlet its own.
    Short,
    /// Six sentences, the same for two outlets of one house; and each outlet prints briefs of its own above them.
    Long,
}

/// An article, with the numbers of the wires that are in it.
struct Made {
    text: String,
    published: String,
    outlet: String,
    wires: BTreeSet<usize>,
}

/// One outlet's print of some paragraphs, which come from these wires.
fn print(
    dice: &mut Dice,
    outlets: &[(String, String)],
    mut text: Vec<String>,
    day: usize,
    wires: BTreeSet<usize>,
) -> Made {
    let (outlet, footer) = &outlets[dice.roll(outlets.len())];
    if !wires.is_empty() {
        for _ in 0..dice.roll(4) {
            match dice.roll(5) {
                0 => text.truncate((text.len() * (4 + dice.roll(6)) / 10).max(3)),
                1 => dice.shuffle(&mut text),
                2 => {
                    text.remove(0);
                    text.splice(0..0, paragraphs(dice, 1, 2));
                }
                3 => {
                    for paragraph in &mut text {
                        for (theirs, ours) in STYLE {
                            *paragraph = paragraph.replace(theirs, ours);
                        }
                    }
                }
                _ => {
                    for paragraph in text.iter_mut().skip(1).step_by(6) {
                        *paragraph = sentence(dice);
                    }
                }
            }
        }
    }
    text.insert(0, format!("{outlet} — by our own correspondent"));
    text.push(footer.clone());
    let published = format!("2023-{:02}-{:02}", day / 28 % 12 + 1, day % 28 + 1);
    Made { text: text.join("\n\n"), published, outlet: outlet.clone(), wires }
}

/// Some hundred wires and what a dozen outlets made of them.
fn newsroom(seed: u64, wires: usize, footers: Footers) -> Vec<Made> {
    let mut dice = Dice(seed);
    let outlets: Vec<(String, String)> = match footers {
        Footers::Short => (0..12).map(|number| (format!("Outlet {number}"), standing(&mut dice, 2))).collect(),
        Footers::Long => {
            let houses: Vec<String> = (0..wires.div_ceil(5)).map(|_| standing(&mut dice, 6)).collect();
            (0..houses.len() * 2).map(|number| (format!("Outlet {number}"), houses[number / 2].clone())).collect()
        }
    };
    let agencies = [("First Agency".to_owned(), "First Agency, all rights reserved.".to_owned())];
    let statement = standing(&mut dice, 2);
    let mut made = Vec::new();
    let mut last: Option<Vec<String>> = None;
    for wire in 0..wires {
        let mut text = paragraphs(&mut dice, 6, 14);
        if wire % 5 == 0 {
            text.insert(2, statement.clone());
        }
        let own = BTreeSet::from([wire]);
        made.push(print(&mut dice, &agencies, text.clone(), wire, BTreeSet::new()));
        made.last_mut().expect("just made").wires = own.clone();
        for _ in 0..dice.roll(5) {
            made.push(print(&mut dice, &outlets, text.clone(), wire + 1, own.clone()));
        }
        if let Some(other) = last.as_ref().filter(|_| wire % 4 == 0) {
            let both: Vec<String> =
                text[..text.len() * 3 / 4].iter().chain(&other[..other.len() * 3 / 4]).cloned().collect();
            let (outlet, footer) = &outlets[dice.roll(outlets.len())];
            made.push(Made {
                text: format!("{outlet}\n{}\n{footer}", both.join("\n\n")),
                published: format!("2024-01-{:02}", wire % 28 + 1),
                outlet: outlet.clone(),
                wires: BTreeSet::from([wire - 1, wire]),
            });
        }
        for _ in 0..2 {
            let mut story = paragraphs(&mut dice, 5, 9);
            if dice.roll(4) == 0 {
                story.push(statement.clone());
            }
            made.push(print(&mut dice, &outlets, story, wire, BTreeSet::new()));
        }
        for _ in 0..if footers == Footers::Long { 2 } else { 0 } {
            let brief = paragraphs(&mut dice, 2, 2);
            made.push(print(&mut dice, &outlets, brief, wire, BTreeSet::new()));
        }
        last = Some(text);
    }
    made
}

/// A store of the articles, each under its number.
fn stored(made: &[Made]) -> Store {
    let store = Store::memory(&Options::default()).unwrap();
    let mut batch = store.batch().unwrap();
    for (index, print) in made.iter().enumerate() {
        let mut article = Article::new(index.to_string(), print.text.clone());
        article.published = Some(print.published.parse().unwrap());
        article.source = Some(print.outlet.clone());
        batch.add(&Extraction::new(article, Vec::new(), Vec::new())).unwrap();
    }
    batch.commit().unwrap();
    store
}

/// What each article copies, as the store knows it: a pair of numbers a row.
fn copies(store: &Store) -> Vec<(usize, usize)> {
    let query = "SELECT ?copy ?origin WHERE {
        ?one ch:copyOf ?other
        GRAPH ?one { ?one schema:identifier ?copy }
        GRAPH ?other { ?other schema:identifier ?origin }
    }";
    let table: Table = store.sparql(query).unwrap();
    let number = |cell: &Option<Cell>| cell.as_ref().unwrap().raw().parse().unwrap();
    table.rows.iter().map(|row| (number(&row[0]), number(&row[1]))).collect()
}

/// Precision, recall and F1 of pairs.
fn score(made: &[Made]) -> (f64, f64, f64) {
    let mut of_wire: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, article) in made.iter().enumerate() {
        for wire in &article.wires {
            of_wire.entry(*wire).or_default().push(index);
        }
    }
    let mut of_origin: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (copy, origin) in copies(&stored(made)) {
        of_origin.entry(origin).or_default().extend([copy, origin]);
    }
    fn pairs<'g>(groups: impl Iterator<Item = Vec<&'g usize>>) -> BTreeSet<(usize, usize)> {
        groups
            .flat_map(|group| {
                let pair = |one: &usize| group.iter().map(|other| (*one, **other)).collect::<Vec<_>>();
                group.iter().flat_map(|one| pair(one)).collect::<Vec<_>>()
            })
            .filter(|(one, other)| one < other)
            .collect()
    }
    let truth = pairs(of_wire.values().map(|group| group.iter().collect()));
    let said = pairs(of_origin.values().map(|group| group.iter().collect()));
    let right = truth.intersection(&said).count() as f64;
    let (precision, recall) = (right / said.len().max(1) as f64, right / truth.len().max(1) as f64);
    (precision, recall, 2.0 * precision * recall / (precision + recall))
}

#[test]
fn copies_are_found_among_syndicated_articles() {
    for footers in [Footers::Short, Footers::Long] {
        for seed in 1..=3 {
            let made = newsroom(seed, 120, footers);
            let (precision, recall, f1) = score(&made);
            assert!(made.len() > 500 && f1 >= 0.97, "{footers:?} {seed}: precision {precision:.3}, recall {recall:.3}");
        }
    }
}

/// `cargo test --release --test main syndicate::measure -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement"]
#[expect(clippy::print_stdout, reason = "a measurement")]
fn measure() {
    for (wires, footers) in [(1000, Footers::Short), (1000, Footers::Long), (4000, Footers::Short)] {
        let start = std::time::Instant::now();
        let made = newsroom(11, wires, footers);
        let (precision, recall, f1) = score(&made);
        println!(
            "{} articles: precision {:.2}, recall {:.2}, F1 {:.2}, in {:.1?}",
            made.len(),
            100.0 * precision,
            100.0 * recall,
            100.0 * f1,
            start.elapsed()
        );
    }
}
