"""Toponyms to gazetteer places: all candidates weighed by themselves and beside the other places that the report names."""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from fogline.lexicon.gazetteer import Gazetteer, GazetteerEntry
from fogline.record.ids import make_id
from fogline.record.types import Mention, Reason
from fogline.record.vocabulary import AS_A_PARTY
from fogline.resolve.place_features import Named, add_context, add_own, gather, kilometers

_WEIGHTS = Path(__file__).parent / "place_weights.toml"
_BITS = 1 / math.log(2)


def place_id(entry: GazetteerEntry) -> str:
    """The record's id of a gazetteer place."""
    return make_id("plc", entry.id)


@lru_cache(maxsize=1)
def _weights() -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Weights of a place by itself, and beside the others; natural-log odds, trained by tools/train_places.py."""
    with _WEIGHTS.open("rb") as table:
        found = tomllib.load(table)
    return found["own"], found["beside"]


class PlaceResolver:
    """Resolves the place mentions of one report; each name has one sense in it."""

    def __init__(self, gazetteer: Gazetteer, mentions: Iterable[Mention]) -> None:
        places = [mention for mention in mentions if mention.kind == "place"]
        names = gather(gazetteer, places)
        own, beside = _weights()
        for named in names:
            add_own(named, gazetteer)
            named.weigh(own)
        add_context([named for named in names if any(not is_party(m) for m in named.mentions)], names)
        self._beside = beside
        self._named = {mention.id: named for named in names for mention in named.mentions}
        self._as_places = frozenset(mention.id for mention in places if not is_party(mention))

    def candidates(self, mention: Mention) -> list[tuple[GazetteerEntry, tuple[Reason, ...]]]:
        """(place, reasons) of a mention, best first; the weights of the reasons add up to its score."""
        named = self._named.get(mention.id)
        return self._ranked(named) if named is not None else []

    def _ranked(self, named: Named) -> list[tuple[GazetteerEntry, tuple[Reason, ...]]]:
        scored = [(entry, self._reasons(named, n, entry)) for n, entry in enumerate(named.entries)]
        order = sorted(range(len(scored)), key=lambda n: (-score(scored[n][1]), n))
        return [scored[n] for n in order]

    def countries(self) -> Counter[str]:
        """How often each country is named as a place, or a place that is most probably there."""
        seen: Counter[str] = Counter()
        for mention_id, named in self._named.items():
            ranked = self._ranked(named)
            if ranked and ranked[0][0].country and mention_id in self._as_places:
                seen[ranked[0][0].country] += 1
        return seen

    def _reasons(self, named: Named, n: int, entry: GazetteerEntry) -> tuple[Reason, ...]:
        own = 0.0
        reasons = []
        for key, value in named.features[n].items():
            weight = self._beside.get(key, 0.0) * value * _BITS
            if key.startswith("kind:") or key in ("people", "behind the largest"):
                own += weight
            elif abs(weight) >= 0.005:
                reasons.append(Reason(feature=key, level=f"{value:.2f}", weight=round(weight, 2), right=entry.id))
        first = Reason(feature="gazetteer", level=entry.kind, weight=round(own, 2), left=named.reading, right=entry.id)
        return (first, *reasons)


def is_party(mention: Mention) -> bool:
    """True for the name of a place that stands for a party there ("Lebanon condemned it")."""
    return mention.label.endswith(AS_A_PARTY)


def score(reasons: tuple[Reason, ...]) -> float:
    """Log2 odds: the sum of the weights."""
    return sum(reason.weight for reason in reasons)


def is_near(left: GazetteerEntry, right: GazetteerEntry, *, radius_km: float = 50) -> bool:
    """True where two places are within the radius: a name that fits both then says the same place for most purposes."""
    return kilometers(left, right.lat, right.lon) <= radius_km
