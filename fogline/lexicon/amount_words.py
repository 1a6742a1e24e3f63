"""The words of amounts: qualifiers, vague amounts and what they are worth, units and designators that make a number no count."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class VagueAmount(NamedTuple):
    """What a vague phrase is worth (None: the words do not say) and the rule that says so (docs/codebook/amount-words.md)."""

    low: int | None
    best: int | None
    high: int | None
    rule: str


def _rows(name: str) -> list[list[str]]:
    text = (files("fogline.lexicon") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:] if line.strip()]


@cache
def amount_cues(kind: str) -> dict[str, str]:
    """Lower-case phrase to the name of its row, for one class of cue: qualifier, after, percent, money, measure ..."""
    return {words: row[0] for row in _rows("amount_cues.tsv") if row[1] == kind for words in row[2:] if words}


@cache
def vague_amounts() -> dict[str, VagueAmount]:
    """Lower-case vague phrase ("dozens", "a handful", "no") to its worth."""
    out = {}
    for phrase, low, best, high, rule in _rows("vague_amounts.tsv"):
        numbers = [int(n) if n else None for n in (low, best, high)]
        out[phrase] = VagueAmount(*numbers, rule)
    return out
