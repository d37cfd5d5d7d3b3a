"""A bone as balls, edges and slabs: medial balls of the worst places, links that stay inside, least squares, repeat."""
import numpy as np
import scipy.sparse as sp
from scipy.spatial import Delaunay, cKDTree

import native
import solve


def medial_balls(ref, surface, normals, cap=40.):
    """The largest ball inside that touches each surface point, by shrinking (Ma, Bae and Choi, 2012)."""
    radius = np.full(len(surface), cap)
    centre = surface - normals * cap
    active = np.arange(len(surface))
    for _ in range(30):
        d, near = ref.tree.query(centre[active])
        bad = d < radius[active] * .985 - .05
        if not bad.any():
            break
        active, near = active[bad], near[bad]
        e = surface[active] - ref.surface[near]
        slope = 2 * np.einsum("ij,ij->i", normals[active], e)
        r = np.where(slope > 1e-6, np.einsum("ij,ij->i", e, e) / np.maximum(slope, 1e-6), radius[active] * .5)
        radius[active] = np.clip(np.minimum(r, radius[active] * .98), .4, cap)
        centre[active] = surface[active] - normals[active] * radius[active][:, None]
    return np.concatenate([centre, radius[:, None]], 1)


def greedy_cover(balls, surface, count, slack=2.):
    """Indices of the balls that, swollen by `slack`, cover most surface points, chosen one after the other."""
    tree = cKDTree(surface)
    cover = [np.array(tree.query_ball_point(b[:3], b[3] + slack), int) for b in balls]
    gain, left, chosen = np.array([len(c) for c in cover], float), np.ones(len(surface), bool), []
    while len(chosen) < count and left.any():
        i = int(gain.argmax())
        true = left[cover[i]].sum()
        if true < gain[i]:
            gain[i] = true
            continue
        chosen.append(i)
        left[cover[i]] = False
        gain[i] = -1
    return chosen


def _weights(k):
    return np.array([(i, j, k - i - j) for i in range(k + 1) for j in range(k + 1 - i)], float) / k


def _sticks_out(ref, balls, index, weights, own):
    c = np.einsum("kw,nwd->nkd", weights, balls[index])
    out = ref(c[..., :3].reshape(-1, 3)).reshape(c.shape[:2]) + c[..., 3]
    return (out - np.maximum(0, own[index] @ weights.T)).max(1)


def connect(lib, ref, balls, surface, grid, tolerance=1.2):
    """Delaunay links whose interpolated balls stay inside the bone; those that are nowhere the nearest figure go."""
    tetra = np.sort(Delaunay(balls[:, :3]).simplices, 1)
    pairs = np.unique(np.vstack([tetra[:, [i, j]] for i in range(4) for j in range(i + 1, 4)]), axis=0)
    faces = np.unique(np.vstack([np.delete(tetra, i, 1) for i in range(4)]), axis=0)
    own = ref(balls[:, :3]) + balls[:, 3]
    ends = np.stack([np.linspace(0, 1, 9), 1 - np.linspace(0, 1, 9)], 1)
    pairs = pairs[_sticks_out(ref, balls, pairs, ends, own) < tolerance]
    faces = faces[_sticks_out(ref, balls, faces, _weights(6), own) < tolerance]
    have = {tuple(t[k]) for t in faces for k in ([0, 1], [0, 2], [1, 2])}
    figures = [tuple(t) for t in faces] + [(*p, -1) for p in map(tuple, pairs) if p not in have]
    figures = np.array(figures, np.int32)
    for least in (2, 4):
        used = np.bincount(native.nearest_figure(lib, balls, figures, surface, grid), minlength=len(figures))[:len(figures)]
        figures = figures[used >= least]
    lone = sorted(set(range(len(balls))) - set(figures.ravel().tolist()))
    return np.vstack([figures, [(i, -1, -1) for i in lone]]).astype(np.int32) if lone else figures


def refine(lib, ref, balls, figures, iterations, rng, grid, least, robust=3., longest=4.):
    damping = .3
    for it in range(iterations):
        if it % 4 == 0:
            points, wanted, weight = solve.samples(ref, 8000, 6000, rng)
        d, j = solve.distance_rows(lib, balls, figures, points, grid)
        r = d - wanted
        w = weight / np.sqrt(1 + (r / robust) ** 2)
        scale = len(balls) / len(points) * 3
        jw = sp.diags(w) @ j
        h, g = (jw.T @ jw).toarray() * scale, (jw.T @ (r * w)) * scale
        now = np.sum((w * r) ** 2)
        for _ in range(5):
            step = np.clip(np.linalg.solve(h + damping * .05 * np.eye(len(g)), -g), -longest, longest)
            tried = (balls.reshape(-1) + step).reshape(-1, 4)
            tried[:, 3] = np.maximum(tried[:, 3], least)
            if np.sum((w * (native.nearest(lib, tried, figures, points, grid)[0] - wanted)) ** 2) < now:
                balls, damping = tried, max(damping * .4, 1e-2)
                break
            damping *= 4
    return balls


def fit(lib, ref, count, grid, log=print):
    rng = np.random.default_rng(5)
    least = .75 * grid
    pick = rng.choice(len(ref.surface), 6000, replace=False)
    surface = ref.surface[pick]
    medial = medial_balls(ref, surface, ref.normals[pick])
    medial[:, 3] = np.maximum(medial[:, 3], least)
    balls = medial[greedy_cover(medial, surface, int(count * .6))]
    check = ref.surface[rng.choice(len(ref.surface), 9000, replace=False)]
    while True:
        figures = connect(lib, ref, balls, check, grid)
        balls = refine(lib, ref, balls, figures, 6, rng, grid, least)
        figures = connect(lib, ref, balls, check, grid)
        balls = refine(lib, ref, balls, figures, 4, rng, grid, least)
        if len(balls) >= count:
            break
        error = np.abs(native.nearest(lib, balls, figures, surface, grid)[0])
        for _ in range(min(max(8, len(balls) // 5), count - len(balls))):  # medial ball of the worst place, neighbours muted
            i = int(error.argmax())
            balls = np.vstack([balls, [*medial[i, :3], max(medial[i, 3] * .97, least)]])
            error = error * (1 - np.exp(-np.sum((surface - surface[i]) ** 2, 1) / (2 * 9. ** 2)))
        balls[:, :3] += rng.normal(0, .01, (len(balls), 3))  # no two in one place: Delaunay
    for _ in range(3):
        figures = connect(lib, ref, balls, check, grid)
        balls = refine(lib, ref, balls, figures, 10, rng, grid, least)
    log(f"  {len(balls)} balls, {len(figures)} figures, mean {np.abs(native.nearest(lib, balls, figures, surface, grid)[0]).mean():.2f} mm")
    return balls, figures
