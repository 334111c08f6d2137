# Sourced by ./demo and ./test: sees to it that everything is there before the first line is compiled.
#
# The on-disk store is RocksDB, and its bindings need libclang. Without it cargo fails only after ten minutes of C++, so
# this looks first: it takes libclang from the system, installs it where the package manager allows, else takes PyPI's
# wheel, else says what is missing. CHANCERY_MEMORY=1 builds without RocksDB; the store is then held in memory and a
# store folder is a file of N-Quads.
#
# Sets FEATURES for cargo, and LIBCLANG_PATH where libclang is not where its bindings look by themselves.

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

# A root shell, or sudo that asks for no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo && sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

# Installs Debian packages where that is possible; silent unless it fails.
apt_install() {
    have apt-get || return 1
    as_root true || return 1
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

# The folder of a libclang that bindings can load, if there is one.
libclang_folder() {
    for folder in ${LIBCLANG_PATH:+"$LIBCLANG_PATH"} \
        /usr/lib/llvm-*/lib /usr/lib/llvm*/lib /usr/lib/*-linux-gnu /usr/lib64 /usr/lib64/llvm*/lib /usr/lib /usr/local/lib \
        /opt/homebrew/opt/llvm/lib /usr/local/opt/llvm/lib /Library/Developer/CommandLineTools/usr/lib \
        /Applications/Xcode.app/Contents/Developer/Toolchains/XcodeDefault.xctoolchain/usr/lib \
        "$root"/.venv/lib/python*/site-packages/clang/native; do
        for file in "$folder"/libclang.so "$folder"/libclang.so.* "$folder"/libclang-*.so "$folder"/libclang-*.so.* \
            "$folder"/libclang.dylib; do
            # libclang-cpp is another library.
            if [ -e "$file" ] && [ "${file#*libclang-cpp}" = "$file" ]; then
                printf '%s\n' "$folder"
                return 0
            fi
        done
    done
    return 1
}

# libclang from PyPI, in a virtual environment of this folder.
libclang_wheel() {
    have python3 || return 1
    say "taking libclang from PyPI into .venv …"
    [ -x "$root/.venv/bin/python" ] || python3 -m venv "$root/.venv" >/dev/null 2>&1 || return 1
    "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check libclang >&2 || return 1
}

root=$(pwd)
FEATURES=

# cargo may be installed and only missing from the search path of this shell.
if ! have cargo && [ -r "$HOME/.cargo/env" ]; then . "$HOME/.cargo/env"; fi
if ! have cargo; then
    say "cargo is missing: install Rust (1.90 or later) from https://rustup.rs, then run this again."
    exit 2
fi
if ! have cc && ! apt_install g++; then
    say "a C compiler is missing: Rust links with it. Install one (Debian: apt-get install g++), then run this again."
    exit 2
fi

if [ "${CHANCERY_MEMORY:-0}" = 1 ]; then
    FEATURES="--no-default-features"
else
    missing=
    if ! have c++ && ! apt_install g++; then missing="a C++ compiler (Debian: apt-get install g++)"; fi
    if folder=$(libclang_folder); then
        :
    elif apt_install libclang-dev && folder=$(libclang_folder); then
        :
    elif libclang_wheel && folder=$(libclang_folder); then
        :
    else
        missing="${missing:+$missing and }libclang (Debian: apt-get install libclang-dev; Fedora: dnf install clang-devel; macOS: brew install llvm)"
    fi
    if [ -n "$missing" ]; then
        say "The on-disk store needs $missing."
        say "Install that and run this again; or set CHANCERY_MEMORY=1 for a build without it, whose store is held in memory."
        exit 2
    fi
    # A bare libclang (PyPI's, or Debian's libclang1) has no headers of its own: the compiler's come after its own.
    headers=$(c++ -print-file-name=include)
    case " ${BINDGEN_EXTRA_CLANG_ARGS:-} " in
    # Only once: with other arguments than before cargo would compile the C++ anew.
    *" $headers "*) ;;
    *)
        case $headers in
        /*)
            BINDGEN_EXTRA_CLANG_ARGS="${BINDGEN_EXTRA_CLANG_ARGS:-} -idirafter $headers"
            export BINDGEN_EXTRA_CLANG_ARGS
            ;;
        esac
        ;;
    esac
    LIBCLANG_PATH=$folder
    export LIBCLANG_PATH
fi
