//! Tests of the whole floor: sentences of our own through all floors before it, each case beside its near miss.

use super::{Reader, Reading};
use crate::text::Article;

fn read_on(day: &str, text: &str) -> Reading {
    let mut article = Article::new("test", text);
    article.published = day.parse().ok();
    Reader::embedded().read(article)
}

fn read(text: &str) -> Reading {
    read_on("2022-07-07", text)
}

impl Reading {
    /// The ids of the last mention with these words, joined by spaces; "-" where it has none, "" without a mention.
    fn of(&self, words: &str) -> String {
        let mut mentions = self.entities.mentions.iter();
        let Some(mention) = mentions.rfind(|mention| mention.span.of(&self.article.text) == words) else {
            return String::new();
        };
        if mention.entities.is_empty() {
            return "-".to_owned();
        }
        let ids = mention.entities.iter().map(|&entity| self.entities.entities[entity].id.0.as_str());
        ids.collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn counterparts_hold_the_same_office() {
    let text = "Russian Foreign Minister Sergei Lavrov arrived. He met his Chinese counterpart.";
    assert_eq!(read(text).of("his Chinese counterpart"), "wang-yi");
    assert_eq!(read_on("none", text).of("his Chinese counterpart"), "-");
    let leaders = "Vladimir Putin met his Turkish counterpart.";
    assert_eq!(read(leaders).of("his Turkish counterpart"), "recep-tayyip-erdogan");
    let apposed = "Russian Foreign Minister Sergei Lavrov met his Chinese counterpart, Wang Yi, on Monday.";
    assert_eq!(read_on("none", apposed).of("his Chinese counterpart"), "wang-yi");
}

#[test]
fn pairs_and_pronouns() {
    let text = "Wang Yi met Sergei Lavrov in Bali. The pair spoke for an hour.";
    assert_eq!(read(text).of("The pair"), "wang-yi sergey-lavrov");
    let three = "Wang Yi met Sergei Lavrov and Antony Blinken in Bali. The pair spoke for an hour.";
    assert_eq!(read(three).of("The pair"), "-");
    assert_eq!(read("Russia defended its decision.").of("its"), "russia");
    assert_eq!(read("Liz Truss arrived in Bali. She met Wang Yi.").of("She"), "liz-truss");
    assert_eq!(read("Sergei Lavrov arrived in Bali. She was tired.").of("She"), "-");
    assert!(!read("It was clear that Russia would leave.").of("It").contains("russia"));
}

#[test]
fn organs_of_the_only_state_of_an_article() {
    let text = "A bridge fell in Lyon, France. The government blamed the army, and police closed the road.";
    let one = read(text);
    assert_eq!(one.of("The government"), "france");
    assert_eq!(one.of("the army"), "france/army");
    assert_eq!(one.of("police"), "france/police");
    let two = read("A bridge fell in Lyon, France. Germany was angry. The government blamed the army.");
    assert_eq!(two.of("The government"), "-");
    assert_eq!(two.of("the army"), "-");
}

#[test]
fn parliament_with_a_capital_is_that_of_the_state_of_the_article() {
    let read = read(
        "Britain voted on Thursday. British voters gave Labour a majority in Parliament. France and Kenya were silent. The \
         British minister spoke in London.",
    );
    assert_eq!(read.of("Parliament"), "united-kingdom/parliament");
}

#[test]
fn mentions_keep_their_place() {
    let text = "Wang Yi met Sergei Lavrov in Bali. The pair spoke for an hour, and he thanked his Russian counterpart.";
    let article = Article::new("test", text);
    let reader = Reader::embedded();
    let sentences = reader.parser.parse(&article);
    let names = reader.gazetteer.names_of(&article, &sentences);
    let reading = reader.read(article.clone());
    let span = |mention: &crate::entities::Mention| mention.span;
    let before: Vec<_> = names.mentions().mentions.iter().map(span).collect();
    let after: Vec<_> = reading.entities.mentions.iter().map(span).collect();
    assert_eq!(before, after);
}

#[test]
fn who_is_told_of_goes_on_and_not_who_tells_in_between() {
    let told = "Liz Truss, Theresa May says, became a mediator. She spoke to Wang Yi.";
    assert_eq!(read(told).of("She"), "liz-truss");
    let says = "Theresa May says Liz Truss became a mediator. She spoke to Wang Yi.";
    assert_eq!(read(says).of("She"), "theresa-may");
}

#[test]
fn who_spoke_goes_on_speaking() {
    let text = "The Russian defence ministry said Ankara had attacked a base. It added that the base was empty.";
    assert_eq!(read(text).of("It"), "russia/defence-ministry");
    let own =
        "The Russian defence ministry said Ankara had attacked a base. Sweden opposed a plan that it said was late.";
    assert_eq!(read(own).of("it"), "sweden");
}

#[test]
fn i_is_who_speaks() {
    let said = "\u{201c}I met Wang Yi in Bali,\u{201d} Sergei Lavrov said. \u{201c}He thanked me.\u{201d}";
    assert_eq!(read(said).of("I"), "sergey-lavrov");
    assert_eq!(read(said).of("me"), "sergey-lavrov");
    assert_eq!(read("I met Wang Yi in Bali.").of("I"), "-");
    let body = "\u{201c}I met Wang Yi in Bali,\u{201d} the ministry said.";
    assert_eq!(read(body).of("I"), "-");
}

#[test]
fn who_speaks_is_no_third_person_in_the_own_words() {
    let said = "Emmanuel Macron arrived. \u{201c}He met Wang Yi in Bali,\u{201d} Sergei Lavrov said.";
    assert_eq!(read(said).of("He"), "emmanuel-macron");
    let alone = "\u{201c}He met Wang Yi in Bali,\u{201d} Sergei Lavrov said.";
    assert_eq!(read(alone).of("He"), "-");
    let told = "Sergei Lavrov said he met Wang Yi in Bali.";
    assert_eq!(read(told).of("he"), "sergey-lavrov");
}

#[test]
fn who_does_it_is_not_to_whom_it_is_done() {
    let urged = "Emmanuel Macron wrote to Sergei Lavrov on Tuesday urging him to leave.";
    assert_eq!(read(urged).of("him"), "sergey-lavrov");
    let own = "Emmanuel Macron thanked Sergei Lavrov for his visit.";
    assert_eq!(read(own).of("his"), "sergey-lavrov");
}

#[test]
fn the_subject_of_a_second_content_is_that_of_the_first() {
    let thing = "Sweden says that the company is a danger and that it helps Russia.";
    assert_eq!(read(thing).of("it"), "-");
    let own = "Sweden says that it helps Russia.";
    assert_eq!(read(own).of("it"), "sweden");
}

#[test]
fn the_president_of_a_name_is_meant_and_not_the_family() {
    let both = "U.S. President Trump arrived with first lady Melania Trump. Trump met Wang Yi.";
    assert_eq!(read_on("2018-07-07", both).of("Trump"), "donald-trump");
    let alone = "Melania Trump opened a school in the United States. Trump thanked Wang Yi.";
    assert_eq!(read_on("2018-07-07", alone).of("Trump"), "melania-trump");
}

#[test]
fn who_speaks_goes_on_behind_the_own_words() {
    let added = "Liz Truss arrived in Bali. \u{201c}Theresa May was wrong. She lost,\u{201d} she said.";
    assert_eq!(read(added).of("she"), "liz-truss");
    let later = "Liz Truss arrived in Bali. \u{201c}It rains. Nobody came.\u{201d} The hotel was empty. She left.";
    assert_eq!(read(later).of("She"), "liz-truss");
    let between = "Liz Truss arrived in Bali. The spokeswoman closed the hotel. She left.";
    assert_eq!(read(between).of("She"), "-");
    let husband = "Liz Truss arrived in Bali. The husband closed the hotel. She left.";
    assert_eq!(read(husband).of("She"), "liz-truss");
}

#[test]
fn people_of_whom_nobody_is_known_stand_in_the_way() {
    let text = "French police closed the square. Six demonstrators were arrested after they shouted.";
    assert_eq!(read(text).of("they"), "-");
    let own = "French police closed the square after they were attacked.";
    assert_eq!(read(own).of("they"), "france/police");
}

#[test]
fn we_is_the_body_that_speaks_or_is_spoken_for() {
    let state = "\u{201c}We warned Ankara,\u{201d} the Russian defence ministry said.";
    assert_eq!(read(state).of("We"), "russia/defence-ministry");
    let leader = "\u{201c}We warned Ankara. It heard us,\u{201d} Emmanuel Macron said.";
    assert_eq!(read(leader).of("We"), "france");
    assert_eq!(read(leader).of("us"), "france");
    let nobody = "\u{201c}We warned Ankara,\u{201d} Ordo Velk said.";
    assert_eq!(read(nobody).of("We"), "-");
    let duty = "\u{201c}We must warn Ankara,\u{201d} Emmanuel Macron said.";
    assert_eq!(read(duty).of("We"), "-");
    let one = "\u{201c}We warned Ankara,\u{201d} a Russian soldier said.";
    assert_eq!(read(one).of("We"), "-");
}

#[test]
fn his_government_is_that_of_the_state_that_he_leads() {
    assert_eq!(read("Emmanuel Macron said his government had warned Ankara.").of("his government"), "france");
    assert_eq!(read("Wang Yi said his government had warned Ankara.").of("his government"), "-");
    let mine = "\u{201c}My government warned Ankara,\u{201d} Emmanuel Macron said.";
    assert_eq!(read(mine).of("My government"), "france");
}

#[test]
fn the_administration_is_the_one_that_was_said() {
    let said = "Joe Biden left. The Biden administration warned Ankara. Paris was silent. Berlin was silent. The administration waited.";
    assert_eq!(read(said).of("The administration"), "united-states");
    assert_eq!(read("Paris and Berlin warned Ankara. The administration waited.").of("The administration"), "-");
}

#[test]
fn a_noun_takes_up_the_name_that_it_heads() {
    let named = "The Zhelk Committee met Wang Yi. Nobody came. The hotel was empty. France waited. The committee left.";
    assert_eq!(read(named).of("The committee"), "zhelk-committee");
    let of = "The Zhelk Committee met Wang Yi. The committee of elders left.";
    assert_eq!(read(of).of("The committee"), "-");
    let company = "Twitter warned Ankara. The company waited.";
    assert_eq!(read(company).of("The company"), "twitter");
    let other = "Twitter warned Ankara. The company that built the bridge waited.";
    assert_eq!(read(other).of("The company"), "-");
    let fighters = "The Taliban met Wang Yi. The insurgents left.";
    assert_eq!(read(fighters).of("The insurgents"), "taliban");
}

#[test]
fn the_president_is_the_one_whom_the_article_is_about() {
    let text = "Emmanuel Macron met Wang Yi. Macron wore a hat. Macron sang. He met Joe Biden. The president left.";
    assert_eq!(read(text).of("The president"), "emmanuel-macron");
    let two = "Emmanuel Macron met Joe Biden. The president left.";
    assert_eq!(read(two).of("The president"), "-");
}

#[test]
fn the_noun_of_a_title_is_enough() {
    let text = "French Foreign Minister Ann Velk met Wang Yi. The hotel was empty. The minister left.";
    assert_eq!(read(text).of("The minister"), "ann-velk");
    let secretary = "US Secretary of State Antony Blinken arrived. The hotel was empty. The secretary left.";
    assert_eq!(read(secretary).of("The secretary"), "antony-blinken");
    let deputy = "French Deputy Foreign Minister Ann Velk arrived. The hotel was empty. The minister left.";
    assert_eq!(read(deputy).of("The minister"), "-");
}

#[test]
fn his_country_is_the_one_that_he_leads_or_belongs_to() {
    assert_eq!(read("Emmanuel Macron said his country had warned Ankara.").of("his country"), "france");
    assert_eq!(read("Wang Yi said his country had warned Ankara.").of("his country"), "china");
    assert_eq!(read("Ordo Velk said his country had warned Ankara.").of("his country"), "-");
    let ours = "\u{201c}Our country warned Ankara,\u{201d} Emmanuel Macron said.";
    assert_eq!(read(ours).of("Our country"), "france");
    assert_eq!(read("Ankara said Russia had warned its side.").of("its side"), "");
}

#[test]
fn we_is_nobodys_third_person() {
    let his = "Emmanuel Macron left. We like his help.";
    assert_eq!(read(his).of("his"), "emmanuel-macron");
    let its = "\u{201c}We told Iran to stop its work,\u{201d} Emmanuel Macron said.";
    assert_ne!(read(its).of("its"), "france");
}
