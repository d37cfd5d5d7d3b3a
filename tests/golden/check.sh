#!/bin/sh
# One golden picture: tests/golden/check.sh PROGRAM COMPARE NAME
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
OUT=$work "$here/make.sh" "$1" "$3"
if ! "$2" "$work/$3.png" "$here/$3.png"; then
    mkdir -p "$here/../../out/golden" && cp "$work/$3.png" "$here/../../out/golden/$3.png"
    echo "differs from tests/golden/$3.png; what was drawn is in out/golden/$3.png" >&2
    exit 1
fi
