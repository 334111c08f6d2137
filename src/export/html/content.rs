//! What a page shows, as JSON: entities and events in columns, and the sentences that the events rest on.
//!
//! Columns are shorter than records and are read in a tenth of the time. Sentences, articles and rules stand once, and claims
//! name them by their place.

use std::io::Write;

use indexmap::IndexSet;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    entities::EntityKind,
    export::{
        attributes::rounded,
        format::ExportError,
        layout::forces,
        network::SEED,
        picture::Drawn,
        style::{CLASSES, class_colour, class_light, class_name, kind_light, kind_name, kind_strong},
    },
    graph::{Edge, Named, Node},
};

/// The kinds of entities, in the order of the legend; the last stands for what is not known.
const KINDS: [Option<EntityKind>; 7] = [
    Some(EntityKind::Person),
    Some(EntityKind::Country),
    Some(EntityKind::Organisation),
    Some(EntityKind::Group),
    Some(EntityKind::Place),
    Some(EntityKind::Position),
    None,
];

type Written = Result<(), ExportError>;

/// Values of a JSON object, one a line.
struct Object<'o> {
    out: &'o mut dyn Write,
    begun: bool,
}

impl<'o> Object<'o> {
    fn new(out: &'o mut dyn Write) -> Result<Self, ExportError> {
        out.write_all(b"{")?;
        Ok(Self { out, begun: false })
    }

    fn key(&mut self, name: &str) -> Written {
        write!(self.out, "{}\n{}:", if self.begun { "," } else { "" }, json!(name))?;
        self.begun = true;
        Ok(())
    }

    fn value(&mut self, name: &str, value: &impl Serialize) -> Written {
        self.key(name)?;
        self.json(value)
    }

    fn column<T: Serialize>(&mut self, name: &str, values: impl Iterator<Item = T>) -> Written {
        self.key(name)?;
        self.out.write_all(b"[")?;
        for (place, value) in values.enumerate() {
            if place > 0 {
                self.out.write_all(b",")?;
            }
            self.json(&value)?;
        }
        Ok(self.out.write_all(b"]")?)
    }

    fn json(&mut self, value: &impl Serialize) -> Written {
        Ok(serde_json::to_writer(&mut *self.out, value).map_err(std::io::Error::from)?)
    }

    fn end(self) -> Written {
        Ok(self.out.write_all(b"}")?)
    }
}

/// Labels that are named by their place, each once.
#[derive(Default)]
struct Labels(IndexSet<String>);

impl Labels {
    fn of<'a>(all: impl Iterator<Item = Option<&'a Named>>) -> Self {
        Self(all.flatten().map(|named| named.label.clone()).collect())
    }

    /// The place of a label; -1 where there is none.
    fn place(&self, named: Option<&Named>) -> i64 {
        let place = named.and_then(|named| self.0.get_index_of(&named.label));
        place.and_then(|place| i64::try_from(place).ok()).unwrap_or(-1)
    }
}

/// Writes entities and events.
pub(super) fn graph(drawn: &Drawn<'_>, out: &mut dyn Write) -> Written {
    let network = &drawn.network;
    let countries = Labels::of(network.nodes().map(|node| node.country.as_ref()));
    let places = Labels::of(network.edges().map(|edge| edge.place.as_ref()));
    let mut relations: IndexSet<&str> = IndexSet::new();
    let mut described: Vec<Value> = Vec::new();
    for edge in network.edges() {
        if relations.insert(&edge.relation) {
            described.push(relation(edge));
        }
    }
    let mut all = Object::new(out)?;
    all.value(
        "classes",
        &CLASSES.map(
            |class| json!({ "name": class_name(class), "colour": class_colour(class), "dark": class_light(class) }),
        ),
    )?;
    all.value(
        "kinds",
        &KINDS.map(|kind| json!({ "name": kind_name(kind), "colour": kind_strong(kind), "dark": kind_light(kind) })),
    )?;
    all.value("relations", &described)?;
    all.column("countries", countries.0.iter())?;
    all.column("places", places.0.iter())?;
    all.key("nodes")?;
    nodes(drawn, &countries, all.out)?;
    all.key("events")?;
    events(drawn, &relations, &places, all.out)?;
    all.end()
}

fn relation(edge: &Edge) -> Value {
    json!({
        "name": edge.relation,
        "label": edge.label,
        "class": CLASSES.iter().position(|class| *class == edge.class),
        "plover": edge.plover,
        "symmetric": edge.symmetric,
    })
}

fn nodes(drawn: &Drawn<'_>, countries: &Labels, out: &mut dyn Write) -> Written {
    let network = &drawn.network;
    let measures = drawn.measures();
    let points = forces(&network.neighbours(), SEED);
    let kind = |node: &Node| KINDS.iter().position(|kind| *kind == node.kind);
    let mut all = Object::new(out)?;
    all.column("id", network.nodes().map(|node| &node.id))?;
    all.column("label", network.nodes().map(|node| &node.label))?;
    all.column("kind", network.nodes().map(kind))?;
    all.column("country", network.nodes().map(|node| countries.place(node.country.as_ref())))?;
    all.column("office", network.nodes().map(|node| node.office_labels().join("; ")))?;
    all.column("wikidata", network.nodes().map(|node| node.wikidata.as_deref().unwrap_or_default()))?;
    all.column("claims", network.nodes().map(|node| node.claims))?;
    all.column("x", points.iter().map(|point| short(point.x)))?;
    all.column("y", points.iter().map(|point| short(point.y)))?;
    all.column("degree", measures.degree.iter())?;
    all.column("betweenness", measures.betweenness.iter().map(|value| rounded(*value)))?;
    all.column("community", measures.communities.of.iter())?;
    all.end()
}

/// A coordinate; four digits are more than a screen shows.
fn short(value: f64) -> f64 {
    (value * 1e4).round() / 1e4
}

fn events(drawn: &Drawn<'_>, relations: &IndexSet<&str>, places: &Labels, out: &mut dyn Write) -> Written {
    let edges = || drawn.network.edges();
    let mut all = Object::new(out)?;
    all.column("id", edges().map(|edge| &edge.event))?;
    all.column("source", edges().map(|edge| edge.from))?;
    all.column("target", edges().map(|edge| edge.to))?;
    all.column("relation", edges().map(|edge| relations.get_index_of(edge.relation.as_str())))?;
    all.column("date", edges().map(|edge| edge.date.as_deref().unwrap_or_default()))?;
    all.column("first", edges().map(|edge| edge.days().0))?;
    all.column("last", edges().map(|edge| edge.days().1))?;
    all.column("reported", edges().map(|edge| &edge.reported))?;
    all.column("place", edges().map(|edge| places.place(edge.place.as_ref())))?;
    all.column("reports", edges().map(|edge| edge.reports))?;
    all.column("independent", edges().map(|edge| edge.independent))?;
    all.end()
}

/// A claim of an event, without what is not known.
#[derive(Serialize)]
struct Proof<'c> {
    sentence: usize,
    article: usize,
    rule: usize,
    subject: &'c str,
    object: &'c str,
    date: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    polarity: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    status: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    voice: &'c str,
    #[serde(skip_serializing_if = "str::is_empty")]
    by: &'c str,
}

/// Writes the claims of each event, in the order of the events.
pub(super) fn evidence(drawn: &Drawn<'_>, out: &mut dyn Write) -> Written {
    let (mut sentences, mut articles, mut rules) = (IndexSet::new(), IndexSet::new(), IndexSet::new());
    let mut all = Object::new(out)?;
    all.key("claims")?;
    all.out.write_all(b"[")?;
    for (place, edge) in drawn.network.edges().enumerate() {
        all.out.write_all(if place == 0 { b"[" } else { b",\n[" })?;
        for (number, claim) in drawn.store.evidence_of(&edge.event)?.into_iter().enumerate() {
            if number > 0 {
                all.out.write_all(b",")?;
            }
            let sentence = sentences.insert_full(claim.sentence).0;
            let article = articles.insert_full([claim.source, claim.title, claim.published, claim.url]).0;
            let proof = Proof {
                sentence,
                article,
                rule: rules.insert_full(claim.rule).0,
                subject: &claim.subject_text,
                object: &claim.object_text,
                date: &claim.date_text,
                polarity: unless(&claim.polarity, "affirmed"),
                status: unless(&claim.status, "happened"),
                voice: unless(&claim.voice, "narrator"),
                by: &claim.claimed_by,
            };
            all.json(&proof)?;
        }
        all.out.write_all(b"]")?;
    }
    all.out.write_all(b"]")?;
    all.column("sentences", sentences.iter())?;
    all.column("articles", articles.iter())?;
    all.column("rules", rules.iter())?;
    all.end()
}

/// A word, where it is not the usual one.
fn unless<'w>(word: &'w str, usual: &str) -> &'w str {
    if word == usual { "" } else { word }
}
