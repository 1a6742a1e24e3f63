"""Which spans are cues, from the scores of a chain of outside, begin and inside.

The best sequence of labels is not the best set of spans: where "said" and "said in a statement" share the chance of
one cue, each label may be won by "outside". So each span is given its own probability.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fogline.read.token_table import Floats, Ints

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
_LONGEST = 14
"""Tokens of the longest cue looked for."""
_CLOSED = 0.02
"""Where the scores of a token give a cue less than this, none is looked for."""
_FLOOR = 0.05
"""Spans less likely than this are not weighed."""


def likely_spans(scores: Floats, sentence: Ints, steps: Floats, least: float) -> tuple[list[tuple[int, int]], list[float]]:
    """Spans [first, end) of at least this probability, the likelier first where two overlap, and the probabilities."""
    top = scores.max(axis=1, keepdims=True)
    shares = np.exp(scores - top)
    rows = np.flatnonzero(shares[:, OUTSIDE] < (1 - _CLOSED) * shares.sum(axis=1))
    if not len(rows):
        return [], []
    new = np.append(True, (np.diff(rows) > 1) | (sentence[rows[1:]] != sentence[rows[:-1]]))
    runs = _Runs(scores[rows], np.cumsum(new) - 1, steps)
    kept: list[tuple[int, int, float]] = []
    taken = np.zeros(len(rows) + 1, bool)
    for chance, first, end in sorted(runs.spans(max(least, _FLOOR)), key=lambda one: (-one[0], one[1])):
        if not taken[first:end].any():
            taken[first:end] = True
            kept.append((int(rows[first]), int(rows[end - 1]) + 1, chance))
    kept.sort()
    return [(first, end) for first, end, _ in kept], [chance for _, _, chance in kept]


class _Runs:
    """Runs of tokens that may be in cues, with nothing but outside around them."""

    def __init__(self, scores: Floats, run: Ints, steps: Floats) -> None:
        self._scores, self._run, self._steps = scores, run, steps
        sizes = np.bincount(run)
        place = np.arange(len(run)) - (np.cumsum(sizes) - sizes)[run]
        padded = np.zeros((int(sizes.max()), len(sizes), 3), np.float32)
        padded[place, run] = scores
        here = np.arange(len(padded))[:, None] < sizes[None]
        before, after = np.empty_like(padded), np.empty_like(padded)
        before[0], after[-1] = padded[0] + steps[OUTSIDE], steps[:, OUTSIDE]
        for at in range(1, len(padded)):
            going = _sum(before[at - 1][:, :, None] + steps, 1) + padded[at]
            before[at] = np.where(here[at, :, None], going, before[at - 1])
        for at in range(len(padded) - 2, -1, -1):
            coming = _sum(steps + (padded[at + 1] + after[at + 1])[:, None, :], 2)
            after[at] = np.where(here[at + 1, :, None], coming, steps[:, OUTSIDE])
        self._total = _sum(before[-1] + steps[:, OUTSIDE], 1)[run]
        self._before, self._after = before[place, run], after[place, run]
        self._last = np.append(run[1:] != run[:-1], True)
        self._end = self._ends()

    def _ends(self) -> Floats:
        """For each token and label, the sum over all that may follow if no cue goes on after it."""
        following = np.zeros_like(self._scores)
        following[:-1] = self._scores[1:] + self._after[1:]
        pairs = self._steps[None, :, :INSIDE] + following[:, None, :INSIDE]
        ends: Floats = np.where(self._last[:, None], self._steps[:, OUTSIDE], _sum(pairs, 2))
        return ends

    def spans(self, least: float) -> list[tuple[float, int, int]]:
        """Probability, first row and end of the spans of at least this probability."""
        first = np.arange(len(self._scores))
        inner, label, found = self._before[:, BEGIN] - self._total, BEGIN, []
        for length in range(1, _LONGEST + 1):
            going = inner + self._after[first + length - 1, label] >= np.log(least)
            first, inner = first[going], inner[going]
            last = first + length - 1
            chances = np.exp(inner + self._end[last, label])
            found += [(float(chances[k]), int(first[k]), int(last[k]) + 1) for k in np.flatnonzero(chances >= least)]
            more = ~self._last[last]
            if not more.any():
                break
            first, last = first[more], last[more]
            inner = inner[more] + self._steps[label, INSIDE] + self._scores[last + 1, INSIDE]
            label = INSIDE
        return found


def _sum(x: NDArray[np.float32], axis: int) -> Floats:
    """The logarithm of the sum of exponentials."""
    top = x.max(axis=axis, keepdims=True)
    total: Floats = np.log(np.exp(x - top).sum(axis=axis)) + np.squeeze(top, axis)
    return total
