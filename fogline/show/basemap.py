"""Reads the committed base map (Natural Earth, public domain) and cuts the part that a dossier shows.

The file is made by `tools/basemap/build.py`; where its data comes from stands in `tools/basemap/PROVENANCE.md`.
"""

from __future__ import annotations

import itertools
import json
import lzma
import math
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

BASEMAP_FILE = Path(__file__).parent / "static" / "basemap.xz"
COUNTRY_LABELS_FILE = Path(__file__).parent / "static" / "country_labels.json"
CREDIT = "Map data: Natural Earth, public domain. Borders as drawn there; disputed ones dashed; no endorsement."
MAX_LATITUDE = 85.0
_MAX_RIVER_RANK = 7
_MAX_CITIES = 420

Point = tuple[float, float]
Shape = list[Any]
"""`[[x, y, dx, dy, ...], class]` in Mercator units; class is 1 for a disputed border, the rank for a river."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the earth in degrees; it never crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, lon: float, lat: float) -> bool:
        """True when a point lies in the box."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def grown(self, share: float, at_least: float = 0.0) -> Box:
        """The box with a margin on every side: a share of its size, and no less than some degrees."""
        dx = max((self.east - self.west) * share, at_least)
        dy = max((self.north - self.south) * share, at_least)
        return Box(
            max(-180.0, self.west - dx),
            max(-MAX_LATITUDE, self.south - dy),
            min(180.0, self.east + dx),
            min(MAX_LATITUDE, self.north + dy),
        )

    def width(self) -> float:
        """The larger side in degrees."""
        return max(self.east - self.west, self.north - self.south)


@dataclass(frozen=True, slots=True)
class Layer:
    """The shapes of one layer: their boxes and lengths, and all their points as one byte string."""

    shapes: Sequence[Sequence[int]]
    points: bytes


@dataclass(frozen=True, slots=True)
class BaseMap:
    """The whole base map in memory, points still packed."""

    units_per_degree: int
    layers: dict[str, Layer]
    cities: Sequence[Sequence[Any]]


@cache
def load(path: Path = BASEMAP_FILE) -> BaseMap | None:
    """The base map; None when its file is missing, and then a dossier shows places without coast and borders."""
    if not path.exists():
        return None
    packed = lzma.decompress(path.read_bytes())
    header_length = struct.unpack("<I", packed[:4])[0]
    header = json.loads(packed[4 : 4 + header_length])
    position = 4 + header_length
    layers = {}
    for name, (length, shapes) in header["layers"].items():
        layers[name] = Layer(shapes, packed[position : position + length])
        position += length
    return BaseMap(header["q"], layers, header["places"])


def unpack(points: bytes, start: int, length: int) -> list[Point]:
    """The points of one shape: zigzag varints, each a difference to the point before."""
    found: list[Point] = []
    x = y = number = shift = 0
    is_y = False
    for byte in points[start : start + length]:
        number |= (byte & 127) << shift
        if byte & 128:
            shift += 7
            continue
        difference = (number >> 1) ^ -(number & 1)
        number = shift = 0
        if is_y:
            y += difference
            found.append((x, y))
        else:
            x += difference
        is_y = not is_y
    return found


def clip_area(ring: Sequence[Point], box: tuple[float, float, float, float]) -> Sequence[Point]:
    """The part of a ring inside a box (Sutherland and Hodgman 1974)."""
    for axis, limit, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        if not ring:
            return ring
        ring = _clip_side(ring, axis, limit, sign)
    return ring


def _clip_side(ring: Sequence[Point], axis: int, limit: float, sign: int) -> list[Point]:
    kept: list[Point] = []
    before = ring[-1]
    was_inside = (before[axis] - limit) * sign >= 0
    for point in ring:
        inside = (point[axis] - limit) * sign >= 0
        if inside != was_inside:
            share = (limit - before[axis]) / (point[axis] - before[axis])
            kept.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if inside:
            kept.append(point)
        before, was_inside = point, inside
    return kept


def clip_line(line: Sequence[Point], box: tuple[float, float, float, float]) -> list[list[Point]]:
    """The pieces of a line that touch a box; a piece that crosses the edge is kept whole, the map's margin hides it."""
    pieces: list[list[Point]] = []
    piece: list[Point] = []
    for a, b in itertools.pairwise(line):
        side_a, side_b = _outside(a, box), _outside(b, box)
        if side_a & side_b:
            if piece:
                pieces.append(piece)
            piece = []
            continue
        piece = piece or [a]
        piece.append(b)
        if side_b:
            pieces.append(piece)
            piece = []
    return [*pieces, piece] if piece else pieces


def _outside(point: Point, box: tuple[float, float, float, float]) -> int:
    x, y = point
    return (x < box[0]) | (x > box[2]) << 1 | (y < box[1]) << 2 | (y > box[3]) << 3


def mercator(lon: float, lat: float, scale: float) -> tuple[int, int]:
    """A point in whole map units, `scale` units to a degree of longitude; y grows to the south."""
    lat = max(-MAX_LATITUDE, min(MAX_LATITUDE, lat))
    return round(lon * scale), round(-math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))) * scale)


def cut(base: BaseMap, box: Box, *, coarse: bool, borders: bool = True) -> dict[str, Any]:
    """The shapes inside a box, in Mercator units with differences between points.

    Args:
        coarse: 1:50m coast and borders alone, for wide views; otherwise 1:10m with provinces, rivers and lakes.
        borders: False leaves out all borders.
    """
    detail = "50" if coarse else "10"
    wanted = [("land", f"land{detail}", True), ("lakes", "lakes", True)]
    if not coarse:
        wanted += [("provinces", "adm1", False), ("rivers", "rivers", False)]
    if borders:
        wanted.append(("borders", f"bord{detail}", False))
    scale = 20 if coarse else 200
    layers = {name: list(_cut_layer(base, base.layers[key], box, scale, area)) for name, key, area in wanted}
    if not borders:
        layers.pop("provinces", None)
    corner_a, corner_b = mercator(box.west, box.north, scale), mercator(box.east, box.south, scale)
    return {"scale": scale, "box": [*corner_a, *corner_b], "layers": layers}


def _cut_layer(base: BaseMap, layer: Layer, box: Box, scale: int, area: bool) -> Iterator[Shape]:
    units = base.units_per_degree
    limits = (box.west * units, box.south * units, box.east * units, box.north * units)
    start = 0
    for west, south, east, north, length, *attributes in layer.shapes:
        apart = east < limits[0] or west > limits[2] or north < limits[1] or south > limits[3]
        rank = attributes[0] if attributes else 0
        if not apart and rank <= _MAX_RIVER_RANK:
            points = unpack(layer.points, start, length)
            pieces = [clip_area(points, limits)] if area else clip_line(points, limits)
            for piece in pieces:
                coordinates = _differences([mercator(x / units, y / units, scale) for x, y in piece])
                if len(coordinates) >= (6 if area else 4):
                    yield [coordinates, rank]
        start += length


def _differences(points: Sequence[tuple[int, int]]) -> list[int]:
    found: list[int] = []
    before: tuple[int, int] | None = None
    for point in points:
        if point != before:
            found += point if before is None else (point[0] - before[0], point[1] - before[1])
            before = point
    return found


def cities_in(base: BaseMap, box: Box) -> list[list[Any]]:
    """`[name, lon, lat, rank]` of the larger places in a box, the most important first."""
    found = [row for row in base.cities if box.holds(row[1], row[2]) and row[3] <= 8]
    found.sort(key=lambda row: (row[3], -row[4]))
    return [list(row[:4]) for row in found[:_MAX_CITIES]]


@cache
def country_labels() -> Sequence[Sequence[Any]]:
    """`[name, lat, lon, size]` of every country: where its name is written."""
    labels: Sequence[Sequence[Any]] = json.loads(COUNTRY_LABELS_FILE.read_text("utf-8"))["labels"]
    return labels


def country_labels_in(box: Box) -> list[list[Any]]:
    """`[name, lat, lon]` of the countries whose label lies in a box; dwarf states are left out of wide views."""
    smallest = 0.5 if box.width() > 6 else 0.0
    return [list(row[:3]) for row in country_labels() if box.holds(row[2], row[1]) and row[3] > smallest]
