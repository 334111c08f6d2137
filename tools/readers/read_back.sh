#!/usr/bin/env bash
# Exports a store in every syntax and profile of RDF, and has tools that are not ours read them without a warning: rdflib, Jena riot
# and RDF4J, and pyoxigraph for RDF 1.2.
#
#   tools/readers/read_back.sh CHANCERY STORE
#
# The jars are those of the servers of tools/stores, kept in CHANCERY_CACHE (~/.cache/chancery by default), outside of the repository.
# Java and Maven are installed with apt-get where they are missing.
set -euo pipefail

JENA=5.6.0
RDF4J=5.0.3

program=$1 store=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${CHANCERY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/chancery}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() { echo "error: $*" >&2; exit 1; }

# Installs a Debian package where a program is missing.
need() {
    command -v "$1" >/dev/null 2>&1 && return 0
    { apt-get install -y --no-install-recommends "$2" || { apt-get update && apt-get install -y --no-install-recommends "$2"; }; } \
        >"$work/apt.log" 2>&1 || { tail -n 5 "$work/apt.log" >&2; fail "$1 is missing; install it (Debian: apt-get install $2)"; }
}

# An artifact of Maven Central, downloaded once: artifact GROUP NAME VERSION TYPE prints its file.
artifact() {
    local file=$cache/$2-$3.$4
    if ! [ -s "$file" ]; then
        need mvn maven
        mkdir -p "$cache"
        mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy "-Dartifact=$1:$2:$3:$4" \
            "-DoutputDirectory=$work/new" >&2 || fail "$2 $3 cannot be downloaded"
        mv "$work/new/$2-$3.$4" "$file"
    fi
    printf '%s' "$file"
}

need javac default-jdk-headless
riot=$(artifact org.apache.jena jena-fuseki-server "$JENA" jar)
war=$(artifact org.eclipse.rdf4j rdf4j-http-server "$RDF4J" war)
(cd "$work" && python3 -m zipfile -e "$war" rdf4j)
python=$("$here/../python.sh" rdflib pyoxigraph)

# export NAME FORMAT [OPTION…]: writes NAME with the options.
write() {
    local name=$1 format=$2
    shift 2
    "$program" export "$format" --store "$store" --output "$work/$name" "$@"
}

write plain.nq nquads
write plain.trig trig
write plain.jsonld jsonld
write plain.ttl turtle
write plain.nt ntriples
write plain.rdf rdfxml
write named.nq nquads --graph https://example.org/derived --bookkeeping
write named.trig trig --graph https://example.org/derived --bookkeeping
write named.jsonld jsonld --graph https://example.org/derived --bookkeeping
for file in plain.nq:nquads plain.trig:trig plain.jsonld:jsonld plain.ttl:turtle plain.nt:ntriples plain.rdf:rdfxml; do
    write "ascii-${file%:*}" "${file#*:}" --ascii
done
write nanopub.nq nquads --profile nanopub
write nanopub.trig trig --profile nanopub
write nanopub.jsonld jsonld --profile nanopub
for file in new.nq:nquads new.trig:trig new.ttl:turtle new.nt:ntriples; do
    write "${file%:*}" "${file#*:}" --profile 1.2
done

cd "$work"
echo "-- rdflib"
"$python" "$here/../check_rdf.py" plain.nq plain.trig plain.jsonld plain.ttl plain.nt plain.rdf \
    ascii-plain.nq ascii-plain.trig ascii-plain.jsonld ascii-plain.ttl ascii-plain.nt ascii-plain.rdf
"$python" "$here/../check_rdf.py" named.nq named.trig named.jsonld
"$python" "$here/../check_rdf.py" --nanopub nanopub.nq nanopub.trig nanopub.jsonld

echo "-- Jena riot"
files=(plain.* ascii-plain.* named.* nanopub.*)
java -cp "$riot" riotcmd.riot --validate "${files[@]}" >riot.log 2>&1 || { cat riot.log; fail "riot does not read them"; }
! grep -E 'WARN|ERROR' riot.log || fail "riot complains"
grep -c 'File:' riot.log

echo "-- RDF4J"
java -cp "rdf4j/WEB-INF/classes:rdf4j/WEB-INF/lib/*" "$here/ReadRdf.java" "${files[@]}" >rdf4j.log 2>&1 || { cat rdf4j.log; fail "RDF4J complains"; }
! grep -E 'WARN|ERROR' rdf4j.log || fail "RDF4J complains"
# All syntaxes of one thing have as many statements.
for kind in 'plain\.(nq|trig|jsonld)' 'plain\.(ttl|nt|rdf)' 'named\.' 'nanopub\.'; do
    counts=$(grep -E "^(ascii-)?$kind" rdf4j.log | sed 's/.*: //' | sort -u)
    [ "$(wc -w <<<"$counts")" = 1 ] || { cat rdf4j.log; fail "the syntaxes differ"; }
    echo "$kind: $counts statements"
done

echo "-- pyoxigraph, RDF 1.2"
"$python" "$here/check_rdf12.py" plain.nq new.nq new.trig new.ttl new.nt
