#!/usr/bin/env bash
# Starts triple stores on loopback, for tests of `chancery push` and of the question library, and stops them.
#
#   tools/stores/servers.sh start FOLDER [fuseki|oxigraph|rdf4j|virtuoso|blazegraph]…    all of them where none is named
#   . FOLDER/servers.env                                                                 their addresses
#   tools/stores/servers.sh stop FOLDER
#
# `start` returns when each of them answers. FOLDER holds their data and logs. What is downloaded is kept in CHANCERY_CACHE
# (~/.cache/chancery by default), outside of the repository. Missing programs are installed with apt-get.
set -euo pipefail

# The versions that the recipes of docs/stores.md were tried with.
FUSEKI=5.6.0
OXIGRAPH=0.5.13
RDF4J=5.0.3
JETTY=9.4.58.v20250814
BLAZEGRAPH=2.1.4
# Virtuoso is Debian's: 7.2.5 of Debian 12, 7.2.12 of Debian 13.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${CHANCERY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/chancery}

say() { printf '%s\n' "$*" >&2; }
fail() { say "error: $*"; exit 2; }

# Installs a Debian package where a program is missing.
need() {
    command -v "$1" >/dev/null 2>&1 && return 0
    say "installing $2 with apt-get …"
    local log
    log=$(mktemp)
    { apt-get install -y --no-install-recommends "$2" || { apt-get update && apt-get install -y --no-install-recommends "$2"; }; } \
        >"$log" 2>&1 || { tail -n 5 "$log" >&2; fail "$1 is missing; install it (Debian: apt-get install $2)"; }
    rm -f "$log"
}

# An artifact of Maven Central, downloaded once: artifact GROUP:NAME:VERSION:TYPE prints its file.
artifact() {
    local group name version type
    IFS=: read -r group name version type <<<"$1"
    local file=$cache/$name-$version.$type
    if ! [ -s "$file" ]; then
        need mvn maven
        say "downloading $name $version …"
        # Copied under another name first: a download that breaks off leaves no half file.
        rm -rf "$cache/new"
        mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy "-Dartifact=$group:$name:$version:$type" \
            "-DoutputDirectory=$cache/new" >&2 || fail "$name $version cannot be downloaded"
        mv "$cache/new/$name-$version.$type" "$file"
    fi
    printf '%s' "$file"
}

# A port of loopback that is free now.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Waits until an address answers: answers NAME URL
answers() {
    local tries
    for tries in $(seq 240); do
        curl -s -f -o /dev/null "$2" && return 0
        kill -0 "$(cat "$folder/$1.pid")" 2>/dev/null || break
        sleep 0.25
    done
    tail -n 20 "$folder/$1.log" >&2
    fail "$1 does not answer after $tries tries; its log is $folder/$1.log"
}

# Runs a server in a folder of its own, in the background: launch NAME COMMAND…
launch() {
    local name=$1
    shift
    mkdir -p "$folder/$name"
    (cd "$folder/$name" && exec "$@" </dev/null >"$folder/$name.log" 2>&1) &
    echo $! >"$folder/$name.pid"
}

address() { printf '%s=%s\n' "$1" "$2" >>"$folder/servers.env"; }

launch_fuseki() {
    local jar
    jar=$(artifact "org.apache.jena:jena-fuseki-server:$FUSEKI:jar")
    fuseki=http://127.0.0.1:$(free_port)
    mkdir -p "$folder/fuseki/tdb2" "$folder/fuseki/union"
    sed "s#FOLDER#$folder/fuseki#" "$here/fuseki.ttl" >"$folder/fuseki/fuseki.ttl"
    echo "desk: $SECRET" >"$folder/fuseki/passwords"
    launch fuseki java -Xmx1g -jar "$jar" --localhost "--port=${fuseki##*:}" --auth=basic --passwd=passwords --config=fuseki.ttl
}

ready_fuseki() {
    answers fuseki "$fuseki/mem/sparql?query=ASK%7B%7D"
    for set in mem tdb2 union closed; do address "FUSEKI_${set^^}" "$fuseki/$set"; done
}

launch_oxigraph() {
    local home=$cache/oxigraph-$OXIGRAPH
    if ! [ -x "$home/bin/oxigraph" ]; then
        need python3 python3
        say "downloading oxigraph $OXIGRAPH …"
        python3 -m venv "$home" >/dev/null 2>&1 || fail "python3 has no venv; install it (Debian: apt-get install python3-venv)"
        "$home/bin/python" -m pip install --quiet "oxigraph==$OXIGRAPH" >&2 || fail "oxigraph cannot be downloaded"
    fi
    oxigraph=http://127.0.0.1:$(free_port)
    launch oxigraph "$home/bin/oxigraph" serve --bind "${oxigraph#http://}"
}

ready_oxigraph() {
    answers oxigraph "$oxigraph/query?query=ASK%7B%7D"
    address OXIGRAPH "$oxigraph"
}

launch_rdf4j() {
    local jetty war
    jetty=$(artifact "org.eclipse.jetty:jetty-runner:$JETTY:jar")
    war=$(artifact "org.eclipse.rdf4j:rdf4j-http-server:$RDF4J:war")
    rdf4j=http://127.0.0.1:$(free_port)
    launch rdf4j java -Xmx1g "-Dorg.eclipse.rdf4j.appdata.basedir=$folder/rdf4j" -jar "$jetty" --host 127.0.0.1 \
        --port "${rdf4j##*:}" --path /rdf4j "$war"
}

ready_rdf4j() {
    answers rdf4j "$rdf4j/rdf4j/protocol"
    curl -s -f -X PUT -H 'Content-Type: text/turtle' --data-binary "@$here/rdf4j.ttl" "$rdf4j/rdf4j/repositories/chancery" ||
        fail "RDF4J makes no repository"
    address RDF4J "$rdf4j/rdf4j/repositories/chancery"
}

launch_virtuoso() {
    need virtuoso-t virtuoso-opensource-7-bin
    virtuoso=http://127.0.0.1:$(free_port)
    virtuoso_sql=$(free_port)
    mkdir -p "$folder/virtuoso"
    sed -e "s#FOLDER#$folder/virtuoso#" -e "s#HTTP_PORT#127.0.0.1:${virtuoso##*:}#" -e "s#SQL_PORT#127.0.0.1:$virtuoso_sql#" \
        "$here/virtuoso.ini" >"$folder/virtuoso/virtuoso.ini"
    launch virtuoso virtuoso-t +foreground +configfile virtuoso.ini
}

ready_virtuoso() {
    answers virtuoso "$virtuoso/sparql?query=ASK%7B%3Fs%20%3Fp%20%3Fo%7D"
    isql-vt "127.0.0.1:$virtuoso_sql" dba dba "exec=user_set_password('dba', '$SECRET');" >/dev/null ||
        fail "Virtuoso takes no password"
    address VIRTUOSO "$virtuoso"
}

launch_blazegraph() {
    local jetty war
    jetty=$(artifact "org.eclipse.jetty:jetty-runner:$JETTY:jar")
    war=$(artifact "com.blazegraph:bigdata-war:$BLAZEGRAPH:war")
    blazegraph=http://127.0.0.1:$(free_port)
    launch blazegraph java -Xmx1g -jar "$jetty" --host 127.0.0.1 --port "${blazegraph##*:}" --path /blazegraph "$war"
}

ready_blazegraph() {
    answers blazegraph "$blazegraph/blazegraph/status"
    address BLAZEGRAPH "$blazegraph/blazegraph/namespace/kb/sparql"
}

start() {
    need java openjdk-17-jre-headless
    need curl curl
    mkdir -p "$folder" "$cache"
    folder=$(cd "$folder" && pwd)
    SECRET=$(python3 -c 'import secrets; print(secrets.token_hex(8))')
    (umask 077 && printf '%s' "$SECRET" >"$folder/secret")
    : >"$folder/servers.env"
    # The user names of the servers that want one, and the file with their common password.
    address FUSEKI_USER desk
    address VIRTUOSO_USER dba
    address SECRET_FILE "$folder/secret"
    # All are launched before the first is waited for.
    for server in "$@"; do "launch_$server"; done
    for server in "$@"; do "ready_$server"; done
}

# Ends all servers: their data are of no use to anybody, so the patience is short.
stop() {
    local file
    for file in "$folder"/*.pid; do
        if [ -e "$file" ]; then kill "$(cat "$file")" 2>/dev/null || true; fi
    done
    for file in "$folder"/*.pid; do
        [ -e "$file" ] || continue
        for _ in $(seq 8); do
            kill -0 "$(cat "$file")" 2>/dev/null || break
            sleep 0.25
        done
        kill -9 "$(cat "$file")" 2>/dev/null || true
        rm -f "$file"
    done
}

[ $# -ge 2 ] || fail "usage: servers.sh start|stop FOLDER [SERVER]…"
action=$1
folder=$2
shift 2
case $action in
    start)
        for server in "$@"; do
            declare -F "launch_$server" >/dev/null || fail "no server $server: fuseki, oxigraph, rdf4j, virtuoso, blazegraph"
        done
        [ $# -gt 0 ] || set -- fuseki oxigraph rdf4j virtuoso blazegraph
        # What was started is stopped where another does not start.
        trap 'stop' ERR EXIT
        start "$@"
        trap - ERR EXIT
        ;;
    stop) stop ;;
    *) fail "usage: servers.sh start|stop FOLDER [SERVER]…" ;;
esac
