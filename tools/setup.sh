# shellcheck shell=sh
# Sourced by ./demo and ./test: sees to it that everything is there before the first line is compiled.
#
# What is missing (Rust, a C compiler; with --disk also RocksDB's needs) is named, then installed where that is possible
# without a question, else the message says what to fetch. `tools/rust.sh` and `tools/rocksdb.sh` are its two parts.
#
# Takes --disk from the arguments and sets FEATURES for cargo. Without --disk the graph is held in memory and a store's
# folder is a file of N-Quads.

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

# A root shell, or sudo that asks for no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

# The version of a Debian package that apt-get would install; nothing where it knows none.
apt_version() {
    have apt-cache || return 1
    LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *//p' | grep -v '(none)'
}

# Whether apt-get may be used, its lists read at least once.
apt_ready() {
    have apt-get && as_root true || return 1
    [ -z "${apt_lists_read:-}" ] || return 0
    apt_lists_read=yes
    # A bare container has no lists at all.
    [ -n "$(apt_version g++)" ] || as_root apt-get update >/dev/null 2>&1 || true
}

# Installs Debian packages where that is possible; silent unless it fails.
apt_install() {
    apt_ready || return 1
    say "installing $* with apt-get …"
    log=$(mktemp)
    for attempt in plain update; do
        if [ "$attempt" = update ]; then as_root apt-get update >"$log" 2>&1 || true; fi
        if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
            rm -f "$log"
            return 0
        fi
    done
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
}

root=$(pwd)
FEATURES=
for argument; do
    shift
    if [ "$argument" = --disk ]; then FEATURES="--features disk"; else set -- "$@" "$argument"; fi
done

. tools/rust.sh
if ! have cc && ! apt_install gcc libc6-dev; then
    say "A C compiler is missing: Rust links with it. Install one (Debian: apt-get install gcc libc6-dev; Fedora: dnf install gcc;"
    say "macOS: xcode-select --install), then run this again."
    exit 2
fi
if [ -n "$FEATURES" ]; then . tools/rocksdb.sh; fi
