# shellcheck shell=sh
# Sourced by tools/setup.sh: a Rust that is new enough.
#
# Cargo.toml says which version is the oldest that will do, rust-toolchain.toml which one the tests are run with. A cargo
# on the search path that is new enough is used as it is. Else rustup installs the pinned one: the rustup that is there,
# Debian's package, or rustup's own installer, which is checked against its checksum first. The search path of the
# shell and the system's own Rust stay as they are. Where nothing can be fetched, another toolchain of rustup will do.
#
# RUSTUP_UPDATE_ROOT and RUSTUP_DIST_SERVER name a mirror, as for rustup itself.

rust_oldest=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
rust_pinned=$(sed -n 's/^channel = "\(.*\)"/\1/p' rust-toolchain.toml)
rust_home=${CARGO_HOME:-$HOME/.cargo}

# Whether version $1 is $2 or later; both are numbers parted by dots.
at_least() {
    [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$2" ]
}

# The version of the cargo that would run here; nothing is downloaded to find out.
cargo_version() {
    RUSTUP_AUTO_INSTALL=0 cargo --version 2>/dev/null | sed -n 's/^cargo \([0-9.]*\).*/\1/p'
}

rust_is_ready() {
    have cargo || return 1
    found=$(cargo_version)
    [ -n "$found" ] && at_least "$found" "$rust_oldest"
}

# A cargo may be installed and only missing from the search path of this shell, or come after an older one.
rust_from_home() {
    [ -x "$rust_home/bin/cargo" ] || return 1
    case ":$PATH:" in "$rust_home/bin:"* | ":$rust_home/bin:"*) return 1 ;; esac
    PATH=$rust_home/bin:$PATH
    export PATH
    hash -r 2>/dev/null || true
}

# What rustup's installers are called for this machine.
rust_host() {
    system=$(uname -s)
    machine=$(uname -m)
    [ "$machine" != arm64 ] || machine=aarch64
    case "$system $machine" in
    "Linux x86_64" | "Linux aarch64")
        if (ldd --version 2>&1 || true) | grep -qi musl; then echo "$machine-unknown-linux-musl"; else echo "$machine-unknown-linux-gnu"; fi
        ;;
    "Darwin x86_64" | "Darwin aarch64") echo "$machine-apple-darwin" ;;
    *) return 1 ;;
    esac
}

# fetch ADDRESS FILE
fetch() {
    if have curl; then
        curl --fail --silent --show-error --location --retry 2 --connect-timeout 20 --output "$2" "$1"
    elif have wget; then
        wget -q -T 20 -t 2 -O "$2" "$1"
    else
        say "neither curl nor wget is there"
        return 1
    fi
}

sha256_of() {
    if have sha256sum; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# rustup by its own installer, into $rust_home; its checksum is published beside it.
rustup_from_its_makers() {
    host=$(rust_host) || return 1
    have curl || have wget || apt_install curl ca-certificates || true
    address=${RUSTUP_UPDATE_ROOT:-https://static.rust-lang.org/rustup}/dist/$host/rustup-init
    say "installing rustup below $rust_home from $address …"
    folder=$(mktemp -d)
    if fetch "$address" "$folder/rustup-init" && fetch "$address.sha256" "$folder/sha256"; then
        wanted=$(cut -d ' ' -f 1 <"$folder/sha256")
        if [ -n "$wanted" ] && [ "$(sha256_of "$folder/rustup-init")" = "$wanted" ]; then
            chmod +x "$folder/rustup-init"
            if RUSTUP_INIT_SKIP_PATH_CHECK=yes "$folder/rustup-init" -y --quiet --no-modify-path --default-toolchain none >/dev/null; then
                rm -rf "$folder"
                rust_from_home || true
                say "(for cargo in your own shell: . $rust_home/env)"
                return 0
            fi
        else
            say "the checksum of rustup's installer is not the published one, so it was not run"
        fi
    fi
    rm -rf "$folder"
    return 1
}

# Debian's package would take the place of Debian's own cargo and rustc, so it is for machines without them.
rustup_from_debian() {
    ! have cargo && ! have rustc && apt_ready && [ -n "$(apt_version rustup)" ] && apt_install rustup ca-certificates
}

rust_pinned_is_there() {
    rustup toolchain list 2>/dev/null | grep -q "^$rust_pinned-"
}

# Any other toolchain of rustup that is new enough, for machines without a network.
rust_other_toolchain() {
    have rustup || return 1
    for toolchain in $(rustup toolchain list 2>/dev/null | grep -v nightly | cut -d ' ' -f 1); do
        RUSTUP_TOOLCHAIN=$toolchain
        export RUSTUP_TOOLCHAIN
        if rust_is_ready; then
            say "using Rust $found ($toolchain) instead of $rust_pinned, which could not be fetched"
            return 0
        fi
    done
    unset RUSTUP_TOOLCHAIN
    return 1
}

rust_install() {
    say "Rust $rust_oldest or later is needed; ${found:+$found is too old, and }version $rust_pinned is now installed with rustup:"
    say "the compiler, cargo, rustfmt and clippy, about 600 MB below ${RUSTUP_HOME:-$HOME/.rustup} and $rust_home."
    have rustup || rustup_from_debian || rustup_from_its_makers || return 1
    rust_pinned_is_there ||
        rustup toolchain install "$rust_pinned" --profile minimal --component rustfmt --component clippy --no-self-update >&2 || return 1
    rust_is_ready && return 0
    # A cargo of the system that comes first on the search path knows nothing of rustup.
    PATH=$(dirname "$(rustup which --toolchain "$rust_pinned" cargo)"):$PATH
    export PATH
    rust_is_ready
}

found=
rust_is_ready || { rust_from_home && rust_is_ready; } || rust_install || rust_other_toolchain || {
    host=$(rust_host) || host=HOST
    say ""
    say "Rust could not be installed. With a network: https://rustup.rs has it for all systems; then run this again."
    say "Without one, fetch on another machine and bring here:"
    say "  https://static.rust-lang.org/dist/rust-$rust_pinned-$host.tar.xz, with its .sha256: unpack it and run its install.sh;"
    say "  the crates: run 'cargo vendor' in a copy of this folder, bring its folder vendor/ here, and keep what it prints in .cargo/config.toml."
    exit 2
}
