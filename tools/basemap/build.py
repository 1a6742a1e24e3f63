"""Makes the base map from Natural Earth shapefiles; run by hand, see PROVENANCE.md.

Usage: python build.py NATURAL_EARTH_FOLDER OUT.xz
Needs geopandas, shapely and numpy.
"""

import json
import lzma
import struct
import sys
from pathlib import Path

import geopandas
import numpy
import shapely

UNITS_PER_DEGREE = 1000
NO_BORDERS = ("Overlay limit", "ForgetMagics")


def parts(geometry):
    """All rings or lines of a geometry, as arrays of points."""
    if geometry.geom_type.startswith("Multi"):
        for part in geometry.geoms:
            yield from parts(part)
    elif geometry.geom_type == "Polygon":
        yield numpy.asarray(geometry.exterior.coords)
        yield from (numpy.asarray(hole.coords) for hole in geometry.interiors)
    elif geometry.geom_type == "LineString":
        yield numpy.asarray(geometry.coords)


def varints(numbers):
    """Signed numbers as zigzag varints."""
    packed = bytearray()
    for value in ((numbers << 1) ^ (numbers >> 63)).astype(numpy.uint64).tolist():
        while value > 127:
            packed.append(value & 127 | 128)
            value >>= 7
        packed.append(value)
    return bytes(packed)


def joined(frame, classes=None):
    """Lines joined into few long ones, per class."""
    if classes is None:
        return [0], geopandas.GeoDataFrame(geometry=[shapely.line_merge(shapely.union_all(frame.geometry.values))], crs=frame.crs)
    present, classes = sorted(set(classes)), numpy.array(classes)
    merged = [shapely.line_merge(shapely.union_all(frame.geometry.values[classes == one])) for one in present]
    return present, geopandas.GeoDataFrame(geometry=merged, crs=frame.crs)


def layer(frame, tolerance, area=False, smallest=0.0, classes=None):
    """(index, points) of one layer: index rows are [west, south, east, north, bytes, class?]."""
    index, packed = [], bytearray()
    for row, geometry in enumerate(frame.geometry.simplify(tolerance).values):
        if geometry is None or geometry.is_empty:
            continue
        for points in parts(geometry):
            points = numpy.round(points[:, :2] * UNITS_PER_DEGREE).astype(numpy.int64)
            fresh = numpy.ones(len(points), bool)
            fresh[1:] = (numpy.diff(points, axis=0) != 0).any(1)
            points = points[fresh]
            low, high = points.min(0), points.max(0)
            if len(points) < (4 if area else 2) or (area and max(high - low) < smallest * UNITS_PER_DEGREE):
                continue
            line = varints(numpy.diff(points, axis=0, prepend=numpy.zeros((1, 2), numpy.int64)).ravel())
            index.append([int(low[0]), int(low[1]), int(high[0]), int(high[1]), len(line), *([classes[row]] if classes is not None else [])])
            packed += line
    return index, bytes(packed)


def border_classes(frame):
    """0 for an international boundary, 1 for any other line, which is drawn dashed."""
    return [0 if str(name).startswith("International") else 1 for name in frame["featurecla"]]


def build(folder):
    """The bytes of the base map, before packing."""
    def read(name):
        return geopandas.read_file(folder / f"{name}.shp")

    layers = {"land10": layer(read("ne_10m_land"), 0.008, True, 0.02), "land50": layer(read("ne_50m_land"), 0.03, True, 0.1)}
    borders = read("ne_10m_admin_0_boundary_lines_land")
    borders = borders[~borders["featurecla"].isin(NO_BORDERS)]
    classes, borders = joined(borders, border_classes(borders))
    layers["bord10"] = layer(borders, 0.005, classes=classes)
    coarse = read("ne_50m_admin_0_boundary_lines_land")
    layers["bord50"] = layer(coarse, 0.02, classes=border_classes(coarse))
    provinces = read("ne_10m_admin_1_states_provinces_lines")
    layers["adm1"] = layer(joined(provinces[provinces.featurecla == "Admin-1 boundary"])[1], 0.01)
    rivers = read("ne_10m_rivers_lake_centerlines")
    rivers = rivers[rivers.featurecla == "River"]
    layers["rivers"] = layer(rivers, 0.01, classes=rivers.scalerank.astype(int).tolist())
    layers["lakes"] = layer(read("ne_10m_lakes"), 0.01, True, 0.03)
    places = read("ne_10m_populated_places_simple")
    places.columns = [name.lower() for name in places.columns]
    rows = [
        [name, round(point.x, 3), round(point.y, 3), int(rank), int(people or 0), int(str(kind).startswith("Admin-0 capital"))]
        for name, point, rank, people, kind in zip(places["name"], places.geometry, places.scalerank, places.pop_max, places.featurecla, strict=True)
    ]
    head = {"q": UNITS_PER_DEGREE, "layers": {name: [len(packed), index] for name, (index, packed) in layers.items()}, "places": rows}
    header = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return struct.pack("<I", len(header)) + header + b"".join(packed for _, packed in layers.values())


if __name__ == "__main__":
    Path(sys.argv[2]).write_bytes(lzma.compress(build(Path(sys.argv[1])), preset=9 | lzma.PRESET_EXTREME))
