"""A muscle as a grid of balls: start from coordinates through its inside, then least squares."""
import numpy as np
import scipy.sparse as sp
import scipy.sparse.csgraph as graph
import scipy.sparse.linalg as linalg
from scipy.spatial import cKDTree

import solve

ENDS_AT_MM = .5    # an end row lies as near as this to its bone
ENDS_IN_MM = 1.    # and the middles of its balls no deeper than this in it
HELD_BETWEEN = .1  # the pull on other rows, as a share of that on the end rows
ENDS_WEIGHT = 10.  # against the thousands of points that draw it to the reference


def spline_matrix(count, steps):
    """Catmull-Rom weights, ends by reflection: as src/body/balls.c subdivides."""
    m = (count - 1) * steps + 1
    out = np.zeros((m, count))
    for i in range(m):
        j = min(i // steps, count - 2)
        t = i / steps - j
        weights = (-.5 * t + t * t - .5 * t ** 3, 1 - 2.5 * t * t + 1.5 * t ** 3, .5 * t + 2 * t * t - 1.5 * t ** 3, -.5 * t * t + .5 * t ** 3)
        for q, w in zip(range(j - 1, j + 3), weights):
            if q < 0:
                out[i, 0] += 2 * w
                out[i, 1] -= w
            elif q >= count:
                out[i, -1] += 2 * w
                out[i, -2] -= w
            else:
                out[i, q] += w
    return out


def slabs(rows, columns, balls):
    """Two slabs a cell, split along the shorter diagonal: as src/body/balls.c does."""
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    a = (i * columns + j).ravel()
    b, d, c = a + 1, a + columns, a + columns + 1
    p = balls[:, :3]
    first = np.linalg.norm(p[a] - p[c], axis=1) <= np.linalg.norm(p[b] - p[d], axis=1)
    one = np.where(first[:, None], np.stack([a, b, c], 1), np.stack([a, b, d], 1))
    two = np.where(first[:, None], np.stack([a, c, d], 1), np.stack([b, c, d], 1))
    return np.vstack([one, two]).astype(np.int32)


def _laplacian(points, step):
    pairs = cKDTree(points).query_pairs(step * 1.75, output_type="ndarray")
    n = len(points)
    a = sp.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    a = (a + a.T).tocsr()
    return a, sp.diags(np.asarray(a.sum(1)).ravel()) - a


def longest_way(points, step):
    """Places 0..1 along the longest way through a cloud of grid points (first Laplacian eigenvector), for its largest piece."""
    a, _ = _laplacian(points, step)
    piece = graph.connected_components(a, False)[1]
    keep = np.where(piece == np.bincount(piece).argmax())[0]
    if len(keep) < 4:
        return keep, np.linspace(0, 1, len(keep))
    _, lap = _laplacian(points[keep], step)
    if len(keep) < 400:
        x = np.linalg.eigh(lap.toarray())[1][:, 1]
    else:
        values, vectors = linalg.eigsh(lap.tocsc().astype(float), k=2, sigma=-1e-4)
        x = vectors[:, np.argsort(values)[1]]
    y = np.where(x < 0, x / -x.min(), x / x.max())
    return keep, np.arccos(np.clip(-y, -1, 1)) / np.pi


def line_distance(points, line):
    best = np.full(len(points), 1e9)
    line = np.array(line, float)
    if len(line) == 1:
        return np.linalg.norm(points - line[0], axis=1)
    for a, b in zip(line[:-1], line[1:]):
        t = np.clip((points - a) @ (b - a) / max((b - a) @ (b - a), 1e-9), 0, 1)[:, None]
        best = np.minimum(best, np.linalg.norm(points - a - t * (b - a), axis=1))
    return best


def harmonic(points, step, zero, one):
    """Solves Laplace's equation inside with 0 at the points nearest to one line and 1 nearest to the other."""
    _, lap = _laplacian(points, step)
    lap = (lap + 1e-9 * sp.eye(len(points))).tocsr()
    value = np.full(len(points), np.nan)
    for target, line in ((0., zero), (1., one)):
        for k in range(len(line)):
            part = [line[k]] if k + 1 == len(line) else _between(line[k], line[k + 1], 12)
            for p in part:
                near = np.argsort(np.linalg.norm(points - np.array(p), axis=1))[:6]
                value[near] = target
    free = np.isnan(value)
    value[free] = linalg.spsolve(lap[free][:, free].tocsc(), -lap[free][:, ~free] @ value[~free])
    return value


def even(points, step, zero, one):
    """Share of the shortest way inside from one line that leads on to the other: stations of equal length, also where a
    broad muscle ends in a narrow tendon and harmonic coordinates crowd."""
    pairs = cKDTree(points).query_pairs(step * 1.75, output_type="ndarray")
    lengths = np.linalg.norm(points[pairs[:, 0]] - points[pairs[:, 1]], axis=1)
    net = sp.coo_matrix((lengths, (pairs[:, 0], pairs[:, 1])), shape=(len(points), len(points))).tocsr()
    ways = []
    for line in (zero, one):
        near = line_distance(points, line)
        ways.append(graph.dijkstra(net, False, np.where(near < near.min() + 1.5 * step)[0], min_only=True))
    return ways[0] / np.maximum(ways[0] + ways[1], 1e-9)


def _between(a, b, count):
    a, b = np.array(a, float), np.array(b, float)
    return [a + (b - a) * t for t in np.linspace(0, 1, count)]


def _inner_points(ref, most=14000):
    volume, stride = ref.inside.sum() * ref.step ** 3, 1
    while volume / (ref.step * stride) ** 3 > most:
        stride += 1
    inside = ref.inside[::stride, ::stride, ::stride]
    points = ref.lo + ref.step * stride * np.argwhere(inside)
    depth = -ref.field[::stride, ::stride, ::stride][inside]
    keep = (points[:, 1] > ref.low) & (points[:, 1] < ref.high)
    return points[keep], depth[keep], ref.step * stride


def _ball(points, depth):
    return [*np.average(points, axis=0, weights=np.maximum(depth, .1) ** 2), max(depth.max() * .8, .9)]


def _level(points, u):
    """A slice of a long muscle is longer than it is wide: pressed flat along u, its longest way runs across."""
    turn = u - u.mean()
    return points - np.outer(turn, turn @ points / max(turn @ turn, 1e-12))


def start_auto(ref, rows, columns, origin, level=False):
    """u along the longest way, from the end that is near `origin`; v along the longest way across each station."""
    points, depth, step = _inner_points(ref)
    keep, u = longest_way(points, step)
    points, depth, o = points[keep], depth[keep], np.array(origin, float)
    if np.linalg.norm(points[u < .1].mean(0) - o) > np.linalg.norm(points[u > .9].mean(0) - o):
        u = 1 - u
    out, before = np.zeros((rows, columns, 4)), None
    for i in range(rows):
        lo, hi = i / rows, (i + 1) / rows
        while ((u >= lo) & (u <= hi)).sum() < 8 * columns:
            lo, hi = lo - .01, hi + .01
        q = (u >= lo) & (u <= hi)
        slice_points, slice_depth = points[q], depth[q]
        keep, v = longest_way(_level(slice_points, u[q]) if level else slice_points, step)
        slice_points, slice_depth = slice_points[keep], slice_depth[keep]
        across = slice_points[v > .8].mean(0) - slice_points[v < .2].mean(0)
        if before is not None and across @ before < 0:
            v, across = 1 - v, -across
        before = across
        for j in range(columns):
            a, b = j / columns, (j + 1) / columns
            while ((v >= a) & (v <= b)).sum() < 3:
                a, b = a - .02, b + .02
            k = (v >= a) & (v <= b)
            out[i, j] = _ball(slice_points[k], slice_depth[k])
    return out.reshape(-1, 4)


def along(line, shares):
    """Places at the shares of a line's length, or so many at equal shares."""
    line = np.array(line, float)
    shares = np.linspace(0, 1, shares) if isinstance(shares, int) else np.array(shares)
    if len(line) == 1:
        return np.repeat(line, len(shares), 0)
    at = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    return np.stack([np.interp(shares * at[-1], at, line[:, k]) for k in range(3)], 1)


def start_lines(ref, rows, columns, origin, insertion, borders=None, stations=None):
    """u between the named origin and insertion lines, v between the two free borders that join their ends: harmonic, the
    borders straight, or where the borders are named too even, the end rows on their lines and the others at `stations`,
    shares of each column's length (else equal)."""
    points, depth, step = _inner_points(ref)
    piece = graph.connected_components(_laplacian(points, step)[0], False)[1]
    keep = piece == np.bincount(piece).argmax()
    points, depth = points[keep], depth[keep]
    way, (first, last) = (even, borders) if borders else (harmonic, ([], []))
    u = way(points, step, origin, insertion)
    v = way(points, step, [origin[0], *first, insertion[0]], [origin[-1], *last, insertion[-1]])
    out = np.zeros((rows, columns, 4))
    for i in range(rows):
        for j in range(columns):
            far = ((u - (i + .5) / rows) * rows) ** 2 + ((v - (j + .5) / columns) * columns) ** 2
            k = np.argsort(far)[:max(12, len(points) // (rows * columns * 2))]
            out[i, j] = _ball(points[k], depth[k])
    if borders:
        out[0, :, :3], out[-1, :, :3] = along(origin, columns), along(insertion, columns)
        for j in range(columns):
            out[:, j, :3] = along(out[:, j, :3], stations or rows)
    return out.reshape(-1, 4)


def _second_differences(rows, columns):
    lines = []
    for i in range(rows):
        for j in range(columns):
            at = i * columns + j
            if 0 < i < rows - 1:
                lines.append((at - columns, at, at + columns))
            if 0 < j < columns - 1:
                lines.append((at - 1, at, at + 1))
    d = np.zeros((len(lines), rows * columns))
    for k, (a, b, c) in enumerate(lines):
        d[k, a], d[k, b], d[k, c] = 1, -2, 1
    return np.kron(d, np.eye(4))


def ground_rows(balls, ends, within):
    """What holds an end on its bone: every ball of an end row must reach the bone's surface, and its middle must not be
    buried in the bone, which takes that away. `ends`: the row's balls, a tree over points of the bone, their normals;
    `within`: the heights that are compared."""
    r, parts = [], []
    for index, tree, normals in ends:
        d, near = tree.query(balls[index, :3])
        away = (balls[index, :3] - tree.data[near]) / (d[:, None] + 1e-9)
        height = np.where(np.einsum("ij,ij->i", away, normals[near]) < 0, -d, d)
        gap = np.maximum(0, height - balls[index, 3] - ENDS_AT_MM)
        deep = np.maximum(0, -ENDS_IN_MM - height)
        by = np.concatenate([away, -1.0 * (gap > 0)[:, None]], 1) * ((gap > 0) | (deep > 0))[:, None]
        compared = (balls[index, 1] > within[0]) & (balls[index, 1] < within[1])
        columns = (4 * index[:, None] + np.arange(4)).ravel()
        parts.append(sp.csr_matrix(((ENDS_WEIGHT * by * compared[:, None]).ravel(), (np.repeat(np.arange(len(index)), 4), columns)),
                                   shape=(len(index), balls.size)))
        r.append(ENDS_WEIGHT * (gap + deep) * compared)
    return np.concatenate(r), sp.vstack(parts)


def fit(lib, ref, control, rows, columns, steps, grid, iterations=36, stiff=(3., .05), least=None, ground=(), held=0.):
    """Levenberg-Marquardt over the written balls; stiffness against crumpling falls as the fit settles. `ground`: an
    end row's number, a tree over points of the bone that it must reach, their normals. `held`: the pull of the end rows,
    and weaker of all others, to where they start, for nothing else keeps rows from sliding along the muscle."""
    rng = np.random.default_rng(3)
    least = .75 * grid if least is None else least
    basis = np.kron(spline_matrix(rows, steps), spline_matrix(columns, steps))
    spread = sp.kron(sp.csr_matrix(basis), sp.eye(4)).tocsr()
    bend = _second_differences(rows, columns)
    m, n = (rows - 1) * steps + 1, (columns - 1) * steps + 1
    damping = 1.
    ends = [(row % rows * steps * n + np.arange(n), tree, normals) for row, tree, normals in ground]
    within = (ref.low, ref.high)
    begun, hold = control.reshape(-1).copy(), np.zeros((rows, columns, 4))
    hold[..., :3] = held * HELD_BETWEEN
    hold[[0, -1], :, :3] = held
    hold = hold.reshape(-1)

    def bound(c):
        return soft * np.sum((bend @ c) ** 2) + hold @ (c - begun) ** 2

    def residuals(c, derivative):
        fine = basis @ c
        fine[:, 3] = np.maximum(fine[:, 3], least)
        d, j = solve.distance_rows(lib, fine, slabs(m, n, fine), points, grid)
        out, oj = solve.protrusion_rows(ref, fine)
        r, all_j = [d - wanted, out], [j, oj]
        if ends:
            gap, gj = ground_rows(fine, ends, within)
            r.append(gap)
            all_j.append(gj)
        return np.concatenate(r), (sp.vstack(all_j) @ spread).toarray() if derivative else None

    for it in range(iterations):
        if it % 6 == 0:
            points, wanted, weight = solve.samples(ref, 6000, 4500, rng)
        soft = .05 * (stiff[0] * (stiff[1] / stiff[0]) ** min(1, it / (iterations * .7))) ** 2
        scale = len(control) / len(points)
        r, j = residuals(control, True)
        extra = len(r) - len(wanted)
        w = solve.robust_weights(r, np.concatenate([wanted, np.full(extra, -9.)]), np.concatenate([weight, np.zeros(extra)]), 4.)
        w[len(wanted):] = 1
        jw, c = j * w[:, None], control.reshape(-1)
        h = jw.T @ jw * scale + soft * bend.T @ bend + np.diag(hold)
        g = jw.T @ (r * w) * scale + soft * bend.T @ (bend @ c) + hold * (c - begun)
        now = np.sum((w * r) ** 2) * scale + bound(c)
        for _ in range(6):
            step = np.clip(np.linalg.solve(h + damping * .02 * np.eye(len(c)), -g), -6, 6)
            tried = (c + step).reshape(-1, 4)
            tried[:, 3] = np.maximum(tried[:, 3], least)
            r2, _ = residuals(tried, False)
            if np.sum((w * r2) ** 2) * scale + bound(tried.reshape(-1)) < now:
                control, damping = tried, max(damping * .4, 1e-2)
                break
            damping *= 4
    return control
