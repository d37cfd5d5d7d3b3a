#!/usr/bin/python3
"""Measures the reference meshes: centre and half extents of every whole structure (assets/atlas/figures.json).

    tools/measure_figures.py [REFERENCE] > assets/atlas/figures.json

REFERENCE (default ../shared/reference) holds structures.csv and a folder of binary glTF files. Only these figures enter the
repository, never a mesh. Frame: see docs/data.md; file (x, y, z) in mm, Z up, becomes (x, z, -y) from the point midway
between the hip-joint centres. Needs python3-numpy.
"""
import csv
import json
import pathlib
import struct
import sys

import numpy

HIPS = numpy.array([[80.5, -92.9, 820.0], [-81.5, -93.0, 820.1]])  # sphere fits to the femoral heads, file frame
ORIGIN = HIPS.mean(axis=0)
COMPONENTS = {"SCALAR": 1, "VEC3": 3}
TYPES = {5121: "u1", 5123: "<u2", 5125: "<u4", 5126: "<f4"}


def read_glb(path):
    """The JSON and the binary chunk of a binary glTF file."""
    data = path.read_bytes()
    if data[:4] != b"glTF":
        raise ValueError(f"{path}: not binary glTF")
    chunks, at = {}, 12
    while at + 8 <= len(data):
        size, kind = struct.unpack_from("<I4s", data, at)
        chunks[kind] = data[at + 8 : at + 8 + size]
        at += 8 + size
    return json.loads(chunks[b"JSON"]), chunks.get(b"BIN\0", b"")


def accessor(gltf, binary, index):
    a = gltf["accessors"][index]
    view = gltf["bufferViews"][a["bufferView"]]
    width = COMPONENTS[a["type"]]
    kind = numpy.dtype(TYPES[a["componentType"]])
    start = view.get("byteOffset", 0) + a.get("byteOffset", 0)
    stride = view.get("byteStride", kind.itemsize * width)
    rows = numpy.ndarray((a["count"], width), kind, binary, start, (stride, kind.itemsize))
    return numpy.array(rows, dtype=float if kind.kind == "f" else int)


def node_matrix(node):
    if "matrix" in node:
        return numpy.array(node["matrix"], dtype=float).reshape(4, 4).T
    x, y, z, w = node.get("rotation", [0, 0, 0, 1])
    turn = numpy.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    matrix = numpy.eye(4)
    matrix[:3, :3] = turn * numpy.array(node.get("scale", [1, 1, 1]), dtype=float)
    matrix[:3, 3] = node.get("translation", [0, 0, 0])
    return matrix


def mesh(path):
    """Vertices (file frame, the node's own transform applied) and triangles of one file."""
    gltf, binary = read_glb(path)
    points, triangles, count = [], [], 0

    def visit(index, outer):
        nonlocal count
        node = gltf["nodes"][index]
        matrix = outer @ node_matrix(node)
        if "mesh" in node:
            for part in gltf["meshes"][node["mesh"]]["primitives"]:
                own = accessor(gltf, binary, part["attributes"]["POSITION"])
                points.append(own @ matrix[:3, :3].T + matrix[:3, 3])
                triangles.append(accessor(gltf, binary, part["indices"]).reshape(-1, 3) + count)
                count += len(own)
        for child in node.get("children", []):
            visit(child, matrix)

    for root in gltf["scenes"][gltf.get("scene", 0)]["nodes"]:
        visit(root, numpy.eye(4))
    return numpy.vstack(points), numpy.vstack(triangles)


def structures(reference):
    """id -> (vertices in the model frame in mm, triangles), defective files repaired as structures.csv says."""
    files = {p.name: p for p in reference.rglob("*.glb")}
    for row in csv.DictReader((reference / "structures.csv").open()):
        points, triangles = mesh(files[row["file"]])
        if row["scale"]:
            points = points * float(row["scale"]) + [float(row[k]) for k in ("dx", "dy", "dz")]
        points = points - ORIGIN
        yield row["id"], points[:, [0, 2, 1]] * [1, 1, -1], triangles


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    reference = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else here.parent / "shared" / "reference"
    if not (reference / "structures.csv").exists():
        sys.exit(f"{reference}: no structures.csv there; give the folder of the reference meshes")
    rows = []
    for name, points, _ in structures(reference):
        low, high = points.min(axis=0), points.max(axis=0)
        centre, half = (low + high) / 2, (high - low) / 2
        show = lambda v: "[" + ", ".join(f"{x:.1f}" for x in v) + "]"
        rows.append(f'  {{"id": "{name}", "centre_mm": {show(centre)}, "half_mm": {show(half)}}}')
    print('{ "conf": "A", "sources": [85],\n  "figures": [\n' + ",\n".join(rows) + "\n] }")


if __name__ == "__main__":
    main()
