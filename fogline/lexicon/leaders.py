"""The country of leaders by name: "President Okoro" is of the state that the table of leaders gives, where it gives one."""

from __future__ import annotations

from functools import lru_cache

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows


@lru_cache(maxsize=1)
def _leaders() -> dict[str, list[tuple[frozenset[str], str, bool]]]:
    """By the last word of the name: the other words, the country, and whether the last word is enough."""
    found: dict[str, list[tuple[frozenset[str], str, bool]]] = {}
    for row in iter_rows("leaders.tsv"):
        *others, last = fold(row["name"]).split()
        found.setdefault(last, []).append((frozenset(others), row["country"], row["alone"] == "yes"))
    return found


@lru_cache(maxsize=20_000)
def country_of_leader(name: str, *, titled: bool) -> str | None:
    """The country of the leader of this name; None where it fits nobody, or leaders of several countries.

    A last word alone is enough after a title ("President", "the ... government") and for the few whom everybody knows.
    """
    words = fold(name).split()
    if not words:
        return None
    known = _leaders().get(words[-1], ())
    given = set(words[:-1])
    fits = {country for others, country, _ in known if given and given & others}
    if not fits and not given:
        fits = {country for _, country, alone in known if titled or alone}
    return fits.pop() if len(fits) == 1 else None
