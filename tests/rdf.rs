//! RDF exports, read back by the RDF library: each syntax says the same, and each profile and option does what it says.

use std::collections::BTreeSet;

use chancery::graph::{RdfOptions, RdfProfile, RdfSyntax, Store, StoreError};
use oxigraph::{
    io::{JsonLdProfileSet, RdfFormat, RdfParser},
    model::Term,
};

use crate::graph::{built, extraction, with};

/// A graph with letters and quotation marks that syntaxes escape.
fn sample() -> Store {
    let mut first = extraction(
        "ä \"1\".txt",
        "2022-07-07",
        &["wang-yi metWith sergey-lavrov | 2022-07-07 | bali", "china criticised russia | 2022 | | by antony-blinken"],
    );
    first.article.title = Some("Ministers \\ \"met\"\n\t<in> Bali & Džakarta 😀".to_owned());
    first.article.url = Some("https://example.org/1?a=b&c=d".to_owned());
    let mut second = extraction("b.txt", "2022-07-08", &["china not criticised russia | 2022-07 |"]);
    second.article.url = Some("page 7".to_owned());
    built(&[first, second])
}

fn written(store: &Store, change: impl FnOnce(&mut RdfOptions)) -> String {
    let mut out = Vec::new();
    store.write_rdf(&with(change), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The quads of a text, as lines.
fn read(text: &str, format: RdfFormat) -> BTreeSet<String> {
    let quads = RdfParser::from_format(format).for_slice(text);
    quads.map(|quad| format!("{} .", quad.unwrap_or_else(|error| panic!("{error}\n{text}")))).collect()
}

const JSONLD: RdfFormat = RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() };

#[test]
fn every_syntax_says_the_same_and_the_same_graph_gives_the_same_bytes() {
    let store = sample();
    let all: BTreeSet<String> = written(&store, |_| ()).lines().map(str::to_owned).collect();
    assert_eq!(read(&written(&store, |_| ()), RdfFormat::NQuads), all);
    for (syntax, format) in [(RdfSyntax::TriG, RdfFormat::TriG), (RdfSyntax::JsonLd, JSONLD)] {
        let text = written(&store, |options| options.syntax = syntax);
        assert_eq!(read(&text, format), all, "{syntax:?}");
        assert_eq!(text, written(&sample(), |options| options.syntax = syntax), "{syntax:?}");
    }
    let plain = written(&store, |_| ());
    let quads: Vec<_> = RdfParser::from_format(RdfFormat::NQuads).for_slice(&plain).map(Result::unwrap).collect();
    let default: BTreeSet<String> =
        quads.iter().filter(|quad| quad.graph_name.is_default_graph()).map(|quad| format!("{quad} .")).collect();
    assert!(default.len() > 50 && default.len() < all.len());
    for (syntax, format) in [
        (RdfSyntax::Turtle, RdfFormat::Turtle),
        (RdfSyntax::NTriples, RdfFormat::NTriples),
        (RdfSyntax::RdfXml, RdfFormat::RdfXml),
    ] {
        let text = written(&store, |options| options.syntax = syntax);
        assert_eq!(read(&text, format), default, "{syntax:?}");
        assert_eq!(text, written(&sample(), |options| options.syntax = syntax), "{syntax:?}");
    }
}

#[test]
fn bookkeeping_is_left_out_unless_asked() {
    let store = sample();
    let notes = "<https://w3id.org/chancery/notes> .";
    assert!(!written(&store, |_| ()).contains(notes));
    let whole = written(&store, |options| options.bookkeeping = true);
    let noted: Vec<&str> = whole.lines().filter(|line| line.ends_with(notes)).collect();
    assert!(noted.iter().any(|line| line.contains("ns#engine>")), "{noted:#?}");
    let rest: Vec<&str> = whole.lines().filter(|line| !line.ends_with(notes)).collect();
    assert_eq!(rest, written(&store, |_| ()).lines().collect::<Vec<_>>());
}

#[test]
fn the_default_graph_takes_a_name() {
    let store = sample();
    let name = "https://example.org/derived";
    let plain = written(&store, |_| ());
    let named = written(&store, |options| options.graph = Some(name.to_owned()));
    let without: BTreeSet<String> = named.lines().map(|line| line.replace(&format!(" <{name}> ."), " .")).collect();
    assert_eq!(without, plain.lines().map(str::to_owned).collect());
    assert!(read(&named, RdfFormat::NQuads).iter().all(|line| line.matches('<').count() > 2));
    let trig = written(&store, |options| {
        options.syntax = RdfSyntax::TriG;
        options.graph = Some(name.to_owned());
    });
    assert_eq!(read(&trig, RdfFormat::TriG), named.lines().map(str::to_owned).collect());
    let mut out = Vec::new();
    let wrong = store.write_rdf(&with(|options: &mut RdfOptions| options.graph = Some("derived".to_owned())), &mut out);
    assert!(matches!(wrong, Err(StoreError::GraphName { .. })));
}

#[test]
fn ascii_says_the_same() {
    let store = sample();
    for (syntax, format) in [
        (RdfSyntax::NQuads, RdfFormat::NQuads),
        (RdfSyntax::TriG, RdfFormat::TriG),
        (RdfSyntax::JsonLd, JSONLD),
        (RdfSyntax::RdfXml, RdfFormat::RdfXml),
        (RdfSyntax::NTriples, RdfFormat::NTriples),
        (RdfSyntax::Turtle, RdfFormat::Turtle),
    ] {
        let plain = written(&store, |options| options.syntax = syntax);
        let ascii = written(&store, |options| {
            options.syntax = syntax;
            options.ascii = true;
        });
        assert!(ascii.is_ascii(), "{syntax:?}");
        assert_eq!(read(&ascii, format), read(&plain, format), "{syntax:?}");
    }
    assert!(!written(&store, |_| ()).is_ascii(), "there is something to escape");
}

#[test]
fn trig_has_its_default_graph_in_braces() {
    let text = written(&sample(), |options| options.syntax = RdfSyntax::TriG);
    let mut depth = 0;
    for line in text.lines().filter(|line| !line.starts_with("@prefix") && !line.is_empty()) {
        match line {
            "{" => depth += 1,
            line if line.starts_with("GRAPH ") => depth += 1,
            "}" => depth -= 1,
            _ => assert_eq!(depth, 1, "{line}"),
        }
    }
    assert!(text.contains("\n{\n") && depth == 0);
}

#[test]
fn rdf_1_2_makes_claims_reifiers() {
    let store = sample();
    let text = written(&store, |options| options.profile = RdfProfile::Rdf12);
    let met = "<https://w3id.org/chancery/id/wang-yi> <https://w3id.org/chancery/ns#metWith> <https://w3id.org/chancery/id/sergey-lavrov>";
    let reified: Vec<&str> = text.lines().filter(|line| line.contains("#reifies> <<( ")).collect();
    // Three claims and a contested matter.
    assert_eq!(reified.len(), 4, "{reified:#?}");
    assert!(
        reified.iter().any(|line| line.contains(&format!("#reifies> <<( {met} )>> <https://w3id.org/chancery/doc/")))
    );
    assert!(!text.contains("rdf-syntax-ns#subject>"));
    let mut sorted: Vec<&str> = text.lines().collect();
    sorted.sort_unstable();
    assert_eq!(sorted, text.lines().collect::<Vec<_>>());
    let trig = written(&store, |options| (options.profile, options.syntax) = (RdfProfile::Rdf12, RdfSyntax::TriG));
    assert!(trig.contains("rdf:reifies <<( id:wang-yi ch:metWith id:sergey-lavrov )>>"), "{trig}");
}

#[test]
fn a_nanopublication_has_its_four_graphs_and_asserts_only_what_happened() {
    let store = sample();
    let text = written(&store, |options| options.profile = RdfProfile::Nanopub);
    let quads = read(&text, RdfFormat::NQuads);
    let pubs: Vec<&String> = quads.iter().filter(|line| line.contains("nschema#Nanopublication>")).collect();
    assert_eq!(pubs.len(), 3, "{pubs:#?}");
    for head in pubs {
        let own = head.split(' ').next().unwrap().trim_matches(['<', '>']);
        for part in ["head", "assertion", "provenance", "pubinfo"] {
            assert!(quads.iter().any(|line| line.ends_with(&format!(" <{own}#{part}> ."))), "{own} has no {part}");
        }
    }
    let asserted = |triple: &str| quads.iter().any(|line| line.starts_with(triple) && line.contains("#assertion>"));
    let id = "<https://w3id.org/chancery/id/";
    assert!(asserted(&format!("{id}wang-yi> <https://w3id.org/chancery/ns#metWith> {id}sergey-lavrov>")));
    assert!(asserted(&format!("{id}china> <https://w3id.org/chancery/ns#criticised> {id}russia>")), "as somebody says");
    let denied = quads
        .iter()
        .filter(|line| line.starts_with(&format!("{id}china> <https://w3id.org/chancery/ns#criticised>")))
        .count();
    assert_eq!(denied, 1, "what an article denies is no plain triple");
}

#[test]
fn only_an_address_is_an_address() {
    let text = written(&sample(), |_| ());
    assert!(text.contains("\"https://example.org/1?a=b&c=d\"^^<http://www.w3.org/2001/XMLSchema#anyURI>"));
    assert!(text.contains("<https://schema.org/url> \"page 7\" "));
}

#[test]
fn every_node_is_typed_and_labelled() {
    const BASE: &str = "https://w3id.org/chancery/";
    let text = written(&sample(), |_| ());
    let [mut nodes, mut typed, mut plain, mut english]: [BTreeSet<String>; 4] = Default::default();
    for quad in RdfParser::from_format(RdfFormat::NQuads).for_slice(&text).map(Result::unwrap) {
        let subject = quad.subject.to_string();
        let is = |name: &str| quad.predicate.as_str().ends_with(name);
        let known = match &quad.object {
            Term::NamedNode(_) if is("#type") => Some(&mut typed),
            Term::Literal(label) if is("#label") && label.language() == Some("en") => Some(&mut english),
            Term::Literal(_) if is("#label") => Some(&mut plain),
            _ => None,
        };
        if let Some(known) = known {
            known.insert(subject.clone());
        }
        let named = [subject, quad.predicate.to_string(), quad.object.to_string(), quad.graph_name.to_string()];
        nodes.extend(named.into_iter().filter(|node| node.starts_with(&format!("<{BASE}"))));
    }
    assert!(nodes.len() > 100, "{nodes:?}");
    for (what, known) in [("typed", &typed), ("labelled", &plain), ("labelled in English", &english)] {
        let not: Vec<&String> = nodes.difference(known).collect();
        assert!(not.is_empty(), "not {what}: {not:#?}");
    }
}
