"""The words of amounts: qualifiers, vague amounts and what they are worth, units and designators that make a number no count."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from fogline.lexicon.word_rows import word_rows


class VagueAmount(NamedTuple):
    """What a vague phrase is worth (None: the words do not say) and the rule that says so (docs/codebook/amount-words.md)."""

    low: int | None
    best: int | None
    high: int | None
    rule: str


@cache
def amount_cues(kind: str) -> dict[str, str]:
    """Lower-case phrase to the name of its row, for one class of cue: qualifier, after, percent, money, measure ..."""
    return {words: row[0] for row in word_rows("amount_cues.tsv") if row[1] == kind for words in row[2:] if words}


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


@cache
def vague_amounts() -> dict[str, VagueAmount]:
    """Lower-case vague phrase ("dozens", "a handful", "no") to its worth."""
    out = {}
    for phrase, low, best, high, rule in word_rows("vague_amounts.tsv"):
        out[phrase] = VagueAmount(_number(low), _number(best), _number(high), rule)
    return out
