"""Reads the tables of events that chancery writes, and draws one picture of each.

    for table in polecat icews gdelt cameo plover; do chancery export $table --output tables/$table.txt; done
    python examples/events.py tables pictures          (needs pandas and matplotlib)
"""

import sys
from pathlib import Path

import matplotlib
import pandas
from matplotlib import pyplot

matplotlib.use("Agg")
TABLES, PICTURES = map(Path, sys.argv[1:3])
PICTURES.mkdir(parents=True, exist_ok=True)

# GDELT's files have no row of names; these are the columns that are used here, by number.
GDELT = {0: "GlobalEventID", 1: "Day", 7: "Actor1CountryCode", 17: "Actor2CountryCode", 29: "QuadClass", 30: "GoldsteinScale",
         56: "ActionGeo_Lat", 57: "ActionGeo_Long"}


def read(name, **how):
    """Everything is text first, so that code 040 stays 040; only what is counted becomes a number."""
    table = pandas.read_csv(TABLES / f"{name}.txt", dtype="string", keep_default_na=False, **how)
    print(f"{name}: {len(table)} rows, {len(table.columns)} columns")
    return table


def picture(name, series, kind):
    figure = series.plot(kind=kind, title=name, figsize=(8, 4)).get_figure()
    figure.tight_layout()
    figure.savefig(PICTURES / f"{name}.png")
    pyplot.close(figure)


polecat = read("polecat", sep="\t", na_values=["None"])
picture("polecat", polecat["Event Type"].value_counts().sort_index(), "bar")

icews = read("icews", sep="\t")
icews["Intensity"] = pandas.to_numeric(icews["Intensity"])
icews["Event Date"] = pandas.to_datetime(icews["Event Date"], errors="coerce")
picture("icews", icews.dropna(subset=["Event Date"]).groupby("Event Date")["Intensity"].mean(), "line")

gdelt = read("gdelt", sep="\t", header=None, quoting=3).rename(columns=GDELT)
picture("gdelt", gdelt["QuadClass"].value_counts().sort_index(), "bar")

cameo = read("cameo")
cameo["goldstein"] = pandas.to_numeric(cameo["goldstein"])
picture("cameo", cameo.groupby("source_iso3")["goldstein"].sum().sort_values(), "barh")

plover = read("plover")
assert plover["event"].is_unique
matrix = plover.groupby(["actor_iso3", "recipient_iso3"]).size()
picture("plover", matrix.sort_values().tail(15), "barh")
