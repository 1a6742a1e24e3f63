"""What speaks for each place that bears a name: by itself, and beside the other places that the report names."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from fogline.lexicon.folding import fold
from fogline.lexicon.gazetteer import Gazetteer, GazetteerEntry
from fogline.lexicon.toponyms import capitals, without_articles
from fogline.record.types import Mention

MOST_CANDIDATES = 40
"""Of a name borne by more places, only the likeliest are weighed: the rest are hamlets."""
_SITES = frozenset({"airport", "base", "facility", "crossing", "camp"})
_DIVISIONS = frozenset({"admin1", "country"})
_POINTS = frozenset({"settlement", "admin2"}) | _SITES
_TOUCHING = 3
"""Characters between a place and what it lies in: ", " and "'s "."""
_NEAR_KM = 50.0
_FEW = 3
"""Candidates of each other name that count as context."""

Weights = Mapping[str, float]


@dataclass(slots=True)
class Named:
    """A name in a report: its candidates, what speaks for each, and how likely each is so far."""

    name: str
    reading: str
    entries: Sequence[GazetteerEntry]
    mentions: list[Mention] = field(default_factory=list)
    features: list[dict[str, float]] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)

    def score(self, weights: Weights) -> list[float]:
        """The score of each candidate."""
        return [sum(weights.get(key, 0.0) * value for key, value in found.items()) for found in self.features]

    def weigh(self, weights: Weights) -> None:
        """Sets the share of each candidate among all."""
        scores = self.score(weights)
        top = max(scores, default=0.0)
        odds = [math.exp(score - top) for score in scores]
        total = sum(odds)
        self.shares = [one / total for one in odds]


def lookup(gazetteer: Gazetteer, reading: str) -> Sequence[GazetteerEntry]:
    """The places that a name may mean, the likeliest first: as printed, shortened, or as an adjective."""
    short = gazetteer.abbreviated(reading)
    found = gazetteer.lookup(reading) or gazetteer.by_adjective(reading)
    adjective = () if short or found is None else gazetteer.by_adjective(reading)
    if short is not None:
        return (short, *(entry for entry in found if entry.id != short.id))[:MOST_CANDIDATES]
    if adjective and not any(entry.kind == "country" for entry in found):
        return (*adjective, *(entry for entry in found if entry not in adjective))[:MOST_CANDIDATES]
    return found[:MOST_CANDIDATES]


def gather(gazetteer: Gazetteer, mentions: Iterable[Mention]) -> list[Named]:
    """The names of a report with their candidates: one name has one sense in a report."""
    names: dict[str, Named] = {}
    for mention in mentions:
        key = fold(mention.reading)
        if key not in names:
            names[key] = Named(key, mention.reading, lookup(gazetteer, mention.reading))
        names[key].mentions.append(mention)
    return [named for named in names.values() if named.entries]


def add_own(named: Named, gazetteer: Gazetteer) -> None:
    """Features of the candidates by themselves."""
    people = [_people(entry) for entry in named.entries]
    most = max((n for n, entry in zip(people, named.entries, strict=True) if entry.kind in _POINTS), default=0.0)
    short = gazetteer.abbreviated(named.reading)
    stands_for = {entry.id for entry in gazetteer.by_adjective(named.reading)}
    bare = without_articles(named.name)
    for entry, n in zip(named.entries, people, strict=True):
        own = fold(entry.name)
        found = {f"kind:{_kind(entry)}": 1.0}
        if entry.kind in _POINTS:
            found["people"] = n
            found["behind the largest"] = most - n
        if own == named.name:
            found["its first name"] = 1.0
        elif without_articles(own) == bare:
            found["its first name without articles"] = 1.0
        if short is not None and entry.id == short.id:
            found["abbreviation"] = 1.0
        if entry.kind == "settlement" and own in capitals().get(entry.country or "", ()):
            found["capital"] = 1.0
        if entry.id in stands_for:
            found["adjective"] = 1.0
        named.features.append(found)


def _kind(entry: GazetteerEntry) -> str:
    if entry.kind in _SITES:
        return "site"
    return "region" if entry.kind == "island" else entry.kind


def _people(entry: GazetteerEntry) -> float:
    return math.log10(entry.population + 10)


def add_context(context: Sequence[Named], names: Sequence[Named]) -> None:
    """Features of the candidates of all names beside those of the names in context; their shares say how much each counts."""
    countries: dict[str, dict[str, float]] = {}
    divisions: dict[str, dict[tuple[str, str], float]] = {}
    for named in context:
        countries[named.name], divisions[named.name] = _mass(named)
    all_countries: dict[str, float] = defaultdict(float)
    all_divisions: dict[tuple[str, str], float] = defaultdict(float)
    for named in context:
        for country, mass in countries[named.name].items():
            all_countries[country] += mass
        for division, mass in divisions[named.name].items():
            all_divisions[division] += mass
    likely = {named.name: _likely(named) for named in context}
    touching = _touching(names)
    for named in names:
        here, there = countries.get(named.name, {}), divisions.get(named.name, {})
        others = sum(all_countries.values()) - sum(here.values())
        for entry, found in zip(named.entries, named.features, strict=True):
            country = entry.country or ""
            beside = all_countries[country] - here.get(country, 0.0)
            if country and beside > 0.01:
                which = "it" if entry.kind == "country" else "its country"
                found[f"share of the places in {which}"] = beside / others
                found[f"places in {which}"] = math.log2(1 + beside)
            key = (country, entry.admin1 or "")
            inside = all_divisions[key] - there.get(key, 0.0) if entry.admin1 else 0.0
            if inside > 0.01:
                found["places in its division"] = math.log2(1 + inside)
            if entry.kind in _POINTS:
                found["close to another place"] = _closeness(entry, likely, named.name)
            _add_touching(entry, found, touching.get(named.name, ()))


def _mass(named: Named) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    countries: dict[str, float] = defaultdict(float)
    divisions: dict[tuple[str, str], float] = defaultdict(float)
    for entry, share in zip(named.entries, named.shares, strict=True):
        if entry.country:
            countries[entry.country] += share
            if entry.admin1:
                divisions[entry.country, entry.admin1] += share
    return countries, divisions


def _likely(named: Named) -> list[tuple[GazetteerEntry, float]]:
    ranked = sorted(zip(named.shares, range(len(named.entries)), strict=True), key=lambda pair: (-pair[0], pair[1]))
    return [(named.entries[n], share) for share, n in ranked[:_FEW] if share > 0.1]


def _closeness(entry: GazetteerEntry, likely: Mapping[str, Sequence[tuple[GazetteerEntry, float]]], name: str) -> float:
    best = 0.0
    for other, pairs in likely.items():
        if other == name:
            continue
        for place, share in pairs:
            if place.kind in _POINTS and place.country == entry.country:
                best = max(best, share / (1 + kilometers(entry, place.lat, place.lon) / _NEAR_KM))
    return best


def _touching(names: Sequence[Named]) -> dict[str, list[tuple[str, Named]]]:
    """For each name, the names that stand right before or behind it somewhere: "Mosul, Iraq", "Iraq's Mosul"."""
    at = sorted((mention.span.start, mention.span.end, named) for named in names for mention in named.mentions)
    found: dict[str, list[tuple[str, Named]]] = {}
    for (_, end, left), (start, _, right) in pairwise(at):
        if 0 < start - end <= _TOUCHING and left is not right:
            found.setdefault(left.name, []).append(("behind", right))
            found.setdefault(right.name, []).append(("before", left))
    return found


def _add_touching(entry: GazetteerEntry, found: dict[str, float], touching: Sequence[tuple[str, Named]]) -> None:
    for side, other in touching:
        inside = holds = apart = 0.0
        for place, share in zip(other.entries, other.shares, strict=True):
            if place.kind in _DIVISIONS and place.id != entry.id:
                inside = max(inside, float(lies_in(entry, place)))
                apart += share * (not lies_in(entry, place))
            if entry.kind in _DIVISIONS and place.id != entry.id:
                holds = max(holds, float(lies_in(place, entry)))
        for key, value in ((f"in what stands {side} it", inside), ("beside a place in it", holds)):
            if value:
                found[key] = max(found.get(key, 0.0), value)
        if not inside and not holds and apart > 0:
            key = f"not in what stands {side} it"
            found[key] = max(found.get(key, 0.0), apart)


def lies_in(inner: GazetteerEntry, outer: GazetteerEntry) -> bool:
    """True where a place lies in a country or first-order division."""
    if inner.id == outer.id or inner.country is None or inner.country != outer.country or inner.kind == "country":
        return False
    return outer.kind == "country" or (outer.kind == "admin1" and inner.kind != "admin1" and inner.admin1 == outer.admin1)


def kilometers(entry: GazetteerEntry, lat: float, lon: float) -> float:
    """Great-circle distance of a place from a point."""
    a, b = math.radians(entry.lat), math.radians(lat)
    step = math.radians(lon - entry.lon)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(step)
    return 6371.0 * math.acos(min(1.0, max(-1.0, cosine)))
