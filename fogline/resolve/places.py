"""Toponyms to gazetteer places: all candidates scored by prior and context; a narrow lead asserts nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Final

from fogline.lexicon.folding import fold
from fogline.lexicon.gazetteer import Gazetteer, GazetteerEntry
from fogline.record.ids import make_id
from fogline.record.types import Mention, Reason

_KIND_PRIOR = {
    "country": 14.0,
    "sea": 8.0,
    "region": 7.0,
    "admin1": 5.0,
    "base": 6.0,
    "facility": 5.0,
    "airport": 3.0,
    "admin2": 3.0,
}


def place_id(entry: GazetteerEntry) -> str:
    """The record's id of a gazetteer place."""
    return make_id("plc", entry.id)


DATELINE: Final = "DATELINE"
"""Label of the mention of the place that a report was written in: it stands for its country."""
_AT_HOME = 2.0
"""For a place in the country whose parties are named most. By hand, on datelined wires of one region."""
_HOME_SHARE = 0.4
_FIRST_NAME = 2.5
"""For a place that is called so first of all, against one that is also called so. By hand, on the places of TR-News."""


class PlaceResolver:
    """Resolves the place mentions of one report, with the countries that the report names as context."""

    def __init__(self, gazetteer: Gazetteer, mentions: Iterable[Mention], homes: Counter[str] | None = None) -> None:
        self._gazetteer = gazetteer
        self._homes = homes or Counter()
        """How often parties of each country are named."""
        self._places = [mention for mention in mentions if mention.kind == "place"]
        self._countries = self._context(mentions)

    def _context(self, mentions: Iterable[Mention]) -> Counter[str]:
        """How often each country is named as a place, or surely meant: a party that is far from home says nothing of where."""
        seen: Counter[str] = Counter()
        for mention in mentions:
            if mention.kind != "place":
                continue
            if mention.label == DATELINE:
                ranked = self.candidates(mention, Counter())
                if ranked and ranked[0][0].country:
                    seen[ranked[0][0].country] += 1
                continue
            found = self._gazetteer.lookup(mention.reading)
            countries = {entry.country for entry in found if entry.country}
            if any(entry.kind == "country" for entry in found):
                seen.update(entry.country for entry in found if entry.kind == "country" and entry.country)
            elif len(countries) == 1:
                seen.update(country for country in countries if country)
        return seen

    def candidates(
        self, mention: Mention, countries: Counter[str] | None = None
    ) -> list[tuple[GazetteerEntry, tuple[Reason, ...]]]:
        """(place, reasons) of a mention, best first; the weights of the reasons add up to its score."""
        context = self._countries if countries is None else countries
        scored = [(entry, self._reasons(mention, entry, context)) for entry in self._gazetteer.lookup(mention.reading)]
        return sorted(scored, key=lambda found: (-score(found[1]), found[0].id))

    def _reasons(self, mention: Mention, entry: GazetteerEntry, countries: Counter[str]) -> tuple[Reason, ...]:
        prior = _KIND_PRIOR.get(entry.kind, math.log2((entry.population or 0) + 16) / 3)
        reasons = [Reason(feature="gazetteer", level=entry.kind, weight=round(prior, 2), left=mention.reading, right=entry.id)]
        if fold(entry.name) == fold(mention.reading):
            reasons.append(Reason(feature="its first name", level="exact", weight=_FIRST_NAME, right=entry.name))
        named = countries.get(entry.country or "", 0)
        if named and entry.kind != "country":
            weight = round(3.0 + min(2.0, math.log2(named)), 2)
            reasons.append(
                Reason(feature="country named in the report", level=str(named), weight=weight, right=entry.country or "")
            )
        at_home = self._homes.get(entry.country or "", 0)
        if at_home >= _HOME_SHARE * sum(self._homes.values()) and at_home > 1 and entry.kind != "country":
            reasons.append(
                Reason(feature="parties of the country", level=str(at_home), weight=_AT_HOME, right=entry.country or "")
            )
        return tuple(reasons)

    def country_of(self, entry: GazetteerEntry) -> tuple[str, tuple[Reason, ...]] | None:
        """The country that a report chiefly tells of, as the place that its dateline stands for."""
        votes = Counter({entry.country or "": 1})
        for country, n in (*self._countries.items(), *self._homes.items()):
            votes[country] += n
        best = max(votes, key=lambda country: (votes[country], country == entry.country, country))
        found = next((c for c in self._gazetteer.countries() if c.country == best), None)
        if found is None:
            return None
        reason = Reason(feature="country told of", level=str(votes[best]), weight=4.0, left=entry.name, right=found.id)
        return place_id(found), (reason,)


def score(reasons: tuple[Reason, ...]) -> float:
    """Log2 odds: the sum of the weights."""
    return sum(reason.weight for reason in reasons)


def is_near(left: GazetteerEntry, right: GazetteerEntry, *, radius_km: float = 50) -> bool:
    """True where two places are within the radius: a name that fits both then says the same place for most purposes."""
    mean = math.radians((left.lat + right.lat) / 2)
    x = math.radians(right.lon - left.lon) * math.cos(mean)
    y = math.radians(right.lat - left.lat)
    return math.hypot(x, y) * 6371 <= radius_km
