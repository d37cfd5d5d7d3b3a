#!/bin/sh
# Draws the pictures of README.md and docs/ anew, all from the command line: docs/pictures.sh PROGRAM
set -eu
out=$(cd "$(dirname "$0")" && pwd)/pictures
mkdir -p "$out"
"$1" render --size 1280x720 --depth 4 -o "$out/reflected.png"
"$1" render --size 1024x576 --depth 4 --labels all -o "$out/labels.png"
