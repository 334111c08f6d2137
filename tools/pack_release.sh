#!/usr/bin/env bash
# Packs the program of a target, with licences and README, as dist/chancery-VERSION-TARGET.tar.gz (.zip for Windows).
# Usage: tools/pack_release.sh TARGET
set -euo pipefail
cd "$(dirname "$0")/.."
target=$1
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
name=chancery-$version-$target
rm -rf "dist/$name"
mkdir -p "dist/$name"
program=${CARGO_TARGET_DIR:-target}/$target/release/chancery
case $target in
*-windows-*) cp "$program.exe" "dist/$name/" ;;
*) cp "$program" "dist/$name/" ;;
esac
cp README.md CHANGELOG.md LICENSE-APACHE LICENSE-MIT data/SOURCES.md "dist/$name/"
cd dist
case $target in
*-windows-*) 7z a -bso0 "$name.zip" "$name" ;;
*) tar -czf "$name.tar.gz" "$name" ;;
esac
rm -rf "$name"
ls -l
