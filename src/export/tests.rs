//! All formats of the graph over the same small graphs: shape, escaping, determinism.

use proptest::prelude::*;
use quick_xml::{Reader, events::Event};

use super::{EXPORTERS, Network, picture::Drawn};
use crate::{
    entities::EntityKind,
    graph::{Edge, Named, Node, Office, Options, QuadClass, Store, View},
};

/// Formats that are written from the network, each with its files.
fn formats() -> Vec<(&'static dyn super::picture::Picture, &'static str)> {
    super::PICTURES
        .iter()
        .flat_map(|format| {
            let files = if format.files().is_empty() { &[""] } else { format.files() };
            files.iter().map(move |file| (*format, *file))
        })
        .collect()
}

fn view(label: &str) -> View {
    let node = |id: &str, kind| Node {
        id: id.to_owned(),
        iri: format!("https://example.org/id/{id}"),
        label: label.to_owned(),
        kind: Some(kind),
        country: Some(Named { id: "c".to_owned(), label: label.to_owned() }),
        claims: 4,
        ..Node::default()
    };
    let office =
        |first: &str, label: &str| Office { first: first.to_owned(), last: first.to_owned(), label: label.to_owned() };
    let person = Node {
        offices: vec![office("2022-01-01", label), office("2022-01-01", "chair"), office("2023-01-01", "member")],
        wikidata: Some("Q1".to_owned()),
        ..node("a", EntityKind::Person)
    };
    let meeting = Edge {
        to: 1,
        event: "ev-1".to_owned(),
        relation: "metWith".to_owned(),
        label: label.to_owned(),
        class: QuadClass::VerbalCooperation,
        symmetric: true,
        plover: "CONSULT".to_owned(),
        cameo: "040".to_owned(),
        goldstein: Some(1.0),
        date: Some("2022-07".to_owned()),
        first: "2022-07-01".to_owned(),
        last: "2022-07-31".to_owned(),
        reported: "2022-08-01".to_owned(),
        place: Some(Named { id: "p".to_owned(), label: label.to_owned() }),
        reports: 3,
        independent: 2,
        ..Edge::default()
    };
    let undated = Edge {
        from: 1,
        to: 0,
        event: "ev-2".to_owned(),
        relation: "accused".to_owned(),
        label: "accused".to_owned(),
        class: QuadClass::VerbalConflict,
        reported: "2022-09-01".to_owned(),
        reports: 1,
        independent: 1,
        ..Edge::default()
    };
    View { nodes: vec![person, node("b", EntityKind::Country)], edges: vec![meeting, undated] }
}

fn written(view: View, format: &dyn super::picture::Picture, file: &str) -> String {
    let store = Store::memory(&Options::default()).expect("memory");
    let drawn = Drawn::new(Network::new(view), true, &store);
    let mut out = Vec::new();
    format.write(&drawn, file, &mut out).expect("memory");
    String::from_utf8(out).expect("UTF-8")
}

fn named(name: &str, file: &str) -> &'static dyn super::picture::Picture {
    let found = formats().into_iter().find(|(format, own)| format.name() == name && *own == file);
    found.expect("it is there").0
}

/// Attributes and texts of an XML file, each with the name of its element.
fn xml(text: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(text);
    let (mut open, mut found) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
                for attribute in start.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
                    found.push((format!("{name}@{key}"), attribute.unescape_value().expect("escaped").into_owned()));
                }
                open.push(name);
            }
            Event::Empty(start) => {
                let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
                for attribute in start.attributes() {
                    let attribute = attribute.expect("an attribute");
                    let key = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
                    found.push((format!("{name}@{key}"), attribute.unescape_value().expect("escaped").into_owned()));
                }
            }
            Event::Text(text) => {
                let name = open.last().cloned().unwrap_or_default();
                found.push((name, text.unescape().expect("escaped").into_owned()));
            }
            Event::End(_) => drop(open.pop()),
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// What XML keeps of a text.
fn in_xml(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\t' | '\n' | '\r' => letter,
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            letter => letter,
        })
        .collect()
}

#[test]
fn the_same_graph_gives_the_same_bytes_in_every_format() {
    for (format, file) in formats() {
        let name = format.name();
        assert_eq!(written(view("A"), format, file), written(view("A"), format, file), "{name} {file}");
    }
}

#[test]
fn an_empty_graph_is_a_file_too() {
    for (format, file) in formats() {
        assert!(!written(View::default(), format, file).is_empty(), "{} {file}", format.name());
    }
}

#[test]
fn graphml_has_all_attributes() {
    let text = written(view("A & B"), named("graphml", ""), "");
    for part in [
        "<key id=\"n_degree\" for=\"node\" attr.name=\"degree\" attr.type=\"int\"/>",
        "<graph id=\"chancery\" edgedefault=\"directed\">",
        "<node id=\"a\"><data key=\"n_label\">A &amp; B</data><data key=\"n_kind\">person</data>",
        "<data key=\"n_wikidata\">Q1</data><data key=\"n_office\">A &amp; B; chair; member</data>",
        "<edge id=\"ev-1\" source=\"a\" target=\"b\">",
        "<data key=\"e_plover\">CONSULT</data><data key=\"e_cameo\">040</data>",
        "<data key=\"e_quad_class\">VERBAL COOPERATION</data><data key=\"e_goldstein\">1</data>",
        "<data key=\"e_directed\">false</data>",
        "<data key=\"e_first_day\">2022-07-01</data><data key=\"e_last_day\">2022-07-31</data>",
        "<data key=\"e_reports\">3</data><data key=\"e_independent_reports\">2</data>",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("e_date\">\u{3c}"), "what is not known is left out");
}

#[test]
fn gexf_has_spells() {
    let text = written(view("A"), named("gexf", ""), "");
    assert!(text.contains(" kind=\"metWith\" start=\"2022-07-01\" end=\"2022-07-31\">"), "{text}");
    assert!(text.contains(" kind=\"accused\" start=\"2022-09-01\" end=\"2022-09-01\">"), "by its first report: {text}");
    let spell = |value: &str, day: &str| {
        format!("<attvalue for=\"n_office\" value=\"{value}\" start=\"{day}\" end=\"{day}\"/>")
    };
    assert!(text.contains(&spell("A; chair", "2022-01-01")), "{text}");
    assert!(text.contains(&spell("member", "2023-01-01")), "{text}");
}

#[test]
fn neo4j_has_its_headers_and_types() {
    let nodes = written(view("A"), named("neo4j", "nodes.csv"), "nodes.csv");
    assert!(nodes.starts_with("\"id:ID\",\"label:string\",\"kind:string\","), "{nodes}");
    assert!(nodes.lines().nth(1).is_some_and(|line| line.ends_with(",\"Entity;Person\"")), "{nodes}");
    let ties = written(view("A"), named("neo4j", "relationships.csv"), "relationships.csv");
    assert!(ties.starts_with("\":START_ID\",\":END_ID\",\"event:string\","), "{ties}");
    assert!(ties.contains("\"first_day:date\"") && ties.contains("\"MET_WITH\""), "{ties}");
    let script = written(view("A"), named("neo4j", "load.cypher"), "load.cypher");
    assert!(script.contains("MERGE (a)-[r:MET_WITH {event: row.`event:string`}]->(b)"), "{script}");
    assert!(script.contains("r.first_day = date(row.`first_day:date`)"), "{script}");
}

#[test]
fn svg_has_boxes_frames_and_a_legend() {
    let text = written(view("A"), named("svg", ""), "");
    let found = xml(&text);
    assert_eq!(found.iter().filter(|(name, _)| name == "g@id").count(), 2);
    assert!(found.iter().any(|(name, value)| name == "g@class" && value == "frame"), "{text}");
    assert!(found.iter().any(|(_, value)| value == "verbal conflict"), "the legend: {text}");
    assert_eq!(found.iter().filter(|(name, value)| name == "g@class" && value == "line").count(), 2);
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
}

#[test]
fn every_exporter_has_a_name_of_its_own() {
    let mut names: Vec<&str> = EXPORTERS.iter().map(|format| format.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), EXPORTERS.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any name comes back as it was, from each format that programs read.
    #[test]
    fn any_label_survives(label in any::<String>()) {
        let known = in_xml(&label);
        let found = xml(&written(view(&label), named("graphml", ""), ""));
        let at = |key: &str| found.iter().filter(|(name, _)| name == key).map(|(_, value)| value.clone()).collect::<Vec<_>>();
        if !label.is_empty() {
            prop_assert!(at("data").contains(&known));
        }
        let found = xml(&written(view(&label), named("gexf", ""), ""));
        let at = |key: &str| found.iter().filter(|(name, _)| name == key).map(|(_, value)| value.clone()).collect::<Vec<_>>();
        prop_assert_eq!(at("node@label"), [known.clone(), known.clone()]);
        prop_assert_eq!(&at("edge@label")[0], &known);
        let json: serde_json::Value = serde_json::from_str(&written(view(&label), named("cytoscape", ""), "")).expect("JSON");
        prop_assert_eq!(&json["elements"]["nodes"][0]["data"]["name"], &label);
        let rows = written(view(&label), named("neo4j", "nodes.csv"), "nodes.csv");
        let mut rows = csv::Reader::from_reader(rows.as_bytes());
        for row in rows.records() {
            prop_assert_eq!(&row.expect("a row")[1], &label);
        }
        let page = written(view(&label), named("html", ""), "");
        let block = page.split("id=\"data\">").nth(1).and_then(|rest| rest.split("</script>").next()).expect("a block");
        let data: serde_json::Value = serde_json::from_str(block).expect("JSON");
        prop_assert_eq!(&data["nodes"]["label"][0], &label);
        prop_assert_eq!(page.matches("</script>").count(), 5, "two blocks and three scripts");
    }

    /// Pictures stay whole, whatever they are labelled with.
    #[test]
    fn any_label_leaves_pictures_whole(label in any::<String>()) {
        let words = |text: &str| text.split(|letter: char| !letter.is_alphanumeric()).collect::<String>();
        let svg = xml(&written(view(&label), named("svg", ""), ""));
        let text: String = svg.iter().filter(|(name, _)| name == "text").map(|(_, value)| words(value)).collect();
        prop_assert!(text.contains(&words(&in_xml(&label))), "{}", text);
        let dot = written(view(&label), named("dot", ""), "");
        prop_assert_eq!(dot.lines().count(), 9 + 1, "{}", dot);
        let mermaid = written(view(&label), named("mermaid", ""), "");
        prop_assert_eq!(mermaid.lines().count(), 1 + 2 + 2 + 2 + 2, "{}", mermaid);
    }
}
