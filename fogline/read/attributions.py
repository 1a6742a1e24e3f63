"""Attributions of a whole report: the words that say somebody speaks, thinks or wants, whose they are, and what is said."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fogline.read.attribution_net import load_net
from fogline.read.parser import one_thread
from fogline.read.token_table import Ints, TokenTable


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution, in rows of the token table. `source` is empty where the text names none ("it was reported")."""

    cue: tuple[int, int]
    """First row of the cue, and the row after its last."""
    root: int
    """The word of the cue on which the rest of it hangs."""
    source: tuple[int, ...]
    content: tuple[int, ...]
    probability: float


def find_attributions(table: TokenTable) -> list[Attribution]:
    """The attributions of a report in the order of their cues; cues without content are none."""
    if not len(table):
        return []
    net = load_net()
    with one_thread():
        encoded = net.encode(table)
        cues, chances = net.cues(table, encoded)
        parts = net.parts(table, encoded, cues) if cues else []
    found = []
    for cue, chance, (source, content) in zip(cues, chances, parts, strict=True):
        if len(content):
            rows = _one_run(source)
            found.append(Attribution(cue, _root(table, *cue), rows, tuple(content.tolist()), min(round(chance, 2), 0.99)))
    return found


def _root(table: TokenTable, first: int, end: int) -> int:
    inside = [row for row in range(first, end) if not first <= table.head[row] < end or table.head[row] == row]
    return inside[0] if inside else first


def _one_run(rows: Ints) -> tuple[int, ...]:
    """The longest unbroken run: a source is one phrase. Two runs with one token between them are one."""
    if not len(rows):
        return ()
    runs = np.split(rows, np.flatnonzero(np.diff(rows) > 2) + 1)
    longest = max(runs, key=len)
    return tuple(range(int(longest[0]), int(longest[-1]) + 1))
