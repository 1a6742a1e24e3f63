"""What the gazetteer says of words that may name a place, for the finder of names."""

from __future__ import annotations

from functools import lru_cache

from fogline.lexicon.folding import fold
from fogline.lexicon.gazetteer import Gazetteer, GazetteerEntry

_HAMLET = 1000
"""People below which a settlement does not make a word a name of a place: its name is too often another word."""
_MAJOR = 50_000
"""People from which a settlement is known by its bare name, even inside the name of a body ("Mosul Police Department")."""
_LEVELS = frozenset({"region", "admin1", "admin2", "settlement"})
_AREAS = frozenset({"admin1", "region", "sea", "island"})


class PlaceNames:
    """Asks the gazetteer; answers are kept."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.is_known = lru_cache(maxsize=50_000)(self._is_known)
        self.is_major = lru_cache(maxsize=50_000)(self._is_major)
        self.level = lru_cache(maxsize=50_000)(self._level)

    def _is_known(self, text: str) -> bool:
        """True where a place that is no hamlet bears the name."""
        return any(entry.kind != "settlement" or entry.population >= _HAMLET for entry in self._gazetteer.lookup(text))

    def _is_major(self, text: str) -> bool:
        """True where a country is called so, or a province, region or larger town first of all."""
        folded, found = fold(text), self._gazetteer.lookup(text)
        return any(entry.kind == "country" or (_is_large(entry) and fold(entry.name) == folded) for entry in found)

    def _level(self, text: str) -> str:
        """The kind of the best known place of that name: country, region, admin1, admin2, settlement or other.

        "adjective" for "Syrian", "unknown" where no place bears the name.
        """
        if self.is_adjective(text):
            return "adjective"
        found = self._gazetteer.lookup(text)
        if not found:
            return "unknown"
        if any(entry.kind == "country" for entry in found):
            return "country"
        kind = max(found, key=lambda entry: entry.population).kind
        return kind if kind in _LEVELS else "other"

    def is_abbreviation(self, text: str) -> bool:
        """True for the shortened name of a state or province: "Ky.", "NSW"."""
        return self._gazetteer.abbreviated(text) is not None

    def is_adjective(self, text: str) -> bool:
        """True for the adjective of a country or region: "Syrian"."""
        return bool(self._gazetteer.by_adjective(text))


def _is_large(entry: GazetteerEntry) -> bool:
    return entry.kind in _AREAS or (entry.kind in ("settlement", "admin2") and entry.population >= _MAJOR)
