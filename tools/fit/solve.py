"""What sheets and bones share: residuals of a union of figures against a reference, and one damped step."""
import numpy as np
import scipy.sparse as sp

import native


def samples(ref, surface_count, volume_count, rng, band=13.):
    """Points with the distance wanted there and a weight: on the surface, around it, inside it."""
    s = ref.surface[rng.choice(len(ref.surface), surface_count)]
    out = np.where((ref.signed > .8) & (ref.signed < band) & ref.within)[0]
    inn = np.where((ref.signed < -.8) & ref.within)[0]
    out = rng.choice(out, volume_count)
    inn = rng.choice(inn, min(len(inn), volume_count // 2), replace=False)
    points = np.vstack([s, ref.points[out], ref.points[inn]])
    wanted = np.concatenate([np.zeros(len(s)), ref.signed[out], ref.signed[inn]])
    weight = np.concatenate([np.ones(len(s)), np.full(len(out), .5), np.full(len(inn), .35)])
    return points, wanted, weight


def distance_rows(lib, balls, figures, points, grid):
    """Distances, and their derivative by every ball (envelope theorem: d/dc = -w n, d/dr = -w)."""
    d, index, w, normal = native.nearest(lib, balls, figures, points, grid)
    n = len(points)
    by = -np.concatenate([normal, np.ones((n, 1))], 1)
    columns = (4 * index[:, :, None] + np.arange(4)).reshape(-1)
    values = (w[:, :, None] * by[:, None, :]).reshape(-1)
    return d, sp.csr_matrix((values, (np.repeat(np.arange(n), 12), columns)), shape=(n, 4 * len(balls)))


def protrusion_rows(ref, balls):
    """Every ball must lie inside the reference: max(0, signed distance of its centre + r), right at any distance.
    Without it flaps wander off where no sample sees them."""
    d, near = ref.tree.query(balls[:, :3])
    cell = np.round((balls[:, :3] - ref.lo) / ref.step).astype(int)
    known = ((cell >= 0) & (cell < ref.shape)).all(1)
    sign = np.ones(len(balls))
    sign[known] = np.where(ref.inside[tuple(cell[known].T)], -1., 1.)
    sign = np.where((balls[:, 1] < ref.low) | (balls[:, 1] > ref.high), -1., sign)  # beyond the stretch that is compared
    r = np.maximum(0, sign * d + balls[:, 3] - .3)
    r[(balls[:, 1] < ref.low + 8) | (balls[:, 1] > ref.high - 8)] = 0
    by = np.concatenate([(balls[:, :3] - ref.surface[near]) / (d[:, None] + 1e-9) * sign[:, None], np.ones((len(balls), 1))], 1)
    by *= (r > 0)[:, None]
    k = np.arange(len(balls))
    return r, sp.csr_matrix((by.ravel(), (np.repeat(k, 4), np.arange(4 * len(balls)))), shape=(len(balls), 4 * len(balls)))


def robust_weights(residual, wanted, weight, width):
    """Outliers on and in the reference count less; what lies where there should be nothing counts in full."""
    stray = (wanted > .5) & (residual < 0)
    return np.where(stray, weight, weight / np.sqrt(1 + (residual / width) ** 2))
