"""Centres of countries from a TopoJSON of Natural Earth (npm world-atlas), for build_gazetteer.py."""

import json
import math
from itertools import pairwise


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
