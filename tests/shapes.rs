//! Errors that are planted in a good graph are found, each of them and no other (`shapes/planted.tsv`). That pyshacl finds the
//! same ones in the same graph is checked by `tools/check_shapes.py`.

use std::collections::BTreeSet;

use chancery::graph::{Shapes, Store};

use crate::graph::{built, extraction, nquads};

const PLANTED: &str = include_str!("shapes/planted.tsv");

const RDF_TYPE: &str = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

/// A graph with every kind of node: articles, claims of an event and of a contested matter, persons.
fn good() -> String {
    let store = built(&[
        extraction("a.txt", "2022-07-07", &["wang-yi metWith sergey-lavrov | 2022-07-07 | bali"]),
        extraction("b.txt", "2022-07-08", &["china criticised russia | 2022-07-01 |"]),
        extraction("c.txt", "2022-07-08", &["china not criticised russia | 2022-07-01 |"]),
    ]);
    nquads(&store)
}

/// A prefixed name or a literal as N-Quads have it.
fn term(text: &str) -> String {
    const PREFIXES: [(&str, &str); 10] = [
        ("ch", "https://w3id.org/chancery/ns#"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("edtf", "http://id.loc.gov/datatypes/edtf/"),
        ("owl", "http://www.w3.org/2002/07/owl#"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("schema", "https://schema.org/"),
        ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];
    if let Some((literal, datatype)) = text.rsplit_once("^^") {
        return format!("{literal}^^{}", term(datatype));
    }
    if text.starts_with('"') {
        return text.to_owned();
    }
    let (prefix, name) = text.split_once(':').unwrap();
    let start = PREFIXES.iter().find(|(known, _)| *known == prefix).map(|(_, start)| *start);
    format!("<{}{name}>", start.unwrap_or("http://www.w3.org/2004/02/skos/core#"))
}

/// The graph with one error in the first node of a class that has the property, or in the first of all where none has it.
fn planted(good: &str, class: &str, what: &str, property: &str, value: &str) -> String {
    let (class, property) = (term(class), term(property));
    let is_class = format!(" {RDF_TYPE} {class} ");
    let nodes: Vec<&str> =
        good.lines().filter(|line| line.contains(&is_class)).map(|line| line.split(' ').next().unwrap()).collect();
    let says = |node: &&&str| good.lines().any(|line| line.starts_with(&format!("{node} {property} ")));
    let node = nodes.iter().find(says).or(nodes.first()).unwrap_or_else(|| panic!("no node of {class}"));
    let own = |line: &&str| line.starts_with(&format!("{node} {property} "));
    let mut lines: Vec<String> = good.lines().filter(|line| what == "add" || !own(line)).map(str::to_owned).collect();
    if what != "delete" {
        let typed =
            good.lines().find(|line| line.starts_with(&format!("{node} {is_class}").replace("  ", " "))).unwrap();
        let graph = typed.split_once(&is_class).unwrap().1;
        lines.push(format!("{node} {property} {} {graph}", term(value)));
    }
    lines.join("\n") + "\n"
}

/// What the shapes say of a graph; the id of a node is left out.
fn messages(graph: &str) -> BTreeSet<String> {
    let store = Store::of_nquads("planted.nq", graph.as_bytes()).unwrap();
    let mut found = BTreeSet::new();
    let checked = store.check(&Shapes::embedded().unwrap(), &mut |violation| {
        let message = match violation.message.strip_prefix("the node is ") {
            Some(rest) => format!("the node is ch:NODE,{}", rest.split_once(',').unwrap().1),
            None => violation.message.clone(),
        };
        found.insert(message);
    });
    assert!(checked.unwrap() > 8);
    found
}

#[test]
fn each_planted_error_is_found_and_no_other() {
    let good = good();
    assert_eq!(messages(&good), BTreeSet::new());
    let mut wrong = Vec::new();
    for line in PLANTED.lines().filter(|line| !line.starts_with('#')) {
        let [class, what, property, value, expected] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("five fields: {line}");
        };
        let found = messages(&planted(&good, class, what, property, value));
        let found = found.into_iter().collect::<Vec<_>>().join(" | ");
        if found != expected {
            wrong.push(format!("{class} {what} {property} {value}\n  found    {found}\n  expected {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
