#!/usr/bin/env bash
# Checks a program that is to be given away: it needs no library that a system lacks, and does its main job.
# Usage: tools/check_release.sh PROGRAM
set -euo pipefail
program=$1
[ -x "$program" ] || program=$program.exe

case $(uname -s) in
Linux)
    # A static program has no interpreter, so there is nothing that ldd could load.
    if ldd "$program" 2>&1 | grep -q '=>'; then
        echo "$program is not static:"
        ldd "$program"
        exit 1
    fi
    ;;
Darwin)
    if otool -L "$program" | tail -n +2 | grep -vE '^\s*(/usr/lib/|/System/)'; then
        echo "$program needs the libraries above, which only this machine has"
        exit 1
    fi
    ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ "$(uname -s)" = Darwin ] && [ "$(uname -m)" = arm64 ] && file "$program" | grep -q x86_64 && ! arch -x86_64 true 2>/dev/null; then
    echo "$program is for the other processor and cannot be run here"
    exit 0
fi
"$program" --version
"$program" build data/articles --store "$work/store"
"$program" status --store "$work/store"
"$program" query meetings --store "$work/store" | grep -q Lavrov
"$program" check
