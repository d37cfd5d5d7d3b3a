"""Python's door to native.c: compiled on first use into the folder for results."""
import ctypes
import os
import subprocess

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..")
SOURCES = [os.path.join(HERE, "native.c")] + [os.path.join(ROOT, "src", p) for p in
                                              ("body/field.c", "body/balls.c", "base/mem.c", "base/maths.c")]
_library = None
_guess = {}  # the last answer for so many points: the same points a step later mostly have the same figure


def library(folder):
    global _library
    if _library is None:
        path = os.path.abspath(os.path.join(folder, "native.so"))
        if not os.path.exists(path) or os.path.getmtime(path) < max(map(os.path.getmtime, SOURCES)):
            subprocess.check_call(["cc", "-std=c11", "-D_GNU_SOURCE", "-O3", "-march=native", "-fno-math-errno", "-fPIC", "-shared",
                                   "-I", os.path.join(ROOT, "include"), "-I", os.path.join(ROOT, "src", "body"), "-o", path]
                                  + SOURCES + ["-lm"])
        _library = ctypes.CDLL(path)
    return _library


def _pointer(array):
    return array.ctypes.data_as(ctypes.c_void_p)


def _nearest(lib, balls, figures, points, grid):
    b, f, p = (np.ascontiguousarray(a, t) for a, t in ((balls, np.float32), (figures, np.int32), (points, np.float32)))
    n = len(p)
    d, k = np.empty(n, np.float32), _guess.get(n, np.full(n, -1, np.int32))
    i, w = np.empty((n, 3), np.int32), np.empty((n, 3), np.float32)
    lib.fit_nearest(_pointer(b), len(b), _pointer(f), len(f), ctypes.c_float(grid), _pointer(p), n, _pointer(d),
                    _pointer(k), _pointer(i), _pointer(w))
    _guess.clear()
    _guess[n] = k
    return d, k.copy(), i, w


def nearest_figure(lib, balls, figures, points, grid):
    """Index of the nearest figure of each point."""
    return _nearest(lib, balls, figures, points, grid)[1]


def nearest(lib, balls, figures, points, grid):
    """Distance of each point to the union of the figures -> (distance n, balls n x 3, weights n x 3, normals n x 3)."""
    d, _, i, w = _nearest(lib, balls, figures, points, grid)
    w = np.where(i < 0, 0, w).astype(float)
    i = np.where(i < 0, 0, i)
    away = points - np.einsum("nk,nkd->nd", w, np.asarray(balls)[i, :3])
    return d.astype(float), i, w, away / (np.linalg.norm(away, axis=1, keepdims=True) + 1e-9)


def crossings(lib, vertices, triangles, lo, step, shape):
    """Winding number of each grid point along the last axis, and whether the line's crossings add up to nothing."""
    v, t, o = np.ascontiguousarray(vertices, float), np.ascontiguousarray(triangles, np.int32), np.ascontiguousarray(lo, float)
    count = np.zeros((shape[0], shape[1], shape[2] + 1), np.int32)
    lib.fit_crossings(_pointer(v), _pointer(t), len(t), _pointer(o), ctypes.c_double(step), *map(int, shape), _pointer(count))
    total = np.cumsum(count, 2)
    return total[:, :, :-1], total[:, :, -1:] == 0
