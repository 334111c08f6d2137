//! Tests of the whole floor: sentences of our own through parser and resolver, each case beside its near miss.

mod index;
mod names;
mod offices;

use super::{ArticleEntities, EntityKind, Gazetteer, Mention, lexicon::Lexicon};
use crate::{syntax::Parser, text::Article};

/// An article read as far as its entities.
struct Read {
    article: Article,
    entities: ArticleEntities,
}

fn read_on(day: &str, text: &str) -> Read {
    let mut article = Article::new("test", text);
    article.published = day.parse().ok();
    let sentences = Parser::embedded().parse(&article);
    let entities = Gazetteer::embedded().names_of(&article, &sentences).mentions().clone();
    Read { article, entities }
}

fn read(text: &str) -> Read {
    read_on("2022-07-07", text)
}

impl Read {
    fn mentions(&self, words: &str) -> Vec<&Mention> {
        self.entities.mentions.iter().filter(|mention| mention.span.of(&self.article.text) == words).collect()
    }

    /// The ids of the last mention with these words, joined by spaces; "-" where it has none, "" without a mention.
    fn of(&self, words: &str) -> String {
        let Some(mention) = self.mentions(words).pop() else { return String::new() };
        if mention.entities.is_empty() {
            return "-".to_owned();
        }
        mention
            .entities
            .iter()
            .map(|&entity| self.entities.entities[entity].id.0.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn code(&self, id: &str) -> Option<&str> {
        self.entities.entities.iter().find(|entity| entity.id.0 == id)?.code.as_deref()
    }

    fn has(&self, id: &str) -> bool {
        self.entities.entities.iter().any(|entity| entity.id.0 == id)
    }
}

#[test]
fn the_embedded_tables_have_no_problem() {
    let gazetteer = Gazetteer::embedded_with(&[]).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert!(gazetteer.size().0 > 10_000);
    assert!(Lexicon::embedded().roles().len() > 100);
}

#[test]
fn names_in_the_shapes_of_the_press() {
    let text = "Russian Foreign Minister Sergei V. Lavrov met Wang Yi. Mr. Lavrov thanked Mr Wang. Lavrov left.";
    let read = read(text);
    assert_eq!(read.of("Russian Foreign Minister Sergei V. Lavrov"), "sergey-lavrov");
    assert_eq!(read.of("Mr. Lavrov"), "sergey-lavrov");
    assert_eq!(read.of("Mr Wang"), "wang-yi");
    assert_eq!(read.of("Lavrov"), "sergey-lavrov");
    assert_eq!(read.code("sergey-lavrov"), Some("RUSGOV"));
    let title = read.mentions("Russian Foreign Minister Sergei V. Lavrov")[0].title.clone().expect("a title");
    assert_eq!(title.text, "Foreign Minister");
    let position = &read.entities.entities[title.position.expect("a position")];
    assert_eq!((position.id.0.as_str(), position.kind), ("russia/foreign-minister", EntityKind::Position));
}

#[test]
fn a_surname_alone_needs_an_office_or_a_full_name() {
    assert_eq!(read("President Biden spoke on Monday.").of("President Biden"), "joe-biden");
    assert_eq!(read_on("2018-05-01", "President Trump spoke on Monday.").of("President Trump"), "donald-trump");
    // Nobody of that name holds the office.
    let stranger = read("Mr Quillfeather spoke on Monday.");
    assert!(
        stranger.of("Mr Quillfeather").starts_with("mr-quillfeather-")
            || stranger.of("Mr Quillfeather").starts_with("quillfeather-")
    );
}

#[test]
fn capitals_act_and_are_places() {
    assert_eq!(read("Washington said the talks would go on.").of("Washington"), "united-states");
    assert_eq!(read("The ministers met in Washington.").of("Washington"), "washington-d-c");
    assert_eq!(read("Moscow's invasion of Ukraine shocked Kyiv.").of("Moscow"), "russia");
    assert_eq!(read("Lavrov arrived in Beijing on Monday.").of("Beijing"), "beijing");
    assert_eq!(read("The prime minister visited Kyiv.").of("Kyiv"), "kyiv");
    assert_eq!(read("The Kremlin rejected the report.").of("Kremlin"), "russia");
    assert_eq!(read("Brussels warned the company.").of("Brussels"), "european-union");
    assert_eq!(read("The leaders met in Brussels.").of("Brussels"), "brussels");
}

#[test]
fn names_within_names() {
    assert_eq!(read("New Zealand signed the treaty.").of("New Zealand"), "new-zealand");
    assert!(!read("The ferry reached Zealand at night.").has("new-zealand"));
    assert_eq!(read("Niger expelled the ambassador.").of("Niger"), "niger");
    assert_eq!(read("Nigeria expelled the ambassador.").of("Nigeria"), "nigeria");
    assert_eq!(read("South Korea protested.").of("South Korea"), "south-korea");
    assert_eq!(read("North Korea protested.").of("North Korea"), "north-korea");
    assert!(!read("Korea has long winters.").has("south-korea"));
    assert_eq!(read("Jordan closed its border.").of("Jordan"), "jordan");
    assert!(!read("Michael Jordan bought a house.").has("jordan"));
    assert_eq!(read("Georgia applied to join the bloc.").of("Georgia"), "georgia");
    assert_eq!(read("A court in Atlanta, Georgia, heard the case.").of("Georgia"), "georgia-united-states");
}

#[test]
fn congo_needs_support() {
    assert_eq!(read("Congo protested.").of("Congo"), "-");
    assert_eq!(read("Officials in Kinshasa spoke first. Then Congo protested.").of("Congo"), "dr-congo");
}

#[test]
fn calendar_words_are_no_names() {
    let march = read("In May the talks began. The march on Monday's eve went on, and in March it ended.");
    assert!(march.of("May").is_empty() && march.of("March").is_empty() && march.of("Monday").is_empty());
    let may = read_on("2018-05-01", "British Prime Minister Theresa May spoke. Mrs May left in May.");
    assert_eq!(may.of("Mrs May"), "theresa-may");
    assert!(may.of("May").is_empty());
}

#[test]
fn acronyms_are_no_pronouns() {
    assert_eq!(read("Officials told us that the US would pay.").of("US"), "united-states");
    assert_eq!(read("Officials told us nothing.").of("us"), "-");
    assert_eq!(read("Nato sent troops.").of("Nato"), "nato");
    assert_eq!(read("The Group of 20 (G-20) met.").of("G-20"), "group-of-twenty");
    assert_eq!(read("The G20 met.").of("G20"), "group-of-twenty");
}

#[test]
fn organs_and_people_of_a_state() {
    let text = "The Russian foreign ministry rejected the claim. Chinese officials and police in Kyiv agreed.";
    let read = read(text);
    assert_eq!(read.of("The Russian foreign ministry"), "russia/foreign-ministry");
    assert_eq!(read.code("russia/foreign-ministry"), Some("RUSGOV"));
    assert_eq!(read.of("Chinese officials"), "china/officials");
    assert_eq!(read.code("china/officials"), Some("CHNGOV"));
    assert_eq!(read.of("police"), "ukraine/police");
}

#[test]
fn the_government_of_a_state_is_the_state() {
    assert_eq!(read("The Turkish government agreed.").of("The Turkish government"), "turkey");
    assert_eq!(read("The government agreed.").of("The government"), "-");
}

#[test]
fn offices_on_a_day() {
    assert_eq!(read("China's foreign minister spoke.").of("China's foreign minister"), "wang-yi");
    assert_eq!(read_on("2023-02-01", "China's foreign minister spoke.").of("China's foreign minister"), "qin-gang");
    assert_eq!(read("The US Secretary of State spoke.").of("The US Secretary of State"), "antony-blinken");
    assert_eq!(read("The top US diplomat spoke.").of("The top US diplomat"), "antony-blinken");
    assert_eq!(read("Russia's former foreign minister spoke.").of("Russia's former foreign minister"), "-");
    assert_eq!(read_on("none", "China's foreign minister spoke.").of("China's foreign minister"), "-");
}

#[test]
fn unknown_names_are_minted_by_evidence() {
    let text = "Prime Minister Ordo Velk met lawmakers. Mr Velk praised the Velk Institute for the Study of Rain.";
    let read = read(text);
    assert_eq!(read.of("Prime Minister Ordo Velk"), "ordo-velk");
    assert_eq!(read.of("Mr Velk"), "ordo-velk");
    assert_eq!(read.of("Velk Institute for the Study of Rain"), "velk-institute-for-the-study-of-rain");
    let common = self::read("Yesterday the Allies met. However, nothing came of it.");
    assert!(common.entities.entities.iter().all(|entity| !entity.minted), "{:?}", common.entities.entities);
}

#[test]
fn what_stands_beside_an_unknown_name_types_it() {
    let kind = |text: &str, words: &str| {
        let read = read(text);
        let entity = read.mentions(words).pop().and_then(|mention| mention.entities.first().copied());
        entity.map(|entity| read.entities.entities[entity].kind)
    };
    assert_eq!(kind("Troops fought the Zorvani rebels near Lyon.", "Zorvani"), Some(EntityKind::Organisation));
    assert_eq!(kind("Police arrested Ordan Zhelk, a Polish farmer, in Lyon.", "Ordan Zhelk"), Some(EntityKind::Person));
    assert_eq!(kind("A mine collapsed in Zhelkovo, Poland.", "Zhelkovo"), Some(EntityKind::Place));
    assert_eq!(kind("Fans admired the Zhelkovo Quartet.", "Zhelkovo Quartet"), None);
    // Text that breaks off within the description.
    assert_eq!(kind("Police arrested Ordan Zhelk, a young", "Ordan Zhelk"), None);
    assert_eq!(kind("Police arrested Ordan Zhelk, the", "Ordan Zhelk"), None);
}

#[test]
fn after_a_title_a_known_name_is_a_surname() {
    let read = read("Foreign Minister Ordania Wagner praised the army. Wagner mercenaries fought in Mali.");
    assert!(read.of("Foreign Minister Ordania Wagner").starts_with("ordania-wagner"), "{:?}", read.entities);
}

#[test]
fn a_states_name_may_begin_a_persons() {
    let read = read("Jordan Zhelkov spoke in Jordan. Chad Zhelkov praised Chad.");
    assert_eq!(read.of("Jordan"), "jordan");
    assert!(read.mentions("Jordan").len() == 1 && read.mentions("Chad").len() == 1, "{:?}", read.entities);
    assert_eq!(self::read("In Ukraine Zhelkov laughed.").of("Ukraine"), "ukraine");
}

#[test]
fn the_people_of_a_state_are_not_the_state() {
    let text = "Three Palestinians and two French soldiers were hurt. French voters met Americans.";
    let read = read(text);
    assert_eq!(read.of("Three Palestinians"), "palestine/people");
    assert_eq!(read.code("palestine/people"), Some("PSECVL"));
    assert_eq!(read.of("two French soldiers"), "france/soldiers");
    assert_eq!(read.of("Americans"), "united-states/people");
    assert_eq!(self::read("American troops left.").of("American"), "united-states");
}

#[test]
fn actors_without_a_state_have_a_sort_and_a_code() {
    let read = read("Protesters and opposition lawmakers met a court in Kenya and a court in Peru.");
    let generic = |words: &str| {
        let mention = read.mentions(words)[0];
        (mention.sort, mention.code.clone().unwrap_or_default())
    };
    assert_eq!(generic("Protesters"), (Some(EntityKind::Group), "---OPP".to_owned()));
    assert_eq!(generic("opposition lawmakers"), (Some(EntityKind::Group), "---OPP".to_owned()));
    assert!(read.mentions("Kenya")[0].code.is_none());
}

#[test]
fn parts_of_the_world_act_together() {
    let read = read("Western officials and Latin American leaders protested. American officials agreed.");
    assert_eq!(read.of("Western officials"), "western/officials");
    assert_eq!(read.code("western/officials"), Some("WSTGOV"));
    assert_eq!(read.of("Latin American leaders"), "latin-american/leaders");
    assert_eq!(read.of("American officials"), "united-states/officials");
}

#[test]
fn organs_of_a_state_by_its_adjective() {
    assert_eq!(read("The Nigerian Senate met.").of("The Nigerian Senate"), "nigeria/senate");
    assert_eq!(read("The US Senate met.").of("US Senate"), "united-states-senate");
}

#[test]
fn an_administration_is_that_of_the_state() {
    let day = "2025-06-01";
    assert_eq!(
        read_on(day, "In the United States the Trump administration objected.").of("the Trump administration"),
        "united-states"
    );
    assert_eq!(read_on(day, "In Russia the Lavrov administration objected.").of("the Lavrov administration"), "-");
}

#[test]
fn things_are_no_antecedents_of_actors() {
    let it = read("Slovakia abolished the office and replaced it.");
    assert_eq!(it.of("it"), "-");
    let them = read("Liz Truss met Wang Yi, and the minors feared for them.");
    assert_eq!(them.of("them"), "-");
}

#[test]
fn candidates_of_a_name_are_told() {
    let gazetteer = Gazetteer::embedded();
    let ids = |words: &str| -> Vec<String> {
        gazetteer.candidates(words, "2022-07-07".parse().ok()).into_iter().map(|candidate| candidate.id).collect()
    };
    let georgia = ids("Georgia");
    assert!(
        georgia.contains(&"georgia".to_owned()) && georgia.contains(&"georgia-united-states".to_owned()),
        "{georgia:?}"
    );
    assert!(ids("Foreign Minister Lavrov").contains(&"sergey-lavrov".to_owned()));
    assert!(ids("Zhelkovo").is_empty());
}

#[test]
fn washington_acts_and_is_a_place() {
    assert_eq!(read("A Moscow-based company failed.").of("Moscow"), "moscow");
    assert_eq!(read("A Moscow official objected.").of("Moscow"), "russia");
    assert_eq!(read("Washington said it would pay.").of("Washington"), "united-states");
    let place = read("Talks were held in Washington.").of("Washington");
    assert!(place.starts_with("washington"), "{place}");
    let new = read("New Zealand sent aid. A ferry left Zealand.");
    assert_eq!(new.of("New Zealand"), "new-zealand");
    assert!(!new.of("Zealand").contains("new-zealand"), "{}", new.of("Zealand"));
}

#[test]
fn a_users_tables_add_and_override() {
    let own = "id\tkind\tlabel\tnames\tcountry\ncarpathia\tcountry\tCarpathia\t\t\nrupert\tperson\tRupert Hentzau\tCount Rupert\tcarpathia\n";
    let gazetteer = Gazetteer::embedded_with(&[("own.tsv", own)]).expect("the table is sound");
    let article = Article::new("test", "Rupert Hentzau left Carpathia for France.");
    let entities = gazetteer.names_of(&article, &Parser::embedded().parse(&article)).mentions().clone();
    let ids: Vec<&str> = entities.entities.iter().map(|entity| entity.id.0.as_str()).collect();
    assert_eq!(ids, ["rupert", "carpathia", "france"]);
}

#[test]
fn a_name_of_a_users_table_is_that_entrys_alone() {
    let own = "id\tkind\tlabel\tnames\nparis-trading\torganisation\tParis\tParis Trading\n";
    let gazetteer = Gazetteer::embedded_with(&[("own.tsv", own)]).expect("the table is sound");
    let article = Article::new("test", "Paris sued its bank.");
    let entities = gazetteer.names_of(&article, &Parser::embedded().parse(&article)).mentions().clone();
    assert_eq!(entities.entities[0].id.0, "paris-trading");
    assert_eq!(gazetteer.named("Paris"), [("paris-trading", EntityKind::Organisation)]);
    assert!(Gazetteer::embedded().named("Paris").iter().any(|(id, _)| *id == "paris"));
}

#[test]
fn a_world_alone_knows_nothing_of_ours() {
    let names = "id\tkind\tlabel\tadjectives\tcountry\tcode\nruritania\tcountry\tRuritania\tRuritanian\t\tRUR\n\
                 sapt\tperson\tFritz Sapt\t\truritania\t\n";
    let offices = "person\toffice\tof\tsince\tuntil\nsapt\tprime-minister\truritania\t1889\t1891-06\n";
    let gazetteer = Gazetteer::parse(&[("names.tsv", names), ("offices.tsv", offices)]).expect("the tables are sound");
    let mut article = Article::new("test", "The Ruritanian prime minister left Paris.");
    article.published = Some("1890-05-02".parse().expect("a day"));
    let entities = gazetteer.names_of(&article, &Parser::embedded().parse(&article)).mentions().clone();
    let ids: Vec<&str> = entities.entities.iter().map(|entity| entity.id.0.as_str()).collect();
    assert!(ids.contains(&"sapt") && ids.contains(&"ruritania") && !ids.contains(&"paris"), "{ids:?}");
}

#[test]
fn facts_of_a_table_are_checked() {
    let names = "id\tkind\tclass\tlabel\tcode\na\tperson\tx\tA Velk\t\nb\tcountry\t\tB Land\tBb\n";
    let offices = "person\toffice\tof\tsince\nnobody\tking\tb\t2020\na\tking\tb\tsoon\n";
    let metonyms = "metonym\tstands_for\tstrength\nThe Keep\tb\tmighty\n";
    let given = "given\tgender\nOrdo\tmale\n";
    let tables = [("given.tsv", given), ("metonyms.tsv", metonyms), ("names.tsv", names), ("offices.tsv", offices)];
    let problems = Gazetteer::parse(&tables).expect_err("six mistakes");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let wanted = [
        "given.tsv:2: gender `male`",
        "metonyms.tsv:2: strength `mighty`",
        "names.tsv:2: class `x`",
        "names.tsv:3: code `Bb`",
        "offices.tsv:2: `nobody` is no id",
        "offices.tsv:3: since `soon`",
    ];
    assert_eq!(told.len(), wanted.len(), "{told:#?}");
    for (told, wanted) in told.iter().zip(wanted) {
        assert!(told.starts_with(wanted), "{told}");
    }
}

#[test]
fn problems_of_a_table_are_told_at_once_with_their_lines() {
    let bad =
        "id\tkind\tlabel\tnmaes\nGood Id\tperson\tA\t\nx\tplanet\tB\t\ny\tperson\t\t\ny\tperson\tC\t\ny\tperson\tD\t\n";
    let problems = Gazetteer::parse(&[("bad.tsv", bad)]).expect_err("five mistakes");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 5, "{told:#?}");
    assert!(told[0].starts_with("bad.tsv:1: unknown column `nmaes`; did you mean `names`?"), "{}", told[0]);
    assert!(told[1].starts_with("bad.tsv:2: id `Good Id`"));
    assert!(told[2].starts_with("bad.tsv:3: unknown kind `planet`"));
}
