#!/usr/bin/env python3
"""How true the built-in body is to the reference: writes it, measures it structure by structure, and holds it to the goal.

usage: measure_body.py PROGRAM [--markdown]

PROGRAM     the built hip-atlas.
--markdown  the table as it stands in docs/body.md.
Exit status: 0 every figure is within its bound, 1 some are not (all are listed), 77 the reference or numpy is not there.
"""
import csv, io, os, subprocess, sys, tempfile

REFERENCE = os.environ.get("HIP_REFERENCE", os.path.join(os.getcwd(), "..", "shared", "reference"))
MEASURE = os.path.join(REFERENCE, "..", "tools", "mesh_distance.py")
MEASURED = 53
MEAN_OF_ALL_MM, MEAN_MM, P95_MM, VOLUME = 0.5, 1.0, 2.5, (0.95, 1.06)


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def measure(program):
    """-> rows of mesh_distance.py as dictionaries, its last line"""
    with tempfile.TemporaryDirectory() as folder:
        model = os.path.join(folder, "hip.glb")
        subprocess.run([program, "body", "-o", model], check=True, stdout=subprocess.DEVNULL)
        done = subprocess.run([sys.executable, MEASURE, model, "--reference", REFERENCE, "--csv"], text=True, capture_output=True)
    if not done.stdout:
        sys.exit(done.stderr)
    *table, summary = done.stdout.splitlines()
    table = [",".join(cell.strip() for cell in line.split(",")) for line in table]
    return list(csv.DictReader(io.StringIO("\n".join(table)))), summary


def offences(rows, summary):
    found = []
    if summary != f"{MEASURED} measured, 0 missing":
        found.append(f"{summary} ({MEASURED} and 0 wanted)")
    for row in rows:
        name, mean = row["structure"], row["mean_mm"]
        if not row["p95_mm"]:
            found.append(f"{name}: {mean}")
        elif name.startswith("ALL"):
            if float(mean) > MEAN_OF_ALL_MM:
                found.append(f"mean of all {mean} mm (at most {MEAN_OF_ALL_MM})")
        else:
            ratio = float(row["volume_ratio"])
            if float(mean) > MEAN_MM:
                found.append(f"{name}: mean {mean} mm (at most {MEAN_MM})")
            if float(row["p95_mm"]) > P95_MM:
                found.append(f"{name}: 95th percentile {row['p95_mm']} mm (at most {P95_MM})")
            if ratio == ratio and not VOLUME[0] <= ratio <= VOLUME[1]:   # nan: compared over a stretch only
                found.append(f"{name}: volume {ratio:.2f} of the reference ({VOLUME[0]} to {VOLUME[1]})")
            if row["closed"] != "True":
                found.append(f"{name}: not closed")
    return found


def print_markdown(rows):
    print("| structure | mean mm | 95th percentile mm | centroid mm | volume ratio |\n|---|---|---|---|---|")
    for row in rows:
        cells = [row[key] or "" for key in ("structure", "mean_mm", "p95_mm", "centroid_mm", "volume_ratio")]
        cells[4] = "" if cells[4] == "nan" else cells[4]
        print("| " + " | ".join(cells) + " |")


def main(argv):
    programs = [a for a in argv if not a.startswith("--")]
    if len(programs) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    if not os.path.exists(os.path.join(REFERENCE, "structures.csv")) or not os.path.exists(MEASURE):
        skip("no reference meshes")
    try:
        import numpy, scipy  # noqa: F401  what the measuring tool needs
    except ImportError:
        skip("python3-numpy and python3-scipy are not installed")
    rows, summary = measure(programs[0])
    if "--markdown" in argv:
        print_markdown(rows)
    else:
        for row in rows:
            print("  ".join((cell or "").rjust(10) if i else cell.ljust(26) for i, cell in enumerate(row.values())))
        print(summary)
    found = offences(rows, summary)
    for line in found:
        print("OFF:", line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
