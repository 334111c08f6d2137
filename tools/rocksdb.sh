# shellcheck shell=sh
# Sourced by tools/setup.sh where --disk was given: what the on-disk store needs.
#
# The store is RocksDB. The system's is taken where pkg-config finds one that is new enough, or where Debian's package is;
# compiling the bundled one takes half an hour of processor time. Either way its bindings need libclang and a C++
# compiler; without them cargo fails only after ten minutes, so this looks first.
#
# Sets FEATURES, and LIBCLANG_PATH where libclang is not where the bindings look by themselves.

# The oldest that the bindings are written for.
rocksdb_oldest=9.10.0

rocksdb_of_system() { have pkg-config && pkg-config --atleast-version="$rocksdb_oldest" rocksdb 2>/dev/null; }

# Debian 13 and later have one that is new enough.
rocksdb_from_debian() {
    apt_ready || return 1
    offered=$(apt_version librocksdb-dev) || return 1
    dpkg --compare-versions "$offered" ge "$rocksdb_oldest" && apt_install librocksdb-dev pkg-config
}

# The folder of a libclang that bindings can load, if there is one.
libclang_folder() {
    for folder in ${LIBCLANG_PATH:+"$LIBCLANG_PATH"} \
        /usr/lib/llvm-*/lib /usr/lib/llvm*/lib /usr/lib/*-linux-gnu /usr/lib64 /usr/lib64/llvm*/lib /usr/lib /usr/local/lib \
        /opt/homebrew/opt/llvm/lib /usr/local/opt/llvm/lib /Library/Developer/CommandLineTools/usr/lib \
        /Applications/Xcode.app/Contents/Developer/Toolchains/XcodeDefault.xctoolchain/usr/lib \
        "${root:?}"/.venv/lib/python*/site-packages/clang/native; do
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
    say "Install that and run this again; or leave --disk away: the graph is then held in memory."
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

if rocksdb_of_system || { rocksdb_from_debian && rocksdb_of_system; }; then
    # shellcheck disable=SC2034 # Read by those who source tools/setup.sh.
    FEATURES="--features disk-system"
    say "using the RocksDB of the system ($(pkg-config --modversion rocksdb))"
else
    compiled=
    for file in "${CARGO_TARGET_DIR:-target}"/*/build/oxrocksdb-sys-*/out/librocksdb.a; do
        if [ -e "$file" ]; then compiled=yes; fi
    done
    [ -n "$compiled" ] || {
        cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
        say "There is no RocksDB $rocksdb_oldest or later that pkg-config knows of, so the bundled one is compiled, once: about 30 minutes"
        say "of processor time, $((30 / cores + 1)) minutes on the clock here (cores: $cores). Without --disk nothing of it is needed."
    }
fi
