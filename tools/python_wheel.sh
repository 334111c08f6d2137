#!/bin/sh
# Builds the Python package as a wheel and tries it as users do: in a fresh virtual environment, from the wheel alone.
# Usage: tools/python_wheel.sh [FOLDER] — leaves the wheel in FOLDER (dist)
# It is built on the profile `quick` in the target folder of the other builds, so that crates that are there are not compiled again.
set -eu
cd "$(dirname "$0")/.."
dist=${1:-dist}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '%s\n' "$*" >&2; }

maturin=$(dirname "$(tools/python.sh maturin)")/maturin
rm -f "$dist"/chancery-*.whl
"$maturin" build --profile quick --quiet --manifest-path python/Cargo.toml --target-dir "${CARGO_TARGET_DIR:-target}" --out "$dist"
wheel=$(ls "$dist"/chancery-*.whl)
size=$(wc -c <"$wheel")
say "$wheel: $size bytes"
[ "$size" -le 30000000 ] || { say "a wheel may have 30 MB"; exit 1; }
case $wheel in *-abi3-*) ;; *) say "the wheel is not for all versions of Python 3"; exit 1 ;; esac

say "a fresh virtual environment, without anything else: the package needs nothing"
python3 -m venv "$work/bare"
"$work/bare/bin/python" -m pip install --quiet --disable-pip-version-check --no-index "$wheel"
"$work/bare/bin/chancery" --version
"$work/bare/bin/python" -c '
import chancery
claims = chancery.extract("Wang Yi met Sergei Lavrov in Bali on Thursday.", date="2022-07-09")
assert claims[0]["date"] == "2022-07-07", claims[0]
'

say "with what the tests need"
python3 -m venv "$work/full"
python=$work/full/bin/python
"$python" -m pip install --quiet --disable-pip-version-check "$wheel" pytest pandas pyarrow polars matplotlib mypy
(cd python && "$python" -m pytest -q -p no:cacheprovider)
# Its paths are relative to the folder `examples`; what it writes stays out of it.
mkdir -p "$work/notebook/examples"
ln -s "$PWD/data" "$work/notebook/data"
"$python" tools/run_notebook.py examples/articles.ipynb "$work/notebook/examples"

say "types: the package as it is used, and stubs against what is there"
(cd "$work" && "$python" -m mypy --no-error-summary --ignore-missing-imports --strict -p chancery &&
    "$python" -m mypy.stubtest --concise chancery._native)
