//! The table of POLECAT: tabs, `None` where nothing is known, several values parted by semicolons.

use super::{
    record::{Actor, Level, Record},
    table::{EventTable, Style, joined},
};
use crate::export::parquet::Kind;

pub(super) const POLECAT: EventTable = EventTable {
    name: "polecat",
    about: "events in the 40 columns of POLECAT, separated by tabs",
    columns: &[
        "Event ID",
        "Event Date",
        "Event Type",
        "Event Mode",
        "Intensity",
        "Quad Code",
        "Contexts",
        "Actor Name",
        "Actor Country",
        "Actor COW",
        "Primary Actor Sector",
        "Actor Sectors",
        "Actor Title",
        "Actor Name Raw",
        "Wikipedia Actor ID",
        "Recipient Name",
        "Recipient Country",
        "Recipient COW",
        "Primary Recipient Sector",
        "Recipient Sectors",
        "Recipient Title",
        "Recipient Name Raw",
        "Wikipedia Recipient ID",
        "Placename",
        "City",
        "District",
        "Province",
        "Country",
        "Latitude",
        "Longitude",
        "GeoNames ID",
        "Raw Placename",
        "Feature Type",
        "Source",
        "Publication Date",
        "Story People",
        "Story Organizations",
        "Story Locations",
        "Language",
        "Version",
    ],
    typed: &[
        ("Event Date", Kind::Day),
        ("Intensity", Kind::Number),
        ("Latitude", Kind::Number),
        ("Longitude", Kind::Number),
        ("Publication Date", Kind::Day),
    ],
    style: Style { separator: b'\t', header: true, missing: "None", quotes: true },
    row,
};

/// What parts several values of a cell.
const PARTED: &str = "; ";

/// The eight columns of a participant.
fn participant(actor: &Actor) -> [String; 8] {
    [
        actor.party.label.clone(),
        actor.state.iso3.to_owned(),
        actor.state.cow.to_owned(),
        actor.sectors.first().cloned().unwrap_or_default(),
        joined(&actor.sectors, PARTED),
        // Titles of a day are not in the graph.
        String::new(),
        actor.raw.clone(),
        actor.party.wikidata.clone(),
    ]
}

fn row(record: &Record<'_>) -> Vec<String> {
    let (told, scene) = (record.told, &record.scene);
    let feature = match scene.level {
        Level::City => "PPL",
        Level::Country => "PCLI",
        Level::Region | Level::Unknown => "",
    };
    let [people, organisations, places] = &told.story;
    let mut cells = vec![
        record.id.clone(),
        record.day.clone(),
        record.plover().to_owned(),
        record.relation.mode.clone().unwrap_or_default(),
        record.intensity(),
        record.relation.quad.clone().unwrap_or_default(),
        String::new(),
    ];
    cells.extend(participant(&record.actor));
    cells.extend(participant(&record.recipient));
    cells.extend([
        scene.label.clone(),
        record.city().to_owned(),
        String::new(),
        record.region().to_owned(),
        scene.state.iso3.to_owned(),
        scene.spot.latitude.to_owned(),
        scene.spot.longitude.to_owned(),
        scene.spot.geonames.to_owned(),
        String::new(),
        feature.to_owned(),
        told.first.source.clone(),
        told.event.reported.clone(),
        joined(people, PARTED),
        joined(organisations, PARTED),
        joined(places, PARTED),
        "English".to_owned(),
        concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned(),
    ]);
    cells
}
