"""Reads the Parquet tables of a folder back with pyarrow and pandas, and compares the claims with the same table as CSV.

    python tools/check_parquet.py FOLDER          (claims.csv and claims, events, polecat, icews, gdelt, cameo, plover as .parquet)
"""

import sys
from pathlib import Path

import pandas
import pyarrow.parquet

FOLDER = Path(sys.argv[1])
COLUMNS = {"polecat": 40, "icews": 20, "gdelt": 61}
DAYS = {"claims": ["published", "earliest", "latest"], "events": ["earliest", "latest", "reported"]}


def text(value):
    """A cell as CSV has it."""
    if value is None:
        return ""
    return str(value) if not isinstance(value, float) else f"{value:.1f}"


for name in ("claims", "events", "polecat", "icews", "gdelt", "cameo", "plover"):
    table = pyarrow.parquet.read_table(FOLDER / f"{name}.parquet")
    assert table.num_rows, name
    assert table.num_columns == COLUMNS.get(name, table.num_columns), name
    for day in DAYS.get(name, []):
        assert str(table.schema.field(day).type) == "date32[day]", (name, day)
    print(f"{name}: {table.num_rows} rows, {table.num_columns} columns")
csv = pandas.read_csv(FOLDER / "claims.csv", dtype="string", keep_default_na=False)
rows = pyarrow.parquet.read_table(FOLDER / "claims.parquet").to_pylist()
assert list(csv.columns) == list(rows[0]), "names and order of the columns"
assert len(csv) == len(rows)
for (_, wanted), row in zip(csv.iterrows(), rows):
    for column, cell in wanted.items():
        assert text(row[column]) == cell, (column, row[column], cell)
print("claims: the same cells as in CSV")
