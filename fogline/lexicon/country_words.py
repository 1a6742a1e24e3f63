"""The words that tie a name to a country: shared by two names of one country they say little of whether both mean one group."""

from __future__ import annotations

import re
from functools import cache

from fogline.lexicon.folding import fold
from fogline.lexicon.tables import iter_rows, split_list

_SHORTEST = 4
_BRACKETS = re.compile(r"\(.*?\)")


@cache
def _by_name() -> dict[str, frozenset[str]]:
    """By each folded name of a state: the words of its names and of its adjectives."""
    found: dict[str, frozenset[str]] = {}
    for row in iter_rows("states.tsv"):
        names = (row["name"], *split_list(row["aliases"]), *split_list(row["former"]))
        forms = (*names, *(text.replace("+s", "") for text in split_list(row["demonyms"])))
        words = frozenset(word for form in forms for word in fold(form).split() if len(word) >= _SHORTEST)
        for name in names:
            found.setdefault(fold(name), words)
    return found


@cache
def country_words(country: str) -> frozenset[str]:
    """The folded words of a country ("syria", "syrian"); those of the name itself where no state is called so."""
    plain = fold(_BRACKETS.sub("", country)).strip()
    return _by_name().get(fold(country)) or _by_name().get(plain) or frozenset(fold(country).split())
