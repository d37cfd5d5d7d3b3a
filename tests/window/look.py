#!/usr/bin/env python3
"""Looks at pictures for the window tests, with nothing but Python's own library.

look.py screen FILE.xwd X Y            the colour there, "R G B"
look.py strokes FILE.png TRACE FRAME   share of the places of a pen's stroke (lines "place X Y Z" of the trace, metres)
                                       that have its colour, cyan, where the camera of frame FRAME of the trace shows them
"""
import math
import re
import struct
import sys
import zlib


def read_xwd(path):
    data = open(path, "rb").read()
    head = struct.unpack(">25I", data[:100])
    start, line = head[0] + 12 * head[19], head[12]

    def pixel(x, y):
        at = start + y * line + 4 * x
        return data[at + 2], data[at + 1], data[at]

    return pixel


def unfilter(raw, width, height, step):
    rows, last, at = [], bytearray(width * step), 0
    for _ in range(height):
        kind, row = raw[at], bytearray(raw[at + 1 : at + 1 + width * step])
        at += 1 + width * step
        for i in range(len(row)):
            a = row[i - step] if i >= step else 0
            b, c = last[i], last[i - step] if i >= step else 0
            if kind == 1:
                row[i] = row[i] + a & 255
            elif kind == 2:
                row[i] = row[i] + b & 255
            elif kind == 3:
                row[i] = row[i] + (a + b) // 2 & 255
            elif kind == 4:
                p = a + b - c
                near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))
                row[i] = row[i] + near[2] & 255
        rows.append(row)
        last = row
    return rows


def read_png(path):
    data, at, packed = open(path, "rb").read(), 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, _, colour = struct.unpack(">IIBB", body[:10])
        elif kind == b"IDAT":
            packed += body
        at += size + 12
    step = {2: 3, 6: 4}[colour]
    rows = unfilter(zlib.decompress(packed), width, height, step)
    return width, height, lambda x, y: tuple(rows[y][step * x : step * x + 3])


def project(camera, point, width, height):
    """The program's camera, written down once more: eye, three axes, 30 degrees of height (camera.h)."""
    yaw, pitch, distance, target = camera
    y, p = math.radians(yaw), math.radians(pitch)
    back = (math.sin(y) * math.cos(p), math.sin(p), math.cos(y) * math.cos(p))
    right = (math.cos(y), 0.0, -math.sin(y))
    up = (-math.sin(y) * math.sin(p), math.cos(p), -math.cos(y) * math.sin(p))
    away = [point[i] - target[i] for i in range(3)]
    dot = lambda a: sum(a[i] * away[i] for i in range(3))
    scale = 1 / math.tan(math.radians(15)) / (distance - dot(back))
    return width / 2 + dot(right) * scale * height / 2, height / 2 - dot(up) * scale * height / 2


def strokes(picture, trace, frame):
    width, height, pixel = read_png(picture)
    places, camera = [], None
    for line in open(trace):
        words = line.split()
        if words[1:2] == ["place"]:
            places.append([float(w) for w in words[2:5]])
        if words[1:3] == ["frame", frame]:
            value = dict(re.findall(r"(\w+)=(\S+)", line))
            camera = (float(value["yaw"]), float(value["pitch"]), float(value["distance"]),
                      [float(v) for v in value["target"].split(",")])
    found = 0
    for place in places:
        x, y = (int(v) for v in project(camera, place, width, height))
        if 0 <= x < width and 0 <= y < height:
            r, g, b = pixel(x, y)
            found += b > 200 and g > 160 and r < 140
    print("%.3f" % (found / max(len(places), 1)))


if __name__ == "__main__":
    if sys.argv[1] == "screen":
        print(*read_xwd(sys.argv[2])(int(sys.argv[3]), int(sys.argv[4])))
    else:
        strokes(*sys.argv[2:5])
