"""Writing a table of balls (docs/body.md), half millimetres."""
import numpy as np


def half(x):
    text = f"{round(x * 2) / 2:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def cell(ball):
    return " ".join(half(x) for x in ball)


def round_radii(balls, least):
    """Half millimetres, each rounded up or down so that the sum is kept: rounding must not swell the whole."""
    doubled = np.maximum(np.asarray(balls)[:, 3], least) * 2
    low = np.floor(doubled)
    share = doubled - low
    up = int(round(share.sum()))
    low[np.argsort(-share, kind="stable")[:up]] += 1
    return np.maximum(low / 2, np.ceil(least * 2 - .5) / 2)


def head(ident, spec):
    lines = [f"structure {ident} {'paired' if spec.get('paired', True) else 'single'}"]
    lines.append(f"measured on BodyParts3D (c) DBCLS, CC BY 4.0: FMA{spec['fma']}")
    return lines + spec.get("settings", [])


def sheet_lines(word, name, balls, rows, columns, steps, labels, least):
    balls = np.array(balls, float)
    balls[:, 3] = round_radii(balls, least)
    lines = [f"{word} {name} {rows} x {columns} steps {steps}"]
    for i in range(rows):
        label = labels.get(str(i), labels.get(str(i - rows), str(i + 1)))
        lines.append(f"row {label}: " + " | ".join(cell(b) for b in balls[i * columns:(i + 1) * columns]))
    return lines


def bone_lines(balls, figures, landmarks, parts, least):
    """Landmarks first, by their names; the other balls numbered from above within the part whose place is nearest."""
    balls = np.array(balls, float)
    balls[:, 3] = round_radii(balls, least)
    names, free = {}, set(range(len(balls)))
    for name, place in landmarks.items():
        i = min(free, key=lambda k: abs(np.linalg.norm(balls[k, :3] - place) - balls[k, 3] * .8))
        names[i] = name
        free.discard(i)
    order = list(names)
    titles, places = list(parts), np.array(list(parts.values()), float)
    own = {k: int(np.argmin(np.linalg.norm(places - balls[k, :3], axis=1))) for k in free}
    for q, title in enumerate(titles):
        members = sorted((k for k in free if own[k] == q), key=lambda k: -balls[k, 1])
        names.update({k: f"{title}.{n + 1}" for n, k in enumerate(members)})
        order += members
    lines = [f"ball {names[k]} {cell(balls[k])}" for k in order]
    rank = {k: n for n, k in enumerate(order)}
    for word, count in (("edge", 2), ("slab", 3)):
        ranks = sorted(sorted(rank[i] for i in f if i >= 0) for f in figures if sum(i >= 0 for i in f) == count)
        line = ""
        for r in ranks:
            text = " ".join(names[order[i]] for i in r)
            if line and len(line) + len(text) > 130:
                lines.append(line)
                line = ""
            line += f" | {text}" if line else f"{word} {text}"
        if line:
            lines.append(line)
    return lines
