//! The JSON Schema of rule files tells editors the truth: it accepts what the loader accepts and refuses what it refuses.
//!
//! The validator below knows the keywords that the schema uses and panics on any other, so that none goes untested.

use chancery::rules::{RuleSet, relations};
use serde_json::{Map, Value, json};

fn schema() -> Value {
    serde_json::from_str(include_str!("../data/rules.schema.json")).unwrap()
}

/// Whether a value is valid under a schema, by the JSON Schema draft 2020-12.
fn valid(value: &Value, schema: &Value, root: &Value) -> bool {
    let rules = schema.as_object().unwrap();
    rules.iter().all(|(keyword, wanted)| match keyword.as_str() {
        "$schema" | "$id" | "$defs" | "title" | "description" | "then" | "else" => true,
        "$ref" => valid(value, root.pointer(wanted.as_str().unwrap().trim_start_matches('#')).unwrap(), root),
        "type" => match wanted.as_str().unwrap() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            other => panic!("unknown type {other}"),
        },
        "enum" => wanted.as_array().unwrap().contains(value),
        "const" => value == wanted,
        "minLength" => value.as_str().is_none_or(|text| text.chars().count() as u64 >= wanted.as_u64().unwrap()),
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap()),
        "pattern" => value.as_str().is_none_or(|text| matches(wanted.as_str().unwrap(), text)),
        "oneOf" => wanted.as_array().unwrap().iter().filter(|one| valid(value, one, root)).count() == 1,
        "anyOf" => wanted.as_array().unwrap().iter().any(|one| valid(value, one, root)),
        "not" => !valid(value, wanted, root),
        "required" => value.as_object().is_none_or(|object| {
            wanted.as_array().unwrap().iter().all(|key| object.contains_key(key.as_str().unwrap()))
        }),
        "properties" => value.as_object().is_none_or(|object| {
            wanted
                .as_object()
                .unwrap()
                .iter()
                .all(|(key, schema)| object.get(key).is_none_or(|value| valid(value, schema, root)))
        }),
        "additionalProperties" if wanted.is_object() => {
            value.as_object().is_none_or(|object| object.values().all(|value| valid(value, wanted, root)))
        }
        "additionalProperties" => {
            assert_eq!(wanted, &Value::Bool(false));
            let known = rules["properties"].as_object().unwrap();
            value.as_object().is_none_or(|object| object.keys().all(|key| known.contains_key(key)))
        }
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| valid(item, wanted, root))),
        "if" => {
            let branch = if valid(value, wanted, root) { "then" } else { "else" };
            rules.get(branch).is_none_or(|branch| valid(value, branch, root))
        }
        other => panic!("the schema uses {other}, which this test does not know"),
    })
}

/// The two regular expressions of the schema, by hand.
fn matches(expression: &str, text: &str) -> bool {
    match expression {
        "^[0-9]{2,4}$" => (2..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()),
        "^[a-z][A-Za-z]*$" => {
            text.starts_with(|letter: char| letter.is_ascii_lowercase())
                && text.bytes().all(|byte| byte.is_ascii_alphabetic())
        }
        other => panic!("the schema has the expression {other}, which this test does not know"),
    }
}

fn accepted(value: &Value) -> bool {
    let schema = schema();
    valid(value, &schema, &schema)
}

fn as_json(text: &str) -> Value {
    serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap()
}

#[test]
fn every_rule_file_is_valid() {
    for (name, text) in RuleSet::embedded_files() {
        assert!(accepted(&as_json(text)), "{name}");
    }
    assert!(RuleSet::embedded_files().len() > 50);
}

/// A file that loads, to be spoilt.
fn good() -> Value {
    json!({
        "relation": "metWith",
        "about": "meetings",
        "instead_of": "told",
        "rule": [
            {"id": "mine/meet", "pattern": "<source:Actor> meet <target:Actor>", "fires": ["A met B."], "silent": ["No."],
             "status": "planned", "polarity": "negated", "plover": "CONSULT", "cameo": "040"},
            {"id": "meet/verb", "off": true},
        ],
    })
}

fn loads(value: &Value) -> bool {
    let text = toml::to_string(value).unwrap();
    RuleSet::embedded_with([("mine.toml", text.as_str())]).is_ok()
}

#[test]
fn schema_and_loader_agree_on_what_is_wrong() {
    assert!(accepted(&good()) && loads(&good()));
    assert!(relations().iter().any(|relation| relation.name == "metWith"));
    let only_off = json!({"rule": [{"id": "meet/verb", "off": true}]});
    assert!(accepted(&only_off) && loads(&only_off), "rules that are only switched off need no relation");
    type Spoil = fn(&mut Map<String, Value>);
    let spoilt: [(&str, Spoil); 16] = [
        ("an empty id", |file| drop(rule(file).insert("id".into(), json!("")))),
        ("no pattern in the list", |file| drop(rule(file).insert("pattern".into(), json!([])))),
        ("no relation", |file| drop(file.remove("relation"))),
        ("an unknown key", |file| drop(file.insert("relations".into(), json!("x")))),
        ("a number", |file| drop(file.insert("relation".into(), json!(1)))),
        ("no id", |file| drop(rule(file).remove("id"))),
        ("no pattern", |file| drop(rule(file).remove("pattern"))),
        ("no firing example", |file| drop(rule(file).remove("fires"))),
        ("no silent example", |file| drop(rule(file).remove("silent"))),
        ("an empty list of examples", |file| drop(rule(file).insert("silent".into(), json!([])))),
        ("an unknown key of a rule", |file| drop(rule(file).insert("patern".into(), json!("x")))),
        ("an unknown status", |file| drop(rule(file).insert("status".into(), json!("done")))),
        ("an unknown polarity", |file| drop(rule(file).insert("polarity".into(), json!("no")))),
        ("an unknown type", |file| drop(rule(file).insert("plover".into(), json!("TALK")))),
        ("no code", |file| drop(rule(file).insert("cameo".into(), json!("4x")))),
        ("no flag", |file| drop(rule(file).insert("off".into(), json!("yes")))),
    ];
    for (what, spoil) in spoilt {
        let mut file = good();
        spoil(file.as_object_mut().unwrap());
        assert!(!loads(&file), "the loader takes {what}");
        assert!(!accepted(&file), "the schema takes {what}");
    }
}

fn rule(file: &mut Map<String, Value>) -> &mut Map<String, Value> {
    file["rule"][0].as_object_mut().unwrap()
}
