"""How alike two reports are as wholes, and how alike two reports of one case are that tell of different things."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from fogline.record.types import Report

Weighed = tuple[tuple[str, int], ...]
"""Stems with their weights."""
_OPENING_CHARS: Final = 900
"""How much of the body stands for the report: some 150 words."""
_APART_DAYS: Final = 14
"""Reports that appeared further apart than this seldom tell of one incident."""
_SAMPLE: Final = 20_000
_FEWEST_PAIRS: Final = 300
_SHARE: Final = 0.99
_STEP: Final = 0.05
CAUTIOUS: Final = 0.25
"""Taken where a case is too small to tell: what reports of one war reach."""


def opening(report: Report) -> str:
    """Title, standfirst and the first lines of the body, without what stands between them on the page."""
    heads = [report.text[s.start : s.end] for s in report.segments if s.kind in {"title", "standfirst"}]
    body = "\n".join(report.text[s.start : s.end] for s in report.segments if s.kind == "body")
    return "\n".join((*heads, body[:_OPENING_CHARS]))


def weigh(counts: Sequence[tuple[str, int]], rarity: Mapping[str, int]) -> Weighed:
    """Each stem by its rarity, more where it is said again: what a report says twice it is about."""
    return tuple((word, round(rarity[word] * (1 + math.log(times)))) for word, times in counts if word in rarity)


def cosine(left: Mapping[str, int], right: Mapping[str, int]) -> float:
    """From 0, nothing shared, to 1, the same words in the same shares."""
    lengths = math.hypot(*left.values()) * math.hypot(*right.values())
    shared = sum(weight * right[word] for word, weight in left.items() if word in right)
    return shared / lengths if lengths else 0.0


def alike_by_chance(openings: Sequence[tuple[int | None, Weighed]]) -> float:
    """The cosine that one in a hundred pairs of reports reaches which appeared weeks apart; input: (day, stems).

    Where every report tells of one war they are all alike, and likeness proves less. In steps, so that one more report
    seldom changes it.
    """
    dated = [(day, dict(words)) for day, words in openings if day is not None and words]
    strides = max(1, _SAMPLE // max(1, len(dated)))
    apart = (
        cosine(words, other)
        for stride in range(1, min(strides, len(dated) - 1) + 1)
        for (day, words), (other_day, other) in zip(dated, dated[stride:], strict=False)
        if abs(day - other_day) > _APART_DAYS
    )
    found = sorted(islice(apart, _SAMPLE))
    if len(found) < _FEWEST_PAIRS:
        return CAUTIOUS
    return _STEP * round(found[int(_SHARE * len(found))] / _STEP)
