//! Plain tables of events with CAMEO or PLOVER codes: one header, commas, quotation marks where they are needed.

use super::{
    geo::State,
    record::{Actor, Record},
    table::{EventTable, Style, joined},
};
use crate::export::parquet::Kind;

const STYLE: Style = Style { separator: b',', header: true, missing: "", quotes: true };

/// Codes and ids stay text.
const TYPED: [(&str, Kind); 10] = [
    ("date", Kind::Day),
    ("earliest", Kind::Day),
    ("latest", Kind::Day),
    ("goldstein", Kind::Number),
    ("intensity", Kind::Number),
    ("latitude", Kind::Number),
    ("longitude", Kind::Number),
    ("reports", Kind::Integer),
    ("independent", Kind::Integer),
    ("published", Kind::Day),
];

pub(super) const CAMEO: EventTable = EventTable {
    name: "cameo",
    about: "events with CAMEO codes, ISO and COW codes of states and places with coordinates, as CSV",
    columns: &[
        "event",
        "date",
        "earliest",
        "latest",
        "source",
        "source_code",
        "source_iso3",
        "source_cow",
        "source_wikidata",
        "target",
        "target_code",
        "target_iso3",
        "target_cow",
        "target_wikidata",
        "cameo",
        "cameo_root",
        "text",
        "quad_class",
        "goldstein",
        "place",
        "region",
        "place_iso3",
        "latitude",
        "longitude",
        "geonames",
        "reports",
        "independent",
        "outlets",
        "published",
        "articles",
        "url",
    ],
    typed: &TYPED,
    style: STYLE,
    row: cameo,
};

pub(super) const PLOVER: EventTable = EventTable {
    name: "plover",
    about: "events with PLOVER types, ISO and COW codes of states and places with coordinates, as CSV",
    columns: &[
        "event",
        "date",
        "earliest",
        "latest",
        "actor",
        "actor_sectors",
        "actor_iso3",
        "actor_cow",
        "actor_wikidata",
        "recipient",
        "recipient_sectors",
        "recipient_iso3",
        "recipient_cow",
        "recipient_wikidata",
        "type",
        "mode",
        "text",
        "quad",
        "intensity",
        "place",
        "region",
        "place_iso3",
        "latitude",
        "longitude",
        "geonames",
        "reports",
        "independent",
        "outlets",
        "published",
        "articles",
        "url",
    ],
    typed: &TYPED,
    style: STYLE,
    row: plover,
};

fn participant(actor: &Actor, code: String) -> [String; 5] {
    let State { iso3, cow, .. } = actor.state;
    [actor.name().to_owned(), code, iso3.to_owned(), cow.to_owned(), actor.party.wikidata.clone()]
}

/// A row with these columns of the participants and of the act between the same first and last ones.
fn row(record: &Record<'_>, participants: [[String; 5]; 2], act: [String; 5]) -> Vec<String> {
    let (event, scene) = (&record.told.event, &record.scene);
    let mut cells = vec![record.id.clone(), record.day.clone(), event.earliest.clone(), event.latest.clone()];
    cells.extend(participants.into_iter().flatten());
    cells.extend(act);
    cells.extend([
        scene.label.clone(),
        record.region().to_owned(),
        scene.state.iso3.to_owned(),
        scene.spot.latitude.to_owned(),
        scene.spot.longitude.to_owned(),
        scene.spot.geonames.to_owned(),
        event.reports.to_string(),
        event.independent.to_string(),
        record.told.outlets.to_string(),
        event.reported.clone(),
        event.articles.clone(),
        record.told.first.url.clone(),
    ]);
    cells
}

fn cameo(record: &Record<'_>) -> Vec<String> {
    let both = [&record.actor, &record.recipient].map(|actor| participant(actor, actor.code.clone()));
    let code = record.cameo();
    let act = [
        code.to_owned(),
        code.get(..2).unwrap_or_default().to_owned(),
        record.relation.label.clone(),
        record.quadrant().to_owned(),
        record.goldstein(),
    ];
    row(record, both, act)
}

fn plover(record: &Record<'_>) -> Vec<String> {
    let both = [&record.actor, &record.recipient].map(|actor| participant(actor, joined(&actor.sectors, "|")));
    let act = [
        record.plover().to_owned(),
        record.relation.mode.clone().unwrap_or_default(),
        record.relation.label.clone(),
        record.relation.quad.clone().unwrap_or_default(),
        record.intensity(),
    ];
    row(record, both, act)
}
