"""How many of 100 rows have each column of a table of events filled.

Usage: filled.py TABLE FORMAT     (FORMAT: polecat, icews, gdelt, cameo, plover)
"""

import csv
import re
import sys
from pathlib import Path

path, name = sys.argv[1:3]
separator = "," if name in ("cameo", "plover") else "\t"
with open(path, encoding="utf-8", newline="") as file:
    how = {"quoting": csv.QUOTE_NONE} if name == "gdelt" else {}
    rows = list(csv.reader(file, delimiter=separator, **how))
if name == "gdelt":
    source = Path(__file__).parent.parent / "src/export/events/gdelt.rs"
    header = re.findall(r'^    "([A-Za-z0-9_]+)",$', source.read_text(encoding="utf-8"), re.MULTILINE)
else:
    header, rows = rows[0], rows[1:]
print(f"{len(rows)} rows")
for number, column in enumerate(header):
    filled = sum(row[number] not in ("", "None") for row in rows)
    print(f"{round(100 * filled / max(len(rows), 1)):4} {column}")
