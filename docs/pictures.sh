#!/bin/sh
# Draws the pictures of README.md and docs/ anew, all from the command line: docs/pictures.sh PROGRAM
set -eu
out=$(cd "$(dirname "$0")" && pwd)/pictures
mkdir -p "$out"
"$1" render --size 1280x720 --depth 4 -o "$out/reflected.png"
"$1" render --size 1024x576 --depth 4 --labels all -o "$out/labels.png"
"$1" render --size 1024x576 --position side_lying_left --theme light --camera 200,38,2700 -o "$out/side-lying.png"
"$1" render --size 1024x576 --position prone --stroke S04 --time 5 -o "$out/stroke.png"
