"""Makes the points where country names are written; run by hand, see PROVENANCE.md.

Usage: python country_labels.py COUNTRIES_50M.json OUT.json   (TopoJSON of npm world-atlas; needs shapely)
"""

import json
import sys
from pathlib import Path

from shapely import Polygon, maximum_inscribed_circle

BY_HAND = {"Fiji": (-17.8, 178.0, 1.5)}  # crosses the 180th meridian


def read_arcs(topology):
    """The arcs of a TopoJSON file in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        yield points


def ring(numbers, arcs):
    """One ring from its arc numbers; a negative number means the arc backwards."""
    points = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def label(country, arcs):
    """[name, lat, lon, size in square degrees] of one country."""
    shapes = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
    largest = max((Polygon(ring(shape[0], arcs)).buffer(0) for shape in shapes), key=lambda shape: shape.area)
    lon, lat = maximum_inscribed_circle(largest, tolerance=0.05).coords[0]
    name = country["properties"]["name"]
    return [name, *BY_HAND[name]] if name in BY_HAND else [name, round(lat, 2), round(lon, 2), round(largest.area, 2)]


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    all_arcs = list(read_arcs(source))
    labels = sorted(label(row, all_arcs) for row in source["objects"]["countries"]["geometries"] if row["type"])
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in labels)
    head = '{"source": "Natural Earth 1:50m countries by way of npm world-atlas 2.0.2; see tools/basemap/PROVENANCE.md", "licence": "public domain",\n "labels": [\n'
    Path(sys.argv[2]).write_text(f"{head}{lines}\n]}}\n", encoding="utf-8")
