//! Annotations of own sentences: places, clusters, nesting, and the way back from CoNLL-U.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Annotation, write_conllu};
use crate::{
    reference::{Reader, Reading},
    syntax::conllu,
    text::{Span, plain_article},
};

const TEXT: &str = "date 2022-07-09\n\nWang Yi met Türkiye’s president in Bali on Thursday. He said he would visit Ankara.\n\n\
    The Russian foreign ministry said Wang had told Lavrov that China wasn't a party to the war.";

fn read(text: &str) -> Reading {
    Reader::embedded().read(plain_article("a", text))
}

#[test]
fn every_record_stands_where_it_says() {
    let reading = read(TEXT);
    let found = Annotation::of(&reading);
    let cut = |begin, end| Span { begin, end }.of(TEXT).to_owned();
    assert_eq!((found.id.as_str(), found.date.as_str()), ("a", "2022-07-09"));
    assert_eq!(found.sentences.len(), 3);
    for token in found.sentences.iter().flat_map(|sentence| &sentence.tokens) {
        assert_eq!(cut(token.begin, token.end), token.form);
    }
    assert!(found.mentions.len() > 5 && found.times.len() == 1);
    for (begin, end, text) in found.mentions.iter().map(|mention| (mention.begin, mention.end, &mention.text)) {
        assert_eq!(&cut(begin, end), text);
    }
    assert_eq!((found.times[0].text.as_str(), found.times[0].value.as_str()), ("Thursday", "2022-07-07"));
    let met = found.clauses.iter().find(|clause| clause.lemma == "meet").expect("a clause");
    assert_eq!((cut(met.predicate.begin, met.predicate.end).as_str(), met.date.as_str()), ("met", "2022-07-07"));
    assert_eq!(met.time, Some(0));
    let roles: Vec<(&str, String)> =
        met.arguments.iter().map(|argument| (argument.role.as_str(), cut(argument.begin, argument.end))).collect();
    assert!(roles.contains(&("subject", "Wang Yi".to_owned())), "{roles:?}");
    assert!(roles.contains(&("object", "Türkiye’s president".to_owned())), "{roles:?}");
}

#[test]
fn mentions_of_one_entity_are_one_cluster_and_unresolved_ones_stand_alone() {
    let found = Annotation::of(&read(TEXT));
    for one in &found.mentions {
        for other in &found.mentions {
            let same = !one.entities.is_empty() && one.entities == other.entities || std::ptr::eq(one, other);
            assert_eq!(one.cluster == other.cluster, same, "{} and {}", one.text, other.text);
        }
    }
    let keys: Vec<&str> = found.entities.iter().map(|entity| entity.id.as_str()).collect();
    let used: BTreeSet<&str> =
        found.mentions.iter().flat_map(|mention| &mention.entities).map(String::as_str).collect();
    assert_eq!(keys.iter().copied().collect::<BTreeSet<_>>(), used, "each named entity has its record");
    assert_eq!(keys.len(), used.len(), "and one only");
}

#[test]
fn a_report_within_a_report_says_so() {
    let found = Annotation::of(&read(TEXT));
    let words = |span: Span| span.of(TEXT);
    let nested = found.attributions.iter().find(|attribution| words(attribution.cue).ends_with("told")).expect("one");
    let outer = &found.attributions[nested.within.expect("it stands in what the ministry said")];
    assert_eq!(words(outer.cue), "said");
    assert_eq!(outer.source.map(words), Some("The Russian foreign ministry"));
    assert_eq!(outer.within, None);
    let party = found.clauses.iter().find(|clause| clause.lemma == "party").expect("a clause");
    assert_eq!(party.polarity, "negated");
    let sources: Vec<&str> = party.voice.iter().map(|voice| voice.source.as_str()).collect();
    assert_eq!(sources.len(), 2, "{sources:?}");
}

#[test]
fn conllu_reads_back_as_the_same_trees() {
    let reading = read(TEXT);
    let out = write_conllu(&reading);
    let back = conllu::read(&out).expect("it is CoNLL-U");
    let shape = |sentences: &[crate::syntax::Sentence]| -> Vec<Vec<(String, Option<usize>)>> {
        let words = |sentence: &crate::syntax::Sentence| {
            sentence.tokens.iter().map(|token| (token.form.clone(), token.head)).collect()
        };
        sentences.iter().map(words).collect()
    };
    assert_eq!(shape(&back), shape(&reading.sentences));
    let entities = out.lines().filter_map(|line| line.split("Entity=").nth(1)).collect::<String>();
    let count = |letter: char| entities.matches(letter).count();
    assert_eq!(count('('), count(')'), "each bracket closes: {entities}");
    assert_eq!(count('('), reading.entities.mentions.len());
    assert_eq!(out.matches("Timex=DATE:2022-07-07:2022-07-07").count(), 1);
}

#[test]
fn the_schema_names_each_field_that_is_written() {
    let schema: Value = serde_json::from_str(include_str!("../../data/annotation.schema.json")).expect("JSON");
    let found = serde_json::to_value(Annotation::of(&read(TEXT))).expect("JSON");
    check(&schema, &schema, &found, "annotation");
}

/// A small part of JSON Schema: types, required and known properties, values of enums.
fn check(root: &Value, schema: &Value, value: &Value, path: &str) {
    let schema = match schema["$ref"].as_str() {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).expect("the reference is there"),
        None => schema,
    };
    match schema["type"].as_str().expect("each part has a type") {
        "object" => {
            let value = value.as_object().unwrap_or_else(|| panic!("{path} is an object"));
            let properties = schema["properties"].as_object().expect("properties");
            for (name, part) in value {
                let known = properties.get(name).unwrap_or_else(|| panic!("{path}.{name} is not in the schema"));
                check(root, known, part, &format!("{path}.{name}"));
            }
            for name in schema["required"].as_array().expect("required") {
                assert!(value.contains_key(name.as_str().expect("a name")), "{path} has no {name}");
            }
        }
        "array" => {
            for item in value.as_array().unwrap_or_else(|| panic!("{path} is an array")) {
                check(root, &schema["items"], item, path);
            }
        }
        "string" => {
            assert!(value.is_string(), "{path} is a string");
            if let Some(values) = schema["enum"].as_array() {
                assert!(values.contains(value), "{path} is one of {values:?}, not {value}");
            }
        }
        "integer" => assert!(value.is_u64(), "{path} is a number"),
        "boolean" => assert!(value.is_boolean(), "{path} is a truth value"),
        other => panic!("{path}: unknown type {other}"),
    }
}

#[test]
fn an_article_without_words_has_empty_layers() {
    let found = Annotation::of(&read("date 2022-07-09\n"));
    assert!(found.sentences.is_empty() && found.mentions.is_empty() && found.attributions.is_empty());
}

/// The date of the first clause of that lemma.
fn date_of(text: &str, lemma: &str) -> String {
    let found = Annotation::of(&read(&format!("date 2022-07-09\n\n{text}")));
    let clause = found.clauses.iter().find(|clause| clause.lemma == lemma);
    clause.unwrap_or_else(|| panic!("no clause {lemma} in {text}")).date.clone()
}

#[test]
fn a_date_stays_in_its_own_clause() {
    for (text, lemma, date) in [
        ("Russia condemned the report that Ukraine had attacked Belgorod on Monday.", "condemn", ""),
        ("Russia condemned the report that Ukraine had attacked Belgorod on Monday.", "attack", "2022-07-04"),
        ("France criticised the minister who visited Moscow on Tuesday.", "criticise", ""),
        ("France criticised the minister who visited Moscow on Tuesday.", "visit", "2022-07-05"),
        ("Wang thanked Lavrov after they had met in Bali on Thursday.", "thank", ""),
        ("Wang thanked Lavrov after they had met in Bali on Thursday.", "meet", "2022-07-07"),
        ("The minister said on Friday that Iran had freed two prisoners.", "say", "2022-07-08"),
        ("The minister said on Friday that Iran had freed two prisoners.", "free", ""),
        ("Iran agreed to release the prisoners on Friday.", "agree", ""),
        ("Iran rejected the demand that it free the prisoners by Friday.", "reject", ""),
    ] {
        assert_eq!(date_of(text, lemma), date, "{lemma}: {text}");
    }
}

#[test]
fn a_lead_without_a_date_has_none() {
    for (text, lemma) in [
        ("Wang Yi met Sergei Lavrov in Bali.", "meet"),
        ("Russia attacked Ukraine with missiles.", "attack"),
        ("France has recalled its ambassador.", "recall"),
    ] {
        assert_eq!(date_of(text, lemma), "", "{text}");
    }
}

#[test]
fn phrases_stand_in_chains_and_lead_to_their_mentions() {
    let text = "A long report blamed Liz Truss. The report says that she knew.";
    let found = Annotation::of(&read(text));
    let phrase = |words: &str| found.phrases.iter().find(|phrase| phrase.text == words).expect(words);
    assert_eq!(phrase("A long report").chain, phrase("The report").chain);
    assert_eq!(phrase("Liz Truss").chain, phrase("she").chain);
    assert_ne!(phrase("Liz Truss").chain, phrase("The report").chain);
    let mention = phrase("Liz Truss").mention.expect("a mention");
    assert_eq!(found.mentions[mention].entities, ["liz-truss"]);
    assert_eq!(phrase("A long report").mention, None);
}
