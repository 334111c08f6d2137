//! The table of GDELT 2 events: 61 columns, tabs, no row of names, no quotation marks.

use super::{
    record::{Actor, Level, Record, parts},
    table::{EventTable, Style, digits},
};
use crate::export::parquet::Kind;

pub(super) const GDELT: EventTable = EventTable {
    name: "gdelt",
    about: "events in the 61 columns of GDELT 2, separated by tabs, without a row of names",
    columns: &COLUMNS,
    typed: &TYPED,
    style: Style { separator: b'\t', header: false, missing: "", quotes: false },
    row,
};

/// Codes stay text: `036` is not 36.
const TYPED: [(&str, Kind); 22] = [
    ("GlobalEventID", Kind::Integer),
    ("Day", Kind::Integer),
    ("MonthYear", Kind::Integer),
    ("Year", Kind::Integer),
    ("FractionDate", Kind::Number),
    ("IsRootEvent", Kind::Integer),
    ("QuadClass", Kind::Integer),
    ("GoldsteinScale", Kind::Number),
    ("NumMentions", Kind::Integer),
    ("NumSources", Kind::Integer),
    ("NumArticles", Kind::Integer),
    ("AvgTone", Kind::Number),
    ("Actor1Geo_Type", Kind::Integer),
    ("Actor1Geo_Lat", Kind::Number),
    ("Actor1Geo_Long", Kind::Number),
    ("Actor2Geo_Type", Kind::Integer),
    ("Actor2Geo_Lat", Kind::Number),
    ("Actor2Geo_Long", Kind::Number),
    ("ActionGeo_Type", Kind::Integer),
    ("ActionGeo_Lat", Kind::Number),
    ("ActionGeo_Long", Kind::Number),
    ("DATEADDED", Kind::Integer),
];

const COLUMNS: [&str; 61] = [
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_Fullname",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_Fullname",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_Fullname",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

/// The ten columns of a participant. Ethnic groups and religions are not in our codes.
fn participant(actor: &Actor) -> [String; 10] {
    let (state, roles) = parts(&actor.code);
    let role = |index: usize| roles.get(index).cloned().unwrap_or_default();
    let nothing = String::new;
    [
        actor.code.clone(),
        actor.name().to_uppercase(),
        state.to_owned(),
        nothing(),
        nothing(),
        nothing(),
        nothing(),
        role(0),
        role(1),
        role(2),
    ]
}

/// The eight columns of where the event happened.
fn place(record: &Record<'_>) -> [String; 8] {
    let (scene, fips) = (&record.scene, record.scene.state.fips);
    // Within the United States the numbers are others.
    let at_home = fips == "US";
    let level = match scene.level {
        Level::Unknown => "",
        Level::Country => "1",
        Level::Region if at_home => "2",
        Level::City if at_home => "3",
        Level::City => "4",
        Level::Region => "5",
    };
    let region = if scene.level == Level::City { scene.spot.region } else { "" };
    let mut names = vec![scene.label.as_str(), region, scene.state.name];
    names.retain(|name| !name.is_empty());
    names.dedup();
    let code = match (fips.is_empty(), scene.spot.region_code) {
        (true, _) => String::new(),
        (false, code) => format!("{fips}{code}"),
    };
    let feature = if scene.level == Level::Country { fips } else { "" };
    [
        level.to_owned(),
        names.join(", "),
        fips.to_owned(),
        code,
        String::new(),
        scene.spot.latitude.to_owned(),
        scene.spot.longitude.to_owned(),
        feature.to_owned(),
    ]
}

/// The year with its fraction, by GDELT's formula, in which a month has 30 days of 365.
fn fraction(day: &str) -> String {
    let numbers: Vec<u32> = day.split('-').filter_map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [year, month, day] => format!("{:.4}", f64::from(year) + f64::from((month * 30 + day).min(364)) / 365.0),
        _ => String::new(),
    }
}

fn row(record: &Record<'_>) -> Vec<String> {
    let (told, day, code) = (record.told, digits(&record.day), record.cameo());
    let part = |length: usize| code.get(..length.min(code.len())).unwrap_or_default().to_owned();
    let mut cells = vec![
        record.number().to_string(),
        day.clone(),
        day.get(..6).unwrap_or_default().to_owned(),
        day.get(..4).unwrap_or_default().to_owned(),
        fraction(&record.day),
    ];
    cells.extend(participant(&record.actor));
    cells.extend(participant(&record.recipient));
    cells.extend([
        String::new(),
        code.to_owned(),
        part(3),
        part(2),
        record.quadrant().to_owned(),
        record.goldstein(),
        told.event.reports.to_string(),
        told.outlets.to_string(),
        told.event.reports.to_string(),
        String::new(),
    ]);
    // Where the participants are is not told.
    cells.extend([const { String::new() }; 16]);
    cells.extend(place(record));
    let added = digits(&told.event.reported);
    cells.push(if added.is_empty() { added } else { format!("{added}000000") });
    cells.push(told.first.url.clone());
    cells
}

#[cfg(test)]
mod tests {
    use super::fraction;

    #[test]
    fn fractions_of_a_year() {
        assert_eq!(fraction("2022-07-07"), "2022.5945");
        assert_eq!(fraction("2022-12-31"), "2022.9973");
        assert_eq!(fraction(""), "");
    }
}
