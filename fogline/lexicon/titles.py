"""Titles, ranks and honorifics that stand before a person's name."""

from dataclasses import dataclass
from functools import lru_cache

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title; ``kind`` is honorific, academic, military, police, religious, royal, office, diplomatic, legislative or
    judicial; ``sector`` is PLOVER's of the bearer, None when the title does not tell."""

    text: str
    kind: str
    sector: str | None


@lru_cache(maxsize=1)
def titles() -> dict[str, Title]:
    """All titles by their folded text, so that ``Lt. Gen.`` and ``Lt Gen`` are one key."""
    found: dict[str, Title] = {}
    for row in iter_rows("titles.tsv"):
        found.setdefault(fold(row["title"]), Title(text=row["title"], kind=row["kind"], sector=row["sector"] or None))
    return found
