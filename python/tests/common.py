"""What the tests share: the sample articles of the repository, and the program to compare with."""

import json
import subprocess
import sys
from pathlib import Path

ARTICLES = Path(__file__).parents[2] / "data" / "articles"
SENTENCE = "Wang Yi met Sergei Lavrov in Bali on Thursday."


def command(*arguments, text=None, code=0):
    """What the program that comes with the package prints."""
    done = subprocess.run(
        [sys.executable, "-m", "chancery", *map(str, arguments)], input=text, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == code, done.stderr
    return done.stdout


def as_printed(row):
    """A claim as the program prints it: text, and nothing for what is not known."""

    def cell(name, value):
        if value is None:
            return ""
        if name == "goldstein":
            return f"{value:.1f}"
        return value if isinstance(value, (int, str)) else value.isoformat()

    return {name: cell(name, value) for name, value in row.items() if name not in ("error", "warning", "nquads")}
