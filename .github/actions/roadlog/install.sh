#!/bin/sh
# Builds the program from the sources that this action came with.
#   install.sh key          prints `key=…`, which is another one where the sources are others
#   install.sh build INTO   builds it, as INTO/bin/roadlog
set -eu
sources=$(cd "$(dirname "$0")/../../.." && pwd)
# Everything happens there: no toolchain and no configuration is taken from a checkout that a pull request has changed.
cd "$sources"

case ${1-} in
key)
  files=$(find Cargo.toml Cargo.lock crates -type f | LC_ALL=C sort)
  sum=$(printf '%s\n' "$files" | git hash-object --no-filters --stdin-paths | git hash-object --stdin)
  echo "key=$sum"
  ;;
build)
  if ! command -v cargo >/dev/null; then
    echo "::error::roadlog is built from its sources, and this runner has no cargo: install Rust before this step"
    exit 2
  fi
  # The stable toolchain of the machine, whatever the sources pin for working on them.
  RUSTUP_TOOLCHAIN=${RUSTUP_TOOLCHAIN:-stable} CARGO_TARGET_DIR="$2/target" \
    cargo install --locked --quiet --path . --root "$2" --no-track
  rm -rf "$2/target"
  ;;
*)
  echo "usage: install.sh key | install.sh build INTO" >&2
  exit 2
  ;;
esac
