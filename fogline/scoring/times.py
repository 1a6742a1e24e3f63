"""How good the time expressions are: relaxed spans and TIMEX3 values against TimeML gold, as TempEval-3 counts them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fogline.read.times import ResolvedTime, find_times, resolve_times
from fogline.record.values import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class TimesScore:
    """Counts over all documents: gold expressions, found ones, overlapping pairs, and pairs with the right value and type."""

    gold: int
    found: int
    matched: int
    right_value: int
    right_type: int

    def f(self, right: int) -> float:
        """F in percent where `right` of the found and of the gold expressions are right."""
        return 200 * right / (self.gold + self.found) if self.gold + self.found else 0.0


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """Documents of a gzipped JSON Lines file with `created`, `text` and `times`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def answers(doc: dict[str, Any]) -> list[ResolvedTime]:
    """What is found in one document, anchored to its creation day; the parser's tenses are not used."""
    day = date.fromisoformat(doc["created"][:10])
    published = Period(earliest=day, latest=day, precision="day", basis="stated")
    return resolve_times(find_times(doc["text"]), published=published)


def score(docs: Iterable[dict[str, Any]]) -> TimesScore:
    """Relaxed matches are one to one, best overlap first."""
    gold = found = matched = values = types = 0
    for doc in docs:
        got = answers(doc)
        gold, found = gold + len(doc["times"]), found + len(got)
        for want, answer in _pairs(doc["times"], got):
            matched += 1
            values += answer.value == str(want["value"])
            types += answer.type == want["type"]
    return TimesScore(gold=gold, found=found, matched=matched, right_value=values, right_type=types)


def _pairs(gold: list[dict[str, Any]], got: list[ResolvedTime]) -> Iterator[tuple[dict[str, Any], ResolvedTime]]:
    candidates = []
    for i, g in enumerate(gold):
        for j, a in enumerate(got):
            shared = min(g["end"], a.expression.end) - max(g["start"], a.expression.start)
            same = (g["start"], g["end"]) == (a.expression.start, a.expression.end)
            if shared > 0:
                candidates.append((not same, -shared, i, j))
    left, right = set(), set()
    for _, _, i, j in sorted(candidates):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield gold[i], got[j]
