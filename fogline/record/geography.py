"""How two places lie to each other: same, one inside the other, close, apart or not known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fogline.record.types import Place

FINENESS: Final = {"site": 6, "settlement": 5, "near": 4, "sea": 3, "district": 3, "region": 2, "country": 1, "unknown": 0}
POINTS: Final = frozenset({"site", "settlement", "near"})
"""Precisions whose centroid stands for a spot: distances between them mean something."""
_EARTH_RADIUS_KM: Final = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFact:
    """What of a place is compared; `chain` holds the ids of the places that it lies in, nearest first."""

    id: str
    name: str
    precision: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    chain: tuple[str, ...] = ()


def place_fact(place: Place, places: Mapping[str, Place]) -> PlaceFact:
    """The fact of a place, with the chain of places around it."""
    chain: list[str] = []
    outer = place.within
    while outer and outer not in chain and outer != place.id:
        chain.append(outer)
        row = places.get(outer)
        outer = row.within if row else None
    return PlaceFact(
        id=place.id,
        name=place.name,
        precision=place.precision,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        chain=tuple(chain),
    )


def contains(outer: PlaceFact, inner: PlaceFact) -> bool:
    """True where `inner` is known to lie in `outer` (by chain, country or first-order division)."""
    if outer.id in inner.chain:
        return True
    if outer.id == inner.id or FINENESS[outer.precision] >= FINENESS[inner.precision] or not outer.country:
        return False
    if outer.country != inner.country:
        return False
    if outer.precision == "country":
        return True
    return outer.precision == "region" and outer.admin1 is not None and outer.admin1 == inner.admin1


def distance_km(left: PlaceFact, right: PlaceFact) -> float | None:
    """Great-circle distance between two spots, or None where one is no spot or has no coordinates."""
    if left.precision not in POINTS or right.precision not in POINTS:
        return None
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    north, south = math.radians(left.lat), math.radians(right.lat)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(math.radians(right.lon - left.lon) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def relation(left: PlaceFact, right: PlaceFact, near_km: float, far_km: float) -> str:
    """`same`, `within`, `near` (spots up to `near_km`), `off` (up to `far_km`), `apart`, or `unknown`."""
    if left.id == right.id:
        return "same"
    if contains(left, right) or contains(right, left):
        return "within"
    gap = distance_km(left, right)
    if gap is not None:
        return "near" if gap <= near_km else "off" if gap <= far_km else "apart"
    # A border has two sides: what one report puts in one country another may put across, but only near the line,
    # where coordinates would have told. Without coordinates different countries are apart.
    if left.country and right.country and left.country != right.country:
        return "apart"
    if left.precision == right.precision and left.precision in {"region", "country"}:
        return "apart"
    return "unknown"
