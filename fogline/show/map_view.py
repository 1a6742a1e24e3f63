"""Chooses what part of the earth a dossier's map opens on and carries with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fogline.show import basemap
from fogline.show.basemap import Box
from fogline.show.record_index import RecordIndex, Row, place_id_of

_COARSE_ABOVE_DEGREES = 60
_SMALLEST_MARGIN_DEGREES = 1.2
_THEATRE_DEGREES = 15
"""Half the width of a theatre: Iraq, Syria and Yemen fit, a capital on another continent does not."""
_WORLD = Box(-170, -58, 178, 78)


def map_view(index: RecordIndex, incidents: Sequence[Row], *, borders: bool = True) -> dict[str, Any]:
    """The base map around the incidents: detailed where most of them are, coarse out to the farthest."""
    points = incident_points(index, incidents)
    opening = opening_box(points)
    base = basemap.load()
    view: dict[str, Any] = {
        "opening": [opening.west, opening.south, opening.east, opening.north],
        "parts": [],
        "cities": [],
        "countries": [],
    }
    if base is None:
        return view
    near = opening.grown(0.75, 3.0)
    coarse = near.width() > _COARSE_ABOVE_DEGREES
    farthest = _around([*points, (near.west, near.south), (near.east, near.north)])
    if farthest != near and not coarse:
        view["parts"].append(basemap.cut(base, farthest.grown(0.1, 4.0), coarse=True, borders=borders))
    view["parts"].append(basemap.cut(base, near, coarse=coarse, borders=borders))
    view["cities"] = basemap.cities_in(base, near)
    view["countries"] = basemap.country_labels_in(farthest.grown(0.1, 4.0))
    return view


def incident_points(index: RecordIndex, incidents: Sequence[Row]) -> list[tuple[float, float]]:
    """(lon, lat) of every incident whose place has coordinates."""
    points = []
    for incident in incidents:
        place = index.places.get(place_id_of(incident) or "", {})
        if place.get("lat") is not None and place.get("lon") is not None:
            points.append((float(place["lon"]), float(place["lat"])))
    return points


def opening_box(points: Sequence[tuple[float, float]]) -> Box:
    """A box around most points: one incident far away does not shrink all others to a dot.

    The outer 6 % on each side are cut off first; what lies near the remaining box is taken back in.
    """
    if not points:
        return _WORLD
    points = _theatre(points)
    cut_off = int(len(points) * 0.06)
    lons, lats = sorted(lon for lon, _ in points), sorted(lat for _, lat in points)
    core = Box(lons[cut_off], lats[cut_off], lons[-1 - cut_off], lats[-1 - cut_off]).grown(0.5, 3.0)
    return _around([point for point in points if core.holds(*point)] or points).grown(0.12, _SMALLEST_MARGIN_DEGREES)


def _theatre(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The points around the middle one, where at least two thirds of all lie there; else all of them."""
    middle = [sorted(axis)[len(axis) // 2] for axis in zip(*points, strict=True)]
    near = [p for p in points if abs(p[0] - middle[0]) <= _THEATRE_DEGREES and abs(p[1] - middle[1]) <= _THEATRE_DEGREES]
    return near if 3 * len(near) >= 2 * len(points) else list(points)


def _around(points: Sequence[tuple[float, float]]) -> Box:
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    return Box(min(lons), min(lats), max(lons), max(lats))
