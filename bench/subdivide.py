#!/usr/bin/env python3
"""The same surface with 2, 4 or 8 times the triangles: each triangle is cut at the middle of its longest edge, once to thrice.

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


def halve(positions, normals, indices):
    """Each triangle becomes two. An edge that two triangles cut gets one vertex, so that the surface stays whole; one that
    only one of them cuts leaves three points on a line, without a gap."""
    middles, out = {}, array.array("I")

    def middle(a, b):
        key = (a, b) if a < b else (b, a)
        if key not in middles:
            middles[key] = len(positions) // 3
            for array_ in (positions, normals):
                if array_:
                    array_.extend(0.5 * (array_[3 * a + k] + array_[3 * b + k]) for k in range(3))
        return middles[key]

    def length(a, b):
        return sum((positions[3 * a + k] - positions[3 * b + k]) ** 2 for k in range(3))

    for i in range(0, len(indices), 3):
        corners = [indices[i + k] for k in range(3)]
        k = max(range(3), key=lambda e: length(corners[e], corners[(e + 1) % 3]))
        a, b, c = corners[k], corners[(k + 1) % 3], corners[(k + 2) % 3]
        m = middle(a, b)
        out.extend((a, m, c, m, b, c))
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
            reach = times
            while reach > 1:
                indices = halve(positions, normals, indices)
                reach //= 2
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
