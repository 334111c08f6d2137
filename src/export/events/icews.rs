//! The table of ICEWS coded event data: tabs, names of states in words.

use super::{
    record::Record,
    table::{EventTable, Style, joined},
};
use crate::export::parquet::Kind;

pub(super) const ICEWS: EventTable = EventTable {
    name: "icews",
    about: "events in the 20 columns of ICEWS, separated by tabs",
    columns: &[
        "Event ID",
        "Event Date",
        "Source Name",
        "Source Sectors",
        "Source Country",
        "Event Text",
        "CAMEO Code",
        "Intensity",
        "Target Name",
        "Target Sectors",
        "Target Country",
        "Story ID",
        "Sentence Number",
        "Publisher",
        "City",
        "District",
        "Province",
        "Country",
        "Latitude",
        "Longitude",
    ],
    typed: &[
        ("Event ID", Kind::Integer),
        ("Event Date", Kind::Day),
        ("Intensity", Kind::Number),
        ("Sentence Number", Kind::Integer),
        ("Latitude", Kind::Number),
        ("Longitude", Kind::Number),
    ],
    style: Style { separator: b'\t', header: true, missing: "", quotes: true },
    row,
};

fn row(record: &Record<'_>) -> Vec<String> {
    let (told, scene) = (record.told, &record.scene);
    vec![
        record.number().to_string(),
        record.day.clone(),
        record.actor.name().to_owned(),
        joined(&record.actor.sectors, ","),
        record.actor.state.name.to_owned(),
        record.relation.label.clone(),
        record.cameo().to_owned(),
        record.goldstein(),
        record.recipient.name().to_owned(),
        joined(&record.recipient.sectors, ","),
        record.recipient.state.name.to_owned(),
        told.first.article.clone(),
        String::new(),
        told.first.source.clone(),
        record.city().to_owned(),
        String::new(),
        record.region().to_owned(),
        scene.state.name.to_owned(),
        scene.spot.latitude.to_owned(),
        scene.spot.longitude.to_owned(),
    ]
}
