"""Whether a report tells of violence at all: what "died", "hit" or "the blast" need where their own sentence does not say it."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from fogline.lexicon.tables import iter_rows
from fogline.read import parser

_FEWEST = 3
"""So many violent words make a report one of violence, where words of accidents and disasters are less than half as many."""


@cache
def _hashes(kind: str) -> NDArray[np.uint64]:
    strings = parser.language().vocab.strings
    words = (row["word"] for row in iter_rows("violence_words.tsv") if row["kind"] == kind)
    return np.asarray(sorted(strings.add(word) for word in words), np.uint64)


@cache
def violent_words() -> frozenset[str]:
    """Words that only violence brings into a sentence, in lower case."""
    return frozenset(row["word"] for row in iter_rows("violence_words.tsv") if row["kind"] == "violence")


def tells_of_violence(words: NDArray[np.uint64]) -> bool:
    """True for the words of a report (hashes of their lower-case forms) where those of violence prevail."""
    violent = int(np.isin(words, _hashes("violence")).sum())
    return violent >= _FEWEST and violent > 2 * int(np.isin(words, _hashes("mishap")).sum())
