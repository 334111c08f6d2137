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
