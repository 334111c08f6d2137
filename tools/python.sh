#!/bin/sh
# Prints a Python that has the given packages: a virtual environment in .venv, made where it is missing.
# Usage: python=$(tools/python.sh rdflib)
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
python=$root/.venv/bin/python
if ! [ -x "$python" ] || ! "$python" -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    if ! python3 -m venv .venv >/dev/null 2>&1; then
        # Debian ships venv apart.
        rm -rf .venv
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            { apt-get install -y --no-install-recommends python3-venv ||
                { apt-get update && apt-get install -y --no-install-recommends python3-venv; }; } >/dev/null 2>&1 || true
        fi
        python3 -m venv .venv >&2 || {
            echo "python3 with venv is missing (Debian: apt-get install python3-venv)" >&2
            exit 2
        }
    fi
fi
for package in "$@"; do
    "$python" -c "import $package" 2>/dev/null ||
        "$python" -m pip install --quiet --disable-pip-version-check "$package" >&2
done
echo "$python"
