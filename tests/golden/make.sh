#!/bin/sh
# Draws the golden pictures anew: tests/golden/make.sh PROGRAM [NAME]. With OUT set, there instead of here.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${OUT:-$here}
grep -v '^#' "$here/views" | while IFS='|' read -r name options; do
    name=$(echo "$name" | tr -d ' ')
    if [ -z "${2:-}" ] || [ "$2" = "$name" ]; then
        # shellcheck disable=SC2086 # the options are words
        "$1" render --size 640x360 $options -o "$out/$name.png"
    fi
done
