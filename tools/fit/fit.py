#!/usr/bin/env python3
"""fit.py [--reference DIR] [--out DIR] STRUCTURE... : fits structures of structures.json and writes STRUCTURE.body each.

A fit takes 10 to 70 seconds. The table it writes is a start: look at the result, name landmarks, then put it under
assets/body."""
import argparse
import json
import os
import time

import numpy as np
from scipy.spatial import cKDTree

import bone
import native
import reference
import sheet
import table

HERE = os.path.dirname(os.path.abspath(__file__))


def bones_surface(rows, folder, bones):
    """A tree over points of these bones, the normals there."""
    parts = [reference.surface_points(*reference.load(folder, rows[bone])) for bone in bones]
    return cKDTree(np.vstack([p for p, _ in parts])), np.vstack([n for _, n in parts])


def fit_sheet(lib, ref, ident, spec, surface_of):
    rows, columns, steps, grid = spec["rows"], spec["columns"], spec.get("steps", 4), spec.get("grid", 1.5)
    if "insertion" in spec:
        start = sheet.start_lines(ref, rows, columns, spec["origin"], spec["insertion"], spec.get("borders"),
                                   spec.get("stations"))
    else:
        start = sheet.start_auto(ref, rows, columns, spec["origin"][0], spec.get("level", False))
    ends = [(int(row), *surface_of(bones)) for row, bones in spec.get("ground", {}).items()]
    balls = sheet.fit(lib, ref, start, rows, columns, steps, grid, stiff=tuple(spec.get("stiff", (3., .05))), ground=ends,
                      held=spec.get("held", 0.))
    balls[:, 3] += spec.get("swell", 0.)
    return table.sheet_lines(spec.get("word", "sheet"), spec.get("name", "belly"), balls, rows, columns, steps,
                             spec.get("labels", {"0": "origin", "-1": "insertion"}), .75 * grid)


def fit_bone(lib, ref, ident, spec):
    grid = spec.get("grid", 1.)
    balls, figures = bone.fit(lib, ref, spec["balls"], grid)
    return table.bone_lines(balls, figures, spec["landmarks"], spec["parts"], .75 * grid)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", default=os.path.join(HERE, "..", "..", "..", "shared", "reference"))
    parser.add_argument("--specs", default=os.path.join(HERE, "structures.json"))
    parser.add_argument("--out", default="out")
    parser.add_argument("structures", nargs="+")
    options = parser.parse_args()
    os.makedirs(options.out, exist_ok=True)
    lib = native.library(options.out)
    rows = reference.rows(options.reference)
    with open(options.specs) as file:
        specs = json.load(file)
    for ident in options.structures:
        began, spec = time.time(), specs[ident]
        row = rows[ident if ident in rows else ident + "_r"]
        spec["fma"] = row["fma"]
        v, f = reference.load(options.reference, row)
        ref = reference.Reference(lib, v, f, spec.get("field", 1.5), spec.get("low"), spec.get("high"))
        if "spare" in spec:
            ref.spare(spec["spare"])
        body = fit_bone(lib, ref, ident, spec) if "balls" in spec else \
            fit_sheet(lib, ref, ident, spec, lambda bones: bones_surface(rows, options.reference, bones))
        lines = table.head(ident, spec) + [""] + body
        with open(os.path.join(options.out, ident + ".body"), "w") as file:
            file.write("\n".join(lines) + "\n")
        print(f"{ident}: {time.time() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
