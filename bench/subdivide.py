#!/usr/bin/env python3
"""The same surface with 2, 4 or 8 times the triangles, without a gap and without a vertex in the middle of a neighbour's edge.

usage: subdivide.py MODEL.glb OUT.glb TIMES

Reads binary glTF whose primitives are indexed triangles with float positions (and normals, which are kept).
"""
import array, json, struct, sys

SIZES = {5121: ("B", 1), 5123: ("H", 2), 5125: ("I", 4), 5126: ("f", 4)}
PARTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4}


def read(path):
    data = open(path, "rb").read()
    size = struct.unpack_from("<I", data, 12)[0]
    return json.loads(data[20:20 + size]), data[20 + size + 8:]


def values(gltf, binary, index):
    accessor = gltf["accessors"][index]
    view = gltf["bufferViews"][accessor["bufferView"]]
    letter, _ = SIZES[accessor["componentType"]]
    count = accessor["count"] * PARTS[accessor["type"]]
    out = array.array(letter)
    start = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
    out.frombytes(binary[start:start + count * out.itemsize])
    return out


class Middles:
    """One new vertex for each edge between two vertices, half way."""

    def __init__(self, positions, normals):
        self.arrays, self.made = [a for a in (positions, normals) if a], {}
        self.positions = positions

    def add(self, corners):
        for array_ in self.arrays:
            array_.extend(sum(array_[3 * v + k] for v in corners) / len(corners) for k in range(3))
        return len(self.positions) // 3 - 1

    def of(self, a, b):
        key = (a, b) if a < b else (b, a)
        if key not in self.made:
            self.made[key] = self.add(key)
        return self.made[key]


def quarter(positions, normals, indices):
    """Each triangle becomes four: every edge is cut, so that neighbours meet."""
    middles, out = Middles(positions, normals), array.array("I")
    for i in range(0, len(indices), 3):
        a, b, c = indices[i:i + 3]
        ab, bc, ca = middles.of(a, b), middles.of(b, c), middles.of(c, a)
        out.extend((a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca))
    return out


def shared_edges(positions, indices):
    """Longest first, as lists of (triangle, corner where the edge starts). By places: vertices may differ in normals."""
    places, edges = {}, {}
    place = [places.setdefault(tuple(positions[3 * v:3 * v + 3]), v) for v in range(len(positions) // 3)]
    for i in range(0, len(indices), 3):
        for k in range(3):
            a, b = place[indices[i + k]], place[indices[i + (k + 1) % 3]]
            edges.setdefault((a, b) if a < b else (b, a), []).append((i, k))

    def length(edge):
        return sum((positions[3 * edge[0] + k] - positions[3 * edge[1] + k]) ** 2 for k in range(3))

    return [edges[edge] for edge in sorted(edges, key=length, reverse=True)]


def halve(positions, normals, indices):
    """Twice as many: triangles in pairs are cut at the middle of the edge they share. Of those that find no partner every
    second one gets a vertex in its own middle and becomes three. So no vertex lies on a neighbour's edge."""
    cut = {}
    for users in shared_edges(positions, indices):
        if len(users) <= 2 and not any(i in cut for i, _ in users):
            cut.update(users)
    middles, out, alone = Middles(positions, normals), array.array("I"), 0
    for i in range(0, len(indices), 3):
        k = cut.get(i, 0)
        a, b, c = (indices[i + (k + e) % 3] for e in range(3))
        if i in cut:
            m = middles.of(a, b)
            out.extend((a, m, c, m, b, c))
            continue
        alone += 1
        if alone % 2:
            m = middles.add((a, b, c))
            out.extend((a, b, m, b, c, m, c, a, m))
        else:
            out.extend((a, b, c))
    return out


def main():
    source, target, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    gltf, binary = read(source)
    blob, views, accessors = bytearray(), [], []

    def store(data, kind, component, bounds=False):
        while len(blob) % 4:
            blob.append(0)
        views.append({"buffer": 0, "byteOffset": len(blob), "byteLength": len(data) * data.itemsize})
        blob.extend(data.tobytes())
        accessor = {"bufferView": len(views) - 1, "componentType": component, "type": kind, "count": len(data) // PARTS[kind]}
        if bounds:
            accessor["min"] = [min(data[k::3]) for k in range(3)]
            accessor["max"] = [max(data[k::3]) for k in range(3)]
        accessors.append(accessor)
        return len(accessors) - 1

    for mesh in gltf["meshes"]:
        for primitive in mesh["primitives"]:
            attributes = primitive["attributes"]
            positions = values(gltf, binary, attributes["POSITION"])
            normals = values(gltf, binary, attributes["NORMAL"]) if "NORMAL" in attributes else array.array("f")
            indices = array.array("I", values(gltf, binary, primitive["indices"]))
            if times >= 4:
                indices = quarter(positions, normals, indices)
            if times in (2, 8):
                indices = halve(positions, normals, indices)
            primitive["attributes"] = {"POSITION": store(positions, "VEC3", 5126, True)}
            if normals:
                primitive["attributes"]["NORMAL"] = store(normals, "VEC3", 5126)
            primitive["indices"] = store(indices, "SCALAR", 5125)
    while len(blob) % 4:
        blob.append(0)
    gltf["accessors"], gltf["bufferViews"], gltf["buffers"] = accessors, views, [{"byteLength": len(blob)}]
    text = json.dumps(gltf).encode()
    text += b" " * (-len(text) % 4)
    with open(target, "wb") as out:
        out.write(struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(blob)))
        out.write(struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(blob), b"BIN\0") + blob)


if __name__ == "__main__":
    main()
