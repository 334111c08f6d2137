//! Whole names: where they begin and end, what their words say that they are, and whose body a common name means.

use super::{read, read_on};
use crate::entities::EntityKind;

fn kind(text: &str, words: &str) -> Option<EntityKind> {
    let read = read(text);
    let entity = read.mentions(words).pop().and_then(|mention| mention.entities.first().copied())?;
    Some(read.entities.entities[entity].kind)
}

#[test]
fn a_known_name_does_not_cut_a_longer_one() {
    let read = read("Troops left Latakia Governorate and the Maryland Democratic Party. The Congo River rose.");
    assert_eq!(read.of("Latakia Governorate"), "latakia-governorate");
    assert_eq!(read.of("Maryland Democratic Party"), "maryland-democratic-party");
    assert_eq!(read.of("Congo River"), "congo-river");
    assert!(read.mentions("Latakia").is_empty() && read.mentions("Congo").is_empty());
    // What follows a state may be a name of its own, or an organ.
    let two = super::read("The US Senate and Russian President Vladimir Putin objected.");
    assert_eq!(two.of("US Senate"), "united-states-senate");
    assert_eq!(two.of("Russian President Vladimir Putin"), "vladimir-putin");
}

#[test]
fn demonyms_belong_to_the_names_of_bodies() {
    let read = read("The Somali National Army and the Chinese Academy of Sciences denied it. Somali fishermen agreed.");
    assert_eq!(read.of("Somali National Army"), "somali-national-army");
    assert_eq!(read.of("Chinese Academy of Sciences"), "chinese-academy-of-sciences");
    assert_eq!(read.mentions("Somali").len(), 1);
    assert_eq!(
        super::read("The Native American Rights Fund sued.").of("Native American Rights Fund"),
        "native-american-rights-fund"
    );
}

#[test]
fn words_that_are_no_names_begin_some() {
    let read = read("Rebels in South Zhelk met the Christian Social Union. Western officials stayed away.");
    assert_eq!(read.of("South Zhelk"), "south-zhelk");
    assert_eq!(read.of("Christian Social Union"), "christian-social-union");
    assert_eq!(read.of("Western officials"), "western/officials");
}

#[test]
fn given_names_of_two_syllables_keep_both() {
    let read = read("Choi Zhang-mok met Zhelk in a Hamas-run camp. The Israel-based firm closed.");
    assert!(!read.mentions("Choi Zhang-mok").is_empty(), "{:?}", read.entities.mentions);
    assert!(read.mentions("Hamas-run").is_empty() && read.mentions("Israel-based").is_empty());
}

#[test]
fn small_words_stand_in_names() {
    let text = "She joined the Zhelk Center for Constitutional Rights, the Food and Drug Administration and Zhelk, Inc., in May.";
    let read = read(text);
    assert!(!read.mentions("Zhelk Center for Constitutional Rights").is_empty(), "{:?}", read.entities.mentions);
    assert!(!read.mentions("Food and Drug Administration").is_empty());
    let two = super::read("The Kremlin and Defense Ministry agreed. The Zhelk Party and Congress did not.");
    assert!(two.mentions("Kremlin and Defense Ministry").is_empty());
    assert!(two.mentions("Zhelk Party and Congress").is_empty());
}

#[test]
fn things_are_no_actors() {
    let read = read("Hurricane Zhelk hit Lyon. The Zhelk Agreement failed. The Zhelk Council met.");
    let thing = |words: &str| read.mentions(words).first().map(|mention| mention.thing);
    assert_eq!(thing("Hurricane Zhelk"), Some(true));
    assert_eq!(thing("Zhelk Agreement"), Some(true));
    assert_eq!(thing("Zhelk Council"), Some(false));
}

#[test]
fn money_is_no_state() {
    assert!(!read("It costs US$5 million in Lyon.").has("united-states"));
}

#[test]
fn a_city_beside_its_state_is_a_place() {
    assert_eq!(read("Drones hit Kyiv, Ukraine, and Kyiv objected.").mentions("Kyiv").len(), 2);
    let read = read("Strikes on Kyiv, Ukraine, killed two. Russia said that Kyiv had lied.");
    let first = read.mentions("Kyiv")[0];
    assert_eq!(read.entities.entities[first.entities[0]].id.0, "kyiv");
    assert_eq!(super::read("The capital city Bamako was quiet.").of("Bamako"), "bamako");
}

#[test]
fn the_city_of_a_name_is_that_name() {
    let read = read("Rebels took the city of Goma and the village of Zhelkovo. The mayor of Goma fled.");
    assert_eq!(read.of("the city of Goma"), "goma");
    assert_eq!(read.of("the village of Zhelkovo"), "zhelkovo");
    assert_ne!(read.of("The mayor of Goma"), "goma");
}

#[test]
fn a_noun_before_a_name_says_what_it_is() {
    assert_eq!(kind("The airline Emirates ordered jets.", "Emirates"), Some(EntityKind::Organisation));
    assert_eq!(kind("The jets flew to France.", "France"), Some(EntityKind::Country));
}

#[test]
fn common_names_of_bodies_belong_to_the_state_spoken_of() {
    // Few states have a chamber of that name, and the gazetteer has none of the Philippines.
    assert_eq!(read("Filipinos elect the Senate.").of("Senate"), "-");
    assert_eq!(read("Filipinos respect the Supreme Court.").of("Supreme Court"), "philippines/supreme-court");
    assert_eq!(read("American voters elect the Senate.").of("Senate"), "united-states-senate");
    assert_eq!(read("The Senate met.").of("Senate"), "-");
    let service = read("The Georgian State Security Service arrested him.");
    assert!(
        !service.has("mi5")
            && service.entities.entities.iter().any(|entity| {
                entity.kind == EntityKind::Organisation
                    && entity.country.as_ref().is_some_and(|country| country.0 == "georgia")
            }),
        "{:?}",
        service.entities.entities
    );
}

#[test]
fn forces_of_a_region_are_its_own() {
    let read = read("Puntland forces fought in Somalia. Moscow officials agreed.");
    assert_eq!(read.of("Puntland forces"), "puntland/military");
    assert_eq!(read.of("Moscow officials"), "russia/officials");
}

#[test]
fn abbreviations_are_what_the_article_says() {
    let text = "The Zhelk Aviation Board (ZAB) closed the airport. The ZAB will report. A Zhelk Trade Union spoke: the ZTU won.";
    let read = read(text);
    assert_eq!(read.of("ZAB"), "zhelk-aviation-board");
    assert_eq!(read.of("ZTU"), "zhelk-trade-union");
    let dateline = super::read("GENEVA (Example Wire) - Talks began.");
    assert_eq!(dateline.of("GENEVA"), "geneva");
}

#[test]
fn an_office_of_something_is_that_of_the_name_behind_it() {
    let read = read_on(
        "2025-05-01",
        "President of São Tomé and Príncipe Carlos Vila Nova objected. Russian Chief of the General Staff Valery Gerasimov agreed.",
    );
    assert_eq!(read.of("President of São Tomé and Príncipe Carlos Vila Nova"), "carlos-vila-nova");
    assert!(read.of("Russian Chief of the General Staff Valery Gerasimov").contains("gerasimov"));
}

#[test]
fn labels_are_true_to_number() {
    let read = read("A Jordanian truck driver met Rwandan troops and the countries of the Gulf Cooperation Council.");
    let label =
        |id: &str| read.entities.entities.iter().find(|entity| entity.id.0 == id).map(|entity| entity.label.clone());
    assert_eq!(label("jordan/driver").as_deref(), Some("Jordanian truck driver"));
    assert_eq!(label("rwanda/military").as_deref(), Some("Rwandan troops"));
    assert_eq!(read.of("the countries of the Gulf Cooperation Council"), "gulf-cooperation-council");
}

#[test]
fn a_surname_alone_shows_a_person() {
    let read = read("Police arrested Brentik Zhelkov in Lyon. Zhelkov denied it. Fans praised Wild Zhelk.");
    assert_eq!(read.of("Brentik Zhelkov"), "brentik-zhelkov");
    assert_eq!(read.of("Zhelkov"), "brentik-zhelkov");
    assert_eq!(read.of("Wild Zhelk"), "-");
}

#[test]
fn what_belongs_to_a_body_and_what_does_not() {
    let read = read("The US Coast Guard fought the M23 Movement. Japanese Zhelk Steel bought Iranian Zhelk Petroleum.");
    assert_eq!(read.of("The US Coast Guard"), "united-states/coast-guard");
    assert!(read.mentions("M23").len() == 1 && read.of("M23") == "m23");
    assert!(read.has("japan") && read.mentions("Japanese Zhelk Steel").is_empty());
    assert_eq!(super::read("The Israeli Defense Forces withdrew.").of("Israeli Defense Forces"), "israel/military");
    let secretary = super::read("Press Secretary Karoline Zhelk spoke. The Refugee Council of Zhelkovia listened.");
    assert_eq!(secretary.of("Press Secretary Karoline Zhelk"), "karoline-zhelk");
    assert_eq!(secretary.of("Refugee Council of Zhelkovia"), "refugee-council-of-zhelkovia");
}

#[test]
fn the_government_of_a_region_is_not_the_state() {
    assert_eq!(read("The government of Ontario objected.").of("The government of Ontario"), "-");
    assert_eq!(read("The government of Zambia objected.").of("The government of Zambia"), "zambia");
}

#[test]
fn members_of_a_list_are_what_its_noun_says() {
    let read = read("Several companies, including Zhelka, Velkova, and Ordo Brothers, paused sales.");
    assert_eq!([read.of("Zhelka"), read.of("Velkova")], ["zhelka", "velkova"]);
    let after = super::read("Zhelka, Velkova and other companies paused sales. Zhelko and Ordo paused.");
    assert_eq!([after.of("Zhelka"), after.of("Velkova"), after.of("Zhelko")], ["zhelka", "velkova", "-"]);
}

#[test]
fn a_given_name_shows_a_person_and_capitals_show_none() {
    let read = read("Nadine Zhelkova praised the HAL Zhelkova in Lyon.");
    assert_eq!(read.of("Nadine Zhelkova"), "nadine-zhelkova");
    assert_eq!(read.of("HAL Zhelkova"), "-");
    assert_eq!(super::read("Shops closed on Gerrard Street.").of("Gerrard Street"), "gerrard-street");
}

#[test]
fn a_town_of_the_name_is_no_surname_of_whom_the_article_names() {
    let read = read("The presenter Brenton Imus died on Friday. Imus was 79.");
    assert_eq!(read.of("Brenton Imus"), "brenton-imus");
    assert_eq!(read.of("Imus"), "brenton-imus");
}

#[test]
fn a_middle_name_makes_no_other_person() {
    let read = read("Judge Nadine Velkova spoke. Nadine Ruth Velkova studied law. Nadine Ruth Ordova did not.");
    assert_eq!(read.of("Nadine Ruth Velkova"), "nadine-velkova");
    assert_eq!(read.of("Nadine Ruth Ordova"), "nadine-ruth-ordova");
}

#[test]
fn a_part_of_a_state_is_not_the_state() {
    let read = read("Fighting broke out in the Zhelkaan region of Somalia. The Republic of Kenya objected.");
    assert!(read.mentions("the Zhelkaan region of Somalia").is_empty());
    assert_eq!(read.of("Zhelkaan"), "zhelkaan");
    assert_eq!(read.of("Republic of Kenya"), "kenya");
}

#[test]
fn a_coalition_bears_its_whole_name() {
    let read = read("Ordo Velk leads the Unity for Chile coalition. The Baltimore Sun reported it.");
    assert_eq!(read.of("Unity for Chile"), "unity-for-chile");
    assert!(!read.has("chile"));
    assert_eq!(read.of("Baltimore Sun"), "baltimore-sun");
}

#[test]
fn members_of_a_party_are_not_the_party() {
    let read =
        read("In the United States Republicans criticised the GOP, and House Democrats praised the Democratic Party.");
    assert_eq!(read.of("Republicans"), "republican-party/members");
    assert_eq!(read.of("GOP"), "republican-party");
    assert_eq!(read.of("House Democrats"), "democratic-party/members");
    assert_eq!(read.of("Democratic Party"), "democratic-party");
    assert_eq!(self::read("Irish Republicans criticised Britain.").of("Republicans"), "-");
}

#[test]
fn after_a_title_a_body_is_a_person() {
    let read = read("Senator Rand Zhelkov spoke. Rand Corp published it, and so did RAND.");
    assert_eq!(read.of("Senator Rand Zhelkov"), "rand-zhelkov");
    assert_eq!(read.of("RAND"), "rand-corporation");
}

#[test]
fn the_west_acts() {
    assert_eq!(read("Russia accused the West of lies.").of("the West"), "western-states");
    assert_eq!(read("Troops left the West Bank.").of("West Bank"), "west-bank");
}

#[test]
fn words_at_the_end_or_in_the_middle_belong_to_a_name() {
    let tail = read("Ann Velk, an adviser for Priorities USA and president of Ohio Ski Country USA, spoke.");
    assert_eq!(tail.of("Priorities USA"), "priorities-usa");
    assert_eq!(tail.of("Ohio Ski Country USA"), "ohio-ski-country-usa");
    assert_eq!(read("Troops left Ohio for the USA.").of("USA"), "united-states");
    let taxi = read("The city Cab and Coach Commission met the Rail and Road Commission.");
    assert!(!taxi.mentions("Cab and Coach Commission").is_empty(), "{:?}", taxi.entities.mentions);
    assert!(!taxi.mentions("Rail and Road Commission").is_empty());
    let two = read("A city ZNC and Road Commission met.");
    assert!(two.mentions("ZNC and Road Commission").is_empty(), "{:?}", two.entities.mentions);
    let farm = read("Somali Farm Federation President Ann Velk spoke.");
    assert_eq!(farm.of("Somali Farm Federation"), "somali-farm-federation");
    let builders = read("Ann Velk met the Zhelk Committee of Russian builders and the Committee of Russian Builders.");
    assert!(builders.mentions("Zhelk Committee of Russian").is_empty());
}
