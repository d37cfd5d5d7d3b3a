"""A reference mesh in the model frame, and its signed distance."""
import csv
import json
import os
import struct

import numpy as np
from scipy.ndimage import map_coordinates
from scipy.spatial import cKDTree

import native

ORIGIN = np.array([-0.5, -93.0, 820.1])  # midway between the hip joints, in the reference's frame, mm
REACH = 16.0                             # distances are right up to here, mm


def rows(folder):
    with open(os.path.join(folder, "structures.csv")) as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def _accessor(doc, blob, index):
    a = doc["accessors"][index]
    view = doc["bufferViews"][a["bufferView"]]
    kind = {5126: np.float32, 5125: np.uint32, 5123: np.uint16}[a["componentType"]]
    width = {"SCALAR": 1, "VEC3": 3}[a["type"]]
    start = view.get("byteOffset", 0) + a.get("byteOffset", 0)
    return np.frombuffer(blob, kind, a["count"] * width, start).reshape(-1, width)


def read_glb(path):
    """The first mesh of a binary glTF file with its node's rotation -> vertices, triangles."""
    with open(path, "rb") as file:
        raw = file.read()
    length = struct.unpack_from("<I", raw, 12)[0]
    doc, blob = json.loads(raw[20:20 + length]), raw[28 + length:]
    node = next(n for n in doc["nodes"] if "mesh" in n)
    part = doc["meshes"][node["mesh"]]["primitives"][0]
    v = _accessor(doc, blob, part["attributes"]["POSITION"]).astype(float) * np.array(node.get("scale", [1, 1, 1]))
    q = np.array(node.get("rotation", [0, 0, 0, 1]))
    t = 2 * np.cross(q[:3], v)
    return v + q[3] * t + np.cross(q[:3], t) + np.array(node.get("translation", [0, 0, 0])), \
        _accessor(doc, blob, part["indices"]).reshape(-1, 3).astype(np.int32)


def load(folder, row):
    """One structure in millimetres, in the model's axes and origin, repaired as structures.csv says."""
    v, f = read_glb(os.path.join(folder, "bodyparts3d", row["file"]))
    v = v * float(row["scale"] or 1) + np.array([float(row[k] or 0) for k in ("dx", "dy", "dz")]) - ORIGIN
    return np.stack([v[:, 0], v[:, 2], -v[:, 1]], 1), f


def surface_points(v, f, rng=None, count=150000):
    """Points spread evenly over a mesh, and the outward normals there."""
    rng = rng or np.random.default_rng(1)
    a, b, c = v[f[:, 0]], v[f[:, 1]], v[f[:, 2]]
    cross = np.cross(b - a, c - a)
    area = np.linalg.norm(cross, axis=1)
    pick = rng.choice(len(f), count, p=area / area.sum())
    r, t = np.sqrt(rng.random(count))[:, None], rng.random(count)[:, None]
    if np.einsum("ij,ij->i", a, cross).sum() < 0:
        cross = -cross
    return a[pick] * (1 - r) + b[pick] * (r * (1 - t)) + c[pick] * (r * t), cross[pick] / (area[pick, None] + 1e-12)


class Reference:
    """Signed distance of a mesh between two heights: sign by counting crossings along three axes (the meshes have
    small gaps; two axes outvote a bad one), magnitude from dense samples of the surface."""

    def __init__(self, lib, v, f, step=1.5, low=None, high=None):
        self.vertices, self.triangles, self.step = v, f, step
        self.low, self.high = -1e9 if low is None else low, 1e9 if high is None else high
        self.lo = v.min(0) - 14.013
        self.lo[1] = max(self.lo[1], self.low - 6)
        top = v.max(0) + 14
        top[1] = min(top[1], self.high + 6)
        self.shape = np.ceil((top - self.lo) / step).astype(int) + 1
        self.inside = self._inside(lib)
        self._sample(np.random.default_rng(1))
        index = np.indices(self.shape).reshape(3, -1).T
        self.points = self.lo + step * index
        d, _ = self.tree.query(self.points, distance_upper_bound=REACH)
        d[~np.isfinite(d)] = REACH
        self.signed = np.where(self.inside.ravel(), -1, 1) * d
        self.field = self.signed.reshape(self.shape)
        self.within = (self.points[:, 1] > self.low + 3) & (self.points[:, 1] < self.high - 3)

    def _inside(self, lib):
        votes, weight = np.zeros(self.shape), np.zeros(self.shape)
        for axis in range(3):
            order = [(axis + 1) % 3, (axis + 2) % 3, axis]
            winding, sound = native.crossings(lib, self.vertices[:, order], self.triangles, self.lo[order], self.step, self.shape[order])
            back = np.argsort(order)
            trust = np.broadcast_to(np.where(sound, 1, .05), winding.shape)
            votes += np.transpose((winding != 0) * trust, back)
            weight += np.transpose(trust, back)
        return votes / weight > .5

    def _sample(self, rng):
        s, n = surface_points(self.vertices, self.triangles, rng)
        keep = (s[:, 1] > self.low) & (s[:, 1] < self.high)
        self.surface, self.normals = s[keep], n[keep]
        self.tree = cKDTree(self.surface)

    def spare(self, places):
        """Takes balls (x, y, z, r) out of the solid: room for a vessel that the reference does not hold."""
        places = np.array(places, float)
        tree = cKDTree(places[:, :3])
        cut = lambda points: (lambda d, k: places[k, 3] - d)(*tree.query(points))
        turns = np.random.default_rng(4).normal(size=(len(places), 400, 3))
        turns /= np.linalg.norm(turns, axis=2)[..., None]
        wall = (places[:, None, :3] + turns * places[:, None, 3:]).reshape(-1, 3)
        wall = wall[(self(wall) < 0) & (cut(wall) < .01)]
        self.surface = np.vstack([self.surface[cut(self.surface) < 0], wall])
        self.tree = cKDTree(self.surface)
        d, _ = self.tree.query(self.points, distance_upper_bound=REACH)
        self.inside &= (cut(self.points) < 0).reshape(self.shape)
        self.signed = np.where(self.inside.ravel(), -1, 1) * np.minimum(d, REACH)
        self.field = self.signed.reshape(self.shape)

    def __call__(self, points):
        return map_coordinates(self.field, ((points - self.lo) / self.step).T, order=1, mode="nearest")
