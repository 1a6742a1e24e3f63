"""Centres of countries and of their divisions from shapes of Natural Earth, for build_gazetteer.py."""

import json
import math
from itertools import pairwise

MOST = 0.8
"""Share of the towns of a division that have to lie within the bounds of its shape: else the shape is another division's."""


def country_centres(path):
    """ISO numeric code and name -> area-weighted centre of the main land mass and what lies within 2,500 km of it."""
    topology = json.loads(path.read_text())
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
        arcs.append(points)
    centres = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape.get("arcs", [])
        outer = [polygon[0] for polygon in polygons] if shape["type"] == "MultiPolygon" else [polygons[0]] if polygons else []
        parts = [ring_centre([point for i in ring for point in (arcs[i] if i >= 0 else arcs[~i][::-1])]) for ring in outer]
        if parts:
            _, lon, lat = max(parts)
            near = [p for p in parts if math.hypot((p[1] - lon) * math.cos(math.radians(lat)), p[2] - lat) < 22]
            total = sum(p[0] for p in near)
            lat, lon = sum(p[0] * p[2] for p in near) / total, sum(p[0] * p[1] for p in near) / total
            for key in (shape.get("id"), shape["properties"]["name"]):
                if key:  # Natural Earth gives some dependencies the code of their state: the larger one has it
                    centres[key] = max(centres.get(key, (0,)), (total, lat, (lon + 180) % 360 - 180))
    return {key: place[1:] for key, place in centres.items()}


def unwrapped(points):
    """The ring without the jump of 360 degrees at the antimeridian."""
    turned, last = [points[0]], points[0][0]
    for x, y in points[1:]:
        while x - last > 180:
            x -= 360
        while x - last < -180:
            x += 360
        turned.append((x, y))
        last = x
    return turned


def ring_centre(ring):
    points = unwrapped(ring)
    lat0 = sum(y for _, y in points) / len(points)
    k = math.cos(math.radians(lat0))
    area = cx = cy = 0.0
    for (x1, y1), (x2, y2) in pairwise(points):
        cross = x1 * y2 - x2 * y1
        area += cross
        cx += (x1 + x2) * cross
        cy += (y1 + y2) * cross
    return abs(area) / 2 * k, cx / (3 * area), cy / (3 * area)


def shape_centre(path, towns):
    """(lat, lon) of the area-weighted centre of a GeoJSON feature; None where the towns lie outside its bounds."""
    shape = json.loads(path.read_text())["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    rings = [polygon[0] for polygon in polygons if len(polygon[0]) > 3]
    west, east = (side(point[0] for ring in rings for point in ring) for side in (min, max))
    south, north = (side(point[1] for ring in rings for point in ring) for side in (min, max))
    inside = sum(west <= lon <= east and south <= lat <= north for lon, lat in towns)
    if inside < MOST * len(towns):
        return None
    parts = [ring_centre(ring) for ring in rings]
    total = sum(part[0] for part in parts)
    return sum(p[0] * p[2] for p in parts) / total, (sum(p[0] * p[1] for p in parts) / total + 180) % 360 - 180


def hull_centre(points):
    """(lat, lon) of the centre of the convex hull of (lon, lat) points; their mean where they span no area."""
    points = without_strays(unwrapped(sorted(points)))
    mean = sum(y for _, y in points) / len(points), (sum(x for x, _ in points) / len(points) + 180) % 360 - 180
    ring = convex_hull(sorted(set(points)))
    if len(ring) < 4:
        return mean
    area, lon, lat = ring_centre(ring)
    return (lat, (lon + 180) % 360 - 180) if area > 1e-3 else mean


def without_strays(points):
    """The points without those far from the rest: towns that are filed under another division."""
    lon, lat = (sorted(axis)[len(points) // 2] for axis in zip(*points, strict=True))
    away = [math.hypot((x - lon) * math.cos(math.radians(lat)), y - lat) for x, y in points]
    limit = 1.5 * sorted(away)[int(0.98 * (len(points) - 1))] + 0.2
    return [point for point, step in zip(points, away, strict=True) if step <= limit]


def convex_hull(points):
    """The hull of sorted points as a closed ring."""

    def half(ordered):
        chain = []
        for point in ordered:
            while len(chain) > 1 and turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        return chain

    lower, upper = half(points), half(points[::-1])
    return lower + upper[1:]


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
