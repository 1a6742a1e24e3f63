"""The embedded world gazetteer: every place that bears a name, never a choice among them.

The table is built by ``tools/build_gazetteer.py`` from GeoNames (CC BY 4.0), OurAirports (public domain) and
``data/regions.tsv``; it is opened read-only on the first look-up. Coordinates are centroids.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import DATA
from fogline.lexicon.toponyms import NameForm, adjectives, iter_forms, without_articles

DEFAULT_PATH = DATA / "gazetteer.sqlite"
OTHER_NAME = 0.1  # set by hand: San Miguel is not first of all San Miguelito, yet Jenin (Janin) precedes a village
LONGEST_SHORT = 6  # characters: "P.E.I."
CACHE_SIZE = 50_000  # names; about 20 MB when full
_Row: TypeAlias = tuple[int, str, str, str | None, str | None, int, int, int, str, str | None]
_Ranked: TypeAlias = "tuple[bool, GazetteerEntry]"  # (the name was given by hand, the place)
_PLACE = """
    SELECT p.n, p.name, k.kind, coalesce(p.country, a.country), a.name, p.lat, p.lon, p.population, k.precision, e.id
    FROM place p JOIN kind k ON k.code = p.kind
    LEFT JOIN admin1 a ON a.code = p.admin1 LEFT JOIN extra_id e ON e.n = p.n
"""
_BY_NUMBER = _PLACE + "WHERE p.n = ?"
_COUNTRIES = _PLACE + "WHERE k.kind = 'country' ORDER BY p.country, p.n"
_NAMED = "SELECT n, curated FROM name WHERE folded = ? ORDER BY n"
_SHORT = "SELECT n FROM abbreviation WHERE text = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class GazetteerEntry:
    """One place. ``country`` is ISO 3166-1 alpha-3, or None for seas and regions of several countries.

    ``kind`` and ``precision`` are listed in ``data/place_kinds.tsv``; ``lat`` and ``lon`` are a centroid in degrees;
    ``population`` is people, 0 when unknown; of an admin area it is the sum of the listed places, a lower bound.
    """

    id: str
    name: str
    kind: str
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    precision: str


class Gazetteer:
    """The world gazetteer with the places of packs layered over it.

    Args:
        extra: places of packs; one with the id of a place in the table replaces it.
        aliases: further names: name to ids of places in the table or in ``extra``.
    """

    def __init__(self, extra: Iterable[GazetteerEntry] = (), aliases: Mapping[str, Iterable[str]] | None = None) -> None:
        self._extra = {entry.id: entry for entry in extra}
        self._added: dict[str, list[str]] = {}
        self._cache: dict[str, tuple[GazetteerEntry, ...]] = {}
        for entry in self._extra.values():
            self._add_name(entry.name, entry.id)
        for name, ids in (aliases or {}).items():
            for place_id in ids:
                self._add_name(name, place_id)

    def lookup(self, name: str) -> tuple[GazetteerEntry, ...]:
        """All places that bear this name, the likeliest reading first; empty if none does.

        Articles and generic words ("province", "air base") are dropped only when the full name is unknown, and then
        only places of a fitting kind are returned. Order: places named by a pack or by hand, countries among them
        first; then by population, a settlement before the admin area that is named after it.
        """
        folded = fold(name)
        found = self._cache.get(folded)
        if found is None:
            found = next((hit for hit in map(self._named, iter_forms(folded)) if hit), ())
            if len(self._cache) >= CACHE_SIZE:
                self._cache.clear()
            self._cache[folded] = found
        return found

    def abbreviated(self, text: str) -> GazetteerEntry | None:
        """The state or province that newspapers shorten so, by capitals and full stops ("Ky.", "B.C.", "NSW"), or None."""
        row = self._base.execute(_SHORT, (text,)).fetchone() if len(text) <= LONGEST_SHORT else None
        return None if row is None else self._at(row[0])

    def by_adjective(self, text: str) -> tuple[GazetteerEntry, ...]:
        """The countries, or the region, that an adjective or the name of a people stands for ("Syrian", "Asian")."""
        return tuple(entry for place in adjectives().get(text.lower(), ()) for entry in self._first(place))

    def _first(self, name: str) -> tuple[GazetteerEntry, ...]:
        return tuple(entry for entry in self.lookup(name) if entry.kind in ("country", "region"))[:1]

    def entry(self, place_id: str) -> GazetteerEntry | None:
        """The place with this id, or None."""
        if place_id in self._extra:
            return self._extra[place_id]
        number = self._number(place_id)
        return None if number is None else self._at(number)

    def countries(self) -> tuple[GazetteerEntry, ...]:
        """All countries and territories, ordered by alpha-3 code."""
        return self._countries

    def within(self, entry: GazetteerEntry, country: str) -> bool:
        """Whether the place lies in the country (alpha-3) or, for a region of several countries, has a part in it."""
        return entry.country == country or country in self.spans(entry)

    def spans(self, entry: GazetteerEntry) -> tuple[str, ...]:
        """The countries (alpha-3) that the place lies in or has a part in; empty for the open sea."""
        if entry.country:
            return (entry.country,)
        number = None if entry.id in self._extra else self._number(entry.id)
        rows = self._base.execute("SELECT country FROM span WHERE n = ? ORDER BY country", (number,))
        return tuple(row[0] for row in rows)

    def close(self) -> None:
        """Closes the table; the next look-up opens it again."""
        base = self.__dict__.pop("_base", None)
        if base is not None:
            base.close()

    def __getstate__(self) -> dict[str, object]:
        """Leaves the open table and what was found behind, so that a worker process opens its own."""
        return {"_extra": self._extra, "_added": self._added, "_cache": {}}

    @cached_property
    def _base(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{DEFAULT_PATH.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)

    @cached_property
    def _countries(self) -> tuple[GazetteerEntry, ...]:
        return tuple(map(_entry, self._base.execute(_COUNTRIES)))

    def _add_name(self, name: str, place_id: str) -> None:
        for folded in {fold(name), without_articles(fold(name))}:
            ids = self._added.setdefault(folded, [])
            if place_id not in ids:
                ids.append(place_id)

    def _number(self, place_id: str) -> int | None:
        source, _, key = place_id.partition(":")
        if source == "geonames" and key.isdecimal():
            return int(key)
        row = self._base.execute("SELECT n FROM extra_id WHERE id = ?", (place_id,)).fetchone()
        return int(row[0]) if row else None

    def _at(self, number: int) -> GazetteerEntry | None:
        row = self._base.execute(_BY_NUMBER, (number,)).fetchone()
        if row is None:
            return None
        entry = _entry(row)
        return self._extra.get(entry.id, entry)

    def _named(self, form: NameForm) -> tuple[GazetteerEntry, ...]:
        ranked: dict[str, _Ranked] = {}
        for place_id in self._added.get(form.folded, ()):
            added = self.entry(place_id)
            if added:
                ranked[added.id] = (True, added)
        for number, curated in self._base.execute(_NAMED, (form.folded,)):
            entry = self._at(number)
            if entry:
                ranked.setdefault(entry.id, (bool(curated), entry))
        fitting = [pair for pair in ranked.values() if not form.kinds or pair[1].kind in form.kinds]
        chosen = fitting if fitting or form.strict else list(ranked.values())
        return self._sorted(chosen, form)

    def _sorted(self, ranked: list[_Ranked], form: NameForm) -> tuple[GazetteerEntry, ...]:
        weights = {entry.id: _weight(entry, form.folded) for _, entry in ranked}
        towns: dict[str | None, float] = {}
        for _, entry in ranked:
            if entry.kind == "settlement":
                towns[entry.country] = max(towns.get(entry.country, 0), weights[entry.id])

        def key(pair: _Ranked) -> tuple[bool, bool, int, float, str]:
            curated, entry = pair
            weight = weights[entry.id]
            if entry.kind.startswith("admin") and entry.country in towns:
                weight = min(weight, towns[entry.country] - (1 if entry.kind == "admin1" else 2))
            preference = form.kinds.index(entry.kind) if entry.kind in form.kinds else 0
            return not curated, entry.kind != "country", preference, -weight, entry.id

        return tuple(entry for _, entry in sorted(ranked, key=key))


def _weight(entry: GazetteerEntry, folded: str) -> float:
    """Population, a tenth of it for a place that bears the name only as an alternate."""
    own = fold(entry.name)
    return entry.population * (1.0 if folded in (own, without_articles(own)) else OTHER_NAME)


def _entry(row: _Row) -> GazetteerEntry:
    number, name, kind, country, admin1, lat, lon, population, precision, extra_id = row
    return GazetteerEntry(
        id=extra_id or f"geonames:{number}",
        name=name,
        kind=kind,
        country=country,
        admin1=None if kind == "country" else admin1,
        lat=lat / 1e4,
        lon=lon / 1e4,
        population=population,
        precision=precision,
    )
