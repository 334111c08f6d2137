"""Runs the code of a notebook, cell by cell, in a folder that takes its output: python tools/run_notebook.py NOTEBOOK FOLDER"""

import json
import os
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
notebook, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
cells = [cell for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
os.chdir(folder)
names = {"__name__": "__main__"}
for number, cell in enumerate(cells, 1):
    source = "".join(cell["source"])
    exec(compile(source, f"{notebook.name}, cell {number}", "exec"), names)
print(f"{notebook.name}: {len(cells)} cells, wrote {', '.join(sorted(path.name for path in Path('.').iterdir()))}")
