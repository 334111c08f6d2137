//! Where places lie, and the codes of states: `data/geo`, by ids of the gazetteer.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

const PLACES: &str = include_str!("../../../data/geo/places.tsv");
const COUNTRIES: &str = include_str!("../../../data/geo/countries.tsv");

/// Where a place lies; an empty text is what is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) latitude: &'static str,
    pub(super) longitude: &'static str,
    /// Id in GeoNames.
    pub(super) geonames: &'static str,
    /// Name of the region of the first level.
    pub(super) region: &'static str,
    /// Its code in GeoNames, which is the one of FIPS for most states.
    pub(super) region_code: &'static str,
}

/// The codes of a state, and its middle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    pub(super) name: &'static str,
    pub(super) iso3: &'static str,
    pub(super) iso2: &'static str,
    pub(super) fips: &'static str,
    /// Number of Correlates of War.
    pub(super) cow: &'static str,
    pub(super) spot: Spot,
}

/// The rows of a table, each with its fields, behind comments and the names of columns.
fn rows(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(|line| line.split('\t').collect())
}

/// Where a place lies.
pub(super) fn spot(id: &str) -> Spot {
    static SPOTS: LazyLock<FxHashMap<&str, Spot>> = LazyLock::new(|| {
        let spot = |row: Vec<&'static str>| match row[..] {
            [id, latitude, longitude, geonames, region, region_code] => {
                Some((id, Spot { latitude, longitude, geonames, region, region_code }))
            }
            _ => None,
        };
        rows(PLACES).filter_map(spot).collect()
    });
    SPOTS.get(id).copied().unwrap_or_default()
}

/// The codes of a state.
pub(super) fn state(id: &str) -> State {
    static STATES: LazyLock<FxHashMap<&str, State>> = LazyLock::new(|| {
        let state = |row: Vec<&'static str>| match row[..] {
            [id, name, iso3, iso2, fips, _, cow, geonames, latitude, longitude] => {
                let spot = Spot { latitude, longitude, geonames, ..Spot::default() };
                Some((id, State { name, iso3, iso2, fips, cow, spot }))
            }
            _ => None,
        };
        rows(COUNTRIES).filter_map(state).collect()
    });
    STATES.get(id).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_lies_on_the_globe() {
        assert!(rows(PLACES).all(|row| row.len() == 6 && spot(row[0]).latitude == row[1]));
        assert!(rows(COUNTRIES).all(|row| row.len() == 10 && state(row[0]).iso3 == row[2]));
        for row in rows(PLACES) {
            let [latitude, longitude] = [row[1], row[2]].map(|degrees| degrees.parse::<f64>().expect("degrees"));
            assert!(latitude.abs() <= 90.0 && longitude.abs() <= 180.0, "{row:?}");
        }
    }

    #[test]
    fn well_known_places_are_where_they_are() {
        let geneva = spot("geneva");
        assert_eq!((geneva.geonames, geneva.region, geneva.region_code), ("2660646", "Geneva", "GE"));
        assert!(geneva.latitude.starts_with("46.2") && geneva.longitude.starts_with("6.14"), "{geneva:?}");
        let china = state("china");
        assert_eq!((china.iso3, china.fips, china.cow), ("CHN", "CH", "710"));
        assert_eq!(spot("nowhere"), Spot::default());
    }
}
