#!/bin/sh
# assets/atlas/figures.json is what tools/measure_figures.py measures on the reference meshes.
reference=${HIP_REFERENCE:-../shared/reference}
if [ ! -f "$reference/structures.csv" ]; then
    echo "skipped: there is no $reference/structures.csv (HIP_REFERENCE names the folder of the reference meshes)"
    exit 77
fi
if ! /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
    echo "skipped: /usr/bin/python3 has no numpy (package python3-numpy)"
    exit 77
fi
measured=$(mktemp) || exit 1
trap 'rm -f "$measured"' EXIT
/usr/bin/python3 tools/measure_figures.py "$reference" >"$measured" && diff "$measured" assets/atlas/figures.json
